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
_CHECKBOX = (
    '<w14:checkbox xmlns:w14="http://schemas.microsoft.com/office/word/2010/wordml">'
    '<w14:checked w14:val="0"/><w14:checkedState w14:val="2612" w14:font="MS Gothic"/>'
    '<w14:uncheckedState w14:val="2610" w14:font="MS Gothic"/></w14:checkbox>'
)
UNCHECKED, CHECKED = "\u2610", "\u2612"
"""What a box shows: the same in every word processor."""
_LOCK = '<w:lock w:val="sdtContentLocked"/>'
_HIDDEN = '<w15:appearance w15:val="hidden"/>'
_PLACEHOLDER = "<w:showingPlcHdr/>"


@dataclass(frozen=True, slots=True)
class Controls:
    """What is to be filled in a document.

    `places`: the name of the control around each place, by its index, "" for none. `columns`: for each
    list, the words at the head of its columns, or the place there, and the name of the controls under them. `dates`: the names
    of the controls that offer a calendar. `free`: paragraphs open to change though no place is in them.
    `choices`: the names of the controls that offer a list, with what is in it. `boxes`: the names of those to
    tick. `fixed`: the names of those that are read and not changed. `repeated`: whether rows may be added.
    """

    places: tuple[str, ...]
    columns: tuple[tuple[tuple[str, str], ...], ...]
    dates: frozenset[str]
    free: frozenset[str]
    choices: tuple[tuple[str, tuple[str, ...]], ...] = ()
    boxes: frozenset[str] = frozenset()
    fixed: frozenset[str] = frozenset()
    repeated: bool = True

    def under(self, names: Iterable[str]) -> dict[str, str]:
        """Column head -> control name, for the list that holds one of `names`; empty when none does."""
        known = set(names)
        for columns in self.columns:
            if known.intersection(name for _, name in columns):
                return dict(columns)
        return {}

    def control(self, number: int, name: str, content: str, *, blank: bool) -> str:
        """A control around the run `content`; when `blank`, what is entered replaces all of it."""
        lock = _LOCK * (name in self.fixed)
        return _sdt(
            f'<w:alias w:val="{escape(name)}"/><w:id w:val="{number}"/>{lock}{_PLACEHOLDER * blank}{self._kind(name)}',
            content,
        )

    def empty(self, number: int, name: str) -> str:
        """A control with nothing in it yet."""
        return self.control(number, name, run(_EMPTY), blank=True)

    def _kind(self, name: str) -> str:
        if name in self.dates:
            return _DATE
        if name in self.boxes:
            return _CHECKBOX
        offered = dict(self.choices).get(name)
        return _drop_down(offered) if offered else _TEXT


NONE = Controls((), (), frozenset(), frozenset())
"""A document that is read only: nothing to fill, nothing locked."""


def _drop_down(offered: Iterable[str]) -> str:
    items = "".join(
        f'<w:listItem w:displayText="{escape(each)}" w:value="{escape(each)}"/>' for each in offered
    )
    return f"<w:dropDownList>{items}</w:dropDownList>"


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
