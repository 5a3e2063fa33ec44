"""Blocks written out as Markdown, with the values in their places: documents, and skeletons of templates.

Syntax: CommonMark 0.31 and the tables of GitHub Flavored Markdown, which `markdown_reader` reads.
"""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache

from generator.documents.blocks import (
    Block,
    Container,
    Heading,
    Lines,
    Listing,
    Paragraph,
    Place,
    Table,
)
from generator.documents.markdown_reader import parse
from generator.documents.markdown_text import Text
from generator.documents.rendered import END, VALUE, Rendered


def write(rendered: Rendered) -> str:
    """The document as CommonMark with tables: the page header as a quotation, then the body.

    Values are escaped where Markdown would read them; parsed again, the text is theirs.
    """
    printed = [value.printed for value in rendered.values]
    return "".join(
        piece if isinstance(piece, str) else piece.written(printed)
        for piece in _pieces(rendered.header, rendered.body, rendered.verbatim)
    )


class _Marks:
    """Each place as the mark of a value, by its index."""

    def __getitem__(self, index: int, /) -> str:
        return f"{VALUE}{index}{END}"


def source(blocks: Iterable[Block]) -> str:
    """The skeleton that `parse`, verbatim, reads as these blocks, which have no container within another.

    All their places are of values.
    """
    marks = _Marks()
    rows = [row for block in blocks for row in (*_fenced(block), ())]
    return "".join(
        "".join(piece if isinstance(piece, str) else piece.written(marks) for piece in row) + "\n"
        for row in rows[:-1]
    )


def _fenced(block: Block) -> "list[_Row]":
    """The rows of the block, those of a container between its marks."""
    if isinstance(block, Container):
        return [(f"::: {block.kind}",), *_rows(block.blocks), (":::",)]
    return _block_rows(block)


_Piece = str | Text
_Row = tuple[_Piece, ...]


@lru_cache(maxsize=512)
def _pieces(header: str, body: str, verbatim: bool) -> tuple[_Piece, ...]:
    """The text of a skeleton, constant parts already written."""
    rows = _prefixed(_rows(parse(header, verbatim)), "> ", "> ")
    body_rows = _rows(parse(body, verbatim))
    pieces: list[_Piece] = []
    for row in [*rows, *([()] if rows else []), *body_rows]:
        pieces += (_settled(piece) for piece in row)
        pieces.append("\n")
    return tuple(pieces)


def _settled(piece: _Piece) -> _Piece:
    """The piece, already written when no value can change it."""
    if isinstance(piece, str) or _has_place(piece.lines):
        return piece
    return piece.written(())


def _has_place(lines: Lines) -> bool:
    return any(isinstance(run, Place) for line in lines for run in line)


def _rows(blocks: Iterable[Block], *, tight: bool = False) -> list[_Row]:
    """The blocks as rows of pieces, an empty row between blocks unless `tight`."""
    rows: list[_Row] = []
    for block in blocks:
        if rows and not tight:
            rows.append(())
        rows.extend(_block_rows(block))
    return rows


def _block_rows(block: Block) -> list[_Row]:
    match block:
        case Paragraph(lines):
            return [(Text(lines, "paragraph"),)]
        case Heading(level, lines):
            return [("#" * (level + 1) + " ", Text(lines, "heading"))]
        case Listing():
            return _list_rows(block)
        case Table(widths, rows):
            written = [_table_row(row) for row in rows]
            return [
                written[0],
                ("|" + "".join("-" * width + "|" for width in widths),),
                *written[1:],
            ]
        case Container("saut", blocks):
            return [("---",), *([()] if blocks else []), *_rows(blocks)]
        case Container("alternative" | "cadre", blocks):
            return _prefixed(_rows(blocks), "> ", "> ")
        case Container(_, blocks):
            return _rows(blocks)


def _list_rows(listing: Listing) -> list[_Row]:
    # After a blank line anything may follow; without it, only a list that counts from 1.
    tight = all(
        isinstance(block, Listing) and block.start == 1
        for item in listing.items
        for block in item[1:]
    )
    rows: list[_Row] = []
    for number, item in enumerate(listing.items, listing.start):
        mark = f"{number}{listing.mark} " if listing.numbered else f"{listing.mark} "
        if rows and not tight:
            rows.append(())
        rows.extend(_prefixed(_rows(item, tight=tight), mark, " " * len(mark)))
    return rows


def _table_row(row: Sequence[Lines]) -> _Row:
    return ("|", *(piece for cell in row for piece in (" ", Text(cell, "cell"), " |")))


def _prefixed(rows: Sequence[_Row], first: str, others: str) -> list[_Row]:
    """The rows behind a list's mark, its indentation, or the sign of a quotation."""

    def inner(piece: _Piece) -> _Piece:
        return piece if isinstance(piece, str) else replace(piece, indent=others + piece.indent)

    return [
        ((others if position else first) if row else others.rstrip(), *map(inner, row))
        for position, row in enumerate(rows)
    ]
