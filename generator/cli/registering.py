"""What a change of the partners' files shows before it is made, and what is made again with it."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from generator.checks import checker
from generator.checks.reports.formats import FORMATS
from generator.cli import build
from generator.intake import apply
from generator.store.dataset import Dataset


def show(before: Dataset, after: Dataset, files: Mapping[str, bytes], day: date, partner: str) -> None:  # fmt: skip
    """Print what the check will say of `partner` once `after` is recorded, and the lines that change."""
    # The outputs of the last build will be made again: only what somebody left counts.
    left = tuple(copy for copy in after.copies if copy.base is None)
    outcome = checker.check(replace(after, copies=left), day, partners=[partner])
    print(f"\nCe que dira « greffe check » une fois enregistré\n\n{FORMATS['text'](outcome)}")
    print(f"Lignes changées\n\n{apply.diff(before, files)}", end="")


def remade(root: Path, data: Dataset, partner: str) -> dict[str, bytes]:
    """The partner's documents made before, made again: they hold the list that is replaced.

    Path from `root` -> bytes.
    """
    folder = build.folders(root).documents
    if not (folder / partner).is_dir():
        return {}
    press = build.press(data, root)
    tree = press.complete(partner)
    tree |= {path: sheet.press() for path, sheet in press.sheets(partner).items()}
    return {(folder / path).relative_to(root).as_posix(): content for path, content in tree.items()}
