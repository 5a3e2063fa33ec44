"""Blocks laid out as a Word document: done once for each skeleton and look, values entering later.

A place is a run of its own, whose text is the place's mark: `Places` cuts the XML there.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import count

from generator.documents import markdown
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
from generator.documents.rendered import END, PLACE, VALUE
from generator.documents.word import controls as forms
from generator.documents.word import look as looks
from generator.documents.word.controls import NONE, Controls
from generator.documents.word.look import Frame, Look
from generator.documents.word.markup import CENTIMETRE, LIST_INDENT, paragraph, row, run, table
from generator.documents.word.package import Part, deflated
from generator.errors import GreffeError

_HEADINGS = ("Title", "heading 1", "heading 2", "heading 3")
_ROOM_TO_SIGN = 3 * CENTIMETRE  # 2.5 cm, and the name
_FIRST_NUMBERING = 1000
_KEEP_NEXT = "<w:keepNext/>"
_LANDSCAPE = Container("paysage", ())


@dataclass(frozen=True, slots=True)
class Places:
    """A part cut at its places: constants[0], value indices[0], constants[1], and so on."""

    name: str
    constants: tuple[str, ...]
    indices: tuple[int, ...]

    def filled(self, texts: Sequence[str]) -> bytes:
        """The part, given the XML text of every value of the document."""
        pieces = [""] * (2 * len(self.indices) + 1)
        pieces[::2] = self.constants
        pieces[1::2] = [texts[index] for index in self.indices]
        return "".join(pieces).encode()


@dataclass(frozen=True, slots=True)
class Layout:
    """A document without its values."""

    constant: tuple[Part, ...]
    varying: tuple[Places, ...]


@lru_cache(maxsize=512)
def lay_out(body: str, header: str, data: bytes, controls: Controls = NONE) -> Layout:
    """The document of these two skeletons in the look of the Word file `data`, to fill in `controls`.

    Raises GreffeError when the look lacks a style or has no room for the page header, or when the text
    turns its pages elsewhere than at its start.
    """
    look, blocks = looks.read(data), markdown.parse(body)
    if blocks[:1] == (_LANDSCAPE,):
        look, blocks = look.landscape, blocks[1:]
    page_header = markdown.parse(header)
    if page_header and not look.headers:
        raise GreffeError(
            "Le fichier d'apparence base.docx n'a pas, dans son en-tête de page, le paragraphe « [en-tête] » que greffe remplace. Ajoutez-le dans Word, ou repartez du fichier livré."
        )
    press = _Press(look, controls)
    document = press.body(blocks)
    heading = press.blocks(page_header, "header") or press.paragraph("Espace", "")
    parts = [_framed(look.document, document), *(_framed(frame, heading) for frame in look.headers)]
    parts.append(_framed(look.numbering, "".join(press.numberings)))
    return Layout(
        constant=look.constant
        + tuple(deflated(part.name, part.filled(())) for part in parts if not part.indices),
        varying=tuple(part for part in parts if part.indices),
    )


def _framed(frame: Frame, blocks: str) -> Places:
    cut = PLACE.split(f"{frame.before}{blocks}{frame.after}")
    return Places(frame.name, tuple(cut[::3]), tuple(map(int, cut[2::3])))


class _Press:
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
        before, after = [None, *blocks[:-1]], [*blocks[1:], None, None]
        written: list[str] = []
        for position, block in enumerate(blocks):
            content = self._block(
                block,
                "Subtitle" if _is_subtitle(before[position], block) else style,
                keep=keep or _introduces(block, *after[position : position + 2]),
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
                return self._data(block)
            case Container("signatures", blocks):
                return "".join(
                    self._signatures(child)
                    if isinstance(child, Table)
                    else self._block(child, style, keep=True)
                    for child in blocks
                )
            case Container("alternative", blocks):
                content = self.blocks(blocks, style) or self.paragraph(style, "")
                return self._table(
                    "Cadre", [self._look.width], [row([self._look.width], [content])]
                )
            case Container("saut", blocks):
                start = self.paragraph("Espace", "", "<w:pageBreakBefore/>")
                return start + self.blocks(blocks, style)
            case Container("paysage"):
                raise GreffeError(
                    "Dans le modèle, « ::: paysage » se place seul, avant tout autre texte du document. Déplacez-le en première ligne, suivi de « ::: »."
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

    def _data(self, data: Table) -> str:
        widths = self._shares(data.widths)
        header, *lines = data.rows
        heads = row(widths, self._cells(header, "En-tête de tableau"), "<w:tblHeader/>")
        names = self._column_names(data)
        rows = [row(widths, self._cells(line, "Texte de tableau", names)) for line in lines]
        if any(names):
            rows = [forms.repeating(self._numbers, rows)]
        return self._table("Tableau", widths, [heads, *rows])

    def _column_names(self, data: Table) -> list[str]:
        """The name of the controls of each column, "" for none."""
        header, *lines = data.rows
        names = self._controls.under(
            self._name(piece) for line in lines for cell in line for piece in cell
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

    def _cells(self, line: Sequence[Line], style: str, names: Sequence[str] = ()) -> list[str]:
        """A paragraph a cell; an empty cell holds a control of the name of its column, if it has one."""
        return [
            self.paragraph(style, self._text((cell,)) if cell or not name else self._empty(name))
            for cell, name in zip(line, names or [""] * len(line), strict=True)
        ]

    def _empty(self, name: str) -> str:
        return forms.empty(next(self._numbers), name, date=name in self._controls.dates)

    def _table(self, style: str, widths: Sequence[int], rows: Iterable[str]) -> str:
        # Two tables with nothing between them would be one, and a cell must end with a paragraph.
        return table(self._look.style(style), widths, rows) + self.paragraph("Espace", "")

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
                    date = name in self._controls.dates
                    return forms.control(next(self._numbers), name, written, date=date, blank=blank)
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


def _head(pieces: Sequence[Run]) -> str:
    """The words of a head, its places as the skeleton marks them."""
    return "".join(
        piece.text if isinstance(piece, Words) else f"{VALUE}{piece.index}{END}" for piece in pieces
    )


def _is_blank(piece: Run) -> bool:
    return isinstance(piece, Place) and piece.blank


def _introduces(block: Block, following: Block | None, second: Block | None) -> bool:
    """Whether no page may end after the block: what is announced stays with its announcement.

    Two paragraphs stay with signatures, so that these are never alone on a page.
    """
    match following, second:
        case (Listing() | Table() | Container("signatures"), _) | (
            Paragraph(),
            Container("signatures"),
        ):
            return isinstance(block, Paragraph)
    return False


def _is_subtitle(previous: Block | None, block: Block) -> bool:
    """Whether the block says more of the title: a paragraph all in emphasis right after it."""
    match previous, block:
        case Heading(0), Paragraph(lines):
            return all(run.emphasis for line in lines for run in line)
    return False
