"""The delays and numbers that an official text writes out, and the parameter of the model each one states."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from generator.adoption.lines import Spoken
from generator.documents.french.durations import NUMBER_WORDS, number
from generator.documents.french.elision import fold
from generator.store.parameters import Duration, Family, Unit

EXEMPLAIRES = "exemplaires"
_ONE_WORD = "|".join(sorted(NUMBER_WORDS, key=len, reverse=True))
_WORDS = rf"(?:{_ONE_WORD})\b(?:(?:\s*-\s*|\s+|[\u2010\u2011])(?:et(?:\s+|-))?(?:{_ONE_WORD})\b)*"
_NUMBER = rf"(?:{_WORDS}(?:\s*\(\s*\d{{1,4}}\s*\))?|\d{{1,4}}(?:\s*\(\s*{_WORDS}\s*\))?)"
_START = r"(?<![\w\u2010\u2011-])(?<!\d[.,])"
"""Where a number begins: within a longer one, it would say less."""
_DELAY = re.compile(
    rf"{_START}(?P<range>{_NUMBER}\s+(?:à|ou)\s+)?(?P<count>{_NUMBER})\s+(?P<unit>jours?|mois|années?|ans?)\b(?P<half>\s+et\s+demie?\b)?"
    r"(?:\s+(?:calendaires|francs|civils)|(?P<working>\s+ouvr\w+))?"
    r"|(?P<yearly>\b(?:une|1) fois (?:par an|l['’]an|chaque année)|\bchaque année|\btous les ans\b)",
    re.IGNORECASE,
)
_COPIES = re.compile(rf"{_START}(?P<count>{_NUMBER})\s+(?:exemplaires?|originaux)\b", re.IGNORECASE)  # fmt: skip
_EACH = re.compile(rf"{_WORDS}|\d+", re.IGNORECASE)
_UNITS: Mapping[str, Unit] = {"j": "jours", "m": "mois", "a": "ans"}

_FIRST_TERM = r"\A(?!.*(?:recondu|renouvel|prorog|preavis|denonc|resili)).*(?:conclue?|etablie?|consentie?|duree|valable)"
_NEXT_TERM = r"(?:recondu|renouvel|prorog)(?!.*(?:preavis|denonc|opposition|opposer|notifi|resili|inform|previen|limite|exced))"
EXCLUDED = (
    r"express|sans (?:\w+ ){0,3}(?:recondu|renouvel)|non (?:reconductible|renouvelable)|aucun\w* (?:tacite )?(?:recondu|renouvel)"
    r"|\bn(?:e |')[^,]{0,40}\b(?:pas|jamais|aucun\w*)\b[^,]{0,40}(?:recondu|renouvel|prorog)"
    r"|(?:recondu|renouvel)[^,]{0,30}\b(?:exclu|interdi)"
)
"""What a sentence that excludes the tacit renewal says, folded."""
_NOT_BEFORE = r"(?!\s*(?:au moins |au plus tard )?avant)"
_TERMINATION = r"resili|manquement|mise en demeure|sans effet|sans preavis"
_AFTER_NOTICE = r"preavis(?!.*periode)[^;,]{0,40}\Z"
# For each parameter: what the sentence says, what it does not, what stands before and what follows the delay.
_Rule = tuple[str, str, str, str]
_RULES: Mapping[Family, Mapping[str, _Rule]] = {
    "cooperation": {
        "preavis": (r"echeance|terme|expiration|anniversaire|renouvel|reconduction", "", "", r"\s*(?:au moins |au plus tard )?avant"),
        "reconduction": ("", EXCLUDED, _NEXT_TERM, _NOT_BEFORE),
        "duree": (r"convention|duree", r"conserv", _FIRST_TERM, _NOT_BEFORE),
        "revue": (r"revue", "", "", ""),
        "mise_a_jour_annexe_1": (r"annexe 1.*(?:jour|actualis)|(?:jour|actualis).*annexe 1", "", "", ""),
        "conservation_annexes": (r"conserv.*annexes?\b|annexes?\b.*conserv", r"clos\b|clotur", "", r".*fin de la (?:presente )?convention"),
        "conservation_comptes_clos": (r"clos\b|clotur", r"fin de (?:l'|son )habilitation", "", ""),
        "conservation_donnees_compte": (r"conserv.*compte|compte.*conserv", r"clos\b|clotur|attestation", "", r".*fin de (?:l'|son |leur )habilitation"),
        "demande_attestation": (r"attestation.*demand|demand.*attestation", r"remis|remet|transm|fourni|delivr|retourn", "", ""),
    },
    "mon-compte-partenaire": {
        "reconduction": ("", EXCLUDED, _NEXT_TERM, _NOT_BEFORE),
        "duree": (r"convention|duree", r"conserv|trace", _FIRST_TERM, ""),
        "mise_en_demeure": (r"manquement|mise en demeure|remedi|sans effet", "", "", ""),
        "preavis_resiliation": (r"resili|preavis", r"manquement|mise en demeure|remedi|sans effet", "", ""),
        "annonce_prestataire": (r"prestataire|sous-traitan", r"conserv", "", ""),
        "bilan": (r"bilan", r"reunion|compte.rendu", "", ""),
        "reunion": (r"reunion", r"compte.rendu|proces.verbal", "", ""),
        "compte_rendu": (r"compte.rendu|proces.verbal", "", "", ""),
        "revue": (r"revue", "", "", ""),
        "escalade": (r"reponse|escalade", r"reunion", "", ""),
        "conservation_traces": (r"trace|journa", r"devalid", "", ""),
        "conservation_habilitations": (r"devalid|habilitation.*conserv|conserv.*habilitation", r"trace", "", ""),
    },
}  # fmt: skip
# Other words that state a parameter, out of the article of termination: its notice is another one.
_ALSO: Mapping[Family, tuple[tuple[str, _Rule], ...]] = {
    "cooperation": (
        ("preavis", (r"preavis", _TERMINATION, _AFTER_NOTICE, "")),
        ("preavis", (r"preavis", _TERMINATION, "", r"\s*de preavis")),
        (
            "conservation_annexes",
            (
                "",
                r"clos\b|clotur|compte",
                r"\A(?:duree de )?conservation des annexes[^.;]{0,20}\Z",
                "",
            ),
        ),
    ),
    "mon-compte-partenaire": (),
}
NOTICE: Mapping[Family, str] = {
    "cooperation": "preavis",
    "mon-compte-partenaire": "preavis_resiliation",
}
"""The parameter that the notice period of a text is."""


@dataclass(frozen=True)
class Delay:
    """Characters `start` to `end` of line number `line`, worth `value` (a count of copies for an int).

    `value` is None when figures and words disagree. `parameters` are those it may state: one when it is sure.
    """

    line: int
    start: int
    end: int
    words: str
    value: Duration | int | None
    parameters: tuple[str, ...]
    article: str | None

    @property
    def parameter(self) -> str | None:
        """The parameter that it states, when there is no doubt."""
        return self.parameters[0] if len(self.parameters) == 1 and self.value is not None else None


def delays(said: Sequence[Spoken], family: Family) -> list[Delay]:
    """The delays of the lines, in their order; none states a parameter to which another gives another value."""
    found = read(said, family)
    values: dict[str, list[Duration | int | None]] = {}
    for each in found:
        if each.parameter:
            values.setdefault(each.parameter, []).append(each.value)
    torn = {name for name, held in values.items() if not all(agree(held[0], one) for one in held)}
    return [replace(each, parameters=()) if each.parameter in torn else each for each in found]


def read(said: Sequence[Spoken], family: Family) -> list[Delay]:
    """The same, with what each may state by its own sentence alone."""
    return [
        Delay(rank, found.start(), found.end(), found[0], worth(found[0]), _stated(line, found, family), line.article)
        for rank, line in enumerate(said)
        for found in _found(line.text)
    ]  # fmt: skip


def worth(words: str) -> Duration | int | None:
    """What « douze (12) mois », « une fois par an » or « deux exemplaires » is worth; None when it contradicts itself."""
    copies = _COPIES.match(words)
    found = copies or _DELAY.match(words)
    if found is None:
        return None
    if not copies and found["yearly"]:
        return Duration(12, "mois")
    numbers = _numbers(found)
    if len(numbers) != 1 or (count := numbers.pop()) is None or count == 0:
        return None
    if copies:
        return count
    if found["range"] or found["working"]:
        return None
    unit = _UNITS[found["unit"][0].lower()]
    if found["half"]:
        return Duration(count * 12 + 6, "mois") if unit == "ans" else None
    return Duration(count, unit)


def _numbers(found: re.Match[str]) -> set[int | None]:
    """What the figures and the words of a delay each say."""
    return {number(each) for each in _EACH.findall(found["count"] or "")}


def contradicts_itself(words: str) -> bool:
    """Whether the figures of a delay are not its words: « douze (24) mois »."""
    found = _COPIES.match(words) or _DELAY.match(words)
    return found is not None and len(_numbers(found)) > 1


def agree(one: Duration | int | None, other: object) -> bool:
    """Whether two values say the same: twelve months are a year, thirty days are no month."""
    if isinstance(one, Duration) and isinstance(other, Duration):
        if "jours" in (one.unit, other.unit):
            return one == other
        return one.months == other.months
    return one == other


def _found(text: str) -> Iterator[re.Match[str]]:
    yield from _DELAY.finditer(text)
    yield from _COPIES.finditer(text)


def _stated(line: Spoken, found: re.Match[str], family: Family) -> tuple[str, ...]:
    text = line.text
    also = _ALSO[family] if line.article != "resiliation" else ()
    if found.re is _COPIES:
        return (EXEMPLAIRES,) if re.search(r"\bfait\b|etabli|original|originaux|signe", fold(text)) else ()  # fmt: skip
    start, end = next(each for each in sentences(text) if each[0] <= found.start() < each[1])
    before, after = fold(text[start : found.start()]), fold(text[found.end() : end])
    if line.label and not start:
        before = f"{fold(line.label)} : {before}"
    sentence = f"{before} {fold(found[0])} {after}"
    others = [worth(each[0]) for each in _DELAY.finditer(text, start, end)]
    alone = all(agree(worth(found[0]), each) for each in others)
    names = [
        name
        for name, (says, silent, preceded, followed) in (*_RULES[family].items(), *also)
        if (alone or preceded or followed)  # else nothing says which of the delays it is
        and re.search(says, sentence)
        and not (silent and re.search(silent, sentence))
        and (not preceded or re.search(preceded, before))
        and re.match(followed, after)
    ]
    return tuple(dict.fromkeys(names))


def sentences(text: str) -> Iterator[tuple[int, int]]:
    """Where each sentence of the text begins and ends."""
    ends = [found.end() for found in re.finditer(r"(?<!\.)\. |; ", text)]
    yield from pairwise([0, *ends, len(text)])
