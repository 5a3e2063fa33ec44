"""Promise: nobody's data is published by accident. A canary in every private field, none in any published byte."""

import shutil
from pathlib import Path

import pytest

from generator.cli.main import main
from generator.store.locations import PROJECT
from tests import canaries
from tests.canaries import DIGITS, TOKEN, Aviary


@pytest.fixture(scope="module")
def planted(tmp_path_factory: pytest.TempPathFactory) -> tuple[Aviary, Path]:
    """The shipped data, a canary in each private field, and everything that `greffe build` makes of it."""
    root = tmp_path_factory.mktemp("canaries")
    for name in ("data", "docs", "templates"):
        shutil.copytree(PROJECT / name, root / name)
    shutil.copy(PROJECT / "mkdocs.yml", root / "mkdocs.yml")
    aviary = Aviary()
    aviary.plant(root / "data")
    assert main(["build", "--root", str(root)]) == 0
    return aviary, root


def _tree(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}  # fmt: skip


def test_every_private_field_holds_a_canary(planted: tuple[Aviary, Path]) -> None:
    """At least five hundred, and no private field of the schema that the data leave out of the test."""
    aviary, _ = planted
    assert sum(aviary.planted.values()) >= 500
    assert sorted(aviary.met - aviary.planted.keys()) == []


def test_no_published_byte_holds_one(planted: tuple[Aviary, Path]) -> None:
    """Pages, search index, downloads and their properties, feeds, names of files: nothing private."""
    _, root = planted
    site = _tree(root / "build/site")
    assert len(site) > 100
    assert canaries.search(site) == []


def test_the_caf_s_own_documents_hold_many(planted: tuple[Aviary, Path]) -> None:
    """The search sees canaries where they belong: what it finds nowhere on the site is not hidden from it."""
    _, root = planted
    found = canaries.search(_tree(root / "build/documents"))
    assert sum(place.partition(" > ")[0].endswith(".docx") for place in found) > 20
    assert any(place.endswith(".xlsx > xl/sharedStrings.xml") or ".xlsx > " in place for place in found)  # fmt: skip


PLANTED = [*canaries.hidden(f"{TOKEN}7")]


@pytest.mark.parametrize(("how", "content"), PLANTED, ids=[how for how, _ in PLANTED])
def test_a_planted_leak_is_caught(how: str, content: bytes) -> None:
    """The test can fail: whatever the disguise, a leak in a page, a document or an index is seen."""
    assert canaries.search({"page.html": content}), how


@pytest.mark.parametrize("number", [f"0{DIGITS[:1]} 99 00 77 41", f"+33{DIGITS}1", "01.99.00.77.42", "01\u00a099\u00a000\u00a077\u00a043"])  # fmt: skip
def test_a_leaked_telephone_is_caught_however_it_is_written(number: str) -> None:
    assert canaries.search({"page.html": f"<a href='tel:{number}'>".encode()})


def test_at_least_twenty_leaks_were_planted() -> None:
    assert len(PLANTED) >= 20
