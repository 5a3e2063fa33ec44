"""The text of a Word file as its reader sees it: passages and tables, with the controls that hold each piece.

Tracked insertions are read, deletions are not. Runs, links, smart tags and the like are only ways of
cutting a text in pieces (ECMA-376 part 1, chapter 17).
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"

_GONE = {f"{W}del", f"{W}moveFrom", f"{W}rPr", f"{W}pPr", f"{W}sdtPr", f"{W}sdtEndPr"}
_SIGNS = {f"{W}tab": "\t", f"{W}br": "\n", f"{W}cr": "\n", f"{W}noBreakHyphen": "-"}
# What a word processor shows in an empty control, ours or its own, in French and in English.
_TO_FILL = re.compile(r"\[à compléter\s{0,3}:[^\]]{0,200}\]")
_PROMPT = re.compile(
    rf"{_TO_FILL.pattern}|(?:Cliquez|Choisissez|Click|Choose|Enter)\b[^.]*(?:texte?|date|élément|item)\.?"
)


@dataclass(frozen=True)
class Piece:
    """Text of one passage inside one control (`control`, 0 for none), whose name is `name`."""

    text: str
    control: int
    name: str


@dataclass(frozen=True)
class Passage:
    """A paragraph. What a control shows in the place of an answer is not there."""

    pieces: tuple[Piece, ...]

    @property
    def text(self) -> str:
        """Everything that is written there."""
        return _TO_FILL.sub("", "".join(piece.text for piece in self.pieces))

    @property
    def names(self) -> list[str]:
        """The names of its controls, each control once."""
        seen = {piece.control: piece.name for piece in self.pieces if piece.name}
        return list(seen.values())

    def within(self, name: str) -> str:
        """What is written in the controls of that name."""
        return "".join(piece.text for piece in self.pieces if piece.name == name)

    @property
    def outside(self) -> str:
        """What is written in no control that has a name."""
        return _TO_FILL.sub("", "".join(piece.text for piece in self.pieces if not piece.name))


@dataclass(frozen=True)
class Box:
    """A cell. `span` is how many columns it takes; `continues` the cell above."""

    blocks: "tuple[Passage | Grid, ...]"
    span: int
    continues: bool

    @property
    def passages(self) -> list[Passage]:
        """Its own paragraphs, not those of tables within."""
        return [block for block in self.blocks if isinstance(block, Passage)]

    @property
    def text(self) -> str:
        """What is written there, a line for each paragraph."""
        return "\n".join(filter(None, (passage.text.strip() for passage in self.passages)))

    @property
    def names(self) -> list[str]:
        """The names of its controls."""
        return [name for passage in self.passages for name in passage.names]


@dataclass(frozen=True)
class Grid:
    """A table: its rows; `skipped` is how many columns each leaves empty before its first cell."""

    rows: tuple[tuple[Box, ...], ...]
    skipped: tuple[int, ...]


Block = Passage | Grid


def blocks(root: etree._Element) -> list[Block]:
    """The text of a part (the document, a header, the comments), in its order."""
    return list(_Reader().blocks(root, 0, ""))


class _Reader:
    def __init__(self) -> None:
        self._controls = count(1)

    def blocks(self, parent: etree._Element, control: int, name: str) -> Iterator[Block]:
        for child in parent:
            if child.tag == f"{W}p":
                yield Passage(tuple(self._pieces(child, control, name)))
                for boxed in _text_boxes(child):
                    yield from self.blocks(boxed, control, name)
            elif child.tag == f"{W}tbl":
                yield self._grid(child, control, name)
            elif child.tag not in _GONE:
                inner, held = self._held(child, control, name)
                yield from self.blocks(inner, *held)

    def _grid(self, table: etree._Element, control: int, name: str) -> Grid:
        rows = [
            (row, self._boxes(row, *held))
            for row, held in self._children(table, "tr", control, name)
            if row.find(f"{W}trPr/{W}del") is None
        ]
        return Grid(
            tuple(tuple(boxes) for _, boxes in rows),
            tuple(_number(row.find(f"{W}trPr/{W}gridBefore"), 0) for row, _ in rows),
        )

    def _boxes(self, row: etree._Element, control: int, name: str) -> list[Box]:
        return [
            Box(
                tuple(self.blocks(cell, *held)),
                _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1),
                _continues(cell),
            )
            for cell, held in self._children(row, "tc", control, name)
            if cell.find(f"{W}tcPr/{W}cellDel") is None
        ]

    def _children(
        self, parent: etree._Element, tag: str, control: int, name: str
    ) -> Iterator[tuple[etree._Element, tuple[int, str]]]:
        """The rows of a table or the cells of a row, through the controls that may surround them."""
        for child in parent:
            if child.tag == f"{W}{tag}":
                yield child, (control, name)
            elif child.tag not in _GONE:
                inner, held = self._held(child, control, name)
                yield from self._children(inner, tag, *held)

    def _held(
        self, element: etree._Element, control: int, name: str
    ) -> tuple[etree._Element, tuple[int, str]]:
        """Where the content of `element` is, and the control that holds it."""
        if element.tag == f"{W}sdt":
            alias = element.find(f"{W}sdtPr/{W}alias")
            content = element.find(f"{W}sdtContent")
            if content is None:
                return etree.Element("nothing"), (control, name)
            if alias is not None:
                return content, (next(self._controls), alias.get(f"{W}val", ""))
            return content, (control, name)
        if element.tag == _ALTERNATE:
            choice = element.find(_CHOICE)
            return (element if choice is None else choice), (control, name)
        return element, (control, name)

    def _pieces(self, parent: etree._Element, control: int, name: str) -> Iterator[Piece]:
        for child in parent:
            if child.tag in _GONE:
                continue
            if child.tag == f"{W}r":
                yield Piece(_written(child), control, name)
                continue
            inner, held = self._held(child, control, name)
            content = list(self._pieces(inner, *held))
            if child.tag == f"{W}sdt" and _is_unanswered(child, content):
                content = [Piece("", *held)]
            yield from content


def _is_unanswered(control: etree._Element, content: list[Piece]) -> bool:
    """Whether a control shows what it asks, or nothing."""
    text = "".join(piece.text for piece in content).strip()
    shows = control.find(f"{W}sdtPr/{W}showingPlcHdr") is not None
    return shows or not text or _PROMPT.fullmatch(text) is not None


def _written(run: etree._Element) -> str:
    return "".join(
        child.text or "" if child.tag == f"{W}t" else _SIGNS.get(child.tag, "") for child in run
    )


def _text_boxes(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The contents of the frames drawn over a paragraph; each is there twice, for older programs too."""
    for box in paragraph.iter(f"{W}txbxContent"):
        ancestors = {ancestor.tag.rpartition("}")[2] for ancestor in box.iterancestors()}
        if "Fallback" not in ancestors:
            yield box


def _continues(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val", "continue") == "continue"


def _number(element: etree._Element | None, default: int) -> int:
    value = "" if element is None else element.get(f"{W}val", "")
    return int(value) if value.isdecimal() and len(value) < 4 else default
