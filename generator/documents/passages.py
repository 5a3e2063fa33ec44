"""The words of a document, passage by passage, as a reader goes through them: what texts are compared by."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.documents import markdown_reader
from generator.documents.blocks import (
    Block,
    Container,
    Heading,
    Kind,
    Lines,
    Listing,
    Paragraph,
    Table,
    Words,
)
from generator.documents.rendered import BLANK, END, Rendered

PLACE = re.compile(f"{BLANK}([0-9]+){END}(.*?){BLANK}", re.DOTALL)
"""A place to fill in a marked text: its rank among the values, its words."""
_MARKS = re.compile(f"{BLANK}(?:[0-9]+{END})?")


@dataclass(frozen=True, slots=True)
class Passage:
    """A paragraph, an item of a list or a row of a table; hard breaks are line feeds, cells part at « | ».

    `level` is that of a heading (0 the title), None for any other passage; `within` is the container that
    holds it.
    """

    text: str
    level: int | None = None
    within: Kind | None = None


def passages(rendered: Rendered) -> list[Passage]:
    """The passages of the body of a document, its values in place."""
    printed = [value.printed for value in rendered.values]
    return list(_passages(markdown_reader.parse(rendered.body, rendered.verbatim), printed, None))


def marked(rendered: Rendered) -> list[Passage]:
    """The same, each place to fill between marks: `BLANK`, its rank among the values, `END`, its words, `BLANK`."""
    printed = [
        f"{BLANK}{rank}{END}{value.printed}{BLANK}" if value.blank and value.printed else value.printed
        for rank, value in enumerate(rendered.values)
    ]  # fmt: skip
    return list(_passages(markdown_reader.parse(rendered.body, rendered.verbatim), printed, None))


def unmarked(text: str) -> str:
    """A text without the marks of its places to fill."""
    return _MARKS.sub("", text)


def headings(rendered: Rendered) -> list[Passage]:
    """The same of the head of its pages."""
    printed = [value.printed for value in rendered.values]
    return list(_passages(markdown_reader.parse(rendered.header, rendered.verbatim), printed, None))


def constant(blocks: Sequence[Block]) -> list[Passage]:
    """The passages of blocks that hold no place for a value."""
    return list(_passages(blocks, (), None))


def _passages(
    blocks: Sequence[Block], printed: Sequence[str], within: Kind | None
) -> Iterator[Passage]:
    for block in blocks:
        match block:
            case Paragraph(lines):
                yield Passage(_text(lines, printed), None, within)
            case Heading(level, lines):
                yield Passage(_text(lines, printed), level, within)
            case Listing():
                yield from _items(block, printed, within)
            case Table(_, rows):
                for row in rows:
                    yield Passage(" | ".join(_text(cell, printed) for cell in row), None, within)
            case Container(kind, inner):
                yield from _passages(inner, printed, kind)


def _items(listing: Listing, printed: Sequence[str], within: Kind | None) -> Iterator[Passage]:
    for number, item in enumerate(listing.items, listing.start):
        mark = f"{number}{listing.mark}" if listing.numbered else "–"
        for position, passage in enumerate(_passages(item, printed, within)):
            yield passage if position else Passage(f"{mark} {passage.text}", None, within)


def _text(lines: Lines, printed: Sequence[str]) -> str:
    return "\n".join(
        "".join(run.text if isinstance(run, Words) else printed[run.index] for run in line)
        for line in lines
    )
