"""The number or bullet that a word processor prints before a paragraph of a list (ECMA-376 part 1, 17.9)."""

import re
from collections import defaultdict
from dataclasses import dataclass

from lxml import etree

from generator.documents.french.durations import in_words
from generator.documents.word.reader.opening import W
from generator.documents.word.reader.styles import is_on, value
from generator.documents.word.reader.symbols import printable

_LEVELS = 9
_WORD = re.compile(r"[^\W_]{2}")
"""What is no bullet: one letter may be, in a font of symbols."""
_ROMAN = (
    (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
    (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
)  # fmt: skip


_ORDINALS = (
    "Premier", "Deuxième", "Troisième", "Quatrième", "Cinquième", "Sixième", "Septième", "Huitième", "Neuvième",
    "Dixième", "Onzième", "Douzième", "Treizième", "Quatorzième", "Quinzième", "Seizième", "Dix-septième",
    "Dix-huitième", "Dix-neuvième", "Vingtième",
)  # fmt: skip


@dataclass(frozen=True)
class Label:
    """What is printed before a paragraph, at the list's `level`, from 0; `bullet` when it counts nothing."""

    text: str
    level: int
    bullet: bool


@dataclass(frozen=True)
class _Level:
    start: int
    kind: str
    text: str
    restart: int | None
    legal: bool


class Numbering:
    """Gives labels in the order of the document; `root` is the numbering part, None when there is none."""

    def __init__(self, root: etree._Element | None) -> None:
        self._abstract: dict[str, etree._Element] = {}
        self._nums: dict[str, etree._Element] = {}
        if root is not None:
            self._abstract = {
                each.get(f"{W}abstractNumId", ""): each for each in root.iter(f"{W}abstractNum")
            }
            self._nums = {each.get(f"{W}numId", ""): each for each in root.iter(f"{W}num")}
        self._counts: dict[str, list[int | None]] = defaultdict(lambda: [None] * _LEVELS)
        self._begun: set[tuple[str, int]] = set()

    def label(self, number: str, level: int) -> Label | None:
        """What is printed before the next paragraph of list `number`; None when that is nothing."""
        if number not in self._nums:
            return None
        levels = self._levels(number)
        if level not in levels:
            return None
        counts = self._counted(number, level, levels)
        own = levels[level]
        if own.kind == "bullet" and not _WORD.search(own.text):
            return Label(printable(own.text) or "•", level, True)
        text = own.text
        for each in range(level, -1, -1):
            kind = "decimal" if own.legal else levels[each].kind if each in levels else "decimal"
            text = text.replace(f"%{each + 1}", _written(counts[each] or 1, kind))
        return Label(text.strip(), level, False) if text.strip() else None

    def _counted(self, number: str, level: int, levels: dict[int, _Level]) -> list[int | None]:
        counts = self._counts[self._shared(number)]
        override = self._override(number, level)
        if override is not None and (number, level) not in self._begun:
            counts[level] = override
        elif counts[level] is None:
            counts[level] = levels[level].start
        else:
            counts[level] = (counts[level] or 0) + 1
        self._begun.add((number, level))
        for above in range(level):
            if counts[above] is None:
                counts[above] = levels[above].start if above in levels else 1
        for below in range(level + 1, _LEVELS):
            restart = levels[below].restart if below in levels else None
            if restart is None or level < restart:  # w:lvlRestart: 0 is never, n is after level n
                counts[below] = None
        return counts

    def _shared(self, number: str) -> str:
        """Lists of one abstract numbering count on from each other."""
        return value(self._nums[number], "abstractNumId")

    def _override(self, number: str, level: int) -> int | None:
        for each in self._nums[number].iter(f"{W}lvlOverride"):
            start = value(each, "startOverride")
            if each.get(f"{W}ilvl") == str(level) and start.isdecimal():
                return int(start)
        return None

    def _levels(self, number: str) -> dict[int, _Level]:
        found: dict[int, _Level] = {}
        for each in (*self._definitions(number), *self._nums[number].iter(f"{W}lvl")):
            rank = each.get(f"{W}ilvl", "")
            if rank.isdecimal() and int(rank) < _LEVELS:
                found[int(rank)] = _level(each)
        return found

    def _definitions(self, number: str) -> list[etree._Element]:
        """The levels of the abstract numbering, or of the one whose list style it borrows."""
        abstract = self._abstract.get(self._shared(number))
        if abstract is None:
            return []
        if link := value(abstract, "numStyleLink"):
            for other in self._abstract.values():
                if value(other, "styleLink") == link:
                    return list(other.iter(f"{W}lvl"))
        return list(abstract.iter(f"{W}lvl"))


def _level(element: etree._Element) -> _Level:
    start, restart = value(element, "start"), value(element, "lvlRestart")
    legal = element.find(f"{W}isLgl")
    return _Level(
        start=int(start) if start.isdecimal() else 0,
        kind=value(element, "numFmt") or "decimal",
        text=value(element, "lvlText"),
        restart=int(restart) if restart.isdecimal() else None,
        legal=legal is not None and is_on(legal),
    )


def _written(number: int, kind: str) -> str:
    match kind:
        case "lowerLetter":
            return _letter(number).lower()
        case "upperLetter":
            return _letter(number)
        case "lowerRoman":
            return _roman(number).lower()
        case "upperRoman":
            return _roman(number)
        case "decimalZero":
            return f"{number:02}"
        case "ordinal":
            return "1er" if number == 1 else f"{number}e"
        case "cardinalText":
            return in_words(number).capitalize()
        case "ordinalText":
            return _ORDINALS[number - 1] if 0 < number <= len(_ORDINALS) else str(number)
        case "none":
            return ""
    return str(number)


def _letter(number: int) -> str:
    """A to Z, then AA, BB: as word processors count."""
    return "" if number < 1 else chr(ord("A") + (number - 1) % 26) * ((number - 1) // 26 + 1)


def _roman(number: int) -> str:
    text = ""
    for unit, sign in _ROMAN:
        text += sign * (number // unit)
        number %= unit
    return text
