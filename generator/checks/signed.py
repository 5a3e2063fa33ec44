"""What the signed text says, beside what the files say today."""

from collections.abc import Iterator
from datetime import date

from generator.checks.cases import Case, McpCase
from generator.store import signed
from generator.store.schema.signed import Mode
from generator.store.signed import Files
from generator.store.source import Path

_CHANGED = {
    "modele": "Le modèle du texte n'est plus celui",
    "partenaire": "Le nom du partenaire n'est plus celui",
    "sigle": "Le sigle du partenaire n'est plus celui",
    "siret": "Le SIRET du partenaire n'est plus celui",
    "adresse": "L'adresse du partenaire n'est plus celle",
    "caf": "Le nom de la Caf n'est plus celui",
    "adresse_caf": "L'adresse de la Caf n'est plus celle",
    "missions": "Les missions du partenaire ne sont plus celles",
    "bulletins": "Ce que disent les bulletins d'adhésion n'est plus ce que dit celui",
}
REMEDY = "Préparez l'avenant avec « greffe avenant » ; si le fichier seul est faux, corrigez-le."


def changes(case: Case | McpCase, today: date) -> Iterator[tuple[Path, str]]:
    """(place in the convention, French sentence) of each value that is not the one signed by `today`.

    The mode of management has a rule of its own.
    """
    avenants = signed.signed_avenants(case.convention, today)
    said, current = signed.signed(_files(case), avenants, today), signed.current(_files(case))
    for field in signed.differences(said, current):
        if field in _CHANGED:
            yield (
                signed.place(case.convention, avenants, field),
                f"{_CHANGED[field]} du texte signé.",
            )


def mode(case: McpCase, today: date) -> tuple[Mode, Mode] | None:
    """The mode of the texts signed by `today`, and the one in use; None without a contrat."""
    avenants = signed.signed_avenants(case.convention, today)
    said, current = signed.signed(_files(case), avenants, today), signed.current(_files(case))
    held, used = getattr(said, "mode", None), getattr(current, "mode", None)
    return (held, used) if held and used else None


def unknown(case: Case | McpCase) -> bool:
    """Whether nobody noted, whole, what the signed text says: changes cannot all be seen."""
    held = signed.noted(case.convention, signed.signed_avenants(case.convention, date.max))
    return not held or not all(
        (held.modele, held.partenaire, held.adresse, held.caf, held.adresse_caf)
    )


def _files(case: Case | McpCase) -> Files:
    """The files to compare with what was signed: a bulletin that is a draft has nothing signed yet."""
    adhesions = case.adhesions if isinstance(case, McpCase) else ()
    services = {each.bulletin.service: each.service for each in adhesions}
    return Files(case.entry.record, case.caf.record, case.convention, services)
