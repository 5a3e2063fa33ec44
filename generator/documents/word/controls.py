"""Content controls (ECMA-376 part 1, 17.5.2): where a form is filled in a word processor, and what is locked.

Of a control, word processors keep its name (w:alias) and little else, and copy it with its row: what
identifies a value is the name and the row it stands in.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from generator.documents.word.markup import escape, run

_EMPTY = "\u00a0" * 6
"""What a control shows that asks for nothing: wide enough to be clicked."""
_TEXT = "<w:text/>"
_DATE = (
    '<w:date><w:dateFormat w:val="dd/MM/yyyy"/><w:lid w:val="fr-FR"/>'
    '<w:storeMappedDataAs w:val="dateTime"/><w:calendar w:val="gregorian"/></w:date>'
)
_HIDDEN = '<w15:appearance w15:val="hidden"/>'
_PLACEHOLDER = "<w:showingPlcHdr/>"


@dataclass(frozen=True, slots=True)
class Controls:
    """What is to be filled in a document.

    `places`: the name of the control around each place, by its index, "" for none. `columns`: for each
    list, the words at the head of its columns, or the place there, and the name of the controls under them. `dates`: the names
    of the controls that offer a calendar. `free`: paragraphs open to change though no place is in them.
    """

    places: tuple[str, ...]
    columns: tuple[tuple[tuple[str, str], ...], ...]
    dates: frozenset[str]
    free: frozenset[str]

    def under(self, names: Iterable[str]) -> dict[str, str]:
        """Column head -> control name, for the list that holds one of `names`; empty when none does."""
        known = set(names)
        for columns in self.columns:
            if known.intersection(name for _, name in columns):
                return dict(columns)
        return {}


NONE = Controls((), (), frozenset(), frozenset())
"""A document that is read only: nothing to fill, nothing locked."""


def control(number: int, name: str, content: str, *, date: bool, blank: bool) -> str:
    """A control around the run `content`; when `blank`, typing in it replaces all of it."""
    return _sdt(
        f'<w:alias w:val="{escape(name)}"/><w:id w:val="{number}"/>{_PLACEHOLDER * blank}{_DATE if date else _TEXT}',
        content,
    )


def empty(number: int, name: str, *, date: bool) -> str:
    """A control with nothing in it yet."""
    return control(number, name, run(_EMPTY), date=date, blank=True)


def locked(number: int, content: str) -> str:
    """Paragraphs that cannot be changed, without the frame of a control."""
    return _sdt(f'<w:id w:val="{number}"/><w:lock w:val="sdtContentLocked"/>{_HIDDEN}', content)


def repeating(numbers: Iterable[int], rows: Iterable[str]) -> str:
    """Rows of a table, with a button to add one; `numbers` gives one for each row, and one more."""
    take = iter(numbers)
    section = next(take)
    items = "".join(
        _sdt(f'<w:id w:val="{next(take)}"/><w15:repeatingSectionItem/>', content)
        for content in rows
    )
    return _sdt(f'<w:id w:val="{section}"/><w15:repeatingSection/>', items)


def _sdt(properties: str, content: str) -> str:
    return f"<w:sdt><w:sdtPr>{properties}</w:sdtPr><w:sdtContent>{content}</w:sdtContent></w:sdt>"
