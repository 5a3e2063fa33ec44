"""What a review sheet that came back says: a decision a line, whatever the file."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Literal

from generator.documents.forms import Form
from generator.documents.review_forms import (  # fmt: skip
    ANSWER,
    BY,
    CHANGE,
    CHANGEABLE,
    DECISION,
    KEEP,
    LINES,
    NEW,
    REMOVE,
    REVIEWED,
    UNCHANGED,
    UNKNOWN,
    YES,
)
from generator.documents.word.controls import CHECKED
from generator.intake.answers import Answers, Row
from generator.intake.cleaning import reading, rows
from generator.intake.cleaning.rows import Known, Line
from generator.intake.readers.columns import fold

Decision = Literal["garder", "retirer", "changer", "je ne sais pas", ""]
_SAID: Mapping[str, Decision] = {
    KEEP: "garder",
    REMOVE: "retirer",
    CHANGE: "changer",
    UNKNOWN: "je ne sais pas",
    "ne sait pas": "je ne sais pas",
    "ne sais pas": "je ne sais pas",
}
_TICKED = frozenset((YES, "x", "1", "vrai", "true"))


@dataclass(frozen=True)
class Said:
    """A line of the sheet: the access as it was shown, the decision ("" for none), what is new, raw.

    `odd` is a decision that is none of those offered, as it was written.
    """

    shown: Line
    decision: Decision
    new: Mapping[str, str]
    place: str
    odd: str = ""


@dataclass(frozen=True)
class Answer:
    """A sheet that came back. `unchanged`: the box « rien à changer » is ticked; `by` is who answered.

    `base` is the fingerprint of the list that the sheet shows, "" when it does not say; `sender` and `notes`
    are those of the file.
    """

    file: str
    base: str
    unchanged: bool
    by: str = ""
    lines: tuple[Said, ...] = ()
    sender: str | None = None
    notes: tuple[str, ...] = ()

    @property
    def blank(self) -> bool:
        """Whether the sheet came back as it went: nothing ticked, nothing decided."""
        return not self.unchanged and not any(line.decision or line.new or line.odd for line in self.lines)  # fmt: skip


def answer(answers: Answers, form: Form) -> Answer:
    """What `answers` says of the annexe 1 or the PJ3 `form`, of which it is the review sheet."""
    first = next(iter(answers.lists.get(ANSWER, ())), None)
    ticked = _raw(first, UNCHANGED) if first else ""
    return Answer(
        answers.file,
        answers.base or "",
        ticked == CHECKED or fold(ticked) in _TICKED,
        reading.tidy(_raw(first, BY)) if first else "",
        tuple(_lines(answers, form)),
        answers.sender,
        answers.notes,
    )


def _lines(answers: Answers, form: Form) -> Iterator[Said]:
    for row in answers.lists.get(LINES, ()):
        said = reading.tidy(_raw(row, DECISION))
        decision = _SAID.get(fold(said), "")
        new = {
            key: raw for key in CHANGEABLE[form.document] if (raw := _raw(row, NEW + key)) and _says(raw)
        }  # fmt: skip
        yield Said(
            _shown(answers, form, row), decision, new, row.place,
            "" if decision or reading.is_empty(said) else said,
        )  # fmt: skip


def _raw(row: Row, key: str) -> str:
    return row.cells[key].raw.strip() if key in row.cells else ""


def _says(raw: str) -> bool:
    """Whether a cell says something, if only that a value is to be emptied."""
    return not reading.is_empty(raw) or reading.is_erasure(raw)


def _shown(answers: Answers, form: Form, row: Row) -> Line:
    """The access as the sheet shows it, in the data's own writing."""
    key = REVIEWED[form.document]
    asked = {field.key for people in form.lists if people.key == key for field in people.fields}
    own = Row({name: cell for name, cell in row.cells.items() if name in asked}, row.place)
    alone = replace(answers, lists={key: (own,)}, transmitted=None)
    people = rows.clean(alone, form, Known()).lists[key]
    return people[0].values if people else {}
