"""`greffe review close`: the answers to a review, read, shown, and recorded on demand."""

from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from generator import transaction
from generator.checks import memory
from generator.cli import build, common, registering
from generator.documents import service_forms
from generator.documents.french.dates import long_date
from generator.documents.review_forms import reviews
from generator.errors import UsageError
from generator.intake import apply, receipt
from generator.intake.plan import plan
from generator.intake.proposal import Choices
from generator.intake.readers import formats
from generator.store import dataset
from generator.store.edit import EditRefused
from generator.store.locations import nominative_folder
from generator.store.schema.settings import Settings
from generator.upkeep import campaign
from generator.upkeep.review import closing, merging, minutes, receiving, sheets, subjects
from generator.upkeep.review.closing import Closing
from generator.upkeep.review.receiving import Received
from generator.upkeep.review.story import story


def run(options: Namespace, patience: float) -> int:
    """Print what the answers decide, and with --apply record it; 1 when something stops it."""
    _check(options)
    if not options.apply:
        return _Close(options).run()
    settings = dataset.load(options.root, nominative=False, only=frozenset()).settings
    with transaction.locked(nominative_folder(options.root, settings.nominatif), patience):
        close = _Close(options)
        code = close.run()
        if code == 0 and close.files:
            commit(options.root, settings, close.files)
            for path in close.useless:
                (options.root / path).unlink(missing_ok=True)
            print("\nC'est enregistré :")
            for path in close.files:
                print(f"  {options.root / path}")
    return code


def commit(root: Path, settings: Settings, files: Mapping[str, bytes]) -> None:
    """Write the files, their paths from `root`, as one change; the caller holds the lock."""
    if not files:
        return
    folder = nominative_folder(root, settings.nominatif)
    transaction.commit({root / path: content for path, content in files.items()}, folder)
    # What was remembered of the last check may name people who have left.
    (root / memory.FILE).unlink(missing_ok=True)


def _check(options: Namespace) -> None:
    if len(options.partner) > 1:
        raise UsageError("un seul « --partner » à la fois pour « greffe review close ».")
    if options.unchanged and (options.files or not options.partner):
        raise UsageError("« --unchanged » demande « --partner », et aucun fichier : c'est une réponse donnée sans feuille.")  # fmt: skip
    if not options.unchanged and not options.files:
        raise UsageError("donnez la feuille de revue reçue, ou « --unchanged » et « --partner » pour un « rien à changer » dit sans feuille.")  # fmt: skip


class _Close:
    """Reviews answered; `files` are what they change, by their path from the root, and `useless` the sheets done with."""

    def __init__(self, options: Namespace) -> None:
        self.options = options
        self.data = dataset.load(options.root)
        self.day = common.reference_day(options, self.data.settings)
        self.look = build.look_of(options.root)
        self.files: dict[str, bytes] = {}
        self.useless: list[str] = []
        self.offered = 0
        self.stopped = False

    def run(self) -> int:
        for received in self._received():
            self._one(received)
        wrong = sorted(each for each in self.options.accept if isinstance(each, int) and not 0 < each <= self.offered)  # fmt: skip
        if wrong:
            raise UsageError(f"il n'y a pas de proposition {', '.join(map(str, wrong))}.")
        if self.stopped:
            print("\nRien n'est écrit : réglez d'abord ce qui est dit plus haut.")
        elif not self.files:
            print("\nRien à écrire.")
        elif not self.options.apply:
            print("\nRien n'est écrit. Pour enregistrer, relancez la même commande avec « --apply ».")  # fmt: skip
        return int(self.stopped)

    def _received(self) -> Sequence[Received]:
        if self.options.unchanged:
            return self._by_word(self.options.partner[0])
        services = {key: entry.record for key, entry in self.data.services.items()}
        forms = service_forms.forms(services)
        sheets_known = reviews(forms)
        found = [
            answers
            for path in self.options.files
            for answers in formats.read(path.name, common.content(path), sheets_known)
        ]
        return receiving.received(found, self.data, forms, next(iter(self.options.partner), None))

    def _by_word(self, partner: str) -> Sequence[Received]:
        common.selected_partners(self.options)
        if partner not in self.data.partners:
            raise UsageError(f"le fichier de « {partner} » ne peut pas être lu. Lancez « greffe check », puis recommencez.")  # fmt: skip
        found = [
            each
            for family in subjects.FAMILIES
            if self.options.family in (None, family)
            and (each := subjects.subject(self.data.partners[partner], family, self.data))
        ]
        waiting = [each for each in found if each.opened is not None]
        if not found:
            raise UsageError(f"« {partner} » n'a aucune liste de personnes enregistrée : il n'y a rien à passer en revue.")  # fmt: skip
        return [receiving.by_word(each) for each in waiting or found]

    def _one(self, received: Received) -> None:
        answered = self.options.answered or received.day or (self.day if self.options.unchanged else None)  # fmt: skip
        subject = replace(received.subject, partner=self.data.partners[received.subject.partner.id])
        if answered is None:
            self.stopped = True
            print(f"\n{subject.partner.record.nom} : le jour de la réponse n'est pas sûr. Donnez-le avec « --answered », d'après le courriel ou le partenaire.")  # fmt: skip
            return
        if answered > self.day:
            self.stopped = True
            print(f"\n{subject.partner.record.nom} : la réponse est datée du {long_date(answered)}, un jour à venir. Donnez le bon jour avec « --answered », d'après le courriel ou le partenaire.")  # fmt: skip
            return
        accepted = self.options.accept
        choices = Choices(
            numbers=frozenset(each for each in accepted if isinstance(each, int)),
            every="all" in accepted,
            first=self.offered + 1,
        )
        merged = [
            merging.merge(listed, answer, answered, wins="conflit" in accepted)
            for listed, answer in received.answers
        ]
        by = self.options.by or received.by
        made = closing.closing(subject, merged, self.data, choices, day=answered, by=by)
        self.offered = max([self.offered, *(offer.number for each in made.proposals for offer in each.offers)])  # fmt: skip
        print(f"\n{story(made)}", end="")
        for proposal in made.proposals:
            print(f"\n{plan(proposal, self.day)}", end="")
        if made.obstacles:
            self.stopped = True
            if made.older:
                print(f"\n{made.older}")
        elif made.recorded:
            print(f"\nCette réponse est déjà enregistrée : il n'y a rien à écrire pour {subject.partner.id}.")  # fmt: skip
        else:
            self._keep(made)

    def _keep(self, made: Closing) -> None:
        """Take in what the review gives, and show its checks and its lines."""
        try:
            result = closing.outturn(made, self.data)
        except EditRefused as refusal:
            print(f"\nCe qui était à écrire\n\n{refusal.diff}")
            raise
        key, root = made.subject.partner.id, self.options.root
        changed = apply.changed(self.data, result.dataset)
        registering.show(self.data, result.dataset, changed, self.day, key)
        caf = self.data.cafs[made.subject.partner.record.caf].record.nom
        self.data = result.dataset
        self.files |= changed
        self.files |= minutes.papers(made, caf, self.look)
        if made.unanswered:
            self._ask_again(made, caf)
        for proposal, to_do in zip(made.proposals, result.to_do, strict=True):
            self.files |= receipt.papers(proposal, to_do, caf, self.day, self.look)
            if not made.unanswered:
                path = f"{sheets.FOLDER}/{key}/{subjects.sheet_name(proposal.form)}"
                self.useless += (f"{path}{ending}" for ending in sheets.ENDINGS)
        self.files |= registering.remade(root, self.data, key)
        if made.subject.family == "mon-compte-partenaire" and not made.unanswered:
            print("\nLa preuve est à faire signer par l'administrateur du partenaire : à son retour, notez le jour dans « envoyee_le », à côté de « preuve ».")  # fmt: skip

    def _ask_again(self, made: Closing, caf: str) -> None:
        """The sheets of a review that stays open, with the lists as they now stand."""
        subject = subjects.subject(self.data.partners[made.subject.partner.id], made.subject.family, self.data)  # fmt: skip
        assert subject
        reply = campaign.reply_by(subject.partner.id, subject.family, self.data, self.day)
        lists = {listed.form.id: listed for listed in subject.lists}
        told = ((each, lists.get(each.listed.form.id)) for each in made.merged)
        known = {listed.form.id: merging.answered(each, listed) for each, listed in told if listed}
        self.files |= sheets.sheets(subject, caf, reply, self.look, known)
        made_again = "sont refaites" if self.options.apply else "seront refaites"
        print(f"\nLes feuilles à renvoyer au partenaire {made_again} : ses décisions y sont reportées, il complète les lignes qui n'en ont pas.")  # fmt: skip
