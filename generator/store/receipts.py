"""The identifier that the transmission of an act to the prefecture gives: DDD-SIREN-AAAAMMJJ-NUMERO-NATURE.

Its form is that which the transmission platforms build; the codes of natures are those of the programme @CTES.
"""

import re
from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

NATURES = MappingProxyType(
    {
        "DE": "délibération", "AR": "arrêté réglementaire", "AI": "arrêté individuel",
        "CC": "contrat, convention ou avenant", "BF": "document budgétaire et financier", "AU": "autre acte",
    }
)  # fmt: skip
"""The nature of an act, by its code; platforms also number them from 1, in this order."""

_FORM = re.compile(
    r"(0[0-9]{2}|02[AB]|9[78][0-9])-([0-9]{9})-([0-9]{8})-([0-9A-Za-z_]{1,15})-(DE|AR|AI|CC|BF|AU|[1-6])"
)


@dataclass(frozen=True)
class Identifier:
    """`departement` is the usual code (« 31 », « 2A », « 974 »); `jour` is None for a day that does not exist."""

    departement: str
    siren: str
    chiffres_du_jour: str
    numero: str
    nature: str

    @property
    def jour(self) -> date | None:
        """The day of the act."""
        try:
            return date.fromisoformat(self.chiffres_du_jour)
        except ValueError:
            return None


def decode(text: str) -> Identifier | None:
    """What the identifier says; None when it has not that form. A nature given by number is given by code."""
    found = _FORM.fullmatch(text)
    if found is None:
        return None
    code, siren, digits, number, nature = found.groups()
    departement = code if code[0] == "9" else code[1:]
    return Identifier(departement, siren, digits, number, _code(nature))


def _code(nature: str) -> str:
    return tuple(NATURES)[int(nature) - 1] if nature.isdigit() else nature
