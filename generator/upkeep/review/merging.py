"""The decisions of a review on the list in hand: the annexe 1, or the PJ3, that they make.

What changed since the sheet was made stays: somebody new is kept, somebody gone is not closed twice, and where
both changed the same value the one in hand stands unless the sheet is told to win.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal

from generator.checks.words import together
from generator.documents.forms import ANNEXE_1
from generator.documents.review_forms import KEEP, UNKNOWN
from generator.intake import comparison, users
from generator.intake.answers import Answers, Cell, Row
from generator.intake.cleaning import reading
from generator.intake.cleaning.rows import Line
from generator.intake.comparison import Pairing
from generator.upkeep.review.reading import Answer, Said
from generator.upkeep.review.subjects import Listed

Outcome = Literal["garder", "retirer", "changer", "ne_sait_pas", "sans_reponse"]
_SEAT = ("profil", "lieu", "equipement")
_PLACES = ("lieu", "equipement")
_UNASKED = "remplace"
"""What greffe itself notes of a line of a PJ3: no form asks it, so none may give it."""
_OUTCOMES: Mapping[str, Outcome] = {
    "garder": "garder",
    "retirer": "retirer",
    "changer": "changer",
    "je ne sais pas": "ne_sait_pas",
}


@dataclass(frozen=True)
class Reviewed:
    """An access in hand and what was decided of it; `new` are the raw values that replace its own.

    `entered`: asked for since the sheet was made, so nobody was asked about it.
    """

    line: Line
    outcome: Outcome
    new: Mapping[str, str] = field(default_factory=dict)
    place: str = ""
    entered: bool = False


@dataclass(frozen=True)
class Merged:
    """What a review decides of one list: `lines` in the order of the file, `notes` in French to be told.

    `answers` is the whole annexe 1 or PJ3 that this makes, as the partner would have sent it. `settled` are the
    decisions of the same day that the list in hand carries already.
    """

    listed: Listed
    lines: tuple[Reviewed, ...]
    notes: tuple[str, ...]
    answers: Answers
    settled: tuple[Outcome, ...] = ()

    @property
    def unanswered(self) -> int:
        """How many lines of the sheet nobody answered."""
        return _unanswered(self.lines)


def merge(listed: Listed, answer: Answer, day: date, *, wins: bool) -> Merged:
    """The decisions of `answer`, given on `day`, on the list in hand.

    `wins`: where the list changed since under the sheet's feet, the sheet's own change is taken.
    """
    notes: list[str] = []
    said, gone = _paired(listed, answer, notes)
    stale = bool(answer.base) and answer.base != listed.held.fingerprint
    lines = tuple(
        _reviewed(line, said.get(rank), answer, notes, stale=stale, wins=wins)
        for rank, line in enumerate(listed.lines)
    )
    for each in lines:
        if _is_another(each, listed):
            notes.append(f"{name(each.line)} ({each.place}) : les nouvelles valeurs sont celles d'une autre personne. Son accès est à clore, un autre est demandé.")  # fmt: skip
    settled = tuple(
        _OUTCOMES[each.decision] for each, line in gone if _closed_on(line) == day.isoformat() and each.decision in ("retirer", "changer")
    )  # fmt: skip
    return Merged(listed, lines, tuple(notes), _answers(listed, answer, lines, day), settled)


def answered(merged: Merged, listed: Listed) -> Mapping[int, str]:
    """Rank of an access in `listed`, the list that `merged` made -> what the next sheet shows as decided.

    A change is made already: what is decided of the access is to keep it.
    """
    said = {
        rank: each
        for rank, each in enumerate(merged.lines)
        if each.outcome in ("garder", "changer", "ne_sait_pas")
    }
    after = {rank: {**each.line, **each.new} for rank, each in said.items()}
    found = _pairing(listed)(after, dict(enumerate(listed.lines)))
    return {at: UNKNOWN if said[rank].outcome == "ne_sait_pas" else KEEP for rank, at in found.items()}  # fmt: skip


def _unanswered(lines: Sequence[Reviewed]) -> int:
    return sum(line.outcome == "sans_reponse" and not line.entered for line in lines)


def _closed_on(line: Line) -> str:
    return str(line.get("cloture_demandee_le") or line.get("cloture_le") or "")


def name(line: Line) -> str:
    """« Inès SAULE », and for a user of a service the profile and the place."""
    who = " ".join(str(line[key]) for key in ("prenom", "nom") if key in line)
    return ", ".join(filter(None, (who, *(str(line[key]) for key in _SEAT if key in line))))


def _pairing(listed: Listed) -> Pairing:
    return comparison.pairs if listed.form is ANNEXE_1 else users.pairs


def _is_another(reviewed: Reviewed, listed: Listed) -> bool:
    """Whether what is new makes an account of another person: nothing tells the line by any more."""
    seat = {key: value for key, value in reviewed.line.items() if key in _SEAT}
    after = {**reviewed.line, **reviewed.new, **seat}
    return not _pairing(listed)({0: after}, {0: reviewed.line})


def _paired(
    listed: Listed, answer: Answer, notes: list[str]
) -> tuple[dict[int, Said], list[tuple[Said, Line]]]:
    """Rank of an access in hand -> what the sheet says of it; and what it says of accesses closed already.

    Lines that are about no access are told.
    """
    pairs = _pairing(listed)
    shown = {rank: said.shown for rank, said in enumerate(answer.lines) if said.shown}
    found = pairs(shown, dict(enumerate(listed.lines)))
    closed = dict(enumerate(_closed(listed)))
    gone = pairs({rank: line for rank, line in shown.items() if rank not in found}, closed)
    request = "une nouvelle PJ3" if listed.form.service else "l'annexe 1"
    for rank, said in enumerate(answer.lines):
        if rank in found:
            continue
        if rank in gone:
            notes.append(f"{name(said.shown)} : l'accès est déjà clos, il n'y a rien à y faire.")
        elif said.shown:
            notes.append(f"{name(said.shown)} ({said.place}) : pas d'accès à ce nom dans la liste enregistrée ; la ligne n'est pas reprise. Une nouvelle personne se demande par {request}.")  # fmt: skip
        elif said.decision or said.new:
            notes.append(f"{said.place} : la ligne ne dit plus de qui il s'agit ; elle n'est pas reprise.")  # fmt: skip
    about = {at: answer.lines[rank] for rank, at in found.items()}
    return about, [(answer.lines[rank], closed[at]) for rank, at in gone.items()]


def _closed(listed: Listed) -> list[Line]:
    if listed.form is ANNEXE_1:
        return list(listed.held.lists["clos"])
    return [line for line in listed.held.lists[listed.key] if users.is_closed(line)]


def _reviewed(
    line: Line, said: Said | None, answer: Answer, notes: list[str], *, stale: bool, wins: bool
) -> Reviewed:
    if said is None:
        if answer.unchanged and not stale:
            return Reviewed(line, "garder")
        if stale:
            notes.append(f"{name(line)} : entré dans la liste depuis que la feuille a été faite ; l'accès reste, sans réponse.")  # fmt: skip
        return Reviewed(line, "sans_reponse", entered=stale)
    notes += _since(line, said, stale=stale)
    if said.odd:
        notes.append(f"{name(line)} ({said.place}) : « {said.odd} » n'est pas une décision ; l'accès reste, sans réponse.")  # fmt: skip
        return Reviewed(line, "sans_reponse", place=said.place)
    decided = said.decision or ("changer" if said.new else "garder" if answer.unchanged else "")
    if answer.unchanged and decided not in ("garder", ""):
        notes.append(f"{name(line)} ({said.place}) : « {decided} », alors que « rien à changer » est coché ; la décision de la ligne est suivie.")  # fmt: skip
    if decided == "changer":
        return _changed(line, said, notes, wins=wins)
    if decided in ("garder", "je ne sais pas") and said.new:
        notes.append(f"{name(line)} ({said.place}) : « {decided} », et pourtant de nouvelles valeurs sont écrites ; elles ne sont pas reprises, et l'accès reste, sans réponse.")  # fmt: skip
        return Reviewed(line, "sans_reponse", place=said.place)
    return Reviewed(line, _OUTCOMES.get(decided, "sans_reponse"), place=said.place)


def _changed(line: Line, said: Said, notes: list[str], *, wins: bool) -> Reviewed:
    """« Changer », and the values that may be: not those that changed otherwise since."""
    rivals = [
        key
        for key, raw in said.new.items()
        if _of(line, key) not in (_of(said.shown, key), reading.tidy(raw)) and not wins
    ]
    for key in rivals:
        notes.append(f"{name(line)} ({said.place}) : la feuille change « {_of(said.shown, key)} » en « {reading.tidy(said.new[key])} », mais la liste dit depuis « {_of(line, key)} », qui reste, sans réponse ; demandez au partenaire, ou ajoutez « --accept conflit » pour suivre la feuille.")  # fmt: skip
    if not said.new:
        notes.append(f"{name(line)} ({said.place}) : « changer » sans nouvelle valeur ; l'accès reste, sans réponse.")  # fmt: skip
    if not said.new.keys() - rivals:
        return Reviewed(line, "sans_reponse", place=said.place)
    # What is already so is no change: the same profile given anew would close an access and open it again.
    new = {key: raw for key, raw in said.new.items() if key not in rivals and reading.tidy(raw) != _of(line, key)}  # fmt: skip
    return Reviewed(line, "changer", new, said.place)


def _since(line: Line, said: Said, *, stale: bool) -> Iterator[str]:
    """The values shown that are not those in hand: changed since, or written over in the sheet."""
    keys = [key for key in said.shown if _of(line, key) != _of(said.shown, key) and key not in said.new]  # fmt: skip
    if keys:
        values = together([f"« {_of(said.shown, key)} »" for key in keys])
        why = "depuis, la liste a changé" if stale else "ce qui est montré ne se modifie pas : écrivez le changement dans « Nouvelle valeur »"  # fmt: skip
        yield f"{name(line)} ({said.place}) : la feuille montre {values} ; {why}. La liste enregistrée reste."  # fmt: skip


def _of(line: Line, key: str) -> str:
    return reading.tidy(str(line.get(key, "")))


# --- The whole annexe or PJ3 -----------------------------------------------------------------------


def _answers(listed: Listed, answer: Answer, lines: tuple[Reviewed, ...], day: date) -> Answers:
    """What the partner would have sent: the list in hand, edited by the decisions."""
    held = listed.held
    # An annexe taken since may be more recent than the answer; a list answered in part is not a new one.
    sent = (_unanswered(lines) and held.sent) or max(filter(None, (day, held.sent)))
    parts: dict[str, list[Row]] = {key: [] for key in held.lists}
    if listed.form is ANNEXE_1:
        parts["clos"] += (_row(line) for line in held.lists["clos"])
        for each in lines:
            if each.outcome == "retirer":
                parts["clos"].append(_row(each.line, {"cloture_demandee_le": day.isoformat()}, each.place))  # fmt: skip
            elif _is_another(each, listed):
                parts["clos"].append(_row(each.line, {"cloture_demandee_le": day.isoformat()}, each.place))  # fmt: skip
                parts["ouverts"].append(_row(each.line, {**each.new, "demande_le": day.isoformat()}, each.place))  # fmt: skip
            else:
                parts["ouverts"].append(_row(each.line, each.new, each.place))
    else:
        decided = {id(each.line): each for each in lines}
        rows = parts[listed.key]
        for line in held.lists[listed.key]:
            rows += _users(line, decided.get(id(line)), listed, day)
    return Answers(
        answer.file, listed.form.id, None, listed.home.template.id, held.fingerprint,
        Cell(sent.isoformat(), answer.file), {key: tuple(rows) for key, rows in parts.items()},
        answer.sender, answer.notes,
    )  # fmt: skip


def _users(line: Line, decided: Reviewed | None, listed: Listed, day: date) -> list[Row]:
    """The lines of a PJ3 that take the place of one: a new profile or place closes it and opens another."""
    if decided is None or decided.outcome not in ("retirer", "changer"):
        return [_row(line)]
    end = {"cloture_le": max(day.isoformat(), str(line.get("habilite_le", "")))}
    if decided.outcome == "retirer":
        return [_row(line, end, decided.place)]
    person = {key: raw for key, raw in decided.new.items() if key not in _SEAT}
    seat = {key: raw for key, raw in decided.new.items() if key in _SEAT}
    if not seat and not _is_another(decided, listed):
        return [_row(line, person, decided.place)]
    # A place is told by its lieu, its équipement or both: a new one replaces both.
    dropped = set(_PLACES) if seat.keys() & set(_PLACES) else set()
    kept = {key: value for key, value in line.items() if key not in dropped}
    said = {key: raw for key, raw in seat.items() if not reading.is_erasure(raw)}
    return [
        _row(line, end, decided.place),
        _row(kept, {**person, **said, "habilite_le": day.isoformat()}, decided.place),
    ]


def _row(line: Line, new: Mapping[str, str] | None = None, place: str = "") -> Row:
    """A line in hand with its new values; a value that reads as nothing is not said again: it stays."""
    said = {key: str(value) for key, value in line.items() if key != _UNASKED and not _is_mark(str(value))}  # fmt: skip
    return Row({key: Cell(value, place) for key, value in {**said, **(new or {})}.items()}, place)


def _is_mark(value: str) -> bool:
    return reading.is_empty(value) or reading.is_ditto(value)
