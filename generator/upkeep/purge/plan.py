"""What a purge would do, partner by partner: what goes, what a hold keeps, what waits for somebody."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from generator.checks import context
from generator.checks.holds import Held, holds, keeping
from generator.store.dataset import NOMINATIVE, Dataset
from generator.store.locations import nominative_folder
from generator.upkeep.purge.files import files
from generator.upkeep.purge.items import Item, Reminder, items, reminders, to_attest


@dataclass(frozen=True)
class Plan:
    """For one `partner` (None: files that are nobody's), what goes, what is `held` and by what, what is `waiting`.

    `reminders` are accounts to erase on the platform, `expired` the holds that no longer keep anything;
    `attestations` counts the accounts whose destruction is to attest.
    `unread` is a nominative file that cannot be read: nothing goes then, since a hold may stand in it.
    `astray` is a hold on a person whom no line lists: nothing goes either, since it was meant for somebody.
    """

    partner: str | None
    going: tuple[Item, ...]
    held: tuple[tuple[Item, Held], ...]
    waiting: tuple[Item, ...]
    reminders: tuple[Reminder, ...] = ()
    expired: tuple[Held, ...] = ()
    attestations: int = 0
    unread: str | None = None
    astray: Held | None = None

    @property
    def refused(self) -> bool:
        """Whether nothing can go until somebody mends a file."""
        return bool(self.unread or self.astray)

    def __bool__(self) -> bool:
        return bool(self.going or self.held or self.waiting or self.reminders or self.expired or self.attestations or self.refused)  # fmt: skip


def plans(dataset: Dataset, root: Path, day: date) -> Iterator[Plan]:
    """The plan of each partner of `dataset` that has something in it, then that of nobody's files."""
    lying = list(files(dataset, root, day))
    for partner in sorted(dataset.partners):
        plan = _plan(dataset, root, partner, [item for about, item in lying if about == partner], day)  # fmt: skip
        if plan:
            yield plan
    if nobodys := [item for about, item in lying if about is None]:
        yield Plan(None, (), (), tuple(nobodys))


def _plan(dataset: Dataset, root: Path, partner: str, lying: list[Item], day: date) -> Plan:
    if unread := _unread(dataset, root, partner):
        return Plan(partner, (), (), (), unread=unread)
    known = holds(dataset, partner)
    listed = dataset.addresses(partner)
    if astray := next((each for each in known if each.person and each.person not in listed and day <= each.until), None):  # fmt: skip
        return Plan(partner, (), (), (), astray=astray)
    going, held, waiting = [], [], []
    for item in (*items(dataset, partner, day), *lying):
        if hold := keeping(known, item.kind, item.people, day):
            held.append((item, hold))
        elif item.waits:
            waiting.append(item)
        else:
            going.append(item)
    expired = tuple(each for each in known if each.until < day)
    left = tuple(reminders(dataset, partner, day))
    kept = context.context(dataset, day, [partner]).kept
    asked = sum(len(to_attest(each, day)) for each in kept)
    return Plan(partner, tuple(going), tuple(held), tuple(waiting), left, expired, asked)


def _unread(dataset: Dataset, root: Path, partner: str) -> str | None:
    folder = nominative_folder(root, dataset.settings.nominatif)
    known: tuple[Mapping[str, object], ...] = (
        dataset.annexes_1,
        dataset.follow_ups,
        dataset.users,
    )
    for ending, entries in zip(NOMINATIVE, known, strict=True):
        file = folder / f"{partner}{ending}"
        if file.is_file() and partner not in entries:
            return file.relative_to(root).as_posix() if file.is_relative_to(root) else file.as_posix()  # fmt: skip
    return None
