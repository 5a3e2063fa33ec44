"""Where a returned form belongs: the convention, and for a pièce justificative the bulletin, that it is about."""

from collections.abc import Mapping
from dataclasses import dataclass

from generator.documents.forms import Form
from generator.documents.service_forms import choices
from generator.errors import GreffeError
from generator.intake.cleaning.choices import Choices
from generator.store.dataset import Dataset, Entry
from generator.store.families import pinned
from generator.store.parameters import CooperationTemplate, MonComptePartenaireTemplate
from generator.store.schema.mon_compte_partenaire import Bulletin
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service
from generator.store.source import Path


@dataclass(frozen=True)
class Adhesion:
    """A bulletin of the convention, after its `rank`, and the service that it opens."""

    rank: int
    bulletin: Bulletin
    service: Service

    @property
    def choices(self) -> Mapping[str, Choices]:
        """What a line may cite, by field: the profiles of the service, the places of the bulletin."""
        return choices(self.service, self.bulletin)


@dataclass(frozen=True)
class Home:
    """Convention number `index` of the partner and its template; the `adhesion` of a pièce justificative."""

    index: int
    template: CooperationTemplate | MonComptePartenaireTemplate
    adhesion: Adhesion | None = None

    @property
    def equipment(self) -> dict[str, str]:
        """Each équipement of the bulletin, and its lieu."""
        places = self.adhesion.bulletin.lieux if self.adhesion else []
        return {each.nom: place.nom for place in places for each in place.equipements}

    @property
    def path(self) -> Path:
        """Where that convention, or that bulletin, stands in the partner's file."""
        at: Path = ("conventions", self.index)
        return (*at, "bulletins", self.adhesion.rank) if self.adhesion else at


def home(form: Form, partner: Entry[Partner], dataset: Dataset) -> Home:
    """Where `form` belongs in the file of `partner`. Raises GreffeError when it has no place there."""
    record, file = partner.record, partner.source.file
    index = record.convention_des_pieces if form.service else record.convention_des_annexes
    if index is None:
        what = "de « Mon Compte Partenaire »" if form.service else "d'adhésion"
        raise GreffeError(f"{file} : ce partenaire n'a aucune convention {what}. Ajoutez-la, puis recommencez.")  # fmt: skip
    modele = record.conventions[index].modele
    if not form.service:
        return Home(index, pinned(dataset.templates, modele, CooperationTemplate))
    bulletins = dict(record.mon_compte_partenaire)[index].bulletins
    for rank, bulletin in enumerate(bulletins):
        if bulletin.service == form.service:
            adhesion = Adhesion(rank, bulletin, dataset.services[form.service].record)
            template = pinned(dataset.templates, modele, MonComptePartenaireTemplate)
            return Home(index, template, adhesion)
    known = ", ".join(f"« {each.service} »" for each in bulletins)
    own = f" Il en a pour {known}." if known else ""
    raise GreffeError(f"{file} : ce partenaire n'a pas de bulletin d'adhésion au service « {form.service} ».{own} Ajoutez ce bulletin, ou donnez le bon service avec « --service ».")  # fmt: skip
