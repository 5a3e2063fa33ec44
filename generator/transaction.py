"""Several files changed or taken away as one, by one program at a time: a crash leaves all old or all new.

New contents are first written beside their files, then a journal says so, then they take their places.
Whoever holds the lock next finishes what the journal tells, or takes away what came before it.
"""

import json
import os
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from generator.errors import GreffeError
from generator.outputs import TEMPORARY

JOURNAL = f"{TEMPORARY}journal"
LOCK = f"{TEMPORARY}verrou"
_PREPARED, _DECIDED = "preparation", "decision"


@contextmanager
def locked(folder: Path, patience: float) -> Iterator[None]:
    """Be alone to change what `folder` guards; what a crash interrupted is settled first.

    Waits at most `patience` seconds for another program, then raises GreffeError. The lock is that of a
    database file: the system takes it back with the process, however that ends.
    """
    folder.mkdir(parents=True, exist_ok=True)
    connection = sqlite3.connect(folder / LOCK, timeout=patience, isolation_level=None)
    try:
        try:
            connection.execute("BEGIN EXCLUSIVE")
        except sqlite3.OperationalError:
            raise GreffeError(
                f"{folder} est en cours de modification par une autre commande. Attendez qu'elle finisse, puis recommencez."
            ) from None
        _settle(folder)
        yield
    finally:
        connection.close()


def is_pending(folder: Path) -> bool:
    """Whether files guarded by `folder` may be half old, half new: a crash stopped their change."""
    journal = folder / JOURNAL
    return journal.is_file() and json.loads(journal.read_bytes())["etat"] == _DECIDED


def commit(changes: Mapping[Path, bytes], folder: Path, removed: Iterable[Path] = ()) -> None:
    """Give each file its new content and take away those `removed`, all or nothing.

    The caller holds the lock of `folder`. Raises GreffeError when a file is held open by another program:
    the next holder of the lock finishes.
    """
    contents = {path.absolute(): content for path, content in sorted(changes.items())}
    gone = sorted(path.absolute() for path in removed)
    try:
        _note(folder, _PREPARED, contents, gone)
        for path, content in contents.items():
            path.parent.mkdir(parents=True, exist_ok=True)
            _write(_beside(path), content)
        _note(folder, _DECIDED, contents, gone)
    except OSError:
        _settle(folder)
        raise
    _settle(folder)


def _settle(folder: Path) -> None:
    """Finish a change that was decided, or take away the beginning of one that was not."""
    journal = folder / JOURNAL
    _beside(journal).unlink(missing_ok=True)
    if not journal.is_file():
        return
    noted = json.loads(journal.read_bytes())
    for path in map(Path, noted["fichiers"]):
        if noted["etat"] == _PREPARED:
            _beside(path).unlink(missing_ok=True)
        elif _beside(path).is_file():
            _replace(_beside(path), path)
    for path in map(Path, noted["retraits"] if noted["etat"] == _DECIDED else ()):
        _remove(path)
    journal.unlink()


def _note(folder: Path, state: str, targets: Iterable[Path], gone: Iterable[Path]) -> None:
    noted = {"etat": state, "fichiers": list(map(str, targets)), "retraits": list(map(str, gone))}
    journal = folder / JOURNAL
    _write(_beside(journal), json.dumps(noted).encode())
    _replace(_beside(journal), journal)


def _beside(path: Path) -> Path:
    return path.with_name(f"{TEMPORARY}{path.name}")


def _write(path: Path, content: bytes) -> None:
    """Write down to the disk: a power cut must not keep a journal and lose what it speaks of."""
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(temporary: Path, path: Path) -> None:
    try:
        temporary.replace(path)
    except PermissionError:
        raise _held(path, "remplacé") from None


def _remove(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except PermissionError:
        raise _held(path, "supprimé") from None


def _held(path: Path, done: str) -> GreffeError:
    return GreffeError(
        f"{path} ne peut pas être {done} : il est sans doute ouvert dans un autre logiciel. Fermez-le, puis recommencez : greffe finira ce qui est commencé."
    )
