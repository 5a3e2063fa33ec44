"""The one module that writes what greffe makes: whole trees, sorted, each file atomically."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from generator.errors import GreffeError

MARK = ".greffe"
"""A file of this name says that a folder is greffe's to rewrite: only then are stale files removed."""

TEMPORARY = ".greffe-"
"""How the name of a file being written begins; one left by a crash is removed at the next writing."""


@dataclass(frozen=True)
class Changes:
    """Paths added, changed and removed, relative to the folder written, each sorted."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def compare(tree: Mapping[str, bytes], folder: Path, within: str = "") -> Changes:
    """What writing `tree` (paths with `/` -> bytes) into `folder` would add, change and remove.

    With `within` (a path that ends with `/`), only what is below it counts.
    """
    present = {
        name: path
        for path in (folder / within).rglob("*")
        if path.is_file() and path.name != MARK
        for name in (path.relative_to(folder).as_posix(),)
    }
    return Changes(
        tuple(sorted(tree.keys() - present.keys())),
        tuple(
            sorted(n for n in tree.keys() & present.keys() if present[n].read_bytes() != tree[n])
        ),
        tuple(sorted(present.keys() - tree.keys())),
    )


def write(tree: Mapping[str, bytes], folder: Path, within: str = "") -> Changes:
    """Make `folder`, or its part `within`, hold exactly `tree`; what is already right is not touched.

    Raises GreffeError when the folder holds files that greffe did not make, or when a file cannot
    be replaced because another program holds it open.
    """
    changes = compare(tree, folder, within)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise GreffeError(
            f"{folder} contient des fichiers que greffe n'a pas faits. Videz ce dossier ou déplacez-les, puis recommencez."
        )
    folder.mkdir(parents=True, exist_ok=True)
    (folder / MARK).touch()
    for name in (*changes.added, *changes.changed):
        write_file(folder / name, tree[name])
    for name in changes.removed:
        remove_file(folder / name)
        for parent in (folder / name).parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
    return changes


def write_file(path: Path, content: bytes) -> None:
    """Replace the file at `path` whole, or leave it as it was.

    Raises GreffeError when it is held open by another program (Word, on Windows).
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    try:
        temporary.write_bytes(content)
        temporary.replace(path)
    except BaseException as error:
        temporary.unlink(missing_ok=True)
        if isinstance(error, PermissionError):
            raise _held_open(path) from None
        raise


def remove_file(path: Path) -> None:
    """Remove the file at `path`. Raises GreffeError when another program holds it open."""
    try:
        path.unlink()
    except PermissionError:
        raise _held_open(path) from None


def _held_open(path: Path) -> GreffeError:
    return GreffeError(
        f"{path} ne peut pas être remplacé : il est sans doute ouvert dans Word ou un autre logiciel. Fermez-le, puis recommencez."
    )
