"""Telephone numbers: kept as written; one that lost its first zero is offered with it, never given it."""

import re

from pydantic import TypeAdapter, ValidationError

from generator.intake.cleaning import reading
from generator.intake.cleaning.reading import Reading
from generator.store.schema.base import Phone

_PHONE = TypeAdapter(Phone)
_SHORT = 9


def read(raw: str) -> Reading:
    """The telephone of the cell."""
    read = reading.text(raw)
    whole = read.options[0] if read.options else read.value
    if not whole:
        return read
    digits = re.sub(r"\D", "", whole)
    if len(digits) == _SHORT and digits[0] != "0" and "+" not in whole:
        zeroed = " ".join(f"0{digits}"[at : at + 2] for at in range(0, _SHORT + 1, 2))
        why = "neuf chiffres : le zéro de tête s'est sans doute perdu"
        return Reading(None, (zeroed,) if _is_phone(zeroed) else (), (why,))
    if not _is_phone(whole):
        return Reading(None, remarks=("ce n'est pas un numéro de téléphone",))
    return read


def _is_phone(text: str) -> bool:
    try:
        _PHONE.validate_python(text)
    except ValidationError:
        return False
    return True
