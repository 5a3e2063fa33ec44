"""What the internal site is made from: one dossier a partner, of which every page shows a side.

People appear through the sentences of findings alone: account holders are counted, never listed.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from generator.checks.outcome import Outcome
from generator.obligations import deadlines, mcp_deadlines
from generator.obligations.quotas import is_open
from generator.obligations.stages import Stage, stage
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import Family
from generator.store.schema.partner import Convention, Partner
from generator.upkeep.duties import Duty, duties
from generator.website.internal.alerts import Alert, alert
from generator.website.internal.standing import AnyStanding, named
from generator.website.shelves import Shelf


@dataclass(frozen=True)
class Agreement:
    """A convention of a partner, named so that it cannot be taken for another of the same partner.

    `standing` is None for a draft.
    """

    nom: str
    famille: Family
    etat: Stage
    convention: Convention
    standing: AnyStanding | None


@dataclass(frozen=True)
class Dossier:
    """All that the pages say of a partner. `nom` is the id of one whose file cannot be read.

    `lisible`: the file could be read. `echec` says why its documents are not those of the day.
    """

    id: str
    nom: str
    lisible: bool
    sigle: str | None = None
    caf: str | None = None
    actif: bool = True
    conventions: tuple[Agreement, ...] = ()
    echeances: tuple[Duty, ...] = ()
    acces: tuple[tuple[str, int], ...] = ()
    """What is counted of its people: (words, number)."""
    alertes: tuple[Alert, ...] = ()
    documents: tuple[Shelf, ...] = ()
    echec: str | None = None


def dossiers(
    dataset: Dataset,
    outcome: Outcome,
    shelves: Mapping[str, Iterable[Shelf]],
    failures: Mapping[str, str],
) -> tuple[Dossier, ...]:
    """A dossier for each partner, in the order of names; those that cannot be read included."""
    alerts: dict[str, list[Alert]] = defaultdict(list)
    for finding in outcome.findings:
        if finding.partner:
            alerts[finding.partner].append(alert(finding, dataset))
    found = [_read(entry, dataset, outcome.day) for entry in dataset.partners.values()]
    found += [Dossier(key, key, lisible=False) for key in dataset.unread]
    return tuple(
        replace(
            each,
            alertes=tuple(alerts[each.id]),
            documents=tuple(shelves.get(each.id, ())),
            echec=failures.get(each.id),
        )
        for each in sorted(found, key=lambda each: (each.nom, each.id))
    )


def agreements(record: Partner, dataset: Dataset, day: date) -> tuple[Agreement, ...]:
    """The conventions of a partner, in the order of its file."""
    found: list[AnyStanding] = [
        *deadlines.standings(record, dataset.templates, day),
        *mcp_deadlines.standings(record, dataset.templates, day),
    ]
    standings = {each.index: each for each in found}
    return tuple(
        Agreement(
            named(record, index), convention.famille,
            stage(convention, standings.get(index), day), convention, standings.get(index),
        )
        for index, convention in enumerate(record.conventions)
    )  # fmt: skip


def _read(entry: Entry[Partner], dataset: Dataset, day: date) -> Dossier:
    record = entry.record
    return Dossier(
        id=entry.id,
        nom=record.nom,
        lisible=True,
        sigle=record.sigle,
        caf=record.caf,
        actif=record.statut == "actif",
        conventions=agreements(record, dataset, day),
        echeances=tuple(duties(record, dataset.templates, day)),
        acces=tuple(_counted(entry.id, dataset, day)),
    )


def _counted(partner: str, dataset: Dataset, day: date) -> list[tuple[str, int]]:
    counts = []
    if annexe := dataset.annexes_1.get(partner):
        counts.append(("Accès demandés ou ouverts (annexe 1)", len(annexe.record.ouverts)))
        counts.append(("Clôtures gardées dans l'annexe 1", len(annexe.record.clos)))
    if users := dataset.users.get(partner):
        for listed in users.record.services:
            service = dataset.services.get(listed.service)
            name = service.record.sigle if service else listed.service
            opened = sum(is_open(user, day) for user in listed.utilisateurs)
            counts.append((f"Accès ouverts ou demandés, service {name} (PJ3)", opened))
    return counts
