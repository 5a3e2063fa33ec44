"""The people of a Word annexe, whoever typed it: tables by their heads or their controls, else lines.

A value belongs to the row it stands in. Its column says what it is, and the name of its control where the
column cannot: a row moved from the other list, a cell merged, a head erased.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from generator.documents.forms import NOBODY, TRANSMITTED, Form, People
from generator.intake.answers import Cell
from generator.intake.cleaning.reading import is_empty, tidy
from generator.intake.readers import columns, lines, titles, word_rows
from generator.intake.readers.annexe import Annexe
from generator.intake.readers.titles import Title
from generator.intake.readers.word_rows import Heads, Keys, PlacedRow
from generator.intake.readers.word_text import Block, Box, Grid, Passage


def read(form: Form, content: Sequence[Block]) -> Annexe:
    """The annexe that `form` describes, in the text of a Word file."""
    annexe = Annexe(form)
    _Reader(annexe).read(content)
    return annexe


_NOTHING = Cell("", "")


class _Reader:
    def __init__(self, annexe: Annexe) -> None:
        self._annexe = annexe
        self._form = annexe.form
        form = self._form
        self._names = {name: (people, field.key) for name, people, field in form.aliases()}
        self._choices = {
            each.key for people in form.lists for each in people.fields if each.kind == "choix"
        }
        self._shared: dict[str, Cell] = {}
        """What the title of a table says of everybody in it."""
        self._heads: dict[str, Heads] = {}
        self._tables = 0
        self._passages = 0

    def read(self, content: Sequence[Block]) -> None:
        """Read passages and tables in their order."""
        for block in content:
            if isinstance(block, Passage):
                self._passages += bool(tidy(block.text))
                self._passage(block, f"paragraphe {self._passages}")
            else:
                self._tables += 1
                self._table(block, f"tableau {self._tables}")

    # Passages

    def _passage(self, passage: Passage, place: str) -> None:
        text = passage.text
        if not tidy(text) or self._found_date(text, passage.within(TRANSMITTED.label), place):
            return
        known = [name for name in passage.names if name in self._names]
        fields = {self._names[name][1] for name in known}
        self._shared = {}
        if known and fields <= self._choices:
            self._shared = {
                self._names[name][1]: Cell(passage.within(name), place) for name in known
            }
        elif known:
            self._listed(passage, known, place)
        elif not self._title(text, place):
            self._line(text, place)

    def _title(self, text: str, place: str) -> bool:
        """Whether the text is a title; what stands after it on its line is read too."""
        match self._annexe.opened(text):
            case None:
                return False
            case Title() as title:
                self._annexe.has(title.people)
                if title.rest:
                    self._line(title.rest, place)
        return True

    def _found_date(self, text: str, within: str, place: str) -> bool:
        """Whether the text is the date of transmission; `within` is what its control holds."""
        found = (titles.sent(line) for line in text.split("\n"))
        said = next((day for day in found if day is not None), None)
        self._annexe.dated(within or said or "", place)
        return bool(within) or said is not None

    def _line(self, text: str, place: str) -> None:
        if self._annexe.elsewhere or is_empty(text) or tidy(text).rstrip(".") == NOBODY.rstrip("."):
            return
        if self._annexe.people is None or self._form.in_tables:
            if "@" in text:
                self._annexe.left(place, text)
            return
        values = lines.person(text, self._annexe.people)
        # Under a table, a name is a signature or a wish: taken for a row, it could close an access.
        if values and self._annexe.people.key not in self._heads:
            cells = {key: Cell(value, place) for key, value in values.items()}
            self._annexe.keep(self._annexe.people, cells, place)
        elif not text.lstrip().startswith(("*", "(*")):  # the annexe's own footnote
            self._annexe.left(place, text)

    def _listed(self, passage: Passage, known: Sequence[str], place: str) -> None:
        """A person in a list, whose values have controls; a value typed beside them is read by the line."""
        people = self._annexe.people or self._names[known[0]][0]
        asked = {field.key for field in people.fields}
        cells = {
            key: Cell(passage.within(name).strip(), place)
            for name in known
            if (key := self._names[name][1]) in asked
        }
        if not _says_something(cells):
            self._line(passage.outside, place)
            return
        beside, others = lines.known(lines.unlabelled(passage.outside), people)
        cells |= {
            key: Cell(value, place)
            for key, value in beside.items()
            if key not in cells or not cells[key].raw
        }
        self._annexe.keep(people, cells, place)
        for part in others:
            self._annexe.left(place, part)

    # Tables

    def _table(self, grid: Grid, table: str) -> None:
        placed = zip(grid.rows, grid.skipped, strict=True)
        rows = [word_rows.placed(row, skipped) for row, skipped in placed]
        heads = None
        if not any(map(self._is_header, rows)):
            if columns.is_header([row[min(row)].text for row in rows if row], self._form):
                rows = word_rows.turned(rows)
            else:
                heads = self._heads_without_words(rows)
        above: dict[int, str] = {}
        for number, row in enumerate(rows, 1):
            place = f"{table}, ligne {number}"
            if self._is_header(row):
                heads = self._heads_of(row, rows, place)
            elif heads is None or self._is_title_row(row):
                self._loose(row, place)
                if heads and self._annexe.people:
                    heads = replace(heads, people=self._annexe.people)
                continue
            elif not self._annexe.elsewhere:
                above = {
                    start: above.get(start, "") if box.continues else box.text
                    for start, box in row.items()
                }
                self._person(row, above, heads, place)
            self._tables_within(row)

    def _tables_within(self, row: PlacedRow) -> None:
        for box in row.values():
            self.read([block for block in box.blocks if isinstance(block, Grid)])

    def _heads_of(self, row: PlacedRow, rows: Sequence[PlacedRow], place: str) -> Heads:
        words = word_rows.words(row)
        told = "role" in map(columns.kind, words) or not tidy(words[0])
        people = self._annexe.list_under(words, place, told=told)
        heads = self._heads[people.key] = word_rows.heads_by_words(row, rows, people)
        if not self._annexe.elsewhere:
            self._annexe.has(people)
        return heads

    def _heads_without_words(self, rows: Sequence[PlacedRow]) -> Heads | None:
        """The columns of a table by its controls, or because it goes on with the table before."""
        if heads := word_rows.heads_by_names(rows, self._names, self._annexe.people):
            self._annexe.has(heads.people)
            return heads
        before = self._heads.get(self._annexe.people.key) if self._annexe.people else None
        if before and before.width > 1 and all(map(before.of, rows)):
            return before
        return None

    def _is_header(self, row: PlacedRow) -> bool:
        return not self._is_ours(row) and columns.is_header(word_rows.words(row), self._form)

    def _is_ours(self, row: PlacedRow) -> bool:
        """Whether the row holds a control for a person."""
        return any(name in self._names for box in row.values() for name in box.names)

    def _is_title_row(self, row: PlacedRow) -> bool:
        said = [box.text for box in row.values() if tidy(box.text)]
        if len(said) != 1 or self._is_ours(row):
            return False
        return len(row) == 1 or titles.people(said[0], self._form) is not None

    def _loose(self, row: PlacedRow, place: str) -> None:
        """A row without columns: read as text is, its cells as the parts of a line."""
        boxes = list(row.values())
        if len(boxes) == 1:
            self.read(boxes[0].blocks)
            return
        filled = [box.text for box in boxes if tidy(box.text)]
        line = "\t".join(filled)
        said = self._found_date(line, "", place) or (len(filled) < 2 and self._title(line, place))
        if filled and not said:
            self._line(line, place)
        self._tables_within(row)

    def _person(self, row: PlacedRow, above: Mapping[int, str], heads: Heads, place: str) -> None:
        people = heads.people
        named = [self._names[name][0] for box in row.values() for name in box.names if name in self._names]  # fmt: skip
        moved = bool(named) and all(origin is not people for origin in named)
        home = self._heads.get(named[0].key) if moved else heads
        by_column = home.of(row) if home else {}
        cells: dict[str, Cell] = {}
        for start, box in row.items():
            for key, text in self._values(box, above[start], by_column.get(start, ()), place):
                if key == "role":
                    people = self._role(text, place) or people
                elif key in cells or not any(field.key == key for field in people.fields):
                    self._annexe.left(place, text, heads.words.get(start, ""))
                else:
                    cells[key] = Cell(text, place)
        if _says_something(cells):
            asked = {key for keys in by_column.values() for key in keys}
            absent = {field.key: Cell("", place) for field in people.fields if field.key in asked}
            # An équipement says where it is.
            at = {} if cells.get("equipement", _NOTHING).raw.strip() else self._shared
            self._annexe.keep(people, at | absent | cells, place)

    def _values(self, box: Box, text: str, keys: Keys, place: str) -> Iterator[tuple[str, str]]:
        """(field, raw text) for each value of a cell; "" for what has none."""
        names = list(dict.fromkeys(name for name in box.names if name in self._names))
        if len(names) > 1:
            for name in names:
                within = "".join(passage.within(name) for passage in box.passages)
                yield self._names[name][1], within.strip()
            if left := tidy("".join(passage.outside for passage in box.passages)):
                yield "", left
            return
        by_name = self._names[names[0]][1] if names else ""
        if len(keys) == 2:
            yield from self._annexe.parted(text, keys, place)
        elif keys:
            if by_name and tidy(text) and by_name not in keys:
                self._annexe.note(place, f"« {tidy(text)} » a été placé dans une autre colonne que la sienne ; la colonne est suivie.")  # fmt: skip
            yield keys[0], text
        elif tidy(text):
            yield by_name or "role" * bool(titles.people(text, self._form)), text

    def _role(self, text: str, place: str) -> People | None:
        title = titles.people(text, self._form)
        if title is None and tidy(text):
            self._annexe.left(place, text)
        return title.people if title else None


def _says_something(cells: Mapping[str, Cell]) -> bool:
    """Whether a row is about somebody: it holds words, more than « Néant »."""
    text = tidy(" ".join(cell.raw for cell in cells.values()))
    return re.search(r"[\w☒]", text) is not None and text.rstrip(".") != NOBODY.rstrip(".")
