"""Delays and small numbers as French acts write them."""

import re
from collections.abc import Mapping
from functools import cache

from generator.documents.french.typography import NBSP
from generator.store.parameters import Duration

_SINGULAR = {"jours": "jour", "mois": "mois", "ans": "an"}
_IN_WORDS = {
    1: "un", 2: "deux", 3: "trois", 4: "quatre", 5: "cinq", 6: "six", 7: "sept", 8: "huit", 9: "neuf",
    10: "dix", 11: "onze", 12: "douze", 13: "treize", 14: "quatorze", 15: "quinze", 16: "seize",
    18: "dix-huit", 20: "vingt", 24: "vingt-quatre", 30: "trente", 36: "trente-six",
    48: "quarante-huit", 60: "soixante", 90: "quatre-vingt-dix",
}  # fmt: skip


_TEENS = ("dix", "onze", "douze", "treize", "quatorze", "quinze", "seize", "dix-sept", "dix-huit", "dix-neuf")  # fmt: skip
_TENS = {20: "vingt", 30: "trente", 40: "quarante", 50: "cinquante"}
NUMBER_WORDS = (
    "un", "une", *(_IN_WORDS[each] for each in range(2, 10)), *_TEENS[:7], *_TENS.values(), "soixante",
    "vingts", "cent", "cents", "mille",
)  # fmt: skip
"""The words that compose numbers: « soixante et onze », « quatre-vingt-dix »."""


def number(text: str) -> int | None:
    """The number that `text` writes in digits or in words (« 12 », « soixante-douze »); None for none below a thousand."""
    return int(text) if text.isdecimal() else _numbers().get(_bare(text))


@cache
def _numbers() -> Mapping[str, int]:
    """Every number from 1 to 999, by the words that write it, bare."""
    return {_bare(_spelled(count)): count for count in range(1, 1000)}


def _spelled(count: int) -> str:
    hundreds, rest = divmod(count, 100)
    head = "" if not hundreds else "cent" if hundreds == 1 else f"{_IN_WORDS[hundreds]} cent"
    return f"{head} {_below_hundred(rest)}".strip()


def _below_hundred(count: int) -> str:
    if count < 20:
        return _TEENS[count - 10] if count >= 10 else _IN_WORDS.get(count, "")
    if count >= 60:
        base = 80 if count >= 80 else 60
        return f"{'quatre-vingt' if base == 80 else 'soixante'} {_below_hundred(count - base)}"
    return f"{_TENS[count // 10 * 10]} {_below_hundred(count % 10)}"


def _bare(words: str) -> str:
    """The words of a number alone: hyphens, « et », the plural of « cent » and « vingt », « une » tell nothing."""
    kept = (
        each for each in re.split(r"[\s\u2010\u2011-]+", words.lower()) if each not in ("", "et")
    )
    return " ".join({"une": "un", "cents": "cent", "vingts": "vingt"}.get(each, each) for each in kept)  # fmt: skip


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
