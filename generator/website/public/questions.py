"""What each form asks, beyond the annexes' own fields: whether an answer is needed, or only wished for."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel

from generator.documents.forms import ANNEXE_1, ANNEXE_2, TRANSMITTED, Form, People
from generator.documents.service_forms import PJ1
from generator.documents.views.pieces import MAY_STAY_EMPTY
from generator.store.schema.organisation import Organisation
from generator.store.schema.partner import Partner
from generator.store.schema.people import Address, Signatory

ADHESION = "cooperation.adhesion"
"""The form of a partner to come, beside those of documents.forms."""


@dataclass(frozen=True)
class Ask:
    """A question of a form: `kind` says how it is checked, `wanted` that its absence is worth a word.

    `options` are the values to choose from, each with its words.
    """

    key: str
    label: str
    kind: str
    required: bool
    wanted: bool = False
    options: tuple[tuple[str, str], ...] = ()


def _ask(record: type[BaseModel], path: str, label: str, kind: str = "texte", **more: Any) -> Ask:
    known = record.model_fields[path.rpartition(".")[2]]
    return Ask(path, label, kind, more.pop("required", known.is_required()), **more)


ORGANISATION = (
    _ask(Partner, "type", "Nature de l'organisme", "choix"),
    _ask(Organisation, "nom", "Nom complet de l'organisme"),
    _ask(Organisation, "sigle", "Sigle"),
    _ask(Partner, "siret", "SIRET du siège", "siret"),
    _ask(Address, "adresse.voie", "Numéro et voie", required=True),
    _ask(Address, "adresse.complement", "Complément"),
    _ask(Address, "adresse.code_postal", "Code postal", "code_postal", required=True),
    _ask(Address, "adresse.commune", "Commune"),
)
PARTNER = Ask("partenaire", "Nom de l'organisme", "choix", required=True)
CAF = Ask("caf", "Votre Caf", "choix", required=True)
ARTICLE = Ask("article", "Dans une phrase, on dit", "choix", required=True)
SENT = Ask(TRANSMITTED.key, TRANSMITTED.label, TRANSMITTED.kind, required=True)
SIGNATORY = (
    _ask(Signatory, "representant.civilite", "Civilité", "choix"),
    _ask(Signatory, "representant.prenom", "Prénom", wanted=True),
    _ask(Signatory, "representant.nom", "Nom"),
    _ask(Signatory, "representant.fonction", "Fonction"),
)

# In the data a holder of a role may be a mailbox without address; a form asks whom to write to.
_REQUIRED_OF_A_CONTACT = {"nom", "adresses_electroniques"}
# Declared in the bulletin: a name to choose among its own.
_PLACES = {"lieu", "equipement"}
_OPTIONAL_OF_CLOSED = {"prenom", "adresse_electronique", "fonction", "demande_le", "cloture_le"}


def asked(people: People) -> list[Ask]:
    """What a form asks of each person of a list."""
    contact = people.key in {each.key for each in ANNEXE_2.lists}
    optional = _OPTIONAL_OF_CLOSED if people.key == "clos" else set()
    return [
        Ask(
            field.key, field.label, field.kind,
            field.required or (contact and field.key in _REQUIRED_OF_A_CONTACT),
            wanted=field.key not in optional,
        )
        for field in people.fields
    ]  # fmt: skip


def questions(form: Form) -> dict[str, list[Ask]]:
    """What `form` asks of each person, by the key of its lists."""
    return {people.key: asked(people) for people in form.lists}


def pieces(form: Form, profiles: Mapping[str, str]) -> dict[str, list[Ask]]:
    """What the PJ1 or the PJ3 `form` asks of each person, by the key of its lists.

    `profiles` are the words for each profile of the service. A PJ1 is asked in full; what may stay blank in
    a line of PJ3 is neither required nor wanted.
    """
    return {
        people.key: [
            Ask(
                field.key, field.label, "place" if field.key in _PLACES else field.kind,
                field.required or form.document == PJ1,
                wanted=field.key not in MAY_STAY_EMPTY,
                options=tuple((code, profiles[code]) for code in field.options),
            )
            for field in people.fields
        ]
        for people in form.lists
    }  # fmt: skip


def adhesion_lists() -> tuple[People, ...]:
    """Nobody has an access to close yet."""
    return (ANNEXE_1.lists[0], *ANNEXE_2.lists)
