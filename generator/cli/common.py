"""What several commands need: the day, the selection of partners, progress."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from generator.errors import UsageError

if TYPE_CHECKING:  # reading records is not needed to know the day nor the selection
    from generator.store.dataset import Dataset
    from generator.store.schema.settings import Settings

Item = TypeVar("Item")


def today() -> date:
    """The civil day in France."""
    return datetime.now(ZoneInfo("Europe/Paris")).date()


def reference_day(options: Namespace, settings: "Settings") -> date:
    """The day to stand at: `--date`, else the example's own, else today."""
    if options.date:
        chosen: date = options.date
        return chosen
    return settings.exemple.date if settings.exemple else today()


def selected_partners(options: Namespace) -> frozenset[str] | None:
    """Ids of the partners named by `--partner` and by file paths; None for all.

    Raises UsageError for one that has no file.
    """
    named = set(options.partner)
    for path in getattr(options, "files", ()):
        named.add(path.name.split(".")[0])
    for name in sorted(named):
        if not (options.root / "data" / "partners" / f"{name}.yml").is_file():
            raise UsageError(
                f"aucun partenaire « {name} » dans {Path(options.root, 'data', 'partners')}. Donnez le nom de son fichier, sans « .yml »."
            )
    return frozenset(named) or None


def content(path: Path) -> bytes:
    """The content of a file named on the command line; raises UsageError when it cannot be read."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise UsageError(
            f"{path} ne peut pas être lu ({error.strerror}). Vérifiez le nom du fichier."
        ) from None


def say_problems(dataset: "Dataset") -> None:
    """Print what could not be read, one line each, with its place and its remedy."""
    for problem in dataset.problems:
        print(
            f"{problem.file}:{problem.line}:{problem.column} : {problem.message} {problem.remedy}",
            file=sys.stderr,
        )


def progress(items: Iterable[Item], total: int, label: str) -> Iterator[Item]:
    """Pass `items` through, counting them on a terminal's error stream."""
    shown = sys.stderr.isatty()
    for count, item in enumerate(items, start=1):
        if shown and (count % 20 == 0 or count == total):
            end = "\n" if count == total else ""
            print(f"\r{label} : {count} sur {total}", end=end, file=sys.stderr, flush=True)
        yield item
