"""What a hand wrote in the places left for it: blanks, empty cells, the room to sign."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from generator.documents.passages import PLACE, Passage, unmarked
from generator.documents.seals import comparable
from generator.versions.alignment import words

_CELL = " | "
_TOKEN = re.compile(r"\w+|[^\w\s]")


@dataclass(frozen=True)
class Writing:
    """What is `written` in a place that asks for `asked`, and the words of its cell `before` and `after` it.

    `rank` is that of the place among the values of the document; None for an empty cell, or room to sign.
    """

    asked: str
    written: str
    rank: int | None = None
    before: str = ""
    after: str = ""


def filled(expected: Passage, received: str) -> tuple[Writing, ...] | None:
    """What was written in each place of `expected` that `received` fills, None when the words around are not the same.

    The places of `expected` are marked (`passages.marked`); `received` is a passage, comparable.
    """
    asked = [comparable(cell) for cell in expected.text.split(_CELL)]
    given = [cell.strip() for cell in received.split("|")] if len(asked) > 1 else [received]
    if len(asked) != len(given):
        return None
    complete = _signed if len(asked) > 1 and expected.within == "signatures" else _written
    found: list[Writing] = []
    for cell, text in zip(asked, given, strict=True):
        parts = complete(cell, text)
        if parts is None:
            return None
        found += parts
    return tuple(found)


def _written(cell: str, text: str) -> list[Writing] | None:
    """The same of one cell: its constant words in order, something else in each place."""
    if not cell:
        return [Writing("", text)] if text else []
    constants, places = _cut(cell)
    if not places:
        return [] if cell == text else None
    spans = _between(constants, text)
    if spans is None:
        return None
    return [
        Writing(asked, text[start:end].strip(), rank, text[:start], text[end:])
        for (rank, asked), (start, end) in zip(places, spans, strict=True)
        if asked != text[start:end].strip()
    ]


def _cut(cell: str) -> tuple[list[str], list[tuple[int, str]]]:
    """The constant words around the places, and each place: its rank, what it asks for."""
    pieces = PLACE.split(cell)
    return pieces[::3], [(int(rank), asked) for rank, asked in zip(pieces[1::3], pieces[2::3], strict=True)]  # fmt: skip


def _between(constants: Sequence[str], text: str) -> list[tuple[int, int]] | None:
    """Where `text` has something between constants that it holds in this order, each as early as can be."""
    first, *middle, last = constants
    if len(text) < len(first) + len(last) or not (text.startswith(first) and text.endswith(last)):
        return None
    end = len(text) - len(last)
    spans = [(0, len(first))]
    for constant in middle:
        start = text.find(constant, spans[-1][1], end)
        if start < 0:
            return None
        spans.append((start, start + len(constant)))
    spans.append((end, len(text)))
    return [(before, after) for (_, before), (after, _) in pairwise(spans)]


def _signed(cell: str, text: str) -> list[Writing] | None:
    """The same where people sign: anything may be added, nothing taken away."""
    constants, _ = _cut(cell)
    kept = " ".join(constants)
    tokens = iter(_TOKEN.findall(text))
    if not all(token in tokens for token in _TOKEN.findall(kept)):
        return None
    added = " ".join(part.strip() for change, part in words(kept, text) if change == "inserted" and part.strip())  # fmt: skip
    return [Writing("", added)] if added and text != unmarked(cell) else []
