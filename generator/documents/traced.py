"""What a text that was watched says of where it comes from: its lines, their places and their conditions."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

OPEN, INSIDE, CLOSE = "\ue010", "\ue011", "\ue012"
"""Around what a place prints: OPEN, the number of the place, INSIDE, the text, CLOSE."""
_MARKS = re.compile(f"{OPEN}([0-9]+){INSIDE}|({CLOSE})")


@dataclass(frozen=True)
class Branch:
    """A part of a text that stands under a condition, in words, "" for a whole file or a macro.

    `within` is the branch around it, `text` what it holds of the author's own words, "" for nothing.
    """

    file: str
    line: int
    condition: str
    text: str
    within: "Branch | None"

    @property
    def conditions(self) -> tuple[str, ...]:
        """Its condition, after those around it."""
        above = self.within.conditions if self.within else ()
        return (*above, self.condition) if self.condition else above


@dataclass(frozen=True)
class Site:
    """A place of a text of the template, and the branch that it stands in; what a value is worked out of, as written."""

    file: str
    line: int
    branch: Branch | None
    expression: str = ""


@dataclass(frozen=True)
class Line:
    """A line of a printed text, its values between their marks, and the places it comes from, outermost first."""

    text: str
    sites: tuple[Site, ...]

    @property
    def conditions(self) -> tuple[str, ...]:
        """Every condition that put something in it, each once."""
        branches = [site.branch for site in self.sites if site.branch]
        return tuple(dict.fromkeys(each for branch in branches for each in branch.conditions))


@dataclass(frozen=True)
class Trace:
    """How a text was printed: its lines, the branches that were taken, and those that were not."""

    lines: tuple[Line, ...]
    taken: frozenset[Branch]
    left: frozenset[Branch]

    @property
    def text(self) -> str:
        """The text, as it is printed without being watched."""
        return "\n".join(line.text for line in self.lines)

    @property
    def left_out(self) -> tuple[Branch, ...]:
        """The branches with words of their own that were not taken, though what is around them was."""
        found = [each for each in self.left if each.condition and each.text and each.within in self.taken]  # fmt: skip
        return tuple(sorted(found, key=lambda each: (each.file, each.line)))


def marked_lines(text: str, sites: Sequence[Site]) -> Iterator[Line]:
    """The lines of a marked text, without its marks."""
    pieces: list[tuple[str, tuple[int, ...]]] = []
    stack: tuple[int, ...] = ()
    start = 0
    for found in _MARKS.finditer(text):
        pieces.append((text[start : found.start()], stack))
        stack = stack[:-1] if found[2] else (*stack, int(found[1]))
        start = found.end()
    pieces.append((text[start:], stack))
    for _, line in groupby(_cut(pieces), key=lambda each: each[0]):
        parts = list(line)
        places = dict.fromkeys(number for _, words, held in parts if words.strip() for number in held)  # fmt: skip
        yield Line("".join(words for _, words, _ in parts), tuple(sites[each] for each in places))


def _cut(
    pieces: Sequence[tuple[str, tuple[int, ...]]],
) -> Iterator[tuple[int, str, tuple[int, ...]]]:
    """The pieces cut at line feeds, each after the rank of its line."""
    rank = 0
    for text, held in pieces:
        for number, words in enumerate(text.split("\n")):
            rank += number > 0
            yield rank, words, held
