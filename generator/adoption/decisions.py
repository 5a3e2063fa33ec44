"""decisions.yml: what greffe could not place by itself in an official text, for somebody to settle.

One entry a place, with its paragraph and what it may be; `choix` is empty until it is settled. Settled
places are then written in the text, where nothing is guessed.
"""

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from typing import Annotated

from pydantic import Field, ValidationError

from generator.adoption.bindings import BINDINGS, KEEP, code, kept, undecided_pattern, unquoted
from generator.errors import GreffeError
from generator.store import source
from generator.store.parameters import Family
from generator.store.schema.base import Record
from generator.store.schema.refusals import problems
from generator.store.templates import DECISIONS

FILE = DECISIONS
_AROUND = 60
_HEAD = """\
# Ce que greffe n'a pas su placer seul dans {file}, repris de « {origin} ».
# Pour chaque place, écrivez après « choix » l'un des mots de « possibles » (« garder » : elle reste à remplir à la main),
# puis lancez : greffe template decide {template}
"""


class Question(Record):
    """A place to decide."""

    numero: int = Field(description="Numéro de la place dans le texte du modèle.")
    mots: str = Field(description="Les mots qui sont là.")
    paragraphe: str = Field(description="Où ils sont.")
    possibles: list[str] = Field(description="Ce que la place peut recevoir.")
    choix: str | None = Field(None, description="Ce qu'elle reçoit.")


class Decisions(Record):
    """The places of one document."""

    document: str = Field(description="Fichier du modèle.")
    places: Annotated[list[Question], Field(default_factory=list)]


@dataclass(frozen=True)
class Settled:
    """The text with the decisions applied: how many were, and how many places are still to decide."""

    text: str
    applied: int
    left: int


def text(template: str, file: str, origin: str, questions: Sequence[Question], family: Family) -> str:  # fmt: skip
    """The content of decisions.yml."""
    rows = [_HEAD.format(file=file, origin=origin, template=template), f"document: {file}\n", "places:\n" if questions else "places: []\n"]  # fmt: skip
    for each in questions:
        rows += [
            f"  - numero: {each.numero}\n",
            f"    mots: {_scalar(each.mots)}\n",
            f"    paragraphe: {_scalar(each.paragraphe)}\n",
            "    possibles:\n",
            *(f"      - {name}{_comment(name, family)}\n" for name in each.possibles),
            f"    choix:{' ' + each.choix if each.choix else ''}\n",
        ]
    return "".join(rows)


def read(label: str, content: bytes) -> Decisions:
    """The decisions of a file; raises GreffeError naming the line that cannot be read."""
    try:
        found = source.read(label, content)
    except source.UnreadableError as error:
        first = error.problems[0]
        raise GreffeError(f"{label}:{first.line}:{first.column} : {first.message} {first.remedy}") from None  # fmt: skip
    try:
        return Decisions.model_validate(found.data)
    except ValidationError as error:
        first = next(iter(problems(error, found, Decisions)))
        raise GreffeError(f"{label}:{first.line}:{first.column} : {first.message} {first.remedy}") from None  # fmt: skip


def settle(model: str, decisions: Decisions, family: Family, label: str) -> Settled:
    """The text `model` with each decided place bound; raises GreffeError for a choice that does not exist."""
    applied = 0
    for each in decisions.places:
        if not each.choix:
            continue
        if each.choix not in each.possibles and (
            each.choix not in BINDINGS[family] or each.choix.endswith(".accord")
        ):
            raise GreffeError(
                f"{label} : place {each.numero}, « {each.choix} » n'est pas possible. Choisissez parmi : {', '.join(each.possibles)}."
            )
        bind = partial(_bound, each.choix, family)
        model, count = undecided_pattern(each.numero).subn(bind, model)
        applied += count
    left = sum(1 for each in decisions.places if not each.choix)
    return Settled(model, applied, left)


def _bound(choice: str, family: Family, found: re.Match[str]) -> str:
    words = unquoted(found[1])
    return kept(words) if choice == KEEP else code(choice, words, family)


def around(words: str, start: int, end: int) -> str:
    """The place in its paragraph, shortened to what is near it."""
    before, after = words[max(0, start - _AROUND) : start], words[end : end + _AROUND]
    return f"{'…' if start > _AROUND else ''}{before}{words[start:end]}{after}{'…' if end + _AROUND < len(words) else ''}"  # fmt: skip


def _comment(name: str, family: Family) -> str:
    known = BINDINGS[family].get(name)
    return f"   # {known.label}" if known else "   # elle reste à remplir à la main"


def _scalar(words: str) -> str:
    """`words` between the quotes of YAML, whose escapes are those of JSON."""
    return json.dumps(
        "".join(each if each.isprintable() else " " for each in words), ensure_ascii=False
    )
