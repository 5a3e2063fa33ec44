"""A filled convention made a text with places: the values of its partner become what prints them.

What is found is exact: a value of the data, word for word. A name or an address is known anywhere; a function,
a date or a town only where the text says whose it is: elsewhere somebody decides.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields, is_dataclass, replace
from typing import Any

from generator.adoption.bindings import KEEP, named_as
from generator.adoption.codes import quoted
from generator.adoption.lines import Span, Spoken, annexes
from generator.adoption.loops import looped, loops
from generator.adoption.owners import TURN, owners, zones
from generator.adoption.places import Place
from generator.adoption.rows import filled
from generator.adoption.source import text
from generator.adoption.vocabulary import Expression, pattern, plain, vocabulary
from generator.documents.blocks import Block, Lines, Table
from generator.documents.french.elision import fold
from generator.documents.rendered import Blank, Text, Value
from generator.store.parameters import Family

PARTIES = ("partenaire", "caf")
_AGREED = ("represente", "denomme", "domicilie", "designe", "sis", "situe")
"""Words of a party that agree with its name, beside which they stand."""
_BESIDE = re.compile(r"(?:\A|[,;:(–—-]|\b(?:ci-apr[eè]s|d[uû]ment|et|est|ou))\s*\Z", re.IGNORECASE)
"""What stands between the name of a party and such a word: another noun there would be what it agrees with."""
_OF_THE_SEAT = re.compile(r"si[eè]ge[^,;]*(?:,\s*)?\Z", re.IGNORECASE)
"""Before « situé », which is then the seat."""
_CALLED = re.compile(r"ci-(?:apr[eè]s|dessous)", re.IGNORECASE)
"""Beside « désigné », which is else somebody."""
_AROUND_WORD = 20
"""Characters before or after « désigné » where those words are looked for."""
_OFFICE = re.compile(r"(caf|partenaire)\.signataire\.(?!nom_complet)")
_OF_AN_ACT = re.compile(r"(\w+)\.(?:lieu|a_lieu|date_signature|date_chiffres)\Z")
_TOWN_OF_AN_ACT = re.compile(r"\.(?:lieu|a_lieu)\Z")
_DONE = re.compile(r"\W*fait\b")
_OF_A_SIDE = re.compile(r"(\w+)\.date_(partenaire|caf)\Z")
_AUTHORISED = re.compile(r"autorisation\.date")
_NUMBERED = re.compile(r"(?:\bn°|\bno|numero|deliberation|decision|acte)\s*:?\s*\Z")
"""Before the number of an act: a number alone counts many other things."""
_NUMBER = "autorisation.numero"
_SENT = re.compile(r"(\w+)\.date_transmission\Z")
_OF_SOMEBODY = re.compile(r"(?!partenaire|caf)([\w.]+)\.(?:nom|prenom|fonction)\Z")
_ABOVE = re.compile(r"\.signature\Z")
"""The function as it stands above a signature, where other forms may read the same."""
_NEVER_ASKED = re.compile(r"\.annee\Z|\Aautorisation\.numero\Z")
_NAMES = ("nom", "nom_court", "sigle")
"""Paths of the view at which the partner is named: two forms of one name."""
_OPTIONAL = re.compile(r"\Asigle\Z|\.(?:delegation|adresse_complement)\Z")
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
    before: str = ""


def learned(
    said: Sequence[Spoken], view: Mapping[str, Any], family: Family, document: str
) -> Learned:
    """The values of `view` in the lines of a `document`, and the words that agree with the parties."""
    reader = _Reader(view, family)
    looping = loops(said, view)
    spans: list[Span] = [*looping]
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
        spans += (each for each in found.spans if not _met(each, looping))
        doubts += (each for each in found.doubts if not _met(each, looping))
    return Learned(tuple(spans), tuple(doubts))


def _met(one: Span | Place, spans: Sequence[Span]) -> bool:
    """Whether a span, of a list, covers some of the same characters."""
    return any(each.line == one.line and each.start < one.end and one.start < each.end for each in spans)  # fmt: skip


def emptied(blocks: Sequence[Block], view: Mapping[str, Any], document: str = "") -> list[Block]:
    """The blocks, what `view` lists left blank where its heads tell what fills it, as in the official file, or looped."""
    texts = {plain(each) for held in view.values() for each in listed(held)}
    known = {plain(each) for held in view.values() for each in listed(held, blanks=True)}
    made = list(blocks)
    for index, block in enumerate(blocks):
        made[index] = _left_blank(block, known, texts)
        if filled(made, index, document, 0, ()) is None:
            made[index] = looped(block, view)
    return made


def _left_blank(block: Block, known: set[str], texts: set[str]) -> Block:
    if not isinstance(block, Table):
        return block
    rows = (row if _stays(row, known, texts) else ((),) * len(row) for row in block.rows)
    return replace(block, rows=tuple(rows))


def _stays(row: tuple[Lines, ...], known: set[str], texts: set[str]) -> bool:
    """Whether a row says something else than what is `known`, or is only to fill."""
    said = [words for cell in row if (words := plain(" ".join(map(text, cell))))]
    return texts.isdisjoint(said) or not known.issuperset(said)


def listed(view: Any, *, inside: bool = False, blanks: bool = False) -> Iterator[str]:
    """The texts of the lists of a view, what a partner may have any number of; with `blanks`, the places to fill too."""
    if isinstance(view, Text):
        yield from [view.text] if inside else []
    elif isinstance(view, Blank):
        yield from [Value(view.path, view.ask, blank=True, as_is=view.as_is).printed] if inside and blanks else []  # fmt: skip
    elif isinstance(view, tuple):
        for each in view:
            yield from listed(each, inside=True, blanks=blanks)
    elif is_dataclass(view):
        for field in fields(view):
            yield from listed(getattr(view, field.name), inside=inside, blanks=blanks)


def _placed(number: int, text: str, value: re.Match[str], code: str) -> Span:
    """The place of a value that was found; what parts one that a partner may not have goes with it."""
    start, end = value.start(), value.end()
    if not _OPTIONAL.search(code.partition(" ")[0]):
        shown = f"{code} | sinon({quoted(_TOWN)})" if code.endswith(".a_lieu") else code
        return Span(number, start, end, f"{{{{ {shown} }}}}")
    before = next((each for each in (" (", ", ") if text[:start].endswith(each)), "")
    after = ")" if before == " (" and text[end : end + 1] == ")" else ""
    before = before if after or before != " (" else ""
    if code == "sigle" and not before:
        return Span(number, start, end, "{{ sigle or partenaire.nom_court }}")
    # « + » keeps the end of the line, which Jinja takes away after an instruction.
    shown = f"{{% if {code} %}}{before}{{{{ {code} }}}}{after}{{% endif +%}}"
    return Span(number, start - len(before), end + len(after), shown)


def _is_of_party(name: str, text: str, start: int, end: int) -> bool:
    """Whether a word that may agree with a party is not that of its seat, nor of somebody that it appoints."""
    if name == "designe":
        return _CALLED.search(text[max(0, start - _AROUND_WORD) : end + _AROUND_WORD]) is not None
    return name in ("represente", "denomme") or not is_of_seat(text[:start])


def is_of_seat(before: str) -> bool:
    """Whether the word after `before` agrees with the seat of a party: « dont le siège est situé »."""
    return _OF_THE_SEAT.search(before) is not None


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
            known = replace(where, owner=party, before=fold(text[:end]))
            code = self._sure(plain(value[0]), known) if value else None
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
                party = owner if owner in PARTIES else "partenaire" if "sigle" in owner else party
            start = value.end()
        return Learned(tuple(dict.fromkeys(spans)), tuple(doubts)), party

    def _sure(self, words: str, where: _Where) -> str | None:
        """The code that prints the words where they stand; None when more than one datum may be meant."""
        fitting = [each for each in self._known[words] if self._fits(each.code, where)]
        sides = [each for each in fitting if _OF_A_SIDE.match(each.code)]
        done = [each for each in fitting if _TOWN_OF_AN_ACT.search(each.code)] if where.zone == "signatures" and _DONE.match(where.before) else []  # fmt: skip
        fitting = sides or done or fitting  # the day in the column of a party is its own
        if len({_NAMES[0] if each.path in _NAMES else each.path for each in fitting}) != 1:
            return None
        above = (
            each.code for each in fitting if _ABOVE.search(each.code) and where.zone == "signatures"
        )
        return next(above, fitting[0].code)

    def _fits(self, code: str, where: _Where) -> bool:
        base = code.partition(" ")[0]
        if found := _OFFICE.match(base):
            return bool(where.zone) and where.owner == found[1]
        if _AUTHORISED.match(base):
            return where.zone != "signatures"
        if found := _OF_AN_ACT.match(base):
            act = where.document if where.document in _ACTS else "convention"
            return where.zone == "signatures" and found[1] == act
        if found := _OF_A_SIDE.match(base):
            return where.zone == "signatures" and found[1] in _ACTS and where.owner == found[2]
        if base == _NUMBER:
            return _NUMBERED.search(where.before) is not None
        if found := _SENT.match(base):
            own = f"annexe_{where.annexe}" if where.annexe else where.document.replace("-", "_")
            return found[1] == own and "transmis" in fold(where.around)
        if found := _OF_SOMEBODY.match(base):
            return self._is_told(found[1], where.around)
        return not _NEVER_ASKED.search(base)

    def _is_told(self, person: str, around: str) -> bool:
        """Whether the lines say both names of the person at that path of the view."""
        names = [each.text for held in self._known.values() for each in held if each.code in (f"{person}.nom", f"{person}.prenom")]  # fmt: skip
        return len(names) > 1 and all(re.search(pattern(plain(name)), around) for name in names)

    def _candidates(self, words: str) -> tuple[str, ...]:
        """What the words may be bound to by a decision; nothing for a year, which dates many other things."""
        if any(_NEVER_ASKED.search(each.code) for each in self._known[words]):
            return ()
        *named, words_alone = named_as((each.code for each in self._known[words]), self._family)
        return (*named, KEEP, words_alone)

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
                    first, last = start + found.start(), start + found.end()
                    after_name = start > 0 and not text[start:first].strip()
                    if (after_name or _BESIDE.search(text[:first])) and _is_of_party(name, text, first, last):  # fmt: skip
                        yield Span(number, first, last, f"{{{{ {party}.{name}{made} }}}}")

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
