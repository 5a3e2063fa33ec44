"""`greffe publish`: an editor reads what goes on line, and what leaves it, before it does."""

import dataclasses
import os
import shutil
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from test_cli import run

from generator.cli import build
from generator.store import dataset
from generator.store.locations import PROJECT
from generator.website import assembly, mkdocs
from generator.website.page_text import page_text
from generator.website.public import forms, publishing
from generator.website.public.pages import pages
from generator.website.public.published import Contact
from generator.website.publication import archive, compare, opened

DAY = date(2026, 6, 15)
DATA = dataset.load(PROJECT, nominative=False)

PAGE = """<!doctype html><html><head><title>Val de Brume - Le site</title></head><body><nav>Menu</nav>
<article><h1 id="a">Val de Brume<a class="headerlink" href="#a">&para;</a></h1>{}<script>1</script></article></body></html>"""
DIRECTORY = '{{"cafs": [], "partenaires": [{{"nom": "Val de Brume", "contacts": [{}]}}]}}'
ANNE = '{"role": "Responsable des habilitations", "nom": "Anne EXEMPLE", "fonction": null, "courriels": ["anne@val.example"], "telephone": null}'


def site(root: Path, *, text: str = "<p>Bonjour</p>", contacts: str = "", **others: str) -> None:
    """A site as `greffe build` leaves it."""
    folder = build.folders(root).site
    shutil.rmtree(folder, ignore_errors=True)
    files = {"index.html": PAGE.format("<p>Accueil</p>"), "partenaires/val/index.html": PAGE.format(text), "donnees/annuaire.json": DIRECTORY.format(contacts), **others}  # fmt: skip
    for name, content in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    (folder / ".greffe").touch()


def publish(
    capsys: pytest.CaptureFixture[str], root: Path, *more: str | Path
) -> tuple[int, list[str]]:
    code, out, error = run(capsys, "publish", "--root", root, *more)
    return code, (out + error).splitlines()


def test_a_page_says_its_title_and_what_is_read_of_it() -> None:
    text = page_text(
        PAGE.format("<dl><div><dt>État</dt><dd>Signée<br>en mai</dd></div></dl><p>un <b>mot</b>").encode()
    )  # fmt: skip
    assert (text.title, text.lines) == (
        "Val de Brume",
        ("Val de Brume", "État : Signée", "en mai", "un mot"),
    )


def test_nothing_changes_after_a_publication(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site(tmp_path, contacts=ANNE)
    code, lines = publish(capsys, tmp_path, "--check")
    assert code == 1
    assert lines[0].startswith("Rien n'a encore été publié d'ici")
    assert not build.folders(tmp_path).publication.exists(), "--check prepares nothing"
    assert publish(capsys, tmp_path)[0] == 0
    assert publish(capsys, tmp_path, "--check") == (0, ["Publier ne change rien."])


def test_a_contact_newly_published_and_one_withdrawn_are_said_in_words(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site(tmp_path)
    publish(capsys, tmp_path)
    site(tmp_path, text="<p>Anne EXEMPLE</p>", contacts=ANNE)
    code, lines = publish(capsys, tmp_path, "--check")
    assert code == 1
    assert "  + Val de Brume, Responsable des habilitations : Anne EXEMPLE, anne@val.example" in lines  # fmt: skip
    place = lines.index("  Val de Brume (partenaires/val/)")
    assert lines[place + 1 : place + 3] == ["    − Bonjour", "    + Anne EXEMPLE"]
    publish(capsys, tmp_path)
    site(tmp_path)
    assert "  − Val de Brume, Responsable des habilitations : Anne EXEMPLE, anne@val.example" in publish(capsys, tmp_path, "--check")[1]  # fmt: skip


def test_pages_and_documents_that_come_and_go_are_named(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site(tmp_path, **{"telechargements/val/a.docx": "1", "services/x/index.html": PAGE.format("")})
    publish(capsys, tmp_path)
    site(tmp_path, **{"telechargements/val/b.docx": "1", "roles/y/index.html": PAGE.format("")})
    said = publish(capsys, tmp_path, "--check")[1]
    for line in ("+ Val de Brume (roles/y/)", "− Val de Brume (services/x/)", "+ val/ : b.docx", "− val/ : a.docx"):  # fmt: skip
        assert f"  {line}" in said


def test_what_is_on_line_may_be_a_folder_or_an_archive(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    site(tmp_path)
    online = tmp_path / "en-ligne"
    shutil.copytree(build.folders(tmp_path).site, online)
    publish(capsys, tmp_path)
    site(tmp_path, text="<p>Autre</p>")
    for place in (online, build.folders(tmp_path).publication):
        code, lines = publish(capsys, tmp_path, "--check", "--against", place)
        assert code == 1
        assert "    + Autre" in lines


@pytest.mark.parametrize(
    ("name", "words"),
    [("absent", "n'existe pas"), ("page.html", "ni un dossier ni une archive"), ("vide", "il y manque index.html")],
)  # fmt: skip
def test_what_is_not_a_site_is_refused_in_one_sentence(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, name: str, words: str
) -> None:
    site(tmp_path)
    (tmp_path / "page.html").write_text("x", encoding="utf-8")
    (tmp_path / "vide").mkdir()
    code, lines = publish(capsys, tmp_path, "--against", tmp_path / name)
    assert (code, len(lines)) == (2, 1)
    assert words in lines[0]
    assert not build.folders(tmp_path).publication.exists()


def test_without_a_site_there_is_nothing_to_publish(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    code, lines = publish(capsys, tmp_path)
    assert (code, len(lines)) == (1, 1)
    assert lines[0].endswith("Faites-le d'abord : greffe build")


def test_the_archive_holds_the_site_and_nothing_else_in_the_same_bytes() -> None:
    files = {"b.txt": b"2", "a/index.html": b"1"}
    assert opened(archive(files)) == files
    assert archive(files) == archive(dict(reversed(files.items())))
    assert not compare(files, files)


def test_everybody_whom_the_site_names_is_told_from_the_first_publication_on() -> None:
    """Contacts, signatories, the direction: every name of the published types, without exception."""
    made = publishing.site(DATA, DAY, documents={}, blanks={})
    tree = mkdocs.tree(made, mkdocs.authored(PROJECT), pages(made), {forms.DATA: b""} | assembly.feeds(made))  # fmt: skip
    told = compare({}, mkdocs.build(tree, day=DAY, environment=os.environ))
    report = "\n".join((*told.contacts, *told.people))
    named = set(_named(made))
    assert len(named) > 10
    assert {name for name in named if name not in report} == set()
    assert "+ Mme Odile LAMPION, directrice (cafs/, mentions-legales/)" in told.people


def _named(record: Any) -> Iterator[str]:
    """Every person of `record` and of what hangs from it."""
    if isinstance(record, tuple):
        for each in record:
            yield from _named(each)
    elif isinstance(record, Contact):
        yield record.nom
    elif dataclasses.is_dataclass(record) and not isinstance(record, type):
        for field in dataclasses.fields(record):
            value = getattr(record, field.name)
            if field.name in ("representant", "directeur") and value:
                yield value
            yield from _named(value)
