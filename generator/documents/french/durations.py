"""Delays and small numbers as French acts write them."""

from generator.documents.french.typography import NBSP
from generator.store.parameters import Duration

_SINGULAR = {"jours": "jour", "mois": "mois", "ans": "an"}
_IN_WORDS = {
    1: "un", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf",
    10: "dix", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize",
    18: "dix-huit", 20: "vingt", 24: "vingt-quatre", 30: "trente", 36: "trente-six",
    48: "quarante-huit", 60: "soixante", 90: "quatre-vingt-dix",
}  # fmt: skip


_NUMBERS = {words: number for number, words in _IN_WORDS.items()} | {"une": 1}


def number(text: str) -> int | None:
    """The number that `text` writes in digits or in words (« 12 », « douze »); None for none of those known."""
    return int(text) if text.isdecimal() else _NUMBERS.get(text.lower())


def in_words(number: int) -> str:
    """« deux », « vingt-quatre »; a number without common use stays in digits."""
    return _IN_WORDS.get(number, str(number))


def duration(delay: Duration) -> str:
    """« 12 mois », « 1 an », « 30 jours », with a no-break space."""
    unit = delay.unit if delay.count > 1 else _SINGULAR[delay.unit]
    return f"{delay.count}{NBSP}{unit}"


def frequency(delay: Duration) -> str:
    """How often something comes back: « une fois par an », « une fois tous les six mois ».

    Twelve months are a year. A number without common use is printed in digits.
    """
    if delay in (Duration(12, "mois"), Duration(1, "ans")):
        return "une fois par an"
    if delay.count == 1:
        return f"une fois par {_SINGULAR[delay.unit]}"
    words = _IN_WORDS.get(delay.count)
    return (
        f"une fois tous les {words} {delay.unit}"
        if words
        else f"une fois tous les {duration(delay)}"
    )
