"""The tracking sheet in a file: its heads and its lines."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.errors import GreffeError
from generator.intake.adoption.fields import recognised
from generator.intake.adoption.mapping import Columns
from generator.intake.cleaning.reading import tidy
from generator.intake.readers import csv, workbook
from generator.intake.readers.columns import fold
from generator.intake.readers.grids import Grid, Line

_HEADS_WITHIN = 30


@dataclass(frozen=True)
class Table:
    """A tracking sheet: its heads, by column, and its lines. `notes` are French sentences on the file."""

    file: str
    sheet: str
    heads: Mapping[int, str]
    lines: tuple[Line, ...]
    formulas: frozenset[str]
    notes: tuple[str, ...]


def read(name: str, raw: bytes, columns: Columns | None = None) -> Table:
    """The sheet of the file `name` (.xlsx, .csv) that `columns` describe, else the one most like a tracking sheet.

    Raises GreffeError when the file cannot be read, or has no line of heads.
    """
    grids: Sequence[Grid]
    notes: tuple[str, ...] = ()
    if name.lower().endswith(".csv"):
        grids = [csv.grid(name, raw)]
    else:
        book = workbook.read(name, raw)
        grids, notes = book.grids, book.notes
    found = max(_candidates(grids, columns), key=lambda each: each[0], default=None)
    if found is None:
        raise GreffeError(f"« {name} » : aucune ligne de titres n'y est reconnue. Il faut au moins deux colonnes titrées, dont le nom du partenaire.")  # fmt: skip
    _, grid, position = found
    head = grid.lines[position]
    if others := [each.title for each in grids if each is not grid and each.lines]:
        notes = (*notes, f"Feuilles non lues : {', '.join(others)}.")
    return Table(
        name,
        grid.title,
        {column: tidy(cell.raw) for column, cell in head.cells.items() if tidy(cell.raw)},
        grid.lines[position + 1 :],
        frozenset(grid.formulas),
        notes,
    )


def _candidates(
    grids: Sequence[Grid], columns: Columns | None
) -> Iterator[tuple[tuple[int, int], Grid, int]]:
    """Lines that may be the heads, with how much they look like it."""
    expected = {fold(column.titre) for column in columns.colonnes} if columns else set()
    for grid in grids:
        if columns and columns.feuille and columns.feuille != grid.title:
            continue
        for position, line in enumerate(grid.lines[:_HEADS_WITHIN]):
            words = [cell.raw for cell in line.cells.values() if tidy(cell.raw)]
            known = sum(
                fold(word) in expected if columns else recognised(word) is not None
                for word in words
            )
            if len(words) > 1 and (known or not columns):
                yield (known, -position), grid, position
