"""Documents as a browser fills them: named places such as `⟦ouverts.nom⟧`, and pieces of text kept once."""

import base64
import io
import re
import zipfile
from collections.abc import Iterable
from dataclasses import fields, replace
from typing import Any, TypeVar

from generator.documents.identity import Identity
from generator.documents.rendered import Rendered, Text
from generator.documents.views.signatory import SignatoryView
from generator.documents.word import writer as word
from generator.documents.word.controls import Controls

_PLACE = re.compile("⟦([^⟧]+)⟧")
_View = TypeVar("_View")

Part = list[int | str] | str
"""A file of the zip: pieces (by number) and places (by name) in turn; base64 when it is not text."""


class Pack:
    """Documents in the look of `look` (the bytes of a Word file), and what they have in common."""

    def __init__(self, look: bytes) -> None:
        self._look = look
        self._pieces: dict[str, int] = {}
        self._documents: list[dict[str, Part]] = []
        self._numbers: dict[tuple[Rendered, str, str], int] = {}

    def tree(self) -> dict[str, Any]:
        """What the page reads: the pieces, and each document as the files of its zip."""
        return {"morceaux": list(self._pieces), "documents": self._documents}

    def add(self, rendered: Rendered, form: str, template: str, asked: Controls) -> int:
        """The number of a document; its partner and the fingerprint of what it was made from are places.

        `form` is "" when nothing is asked in it.
        """
        key = rendered, form, template
        if key not in self._numbers:
            self._numbers[key] = self._number(rendered, form, template, asked)
        return self._numbers[key]

    def _number(self, rendered: Rendered, form: str, template: str, asked: Controls) -> int:
        identity = Identity(form, place("partenaire"), template, place("base"))
        written = word.write(rendered, self._look, identity, asked)
        with zipfile.ZipFile(io.BytesIO(written)) as archive:
            made = {name: self._part(archive.read(name)) for name in sorted(archive.namelist())}
        if made not in self._documents:
            self._documents.append(made)
        return self._documents.index(made)

    def places(self, numbers: Iterable[int]) -> set[str]:
        """The names of all the places of these documents."""
        parts = (part for number in numbers for part in self._documents[number].values())
        return {piece for part in parts if isinstance(part, list) for piece in part if isinstance(piece, str)}  # fmt: skip

    def _part(self, content: bytes) -> Part:
        try:
            text = content.decode()
        except UnicodeDecodeError:
            return base64.b64encode(content).decode()
        pieces: list[int | str] = []
        for rank, piece in enumerate(_PLACE.split(text)):
            pieces.append(piece if rank % 2 else self._pieces.setdefault(piece, len(self._pieces)))
        return pieces


def placed(view: _View, name: str, values: dict[str, str]) -> _View:
    """`view` with a place for each of its values, which go to `values` by the place's name."""
    changed: dict[str, Any] = {}
    for field in fields(view):  # type: ignore[arg-type]
        value, where = getattr(view, field.name), f"{name}.{field.name}"
        if isinstance(value, Text):
            changed[field.name] = keep(value, where, values)
        elif isinstance(value, SignatoryView):
            changed[field.name] = placed(value, where, values)
        elif isinstance(value, tuple) and all(isinstance(each, Text) for each in value):
            changed[field.name] = tuple(
                keep(each, f"{where}.{rank}", values) for rank, each in enumerate(value)
            )
    return replace(view, **changed)  # type: ignore[type-var]


def keep(value: Text, name: str, values: dict[str, str]) -> Text:
    """A place in the stead of `value`, whose text goes to `values`."""
    values[name] = value.text
    return Text(place(name), value.path)


def place(name: str) -> str:
    """What stands for a value to come."""
    return f"⟦{name}⟧"
