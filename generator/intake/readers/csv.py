"""A text table: one line a person. RFC 4180, with the encodings and separators that spreadsheets give it."""

import csv
import io
import re

from generator.documents.forms import FORMS, Forms
from generator.errors import GreffeError
from generator.intake.answers import Answers, Cell
from generator.intake.readers import columns, tables
from generator.intake.readers.grids import MAX_CELLS, Grid, Line, too_many

MAX_BYTES = 1024 * 1024
_SEPARATORS = (";", ",", "\t", "|")
_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_HEADS_WITHIN = 50
_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


def read(name: str, raw: bytes, forms: Forms = FORMS) -> tuple[Answers, ...]:
    """What the text table `name` says. Raises GreffeError when it is not one, or holds no annexe."""
    return tables.read(name, [grid(name, raw)], {}, forms=forms)


def grid(name: str, raw: bytes) -> Grid:
    """The lines of the table; a cell is text, whatever it begins with. Raises GreffeError."""
    if len(raw) > MAX_BYTES:
        raise GreffeError(f"« {name} » est trop gros pour un formulaire (plus de {MAX_BYTES // 1024**2} Mo). Vérifiez que c'est le bon fichier.")  # fmt: skip
    text = _text(name, raw)
    found: list[tuple[Line, ...]] = []
    refused: list[_Unended] = []
    for separator in _SEPARATORS:
        try:
            found.append(_lines(name, text, separator))
        except _Unended as error:
            refused.append(error)
    if not found:
        last = max(error.line for error in refused)
        raise GreffeError(f"« {name} », ligne {last} : un guillemet ouvert n'est pas fermé à la fin de sa case, ou une case est démesurée. Corrigez-la, ou enregistrez le tableau au format .xlsx.")  # fmt: skip
    return Grid("", max(found, key=_likelihood))


def _text(name: str, raw: bytes) -> str:
    encoding = next((encoding for mark, encoding in _MARKS if raw.startswith(mark)), "")
    if not encoding and raw[1::2].count(0) > len(raw) // 4:
        encoding = "utf-16-le"
    for each in (encoding,) if encoding else ("utf-8", "cp1252"):
        try:
            text = raw.decode(each)
        except UnicodeDecodeError:
            continue
        if not _BINARY.search(text):
            return text
    raise GreffeError(f"« {name} » n'est pas un tableau en texte (.csv). Ouvrez-le dans un tableur et enregistrez-le au format .xlsx ou « CSV UTF-8 ».")  # fmt: skip


class _Unended(Exception):  # noqa: N818 - says why a separator does not suit, not that the file is wrong
    def __init__(self, line: int) -> None:
        self.line = line


def _lines(name: str, text: str, separator: str) -> tuple[Line, ...]:
    # Strict: a reader that copes with a stray quote changes what was written.
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    lines: list[Line] = []
    count = 0
    while True:
        number = reader.line_num + 1
        try:
            row = next(reader, None)
        except csv.Error:
            raise _Unended(number) from None
        if row is None:
            return tuple(lines)
        count += len(row) or 1
        if count > MAX_CELLS:
            raise too_many(name)
        cells = {
            column: Cell(value, f"ligne {number}, colonne {column + 1}")
            for column, value in enumerate(row)
            if value
        }
        if cells:
            lines.append(Line(f"ligne {number}", cells))


def _likelihood(lines: tuple[Line, ...]) -> tuple[int, int]:
    """How well a separator cuts: by the heads recognised on a line, then by the cells."""
    heads = (
        len({columns.kind(cell.raw) for cell in line.cells.values()} - {""})
        for line in lines[:_HEADS_WITHIN]
    )
    return max(heads, default=0), sum(len(line.cells) for line in lines)
