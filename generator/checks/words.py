"""Small French words that several rules need."""

import difflib
from collections.abc import Sequence

from generator.errors import UsageError


def together(words: Sequence[str]) -> str:
    """« a », « a et b », « a, b et c »."""
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} et {words[-1]}"


def count(number: int, singular: str, plural: str | None = None) -> str:
    """« 1 ligne », « 3 lignes »; the plural takes an s unless it is given."""
    return f"{number} {singular if number < 2 else plural or singular + 's'}"


def unknown(kind: str, name: str, known: Sequence[str]) -> UsageError:
    """The error for a `name` that is none of `known`; `kind` is « règle » or « partenaire »."""
    near = difflib.get_close_matches(name, known, n=1, cutoff=0.5)
    hint = f"Vouliez-vous écrire « {near[0]} » ?" if near else f"Il y a : {', '.join(known[:20])}."
    return UsageError(f"{kind.capitalize()} « {name} » : ce nom n'existe pas. {hint}")
