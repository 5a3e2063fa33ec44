"""Where an official text leaves something to fill or to choose: brackets, dots, « M./Mme », form fields."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import zip_longest

from generator.documents.french.elision import fold

_DATES = r"(?:JJ|jj)\s?/\s?(?:MM|mm)\s?/\s?(?:AAAA|aaaa|AA|aa)|[Xx]{2}/[Xx]{2}/[Xx]{2,4}"
_TO_FILL = "|".join((
    r"\[[^\[\]]{1,160}\]",  # [à compléter], [adresse]
    r"\((?:à compléter|adresse|date|nom|prénom|fonction|qualité|lieu|ville|prénom et nom|nom et prénom)\)",
    r"(?:[….]\s?){4,}[….]|…\s?…+|\.{4,}",  # dots of a line to write on
    r"_{3,}(?:\s?_{3,})*",
    r"[\u2002\u2003]{2,}|\u00a0{5,}",  # a form field not filled
    r"(?:Cliquez|Choisissez|Click|Choose)\b[^.\[\]]{0,80}(?:texte|date|élément|text|item|ici|here)\b\.?",
    _DATES,
    r"\b[Xx]{3,}\b",
    r"«\s?(?:\w+_\w+|(?:Nom|Prénom|Adresse|Fonction|Qualité|Civilité|Ville|SIRET)\w*)\s?»",  # a merge field
))  # fmt: skip
_ASKED = r"(?:dénomination|raison sociale|noms?|prénoms?|adresse|siège(?: social)?|fonction|qualité|siret)"
_WHOSE = r"(?:partenaire|commune|collectivité|organisme|département|représentant|signataire|structure|caf)"
# Among the parties only: elsewhere « (nom, prénom) » says what a list holds.
_PARENTHESES = rf"\((?i:{_ASKED}(?:(?:,\s?|\s+et\s+|\s*/\s*){_ASKED})*(?:\s+(?:du |de la |de l['’]){_WHOSE})?)\)"
_CIVILITY = r"M\.\s?/\s?Mme|Mme\s?/\s?M\.|Mme ou M\.|M\. ou Mme|(?:Monsieur|Madame)\s?(?:/|ou)\s?(?:Madame|Monsieur)"
_AGREEING = r"\b(?:(?:[Rr]eprésent|[Dd]énomm|[Dd]omicili|[Dd]ésign|[Ss]itu)é|[Ss]is)(?:\(e\)|·e|\.e|/ée|/e)(?![\w·]|\.\w|\(s\))"  # fmt: skip
_EITHER = r"(?:\w+(?:eur/\w*rice|eur/\w*euse|\(e\)|\(rice\)|·e)|\w+er/\w*ère)(?![\w·]|\.\w|\(s\))"
_ARTICLE = r"(?:[Ss]on\s?/\s?[Ss]a|[Ss]a\s?/\s?[Ss]on|[Ll]e\s?/\s?[Ll]a|[Ll]a\s?/\s?[Ll]e)"
_FUNCTION = rf"{_ARTICLE}\s+(?:{_TO_FILL}|{_EITHER}|maire\b)"
# What is left of them when nothing clearer stands there: an agreement that greffe does not know to make.
_LOOSE = rf"{_ARTICLE}\b|\b(?:[Ii]l/[Ee]lle|[Dd]u/de la|{_EITHER})"

_KINDS = (
    ("fonction", _FUNCTION),
    ("civilite", _CIVILITY),
    ("accord", _AGREEING),
    ("a_remplir", rf"{_TO_FILL}|{_PARENTHESES}"),
    ("a_choisir", _LOOSE),
)
_ANY = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS))
_EMPTY = re.compile(f"(?P<a_remplir>{_TO_FILL})")
_AFTER_ARTICLE = re.compile(rf"{_ARTICLE}\s+(?P<blank>{_TO_FILL})\Z")
_FULL_STOP = re.compile(r"(?:(?<=…)\s?|(?<=\.\.)\s)\.\Z")
"""A full stop after the dots of a place: it is that of the sentence."""
_FIRST_NAME = re.compile(r"\W*prenoms?\W*")
_LAST_NAME = re.compile(r"\W*nom(?: de famille)?\W*")
_REFERENCE = re.compile(r"\[(?:\d{1,3}|…|\.{3}|sic)\]\Z")


@dataclass(frozen=True)
class Token:
    """Characters `start` to `end` of a line that ask for something; `kind` is one of those above."""

    start: int
    end: int
    words: str
    kind: str


def tokens(text: str, *, choices: bool) -> Iterator[Token]:
    """What is to fill in a line, in its order; and with `choices`, what is to choose between two forms.

    Out of the paragraphs that are about one party, « habilité(e)s » is only a way of writing.
    """
    found = list(_found(text, choices=choices))
    taken = False
    for each, after in zip_longest(found, found[1:]):
        if taken:
            taken = False
        elif after and _are_one_name(text, each, after):
            taken = True
            yield Token(each.start, after.end, text[each.start : after.end], each.kind)
        else:
            yield each


def blank_after_article(words: str) -> str | None:
    """The place to fill of « le/la [à compléter] », None when a word stands there, as in « le/la maire »."""
    found = _AFTER_ARTICLE.match(words)
    return found["blank"] if found else None


def asks_first_name(words: str) -> bool:
    """Whether a place asks for a first name alone."""
    return _FIRST_NAME.fullmatch(fold(words)) is not None


def _found(text: str, *, choices: bool) -> Iterator[Token]:
    for found in (_ANY if choices else _EMPTY).finditer(text):
        words = _FULL_STOP.sub("", found[0].rstrip(" "))
        if not _REFERENCE.match(words):
            yield Token(found.start(), found.start() + len(words), words, found.lastgroup or "")


def _are_one_name(text: str, one: Token, other: Token) -> bool:
    """Whether two places side by side are the first and the last name of one person: « [prénom] [NOM] »."""
    if text[one.end : other.start].strip():
        return False
    pair = (one.words, other.words)
    return any(
        asks_first_name(first) and _LAST_NAME.fullmatch(fold(last)) is not None
        for first, last in (pair, pair[::-1])
    )
