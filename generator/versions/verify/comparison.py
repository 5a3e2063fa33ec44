"""A document that came back against the one greffe would issue now: what a hand changed, what the data did.

Three texts meet: the one that was issued, known by its seal alone; the one that came back; the one the data
give now. A passage that came back as it was issued was changed by nobody, whatever the data say since.
"""

from collections import Counter
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, replace
from difflib import SequenceMatcher

from generator.documents.identity import Identity, Seal
from generator.documents.passages import Passage, unmarked
from generator.documents.rendered import BLANK
from generator.documents.seals import comparable, digest, letters, mark, read_marks, squeezed
from generator.versions.alignment import aligned, likeness
from generator.versions.clauses import PARTIES, SIGNATURES
from generator.versions.verify import grouping
from generator.versions.verify.filling import Writing, filled
from generator.versions.verify.received import Margin, Received

_MARGINS = {"header": "En-tête de page", "footer": "Pied de page"}
_MOST = 40_000
"""Pairs of passages among which those that answer to each other are looked for: comparing is slow."""


@dataclass(frozen=True)
class Difference:
    """A passage that is not the same, None on the side that lacks it.

    `by_hand`: the file was changed there; False: what greffe prints was; None when nothing tells.
    """

    clause: str
    expected: str | None
    received: str | None
    by_hand: bool | None


@dataclass(frozen=True)
class Expected:
    """A document as greffe would issue it now: its passages, their places to fill marked (`passages.marked`).

    `values` are those that it prints, by rank: their path in the data, and their words, None for a place to fill.

    When its words are those of a file corrected by hand, `corrections` are what that changed, and its seal
    is that of what greffe would print.
    """

    title: str
    identity: Identity
    seal: Seal
    marked: tuple[Passage, ...]
    values: tuple[tuple[str, str | None], ...]
    margins: frozenset[Margin]
    corrections: tuple[Difference, ...] = ()

    @property
    def passages(self) -> tuple[Passage, ...]:
        """Its passages, as they are printed."""
        return tuple(replace(each, text=unmarked(each.text)) for each in self.marked)


@dataclass(frozen=True)
class Filled:
    """What was written by hand in a place of a clause."""

    clause: str
    writing: Writing

    @property
    def asked(self) -> str:
        """What the place asks for, "" for an empty cell or the room to sign."""
        return self.writing.asked

    @property
    def written(self) -> str:
        """What is in it."""
        return self.writing.written


@dataclass(frozen=True)
class Comparison:
    """`data` and `model`: whether these are no longer those of the file; None when it does not say.

    `agreed` are the places that a hand filled with what the data say.
    """

    expected: Expected
    differences: tuple[Difference, ...]
    filled: tuple[Filled, ...]
    data: bool | None
    model: bool | None
    agreed: tuple[Filled, ...] = ()

    @property
    def by_hand(self) -> tuple[Difference, ...]:
        """What a hand changed."""
        return tuple(each for each in self.differences if each.by_hand)

    @property
    def since(self) -> tuple[Difference, ...]:
        """What greffe would print otherwise now."""
        return tuple(each for each in self.differences if each.by_hand is False)

    @property
    def unsure(self) -> tuple[Difference, ...]:
        """What is not the same, nobody knows since when."""
        return tuple(each for each in self.differences if each.by_hand is None)


@dataclass(frozen=True)
class _Said:
    """A passage with its words as they are compared, and the clause it is in; `marked`, with its places marked."""

    text: str
    passage: Passage
    clause: str
    marked: Passage


_Item = tuple[str, _Said | None, int | None]


def compare(received: Received, expected: Expected) -> Comparison:
    """Every difference, in the order of the text, then those at the edges of pages."""
    if received.laid_out:
        received = _regrouped(received, expected)
    ours, theirs = _said(expected.marked), _said(received.passages)
    completed = dict(_filled(ours, theirs))
    read = [completed[rank][0].text if rank in completed else each.text for rank, each in enumerate(theirs)]  # fmt: skip
    issued, model = received.identity.seal, received.identity.fingerprint
    origin = _Origin.of(issued, [each.text for each in theirs], read) if issued else None
    body = _differences(ours, theirs, read, origin)
    return Comparison(
        expected,
        (*body, *_margins(received, expected)),
        tuple(Filled(our.clause, each) for our, places in completed.values() for each in places),
        issued.values != expected.seal.values if issued else None,
        model != expected.identity.fingerprint if model else None,
    )  # fmt: skip


def _regrouped(received: Received, expected: Expected) -> Received:
    """A file that was laid out, in the passages that greffe writes."""
    running = " ".join(text for _, text in sorted(expected.margins))
    passages = grouping.grouped(received.passages, expected.passages, running)
    said = "".join(squeezed(each.text) for each in received.passages)
    kept = frozenset(
        (kind, text) for kind, text in expected.margins
        if kind != "header" or squeezed(text) in said
    )  # fmt: skip
    return replace(received, passages=passages, margins=kept)


def against_seal(received: Received) -> tuple[Difference, ...] | None:
    """What a hand changed in a paper that is not made again (a letter, an avenant); None when it has no seal.

    Only what the file says now is known, and how many passages are no longer there.
    """
    issued = received.identity.seal
    unplaced = (Difference("Un passage, sans que rien dise lequel", "…", None, None),)
    if received.laid_out and issued and issued.letters:
        return () if letters(received.passages) == issued.letters else unplaced
    theirs = _said(received.passages)
    texts = [each.text for each in theirs]
    origin = _Origin.of(issued, texts, texts) if issued else None
    if origin is None:
        return None
    if not origin.sure:
        return unplaced
    changed = [each for rank, each in enumerate(theirs) if rank not in origin.untouched]
    missing = max(0, origin.gone.total() - len(changed))
    return (
        *(Difference(each.clause, None, each.passage.text, True) for each in changed),
        *(Difference("Passages supprimés", "…", None, True) for _ in range(missing)),
    )


def _said(passages: Sequence[Passage]) -> list[_Said]:
    found: list[_Said] = []
    clause = PARTIES
    for marked in passages:
        passage = replace(marked, text=unmarked(marked.text)) if BLANK in marked.text else marked
        if passage.level:
            clause = passage.text
        if text := comparable(passage.text):
            found.append(_Said(text, passage, SIGNATURES if passage.within == "signatures" else clause, marked))  # fmt: skip
    return found


def _gaps(
    ours: Sequence[Hashable], theirs: Sequence[Hashable]
) -> Iterator[tuple[bool, int, int, int, int]]:
    """Stretches of both texts: whether they are equal, where they begin and end."""
    matcher = SequenceMatcher(None, ours, theirs, autojunk=False)
    for tag, first, last, start, end in matcher.get_opcodes():
        yield tag == "equal", first, last, start, end


def _filled(
    ours: Sequence[_Said], theirs: Sequence[_Said]
) -> Iterator[tuple[int, tuple[_Said, tuple[Writing, ...]]]]:
    """Rank of each passage of `theirs` that fills one of `ours`, with that one and what was written.

    Those that have most words of their own choose first.
    """
    for equal, first, last, start, end in _gaps([o.text for o in ours], [t.text for t in theirs]):
        if equal:
            continue
        left = dict(enumerate(theirs[start:end], start))
        for our in sorted(ours[first:last], key=lambda each: -len(each.text)):
            for rank, their in left.items():
                places = filled(our.marked, their.text)
                if places:
                    yield rank, (our, places)
                    del left[rank]
                    break


@dataclass(frozen=True)
class _Origin:
    """Which passages of a file are as they were issued (by their rank), and the marks of those that are gone."""

    untouched: frozenset[int]
    gone: Counter[bytes]
    sure: bool

    @classmethod
    def of(cls, seal: Seal, own: Sequence[str], emptied: Sequence[str]) -> "_Origin | None":
        """`own` are the passages of the file, `emptied` the same with blanks where a hand filled them."""
        try:
            issued = read_marks(seal)
        except ValueError:
            return None
        known = set(issued)
        chosen = [text if mark(text) in known else other for text, other in zip(own, emptied, strict=True)]  # fmt: skip
        untouched: set[int] = set()
        gone: Counter[bytes] = Counter()
        for equal, first, last, start, end in _gaps(issued, [mark(text) for text in chosen]):
            if equal:
                untouched.update(range(start, end))
            else:
                gone.update(issued[first:last])
        whole = len(untouched) == len(chosen) and not gone
        return cls(frozenset(untouched), gone, not whole or digest(chosen) == seal.text)


def _differences(
    ours: Sequence[_Said], theirs: Sequence[_Said], read: Sequence[str], origin: _Origin | None
) -> Iterator[Difference]:
    clause = PARTIES
    for our, rank in _pairs(ours, read):
        clause = our.clause if our else clause
        if our and rank is not None and our.text == read[rank]:
            continue
        their = theirs[rank] if rank is not None else None
        by_hand: bool | None = None
        if origin and origin.sure:
            if rank is not None:
                by_hand = rank not in origin.untouched
            elif our:
                by_hand = origin.gone[mark(our.text)] > 0
        yield Difference(clause, our.passage.text if our else None, their.passage.text if their else None, by_hand)  # fmt: skip


def _pairs(ours: Sequence[_Said], read: Sequence[str]) -> Iterator[tuple[_Said | None, int | None]]:
    """The passages that answer to each other, those of the file by their rank."""
    for equal, first, last, start, end in _gaps([our.text for our in ours], read):
        gap, ranks = ours[first:last], range(start, end)
        if equal:
            yield from zip(gap, ranks, strict=True)
        elif len(gap) * len(ranks) > _MOST:
            yield from ((our, None) for our in gap)
            yield from ((None, rank) for rank in ranks)
        else:
            yield from _near(gap, ranks, read)


def _near(
    gap: Sequence[_Said], ranks: Sequence[int], read: Sequence[str]
) -> Iterator[tuple[_Said | None, int | None]]:
    items: list[_Item] = [(our.text, our, None) for our in gap]
    others: list[_Item] = [(read[rank], None, rank) for rank in ranks]
    for one, other in aligned(items, others, lambda item: item[0]):
        yield one[1] if one else None, other[2] if other else None


def _margins(received: Received, expected: Expected) -> Iterator[Difference]:
    issued = received.identity.seal
    same = issued and issued.header == expected.seal.header and (received.laid_out or issued.look == expected.seal.look)  # fmt: skip
    by_hand = True if same else None
    for kind, name in _MARGINS.items():
        gone = sorted(text for each, text in expected.margins - received.margins if each == kind)
        come = sorted(text for each, text in received.margins - expected.margins if each == kind)
        for one in gone:
            near = max(come, key=lambda each: likeness(one, each), default=None)
            if near is not None:
                come.remove(near)
            yield Difference(name, one, near, by_hand)
        for other in come:
            yield Difference(name, None, other, by_hand)
