"""The files that a proposal changes, as they will be: every edit verified, nothing written here."""

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import TypeVar

from pydantic import BaseModel

from generator.documents.forms import ANNEXE_1
from generator.documents.service_forms import PJ3
from generator.errors import GreffeError
from generator.intake import edits, records
from generator.intake.edits import ToDo
from generator.intake.obstacles import obstacles
from generator.intake.proposal import Proposal
from generator.store import coherence, edit, layout, source
from generator.store.dataset import ANNEXE_1 as ANNEXE_1_FILE
from generator.store.dataset import FOLLOW_UP, Dataset, Entry
from generator.store.dataset import USERS as USERS_FILE
from generator.store.edit import Edit, InsertItem
from generator.store.locations import nominative_folder
from generator.store.problems import Problem
from generator.store.schema.nominative import Annexe1, FollowUp, Users
from generator.store.schema.partner import Partner

Record = TypeVar("Record", bound=BaseModel)


@dataclass(frozen=True)
class Outcome:
    """What applying a proposal gives: `files` by their path from the root (or absolute, as the data say),
    the data set as it would be, and what is to do on the platform.
    """

    files: Mapping[str, bytes]
    dataset: Dataset
    to_do: Sequence[ToDo]


def outcome(proposed: Proposal, dataset: Dataset) -> Outcome:
    """What `proposed` gives once applied to `dataset`; nothing at all when it changes nothing.

    Raises GreffeError while there is an obstacle, or when a file's layout does not allow a sure edit.
    """
    for sentence in obstacles(proposed):
        raise GreffeError(sentence)
    if not proposed.changes:
        return Outcome({}, dataset, ())
    if proposed.form is ANNEXE_1:
        after, tasks = _annexe_1(proposed, dataset)
    elif proposed.form.document == PJ3:
        after, tasks = _users(proposed, dataset)
    else:
        after, tasks = _contacts(proposed, dataset), ()
    return Outcome(changed(dataset, after), after, tasks)


def diff(before: Dataset, files: Mapping[str, bytes]) -> str:
    """The unified diff of the `files`, line by line as people read them."""
    known = {entry.source.file: entry.source.text for entry in _entries(before)}
    return "".join(
        line if line.endswith("\n") else f"{line}\n"
        for file, content in files.items()
        for line in difflib.unified_diff(
            known.get(file, "").splitlines(keepends=True),
            content.decode("utf-8-sig").splitlines(keepends=True),
            file if file in known else "/dev/null", file,
        )
    )  # fmt: skip


def _annexe_1(proposed: Proposal, dataset: Dataset) -> tuple[Dataset, Sequence[ToDo]]:
    key = proposed.partner.id
    annexe = records.annexe_1(proposed)
    held, followed = dataset.annexes_1.get(key), dataset.follow_ups.get(key)
    accounts = followed.record.comptes if followed else []
    tasks = edits.to_do(proposed, accounts)
    follow_edits = edits.follow_up(tasks, accounts)
    partner = edited(proposed.partner, edits.annexe_1_record(proposed, annexe), Partner)
    follow_ups = dataset.follow_ups
    if follow_edits:
        entry = followed or _new(dataset, key, FOLLOW_UP, FollowUp(partenaire=key), "suivi")
        follow_ups = follow_ups | {key: edited(entry, follow_edits, FollowUp)}
    new = edited(held, edits.paper(proposed), Annexe1) if held else _new(dataset, key, ANNEXE_1_FILE, annexe, "annexe-1")  # fmt: skip
    if new.record != annexe:
        raise AssertionError("the edited annexe is not the annexe to come")
    return replace(
        dataset, partners=dataset.partners | {key: partner}, follow_ups=follow_ups,
        annexes_1=dataset.annexes_1 | {key: new}, problems=_other_problems(proposed, dataset),
    ), tasks  # fmt: skip


def _users(proposed: Proposal, dataset: Dataset) -> tuple[Dataset, Sequence[ToDo]]:
    key, rank = proposed.partner.id, int(proposed.held.paper[-1])
    listed = records.pj3(proposed)
    held = dataset.users.get(key)
    if held is None:
        new = _new(dataset, key, USERS_FILE, Users(partenaire=key, services=[listed]), "pj3")
    elif rank < len(held.record.services):
        new = edited(held, edits.paper(proposed), Users)
    else:
        new = edited(held, [InsertItem(("services",), None, edits.pj3(proposed))], Users)
    if new.record.services[rank] != listed:
        raise AssertionError("the edited PJ3 is not the PJ3 to come")
    partner = edited(proposed.partner, edits.pj3_record(proposed, listed), Partner)
    services = {each: entry.record for each, entry in dataset.services.items()}
    return replace(
        dataset, partners=dataset.partners | {key: partner}, users=dataset.users | {key: new},
        problems=tuple(sorted([
            *(each for each in _other_problems(proposed, dataset) if each.file != new.source.file),
            *coherence.users(new.record, new.source, partner.record, services),
        ])),
    ), edits.to_do(proposed, ())  # fmt: skip


def _contacts(proposed: Proposal, dataset: Dataset) -> Dataset:
    partner = edited(proposed.partner, edits.paper(proposed), Partner)
    return replace(dataset, partners=dataset.partners | {proposed.partner.id: partner})


def _other_problems(proposed: Proposal, dataset: Dataset) -> tuple[Problem, ...]:
    """The problems but those of the partner's file: what it said of the former paper is no longer true."""
    return tuple(each for each in dataset.problems if each.file != proposed.partner.source.file)


def edited(entry: Entry[Record], changes: Sequence[Edit], record: type[Record]) -> Entry[Record]:
    """The entry once `changes` are made in its file. Raises GreffeError when they cannot be made surely."""
    text = edit.apply(entry.source, changes, record)
    read = source.read(entry.source.file, text.encode())
    return Entry(entry.id, record.model_validate(read.data), read)


def _new(dataset: Dataset, key: str, ending: str, record: Record, schema: str) -> Entry[Record]:
    folder = PurePosixPath(nominative_folder(Path(), dataset.settings.nominatif).as_posix())
    up = "../" * (len(folder.parts) - 1)
    where = f"{'../' if folder.is_absolute() else up}schemas/{schema}.json"
    file = (folder / f"{key}{ending}").as_posix()
    if any(problem.file == file for problem in dataset.problems):
        raise GreffeError(f"{file} n'est pas lisible : corrigez-le d'abord, avec « greffe check », puis recommencez.")  # fmt: skip
    return Entry(key, record, source.read(file, layout.new_file(record, where).encode()))


def _entries(
    dataset: Dataset,
) -> list[Entry[Partner] | Entry[Annexe1] | Entry[FollowUp] | Entry[Users]]:
    maps = (dataset.partners, dataset.annexes_1, dataset.follow_ups, dataset.users)
    return [entry for each in maps for entry in each.values()]


def changed(before: Dataset, after: Dataset) -> dict[str, bytes]:
    """The files of `after` that are not as in `before`: path -> bytes."""
    known = {entry.source.file: entry.source for entry in _entries(before)}
    return {
        read.file: (("\ufeff" if read.marked else "") + read.text).encode()
        for entry in _entries(after)
        if known.get((read := entry.source).file) is not read
        and (read.file not in known or known[read.file].text != read.text)
    }
