"""When what a page says last changed: a day that the data tell, never that of the building of the site."""

from collections.abc import Iterable, Iterator
from datetime import date

from generator.store.schema.people import Contact
from generator.website.public.published import Access, Convention


def latest(days: Iterable[date | None], today: date) -> date | None:
    """The last of `days` that is not after `today`; None when there is none."""
    return max((day for day in days if day and day <= today), default=None)


def of_contacts(records: Iterable[Contact]) -> Iterator[date | None]:
    """The days that the published ones of `records` took their role, and chose to be published."""
    for record in records:
        if record.publication:
            yield from (record.depuis, record.publication.depuis)


def of_conventions(conventions: Iterable[Convention | Access]) -> Iterator[date | None]:
    """The published days of what the parties did: signatures, sendings, memberships, end."""
    for each in conventions:
        yield from (each.signee_partenaire, each.signee_caf)
        if isinstance(each, Access):
            yield from (membership.signe_le for membership in each.adhesions)
        else:
            yield from (sent for _, sent in each.annexes)
            yield each.lettre_recue_le
