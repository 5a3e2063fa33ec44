"""The pieces of a page laid out, put together again as the passages that greffe wrote."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from generator.documents.passages import Passage
from generator.documents.seals import squeezed

_ANCHOR = 20
"""Letters of a passage that is found again by itself, further on, after one that is not."""
_AHEAD = 40
"""Passages among which that one is looked for."""


def grouped(
    pieces: Sequence[Passage], expected: Sequence[Passage], running: str = ""
) -> tuple[Passage, ...]:
    """What `pieces` say, in the passages `expected` where they say the same; the others as they stand.

    A piece may hold several passages, or a passage be in several pieces. Nothing said is left out, but what
    is `running` at the heads of pages, and stands between what is expected.
    """
    return tuple(_Stream(pieces, squeezed(running)).passages(expected))


@dataclass(frozen=True)
class _Gap:
    """Passages that are not found as they are, and what stands in their place, from a letter to another."""

    expected: Sequence[Passage]
    start: int
    end: int


class _Stream:
    """The letters of all pieces, one after the other."""

    def __init__(self, pieces: Sequence[Passage], running: str) -> None:
        self._pieces = pieces
        self._running = running
        self._letters = [squeezed(piece.text) for piece in pieces]
        self._ends = list(accumulate(map(len, self._letters)))
        self._text = "".join(self._letters)

    def passages(self, expected: Sequence[Passage]) -> Iterator[Passage]:
        sought = [(passage, squeezed(passage.text)) for passage in expected]
        at = rank = 0
        while rank < len(sought):
            passage, letters = sought[rank]
            if self._text.startswith(letters, at):  # an empty row says nothing, and is there
                yield passage
                at, rank = at + len(letters), rank + 1
                continue
            found, start = self._next([each for _, each in sought[rank : rank + _AHEAD]], at)
            missed = sought[rank : rank + found]
            yield from self._between(_Gap([each for each, own in missed if own], at, start))
            yield from (each for each, own in missed if not own)
            at, rank = start, rank + found
        yield from self._between(_Gap((), at, len(self._text)))

    def _next(self, sought: Sequence[str], at: int) -> tuple[int, int]:
        """Which of `sought` is the first that is found whole after `at`, and where; else none, at the end."""
        for rank, letters in enumerate(sought):
            start = self._text.find(letters, at) if len(letters) >= _ANCHOR else -1
            if start >= 0:
                return rank, start
        return len(sought), at if len(sought) == _AHEAD else len(self._text)

    def _between(self, gap: _Gap) -> Iterator[Passage]:
        """What stands in a gap: one passage in the place of one, else piece by piece."""
        held = list(self._held(gap.start, gap.end))
        said = [each for each in held if squeezed(each.text) not in self._running]
        if len(said) < len(held) and self._running:
            yield from grouped(said, gap.expected)
            return
        if not held:
            return
        if len(gap.expected) != 1:
            yield from held
            return
        (only,) = gap.expected
        cells = len(only.text.split(" | "))
        joint = " | " if cells == len(held) else " "
        yield Passage(joint.join(each.text for each in held), only.level, only.within)

    def _held(self, start: int, end: int) -> Iterator[Passage]:
        """The pieces between two letters, cut there."""
        for piece, letters, last in zip(self._pieces, self._letters, self._ends, strict=True):
            first = last - len(letters)
            if last <= start or first >= end:
                continue
            skipped, kept = max(start - first, 0), min(end, last) - first
            if (skipped, kept) == (0, len(letters)):
                yield piece
            else:
                yield Passage(_cut(piece.text, skipped, kept), piece.level, piece.within)


def _cut(text: str, start: int, end: int) -> str:
    """The part of `text` that holds its letters from `start` to `end`, as layouts count them."""
    counts = list(accumulate(len(squeezed(each)) for each in text))
    return "".join(each for each, count in zip(text, counts, strict=True) if start < count <= end).strip()  # fmt: skip
