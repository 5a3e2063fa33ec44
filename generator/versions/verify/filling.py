"""What a hand wrote in the places left for it: blanks, empty cells, the room to sign."""

import re
from collections.abc import Collection, Sequence
from itertools import pairwise

from generator.documents.passages import Passage
from generator.documents.seals import comparable
from generator.versions.alignment import words

_CELL = " | "
_TOKEN = re.compile(r"\w+|[^\w\s]")


def filled(
    expected: Passage, blanks: Collection[str], received: str
) -> tuple[tuple[str, str], ...] | None:
    """What was asked and what was written, for each place of `expected` that `received` fills.

    None when the words around the places are not the same. `blanks` are what places to fill print, and
    `received` a passage, all comparable.
    """
    asked = [comparable(cell) for cell in expected.text.split(_CELL)]
    given = [cell.strip() for cell in received.split("|")] if len(asked) > 1 else [received]
    if len(asked) != len(given):
        return None
    complete = _signed if len(asked) > 1 and expected.within == "signatures" else _written
    found: list[tuple[str, str]] = []
    for cell, text in zip(asked, given, strict=True):
        parts = complete(cell, blanks, text)
        if parts is None:
            return None
        found += parts
    return tuple(found)


def _written(cell: str, blanks: Collection[str], text: str) -> list[tuple[str, str]] | None:
    """The same of one cell: its constant words in order, something else in each blank."""
    if not cell:
        return [("", text)] if text else []
    constants, asked = _cut(cell, blanks)
    if not asked:
        return [] if cell == text else None
    written = _between(constants, text)
    if written is None:
        return None
    return [(blank, said) for blank, said in zip(asked, written, strict=True) if blank != said]


def _cut(cell: str, blanks: Collection[str]) -> tuple[list[str], list[str]]:
    """The constant words around blanks, and the blanks."""
    if not any(blank in cell for blank in blanks):
        return [cell], []
    longest = sorted(blanks, key=len, reverse=True)
    pieces = re.split(f"({'|'.join(map(re.escape, longest))})", cell)
    return pieces[::2], pieces[1::2]


def _between(constants: Sequence[str], text: str) -> list[str] | None:
    """What `text` has between constants that it holds in this order, each as early as can be."""
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
    return [text[before:after].strip() for (_, before), (after, _) in pairwise(spans)]


def _signed(cell: str, blanks: Collection[str], text: str) -> list[tuple[str, str]] | None:
    """The same where people sign: anything may be added, nothing taken away."""
    constants, _ = _cut(cell, blanks)
    kept = " ".join(constants)
    tokens = iter(_TOKEN.findall(text))
    if not all(token in tokens for token in _TOKEN.findall(kept)):
        return None
    added = " ".join(part.strip() for change, part in words(kept, text) if change == "inserted" and part.strip())  # fmt: skip
    return [("", added)] if added and text != cell else []
