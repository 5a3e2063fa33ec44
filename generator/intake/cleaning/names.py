"""The two cells of a person's name: titles, capitals, hyphens, columns."""

import re
import unicodedata
from collections.abc import Collection
from typing import NamedTuple

from generator.checks.people import name_words
from generator.intake.cleaning.reading import plain, tidy


class Name(NamedTuple):
    """Family name and first names, as two cells."""

    family: str
    first: str

    def __str__(self) -> str:
        return " ".join(filter(None, (self.first, self.family)))


_TITLE = r"(?:M\.?|MM\.|Mr\.?|Mme\.?|Mlle\.?|Madame|Monsieur|Mademoiselle|Dr\.?|Docteur|Me|Maître)"
_TITLED = re.compile(rf"^{_TITLE}(?:\s+|(?<=\.))(?=\S)|\s+\(?{_TITLE}\)?$", re.IGNORECASE)
_SPACED_HYPHEN = re.compile(r"\s+[-–—]\s*|\s*[-–—]\s+|[–—]")
_PARTICLES = frozenset(("de", "du", "des", "d'", "d’", "la", "le", "les", "von", "van", "der"))
_BIRTH = re.compile(r"\b(?:née?|épouse|ép\.|veuve)\s", re.IGNORECASE)


def read(raw: Name, known: Collection[Name]) -> tuple[Name, list[str], Name | None]:
    """How the name is usually written, what is odd in `raw`, and its spelling in `known` if that is better.

    `raw` has "" for an empty cell. The first is `raw` itself when nothing is to be offered.
    """
    if raw in known:
        return raw, [], None
    remarks: list[str] = []
    pieces = []
    for cell in raw:
        text = tidy(cell)
        if (bare := _TITLED.sub("", text)) != text:
            remarks.append("civilité dans le nom")
        if (joined := _SPACED_HYPHEN.sub("-", bare)) != bare:
            remarks.append("trait d'union entouré d'espaces")
        pieces.append(joined)
    name, moved = _columns(Name(*pieces))
    remarks += moved
    if _BIRTH.search(name.family):
        remarks.append("nom de naissance et nom d'usage dans la même case")
    better = next((each for each in known if _better(each, name)), None)
    if better:
        remarks.append(f"écrit « {better} » dans l'annexe enregistrée")
    return name, list(dict.fromkeys(remarks)), better


def _columns(name: Name) -> tuple[Name, list[str]]:
    """Each word in its column, as capitals tell: the family name is the one in capitals."""
    family, first = name
    of_family, of_first = _parts(family), _parts(first)
    if family and first:
        if _capital(first) and not any(map(_capital, family.split())):
            return Name(first, family), ["nom et prénom semblent inversés"]
        if all(of_family) and plain(of_family[1]) == plain(first):
            return Name(of_family[0], first), ["prénom répété dans la case du nom"]
        if all(of_first) and plain(of_first[0]) == plain(family):
            return Name(family, of_first[1]), ["nom répété dans la case du prénom"]
        return name, []
    both = of_family if family else of_first
    if all(both):
        return Name(*both), ["nom et prénom dans la même case"]
    if family and len(family.split()) > 1 and not _capital(family):
        return name, ["prénom absent, ou dans la case du nom"]
    return name, []


def _parts(text: str) -> tuple[str, str]:
    """The words in capitals, with the particles before them, and the others."""
    words = text.split()
    capital = [_capital(word) for word in words]
    for index in reversed(range(len(words) - 1)):
        capital[index] |= capital[index + 1] and words[index].lower() in _PARTICLES
    chosen = [" ".join(w for w, c in zip(words, capital, strict=True) if c is want) for want in (True, False)]  # fmt: skip
    return chosen[0], chosen[1]


def _capital(text: str) -> bool:
    """Whether `text` is in capitals; an initial says nothing."""
    return text.isupper() and len(re.findall(r"[^\W\d_]{2,}", text)) > 0


def _better(known: Name, name: Name) -> bool:
    """Whether `known` spells the same person otherwise, and with no fewer accents."""
    return (
        known != name
        and name_words(str(known)) == name_words(str(name))
        and _accents(str(known)) >= _accents(str(name))
    )


def _accents(text: str) -> int:
    return sum(unicodedata.combining(c) > 0 for c in unicodedata.normalize("NFD", text))
