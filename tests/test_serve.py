"""`greffe serve`: what it shows of an edit is what `greffe build` makes, and what it says is what the edit changed."""

import re
import shutil
import threading
import urllib.error
import urllib.request
from argparse import Namespace
from functools import partial
from http.server import ThreadingHTTPServer
from pathlib import Path

import pytest

from generator.cli import build, serve
from generator.cli.preview import Preview, Renewed
from generator.cli.remembering import Abandoned, Memory
from generator.errors import GreffeError
from generator.store import dataset
from generator.store.locations import PROJECT

PARTNER = "data/partners/association-la-ribambelle.yml"


def root(tmp_path: Path) -> Path:
    """A copy of the shipped data, of few partners, with templates and pages of its own."""
    for name in ("data", "templates", "docs"):
        shutil.copytree(PROJECT / name, tmp_path / name)
    shutil.copy(PROJECT / "mkdocs.yml", tmp_path)
    (tmp_path / "templates/empreintes.yml").unlink()  # a template may then be edited
    kept = ("association-la-ribambelle", "cc-val-de-brume", "ccas-montbrume")
    for folder in ("partners", "nominatif"):
        for path in (tmp_path / "data" / folder).glob("*.yml"):
            if not path.name.startswith(kept):
                path.unlink()
    return tmp_path


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert re.search(old, text, re.MULTILINE), old
    path.write_text(re.sub(old, new, text, count=1, flags=re.MULTILINE), encoding="utf-8")


def preview(folder: Path, *, internal: bool) -> Preview:
    """A preview of the site of `folder`, just made whole."""
    options = Namespace(root=folder, internal=internal, since=None, date=None)
    memory, target = Memory(), build.folders(folder)
    build.make(options, public=not internal, memory=memory)
    made = Preview(options, target.internal if internal else target.site, memory)
    made.start()
    return made


def fresh(folder: Path, copy: Path, *, internal: bool) -> dict[str, bytes]:
    """The site that a build from nothing makes of the same files."""
    shutil.copytree(folder, copy, ignore=shutil.ignore_patterns("build"))
    build.make(Namespace(root=copy, internal=internal, since=None, date=None), public=not internal)
    target = build.folders(copy)
    site = target.internal if internal else target.site
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file() and path.name != ".greffe"
    }


EDITS = {
    "partner": (PARTNER, r"^nom: .*", "nom: Association des Essais"),
    "Caf": ("data/cafs/caf99.yml", r"^  voie: .*", "  voie: 3 rue des Essais"),
    "page": ("docs/guides/partenaires.md", r"^## ", "## Essai : "),
    "style": ("docs/assets/greffe.css", r"\A", "/* essai */\n"),
    "settings": ("data/greffe.yml", r"^titre: .*", "titre: Un autre titre"),
    "template": ("templates/cooperation-2026/annexe-1.md", r"\Z", "\nEssai.\n"),
}


@pytest.mark.parametrize("internal", [False, True], ids=["public", "internal"])
def test_after_an_edit_every_page_is_that_of_a_build_from_nothing(
    tmp_path: Path, internal: bool
) -> None:
    folder = root(tmp_path / "root")
    shown = preview(folder, internal=internal)
    for rank, (name, (file, old, new)) in enumerate(EDITS.items()):
        if internal and name == "page":
            continue  # the internal site has none written by hand
        edit(folder / file, old, new)
        assert shown.refresh() is not None
        pages = {path: content for path, content in fresh(folder, tmp_path / str(rank), internal=internal).items() if path.endswith((".html", ".css"))}  # fmt: skip
        assert [path for path, content in pages.items() if shown.at(path) != content] == [], name


def test_a_whole_build_that_remembers_gives_the_bytes_of_one_that_does_not(tmp_path: Path) -> None:
    folder = root(tmp_path / "root")
    shown = preview(folder, internal=False)
    edit(folder / PARTNER, r"^nom: .*", "nom: Association des Essais")
    build.make(shown.options, memory=shown.memory)
    site = build.folders(folder).site
    expected = fresh(folder, tmp_path / "fresh", internal=False)
    assert {path: (site / path).read_bytes() for path in expected} == expected


def test_the_documents_of_a_partner_owe_nothing_to_the_files_of_another() -> None:
    """What lets `serve` make those of one partner only."""
    data = dataset.load(PROJECT)
    for partner in build.active(data):
        alone = dataset.load(PROJECT, only=frozenset({partner}))
        for use in ("complete", "publishable"):
            whole, one = (getattr(build.press(each, PROJECT), use)(partner) for each in (data, alone))  # fmt: skip
            assert whole == one, (partner, use)


def test_findings_that_come_and_go_with_an_edit_are_said_with_their_place(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    folder = root(tmp_path)
    shown = preview(folder, internal=False)
    capsys.readouterr()
    before = (folder / PARTNER).read_text(encoding="utf-8")
    edit(folder / PARTNER, r"^nom: ", "# une ligne de plus\nnom: ")
    shown.refresh()
    assert capsys.readouterr().out == "", "a line that moves is no news"
    (folder / PARTNER).write_text("nom: [\n", encoding="utf-8")
    assert shown.refresh() is None
    said = capsys.readouterr().out.splitlines()
    assert len(said) == 1, "what was said of a file still holds while it cannot be read"
    assert said[0].startswith(f"+ erreur [lecture] {PARTNER}:1 : ")
    (folder / PARTNER).write_text(before, encoding="utf-8")
    shown.refresh()
    assert capsys.readouterr().out.splitlines() == [said[0].replace("+", "−", 1)]


def test_an_edit_names_the_documents_that_it_changes(tmp_path: Path) -> None:
    """The address of a partner is in its documents: « aucune page ne change » alone would pass for a failure."""
    folder = root(tmp_path)
    shown = preview(folder, internal=True)
    edit(folder / PARTNER, r"^adresse:$", "adresse:\n  voie: 3 rue des Essais")
    renewed = shown.refresh()
    assert renewed is not None
    assert "association-la-ribambelle/mon-compte-partenaire/convention" in renewed.documents
    assert {name.partition("/")[0] for name in renewed.documents} == {"association-la-ribambelle"}


@pytest.mark.parametrize(
    ("renewed", "words"),
    [
        (Renewed(("a/", "b/", "c/")), "À recharger : http://x/a/, et 2 autres pages"),
        (Renewed((), ("p/annexe-1",)), "Aucune page ne change. Refaits : p/annexe-1"),
        (Renewed(("a/",), tuple("12345")), "À recharger : http://x/a/. Refaits : 1, 2, 3, 4, et 1 autre document"),
        (Renewed(), "Aucune page ne change"),
    ],
)  # fmt: skip
def test_what_an_edit_changes_is_told_in_a_line(renewed: Renewed, words: str) -> None:
    assert serve.said(renewed, "http://x/") == words


def test_a_broken_file_leaves_the_last_good_page(tmp_path: Path) -> None:
    folder = root(tmp_path)
    shown = preview(folder, internal=False)
    page = "partenaires/association-la-ribambelle/index.html"
    edit(folder / PARTNER, r"^nom: .*", "nom: Association des Essais")
    shown.refresh()
    (folder / PARTNER).write_text("nom: [\n", encoding="utf-8")
    shown.refresh()
    assert "Association des Essais" in (shown.at(page) or b"").decode()


def test_a_site_that_cannot_be_made_at_first_is_shown_once_it_is_mended(tmp_path: Path) -> None:
    folder = root(tmp_path)
    good = (folder / PARTNER).read_text(encoding="utf-8")
    (folder / PARTNER).write_text("nom: [\n", encoding="utf-8")
    shown = preview(folder, internal=False)
    assert shown.refresh() is None
    (folder / PARTNER).write_text(good, encoding="utf-8")
    assert shown.refresh()
    assert b"Val de Brume" in (shown.at("partenaires/cc-val-de-brume/index.html") or b"")


def test_a_text_that_cannot_be_made_is_said_and_leaves_the_last_good_page(tmp_path: Path) -> None:
    folder = root(tmp_path)
    shown = preview(folder, internal=False)
    page = "partenaires/cc-val-de-brume/index.html"
    before = shown.at(page)
    edit(folder / "templates/cooperation-2026/annexe-1.md", r"\Z", "{{ rien.du.tout }}")
    with pytest.raises(GreffeError, match="annexe-1"):
        shown.refresh()
    assert shown.at(page) == before


def test_what_is_being_made_again_stops_when_something_changes(tmp_path: Path) -> None:
    folder = root(tmp_path)
    shown = preview(folder, internal=False)
    edit(folder / PARTNER, r"^nom: .*", "nom: Association des Essais")
    shown.memory.abandoned.set()
    with pytest.raises(Abandoned):
        build.make(shown.options, memory=shown.memory)
    assert shown.refresh(), "the preview is made all the same"


class _Sheet:
    """A PDF file that says how often it was made."""

    def __init__(self) -> None:
        self.pressed = 0

    def is_in(self, content: bytes) -> bool:
        return content == b"bon"

    def press(self) -> bytes:
        self.pressed += 1
        return b"refait"


def test_a_preview_makes_again_only_the_pdf_files_that_are_not_right_and_not_all_at_once(
    tmp_path: Path,
) -> None:
    sheets = {f"p/{rank}.pdf": _Sheet() for rank in range(50)}
    (tmp_path / "p").mkdir()
    (tmp_path / "p/0.pdf").write_bytes(b"bon")
    (tmp_path / "p/1.pdf").write_bytes(b"ancien")
    shown = Preview(Namespace(), tmp_path, Memory())
    first = shown._pdf(sheets, tmp_path)  # type: ignore[arg-type]
    assert (first["p/0.pdf"], first["p/1.pdf"]) == (b"bon", b"refait"), "never an old one"
    assert len(first) == 1 + 30
    assert len(shown._pdf(sheets, tmp_path)) == 50, "the rest comes later"  # type: ignore[arg-type]
    assert [sheet.pressed for sheet in sheets.values()] == [0, *[1] * 49]


def test_the_server_gives_what_is_shown_in_place_of_the_files(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    for path in ("index.html", "a/index.html", "b.txt"):
        (tmp_path / path).write_text("ancien", encoding="utf-8")
    shown = Preview(Namespace(), tmp_path, Memory(), {"a/index.html": b"nouveau", "b.txt": None})
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(serve._Handler, preview=shown))
    threading.Thread(target=server.serve_forever, daemon=True).start()

    def get(path: str) -> str:
        with urllib.request.urlopen(f"http://127.0.0.1:{server.server_port}/{path}") as answer:
            assert answer.headers["Cache-Control"] == "no-store"
            return str(answer.read().decode())

    assert (get(""), get("a/"), get("a/?x=1")) == ("ancien", "nouveau", "nouveau")
    with pytest.raises(urllib.error.HTTPError) as gone:
        get("b.txt")
    gone.value.close()
    server.shutdown()
    server.server_close()
