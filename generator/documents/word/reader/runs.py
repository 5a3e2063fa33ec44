"""The words of a paragraph as a word processor shows them, cut in lines and pages.

Runs, links, controls and fields are ways of cutting a text in pieces (ECMA-376 part 1, 17.3 and 17.16): of
a field its printed result is read, of a tick box its sign, never the instruction behind it.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from generator.documents.blocks import Line, Lines, Words
from generator.documents.word.reader.opening import W
from generator.documents.word.reader.styles import Styles, is_on, value
from generator.documents.word.reader.symbols import printable, symbol

MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_CHOICE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Choice"
_ALTERNATE = "{http://schemas.openxmlformats.org/markup-compatibility/2006}AlternateContent"
LINE, PAGE = "\n", "\f"
_SIGNS = {"tab": "\t", "ptab": "\t", "cr": LINE, "noBreakHyphen": "\u2011", "softHyphen": "\u00ad"}
_NO_TEXT = {f"{W}{tag}" for tag in ("pPr", "rPr", "sdtPr", "sdtEndPr", "rubyPr", "rt", "instrText")}
STRUCK = "mots barrés"
"""The one look without which words say the contrary."""
# Looks that Markdown does not have, by the rPr child that gives them.
_LOST = {
    "u": "mots soulignés",
    "caps": "mots mis en capitales par la mise en forme",
    "smallCaps": "petites capitales",
    "highlight": "mots surlignés",
    "color": "mots en couleur",
}
_PLAIN = frozenset({"none", "auto", "000000", "0", "false"})


@dataclass
class Marks:
    """What is met on the way: the notes called, in their order, and the looks that Markdown cannot carry."""

    notes: list[tuple[str, str]] = field(default_factory=list)
    lost: Counter[str] = field(default_factory=Counter)


@dataclass
class _Field:
    printed: bool = False
    box: str = ""


class Runs:
    """Reads paragraphs in the order of a part; a field may begin in one and end in another."""

    def __init__(self, styles: Styles, marks: Marks) -> None:
        self._styles = styles
        self._marks = marks
        self._fields: list[_Field] = []

    @property
    def is_open(self) -> bool:
        """Whether a field begun has not ended yet."""
        return bool(self._fields)

    def pages(self, paragraph: etree._Element, *, heading: bool) -> list[Lines]:
        """The lines of the paragraph, in one group a page: several when it holds page breaks."""
        pages: list[list[list[Words]]] = [[[]]]
        for text, strong, emphasis in self._words(paragraph, paragraph, heading):
            for rank, page in enumerate(text.split(PAGE)):
                if rank:
                    pages.append([[]])
                for number, line in enumerate(page.split(LINE)):
                    if number:
                        pages[-1].append([])
                    if line:
                        _add(pages[-1][-1], Words(line, strong, emphasis))
        return [_trimmed(page) for page in pages]

    def _words(
        self, parent: etree._Element, paragraph: etree._Element, heading: bool
    ) -> Iterator[tuple[str, bool, bool]]:
        for child in parent:
            if child.tag in _NO_TEXT:
                continue
            if child.tag == f"{W}r":
                yield self._run(child, paragraph, heading)
            elif child.tag == f"{MATH}t":
                yield printable(child.text or ""), False, False
            elif child.tag == _ALTERNATE:
                chosen = child.find(_CHOICE)
                yield from self._words(child if chosen is None else chosen, paragraph, heading)
            elif isinstance(child.tag, str) and not _is_box(child):
                yield from self._words(child, paragraph, heading)

    def _run(
        self, run: etree._Element, paragraph: etree._Element, heading: bool
    ) -> tuple[str, bool, bool]:
        text = "".join(self._sign(child) for child in run.iter() if not _is_within_box(child, run))
        if not text:
            return "", False, False
        if self._styles.toggled(run, "vanish", paragraph):
            self._marks.lost["mots masqués, qui ne s'impriment pas"] += 1
            return "", False, False
        if text.strip():
            self._note_looks(run, paragraph)
        within = None if heading else paragraph
        strong = self._styles.toggled(run, "b", within)
        return text, strong, self._styles.toggled(run, "i", within)

    def _sign(self, element: etree._Element) -> str:
        """What one element of a run prints."""
        if not isinstance(element.tag, str) or not element.tag.startswith(W):
            return ""
        name = element.tag.removeprefix(W)
        if name == "fldChar":
            return self._field(element)
        if self._fields and not all(each.printed for each in self._fields):
            return ""
        match name:
            case "t":
                return printable(element.text or "")
            case "sym":
                return symbol(element.get(f"{W}char", ""))
            case "br":
                return PAGE if element.get(f"{W}type") == "page" else LINE
            case "footnoteReference" | "endnoteReference":
                return self._note(name.removesuffix("Reference"), element)
            case "drawing" | "pict" | "object":
                if next(element.iter(f"{W}txbxContent"), None) is None:
                    self._marks.lost["image"] += 1
                return ""
        return _SIGNS.get(name, "") if name != "tab" or element.getparent().tag == f"{W}r" else ""

    def _field(self, mark: etree._Element) -> str:
        match mark.get(f"{W}fldCharType"):
            case "begin":
                self._fields.append(_Field(box=_box(mark)))
            case "separate" if self._fields:
                self._fields[-1].printed = True
            case "end" if self._fields:
                return self._fields.pop().box
        return ""

    def _note(self, kind: str, reference: etree._Element) -> str:
        if is_on_attribute(reference, "customMarkFollows"):
            return ""  # the mark is in the text
        self._marks.notes.append((kind, reference.get(f"{W}id", "")))
        return note_mark(sum(1 for each, _ in self._marks.notes if each == kind), kind)

    def _note_looks(self, run: etree._Element, paragraph: etree._Element) -> None:
        if any(self._styles.toggled(run, name, paragraph) for name in ("strike", "dstrike")):
            self._marks.lost[STRUCK] += 1
        for look in run.findall(f"{W}rPr/*"):
            name = look.tag.removeprefix(W)
            if name in _LOST and look.get(f"{W}val", "1").lower() not in _PLAIN:
                self._marks.lost[_LOST[name]] += 1
        if value(run, "rPr/vertAlign") in ("superscript", "subscript"):
            self._marks.lost["exposants et indices"] += 1


def note_mark(number: int, kind: str) -> str:
    """How note `number` is called in the text, and begins: « ¹ » for a footnote, « (1) » for an endnote."""
    if kind == "endnote":
        return f"({number})"
    return "".join("⁰¹²³⁴⁵⁶⁷⁸⁹"[int(digit)] for digit in str(number))


def is_on_attribute(element: etree._Element, name: str) -> bool:
    """Whether the attribute `name` of the element says yes."""
    return element.get(f"{W}{name}", "0").lower() in ("1", "true", "on")


def _box(mark: etree._Element) -> str:
    """What a form field without a text of its own shows: a tick box, the choice of a list."""
    box, choices = mark.find(f"{W}ffData/{W}checkBox"), mark.find(f"{W}ffData/{W}ddList")
    if box is not None:
        ticked = box.find(f"{W}checked")
        ticked = box.find(f"{W}default") if ticked is None else ticked
        return "☒" if ticked is not None and is_on(ticked) else "☐"
    if choices is not None:
        entries = [each.get(f"{W}val", "") for each in choices.iter(f"{W}listEntry")]
        rank = value(choices, "result") or value(choices, "default") or "0"
        return entries[int(rank)] if rank.isdecimal() and int(rank) < len(entries) else ""
    return ""


def _add(line: list[Words], words: Words) -> None:
    if line and (line[-1].strong, line[-1].emphasis) == (words.strong, words.emphasis):
        line[-1] = Words(line[-1].text + words.text, words.strong, words.emphasis)
    else:
        line.append(words)


def _trimmed(lines: list[list[Words]]) -> Lines:
    """The lines that say something, without the spaces at their ends, whose only part is in the look."""
    return tuple(filter(None, (_stripped(line) for line in lines)))


def _stripped(line: list[Words]) -> Line:
    while line and not line[0].text.strip():
        line = line[1:]
    while line and not line[-1].text.strip():
        line = line[:-1]
    if not line:
        return ()
    first = line[0]
    line = [Words(first.text.lstrip(), first.strong, first.emphasis), *line[1:]]
    last = line[-1]
    return (*line[:-1], Words(last.text.rstrip(), last.strong, last.emphasis))


def _is_box(element: etree._Element) -> bool:
    return element.tag in (f"{W}txbxContent", f"{W}tbl", f"{W}p")


def _is_within_box(element: etree._Element, run: etree._Element) -> bool:
    """Whether the element is in a frame drawn from the run: its text is read by itself, or there twice."""
    for ancestor in element.iterancestors():
        if ancestor is run:
            return False
        if ancestor.tag in (f"{W}txbxContent", f"{W}rPr", f"{W}ffData"):
            return True
        if ancestor.tag.endswith("}Fallback"):
            return True
    return False
