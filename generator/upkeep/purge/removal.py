"""Taking away what must go: edits of the YAML files, files to delete, and what remains to say of it.

Nothing is written here. Every edit is verified (store/edit.py); then no file of the partner may name, even
in a comment, somebody who is no longer in its data.
"""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from pydantic import BaseModel

from generator.checks.people import login, replaced
from generator.errors import GreffeError
from generator.intake.edits import erasure
from generator.store import edit, fingerprints, source, traces
from generator.store.dataset import Dataset, Entry
from generator.store.edit import Edit, RemoveItem, RemoveKey, SetValue
from generator.store.schema.conservation import PersonHold
from generator.store.schema.nominative import Annexe1, Departure, FollowUp, Users
from generator.store.schema.partner import Partner
from generator.store.source import Path
from generator.upkeep.purge.items import Item, Record
from generator.upkeep.purge.people import People

RECORDS: Mapping[Record, type[BaseModel]] = {
    "partner": Partner,
    "annexe_1": Annexe1,
    "follow_up": FollowUp,
    "users": Users,
}
_ENDED = ("annexe-1", "suivi")
"""Kinds whose file goes too, once nobody is left in it."""


@dataclass(frozen=True)
class Removal:
    """What erasing gives for one partner: `texts` to write and files `removed`, by the path the data have.

    `erased` are the marks of those who are nowhere left in the partner's data, `partner` its record after.
    """

    texts: Mapping[str, bytes]
    removed: Sequence[str]
    erased: frozenset[str]
    partner: Partner


def removal(dataset: Dataset, partner: str, items: Sequence[Item], day: date) -> Removal:
    """Erase the `items` of `partner`, which nothing holds back, on `day`.

    Raises GreffeError when a layout leaves a doubt (EditRefused), or when somebody erased is still named.
    """
    held = _entries(dataset, partner)
    removed = {item.file for item in items if item.record == "file"}
    after: dict[Record, Entry[Any]] = dict(held)
    for kind, entry in held.items():
        mine = [item for item in items if item.record == kind]
        edits = [
            *_orphans(entry, mine),
            *_lines(mine),
            *(_of_the_gone(entry, mine) if mine else ()),
        ]
        if mine and _is_emptied(entry, mine):
            removed.add(entry.source.file)
            del after[kind]
        elif edits:
            after[kind] = _edited(entry, edits, RECORDS[kind])
    record = _edited(after["partner"], _notes(after, items, day), Partner)
    after["partner"] = record
    datas = ([entry.source.data for entry in some.values()] for some in (held, after))
    erased = frozenset(traces.gone(*datas))
    for entry in after.values():
        _refuse_names(entry, People(erased))
    texts = {
        entry.source.file: (("\ufeff" if entry.source.marked else "") + entry.source.text).encode()
        for kind, entry in after.items()
        if entry.source.text != held[kind].source.text
    }
    return Removal(texts, sorted(removed), erased, record.record)


def _entries(dataset: Dataset, partner: str) -> dict[Record, Entry[Any]]:
    found: dict[Record, Entry[Any] | None] = {
        "partner": dataset.partners[partner],
        "annexe_1": dataset.annexes_1.get(partner),
        "follow_up": dataset.follow_ups.get(partner),
        "users": dataset.users.get(partner),
    }
    return {kind: entry for kind, entry in found.items() if entry}


def _lines(items: Sequence[Item]) -> list[Edit]:
    """The lines to take away, the last first: the place of the others does not change."""
    return [
        RemoveItem(item.path[:-1], int(item.path[-1]))
        for item in sorted(items, key=lambda each: each.path, reverse=True)
    ]


def _orphans(entry: Entry[Any], items: Sequence[Item]) -> Iterator[Edit]:
    """« remplace », off the lines of PJ3 that stay when every line they replace goes."""
    if not isinstance(entry.record, Users):
        return
    going = {item.path for item in items}
    for index, listed in enumerate(entry.record.services):
        at: Path = ("services", index, "utilisateurs")
        for rank, line in enumerate(listed.utilisateurs):
            former = {(*at, other) for other in replaced(listed.utilisateurs, rank)}
            if line.remplace and former and former <= going and (*at, rank) not in going:
                yield RemoveKey((*at, rank, "remplace"))


def _of_the_gone(entry: Entry[Any], items: Sequence[Item]) -> list[Edit]:
    """What else the file says of those who leave it for good: their holds, which have expired, their departure."""
    gone = set().union(*(item.people for item in items)) - _staying(entry, items)
    return [
        RemoveItem((key,), index)
        for key in ("departs", "conservation")
        for index, about in reversed(list(enumerate(getattr(entry.record, key, ()))))
        if isinstance(about, Departure | PersonHold) and login(about.adresse_electronique) in gone
    ]


def _staying(entry: Entry[Any], items: Sequence[Item]) -> set[str]:
    """The logins of the lines that stay in the file."""
    going = {item.path for item in items}
    match entry.record:
        case FollowUp(comptes=accounts):
            return {login(each.adresse_electronique) for index, each in enumerate(accounts) if ("comptes", index) not in going}  # fmt: skip
        case Users(services=services):
            return {
                login(user.adresse_electronique)
                for index, listed in enumerate(services)
                for rank, user in enumerate(listed.utilisateurs)
                if user.adresse_electronique
                and ("services", index, "utilisateurs", rank) not in going
            }
    return set()


def _is_emptied(entry: Entry[Any], items: Sequence[Item]) -> bool:
    """Whether the file is to go: its convention ended, and all its lines are among `items`."""
    if not all(item.kind in _ENDED for item in items):
        return False
    match entry.record:
        case Annexe1(ouverts=opened, clos=closed):
            return len(items) == len(opened) + len(closed)
        case FollowUp(comptes=accounts):
            return len(items) == len(accounts)
    return False


def _notes(after: Mapping[Record, Entry[Any]], items: Sequence[Item], day: date) -> list[Edit]:
    """What the conventions say afterwards: the erasures, a day and a count, and the facts of the lists left."""
    partner: Partner = after["partner"].record
    edits: list[Edit] = []
    counts = Counter((item.convention, item.kind) for item in items if item.convention >= 0)
    for (index, kind), number in sorted(counts.items()):
        known = partner.conventions[index].effacements
        edits.append(erasure(("conventions", index, "effacements"), known, kind, day, number))
    touched = {item.record for item in items}
    if "annexe_1" in touched:
        annexe = after["annexe_1"].record if "annexe_1" in after else None
        for index, convention in partner.cooperation:
            if convention.annexe_1:
                edits += _annexe_1(("conventions", index, "annexe_1"), convention.annexe_1, annexe)
    if "users" in touched:
        edits += _users(partner, after["users"].record)
    return edits


def _annexe_1(path: Path, noted: BaseModel, annexe: Annexe1 | None) -> list[Edit]:
    """Only what was noted is noted again; without annexe, no fingerprint of it is left."""
    known = noted.model_dump(exclude_none=True)
    if annexe is None:
        return [RemoveKey((*path, "empreinte"))] if "empreinte" in known else []
    facts: dict[str, str | int] = {
        "empreinte": fingerprints.annexe_1(annexe),
        "ouverts": len(annexe.ouverts),
        "clos": len(annexe.clos),
    }
    return [SetValue((*path, key), value) for key, value in facts.items() if key in known]


def _users(partner: Partner, users: Users) -> list[Edit]:
    """The fingerprints of PJ3; a closed line never counted among its people."""
    lists = {each.service: each for each in users.services}
    return [
        SetValue(("conventions", index, "bulletins", rank, "pj3", "empreinte"), fingerprints.users(lists[bulletin.service]))
        for index, convention in partner.mon_compte_partenaire
        for rank, bulletin in enumerate(convention.bulletins)
        if bulletin.service in lists and bulletin.pj3 and bulletin.pj3.empreinte
    ]  # fmt: skip


def _edited(entry: Entry[Any], edits: Sequence[Edit], record: type[BaseModel]) -> Entry[Any]:
    read = source.read(entry.source.file, edit.apply(entry.source, edits, record).encode())
    return Entry(entry.id, record.model_validate(read.data), read)


def _refuse_names(entry: Entry[Any], people: People) -> None:
    text = entry.source.text
    for start, _ in people.places(text):
        line = text.count("\n", 0, start) + 1
        raise GreffeError(
            f"{entry.source.file}:{line} : cette ligne nomme encore une personne à effacer. Supprimez ou réécrivez ce passage, puis recommencez ; rien n'est effacé avant pour ce partenaire."
        )
