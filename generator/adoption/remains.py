"""Nothing of the partner whose file gives a model stays in the model, nor of any other."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any, Literal

from generator.errors import GreffeError
from generator.store.schema.partner import Kind
from generator.store.traces import fold

_PLACES = re.compile(r"\{\{.*?\}\}|\{%.*?%\}")
_QUOTED = 160
"""Characters of a passage that a message repeats."""
_TITLE = re.compile(r"#+ ")
_SIGNS = re.compile(r"[#|*\\]+|^\s*(?:-|\d+\.)\s|&#\d+;")
_AROUND = "En-tête ou pied de page"

Sort = Literal["personne", "autre", "partenaire"]
_REMEDIES: Mapping[Sort, str] = {
    "personne": "nomme une personne : laissez ces places vides, que la liste des données remplira, ou écrivez cette personne comme dans les données",
    "autre": "est un autre de vos partenaires : remplacez ce nom par des points de suspension",
    "partenaire": "est propre à ce partenaire : remplacez ces mots par des points de suspension, ou corrigez la donnée si elle s'écrit autrement",
}
"""What is to be done of a mark, by what it tells of."""


@dataclass(frozen=True)
class Signed:
    """What the data say of the partner of a filled text.

    The view of its convention; `marks` are what names it, its people or another partner, and which of the
    three; `names` its own names; `kind` is its type, as its file has it; `contacts` are what names people of
    the Caf.
    """

    view: Mapping[str, Any]
    marks: Mapping[str, Sort]
    names: frozenset[str]
    kind: Kind
    contacts: frozenset[str]


@dataclass(frozen=True)
class _Left:
    """A passage of the model that still tells something: where, in what words, what it tells and of what sort."""

    where: str
    passage: str
    mark: str
    sort: Sort


def refuse_stranger(name: str, lines: Sequence[str], signed: Signed) -> None:
    """Raise GreffeError when the text of the file `name` is not that of the partner."""
    if not left(lines, signed.names):
        raise GreffeError(
            f"« {name} » ne nomme pas ce partenaire tel que son fichier l'écrit : ce n'est pas sa convention, ou son nom y est écrit autrement. Vérifiez « --partner »."
        )


def refuse_left(name: str, passages: Sequence[str], marks: Mapping[str, Sort]) -> None:
    """Raise GreffeError, listing them all, when passages of the model made of the file `name` still hold `marks`.

    `passages` are the lines of its text in Markdown, the last one empty, then those around its pages.
    """
    found = _found(passages, marks)
    if not found:
        return
    rows = [f"« {name} » n'est pas repris : un modèle ne garde rien d'un partenaire, et {_counted(len(found))}"]  # fmt: skip
    for rank, (where, held) in enumerate(groupby(found, lambda each: each.where), 1):
        rows.append(f"  {rank}. {where}")
        for remedy, alike in groupby(held, lambda each: each.sort):
            passages_said = list(alike)
            rows += [f"     « {each.passage} » : « {each.mark} »" for each in passages_said]
            rows.append(f"     → {_REMEDIES[remedy]}.")
    rows.append("Rien n'est écrit. Faites ces changements dans une copie du fichier, ou dans les données, puis relancez la commande.")  # fmt: skip
    raise GreffeError("\n".join(rows))


def left(passages: Iterable[str], marks: Iterable[str]) -> list[tuple[str, str]]:
    """(mark, passage) of each of the `marks` of a partner that a passage still holds, case and accents aside."""
    wanted = {mark: f" {words} " for mark in marks if (words := _folded(mark))}
    return [
        (mark, passage)
        for passage in passages
        for mark, words in wanted.items()
        if words in f" {_folded(passage)} "
    ]


def without_places(passage: str) -> str:
    """A line of a model, its places aside."""
    return _PLACES.sub(" … ", passage)


def _found(passages: Sequence[str], marks: Mapping[str, Sort]) -> list[_Left]:
    """Each passage that tells something, once: by the longest of the marks that it holds."""
    found: list[_Left] = []
    title = "Début du texte"
    last = max((rank for rank, each in enumerate(passages) if not each), default=len(passages))
    for rank, passage in enumerate(passages):
        if _TITLE.match(passage):
            title = _plain(passage) or title
        if held := left([without_places(passage)], marks):
            mark = max((each for each, _ in held), key=len)
            where = title if rank < last else _AROUND
            found.append(_Left(f"{where}{_sort_of(passage)}", _plain(passage)[:_QUOTED], mark.strip(), marks[mark]))  # fmt: skip
    return found


def _sort_of(passage: str) -> str:
    if passage.startswith("|"):
        return ", tableau"
    return ", liste" if re.match(r"\s*(?:-|\d+\.)\s", passage) else ""


def _plain(passage: str) -> str:
    """A line of Markdown and Jinja as somebody reads it."""
    return " ".join(_SIGNS.sub(" ", without_places(passage)).split())


def _counted(count: int) -> str:
    return "un passage est à reprendre :" if count == 1 else f"{count} passages sont à reprendre :"


def _folded(text: str) -> str:
    return " ".join(re.findall(r"[^\W_]+", fold(text)))
