"""The one module that writes what greffe makes: whole trees, sorted, each file atomically."""

import errno
import os
import shutil
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from generator.errors import GreffeError

MARK = ".greffe"
"""A file of this name says that a folder is greffe's to rewrite: only then are stale files removed."""

TEMPORARY = ".greffe-"
"""How the name of a file being written begins; one left by a crash is removed at the next writing."""

_WORKERS = min(4, os.cpu_count() or 1)


class Costly(Protocol):
    """A file that takes time to make, and that is known again without being made."""

    def is_in(self, content: bytes) -> bool:
        """Whether `content` is the file."""

    def press(self) -> bytes:
        """The file. Raises GreffeError when it cannot be made."""


Watch = Callable[[Iterable[str], int], Iterable[str]]
"""Passes on what is made, knowing how many there will be."""


@dataclass(frozen=True)
class Changes:
    """Paths added, changed and removed, relative to the folder written, each sorted.

    `refused` says why a costly file could not be made, by its path: there is then none.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    removed: tuple[str, ...]
    refused: Mapping[str, GreffeError] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.added or self.changed or self.removed)


def present(folder: Path, within: str, ending: str = "") -> dict[str, bytes]:
    """What was last written below `within` (a path that ends with `/`) of `folder`, in the order of paths.

    With `ending`, only the files whose names end so.
    """
    known = _files(folder, within)
    return {name: known[name].read_bytes() for name in sorted(known) if name.endswith(ending)}


def compare(tree: Mapping[str, bytes | Costly], folder: Path, within: str = "") -> Changes:
    """What writing `tree` (paths with `/` -> bytes) into `folder` would add, change and remove.

    With `within` (a path that ends with `/`), only what is below it counts.
    """
    known = _files(folder, within)
    return Changes(
        tuple(sorted(tree.keys() - known.keys())),
        tuple(
            sorted(n for n in tree.keys() & known.keys() if not _is(tree[n], known[n].read_bytes()))
        ),
        tuple(sorted(known.keys() - tree.keys())),
    )


def _is(wanted: bytes | Costly, content: bytes) -> bool:
    return content == wanted if isinstance(wanted, bytes) else wanted.is_in(content)


def _files(folder: Path, within: str) -> dict[str, Path]:
    return {
        path.relative_to(folder).as_posix(): path
        for path in (folder / within).rglob("*")
        if path.is_file() and path.name != MARK
    }


def _all(paths: Iterable[str], _: int) -> Iterable[str]:
    return paths


def write(
    tree: Mapping[str, bytes | Costly], folder: Path, within: str = "", watch: Watch = _all
) -> Changes:
    """Make `folder`, or its part `within`, hold exactly `tree`; what is already right is not touched.

    Costly files come last, several at a time, each passing by `watch`: none is ever older than what is beside it.
    Raises GreffeError when the folder holds files that greffe did not make, or cannot be written to.
    """
    changes = compare(tree, folder, within)
    if folder.is_dir() and any(folder.iterdir()) and not (folder / MARK).is_file():
        raise GreffeError(
            f"{folder} contient des fichiers que greffe n'a pas faits. Videz ce dossier ou déplacez-les, puis recommencez."
        )
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / MARK).touch()
    except OSError as error:
        raise _refused(folder / MARK, error) from None
    costly: dict[str, Costly] = {}
    for name in (*changes.added, *changes.changed):
        wanted = tree[name]
        if isinstance(wanted, bytes):
            write_file(folder / name, wanted)
        else:
            costly[name] = wanted
    for name in (*changes.removed, *costly.keys() & set(changes.changed)):
        remove_file(folder / name)
        for parent in (folder / name).parents:
            if parent == folder or any(parent.iterdir()):
                break
            parent.rmdir()
    return replace(changes, refused=_pressed(costly, folder, watch))


def _pressed(costly: Mapping[str, Costly], folder: Path, watch: Watch) -> dict[str, GreffeError]:
    """Write the files that take time; returns why some could not be made."""
    from concurrent.futures import ThreadPoolExecutor  # noqa: PLC0415 - a check makes nothing

    refused: dict[str, GreffeError] = {}

    def press(name: str) -> str:
        try:
            content = costly[name].press()
        except GreffeError as error:
            refused[name] = error
        else:
            write_file(folder / name, content)
        return name

    pool = ThreadPoolExecutor(_WORKERS)
    try:
        for _ in watch(pool.map(press, sorted(costly)), len(costly)):
            pass
    finally:
        pool.shutdown(cancel_futures=True)  # of one who gives up, the rest is not waited for
    return refused


def create(tree: Mapping[str, bytes], folder: Path) -> None:
    """Make the new `folder` with the files of `tree`, whole or not at all.

    Raises GreffeError when it is there already, or cannot be made.
    """
    if folder.exists():
        raise GreffeError(
            f"{folder} existe déjà, et greffe n'écrit pas par-dessus. Choisissez un autre nom, ou supprimez d'abord ce dossier."
        )
    beside = folder.with_name(f"{TEMPORARY}{folder.name}")
    shutil.rmtree(beside, ignore_errors=True)  # what a crash left
    try:
        for name, content in sorted(tree.items()):
            write_file(beside / name, content)
        beside.rename(folder)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise


def write_file(path: Path, content: bytes) -> None:
    """Replace the file at `path` whole, or leave it as it was.

    Raises GreffeError when the system refuses: no right to write there, a file where a folder is wanted,
    a disk that is full, another program that holds the file open (Word, on Windows).
    """
    temporary = path.with_name(f"{TEMPORARY}{path.name}")
    try:
        try:
            temporary.write_bytes(content)
        except FileNotFoundError:  # of thousands of files, few are the first of their folder
            path.parent.mkdir(parents=True, exist_ok=True)
            temporary.write_bytes(content)
        temporary.replace(path)
    except OSError as error:
        _forget(temporary)
        raise _refused(path, error) from None
    except BaseException:
        _forget(temporary)
        raise


def remove_file(path: Path) -> None:
    """Remove the file at `path`. Raises GreffeError when the system refuses."""
    try:
        path.unlink()
    except OSError as error:
        raise _refused(path, error) from None


def _forget(temporary: Path) -> None:
    with suppress(OSError):
        temporary.unlink()


def _refused(path: Path, error: OSError) -> Exception:
    """Why the system did not let `path` be written, for the one who can mend it; a bug stays itself."""
    if file := next((above for above in path.parents if above.is_file()), None):
        return GreffeError(
            f"{file} est un fichier, là où greffe a besoin d'un dossier. Renommez-le ou déplacez-le, puis recommencez."
        )
    if error.errno in (errno.ENOSPC, errno.EDQUOT):
        return GreffeError(
            f"{path} ne peut pas être écrit : le disque est plein. Faites de la place, puis recommencez."
        )
    if not isinstance(error, PermissionError) and error.errno != errno.EROFS:
        return error
    if path.is_file() and os.access(path.parent, os.W_OK):
        return GreffeError(
            f"{path} ne peut pas être remplacé : il est sans doute ouvert dans Word ou un autre logiciel. Fermez-le, puis recommencez."
        )
    return GreffeError(
        f"{path.parent} ne se laisse pas écrire : le dossier est protégé. Demandez le droit d'y écrire, ou travaillez dans une copie de vos données qui soit à vous."
    )
