"""Word files read as blocks, and blocks written as a model: no word is lost, added or run as code."""

import io
import random
import re
import zipfile

import openpyxl
import pytest
from lxml import etree
from word_files import FILES, W, p, raw

from generator.adoption.source import lines, source
from generator.documents import markdown, templates
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
    return markdown.parse(made.body, True)


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
