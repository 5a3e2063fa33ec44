"""`greffe purge`: what must no longer be kept, listed, then erased on demand, here and in Git's history."""

import os
import sys
from argparse import Namespace
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from generator import transaction
from generator.cli import common
from generator.cli.build import look_of
from generator.errors import GreffeError, UsageError
from generator.store import dataset, traces
from generator.store.dataset import Dataset
from generator.store.edit import EditRefused
from generator.store.locations import nominative_folder
from generator.upkeep.purge import history, outputs, papers, past, report, rewriting
from generator.upkeep.purge.people import People
from generator.upkeep.purge.plan import Plan, plans
from generator.upkeep.purge.removal import removal

PATIENCE = 10.0
"""Seconds to wait for another command to finish."""
FOLDER = Path("build", "purge")


def run(options: Namespace) -> int:
    """Print what must go; with --apply erase it, with --history rewrite a clone. 1 when something is left undone."""
    _check(options)
    if options.history:
        return _history(options)
    if not options.apply:
        return _list(options)
    settings = dataset.load(options.root, nominative=False, only=frozenset()).settings
    folder = nominative_folder(options.root, settings.nominatif)
    with transaction.locked(folder, PATIENCE):
        return _apply(options, folder)


def _check(options: Namespace) -> None:
    if options.history and (options.apply or options.partner):
        raise UsageError("« --history » réécrit tout l'historique, une fois l'effacement enregistré : lancez-la seule, sans « --apply » ni « --partner ».")  # fmt: skip
    if not options.history and (options.clone or options.people):
        raise UsageError("« --clone » et « --people » vont avec « --history ».")


def _read(options: Namespace) -> tuple[Dataset, date, list[Plan]]:
    data = dataset.load(options.root, only=common.selected_partners(options))
    common.say_problems(data)
    day = common.reference_day(options, data.settings)
    found = list(plans(data, options.root, day))
    wanted = [plan for plan in found if not options.partner or plan.partner in options.partner]
    print(report.listing(wanted, day, len(data.unread)))
    return data, day, wanted


def _list(options: Namespace) -> int:
    data, _, found = _read(options)
    if any(plan.going for plan in found):
        print("Rien n'est effacé. Relisez, puis relancez la même commande avec « --apply ».\n")
    _say_past(options.root, data)
    return int(bool(data.problems) or any(plan.refused for plan in found))


@dataclass
class _Work:
    """What one purge writes, takes away, and could not do."""

    options: Namespace
    data: Dataset
    day: date
    files: dict[Path, bytes] = field(default_factory=dict)
    removed: set[Path] = field(default_factory=set)
    erased: set[str] = field(default_factory=set)
    touched: set[str] = field(default_factory=set)
    failed: bool = False

    def add(self, plan: Plan) -> None:
        """Take in what purging the partner of `plan` takes; nothing of it when that fails."""
        if plan.partner is None or plan.refused:
            return
        try:
            self._add(plan, plan.partner)
        except GreffeError as failure:
            self.failed = True
            print(f"greffe : {failure}", file=sys.stderr)
            if isinstance(failure, EditRefused):
                print(failure.diff, file=sys.stderr)

    def _add(self, plan: Plan, partner: str) -> None:
        root, look = self.options.root, look_of(self.options.root)
        made = papers.attestation(self.data, partner, self.day, look)
        if plan.going:
            done = removal(self.data, partner, plan.going, self.day)
            made |= papers.record(self.data, plan, done.partner, self.day, look)
            self.removed |= {root / file for file in done.removed}
            self.removed |= outputs.made_from(root, partner, [*done.texts, *done.removed])
            self.touched.add(partner)
            self.files |= {root / file: content for file, content in done.texts.items()}
            self.erased |= done.erased
        self.files |= {root / FOLDER / path: content for path, content in made.items()}


def _apply(options: Namespace, folder: Path) -> int:
    data, day, found = _read(options)
    work = _Work(options, data, day)
    for plan in found:
        work.add(plan)
    if work.touched:
        known = {path.stem for path in (options.root / "data" / "partners").glob("*.yml")}
        others = frozenset(known - work.touched)
        work.removed |= outputs.naming(options.root, People(work.erased), others)
    if work.files or work.removed:
        transaction.commit(work.files, folder, work.removed)
        _say_done(work)
    else:
        print("Rien n'est effacé.\n" if any(plan.refused for plan in found) or data.unread else "Rien à effacer.\n")  # fmt: skip
    _say_past(options.root, data)
    left = _say_left(options.root, folder, data, work) if work.erased else []
    refused = any(plan.refused for plan in found)
    return int(work.failed or refused or bool(left) or bool(data.problems))


def _say_left(root: Path, folder: Path, data: Dataset, work: _Work) -> list[Path]:
    """Say where those who are nowhere listed any more are still named: in files of data, which are given, and in Git."""
    today = history.current(dataset.load(root))
    people = People(work.erased - set().union(*map(traces.marks, today)))
    left = outputs.still_naming([root / "data", folder], people)
    for path in left:
        print(f"{path} : ce fichier nomme encore une personne effacée. Supprimez ou réécrivez ce passage.", file=sys.stderr)  # fmt: skip
    for place in past.places(root, data.settings.nominatif, os.environ):
        print(report.found(past.search(place.repository, people), str(place.repository.folder)))
    return left


def _say_done(work: _Work) -> None:
    groups: Sequence[tuple[str, Sequence[Path]]] = (
        ("Modifié ou écrit :", sorted(work.files)),
        ("Supprimé :", sorted(work.removed)),
    )
    for title, paths in groups:
        if paths:
            print(title, *(f"  {path}" for path in paths), "", sep="\n")
    print("Les documents supprimés se refont avec « greffe build ». Relisez les relevés et les attestations, complétez-les, faites-les signer.\n")  # fmt: skip


def _say_past(root: Path, data: Dataset) -> None:
    """What Git still holds of nominative files; that no Git holds them is told too."""
    found = past.places(root, data.settings.nominatif, os.environ)
    if not any(place.private is not None for place in found):
        print("Le dossier des fichiers nominatifs n'est tenu par aucun dépôt Git : ce qui en est effacé ne reste que dans les sauvegardes et les copies.\n")  # fmt: skip
    for place in found:
        if said := report.past(past.superseded(place), str(place.repository.folder)):
            print(said)


def _history(options: Namespace) -> int:
    rewriting.require()
    data = dataset.load(options.root)
    if data.problems:
        common.say_problems(data)
        raise GreffeError("toutes les données doivent pouvoir être lues avant de réécrire l'historique : elles disent qui n'est pas effacé. Corrigez ce qui est dit plus haut.")  # fmt: skip
    said = common.content(options.people).decode("utf-8", errors="replace") if options.people else ""  # fmt: skip
    places = past.places(options.root, data.settings.nominatif, os.environ)
    if not places:
        raise GreffeError("ces données ne sont dans aucun dépôt Git, ou git n'est pas installé : il n'y a pas d'historique à réécrire.")  # fmt: skip
    for number in history.unused(data, said):
        print(f"{options.people}:{number} : ni adresse ni nom complet, ou quelqu'un que les données listent encore. Cette ligne ne retire personne.", file=sys.stderr)  # fmt: skip
    wanted = history.wanted(data, options.root, places, said)
    if not any(each.blobs or each.people for each in wanted):
        print("Rien à réécrire : l'historique ne garde aucune ancienne version de fichier nominatif.")  # fmt: skip
        return 0
    left = 0
    clones: dict[Path, Path] = {}
    for place, each in zip(places, wanted, strict=True):
        top = place.repository.folder
        target = _target(options.clone, top, len(places))
        print(
            f"Avant : {report.found(past.search(place.repository, each.people, each.blobs), str(top))}"
        )
        found = history.rewritten(place, each, target)
        print(f"Après : {report.found(found, str(target))}\n")
        clones[top] = target
        left += found.hits
    if left:
        print("Ne poussez pas cette copie : il y reste de ce qui devait disparaître. Supprimez-la, et signalez-le avec ce qui est dit plus haut.", file=sys.stderr)  # fmt: skip
        return 1
    print(_checklist(clones))
    return 0


def _target(chosen: Path | None, top: Path, count: int) -> Path:
    """A new folder for the clone of the repository at `top`: the one chosen, or one beside it."""
    if chosen is None:
        return top.with_name(f"{top.name}-reecrit.git")
    return chosen if count == 1 else chosen / f"{top.name}.git"


def _checklist(clones: Mapping[Path, Path]) -> str:
    pushes = "\n".join(f"     git -C {clone} push --force <adresse de {top.name}> 'refs/heads/*:refs/heads/*' 'refs/tags/*:refs/tags/*' 'refs/notes/*:refs/notes/*'" for top, clone in clones.items())  # fmt: skip
    return history.CHECKLIST.format(pushes=pushes)
