"""What a returned file says, whatever its format: raw, with the place of every value. Nothing is corrected here."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Cell:
    """A value as the sender wrote it, and where: « tableau 1, ligne 3 », « feuille Liste 1, cellule B4 »."""

    raw: str
    place: str


@dataclass(frozen=True)
class Row:
    """One person: the cells by field key. A field that the file does not ask is absent."""

    cells: Mapping[str, Cell]
    place: str


@dataclass(frozen=True)
class Answers:
    """A returned form.

    `form` (a key of documents.forms.FORMS), `partner`, `template` and `base` (fingerprint of the annexe
    that the form was made from) are what the file itself says; None when it does not. `lists` holds the
    rows by list key; a list that the file does not have is absent. `notes` are French sentences on the
    file itself (fixed text changed by the sender, list recognised by its columns only…). `before` holds
    the rows of the annexe that the form was made from, when the file carries them. `word` is the Word
    file itself, when there is one: its fixed text can be compared with what greffe issued.
    `organisation` is what an organisation that asks to join says of itself, as its file would.
    """

    file: str
    form: str | None
    partner: str | None
    template: str | None
    base: str | None
    transmitted: Cell | None
    lists: Mapping[str, tuple[Row, ...]]
    sender: str | None = None
    notes: tuple[str, ...] = field(default=())
    before: Mapping[str, tuple[Row, ...]] | None = None
    word: bytes | None = field(default=None, repr=False)
    organisation: Mapping[str, Any] | None = None
