"""The parsed text of a document: what every output lays out, with places where values will go.

Text is flat inside a block (a run carries its own emphasis), blocks nest. All of it is hashable, so that
what is made of a skeleton can be kept.
"""

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True, slots=True)
class Words:
    """Constant words of one look."""

    text: str
    strong: bool = False
    emphasis: bool = False


@dataclass(frozen=True, slots=True)
class Place:
    """Where the value numbered `index` goes; `blank` places are there to be filled by hand."""

    index: int
    blank: bool
    strong: bool = False
    emphasis: bool = False


Run = Words | Place
Line = tuple[Run, ...]
Lines = tuple[Line, ...]
"""The text of a paragraph: one line, or several between hard breaks."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph."""

    lines: Lines


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading: level 0 is the document's title, 1 an article, 2 and 3 what it contains."""

    level: int
    lines: Lines


@dataclass(frozen=True, slots=True)
class Listing:
    """A list; a numbered one counts from `start`. `mark` is the sign its author typed (`-`, `*`, `.`…)."""

    numbered: bool
    start: int
    mark: str
    items: tuple[tuple["Block", ...], ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table; the first of its rows is its header. `widths` are shares of the page's width."""

    widths: tuple[int, ...]
    rows: tuple[tuple[Lines, ...], ...]


Indent = Literal["retrait", "retrait-2", "retrait-3"]
Align = Literal["centre", "droite"]
Kind = Literal[
    "parties", "signatures", "note", "alternative", "saut", "paysage",
    "destinataire", "cadre", "centre", "droite", "retrait", "retrait-2", "retrait-3",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Container:
    """`::: kind`: blocks with a part of their own in the document.

    `destinataire` is the address of a letter, under the window of its envelope (NF Z 11-001: 11 cm from the
    left edge). The last six are for texts adopted from a Word file: a frame, and how paragraphs stand on the page.
    `saut` starts a page; `paysage`, empty and before anything else, turns the pages of the document.
    """

    kind: Kind
    blocks: tuple["Block", ...]


Block = Paragraph | Heading | Listing | Table | Container
