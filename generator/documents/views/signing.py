"""Where and when an act was signed."""

from dataclasses import dataclass
from datetime import date

from generator.documents.french import dates, nouns
from generator.documents.rendered import Blank, Text
from generator.documents.views.signatory import Word
from generator.store.schema.acts import Signature


@dataclass(frozen=True)
class SigningView:
    """`a_lieu`: « au Havre »; `date_signature`: the day the second party signed, to fill until both have.

    `date_chiffres` is the same day as « 09/02/2026 »; `date_partenaire` and `date_caf` are those of each party.
    """

    lieu: Word
    a_lieu: Word
    date_signature: Word
    date_chiffres: Word
    date_partenaire: Word
    date_caf: Word
    annee: Word


def signing(record: Signature | None, path: str) -> SigningView:
    """The signature recorded at `path`; what is not known is to fill."""
    town, place = record.lieu if record else None, f"{path}.lieu"
    side, day = "caf", record.caf if record else None
    if record is None or record.partenaire is None:
        day = None
    elif day and record.partenaire > day:
        side, day = "partenaire", record.partenaire
    where = f"{path}.{side}"
    return SigningView(
        lieu=Text(town, place) if town else Blank(place, "lieu"),
        a_lieu=Text(nouns.to_place(town), place) if town else Blank(place, "lieu"),
        date_signature=Text(dates.long_date(day), where) if day else Blank(where, "date"),
        date_chiffres=Text(dates.numeric_date(day), where) if day else Blank(where, "date"),
        date_partenaire=_day(record.partenaire if record else None, f"{path}.partenaire"),
        date_caf=_day(record.caf if record else None, f"{path}.caf"),
        annee=Text(str(day.year), where) if day else Blank(where, "année"),
    )


def _day(day: date | None, path: str) -> Word:
    return Text(dates.long_date(day), path) if day else Blank(path, "date")
