"""The Markdown of templates: what is read, what is refused, and values that stay inert."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sample_document import COUNT, PLAIN, expected, markdown_texts, rendered, word_texts

from generator.documents import markdown, markdown_reader
from generator.documents.blocks import Container, Heading, Listing, Paragraph, Place, Table, Words
from generator.documents.rendered import BLANK, END, VALUE, Rendered, Value
from generator.documents.word import base
from generator.documents.word import writer as word
from generator.errors import GreffeError

LOOK = base.build()
_NASTY = st.text("*_#|<>&[]()!~`\\-+=.:;1290aàZ '\"{}@^$%/ \u00a0»", min_size=1, max_size=12)
_ANY = st.text(
    st.characters(
        exclude_categories=("Cc", "Cs", "Zl", "Zp"),
        exclude_characters="\ue000\ue001\ue002\ufffe\uffff",
    ),
    min_size=1,
    max_size=20,
)
_SHAPED = st.sampled_from(
    r"""1. un
1)
- tiret
+
# titre
***
---
===
> cité
:::
|--|
&amp;
&#39;
<b>
</w:t>
![x](y)
[x]: y
a_b_c@x-y.example
__x__
~~~
R&D
C:\x\
\|
`
https://x.example/?a=1&copy;
<!-- -->
<a@b.example>
(9|
\
a*
*a""".splitlines()
)
LINES = st.one_of(_NASTY, _ANY, _SHAPED).filter(lambda text: text == text.strip() != "")


@settings(deadline=None, max_examples=60)
@given(st.lists(LINES, min_size=COUNT, max_size=COUNT))
def test_a_value_is_inert_in_markdown_and_word(texts):
    """Whatever one line a value is, each output read back by its own library has the very text."""
    document = rendered(texts)
    plain = rendered(PLAIN)
    assert markdown_texts(markdown.write(document)) == list(
        expected(markdown_texts(markdown.write(plain)), texts)
    )
    assert word_texts(word.write(document, LOOK)) == list(
        expected(word_texts(word.write(plain, LOOK)), texts)
    )


def test_markdown_and_word_say_the_same_words_in_the_same_order():
    document = rendered(PLAIN)
    assert markdown_texts(markdown.write(document)) == word_texts(word.write(document, LOOK))


def test_an_empty_value_leaves_no_stray_mark():
    """An optional value that is empty takes its emphasis with it; only spaces may differ."""
    texts = ["" if index != 20 else "x" for index in range(COUNT)]  # 20 is alone in a list's item
    plain = markdown_texts(markdown.write(rendered(PLAIN)))
    read = " ".join(markdown_texts(markdown.write(rendered(texts))))
    assert read.split() == " ".join(expected(plain, texts)).split()


def test_written_markdown_is_tidy():
    """Headings, lists and tables as a person would type them; only what needs it is escaped."""
    values = ["R&D *x* 1.5 a_b", "1. un", "adresse", "a|b", "Anne"]
    body = (
        f"# Titre « {VALUE}0{END} »\n\n{VALUE}1{END} est là :\n\n"
        f"- un\n- deux\n\n  suite\n\n- trois :\n\n  2. sous\n\n"
        f"| A | B |\n|---|-----|\n| {BLANK}2{END} | {VALUE}3{END} |\n\n"
        "::: alternative\nCas un\\\nsuite\n:::\n\n::: saut\n:::\n\n"
        f"::: signatures\nFait à x\n\n| **La Présidente** | Le Directeur |\n|---|---|\n| {VALUE}4{END} | |\n:::\n"
    )
    made = markdown.write(
        Rendered(
            "t",
            "a",
            body,
            "**Non validé**",
            tuple(Value("p", text, text == "adresse") for text in values),
        )
    )
    assert made == (
        "> **Non validé**\n\n"
        "# Titre «\u00a0R&D \\*x\\* 1.5 a_b\u00a0»\n\n1\\. un est là\u00a0:\n\n"
        "- un\n\n- deux\n\n  suite\n\n- trois\u00a0:\n\n  2. sous\n\n"
        "| A | B |\n|---|-----|\n| \\[à compléter\u00a0: adresse] | a\\|b |\n\n"
        "> Cas un\\\n> suite\n\n---\n\n"
        "Fait à x\n\n| **La Présidente** | Le Directeur |\n|---|---|\n| Anne |  |\n"
    )


def test_every_construct_is_read():
    blocks = markdown_reader.parse(
        f"# T\n\n## A\n\n### B\n\n#### C\n\np **s *se***\\\n{VALUE}4{END}{BLANK}5{END}\n\n2) x\n\n| a | b |\n|--|---|\n| c | d |\n\n::: note\nn\n:::\n"
    )
    assert blocks == (
        *(Heading(level, ((Words(name),),)) for level, name in enumerate("TABC")),
        Paragraph(
            (
                (Words("p "), Words("s ", strong=True), Words("se", strong=True, emphasis=True)),
                (Place(4, blank=False), Place(5, blank=True)),
            )
        ),
        Listing(numbered=True, start=2, mark=")", items=((Paragraph(((Words("x"),),)),),)),
        Table((2, 3), ((((Words("a"),),), ((Words("b"),),)), (((Words("c"),),), ((Words("d"),),)))),
        Container("note", (Paragraph(((Words("n"),),)),)),
    )


def test_typography_is_for_words_never_for_values():
    made = markdown.write(
        Rendered("t", "a", f"l'annexe : {VALUE}0{END}", "", (Value("p", "l'autre : ici", False),))
    )
    assert made == "l’annexe\u00a0: l'autre : ici\n"


@pytest.mark.parametrize(
    "refused",
    [
        "un [lien](x)",
        "une ![image](x)",
        "<https://x.example>",
        "du `code`",
        "```\ncode\n```",
        "une <b>balise</b>",
        "<div>bloc</div>",
        "<!-- commentaire -->",
        "> citation",
        "---",
        "##### trop bas",
        "::: inconnu\nx\n:::",
        "::: note\njamais fermé",
        ":::",
    ],
)
def test_what_documents_do_not_lay_out_is_refused(refused):
    """A construct that an output would drop is legal text silently lost."""
    with pytest.raises(GreffeError, match="mettre en page") as caught:
        markdown_reader.parse(f"Avant.\n\n{refused}\n")
    assert refused.splitlines()[0] in str(caught.value)


@pytest.mark.parametrize("row", ["| c | d | e |", "| c |", f"| {VALUE}0{END} | a|b |"])
def test_a_table_row_of_another_length_is_refused(row):
    """GFM drops the cells in excess."""
    with pytest.raises(GreffeError, match="autant de cases"):
        markdown_reader.parse(f"| a | b |\n|---|---|\n{row}\n")


@pytest.mark.parametrize("kept", ["Titre\n=====", "[x]: y", "    retrait", "1 * 2 * 3", "a < b"])
def test_words_that_markdown_could_take_for_a_sign_are_kept(kept):
    """Underlined titles, link definitions and indentation do not make words vanish."""
    (block,) = markdown_reader.parse(kept)
    assert isinstance(block, Paragraph)
    words = "".join(run.text for line in block.lines for run in line if isinstance(run, Words))
    assert "".join(words.split()) == "".join(kept.split())
