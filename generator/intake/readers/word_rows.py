"""The rows of a Word table as the eye sees them: each cell at the column of the page where it starts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from generator.documents.forms import People
from generator.intake.cleaning.reading import tidy
from generator.intake.readers import columns
from generator.intake.readers.word_text import Box

PlacedRow = Mapping[int, Box]
Keys = tuple[str, ...]
Names = Mapping[str, tuple[People, str]]
"""List and field of each control, by its name."""


@dataclass(frozen=True)
class Heads:
    """The columns of a table: what each holds and its head, by the column of the page where it starts."""

    people: People
    keys: Mapping[int, Keys]
    words: Mapping[int, str]
    width: int

    def of(self, row: PlacedRow) -> Mapping[int, Keys]:
        """What each cell of a row holds: by its place, else by its order; nothing when neither fits."""
        if width(row) == self.width and all(start in self.keys for start in row):
            return self.keys
        if len(row) == len(self.keys):
            return dict(zip(row, self.keys.values(), strict=True))
        return {}


def placed(row: Sequence[Box], skipped: int) -> PlacedRow:
    """The cells of a row that leaves `skipped` columns empty before the first."""
    found: dict[int, Box] = {}
    for box in row:
        found[skipped] = box
        skipped += box.span
    return found


def width(row: PlacedRow) -> int:
    """How many columns of the page the row reaches."""
    return max((start + box.span for start, box in row.items()), default=0)


def words(row: PlacedRow) -> list[str]:
    """The text of each cell."""
    return [box.text for box in row.values()]


def turned(rows: Sequence[PlacedRow]) -> list[PlacedRow]:
    """The table with its columns for rows."""
    starts = sorted({start for row in rows for start in row})
    nothing = Box((), 1, continues=False)
    return [
        {number: replace(row.get(start, nothing), span=1) for number, row in enumerate(rows)}
        for start in starts
    ]


def heads_by_words(row: PlacedRow, rows: Sequence[PlacedRow], people: People) -> Heads:
    """The columns under the head `row` of a table."""
    starts = {start for each in rows for start in each}
    keys: dict[int, Keys] = {}
    for (start, box), found in zip(row.items(), columns.fields(words(row), people), strict=True):
        if len(found) == box.span == 2 and start + 1 in starts:  # « Nom et prénom » over two cells
            keys[start], keys[start + 1] = found[:1], found[1:]
        else:
            keys[start] = found
    heads = {start: tidy(box.text) for start, box in row.items()}
    return Heads(people, keys, heads, width(row))


def heads_by_names(rows: Sequence[PlacedRow], names: Names, people: People | None) -> Heads | None:
    """The columns of a table whose head is lost, by the controls under it; None when there are none."""
    keys: dict[int, Keys] = {}
    origins: list[People] = []
    for row in rows:
        for start, box in row.items():
            for name in box.names:
                if name in names:
                    origins.append(names[name][0])
                    keys.setdefault(start, (names[name][1],))
    if not origins:
        return None
    return Heads(people or max(origins, key=origins.count), keys, {}, max(map(width, rows)))
