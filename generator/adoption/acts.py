"""Which document of its family an official file is, by what it opens with; what else it holds."""

import re
from collections.abc import Collection, Sequence

from generator.adoption.lines import ANNEXE
from generator.adoption.source import lines
from generator.documents.blocks import Block
from generator.documents.french.elision import fold

_OPENINGS = (
    ("contrat", re.compile(r"contrat de service")),
    ("bulletin", re.compile(r"bulletin d'adhesion")),
    ("signature-electronique", re.compile(r"feuillet .*signature electronique")),
    ("convention", re.compile(r"convention\b")),
)
_PIECE = re.compile(r"(?:piece justificative|pj)\s*(?:n°\s*)?(\d)\b")
_FIRST = 6
"""Lines within which a file says what it is."""
_LONGEST = 120


def opened(blocks: Sequence[Block], documents: Collection[str]) -> str | None:
    """The one of `documents` that the first lines of the text name; None when they name none."""
    named = (_named(line) for line in lines(blocks)[:_FIRST])
    return next((each for each in named if each in documents), None)


def others(blocks: Sequence[Block], document: str, documents: Collection[str]) -> list[str]:
    """The other `documents` whose title stands further in the text, in their order."""
    named = (_named(line) for line in lines(blocks)[1:] if len(line) <= _LONGEST)
    return [
        each
        for each in dict.fromkeys(named)
        if each in documents and each not in (document, "convention")
    ]


def _named(line: str) -> str:
    said = fold(line).strip(" -–—«")
    if found := ANNEXE.match(said):
        return f"annexe-{found[1]}"
    if found := _PIECE.match(said):
        return f"pj{found[1]}"
    return next((name for name, pattern in _OPENINGS if pattern.match(said)), "")
