"""What to remind each partner of: one message for all its duties, on the days of `schedule`.

A partner is written to when something that it has to do reaches a step. The message then tells everything
of that partner that is late or near, dates that only pass included.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from generator.obligations.obligation import Code
from generator.obligations.working_days import next_working
from generator.store.dataset import Dataset
from generator.upkeep.duties import Duty, duties
from generator.upkeep.schedule import horizon, is_called

TO_DO: frozenset[Code] = frozenset(
    ("preavis", "revue", "mise-a-jour-annexe-1", "preuve-revue", "bilan", "cof", "annonce-prestataire",
     "attestation-fin", "mise-en-demeure")
)  # fmt: skip
"""What is the partner's to do, or to decide: each of its steps calls for a message. Of formal notices, the Caf's."""

TO_KNOW: frozenset[Code] = frozenset(("echeance", "resiliation", "fin-cadre"))
"""Dates that only pass: told in a message, and never the reason for one."""


@dataclass(frozen=True)
class Told:
    """A duty, with its due date and whether one of its steps calls for a message."""

    duty: Duty
    due: date
    called: bool

    @property
    def to_do(self) -> bool:
        """Whether the partner has something to do."""
        return is_to_do(self.duty)


@dataclass(frozen=True)
class Reminder:
    """All that `partner` is late with or has near, in order of time; `called` asks for a message."""

    partner: str
    told: tuple[Told, ...]

    @property
    def called(self) -> bool:
        """Whether a message is due."""
        return any(told.called for told in self.told)


def is_to_do(duty: Duty) -> bool:
    """Whether the partner has something to do: nothing for a formal notice that it sent itself."""
    notice = getattr(duty.standing.convention, "mise_en_demeure", None)
    theirs = duty.code == "mise-en-demeure" and notice and notice.par == "partenaire"
    return duty.code in TO_DO and not theirs


def _is_called(duty: Duty, due: date, departement: str, first: date, day: date) -> bool:
    """Whether a step falls between `first` and `day`; a formal notice, too short for the others, has its own."""
    own = duty.obligation.window if duty.code == "mise-en-demeure" else None
    if own and first <= next_working(own, departement) <= day:
        return True
    return is_called(due, departement, first, day)


def reminders(dataset: Dataset, first: date, day: date) -> Iterator[Reminder]:
    """What each partner is to be reminded of, for the reminders of the days `first` to `day`.

    Partners with nothing late nor near are left out.
    """
    for key, entry in sorted(dataset.partners.items()):
        departement = dataset.cafs[entry.record.caf].record.departement
        told = []
        for duty in duties(entry.record, dataset.templates, day):
            due = duty.obligation.due
            if due is None or not _near(duty, due, day):
                continue
            called = is_to_do(duty) and _is_called(duty, due, departement, first, day)
            told.append(Told(duty, due, called))
        if told:
            told.sort(key=lambda each: (each.due, each.duty.key))
            yield Reminder(key, tuple(told))


def _near(duty: Duty, due: date, day: date) -> bool:
    """Whether it is still to be done and late or due by the first step; of what only passes, still to come."""
    if duty.obligation.state == "fait" or due > horizon(day):
        return False
    return is_to_do(duty) or (duty.code in TO_KNOW and due >= day)
