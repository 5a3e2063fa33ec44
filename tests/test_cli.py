"""The commands as an editor runs them: exit codes, French words, nothing half-written."""

import re
import shutil
import socket
from pathlib import Path

import pytest
from builder import CAF, PARTNER, SETTINGS, make_root, write

from generator.checks.registry import RULES
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


WRONG = [
    ("", "il manque une commande, par exemple « greffe check »"),
    ("chek", "Vouliez-vous écrire « check » ?"),
    ("zzz", "Au choix : build, check"),
    ("--root . check", "« --root » s'écrit après la commande"),
    ("check --date demain", "par exemple 2026-01-15"),
    ("check --date 2026-06-31", "La date « 2026-06-31 » n'existe pas."),
    ("check --date 15/06/2026", "Écrivez 2026-06-15"),
    ("check --date", "donnez une valeur"),
    ("check --partner inconnu", "inconnu"),
    ("check --partner temoim", "Vouliez-vous écrire « temoin » ?"),
    ("check --rule C99", "C99"),
    ("check --explain C99", "C99"),
    ("check --zzz", "« --zzz » n'est pas une option de « greffe check »"),
    ("check --partnr temoin", "Vouliez-vous écrire « --partner » ?"),
    ("check --r x", "écrivez l'option en entier"),
    ("check --format jsn", "Vouliez-vous écrire « json » ?"),
    ("check --format xml", "Au choix : text, json, github, gitlab, sarif."),
    ("check --threshold grave", "Au choix : erreur, avertissement, information."),
    ("build temoin", "« temoin » est de trop"),
    ("render --blank=oui", "ne prend pas de valeur"),
    ("serve --port abc", "« abc » n'est pas un port"),
    ("serve --port 80000", "un nombre de 1024 à 65535"),
    ("serve --port -1", "--port"),
    ("template", "par exemple « greffe template pin »"),
    ("template pin", "le nom d'un dossier de templates/"),
    ("template pni", "Vouliez-vous écrire « pin » ?"),
    ("new", "--nom"),
]
ENGLISH = re.compile(
    r"\b(invalid|argument|required|choose|choice|expected|value|unrecognized|error)\b"
)


@pytest.mark.parametrize(("line", "words"), WRONG, ids=[line for line, _ in WRONG])
def test_wrong_use_is_one_french_sentence_and_code_2(
    capsys: pytest.CaptureFixture[str],
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    line: str,
    words: str,
) -> None:
    monkeypatch.chdir(make_root(tmp_path))
    code, out, error = run(capsys, *line.split())
    assert code == 2
    assert out == ""
    assert error.startswith("greffe : "), error
    assert error.count("\n") == 1, error
    assert words in error
    assert not ENGLISH.search(error), error


def test_a_rule_that_is_nothing_like_any_is_answered_with_every_rule(
    capsys: pytest.CaptureFixture[str],
) -> None:
    _, _, error = run(capsys, "check", "--explain", "ZZ")
    assert [rule.id for rule in RULES if not re.search(rf"\b{rule.id}\b", error)] == []


@pytest.mark.parametrize("option", ["--rule", "--explain"])
@pytest.mark.parametrize(("typed", "rule"), [("c11", "C11"), ("LECTURE", "lecture")])
def test_a_rule_is_known_whatever_its_case(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, option: str, typed: str, rule: str
) -> None:
    make_root(tmp_path, partner=PARTNER.rstrip() + SIGNED)
    arguments = ("check", "--root", tmp_path, "--date", "2027-06-01", option)
    assert run(capsys, *arguments, typed) == run(capsys, *arguments, rule)


def test_a_rule_is_not_explained_from_a_template_that_cannot_be_used(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)
    write(tmp_path, "templates/essai/modele.yml", "id: [\n")
    code, _, error = run(capsys, "check", "--root", tmp_path, "--explain", "C11")
    assert code == 1
    assert "templates/essai/modele.yml:" in error
    assert "aucun modèle ne peut servir" in error


def test_a_port_already_taken_is_said_before_anything_is_built(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        code, out, error = run(capsys, "serve", "--root", tmp_path, "--port", str(port))
    assert (code, out) == (2, "")
    assert error.startswith(f"greffe : le port {port} est déjà pris")
    assert error.count("\n") == 1
    assert not (tmp_path / "build").exists()


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
    write(tmp_path, "data/greffe.yml", SETTINGS)
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
    documents = {
        f"{name}.{ending}"
        for name in ("convention", "annexe-1", "annexe-2", "annexe-3", "deliberation", "decision")
        for ending in ("md", "docx", "pdf")
    }
    workbooks = {"annexe-1.xlsx", "annexe-2.xlsx"}
    assert {path.name for path in folder.iterdir()} == documents | workbooks


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


def test_a_mistake_in_a_template_is_said_once_for_all_its_partners(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/partners/autre.yml", PARTNER.replace("Témoin", "Voisin"))
    shutil.copytree(PROJECT / "templates", tmp_path / "templates")
    (tmp_path / "templates/empreintes.yml").unlink()
    text = tmp_path / "templates/cooperation-2026/annexe-3.md"
    text.write_text("# {{ partenaire.nomm }}\n", encoding="utf-8")
    code, _, error = run(capsys, "render", "--root", tmp_path)
    assert code == 1
    assert error.count("nomm") == 1
    assert "autre et temoin" in error


def test_shipped_schemas_are_up_to_date(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "schema", "--check", "--root", PROJECT)[0] == 0
