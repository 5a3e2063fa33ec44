"""The public calendars: published due dates, as feeds that a program subscribes to."""

from generator.upkeep import ical
from generator.website.public.due_dates import DueDate
from generator.website.public.published import Caf, Partner, Site

FOLDER = "calendriers"


def calendars(site: Site) -> dict[str, bytes]:
    """Path below the site's root -> bytes: one a partner and one a Caf, as of the site's day.

    Who has nothing due has no calendar. A Caf's holds what is to come: what is late is told to that partner only.
    """
    tree = {}
    for caf in followed(site):
        events = [
            _event(partner, due, f"{due.quoi} : {partner.nom}")
            for partner in site.partenaires
            if partner.caf == caf
            for due in partner.echeances
            if not due.passee
        ]
        tree[_path(caf.id)] = ical.calendar(f"Échéances, {caf.nom}", events, site.jour)
    for partner in site.partenaires:
        if partner.echeances:
            events = [_event(partner, due, due.quoi) for due in partner.echeances]
            tree[_path(partner.id)] = ical.calendar(f"Échéances, {partner.nom}", events, site.jour)
    return tree


def followed(site: Site) -> list[Caf]:
    """The Cafs of which a partner has something to come."""
    return [
        caf
        for caf in site.cafs
        if any(partner.caf == caf and partner.prochaine for partner in site.partenaires)
    ]


def _path(name: str) -> str:
    return f"{FOLDER}/{name}.ics"


def _event(partner: Partner, due: DueDate, summary: str) -> ical.Event:
    article = f", article {due.article}" if due.article else ""
    return ical.Event(
        f"{partner.id}/{due.cle}",
        due.debut,
        due.jour,
        summary,
        f"{partner.nom}.\nConvention « {due.convention} »{article}.",
    )
