"""The roles of the annexes and of the contrat de service, by field name, as the conventions call them."""

from collections.abc import Iterable
from datetime import date

from generator.store.schema.caf import Annexe3
from generator.store.schema.cooperation import Annexe2
from generator.store.schema.people import Contact

ANNEXE_2 = {
    "responsable_habilitations": "responsable des habilitations",
    "responsable_securite": "responsable sécurité",
}
ANNEXE_3 = {
    "responsable_habilitations": "responsable des habilitations",
    "referent_technique": "référent problèmes techniques",
    "responsable_securite": "responsable sécurité",
}


def vacant(annexe: Annexe2 | Annexe3 | None, roles: dict[str, str]) -> list[str]:
    """The names of the `roles` that nobody holds in `annexe`."""
    return [name for field, name in roles.items() if not getattr(annexe, field, None)]


def changed_on(annexe: Annexe2 | Annexe3, roles: dict[str, str], today: date) -> date | None:
    """The last day, up to `today`, on which a contact of `annexe` changed; None when none is dated."""
    contacts = [contact for field in roles for contact in getattr(annexe, field)]
    return last_change(contacts, annexe.modifiee_le, today)


def last_change(contacts: Iterable[Contact], otherwise: date | None, today: date) -> date | None:
    """The last day, up to `today`, on which one of `contacts` changed, or else `otherwise`; None if none is dated."""
    days = [otherwise, *(contact.depuis for contact in contacts)]
    return max((day for day in days if day and day <= today), default=None)
