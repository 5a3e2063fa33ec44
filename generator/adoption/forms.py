"""Words written in two genders: « habilité(e) », « chargé·e », « directeur/rice », « son/sa représentant(e) légal(e) »."""

import re
from itertools import count

from generator.documents.french.elision import APOSTROPHE, elides, fold

_PAIRS = {
    "son": "sa", "le": "la", "un": "une", "du": "de la", "au": "à la", "ce": "cette", "il": "elle",
    "celui": "celle", "lui": "elle", "ledit": "ladite", "dudit": "de ladite", "nommé": "nommée",
}  # fmt: skip
"""Small words that change whole, masculine first."""
_ELIDED = {"la": f"l{APOSTROPHE}", "le": f"l{APOSTROPHE}", "du": f"de l{APOSTROPHE}", "de la": f"de l{APOSTROPHE}", "sa": "son"}  # fmt: skip
_ENDINGS = (
    ("teur", "trice"), ("eur", "rice"), ("eur", "euse"), ("ier", "ière"), ("er", "ère"), ("if", "ive"), ("ien", "ienne"),
    ("el", "elle"), ("x", "se"), ("", "e"), ("", "esse"),
)  # fmt: skip
"""How a feminine is made, the longest first."""
_ENDED = r"trice|rice|ice|euse|ière|ère|ive|ienne|enne|ne|elle|le|esse|sse|se|ve|ée|e"
_SLASHED = r"trice|rice|ice|euse|ière|ère|ive|enne|ne|se|ve|ée|e"
SUFFIX = rf"(?:\((?:{_ENDED})\)|[·•‧]\s?(?:{_ENDED})(?!\w)|\.(?:trice|rice|euse|ère|e)(?!\w)|/(?:{_SLASHED})(?![\w-])|-(?:e|trice|rice)(?!\w))"
"""What adds its feminine to a masculine: « (e) », « ·e », « .e », « /e », « -e »."""
_SUFFIXED = re.compile(rf"(\w*[^\W_])(?:\(|[·•‧]\s?|\.|/|-)({_ENDED})\)?")
_SMALL = "|".join(f"{one}|{two}" for one, two in _PAIRS.items())
_PARTS = re.compile(
    rf"(?i:(?:{_SMALL})(?:\s?[/·•]\s?| ou )(?:{_SMALL})(?!\w)|(?:{_SMALL})\s?\((?:{_SMALL})\))|\S+(?:\s?/\s?\S+)?"
)
"""A word, or a small one in both genders."""
_IN_PARENTHESES = "|".join(rf"{one}\s?\({two}\)" for one, two in _PAIRS.items())
_numbers = count()


def pair() -> str:
    """A pattern of « directeur/directrice »; each call gives one of its own, to stand beside others."""
    stem = f"stem{next(_numbers)}"
    endings = "|".join(rf"{one}\s?/\s?(?P={stem}){two}(?!\w)" for one, two in _ENDINGS)
    return rf"(?P<{stem}>\w{{2,}}?)(?i:{endings})"


def either() -> str:
    """A pattern of a small word in both genders: « son/sa », « le ou la », « un(e) », « il/elle »."""
    made = [
        rf"(?:{one}\s?[/·•]\s?{two}|{two}\s?/\s?{one}|{one} ou {two})"
        for one, two in _PAIRS.items()
    ]
    return rf"(?i:\b(?:{'|'.join(made)}|un{SUFFIX}|{_IN_PARENTHESES}))(?![\w’'])"


def repeated() -> str:
    """A pattern of « son directeur/sa directrice », « le Président ou la Présidente »; names alike in three letters."""
    stem = f"stem{next(_numbers)}"
    (first, second) = ("|".join(each) for each in zip(*_PAIRS.items(), strict=True))
    words = rf"(?P<{stem}>\w{{3}})[\w-]*"
    again = rf"(?P={stem})[\w-]*"
    link = r"\s*(?:/|\bou\b)\s*"
    return (
        rf"\b(?i:(?:{first})\s+{words}(?:\s\w+)?{link}(?:{second})\s+{again}(?:\s\w+(?<=[eE]))?"
        rf"|(?:l['’])?(?P<{stem}b>\w{{3}})\w*{link}l['’](?P={stem}b)\w*)(?!\w)"
    )


def two_forms(words: str) -> tuple[str, str] | None:
    """« habilité » and « habilitée », of « habilité(e) » or of either, each word of several; None when none agrees."""
    if whole := _whole(words):
        return whole
    parts = _PARTS.findall(words)
    forms = [_forms(each) for each in parts]
    if not any(forms):
        return _plain(words)
    made = [each or (part, part) for each, part in zip(forms, parts, strict=True)]
    return _said([one for one, _ in made]), _said([two for _, two in made])


def _whole(words: str) -> tuple[str, str] | None:
    """The forms of « son directeur/sa directrice »: what stands on each side; None for anything else."""
    sides = re.split(r"\s*/\s*|\s+ou\s+", words)
    if len(sides) != 2 or not all(" " in each.strip() or "’" in each or "'" in each for each in sides):  # fmt: skip
        return None
    return sides[0], sides[1]


def _forms(word: str) -> tuple[str, str] | None:
    sides = [
        each.strip()
        for each in re.split(
            r"/|[·•](?=la\b|sa\b)|\bou\b|\((?=\w{2,}\)\Z)", word.replace(" (", "(")
        )
    ]
    if word.endswith(")") and len(sides) == 2:
        sides[1] = sides[1].removesuffix(")")
    if len(sides) == 2:
        for masculine, feminine in (sides, sides[::-1]):
            if _PAIRS.get(masculine.lower()) == feminine.lower():
                return masculine, _like(masculine, feminine)
    if found := re.fullmatch(rf"(?i:(un){SUFFIX}|(il)\(elle\))", word):
        one = found[1] or found[2]
        return one, _like(one, _PAIRS[one.lower()])
    if len(sides) == 2 and len(sides[1]) > 3 and fold(sides[0])[:2] == fold(sides[1])[:2]:
        return sides[0], sides[1]
    if found := _SUFFIXED.fullmatch(word):
        return found[1], _feminine(found[1], found[2])
    return None


def _plain(word: str) -> tuple[str, str] | None:
    """The forms of a word written in one of them, whose feminine adds an « e »."""
    found = re.fullmatch(r"(\w*[^\We])e?", word)
    return (found[1], f"{found[1]}e") if found else None


def _feminine(masculine: str, ending: str) -> str:
    """« directrice », of « directeur » and « rice »."""
    for one, two in _ENDINGS:
        if one and masculine.lower().endswith(one) and two.endswith(ending) and len(ending) > 1:
            return masculine[: -len(one)] + two
    return masculine + ending.removeprefix("é")


def _said(words: list[str]) -> str:
    """The words one after the other, an article elided before a vowel: « l’adjointe », « son adjointe »."""
    made = ""
    for word, after in zip(words, [*words[1:], ""], strict=True):
        elided = _ELIDED.get(word.lower()) if after and elides(after) else None
        kept = _like(word, elided) if elided else word
        made += kept if kept.endswith(APOSTROPHE) else f"{kept} "
    return made.rstrip(" ")


def _like(model: str, word: str) -> str:
    return word[:1].upper() + word[1:] if model[:1].isupper() else word
