"""Finding people in any text by what names them (store/traces.py), however it is written there.

A full name is found in either order, with or without accents, capitals, hyphens, underscores, and with the
labels that forms and files put between its words; an address, whatever its capitals.
"""

import re
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from itertools import accumulate

from generator.store.traces import fold

ERASED = "(personne effacée)"
"""What takes the place of a person in a text."""

_WORD = re.compile(r"[^\W_]+")
_GAP = r"[\W_]+(?:(?:nom|prenoms?|s|m|mme|mlle|monsieur|madame)[\W_]+)*"


class People:
    """Those whom the `marks` name: addresses, and full names as words between two spaces."""

    def __init__(self, marks: Collection[str]) -> None:
        self.marks = frozenset(marks)
        self._words = {word for mark in self.marks if mark.startswith(" ") for word in mark.split() if len(word) > 2}  # fmt: skip
        # Hundreds of people would make one slow pattern: only those whose own word, the one that they share
        # with the fewest others, is there are tried.
        shared = Counter(word for mark in self.marks for word in _WORD.findall(mark))
        self._by_word: dict[str, list[re.Pattern[str]]] = defaultdict(list)
        for mark in sorted(self.marks):
            own = min(_WORD.findall(mark), key=lambda word: (shared[word], word))
            self._by_word[own].append(_pattern(mark))

    def __bool__(self) -> bool:
        return bool(self.marks)

    def holds(self, text: str) -> bool:
        """Whether `text` names one of them."""
        return any(True for _ in self._found(_folded(text)))

    def shares_a_word(self, text: str) -> bool:
        """Whether `text` has one word of the full name of one of them, too little to tell whom it names."""
        return not self._words.isdisjoint(_WORD.findall(_folded(text)))

    def count(self, text: str) -> int:
        """How many times `text` names one of them."""
        return len(_merged(self._found(_folded(text))))

    def places(self, text: str) -> list[tuple[int, int]]:
        """Where `text` names one of them: offsets of the first character and past the last, in order."""
        found = _merged(self._found(_folded(text)))
        if not found:
            return []
        # Folding may change lengths: œ is two letters, an accent apart is none.
        ends = list(accumulate(len(_LETTERS[ord(character)]) for character in text))
        return [(bisect_right(ends, start), bisect_right(ends, end)) for start, end in found]

    def replaced(self, text: str) -> str:
        """`text` with nobody of them left in it; everything else as it was."""
        for start, end in reversed(self.places(text)):
            text = f"{text[:start]}{ERASED}{text[end:]}"
        return text

    def _found(self, folded: str) -> Iterator[tuple[int, int]]:
        for word in self._by_word.keys() & set(_WORD.findall(folded)):
            for pattern in self._by_word[word]:
                yield from (found.span() for found in pattern.finditer(folded))


def _pattern(mark: str) -> re.Pattern[str]:
    if mark.startswith(" "):
        return re.compile(rf"(?<![^\W_]){_GAP.join(map(re.escape, mark.split()))}(?![^\W_])")
    # Another address may end or begin as this one does.
    return re.compile(rf"(?<![\w.+%-]){re.escape(mark)}(?![\w-])")


class _Letters(dict[int, str]):
    """Each character and what it folds to, worked out the first time it is met."""

    def __missing__(self, code: int) -> str:
        self[code] = fold(chr(code))
        return self[code]


_LETTERS = _Letters()


def _folded(text: str) -> str:
    """`text` folded letter by letter: the same as `fold`, at the speed of a table."""
    return text.lower() if text.isascii() else text.translate(_LETTERS)


def _merged(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if merged and start < merged[-1][1]:
            merged[-1] = merged[-1][0], max(end, merged[-1][1])
        else:
            merged.append((start, end))
    return merged
