"""What readers that are not greffe's find in a PDF file and in the Word file of the same text."""

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import docx
from docx.oxml.ns import qn
from pypdf import PageObject, PdfReader
from pypdf.generic import ArrayObject, ByteStringObject, ContentStream, NameObject, TextStringObject

_Operation = tuple[Any, bytes]
_SHOWS = {b"Tj", b"TJ", b"'", b'"'}
_STATE = {b"q", b"Q", b"cm", b"BT", b"ET"}
_SIGNS = {qn("w:noBreakHyphen"): "\u2011", qn("w:softHyphen"): "", qn("w:br"): " "}


def opened(pdf: bytes) -> PdfReader:
    return PdfReader(io.BytesIO(pdf), strict=True)


_CUT = "\ue003"
"""A hyphen that ends a line: of the word, or of the line alone."""


def letters(text: str) -> str:
    """The text without its spaces and line ends."""
    return re.sub(r"[\s\u00ad]", "", re.sub(r"-\n", _CUT, text))


def said(pdf: bytes, expected: str) -> str:
    """The letters of the file in the order of reading, what is said again on each page aside.

    A hyphen that ends a line counts where the `expected` letters have one.
    """
    return joined((told for told, _ in parted(opened(pdf))), expected)


def parted(reader: PdfReader) -> Iterator[tuple[str, str]]:
    """What each page says to who listens, and what is there for the eye alone (ISO 32000-1, 14.8.2.2): its head and its foot."""
    for page in reader.pages:
        content = ContentStream(page.get_contents(), reader)
        told, aside = _texts(content.operations)
        yield _extracted(page, content, told), _extracted(page, content, aside)


def joined(pages: Iterable[str], expected: str) -> str:
    """The letters of the pages; a hyphen that ends a line counts where the `expected` letters have one."""
    found = ""
    for letter in letters("\n".join(pages)):
        if letter != _CUT:
            found += letter
        elif expected[len(found) : len(found) + 1] == "-":
            found += "-"
    return found


def _texts(operations: Sequence[_Operation]) -> tuple[list[_Operation], list[_Operation]]:
    """The operations that show what is told, and those that show what is not; each with all that draws nothing."""
    told, aside, within = [], [], [False]
    for operands, operator in operations:
        if operator in (b"BDC", b"BMC"):
            within.append(within[-1] or operands[0] == "/Artifact")
        elif operator == b"EMC":
            within.pop()
        kept = (_as_bytes(operands), operator)
        if operator not in _SHOWS or not within[-1]:
            told.append(kept)
        if within[-1] or operator in _STATE:
            aside.append(kept)
    return told, aside


def _extracted(page: PageObject, content: ContentStream, operations: list[_Operation]) -> str:
    content.operations = operations
    page[NameObject("/Contents")] = content
    return page.extract_text()


def _as_bytes(operand):
    """The operand, its text as the file has it: pypdf guesses an encoding that is not that of the font."""
    if isinstance(operand, list):
        return ArrayObject(_as_bytes(each) for each in operand)
    return (
        ByteStringObject(operand.original_bytes)
        if isinstance(operand, TextStringObject)
        else operand
    )


def printed(word: bytes) -> str:
    """The letters of a Word file: its page header, then its body with the marks of its lists."""
    document = docx.Document(io.BytesIO(word))
    marks = _Marks(document)
    parts = (document.sections[0].header.part.element, document.element.body)
    return letters("".join(
        marks.mark(paragraph) + "".join(_text(paragraph))
        for part in parts
        for paragraph in part.iter(qn("w:p"))
    ))  # fmt: skip


def _text(paragraph) -> Iterator[str]:
    for node in paragraph.iter(qn("w:t"), *_SIGNS):
        yield _SIGNS.get(node.tag, node.text or "")


class _Marks:
    """Counts the items of lists, as Word does (ECMA-376 part 1, 17.9)."""

    def __init__(self, document) -> None:
        root = document.part.numbering_part.element
        self._abstract = {
            each.get(qn("w:abstractNumId")): each for each in root.iter(qn("w:abstractNum"))
        }
        self._numbers = {each.get(qn("w:numId")): each for each in root.iter(qn("w:num"))}
        self._counts: defaultdict[tuple[str, str], int] = defaultdict(int)

    def mark(self, paragraph) -> str:
        found = paragraph.find(f"{qn('w:pPr')}/{qn('w:numPr')}")
        if found is None:
            return ""
        number, level = (found.find(qn(f"w:{name}")).get(qn("w:val")) for name in ("numId", "ilvl"))
        num = self._numbers[number]
        abstract = self._abstract[num.find(qn("w:abstractNumId")).get(qn("w:val"))]
        lvl = next(each for each in abstract.iter(qn("w:lvl")) if each.get(qn("w:ilvl")) == level)
        text = lvl.find(qn("w:lvlText")).get(qn("w:val"))
        if lvl.find(qn("w:numFmt")).get(qn("w:val")) == "bullet":
            return text
        starts = [each.get(qn("w:val")) for each in num.iter(qn("w:startOverride"))]
        self._counts[number, level] += 1
        rank = self._counts[number, level] + int(starts[0] if starts else 1) - 1
        return text.replace(f"%{int(level) + 1}", _shown(rank, lvl.find(qn("w:numFmt")).get(qn("w:val"))))  # fmt: skip


def _shown(rank: int, form: str) -> str:
    return chr(ord("a") + rank - 1) if form == "lowerLetter" else str(rank)
