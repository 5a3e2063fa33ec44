"""Nothing of the partner whose file gives a model stays in the model, nor of any other."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from generator.errors import GreffeError
from generator.store.schema.partner import Kind
from generator.store.traces import fold

_PLACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_QUOTED = 160
"""Characters of a passage that a message repeats."""


@dataclass(frozen=True)
class Signed:
    """What the data say of the partner of a filled text.

    The view of its convention; `marks` are what names it or its people, `names` its own names, `others` those
    of the other partners; `kind` is its type, as its file has it; `contacts` are what names people of the Caf.
    """

    view: Mapping[str, Any]
    marks: frozenset[str]
    names: frozenset[str]
    others: frozenset[str]
    kind: Kind
    contacts: frozenset[str]


def refuse_stranger(name: str, lines: Sequence[str], signed: Signed) -> None:
    """Raise GreffeError when the text of the file `name` is not that of the partner, or names another one."""
    if not left(lines, signed.names):
        raise GreffeError(
            f"« {name} » ne nomme pas ce partenaire tel que son fichier l'écrit : ce n'est pas sa convention, ou son nom y est écrit autrement. Vérifiez « --partner »."
        )
    if found := left(lines, signed.others - signed.names):
        raise GreffeError(
            f"« {name} » nomme aussi « {found[0][0]} », un autre de vos partenaires : son nom resterait dans le modèle. Vérifiez « --partner », ou remplacez ces mots par des points de suspension dans une copie du fichier."
        )


def refuse_left(name: str, passages: Iterable[str], marks: Iterable[str]) -> None:
    """Raise GreffeError when the passages of the model made of the file `name` still hold one of the `marks`."""
    found = left((_PLACES.sub(" … ", each) for each in passages), marks)
    if found:
        mark, passage = found[0]
        others = f" Il en reste {len(found) - 1} autres." if len(found) > 1 else ""
        raise GreffeError(
            f"« {name} » : « {mark.strip()} » resterait dans le modèle, au passage « {passage.strip()[:_QUOTED]} ».{others} Rien n'est écrit : dans une copie du fichier, remplacez ces mots par des points de suspension, ou corrigez la donnée du partenaire si elle s'écrit autrement."
        )


def left(passages: Iterable[str], marks: Iterable[str]) -> list[tuple[str, str]]:
    """(mark, passage) of each of the `marks` of a partner that a passage still holds, case and accents aside."""
    wanted = {mark: f" {words} " for mark in marks if (words := _folded(mark))}
    return [
        (mark, passage)
        for passage in passages
        for mark, words in wanted.items()
        if words in f" {_folded(passage)} "
    ]


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
