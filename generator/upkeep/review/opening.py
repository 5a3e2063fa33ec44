"""Opening a review: what is reviewed is noted in the partner's file by its fingerprint, nothing is copied."""

from collections.abc import Mapping
from datetime import date

from generator.intake import apply
from generator.store.dataset import Entry
from generator.store.edit import Edit, InsertItem, SetValue
from generator.store.fragments import Value
from generator.store.schema.acts import Decisions
from generator.store.schema.partner import Partner
from generator.upkeep.review.subjects import Subject


def opened(subject: Subject, day: date, done: Decisions | None = None) -> Entry[Partner]:
    """The partner's file once the review is open; one that waits for an answer is taken up, not doubled.

    `done` is what an answer in part has closed or changed already.
    Raises GreffeError when the layout of the file does not allow a sure edit.
    """
    return apply.edited(subject.partner, _edits(subject, day, done or Decisions()), Partner)


def reviewed(subject: Subject) -> Mapping[str, Value]:
    """What a review records of the lists as they are in hand."""
    prints = subject.fingerprints
    return {"empreinte": prints[""]} if subject.family == "cooperation" else {"empreintes": prints}


def _edits(subject: Subject, day: date, done: Decisions) -> list[Edit]:
    rank, counts = subject.opened, done.model_dump(exclude_defaults=True)
    facts: dict[str, Value] = {**reviewed(subject), **({"decisions": counts} if counts else {})}
    if rank is None:
        return [InsertItem(subject.path, None, {"ouverte_le": day, **facts})]
    return [SetValue((*subject.path, rank, key), value) for key, value in facts.items()]
