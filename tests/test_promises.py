"""What was last made well is never lost to a file that cannot be read; said in French, with what to do."""

import shutil
from pathlib import Path

import pytest
from builder import CAF, PARTNER, make_root, write

from generator.cli.main import main
from generator.store.locations import PROJECT

ANNEXE = """
    partenaire: temoin
    transmise_le: 2026-01-12
    ouverts:
      - {nom: Bobine, adresse_electronique: bobine@temoin.example, demande_le: 2026-01-10}
"""
OTHER = PARTNER.replace("Témoin", "Voisin")
DATE = ("--date", "2026-06-15")


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A root built once, with two partners, one annexe 1 and templates of its own."""
    folder = make_root(tmp_path_factory.mktemp("greffe"))
    write(folder, "data/partners/voisin.yml", OTHER)
    write(folder, "data/nominatif/temoin.annexe-1.yml", ANNEXE)
    shutil.copytree(PROJECT / "templates", folder / "templates")
    assert main(["build", "--root", str(folder), *DATE]) == 0
    return folder


@pytest.fixture
def root(built: Path, tmp_path: Path) -> Path:
    """A copy of it to spoil."""
    shutil.copytree(built, tmp_path, dirs_exist_ok=True)
    assert b"Bobine" in made(tmp_path, "documents")["temoin/cooperation/annexe-1.md"]
    return tmp_path


def run(
    capsys: pytest.CaptureFixture[str], command: str, root: Path, *more: str
) -> tuple[int, str, str]:
    code = main([command, "--root", str(root), *DATE, *more])
    said = capsys.readouterr()
    return code, said.out, said.err


def made(root: Path, folder: str) -> dict[str, bytes]:
    """Path -> bytes below build/<folder>."""
    top = root / "build" / folder
    return {p.relative_to(top).as_posix(): p.read_bytes() for p in top.rglob("*") if p.is_file()}


def kept(partners: str) -> str:
    return f"Documents gardés tels que faits la dernière fois, car ils ne peuvent pas être refaits : {partners}.\n"


STALE = "Le site public n'est pas refait, pour qu'aucune page n'y manque : il reste tel que fait la dernière fois."  # fmt: skip


@pytest.mark.parametrize(
    ("name", "text", "partners"),
    [
        ("data/partners/temoin.yml", "nom: [\n", "temoin"),
        ("data/partners/temoin.yml", PARTNER + "    zzz: 1\n", "temoin"),
        ("data/cafs/caf99.yml", "nom: [\n", "temoin et voisin"),
        ("data/cafs/caf99.yml", CAF + "    zzz: 1\n", "temoin et voisin"),
        ("templates/cooperation-2026/convention.md", "# Un autre texte\n", "temoin et voisin"),
        ("templates/cooperation-2026/modele.yml", "id: [\n", "temoin et voisin"),
    ],
)
def test_what_cannot_be_read_removes_nothing(
    capsys: pytest.CaptureFixture[str], root: Path, name: str, text: str, partners: str
) -> None:
    """Neither documents, nor blank ones, nor pages; and no text is made from a template that changed."""
    before = made(root, "documents"), made(root, "site")
    write(root, name, text)
    code, _, error = run(capsys, "build", root)
    assert code == 1
    assert kept(partners) in error
    assert STALE in error
    assert (made(root, "documents"), made(root, "site")) == before
    assert run(capsys, "render", root)[0] == 1
    assert run(capsys, "render", root, "--blank")[0] == 1
    after = made(root, "documents")
    assert {name: after[name] for name in before[0]} == before[0]


def test_the_other_partners_are_made_again(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    write(root, "data/partners/temoin.yml", "nom: [\n")
    write(root, "data/partners/voisin.yml", OTHER.replace("2 rue du Test", "3 rue Neuve"))
    run(capsys, "build", root)
    assert b"3 rue Neuve" in made(root, "documents")["voisin/cooperation/convention.md"]


def test_an_annexe_that_cannot_be_read_never_gives_way_to_a_blank_one(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    before = made(root, "documents")
    write(root, "data/nominatif/temoin.annexe-1.yml", "partenaire: [\n")
    code, _, error = run(capsys, "build", root)
    assert code == 1
    assert "data/nominatif/temoin.annexe-1.yml:" in error
    assert kept("temoin") in error
    assert STALE not in error, "the public site is made without the nominative files"
    assert made(root, "documents") == before
    code, _, error = run(capsys, "render", root, "--partner", "temoin")
    assert code == 1
    assert "un de ses fichiers nominatifs ne peut pas être lu" in error
    assert made(root, "documents") == before


def test_where_nothing_was_made_nothing_blank_is_made(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    write(root, "data/nominatif/temoin.annexe-1.yml", "partenaire: [\n")
    shutil.rmtree(root / "build")
    code, _, error = run(capsys, "build", root)
    assert code == 1
    assert "Aucun document n'est fait, et il n'y en avait pas : temoin.\n" in error
    assert not (root / "build/documents/temoin").exists()


def test_an_annexe_that_is_no_longer_there_leaves_no_name_behind(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    """A purge deletes the file: the documents made from it go with it."""
    (root / "data/nominatif/temoin.annexe-1.yml").unlink()
    assert run(capsys, "build", root)[0] == 0
    assert not [name for name, text in made(root, "documents").items() if b"Bobine" in text]


def test_no_site_is_made_from_a_part_of_the_data(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    write(root, "data/partners/temoin.yml", "nom: [\n")
    shutil.rmtree(root / "build")
    code, out, error = run(capsys, "build", root)
    assert code == 1
    assert "pour qu'aucune page n'y manque : il n'y en a pas encore." in error
    assert not (root / "build/site").exists()
    assert "greffe serve" not in out


def test_a_text_that_fails_keeps_the_documents_too(
    capsys: pytest.CaptureFixture[str], root: Path
) -> None:
    before = made(root, "documents"), made(root, "site")
    write(root, "data/partners/temoin.yml", PARTNER.replace("Communauté de communes", "Zorglub"))
    code, _, error = run(capsys, "build", root)
    assert code == 1
    assert kept("temoin") in error
    assert (made(root, "documents"), made(root, "site")) == before


@pytest.mark.parametrize("gone", ["archive", "deleted"])
def test_a_partner_that_is_archived_or_deleted_is_no_longer_made(
    capsys: pytest.CaptureFixture[str], root: Path, gone: str
) -> None:
    if gone == "archive":
        write(root, "data/partners/voisin.yml", OTHER.rstrip() + "\n    statut: archive\n")
    else:
        (root / "data/partners/voisin.yml").unlink()
    assert run(capsys, "build", root)[0] == 0
    assert not [name for name in made(root, "documents") if name.startswith("voisin/")]
    assert not [name for name in made(root, "site") if "voisin" in name]


def test_render_makes_nothing_of_an_archived_partner(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)
    write(tmp_path, "data/partners/voisin.yml", OTHER.rstrip() + "\n    statut: archive\n")
    assert main(["render", "--root", str(tmp_path)]) == 0
    assert main(["render", "--root", str(tmp_path), "--partner", "voisin"]) == 2
    assert "data/partners/voisin.yml a le statut archive" in capsys.readouterr().err
    assert not (tmp_path / "build/documents/voisin").exists()


def test_build_ends_with_the_next_step(capsys: pytest.CaptureFixture[str], root: Path) -> None:
    code, out, _ = run(capsys, "build", root)
    assert code == 0
    *_, report, site = out.splitlines()
    assert str(root / "build/rapport/alertes.txt") in report
    assert (root / "build/rapport/alertes.txt").is_file()
    assert site == "Pour voir le site : greffe serve"


@pytest.mark.parametrize("command", ["build", "render"])
def test_a_file_named_build_is_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, command: str
) -> None:
    make_root(tmp_path)
    write(tmp_path, "build", "")
    code, _, error = run(capsys, command, tmp_path)
    assert code == 1
    assert error.startswith(f"greffe : {tmp_path / 'build'} est un fichier")
    assert error.count("\n") == 1


def test_a_check_does_without_its_memory(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    make_root(tmp_path)
    write(tmp_path, "build", "")
    code, out, error = run(capsys, "check", tmp_path)
    assert (code, error) == (0, "")
    assert out
