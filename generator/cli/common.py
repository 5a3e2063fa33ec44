"""What several commands need: the day, the selection of partners, progress."""

import difflib
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from zoneinfo import ZoneInfo

from generator.checks.words import count, together
from generator.errors import GreffeError, UsageError

if TYPE_CHECKING:  # reading records is not needed to know the day nor the selection
    from generator.store.dataset import Dataset
    from generator.store.schema.settings import Settings

Item = TypeVar("Item")
_NAMED = 5
"""How many partners a sentence names, at most."""


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
    folder = options.root / "data" / "partners"
    for name in sorted(named):
        if not (folder / f"{name}.yml").is_file():
            near = difflib.get_close_matches(
                name, [path.stem for path in folder.glob("*.yml")], n=1
            )
            hint = (
                f"Vouliez-vous écrire « {near[0]} » ?"
                if near
                else "Donnez le nom de son fichier, sans « .yml »."
            )
            raise UsageError(f"aucun partenaire « {name} » dans {folder}. {hint}")
    return frozenset(named) or None


def content(path: Path) -> bytes:
    """The content of a file named on the command line; raises UsageError when it cannot be read."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{path} n'existe pas. Vérifiez le nom du fichier.") from None
    except IsADirectoryError:
        raise UsageError(f"{path} est un dossier. Nommez les fichiers qu'il contient.") from None
    except OSError:
        raise UsageError(
            f"{path} ne se laisse pas ouvrir. Fermez-le s'il est ouvert ailleurs, et vérifiez que vous avez le droit de le lire."
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
    for done, item in enumerate(items, start=1):
        if shown and (done % 20 == 0 or done == total):
            end = "\n" if done == total else ""
            print(f"\r{label} : {done} sur {total}", end=end, file=sys.stderr, flush=True)
        yield item


def say_refused(refused: Mapping[str, GreffeError], folder: Path) -> bool:
    """Say which files below `folder` could not be made, and why; returns whether there are any."""
    for path, error in sorted(refused.items()):
        print(f"{folder / path} : {error}", file=sys.stderr)
    return bool(refused)


def say_failures(failures: Mapping[str, GreffeError]) -> None:
    """Say why some partners' documents could not be made: what is wrong with a template, once for all of them."""
    reasons: dict[str, list[str]] = {}
    for partner, error in failures.items():
        reasons.setdefault(str(error), []).append(partner)
    for reason, partners in reasons.items():
        if len(partners) == 1:
            print(f"data/partners/{partners[0]}.yml : {reason}", file=sys.stderr)
        else:
            others = partners[_NAMED:]
            named = [*partners[:_NAMED], *([count(len(others), "autre")] if others else [])]
            print(f"{reason} Rien n'est fait avant cela pour {together(named)}.", file=sys.stderr)
