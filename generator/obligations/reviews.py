"""Which review of habilitations counts as done: one that the partner answered. An opened one does not."""

from collections.abc import Sequence
from datetime import date

from generator.store.schema.acts import Review


def last_done(reviews: Sequence[Review], today: date) -> tuple[date, int] | None:
    """Day and rank of the last review done by `today`; None when there is none."""
    done = [
        (review.date, rank)
        for rank, review in enumerate(reviews)
        if review.date and review.date <= today
    ]
    return max(done, default=None)
