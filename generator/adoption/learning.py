"""A filled convention made a text with places: the values of its partner become what prints them.

What is found is exact: a value of the data, word for word. A name or an address is known anywhere; a function,
a date or a town only where the text says whose it is: elsewhere somebody decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from generator.adoption.bindings import named_as
from generator.adoption.codes import quoted
from generator.adoption.lines import Span, Spoken, annexes
from generator.adoption.owners import TURN, owners, zones
from generator.adoption.places import Place
from generator.adoption.source import text
from generator.adoption.vocabulary import Expression, pattern, plain, vocabulary
from generator.documents.blocks import Block, Lines, Table
from generator.documents.french.elision import fold
from generator.documents.rendered import Text
from generator.store.parameters import Family

PARTIES = ("partenaire", "caf")
_AGREED = ("represente", "denomme", "domicilie")
"""Words of a party that agree with its name, beside which they stand."""
_OFFICE = re.compile(r"(caf|partenaire)\.signataire\.(?!nom_complet)")
_OF_AN_ACT = re.compile(r"(\w+)\.(?:lieu|a_lieu|date_signature)\Z")
_SENT = re.compile(r"(\w+)\.date_transmission\Z")
_OF_SOMEBODY = re.compile(r"(?!partenaire|caf)([\w.]+)\.(?:nom|prenom|fonction)\Z")
_ABOVE = re.compile(r"\.signature\Z")
"""The function as it stands above a signature, where other forms may read the same."""
_NEVER_SURE = re.compile(r"\.annee\Z")
_OPTIONAL = re.compile(r"\Asigle\Z|\.delegation\Z")
_TOWN = "à ………………"
"""What is printed while the town of the signature is not known."""
_ACTS = ("convention", "contrat", "bulletin")
_NEAR = 3
"""Lines around one within which a person is told whole."""


@dataclass(frozen=True)
class Learned:
    """What was found in the lines: the places that are sure, and those that somebody is to decide."""

    spans: tuple[Span, ...]
    doubts: tuple[Place, ...]


@dataclass(frozen=True)
class _Where:
    """A line among the others: its zone, the party it is about, the annexe it is in, what stands around it."""

    zone: str
    owner: str | None
    annexe: str | None
    around: str
    document: str


def learned(
    said: Sequence[Spoken], view: Mapping[str, Any], family: Family, document: str
) -> Learned:
    """The values of `view` in the lines of a `document`, and the words that agree with the parties."""
    reader = _Reader(view, family)
    spans: list[Span] = []
    doubts: list[Place] = []
    before: dict[tuple[str, int | None], str | None] = {}
    places = zip(said, zones(said), owners(said), annexes(said), strict=True)
    for number, (line, zone, owner, annexe) in enumerate(places):
        around = "\n".join(each.text for each in said[max(0, number - _NEAR) : number + _NEAR + 1])
        at = zone, line.column
        if TURN.match(fold(line.text).strip()) or not zone:
            before.clear()
        known = before.get(at)
        doubt = known and owner and known != owner
        where = _Where(zone, None if doubt else known or owner, annexe, around, document)
        found, before[at] = reader.line(number, line.text, where)
        spans += found.spans
        doubts += found.doubts
    return Learned(tuple(spans), tuple(doubts))


def emptied(blocks: Sequence[Block], view: Mapping[str, Any]) -> list[Block]:
    """The blocks, the rows of people that `view` lists left blank, as in the official file."""
    known = {plain(text) for each in view.values() for text in listed(each)}
    return [
        replace(block, rows=tuple(row if _stays(row, known) else ((),) * len(row) for row in block.rows))
        if isinstance(block, Table)
        else block
        for block in blocks
    ]  # fmt: skip


def _stays(row: tuple[Lines, ...], known: set[str]) -> bool:
    said = [words for cell in row if (words := plain(" ".join(map(text, cell))))]
    return not said or not known.issuperset(said)


def listed(view: Any, *, inside: bool = False) -> Iterator[str]:
    """The texts of the lists of a view: what a partner may have any number of."""
    if isinstance(view, Text):
        yield from [view.text] if inside else []
    elif isinstance(view, tuple):
        for each in view:
            yield from listed(each, inside=True)
    elif is_dataclass(view):
        for field in fields(view):
            yield from listed(getattr(view, field.name), inside=inside)


def _placed(number: int, text: str, value: re.Match[str], code: str) -> Span:
    """The place of a value that was found; what parts one that a partner may not have goes with it."""
    start, end = value.start(), value.end()
    if not _OPTIONAL.search(code.partition(" ")[0]):
        shown = f"{code} | sinon({quoted(_TOWN)})" if code.endswith(".a_lieu") else code
        return Span(number, start, end, f"{{{{ {shown} }}}}")
    before = next((each for each in (" (", ", ") if text[:start].endswith(each)), "")
    after = ")" if before == " (" and text[end : end + 1] == ")" else ""
    before = before if after or before != " (" else ""
    # « + » keeps the end of the line, which Jinja takes away after an instruction.
    shown = f"{{% if {code} %}}{before}{{{{ {code} }}}}{after}{{% endif +%}}"
    return Span(number, start - len(before), end + len(after), shown)


class _Reader:
    """Knows what the values of one view look like in a text."""

    def __init__(self, context: Mapping[str, Any], family: Family) -> None:
        self._context = context
        self._family = family
        self._known: dict[str, list[Expression]] = {}
        for each in vocabulary(context):
            self._known.setdefault(plain(each.text), []).append(each)
        longest = sorted(self._known, key=len, reverse=True)
        self._values = re.compile("|".join(map(pattern, longest)) or r"(?!)")

    def line(self, number: int, text: str, where: _Where) -> tuple[Learned, str | None]:
        """What is found in a line, and the party that it is about at its end."""
        spans: list[Span] = []
        doubts: list[Place] = []
        party, start = where.owner, 0
        for value in (*self._values.finditer(text), None):
            end = value.start() if value else len(text)
            code = self._sure(plain(value[0]), replace(where, owner=party)) if value else None
            spans += self._beside(number, text, start, end, party)
            if value is None:
                break
            if code is None:
                if asked := self._candidates(plain(value[0])):
                    doubts.append(Place(number, value.start(), value.end(), value[0], None, asked))
            else:
                spans += self._civility(number, text, start, end, code)
                spans.append(_placed(number, text, value, code))
                owner = code.partition(".")[0]
                party = owner if owner in PARTIES else party
            start = value.end()
        return Learned(tuple(dict.fromkeys(spans)), tuple(doubts)), party

    def _sure(self, words: str, where: _Where) -> str | None:
        """The code that prints the words where they stand; None when more than one datum may be meant."""
        fitting = [each for each in self._known[words] if self._fits(each.code, where)]
        if len({each.path for each in fitting}) != 1:
            return None
        above = (
            each.code for each in fitting if _ABOVE.search(each.code) and where.zone == "signatures"
        )
        return next(above, fitting[0].code)

    def _fits(self, code: str, where: _Where) -> bool:
        base = code.partition(" ")[0]
        if found := _OFFICE.match(base):
            return bool(where.zone) and where.owner == found[1]
        if found := _OF_AN_ACT.match(base):
            act = where.document if where.document in _ACTS else "convention"
            return where.zone == "signatures" and found[1] == act
        if found := _SENT.match(base):
            own = f"annexe_{where.annexe}" if where.annexe else where.document.replace("-", "_")
            return found[1] == own and "transmis" in fold(where.around)
        if found := _OF_SOMEBODY.match(base):
            return self._is_told(found[1], where.around)
        return not _NEVER_SURE.search(base)

    def _is_told(self, person: str, around: str) -> bool:
        """Whether the lines say both names of the person at that path of the view."""
        names = [each.text for held in self._known.values() for each in held if each.code in (f"{person}.nom", f"{person}.prenom")]  # fmt: skip
        return len(names) > 1 and all(re.search(pattern(plain(name)), around) for name in names)

    def _candidates(self, words: str) -> tuple[str, ...]:
        """What the words may be bound to by a decision; nothing for a year, which dates many other things."""
        if any(_NEVER_SURE.search(each.code) for each in self._known[words]):
            return ()
        return named_as((each.code for each in self._known[words]), self._family)

    def _beside(
        self, number: int, text: str, start: int, end: int, party: str | None
    ) -> Iterator[Span]:
        """The words, between two values, that agree with the party last named."""
        if party is None:
            return
        for name in _AGREED:
            word = getattr(self._context[party], name)
            for form, made in ((word, ""), (word.capitalize(), ".capitalize()")):
                for found in re.finditer(rf"(?<!\w){re.escape(form)}(?!\w)", text[start:end]):
                    yield Span(number, start + found.start(), start + found.end(), f"{{{{ {party}.{name}{made} }}}}")  # fmt: skip

    def _civility(self, number: int, text: str, start: int, end: int, code: str) -> Iterator[Span]:
        """The civility just before a name or « la Présidente », long or short."""
        party, _, field = code.partition(" ")[0].partition(".")
        if field not in ("signataire.nom_complet", "signataire.la_fonction"):
            return
        signatory = self._context[party].signataire
        for name in ("civilite_longue", "civilite"):
            word = re.escape(getattr(signatory, name))
            if found := re.search(rf"(?<!\w){word}(?=[\s\u00a0]+\Z)", text[start:end]):
                yield Span(number, start + found.start(), start + found.end(), f"{{{{ {party}.signataire.{name} }}}}")  # fmt: skip
