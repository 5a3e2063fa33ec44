"""Rewriting: nothing of the person is left in any object of the clone; everyone else, and the original, are intact."""

import io
import re
import zipfile
from pathlib import Path
from types import SimpleNamespace

import canary
import purge_root
import pytest
from canary import ADDRESS, FIRST, NAME, OTHER, PERSON, git

from generator.cli.main import main
from generator.errors import GreffeError
from generator.git import Repository, holding
from generator.store import traces
from generator.upkeep.purge import past, report, rewriting
from generator.upkeep.purge.people import ERASED, People
from generator.upkeep.purge.rewriting import Wanted
from generator.upkeep.purge.scrubbing import names

MARKS = traces.marks({"nom": NAME, "prenom": FIRST, "adresse_electronique": ADDRESS})
ZOE = People(MARKS)


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Repository:
    folder = tmp_path_factory.mktemp("depot") / "caf"
    canary.build(folder)
    return Repository(folder, canary.ENVIRONMENT)


@pytest.fixture(scope="module")
def clone(original: Repository, tmp_path_factory: pytest.TempPathFactory) -> Repository:
    place = past.Place(original, "data/nominatif")
    old = {blob for blobs in past.superseded(place).values() for blob in blobs}
    target = tmp_path_factory.mktemp("copies") / "reecrit"
    return rewriting.rewrite(original, Wanted(ZOE, frozenset(old)), target)


def state(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


@pytest.mark.parametrize("name", sorted(canary.plantings()))
def test_the_search_finds_her_in_each_planting(name: str) -> None:
    """The proof can fail: before the rewriting, it sees every one of them."""
    content = canary.plantings()[name]
    assert names(content, ZOE) or ZOE.holds(name)


def test_the_search_sees_her_in_every_kind_of_object(original: Repository) -> None:
    found = past.search(original, ZOE)
    assert {kind for kind, number in found.named.items() if number} == {"blob", "commit", "tag", "tree"}  # fmt: skip
    messages = git(original.folder, "cat-file", "--batch-all-objects", "--batch").decode(
        errors="replace"
    )
    for planted in ("essai 1 de", "essai 2 de", "vu avec", "avant le départ", "Branche de"):
        assert planted in messages


def test_nothing_of_her_is_left_in_the_clone(clone: Repository) -> None:
    found = past.search(clone, ZOE)
    assert (found.hits, found.named) == (0, {})
    assert found.objects > 25


def test_an_independent_look_at_the_bytes_of_every_object_sees_nothing_either(
    original: Repository, clone: Repository
) -> None:
    """Not through the search's own readings: plain bytes, in the encodings where they show."""
    shapes = [
        NAME.encode("utf-16-le"),
        *(text.encode() for text in (NAME, FIRST, "canari", ADDRESS)),
    ]

    def seen(repository: Repository) -> set[bytes]:
        content = git(repository.folder, "cat-file", "--batch-all-objects", "--batch")
        return {shape for shape in shapes if shape in content}

    assert len(seen(original)) == len(shapes)
    assert seen(clone) == set()


def test_what_names_others_stays(original: Repository, clone: Repository) -> None:
    kept = git(clone.folder, "show", "main:lisez-moi.txt").decode()
    assert kept == git(original.folder, "show", "main:lisez-moi.txt").decode()
    old = git(clone.folder, "show", "v1:notes/latin.txt").decode("latin-1")
    assert OTHER in old
    assert ERASED in old
    assert "SERIN" in git(clone.folder, "show", "main:data/nominatif/temoin.annexe-1.yml").decode()


def test_the_history_keeps_its_shape(original: Repository, clone: Repository) -> None:
    """As many commits on every branch, at the same dates; nothing of the last version changes."""
    for branch in ("main", "essai"):
        dates = [git(each.folder, "log", "--format=%ad %cd", branch) for each in (original, clone)]
        assert dates[0] == dates[1]
    trees = [git(each.folder, "rev-parse", "main^{tree}") for each in (original, clone)]
    assert trees[0] == trees[1]


def test_former_versions_of_nominative_files_are_gone(original: Repository, clone: Repository) -> None:  # fmt: skip
    assert len(past.versions(original, "data/nominatif")["data/nominatif/temoin.annexe-1.yml"]) == 2
    assert len(past.versions(clone, "data/nominatif")["data/nominatif/temoin.annexe-1.yml"]) == 1


def test_notes_stay_on_their_commit_and_every_stash_is_kept(clone: Repository) -> None:
    assert git(clone.folder, "notes", "show", "v1^{commit}").decode() == f"vu avec {ERASED}\n"
    kept = [git(clone.folder, "show", f"{name}:lisez-moi.txt").decode() for name in ("refs/stash", f"{rewriting.STASHES}1")]  # fmt: skip
    assert kept == [f"essai 2 pour {ERASED}\n", f"essai 1 pour {ERASED}\n"]


def test_nothing_of_the_clone_leads_back(original: Repository, clone: Repository) -> None:
    assert git(clone.folder, "remote") == b""
    assert not (clone.folder / "objects" / "info" / "alternates").exists()
    assert str(original.folder) not in (clone.folder / "config").read_text()


def test_the_original_is_only_read(tmp_path: Path) -> None:
    canary.build(tmp_path / "caf")
    before = state(tmp_path / "caf")
    repository = Repository(tmp_path / "caf", canary.ENVIRONMENT)
    rewriting.rewrite(repository, Wanted(ZOE, frozenset()), tmp_path / "neuf")
    assert state(tmp_path / "caf") == before


def test_what_greffe_cannot_read_is_told(tmp_path: Path) -> None:
    canary.build(tmp_path / "caf")
    (tmp_path / "caf" / "scan.pdf").write_bytes(b"%PDF-1.7 image")
    canary.commit(tmp_path / "caf")
    assert past.search(Repository(tmp_path / "caf", canary.ENVIRONMENT), ZOE).unread == {
        "scan.pdf": "PDF"
    }


def zipped(**files: bytes) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name.replace("_", "."), content)
    return made.getvalue()


def test_an_ordinary_zip_is_looked_into_and_what_is_closed_in_it_is_told(small: Repository) -> None:
    """Its files, and those of a zip within; one that holds what cannot be read is named by its path."""
    (small.folder / "envoi.zip").write_bytes(zipped(liste_csv=PERSON.encode(), note_xml=b"<a/>"))
    (small.folder / "double.zip").write_bytes(zipped(envoi_zip=zipped(liste_csv=PERSON.encode())))
    (small.folder / "autre dossier").mkdir()
    (small.folder / "autre dossier" / "scans.zip").write_bytes(zipped(scan_pdf=b"%PDF-1.7"))
    canary.commit(small.folder)
    search = past.search(small, ZOE)
    assert search.named["blob"] == 2
    assert search.unread == {"autre dossier/scans.zip": "archive"}
    said = report.found(past.search(small, People(frozenset())), "caf")
    assert "0 occurrence dans" in said
    assert ", sous réserve des fichiers non lus ci-dessous, à regarder vous-même :\n  autre dossier/scans.zip (archive)" in said  # fmt: skip


@pytest.fixture
def small(tmp_path: Path) -> Repository:
    """A repository of one commit."""
    folder = tmp_path / "caf"
    folder.mkdir()
    git(folder, "init", "--quiet", "--initial-branch=main")
    (folder / "a.txt").write_text("a\n")
    canary.commit(folder)
    return Repository(folder, canary.ENVIRONMENT)


def refused(repository: Repository, target: Path) -> str:
    before = state(repository.folder)
    with pytest.raises(GreffeError) as refusal:
        rewriting.rewrite(repository, Wanted(ZOE, frozenset()), target)
    assert state(repository.folder) == before
    return str(refusal.value)


def test_it_refuses_any_place_that_is_not_new_and_elsewhere(small: Repository, tmp_path: Path) -> None:  # fmt: skip
    (tmp_path / "plein").mkdir()
    (tmp_path / "plein" / "a").touch()
    (tmp_path / "fichier").touch()
    for target in (tmp_path / "plein", tmp_path / "fichier", small.folder):
        assert "existe déjà" in refused(small, target)
    assert "dans le dépôt lui-même" in refused(small, small.folder / "copie")


def test_it_refuses_what_a_clone_would_not_have(small: Repository, tmp_path: Path) -> None:
    (small.folder / "a.txt").write_text("b\n")
    assert "git commit" in refused(small, tmp_path / "neuf")
    canary.commit(small.folder)
    git(small.folder, "branch", "retrait-zoe-canari-oeillet")
    assert "Renommez-la" in refused(small, tmp_path / "neuf")
    git(tmp_path, "clone", "--quiet", "--depth=1", f"file://{small.folder}", "mince")
    thin = Repository(tmp_path / "mince", canary.ENVIRONMENT)
    assert "git fetch --unshallow" in refused(thin, tmp_path / "neuf")


def test_without_git_filter_repo_it_says_how_to_install_it(small: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(rewriting, "find_spec", lambda _: None)
    assert "pip install git-filter-repo" in refused(small, tmp_path / "neuf")


def test_a_clone_that_could_not_be_rewritten_is_not_to_be_used(small: Repository, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:  # fmt: skip
    monkeypatch.setattr(rewriting, "sys", SimpleNamespace(executable="false"))
    assert "n'est pas à employer" in refused(small, tmp_path / "neuf")


def test_the_repository_of_whoever_calls_is_not_taken_for_the_clone(small: Repository, tmp_path: Path) -> None:  # fmt: skip
    """In a hook, git names its own repository to all it starts."""
    canary.build(tmp_path / "autre")
    environment = canary.ENVIRONMENT | {"GIT_DIR": str(small.folder / ".git"), "GIT_WORK_TREE": str(small.folder)}  # fmt: skip
    before = state(small.folder)
    repository = holding(tmp_path / "autre", environment)
    assert repository
    assert repository.folder == tmp_path / "autre"
    rewriting.rewrite(repository, Wanted(ZOE, frozenset()), tmp_path / "neuf")
    assert state(small.folder) == before


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The root of `purge_root` in a repository of its own, purged, the purge committed."""
    for key, value in canary.ENVIRONMENT.items():
        monkeypatch.setenv(key, value)
    root = purge_root.make(tmp_path / "caf")
    (root / ".gitignore").write_text("/build/\n.greffe-*\n")
    git(root, "init", "--quiet", "--initial-branch=main")
    canary.commit(root, "Prénom8 Nom8 et Prénom1 Nom1 ont un accès")
    (root / "data" / "note.txt").write_text("Martin Serin, martin@bout.example, Rose Bobine\n")
    canary.commit(root)
    return root


def purged(root: Path, *options: str) -> int:
    return main(["purge", "--root", str(root), "--date", purge_root.AFTER.isoformat(), *options])


def everything(folder: Path) -> str:
    return git(folder, "cat-file", "--batch-all-objects", "--batch").decode(errors="replace")


def test_from_the_purge_to_the_proof(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """What is erased from the files, committed, then taken out of the history; who stays, stays."""
    assert purged(data, "--apply") == 1
    said = capsys.readouterr()
    assert "data/note.txt : ce fichier nomme encore" in said.err
    assert "ce qui est effacé se trouve encore dans" in said.out
    (data / "data" / "note.txt").write_text("Martin Serin, martin@bout.example\n")
    canary.commit(data, "Purge")
    assert purged(data) == 0
    assert "data/nominatif/temoin.annexe-1.yml : 1" in capsys.readouterr().out
    clone = tmp_path / "copie"
    assert purged(data, "--history", "--clone", str(clone)) == 0
    said = capsys.readouterr().out
    assert re.search(rf"Après : {clone} : 0 occurrence dans \d+ objets\.", said)
    assert f"git -C {clone} push --force" in said
    assert "sauvegardes" in said
    before, after = everything(data), everything(clone)
    for gone in ("Prénom8 Nom8", "p8@", "NOM7", "p5@bout", "BOBINE", "Rose Bobine"):
        assert gone in before
        assert gone not in after
    for kept in ("Prénom1 Nom1", "p9@pays", "BRINDILLE", "Martin Serin", "martin@bout.example"):
        assert kept in after


def test_people_named_in_a_file_are_taken_out_too(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    names = tmp_path / "noms.txt"
    names.write_text("SERIN Martin\nmartin@bout.example\n\np1@pays-temoin.example\n", encoding="utf-8")  # fmt: skip
    (data / "data" / "note.txt").unlink()
    canary.commit(data, "Note retirée")
    clone = tmp_path / "copie"
    assert purged(data, "--history", "--clone", str(clone), "--people", str(names)) == 0
    assert re.findall(r"noms\.txt:(\d)", capsys.readouterr().err) == ["4"]
    after = everything(clone)
    assert "Serin" not in after
    assert "martin@" not in after
    assert "p1@pays-temoin.example" in after  # she is in today's data: erase her there first
    assert "Rose Bobine" in after


def test_private_files_in_a_repository_of_their_own_are_rewritten_with_the_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for key, value in canary.ENVIRONMENT.items():
        monkeypatch.setenv(key, value)
    root, private = purge_root.make(tmp_path / "caf"), tmp_path / "prive"
    (root / "data" / "nominatif").rename(private)
    (root / "data" / "greffe.yml").write_text(f"nominatif: {private}\n", encoding="utf-8")
    for folder in (root, private):
        (folder / ".gitignore").write_text("/build/\n.greffe-*\n")
        git(folder, "init", "--quiet", "--initial-branch=main")
        canary.commit(folder, "Accès de Prénom8 NOM8")
    assert purged(root, "--apply") == 0
    for folder in (root, private):
        canary.commit(folder, "Purge")
    assert purged(root, "--history", "--clone", str(tmp_path / "copies")) == 0
    assert capsys.readouterr().out.count("0 occurrence dans") == 2
    for name in ("caf", "prive"):
        assert "NOM8" not in everything(tmp_path / "copies" / f"{name}.git")


def test_without_git_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = purge_root.make(tmp_path / "caf")
    assert purged(root, "--history") == 1
    assert "dans aucun dépôt Git" in capsys.readouterr().err
    assert purged(root) == 0
    assert "n'est tenu par aucun dépôt Git" in capsys.readouterr().out


def test_nothing_to_rewrite_makes_no_clone(data: Path, tmp_path: Path) -> None:
    assert purged(data, "--history", "--clone", str(tmp_path / "copie")) == 0
    assert not (tmp_path / "copie").exists()


@pytest.mark.parametrize("options", [("--history", "--apply"), ("--history", "--partner", "temoin"), ("--clone", "x"), ("--people", "x")])  # fmt: skip
def test_options_that_do_not_go_together_are_refused(data: Path, options: tuple[str, ...]) -> None:
    assert purged(data, *options) == 2


def test_a_copy_in_which_something_is_left_is_not_to_be_pushed(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:  # fmt: skip
    """The proof can fail: a rewriting that does nothing is seen."""
    assert purged(data, "--apply") == 1
    canary.commit(data, "Purge")
    monkeypatch.setattr(rewriting, "_scrub", lambda *_: None)
    monkeypatch.setattr(rewriting, "_rebuild_notes", lambda _: None)
    assert purged(data, "--history", "--clone", str(tmp_path / "copie")) == 1
    said = capsys.readouterr()
    assert "Ne poussez pas cette copie" in said.err
    assert "Ce qu'il vous reste à faire" not in said.out


def test_a_reference_that_has_one_word_of_a_name_is_shown_with_how_to_rename_it(
    data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """A surname alone proves nothing: it is told, under « 0 occurrence » too, and left to people."""
    (data / "data" / "note.txt").unlink()
    assert purged(data, "--apply") == 0
    canary.commit(data, "Purge")
    git(data, "tag", "avant-nom8")
    git(data, "branch", "ordinaire")
    capsys.readouterr()
    assert purged(data, "--history", "--clone", str(tmp_path / "copie.git")) == 0
    said = capsys.readouterr().out
    after = said[said.index("Après :") :]
    assert "0 occurrence" in after
    assert "refs/tags/avant-nom8" in after
    assert "git tag NOUVEAU ANCIEN" in after
    assert "ordinaire" not in after


def test_the_missing_tool_is_told_before_anything_is_read(
    data: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(rewriting, "find_spec", lambda _: None)
    monkeypatch.setattr(past, "search", pytest.fail)
    assert main(["purge", "--history", "--root", str(data)]) == 1
    shown = capsys.readouterr()
    assert "pip install git-filter-repo" in shown.err
    assert shown.out == ""
