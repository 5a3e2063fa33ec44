"""decisions.yml: what greffe could not place by itself in an official text, for somebody to settle.

One entry a place, with its paragraph and what it may be; `choix` is empty until it is settled. Settled
places are then written in the text, where nothing is guessed.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Annotated

from pydantic import Field, ValidationError

from generator.adoption.bindings import BINDINGS, KEEP, NOTHING, WORDS, parted
from generator.adoption.bindings import label as meaning
from generator.adoption.codes import before, decided, is_possible, undecided, words_of
from generator.adoption.labels import AFTER_CAF, AFTER_KIND, in_place
from generator.errors import GreffeError
from generator.store import source
from generator.store.decoding import UnreadableError
from generator.store.parameters import Family
from generator.store.schema.base import Record
from generator.store.schema.refusals import problems
from generator.store.templates import DECISIONS

FILE = DECISIONS
_AROUND = 60
_HEAD = """\
# Ce que greffe n'a pas su placer seul dans les textes officiels de ce modèle.
# Pour chaque place, écrivez après « choix » l'un des mots de « possibles », puis lancez : greffe template decide {template}
# La première possibilité est la plus probable. « garder » : elle reste à remplir à la main.
# « texte » : ces mots-là, pour tous les partenaires. « rien » : rien ne s'y imprime.
# Toute autre donnée est acceptée : leurs noms sont dans le guide des modèles, « Les noms des données ».
"""


class Question(Record):
    """A place to decide."""

    numero: int = Field(description="Numéro de la place dans le texte du modèle.")
    mots: str = Field(description="Les mots qui sont là.")
    paragraphe: str = Field(description="Où ils sont.")
    possibles: list[str] = Field(description="Ce que la place peut recevoir.")
    choix: str | None = Field(None, description="Ce qu'elle reçoit.")


class Decisions(Record):
    """The places of the texts of a model, numbered from one text to the next."""

    documents: list[str] = Field(description="Fichiers du modèle repris d'un texte officiel.")
    places: Annotated[list[Question], Field(default_factory=list)]


@dataclass(frozen=True)
class Settled:
    """The texts with the decisions applied: how many places are decided, and how many are still to be."""

    texts: Mapping[str, str]
    applied: int
    left: int


def text(template: str, files: Sequence[str], questions: Sequence[Question], family: Family) -> str:
    """The content of decisions.yml."""
    rows = [_HEAD.format(template=template), f"documents: [{', '.join(files)}]\n", "places:\n" if questions else "places: []\n"]  # fmt: skip
    for each in questions:
        rows += [
            f"  - numero: {each.numero}\n",
            f"    mots: {_scalar(each.mots)}\n",
            f"    paragraphe: {_scalar(each.paragraphe)}\n",
            "    possibles:\n",
            *(f"      - {name}   # {meaning(name, family)}\n" for name in each.possibles),
            f"    choix:{' ' + each.choix if each.choix else ''}\n",
        ]
    return "".join(rows)


def read(label: str, content: bytes) -> Decisions:
    """The decisions of a file; raises GreffeError naming the line that cannot be read."""
    try:
        found = source.read(label, content)
    except UnreadableError as error:
        first = error.problems[0]
        raise GreffeError(f"{label}:{first.line}:{first.column} : {first.message} {first.remedy}") from None  # fmt: skip
    try:
        return Decisions.model_validate(found.data)
    except ValidationError as error:
        first = next(iter(problems(error, found, Decisions)))
        raise GreffeError(f"{label}:{first.line}:{first.column} : {first.message} {first.remedy}") from None  # fmt: skip


def settle(texts: Mapping[str, str], decisions: Decisions, family: Family, label: str) -> Settled:
    """The texts (by name) with each place as it is decided, one that was decided otherwise before included.

    Raises GreffeError for a decision that does not exist, or a place that is no more there as greffe wrote it.
    """
    after = dict(texts)
    known = [each.numero for each in decisions.places]
    if twice := next((each for each in known if known.count(each) > 1), None):
        raise GreffeError(f"{label} : la place {twice} y est deux fois. Gardez-en une.")
    for each in decisions.places:
        file, words = _held(texts, each, label)
        _refuse_impossible(each, words, family, label)
        _refuse_doubled(each, before(each.numero, texts[file]), label)
        now = _as_it_stands(texts[file], each, words, family, label)
        chosen = decided(each.choix, words, each.numero, family) if each.choix else undecided(words, each.numero)  # fmt: skip
        after[file] = after[file].replace(now, chosen)
    made = sum(1 for each in decisions.places if each.choix)
    return Settled(after, made, len(decisions.places) - made)


def _held(texts: Mapping[str, str], question: Question, label: str) -> tuple[str, str]:
    """The text that holds the place, and its words there."""
    for file, text in texts.items():
        if (words := words_of(question.numero, text)) is not None:
            return file, words
    raise GreffeError(f"{label} : la place {question.numero}, « {question.mots} », n'est plus dans le texte. Retirez-la de ce fichier.")  # fmt: skip


def _as_it_stands(text: str, question: Question, words: str, family: Family, label: str) -> str:
    """What the last decision wrote for the place: the longest that is there, with its preposition."""
    choices = dict.fromkeys((*question.possibles, *BINDINGS[family], KEEP, WORDS, NOTHING))
    written = (decided(each, words, question.numero, family) for each in choices if is_possible(each, words, family))  # fmt: skip
    known = [undecided(words, question.numero), *written]
    if found := [each for each in known if each in text]:
        return max(found, key=len)
    raise GreffeError(f"{label} : la place {question.numero}, « {question.mots} », a été changée à la main dans le texte. Rétablissez-la, ou retirez-la de ce fichier.")  # fmt: skip


def _refuse_impossible(question: Question, words: str, family: Family, label: str) -> None:
    """Raise GreffeError for a choice, or one of those offered, that the place of `words` cannot have."""
    wrong = [each for each in question.possibles if not is_possible(each, words, family)]
    if wrong:
        raise GreffeError(f"{label} : place {question.numero}, « {wrong[0]} » n'est pas possible parmi « possibles ». Retirez-le de cette liste.")  # fmt: skip
    if question.choix and not is_possible(question.choix, words, family):
        raise GreffeError(f"{label} : place {question.numero}, « {question.choix} » n'est pas possible. Choisissez parmi : {', '.join(question.possibles)}.")  # fmt: skip


def _refuse_doubled(question: Question, text: str, label: str) -> None:
    """Raise GreffeError for the name of a party after words of the `text` that it says itself: « La Caf de »."""
    party, _, datum = parted(question.choix or "")[0].partition(".")
    known = {"caf": AFTER_CAF, "partenaire": AFTER_KIND}.get(party)
    if known is None or "nom" not in datum:
        return
    line = text.rpartition("\n")[2]
    if found := known.search(in_place(line)):
        said = line[found.start() :].strip()
        raise GreffeError(f"{label} : place {question.numero}, « {question.choix} » dirait deux fois « {said} », que le texte dit déjà juste avant. Choisissez « garder » ou « texte », ou ôtez ces mots du texte du modèle.")  # fmt: skip


def around(words: str, start: int, end: int) -> str:
    """The place in its paragraph, shortened to what is near it."""
    before, after = words[max(0, start - _AROUND) : start], words[end : end + _AROUND]
    return f"{'…' if start > _AROUND else ''}{before}{words[start:end]}{after}{'…' if end + _AROUND < len(words) else ''}"  # fmt: skip


def _scalar(words: str) -> str:
    """`words` between the quotes of YAML, whose escapes are those of JSON."""
    return json.dumps(
        "".join(each if each.isprintable() else " " for each in words), ensure_ascii=False
    )
