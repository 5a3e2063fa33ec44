"""« Ou » between the kinds of a party: each clause is for one kind of partner, and all are printed for none."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from generator.adoption.source import lines
from generator.documents.blocks import Block, Heading
from generator.documents.french.elision import fold

_OR = re.compile(r"(?:ou|ou bien|soit)\s*:?\Z")
_AROUND = re.compile(r"(?:et|entre\b.*|d'une part|d'autre part)\s*[:,.]?\Z")
_KINDS = (
    ("departement", re.compile(r"conseil departemental|\bdepartement\b")),
    ("epci", re.compile(r"communaute|metropole|\bepci\b|etablissement public de cooperation")),
    ("commune", re.compile(r"\bcommune\b|\bville\b")),
    ("autre", re.compile(r"autre|partenaire|association|organisme|syndicat")),
)
_SHORTEST = 2


@dataclass(frozen=True)
class Choice:
    """Blocks `first` to `last` (included) hold a clause for each of `kinds`; `clauses` are their block ranges.

    `kinds` is empty when greffe cannot tell them apart: all are printed.
    """

    first: int
    last: int
    kinds: tuple[str, ...]
    clauses: tuple[range, ...]


def choices(blocks: Sequence[Block]) -> list[Choice]:
    """The runs of clauses parted by « Ou »."""
    said = [fold(" ".join(lines((block,)))).strip() for block in blocks]
    found: list[Choice] = []
    index = 0
    while index < len(blocks):
        if not _OR.match(said[index]):
            index += 1
            continue
        first = index
        while first and not _AROUND.match(said[first - 1]) and not _is_heading(blocks[first - 1]):
            first -= 1
        last = index
        while last + 1 < len(blocks) and not _AROUND.match(said[last + 1]) and not _is_heading(blocks[last + 1]):  # fmt: skip
            last += 1
        found.append(_choice(said, first, last))
        index = last + 1
    return found


def _choice(said: Sequence[str], first: int, last: int) -> Choice:
    clauses: list[range] = []
    start = first
    for index in range(first, last + 2):
        if index > last or _OR.match(said[index]):
            clauses.append(range(start, index))
            start = index + 1
    kinds = [_kind(" ".join(said[each.start : each.stop])) for each in clauses]
    sure = len(kinds) >= _SHORTEST and None not in kinds and len(set(kinds)) == len(kinds)
    return Choice(first, last, tuple(each for each in kinds if each) if sure else (), tuple(clauses))  # fmt: skip


def _kind(said: str) -> str | None:
    """The kind of partner a clause is for, by the first words that name one."""
    places = [(found.start(), kind) for kind, pattern in _KINDS if (found := pattern.search(said))]
    return min(places)[1] if places else None


def _is_heading(block: Block) -> bool:
    return isinstance(block, Heading)
