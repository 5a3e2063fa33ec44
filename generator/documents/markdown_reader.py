"""The Markdown of templates, read into blocks.

The accepted language is small: headings, paragraphs, strong and emphasis, hard breaks, lists, tables (a
line break of a cell is `<br>`, as GitHub has it) and a few containers. Anything else in a template is
refused: a link or a tag that an output would drop is legal text silently lost. Syntax: CommonMark 0.31 and
the tables of GitHub Flavored Markdown.
"""

import re
from collections.abc import Iterator
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
from generator.documents.markdown_text import CELL_BREAK
from generator.documents.rendered import BLANK, PLACE
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
