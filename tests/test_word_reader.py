"""Word files read as blocks, and blocks written as a model: no word is lost, added or run as code."""

import io
import random
import re
import zipfile

import docx
import openpyxl
import pytest
from docx.enum.section import WD_SECTION
from lxml import etree
from word_files import FILES, W, level, listed, p, part, r, raw

from generator.adoption.source import lines, source
from generator.documents import markdown_reader, templates
from generator.documents.blocks import Block
from generator.documents.word.reader import document, opening, symbols
from generator.errors import GreffeError
from tests.records import TEMPLATE

_SPACES = re.compile(r"\s+")


def read(data: bytes) -> document.Document:
    return document.read(opening.open_word("officiel.docx", data))


def rendered_again(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The blocks that documents lay out of the model made of `blocks`, without any data."""
    texts = {"convention.md": source(blocks)}
    made = templates.render(TEMPLATE, texts, "convention", {}, author="")
    assert made.values == ()
    return markdown_reader.parse(made.body, True)


@pytest.mark.parametrize("name", FILES)
def test_an_adopted_text_renders_to_its_source_paragraph_by_paragraph(name: str) -> None:
    blocks = read(FILES[name]()).blocks
    assert lines(blocks)
    assert lines(rendered_again(blocks)) == lines(blocks)
    assert [type(block) for block in rendered_again(blocks)] == [type(block) for block in blocks]


def test_there_are_at_least_thirty_varied_files_some_of_libreoffice() -> None:
    assert len(FILES) >= 35
    assert sum(name.startswith("libreoffice") for name in FILES) >= 4


def visible(data: bytes) -> list[str]:
    """Each word of the file's body, notes and frames, read in the XML by other means than the reader's."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        names = [name for name in ("document", "footnotes", "endnotes") if f"word/{name}.xml" in archive.namelist()]  # fmt: skip
        roots = [etree.fromstring(archive.read(f"word/{name}.xml")) for name in names]
    words: list[str] = []
    for root in roots:
        etree.strip_elements(root, "{*}Fallback", f"{{{W}}}instrText", with_tail=False)
        for paragraph in root.iter(f"{{{W}}}p"):
            own = paragraph.xpath(
                ".//*[self::w:t or self::w:tab or self::w:br or self::w:cr or self::w:noBreakHyphen]"
                "[count(ancestor::w:p[1] | $here) = 1][not(ancestor::w:tabs)]",
                here=paragraph, namespaces={"w": W},
            )  # fmt: skip
            text = "".join((each.text or "") if each.tag == f"{{{W}}}t" else "-" if "Hyphen" in each.tag else " " for each in own)  # fmt: skip
            words += text.split()
    return words


_OTHERWISE = {
    "texte masqué",  # on purpose: it is not printed
    "champs",  # a field within a field's instruction is not printed
    "signes réservés",
}


@pytest.mark.parametrize("name", sorted(FILES.keys() - _OTHERWISE))
def test_every_visible_character_comes_out(name: str) -> None:
    """The words of the XML, whatever their order, are all among those that were read."""
    data = FILES[name]()
    read_text = _SPACES.sub("", "".join(lines(read(data).blocks))).replace("\u2011", "-").replace("\u00ad", "")  # fmt: skip
    for word in visible(data):
        assert (
            word.replace("\u00ad", "").replace("\u2011", "-").translate({0xF0B7: "•"}) in read_text
        )


def texts(name: str) -> list[str]:
    return lines(read(FILES[name]()).blocks)


def test_numbers_of_lists_are_printed_as_the_word_processor_does() -> None:
    assert texts("listes à plusieurs niveaux") == [
        "I - Un", "I.1 un un", "a) a", "b) b", "I.2 un deux", "a) c", "Entre deux", "II - Deux", "II.1 deux un",
        "IV - Quatre", "V - Cinq",
    ]  # fmt: skip
    assert texts("titres numérotés par leur style") == [
        "Article 1 : Objet", "Texte.", "Article 2 : Durée", "Sous", "Direct", "Article 3 : tapé",
    ]  # fmt: skip
    assert texts("numéros à deux chiffres") == ["09. neuf", "10. dix"]
    assert texts("numéros") == ["1. premier", "2. deuxième", "3. troisième"]


def test_what_a_field_prints_is_read_never_its_instruction() -> None:
    assert texts("champs") == ["Page 3 sur 12", "Voir l'article 4.1, oui"]
    assert texts("cases à cocher") == ["☒ Commune ☐ EPCI"]
    assert texts("liste déroulante") == ["La Présidente"]
    assert texts("texte masqué") == ["visible fin"]


def test_notes_come_after_the_text_that_calls_them() -> None:
    assert texts("notes") == ["Texte¹ suite(1)", "¹ La note.", "(1) La fin.", "En deux."]


def test_headings_are_known_by_their_level_and_styles_by_any_name() -> None:
    text = source(read(FILES["titres numérotés par leur style"]()).blocks)
    assert [line for line in text.splitlines() if line.startswith("#")] == [
        "## Article 1 : Objet", "## Article 2 : Durée", "### Sous", "#### Direct",
    ]  # fmt: skip


def test_a_look_that_markdown_cannot_carry_is_counted() -> None:
    assert read(FILES["gras et italiques"]()).lost == {"mots soulignés": 1}
    assert "cases fusionnées" in read(FILES["cases fusionnées"]()).lost


@pytest.mark.parametrize(
    ("style", "own"),
    [("", "<w:strike/>"), ("", "<w:dstrike/>"), ('<w:rPr><w:strike/></w:rPr>', '<w:rStyle w:val="X"/>')],
)  # fmt: skip
def test_words_struck_through_are_counted_whatever_strikes_them(style: str, own: str) -> None:
    styles = part("styles", f'<w:style w:type="character" w:styleId="X"><w:name w:val="X"/>{style}</w:style>')  # fmt: skip
    assert read(raw(p("oui ", r("non", own)), styles=styles)).lost == {"mots barrés": 1}


def test_pages_that_lie_otherwise_are_counted() -> None:
    """The model has the page of the first section: a table drawn for a wide page would be squeezed."""
    upright, wide = '<w:pgSz w:w="11906" w:h="16838"/>', '<w:pgSz w:w="16838" w:h="11906"/>'
    text = p("a", properties=f"<w:sectPr>{upright}</w:sectPr>") + p("b", properties=f"<w:sectPr>{wide}</w:sectPr>") + p("c")  # fmt: skip
    made = read(raw(f"{text}<w:sectPr>{upright}</w:sectPr>"))
    assert made.lost == {"pages dans l'autre sens (portrait ou paysage)": 1}


def test_a_head_of_another_section_is_counted() -> None:
    """The look keeps the head and foot of the first section alone."""
    file = docx.Document()
    file.add_paragraph("a")
    file.sections[0].header.paragraphs[0].text = "Convention"
    for text, title in (("b", "Annexe 1"), ("c", "Convention")):
        section = file.add_section(WD_SECTION.NEW_PAGE)
        section.header.is_linked_to_previous = False
        section.header.paragraphs[0].text = title
        file.add_paragraph(text)
    stream = io.BytesIO()
    file.save(stream)
    assert read(stream.getvalue()).lost == {"en-tête ou pied de page d'une autre section": 1}


def test_no_column_of_the_widest_table_is_lost() -> None:
    """A word processor makes 63 columns at most; a file that says more keeps its text too."""
    for count in (63, 70):
        cells = "".join(f"<w:tc>{p(f'c{rank}')}</w:tc>" for rank in range(count))
        assert len(lines(read(raw(f"<w:tbl>{f'<w:tr>{cells}</w:tr>' * 2}</w:tbl>")).blocks)) == 2 * count  # fmt: skip


def test_numbers_in_words_and_bullets_that_are_words_are_printed() -> None:
    def said(kind: str, text: str) -> list[str]:
        numbering = part("numbering", f'<w:abstractNum w:abstractNumId="0">{level(0, kind, text)}</w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>')  # fmt: skip
        return lines(read(raw(listed("Objet", 1) + listed("Durée", 1), numbering=numbering)).blocks)

    assert said("ordinalText", "Article %1 :") == ["Article Premier : Objet", "Article Deuxième : Durée"]  # fmt: skip
    assert said("cardinalText", "%1.") == ["Un. Objet", "Deux. Durée"]
    assert said("bullet", "Attendu que") == ["Attendu que Objet", "Attendu que Durée"]
    assert said("bullet", "o") == ["Objet", "Durée"]


def test_no_mark_of_a_text_is_ever_run() -> None:
    """The sandbox sees no instruction at all in an adopted text."""
    text = source(read(FILES["signes de Markdown et de Jinja"]()).blocks)
    assert not re.search(r"\{[{%#]", text)


def zipped(contents: dict[str, str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, text in contents.items():
            archive.writestr(name, text)
    return stream.getvalue()


def workbook() -> bytes:
    stream = io.BytesIO()
    openpyxl.Workbook().save(stream)
    return stream.getvalue()


def random_words(seed: int) -> str:
    """4,000 characters that no archive makes abnormally small."""
    return "".join(random.Random(seed).choices("aeiou lmnrst", k=4_000))


def changed(mark: str) -> bytes:
    return raw(p("Texte ", mark, " suite"))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "est vide"),
        (b"%PDF-1.7 ...", "est un PDF"),
        (b"{\\rtf1 x}", "est au format RTF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "est dans l'ancien format de Word"),
        (b"Bonjour", "n'est ni un document Word"),
        (zipped({"mimetype": "application/vnd.oasis.opendocument.text", "content.xml": "<x/>"}), "OpenDocument"),
        (zipped({"word/vbaProject.bin": "x"}), "contient des macros"),
        (workbook(), "est un classeur"),
        (raw("<w:p/>"), "ne contient aucun texte"),
        (raw("<w:p><w:r><w:drawing/></w:r></w:p>"), "ne contient que des images"),
        (raw(p("x") * (opening.MAX_PARAGRAPHS + 1)), "est trop long"),
        (raw("".join(p(random_words(rank)) for rank in range(200))), "est trop long"),
        (changed('<w:ins w:id="1"><w:r><w:t>x</w:t></w:r></w:ins>'), "contient des modifications suivies"),
        (changed('<w:del w:id="1"><w:r><w:delText>x</w:delText></w:r></w:del>'), "contient des modifications suivies"),
        (changed('<w:r><w:rPr><w:rPrChange w:id="1"><w:rPr/></w:rPrChange></w:rPr><w:t>x</w:t></w:r>'), "contient des modifications suivies"),
        (changed('<w:r><w:commentReference w:id="1"/></w:r>'), "contient des commentaires"),
        (raw(p('<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>') + p("Le texte.") + p('<w:r><w:t/></w:r>')), "contient un champ qui commence et ne finit pas"),
        (raw(p("x") + "<w:altChunk/>"), "fait entrer le texte d'un autre fichier"),
        (raw(p("x", "<w:subDoc/>")), "fait entrer le texte d'un autre fichier"),
        (raw(p("x"), settings=f'<w:settings xmlns:w="{W}"><w:documentProtection w:edit="readOnly" w:enforcement="1"/></w:settings>'), "est protégé"),
    ],
)  # fmt: skip
def test_a_file_whose_text_is_not_certain_is_refused_in_one_sentence(data: bytes, reason: str) -> None:  # fmt: skip
    with pytest.raises(GreffeError) as error:
        read(data)
    sentence = str(error.value)
    assert reason in sentence
    assert sentence.startswith("« officiel.docx » ")
    assert sentence.count(". ") == 1  # what is wrong, then what to do


@pytest.mark.parametrize(
    ("written", "kept"),
    [("bon\u200bjour", "bonjour"), ("\u200fa\u202db\ufeff", "ab"), ("a\u2028b", "a b"), ("a\uf8f0b", "a\ufffdb"), ("\uf0b7", "•"), ("so\u00adin", "so\u00adin"), ("\ue0015\ue002", "\ufffd5\ufffd")],
)  # fmt: skip
def test_no_character_that_a_model_cannot_hold_is_ever_read(written: str, kept: str) -> None:
    """What prints nothing goes; what prints something unknown is seen to be so."""
    assert symbols.printable(written) == kept


def test_headers_and_footers_are_read_apart() -> None:
    assert read(FILES["en-tête et pied"]()).around == ("Caf de l'Exemple", "Page 1")
