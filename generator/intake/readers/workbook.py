"""The cells of a workbook as they are seen: text as typed, dates as AAAA-MM-JJ, numbers with their zeros.

ECMA-376 part 1, chapter 18. Nothing is computed: the result that a formula has left is kept apart.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation

from lxml import etree

from generator.archives.office import Archive, open_office
from generator.errors import GreffeError
from generator.intake.answers import Cell
from generator.intake.readers.grids import MAX_CELLS, Grid, Line, too_many

_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_ID = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}id"
_PLACE = re.compile(r"([A-Z]{1,3})([0-9]{1,7})", re.ASCII)
_ESCAPED = re.compile(
    r"_x((?![Dd][89A-Fa-f]|[Ff]{3}[EeFf])[0-9A-Fa-f]{4})_"
)  # what is no character stays
# Formats that every spreadsheet has (18.8.30), East Asian ones included.
_BUILT_IN_DATES = frozenset((*range(14, 18), 22, *range(27, 32), 34, 35, 36, *range(50, 59)))
_QUOTED = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[0#](?:[0# .\-/]*[0#])?", re.ASCII)
_WRITTEN = re.compile(r"\\(.)|\"([^\"]*)\"")
_LONGEST_NUMBER = 40
_MAX_MERGED = 1_000
"""Merged ranges in a sheet, and lines in a range: more are left as they are."""
_DATE = "date"
_SHOWN_BOOLEANS = {"0": "FAUX", "1": "VRAI"}


@dataclass(frozen=True)
class Workbook:
    """The sheets in their order, those that are hidden left out; `notes` are French sentences on them."""

    grids: tuple[Grid, ...]
    properties: Mapping[str, str]
    notes: tuple[str, ...]


def read(name: str, raw: bytes) -> Workbook:
    """The workbook of these bytes. Raises GreffeError when it is not one, or not safe to open."""
    archive = open_office(name, raw)
    if archive.kind != "xlsx":
        raise GreffeError(f"« {name} » est un fichier Word : donnez-lui la fin .docx pour qu'il soit lu comme tel.")  # fmt: skip
    reader = _Reader(archive)
    return Workbook(tuple(reader.grids()), archive.properties(), tuple(reader.notes))


def column_name(column: int) -> str:
    """A, B… Z, AA… for a column counted from 0."""
    letters = ""
    while column >= 0:
        column, letter = divmod(column, 26)
        letters = chr(ord("A") + letter) + letters
        column -= 1
    return letters


class _Reader:
    def __init__(self, archive: Archive) -> None:
        self.notes: list[str] = []
        self._archive = archive
        self._count = 0
        self._book = archive.xml(archive.main)
        relations = archive.relations(archive.main)
        self._paths = {each.id: each.target for each in relations if not each.external}
        by_type = {each.type: each.target for each in relations}
        self._strings = _strings(self._part(by_type.get("sharedStrings")))
        self._formats = _formats(self._part(by_type.get("styles")))
        properties = self._book.find(f"{_S}workbookPr")
        since_1904 = properties is not None and properties.get("date1904") in {"1", "true"}
        self._origin = date(1904, 1, 1) if since_1904 else date(1899, 12, 30)

    def _part(self, path: str | None) -> etree._Element | None:
        return self._archive.xml(path) if path and path in self._archive else None

    def grids(self) -> Iterator[Grid]:
        for sheet in self._book.iter(f"{_S}sheet"):
            title = sheet.get("name", "")
            page = self._part(self._paths.get(sheet.get(_ID, "")))
            if page is None or page.tag != f"{_S}worksheet":
                continue  # a sheet that is a chart
            if sheet.get("state", "visible") != "visible":
                if page.find(f"{_S}sheetData/{_S}row/{_S}c") is not None:
                    self.notes.append(f"La feuille « {title} » est masquée : elle n'est pas lue.")
                continue
            yield self._grid(title, page)

    def _grid(self, title: str, page: etree._Element) -> Grid:
        lines: dict[int, dict[int, Cell]] = {}
        formulas: list[str] = []
        hidden: list[int] = []
        last = 0
        for row in page.iterfind(f"{_S}sheetData/{_S}row"):
            last = number = _number(row.get("r"), last + 1)
            cells = lines.setdefault(number, {})
            self._fill(row, f"feuille {title}, cellule ", number, cells, formulas)
            if row.get("hidden") in {"1", "true"} and cells:
                hidden.append(number)
        if hidden:
            shown = ", ".join(map(str, hidden[:10])) + " …" * (len(hidden) > 10)
            self.notes.append(f"Feuille « {title} » : lignes masquées, lues quand même ({shown}).")
        if any(each.get("hidden") in {"1", "true"} for each in page.iterfind(f"{_S}cols/{_S}col")):
            self.notes.append(f"Feuille « {title} » : des colonnes masquées sont lues quand même.")
        self._spread(title, page, lines)
        ordered = (
            Line(f"feuille {title}, ligne {number}", cells)
            for number, cells in sorted(lines.items())
            if cells
        )
        return Grid(title, tuple(ordered), tuple(formulas))

    def _fill(
        self,
        row: etree._Element,
        where: str,
        number: int,
        cells: dict[int, Cell],
        formulas: list[str],
    ) -> None:
        last = -1
        for element in row.iterfind(f"{_S}c"):
            found = _PLACE.fullmatch(element.get("r", ""))
            last = column = _column(found[1]) if found else last + 1
            place = f"{where}{column_name(column)}{number}"
            text = self._text(element)
            if computed := element.find(f"{_S}f") is not None:
                formulas.append(place)
            if text or computed:
                cells[column] = Cell(text, place)
                self._count += 1
        if self._count > MAX_CELLS:
            raise too_many(self._archive.name)

    def _text(self, element: etree._Element) -> str:
        kind = element.get("t", "n")
        if kind == "inlineStr":
            return _plain(element.find(f"{_S}is"))
        value: str = element.findtext(f"{_S}v", "")
        match kind:
            case "s":
                index = _number(value, -1)
                return self._strings[index] if 0 <= index < len(self._strings) else ""
            case "b":
                return _SHOWN_BOOLEANS.get(value, value)
            case "d":
                return value.partition("T")[0]
            case "n" if value:
                return self._shown(value, _number(element.get("s"), 0))
        return _unescaped(value)

    def _shown(self, value: str, style: int) -> str:
        """A number as its format shows it: a date, or digits with the zeros that the format adds."""
        try:
            number = Decimal(value[:_LONGEST_NUMBER])
        except InvalidOperation:
            return value
        if not number.is_finite():
            return value
        code = self._formats[style] if style < len(self._formats) else ""
        if code == _DATE:
            if 1 <= number <= (date.max - self._origin).days:
                return (self._origin + timedelta(days=int(number))).isoformat()
            return value
        if number == number.to_integral_value() and abs(number) < 10**18:
            whole = f"{int(number)}"
            return _filled(code, whole) if number >= 0 else whole
        return value

    def _spread(
        self, title: str, page: etree._Element, lines: Mapping[int, dict[int, Cell]]
    ) -> None:
        """Give the value of cells merged downwards to each of their lines: it is what the eye reads."""
        spread = []
        for merged in [*page.iterfind(f"{_S}mergeCells/{_S}mergeCell")][:_MAX_MERGED]:
            reference = merged.get("ref", "")
            ends = [_PLACE.fullmatch(end) for end in reference.split(":")]
            if len(ends) != 2 or ends[0] is None or ends[1] is None:
                continue
            column, first, last = _column(ends[0][1]), int(ends[0][2]), int(ends[1][2])
            value = lines.get(first, {}).get(column)
            span = range(first + 1, min(last, first + _MAX_MERGED) + 1)
            below = [number for number in span if lines.get(number)]
            if value and below:
                spread.append(reference)
                for number in below:
                    lines[number].setdefault(column, value)
        if spread:
            self.notes.append(
                f"Feuille « {title} » : la valeur des cellules fusionnées ({', '.join(spread[:10])}{' …' * (len(spread) > 10)}) est lue sur chacune de leurs lignes."
            )


def _strings(root: etree._Element | None) -> list[str]:
    return [] if root is None else [_plain(item) for item in root.iterfind(f"{_S}si")]


def _plain(item: etree._Element | None) -> str:
    """The text of a string, without the phonetic guide that it may carry."""
    if item is None:
        return ""
    texts = [*item.iterfind(f"{_S}t"), *item.iterfind(f"{_S}r/{_S}t")]
    return _unescaped("".join(text.text or "" for text in texts))


def _unescaped(text: str) -> str:
    return _ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def _formats(root: etree._Element | None) -> list[str]:
    """For each style of cell: « date », or the code of its number format ("" for the general one)."""
    if root is None:
        return []
    codes = {
        each.get("numFmtId", ""): each.get("formatCode", "")
        for each in root.iterfind(f"{_S}numFmts/{_S}numFmt")
    }
    return [
        _format(each.get("numFmtId", "0"), codes) for each in root.iterfind(f"{_S}cellXfs/{_S}xf")
    ]


def _format(number: str, codes: Mapping[str, str]) -> str:
    code = codes.get(number, "")
    if _number(number, 0) in _BUILT_IN_DATES and not code:
        return _DATE
    # Days or years: « mm » alone is also minutes.
    return _DATE if re.search("[dy]", _QUOTED.sub("", code.lower())) else code


def _filled(code: str, digits: str) -> str:
    """`digits` with the zeros of a format such as `00000` (a postcode) or `0#" "##" "##` (a telephone)."""
    pattern = _WRITTEN.sub(lambda found: found[1] or found[2] or "", code.partition(";")[0])
    if "0" not in pattern or not _DIGITS.fullmatch(pattern) or "." in pattern:
        return digits
    written: list[str] = []
    left = list(digits)
    for sign in reversed(pattern):
        if sign not in "0#":
            written.append(sign if left else "")
        elif left:
            written.append(left.pop())
        elif sign == "0":
            written.append("0")
    return "".join(left) + "".join(reversed(written))


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - ord("A") + 1
    return column - 1


def _number(text: str | None, default: int) -> int:
    return int(text) if text and text.isdecimal() and len(text) < 10 else default
