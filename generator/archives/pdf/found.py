"""What is read in a PDF: plain values, which go from one process to another."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Piece:
    """Words that stand together: a paragraph, a heading, an item of a list, a row of a table; else a line.

    `page` counts from 0; `level` is that of a heading (0 the title). Cells part at « | ».
    """

    text: str
    page: int
    level: int | None = None


@dataclass(frozen=True, slots=True)
class ElectronicSignature:
    """A signature that the file says it bears, in its `field` (ISO 32000-1, 12.8); nothing here says who made it.

    `sealed`: the bytes that it covers are those that it was made of; None when it does not say so in a way that is
    read here. `whole`: it covers the file to its last byte; what was added after it, it does not cover. `stamp`: it is
    that of a clock, which says when and not who (ETSI EN 319 142-1, 5.4.3).
    """

    field: str
    sealed: bool | None
    whole: bool
    stamp: bool = False


@dataclass(frozen=True, slots=True)
class Pdf:
    """A PDF of `pages` pages. `pieces` is empty when it is all images.

    `tagged`: its pieces are those that its author told, then, page by page, the lines that no tag tells (heads and
    numbers of pages, at least); else they are the lines of its pages. `annotations` is how many notes and stamps
    lie over the pages; `unsigned` are the fields to sign that nobody signed.
    """

    pages: int
    keywords: str
    tagged: bool
    pieces: tuple[Piece, ...]
    annotations: int
    signatures: tuple[ElectronicSignature, ...]
    unsigned: tuple[str, ...]
