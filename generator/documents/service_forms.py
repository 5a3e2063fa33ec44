"""What the pièces justificatives of a service ask: forms made from the service's own data, no profile in code."""

import re
from collections.abc import Mapping

from generator.documents.forms import FORMS, Field, Form, Kind, People
from generator.store.schema.mon_compte_partenaire import Bulletin
from generator.store.schema.nominative import User
from generator.store.schema.people import Contact
from generator.store.schema.services import Column, Piece, Service

FAMILY = "mon-compte-partenaire"
PJ1, PJ3, PJ3_BY_PLACE = "pj1", "pj3", "pj3-par-lieu"
"""Documents of a template; the last two ask the same, in one table or in one for each lieu."""
PIECES: dict[str, Piece] = {PJ1: "pj1", PJ3: "pj3", PJ3_BY_PLACE: "pj3", "lieux": "pj3"}
"""The piece that each document certified by the partner is, or is part of."""
_TAB = re.compile(r"[\w -]{1,24}")
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
            People(group, _short(group, rank), record.intitule, _contact())
            for rank, (group, record) in enumerate(service.groupes.items(), 1)
        ),
        key,
        (service.sigle, service.nom),
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
        f"{FAMILY}.{key}.{PJ3}", PJ3, title, (People(USERS, "Utilisateurs", title, fields),),
        key, (service.sigle, service.nom),
    )  # fmt: skip


def choices(service: Service, bulletin: Bulletin | None) -> dict[str, dict[str, str]]:
    """What a line of PJ3 may cite, by field, and what each choice is called.

    The profiles of the service, and the places of the `bulletin`; without one, no place is known.
    """
    places = bulletin.lieux if bulletin else []
    equipment = [each.nom for place in places for each in place.equipements]
    return {
        "profil": {code: profile.nom for code, profile in service.profils.items()},
        "lieu": {place.nom: place.nom for place in places},
        "equipement": dict(zip(equipment, equipment, strict=True)),
    }


def _short(group: str, rank: int) -> str:
    """« Groupe declarer »: what fits the tab of a sheet and the name of a Word control."""
    return f"Groupe {group if _TAB.fullmatch(group) else rank}"


def _contact() -> tuple[Field, ...]:
    return tuple(
        Field(key, label, kind, key == "nom", Contact.model_fields[key].description or "")
        for key, label, kind in _CONTACT
    )
