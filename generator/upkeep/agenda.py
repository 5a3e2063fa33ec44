"""The calendars of everything that is due, one for each Caf and one for each partner: for the Caf's staff only."""

from collections.abc import Mapping, Sequence
from datetime import date

from generator.store.dataset import Dataset
from generator.upkeep import ical
from generator.upkeep.duties import Duty, duties, first_day


def feeds(dataset: Dataset, day: date) -> dict[str, bytes]:
    """`calendrier-<caf>.ics` -> bytes, as of `day`; none for a Caf for which nothing is due."""
    return _of_cafs(dataset, _events(dataset, day), day)


def every_feed(dataset: Dataset, day: date) -> dict[str, bytes]:
    """The same, and `<partner>.ics` for each partner for which something is due."""
    known = _events(dataset, day)
    return _of_cafs(dataset, known, day) | {
        f"{key}.ics": _calendar(dataset.partners[key].record.nom, events, day)
        for key, events in known.items()
        if events
    }


def _of_cafs(
    dataset: Dataset, known: Mapping[str, Sequence[ical.Event]], day: date
) -> dict[str, bytes]:
    tree = {}
    for caf, entry in dataset.cafs.items():
        own = (key for key, partner in dataset.partners.items() if partner.record.caf == caf)
        if events := [event for key in own for event in known[key]]:
            name = entry.record.nom_court or entry.record.nom
            tree[f"calendrier-{caf}.ics"] = _calendar(name, events, day)
    return tree


def _calendar(whose: str, events: Sequence[ical.Event], day: date) -> bytes:
    return ical.calendar(f"Échéances, {whose} (interne)", events, day)


def _events(dataset: Dataset, day: date) -> dict[str, list[ical.Event]]:
    """What is due, by partner."""
    return {
        key: [
            event
            for duty in duties(entry.record, dataset.templates, day)
            if (event := _event(key, entry.record.nom, duty))
        ]
        for key, entry in dataset.partners.items()
    }


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
