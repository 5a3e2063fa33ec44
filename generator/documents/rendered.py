"""A document between its template and its outputs: a skeleton with places, and the values to put there.

Values never pass through Jinja's output nor Markdown: they enter at the very end as inert text, so that
`*`, `1.` or `<b>` in a name cannot alter a legal text. Partners of one shape share one skeleton, which
is parsed and laid out once.
"""

import re
from dataclasses import dataclass

VALUE, BLANK, END = "\ue000", "\ue001", "\ue002"
"""A place in a skeleton is VALUE or BLANK, a decimal index, END; data may not hold these characters."""

PLACE = re.compile(f"([{VALUE}{BLANK}])([0-9]+){END}")


class ReworkedError(TypeError):
    """A template tried to make other words out of the value at this path."""


@dataclass(frozen=True, slots=True)
class Text:
    """A value of the data, with the path it came from.

    Not a `str`, on purpose: joined, cut or changed inside a template it would pass for the author's own
    words and be read as Markdown. A view makes the final words; a template only places them.
    """

    text: str
    path: str

    def __str__(self) -> str:
        raise ReworkedError(self.path)


@dataclass(frozen=True, slots=True)
class Absent:
    """A value that the data do not hold: false in a condition, an error when it is printed."""

    path: str

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Blank:
    """A value missing on purpose: prints a visible place to fill that asks for `ask`.

    When `as_is`, `ask` are the very words that the author's text has there (« [adresse] »).
    """

    path: str
    ask: str
    as_is: bool = False

    def __bool__(self) -> bool:
        return False


@dataclass(frozen=True, slots=True)
class Value:
    """What one place receives: the inert `text`, or, when `blank`, what a hand is to write there."""

    path: str
    text: str
    blank: bool
    as_is: bool = False
    """A blank whose text is printed as it stands."""

    @property
    def printed(self) -> str:
        """The words to print at this place."""
        framed = self.blank and not self.as_is
        return f"[à compléter\u00a0: {self.text}]" if framed else self.text


@dataclass(frozen=True, slots=True)
class Rendered:
    """A document ready for any output. Places are numbered in the order of `values`."""

    title: str
    author: str
    body: str
    header: str
    values: tuple[Value, ...]
    verbatim: bool = False
    """Whether the author's words are printed as they stand, without French typography."""
