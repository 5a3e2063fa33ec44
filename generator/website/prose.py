"""What people wrote in Markdown: changed outside its code alone, and printed with the spaces of French."""

import re
from collections.abc import Callable

from generator.documents.french.typography import NBSP, NNBSP

_CODE = re.compile(r"(```.*?```|`[^`]*`)", re.DOTALL)
# Neither the mark of an image nor that of a column that is aligned is punctuation.
_SPACES = ((re.compile("(?<=«) | (?=»| *:(?!-))"), NBSP), (re.compile(r" (?=[;!?](?!\[))"), NNBSP))


def outside_code(text: str, change: Callable[[str], str]) -> str:
    """`text` with `change` applied between its pieces of code, which stay as they are."""
    parts = _CODE.split(text)
    return "".join(part if rank % 2 else change(part) for rank, part in enumerate(parts))


def spaced(text: str) -> str:
    """`text` whose punctuation never begins a line: no-break spaces before it and inside guillemets."""
    return outside_code(text, _spaced)


def _spaced(text: str) -> str:
    for loose, held in _SPACES:
        text = loose.sub(held, text)
    return text
