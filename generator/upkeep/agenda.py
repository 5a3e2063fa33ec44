"""The calendar of everything that is due, one for each Caf: for its staff only."""

from datetime import date

from generator.store.dataset import Dataset
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
            for duty in duties(partner.record, dataset.templates, day)
            if (event := _event(key, partner.record.nom, duty))
        ]
        if events:
            name = f"Échéances, {entry.record.nom_court or entry.record.nom} (interne)"
            tree[f"calendrier-{caf}.ics"] = ical.calendar(name, events, day)
    return tree


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
