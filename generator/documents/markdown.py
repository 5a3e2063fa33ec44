"""The Markdown of templates: read into blocks, and written out again with the values in place.

The accepted language is small: headings, paragraphs, strong and emphasis, hard breaks, lists, tables (a
line break of a cell is `<br>`, as GitHub has it) and a few containers. Anything else in a template is refused: a link or a tag that an output would drop is
legal text silently lost. Syntax: CommonMark 0.31 and the tables of GitHub Flavored Markdown.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from typing import get_args

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode
from mdit_py_plugins.container import container_plugin

from generator.documents.blocks import (
    Block,
    Container,
    Heading,
    Kind,
    Lines,
    Listing,
    Paragraph,
    Place,
    Run,
    Table,
    Words,
)
from generator.documents.french.typography import typeset
from generator.documents.markdown_text import CELL_BREAK, Text
from generator.documents.rendered import BLANK, END, PLACE, VALUE, Rendered
from generator.errors import GreffeError

_KINDS = get_args(Kind)
_typeset = lru_cache(maxsize=4096)(typeset)  # clauses are the same in skeletons of all shapes

# "code" is off so that the indentation of Jinja loops is harmless, "lheading" and "reference" because
# they make words vanish; HTML is on so that a tag is seen, and refused.
_READER = (
    MarkdownIt("commonmark", {"html": True})
    .enable("table")
    .disable(["code", "lheading", "reference"])
    .use(container_plugin, name="bloc", validate=lambda *_: True)
)


@lru_cache(maxsize=512)
def parse(skeleton: str, verbatim: bool = False) -> tuple[Block, ...]:
    """The blocks of a skeleton, French typography applied to its words unless they are `verbatim`.

    Raises GreffeError, quoting the line, for Markdown that documents do not lay out.
    """
    source = skeleton.split("\n")
    tokens = _READER.parse(skeleton)
    if not verbatim:
        for text in (
            child for each in tokens for child in each.children or () if child.type == "text"
        ):
            text.content = _typeset(text.content)
    return tuple(_block(node, source) for node in SyntaxTreeNode(tokens).children)


def _block(node: SyntaxTreeNode, source: list[str]) -> Block:
    match node.type:
        case "paragraph":
            return Paragraph(_lines(node, source))
        case "heading" if int(node.tag[1]) <= 4:
            return Heading(int(node.tag[1]) - 1, _lines(node, source))
        case "bullet_list" | "ordered_list":
            items = tuple(
                tuple(_block(child, source) for child in item.children) for item in node.children
            )
            numbered = node.type == "ordered_list"
            return Listing(numbered, int(node.attrs.get("start", 1)), node.markup, items)
        case "table":
            widths = tuple(cell.count("-") for cell in _cells(source[_first_line(node) + 1]))
            rows = [row for part in node.children for row in part.children]
            return Table(widths, tuple(_row(row, len(widths), source) for row in rows))
        case "container_bloc" if node.info.strip() in _KINDS and _closed(node, source):
            kind = _KINDS[_KINDS.index(node.info.strip())]
            return Container(kind, tuple(_block(child, source) for child in node.children))
    raise _refusal(node, source)


def _row(node: SyntaxTreeNode, columns: int, source: list[str]) -> tuple[Lines, ...]:
    """The cells of a table's row; a cell too many would be dropped by the tables of GFM."""
    if len(_cells(source[_first_line(node)])) != columns:
        raise GreffeError(
            f"Dans le modèle, la ligne de tableau « {_quoted(node, source)} » n'a pas autant de cases que l'en-tête ({columns}). "
            "Corrigez-la ; un trait vertical à imprimer s'écrit « \\| »."
        )
    return tuple(_lines(cell, source) for cell in node.children)


def _cells(row: str) -> list[str]:
    return re.split(r"(?<!\\)\|", row.strip().removeprefix("|").removesuffix("|"))


def _lines(node: SyntaxTreeNode, source: list[str]) -> Lines:
    """The text of a paragraph, heading or cell, cut at its hard breaks."""
    lines: list[list[Run]] = [[]]
    for inline in node.children:
        for run in _runs(inline, source, strong=False, emphasis=False):
            if run is None:
                lines.append([])
            else:
                lines[-1].append(run)
    return tuple(tuple(line) for line in lines)


def _runs(
    node: SyntaxTreeNode, source: list[str], *, strong: bool, emphasis: bool
) -> Iterator[Run | None]:
    """The runs below an inline node; None is a hard break."""
    for child in node.children:
        match child.type:
            case "text":
                yield from _words(child.content, strong, emphasis)
            case "softbreak":
                yield Words(" ", strong, emphasis)
            case "hardbreak":
                yield None
            case "html_inline" if child.content == CELL_BREAK and _is_in_table(child):
                yield None
            case "strong":
                yield from _runs(child, source, strong=True, emphasis=emphasis)
            case "em":
                yield from _runs(child, source, strong=strong, emphasis=True)
            case _:
                raise _refusal(child, source)


def _is_in_table(node: SyntaxTreeNode) -> bool:
    while node.parent and node.type != "table":
        node = node.parent
    return node.type == "table"


def _words(text: str, strong: bool, emphasis: bool) -> Iterator[Run]:
    start = 0
    for found in PLACE.finditer(text):
        if words := text[start : found.start()]:
            yield Words(words, strong, emphasis)
        yield Place(int(found[2]), found[1] == BLANK, strong, emphasis)
        start = found.end()
    if words := text[start:]:
        yield Words(words, strong, emphasis)


def _closed(node: SyntaxTreeNode, source: list[str]) -> bool:
    """Whether a container has its `:::`; without it, it would take all that follows."""
    return node.map is not None and "".join(source[node.map[1] :][:1]).strip() == ":::"


def _first_line(node: SyntaxTreeNode) -> int:
    """Where the block that holds `node` starts in the source."""
    while not node.map and node.parent:
        node = node.parent
    return node.map[0] if node.map else 0


def _quoted(node: SyntaxTreeNode, source: list[str]) -> str:
    return PLACE.sub("…", source[_first_line(node)].strip())


def _refusal(node: SyntaxTreeNode, source: list[str]) -> GreffeError:
    return GreffeError(
        f"Le texte du modèle contient à la ligne « {_quoted(node, source)} » une écriture que les documents ne savent pas mettre en page. "
        "Employez des titres (#, ##, ###, ####), des paragraphes, **gras**, *italique*, des listes, des tableaux, "
        f"ou un bloc « ::: » parmi : {', '.join(_KINDS)} ; faites précéder d'une barre oblique inverse (\\) un signe à imprimer tel quel."
    )


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
