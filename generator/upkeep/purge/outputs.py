"""Files that name erased people: what greffe made, which can be remade and goes; and what people wrote, which is told.

greffe makes documents, messages, reports, and remembers checks.
"""

from collections.abc import Iterable
from pathlib import Path

from generator.store.dataset import ANNEXE_1, USERS
from generator.upkeep.purge.people import People
from generator.upkeep.purge.scrubbing import names

MADE = "build"
_PUBLIC = "site"
_SHARED = {"memoire"}
"""Folders of build/ emptied whole: what they remember may name anybody."""


def made_from(root: Path, partner: str, changed: Iterable[str]) -> set[Path]:
    """What was made from the nominative files `changed` (paths) of `partner`: another version of them, from now on."""
    documents, dossiers = (root / MADE / kind / partner for kind in ("documents", "dossiers"))
    found: set[Path] = set()
    for file in changed:
        if file.endswith(ANNEXE_1):
            found |= set(documents.glob("cooperation*/annexe-1.*"))
            found |= set(dossiers.glob("cooperation*/dossier.*"))
        elif file.endswith(USERS):
            found |= set(documents.glob("mon-compte-partenaire*/*/pj3*.*"))
            found |= set(dossiers.glob("mon-compte-partenaire*/dossier.*"))
    return found


def naming(root: Path, people: People, others: frozenset[str]) -> set[Path]:
    """The files below build/ to take away: those that name `people`, each in all its formats.

    What is about the partners `others` is not looked at, nor the public site, made without nominative files.
    """
    build = root / MADE
    found: set[Path] = set()
    for path in sorted(build.rglob("*")):
        parts = path.relative_to(build).parts
        if not path.is_file() or parts[0] == _PUBLIC or others.intersection(parts):
            continue
        if parts[0] in _SHARED:
            found.add(path)
        elif names(path.read_bytes(), people):
            found |= {each for each in path.parent.glob(f"{path.stem}.*") if each.is_file()}
    return found


def still_naming(folders: Iterable[Path], people: People) -> list[Path]:
    """The files of data below `folders` that name `people`: remarks, notes that somebody left, other partners'.

    What is hidden, Git's own folder included, is not looked at.
    """
    found = {
        path
        for folder in folders
        for path in folder.rglob("*")
        if path.is_file()
        and not any(part.startswith(".") for part in path.relative_to(folder).parts)
    }
    return sorted(path for path in found if names(path.read_bytes(), people))
