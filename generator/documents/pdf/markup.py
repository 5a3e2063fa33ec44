"""Blocks as Typst, in the words of `look.typ`. Every word is a string literal: nothing of a text is read as code."""

from collections.abc import Sequence

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
from generator.documents.flow import is_subtitle, stays
from generator.documents.rendered import END, VALUE

_CONTAINERS: dict[Kind, str] = {
    "parties": "parties",
    "note": "small",
    "alternative": "frame",
    "cadre": "frame",
    "destinataire": "addressee",
    "centre": "centred",
    "droite": "right",
    "retrait": "indent(1)",
    "retrait-2": "indent(2)",
    "retrait-3": "indent(3)",
}
_BULLETS = ("–", "•", "◦")
_NUMBERS = ("1.", "a)", "i.")
"""The marks of lists, level by level: those of the Word styles."""

OWN = "\ue004"
"""Stands for what tells the document from others of the same file; the writer puts it there."""
_SMALL, _TINY = 8, 2
"""Lines of a table that no page cuts; of one that follows signatures to their page, and leaves none half empty."""


def markup(blocks: Sequence[Block]) -> str:
    """The blocks one after the other; a place is the mark that its value replaces, as a `literal`."""
    return _Press().blocks(blocks)


def literal(text: str) -> str:
    """The string literal of Typst that says `text`."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


class _Press:
    """Lays out a document; its headings go down one level at a time (ISO 14289-1, 7.4.2)."""

    def __init__(self) -> None:
        self._level = 0

    def blocks(self, blocks: Sequence[Block]) -> str:
        """The blocks one after the other."""
        return "".join(
            self._block(block, blocks[position - 1] if position else None, blocks[position + 1 :])
            for position, block in enumerate(blocks)
        )

    def _block(self, block: Block, before: Block | None, following: Sequence[Block]) -> str:
        match block:
            case Paragraph(lines) if is_subtitle(before, block):
                return f"#subtitle[{_text(lines)}]\n"
            case Paragraph(lines):
                around = "held" if stays(block, following) else "par"
                return f"#{around}[{_text(lines)}]\n"
            case Heading(_, lines) if not any(lines):
                return ""
            case Heading(level, lines):
                self._level = min(level, self._level) + 1
                return f"#head({level}, {self._level})[{_text(lines)}]\n"
            case Listing():
                return self._listing(block, 0)
            case Table(widths, rows):
                return _table(widths, rows, kept=stays(block, following))
            case Container("signatures", inner):
                return "".join(
                    _signatures(each)
                    if isinstance(each, Table)
                    else f"#held[{self.blocks((each,))}]\n"
                    for each in inner
                )
            case Container("saut", inner):
                return f"#pagebreak(weak: true)\n{self.blocks(inner)}"
            case Container(kind, inner):
                return f"#{_CONTAINERS[kind]}[{self.blocks(inner)}]\n"

    def _listing(self, listing: Listing, level: int) -> str:
        items = "".join(f", [{self._item(item, level)}]" for item in listing.items)
        if listing.numbered:
            mark = _mark(_NUMBERS, level)
            return f'#enum(start: {listing.start}, numbering: "{mark}"{items})\n'
        return f'#list(marker: [#"{_mark(_BULLETS, level)}"]{items})\n'

    def _item(self, item: Sequence[Block], level: int) -> str:
        """The blocks of an item; its first paragraph runs on from its mark."""
        written = []
        for position, block in enumerate(item):
            match block:
                case Listing():
                    written.append(self._listing(block, level + 1))
                case Paragraph(lines) if position == 0:
                    written.append(f"{_text(lines)}\n")
                case _:
                    written.append(self.blocks((block,)))
        return "".join(written)


def _mark(marks: Sequence[str], level: int) -> str:
    return marks[level % len(marks)]


def _table(widths: Sequence[int], rows: Sequence[Sequence[Lines]], *, kept: bool) -> str:
    """A table whose first row, its header, is said again on each page; a small one is on one page, and a
    tiny one on that of what follows if it is `kept` with it.
    """
    shares = "".join(f"{width}, " for width in widths)
    body = "".join(f"({_cells(line)}), " for line in rows)
    around = (
        ("kept" if kept and len(rows) <= 1 + _TINY else "whole")
        if len(rows) <= 1 + _SMALL
        else "long"
    )
    return f"#{around}(data(({shares}), ({body})))\n"


def _signatures(table: Table) -> str:
    *above, names = table.rows
    who = "".join(_cells(line) for line in above)
    labels = "".join(f"{OWN} + {_said(cell)}, " for cell in table.rows[0])
    return f"#signatures({len(table.widths)}, ({who}), ({_cells(names)}), ({labels}))\n"


def _said(lines: Lines) -> str:
    """The words of a cell, as a string."""
    runs = (run for line in lines for run in line)
    return " + ".join(literal(run.text) if isinstance(run, Words) else f"{VALUE}{run.index}{END}" for run in runs) or '""'  # fmt: skip


def _cells(cells: Sequence[Lines]) -> str:
    return "".join(f"[{_text(cell)}], " for cell in cells)


def _text(lines: Lines) -> str:
    return "#linebreak()".join("".join(map(_run, line)) for line in lines)


def _run(run: Run) -> str:
    match run:
        case Words(text):
            said = f"#{literal(text)}"
        case Place(index, blank):
            said = f"#{VALUE}{index}{END}"
            said = f"#fill[{said}]" if blank else said
    if run.strong:
        said = f"#strong[{said}]"
    return f"#emph[{said}]" if run.emphasis else said
