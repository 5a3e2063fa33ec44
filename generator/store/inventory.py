"""Which files of data there are, whether or not they can be read."""

import os
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from generator.store.locations import COLUMNS, control_file, settings_file

_SHARED = ("cafs", "services")
_READ = ("partners", *_SHARED)
"""Folders of data/ that are read file by file; the nominative folder is the other one."""


@dataclass(frozen=True)
class Inventory:
    """The files below `root`; those of the partners `only`, where files are about partners."""

    root: Path
    only: frozenset[str] | None

    def files(self, folder: Path) -> Iterator[Path]:
        """Files that somebody put in `folder`, its subfolders left out."""
        if folder.is_dir():
            with os.scandir(folder) as found:
                entries = sorted(found, key=lambda entry: entry.name)
            for entry in entries:
                if _is_ours(entry.name) and self._wanted(folder, entry.name) and entry.is_file():
                    yield folder / entry.name

    def strays(self, nominative: Path) -> Iterator[Path]:
        """YAML files, by their name, that stand where nothing reads them: below data/ or `nominative`."""
        read = {*(self.root / "data" / name for name in _READ), nominative}
        for top in (self.root / "data", nominative):
            for place, folders, files in os.walk(top):
                # A nominative folder inside data/ is walked for itself.
                folders[:] = sorted(n for n in folders if _is_ours(n) and Path(place, n) != nominative)  # fmt: skip
                if Path(place) not in read:
                    yield from filter(self._is_stray, (Path(place, name) for name in sorted(files)))

    def present(self, folder: Path, strays: Iterable[Path]) -> Iterator[Path]:
        """Every file of `folder`, those among `strays` included."""
        yield from self.files(folder)
        yield from (path for path in strays if folder in path.parents)

    def _is_stray(self, path: Path) -> bool:
        endings = path.name.lower().split(".")[1:]
        return (
            ("yml" in endings or "yaml" in endings)
            and _is_ours(path.name)
            and self._wanted(path.parent, path.name)
            and path not in (settings_file(self.root), control_file(self.root))
            and not path.name.endswith(COLUMNS)
        )

    def _wanted(self, folder: Path, name: str) -> bool:
        return self.only is None or folder.name in _SHARED or _about(name) in self.only


def about(path: Path) -> str:
    """The id that begins the name of a partner's file, however the name ends."""
    return _about(path.name)


def _about(name: str) -> str:
    return name.partition(".")[0]


def why_stray(path: Path) -> tuple[str, str]:
    """What is wrong with a stray file, and what to do: two French sentences."""
    if path.suffix == ".yml":
        return (
            "Ce fichier n'est pas lu : greffe ne regarde pas dans ce dossier.",
            "Déplacez-le, sans sous-dossier, dans celui qui convient ; pour mettre un partenaire de côté, donnez-lui le statut archive.",
        )
    return (
        "Ce fichier n'est pas lu : son nom ne finit pas par .yml.",
        "Corrigez la fin de son nom, ou sortez-le du dossier data/.",
    )


def _is_ours(name: str) -> bool:
    """Hidden files and the locks of office suites are nobody's data."""
    return not name.startswith((".", "~$"))
