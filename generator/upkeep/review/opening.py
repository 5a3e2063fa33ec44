"""Opening a review: what is reviewed is noted in the partner's file by its fingerprint, nothing is copied."""

from collections.abc import Mapping
from datetime import date

from generator.intake import apply
from generator.store.dataset import Entry
from generator.store.edit import Edit, InsertItem, SetValue
from generator.store.fragments import Value
from generator.store.schema.partner import Partner
from generator.upkeep.review.subjects import Subject


def opened(subject: Subject, day: date) -> Entry[Partner]:
    """The partner's file once the review is open; one that waits for an answer is taken up, not doubled.

    Raises GreffeError when the layout of the file does not allow a sure edit.
    """
    return apply.edited(subject.partner, _edits(subject, day), Partner)


def reviewed(subject: Subject) -> Mapping[str, Value]:
    """What a review records of the lists as they are in hand."""
    prints = subject.fingerprints
    return {"empreinte": prints[""]} if subject.family == "cooperation" else {"empreintes": prints}


def _edits(subject: Subject, day: date) -> list[Edit]:
    rank = subject.opened
    if rank is None:
        return [InsertItem(subject.path, None, {"ouverte_le": day, **reviewed(subject)})]
    return [SetValue((*subject.path, rank, key), value) for key, value in reviewed(subject).items()]
