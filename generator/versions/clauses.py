"""A text cut into its clauses, and two texts compared clause by clause."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from generator.documents.passages import Passage
from generator.versions.alignment import aligned, likeness, plain

PARTIES = "En-tête et parties"
SIGNATURES = "Signatures"
_SAME = 0.6
"""Likeness from which two clauses of different titles are two states of one."""
_NUMBER = re.compile(
    r"(?:Article\s+)?(\d+(?:\.\d+)*(?:\s(?:bis|ter|quater)\b)?)(?:ère?\b|er\b)?\s*[.:–-]?\s*",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Clause:
    """What one heading holds, down to the next one; `number` is that of its article, "" for none."""

    number: str
    title: str
    passages: tuple[str, ...]

    @property
    def name(self) -> str:
        """« 4.1 « Durée » », or the title alone, which may hold such marks itself."""
        return f"{self.number} « {self.title} »" if self.number else self.title

    @property
    def said(self) -> tuple[str, ...]:
        """All its words, as they are compared."""
        return tuple(plain(each) for each in (self.number, self.title, *self.passages))


@dataclass(frozen=True, slots=True)
class ClauseChange:
    """A clause in both texts; None on the side that has not got it."""

    before: Clause | None
    after: Clause | None

    @property
    def clause(self) -> Clause:
        """The clause as it is now, else as it was."""
        found = self.after or self.before
        assert found is not None, "a change is of a clause"
        return found

    @property
    def renamed(self) -> bool:
        """Whether the clause takes another number or another title."""
        return bool(self.before and self.after and self.before.said[:2] != self.after.said[:2])

    @property
    def rows(self) -> tuple[tuple[str | None, str | None], ...]:
        """The passages that are not the same, before and after."""
        before = self.before.passages if self.before else ()
        after = self.after.passages if self.after else ()
        pairs = aligned(before, after, lambda text: text)
        return tuple((old, new) for old, new in pairs if plain(old or "") != plain(new or ""))


def clauses(passages: Sequence[Passage]) -> list[Clause]:
    """The clauses in order: what comes before the first article, each article, then the signatures."""
    found: list[tuple[str, list[str]]] = [(PARTIES, [])]
    for position, passage in enumerate(passages):
        if passage.level is not None and passage.level > 0:
            found.append((passage.text, []))
            continue
        if _signs(passages, position) and found[-1][0] != SIGNATURES:
            found.append((SIGNATURES, []))
        found[-1][1].append(passage.text)
    return [_clause(title, held) for title, held in found if held or title != PARTIES]


def _signs(passages: Sequence[Passage], position: int) -> bool:
    """Whether the passage is of the signatures, or the one that introduces them (« Fait à… »)."""
    following = passages[position + 1 : position + 2]
    around = (passages[position], *following)
    return any(each.within == "signatures" for each in around)


def _clause(heading: str, passages: Sequence[str]) -> Clause:
    found = _NUMBER.match(heading)
    number, title = (found[1], heading[found.end() :]) if found else ("", heading)
    return Clause(number, title or heading, tuple(passages))


def compare(before: Sequence[Clause], after: Sequence[Clause]) -> Iterator[ClauseChange]:
    """Every clause that was added, removed, renumbered, renamed or reworded, in the order of both texts."""
    for old, new in _paired(before, after):
        if old is None or new is None or old.said != new.said:
            yield ClauseChange(old, new)


def _paired(
    before: Sequence[Clause], after: Sequence[Clause]
) -> Iterator[tuple[Clause | None, Clause | None]]:
    """The clauses that answer to each other: same title, else near words; the order of `after` leads."""
    pairs = [pair for old, new in aligned(before, after, _title) for pair in _apart(old, new)]
    gone = [old for old, new in pairs if old and not new]
    moved: dict[int, Clause] = {}
    for position, (old, new) in enumerate(pairs):
        if new and not old and (found := _moved(new, gone)):
            gone.remove(found)
            moved[position] = found
    for position, (old, new) in enumerate(pairs):
        if new or old in gone:
            yield moved.get(position, old), new


def _apart(
    old: Clause | None, new: Clause | None
) -> tuple[tuple[Clause | None, Clause | None], ...]:
    """Two clauses of near titles, each by itself when neither their number nor their words are the same."""
    if old is None or new is None or plain(old.title) == plain(new.title) or old.number == new.number:  # fmt: skip
        return ((old, new),)
    return ((old, new),) if likeness(_text(old), _text(new)) else ((old, None), (None, new))


def _text(clause: Clause) -> str:
    return "\n".join(clause.passages)


def _title(clause: Clause) -> str:
    return clause.title


def _moved(clause: Clause, gone: Sequence[Clause]) -> Clause | None:
    """The clause of `gone` that `clause` takes up elsewhere or under another title."""
    near = [(likeness(_text(each), _text(clause)), each) for each in gone]
    ratio, found = max(near, key=lambda pair: pair[0], default=(0.0, clause))
    return found if ratio >= _SAME or (ratio and found.number == clause.number != "") else None
