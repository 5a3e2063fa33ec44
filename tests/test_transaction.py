"""Several files as one: whatever stops the machine, all old or all new, and nothing left over."""

import subprocess
import sys
import threading
from pathlib import Path

import pytest

from generator import transaction
from generator.errors import GreffeError

OLD = {"a/un.yml": b"un: ancien\n", "b/deux.yml": b"deux: ancien\n", "b/quatre.yml": b"quatre\n"}
NEW = {"a/un.yml": b"un: nouveau\n", "b/deux.yml": b"deux: nouveau\n", "c/trois.md": b"trois\n"}

# Dies at the n-th thing done to the disk; a write that dies leaves half of its content.
CHILD = """
import os, pathlib, sys
from generator import transaction
root, last = pathlib.Path(sys.argv[1]), int(sys.argv[2])
done = 0

def deadly(real, half=None):
    def act(*arguments, **options):
        global done
        if done == last:
            if half:
                half(*arguments)
            os._exit(9)
        done += 1
        return real(*arguments, **options)
    return act

transaction._write = deadly(
    transaction._write, lambda path, content: path.write_bytes(content[: len(content) // 2])
)
pathlib.Path.replace = deadly(pathlib.Path.replace)
pathlib.Path.unlink = deadly(pathlib.Path.unlink)
new = {NEW}
with transaction.locked(root / "a", 1.0):
    changes = {root / name: content for name, content in new.items()}
    transaction.commit(changes, root / "a", [root / "b" / "quatre.yml", root / "b" / "absent.yml"])
"""


def _tree(root: Path) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and path.name != transaction.LOCK)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def _write(root: Path, tree: dict[str, bytes]) -> None:
    for name, content in tree.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_bytes(content)


def _settled(root: Path) -> dict[str, bytes]:
    with transaction.locked(root / "a", 1.0):
        pass
    return _tree(root)


def test_killed_at_each_write_everything_is_old_or_new_and_nothing_is_left(tmp_path: Path) -> None:
    script = tmp_path / "enfant.py"
    script.write_text(CHILD.replace("{NEW}", repr(NEW)), encoding="utf-8")
    outcomes: list[str] = []
    for step in range(40):
        root = tmp_path / f"etape-{step}"
        _write(root, OLD)
        ended = subprocess.run(
            [sys.executable, str(script), str(root), str(step)],
            cwd=Path(__file__).parents[1],
            env={"PYTHONPATH": str(Path(__file__).parents[1])},
            check=False,
        ).returncode
        seen = {name: content for name, content in _tree(root).items() if "/.greffe-" not in name}
        if not transaction.is_pending(root / "a"):
            assert seen in (OLD, NEW), f"step {step}: half changed, and nobody is told"
        after = _settled(root)
        assert after in (OLD, NEW), f"step {step}"
        outcomes.append("new" if after == NEW else "old")
        if ended == 0:
            break
        assert ended == 9
    assert ended == 0
    assert outcomes == sorted(outcomes, reverse=True)
    assert {"old", "new"} == set(outcomes)
    assert len(outcomes) > 10


def test_a_full_disk_leaves_everything_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, OLD)
    real = transaction._write

    def full(path: Path, content: bytes) -> None:
        if path.name.endswith("deux.yml"):
            raise OSError(28, "No space left on device")
        real(path, content)

    monkeypatch.setattr(transaction, "_write", full)
    changes = {tmp_path / name: content for name, content in NEW.items()}
    with transaction.locked(tmp_path / "a", 1.0), pytest.raises(OSError, match="No space"):
        transaction.commit(changes, tmp_path / "a")
    assert _tree(tmp_path) == OLD


def test_a_file_held_open_is_said_and_finished_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace an open file: simulated where the system allows it."""
    _write(tmp_path, OLD)
    real = Path.replace

    def refuse(self: Path, target: Path) -> Path:
        if target.name == "deux.yml":
            raise PermissionError(13, "The process cannot access the file", str(target))
        return real(self, target)

    changes = {tmp_path / name: content for name, content in NEW.items()}
    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", refuse)
        with (
            transaction.locked(tmp_path / "a", 1.0),
            pytest.raises(GreffeError, match=r"deux\.yml.*ouvert"),
        ):
            transaction.commit(changes, tmp_path / "a")
    assert transaction.is_pending(tmp_path / "a")
    assert _settled(tmp_path) == NEW | {"b/quatre.yml": OLD["b/quatre.yml"]}


def test_a_file_to_take_away_that_is_held_open_is_said_and_goes_next_time(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _write(tmp_path, OLD)
    real = Path.unlink

    def refuse(self: Path, missing_ok: bool = False) -> None:
        if self.name == "quatre.yml":
            raise PermissionError(13, "The process cannot access the file", str(self))
        real(self, missing_ok)

    changes = {tmp_path / name: content for name, content in NEW.items()}
    with monkeypatch.context() as patched:
        patched.setattr(Path, "unlink", refuse)
        with (
            transaction.locked(tmp_path / "a", 1.0),
            pytest.raises(GreffeError, match=r"quatre\.yml ne peut pas être supprimé"),
        ):
            transaction.commit(changes, tmp_path / "a", [tmp_path / "b" / "quatre.yml"])
    assert _settled(tmp_path) == NEW


def test_one_program_at_a_time(tmp_path: Path) -> None:
    with (
        transaction.locked(tmp_path, 1.0),
        pytest.raises(GreffeError, match="autre commande"),
        transaction.locked(tmp_path, 0.05),
    ):
        pass
    with transaction.locked(tmp_path, 0.05):
        pass


def test_who_waits_goes_on_when_the_other_has_done(tmp_path: Path) -> None:
    order: list[str] = []
    held = threading.Event()

    def first() -> None:
        with transaction.locked(tmp_path, 1.0):
            held.set()
            threading.Event().wait(0.2)
            order.append("first")

    other = threading.Thread(target=first)
    other.start()
    held.wait()
    with transaction.locked(tmp_path, 5.0):
        order.append("second")
    other.join()
    assert order == ["first", "second"]
