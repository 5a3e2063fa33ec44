"""« Ou » between the kinds of a party: each clause is for one kind of partner.

A clause is one paragraph, or one table, beside an « Ou » among the parties, that begins by naming a kind of
party. Where anything is not sure, nothing is taken away from the text.
"""

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import get_args

from generator.adoption.lines import Spoken
from generator.adoption.owners import BEGINS, ENDS, owners, zones
from generator.adoption.places import Place
from generator.adoption.source import lines
from generator.documents.blocks import Align, Block, Container, Heading, Indent, Paragraph, Table
from generator.documents.french.elision import fold
from generator.store.schema.partner import Kind

NATURES: Mapping[str, tuple[Kind, ...]] = {
    "departement": ("departement",),
    "epci": ("communaute-de-communes", "communaute-d-agglomeration", "communaute-urbaine", "metropole"),
    "commune": ("commune",),
    "ccas": ("ccas", "cias"),
    "syndicat": ("syndicat",),
    "association": ("association",),
    "msa": ("msa",),
    "autre": ("autre",),
}  # fmt: skip
"""The kinds that clauses may be for, and the natures of partner that each is."""
_REST = "autre"
_OTHERS = ("ccas", "syndicat", "association", "msa", _REST)
"""Kinds that get the clause of « autre partenaire » when none is theirs."""
NAMES = ("partenaire.le_nom", "partenaire.Le_nom")
"""What takes with it the words that say the kind of the partner: « La commune de [nom] »."""
_OR = re.compile(r"(?:ou|ou bien|soit)\s*:?\Z")
_LOOSE = (*get_args(Indent), *get_args(Align))
_UNFORESEEN = ""
_SHOWN = 60
"""Characters of a clause that are shown for it to be found."""
_OF_KIND = (
    ("departement", r"conseil departemental|departement\b"),
    ("epci", r"communaute\b|metropole\b|epci\b|etablissement public de cooperation"),
    ("ccas", r"ccas\b|cias\b|centre (?:inter)?communal d'action sociale"),
    ("commune", r"(?:commune|ville)\b(?! nouvelle)|commune nouvelle"),
    ("syndicat", r"syndicat"),
    ("association", r"association"),
    ("msa", r"mutualite sociale agricole|msa\b"),
)
_KINDS = (
    (_REST, r"(?:tout )?autre (?:partenaire|organisme|collectivite|personne)|partenaire\b|organisme\b"),
    *((kind, rf"(?:(?:nom|denomination) (?:de la |de l'|du |de ))?(?:{words})") for kind, words in _OF_KIND),
    (_REST, r"(?:nom|denomination) d[eu] "),
    # Kinds that the data put together under « autre »: nothing says which of these clauses is theirs.
    (_UNFORESEEN, r"mutualite|etablissement public|fondation|mutuelle|cooperative"),
)  # fmt: skip
_NAMED = "|".join(f"(?P<k{rank}>{pattern})" for rank, (_, pattern) in enumerate(_KINDS))
_OPENING = re.compile(
    rf"[\[(«\s]*(?:(?:le|la|l'|les|un|une)\s?(?:/\s?(?:le|la)\s?)?)?[\[(«\s]*(?:{_NAMED})"
)
_SIGNS_FOR = re.compile(r"pour\s+(.{3,60})")
_SEVERAL = re.compile(r"\w\s?/\s?\w|\bou\b")
_COMMON = re.compile(r"d'une part|d'autre part|ci-apres")
"""Words that are said of the party whatever its kind: in one clause only, they would be lost for the others."""


@dataclass(frozen=True)
class Choice:
    """Blocks `first` to `last` (included) hold a clause for each of `kinds`; `clauses` are their block numbers.

    Kinds are those of `NATURES`, or "" for a clause that no partner gets alone. `kinds` is empty when greffe cannot tell the
    clauses apart: all are printed.
    """

    first: int
    last: int
    kinds: tuple[str, ...]
    clauses: tuple[int, ...]
    opening: str = ""
    """The first words of a clause that has no « Ou » beside it."""

    def left(self, kind: str) -> range | tuple[int]:
        """The blocks that a partner of that kind gets: its clause, or all when none is for it."""
        own = kind if kind in self.kinds else _REST if kind in _OTHERS else ""
        if own and own in self.kinds:
            return (self.clauses[self.kinds.index(own)],)
        return range(self.first, self.last + 1)

    @property
    def cases(self) -> list[tuple[tuple[int, ...], tuple[Kind, ...]]]:
        """Each clause that some partners get alone, with their natures."""
        found: dict[tuple[int, ...], tuple[Kind, ...]] = {}
        for kind, natures in NATURES.items():
            if isinstance(left := self.left(kind), tuple):
                found[left] = (*found.get(left, ()), *natures)
        return list(found.items())


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
    parted: Sequence[Choice],
    blocks: Sequence[Block],
    said: Sequence[Spoken],
    found: Sequence[Place],
) -> list[Choice]:
    """The choices, and one for each clause written for some kinds with no « Ou » beside it.

    Of the places `found`, the one of the partner's name says for whom its clause is, which goes on to where
    another party is spoken of. For another kind, « La commune de …, représentée par son maire »
    stays as it is, to be filled by hand: its other words would not agree with that name.
    """
    covered = {index for each in parted for index in range(each.first, each.last + 1)}
    made: list[Choice] = []
    within = zones(said)
    named = {
        said[each.line].block: _all_kinds(each.words)
        for each in found
        if each.binding in NAMES or (within[each.line] == "parties" and each.candidates[0] in NAMES)
    } | _signing(said, within)
    for block, kinds in named.items():
        if block in covered:
            continue  # what follows clauses parted by « Ou » is said of them all
        for index in _clause(said, block, named) if kinds else ():
            if index not in covered and (_is_clause(blocks[index]) or _is_signed(blocks[index])):  # fmt: skip
                made.append(
                    Choice(index, index, kinds, (index,) * len(kinds), _opening(said, index))
                )
                covered.add(index)
    return sorted([*parted, *made], key=lambda each: each.first)


def _opening(said: Sequence[Spoken], block: int) -> str:
    words = " ".join(" ".join(each.text for each in said if each.block == block).split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rpartition(' ')[0]}…"


def _all_kinds(words: str) -> tuple[str, ...]:
    """The kinds that a name is for, « La commune/Le département [nom] »; none when it is for all."""
    folded = fold(words)
    plain = re.sub(r"\[[^\]]*\]?", "", folded)
    folded = plain if re.search(r"\w", plain) else folded
    if re.search(_KINDS[0][1], folded):
        return ()
    found = ((pattern, kind) for kind, pattern in _OF_KIND)
    at = {kind: match.start() for pattern, kind in found if (match := re.search(rf"\b(?:{pattern})", folded))}  # fmt: skip
    named = tuple(sorted(at, key=lambda each: at[each]))
    if not _SEVERAL.search(folded):
        named = named[:1]  # « le CCAS de la commune »
    return named or ((_UNFORESEEN,) if re.search(rf"\b(?:{_KINDS[-1][1]})", folded) else ())


def _signing(said: Sequence[Spoken], within: Sequence[str]) -> dict[int, tuple[str, ...]]:
    """The kinds that signatures are for, « Pour l'association », by their block."""
    found = ((line.block, _SIGNS_FOR.match(fold(line.text).strip())) for line, zone in zip(said, within, strict=True) if zone == "signatures")  # fmt: skip
    kinds = {block: _all_kinds(match[1]) for block, match in found if match}
    return {block: named for block, named in kinds.items() if named}


def _clause(said: Sequence[Spoken], block: int, named: Collection[int]) -> Iterator[int]:
    """The block, and those after it that speak of the same party, until one of those where it is `named`."""
    yield block
    lines_of: dict[int, set[str]] = {}
    for line, zone, owner in zip(said, zones(said), owners(said), strict=True):
        lines_of.setdefault(line.block, set()).add(owner or "" if zone else "")
    after = block + 1
    while lines_of.get(after) == {"partenaire"} and after not in named:
        yield after
        after += 1


def left_by_hand(found: Sequence[Choice]) -> set[int]:
    """The blocks that are printed as they stand alone: no partner gets them filled, and nothing of them is to decide."""
    within = {index for each in found if each.kinds for index in range(each.first, each.last + 1)}
    filled = {index for each in found for blocks, _ in each.cases for index in blocks}
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
    named = [(each, kind) for each in clauses for kind in _opened(said[each])]
    kinds = tuple(kind for _, kind in named)
    known = [each for each in kinds if each]
    common = {tuple(_COMMON.findall(said[each])) for each in clauses}
    told = {each for each, _ in named}
    if told != set(clauses) or not known or len(set(known)) < len(known) or _REST in kinds[:-1] or len(common) > 1:  # fmt: skip
        return Choice(start, start, (), ())
    return Choice(clauses[0], last, kinds, tuple(each for each, _ in named))


def _is_clause(block: Block) -> bool:
    """Whether the block is one paragraph, or one table."""
    if isinstance(block, Container) and block.kind in _LOOSE and len(block.blocks) == 1:
        return _is_clause(block.blocks[0])
    return isinstance(block, Paragraph | Table)


def _is_signed(block: Block) -> bool:
    return isinstance(block, Container) and block.kind == "signatures"


def _opened(said: str) -> tuple[str, ...]:
    """The kinds of partner a clause is for, by the words it begins with; none when they name none."""
    found = _OPENING.match(said)
    if found is None:
        return ()
    first = _KINDS[int((found.lastgroup or "k0")[1:])][0]
    several = _all_kinds(said.partition("[")[0].partition(" dont ")[0]) if first not in (_REST, _UNFORESEEN) else ()  # fmt: skip
    return several if len(several) > 1 else (first,)
