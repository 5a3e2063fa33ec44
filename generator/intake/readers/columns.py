"""What a column holds, by the words at its head: the annexe's own labels, and those that partners write."""

import re
from collections.abc import Sequence
from functools import lru_cache

from generator.documents.forms import Field, Form, People
from generator.documents.service_forms import USERS
from generator.intake.cleaning.reading import plain, tidy

_CLOSING = r"(?:clotur|fermet|fermer|suppr|desactiv|retrait|fin\b|fin d|sortie|depart)"
_PERSON = r"(?: (?:de l |du |des |d un )?(?:agents?|personnes?|utilisateurs?|salaries?|titulaires?|responsables?|interlocuteurs?))?"
# Keys of fields; « nom prenom » (or the other way) is both in one cell, « date » a day of some kind.
_KINDS: tuple[tuple[str, str], ...] = (
    (rf"prenoms?(?: s)?(?: et| ou)? noms?(?: de famille)?{_PERSON}", "prenom nom"),
    (rf"noms?(?: de famille)?(?: et| ou)? prenoms?(?: s)?{_PERSON}", "nom prenom"),
    (r"(?:identite|agents?|personnes?|utilisateurs?|interlocuteurs?|titulaires?|beneficiaires?)", "nom prenom"),
    (r"(?:numeros? de )?tel(?:ephone)?s?(?: .*)?|portable", "telephone"),
    (rf"noms?(?: s)?(?: de famille| d usage| usuel| de naissance| patronymique)?{_PERSON}", "nom"),
    (rf"prenoms?(?: s)?(?: usuel| d usage)?{_PERSON}", "prenom"),
    (r".*\b(?:e ?mails?|mails?|mel|courriels?|messagerie|adresses? electroniques?|login)\b.*", "adresse"),
    (rf"(?=.*\b(?:demande|sollicit)).*\b{_CLOSING}.*", "cloture_demandee_le"),
    (rf".*\b{_CLOSING}.*", "cloture_le"),
    (r".*\bdemande.*\b(?:habilitation|acces|ouverture|compte|creation|inscription)\b.*", "demande_le"),
    (r"(?:date |jour )?(?:d |de l )?habilitation|habilitee? (?:le|depuis)|date de debut", "habilite_le"),
    (r"(?:codes? )?profils?(?: (?:demande|attribue|tenu|mcp|utilisateur|de l utilisateur))?s?", "profil"),
    (r"lieux?(?: d implantation)?|sites?", "lieu"),
    (r"equipements?(?: .*)?|services?(?: .*)?", "equipement"),
    (r"identifiants?(?: .*)?", "identifiant"),
    (r"(?:(?:date|jour)s?(?: (?:de )?(?:la )?demande)?|demande(?: le)?)", "date"),
    (r".*\b(?:fonctions?|qualites?|postes?|emplois?|metiers?|profession)\b.*", "fonction"),
    (r"(?:roles?|type d interlocuteur|type de contact)", "role"),
)  # fmt: skip
_HEADS = tuple((re.compile(words), kind) for words, kind in _KINDS)
_VALUE = re.compile(r"@|\d[/.-]\d")
_LONGEST = 200
_FIRST_DAY = {"ouverts": "demande_le", "clos": "cloture_demandee_le", USERS: "habilite_le"}


@lru_cache(maxsize=256)  # a text is looked at as a title, a head, a date, a line
def fold(text: str) -> str:
    """`text` in lower case, without accents nor signs: « Prénom(s) » gives « prenom s »."""
    return " ".join(re.findall(r"[a-z0-9]+", plain(tidy(text))))


def kind(head: str) -> str:
    """What a head announces: field keys, « adresse », « date », « role », or "" when it says nothing known."""
    if len(head) > _LONGEST:
        return ""
    folded = fold(head)
    return next((kind for words, kind in _HEADS if words.fullmatch(folded)), "")


def is_header(heads: Sequence[str], form: Form) -> bool:
    """Whether a row is the head of a table: two of its cells at least announce something, none is a value.

    A cell announces what it usually does, or is a label of `form`.
    """
    if any(map(_VALUE.search, heads)):
        return False
    labels = _labels(form)
    return len({fold(head) if fold(head) in labels else kind(head) for head in heads} - {""}) >= 2


@lru_cache(maxsize=64)
def _labels(form: Form) -> frozenset[str]:
    return frozenset(fold(each.label) for people in form.lists for each in people.fields)


def is_closing(heads: Sequence[str]) -> bool:
    """Whether one of the columns is about the end of an access."""
    return any(kind(head).startswith("cloture") for head in heads)


def fields(heads: Sequence[str], people: People) -> list[tuple[str, ...]]:
    """For each column, the keys of the fields of `people` in its cells: none, one, or name and first name.

    Of two columns that announce one thing the first is taken. « role » is kept as it is.
    """
    by_key = {field.key: field for field in people.fields}
    by_label = {fold(field.label): field.key for field in people.fields}
    kinds = [by_label.get(fold(head), kind(head)) for head in heads]
    taken: set[str] = set()
    columns: list[tuple[str, ...]] = []
    for announced in kinds:
        keys = tuple(
            key
            for each in announced.split()
            if (key := _key(each, people, kinds)) in by_key or key == "role"
        )
        columns.append(() if taken.intersection(keys) else keys)
        taken.update(keys)
    return columns


def _key(announced: str, people: People, kinds: Sequence[str]) -> str:
    """The field of `people` for one announced thing."""
    if announced == "adresse":
        return next((field.key for field in people.fields if _is_address(field)), "")
    if announced == "date":
        day = _FIRST_DAY.get(people.key, "")
        return "demande_le" if day in kinds else day
    return announced


def _is_address(field: Field) -> bool:
    return field.kind in {"adresse", "adresses"}
