"""Charts as geometry: horizontal bars in a drawing as wide as a telephone, whose figures are also a table.

Lengths are in the units of the drawing, which is `WIDTH` wide and grows with the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from textwrap import shorten

WIDTH = 320
_ROOM = 40
"""Left at the end of the longest bar for its total."""
HEIGHT = 16
"""Of every bar."""
_ROW, _TOP = 44, 22
"""Height of a row, and of the line of words above its bar."""
_LONGEST = 52
"""Characters that the width holds."""
_LEAST = 4
"""A value that is not 0 is always seen."""


@dataclass(frozen=True)
class Row:
    """A line of a chart: its words, a value for each of the chart's series, and where it leads if anywhere."""

    nom: str
    valeurs: tuple[int, ...]
    href: str | None = None

    @property
    def total(self) -> int:
        """What the whole bar stands for."""
        return sum(self.valeurs)


@dataclass(frozen=True)
class Segment:
    """A part of a bar: `serie` is the rank of what it counts, told by its pattern as well as by its colour."""

    x: float
    largeur: float
    serie: int


@dataclass(frozen=True)
class Bar:
    """A row as drawn: `y` is the top of the bar, `fin` where its total is written."""

    ligne: Row
    y: int
    segments: tuple[Segment, ...]
    fin: float

    @property
    def nom(self) -> str:
        """The words above it, cut where the drawing ends; the table has them whole."""
        return shorten(self.ligne.nom, _LONGEST, placeholder="…")


@dataclass(frozen=True)
class Chart:
    """A chart and its table. `id` is unique on its page; `premiere` is the table's first heading."""

    id: str
    titre: str
    premiere: str
    series: tuple[str, ...]
    lignes: tuple[Row, ...]

    @property
    def vide(self) -> bool:
        """Whether there is nothing to draw."""
        return not any(row.total for row in self.lignes)

    @property
    def hauteur(self) -> int:
        """Height of the drawing."""
        return _ROW * len(self.lignes)

    @property
    def barres(self) -> tuple[Bar, ...]:
        """The rows as drawn, one below the other, on one scale."""
        most = max((row.total for row in self.lignes), default=0) or 1
        return tuple(
            _bar(row, rank, (WIDTH - _ROOM) / most) for rank, row in enumerate(self.lignes)
        )

    @property
    def description(self) -> str:
        """The chart in words, for those who do not see it."""
        return " ".join(f"{row.nom} : {_told(row, self.series)}." for row in self.lignes)


def _bar(row: Row, rank: int, scale: float) -> Bar:
    segments, x = [], 0.0
    for serie, value in enumerate(row.valeurs):
        if value:
            width = max(round(value * scale, 1), _LEAST)
            segments.append(Segment(round(x, 1), width, serie))
            x += width
    return Bar(row, rank * _ROW + _TOP, tuple(segments), round(x, 1))


def _told(row: Row, series: Sequence[str]) -> str:
    if len(series) == 1:
        return str(row.total)
    parts = [f"{name} {value}" for name, value in zip(series, row.valeurs, strict=True) if value]
    return f"{row.total}, dont {', '.join(parts)}" if parts else "0"
