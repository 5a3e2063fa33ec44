"""Which review of habilitations counts as done: one that the partner answered. An opened one does not."""

from collections.abc import Sequence
from datetime import date

from generator.obligations import civil
from generator.store.schema.acts import Review


def last_done(reviews: Sequence[Review], today: date) -> tuple[date, int] | None:
    """Day and rank of the last review done by `today`; None when there is none."""
    done = [
        (review.date, rank)
        for rank, review in enumerate(reviews)
        if review.date and review.date <= today
    ]
    return max(done, default=None)


def answer_by(day: date, due: date | None) -> date:
    """The last day to answer a review opened on `day`: within a month, sooner when it is `due` sooner."""
    month = civil.shift(day, 1, 0)
    return min(due, month) if due and due > day else month
