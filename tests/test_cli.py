"""The commands as an editor runs them: exit codes, French words, nothing half-written."""

import re
from pathlib import Path

import pytest
from builder import CAF, PARTNER, make_root, write

from generator.cli.main import main
from generator.store.dataset import load
from generator.store.locations import PROJECT

SIGNED = """
        signature: {partenaire: 2026-01-12, recue_le: 2026-01-14, caf: 2026-01-15, lieu: Testville}
"""


def run(capsys: pytest.CaptureFixture[str], *arguments: str | Path) -> tuple[int, str, str]:
    try:
        code = main([str(argument) for argument in arguments])
    except SystemExit as stop:
        code = int(str(stop.code))
    said = capsys.readouterr()
    return code, said.out, said.err


def test_wrong_use_is_one_french_sentence_and_code_2(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)
    wrong: list[tuple[list[str | Path], str]] = [
        ([], "il manque"),
        (["chek"], "check"),
        (["check", "--root", tmp_path, "--date", "demain"], "demain"),
        (["check", "--root", tmp_path, "--partner", "inconnu"], "inconnu"),
        (["check", "--root", tmp_path, "--rule", "C99"], "C99"),
        (["check", "--explain", "C99", "--root", PROJECT], "C99"),
        (["check", "--zzz"], "--zzz"),
        (["new", "--root", tmp_path], "--nom"),
    ]
    for arguments, word in wrong:
        code, out, error = run(capsys, *arguments)
        assert code == 2, arguments
        assert out == ""
        assert error.startswith("greffe : "), error
        assert error.count("\n") == 1, error
        assert word in error


@pytest.mark.parametrize(
    "command", ["", "build", "check", "render", "new", "schema", "serve", "template"]
)
def test_help_is_in_french(capsys: pytest.CaptureFixture[str], command: str) -> None:
    code, out, _ = run(capsys, *filter(None, [command]), "--help")
    assert code == 0
    assert not re.search(
        r"\b(usage|show|options? are|positional|optional|default|arguments:)\b", out
    )


def test_check_ends_with_1_when_something_is_wrong_and_0_when_not(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)  # a draft: nothing is due
    assert run(capsys, "check", "--root", tmp_path, "--date", "2026-02-01")[0] == 0
    write(tmp_path, "data/partners/temoin.yml", PARTNER + "    zzz: 1\n")
    code, out, _ = run(capsys, "check", "--root", tmp_path, "--date", "2026-02-01")
    assert code == 1
    assert "data/partners/temoin.yml:9:1" in out
    assert "zzz" in out


def test_checking_again_says_the_same(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    """What the memory gives back is what a check of the same bytes would find."""
    make_root(tmp_path, partner=PARTNER.rstrip() + SIGNED)
    arguments = ("check", "--root", tmp_path, "--date", "2027-06-01")
    first = run(capsys, *arguments)
    assert "erreur" in first[1]
    assert run(capsys, *arguments) == first
    write(tmp_path, "data/partners/temoin.yml", PARTNER)
    assert run(capsys, *arguments)[1] != first[1]
    write(tmp_path, "data/partners/temoin.yml", PARTNER.rstrip() + SIGNED)
    assert run(capsys, *arguments) == first


def test_a_damaged_memory_is_made_again(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_root(tmp_path)
    arguments = ("check", "--root", tmp_path, "--date", "2026-02-01")
    first = run(capsys, *arguments)
    (tmp_path / "build/memoire/check.json").write_text("{", encoding="utf-8")
    assert run(capsys, *arguments) == first


def test_one_file_can_be_checked_alone(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/partners/autre.yml", "nom: [\n")
    path = tmp_path / "data/partners/temoin.yml"
    assert run(capsys, "check", "--root", tmp_path, path, "--date", "2026-02-01")[0] == 0


NEW = {
    "nom": "Communauté d'agglomération du Témoin",
    "voie": "1 rue A",
    "code-postal": "01000",
    "commune": "Témoin",
    "civilite": "Mme",
    "prenom": "Anne - Sophie",
    "representant": "Lampion",
    "fonction": "présidente",
}


def options(**changes: str) -> list[str]:
    return [word for key, value in (NEW | changes).items() for word in (f"--{key}", value)]


def test_new_makes_a_file_that_is_valid(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    write(tmp_path, "data/cafs/caf99.yml", CAF)
    (tmp_path / "data/partners").mkdir()
    code, out, error = run(capsys, "new", "--root", tmp_path, *options())
    assert (code, error) == (0, "")
    path = tmp_path / "data/partners/communaute-d-agglomeration-du-temoin.yml"
    assert str(path) in out
    assert path.read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=")
    data = load(tmp_path)
    assert data.problems == ()
    (partner,) = data.partners.values()
    assert partner.record.type == "communaute-d-agglomeration"
    assert partner.record.adresse.code_postal == "01000"
    assert partner.record.representant.prenom == "Anne - Sophie"


def test_new_never_overwrites(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    make_root(tmp_path)
    before = (tmp_path / "data/partners/temoin.yml").read_bytes()
    code, _, error = run(capsys, "new", "--root", tmp_path, *options(id="temoin"))
    assert code == 2
    assert "existe déjà" in error
    assert (tmp_path / "data/partners/temoin.yml").read_bytes() == before


@pytest.mark.parametrize(
    ("option", "value"),
    [("code-postal", "1000"), ("civilite", "Madame"), ("caf", "caf42"), ("type", "ville")],
)
def test_new_writes_nothing_when_an_answer_is_wrong(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: str, value: str
) -> None:
    write(tmp_path, "data/cafs/caf99.yml", CAF)
    (tmp_path / "data/partners").mkdir()
    code, _, error = run(capsys, "new", "--root", tmp_path, *options(**{option: value}))
    assert code == 2
    assert value in error
    assert list((tmp_path / "data/partners").iterdir()) == []


def test_render_makes_the_documents_of_one_partner(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)
    code, _, error = run(capsys, "render", "--root", tmp_path, "--partner", "temoin")
    assert (code, error) == (0, "")
    folder = tmp_path / "build/documents/temoin/cooperation"
    assert {path.name for path in folder.iterdir()} == {
        f"{name}.{ending}"
        for name in ("convention", "annexe-1", "annexe-2", "annexe-3")
        for ending in ("md", "docx")
    }


def test_a_partner_that_makes_no_text_is_said_and_the_others_are_made(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/partners/autre.yml", PARTNER.replace("Communauté de communes", "Zorglub"))
    code, _, error = run(capsys, "render", "--root", tmp_path)
    assert code == 1
    assert "data/partners/autre.yml" in error
    assert "accord" in error
    assert [path.name for path in (tmp_path / "build/documents").iterdir() if path.is_dir()] == [
        "temoin"
    ]


def test_shipped_schemas_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "schema", "--check", "--root", PROJECT)[0] == 0
