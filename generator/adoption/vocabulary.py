"""All that a view prints of the data, with what prints it: what a filled text is compared with."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields, is_dataclass
from itertools import accumulate
from typing import Any

from generator.documents.filters import FILTERS
from generator.documents.rendered import Text

_OFFICE = re.compile(r"\.signataire\.(?:(?:la_|son_|de_)?fonction|signature|delegation)\Z")
_WRITINGS = (("majuscules",), ("titre",), ("capitale",), ("titre", "capitale"))
"""The filters by which an official text may write a function: « LA PRÉSIDENTE », « la Présidente », « La présidente »."""
_SPACES = re.compile(r"[\s\u00a0\u202f]+")
_LETTER = re.compile(r"\w")


@dataclass(frozen=True)
class Expression:
    """What prints `text`: the Jinja between `{{ }}`, for the data at `path`."""

    code: str
    text: str
    path: str


def vocabulary(context: Mapping[str, Any]) -> list[Expression]:
    """All that the view `context` prints of the data, the longest first, then in the order of the view."""
    found = [each for name, view in context.items() for each in _expressions(name, view)]
    unique = {(each.code, each.text): each for each in found if len(each.text) > 1}
    return sorted(unique.values(), key=lambda each: -len(each.text))


def _expressions(code: str, view: Any) -> Iterator[Expression]:
    if isinstance(view, Text):
        yield Expression(code, view.text, view.path)
        for filters in _WRITINGS if _OFFICE.search(code) else _WRITINGS[:1]:
            *_, written = accumulate(filters, lambda text, name: FILTERS[name](text), initial=view)
            if written.text != view.text:
                yield Expression(" | ".join((code, *filters)), written.text, view.path)
    elif is_dataclass(view):
        for field in fields(view):
            yield from _expressions(f"{code}.{field.name}", getattr(view, field.name))


def plain(text: str) -> str:
    """The words of `text`, whatever spaces part them and however their apostrophes are drawn."""
    return _SPACES.sub(" ", text.replace("’", "'"))


def pattern(text: str) -> str:
    """What finds `text`, already plain, as whole words."""
    words = re.escape(text).replace(r"\ ", r"[\s\u00a0\u202f]+").replace("'", "['’]")
    before = r"(?<!\w)" if _LETTER.match(text) else ""
    after = r"(?!\w)" if _LETTER.match(text[-1]) else ""
    return f"{before}{words}{after}"
