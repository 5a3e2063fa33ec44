"""What every field of the data files is made of: one line of text, identifiers, dates.

Field names are the files' own French keys: one fact, one name, from the YAML to the documents.
Every refusal carries its French sentence; `store.schema.refusals` adds the place.
"""

import re
from datetime import date
from typing import Annotated, Any, Literal

import stdnum.fr.siren
import stdnum.fr.siret
from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, StringConstraints
from pydantic_core import PydanticCustomError

FILE_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")


class Record(BaseModel):
    """A group of fields: unknown keys refused, no conversion, never changed once read."""

    model_config = ConfigDict(extra="forbid", strict=True, frozen=True, defer_build=True)


def refusal(message: str, remedy: str) -> PydanticCustomError:
    """A refusal with its French reason and remedy, to be raised by a validator."""
    return PydanticCustomError("greffe", "{message}", {"message": message, "remedy": remedy})


Line = Annotated[
    str, StringConstraints(strict=True, min_length=1, max_length=400, pattern=r"^\S(?:.*\S)?$")
]
"""One line of text, without spaces at either end."""

Agreement = Literal["masculin", "feminin", "masculin-pluriel", "feminin-pluriel"]
"""Gender and number of an organisation's name."""

ISO_DAY = re.compile(r"(\d{4})-(\d{2})-(\d{2})\Z", re.ASCII)
_FRENCH_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\Z", re.ASCII)


def _day(value: Any) -> date:
    if isinstance(value, str):
        if ISO_DAY.match(value):
            try:
                return date.fromisoformat(value)
            except ValueError:
                raise refusal(
                    f"La date « {value} » n'existe pas.", "Vérifiez le jour et le mois."
                ) from None
        if found := _FRENCH_DAY.match(value):
            day, month, year = map(int, found.groups())
            raise refusal(
                f"La date « {value} » n'est pas écrite année-mois-jour.",
                f"Écrivez {year:04}-{month:02}-{day:02} si c'est bien le jour {day} du mois {month}.",
            )
    raise refusal(
        f"« {value} » n'est pas une date.", "Écrivez-la année-mois-jour, par exemple 2026-01-15."
    )


Day = Annotated[date, BeforeValidator(_day, json_schema_input_type=date)]
"""A civil day, written AAAA-MM-JJ (ISO 8601)."""

# The rule browsers apply to <input type="email"> (HTML Standard, 4.10.5.1.5), with at least one dot in
# the domain: forms and checker then accept the same addresses.
_LABEL = r"[a-zA-Z0-9](?:[a-zA-Z0-9-]{0,61}[a-zA-Z0-9])?"
EMAIL_PATTERN = rf"^[a-zA-Z0-9.!#$%&'*+/=?^_`{{|}}~-]+@{_LABEL}(?:\.{_LABEL})+$"
Email = Annotated[str, StringConstraints(strict=True, max_length=254, pattern=EMAIL_PATTERN)]
"""An e-mail address."""

Domain = Annotated[
    str, StringConstraints(strict=True, max_length=253, pattern=rf"^{_LABEL.replace('A-Z', '')}(?:\.{_LABEL.replace('A-Z', '')})+$")
]  # fmt: skip
"""A domain name, in lower case."""

PostCode = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{5}$")]
DepartmentCode = Annotated[str, StringConstraints(strict=True, pattern=r"^(?:[0-9]{2}|2[AB]|9[78][0-9])$")]  # fmt: skip
Reference = Annotated[str, StringConstraints(strict=True, pattern=r"^[a-z0-9]+(?:-[a-z0-9]+)*$", max_length=80)]  # fmt: skip
"""The name of another file, without its ending."""


_TEN_DIGITS = re.compile(r"0[1-9](?:[ .-]?[0-9]{2}){4}\Z", re.ASCII)
"""A French number as nearly all are written: the library would have nothing to say of it."""


def _phone(value: str) -> str:
    if _TEN_DIGITS.match(value):
        return value
    import phonenumbers  # noqa: PLC0415 (slow to load, and seldom needed)

    digits = re.sub(r"\D", "", value)
    if len(digits) == 9 and digits[0] != "0" and "+" not in value:
        proposal = " ".join(f"0{digits}"[i : i + 2] for i in range(0, 10, 2))
        raise refusal(
            f"Le numéro « {value} » n'a que 9 chiffres : le zéro de tête s'est sans doute perdu.",
            f'Si c\'est le bon numéro, écrivez "{proposal}" entre guillemets.',
        )
    try:
        number = phonenumbers.parse(value, "FR")
    except phonenumbers.NumberParseException:
        number = None
    if number is None or not phonenumbers.is_possible_number(number):
        raise refusal(
            f"« {value} » n'est pas un numéro de téléphone.",
            'Écrivez-le entre guillemets, par exemple "05 00 00 00 00".',
        )
    return value


Phone = Annotated[str, StringConstraints(strict=True, max_length=30), AfterValidator(_phone)]
"""A telephone number, French (ten digits) or international (+…), kept as written."""


def _siret(value: str) -> str:
    if not stdnum.fr.siret.is_valid(value) or value.startswith(_NOBODY):
        raise refusal(
            f"Le SIRET « {value} » est faux : il n'a pas 14 chiffres ou sa clé ne tombe pas juste.",
            "Recopiez-le chiffre par chiffre depuis l'avis de situation Sirene.",
        )
    return value


_NOBODY = "000000000"
"""Its key is right, and Sirene gave it to nobody."""


def _siren(value: str) -> str:
    if not stdnum.fr.siren.is_valid(value) or value == _NOBODY:
        raise refusal(
            f"Le SIREN « {value} » est faux : il n'a pas 9 chiffres ou sa clé ne tombe pas juste.",
            "Recopiez-le chiffre par chiffre depuis l'avis de situation Sirene.",
        )
    return value


Siret = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{14}$"), AfterValidator(_siret)]  # fmt: skip
Siren = Annotated[str, StringConstraints(strict=True, pattern=r"^[0-9]{9}$"), AfterValidator(_siren)]  # fmt: skip
