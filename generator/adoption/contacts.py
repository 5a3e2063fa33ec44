"""The contacts of the annexes and of the contract, known in an official text by the roles and heads it names."""

import re
from collections.abc import Sequence

from generator.adoption.bindings import BINDINGS
from generator.adoption.lines import Spoken
from generator.adoption.owners import named
from generator.documents.french.elision import fold
from generator.store.parameters import Family

BOTH = re.compile(r"nom.*prenom|prenom.*nom|interlocuteur|contact")
MAIL = re.compile(r".*(?:adresse|mail|courriel|\bmel\b)")
FUNCTION = re.compile(r".*(?:fonction|qualite)")
PHONE = re.compile(r"(?:n° de |numero de )?(?:tel\b|telephone)")
ROLES = (
    ("responsable_habilitations", re.compile(r"responsables? (?:des? )?(?:l')?habilitations?")),
    ("referent_technique", re.compile(r"problemes techniques|referents? techniques?")),
    ("responsable_securite", re.compile(r"responsables? (?:de la )?securite")),
)
"""The contacts of annexes 2 and 3, by their name in the views."""
_BOUND = {
    "responsable_habilitations": "habilitations", "referent_technique": "technique", "responsable_securite": "securite",
}  # fmt: skip
_FIELDS = (
    ("", BOTH), (".nom", re.compile(r"nom\b")), (".prenom", re.compile(r"prenom")), (".adresses", MAIL),
    (".fonction", FUNCTION), (".telephone", PHONE),
)  # fmt: skip
_OF_PARTY = {frozenset({"partenaire"}): "2", frozenset({"caf"}): "3"}
_NEAR = 8
"""How many lines before a cell may name the role of whom it tells."""


def annexe_of(words: str) -> str | None:
    """The annexe that holds the contacts of the one party that folded `words` name."""
    return _OF_PARTY.get(frozenset(named(words)))


def of_cell(said: Sequence[Spoken], number: int, annexe: str | None, family: Family) -> str | None:
    """The datum of a contact that the empty cell of line `number` waits for, None when that is not sure."""
    heads = [fold(each) for each in said[number].heads if each]
    field = next((name for head in heads for name, pattern in _FIELDS if pattern.match(head)), None)
    near = (fold(each.text) for each in reversed(said[max(0, number - _NEAR) : number]))
    for words in (*heads, *near):
        role = next((name for name, pattern in ROLES if pattern.search(words)), None)
        if role is None:
            continue
        where = annexe or annexe_of(words)
        found = f"annexe_{where}.{_BOUND[role]}{field or ''}"
        return found if field is not None and found in BINDINGS[family] else None
    return None
