"""The people of a workbook or of a text table: by the heads of their columns, in any order.

A workbook that greffe made is read by its sheets; any other by the titles and heads that it has.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from generator.documents.forms import ANNEXE_1, FORMS, TRANSMITTED, Form, People
from generator.documents.sheet import GUIDE
from generator.errors import GreffeError
from generator.intake.answers import Answers, Cell, Row
from generator.intake.cleaning.reading import tidy
from generator.intake.readers import columns, lines, titles
from generator.intake.readers.columns import fold
from generator.intake.readers.grids import Grid, Line

MAX_LINES = 5_000

_CHOICE = re.compile(r"(?:listes?|statuts?|etats?)(?: de l acces| du compte)?")
"""A column, besides « role », whose cells may say in which list each person is."""
_SENT = re.compile(rf"(?:{fold(TRANSMITTED.label)}|transmise? le)\b.*")
_GUIDE = fold(GUIDE)


def read(
    file: str, grids: Sequence[Grid], properties: Mapping[str, str], notes: Sequence[str] = ()
) -> tuple[Answers, ...]:
    """What the grids of `file` say: one form, or several when it holds several annexes.

    Raises GreffeError when a cell is computed, or when nothing in them looks like an annexe.
    """
    if sum(len(grid.lines) for grid in grids) > MAX_LINES:
        raise GreffeError(f"« {file} » a plus de {MAX_LINES} lignes : ce n'est pas une annexe. Vérifiez que c'est le bon fichier.")  # fmt: skip
    for grid in grids:
        if grid.formulas:
            raise GreffeError(f"« {file} », {grid.formulas[0]} : une formule tient lieu de valeur. Remplacez-la par ce qu'elle affiche (copier, puis « collage spécial : valeurs »).")  # fmt: skip
    said = FORMS.get(properties.get("greffe.formulaire", ""))
    found = []
    for form in [said] if said else _guessed(grids):
        annexe = _Annexe(form, ours=said is not None)
        for grid in grids:
            annexe.read(grid)
        if annexe.rows:
            found.append(annexe)
    if not found:
        raise GreffeError(f"« {file} » : aucune ligne de titres n'est reconnue (Nom, Prénom(s), Adresse électronique…). Remettez-la au-dessus des personnes, ou reprenez le formulaire de la Caf.")  # fmt: skip
    return tuple(
        Answers(
            file=file,
            form=annexe.form.id,
            partner=properties.get("greffe.partenaire"),
            template=properties.get("greffe.modele"),
            base=properties.get("greffe.base"),
            transmitted=annexe.transmitted,
            lists={key: tuple(rows) for key, rows in annexe.rows.items()},
            notes=(*notes, *annexe.notes),
        )
        for annexe in found
    )


def _guessed(grids: Sequence[Grid]) -> list[Form]:
    """The forms that titles announce; columns alone announce annexe 1."""
    texts = [grid.title for grid in grids]
    for grid in grids:
        filled = [_filled(line) for line in grid.lines]
        texts += [cells[0].raw for cells in filled if len(cells) == 1]
        texts += [cell.raw for line in grid.lines for cell in _choices(grid, line)]
    return titles.guess(texts) or [ANNEXE_1]


def _choices(grid: Grid, line: Line) -> list[Cell]:
    """The cells of a line that say a role."""
    heads = next((each for each in grid.lines if _is_header(each)), None)
    if heads is None or line is heads:
        return []
    chosen = (column for column, cell in heads.cells.items() if _is_choice(cell.raw))
    return [line.cells[column] for column in chosen if column in line.cells]


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


class _Annexe:
    """What is read so far of the annexe that `form` describes; `ours`: greffe made the file."""

    def __init__(self, form: Form, *, ours: bool) -> None:
        self.form = form
        self.transmitted: Cell | None = None
        self.rows: dict[str, list[Row]] = {}
        self.notes: list[str] = []
        self._ours = ours
        self._people: People | None = None
        self._elsewhere = False
        if not ours:
            self.notes.append(
                "Le fichier n'est pas un formulaire de greffe : il est lu par les titres de ses colonnes."
            )

    def read(self, grid: Grid) -> None:
        """Read the lines of a sheet."""
        self._people, self._elsewhere = None, False
        if fold(grid.title) == _GUIDE:
            for line in grid.lines:
                self._found_date(_filled(line))
            return
        self._opens(grid.title)
        ours = self._ours and self._people is not None
        heads: _Heads | None = None
        for line in grid.lines:
            filled = _filled(line)
            if not filled:
                continue
            if heads and ours:
                self._person(heads, line)
            elif _is_header(line):
                heads = self._heads(line, grid)
            elif self._found_date(filled) or (len(filled) == 1 and self._said(filled[0].raw)):
                if heads and self._people:
                    heads = _Heads(heads.words, self._people)
            elif self._elsewhere:
                continue
            elif heads:
                self._person(heads, line)
            elif any("@" in cell.raw for cell in filled):
                self._lost(line.place, filled)

    def _said(self, text: str) -> bool:
        """Whether the text is a title, or the annexe's own footnote."""
        return self._opens(text) or text.lstrip().startswith("*")

    def _opens(self, text: str) -> bool:
        if opened := titles.document(text):
            self._elsewhere = opened.form is not self.form
            self._people = None
            return True
        title = titles.people(text, self.form)
        if title and title.people:
            self._people, self._elsewhere = title.people, False
            return True
        return False

    def _found_date(self, filled: Sequence[Cell]) -> bool:
        for cell, after in zip(filled, [*filled[1:], None], strict=True):
            if _SENT.fullmatch(fold(cell.raw)):
                same = tidy(cell.raw.partition(":")[2])
                if not self._elsewhere and self.transmitted is None:
                    self.transmitted = Cell(same, cell.place) if same else after
                return True
        return False

    def _heads(self, line: Line, grid: Grid) -> _Heads:
        words = {column: cell.raw for column, cell in line.cells.items() if tidy(cell.raw)}
        choices = [word for word in words.values() if _is_choice(word)]
        heads = _Heads(words, self._list_of(list(words.values()), line.place, bool(choices)))
        if self._elsewhere:
            return heads
        if not choices:
            self.rows.setdefault(heads.people.key, [])
        unread = [
            tidy(words[column])
            for column, keys in heads.keys(heads.people).items()
            if not keys and not _is_choice(words[column])
        ]
        if unread:
            where = f"Feuille « {grid.title} »" if grid.title else f"Ligne {line.place.rpartition(' ')[2]}"  # fmt: skip
            shown = ", ".join(f"« {word} »" for word in unread)
            self.notes.append(
                f"{where} : l'annexe ne demande pas ces colonnes, qui ne sont pas lues : {shown}."
            )
        return heads

    def _list_of(self, words: Sequence[str], place: str, chosen: bool) -> People:
        """The list under a title, else the one that such columns announce."""
        closing = columns.is_closing(words)
        opened = self._people
        if opened and (self._ours or not (closing and opened.key == "ouverts")):
            return opened
        known = {people.key: people for people in self.form.lists}
        found = known.get("clos" if closing else "ouverts", self.form.lists[0])
        if not chosen and not self._elsewhere:
            self.notes.append(
                f"{_capital(place)} : liste reconnue à ses seules colonnes, lue comme « {found.short} »."
            )
        return found

    def _person(self, heads: _Heads, line: Line) -> None:
        people = heads.people
        for column, word in heads.words.items():
            if _is_choice(word) and (said := tidy(line.raw(column))):
                title = titles.people(said, self.form)
                if title and title.people:
                    people = title.people
                else:
                    self.notes.append(
                        f"{_capital(line.place)} : « {said} » ne dit pas de quelle liste est la personne ; elle est lue dans « {people.short} »."
                    )
        cells: dict[str, Cell] = {}
        for column, keys in heads.keys(people).items():
            cell = line.cells.get(column) or Cell("", line.place)
            if len(keys) == 2:
                name, first_name = lines.split_name(cell.raw, " ".join(keys))
                cells["nom"] = Cell(name, cell.place)
                if first_name is not None:
                    cells["prenom"] = Cell(first_name, cell.place)
            elif keys and keys != ("role",):
                cells[keys[0]] = cell
        beside = [cell for column, cell in line.cells.items() if column not in heads.words and tidy(cell.raw)]  # fmt: skip
        if beside:
            self._lost(line.place, beside)
        if any(tidy(cell.raw) for cell in cells.values()):
            self.rows.setdefault(people.key, []).append(Row(cells, line.place))

    def _lost(self, place: str, cells: Sequence[Cell]) -> None:
        shown = ", ".join(f"« {tidy(cell.raw)[:80]} »" for cell in cells)
        self.notes.append(
            f"{_capital(place)} : {shown} n'a pas de titre de colonne et n'est repris nulle part."
        )


def _filled(line: Line) -> list[Cell]:
    return [cell for _, cell in sorted(line.cells.items()) if tidy(cell.raw)]


def _is_header(line: Line) -> bool:
    raws = [cell.raw for cell in line.cells.values()]
    return columns.is_header(raws) and not any("@" in raw for raw in raws)


def _is_choice(head: str) -> bool:
    return columns.kind(head) == "role" or _CHOICE.fullmatch(fold(head)) is not None


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]
