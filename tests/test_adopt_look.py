"""The look of an adopted model: styles, header and page of the official file, nothing of who wrote it."""

import io
import re
import zipfile
from pathlib import Path

import docx
import pytest
from adopting import (
    adopted,
    rendered,
    shipped,
    take,
)
from lxml import etree
from official_file import AUTHOR, official
from word_files import FILES, W, p, part, raw

from generator.adoption.look import base_docx
from generator.documents.word.reader.opening import open_word


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


def test_the_documents_have_the_look_of_the_official_file(root: Path, capsys) -> None:
    take(root)
    rendered(root, "cc-val-de-brume")
    made = docx.Document(str(root / "build/documents/cc-val-de-brume/cooperation/convention.docx"))
    source = docx.Document(io.BytesIO(official()))
    section, own = made.sections[0], source.sections[0]
    assert (section.left_margin, section.page_width) == (own.left_margin, own.page_width)
    assert "Caisse d'allocations familiales de l'Exemple" in section.header.paragraphs[0].text
    assert section.header.part.related_parts  # the logo
    assert section.footer.paragraphs[0].text == "Document contractuel"
    body = next(each for each in made.paragraphs if each.text.startswith("La présente convention fixe"))  # fmt: skip
    assert body.style.name == "greffe Normal"
    assert body.style.base_style.font.name == "Georgia"
    assert body.style.paragraph_format.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.JUSTIFY
    centred = next(each for each in made.paragraphs if each.text == "Et")
    assert centred.alignment == docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER


def test_nothing_of_who_wrote_the_file_stays_in_its_look() -> None:
    data = official()
    with zipfile.ZipFile(io.BytesIO(base_docx(open_word("x", data), data))) as archive:
        contents = b"".join(archive.read(name) for name in archive.namelist())
        assert not any(name.startswith(("docProps", "customXml")) for name in archive.namelist())
    assert AUTHOR.encode() not in contents
    assert not re.search(rb"w:rsid", contents)
    assert "présente convention".encode() not in contents


@pytest.mark.parametrize("name", FILES)
def test_a_look_opens_in_another_word_processor_library(name: str) -> None:
    data = FILES[name]()
    docx.Document(io.BytesIO(base_docx(open_word("x", data), data)))


def bare() -> bytes:
    """A file as many are: no heading style, everything by hand."""
    document = docx.Document()
    title = document.add_paragraph()
    title.alignment = docx.enum.text.WD_ALIGN_PARAGRAPH.CENTER
    title.add_run("CONVENTION D'ADHÉSION").bold = True
    title.runs[0].font.size = docx.shared.Pt(20)
    for text, bold in (
        ("Article 1 : Objet de la convention", True),
        ("Texte de la CTG.", False),
        ("2.1 Obligation de la Caf", True),
        ("Texte.", False),
    ):
        run = document.add_paragraph().add_run(text)
        run.bold = bold
        run.font.size = docx.shared.Pt(14 if bold else 10)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def test_headings_made_by_hand_keep_their_look() -> None:
    made = adopted(bare())
    text = made.files["convention.md"].decode()
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "# CONVENTION D'ADHÉSION", "## Article 1 : Objet de la convention", "### 2.1 Obligation de la Caf",
    ]  # fmt: skip
    look = docx.Document(io.BytesIO(made.files["base.docx"]))
    sizes = {name: look.styles[f"greffe {name}"].font.size.pt for name in ("Title", "heading 1", "heading 2", "Normal")}  # fmt: skip
    assert sizes == {"Title": 20, "heading 1": 14, "heading 2": 14, "Normal": 10}
    assert look.styles["greffe heading 1"].font.bold
    assert not look.styles["greffe Normal"].font.bold
    assert 'titre: "CONVENTION D\'ADHÉSION"' in made.files["modele.yml"].decode()


def test_the_parts_of_a_look_are_in_the_order_that_word_asks_for() -> None:
    """Word refuses a file whose elements are not in the sequence of the schema (ECMA-376 part 1, annex A)."""
    cases = (
        raw(p("x"), styles=part("styles", '<w:style w:type="paragraph" w:default="1" w:styleId="N"><w:name w:val="Normal"/></w:style>'), settings=part("settings", "<w:evenAndOddHeaders/>")),
        official(),
    )  # fmt: skip
    orders = {
        "sectPr": ("headerReference", "footerReference", "pgSz", "pgMar", "cols", "titlePg", "docGrid"),
        "pPr": ("pStyle", "keepNext", "keepLines", "numPr", "pBdr", "shd", "spacing", "ind", "jc"),
        "settings": ("zoom", "defaultTabStop", "evenAndOddHeaders", "characterSpacingControl", "compat"),
    }  # fmt: skip
    for data in cases:
        with zipfile.ZipFile(io.BytesIO(base_docx(open_word("x", data), data))) as archive:
            roots = [etree.fromstring(archive.read(f"word/{name}.xml")) for name in ("document", "styles", "settings")]  # fmt: skip
        for root in roots:
            for name, order in orders.items():
                for element in root.iter(f"{{{W}}}{name}"):
                    ranks = [order.index(tag) for child in element if (tag := child.tag.rpartition("}")[2]) in order]  # fmt: skip
                    assert ranks == sorted(ranks)
