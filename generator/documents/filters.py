"""What a template may do with a value: the filters of the one Jinja factory.

A value stays a value, or a place to fill: none makes words of it that would be read as the author's own.
"""

import re
from collections.abc import Callable
from typing import Any

from generator.documents.french.durations import duration, frequency, in_words
from generator.documents.french.elision import fold
from generator.documents.rendered import Blank, Text

_NOUN = re.compile(r"((?:par délégation )?(?:de |du |d['’])?(?:(?:la|le|son|sa|leur) |l['’])?)(\w)", re.IGNORECASE)  # fmt: skip
"""What stands before the noun of a function, and its first letter."""


def _or_else(value: Any, words: str) -> Any:
    """`value`, or when there is none a place to fill that shows `words`, those of an official text."""
    return value if value else Blank(getattr(value, "path", ""), words, as_is=True)


def _after(value: Any, words: str) -> Any:
    """`value` after the `words` that ask for it, « Adresse : »; alone, these show a place to fill."""
    return (
        Text(f"{words.rstrip()} {value.text}", value.path)
        if isinstance(value, Text)
        else _or_else(value, words)
    )


def _of_act(value: Any, act: Any, nature: str, body: str) -> Any:
    """`value`, of an act whose `nature` and `body` (folded, "" for any) an official text writes; nothing of another act."""
    own = fold(act.organe)
    differs = act.nature and (
        act.nature != nature or (body and own and body not in own and own not in body)
    )
    return Blank(value.path, "") if differs and isinstance(value, Text) else value


def _undecided(words: str, number: int = 0) -> Blank:
    """A place to fill that shows `words`; what goes there is decision `number` of the adopted model, 0 for none."""
    return Blank(f"decisions[{number}]", words, as_is=True)


def _worth(words: str, _parameter: object) -> str:
    """`words` of an official text that state a parameter: a rule holds the two together."""
    return words


def _capitals(value: Any) -> Any:
    """The value in capitals, accents kept: a title that an official text writes so."""
    return Text(value.text.upper(), value.path) if isinstance(value, Text) else value


def _initial(value: Any) -> Any:
    """The value with a capital first letter, as at the head of a sentence."""
    return Text(value.text[:1].upper() + value.text[1:], value.path) if isinstance(value, Text) else value  # fmt: skip


def _titled(value: Any) -> Any:
    """A function with a capital, its article apart: « la Présidente », « par délégation du Président »."""
    if not isinstance(value, Text):
        return value
    return Text(_NOUN.sub(lambda found: found[1] + found[2].upper(), value.text, 1), value.path)


def _decided(value: Any, _number: int, _words: str) -> Any:
    """The value, put there by a decision in the place of the words of an official text."""
    return value


FILTERS: dict[str, Callable[..., Any]] = {
    "duree": duration,
    "frequence": frequency,
    "lettres": in_words,
    "sinon": _or_else,
    "apres": _after,
    "pour_acte": _of_act,
    "place": _undecided,
    "vaut": _worth,
    "majuscules": _capitals,
    "capitale": _initial,
    "titre": _titled,
    "decide": _decided,
}
"""What a template may do with a value."""
