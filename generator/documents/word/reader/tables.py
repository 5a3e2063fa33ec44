"""A table of a Word file: its cells in rows of one length, or a frame when it has one cell.

A merged cell keeps its text where it begins, and leaves the others empty (ECMA-376 part 1, 17.4).
"""

from collections import Counter
from collections.abc import Callable, Iterator

from lxml import etree

from generator.documents.blocks import Block, Container, Line, Lines, Table
from generator.documents.word.reader.opening import W
from generator.documents.word.reader.styles import value

_SHARES = 40
"""Dashes between the columns of a table in Markdown: its width."""
_MAX_COLUMNS = 63
"""As many as a word processor makes: what is beyond was written by something else."""
_THROUGH = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag"}

Read = Callable[[etree._Element], tuple[Block, ...]]
Flat = Callable[[Block], Iterator[Line]]


def table(element: etree._Element, read: Read, flat: Flat, lost: Counter[str]) -> Iterator[Block]:
    """The table, `read` giving the blocks of a cell and `flat` the lines of a block; looks lost are counted."""
    rows = [list(_children(row, "tc")) for row in _children(element, "tr")]
    if sum(map(len, rows)) == 1:
        yield Container("cadre", tuple(_unwrapped(read(rows[0][0]))))
        return
    laid = [_row(row, read, flat, lost) for row in _children(element, "tr")]
    columns = max(map(len, laid), default=0)
    if columns:
        padded = tuple((*row, *[()] * (columns - len(row))) for row in laid)
        yield Table(_widths(element, columns), padded)


def _row(
    row: etree._Element, read: Read, flat: Flat, lost: Counter[str]
) -> tuple[Lines, ...]:  # fmt: skip
    cells: list[Lines] = [()] * min(_number(value(row, "trPr/gridBefore"), 0), _MAX_COLUMNS)
    for cell in _children(row, "tc"):
        blocks = read(cell)
        if any(isinstance(block, Table) for block in blocks):
            lost["tableau dans une case de tableau"] += 1
        cells.append(tuple(line for block in blocks for line in flat(block)))
        span = min(_number(value(cell, "tcPr/gridSpan"), 1), _MAX_COLUMNS)
        if span > 1 or cell.find(f"{W}tcPr/{W}vMerge") is not None:
            lost["cases fusionnées"] += 1
        cells += [()] * min(span - 1, _MAX_COLUMNS - len(cells))
    return tuple(cells)


def _children(parent: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The rows of a table or the cells of a row, through the controls that may surround them."""
    for child in parent:
        if child.tag == f"{W}{tag}":
            yield child
        elif child.tag in _THROUGH:
            yield from _children(child, tag)


def _unwrapped(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """Blocks for a frame: no container goes in another."""
    for block in blocks:
        if isinstance(block, Container):
            yield from _unwrapped(block.blocks)
        else:
            yield block


def _widths(element: etree._Element, columns: int) -> tuple[int, ...]:
    found = [
        _number(each.get(f"{W}w", ""), 0) for each in element.iterfind(f"{W}tblGrid/{W}gridCol")
    ]
    if len(found) != columns or not all(found):
        return (_SHARES // columns or 1,) * columns
    return tuple(max(2, round(_SHARES * each / sum(found))) for each in found)


def _number(text: str, default: int) -> int:
    return int(text) if text.isdecimal() and len(text) < 7 else default
