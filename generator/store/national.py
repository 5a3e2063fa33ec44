"""The communes and EPCI of France, with their SIREN: a list shipped with greffe, opened when it is asked for.

Source, date and licence: `listes/LICENCE.md`, and the head of the list. `tools/national_list.py` makes it.
"""

import gzip
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Literal

from generator.store.schema.partner import Kind

EDITION = "2026"
"""The list is that of the 1st January of this year; a new one has a new name, and so a new check."""

FILE = Path(__file__).parent / "listes" / f"organismes-{EDITION}.tsv.gz"

Sort = Literal["COM", "CC", "CA", "CU", "METRO", "EPT"]
"""The kinds that the list tells apart: commune, then what the DGCL calls EPCI, then those of Grand Paris."""

_KINDS: dict[Sort, Kind] = {
    "COM": "commune",
    "CC": "communaute-de-communes",
    "CA": "communaute-d-agglomeration",
    "CU": "communaute-urbaine",
    "METRO": "metropole",
    "EPT": "autre",
}


@dataclass(frozen=True)
class Organisation:
    """A line of the list. Names are as the source has them, without the words that say their kind.

    `code` (Insee) and `article` (Insee's TNCC, 0 to 8) are for communes alone; `siren`, `article` and
    `codes_postaux` are empty where the source has none. `departements` are all those an EPCI stands on.
    """

    code: str
    siren: str
    sort: Sort
    article: str
    departements: tuple[str, ...]
    codes_postaux: tuple[str, ...]
    nom: str

    @property
    def type(self) -> Kind:
        """The kind that a partner's file gives it."""
        return _KINDS[self.sort]


def find(number: str) -> Organisation | None:
    """The organisation that has this SIREN, or this Insee code; None when the list has none."""
    if not number.isalnum():
        return None
    text = _text()
    key = f"\t{number}\t" if len(number) == 9 else f"\n{number}\t"
    at = text.find(key.encode())
    if at < 0:
        return None
    start = text.rfind(b"\n", 0, at + 1) + 1
    return _organisation(text[start : text.index(b"\n", start)].decode())


def organisations() -> list[Organisation]:
    """Every line of the list: communes by code, then EPCI by SIREN."""
    lines = _text().decode().splitlines()
    return [_organisation(line) for line in lines if not line.startswith("#")]


def _organisation(line: str) -> Organisation:
    code, siren, sort, article, departements, post_codes, nom = line.split("\t")
    (known,) = (each for each in _KINDS if each == sort)
    return Organisation(
        code, siren, known, article, tuple(departements.split()), tuple(post_codes.split()), nom
    )


@cache
def _text() -> bytes:
    return gzip.decompress(FILE.read_bytes())
