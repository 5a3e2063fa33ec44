"""The words of a page: those of each piece of marked content (ISO 32000-1, 14.6), and the others."""

from dataclasses import dataclass, field
from typing import Any

from pypdf import PageObject

from generator.archives.pdf.objects import group

SOFT = "\u00ad"
"""A hyphen that is there because a word goes on below: alone in its marked content, or said to be such."""


@dataclass(frozen=True, slots=True)
class Line:
    """Words on a line, and where it is: its page, counted from 0, and how high there (in points, rounded)."""

    text: str
    page: int
    height: float


@dataclass
class Words:
    """What a page says: `marked` by the number of its marked content, `loose` out of any, `flat` line by line.

    What is at the edges of pages is loose, and so may be what a hand added.
    """

    marked: dict[int, list[Line]] = field(default_factory=dict)
    loose: list[str] = field(default_factory=list)
    flat: str = ""


def words(page: PageObject, rank: int) -> Words:
    """The words of the page, which is the one at `rank` of its file. Raises LimitReachedError when it is too much once decompressed."""
    if contents := page.get_contents():
        contents.get_data()  # the reading that follows would pass over what it cannot decompress
    found = Words()
    open_marks: list[Any] = []

    cut = False

    def mark(operator: bytes, operands: list[Any], _matrix: Any, _text_matrix: Any) -> None:
        nonlocal cut
        if operator in (b"BDC", b"BMC"):
            properties = operands[1] if len(operands) > 1 else None
            open_marks.append(_properties(page, properties))
        elif operator == b"EMC" and open_marks:
            # What a text says is given once the text ends, after its inner marks.
            cut = _is_cut(open_marks.pop())

    def say(text: str, matrix: list[float], place: list[float], _font: Any, _size: Any) -> None:
        nonlocal cut
        text, cut = SOFT if cut else _line(text), False
        if not text.strip():
            return
        for each in reversed(open_marks):
            if isinstance(number := each.get("/MCID"), int):
                found.marked.setdefault(number, []).append(
                    Line(text, rank, round(matrix[5] + matrix[3] * place[5]))
                )
                return
        found.loose.append(text)

    found.flat = page.extract_text(visitor_operand_before=mark, visitor_text=say)
    return found


def _line(text: str) -> str:
    """A line without its end; a font that has one sign for both kinds of hyphens tells all of them soft."""
    line = text.rstrip("\r\n")
    return line if line.strip() == SOFT else line.replace(SOFT, "-")


def _is_cut(mark: dict[str, Any]) -> bool:
    """Whether a mark says that its hyphen is only there because a word goes on below (14.9.4)."""
    return mark.get("/ActualText") in (SOFT, b"\xfe\xff\x00\xad")


def _properties(page: PageObject, given: Any) -> dict[str, Any]:
    """The properties of a mark: written there, or by their name among the resources of the page."""
    if isinstance(given, str):
        given = group(group(page.get("/Resources")).get("/Properties")).get(given)
    return group(given)
