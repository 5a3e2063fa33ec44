"""Word files: what a reader of the document, a screen reader and a second build find there."""

import io
import os
import subprocess
import sys
import zipfile
from pathlib import Path

import docx
import pytest
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml.ns import qn
from docx.shared import Cm, Twips
from docx.table import Table
from sample_document import PLAIN, rendered

from generator.documents.rendered import VALUE, Rendered
from generator.documents.word import base, core, writer
from generator.documents.word.package import assemble, stored
from generator.errors import GreffeError

ROOT = Path(__file__).parent.parent
LOOK = base.build()
REMAKE = "from pathlib import Path; from generator.documents.word import base; Path('templates/base.docx').write_bytes(base.build())"


def opened(data):
    return docx.Document(io.BytesIO(data))


def made(body, header=""):
    return opened(writer.write(Rendered("t", "a", body, header, ()), LOOK))


def changed(**replaced):
    """The shipped look with the text `replaced` in its parts: name without folder nor ending -> (old, new)."""
    with zipfile.ZipFile(io.BytesIO(LOOK)) as archive:
        contents = {name: archive.read(name).decode() for name in archive.namelist()}
    for part, (old, new) in replaced.items():
        name = f"word/{part}.xml"
        assert old in contents[name]
        contents[name] = contents[name].replace(old, new)
    return assemble(stored(name, content.encode()) for name, content in contents.items())


@pytest.fixture(scope="module")
def sample():
    return opened(writer.write(rendered(PLAIN), LOOK))


def table_of(document, style):
    return next(table for table in document.tables if table.style.name == style)


def cell_paragraphs(table):
    return [paragraph for row in table.rows for cell in row.cells for paragraph in cell.paragraphs]


def test_the_shipped_look_is_the_one_that_build_makes():
    shipped = (ROOT / "templates" / "base.docx").read_bytes()
    assert shipped == LOOK, f'pour refaire le fichier : python -c "{REMAKE}"'


def test_the_shipped_look_is_a4_in_french_with_page_numbers():
    document = opened(LOOK)
    section = document.sections[0]
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (21.0, 29.7)
    languages = {element.get(qn("w:val")) for element in document.styles.element.iter(qn("w:lang"))}
    assert languages == {"fr-FR"}
    footer = section.footer.part.element
    assert [field.get(qn("w:instr")).strip() for field in footer.iter(qn("w:fldSimple"))] == [
        "PAGE",
        "NUMPAGES",
    ]
    assert "".join(text.text for text in footer.iter(qn("w:t"))) == "Page 1 sur 1"


def test_headings_are_real_headings(sample):
    styles = [
        (paragraph.style.name, paragraph.text.split()[0])
        for paragraph in sample.paragraphs
        if paragraph.style.name.startswith(("Title", "Subtitle", "Heading"))
    ]
    assert styles == [
        ("Title", "Convention"),
        ("Subtitle", "Devise"),
        ("Heading 1", "Article"),
        ("Heading 2", "1.1"),
        ("Heading 3", "MOT13Z"),
    ]


def test_each_list_is_numbered_by_word_from_its_own_start():
    """Two lists of one document do not follow one another's numbers."""
    document = made("3. trois\n   1. sous\n4. quatre\n\nTexte.\n\n1. un\n\n- puce\n")
    numbering = document.part.numbering_part.element
    found = []
    for paragraph in document.paragraphs:
        if (properties := paragraph._p.pPr.numPr) is not None:
            number, level = properties.numId.val, properties.ilvl.val
            start = numbering.xpath(
                f'w:num[@w:numId="{number}"]/w:lvlOverride[@w:ilvl="{level}"]/w:startOverride/@w:val'
            )
            found.append((paragraph.text, paragraph.style.name, number, level, start))
    assert found == [
        ("trois", "List Number", 1000, 0, ["3"]),
        ("sous", "List Number", 1001, 1, ["1"]),
        ("quatre", "List Number", 1000, 0, ["3"]),
        ("un", "List Number", 1002, 0, ["1"]),
        ("puce", "List Bullet", 1, 0, []),
    ]


def test_tables_repeat_their_header_and_no_page_cuts_a_row(sample):
    table = table_of(sample, "Tableau")
    marks = [[child.tag.split("}")[1] for child in row._tr.trPr] for row in table.rows]
    assert marks == [["cantSplit", "tblHeader"], ["cantSplit"], ["cantSplit"]]
    first, second = (column.width for column in table.columns)
    assert abs(second - 2 * first) < 700  # two and four dashes under the headers, to a twip
    section = sample.sections[0]
    text = section.page_width - section.left_margin - section.right_margin
    assert abs(first + second - text) < 1400


def test_signatures_stay_on_one_page_with_room_to_sign(sample):
    table = table_of(sample, "Signatures")
    paragraphs = cell_paragraphs(table)
    announcement = sample.paragraphs[
        next(i for i, p in enumerate(sample.paragraphs) if p.text.startswith("Fait à"))
    ]
    assert announcement.paragraph_format.keep_with_next
    assert all(
        p.paragraph_format.keep_with_next
        or p.style.paragraph_format.keep_with_next
        or p.style.base_style.paragraph_format.keep_with_next
        for p in paragraphs
    )
    assert all(row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows)
    assert table.rows[-1].height >= Cm(2.5)
    assert not any(len(borders) for borders in table.style.element.iter(qn("w:tblBorders")))
    assert [cell.text for cell in table.rows[1].cells] == ["La MOT32Z", "Le directeur"]


def test_signatures_are_never_alone_on_their_page():
    """The last clause and the place and date go with them to the next page."""
    document = made(
        "Clause.\n\nDernière.\n\nFait à x.\n\n::: signatures\n| A |\n|---|\n| B |\n:::\n"
    )
    kept = [p.paragraph_format.keep_with_next for p in document.paragraphs if p.text]
    assert kept == [None, True, True]


def test_what_is_certified_is_never_all_on_the_page_before():
    """The last line of a table stays with the paragraphs that certify it and with their signature."""
    table = "| a | b |\n|-|-|\n| c | d |\n| e | f |\n\n"
    signed = "Je certifie.\n\nDate : x\n\n::: signatures\n| A |\n|---|\n| B |\n:::\n"
    for text, expected in (
        (table + signed, True),
        (table + "Suite.\n\n## Titre\n\n" + signed, None),
    ):
        document = made(text)
        rows = [
            [cell.paragraphs[0].paragraph_format.keep_with_next for cell in row.cells]
            for row in document.tables[0].rows
        ]
        assert rows == [[None, None], [None, None], [expected, expected]]
        between = next(p for p in document.paragraphs if not p.text)
        assert between.paragraph_format.keep_with_next is expected


def test_alternatives_are_framed_apart(sample):
    """Two tables with nothing between them would be one in Word."""
    body = list(sample.element.body)
    frames = [
        index
        for index, element in enumerate(body)
        if element.tag == qn("w:tbl") and Table(element, sample).style.name == "Cadre"
    ]
    assert len(frames) == 2
    assert all(body[index + 1].tag == qn("w:p") for index in frames)


def test_a_page_starts_where_the_template_says():
    document = made("avant\n\n::: saut\n:::\n\naprès\n")
    breaks = [p.paragraph_format.page_break_before for p in document.paragraphs]
    assert breaks == [None, True, None]


def test_the_pages_of_a_wide_document_are_turned_and_its_tables_widened():
    table = "| a | b |\n|-|-|\n| c | d |\n"
    upright, turned = made(table), made(f"::: paysage\n:::\n\n{table}")
    page, wide = upright.sections[0], turned.sections[0]
    assert (wide.page_width, wide.page_height) == (page.page_height, page.page_width)
    assert wide.orientation == WD_ORIENT.LANDSCAPE
    gained = turned.tables[0].columns[0].width - upright.tables[0].columns[0].width
    assert abs(2 * gained - (page.page_height - page.page_width)) < Twips(4)
    assert [p.text for p in turned.paragraphs] == [p.text for p in upright.paragraphs]


def test_pages_turned_in_the_middle_are_refused():
    """Some pages turned and not others is not made: better said than half done."""
    with pytest.raises(GreffeError, match="« ::: paysage » se place seul, avant tout autre texte"):
        made("avant\n\n::: paysage\n:::\n")


def test_places_to_fill_are_highlighted_and_values_are_not(sample):
    texts = {
        run.text
        for element in sample.element.body.iter(qn("w:r"))
        if (run := docx.text.run.Run(element, None)).text
        and element.rPr is not None
        and element.rPr.find(qn("w:rStyle")) is not None
    }
    assert texts == {f"[à compléter\u00a0: MOT{index}Z]" for index in (3, 27, 30)}
    style = sample.styles["À compléter"]
    assert style.type == WD_STYLE_TYPE.CHARACTER
    assert style.element.rPr.find(qn("w:highlight")).get(qn("w:val")) == "yellow"


def test_the_header_is_on_every_page(sample):
    (section,) = sample.sections
    assert not section.different_first_page_header_footer
    texts = [p.text for p in section.header.paragraphs if p.text]
    assert texts == ["Objet\u00a0: MOT35Z\nMOT36Z", "Texte d’exemple, non validé"]


def test_without_header_nothing_is_left_of_its_place():
    header = made("Texte.").sections[0].header
    assert [p.text for p in header.paragraphs if p.text] == []


def test_the_file_says_its_title_author_and_language(sample):
    properties = sample.core_properties
    assert (properties.title, properties.author) == ("Convention d'adhésion", "Caf de l'Exemple")
    assert (properties.language, properties.created, properties.modified) == ("fr-FR", None, None)


def test_a_title_is_escaped_in_the_properties():
    data = writer.write(Rendered("R&D <x>", 'A "b"', "Texte.", "", ()), LOOK)
    assert opened(data).core_properties.title == "R&D <x>"


def test_same_input_same_bytes_whatever_the_process():
    """Nothing of the day, the hash seed or what was made before enters the file."""
    script = (
        "import sys, hashlib; sys.path.insert(0, 'tests');"
        "from sample_document import rendered, PLAIN; from generator.documents.word import base, writer;"
        "print(hashlib.sha256(writer.write(rendered(PLAIN), base.build())).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone},
            capture_output=True,
            check=True,
        ).stdout
        for seed, zone in (("1", "UTC"), ("2", "Pacific/Auckland"))
    }
    assert len(digests) == 1


def test_the_zip_is_sound_sorted_and_undated():
    with zipfile.ZipFile(io.BytesIO(writer.write(rendered(PLAIN), LOOK))) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert names[0] == "[Content_Types].xml"
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not any(VALUE in archive.read(name).decode() for name in names)


def test_each_document_has_its_own_values():
    """A layout is kept from one partner to the next, its values are not."""
    others = [f"AUTRE{index}Z" for index in range(len(PLAIN))]
    first = writer.write(rendered(PLAIN), LOOK)
    with zipfile.ZipFile(io.BytesIO(writer.write(rendered(others), LOOK))) as archive:
        assert b"MOT" not in b"".join(archive.read(name) for name in archive.namelist())
    assert writer.write(rendered(PLAIN), LOOK) == first


def test_another_look_keeps_its_styles_page_and_header():
    """A Caf's file: ids as a French Word names them, wider margins, its own words in the header."""
    look = changed(
        styles=('w:styleId="Title"', 'w:styleId="Titre"'),
        document=('w:left="1361"', 'w:left="2361"'),
        header=("<w:p>", "<w:p><w:r><w:t>Logo</w:t></w:r></w:p><w:p>"),
    )
    document = opened(writer.write(rendered(PLAIN), look))
    assert document.paragraphs[0].style.style_id == "Titre"
    assert document.paragraphs[0].style.paragraph_format.alignment == WD_ALIGN_PARAGRAPH.CENTER
    assert document.sections[0].header.paragraphs[0].text == "Logo"
    assert sum(column.width for column in table_of(document, "Tableau").columns) < Cm(15)


@pytest.mark.parametrize(
    ("look", "reason"),
    [
        (b"pas un zip", "n'est pas un document Word"),
        (assemble([stored(core.NAME, b"")]), "n'est pas un document Word"),
        (changed(styles=('w:val="Cadre"', 'w:val="Autre"')), "n'a pas le style « Cadre »"),
        (changed(styles=('<w:numPr><w:numId w:val="2"/></w:numPr>', "")), "ni puce ni numéro"),
        (changed(header=("[en-tête]", "Logo")), r"le paragraphe « \[en-tête\] »"),
    ],
)
def test_a_look_that_cannot_be_used_is_refused(look, reason):
    with pytest.raises(GreffeError, match=reason):
        writer.write(rendered(PLAIN), look)
