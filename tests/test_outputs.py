"""Writing: exactly the tree, nothing half-written, nobody's files removed."""

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
