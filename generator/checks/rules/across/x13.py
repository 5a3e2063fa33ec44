"""X13 : date impossible

## Ce que la règle vérifie

Une signature, une transmission, un accès ouvert ou fermé, une revue faite sont des faits : leur jour n'est pas à
venir. La règle compare chacun avec le jour de la vérification. Elle compare aussi les dates qui se suivent : un
cadre ne finit pas avant de commencer, un texte n'est pas reçu avant d'être signé, un avenant n'est
pas signé avant le texte qu'il change. Enfin, une année avant 1990, ou à plus de
vingt ans d'ici, est une faute de frappe.

Ce qui se prévoit peut être à venir : la fin d'un cadre, la date d'effet, une prise de fonction, un départ annoncé,
le début d'une prestation, le dernier jour d'une conservation.

## Article

Aucun : c'est une précaution. Toutes les échéances se calculent d'après ces dates.

## Exemple

```yaml
signature:
  partenaire: 2062-01-15   # deux chiffres inversés
```

## Comment corriger

Reprenez la date sur la pièce signée ou le courrier. Si le fait n'a pas encore eu lieu, retirez la ligne et
écrivez-la le jour venu.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from pydantic import BaseModel

from generator.checks.contacts import ways
from generator.checks.context import Context
from generator.checks.finding import Finding
from generator.documents.french.dates import long_date
from generator.store.dataset import Entry
from generator.store.schema.acts import Signature
from generator.store.schema.partner import Partner
from generator.store.source import Path

FACTS = frozenset({
    "partenaire", "caf", "date", "signee_le", "engagement_le",
    "envoye_le", "envoyee_le", "transmis_le", "transmise_le", "recu_le", "recue_le", "lettre_recue_le",
    "publie_le", "ouvert_le", "ouverte_le", "identifiant_remis_le", "connu_le", "signale_le", "repondu_le",
    "escalade_le", "demande_le", "demandee_le", "delivree_le", "demande_recue_le", "compte_rendu_le",
    "valide_le", "remediee_le", "cloture_demandee_le", "clos_le", "donnees_effacees_le",
})  # fmt: skip
"""Fields whose day is that of a fact: it is never to come. Any other date may be a plan."""

ORDER = (
    ("debut", "fin"),
    ("partenaire", "recue_le"),
    ("envoye_le", "recu_le"),
    ("envoyee_le", "recue_le"),
    ("ouverte_le", "date"),
    ("connu_le", "signale_le"),
    ("signale_le", "repondu_le"),
    ("demandee_le", "delivree_le"),
    ("demande_recue_le", "tenue_le"),
)
"""Fields of one group, the second of which never comes before the first. An access opened again after it was closed
has its two days the other way round: they are not here."""

FIRST_YEAR, YEARS_AHEAD = 1990, 20
"""No paper of these families is older, and none is planned so far."""


def check(context: Context) -> Iterator[Finding]:
    """An error for each date to come of a fact, out of any likely year, or before the one it follows."""
    for caf in context.cafs.values():
        yield from _dates(context, caf)
    data = context.dataset
    for key, entry in data.partners.items():
        if entry.record.statut == "archive" or not (
            context.selected is None or key in context.selected
        ):
            continue
        yield from _dates(context, entry)
        yield from _avenants(context, entry)
        for private in (data.annexes_1.get(key), data.follow_ups.get(key), data.users.get(key)):
            if private:
                yield from _dates(context, private)


def _dates(context: Context, entry: Entry[Any]) -> Iterator[Finding]:
    for path, days in _groups(entry.record):
        for name, day in days.items():
            if fault := _fault(name, day, context.today):
                yield _finding(context, entry, (*path, name), f"« {name} » donne le {long_date(day)}, {fault}")  # fmt: skip
        for first, then in ORDER if len(days) > 1 else ():
            if first in days and then in days and days[then] < days[first]:
                yield _finding(
                    context, entry, (*path, then),
                    f"« {then} » donne le {long_date(days[then])}, avant « {first} », le {long_date(days[first])}.",
                )  # fmt: skip


def _fault(name: str, day: date, today: date) -> str | None:
    if not FIRST_YEAR <= day.year <= today.year + YEARS_AHEAD:
        return "une année peu vraisemblable."
    return "un jour à venir, pour un fait passé." if name in FACTS and day > today else None


def _avenants(context: Context, entry: Entry[Partner]) -> Iterator[Finding]:
    """Avenants signed before the text that they change was."""
    for index, convention in enumerate(entry.record.conventions):
        at: Path = ("conventions", index)
        signed = _signed(convention.signature)
        for rank, avenant in enumerate(convention.avenants):
            days = _signed(avenant.signature)
            if signed and days and min(days) < max(signed):
                yield _before(context, entry, (*at, "avenants", rank, "signature"), min(days), max(signed))  # fmt: skip
        if convention.famille == "mon-compte-partenaire" and (contrat := convention.contrat):
            signed = _signed(contrat.signature)
            for rank, amendment in enumerate(contrat.avenants):
                if signed and amendment.date < max(signed):
                    yield _before(context, entry, (*at, "contrat", "avenants", rank, "date"), amendment.date, max(signed))  # fmt: skip


def _signed(signature: Signature | None) -> list[date]:
    return [day for day in (signature.partenaire, signature.caf) if day] if signature else []


def _before(
    context: Context, entry: Entry[Partner], path: Path, day: date, signed: date
) -> Finding:
    return _finding(
        context, entry, path,
        f"Cet avenant est signé le {long_date(day)}, avant le texte qu'il change, signé le {long_date(signed)}.",
    )  # fmt: skip


def _finding(context: Context, entry: Entry[Any], path: Path, message: str) -> Finding:
    return context.finding(
        entry, path, "erreur", message,
        "Reprenez cette date sur la pièce ; si le fait n'a pas eu lieu, retirez la ligne jusque-là.",
    )  # fmt: skip


def _groups(value: object, path: Path = ()) -> Iterator[tuple[Path, dict[str, date]]]:
    """The days of every group of fields in `value` that has some, by field, with the path of the group."""
    inner: Iterable[tuple[Any, object]] = ()
    if isinstance(value, list):
        inner = enumerate(value)
    elif isinstance(value, dict):
        inner = value.items()
    elif isinstance(value, BaseModel):
        inner = [(name, getattr(value, name)) for name in ways(type(value), date)]
        if days := {name: day for name, day in inner if isinstance(day, date)}:
            yield path, days
    for key, each in inner:
        if each:
            yield from _groups(each, (*path, key))
