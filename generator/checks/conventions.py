"""The convention that a datum is of, in words: its family, and what tells it from others of the same partner."""

from typing import Any

from generator.documents.french.dates import long_date
from generator.store.dataset import Dataset
from generator.store.parameters import FAMILIES
from generator.store.schema.caf import Caf
from generator.store.schema.nominative import Annexe1, FollowUp, Users
from generator.store.schema.partner import Partner
from generator.store.source import Path

COOPERATION = FAMILIES["cooperation"]
_ACCOUNTS = FAMILIES["mon-compte-partenaire"]
BY_LETTER = {"C": COOPERATION, "M": _ACCOUNTS}
"""The family of a rule, by the letter of its name."""
_OF_THE_CAF = {"annexe_3": COOPERATION, "mon_compte_partenaire": _ACCOUNTS}


def named(dataset: Dataset, record: Any, path: Path) -> str | None:
    """« Coopération », « Mon Compte Partenaire, service SJP »: the convention of the datum of `record` at `path`.

    None for what is of no convention, or of all of them. It names nobody.
    """
    match record, path:
        case Partner(), ("conventions", int(index), *rest):
            return ", ".join([_convention(record, index), *_bulletin(dataset, record, index, rest)])
        case Caf(), ("mon_compte_partenaire", "services", str(key), *_):
            return f"{_ACCOUNTS}, {_service(dataset, key)}"
        case Caf(), (str(group), *_):
            return _OF_THE_CAF.get(group)
        case Annexe1() | FollowUp(), _:
            return COOPERATION
        case Users(), ("services", int(rank), *_):
            return f"{_ACCOUNTS}, {_service(dataset, record.services[rank].service)}"
        case Users(), _:
            return _ACCOUNTS
    return None


def _convention(record: Partner, index: int) -> str:
    """The family; with the template or the day of signature when the partner has others of that family."""
    one = record.conventions[index]
    others = [
        each for each in record.conventions if each.famille == one.famille and each is not one
    ]
    name = FAMILIES[one.famille]
    if not others:
        return name
    if one.modele not in {each.modele for each in others}:
        return f"{name}, modèle « {one.modele} »"
    signature = one.signature
    days = [day for day in (signature.partenaire, signature.caf) if day] if signature else []
    return f"{name}, signée le {long_date(max(days))}" if days else f"{name}, pas encore signée"


def _bulletin(dataset: Dataset, record: Partner, index: int, rest: list[Any]) -> list[str]:
    match rest:
        case ["bulletins", int(rank), *_]:
            return [
                _service(dataset, dict(record.mon_compte_partenaire)[index].bulletins[rank].service)
            ]
    return []


def _service(dataset: Dataset, key: str) -> str:
    known = dataset.services.get(key)
    return f"service {known.record.sigle if known else key}"
