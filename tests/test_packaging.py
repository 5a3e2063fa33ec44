"""What `pip install` puts on a computer is all that the program reads: no checkout is needed to run it."""

import subprocess
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest
from builder import CAF, PARTNER, make_root

from generator.store.locations import PROJECT
from tools.wheel import SHIPPED


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a wheel, as the build lays them out before it packs them."""
    folder = tmp_path_factory.mktemp("roue")
    words = ["-c", "import setuptools; setuptools.setup()", "-q", "build_py", "--build-lib", str(folder)]  # fmt: skip
    subprocess.run([sys.executable, *words], cwd=PROJECT, check=True, capture_output=True)
    return folder


def files(folder: Path, base: Path) -> Iterator[str]:
    for path in folder.rglob("*") if folder.is_dir() else [folder]:
        if path.is_file() and path.suffix != ".pyc":
            yield path.relative_to(base).as_posix()


def lacking(wanted: Iterable[str], folder: Path) -> list[str]:
    return sorted(name for name in wanted if not (folder / name).is_file())


def test_a_wheel_holds_every_file_of_the_program(installed: Path) -> None:
    """Texts, pages and lists too, which are no modules."""
    wanted = list(files(PROJECT / "generator", PROJECT))
    assert [name for name in wanted if not name.endswith(".py")]
    assert lacking(wanted, installed) == []


def test_a_wheel_holds_what_serves_a_root_that_has_nothing_but_data(installed: Path) -> None:
    for name in SHIPPED:
        wanted = list(files(PROJECT / name, PROJECT))
        assert wanted
        assert lacking(wanted, installed / "generator" / "projet") == []


def test_the_installed_program_makes_documents_without_any_checkout(
    installed: Path, tmp_path: Path
) -> None:
    root = make_root(tmp_path / "donnees", caf=CAF, partner=PARTNER)
    assert not (root / "templates").exists()
    words = ["-m", "generator", "render", "--root", str(root)]
    done = subprocess.run(
        [sys.executable, *words], cwd=tmp_path, env={"PYTHONPATH": str(installed)},
        capture_output=True, encoding="utf-8", check=False,
    )  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert list((root / "build").rglob("convention.docx"))
