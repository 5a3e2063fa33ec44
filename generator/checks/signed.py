"""What the signed text says, beside what the files say today."""

from collections.abc import Iterator
from typing import Any

from generator.checks.cases import Case, McpCase

_CHANGED = {
    "modele": "Le modèle du texte n'est plus celui",
    "partenaire": "Le nom du partenaire n'est plus celui",
    "siret": "Le SIRET du partenaire n'est plus celui",
    "adresse": "L'adresse du partenaire n'est plus celle",
    "caf": "Le nom de la Caf n'est plus celui",
    "adresse_caf": "L'adresse de la Caf n'est plus celle",
    "missions": "Les missions du partenaire ne sont plus celles",
}


def changes(case: Case | McpCase) -> Iterator[tuple[str, str]]:
    """(field of « valeurs_signees », French sentence) of each value that is no longer the one signed."""
    signed, current = case.convention.valeurs_signees, _current(case)
    for field, what in _CHANGED.items():
        value = getattr(signed, field, None)
        if value and value != current[field]:
            yield field, f"{what} du texte signé."


def unknown(case: Case | McpCase) -> bool:
    """Whether nobody noted, whole, what the signed text says: changes cannot all be seen."""
    signed = case.convention.valeurs_signees
    return not signed or not all(
        (signed.modele, signed.partenaire, signed.adresse, signed.caf, signed.adresse_caf)
    )


def _current(case: Case | McpCase) -> dict[str, Any]:
    partner, caf = case.entry.record, case.caf.record
    return {
        "modele": case.convention.modele,
        "partenaire": partner.nom,
        "siret": partner.siret,
        "adresse": partner.adresse,
        "caf": caf.nom,
        "adresse_caf": caf.adresse,
        "missions": getattr(case.convention, "missions", None),
    }
