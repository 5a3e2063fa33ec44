"""The places of an official text bound to data, by what stands around them.

A binding is made only when the words leave no doubt: the party whose paragraph it is, and the label before
the place or the word inside it. Every other place is listed, with what it may be, for somebody to decide.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from generator.adoption.around import Around
from generator.adoption.bindings import BINDINGS, KEEP, parted
from generator.adoption.candidates import ROLE, candidates
from generator.adoption.contacts import of_cell
from generator.adoption.lines import Spoken, annexes
from generator.adoption.owners import SIGNED, owner, owners, side_by_side, zones
from generator.adoption.tokens import Token, is_mark, tokens
from generator.adoption.voids import is_field, is_label, is_void
from generator.documents.french.elision import fold
from generator.store.parameters import Family


@dataclass(frozen=True)
class Place:
    """Characters `start` to `end` of line number `line`; `binding` is None when it is to be decided.

    `candidates` are the bindings that it may have, the likeliest first.
    """

    line: int
    start: int
    end: int
    words: str
    binding: str | None
    candidates: tuple[str, ...]


_NEAR_SIGNING = 12
CONTRACT = "contrat"


def places(said: Sequence[Spoken], family: Family) -> list[Place]:
    """The places of the lines, in their order."""
    parties, within, numbers = owners(said), zones(said), list(annexes(said))
    found: list[Place] = []
    for number, line in enumerate(said):
        signing = any(SIGNED.match(fold(each.text)) for each in said[max(0, number - _NEAR_SIGNING) : number + 1])  # fmt: skip
        found_here = [
            each
            for each in tokens(line.text, choices=bool(within[number]))
            if not _heads(each, line, within[number]) and not _is_answered(each, said, number)
        ]
        found_here = list(_with_civility(found_here, line.text))
        doubt = signing and len(found_here) > 1 and line.column is None and side_by_side(line.text)
        for token in found_here:
            party = (
                None if doubt or is_mark(token.words) else owner(line.text, token, parties[number])
            )
            place = Around(line.text, token, party, numbers[number], signing, within[number], line.label)  # fmt: skip
            binding, start = place.bound()
            if is_void(token.words):
                binding = binding or _in_cell(said, number, numbers[number], family)
            if binding and binding != KEEP and parted(binding)[0] not in BINDINGS[family]:
                binding = None
            words = line.text[start : token.end]
            offered = candidates(place.asked(start), family)
            found.append(Place(number, start, token.end, words, binding, offered))
    return found


def _heads(token: Token, line: Spoken, zone: str) -> bool:
    """Whether the words are the head of a column, « Nom Prénom », and nothing to fill."""
    return not zone and line.column is not None and token.words == line.text.strip() and token.words[:1].isalpha()  # fmt: skip


def _with_civility(found: Sequence[Token], text: str) -> Iterator[Token]:
    """The tokens, « M./Mme [Prénom NOM] » made one for an administrator or its deputy: the data say its civility too."""
    last: Token | None = None
    for each in found:
        named = (
            last is not None and last.kind == "civilite" and not text[last.end : each.start].strip()
        )
        if last and named and ROLE.search(fold(text[: last.start])):
            last = Token(last.start, each.end, text[last.start : each.end], each.kind)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _is_answered(token: Token, said: Sequence[Spoken], number: int) -> bool:
    """Whether what a label asks for is in the line under it, or is to be written there."""
    if not is_label(token.words) or token.end < len(said[number].text.rstrip()):
        return False
    line = said[number]
    after = next((each for each in said[number + 1 :] if each.column == line.column), None)
    if after is None or after.heading or (after.block != line.block and line.column is not None):
        return False
    whole = next(iter(tokens(after.text, choices=False)), None)
    return re.match(r"\s*\d+,?\s+\w", after.text) is not None or (
        whole is not None and whole.words == after.text.strip() and not is_label(whole.words)
    )


def _in_cell(said: Sequence[Spoken], number: int, annexe: str | None, family: Family) -> str | None:
    """What an empty cell waits for: a contact; nothing known in a row left whole to the hand; None to ask."""
    if contact := of_cell(said, number, annexe, family):
        return contact
    return None if any(map(is_field, said[number].heads[:1])) else KEEP


def of_act(found: Sequence[Place], document: str) -> list[Place]:
    """The places of a `document`, whose town and day of signature are its own when it is a contract."""
    if document != CONTRACT:
        return list(found)
    own = ((each, (each.binding or "").partition(".")) for each in found)
    return [replace(each, binding=f"{CONTRACT}.{datum}") if act == "convention" else each for each, (act, _, datum) in own]  # fmt: skip


def undecided(place: Place) -> Place:
    """The same place, for somebody to decide: what it was bound to first."""
    if place.binding is None:
        return place
    first = (place.binding,) if place.binding not in place.candidates else ()
    ranked = sorted((*first, *place.candidates), key=lambda each: each != place.binding)
    return replace(place, binding=None, candidates=tuple(ranked))
