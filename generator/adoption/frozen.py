"""What a filled text says of its partner in words of its own, that would be said of every other one.

« la communauté de communes », « dûment habilitée », « le 9/2/2026 », a contact of the Caf: nothing tells what
another partner's text should say there, so each is to be decided.
"""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence

from generator.adoption.bindings import KEEP, WORDS
from generator.adoption.codes import is_possible
from generator.adoption.learning import is_of_seat, listed
from generator.adoption.lines import Spoken
from generator.adoption.owners import owners, zones
from generator.adoption.places import Place
from generator.adoption.remains import Signed
from generator.documents.french.elision import fold
from generator.store.parameters import Family
from generator.store.schema.partner import Kind

_TOGETHER = (
    r"communaute(?: de communes| d.agglomeration| urbaine)?|(?:conseil|bureau) communautaire|epci"
)
_KINDS: Mapping[Kind, str] = {
    "commune": r"commune|mairie|ville|conseil municipal|municipalite",
    "communaute-de-communes": _TOGETHER,
    "communaute-d-agglomeration": _TOGETHER,
    "communaute-urbaine": _TOGETHER,
    "metropole": r"metropole|conseil metropolitain|epci",
    "departement": r"conseil departemental|departement|commission permanente",
    "syndicat": r"syndicat(?: intercommunal| mixte)?|comite syndical",
    "ccas": r"ccas|centre (?:inter)?communal d.action sociale|conseil d.administration",
    "cias": r"cias|centre (?:inter)?communal d.action sociale|conseil d.administration",
    "msa": r"mutualite sociale agricole|msa",
    "association": r"association|conseil d.administration",
}
_OPENING = r"(?:(?:de |d.|a )?(?:la |le |l.|ladite |ledit |cette |ce )|du |dudit |au )?"
_AGREES = re.compile(
    r"(?<!\w)(?:(?:repr[ée]sent|d[ée]nomm|domicili|habilit|autoris|d[ée]sign|mandat|nomm|d[ée]l[ée]gu|appel|intitul|charg|immatricul"
    r"|identifi|enregistr|constitu|cr[ée]|situ)ée?|[ée]lue?|sise?|soussign[ée]e?)(?!\w)",
    re.IGNORECASE,
)
_CIVILITY = re.compile(r"(?<!\w)(?:Monsieur|Madame|Mme(?!\w)|M\.)(?=\s)")
_NAME = re.compile(rf"{_CIVILITY.pattern}\s+((?:[A-ZÀ-Ý][\w'’.-]*(?:\s+(?=[A-ZÀ-Ý]))?)+)")
_SEAT = re.compile(
    r"(?:si[èe]ge (?:social )?(?:est )?(?:situ|fix)ée?|domiciliée?|(?<!\w)sise?|adresse\s*:)(?:\s+(?:au|à))?\s+"
    r"(.+?)(?=,\s*(?:repr[ée]s|SIRE|ci-apr|d[ée]nomm)|,?\s*\Z)",
    re.IGNORECASE,
)
"""What a former seat, or a former signatory, is told by: the data know those of today."""
_BEFORE_OFFICE = re.compile(rf"{_CIVILITY.pattern}(?=\s+l[ae]\s)")
_DAY = re.compile(r"(?<!\w)\d{1,2}(?:er)?(?:\s?[/.-]\s?\d{1,2}\s?[/.-]\s?|\s+[a-zéû]{3,9}\s+)(?:20)?\d\d(?!\w)")  # fmt: skip
_SHORTEST = 4
"""Characters of what a list says, from which it tells something."""
_NAMED = {"la": "le_nom", "le": "le_nom", "l": "le_nom", "de": "du_nom", "du": "du_nom", "d": "du_nom"}  # fmt: skip


def frozen(said: Sequence[Spoken], signed: Signed, family: Family) -> list[Place]:
    """Those words, for the partner of the `signed` text."""
    items = {
        each for view in signed.view.values() for each in listed(view) if len(each) >= _SHORTEST
    }
    people = _known({*signed.contacts, *map(_in_place, items)})
    pattern = _KINDS.get(signed.kind)
    words = re.compile(rf"(?<!\w){_OPENING}(?:{pattern})(?!\w)") if pattern else None
    found: list[Place] = []
    for number, (line, zone, owner) in enumerate(zip(said, zones(said), owners(said), strict=True)):
        folded = _in_place(line.text)
        if words:
            found += _placed(number, line.text, words.finditer(folded), _of_name, family)
        if people:
            found += _placed(number, line.text, people.finditer(folded), _of_nobody, family)
        if zone and owner != "caf":
            agreeing = (each for each in _AGREES.finditer(line.text) if not is_of_seat(line.text[: each.start()]))  # fmt: skip
            found += _placed(number, line.text, agreeing, _of_agreement, family)
        civility = _CIVILITY if zone else _BEFORE_OFFICE
        found += _placed(number, line.text, civility.finditer(line.text), _of_civility, family)
        if zone:
            found += _placed(number, line.text, _DAY.finditer(line.text), _of_day, family)
            found += _placed(number, line.text, _NAME.finditer(line.text), _of_person, family)
            found += _placed(number, line.text, _SEAT.finditer(line.text), _of_seat, family)
    return _apart(found)


def _placed(
    number: int,
    text: str,
    matches: Iterable[re.Match[str]],
    candidates: Callable[[str], tuple[str, ...]],
    family: Family,
) -> Iterator[Place]:
    for match in matches:
        start, end = match.span(match.lastindex or 0)
        words = text[start:end]
        possible = [each for each in candidates(words) if is_possible(each, words, family)]
        yield Place(number, start, end, words, None, (*possible, KEEP, WORDS))


def _of_name(words: str) -> tuple[str, ...]:
    first = re.split(r"\W", fold(words))[0]
    name = _NAMED.get(first, "nom")
    return (f"partenaire.{'Le_nom' if name == 'le_nom' and words[0].isupper() else name}",)


def _of_nobody(_words: str) -> tuple[str, ...]:
    return ()


def _of_agreement(_words: str) -> tuple[str, ...]:
    return ("partenaire.accord", "partenaire.accord_signataire")


def _of_civility(_words: str) -> tuple[str, ...]:
    return ("partenaire.civilite", "caf.civilite")


def _of_person(_words: str) -> tuple[str, ...]:
    return ("partenaire.representant", "caf.representant")


def _of_seat(_words: str) -> tuple[str, ...]:
    return ("partenaire.adresse", "caf.adresse")


def _of_day(_words: str) -> tuple[str, ...]:
    return ("convention.date",)


def _in_place(text: str) -> str:
    """The text folded, each character where it was."""
    return "".join(each if len(folded := fold(each)) != 1 else folded for each in text)


def _known(contacts: Collection[str]) -> re.Pattern[str] | None:
    """Finds in a folded text these names, addresses and items of lists, folded too; None when there are none."""
    told = [r"[\W_]+".join(map(re.escape, each.split())) for each in sorted(contacts, key=len, reverse=True)]  # fmt: skip
    return re.compile(rf"(?<!\w)(?:{'|'.join(filter(None, told))})(?!\w)") if any(told) else None


def _apart(found: Sequence[Place]) -> list[Place]:
    """The places in their order, without those that another one, begun before, covers."""
    kept: list[Place] = []
    for each in sorted(found, key=lambda one: (one.line, one.start, -one.end)):
        if not kept or kept[-1].line != each.line or kept[-1].end <= each.start:
            kept.append(each)
    return kept
