"""Copies of annexes 1 that lie beside the ones in hand: forms that came back, older versions, old outputs.

YAML files out of place are reported by the reading of the data set: they are not here.
"""

import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.store.inventory import about
from generator.store.locations import made_annexes

_ENDINGS = {".csv", ".doc", ".docx", ".eml", ".json", ".msg", ".ods", ".odt", ".pdf", ".xls", ".xlsx"}  # fmt: skip
"""How an annexe travels."""
_NAMED = re.compile(r"annexe[ _-]?1(?!\d)", re.IGNORECASE)
_BASE = re.compile(rb'name="greffe\.base"><vt:lpwstr>([0-9a-f]*)<')
_PROPERTIES = "docProps/custom.xml"


@dataclass(frozen=True)
class Copy:
    """`file` is its path, from the root where it can be; `about` begins its name, or is the partner of an output.

    `base` is the fingerprint of the annexe 1 that an output was made from; None for a file left by somebody.
    """

    file: str
    about: str
    base: str | None


def copies(root: Path, nominative: Path) -> Iterator[Copy]:
    """Every file below the folder `nominative`, those it holds itself aside, or of data/ that may be an annexe 1.

    Then the outputs of the last build that were made from one.
    """
    for path in _files(nominative, nominative):
        if path.parent != nominative:
            yield Copy(_label(root, path), about(path), None)
    for path in _files(root / "data", nominative):
        if _NAMED.search(path.name):
            yield Copy(_label(root, path), about(path), None)
    for path in made_annexes(root):
        if base := _base(path):
            yield Copy(_label(root, path), path.parts[-3], base)


def _label(root: Path, path: Path) -> str:
    return (path.relative_to(root) if path.is_relative_to(root) else path).as_posix()


def _files(top: Path, nominative: Path) -> Iterator[Path]:
    for place, folders, files in os.walk(top):
        # A nominative folder inside data/ is walked for itself; schemas are greffe's own.
        folders[:] = sorted(
            name
            for name in folders
            if not name.startswith(".") and name != "schemas" and Path(place, name) != nominative
        )
        for name in sorted(files):
            if Path(name).suffix.lower() in _ENDINGS and not name.startswith((".", "~$")):
                yield Path(place, name)


def _base(path: Path) -> str | None:
    try:
        with zipfile.ZipFile(path) as archive:
            found = _BASE.search(archive.read(_PROPERTIES))
    except (OSError, KeyError, zipfile.BadZipFile):
        return None  # not a document of greffe's: it says of no annexe
    return found[1].decode() if found else None
