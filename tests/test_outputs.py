"""Writing: exactly the tree, nothing half-written, nobody's files removed."""

import errno
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from generator import outputs
from generator.errors import GreffeError
from generator.outputs import Changes


def test_the_folder_holds_exactly_the_tree(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    assert outputs.write({"a/b.txt": b"1", "c.txt": b"2"}, folder) == Changes(
        ("a/b.txt", "c.txt"), (), ()
    )
    assert outputs.write({"c.txt": b"3", "d.txt": b"4"}, folder) == Changes(
        ("d.txt",), ("c.txt",), ("a/b.txt",)
    )
    assert sorted(p.name for p in folder.rglob("*")) == [outputs.MARK, "c.txt", "d.txt"]
    assert not outputs.write({"c.txt": b"3", "d.txt": b"4"}, folder)


def test_a_file_already_right_is_not_touched(tmp_path: Path) -> None:
    outputs.write({"a.txt": b"1"}, tmp_path / "build")
    before = (tmp_path / "build" / "a.txt").stat().st_mtime_ns
    outputs.write({"a.txt": b"1", "b.txt": b"2"}, tmp_path / "build")
    assert (tmp_path / "build" / "a.txt").stat().st_mtime_ns == before


def test_a_folder_of_somebody_else_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "precieux.docx").write_bytes(b"x")
    with pytest.raises(GreffeError, match="pas faits"):
        outputs.write({"a.txt": b"1"}, tmp_path)
    assert (tmp_path / "precieux.docx").read_bytes() == b"x"


def test_part_of_a_tree_leaves_the_rest_alone(tmp_path: Path) -> None:
    outputs.write({"un/a.txt": b"1", "deux/b.txt": b"2"}, tmp_path / "build")
    changes = outputs.write({"un/c.txt": b"3"}, tmp_path / "build", within="un/")
    assert changes == Changes(("un/c.txt",), (), ("un/a.txt",))
    assert (tmp_path / "build/deux/b.txt").exists()


def test_a_file_held_open_by_word_is_one_sentence_and_stays_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Windows refuses to replace an open file: simulated where the system allows it."""
    path = tmp_path / "convention.docx"
    path.write_bytes(b"ancien")

    def refuse(self: Path, target: Path) -> None:
        raise PermissionError(13, "The process cannot access the file", str(target))

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(GreffeError, match=r"convention\.docx.*ouvert dans Word"):
        outputs.write_file(path, b"nouveau")
    assert path.read_bytes() == b"ancien"
    assert [p.name for p in tmp_path.iterdir()] == ["convention.docx"]


@pytest.mark.parametrize("below", ["build", "build/documents"])
def test_a_file_in_the_place_of_a_folder_is_one_sentence(tmp_path: Path, below: str) -> None:
    obstacle = tmp_path / below
    obstacle.parent.mkdir(exist_ok=True)
    obstacle.write_bytes(b"precieux")
    with pytest.raises(
        GreffeError, match=r"est un fichier, là où greffe a besoin d'un dossier"
    ) as said:
        outputs.write({"a.txt": b"1"}, tmp_path / "build" / "documents")
    assert str(said.value).startswith(str(obstacle))
    with pytest.raises(GreffeError, match=r"est un fichier"):
        outputs.write_file(tmp_path / "build" / "documents" / "a.txt", b"1")
    assert obstacle.read_bytes() == b"precieux"


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.EACCES, "ne se laisse pas écrire"),
        (errno.EROFS, "ne se laisse pas écrire"),
        (errno.ENOSPC, "le disque est plein"),
    ],
)
def test_a_folder_that_cannot_be_written_to_is_one_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, words: str
) -> None:
    """Simulated: an administrator, as tests may be, writes wherever it wants."""

    def refuse(self: Path, *_: object, **__: object) -> None:
        raise OSError(number, "refused", str(self))

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(GreffeError, match=words):
        outputs.write({"a.txt": b"1"}, tmp_path / "build")
    with pytest.raises(GreffeError, match=words):
        outputs.write_file(tmp_path / "build" / "a.txt", b"1")


def test_another_error_of_the_system_is_a_bug_and_keeps_its_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def break_down(self: Path, _: bytes) -> int:
        raise OSError(errno.EIO, "input/output error")

    monkeypatch.setattr(Path, "write_bytes", break_down)
    with pytest.raises(OSError, match="input/output"):
        outputs.write_file(tmp_path / "a.txt", b"1")


def test_what_was_last_written_can_be_kept(tmp_path: Path) -> None:
    outputs.write({"un/a.txt": b"1", "deux/b.txt": b"2"}, tmp_path / "build")
    assert outputs.present(tmp_path / "build", "un/") == {"un/a.txt": b"1"}
    assert outputs.present(tmp_path / "build", "trois/") == {}


def test_a_new_folder_is_made_whole_or_not_at_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    folder = tmp_path / "modele"
    real = outputs.write_file

    def full(path: Path, content: bytes) -> None:
        if path.name == "b.txt":
            raise OSError(errno.ENOSPC, "full")
        real(path, content)

    monkeypatch.setattr(outputs, "write_file", full)
    with pytest.raises(OSError, match="full"):
        outputs.create({"a.txt": b"1", "b.txt": b"2"}, folder)
    assert list(tmp_path.iterdir()) == []
    monkeypatch.setattr(outputs, "write_file", real)
    outputs.create({"a.txt": b"1", "b.txt": b"2"}, folder)
    assert sorted(path.name for path in tmp_path.rglob("*")) == ["a.txt", "b.txt", "modele"]
    with pytest.raises(GreffeError, match="existe déjà"):
        outputs.create({"a.txt": b"3"}, folder)
    assert (folder / "a.txt").read_bytes() == b"1"


@dataclass
class _Slow:
    """A costly file: says what it was asked."""

    content: bytes
    pressed: int = 0
    error: GreffeError | None = None

    def is_in(self, content: bytes) -> bool:
        return content == self.content

    def press(self) -> bytes:
        self.pressed += 1
        if self.error:
            raise self.error
        return self.content


def test_a_costly_file_is_made_once(tmp_path: Path) -> None:
    folder, slow = tmp_path / "build", _Slow(b"1")
    assert outputs.write({"a.pdf": slow, "a.docx": b"1"}, folder).added == ("a.docx", "a.pdf")
    assert not outputs.write({"a.pdf": slow, "a.docx": b"1"}, folder)
    assert slow.pressed == 1
    assert outputs.write({"a.pdf": _Slow(b"2")}, folder).changed == ("a.pdf",)
    assert (folder / "a.pdf").read_bytes() == b"2"


def test_a_costly_file_that_is_no_more_what_it_was_made_as_is_made_again(tmp_path: Path) -> None:
    folder, slow = tmp_path / "build", _Slow(b"1")
    outputs.write({"a.pdf": slow}, folder)
    (folder / "a.pdf").write_bytes(b"touched by hand")
    assert outputs.write({"a.pdf": slow}, folder).changed == ("a.pdf",)
    assert (folder / "a.pdf").read_bytes() == b"1"


def test_a_costly_file_that_cannot_be_made_is_told_and_never_left_old(tmp_path: Path) -> None:
    folder, error = tmp_path / "build", GreffeError("non.")
    outputs.write({"a.pdf": _Slow(b"1"), "b.pdf": _Slow(b"1")}, folder)
    changes = outputs.write({"a.pdf": _Slow(b"2", error=error), "b.pdf": _Slow(b"2")}, folder)
    assert changes.refused == {"a.pdf": error}
    assert not (folder / "a.pdf").exists()
    assert (folder / "b.pdf").read_bytes() == b"2"


def test_an_interruption_leaves_no_costly_file_older_than_what_is_beside_it(tmp_path: Path) -> None:
    folder = tmp_path / "build"
    outputs.write({"a.docx": b"1", "a.pdf": _Slow(b"1")}, folder)

    def given_up(paths: Iterable[str], total: int) -> Iterator[str]:
        assert total == 1
        raise KeyboardInterrupt
        yield from paths

    slow = _Slow(b"2", error=GreffeError("too late"))
    with pytest.raises(KeyboardInterrupt):
        outputs.write({"a.docx": b"2", "a.pdf": slow}, folder, watch=given_up)
    assert sorted(path.name for path in folder.iterdir()) == [outputs.MARK, "a.docx"]


def test_what_takes_time_is_counted_as_it_is_made(tmp_path: Path) -> None:
    counted = []

    def watch(paths: Iterable[str], total: int) -> Iterator[str]:
        for path in paths:
            counted.append((path, total))
            yield path

    tree = {name: _Slow(b"1") for name in ("b.pdf", "a.pdf", "c.pdf")}
    outputs.write(tree, tmp_path / "build", watch=watch)
    assert counted == [("a.pdf", 3), ("b.pdf", 3), ("c.pdf", 3)]
