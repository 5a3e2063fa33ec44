"""The edits of the YAML files that a proposal asks for, and the accounts that the Caf has to open and close."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from pydantic import BaseModel

from generator.checks.people import login
from generator.documents.forms import ANNEXE_1, Form
from generator.documents.service_forms import PJ3, USERS
from generator.intake import users
from generator.intake.cleaning.rows import Line
from generator.intake.cleaning.rows import Value as Said
from generator.intake.comparison import Step, asked_on
from generator.intake.proposal import Proposal
from generator.obligations.retention import is_closed
from generator.store import coherence, fingerprints
from generator.store.edit import Edit, InsertItem, RemoveItem, RemoveKey, SetValue
from generator.store.fragments import Value
from generator.store.schema.conservation import Erased, Erasure
from generator.store.schema.nominative import (
    Account,
    Annexe1,
    ClosedAccount,
    OpenAccount,
    User,
    UserList,
)
from generator.store.schema.people import Contact
from generator.store.source import Path

_ACCOUNTS: dict[str, type[BaseModel]] = {"ouverts": OpenAccount, "clos": ClosedAccount}


@dataclass(frozen=True)
class ToDo:
    """What to do on the platform: open or close the account of `address`; `asked` is the day of a closing.

    `successor` is the address under which the person whose account closes keeps an access, "" for none.
    """

    action: str
    line: Line
    address: str
    asked: date | None
    successor: str = ""


def paper(proposal: Proposal) -> list[Edit]:
    """From the annexe or pièce in hand to the one to come, people in their place and comments with them.

    What a form does not ask of somebody who stays is kept.
    """
    held = proposal.held
    edits = [edit for key in proposal.lists for edit in _list(proposal, key)]
    if proposal.sent:
        edits.append(SetValue((*held.paper, "transmise_le"), proposal.sent))
    return edits


def annexe_1_record(proposal: Proposal, annexe: Annexe1) -> list[Edit]:
    """What the partner's file says of its annexe: dates, counts and a fingerprint, no name."""
    facts: Mapping[str, str | int | date | None] = {
        "transmise_le": annexe.transmise_le,
        "empreinte": fingerprints.annexe_1(annexe),
        "ouverts": len(annexe.ouverts),
        "clos": len(annexe.clos),
    }
    path = (*proposal.home.path, "annexe_1")
    return [*(SetValue((*path, key), value) for key, value in facts.items()), *_erased(proposal, "comptes-clos")]  # fmt: skip


def pj3(proposal: Proposal) -> dict[str, Value]:
    """The first PJ3 of a service, as an item of the file of users."""
    lines = [ordered(line, User) for line in proposal.lists[USERS]]
    return {"service": proposal.form.service, "transmise_le": proposal.sent, USERS: lines}


def pj3_record(proposal: Proposal, listed: UserList) -> list[Edit]:
    """The same of a PJ3, in its bulletin."""
    facts: Mapping[str, str | int | date | None] = {
        "transmise_le": listed.transmise_le,
        "empreinte": fingerprints.users(listed),
        "utilisateurs": coherence.active_people(listed.utilisateurs),
    }
    path = (*proposal.home.path, "pj3")
    return [*(SetValue((*path, key), value) for key, value in facts.items()), *_erased(proposal, "utilisateurs")]  # fmt: skip


def _erased(proposal: Proposal, kind: Erased) -> Iterator[Edit]:
    """The note of the lines in hand that go because they are too old, on the day the list is sent."""
    number = sum(step.kind == "expired" and step.before is not None for step in proposal.steps)
    if number and proposal.sent:
        index = proposal.home.index
        known = proposal.partner.record.conventions[index].effacements
        yield erasure(("conventions", index, "effacements"), known, kind, proposal.sent, number)


def erasure(path: Path, known: Sequence[Erasure], kind: Erased, day: date, number: int) -> Edit:
    """A line more in the `effacements` at `path`, or a larger count in that of the same day."""
    for rank, noted in enumerate(known):
        if (noted.date, noted.objet) == (day, kind):
            return SetValue((*path, rank, "nombre"), noted.nombre + number)
    return InsertItem(path, None, {"date": day, "objet": kind, "nombre": number})


def _record(form: Form, key: str) -> type[BaseModel]:
    if form is ANNEXE_1:
        return _ACCOUNTS[key]
    return User if form.document == PJ3 else Contact


def _list(proposal: Proposal, key: str) -> Iterator[Edit]:
    """Changed fields, then lines that go, the last first, then new lines at the end."""
    path, record = (*proposal.held.within, key), _record(proposal.form, key)
    held = proposal.held.lists[key]
    here = {id(step.before): step for step in proposal.steps if step.list == key and step.after is not None}  # fmt: skip
    for index, line in enumerate(held):
        step = here.get(id(line))
        if step and step.after is not None:
            yield from _fields((*path, index), line, step.after)
    for index in reversed(range(len(held))):
        if id(held[index]) not in here:
            yield RemoveItem(path, index)
    known = {id(line) for line in held}
    for step in proposal.steps:
        if step.list == key and step.after is not None and id(step.before) not in known:
            yield InsertItem(path, None, ordered(step.after, record))


def _fields(path: Path, before: Line, after: Line) -> Iterator[Edit]:
    for field in sorted(before.keys() - after.keys()):
        yield RemoveKey((*path, field))
    for field, value in after.items():
        if before.get(field) != value:
            yield SetValue((*path, field), _plain(value))


def ordered(line: Line, record: type[BaseModel]) -> dict[str, str | list[str]]:
    """The line with its fields in the order of the schema."""
    return {key: _plain(line[key]) for key in record.model_fields if key in line}


def _plain(value: Said) -> str | list[str]:
    return value if isinstance(value, str) else list(value)


def to_do(proposal: Proposal, accounts: Sequence[Account]) -> list[ToDo]:
    """The accounts to open and to close for this annexe; a closing already made is not to make again.

    For a PJ3, each line is an access, to open or to close by its person, profile and place.
    """
    if proposal.form.document == PJ3:
        return [*_users_to_do(proposal)]
    known = {login(account.adresse_electronique): account for account in accounts}
    found: list[ToDo] = []
    for step in proposal.steps:
        if opened := _to_open(step):
            found.append(ToDo("ouvrir", step.after or {}, opened, None))
        closed = _to_close(step)
        account = known.get(login(closed))
        if closed and not (account and is_closed(account)):
            asked = asked_on(step.after or {}) if step.list == "clos" else None
            successor = _to_open(step) if _moved(step) else ""
            found.append(ToDo("fermer", step.before or step.after or {}, closed, asked or proposal.sent, successor))  # fmt: skip
    return found


def _users_to_do(proposal: Proposal) -> Iterator[ToDo]:
    for step in proposal.steps:
        before, after = step.before or {}, step.after or {}
        line = after or before
        address, closing = str(line.get("adresse_electronique", "")), after.get("cloture_le")
        if closing and not before.get("cloture_le"):
            yield ToDo("fermer", line, address, date.fromisoformat(str(closing)))
        elif step.kind in ("added", "reopened"):
            yield ToDo("ouvrir", line, address, None)
        elif step.kind == "changed" and not users.same_access(before, after):
            yield ToDo("fermer", before, str(before.get("adresse_electronique", "")), proposal.sent)
            yield ToDo("ouvrir", after, address, None)


def _to_open(step: Step) -> str:
    if step.kind in ("added", "reopened") or (step.kind == "changed" and _moved(step)):
        return str((step.after or {}).get("adresse_electronique", ""))
    return ""


def _to_close(step: Step) -> str:
    if step.kind in ("closed", "listed") or (step.kind == "missing" and step.list == "clos"):
        line = step.before or step.after or {}
        return str(line.get("adresse_electronique") or (step.after or {}).get("adresse_electronique", ""))  # fmt: skip
    return str((step.before or {})["adresse_electronique"]) if _moved(step) else ""


def _moved(step: Step) -> bool:
    """Whether an open access changes its address: the address is the login."""
    before, after = ((line or {}).get("adresse_electronique", "") for line in (step.before, step.after))  # fmt: skip
    return step.kind == "changed" and step.list == "ouverts" and login(str(before)) != login(str(after))  # fmt: skip


def follow_up(tasks: Sequence[ToDo], accounts: Sequence[Account]) -> list[Edit]:
    """One line for each new account, and the closing requests of the others."""
    known = {login(each.adresse_electronique): (index, each) for index, each in enumerate(accounts)}
    edits: list[Edit] = []
    for task in tasks:
        index, account = known.get(login(task.address), (None, None))
        closing = {"cloture_demandee_le": task.asked, "remplace_par": task.successor}
        noted = {key: value for key, value in closing.items() if value}
        if index is None:
            line = {"adresse_electronique": task.address, **{key: str(value) for key, value in noted.items()}}  # fmt: skip
            edits.append(InsertItem(("comptes",), None, line))
        elif task.action == "fermer" and account and not _already_asked(account):
            edits += (SetValue(("comptes", index, key), value) for key, value in noted.items())
    return edits


def _already_asked(account: Account) -> bool:
    """Whether a closing is already noted, and the account not opened again since."""
    asked = account.cloture_demandee_le
    return asked is not None and (account.ouvert_le is None or account.ouvert_le <= asked)
