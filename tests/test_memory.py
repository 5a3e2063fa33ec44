"""What was remembered of a check is never given back once anything that a check looks at has changed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from builder import make_root, write

from generator.checks import memory
from generator.store.locations import data_folders


def remove(root: Path, name: str) -> None:
    (root / name).unlink()


CHANGES: list[tuple[str, Callable[[Path], object]]] = [
    ("a file changed", lambda root: write(root, "data/partners/temoin.yml", "nom: x\n")),
    ("another extension", lambda root: write(root, "data/partners/autre.yaml", "nom: x\n")),
    ("two extensions", lambda root: write(root, "data/partners/autre.yml.txt", "nom: x\n")),
    ("no extension", lambda root: write(root, "data/nominatif/temoin", "nom: x\n")),
    ("a subfolder", lambda root: write(root, "data/partners/anciens/autre.yml", "nom: x\n")),
    ("an empty folder", lambda root: (root / "data/services").mkdir()),
    ("a template's file", lambda root: write(root, "templates/essai/lisezmoi.txt", "x\n")),
    ("a file removed", lambda root: remove(root, "data/nominatif/notes.txt")),
    ("settings removed", lambda root: remove(root, "data/greffe.yml")),
    ("a file renamed", lambda root: (root / "data/cafs/caf99.yml").rename(root / "data/cafs/caf98.yml")),
]  # fmt: skip


@pytest.mark.parametrize(
    "change", [change for _, change in CHANGES], ids=[name for name, _ in CHANGES]
)
def test_any_change_below_data_and_templates_makes_another_key(
    tmp_path: Path, change: Callable[[Path], object]
) -> None:
    make_root(tmp_path)
    write(tmp_path, "templates/essai/modele.yml", "id: essai\n")
    write(tmp_path, "data/nominatif/notes.txt", "x\n")
    before = memory.key(data_folders(tmp_path))
    assert memory.key(data_folders(tmp_path)) == before
    change(tmp_path)
    assert memory.key(data_folders(tmp_path)) != before


def test_a_partner_folder_that_is_a_link_counts(tmp_path: Path) -> None:
    """A check follows it."""
    write(tmp_path, "ailleurs/temoin.yml", "nom: x\n")
    (tmp_path / "data").mkdir()
    (tmp_path / "data/partners").symlink_to(tmp_path / "ailleurs", target_is_directory=True)
    before = memory.key([tmp_path / "data"])
    write(tmp_path, "ailleurs/temoin.yml", "nom: y\n")
    assert memory.key([tmp_path / "data"]) != before
