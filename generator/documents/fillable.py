"""A form as a word processor shows it: which values of its document are to be filled, and under what names."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from generator.documents.forms import NOBODY, TRANSMITTED, Form
from generator.documents.french.typography import typeset
from generator.documents.rendered import END, VALUE, Value
from generator.documents.service_forms import USERS
from generator.documents.word.controls import Controls

_FIELD_OF_A_LIST = re.compile(r"([^.\[\]]+)\[\d+\]\.(\w+)\Z")
_HEAD = re.compile(r"service\.colonnes_pj3\.(\w+)\Z")
"""The path of a head that comes from a service's data."""
_BESIDE = {"signee_le": "date", USERS: "nombre"}


def controls(form: Form, values: Iterable[Value]) -> Controls:
    """The controls of the document of `form`: its places are told apart by the path of their value.

    A pièce is signed too: what it leaves to fill besides its lists has a control of its own.
    """
    values = tuple(values)
    names = {(people.key, field.key): name for name, people, field in form.aliases()}
    # The title of a table of users may be their lieu.
    names["lieux", "nom"] = next((name for (_, key), name in names.items() if key == "lieu"), "")
    days = {name for name, _, field in form.aliases() if field.kind == "date"}
    return Controls(
        places=tuple(
            _name(names, value.path) or (_beside(value) if form.service else "") for value in values
        ),
        columns=tuple(_data_columns(form, values)) or _columns(form),
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


def _beside(value: Value) -> str:
    """« date » for the day of the signature and the like, that whoever fills a pièce writes or changes."""
    return value.text if value.blank else _BESIDE.get(value.path.rpartition(".")[2], "")


@cache
def _columns(form: Form) -> tuple[tuple[tuple[str, str], ...], ...]:
    return tuple(
        tuple((typeset(field.label), people.alias(field)) for field in people.fields)
        for people in form.lists
    )


def _data_columns(form: Form, values: Iterable[Value]) -> Iterator[tuple[tuple[str, str], ...]]:
    """The columns whose heads are values themselves: these are known by their place."""
    heads = {index: found[1] for index, value in enumerate(values) if (found := _HEAD.match(value.path))}  # fmt: skip
    for people in form.lists if heads else ():
        names = {field.key: people.alias(field) for field in people.fields}
        yield tuple(
            (f"{VALUE}{index}{END}", names[key]) for index, key in heads.items() if key in names
        )
