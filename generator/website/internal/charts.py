"""Charts as geometry: horizontal bars in a drawing as wide as a telephone, whose figures are also a table.

Lengths are in the units of the drawing, which is `WIDTH` wide and grows with the page.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from textwrap import wrap

WIDTH = 320
_ROOM = 40
"""Left at the end of the longest bar for its total."""
HEIGHT = 16
"""Of every bar."""
_ROW, _TOP = 44, 22
"""Height of a row whose words fit in a line, and of that line, above its bar."""
_LINE = 15
"""What each other line of words adds to the height."""
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
    def mots(self) -> tuple[tuple[int, str], ...]:
        """The lines of words above it, whole, each with the y that it stands on."""
        lines = _lines(self.ligne)
        first = self.y - 6 - _LINE * (len(lines) - 1)
        return tuple((first + _LINE * rank, line) for rank, line in enumerate(lines))


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
        return sum(map(_height, self.lignes))

    @property
    def barres(self) -> tuple[Bar, ...]:
        """The rows as drawn, one below the other, on one scale."""
        most = max((row.total for row in self.lignes), default=0) or 1
        ends = accumulate(map(_height, self.lignes))
        return tuple(
            _bar(row, end - _ROW + _TOP, (WIDTH - _ROOM) / most)
            for row, end in zip(self.lignes, ends, strict=True)
        )

    @property
    def description(self) -> str:
        """The chart in words, for those who do not see it."""
        return " ".join(f"{row.nom} : {_told(row, self.series)}." for row in self.lignes)


def _lines(row: Row) -> list[str]:
    return wrap(row.nom, _LONGEST) or [""]


def _height(row: Row) -> int:
    return _ROW + _LINE * (len(_lines(row)) - 1)


def _bar(row: Row, y: int, scale: float) -> Bar:
    segments, x = [], 0.0
    for serie, value in enumerate(row.valeurs):
        if value:
            width = max(round(value * scale, 1), _LEAST)
            segments.append(Segment(round(x, 1), width, serie))
            x += width
    return Bar(row, y, tuple(segments), round(x, 1))


def _told(row: Row, series: Sequence[str]) -> str:
    if len(series) == 1:
        return str(row.total)
    parts = [f"{name} {value}" for name, value in zip(series, row.valeurs, strict=True) if value]
    return f"{row.total}, dont {', '.join(parts)}" if parts else "0"
