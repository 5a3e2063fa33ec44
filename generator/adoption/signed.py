"""What the data say of a partner whose signed convention gives a model."""

import re
from collections.abc import Iterator
from typing import Any

from generator.adoption.remains import Signed, Sort
from generator.documents.french.dates import long_date
from generator.documents.texts import Author
from generator.documents.views import convention as views
from generator.documents.views import mon_compte_partenaire as accounts
from generator.errors import GreffeError
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES, Family
from generator.store.schema.base import ISO_DAY
from generator.store.schema.partner import Partner
from generator.store.traces import fold, marks

_COMMON = frozenset(
    {
        "famille", "modele", "type", "caf", "statut", "accord", "nature", "mode", "mode_pratique", "par", "lieu",
        "presentation", "fonction", "civilite", "qualite", "delegant", "publication", "organe", "autorise", "objet",
        "service", "empreinte", "empreintes", "preuve", "motif", "valeurs_signees", "avenants", "corrections",
        "revues", "effacements", "redacteur", "document", "fichier", "intitule", "missions", "prenom", "localisation", "localisation_donnees", "regime_juridique", "taches", "manquements",
    }
)  # fmt: skip
"""Fields whose words many partners share, or that no text of a convention says."""
_SHORTEST = 4
"""Letters of a word that tells something."""
_AFTER_KIND = re.compile(r"(?:\bdu|\bdes|\bde la|\bde l['’]|\bd['’]|\bde)\s*((?:[A-ZÀ-Þ][^,]*))$")


def signed(dataset: Dataset, partner: str, family: Family) -> Signed:
    """The view of the partner's last convention of the family, and what names it or its people.

    Raises GreffeError when it has none.
    """
    record = dataset.partners[partner].record
    author = Author(dataset)
    if family == "cooperation":
        held = list(author.cooperation(partner))[-1:]
        found = [views.convention(record, each.caf, each.convention, each.template, each.annexe_1) for each in held]  # fmt: skip
    else:
        subjects = [subject for _, subject in author.accounts(partner, public=False)][-1:]
        found = [accounts.context(each) for each in subjects]
    if not found:
        raise GreffeError(
            f"« {partner} » n'a pas de convention « {FAMILIES[family]} » : ses données ne disent pas ce que le fichier contient. Ajoutez-la dans data/partners/{partner}.yml."
        )
    people = [
        entry.record.model_dump(mode="json")
        for held_map in (dataset.annexes_1, dataset.follow_ups, dataset.users)
        if (entry := held_map.get(partner))
    ]
    own, caf = (
        marks(each.model_dump(mode="json")) for each in (record, dataset.cafs[record.caf].record)
    )
    names = frozenset(filter(None, (record.nom, record.nom_court, record.sigle)))
    others = {entry.record.nom for key, entry in dataset.partners.items() if key != partner}
    told: dict[str, Sort] = {
        **dict.fromkeys(others - names, "autre"),
        **dict.fromkeys(_said(record), "partenaire"),
        **dict.fromkeys((*own, *marks(people), record.representant.nom), "personne"),
    }
    told = {mark: sort for mark, sort in told.items() if not _is_part(mark, caf)}
    return Signed(found[0], told, names, record.type, frozenset(caf - own))


def _is_part(mark: str, names: set[str]) -> bool:
    """Whether a mark of one word is only a part of the name of somebody else."""
    return mark.isalpha() and any(f" {fold(mark)} " in name for name in names)


def _said(record: Partner) -> Iterator[str]:
    """The words by which a text could tell that it is of this partner: its names, its seat, its acts, its places."""
    yield from _words(record.model_dump(mode="json", exclude={"conventions"}))
    yield from _distinctive(record.nom)
    for number in filter(None, (record.siret, record.numero_siren)):
        yield f"{number[:3]} {number[3:6]} {number[6:9]} {number[9:]}".strip()
    for convention in record.conventions:
        yield from _words(convention.model_dump(mode="json"))
        for values in (convention.valeurs_signees, *(each.valeurs for each in convention.avenants)):
            if values:
                yield from _words(values.model_dump(mode="json", include={"partenaire", "adresse"}))
        if convention.acte and convention.acte.date:
            yield long_date(convention.acte.date)


def _words(node: Any, key: str = "") -> Iterator[str]:
    """The texts of `node` and below it that are of this partner alone."""
    if isinstance(node, dict):
        for name, child in node.items():
            if name not in _COMMON:
                yield from _words(child, name)
    elif isinstance(node, list):
        for child in node:
            yield from _words(child, key)
    elif isinstance(node, str) and len(node) >= _SHORTEST and not ISO_DAY.match(node):
        yield node


def _distinctive(name: str) -> Iterator[str]:
    """« Val de Brume », of « Communauté de communes du Val de Brume »: what another spelling keeps."""
    found = _AFTER_KIND.search(name)
    if found and len(found[1]) >= _SHORTEST:
        yield found[1]
