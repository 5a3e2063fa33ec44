"""The yearly reviews of all partners at a glance: opened, answered, due; nobody is named."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Literal

from generator.checks.words import count
from generator.documents.french.dates import numeric_date
from generator.obligations import deadlines, mcp_deadlines
from generator.obligations.deadlines import Standing
from generator.obligations.mcp_deadlines import McpStanding
from generator.obligations.reviews import answer_by, last_done
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES, Family
from generator.store.schema.acts import Decisions, Review
from generator.store.schema.partner import Convention

State = Literal["faite", "ouverte", "a-ouvrir", "plus-tard"]
STATES: dict[State, str] = {
    "faite": "faite",
    "ouverte": "en attente de réponse",
    "a-ouvrir": "à ouvrir",
    "plus-tard": "pas encore à faire",
}
_BAR = 24
_WIDEST = 46


@dataclass(frozen=True)
class Row:
    """The review of one convention in force. `partner` is the partner's id, `name` its name.

    `opened` is the day the waiting review was opened, and `reply` the last day to answer it; `answered` the day of the last review done, and
    `decisions` its counts; `due` the last day for the next one, None when it is not known. A review is
    « faite » until the next one is announced; « plus-tard »: the first one is not announced yet.
    """

    partner: str
    name: str
    family: Family
    opened: date | None
    reply: date | None
    answered: date | None
    due: date | None
    state: State
    late: bool
    decisions: Decisions | None


def rows(dataset: Dataset, day: date) -> list[Row]:
    """One row for each convention in force on `day` of the partners followed, the most pressing first."""
    found = [
        row
        for key, entry in dataset.partners.items()
        if entry.record.statut == "actif"
        for row in _rows(key, dataset, day)
    ]
    settled = ("faite", "plus-tard")
    return sorted(found, key=lambda row: (row.state in settled, not row.late, row.due or date.max, row.partner, row.family))  # fmt: skip


def of_partner(key: str, dataset: Dataset, day: date) -> list[Row]:
    """The rows of the partner `key`, in the order of its file."""
    return list(_rows(key, dataset, day))


def reply_by(key: str, family: Family, dataset: Dataset, day: date) -> date:
    """The last day to answer the review of `key` as asked on `day`: the one first given, unless it is past."""
    row = next((row for row in _rows(key, dataset, day) if row.family == family), None)
    if row and row.reply and row.reply >= day:
        return row.reply
    return answer_by(day, row.due if row else None)


def table(rows: Sequence[Row]) -> str:
    """The rows and a bar for the total, as plain French text."""
    if not rows:
        return "Aucune convention en cours : il n'y a pas de revue à suivre."
    called = sum(row.state != "plus-tard" for row in rows)
    done = sum(row.state == "faite" for row in rows)
    late = sum(row.late for row in rows)
    filled = _BAR * done // (called or 1)
    bar = f"[{'█' * filled}{'░' * (_BAR - filled)}]"
    waiting = sum(row.state == "ouverte" for row in rows)
    said = [f"{count(done, 'faite', 'faites')} sur {called}", f"{count(waiting, 'réponse attendue', 'réponses attendues')}"]  # fmt: skip
    if late:
        said.append(f"{late} en retard")
    return "\n".join([f"Revues des habilitations {bar} {', '.join(said)}", "", *_lines(rows)])


def _lines(rows: Sequence[Row]) -> Iterator[str]:
    heads = (
        "Partenaire",
        "Convention",
        "Ouverte le",
        "Réponse attendue le",
        "Réponse le",
        "Au plus tard le",
        "État",
    )
    cells = [heads, *(_cells(row) for row in rows)]
    widths = [min(_WIDEST, max(len(line[at]) for line in cells)) for at in range(len(heads))]
    for line in cells:
        yield "  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip()  # fmt: skip


def _cells(row: Row) -> tuple[str, ...]:
    state = STATES[row.state] + (", en retard" if row.late else "")
    return row.partner, FAMILIES[row.family], _day(row.opened), _day(row.reply), _day(row.answered), _day(row.due), state  # fmt: skip


def _day(day: date | None) -> str:
    return numeric_date(day) if day else "–"


def _rows(key: str, dataset: Dataset, day: date) -> Iterator[Row]:
    record = dataset.partners[key].record
    current = (record.convention_des_annexes, record.convention_des_pieces)
    standings: list[Standing | McpStanding] = [
        *deadlines.standings(record, dataset.templates, day),
        *mcp_deadlines.standings(record, dataset.templates, day),
    ]
    for standing in standings:
        begun = standing.term.start
        if standing.index not in current or standing.term.ended or (begun and begun > day):
            continue
        reviews = _reviews(standing.convention)
        duty = next((each for each in standing.obligations if each.code == "revue"), None)
        waiting = [review.ouverte_le for review in reviews if review.date is None]
        done = last_done(reviews, day)
        coming = duty is None or duty.due is None or duty.state == "a-venir"
        state: State = (
            "ouverte" if waiting else "a-ouvrir" if not coming else "faite" if done else "plus-tard"
        )
        due = duty.due if duty else None
        opened = waiting[-1] if waiting else None
        reply = answer_by(opened, due) if opened else None
        late = (duty is not None and duty.state == "en-retard") or (
            reply is not None and reply < day
        )
        yield Row(
            key, record.nom, standing.convention.famille, opened, reply, done[0] if done else None, due,
            state, late, reviews[done[1]].decisions if done else None,
        )  # fmt: skip


def _reviews(convention: Convention) -> Sequence[Review]:
    if convention.famille == "cooperation":
        return convention.revues
    return convention.contrat.revues if convention.contrat else ()
