"""The body of a Word file as blocks, in reading order: nothing that is printed is left out.

What Markdown has no words for (underlining, merged cells, an image) is counted in `lost`: never a text.
A number that the word processor works out is printed as text, since an official text cites it.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import cast, get_args

from lxml import etree

from generator.archives.office import Archive
from generator.documents.blocks import (
    Block,
    Container,
    Heading,
    Indent,
    Kind,
    Lines,
    Paragraph,
    Table,
    Words,
)
from generator.documents.word.reader import opening, sections
from generator.documents.word.reader.groups import Item, grouped
from generator.documents.word.reader.numbering import Label, Numbering
from generator.documents.word.reader.opening import W
from generator.documents.word.reader.runs import Marks, Runs, note_mark
from generator.documents.word.reader.styles import Styles, is_on, value
from generator.documents.word.reader.tables import table

_ALIGNED: Mapping[str, Kind] = {"center": "centre", "right": "droite", "end": "droite"}
_STEP = 567
"""Twips of one step of indentation: 1 cm."""
_PAGE: Block = Container("saut", ())
_SKIPPED = {f"{W}{tag}" for tag in ("sectPr", "sdtPr", "sdtEndPr", "pPr", "rPr")}


@dataclass(frozen=True)
class Document:
    """A Word file's text: the blocks of its body, notes at the end, and how often each look was lost.

    `around` are the lines of its headers and footers, which are a part of its look.
    """

    blocks: tuple[Block, ...]
    lost: Mapping[str, int]
    around: tuple[str, ...] = ()


def read(archive: Archive) -> Document:
    """The text of a file opened by `opening.open_word`. Raises GreffeError when a field of it never ends."""
    styles = Styles(opening.part(archive, "styles"))
    marks = Marks()
    reader = _Reader(styles, Numbering(opening.part(archive, "numbering")), marks)
    body = archive.xml(archive.main).find(f"{W}body")
    blocks = () if body is None else reader.blocks(body)
    reader.refuse_open(archive.name)
    around = [
        "".join(run.text for run in line)
        for root in opening.around(archive)
        for block in _Reader(styles, Numbering(None), Marks()).blocks(root)
        for line in flat(block)
    ]
    notes = {
        kind: opening.part(archive, f"{kind}s")
        for kind in ("footnote", "endnote")
    }  # fmt: skip
    whole = (*blocks, *reader.notes(notes))
    reader.refuse_open(archive.name)
    if body is not None:
        marks.lost.update(sections.lost(archive, body))
    return Document(whole, dict(sorted(marks.lost.items())), tuple(around))


def margins(archive: Archive) -> Iterator[tuple[str, tuple[Block, ...]]]:
    """The kind, « header » or « footer », and the text of each part printed at the edges of pages."""
    styles = Styles(opening.part(archive, "styles"))
    for relation in archive.relations(archive.main):
        if relation.type in ("header", "footer"):
            reader = _Reader(styles, Numbering(opening.part(archive, "numbering")), Marks())
            yield relation.type, reader.blocks(archive.xml(relation.target))


class _Reader:
    def __init__(self, styles: Styles, numbering: Numbering, marks: Marks) -> None:
        self._styles = styles
        self._numbering = numbering
        self._marks = marks
        self._runs = Runs(styles, marks)

    def blocks(self, parent: etree._Element) -> tuple[Block, ...]:
        """The blocks of a body, a cell, a frame or a note."""
        return grouped(self._items(parent))

    def refuse_open(self, name: str) -> None:
        """Raise GreffeError when a field that was begun has no end: all that follows it would be taken for it."""
        if self._runs.is_open:
            raise opening.refused(
                name,
                "contient un champ qui commence et ne finit pas, et le texte qui le suit serait perdu",
                "Dans Word, affichez les codes de champ (Alt+F9), supprimez ce champ ou mettez-le à jour (F9), enregistrez, et recommencez",
            )

    def notes(self, parts: Mapping[str, etree._Element | None]) -> Iterator[Block]:
        """The notes that the text called, footnotes first."""
        for kind, root in parts.items():
            called = [key for each, key in self._marks.notes if each == kind]
            found = {} if root is None else {each.get(f"{W}id", ""): each for each in root}
            paragraphs: list[Block] = []
            for number, key in enumerate(called, 1):
                lines = [line for block in self.blocks(found[key]) for line in flat(block)] if key in found else []  # fmt: skip
                mark = Words(f"{note_mark(number, kind)} ")
                first = (mark, *lines[0]) if lines else (mark,)
                paragraphs.append(Paragraph((first, *lines[1:])))
            if paragraphs:
                yield Container("note", tuple(paragraphs))

    def _items(self, parent: etree._Element) -> Iterator[Item]:
        for child in parent:
            if child.tag == f"{W}p":
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from map(Item, table(child, self.blocks, flat, self._marks.lost))
            elif child.tag.endswith("}AlternateContent"):
                yield from self._items(child[0] if len(child) else child)
            elif isinstance(child.tag, str) and child.tag not in _SKIPPED:
                yield from self._items(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Item]:
        level = self._styles.level(paragraph)
        before = self._styles.property(paragraph, "pageBreakBefore")
        if before is not None and is_on(before):
            yield Item(_PAGE)
        label = self._label(paragraph)
        for rank, lines in enumerate(self._runs.pages(paragraph, heading=level is not None)):
            if rank:
                yield Item(_PAGE)
            if lines or (label and not label.bullet and not rank):
                yield self._item(paragraph, level, lines, label if not rank else None)
        for frame in _frames(paragraph):
            yield from self._items(frame)
        if _ends_page(paragraph):
            yield Item(_PAGE)

    def _label(self, paragraph: etree._Element) -> Label | None:
        listed = self._styles.numbering(paragraph)
        return self._numbering.label(*listed) if listed else None

    def _item(
        self, paragraph: etree._Element, level: int | None, lines: Lines, label: Label | None
    ) -> Item:
        numbered = label is not None and not label.bullet
        if numbered and label:
            lines = _labelled(label.text, lines)
        if level is not None:
            return Item(Heading(level, (_even(joined(lines)),)))
        block = Paragraph(lines)
        if label and label.bullet:
            return Item(block, bullet=label.level)
        if label:
            return Item(block, kind=_indent(label.level + 1))
        aligned = value_of(self._styles.property(paragraph, "jc"))
        if aligned in _ALIGNED:
            return Item(block, kind=_ALIGNED[aligned])
        return Item(block, kind=_indent(_steps(self._styles.property(paragraph, "ind"))))


def flat(block: Block) -> Iterator[tuple[Words, ...]]:
    """The lines of a block that goes where only lines may: a cell, a note."""
    match block:
        case Paragraph(lines) | Heading(_, lines):
            yield from cast(tuple[tuple[Words, ...], ...], lines)
        case Table(_, rows):
            for row in rows:
                for cell in row:
                    yield from cast(tuple[tuple[Words, ...], ...], cell)
        case Container(_, blocks):
            for each in blocks:
                yield from flat(each)
        case _:
            for item in block.items:
                for rank, each in enumerate(item):
                    for line in flat(each):
                        yield (Words("• "), *line) if rank == 0 else line


def joined(lines: Lines) -> tuple[Words, ...]:
    """The lines as one: Markdown has no break in a heading."""
    words: list[Words] = []
    for line in lines:
        words += [Words(" ")] if words else []
        words += cast(tuple[Words, ...], line)
    return tuple(words)


def value_of(element: etree._Element | None) -> str:
    """The w:val of the element, "" when there is none."""
    return "" if element is None else element.get(f"{W}val", "")


def _even(line: tuple[Words, ...]) -> tuple[Words, ...]:
    """A heading's line without the bold that is in all of it: that is its style's part."""
    said = [words for words in line if words.text.strip()]
    strong = all(words.strong for words in said)
    emphasis = all(words.emphasis for words in said)
    return tuple(
        replace(words, strong=words.strong and not strong, emphasis=words.emphasis and not emphasis)
        for words in line
    )


def _labelled(label: str, lines: Lines) -> Lines:
    if not lines:
        return ((Words(label),),)
    first = lines[0]
    same = replace(cast(Words, first[0]), text=f"{label} {cast(Words, first[0]).text}")
    return ((same, *first[1:]), *lines[1:])


def _indent(steps: int) -> Kind | None:
    kinds = get_args(Indent)
    return kinds[min(steps, len(kinds)) - 1] if steps > 0 else None


def _steps(indent: etree._Element | None) -> int:
    left = "" if indent is None else indent.get(f"{W}left", indent.get(f"{W}start", ""))
    return round(int(left) / _STEP) if left.isdecimal() else 0


def _frames(paragraph: etree._Element) -> Iterator[etree._Element]:
    """The texts of the frames drawn over a paragraph; each is there twice, for older programs too."""
    for box in paragraph.iter(f"{W}txbxContent"):
        above = [each for each in box.iterancestors() if isinstance(each.tag, str)]
        own = next(each for each in above if each.tag == f"{W}p")
        if own is paragraph and not any(each.tag.endswith("}Fallback") for each in above):
            yield box


def _ends_page(paragraph: etree._Element) -> bool:
    section = paragraph.find(f"{W}pPr/{W}sectPr")
    return section is not None and value(section, "type") != "continuous"
