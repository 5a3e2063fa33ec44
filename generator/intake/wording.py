"""A line of a form in words: who, where, and a value between guillemets."""

from datetime import date

from generator.documents.french import nouns
from generator.documents.french.dates import long_date
from generator.intake.cleaning.rows import Line, Value
from generator.store.schema.partner import Partner

SEAT = ("profil", "lieu", "equipement")
"""The fields that say what an access of a service is for."""


def owned(record: Partner) -> str:
    """« de la Communauté de communes… », « du Département… »; « de : … » for a name that the lexicon does not know."""
    try:
        return nouns.noun(record.nom, record.accord).of
    except nouns.UnknownGender:
        return f"de : {record.nom}"


def name(line: Line) -> str:
    """First name and name; "" for a line that has neither."""
    return " ".join(str(line[key]) for key in ("prenom", "nom") if key in line)


def seat(line: Line) -> str:
    """« P1, Halte »: the profile and place of a user of a service; "" for any other line."""
    return ", ".join(str(line[key]) for key in SEAT if key in line)


def shown(key: str, value: Value) -> str:
    """The value of the field `key` as people read it."""
    if not isinstance(value, str):
        return ", ".join(value)
    return long_date(date.fromisoformat(value)) if key.endswith("_le") and value else value


def quoted(key: str, value: Value | None) -> str:
    """The same between guillemets, or that there is none."""
    return f"« {shown(key, value)} »" if value else "(vide)"
