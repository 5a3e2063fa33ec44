"""Blocks as WordprocessingML, in one look: each kind of block is laid out here."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import count
from typing import get_args

from generator.documents.blocks import (
    Block,
    Container,
    Heading,
    Indent,
    Kind,
    Lines,
    Listing,
    Paragraph,
    Place,
    Run,
    Table,
    Words,
)
from generator.documents.flow import is_subtitle, stays
from generator.documents.rendered import END, VALUE
from generator.documents.word import controls as forms
from generator.documents.word.controls import Controls
from generator.documents.word.look import Look
from generator.documents.word.markup import CENTIMETRE, LIST_INDENT, paragraph, row, run, table

_HEADINGS = ("Title", "heading 1", "heading 2", "heading 3")
_ROOM_TO_SIGN = 3 * CENTIMETRE  # 2.5 cm, and the name
_FIRST_NUMBERING = 1000
_KEEP_NEXT = "<w:keepNext/>"
_STANDING: Mapping[Kind, str] = {
    "destinataire": f'<w:ind w:left="{86 * CENTIMETRE // 10}"/>',
    "centre": '<w:jc w:val="center"/>',
    "droite": '<w:jc w:val="right"/>',
    **{kind: f'<w:ind w:left="{CENTIMETRE * step}"/>' for step, kind in enumerate(get_args(Indent), 1)},
}  # fmt: skip
"""How paragraphs of these containers stand on the page."""


class Press:
    """Lays blocks out in one look, collecting the numberings of the document's lists."""

    def __init__(self, look: Look, controls: Controls) -> None:
        self._look = look
        self._controls = controls
        self._numbers = count(1)  # of controls
        self.numberings: list[str] = []

    def body(self, blocks: Sequence[Block]) -> str:
        """The blocks of the document; in a form, titles and text with nothing to fill are locked."""
        return self.blocks(blocks, "Normal", lock=bool(self._controls.places))

    def blocks(
        self, blocks: Sequence[Block], style: str, *, keep: bool = False, lock: bool = False
    ) -> str:
        """The blocks, paragraphs in the style named `style`; all kept with what follows if `keep`."""
        written: list[str] = []
        for position, block in enumerate(blocks):
            previous = blocks[position - 1] if position else None
            content = self._block(
                block,
                "Subtitle" if is_subtitle(previous, block) else style,
                keep=keep or stays(block, blocks[position + 1 :]),
            )
            fixed = lock and self._is_fixed(block)
            written.append(forms.locked(next(self._numbers), content) if fixed else content)
        return "".join(written)

    def paragraph(self, style: str, content: str, properties: str = "") -> str:
        """A paragraph in the style named `style`."""
        return paragraph(self._look.style(style), content, properties)

    def _block(self, block: Block, style: str, *, keep: bool) -> str:
        match block:
            case Paragraph(lines):
                return self.paragraph(style, self._text(lines), _KEEP_NEXT * keep)
            case Heading(level, lines):
                return self.paragraph(_HEADINGS[level], self._text(lines))
            case Listing():
                return self._listing(block, 0, keep=keep)
            case Table():
                return self._data(block, keep=keep)
            case Container("signatures", blocks):
                return "".join(
                    self._signatures(child)
                    if isinstance(child, Table)
                    else self._block(child, style, keep=True)
                    for child in blocks
                )
            case Container("alternative" | "cadre", blocks):
                content = self.blocks(blocks, style) or self.paragraph(style, "")
                return self._table(
                    "Cadre", [self._look.width], [row([self._look.width], [content])]
                )
            case Container("saut", blocks):
                start = self.paragraph("Espace", "", "<w:pageBreakBefore/>")
                return start + self.blocks(blocks, style)
            case Container(
                (
                    "destinataire" | "centre" | "droite" | "retrait" | "retrait-2" | "retrait-3"
                ) as kind,
                blocks,
            ):
                return "".join(
                    self.paragraph(style, self._text(each.lines), _STANDING[kind])
                    if isinstance(each, Paragraph)
                    else self._block(each, style, keep=keep)
                    for each in blocks
                )
            case Container(kind, blocks):
                inner = "Partie" if kind == "parties" else "Note"
                return self.blocks(blocks, inner, keep=keep)

    def _listing(self, listing: Listing, level: int, *, keep: bool) -> str:
        style = "List Number" if listing.numbered else "List Bullet"
        number, abstract = self._look.numbers(style)
        if listing.numbered:
            number = self._numbering(abstract, level, listing.start)
        properties = (
            _KEEP_NEXT * keep
            + f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>'
        )
        written: list[str] = []
        for item in listing.items:
            for position, block in enumerate(item):
                match block:
                    case Listing():
                        written.append(self._listing(block, level + 1, keep=keep))
                    case Paragraph(lines) if position == 0:
                        written.append(self.paragraph(style, self._text(lines), properties))
                    case Paragraph(lines):
                        indent = f'<w:ind w:left="{LIST_INDENT * (level + 1)}"/>'
                        written.append(
                            self.paragraph(
                                "List Continue", self._text(lines), _KEEP_NEXT * keep + indent
                            )
                        )
                    case _:
                        written.append(self._block(block, "Normal", keep=keep))
        return "".join(written)

    def _numbering(self, abstract: str, level: int, start: int) -> str:
        """A new numbering, so that each list counts from its own start; returns its id."""
        number = str(_FIRST_NUMBERING + len(self.numberings))
        self.numberings.append(
            f'<w:num w:numId="{number}"><w:abstractNumId w:val="{abstract}"/><w:lvlOverride w:ilvl="{level}">'
            f'<w:startOverride w:val="{start}"/></w:lvlOverride></w:num>'
        )
        return number

    def _data(self, data: Table, *, keep: bool) -> str:
        """A table; if `keep`, its last line stays with what follows."""
        widths = self._shares(data.widths)
        header, *lines = data.rows
        heads = row(widths, self._cells(header, "En-tête de tableau"), "<w:tblHeader/>")
        names = self._column_names(data)
        kept = _KEEP_NEXT * keep
        ends = [""] * (len(lines) - 1) + [kept] * (len(lines) > 0)
        rows = [
            row(widths, self._cells(line, "Texte de tableau", names, end))
            for line, end in zip(lines, ends, strict=True)
        ]
        if any(names) and self._controls.repeated:
            rows = [forms.repeating(self._numbers, rows)]
        return self._table("Tableau", widths, [heads, *rows], kept)

    def _column_names(self, data: Table) -> list[str]:
        """The name of the controls of each column, "" for none."""
        header, *lines = data.rows
        names = self._controls.under(
            self._name(piece) for row in lines for cell in row for line in cell for piece in line
        )
        return [names.get(_head(cell), "") for cell in header]

    def _signatures(self, signatures: Table) -> str:
        """Who signs, one column each; the last line, the name, comes under the room to sign."""
        widths = self._shares((1,) * len(signatures.widths))
        *above, names = signatures.rows
        room = f'<w:trHeight w:val="{_ROOM_TO_SIGN}" w:hRule="atLeast"/>'
        written = [row(widths, self._cells(line, "Signataire")) for line in above]
        written.append(
            row(widths, self._cells(names, "Signature"), room, '<w:vAlign w:val="bottom"/>')
        )
        return self._table("Signatures", widths, written)

    def _shares(self, shares: Sequence[int]) -> list[int]:
        return [self._look.width * share // sum(shares) for share in shares]

    def _cells(
        self, row: Sequence[Lines], style: str, names: Sequence[str] = (), properties: str = ""
    ) -> list[str]:
        """A paragraph a cell; an empty cell holds a control of the name of its column, if it has one."""
        return [
            self.paragraph(
                style, self._text(cell) if any(cell) or not name else self._empty(name), properties
            )
            for cell, name in zip(row, names or [""] * len(row), strict=True)
        ]

    def _empty(self, name: str) -> str:
        return self._controls.empty(next(self._numbers), name)

    def _table(
        self, style: str, widths: Sequence[int], rows: Iterable[str], after: str = ""
    ) -> str:
        # Two tables with nothing between them would be one, and a cell must end with a paragraph.
        return table(self._look.style(style), widths, rows) + self.paragraph("Espace", "", after)

    def _text(self, lines: Lines) -> str:
        return "<w:r><w:br/></w:r>".join("".join(map(self._run, line)) for line in lines)

    def _run(self, piece: Run) -> str:
        look = "<w:b/>" * piece.strong + "<w:i/>" * piece.emphasis
        match piece:
            case Words(text):
                return run(text, look)
            case Place(index, blank):
                to_fill = f'<w:rStyle w:val="{self._look.style("À compléter")}"/>' if blank else ""
                written = run(f"{VALUE}{index}{END}", to_fill + look)
                if name := self._name(piece):
                    return self._controls.control(next(self._numbers), name, written, blank=blank)
                return written

    def _name(self, piece: Run) -> str:
        """The name of the control around the piece, "" for none."""
        if not isinstance(piece, Place) or not self._controls.places:
            return ""
        return self._controls.places[piece.index]

    def _is_fixed(self, block: Block) -> bool:
        """Whether the block is one line of plain text where the sender has nothing to write.

        LibreOffice 7.4 would forget the bold words and line breaks of a locked paragraph.
        """
        match block:
            case Paragraph((line,)) | Heading(_, (line,)):
                return _plain(line) not in self._controls.free and not any(
                    piece.strong or piece.emphasis or _is_blank(piece) or self._name(piece)
                    for piece in line
                )
        return False


def _plain(pieces: Sequence[Run]) -> str:
    """The constant words of the pieces."""
    return "".join(piece.text for piece in pieces if isinstance(piece, Words))


def _head(cell: Lines) -> str:
    """The words of a head, its places as the skeleton marks them."""
    return "".join(
        piece.text if isinstance(piece, Words) else f"{VALUE}{piece.index}{END}"
        for line in cell
        for piece in line
    )


def _is_blank(piece: Run) -> bool:
    return isinstance(piece, Place) and piece.blank
