"""Copies of annexes 1 that lie beside the ones in hand: forms that came back, older versions, old outputs.

YAML files out of place are reported by the reading of the data set: they are not here.
"""

import email
import io
import os
import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from generator.store.inventory import about
from generator.store.locations import made_annexes

_ENDINGS = {".csv", ".doc", ".docx", ".eml", ".json", ".msg", ".ods", ".odt", ".pdf", ".xls", ".xlsx"}  # fmt: skip
"""How an annexe travels."""
_NAMED = re.compile(r"annexe[ _-]?1(?!\d)", re.IGNORECASE)
_FORM = re.compile(rb'name="greffe\.formulaire"[^>]*><vt:lpwstr>cooperation\.annexe-1(?:\.revue)?<')
_BASE = re.compile(rb'name="greffe\.base"[^>]*><vt:lpwstr>([0-9a-f]*)<')
_PROPERTIES = "docProps/custom.xml"
_FORM_JSON = re.compile(rb'"formulaire":\s*"cooperation\.annexe-1(?:\.revue)?"')
_BASE_JSON = re.compile(rb'"base":\s*"([0-9a-f]*)"')


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
    build = root / "build"
    for path in made_annexes(root):
        for base in _bases(path):
            yield Copy(_label(root, path), path.relative_to(build).parts[1], base)


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


def _bases(path: Path) -> Iterator[str]:
    """The fingerprint of each annexe 1 that an output, or what it carries, was made from."""
    try:
        content = path.read_bytes()
    except OSError:
        return
    if path.suffix == ".eml":
        for part in email.message_from_bytes(content).walk():
            if part.get_filename():
                yield from _base(part.get_payload(decode=True))
    elif path.suffix == ".zip":
        for held in _held(content):
            yield from _base(held)
    else:
        yield from _base(content)


def _held(content: bytes) -> Iterator[bytes]:
    """The files of an archive; none when it is cut short."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            yield from (archive.read(name) for name in archive.namelist())
    except zipfile.BadZipFile:
        return


def _base(content: Any) -> Iterator[str]:
    """That of one file; none when it is no annexe 1 of greffe's, or an empty one."""
    if not isinstance(content, bytes):
        return
    form, base = _FORM_JSON, _BASE_JSON
    if content.startswith(b"PK"):
        form, base = _FORM, _BASE
        try:
            with zipfile.ZipFile(io.BytesIO(content)) as archive:
                content = archive.read(_PROPERTIES)
        except (KeyError, zipfile.BadZipFile):
            return
    if form.search(content) and (found := base.search(content)) and found[1]:
        yield found[1].decode()
