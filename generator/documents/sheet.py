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
from typing import Any

from openpyxl import Workbook
from openpyxl.packaging.custom import StringProperty
from openpyxl.styles import Alignment, Border, Font, PatternFill, Protection, Side
from openpyxl.utils import get_column_letter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet
from pydantic import BaseModel

from generator.documents import identity as identities
from generator.documents.forms import ANNEXE_1, ANNEXE_2, TRANSMITTED, Field, Form, People
from generator.documents.french.typography import typeset
from generator.documents.identity import Identity
from generator.documents.word import core
from generator.documents.word.markup import escape
from generator.documents.word.package import Part, assemble, deflated, stored
from generator.store.parameters import CooperationParameters

GUIDE = "Mode d'emploi"
"""The first sheet: what to do, and the date of transmission."""

Lists = Mapping[str, Sequence[BaseModel]]
"""People of each list, by its key: records that have the fields of the form."""

_LAST_ROW = 1_048_576
_A4 = 9
_GUIDE_WIDTH, _LINE = 100, 16
_DAY = "dd/mm/yyyy"
_FIRST_DAY = date(1900, 3, 1)
"""Before it, spreadsheets do not agree on days: one of them counts a 29 February 1900 (18.17.4.1)."""
_WIDTHS = {"texte": 28, "adresse": 44, "adresses": 44, "date": 22}
_FONT = "Calibri"
_HEADS = PatternFill("solid", fgColor="1F3A5F")
_TO_FILL = PatternFill("solid", fgColor="FFF4CC")
_THIN = Side(style="thin", color="7F7F7F")
_FREE = Protection(locked=False)
_DAY_PLACE = "B3"
_ROWS_END = b"</sheetData>"
# What XML cannot hold, and what a spreadsheet takes for such an escape (ST_Xstring, 22.9.2.19).
_SPECIAL = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]|_(?=x[0-9A-Fa-f]{4}_)")

_ADVICE = {
    ANNEXE_1.id: (
        "Gardez dans « Liste 1 » les personnes dont l'accès reste ouvert, et ajoutez-y les nouvelles.",
        "Quand une personne part ou change de mission, effacez sa ligne de « Liste 1 » et recopiez-la dans « Liste 2 », avec la date de la demande de clôture.",
        "* Le délai se compte à la date de transmission, depuis la demande de clôture.",
    ),
    ANNEXE_2.id: (
        "Une personne peut tenir les deux rôles : écrivez-la alors dans les deux feuilles.",
        "Si une personne a plusieurs adresses, séparez-les par une virgule.",
    ),
}


def write(
    form: Form,
    lists: Lists,
    identity: Identity,
    *,
    parameters: CooperationParameters,
    transmitted: date | None = None,
) -> bytes:
    """The .xlsx of `form`, filled with `lists`: a list that is absent is left to fill. Same input, same bytes.

    `parameters` give the lists' titles their delays. A contact without a name goes by its `intitule`.
    """
    layout = _layout(form, tuple(people.title(parameters) for people in form.lists))
    day = _cell(_DAY_PLACE, layout.day_style, transmitted)
    return assemble(
        [
            *layout.constant,
            layout.guide.filled(day),
            *(
                sheet.part.filled(_rows(people, lists.get(people.key, ()), sheet.styles))
                for people, sheet in zip(form.lists, layout.sheets, strict=True)
            ),
            stored(identities.PART, identities.custom_properties(identity)),
        ]
    )


@dataclass(frozen=True)
class _Cut:
    """A part of the workbook, cut where values go."""

    name: str
    before: bytes
    after: bytes

    def filled(self, content: str) -> Part:
        return deflated(self.name, self.before + content.encode() + self.after)


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


@lru_cache(maxsize=32)
def _layout(form: Form, titles: tuple[str, ...]) -> _Layout:
    workbook = Workbook()
    guide: Any = workbook.active
    _lay_guide(guide, form, titles)
    styles = [
        _lay_list(workbook.create_sheet(people.short), people.fields) for people in form.lists
    ]
    # The property is there for its place in the package; each file has its own.
    workbook.custom_doc_props.append(StringProperty(name="greffe.formulaire", value=form.id))
    saved = io.BytesIO()
    workbook.save(saved)
    with zipfile.ZipFile(saved) as archive:
        contents = {name: archive.read(name) for name in archive.namelist()}
    del contents[identities.PART]
    contents[core.NAME] = core.xml(typeset(form.title), "greffe")
    names = [f"xl/worksheets/sheet{number}.xml" for number in range(1, len(titles) + 2)]
    pages = [contents.pop(name) for name in names]
    day = re.compile(rf'<c r="{_DAY_PLACE}" s="(\d+)"[^>]*?(?:/>|></c>)'.encode()).search(pages[0])
    assert day
    return _Layout(
        tuple(deflated(name, content) for name, content in contents.items()),
        _Cut(names[0], pages[0][: day.start()], pages[0][day.end() :]),
        int(day[1]),
        tuple(
            _Sheet(_Cut(name, *_cut_at_last_row(page)), style)
            for name, page, style in zip(names[1:], pages[1:], styles, strict=True)
        ),
    )


def _cut_at_last_row(page: bytes) -> tuple[bytes, bytes]:
    # The optional <dimension> would be false once rows are added.
    before, end, after = re.sub(rb"<dimension[^>]*/>", b"", page).partition(_ROWS_END)
    return before, end + after


def _lay_guide(sheet: Worksheet, form: Form, titles: Sequence[str]) -> None:
    sheet.title = GUIDE
    sheet.column_dimensions["A"].width = 32
    sheet.column_dimensions["B"].width = _GUIDE_WIDTH
    sheet["A1"] = typeset(form.title)
    sheet["A1"].font = Font(name=_FONT, bold=True, size=14)
    sheet["A3"] = TRANSMITTED.label
    sheet["A3"].font = Font(name=_FONT, bold=True)
    day = sheet[_DAY_PLACE]
    day.number_format, day.protection, day.fill = _DAY, _FREE, _TO_FILL
    day.border = Border(_THIN, _THIN, _THIN, _THIN)
    day.alignment = Alignment(horizontal="left")
    _validate(sheet, TRANSMITTED, _DAY_PLACE)
    lines = [
        (f"Feuille « {people.short} »", f"{title}{_needed(people)}")
        for people, title in zip(form.lists, titles, strict=True)
    ]
    advice = (
        "Écrivez une personne par ligne, sous la ligne de titres. Ajoutez autant de lignes qu'il en faut ; laissez vide ce que vous ne savez pas.",
        *_ADVICE[form.id],
        "Les dates s'écrivent jour/mois/année, par exemple 15/06/2026. N'employez pas de formule : le fichier serait refusé.",
        "Indiquez ci-dessus le jour où vous envoyez le fichier, puis renvoyez-le à votre Caf : son adresse est dans l'annexe 3.",
    )
    for row, (about, text) in enumerate([*lines, ("", ""), *(("", each) for each in advice)], start=5):  # fmt: skip
        sheet.cell(row, 1, typeset(about)).font = Font(name=_FONT, bold=True)
        sheet.cell(row, 2, typeset(text))
        for cell in sheet[row]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
        sheet.row_dimensions[row].height = _LINE * (1 + len(text) // _GUIDE_WIDTH)
    _finish(sheet)


def _needed(people: People) -> str:
    needed = ", ".join(field.label for field in people.fields if field.required)
    return f" (indispensable : {needed})" if needed else ""


def _lay_list(sheet: Worksheet, fields: Sequence[Field]) -> tuple[int, ...]:
    """Lay a list's sheet out; the style of each of its columns."""
    styles = []
    for number, field in enumerate(fields, start=1):
        letter = get_column_letter(number)
        column = sheet.column_dimensions[letter]
        column.width = _WIDTHS[field.kind]
        # As text, « 06-12 » does not become a date, nor « =A1 » a formula.
        column.number_format = _DAY if field.kind == "date" else "@"
        column.protection = _FREE
        styles.append(column.style_id)
        head = sheet.cell(1, number, typeset(field.label))
        head.font, head.fill = Font(name=_FONT, bold=True, color="FFFFFF"), _HEADS
        head.alignment = Alignment(wrap_text=True, vertical="center")
        _validate(sheet, field, f"{letter}2:{letter}{_LAST_ROW}")
    sheet.row_dimensions[1].height = 36
    sheet.freeze_panes = "A2"
    sheet.print_title_rows = "1:1"
    _finish(sheet)
    return tuple(styles)


def _validate(sheet: Worksheet, field: Field, where: str) -> None:
    """Warn of what is not a date, or is too long: a warning, since an odd value is better sent than lost."""
    match field.kind:
        case "date":
            title = "Date"
            error = "Écrivez une date : jour/mois/année, par exemple 15/06/2026."
            rule = DataValidation(type="date", operator="greaterThan", formula1="36526")
        case "adresse":
            title = "Adresse électronique"
            error = "Écrivez une seule adresse, par exemple prenom.nom@partenaire.example."
            rule = DataValidation(type="textLength", operator="between", formula1="6", formula2="254")  # fmt: skip
        case _:
            title, error = "Texte", "Ce texte dépasse 400 caractères."
            rule = DataValidation(type="textLength", operator="lessThan", formula1="401")
    rule.allow_blank, rule.errorStyle = True, "warning"
    rule.errorTitle, rule.error, rule.showErrorMessage = title, error, True
    if title != "Texte":
        rule.promptTitle, rule.prompt, rule.showInputMessage = title, error, True
    rule.add(where)
    sheet.add_data_validation(rule)


def _finish(sheet: Worksheet) -> None:
    """Print on the width of a page; keep heads as they are: no password, it only prevents accidents."""
    sheet.page_setup.orientation, sheet.page_setup.paperSize = "landscape", _A4
    sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight = 1, 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True
    sheet.protection.sheet = True
    for allowed in ("insertRows", "deleteRows", "sort", "autoFilter", "formatCells", "formatColumns", "formatRows"):  # fmt: skip
        setattr(sheet.protection, allowed, False)


def _rows(people: People, records: Sequence[BaseModel], styles: Sequence[int]) -> str:
    return "".join(
        f'<row r="{number}">{"".join(_cells(people, record, styles, number))}</row>'
        for number, record in enumerate(records, start=2)
    )


def _cells(people: People, record: BaseModel, styles: Sequence[int], row: int) -> Iterator[str]:
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
