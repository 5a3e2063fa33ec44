"""What an official text says of its delays that no parameter of the model follows, for somebody to check."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Literal

from generator.adoption.delays import EXCLUDED as _EXCLUDED
from generator.adoption.delays import NOTICE, Delay, agree, contradicts_itself, read, sentences
from generator.adoption.lines import Spoken
from generator.documents.french.elision import fold
from generator.store.parameters import Family

_SPEAKS_OF_NOTICE = re.compile(r"\bpr[ée]avis\b", re.IGNORECASE)
_NEAR = 80
"""How many characters after the sentence of a notice may still say how long it is."""
_SPEAKS_OF_TIME = re.compile(r"\b(?:jours?|semaines?|mois|trimestres?|semestres?|ans?|annees?)\b")
_AROUND = 60
_LONGEST = 240
"""Characters of a sentence that are repeated."""
_TERM = re.compile(
    r"(?:convention|contrat|\belle)\b.*\b(?:conclue?|consentie?|prend (?:effet|fin)|expire)\b|\bconclue? (?:pour|du|jusqu)"
    r"|\bduree (?:de la (?:presente )?(?:convention|adhesion)|initiale|du contrat)|\A\W*duree\W"
)
"""What a sentence on the term of the convention says, folded."""
_NO_TERM = re.compile(r"conserv|trace|journa|resili|en application|la duree de la (?:convention|presente convention) (?:sont|,)|pendant (?:toute )?la duree")  # fmt: skip
_DATE = r"(?:\d|[._x/]{2,})"
_MONTH = "janvier|fevrier|mars|avril|mai|juin|juillet|aout|septembre|octobre|novembre|decembre"
_FIXED = re.compile(
    rf"jusqu.\s?au\s|(?:prend fin|expire|a echeance) le\b|\b(?:prend effet|a compter|a partir)\s*,?\s*(?:du|le|au)\s+(?:1er\b|{_DATE})|\b(?:du|au|le) (?:1er|\d+|[._]+) (?:{_MONTH})\b|\bdu {_DATE}.{{0,20}}\bau\b"
)
"""A day set in the text, where greffe counts from the last signature."""
_RENEWAL = re.compile(r"recondu|renouvel|prorog")
_OTHER_RENEWAL = re.compile(
    r"renouvel\w* (?:d\w+ |l\w+ )?(?:mot|habilitation|acces|compte|certificat|demande|agrement|mandat)"
)
_RENEWS = re.compile(r"tacite|reconductible|renouvelable|se recondui|se renouvel|(?:est|sera) (?:ensuite |tacitement )?(?:recondui|renouvel|prorog)|puis recondui")  # fmt: skip
_LIMITED = re.compile(r"\b(?:une|deux|trois|quatre|\d+)(?: \(\d+\))? (?:seule )?fois\b(?! (?:par (?:an|mois|trim|sem)|tous|chaque))|exced|au-dela|maxim|\bau plus\b(?! tard)|dans la limite|duree totale")  # fmt: skip


Why = Literal["unread", "contradiction", "excluded", "unsaid"]
"""No parameter follows it; it contradicts itself; it excludes or limits the renewal; it speaks of none."""


@dataclass(frozen=True)
class Doubt:
    """A passage to check: the parameter that it is of, None for none, and its words (two passages, « A », puis « B »)."""

    parameter: str | None
    said: str
    why: Why


def doubts(said: Sequence[Spoken], found: Sequence[Delay], family: Family) -> list[Doubt]:
    """Those of a text whose delays are `found`: its notice, its term, its renewal, what contradicts itself."""
    notice = [Doubt(NOTICE[family], _around(*each), "unread") for each in unread_notices(said, found, family)]  # fmt: skip
    terms, renewals = list(_terms(said, found)), list(_renewals(said, found))
    # A text that gives a term and speaks of no renewal has none.
    spoken_of = any(_RENEWAL.search(fold(line.text)) for line in said)
    if not spoken_of and (first := next(_of_term(said), None)):
        renewals = [Doubt("reconduction", _sentence(*first), "unsaid")]
    torn = list(_contradictions(said, family))
    contradicted = {each.parameter for each in torn}
    others = [each for each in (*notice, *terms, *renewals) if each.parameter not in contradicted]
    return list(dict.fromkeys([*torn, *others]))


def unread_notices(
    said: Sequence[Spoken], found: Sequence[Delay], family: Family
) -> list[tuple[str, int, int]]:
    """Lines that give a notice period, and where, when no delay of `found` states `NOTICE` of the family."""
    if any(each.parameter == NOTICE[family] for each in found):
        return []
    # « conclue pour un an, sauf préavis de six semaines » tells nothing of its notice.
    stating = {(each.line, each.start) for each in found if each.parameter not in (None, "duree", "reconduction")}  # fmt: skip
    return [
        (text, start + notice.start(), start + notice.end())
        for rank, line in enumerate(said)
        for text, before in [_with_label(line)]
        for start, end in sentences(text)
        if (notice := _SPEAKS_OF_NOTICE.search(text[start:end]))
        and _SPEAKS_OF_TIME.search(fold(text[max(start, before) : end + _NEAR]))
        and not any(at == rank and start <= first + before < end for at, first in stating)
    ]


def _terms(said: Sequence[Spoken], found: Sequence[Delay]) -> Iterator[Doubt]:
    """The sentences that give the term of the convention otherwise than by its length alone."""
    known = any(each.parameter == "duree" for each in found)
    for text, start, end in _of_term(said):
        folded = fold(text[start:end])
        if not known or _FIXED.search(folded):
            yield Doubt("duree", _sentence(text, start, end), "unread")


def _of_term(said: Sequence[Spoken]) -> Iterator[tuple[str, int, int]]:
    """Where the sentences on the term of the convention are."""
    for line in said:
        text, _ = _with_label(line)
        for start, end in sentences(text):
            folded = fold(text[start:end])
            timed = _SPEAKS_OF_TIME.search(folded) or _FIXED.search(folded)
            if timed and not line.heading and _TERM.search(folded) and not _NO_TERM.search(folded):
                yield text, start, end


def _renewals(said: Sequence[Spoken], found: Sequence[Delay]) -> Iterator[Doubt]:
    """The sentences by which no tacit renewal, or a limited one, or one of another length, is said."""
    known = any(each.parameter == "reconduction" for each in found)
    for line in said:
        text, _ = _with_label(line)
        for start, end in sentences(text):
            folded = fold(text[start:end])
            if line.heading or not _RENEWAL.search(folded) or _OTHER_RENEWAL.search(folded):
                continue
            if re.search(_EXCLUDED, folded) or _LIMITED.search(folded):
                yield Doubt("reconduction", _sentence(text, start, end), "excluded")
            elif not known and _RENEWS.search(folded):
                yield Doubt("reconduction", _sentence(text, start, end), "unread")


def _contradictions(said: Sequence[Spoken], family: Family) -> Iterator[Doubt]:
    """A delay whose figures are not its words, two delays that give one parameter two values."""
    raw = read(said, family)
    for each in raw:
        if contradicts_itself(each.words):
            name = each.parameters[0] if len(each.parameters) == 1 else None
            yield Doubt(name, _own(said[each.line], each), "contradiction")
    for one, other in combinations([each for each in raw if each.value is not None], 2):
        shared = [name for name in one.parameters if name in other.parameters]
        sure = one.parameter or other.parameter
        if sure in shared and not agree(one.value, other.value):
            passages = [_own(said[each.line], each) for each in (one, other)]
            yield Doubt(sure, " », puis « ".join(dict.fromkeys(passages)), "contradiction")


def _own(line: Spoken, each: Delay) -> str:
    """The sentence of the delay."""
    text, before = _with_label(line)
    at = each.start + before
    return _sentence(text, *next(found for found in sentences(text) if found[0] <= at < found[1]))


def _with_label(line: Spoken) -> tuple[str, int]:
    """The line after the head of its row or column, and where its own words begin."""
    whole = f"{line.label} : {line.text}" if line.label else line.text
    return whole, len(whole) - len(line.text)


def _sentence(text: str, start: int, end: int) -> str:
    """The sentence, or its beginning."""
    said = text[start:end].strip()
    return said if len(said) <= _LONGEST else f"{said[:_LONGEST].rpartition(' ')[0]}…"


def _around(words: str, start: int, end: int) -> str:
    """The passage with what is near it."""
    first, last = max(0, start - _AROUND), end + _AROUND
    return f"{'…' if first else ''}{words[first:last].strip()}{'…' if last < len(words) else ''}"
