"""Other versions of an annexe 1: what is seen, what is left alone, and outputs that are no longer right."""

import shutil
import zipfile
from datetime import date
from pathlib import Path

import pytest

from generator.checks import checker
from generator.cli.main import main
from generator.store import dataset
from tests.rule_samples import sample_root

DAY = date(2026, 6, 15)
ANNEXE = "partenaire: exemple\ntransmise_le: 2026-05-04\nouverts:\n  - {{nom: {name}, adresse_electronique: a@exemple.example}}\n"


@pytest.fixture
def built(tmp_path: Path) -> Path:
    """A root whose documents were made from the annexe in hand."""
    root = sample_root("C04/rien-une-seule-version", tmp_path)
    annexe = root / "data" / "nominatif" / "exemple.annexe-1.yml"
    annexe.write_text(ANNEXE.format(name="EXEMPLE"), encoding="utf-8")
    assert main(["build", "--root", str(root)]) in (0, 1)
    assert (root / "build/documents/exemple/cooperation/annexe-1.docx").is_file()
    return root


def found(root: Path) -> list[tuple[str, str | None, str | None]]:
    data = dataset.load(root)
    return [
        (one.file, one.partner, one.article)
        for one in checker.run(data, DAY, rules=["C04"])
        if one.rule == "C04"
    ]


def test_an_output_is_an_older_version_once_the_annexe_has_changed(built: Path) -> None:
    output = "build/documents/exemple/cooperation/annexe-1.docx"
    annexe = built / "data" / "nominatif" / "exemple.annexe-1.yml"
    assert found(built) == []
    annexe.write_text(ANNEXE.format(name="MODÈLE"), encoding="utf-8")
    assert found(built) == [(output, "exemple", "art. 2.1 et art. 3.2")]
    annexe.unlink()
    assert found(built) == [(output, "exemple", "art. 2.1 et art. 3.2")]
    shutil.rmtree(built / "build")
    assert found(built) == []


def test_a_check_sees_an_output_made_since_the_last_one(
    built: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What is remembered does not outlive the documents it speaks of."""
    annexe = built / "data" / "nominatif" / "exemple.annexe-1.yml"
    annexe.write_text(ANNEXE.format(name="MODÈLE"), encoding="utf-8")
    said = []
    for command in ("check", "build", "check"):
        main([command, "--root", str(built)])
        said.append("C04" in capsys.readouterr().out)
    assert (said[0], said[2]) == (True, False)


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04damaged", b"text"])
def test_a_file_that_greffe_did_not_make_says_of_no_annexe(built: Path, content: bytes) -> None:
    (built / "build/documents/exemple/cooperation/annexe-1.docx").write_bytes(content)
    assert found(built) == []


def test_a_word_file_without_properties_says_of_no_annexe(built: Path) -> None:
    with zipfile.ZipFile(built / "build/documents/exemple/cooperation/annexe-1.docx", "w") as file:
        file.writestr("word/document.xml", "<a/>")
    assert found(built) == []


def test_what_is_left_in_a_nominative_folder_elsewhere_is_seen(tmp_path: Path) -> None:
    root = sample_root("C04/rien-une-seule-version", tmp_path / "racine")
    private = tmp_path / "ailleurs"
    (private / "retours").mkdir(parents=True)
    (private / "retours" / "formulaire.json").write_text("{}")
    (root / "data" / "greffe.yml").write_text(f"nominatif: {private}\n", encoding="utf-8")
    assert found(root) == [((private / "retours" / "formulaire.json").as_posix(), None, None)]
    assert dataset.load(root, nominative=False).copies == ()
    chosen = checker.run(dataset.load(root), DAY, partners=["exemple"])
    assert "C04" not in {one.rule for one in chosen}
