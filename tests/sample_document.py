"""A document that uses every construct of templates, and readers of texts that are not greffe's."""

import io
import re
from collections.abc import Iterator, Sequence

import docx
from docx.oxml.ns import qn
from markdown_it import MarkdownIt

from generator.documents.rendered import BLANK, END, VALUE, Rendered, Value

BODY = """# Convention avec {0}

*Devise de {1}*

Entre :

::: parties
**{2}**\\
dont le siège est situé {3}\\
représentée par {4}
:::

d'une part, et a**{5}**b *{6}*{7}.

{8}. Suite, {9}) suite, 1{10}. suite

## Article 1 : {11} #

### 1.1 : Point {12}

#### {13}

- premier {14}
- {15}
  - second niveau {16}
  - {17}

    suite {18}

Encore :

3. {19}
4. deux
   1. {20}

| Nom | Adresse de {21} |
|--|----|
| {22} | **{23}** |
|  | {24} c\\|d |

::: note
\\* Note de {25}
:::

::: alternative
Cas {26}

- {27}
:::

::: alternative
{28}
:::

::: saut
:::

Fait à {29}, le {30}.

::: signatures
| Pour {31} | Pour la Caf |
|---|---|
| La {32} | Le directeur |
| Madame {33} | {34} |
:::
"""
HEADER = "Objet : {35}\\\n{36}\n\n**Texte d'exemple, non validé**\n"
COUNT = 37
BLANKS = frozenset({3, 27, 30})


def rendered(texts: Sequence[str]) -> Rendered:
    """The sample, its places filled with `texts`; those of BLANKS are left to fill."""
    marks = [f"{BLANK if index in BLANKS else VALUE}{index}{END}" for index in range(COUNT)]
    values = [Value(f"champ.{i}", text, i in BLANKS) for i, text in enumerate(texts)]
    return Rendered(
        title="Convention d'adhésion",
        author="Caf de l'Exemple",
        body=BODY.format(*marks),
        header=HEADER.format(*marks),
        values=tuple(values),
    )


def markdown_texts(text: str) -> list[str]:
    """Plain text of each block of a Markdown text, read by markdown-it-py; empty blocks left out."""
    reader = MarkdownIt("commonmark").enable("table")
    breaks = {"softbreak": " ", "hardbreak": "\n"}
    blocks = (
        "".join(breaks.get(child.type, child.content) for child in token.children or [])
        for token in reader.parse(text)
        if token.type == "inline"
    )
    return [block for block in blocks if block]


def word_texts(data: bytes) -> list[str]:
    """Plain text of each paragraph of a Word file, header first, read by python-docx; empty ones left out."""
    document = docx.Document(io.BytesIO(data))
    header = document.sections[0].header.part.element
    paragraphs = (
        docx.text.paragraph.Paragraph(element, document).text
        for part in (header, document.element.body)
        for element in part.iter(qn("w:p"))
    )
    return [text for text in paragraphs if text]


def expected(reader: Sequence[str], texts: Sequence[str]) -> Iterator[str]:
    """What is read when every place prints MOT and its number, with the values put instead."""
    values = [value.printed for value in rendered(texts).values]
    for block in reader:
        yield re.sub(
            r"(?:\[à compléter\u00a0: )?MOT([0-9]+)Z\]?", lambda found: values[int(found[1])], block
        )


PLAIN = [f"MOT{index}Z" for index in range(COUNT)]
