"""What has changed in the files of partners: datum by datum, never line by line.

Values that may name a person are not repeated: that they changed is all that is told.
"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from difflib import SequenceMatcher
from typing import Any, Literal

from generator.documents.french.dates import long_date
from generator.documents.french.typography import NBSP
from generator.documents.views.signatory import capital
from generator.store import source
from generator.store.parameters import FAMILIES
from generator.store.schema.base import ISO_DAY
from generator.website.internal.field_words import words

Kind = Literal["ajouté", "changé", "retiré"]
PEOPLE = frozenset(
    ("representant", "responsable_habilitations", "responsable_securite", "administrateur", "suppleant",
     "support", "responsables_habilitation", "responsables", "signataires")
)  # fmt: skip
"""Fields that hold a person, or several."""
_WRITTEN_FREELY = frozenset(("par", "preuve", "objet", "signataire", "manquements"))
"""Where somebody may have written a name."""
_LONGEST = 120
"""Characters of a value that a line repeats, at most."""


@dataclass(frozen=True)
class Change:
    """A datum that changed: where it is, in words, and its values when they may be repeated."""

    ou: str
    genre: Kind
    avant: str | None = None
    apres: str | None = None


def changes(before: Any, after: Any) -> tuple[Change, ...]:
    """What makes `after` of `before`, two plain values of a partner's file, in the order of the file."""
    return tuple(
        _change(path, root, old, new)
        for path, old, new in _differences(before, after, ())
        for root in (after if new is not _ABSENT else before,)
    )


_ABSENT = object()


def _differences(old: Any, new: Any, path: source.Path) -> Iterator[tuple[source.Path, Any, Any]]:
    if old == new:
        return
    if isinstance(old, dict) and isinstance(new, dict):
        for key in [*new, *(key for key in old if key not in new)]:
            yield from _differences(old.get(key, _ABSENT), new.get(key, _ABSENT), (*path, key))
    elif isinstance(old, list) and isinstance(new, list) and _records([*old, *new]):
        yield from _items(old, new, path)
    else:
        yield path, old, new


def _records(value: Any) -> bool:
    return isinstance(value, list) and any(isinstance(each, dict) for each in value)


def _items(
    old: list[Any], new: list[Any], path: source.Path
) -> Iterator[tuple[source.Path, Any, Any]]:
    """Items that are the same are recognised wherever they have moved; the others are compared in order."""
    was, now = ([json.dumps(each, sort_keys=True) for each in items] for items in (old, new))
    for how, a, b, c, d in SequenceMatcher(None, was, now, autojunk=False).get_opcodes():
        if how == "equal":
            continue
        for rank in range(max(b - a, d - c)):
            one = old[a + rank] if a + rank < b else _ABSENT
            other = new[c + rank] if c + rank < d else _ABSENT
            yield from _differences(one, other, (*path, (a if other is _ABSENT else c) + rank))


def _change(path: source.Path, root: Any, old: Any, new: Any) -> Change:
    kind: Kind = "ajouté" if old is _ABSENT else "retiré" if new is _ABSENT else "changé"
    told = not PEOPLE & set(path) and path[-1] not in _WRITTEN_FREELY
    return Change(_where(path, root), kind, _said(old) if told else None, _said(new) if told else None)  # fmt: skip


def _said(value: Any) -> str | None:
    """A value as a line repeats it; None for none, and for a group of data."""
    if value is _ABSENT or isinstance(value, dict):
        return None
    if isinstance(value, list):
        return None if _records(value) else ", ".join(map(str, value))
    if isinstance(value, str) and (found := ISO_DAY.match(value)):
        try:
            return long_date(date(*map(int, found.groups())))
        except ValueError:
            return value
    text = str(value)
    return text if len(text) <= _LONGEST else f"{text[:_LONGEST]}…"


def _where(path: source.Path, root: Any) -> str:
    """Convention « Coopération », signature, Caf."""
    steps, end = list(path), ""
    if len(steps) > 1 and steps[0] == "conventions" and isinstance(steps[1], int):
        end = f"Convention «{NBSP}{_family(root, steps[1])}{NBSP}»"
        steps = steps[2:]
    names = [words(step) if isinstance(step, str) else f"n°{NBSP}{step + 1}" for step in steps]
    return capital(", ".join([*([end] if end else []), *names])) or "Tout le fichier"


def _family(root: Any, index: int) -> str:
    try:
        key = root["conventions"][index]["famille"]
    except (KeyError, IndexError, TypeError):
        key = None
    return next((words for family, words in FAMILIES.items() if family == key), f"n°{NBSP}{index + 1}")  # fmt: skip
