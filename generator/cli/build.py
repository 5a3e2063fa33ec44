"""`greffe build`: documents, report and public site, all below build/."""

import os
import sys
from argparse import Namespace
from collections import Counter
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator import outputs
from generator.checks import checker
from generator.checks.finding import SEVERITIES, Finding
from generator.checks.reports.formats import FORMATS
from generator.checks.words import count
from generator.cli import common
from generator.documents.production import Press, look
from generator.errors import GreffeError
from generator.store import dataset
from generator.store.dataset import Dataset
from generator.store.locations import PROJECT, template_folder
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
    return Press(data, look(template_folder(root), PROJECT / "templates"))


def run(options: Namespace) -> int:
    """Build all that can be; 1 when something could not be read or made, findings aside."""
    root, target = options.root, folders(options.root)
    data = dataset.load(root)
    day = common.reference_day(options, data.settings)
    failed = _documents(data, root, target.documents)
    findings = checker.run(data, day)
    _report(findings, day, target.report)
    if failed:
        print("Le site public n'est pas refait : corrigez d'abord ce qui précède.", file=sys.stderr)
    else:
        failed = not _site(root, day, target.site)
    common.say_problems(data)
    return 1 if failed or data.problems else 0


def _documents(data: Dataset, root: Path, folder: Path) -> bool:
    """Write every document; returns whether one could not be made."""
    maker = press(data, root)
    tree: dict[str, bytes] = {}
    failed = False
    active = [key for key, entry in data.partners.items() if entry.record.statut == "actif"]
    for partner in common.progress(active, len(active), "Documents"):
        try:
            tree |= maker.complete(partner)
        except GreffeError as error:
            print(f"data/partners/{partner}.yml : {error}", file=sys.stderr)
            failed = True
    for caf in data.cafs:
        for template in data.templates:
            tree |= {f"vierges/{path}": content for path, content in maker.blank(caf, template).items()}  # fmt: skip
    changes = outputs.write(tree, folder)
    print(f"{folder} : {count(len(tree), 'document')} pour {count(len(active), 'partenaire')} ({_said(changes)}).")  # fmt: skip
    return failed


def _report(findings: list[Finding], day: date, folder: Path) -> None:
    endings = {"text": "txt", "json": "json"}
    outputs.write(
        {f"alertes.{ending}": FORMATS[name](findings, day).encode() for name, ending in endings.items()},
        folder,
    )  # fmt: skip
    numbers = Counter(finding.severity for finding in findings)
    said = ", ".join(count(numbers[one], one) for one in SEVERITIES if numbers[one])
    print(f"{folder} : {said or 'rien à signaler'}.")


def _site(root: Path, day: date, folder: Path) -> bool:
    """Write the public site, from a reading that opens no nominative file; returns whether it could."""
    public = dataset.load(root, nominative=False)
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
