"""A form as a word processor shows it: which values of its document are to be filled, and under what names."""

import re
from collections.abc import Iterable, Mapping
from functools import cache

from generator.documents.forms import NOBODY, TRANSMITTED, Form
from generator.documents.french.typography import typeset
from generator.documents.rendered import Value
from generator.documents.word.controls import Controls

_FIELD_OF_A_LIST = re.compile(r"(\w+)\[\d+\]\.(\w+)\Z")


def controls(form: Form, values: Iterable[Value]) -> Controls:
    """The controls of the document of `form`: its places are told apart by the path of their value."""
    names = {(people.key, field.key): name for name, people, field in form.aliases()}
    days = {name for name, _, field in form.aliases() if field.kind == "date"}
    return Controls(
        places=tuple(_name(names, value.path) for value in values),
        columns=_columns(form),
        dates=frozenset({TRANSMITTED.label, *days}),
        free=frozenset({NOBODY}),
    )


def _name(names: Mapping[tuple[str, str], str], path: str) -> str:
    """« Liste 1 - Nom » for `annexe_1.ouverts[0].nom`, "" for a value that the form does not ask."""
    if path.endswith(f".{TRANSMITTED.key}"):
        return TRANSMITTED.label
    found = _FIELD_OF_A_LIST.search(path)
    # A mailbox without a person has its name in the column of names.
    return names.get((found[1], found[2].replace("intitule", "nom")), "") if found else ""


@cache
def _columns(form: Form) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(
        tuple((typeset(field.label), people.alias(field)) for field in people.fields)
        for people in form.lists
    )
