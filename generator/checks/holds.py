"""Legal holds: what a reason keeps from being erased, until its last day, that day included.

A hold on a kind of data stands in the partner's file, which names no account holder. A hold on one person
stands in the nominative file that lists this person (follow-up, users): it cannot outlive them there.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from generator.checks.people import login
from generator.documents.french.dates import long_date
from generator.store.dataset import Dataset
from generator.store.schema.conservation import Erased


@dataclass(frozen=True)
class Held:
    """A hold, where it stands, what it keeps (a kind of data, « tout », or one person) and until when."""

    file: str
    line: int
    kind: str | None
    person: str | None
    reason: str
    until: date

    @property
    def remedy(self) -> str:
        """What a rule says instead of asking for the erasure; the reason, freely written, stays at the Caf."""
        return f"Rien à faire jusqu'au {long_date(self.until)}, dernier jour de sa conservation."

    @property
    def frank_remedy(self) -> str:
        """The same with the reason, for the Caf's own report alone."""
        return f"{self.remedy.removesuffix('.')} : {self.reason}"


def holds(dataset: Dataset, partner: str) -> list[Held]:
    """Every hold on data of `partner`, expired ones included."""
    found = []
    entry = dataset.partners[partner]
    for index, hold in enumerate(entry.record.conservation):
        line, _ = entry.source.place(("conservation", index))
        found.append(Held(entry.source.file, line, hold.objet, None, hold.motif, hold.jusqu_au))
    for private in (dataset.follow_ups.get(partner), dataset.users.get(partner)):
        for index, one in enumerate(private.record.conservation if private else ()):
            assert private
            line, _ = private.source.place(("conservation", index))
            person = login(one.adresse_electronique)
            found.append(Held(private.source.file, line, None, person, one.motif, one.jusqu_au))
    return found


def keeping(
    held: Iterable[Held], kind: Erased, addresses: Iterable[str | None], day: date
) -> Held | None:
    """The hold that keeps longest, on `day`, data of this `kind` about these `addresses`; None when none does."""
    people = {login(each) for each in addresses if each}
    running = [
        each
        for each in held
        if day <= each.until
        and (each.person in people if each.person else each.kind in ("tout", kind))
    ]
    return max(running, key=lambda each: each.until, default=None)
