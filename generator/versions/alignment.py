"""Which element of a sequence answers to which of another, and which words of a passage changed.

Spaces, apostrophes and quotes are no words: a text printed with other ones says the same.
"""

import re
from collections.abc import Callable, Iterator, Sequence
from difflib import SequenceMatcher
from functools import lru_cache
from typing import Literal, TypeVar

from generator.documents.seals import comparable

Item = TypeVar("Item")
Change = Literal["equal", "deleted", "inserted"]

_TOKEN = re.compile(r"\w+|\s+|[^\w\s]")
_QUOTES = str.maketrans(dict.fromkeys("«»", '"'))
_LOOSE = re.compile(r"[^\S\n]*([\":;!?])[^\S\n]*")
"""Signs that French sets apart by a space, and other typing does not."""
_NEAR = 0.5
"""Likeness from which two passages are two states of the same one."""


@lru_cache(maxsize=4096)
def plain(text: str) -> str:
    """The words of `text`, line by line, whatever its spaces, its apostrophes and its quotes."""
    lines = (comparable(line).translate(_QUOTES) for line in text.split("\n"))
    return "\n".join(_LOOSE.sub(r"\1", line) for line in lines)


def likeness(before: str, after: str) -> float:
    """From 0 (no word in common) to 1 (the same words in the same order)."""
    old, new = _TOKEN.findall(plain(before)), _TOKEN.findall(plain(after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    if min(matcher.real_quick_ratio(), matcher.quick_ratio()) < _NEAR:
        return 0.0
    return matcher.ratio()


def aligned(
    before: Sequence[Item], after: Sequence[Item], text: Callable[[Item], str]
) -> Iterator[tuple[Item | None, Item | None]]:
    """The pairs that answer to each other, in the order of both sequences; None on the side that lacks one.

    Elements of the same `plain` text first; between them, those that are near, so that the sum of likenesses is
    the greatest (Needleman and Wunsch, 1970).
    """
    keys = [plain(text(item)) for item in before], [plain(text(item)) for item in after]
    matcher = SequenceMatcher(None, *keys, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield from zip(before[first:last], after[start:end], strict=True)
        else:
            yield from _nearest(before[first:last], after[start:end], text)


def _nearest(
    before: Sequence[Item], after: Sequence[Item], text: Callable[[Item], str]
) -> Iterator[tuple[Item | None, Item | None]]:
    near = [[likeness(text(one), text(other)) for other in after] for one in before]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for i in reversed(range(len(before))):
        for j in reversed(range(len(after))):
            together = near[i][j] + best[i + 1][j + 1] if near[i][j] >= _NEAR else 0.0
            best[i][j] = max(together, best[i + 1][j], best[i][j + 1])
    i = j = 0
    while i < len(before) or j < len(after):
        if i < len(before) and j < len(after) and near[i][j] >= _NEAR and best[i][j] == near[i][j] + best[i + 1][j + 1]:  # fmt: skip
            yield before[i], after[j]
            i, j = i + 1, j + 1
        elif i < len(before) and (j == len(after) or best[i][j] == best[i + 1][j]):
            yield before[i], None
            i += 1
        else:
            yield None, after[j]
            j += 1


def words(before: str, after: str) -> Iterator[tuple[Change, str]]:
    """The runs of words that are the same, gone and new, in the order in which they are read.

    Joined, those not « inserted » are `before`, and those not « deleted » are `after`.
    """
    old, new = _TOKEN.findall(before), _TOKEN.findall(after)
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        if tag == "equal":
            yield "equal", "".join(old[first:last])
            continue
        if gone := "".join(old[first:last]):
            yield "deleted", gone
        if come := "".join(new[start:end]):
            yield "inserted", come
