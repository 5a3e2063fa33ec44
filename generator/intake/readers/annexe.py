"""What is read so far of an annexe, whatever its file: where in it the reader stands, who is in its lists,
and what has found no place.
"""

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from generator.documents.forms import ANNEXE_1, Form, People
from generator.intake.answers import Answers, Cell, Row
from generator.intake.cleaning.reading import tidy
from generator.intake.readers import columns, lines, titles
from generator.intake.readers.titles import Document, Title

_SHOWN = 300


class Annexe:
    """What is read of the annexe that `form` describes.

    `people` is the list under the last title; `elsewhere` says that this title opens another document.
    """

    def __init__(self, form: Form) -> None:
        self.form = form
        self.people: People | None = None
        self.elsewhere = False
        self.transmitted: Cell | None = None
        self.rows: dict[str, list[Row]] = {}
        self.notes: list[str] = []

    def opened(self, text: str) -> Document | Title | None:
        """The title that `text` is, if it is one: what follows belongs to what it opens."""
        if document := titles.document(text):
            self.people, self.elsewhere = None, document.name != self.form.document
            return document
        # The roles of annexe 2 are those of annexe 3 too, which is the Caf's.
        closed = self.elsewhere and self.form is not ANNEXE_1
        title = None if closed else titles.people(text, self.form)
        if title:
            self.people, self.elsewhere = title.people, False
        return title

    def dated(self, day: str, place: str) -> None:
        """Take in a date of transmission, unless it is another document's; the first one stands."""
        if tidy(day) and not self.elsewhere and self.transmitted is None:
            self.transmitted = Cell(tidy(day), place)

    def list_under(self, heads: Sequence[str], place: str, *, told: bool) -> People:
        """The list of a table with such heads: that of the title, else the one that its columns announce.

        With `told`, something else in the table says in which list each person is.
        """
        closing = columns.is_closing(heads)
        if self.people and not (closing and self.people.key == "ouverts"):
            return self.people
        known = {people.key: people for people in self.form.lists}
        found = known.get("clos" if closing else "ouverts", self.form.lists[0])
        if not told and not self.elsewhere and len(known) > 1:
            self.note(place, f"liste reconnue à ses seules colonnes, lue comme « {found.short} ».")
        return found

    def has(self, people: People) -> None:
        """Say that the file has this list, even with nobody in it."""
        self.rows.setdefault(people.key, [])

    def keep(self, people: People, cells: Mapping[str, Cell], place: str) -> None:
        """Add a person to a list."""
        self.rows.setdefault(people.key, []).append(Row(cells, place))

    def parted(self, text: str, keys: Sequence[str], place: str) -> Iterator[tuple[str, str]]:
        """Name and first name written in one cell, in the order of `keys`; the whole as a name when it is not sure."""
        name, first_name = lines.split_name(text, " ".join(keys))
        yield "nom", name
        if first_name is not None:
            yield "prenom", first_name
        elif tidy(text):
            self.note(place, f"nom et prénom sont à séparer dans « {tidy(text)} ».")

    def left(self, place: str, text: str, head: str = "") -> None:
        """Say that `text`, found under `head`, is nowhere in the lists."""
        column = f" (colonne « {head} »)" if head else ""
        shown = tidy(textwrap.shorten(text, _SHOWN, placeholder=" […]"))
        self.note(f"{place}{column}", f"« {shown} » n'est repris nulle part.")

    def note(self, place: str, said: str) -> None:
        """Keep a remark on the file."""
        self.notes.append(f"{place[:1].upper()}{place[1:]} : {said}")

    def answers(
        self,
        file: str,
        properties: Mapping[str, str],
        notes: Sequence[str],
        word: bytes | None = None,
    ) -> Answers:
        """What the `file` says, with what it says of itself in its `properties`."""
        return Answers(
            file=file,
            form=self.form.id,
            partner=properties.get("greffe.partenaire"),
            template=properties.get("greffe.modele"),
            base=properties.get("greffe.base"),
            transmitted=self.transmitted,
            lists={key: tuple(rows) for key, rows in self.rows.items()},
            notes=(*notes, *self.notes),
            word=word,
        )
