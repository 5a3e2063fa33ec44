"""A data set as it was, or as it would be, where one convention says certain values."""

from dataclasses import dataclass, replace
from datetime import date

from generator.documents.texts import convention_folder
from generator.errors import GreffeError
from generator.store.dataset import Dataset, Entry
from generator.store.schema.acts import Signature
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import (
    Bulletin,
    Funding,
    MonComptePartenaireConvention,
)
from generator.store.schema.partner import Convention, Partner
from generator.store.schema.services import Service
from generator.store.schema.signed import SignedAccessValues, SignedBulletin, SignedValues
from generator.store.signatures import acts
from generator.store.signed import (
    Files,
    avenants_in_force,
    current,
    noted,
    signed,
    signed_avenants,
)

ALWAYS = ("modele", "partenaire", "adresse", "caf", "adresse_caf")
"""What every text prints."""


@dataclass(frozen=True)
class Subject:
    """The convention at `index` of a partner of the data set."""

    dataset: Dataset
    partner: str
    index: int

    @property
    def record(self) -> Partner:
        """The partner, as its file is today."""
        return self.dataset.partners[self.partner].record

    @property
    def convention(self) -> Convention:
        """The convention, as the file is today."""
        return self.record.conventions[self.index]

    @property
    def folder(self) -> str:
        """Where its documents are, among all documents."""
        return f"{self.partner}/{convention_folder(self.record, self.index)}"

    @property
    def files(self) -> Files:
        """What the files say of it, every bulletin included."""
        services = {key: entry.record for key, entry in self.dataset.services.items()}
        return Files(
            self.record, self.dataset.cafs[self.record.caf].record, self.convention, services
        )


def signed_by(subject: Subject, day: date) -> SignedValues:
    """What the texts signed by `day` say, avenants included."""
    return signed(subject.files, signed_avenants(subject.convention, day), day)


def in_force_on(subject: Subject, day: date) -> SignedValues:
    """What was in force on `day`: an avenant may have been signed and take effect later."""
    return signed(subject.files, avenants_in_force(subject.convention, day), day)


def wanted(subject: Subject, model: str | None = None) -> SignedValues:
    """What the files would have the texts say, under the `model` when one is given."""
    values = current(subject.files)
    return values.model_copy(update={"modele": model}) if model else values


def unnoted(subject: Subject, day: date) -> list[str]:
    """What nobody noted of the texts signed by `day`, and is taken to be what the files say."""
    held = noted(subject.convention, signed_avenants(subject.convention, day))
    return [field for field in ALWAYS if held is None or getattr(held, field) is None]


def signature_of(convention: Convention, path: str) -> Signature | None:
    """The signature of the act whose document is at `path`."""
    service, name = path.split("/")[-2:]
    if isinstance(convention, CooperationConvention):
        return convention.signature
    known = acts(convention)
    found = known.get(name) or known.get(f"{service}/{name}")
    return found.signature if found else None


def signs_later(convention: Convention, path: str, day: date) -> bool:
    """Whether a signature of the act at `path` is noted, and both parties had not signed it by `day`."""
    held = signature_of(convention, path)
    days = [held.partenaire, held.caf] if held else []
    return any(days) and not all(each and each <= day for each in days)


def saying(subject: Subject, values: SignedValues) -> Dataset:
    """The same data, the convention and its parties saying the `values`, which are whole.

    Raises GreffeError when the model or a service that they name is not known any more.
    """
    dataset, partner = subject.dataset, subject.partner
    if values.modele not in dataset.templates:
        raise GreffeError(
            f"le texte signé suit le modèle « {values.modele} », qui n'est pas dans templates/. Remettez ce modèle : sans lui, ce que dit le texte signé n'est pas connu."
        )
    entry = dataset.partners[partner]
    conventions = list(entry.record.conventions)
    conventions[subject.index] = _convention(subject.convention, values)
    access = isinstance(
        values, SignedAccessValues
    )  # the other family notes a sigle only if it prints it
    record = entry.record.model_copy(
        update={
            "nom": values.partenaire,
            "accord": values.accord,
            "sigle": values.sigle if access else values.sigle or entry.record.sigle,
            "siret": values.siret,
            "adresse": values.adresse,
            "conventions": conventions,
        }
    )
    caf = dataset.cafs[record.caf]
    gender = caf.record.accord if values.caf == caf.record.nom else None
    party = caf.record.model_copy(
        update={"nom": values.caf, "accord": gender, "adresse": values.adresse_caf}
    )
    return replace(
        dataset,
        partners={**dataset.partners, partner: replace(entry, record=record)},
        cafs={**dataset.cafs, record.caf: replace(caf, record=party)},
        services=_services(dataset, values),
    )


def _convention(record: Convention, values: SignedValues) -> Convention:
    following = record.model_copy(update={"modele": values.modele})
    if not isinstance(following, MonComptePartenaireConvention):
        return following
    assert isinstance(values, SignedAccessValues), "one family, one kind of values"
    contract = following.contrat
    if contract and values.mode:
        contract = contract.model_copy(
            update={"mode": values.mode, "mode_pratique": None, "avenants": []}
        )
    known = {each.service: each for each in following.bulletins}
    return following.model_copy(
        update={
            "missions": values.missions,
            "contrat": contract,
            "bulletins": [_bulletin(each, known.get(each.service)) for each in values.bulletins],
        }
    )


def _bulletin(values: SignedBulletin, known: Bulletin | None) -> Bulletin:
    record = known or Bulletin(service=values.service)
    said = {"numero": values.cof_numero, "fin": values.cof_fin}
    return record.model_copy(
        update={
            "annexe": values.annexe or record.annexe,
            "cof": (record.cof or Funding()).model_copy(update=said),
            "maximums": values.maximums,
        }
    )


def _services(dataset: Dataset, values: SignedValues) -> dict[str, Entry[Service]]:
    """The services, as the bulletins of `values` describe them."""
    described = dict(dataset.services)
    for each in values.bulletins if isinstance(values, SignedAccessValues) else ():
        entry = described.get(each.service)
        if entry is None:
            raise GreffeError(
                f"un bulletin signé porte sur le service « {each.service} », qui n'est pas dans data/services/. Remettez ce fichier : sans lui, ce que dit le bulletin n'est pas connu."
            )
        said = {"utilisateurs": each.utilisateurs, "profils": each.profils or entry.record.profils}
        described[each.service] = replace(entry, record=entry.record.model_copy(update=said))
    return described
