"""What a partner's denomination says: the name of its file, and its kind."""

import re
import unicodedata
from typing import get_args

from generator.store.schema.partner import Kind

_LONGEST = 80
_KINDS: tuple[Kind, ...] = tuple(sorted(get_args(Kind), key=len, reverse=True))


def file_name(name: str) -> str:
    """The denomination in lower case, without accents, words apart by a hyphen; "" when nothing is left."""
    plain = unicodedata.normalize("NFD", name).encode("ascii", "ignore").decode().lower()
    return "-".join(re.findall(r"[a-z0-9]+", plain))[:_LONGEST].strip("-")


def kind_of(name: str) -> Kind | None:
    """The kind that the denomination begins with, longest first."""
    plain = file_name(name)
    return next((kind for kind in _KINDS if plain.startswith(kind)), None)
