"""What the pièces justificatives of a service ask: forms made from the service's own data, no profile in code."""

from collections.abc import Mapping

from generator.documents.forms import FORMS, Field, Form, Kind, People
from generator.store.schema.nominative import User
from generator.store.schema.people import Contact
from generator.store.schema.services import Column, Service

FAMILY = "mon-compte-partenaire"
PJ1, PJ3 = "pj1", "pj3"
USERS = "utilisateurs"
"""The key of the one list of a PJ3."""

_CONTACT: tuple[tuple[str, str, Kind], ...] = (
    ("fonction", "Fonction", "texte"),
    ("nom", "Nom", "texte"),
    ("prenom", "Prénom", "texte"),
    ("adresses_electroniques", "Adresse électronique", "adresses"),
    ("telephone", "Téléphone", "telephone"),
)
_KINDS: dict[Column, Kind] = {
    "adresse_electronique": "adresse",
    "telephone": "telephone",
    "profil": "choix",
    "lieu": "choix",
    "equipement": "choix",
    "habilite_le": "date",
    "cloture_le": "date",
}
"""What is not here is text."""


def forms(services: Mapping[str, Service]) -> dict[str, Form]:
    """Every form that a partner may return, by its id: the annexes, and PJ1 and PJ3 of each of `services`."""
    made = (make(key, service) for key, service in services.items() for make in (pj1, pj3))
    return FORMS | {form.id: form for form in made}


def pj1(key: str, service: Service) -> Form:
    """PJ1 of the service `key`: one list for each of its groups."""
    return Form(
        f"{FAMILY}.{key}.{PJ1}",
        PJ1,
        "Pièce justificative 1 : les contacts du partenaire",
        tuple(
            People(group, record.intitule, record.intitule, _contact())
            for group, record in service.groupes.items()
        ),
    )


def pj3(key: str, service: Service) -> Form:
    """PJ3 of the service `key`: one list, with the columns that the service names."""
    fields = tuple(
        Field(
            column,
            label,
            _KINDS.get(column, "texte"),
            column in ("nom", "profil"),
            User.model_fields[column].description or "",
            tuple(service.profils) if column == "profil" else (),
        )
        for column, label in service.colonnes_pj3.items()
    )
    title = "Pièce justificative 3 : les utilisateurs"
    return Form(
        f"{FAMILY}.{key}.{PJ3}", PJ3, title, (People(USERS, "Utilisateurs", title, fields),)
    )


def _contact() -> tuple[Field, ...]:
    return tuple(
        Field(key, label, kind, key == "nom", Contact.model_fields[key].description or "")
        for key, label, kind in _CONTACT
    )
