"""The calendars of everything that is due, one for each Caf and one for each partner: for the Caf's staff only."""

from collections.abc import Iterator
from datetime import date

from generator.store.dataset import Dataset
from generator.store.schema.partner import Partner
from generator.upkeep import ical
from generator.upkeep.duties import Duty, duties, first_day


def feeds(dataset: Dataset, day: date) -> dict[str, bytes]:
    """`calendrier-<caf>.ics` -> bytes, as of `day`; none for a Caf for which nothing is due."""
    tree = {}
    for caf, entry in dataset.cafs.items():
        events = [
            event
            for key, partner in dataset.partners.items()
            if partner.record.caf == caf
            for event in _events(key, partner.record, dataset, day)
        ]
        if events:
            name = f"Échéances, {entry.record.nom_court or entry.record.nom} (interne)"
            tree[f"calendrier-{caf}.ics"] = ical.calendar(name, events, day)
    return tree


def partner_feeds(dataset: Dataset, day: date) -> dict[str, bytes]:
    """`<partner>.ics` -> bytes, as of `day`; none for a partner for which nothing is due."""
    return {
        f"{key}.ics": ical.calendar(f"Échéances, {entry.record.nom} (interne)", events, day)
        for key, entry in dataset.partners.items()
        if (events := list(_events(key, entry.record, dataset, day)))
    }


def _events(key: str, record: Partner, dataset: Dataset, day: date) -> Iterator[ical.Event]:
    for duty in duties(record, dataset.templates, day):
        if event := _event(key, record.nom, duty):
            yield event


def _event(partner: str, name: str, duty: Duty) -> ical.Event | None:
    """None for what is done, or whose day is not known."""
    due = duty.obligation.due
    if due is None or duty.obligation.state == "fait":
        return None
    return ical.Event(
        f"{partner}/{duty.key}",
        first_day(duty) or due,
        due,
        f"{duty.words} : {name}",
        f"{duty.source[0].upper()}{duty.source[1:]}.\nDossier : {partner}.",
    )
