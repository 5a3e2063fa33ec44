"""A person on one line: « NOM Prénom, adresse, fonction, demande d'habilitation du 10/06/2026 »."""

import re
from collections.abc import Sequence

from generator.documents.forms import People
from generator.intake.cleaning.reading import plain, tidy
from generator.intake.readers.columns import fields

_LONGEST = 1_000
"""Letters in a line about one person; a longer one is a text."""
_SEPARATOR = re.compile(r"[\t\n|;]+|,\s+")
_DASH = re.compile(r"\s+[-–—]\s+")
_ADDRESS = re.compile(r"\[[^\]]*\]\([^)]*\)|[^\s<>,;()]+@[^\s<>,;()]+")
_BULLET = re.compile(r"\A\s*(?:[-–—•·◦*▪➢]|\d{1,2}[.)])\s+")
_DAY = re.compile(
    r"(?:\d{1,2}|1\s?er)\s?[/.\s-]\s?(?:\d{1,2}|[^\W\d]{3,9}\.?)\s?[/.\s-]\s?\d{2,4}", re.IGNORECASE
)
_CLOSING = r"clotur|fermeture|fin d|fin de|retrait|suppression|depart"
# What a part says of its day, and the column head that says the same.
_DAYS = (
    (rf"(?=.*demande).*(?:{_CLOSING}).*", "demande de clôture"),
    (rf".*(?:{_CLOSING}).*", "date de fin d'habilitation"),
    (r".*(?:demande|habilitation|acces).*", "date de demande d'habilitation"),
    (r"\W*(?:date|depuis)?\W*(?:le|du)?\W*", "date"),
)
_LABEL = re.compile(
    r"(?:e-?)?m[ae]i?l|courriel|adresse.*|et|ou|(?:demande|fin|date)\b.*\b(?:du|le)"
)
_HONORIFIC = re.compile(r"(?:m|mr|mme|mlle|monsieur|madame|mademoiselle)\.?", re.IGNORECASE)
_PARTICLES = {"de", "du", "des", "la", "le", "d", "da", "di", "van", "von", "el", "ben"}


def person(text: str, people: People) -> dict[str, str] | None:
    """The fields of `people` that the line gives, raw; None when it does not look like a person."""
    parts = unlabelled(_BULLET.sub("", text, count=1))
    if parts and "@" not in parts[0]:
        name, *others = _DASH.split(parts[0])
        if others and " " in name:  # « Anne - Sophie EXEMPLE » is a name
            parts[:1] = [name, *others]
    found, words = known(parts, people)
    if len(words) > 1 and not any(" " in word for word in words[:2]) and is_name(" ".join(words[:2])):  # fmt: skip
        words[:2] = [" ".join(words[:2])]  # in two cells
    if not words or not (found or is_name(words[0])) or len(text) > _LONGEST:
        return None
    name, first_name = split_name(words[0])
    values = found | {"nom": name}
    if first_name is not None:
        values["prenom"] = first_name
    if len(words) > 1:
        values["fonction"] = ", ".join(words[1:])
    return values


def unlabelled(text: str) -> list[str]:
    """The parts of a line that say something, cut at tabs, semicolons, commas and around addresses."""
    if len(text) > _LONGEST:
        return [text]
    apart = _ADDRESS.sub(lambda address: f"\t{address[0]}\t", text)
    parts = (
        part.strip() if "@" in part else part.strip(" \u00a0:–—-()<>")
        for part in _SEPARATOR.split(apart)
    )
    return [part for part in parts if part and not _LABEL.fullmatch(plain(tidy(part)))]


def known(parts: Sequence[str], people: People) -> tuple[dict[str, str], list[str]]:
    """The addresses and days among the parts, by field of `people`; and the other parts."""
    found: dict[str, list[str]] = {}
    others: list[str] = []
    for part in parts:
        head, value = _announced(part)
        (keys,) = fields([head], people)
        if keys:
            found.setdefault(keys[0], []).append(value)
        else:
            others.append(part)
    return {key: ", ".join(values) for key, values in found.items()}, others


def _announced(part: str) -> tuple[str, str]:
    """The column head that would announce the part, "" for none, and its value without other words."""
    if "@" in part:
        return "adresse électronique", part
    if len(part) > _LONGEST or not (day := _DAY.search(part)):
        return "", part
    said = plain(tidy(part.replace(day[0], "")))
    return next((head for words, head in _DAYS if re.fullmatch(words, said)), ""), day[0]


def is_name(text: str) -> bool:
    """Whether the words can be somebody's names: a few, each with a capital but particles."""
    words = text.replace("-", " - ").split()
    return (
        2 <= len(words) <= 7
        and all(
            word[:1].isupper() or plain(word).strip("-.'’") in _PARTICLES | {""} for word in words
        )
        and not text.rstrip().endswith(".")
    )


def split_name(text: str, order: str = "") -> tuple[str, str | None]:
    """Name and first name. Capitals tell which is which, else `order` (« nom prenom », « prenom nom »).

    When nothing tells, the whole and None: nothing is guessed.
    """
    before, comma, after = text.partition(",")
    if comma and after.strip():
        return before.strip(), after.strip()
    words = text.split()
    start = 1 if words and _HONORIFIC.fullmatch(words[0]) else 0
    honorific, words = words[:start], words[start:]
    capitals = [_is_capitals(word) for word in words]
    last = max((i for i, yes in enumerate(capitals) if yes), default=-1)
    first = min((i for i, yes in enumerate(capitals) if yes), default=-1)
    inner = zip(words[first : last + 1], capitals[first : last + 1], strict=True)
    solid = all(yes or plain(word).strip("'’") in _PARTICLES for word, yes in inner)
    while first > 0 and plain(words[first - 1]).strip("'’") in _PARTICLES:
        first -= 1
    if first >= 0 and solid and (first == 0) != (last == len(words) - 1):
        name, others = words[first : last + 1], words[:first] + words[last + 1 :]
        return " ".join([*honorific, *name]), " ".join(others)
    if len(words) == 2 and order:
        one, two = words if order == "nom prenom" else words[::-1]
        return " ".join([*honorific, one]), two
    return text.strip(), None


def _is_capitals(word: str) -> bool:
    letters = [c for c in word if c.isalpha()]
    return len(letters) > 1 and all(c.isupper() for c in letters)
