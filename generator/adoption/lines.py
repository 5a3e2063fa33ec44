"""The lines of a text one by one, with where they stand, and the text again with places cut in them."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.adoption.articles import Recognised
from generator.adoption.source import text
from generator.documents.blocks import (
    Block,
    Container,
    Heading,
    Line,
    Lines,
    Listing,
    Paragraph,
    Place,
    Run,
    Table,
    Words,
)
from generator.documents.french.elision import fold

ANNEXE = re.compile(r"annexe\s*(?:n°\s*)?([123])\s*(?:[:.–—-]|\Z)")
"""The title of an annexe, folded; its group is the number."""
_COUNTED = re.compile(r"(?<!annexe )(?<!article )\d|\b(?:une?|deux|trois|quatre|six|douze)\b")
"""What the cell of a value says, and the head of a row or of a column does not."""


@dataclass(frozen=True)
class Spoken:
    """A line: its words, the block at the top of the text that holds it, its column in a table.

    `article` is the key of the article it is in, None before the first or in one that is not known. `label`
    are the words of the table that say what the line is: those at the head of its row, or of its column. `heads`
    are all that stands at the head of the row, then of the column, "" for nothing.
    """

    text: str
    block: int
    column: int | None
    heading: bool
    article: str | None
    label: str = ""
    heads: tuple[str, str] = ("", "")


@dataclass(frozen=True)
class Span:
    """Characters `start` to `end` (not included) of line number `line`, for which `code` stands."""

    line: int
    start: int
    end: int
    code: str


def spoken(blocks: Sequence[Block], articles: Sequence[Recognised]) -> list[Spoken]:
    """Every line of the blocks, in the order of `cut`."""
    keys = {each.block: each.key for each in articles}
    found: list[Spoken] = []
    article: str | None = None
    for index, block in enumerate(blocks):
        article = keys.get(index, article)
        for line, column, heads in _walk(block):
            label = next((each for each in heads if each and not _COUNTED.search(fold(each))), "")
            found.append(Spoken(text(line), index, column, isinstance(block, Heading), article, label, heads))  # fmt: skip
    return found


def cut(
    blocks: Iterable[Block], spans: Iterable[Span], first: int
) -> tuple[tuple[Block, ...], list[str]]:
    """The blocks with a place for each span; the code of each place, numbered from `first`."""
    by_line: dict[int, list[Span]] = {}
    for span in spans:
        by_line.setdefault(span.line, []).append(span)
    cutter = _Cutter(by_line, first)
    return tuple(cutter.block(block) for block in blocks), cutter.codes


class _Cutter:
    def __init__(self, spans: Mapping[int, list[Span]], first: int) -> None:
        self._spans = spans
        self._first = first
        self._line = -1
        self.codes: list[str] = []

    def block(self, block: Block) -> Block:
        match block:
            case Paragraph(own):
                return Paragraph(self._lines(own))
            case Heading(level, own):
                return Heading(level, self._lines(own))
            case Table(widths, rows):
                return Table(widths, tuple(tuple(map(self._lines, row)) for row in rows))
            case Container(kind, blocks):
                return Container(kind, tuple(map(self.block, blocks)))
            case Listing():
                items = tuple(tuple(map(self.block, item)) for item in block.items)
                return replace(block, items=items)

    def _lines(self, own: Lines) -> Lines:
        return tuple(map(self._cut, own))

    def _cut(self, line: Line) -> Line:
        self._line += 1
        for span in sorted(self._spans.get(self._line, ()), key=lambda each: -each.start):
            line = self._replaced(line, span)
        return line

    def _replaced(self, line: Line, span: Span) -> Line:
        before, inside, after = _part(line, 0, span.start), _part(line, span.start, span.end), _part(line, span.end, None)  # fmt: skip
        place = Place(self._first + len(self.codes), False, inside[0].strong, inside[0].emphasis)
        self.codes.append(span.code)
        return (*before, place, *after)


def _part(line: Line, start: int, end: int | None) -> list[Run]:
    """The runs of the characters `start` to `end` of the line; a place already cut there keeps whole."""
    found: list[Run] = []
    at = 0
    for run in line:
        length = len(run.text) if isinstance(run, Words) else len(text((run,)))
        first, last = max(start - at, 0), length if end is None else min(end - at, length)
        if isinstance(run, Words) and first < last:
            found.append(replace(run, text=run.text[first:last]))
        elif isinstance(run, Place) and first == 0 and last >= length:
            found.append(run)
        at += length
    return found


def annexes(said: Sequence[Spoken]) -> Iterator[str | None]:
    """The number of the annexe that each line is in."""
    current: str | None = None
    for line in said:
        if found := ANNEXE.match(fold(line.text).strip()):
            current = found[1]
        yield current


def _walk(block: Block) -> Iterator[tuple[Line, int | None, tuple[str, str]]]:
    """Each line, its column in a table, and what stands at the head of its row and of its column."""
    match block:
        case Paragraph(own) | Heading(_, own):
            yield from ((line, None, ("", "")) for line in own)
        case Table(_, rows):
            for rank, row in enumerate(rows):
                for column, cell in enumerate(row):
                    heads = (
                        _head(row[0]) if column else "",
                        _head(rows[0][column]) if rank else "",
                    )
                    yield from ((line, column, heads) for line in cell)
        case Container(_, blocks):
            for each in blocks:
                yield from _walk(each)
        case Listing(items=items):
            for item in items:
                for each in item:
                    yield from _walk(each)


def _head(cell: Lines) -> str:
    return " ".join(map(text, cell)).strip()
