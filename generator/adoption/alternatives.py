"""« Ou » between the kinds of a party: each clause is for one kind of partner.

A clause is one paragraph, or one table, beside an « Ou » among the parties, that begins by naming a kind of
party. Where anything is not sure, nothing is taken away from the text.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import get_args

from generator.adoption.owners import BEGINS, ENDS
from generator.adoption.source import lines
from generator.documents.blocks import Align, Block, Container, Heading, Indent, Paragraph, Table
from generator.documents.french.elision import fold
from generator.documents.views.party import Sort

SORTS: tuple[Sort, ...] = get_args(Sort)
"""The kinds of partner that clauses may be for."""
NAMES = ("partenaire.le_nom", "partenaire.Le_nom")
"""What takes with it the words that say the kind of the partner: « La commune de [nom] »."""
_OR = re.compile(r"(?:ou|ou bien|soit)\s*:?\Z")
_LOOSE = (*get_args(Indent), *get_args(Align))
_REST = "autre"
_UNFORESEEN = ""
_KINDS = (
    ("departement", r"conseil departemental|departement\b"),
    ("epci", r"communaute\b|metropole\b|epci\b|etablissement public de cooperation"),
    ("commune", r"(?:commune|ville)\b"),
    (_REST, r"(?:tout )?autre (?:partenaire|organisme|collectivite|personne)|(?:nom|denomination) d[eu] |partenaire\b|organisme\b"),
    # Kinds that the data put together under « autre »: nothing says which of these clauses is theirs.
    (_UNFORESEEN, r"syndicat|association|mutualite|msa\b|ccas\b|cias\b|centre (?:inter)?communal|etablissement public"),
)  # fmt: skip
_NAMED = "|".join(f"(?P<k{rank}>{pattern})" for rank, (_, pattern) in enumerate(_KINDS))
_OPENING = re.compile(
    rf"[\[(«\s]*(?:(?:le|la|l'|les|un|une)\s?(?:/\s?(?:le|la)\s?)?)?[\[(«\s]*(?:{_NAMED})"
)
_COMMON = re.compile(r"d'une part|d'autre part|ci-apres")
"""Words that are said of the party whatever its kind: in one clause only, they would be lost for the others."""


@dataclass(frozen=True)
class Choice:
    """Blocks `first` to `last` (included) hold a clause for each of `kinds`; `clauses` are their block numbers.

    A kind is "" for a clause that no partner gets alone. `kinds` is empty when greffe cannot tell the
    clauses apart: all are printed.
    """

    first: int
    last: int
    kinds: tuple[str, ...]
    clauses: tuple[int, ...]

    def left(self, kind: str) -> range | tuple[int]:
        """The blocks that a partner of that kind gets: its clause, or all when none is for it."""
        if kind and kind in self.kinds:
            return (self.clauses[self.kinds.index(kind)],)
        return range(self.first, self.last + 1)


def with_alternatives(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, each centred or indented paragraph about the parties by itself: a clause is one block."""
    between = _parties(blocks)
    return tuple(
        piece
        for index, block in enumerate(blocks)
        for piece in (_apart(block) if index in between or _parts(block) else (block,))
    )


def choices(blocks: Sequence[Block]) -> list[Choice]:
    """The clauses parted by « Ou », and every other « Ou » standing alone, which parts nothing known."""
    between = _parties(blocks)
    said = [fold(" ".join(lines((block,)))).strip() for block in blocks]
    found: list[Choice] = []
    for index, block in enumerate(blocks):
        if found and index <= found[-1].last:
            continue
        if _OR.match(said[index]):
            found.append(_choice(blocks, said, index, between))
        elif any(_OR.match(fold(line).strip()) for line in lines((block,))):
            found.append(Choice(index, index, (), ()))  # « Ou » between the lines of one paragraph
    return found


def with_lone(
    found: Sequence[Choice], blocks: Sequence[Block], named: Iterable[int]
) -> list[Choice]:
    """The choices, and one for each clause written for a single kind with no « Ou » beside it.

    `named` are the blocks where the partner's name is put. For another kind, « La commune de …, représentée par
    son maire » stays as it is, to be filled by hand: its other words would not agree with that name.
    """
    covered = {index for each in found for index in range(each.first, each.last + 1)}
    lone = {index for index in named if index not in covered and _is_clause(blocks[index])}
    kinds = {index: _kind(fold(" ".join(lines((blocks[index],)))).strip()) for index in lone}
    made = [Choice(index, index, (kind,), (index,)) for index, kind in kinds.items() if kind and kind != _REST]  # fmt: skip
    return sorted([*found, *made], key=lambda each: each.first)


def left_by_hand(found: Sequence[Choice]) -> set[int]:
    """The blocks that are printed as they stand alone: no partner gets them filled, and nothing of them is to decide."""
    within = {index for each in found if each.kinds for index in range(each.first, each.last + 1)}
    filled = {index for each in found for kind in each.kinds if kind for index in each.left(kind)}
    return within - filled


def left_for(blocks: Sequence[Block], found: Sequence[Choice], kind: str) -> list[str]:
    """The lines that a partner of that kind must get, "" for a partner to come."""
    gone = {
        index
        for choice in found
        for index in range(choice.first, choice.last + 1)
        if index not in choice.left(kind)
    }
    return lines(block for index, block in enumerate(blocks) if index not in gone)


def unsure(blocks: Sequence[Block], found: Sequence[Choice]) -> range:
    """The blocks of the parties when an « Ou » that is not understood stands among them; empty otherwise."""
    between = _parties(blocks)
    doubt = any(not choice.kinds and choice.first in between for choice in found)
    return between if doubt else range(0)


def _parties(blocks: Sequence[Block]) -> range:
    """The blocks after « Entre », before the first heading or the words that open what is agreed."""
    said = [fold(" ".join(lines((block,)))).strip() for block in blocks]
    first = next((index for index, words in enumerate(said) if BEGINS.match(words)), len(said))
    ends = (
        index
        for index in range(first + 1, len(said))
        if ENDS.match(said[index]) or isinstance(blocks[index], Heading)
    )
    return range(first + 1, next(ends, len(said)))


def _parts(block: Block) -> bool:
    """Whether a line of the block is « Entre » or « Ou »."""
    said = [fold(line).strip() for line in lines((block,))]
    return any(BEGINS.match(words) or _OR.match(words) for words in said)


def _apart(block: Block) -> Iterator[Block]:
    if isinstance(block, Container) and block.kind in _LOOSE:
        yield from (Container(block.kind, (each,)) for each in block.blocks)
    else:
        yield block


def _choice(blocks: Sequence[Block], said: Sequence[str], start: int, between: range) -> Choice:
    """The clauses on each side of the « Ou » at `start`, and of those that follow it one clause apart."""
    last = start + 1
    while last + 2 < len(said) and _OR.match(said[last + 1]):
        last += 2
    clauses = tuple(range(start - 1, last + 1, 2))
    if clauses[0] not in between or last not in between or not all(_is_clause(blocks[each]) for each in clauses):  # fmt: skip
        return Choice(start, start, (), ())
    kinds = tuple(_kind(said[each]) for each in clauses)
    known = [each for each in kinds if each]
    common = {tuple(_COMMON.findall(said[each])) for each in clauses}
    if None in kinds or not known or len(set(known)) < len(known) or _REST in kinds[:-1] or len(common) > 1:  # fmt: skip
        return Choice(start, start, (), ())
    return Choice(clauses[0], last, tuple(each or _UNFORESEEN for each in kinds), clauses)


def _is_clause(block: Block) -> bool:
    """Whether the block is one paragraph, or one table."""
    if isinstance(block, Container) and block.kind in _LOOSE and len(block.blocks) == 1:
        return _is_clause(block.blocks[0])
    return isinstance(block, Paragraph | Table)


def _kind(said: str) -> str | None:
    """The kind of partner a clause is for, by the words it begins with; None when they name none."""
    found = _OPENING.match(said)
    return _KINDS[int((found.lastgroup or "k0")[1:])][0] if found else None
