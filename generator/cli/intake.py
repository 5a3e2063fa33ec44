"""`greffe intake`: a returned form, read, compared with what is known, and applied on demand."""

import sys
from argparse import Namespace
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import cast, get_args

from generator import transaction
from generator.checks import memory
from generator.checks.words import together, unknown
from generator.cli import adoption, build, common, registering
from generator.documents import service_forms
from generator.documents.forms import Forms
from generator.documents.production import Press
from generator.documents.texts import convention_folder
from generator.errors import GreffeError, UsageError
from generator.intake import adhesion, apply, receipt
from generator.intake.answers import Answers
from generator.intake.cleaning.rows import Line
from generator.intake.comparison import Decision
from generator.intake.obstacles import obstacles
from generator.intake.plan import plan
from generator.intake.proposal import Choices, Proposal, offered, propose
from generator.intake.readers import docx, formats
from generator.store import dataset
from generator.store.edit import EditRefused
from generator.store.locations import nominative_folder

PATIENCE = 10.0
"""Seconds to wait for another intake to finish."""


def run(options: Namespace) -> int:
    """Print the plan of each file, and with --apply write what they change; 1 when something stops it.

    Without any file, only finishes what a crash may have interrupted.
    """
    settings = dataset.load(options.root, nominative=False, only=frozenset()).settings
    folder = nominative_folder(options.root, settings.nominatif)
    if options.table:
        return adoption.run(options, folder, PATIENCE)
    if options.files and not options.apply:
        return _Intake(options).run()
    with transaction.locked(folder, PATIENCE):
        if not options.files:
            print("Rien n'est resté en suspens. Donnez le fichier d'une annexe reçue pour la lire.")
            return 0
        intake = _Intake(options)
        code = intake.run()
        if code == 0 and intake.files:
            transaction.commit(intake.files, folder)
            # What was remembered of the last check may name people who have left.
            (options.root / memory.FILE).unlink(missing_ok=True)
            print("\nC'est enregistré :")
            for path in intake.files:
                print(f"  {path}")
    return code


class _Intake:
    """The files received, one after the other: each is compared with what the ones before give."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.data = dataset.load(options.root)
        self.day = common.reference_day(options, self.data.settings)
        if options.sent and options.sent > self.day:
            raise UsageError(f"« --sent {options.sent.isoformat()} » est à venir : donnez le jour où le partenaire a transmis le formulaire, d'après son courriel.")  # fmt: skip
        self.look = build.look_of(options.root)
        self.files: dict[Path, bytes] = {}
        self.offered: list[int] = []
        self.next = 1
        """The number of the next offer that no file gives by itself."""
        self.stopped = False

    def run(self) -> int:
        received = list(_read(self.options.files, self._forms()))
        numbers = [offered(answers, self.data) for answers in received]
        self.next = 1 + sum(numbers)
        for rank, answers in enumerate(received):
            self._one(answers, 1 + sum(numbers[:rank]))
        self._check_numbers()
        if self.stopped:
            print("\nRien n'est écrit : réglez d'abord ce qui est dit plus haut.")
        elif not self.files:
            print("\nRien à écrire.")
        elif not self.options.apply:
            print("\nRien n'est écrit. Pour enregistrer, relancez la même commande avec « --apply ».")  # fmt: skip
        return int(self.stopped)

    def _forms(self) -> Forms:
        """What a file may be: of a service given, or of the services of a partner given, and of no other."""
        services = {key: entry.record for key, entry in self.data.services.items()}
        wanted = self.options.service
        if wanted and wanted not in services:
            raise unknown("service", wanted, list(services))
        partner = self.data.partners.get(self.options.partner or "")
        held = {
            bulletin.service
            for _, convention in (partner.record.mon_compte_partenaire if partner else ())
            for bulletin in convention.bulletins
        }
        kept = {wanted} if wanted else held or services.keys()
        return service_forms.forms({key: services[key] for key in services if key in kept})

    def _one(self, answers: Answers, first: int) -> None:
        self._welcome(answers)
        accepted = self.options.accept
        choices = Choices(
            partner=self.options.partner,
            numbers=frozenset(each for each in accepted if isinstance(each, int)),
            every="all" in accepted,
            conflict="conflit" in accepted,
            decide=lambda _line: self.options.missing,
            sent=self.options.sent,
            first=first,
            then=self.next,
        )
        proposed = propose(answers, self.data, choices)
        answers = replace(answers, notes=(*answers.notes, *self._altered(proposed)))
        proposed = replace(proposed, answers=answers)
        print(f"\n{plan(proposed, self.day)}", end="")
        if self._asks(proposed):
            decided = {_mark(line): _ask(line) for line in proposed.undecided}
            proposed = propose(answers, self.data, replace(choices, decide=_decided(decided)))
        self.offered += [offer.number for offer in proposed.offers]
        self.next = max([self.next, *(number + 1 for number in self.offered)])
        if obstacles(proposed, self.day):
            self.stopped = True
            print("\nLe résultat sera contrôlé et montré une fois ces points réglés.")
        elif proposed.changes:
            self._keep(proposed)

    def _asks(self, proposed: Proposal) -> bool:
        """Whether to ask about the people missing: when that alone keeps the form from being recorded."""
        alone = not self.stopped and len(obstacles(proposed, self.day)) == 1
        return bool(self.options.apply and proposed.undecided and alone and sys.stdin.isatty())

    def _welcome(self, answers: Answers) -> None:
        """Add the partner of an adhesion, if it is not known yet."""
        new = adhesion.partner(answers, self.options.partner, self.data)
        if new is None:
            return
        files = {new.source.file: new.source.text.encode()}
        print(f"\n{answers.file} : {new.record.nom} demande à adhérer. Son fichier sera créé :\n")
        print(apply.diff(self.data, files), end="")
        self.files |= {self.options.root / file: content for file, content in files.items()}
        self.data = replace(self.data, partners=self.data.partners | {new.id: new})

    def _keep(self, proposed: Proposal) -> None:
        """Take in what the proposal gives, and show its checks and its lines."""
        try:
            result = apply.outcome(proposed, self.data)
        except EditRefused as refusal:
            print(f"\nCe qui était à écrire\n\n{refusal.diff}")
            raise
        registering.show(self.data, result.dataset, result.files, self.day, proposed.partner.id)
        caf = self.data.cafs[proposed.partner.record.caf].record.nom
        papers = receipt.papers(proposed, result.to_do, caf, self.day, self.look)
        self.data = result.dataset
        remade = registering.remade(self.options.root, self.data, proposed.partner.id)
        tree = {**result.files, **papers, **remade}
        self.files |= {self.options.root / file: content for file, content in tree.items()}

    def _altered(self, proposed: Proposal) -> tuple[str, ...]:
        """What the sender changed in the fixed text of a Word form of ours."""
        answers = proposed.answers
        if answers.word is None or not answers.template:
            return ()
        home, form, key = proposed.home, proposed.form, proposed.partner.id
        folder = convention_folder(proposed.partner.record, home.index)
        path = "/".join(filter(None, (key, folder, form.service, form.document)))
        press = Press(self.data, self.look)
        try:
            # A pièce may be the one that everyone finds on the site, without names.
            trees = [press.complete(key), *([press.publishable(key)] if form.service else ())]
        except GreffeError as error:
            return (f"Le texte fixe n'a pas pu être comparé : {error}",)
        issued = [tree[file] for tree in trees for ending in ("", "-par-lieu") if (file := f"{path}{ending}.docx") in tree]  # fmt: skip
        notes = (docx.altered(answers.file, answers.word, each) for each in issued)
        return min(notes, key=len, default=())

    def _check_numbers(self) -> None:
        unknown = sorted(each for each in self.options.accept if isinstance(each, int) and each not in self.offered)  # fmt: skip
        if unknown:
            known = f"les numéros sont {together([str(each) for each in sorted(self.offered)])}"
            raise UsageError(f"il n'y a pas de proposition {', '.join(map(str, unknown))} : {known}." if self.offered else "il n'y a aucune proposition à accepter.")  # fmt: skip


def _read(files: list[Path], forms: Forms) -> Iterator[Answers]:
    for path in files:
        yield from formats.read(path.name, common.content(path), forms)


def _ask(line: Line) -> Decision:
    name = " ".join(str(line[key]) for key in ("prenom", "nom") if key in line)
    if seat := ", ".join(str(line[key]) for key in ("profil", "lieu", "equipement") if key in line):
        name = f"{name} ({seat})"
    while True:
        answer = input(f"{name} n'est plus dans la liste. Garder son accès ou le clore ? [garder/clore] : ").strip()  # fmt: skip
        if answer in get_args(Decision):
            return cast(Decision, answer)


def _decided(decisions: dict[str, Decision]) -> Callable[[Line], Decision | None]:
    return lambda line: decisions.get(_mark(line))


def _mark(line: Line) -> str:
    return repr(sorted(line.items()))
