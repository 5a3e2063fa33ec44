"""`greffe build`: documents, report and public site, all below build/."""

import os
import sys
from argparse import Namespace
from collections import Counter
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import outputs
from generator.checks import checker
from generator.checks.outcome import Outcome
from generator.checks.reports.formats import FORMATS
from generator.checks.words import count, together
from generator.cli import common
from generator.documents.production import Press, look
from generator.errors import GreffeError
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.locations import PROJECT, template_folder
from generator.store.severities import SEVERITIES
from generator.upkeep import agenda
from generator.website import assembly, mkdocs


@dataclass(frozen=True)
class Folders:
    """Where everything made goes."""

    documents: Path
    report: Path
    site: Path


def folders(root: Path) -> Folders:
    """The folders made below `root`; the first two stay inside the Caf."""
    return Folders(
        root / "build" / "documents", root / "build" / "rapport", root / "build" / "site"
    )


def press(data: Dataset, root: Path) -> Press:
    """What makes the documents of `data`, in the look of the root's templates."""
    return Press(data, look_of(root))


def look_of(root: Path) -> bytes:
    """The Word file that gives the documents of `root` their look."""
    return look(template_folder(root), PROJECT / "templates")


def active(data: Dataset) -> list[str]:
    """Ids of the partners that documents are made for: not the archived ones."""
    return [key for key, entry in data.partners.items() if entry.record.statut == "actif"]


def run(options: Namespace) -> int:
    """Build all that can be, and say where to look; 1 when something could not be read or made."""
    code = make(options)
    target = folders(options.root)
    print(
        f"\nÀ lire d'abord : {target.report / 'alertes.txt'}, ce qui manque ou arrive à échéance."
    )
    if target.site.is_dir():
        print("Pour voir le site : greffe serve")
    return code


def make(options: Namespace) -> int:
    """Build all that can be; 1 when something could not be read or made, findings aside.

    What cannot be made again stays as it was last made: the documents of a partner whose file, Caf,
    template or nominative files cannot be used; and the whole public site as soon as anything public
    cannot be read or made. A site that is not fresh lacks nothing; one made from a part would retire
    pages.
    """
    root, target = options.root, folders(options.root)
    data = dataset.load(root)
    common.say_problems(data)
    day = common.reference_day(options, data.settings)
    failed = _documents(data, root, target.documents)
    _report(checker.check(data, day), agenda.feeds(data, day), target.report)
    made = not failed and _site(root, day, target.site)
    if not made:
        state = "il reste tel que fait la dernière fois" if target.site.is_dir() else "il n'y en a pas encore"  # fmt: skip
        print(f"Le site public n'est pas refait, pour qu'aucune page n'y manque : {state}. Corrigez d'abord ce qui est dit plus haut.", file=sys.stderr)  # fmt: skip
    return 0 if made and not data.problems else 1


def _documents(data: Dataset, root: Path, folder: Path) -> bool:
    """Write every document, keep those that cannot be made again; returns whether a text failed."""
    maker = press(data, root)
    tree: dict[str, bytes] = {}
    failures: dict[str, GreffeError] = {}
    wanted = [key for key in active(data) if key not in data.unread_people]
    for partner in common.progress(wanted, len(wanted), "Documents"):
        try:
            tree |= maker.complete(partner)
        except GreffeError as error:
            failures[partner] = error
    common.say_failures(failures)
    for caf in data.cafs:
        for template in data.templates:
            tree |= {f"vierges/{path}": content for path, content in maker.blank(caf, template).items()}  # fmt: skip
    made = f"{count(len(tree), 'document')} pour {count(len(wanted) - len(failures), 'partenaire')}"
    people = data.unread_people.intersection(active(data))
    tree |= _kept(failures.keys() | data.unread | people, folder)
    changes = outputs.write(with_blanks(tree, data, folder), folder)
    print(f"{folder} : {made} ({_said(changes)}).")
    return bool(failures)


def with_blanks(tree: dict[str, bytes], data: Dataset, folder: Path) -> dict[str, bytes]:
    """`tree`, and the blank documents that a Caf or a template that cannot be read once gave `folder`."""
    return outputs.present(folder, "vierges/") | tree if data.problems else tree


def _kept(partners: Set[str], folder: Path) -> dict[str, bytes]:
    """What `folder` holds of these partners, which cannot be made again; says of whom it is."""
    last = {partner: outputs.present(folder, f"{partner}/") for partner in sorted(partners)}
    if kept := [partner for partner, tree in last.items() if tree]:
        print(f"Documents gardés tels que faits la dernière fois, car ils ne peuvent pas être refaits : {together(kept)}.", file=sys.stderr)  # fmt: skip
    if absent := [partner for partner, tree in last.items() if not tree]:
        print(f"Aucun document n'est fait, et il n'y en avait pas : {together(absent)}.", file=sys.stderr)  # fmt: skip
    return {path: content for tree in last.values() for path, content in tree.items()}


def _report(outcome: Outcome, calendars: Mapping[str, bytes], folder: Path) -> None:
    endings = {"text": "txt", "json": "json"}
    alerts = {f"alertes.{ending}": FORMATS[name](outcome).encode() for name, ending in endings.items()}  # fmt: skip
    outputs.write({**alerts, **calendars}, folder)
    numbers = Counter(finding.severity for finding in outcome.findings)
    said = ", ".join(count(numbers[one], one) for one in SEVERITIES if numbers[one])
    print(f"{folder} : {said or 'rien à signaler'}.")


def _site(root: Path, day: date, folder: Path) -> bool:
    """Write the public site, from a reading that opens no nominative file; returns whether it could."""
    public = dataset.load(root, nominative=False)
    if public.problems:
        return False
    pages_root = root if (root / "mkdocs.yml").is_file() else PROJECT
    try:
        tree = assembly.tree(public, press(public, root), day, pages_root)
        site = mkdocs.build(tree, day=day, environment=os.environ)
    except GreffeError as error:
        print(f"greffe : {error}", file=sys.stderr)
        return False
    changes = outputs.write(site, folder)
    print(f"{folder} : {count(len(site), 'fichier')} à publier ({_said(changes)}).")
    return True


def _said(changes: outputs.Changes) -> str:
    parts = ((changes.added, "ajouté"), (changes.changed, "modifié"), (changes.removed, "retiré"))
    return ", ".join(count(len(names), word) for names, word in parts if names) or "inchangé"
