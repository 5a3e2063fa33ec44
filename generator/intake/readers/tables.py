"""The people of a workbook or of a text table: by the heads of their columns, in any order.

A workbook that greffe made is read by its sheets; any other by the titles and heads that it has.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from generator.documents.forms import ANNEXE_1, ANNEXE_2, FORMS, Form, Forms, People
from generator.documents.sheet_pages import CHOICES, GUIDE
from generator.errors import GreffeError
from generator.intake.answers import Answers, Cell
from generator.intake.cleaning.reading import tidy
from generator.intake.readers import columns, recognition, titles
from generator.intake.readers.annexe import Annexe
from generator.intake.readers.columns import fold
from generator.intake.readers.grids import Grid, Line

MAX_LINES = 5_000

_CHOICE = re.compile(r"(?:listes?|statuts?|etats?)(?: de l acces| du compte)?")
"""A column, besides « role », whose cells may say in which list each person is."""
_GUIDE, _CHOICES = fold(GUIDE), fold(CHOICES)


def read(
    file: str,
    grids: Sequence[Grid],
    properties: Mapping[str, str],
    notes: Sequence[str] = (),
    forms: Forms = FORMS,
) -> tuple[Answers, ...]:
    """What the grids of `file` say: one of `forms`, or several when it holds several annexes.

    Raises GreffeError when a cell is computed, or when nothing in them looks like an annexe.
    """
    if sum(len(grid.lines) for grid in grids) > MAX_LINES:
        raise GreffeError(f"« {file} » a plus de {MAX_LINES} lignes : ce n'est pas une annexe. Vérifiez que c'est le bon fichier.")  # fmt: skip
    for grid in grids:
        if grid.formulas:
            raise GreffeError(f"« {file} », {grid.formulas[0]} : une formule tient lieu de valeur. Remplacez-la par ce qu'elle affiche (copier, puis « collage spécial : valeurs »).")  # fmt: skip
    said = recognition.said(file, properties.get("greffe.formulaire"), forms)
    found = []
    for form in [said] if said else _guessed(file, grids, forms):
        annexe = Annexe(form)
        reader = _Reader(annexe, ours=said is not None)
        for grid in grids:
            reader.read(grid)
        if annexe.rows:
            found.append(annexe)
    if not found:
        raise GreffeError(f"« {file} » : aucune ligne de titres n'est reconnue (Nom, Prénom(s), Adresse électronique…). Remettez-la au-dessus des personnes, ou reprenez le formulaire de la Caf.")  # fmt: skip
    if said is None:
        notes = (*notes, "Le fichier n'est pas un formulaire de greffe : il est lu par les titres de ses colonnes.")  # fmt: skip
    return tuple(annexe.answers(file, properties, notes) for annexe in found)


def _guessed(file: str, grids: Sequence[Grid], forms: Forms) -> list[Form]:
    """The forms that titles announce, or columns; columns that announce none announce annexe 1."""
    rows = [_filled(line) for grid in grids for line in grid.lines]
    texts = [grid.title for grid in grids]
    texts += [cells[0].raw for cells in rows if len(cells) == 1]
    texts += [text for grid in grids for text in _choices(grid)]
    if found := recognition.by_titles(file, texts, forms):
        return found
    heads = ([cell.raw for cell in cells] for cells in rows)
    said = [file, *texts, *(cell.raw for cells in rows if len(cells) == 2 for cell in cells)]
    return recognition.by_columns(file, heads, said, forms) or [ANNEXE_1]


def _choices(grid: Grid) -> list[str]:
    """What the cells of a table that say a role say."""
    heads = next((line for line in grid.lines if _is_header(line, ANNEXE_2)), None)
    if heads is None:
        return []
    chosen = [column for column, cell in heads.cells.items() if _is_choice(cell.raw)]
    return [line.raw(column) for line in grid.lines if line is not heads for column in chosen]


@dataclass(frozen=True)
class _Heads:
    """The head of a table. `people`: the list under it when its lines do not say theirs."""

    words: Mapping[int, str]
    people: People
    _known: dict[str, dict[int, tuple[str, ...]]] = field(default_factory=dict)

    def keys(self, people: People) -> dict[int, tuple[str, ...]]:
        """The fields of `people` in each column."""
        if people.key not in self._known:
            found = columns.fields(list(self.words.values()), people)
            self._known[people.key] = dict(zip(self.words, found, strict=True))
        return self._known[people.key]


class _Reader:
    """Reads sheets into `annexe`; `ours`: greffe made the file."""

    def __init__(self, annexe: Annexe, *, ours: bool) -> None:
        self._annexe = annexe
        self._form = annexe.form
        self._ours = ours

    def read(self, grid: Grid) -> None:
        """Read the lines of a sheet."""
        self._annexe.people, self._annexe.elsewhere = None, False
        if fold(grid.title) == _CHOICES:
            return
        if fold(grid.title) == _GUIDE:
            for line in grid.lines:
                self._found_date(_filled(line))
            return
        self._annexe.opened(grid.title)
        ours = self._ours and self._annexe.people is not None
        heads: _Heads | None = None
        for line in grid.lines:
            filled = _filled(line)
            if not filled:
                continue
            if heads and ours:
                self._person(heads, line)
            elif ours or _is_header(line, self._form):
                heads = self._heads(line)
            elif self._found_date(filled) or (len(filled) == 1 and self._said(filled[0].raw)):
                if heads and self._annexe.people:
                    heads = _Heads(heads.words, self._annexe.people)
            elif self._annexe.elsewhere:
                continue
            elif heads:
                self._person(heads, line)
            elif any("@" in cell.raw for cell in filled):
                self._left(line, line.cells)

    def _said(self, text: str) -> bool:
        """Whether the text is a title, or the annexe's own footnote."""
        return self._annexe.opened(text) is not None or text.lstrip().startswith("*")

    def _found_date(self, filled: Sequence[Cell]) -> bool:
        """Whether the cells hold the date of transmission: after its label, or in the next cell."""
        for cell, after in zip(filled, [*filled[1:], None], strict=True):
            day = titles.sent(cell.raw)
            if day is not None:
                if day:
                    self._annexe.dated(day, cell.place)
                elif after:
                    self._annexe.dated(after.raw, after.place)
                return True
        return False

    def _heads(self, line: Line) -> _Heads:
        words = {column: cell.raw for column, cell in line.cells.items() if tidy(cell.raw)}
        told = any(map(_is_choice, words.values()))
        heads = _Heads(words, self._people(list(words.values()), line.place, told=told))
        if self._annexe.elsewhere:
            return heads
        if not told:
            self._annexe.has(heads.people)
        unread = [
            tidy(words[column])
            for column, keys in heads.keys(heads.people).items()
            if not keys and not _is_choice(words[column])
        ]
        if unread:
            shown = ", ".join(f"« {word} »" for word in unread)
            self._annexe.note(
                line.place,
                f"l'annexe ne demande pas ces colonnes, qui ne sont pas lues : {shown}.",
            )
        return heads

    def _people(self, words: Sequence[str], place: str, *, told: bool) -> People:
        if self._ours and self._annexe.people:
            return self._annexe.people
        return self._annexe.list_under(words, place, told=told)

    def _person(self, heads: _Heads, line: Line) -> None:
        people = self._said_people(heads, line) or heads.people
        cells: dict[str, Cell] = {}
        for column, keys in heads.keys(people).items():
            cell = line.cells.get(column) or Cell("", line.place)
            if len(keys) == 2:
                parted = self._annexe.parted(cell.raw, keys, line.place)
                cells |= {key: Cell(text, cell.place) for key, text in parted}
            elif keys and keys != ("role",):
                cells[keys[0]] = cell
        self._left(line, {*line.cells} - {*heads.words})
        if any(tidy(cell.raw) for cell in cells.values()):
            self._annexe.keep(people, cells, line.place)

    def _said_people(self, heads: _Heads, line: Line) -> People | None:
        """The list that a cell of the line names."""
        found = None
        for column, word in heads.words.items():
            if _is_choice(word) and (said := tidy(line.raw(column))):
                if title := titles.people(said, self._form):
                    found = title.people
                else:
                    self._annexe.note(
                        line.place,
                        f"« {said} » ne dit pas de quelle liste est la personne ; elle est lue dans « {heads.people.short} ».",
                    )
        return found

    def _left(self, line: Line, columns: Iterable[int]) -> None:
        if texts := [text for column in sorted(columns) if (text := tidy(line.raw(column)))]:
            self._annexe.left(line.place, ", ".join(texts))


def _filled(line: Line) -> list[Cell]:
    return [cell for _, cell in sorted(line.cells.items()) if tidy(cell.raw)]


def _is_header(line: Line, form: Form) -> bool:
    return columns.is_header([cell.raw for cell in line.cells.values()], form)


def _is_choice(head: str) -> bool:
    return columns.kind(head) == "role" or _CHOICE.fullmatch(fold(head)) is not None
