"""Adopted word for word: the text of a model is that of the official file, whatever the file."""

from pathlib import Path

import jinja2
import pytest
from adopting import REFERENCES, adopted, rendered, run, shipped, take
from hypothesis import given, settings
from hypothesis import strategies as st
from records import ACCOUNTS
from word_files import FILES, p, raw

from generator.adoption import folder
from generator.adoption import plain as plain_text
from generator.adoption.source import lines, source
from generator.documents import markdown_reader
from generator.documents import templates as documents
from generator.documents.blocks import Heading, Paragraph, Table, Words
from generator.documents.views import convention
from generator.documents.word import writer
from generator.documents.word.reader import document as word
from generator.documents.word.reader.opening import open_word
from generator.errors import GreffeError
from generator.store import source as store
from generator.store.parameters import CooperationTemplate
from generator.store.templates import MANIFEST


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


@pytest.mark.parametrize(
    ("name", "family"),
    [
        (name, family)
        for name in FILES
        for family in REFERENCES
        if (name, family) != ("libreoffice-convention", "mon-compte-partenaire")  # it speaks of CTG
    ],
)
def test_any_word_file_adopts_in_both_families_word_for_word(name: str, family: str) -> None:
    """`adopt` itself refuses a text that its model would not print line by line: nothing is refused here."""
    made = adopted(FILES[name](), REFERENCES[family])
    assert made.lines == len(lines(word.read(open_word("x", FILES[name]())).blocks))


@pytest.mark.parametrize("name", FILES)
def test_the_word_file_made_of_an_adopted_text_reads_as_the_official_one(name: str) -> None:
    """From Word to Word: the same lines, in the same order, in the look of the file."""
    data = FILES[name]()
    made = adopted(data)
    texts = {file: text.decode() for file, text in made.files.items() if file.endswith(".md")}
    model = CooperationTemplate.model_validate(store.read(MANIFEST, made.files[MANIFEST]).data)
    blank = convention.blank(model)
    rendered = documents.render(model, texts, "convention", blank, author="Caf")
    again = writer.write(rendered, made.files["base.docx"])
    before, after = (word.read(open_word("x", each)).blocks for each in (data, again))
    assert lines(after) == lines(before)


def test_an_official_text_keeps_its_own_typography_and_its_braces(root: Path, capsys) -> None:
    """Not a space, an apostrophe nor a guillemet is set right in a text that was validated as it is."""
    take(root)
    rendered(root, "cc-val-de-brume")
    text = (root / "build/documents/cc-val-de-brume/cooperation/convention.md").read_text(encoding="utf-8")  # fmt: skip
    assert "fixe l'accès à la plateforme  « Coopération » ." in text
    assert "{{ partenaire.nom % n'est pas du code" in text


_WORDS = st.text(
    st.characters(exclude_categories=("Cc", "Cs", "Co", "Zl", "Zp", "Cn")), min_size=1, max_size=8
) | st.sampled_from(["{{", "}}", "{%", "*", "**", "_", "`", "|", "#", "1.", "-", "<b>", "\\", ":::", "&amp;", " ", "é", "[x]"])  # fmt: skip


@given(st.lists(st.tuples(_WORDS, st.booleans(), st.booleans()), min_size=1, max_size=6))
@settings(max_examples=300, deadline=None)
def test_whatever_words_and_looks_follow_each_other_the_text_is_kept(runs) -> None:
    line = tuple(Words(text, strong, emphasis) for text, strong, emphasis in runs)
    said = "".join(text for text, _, _ in runs).strip()
    if not said:
        return
    for block in (Paragraph((line,)), Heading(1, (line,)), Table((3, 3), (((line,), ()), ((), (line,))))):  # fmt: skip
        back = markdown_reader.parse(
            jinja2.Environment().from_string(source((block,))).render(), True
        )
        assert {each.strip() for each in lines(back)} == {said}


def test_markdown_is_read_as_markdown_and_its_code_is_text() -> None:
    blocks = plain_text.blocks("texte.md", b"# Titre\n\nUn **mot** {{ x }}\n")
    assert lines(blocks) == ["Titre", "Un mot {{ x }}"]


def test_bold_paragraphs_that_begin_as_articles_are_their_headings() -> None:
    """Many official files have no heading style at all."""
    bold = "<w:b/>"
    made = adopted(raw(p(f'<w:r><w:rPr>{bold}</w:rPr><w:t>Article 1 - Objet de la convention</w:t></w:r>') + p("La CTG.") + p("Article 2 du code civil, cité.")))  # fmt: skip
    text = made.files["convention.md"].decode()
    assert "## Article 1 - Objet de la convention" in text
    assert "\nArticle 2 du code civil" in text
    assert [(each.number, each.key) for each in made.articles] == [("1", "objet")]


def test_a_text_alone_is_taken_too(root: Path, capsys) -> None:
    (root / "texte.txt").write_text(
        "Convention avec la Caf\n\nEntre :\n\nLa commune de [à compléter], représentée par\nM./Mme [nom]\n\nArticle 4.1 : Durée\n\nConclue pour une durée\nd'un an. # {{ x }}\n", encoding="utf-8"
    )  # fmt: skip
    assert run(root, "adopt", "--text", str(root / "texte.txt"), "--family", "cooperation", "--id", "texte") == 0  # fmt: skip
    text = (root / "templates/texte/convention.md").read_text(encoding="utf-8")
    assert 'partenaire.Le_nom | sinon("La commune de [à compléter]")' in text
    assert '"\\u007b\\u007b x \\u007d\\u007d" | place(1)' in text
    assert "\n### Article 4.1 : Durée" in text
    assert "vaut(parametres.duree) }}. # " in text
    assert not (root / "templates/texte/base.docx").exists()


@pytest.mark.parametrize("document", ["contrat", "bulletin"])
def test_the_documents_of_a_service_are_checked_line_by_line_too(document: str, monkeypatch) -> None:  # fmt: skip
    """What a document prints without data is compared with the file whatever it is made for."""
    data = raw(p("« Mon Compte Partenaire »") + p("Les traces sont conservées six mois."))
    adopted(data, ACCOUNTS, document)
    monkeypatch.setattr(folder, "source", lambda *_: "« Mon Compte Partenaire »\n\nLes traces ne sont pas conservées.\n")  # fmt: skip
    with pytest.raises(GreffeError, match="ne se laisse pas reprendre mot pour mot"):
        adopted(data, ACCOUNTS, document)
