"""Blocks as the Markdown and Jinja of a model, which print the very same words.

Whatever the text holds is text: what Jinja or Markdown would read as theirs is escaped.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from generator.documents import markdown, markdown_reader
from generator.documents.blocks import (
    Block,
    Container,
    Heading,
    Lines,
    Listing,
    Paragraph,
    Place,
    Table,
    Words,
)
from generator.documents.rendered import PLACE

_ROW = re.compile(rf"^\|[ ]{PLACE.pattern} (?:\|[ ]*)*$", re.MULTILINE)
"""A row of a table that holds a place and nothing else."""


def source(blocks: Sequence[Block], codes: Sequence[str] = ()) -> str:
    """The text of a model; `codes` is the Jinja of each place, by its number.

    A code of several lines stands for the whole row of a table that holds its place.

    A look that Markdown cannot set there (bold that ends inside a word, next to a sign) is dropped: the
    words never are.
    """
    safe = [block if _is_kept(block) else plain(block) for block in blocks]
    skeleton = markdown.source(safe)
    # A brace could begin an instruction of Jinja; as a character reference only Markdown sees it.
    inert = skeleton.replace("{", "&#123;")
    whole = _ROW.sub(lambda found: _row(found, codes), inert)
    return PLACE.sub(lambda found: codes[int(found[2])], whole)


def _row(found: re.Match[str], codes: Sequence[str]) -> str:
    code = codes[int(found[2])]
    return code if "\n" in code else found[0]


def _is_kept(block: Block) -> bool:
    return lines((block,)) == lines(markdown_reader.parse(markdown.source((block,)), True))


def lines(blocks: Iterable[Block]) -> list[str]:
    """Every line of the blocks, as text: what adoption must not change. Places are their marks."""
    found: list[str] = []
    for block in blocks:
        match block:
            case Paragraph(own) | Heading(_, own):
                found += _texts(own)
            case Table(_, rows):
                found += [text for row in rows for cell in row for text in _texts(cell)]
            case Listing(items=items):
                found += [text for item in items for text in lines(item)]
            case Container(_, inner):
                found += lines(inner)
    return found


def text(line: Iterable[Words | Place]) -> str:
    """The words of a line, its places as marks."""
    return "".join(
        run.text if isinstance(run, Words) else f"\ue000{run.index}\ue002" for run in line
    )


def plain(block: Block) -> Block:
    """The block without bold nor italics."""
    match block:
        case Paragraph(own):
            return Paragraph(_plain(own))
        case Heading(level, own):
            return Heading(level, _plain(own))
        case Table(widths, rows):
            return Table(widths, tuple(tuple(map(_plain, row)) for row in rows))
        case Container(kind, blocks):
            return Container(kind, tuple(map(plain, blocks)))
        case Listing():
            items = tuple(tuple(map(plain, item)) for item in block.items)
            return replace(block, items=items)


def _plain(own: Lines) -> Lines:
    return tuple(tuple(replace(run, strong=False, emphasis=False) for run in line) for line in own)


def _texts(own: Lines) -> list[str]:
    return [text(line) for line in own if line]
