"""Where and when an act was signed."""

from dataclasses import dataclass

from generator.documents.french import dates, nouns
from generator.documents.rendered import Blank, Text
from generator.documents.views.signatory import Word
from generator.store.schema.acts import Signature


@dataclass(frozen=True)
class SigningView:
    """`a_lieu`: « au Havre »; `date_signature`: the day the second party signed, to fill until both have."""

    lieu: Word
    a_lieu: Word
    date_signature: Word
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
        annee=Text(str(day.year), where) if day else Blank(where, "année"),
    )
