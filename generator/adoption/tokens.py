"""Where an official text leaves something to fill or to choose: brackets, dots, « M./Mme », form fields."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from generator.adoption.forms import SUFFIX, either, pair, repeated
from generator.adoption.voids import voids
from generator.documents.french.elision import fold

_UNIT = r"(?:jours?|semaines?|mois|ans?|années?|fois|exemplaires?|euros?|€|%|heures?)"
_AFTER = ("n° ", "n°", " le ", "Le ", " du ", " de ", " à ", " au ", " en ", " par ", " la ", ": ", ":", "M. ", "Mme ", "Madame ", "Monsieur ", "(", "« ", "rue ", "CP ", "Ville ")  # fmt: skip
"""What three dots follow that are to fill, and not « and so on »."""
_DOTS = (
    "(?:" + "|".join(rf"(?<={re.escape(each)})" for each in _AFTER) + r")(?:…|\.{3})(?![\].…\w])"
)
_DATES = "|".join((
    r"(?:JJ|jj)\s?/\s?(?:MM|mm)\s?/\s?(?:AAAA|aaaa|AA|aa)",
    r"[Xx]{1,2}\s?/\s?[Xx]{1,2}\s?/\s?(?:20)?[Xx]{2,4}",
    r"(?<![\w/.…_])(?:[.…_]{1,12}\s?/\s?){2}(?:20\d\d(?!\d)|(?:20)?[.…_]{1,12}|20(?!\d))",  # ../../….
    r"(?:(?<=\s)|\A)/\s{1,8}/(?:\s{0,8}20[.…_]{0,4}(?!\w))?(?![^\s,;)])",
    r"\b20(?:[Xx]{2}|\d[Xx_.…](?![.…]{2})|[.…_]{2,6}|…)(?!\w)",
))  # fmt: skip
_NUMBERS = (
    rf"\b[XxN](?:\s?\([XxN]\))?(?=\s+{_UNIT}(?!\w))",  # X mois, renouvelable N fois
    r"(?:(?<=M\.\s)|(?<=Mme\s)|(?<=Madame\s)|(?<=Monsieur\s)|(?<=\sde\s))[XY](?![\w.’'])",
    r"(?<!itre )(?<!rticle )(?<!artie )(?<!ivre )(?<!ection )\b[Xx]{2,}\b",
)
_NAME = r"(?:(?:Prénom|Pr[ée]nom|PR[ÉE]NOM)s?\s+(?:NOM|Nom)|(?:NOM|Nom)\s+(?:PR[ÉE]NOM|Pr[ée]nom))\b(?!\s*[:,]?\s+et\b|\s*:)"
_WHOLE = (
    r"\b0[XxN](?:[\s.]?[XxN]{2}){4}\b",  # 0X XX XX XX XX
    r"(?:[Xx]{2,}|[….]{2,})@(?:[Xx]{2,}(?:\.\w{2,7})?|[….]{2,})",  # xxx@xxx.example
    r"\b20[Xx]{2}\s?[-–/]\s?20[Xx]{2}\b",
    r"(?:\b\d\s)?\b[Xx](?:[\s.,][Xx]{2,3})+(?=\s*(?:€|euros))",  # 1 X XX €
)
"""Several signs that are one place."""
_MERGED = (
    r"\{%[^{}]*%\}(?:(?:(?!\{%\s*end).)*\{%\s*end\w+\s*%\})?",  # marks of another program's template
    r"\{\{[^{}]{0,80}\}\}|\{#[^{}]{0,160}#\}",
    r"<<\s?[^<>]{1,60}\s?>>|\[\[[^\[\]]{1,80}\]\]",
    *(rf"{sign}[A-ZÀ-Ý][A-Za-zÀ-ÿ0-9_]{{1,40}}{sign}" for sign in ("#", "@", r"\$", "%")),
    r"\*\*[A-ZÀ-Ý][A-ZÀ-Ý_ ]{1,40}\*\*",
    r"«(?:[A-ZÀ-Ý0-9_]{5,}|NOM)»",
)
"""A mark that another program fills: greffe asks what goes there, and runs nothing."""
_TO_FILL = "|".join((
    *_MERGED,
    *_WHOLE,
    r"\[[^\[\]]{1,160}\](?!\(https?:)",  # [à compléter], [adresse], but not [a link](https://…)
    r"\((?:[^()]{1,40}\s)?(?:à (?:compléter|préciser|renseigner|remplir)|au choix)[^()]{0,80}\)",
    r"\((?i:rayer|barrer|supprimer|biffer|cocher)\s[^()]{1,60}\)",
    r"\bNOM (?:DU|DE LA|DE L['’])\s?(?:PARTENAIRE|COMMUNE|COLLECTIVITÉ|ORGANISME|SIGNATAIRE|ASSOCIATION|SYNDICAT|STRUCTURE)\b(?!\s*:)",
    r"\?{3,}",
    r"\A(?:…|\.{3})\s*\Z",  # a line, or the item of a list, with nothing else
    r"\((?:adresse|date|nom|prénom|fonction|qualité|lieu|ville|prénom et nom|nom et prénom)\)",
    r"<[A-Za-zÀ-ÿ][^<>]{1,60}>|(?<!\{)\{[A-Za-zÀ-ÿ][^{}]{1,60}\}(?!\})",
    _DATES,
    r"(?!\.\s)(?:[….]\s?){4,}[….]|…\s?…+|…\.{2,}|\.{4,}",  # dots of a line to write on
    r"_{2,}(?:\s?_{2,})*",
    r"[\u2002\u2003]{2,}|\u00a0{5,}",  # a form field not filled
    r"(?:Cliquez|Choisissez|Click|Choose)\b[^.\[\]]{0,80}(?:texte|date|élément|text|item|ici|here)\b\.?",
    *_NUMBERS,
    r"«\s?(?:\w+_\w+|(?:Nom|Prénom|Adresse|Fonction|Qualité|Civilité|Ville|SIRET)\w*)\s?»",  # a merge field
    _NAME,
    _DOTS,
))  # fmt: skip
_BLANK = rf"{_TO_FILL}|…|\.{{3}}"
_ASKED = r"(?:dénomination|raison sociale|noms?|prénoms?|adresse|siège(?: social)?|fonction|qualité|siret|cachet|signature)"
_WHOSE = r"(?:partenaire|commune|collectivité|organisme|département|représentant|signataire|structure|caf)"
# Among the parties only: elsewhere « (nom, prénom) » says what a list holds, and « Nom et prénom » heads a column.
_PARENTHESES = rf"\((?i:{_ASKED}(?:(?:,\s?|\s+et\s+|\s*/\s*){_ASKED})*(?:\s+(?:du |de la |de l['’]){_WHOSE})?)\)"
_ALONE = r"\A(?:(?:NOM|Nom) et (?:pr[ée]nom|Pr[ée]nom)|Pr[ée]nom et (?:NOM|Nom|nom))\s*\Z"
_CIVILITY = r"M\.?\s?[·•‧]\s?Mme|M[·(]me\)?|M(?:r\.?)?\s?/\s?Mme|Mme\s?/\s?M(?:r\b|\b(?!\.))|(?:M\.|Monsieur), ?(?:Mme|Madame)|(?:Mme|Madame), ?(?:M\.|Monsieur)|M\.\s?/\s?Mme|Mme\s?/\s?M\.|Mme ou M\.|M\. ou Mme|(?:Monsieur|Madame)\s?(?:/|ou)\s?(?:Madame|Monsieur)"
_SINGULAR = r"(?![\w·•‧]|\.\w|\(s\)|/s)"
"""« habilité(e)s » is said of several people, men and women: there is nothing to choose."""
_STEMS = r"(?:(?:[Rr]eprésent|[Dd]énomm|[Dd]omicili|[Dd]ésign|[Ss]itu|[Ii]mmatricul|[Ee]nregistr|[Ii]dentifi)é|[Ss]is|[Ii]nscrit)"
_AGREEING = rf"\b{_STEMS}(?:{SUFFIX}|\s?/\s?{_STEMS}e){_SINGULAR}"
_ARTICLE = r"(?i:(?:son|le)\s?(?:[/·•]|\bou\b)\s?(?:sa|la)|(?:sa|la)\s?/\s?(?:son|le)|(?:le\s?\(la\)|son\s?\(sa\)))"


def _word() -> str:
    return rf"(?:{pair()}|\w{{2,}}{SUFFIX}){_SINGULAR}"


_AN_OFFICE = rf"{_word()}(?:\s+{_word()})?"
_FUNCTION = (
    rf"{_ARTICLE}\s+(?:{_BLANK}|{_AN_OFFICE}|maire\b|responsable\b|partenaire\b)|{repeated()}"
)
# What is left of them when nothing clearer stands there: an agreement that greffe does not know to make.
_LOOSE = rf"{either()}(?:\s+(?:{_word()}|partenaire\b|responsable\b|maire\b))?|\b{_word()}"
_OF_KIND = r"(?:la |le |l['’])(?:commune|communauté|département|collectivité|epci|syndicat|ccas|association|métropole)[\w' ]{0,30}?"
# Over a signature, and nowhere else: « Pour la commune / l'EPCI ».
_KINDS_SIGNING = rf"(?<=Pour )(?i:{_OF_KIND}(?:\s?(?:/|\bou\b)\s?{_OF_KIND})+)(?=,?\s*\Z)"
_BOX = r"[☐□◻▢❏❑❒⬜]"

_KINDS = (
    ("fonction", _FUNCTION),
    ("civilite", _CIVILITY),
    ("accord", _AGREEING),
    ("a_remplir", _TO_FILL),
    ("a_cocher", _BOX),
    ("a_choisir", _LOOSE),
)
_PATTERN = "|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS)
_ANYWHERE = re.compile(_PATTERN)
_OF_PARTIES = re.compile(
    f"(?P<apart>{_PARENTHESES}|{_ALONE})|(?P<several>{_KINDS_SIGNING})|{_PATTERN}"
)
_EMPTY = re.compile(f"(?P<a_remplir>{_TO_FILL})")
_AFTER_ARTICLE = re.compile(rf"{_ARTICLE}\s+(?P<blank>(?:{_BLANK})(?:\s*{_PARENTHESES})?)\Z")
_MARK = re.compile(rf"«|{'|'.join(_MERGED)}")
_FULL_STOP = re.compile(r"(?:(?<=…)\s?|(?<=\.\.)\s)\.\Z")
"""A full stop after the dots of a place: it is that of the sentence."""
_LAST_OF_DOTS = re.compile(r"\.{4,}\Z")
_SENTENCE = re.compile(r"(?:[^\W\d_]{2,}\W+){6}")
_LABEL = re.compile(r"(?::|\ble|\bà|fait\b.*)\s*\Z", re.IGNORECASE)
_FIRST_NAME = re.compile(r"\W*prenoms?\W*")
_LAST_NAME = re.compile(r"\W*nom(?: de famille)?\W*")
_STREET = re.compile(r"\W*(?:adresse(?! (?:mail|electronique)).*|(?:n°|numero|rue|voie|numero et (?:nom de )?(?:rue|voie)).*)")  # fmt: skip
_TOWN = re.compile(
    r"\W*(?:code postal|cp|ville|commune|lieu.dit|boite postale|bp|complement.*)\b.*"
)
_DOTTED = re.compile(r"[….\s_]+")
_REFERENCE = re.compile(r"\[(?:\d{1,3}|…|\.{3}|sic)\]\Z")


_CALLED = {"apart": "a_remplir", "several": "a_choisir"}
"""The kinds of what is sought among the parties only."""


@dataclass(frozen=True)
class Token:
    """Characters `start` to `end` of a line that ask for something; `kind` is one of those above."""

    start: int
    end: int
    words: str
    kind: str


def tokens(text: str, *, choices: bool) -> Iterator[Token]:
    """What is to fill in a line, in its order, and what is to choose between two forms.

    With `choices`, the line is about a party: what is put between parentheses there is to fill too.
    """
    found = list(_found(text, _OF_PARTIES if choices else _ANYWHERE))
    empty = (Token(start, end, text[start:end], "a_remplir") for start, end in voids(text))
    found += [each for each in empty if all(each.end <= one.start or one.end <= each.start for one in found)]  # fmt: skip
    return _joined(text, iter(sorted(found, key=lambda each: each.start)))


def has_places(text: str) -> bool:
    """Whether something is to fill in a line."""
    return any(_found(text, _EMPTY))


def is_mark(words: str) -> bool:
    """Whether another program fills the place: what it puts there is for somebody to say."""
    return _MARK.match(words) is not None


def blank_after_article(words: str) -> str | None:
    """The place to fill of « le/la [à compléter] », None when a word stands there, as in « le/la maire »."""
    found = _AFTER_ARTICLE.match(words)
    return found["blank"] if found else None


def asks_part_of_name(text: str, words: str) -> bool:
    """Whether a place of the line `text` asks for a first name alone, or for a last name beside the place of the first."""
    if _asks_first_name(words):
        return True
    return "prenom" not in fold(words) and any(map(_asks_first_name, _to_fill(text)))


def asks_part_of_address(text: str, words: str) -> bool:
    """Whether another place of the line `text` asks for the town that ends the address: « [adresse] à [ville] »."""
    towns = (each for each in _to_fill(text) if each != words and _TOWN.fullmatch(fold(each)))
    return "ville" not in fold(words) and any(towns)


def _to_fill(text: str) -> list[str]:
    return [each.words for each in tokens(text, choices=False) if each.kind == "a_remplir"]


def _asks_first_name(words: str) -> bool:
    return _FIRST_NAME.fullmatch(fold(words)) is not None


def _found(text: str, pattern: re.Pattern[str]) -> Iterator[Token]:
    for found in pattern.finditer(text):
        kind = _CALLED.get(found.lastgroup or "", found.lastgroup or "")
        words = _without_full_stop(text, found) if kind in ("a_remplir", "fonction") else found[0]
        if not _REFERENCE.match(words):
            yield Token(found.start(), found.start() + len(words), words, kind)


def _without_full_stop(text: str, found: re.Match[str]) -> str:
    """The words found, without the full stop of the sentence that they end."""
    words, before, after = found[0].rstrip(" "), text[: found.start()], text[found.end() :]
    if after.strip() and not re.match(r"\s*[A-ZÀ-Ý]", after):
        return words
    if _LAST_OF_DOTS.search(words) and _SENTENCE.match(before) and not _LABEL.search(before):
        return words[:-1]
    return _FULL_STOP.sub("", words)


def _joined(text: str, found: Iterator[Token]) -> Iterator[Token]:
    """The tokens, those side by side that ask together for one name or one address made one."""
    last: Token | None = None
    for each in found:
        if last and any(are_one(text, last, each) for are_one in (_are_one_name, _are_one_address, _are_one_date, _is_explained)):  # fmt: skip
            last = Token(last.start, each.end, text[last.start : each.end], last.kind)
            continue
        if last:
            yield last
        last = each
    if last:
        yield last


def _are_one_name(text: str, one: Token, other: Token) -> bool:
    """Whether two places side by side are the first and the last name of one person: « [prénom] [NOM] »."""
    if text[one.end : other.start].strip():
        return False
    return _are(_asks_first_name, _LAST_NAME.fullmatch, one, other) or _are(
        _LAST_NAME.fullmatch, _asks_first_name, one, other
    )


def _are_one_address(text: str, one: Token, other: Token) -> bool:
    """Whether two places side by side are parts of one address: « [adresse], [code postal] [ville] »."""
    if text[one.end : other.start].strip(" \u00a0,–-"):
        return False
    return _are(_STREET.fullmatch, _TOWN.fullmatch, one, other)


def _are_one_date(text: str, one: Token, other: Token) -> bool:
    """Whether a year follows the dots of its day and month: « le ………… 20.. »."""
    between = text[one.end : other.start]
    return between.isspace() and _DOTTED.fullmatch(one.words) is not None and other.words.startswith("20")  # fmt: skip


def _is_explained(text: str, one: Token, other: Token) -> bool:
    """Whether « (nom de la collectivité) » says what « Le/La …… » before it asks."""
    asked = other.words.startswith("(") and not text[one.end : other.start].strip()
    return asked and one.kind == "fonction" and blank_after_article(one.words) is not None


def _are(
    first: Callable[[str], object], second: Callable[[str], object], one: Token, other: Token
) -> bool:
    return bool(first(fold(one.words)) and second(fold(other.words)))
