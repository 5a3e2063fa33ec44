"""What a workbook and a text table have in common: lines of cells, each with its place."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.errors import GreffeError
from generator.intake.answers import Cell

MAX_CELLS = 100_000
"""In a whole file: more is no form, and takes too long."""


def too_many(name: str) -> GreffeError:
    """The refusal of a file of more cells."""
    return GreffeError(f"« {name} » est trop gros (plus de {MAX_CELLS} cases). Retirez les lignes et les colonnes inutiles, ou vérifiez que c'est le bon fichier.")  # fmt: skip


@dataclass(frozen=True)
class Line:
    """The cells of a line by column, from 0; those that say nothing may be absent."""

    place: str
    cells: Mapping[int, Cell]

    def raw(self, column: int) -> str:
        """The text of a cell, "" when there is none."""
        cell = self.cells.get(column)
        return cell.raw if cell else ""


@dataclass(frozen=True)
class Grid:
    """A sheet, or a whole text file (`title` is then ""). `formulas` are the places of computed cells, in their order."""

    title: str
    lines: tuple[Line, ...]
    formulas: tuple[str, ...] = ()
