"""Words of an official text that its places oblige to change, though they look settled: « située », « M. », « son maire ».

« [nom du partenaire], située …, représentée par son maire, M. [nom] » is written for one gender and one office:
once the places are filled, these words agree with what fills them, or somebody decides.
"""

import re
from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass, replace

from generator.adoption.bindings import BINDINGS, KEEP, WORDS
from generator.adoption.codes import is_possible
from generator.adoption.labels import in_place
from generator.adoption.lines import Spoken
from generator.adoption.owners import named, owners, zones
from generator.adoption.places import Place, undecided
from generator.store.parameters import Family

_STEMS = r"represent|denomm|domicili|design|situ|immatricul|inscrit|identifi|enregistr|constitu|appel|intitul|regi|agre"
_ROLES = r"habilit|autoris|mandat|soussign|delegu|nomm"
_FIXED = re.compile(
    rf"(?<![\w-])(?:(?:{_STEMS}|{_ROLES})e{{1,2}}|sise?|regie?|inscrite?)(?![\w(·•/.-]\w|\(|\w|/)"
)
_OTHER_SUBJECT = re.compile(
    r"(?:\bdont|\bou|\bqui|\bet|\bavec|\bpar)\s+(?:(?:le|la|les|son|sa|ses|l'|un|une)\s?)\w[^,;]*\Z|\bsiege(?: social)?\b(?:[^,;]*|,\s*)\Z"
)
"""What a word agrees with when it is not the party: « dont la mairie est située »."""
_OF_PERSON = re.compile(rf"(?:{_ROLES})|domicili")
_SPEAKS_OF_PERSON = re.compile(r"represente\S*\s+par\b|\bm\.|\bmme\b|monsieur|madame")
_TERM = re.compile(r"ci-apres\s+\Z")
_CIVILITY = re.compile(r"(?<![\w·•‧/])(?:M\.|Mme|Monsieur|Madame)(?=\s*\Z)")
_BEFORE_OTHER = re.compile(r"(?:/|\bou)\s*\Z")
_NOUN = r"president(?:e)?|maire|direct(?:eur|rice)|vice-presidente?|gerante?"
_ENDED = r"(?!\w|\(|\s?/|·|\.e\b)"
_OFFICE = re.compile(
    rf"(?<!\w)(?:(?:son|sa|le|la)\s+|(?<=,\s))(?:{_NOUN})(?:\s?/\s?(?:son|sa|le|la)\s+(?:{_NOUN}))?(?:\s+generale?)?{_ENDED}"
)
_HEAD = re.compile(
    rf"(?<![\w/])(?<!/ )(?:(?:monsieur|madame)\s+)?(?:le|la)\s+(?:presidente?|maire)(?:\s+du\s+(?:conseil\s+\w+|ccas|cias|syndicat))?{_ENDED}"
    r"(?!\s+d(?:e la republique|u tribunal|e la caf|u conseil d'administration de la caf|e seance))"
)
"""The head of the partner, named by one title, out of the clause that presents who signs."""
_OFFICE_ALONE = re.compile(rf"(?:le|la|l')\s?(?:{_NOUN})(?:\s+(?!\[)[^.…_\[]{{1,60}})?,?\Z")
_DELEGATION = re.compile(
    r"(?:et )?par delegation(?: (?:du|de la|de l'|de)\s?[^\[….,]{1,60})?\s*[,:]?\Z"
)
_NAMES = ("le_nom", "Le_nom", "nom", "le_nom_court", "Le_nom_court", "nom_court")
_PERSON = (
    "civilite",
    "fonction",
    "la_fonction",
    "son_fonction",
    "de_fonction",
    "accord_signataire",
    "representant",
)


@dataclass(frozen=True)
class _Line:
    """A line about `party` (None when not known), and the places found in it."""

    number: int
    text: str
    party: str | None
    here: Sequence[Place]
    family: Family

    def place(self, span: tuple[int, int], binding: str | None, *likely: str) -> Place:
        """These words of the line, bound, or to be decided among what is `likely` of what they may be."""
        words = self.text[slice(*span)]
        possible = [each for each in likely if each in BINDINGS[self.family] and is_possible(each, words, self.family)]  # fmt: skip
        sure = binding if binding and is_possible(binding, words, self.family) else None
        return Place(self.number, *span, words, sure, (*dict.fromkeys(possible), WORDS, KEEP))


def with_agreements(found: Sequence[Place], said: Sequence[Spoken], family: Family) -> list[Place]:
    """The places, with those of the words that must agree with what fills them; a doubt takes its binding from a place."""
    known = _untangled(found, said)
    named_at: dict[str, tuple[int, int]] = {}
    made: list[Place] = []
    for number, (line, zone, owner) in enumerate(zip(said, zones(said), owners(said), strict=True)):
        here = [each for each in known if each.line == number]
        for each in here:
            if _is_name(each):
                named_at.setdefault(_party(each), (number, each.end))
        told = _Line(number, line.text, owner or _only(here), here, family)
        fixed = list(_civilities(told)) if zone else []
        if zone == "parties":
            fixed += _offices(told)
        if zone == "parties" and told.party:
            fixed += _agreeing(told, told.party, named_at.get(told.party))
        fixed += _heads(told) if zone != "parties" and line.text.strip() else ()
        if zone == "signatures":
            later = {each.binding for each in known if each.line > number}
            above = list(_above(replace(told, party=owner), later))
            fixed = [*above, *(each for each in fixed if not _meets(each, above))]
        made += [*here, *(each for each in fixed if not _meets(each, here))]
    return sorted(_said_once(made), key=lambda each: (each.line, each.start))


def _party(place: Place) -> str:
    """The first word of what the place is bound to: « caf », « partenaire », « convention »; "" for none."""
    return (place.binding or "").partition(".")[0]


def _datum(place: Place) -> str:
    return (place.binding or "").partition(".")[2]


def _is_name(place: Place) -> bool:
    return _datum(place) in _NAMES


def _said_once(found: Sequence[Place]) -> Iterator[Place]:
    """The places, the function over a name without the delegation that a line of its own says."""
    told = {_party(each) for each in found if _datum(each) == "delegation"}
    for each in found:
        doubled = _datum(each) == "signature" and _party(each) in told
        yield replace(each, binding=f"{_party(each)}.la_fonction | titre | capitale") if doubled else each  # fmt: skip


def _untangled(found: Sequence[Place], said: Sequence[Spoken]) -> list[Place]:
    """The places; of a datum that two of one paragraph would give, or of the days of two signatures, none is sure."""
    groups: dict[tuple[int, int | None, str], list[Place]] = {}
    for each in found:
        datum, line = _datum(each), said[each.line]
        if datum in ("representant", "adresse", "siret") or _is_name(each):
            one = "nom" if _is_name(each) else datum
            groups.setdefault((line.block, line.column, f"{_party(each)}.{one}"), []).append(each)
        elif _party(each) == "convention":
            groups.setdefault((0, None, datum.removesuffix("_chiffres")), []).append(each)
    twice = {key: group for key, group in groups.items() if len(group) > 1}
    doubted = {each for group in twice.values() for each in group}
    people = {(block, column, name) for block, column, name in twice if name.endswith(".representant")}  # fmt: skip

    def is_doubted(each: Place) -> bool:
        line = said[each.line]
        person = (line.block, line.column, f"{_party(each)}.representant")
        return each in doubted or (_datum(each) in _PERSON and person in people)

    return [undecided(each) if is_doubted(each) else each for each in found]


def _only(here: Sequence[Place]) -> str | None:
    """The party that the name placed in a line tells, when it tells one alone."""
    told = {_party(each) for each in here if _is_name(each)}
    return told.pop() if len(told) == 1 else None


def _agreeing(line: _Line, party: str, name: tuple[int, int] | None) -> Iterator[Place]:
    """The words that agree with the name of a party: the last that a place of the line has, or that of the line's
    own `party`, once a place, that ends at `name`, has it."""
    folded = in_place(line.text)
    for word in _FIXED.finditer(folded):
        names = [each for each in line.here if _is_name(each) and each.end <= word.start()]
        first = names[-1].end if names else 0
        before = folded[: word.start()]
        if names:
            party = _party(names[-1])
        elif name is None or (line.number, word.start()) < name:
            continue
        if _OTHER_SUBJECT.search(before[first:]) or _of_other(before[first:], party):
            continue
        person = _OF_PERSON.match(word[0]) and _SPEAKS_OF_PERSON.search(before)
        if person and not _TERM.search(before):
            yield line.place(word.span(), None, f"{party}.accord_signataire", f"{party}.accord")
        else:
            yield line.place(word.span(), f"{party}.accord", f"{party}.accord")


def _of_other(before: str, party: str) -> bool:
    """Whether another party is named in the sentence before a word."""
    sentence = before[max(before.rfind(". "), before.rfind("; ")) + 1 :]
    return bool(named(sentence) - {party})


def _civilities(line: _Line) -> Iterator[Place]:
    """« M. » or « Madame » alone before the place of a name."""
    for each in line.here:
        word = _CIVILITY.search(line.text[: each.start])
        if word is None or _BEFORE_OTHER.search(line.text[: word.start()]):
            continue
        if _datum(each) == "representant":
            yield line.place(word.span(), f"{_party(each)}.civilite")
        elif each.binding is None and any(name.endswith(".representant") for name in each.candidates):  # fmt: skip
            yield line.place(word.span(), None, "partenaire.civilite", "caf.civilite")


def _offices(line: _Line) -> Iterator[Place]:
    """« son maire », « la présidente », in a line that has the place of who signs."""
    people = [each for each in line.here if _is_person(each)]
    folded = in_place(line.text)
    for word in _OFFICE.finditer(folded):
        party = _last_named(folded[: word.start()]) or line.party
        of_party = (each for each in people if (_last_named(folded[: each.start]) or line.party) == party)  # fmt: skip
        if party is None or not any(of_party):
            continue
        own = word[0].startswith(("son", "sa"))
        has_article = own or word[0].startswith(("le ", "la "))
        likely = "son_fonction" if own else "la_fonction" if has_article else "fonction"
        yield line.place(word.span(), None, f"{party}.{likely}", f"{party}.fonction")


def _is_person(place: Place) -> bool:
    names = (place.binding,) if place.binding else place.candidates
    return any((each or "").endswith(".representant") for each in names)


def _last_named(before: str) -> str | None:
    """The party that the folded words before an office name last; None when they name none, or one cannot tell."""
    parts = (named(each) for each in reversed(re.split(r"[,;]|\bet\b", before)))
    last = next((each for each in parts if each), set())
    return last.pop() if len(last) == 1 else None


def _heads(line: _Line) -> Iterator[Place]:
    """« Le Maire s'engage », « autorisant Monsieur le Président », « Le Président du CCAS » over a signature."""
    if line.party == "caf":
        return
    for word in _HEAD.finditer(in_place(line.text)):
        made = line.place(word.span(), None, "partenaire.la_fonction", "partenaire.signature")
        yield replace(made, candidates=(KEEP, *(each for each in made.candidates if each != KEEP)))


def _above(line: _Line, later: Container[str | None]) -> Iterator[Place]:
    """« Par délégation » and, for the partner, « Le Maire », alone above what is bound `later` to who signs."""
    said = line.text.strip()
    start = line.text.find(said)
    span = (start, start + len(said))
    folded = in_place(said)
    if _DELEGATION.match(folded):
        sure = f"{line.party}.delegation" if line.party else None
        yield line.place(span, sure, "partenaire.delegation", "caf.delegation")
    elif line.party == "partenaire" and "partenaire.representant" in later and _OFFICE_ALONE.match(folded):  # fmt: skip
        yield line.place(span, None, "partenaire.signature", "partenaire.la_fonction")


def _meets(one: Place, others: Sequence[Place]) -> bool:
    return any(each.start < one.end and one.start < each.end for each in others)
