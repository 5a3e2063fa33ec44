"""Names to be taken from a list: one that is not in it is offered those that it nearly is."""

import difflib
from collections.abc import Mapping

from generator.intake.cleaning import reading
from generator.intake.cleaning.reading import Reading, plain

Choices = Mapping[str, str]
"""What may be written, and what people may call it."""

_NONE: Mapping[str, str] = {
    "profil": "le service n'a pas ce profil ; il a {known}",
    "lieu": "le bulletin ne déclare pas ce lieu d'implantation : ajoutez-le à ses « lieux », ou corrigez le nom",
    "equipement": "le bulletin ne déclare pas cet équipement ou service : ajoutez-le à ses « lieux », ou corrigez le nom",
}


def read(raw: str, key: str, choices: Choices | None) -> Reading:
    """The choice of the cell of the field `key`; None when its list is not known."""
    read = reading.text(raw)
    if choices is None or not (read.value or read.options):
        return read
    said = read.value or ""
    if said not in choices and read.options:
        said = read.options[0]
    if said in choices:
        return Reading(said, remarks=read.remarks)
    return Reading(
        None, tuple(_near(said, choices)), (_NONE[key].format(known=", ".join(choices)),)
    )


def _near(said: str, choices: Choices) -> list[str]:
    """The choices that `said` may mean: by case and spaces, by its first word or its other name, by its letters."""
    folded = _fold(said)
    same = [
        each
        for each, name in choices.items()
        if folded in (_fold(each), _fold(name), _fold(each + name))
        or plain(said).replace(":", " ").split()[:1] == [plain(each)]
    ]
    by_letters = {plain(each): each for each in choices}
    close = difflib.get_close_matches(plain(said), by_letters, n=1, cutoff=0.6)
    return same or [by_letters[each] for each in close]


def _fold(text: str) -> str:
    return "".join(c for c in plain(text) if c.isalnum())
