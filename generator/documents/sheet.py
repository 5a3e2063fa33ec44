"""A form as a workbook (.xlsx): a sheet for each list, one person a line, real dates.

openpyxl lays the workbook out once for each form; a partner's own values are then put in as text, for it
would take a hundred times longer to lay out each file. ECMA-376 part 1, chapter 18 (SpreadsheetML).
"""

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import zip_longest
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel

from generator.documents import identity as identities
from generator.documents.forms import Form, Parameters, People
from generator.documents.french.typography import typeset
from generator.documents.identity import Identity
from generator.documents.sheet_pages import (
    CHOICES,
    DAY_PLACE,
    LAST_ROW,
    lay_choices,
    lay_guide,
    lay_list,
)
from generator.documents.word import core
from generator.documents.word.markup import escape
from generator.documents.word.package import Part, assemble, deflated, stored

Lists = Mapping[str, Sequence[object]]
"""People of each list, by its key: records that have the fields of the form."""
Choices = Mapping[str, Mapping[str, str]]
"""What may be written in a field, by its key, and what each choice is called."""

_FIRST_DAY = date(1900, 3, 1)
"""Before it, spreadsheets do not agree on days: one of them counts a 29 February 1900 (18.17.4.1)."""
_ROWS_END = b"</sheetData>"
# What XML cannot hold, and what a spreadsheet takes for such an escape (ST_Xstring, 22.9.2.19).
_SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")


def write(
    form: Form,
    lists: Lists,
    identity: Identity,
    *,
    parameters: Parameters,
    transmitted: date | None = None,
    choices: Choices | None = None,
) -> bytes:
    """The .xlsx of `form`, filled with `lists`: a list that is absent is left to fill. Same input, same bytes.

    `parameters` give the lists' titles their delays; `choices` the fields that have some their list. A
    contact without a name goes by its `intitule`.
    """
    columns = _choice_columns(form, choices or {})
    titles = tuple(people.title(parameters) for people in form.lists)
    layout = _layout(form, titles, tuple((key, head) for key, head, _ in columns))
    day = _cell(DAY_PLACE, layout.day_style, transmitted)
    lasts = {
        _last(number, LAST_ROW): _last(number, 1 + len(names))
        for number, (_, _, names) in enumerate(columns, start=1)
    }
    return assemble(
        [
            *layout.constant,
            layout.guide.filled(day),
            *(
                sheet.part.filled(_rows(people, lists.get(people.key, ()), sheet.styles), lasts)
                for people, sheet in zip(form.lists, layout.sheets, strict=True)
            ),
            *(page.filled(_choice_rows([names for _, _, names in columns])) for page in layout.choices),
            stored(identities.PART, identities.custom_properties(identity)),
        ]
    )  # fmt: skip


@dataclass(frozen=True)
class _Cut:
    """A part of the workbook, cut where values go."""

    name: str
    before: bytes
    after: bytes

    def filled(self, content: str, changed: Mapping[bytes, bytes] | None = None) -> Part:
        """The part with `content` in the cut, and after it what is `changed`."""
        after = self.after
        for old, new in (changed or {}).items():
            after = after.replace(old, new)
        return deflated(self.name, self.before + content.encode() + after)


@dataclass(frozen=True)
class _Sheet:
    """The sheet of a list, and the style of each of its columns."""

    part: _Cut
    styles: tuple[int, ...]


@dataclass(frozen=True)
class _Layout:
    constant: tuple[Part, ...]
    guide: _Cut
    day_style: int
    sheets: tuple[_Sheet, ...]
    choices: tuple[_Cut, ...]


_ChoiceColumns = list[tuple[str, str, tuple[str, ...]]]
"""Key of the field ("" for the names of the choices before), head, choices."""


def _choice_columns(form: Form, choices: Choices) -> _ChoiceColumns:
    columns: _ChoiceColumns = []
    for people in form.lists:
        for field in people.fields:
            if known := choices.get(field.key):
                columns.append((field.key, field.label, tuple(known)))
                if list(known) != list(known.values()):
                    columns.append(("", f"{field.label} : nom", tuple(known.values())))
    return columns


def _last(column: int, row: int) -> bytes:
    return f":${get_column_letter(column)}${row}<".encode()


@lru_cache(maxsize=32)
def _layout(form: Form, titles: tuple[str, ...], chosen: tuple[tuple[str, str], ...]) -> _Layout:
    workbook = Workbook()
    guide: Any = workbook.active
    lay_guide(guide, form, titles)
    letters = {key: get_column_letter(number) for number, (key, _) in enumerate(chosen, 1) if key}
    styles = [
        lay_list(workbook.create_sheet(people.short), people.fields, letters)
        for people in form.lists
    ]
    if chosen:
        lay_choices(workbook.create_sheet(CHOICES), [head for _, head in chosen])
    # The property is there for its place in the package; each file has its own.
    workbook.custom_doc_props.append(StringProperty(name="greffe.formulaire", value=form.id))
    saved = io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    del contents[identities.PART]
    contents[core.NAME] = core.xml(typeset(form.title), "greffe")
    names = [
        f"xl/worksheets/sheet{number}.xml" for number in range(1, len(workbook.worksheets) + 1)
    ]
    pages = [contents.pop(name) for name in names]
    day = re.compile(rf'<c r="{DAY_PLACE}" s="(\d+)"[^>]*?(?:/>|></c>)'.encode()).search(pages[0])
    assert day
    return _Layout(
        tuple(deflated(name, content) for name, content in contents.items()),
        _Cut(names[0], pages[0][: day.start()], pages[0][day.end() :]),
        int(day[1]),
        tuple(
            _Sheet(_Cut(name, *_cut_at_last_row(page)), style)
            for name, page, style in zip(names[1:], pages[1:], styles, strict=False)
        ),
        tuple(
            _Cut(name, *_cut_at_last_row(page))
            for name, page in zip(names[1 + len(titles) :], pages[1 + len(titles) :], strict=True)
        ),
    )


def _cut_at_last_row(page: bytes) -> tuple[bytes, bytes]:
    # The optional <dimension> would be false once rows are added.
    before, end, after = re.sub(rb"<dimension[^>]*/>", b"", page).partition(_ROWS_END)
    return before, end + after


def _rows(people: People, records: Sequence[object], styles: Sequence[int]) -> str:
    return "".join(
        f'<row r="{number}">{"".join(_cells(people, record, styles, number))}</row>'
        for number, record in enumerate(records, start=2)
    )


def _choice_rows(columns: Sequence[Sequence[str]]) -> str:
    rows = enumerate(zip_longest(*columns), start=2)
    return "".join(
        f'<row r="{number}">{"".join(_cell(f"{get_column_letter(at)}{number}", 0, text) for at, text in enumerate(row, 1) if text)}</row>'
        for number, row in rows
    )


def _cells(people: People, record: object, styles: Sequence[int], row: int) -> Iterator[str]:
    for number, (field, style) in enumerate(zip(people.fields, styles, strict=True), start=1):
        value = getattr(record, field.key)
        if field.key == "nom" and value is None:
            value = getattr(record, "intitule", None)
        if isinstance(value, list):
            value = ", ".join(value)
        if value:
            yield _cell(f"{get_column_letter(number)}{row}", style, value)


def _cell(place: str, style: int, value: str | date | None) -> str:
    """A cell; the text is never a formula, whatever it begins with."""
    if isinstance(value, date) and value < _FIRST_DAY:
        value = value.isoformat()
    if isinstance(value, date):
        return f'<c r="{place}" s="{style}"><v>{to_excel(value):.0f}</v></c>'
    if not value:
        return f'<c r="{place}" s="{style}"/>'
    safe = _SPECIAL.sub(lambda found: f"_x{ord(found[0]):04X}_", value)
    text = f'<t xml:space="preserve">{escape(safe)}</t>'
    return f'<c r="{place}" s="{style}" t="inlineStr"><is>{text}</is></c>'
