"""Closing a review: its answers become a new annexe 1 or PJ3 by the same road as any that comes back, and the
partner's file says who answered, when, and how many lines were decided each way.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from generator.documents.french.dates import long_date
from generator.intake import apply
from generator.intake.cleaning.rows import Line
from generator.intake.comparison import Decision
from generator.intake.edits import ToDo
from generator.intake.obstacles import obstacles
from generator.intake.proposal import Choices, Proposal, propose
from generator.store.dataset import Dataset
from generator.store.edit import Edit, InsertItem, SetValue
from generator.store.fragments import Value
from generator.store.schema.acts import Decisions
from generator.store.schema.partner import Partner
from generator.upkeep.review import subjects
from generator.upkeep.review.author import names_somebody
from generator.upkeep.review.merging import Merged, Outcome
from generator.upkeep.review.opening import opened, reviewed
from generator.upkeep.review.subjects import Listed, Subject

_DECIDED: tuple[Outcome, ...] = ("garder", "retirer", "changer", "ne_sait_pas")
OUTCOMES: tuple[Outcome, ...] = (*_DECIDED, "sans_reponse")


@dataclass(frozen=True)
class Closing:
    """A review answered on `day`: what was decided of each list, and what each becomes.

    `by` is the function of who answered, "" when it is not known, or `nameless`: it named somebody; `opened_on` is None for a review that was never opened.
    `silent` are the lists that no answer is about: they stay as they are.
    """

    subject: Subject
    day: date
    opened_on: date | None
    by: str
    merged: tuple[Merged, ...]
    proposals: tuple[Proposal, ...]
    silent: tuple[Listed, ...]
    nameless: bool

    @property
    def counts(self) -> Mapping[Outcome, int]:
        """How many lines were decided each way, in this answer and in those before it that left some out."""
        found = Counter(line.outcome for each in self.merged for line in each.lines)
        found["sans_reponse"] += sum(len(listed.lines) for listed in self.silent)
        # A sheet sent again says once more what is done: it counts once.
        settled = Counter(outcome for each in self.merged for outcome in each.settled)
        again = sum(line.outcome == "changer" and not line.new for each in self.merged for line in each.lines)  # fmt: skip
        before = self.before
        found["retirer"] += max(settled["retirer"], before.retirer)
        found["changer"] += max(settled["changer"], before.changer - again)
        found["garder"] -= min(found["garder"], max(0, before.changer - again))
        return {outcome: found[outcome] for outcome in OUTCOMES}

    @property
    def before(self) -> Decisions:
        """What earlier answers to this review have closed or changed already."""
        rank = self.subject.opened if self.subject.opened is not None else self.corrects
        return (self.subject.reviews[rank].decisions if rank is not None else None) or Decisions()

    @property
    def unanswered(self) -> int:
        """How many lines nobody answered: while there is one, the review stays open."""
        return sum(each.unanswered for each in self.merged) + sum(len(listed.lines) for listed in self.silent)  # fmt: skip

    @property
    def corrects(self) -> int | None:
        """The rank of the review answered that same day, which this answer gives again; None when there is none."""
        if self.subject.opened is not None:
            return None
        days = [review.date for review in self.subject.reviews]
        return days.index(self.day) if self.day in days else None

    @property
    def overtaken(self) -> date | None:
        """The day of a review done since this answer; None when there is none."""
        return max((done for each in self.subject.reviews if (done := each.date) and done > self.day), default=None)  # fmt: skip

    @property
    def proof(self) -> str:
        """What the record of the review says of its evidence."""
        return f"compte rendu du {long_date(self.day)}".replace("\u00a0", " ")

    @property
    def recorded(self) -> bool:
        """Whether this very answer is in the records already: nothing changed, in a review done since or that day."""
        if any(each.changes for each in self.proposals):
            return False
        if self.overtaken or self.corrects is None:
            return self.overtaken is not None
        if self.unanswered:
            # A first answer, in part, of a review that another of the same day has ended.
            return True
        noted = self.subject.reviews[self.corrects].decisions or Decisions()
        # Whoever entered the list since is not part of that answer.
        return all(getattr(noted, outcome) == self.counts[outcome] for outcome in _DECIDED)

    @property
    def older(self) -> str:
        """What to do of an answer that a review done since has overtaken, in French; "" when there is nothing to."""
        if self.overtaken is None or self.recorded:
            return ""
        return f"Cette réponse, du {long_date(self.day)}, est plus ancienne que la revue du {long_date(self.overtaken)}, déjà enregistrée : faites une nouvelle revue (« greffe review open »), ou demandez au partenaire une liste à jour."

    @property
    def obstacles(self) -> list[str]:
        """What keeps the review from being recorded, one French sentence each."""
        older = [self.older] if self.older else []
        return older + [sentence for each in self.proposals for sentence in obstacles(each)]


@dataclass(frozen=True)
class Outturn:
    """What closing a review gives: the data set as it would be, and the accounts to open and to close by list."""

    dataset: Dataset
    to_do: tuple[Sequence[ToDo], ...]


def closing(
    subject: Subject,
    merged: Sequence[Merged],
    dataset: Dataset,
    choices: Choices,
    *,
    day: date,
    by: str,
) -> Closing:
    """The answers of a review, each as an annexe 1 or a PJ3 that comes back. Raises GreffeError as `propose`."""
    rank, proposals, first = subject.opened, [], choices.first
    for each in merged:
        chosen = replace(choices, partner=subject.partner.id, decide=_kept, sent=day, first=first)
        proposals.append(propose(each.answers, dataset, chosen))
        first = max([first, *(offer.number + 1 for offer in proposals[-1].offers)])
    opened_on = subject.reviews[rank].ouverte_le if rank is not None else None
    answered = [each.listed for each in merged]
    silent = tuple(listed for listed in subject.lists if listed not in answered)
    nameless = names_somebody(by, subject)
    return Closing(subject, day, opened_on, "" if nameless else by, tuple(merged), tuple(proposals), silent, nameless)  # fmt: skip


def outturn(closing: Closing, dataset: Dataset) -> Outturn:
    """What `closing` gives. Raises GreffeError while there is an obstacle, or when no sure edit can be made."""
    to_do: list[Sequence[ToDo]] = []
    for proposal in closing.proposals:
        # Lists of one partner stand in one file: each is edited in what the one before has given.
        current = replace(proposal, partner=dataset.partners[proposal.partner.id])
        result = apply.outcome(current, dataset)
        dataset = result.dataset
        to_do.append(result.to_do)
    key = closing.subject.partner.id
    entry = dataset.partners[key]
    left = subjects.subject(entry, closing.subject.family, dataset) if closing.unanswered else None
    # Answered in part: the review stays open, on the lists as they now stand.
    if left:
        entry = opened(left, closing.day, _done(closing))
    else:
        entry = apply.edited(entry, _record(closing), Partner)
    return Outturn(replace(dataset, partners=dataset.partners | {key: entry}), tuple(to_do))


def _kept(_line: Line) -> Decision:
    """A review closes only the accesses that it says to close."""
    return "garder"


def _done(closing: Closing) -> Decisions:
    """What the answers so far have closed or changed: the sheet to come no longer tells it."""
    return Decisions(retirer=closing.counts["retirer"], changer=closing.counts["changer"])


def _record(closing: Closing) -> list[Edit]:
    counts = Decisions.model_validate(closing.counts).model_dump(exclude_defaults=True)
    facts: dict[str, Value] = {
        "date": closing.day,
        **({"par": closing.by} if closing.by else {}),
        "preuve": closing.proof,
        **({"decisions": counts} if counts else {}),
    }
    subject = closing.subject
    rank = closing.corrects if subject.opened is None else subject.opened
    if rank is None:
        return [InsertItem(subject.path, None, {**facts, **reviewed(subject)})]
    return [SetValue((*subject.path, rank, key), value) for key, value in facts.items()]
