"""What is reviewed: under each convention, the lists of people who have an access."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.documents import service_forms
from generator.documents.forms import ANNEXE_1, Form
from generator.documents.review_forms import REVIEWED
from generator.errors import GreffeError
from generator.intake import held, homes, users
from generator.intake.cleaning.rows import Line
from generator.intake.held import Held
from generator.intake.homes import Home
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import Family, Template
from generator.store.schema.acts import Review
from generator.store.schema.cooperation import AnnexeReview
from generator.store.schema.mon_compte_partenaire import ReverseReview
from generator.store.schema.partner import Partner
from generator.store.source import Path

FAMILIES: tuple[Family, ...] = ("cooperation", "mon-compte-partenaire")


@dataclass(frozen=True)
class Listed:
    """One list of people: the annexe 1 or the PJ3 `form`, as it is in hand."""

    form: Form
    home: Home
    held: Held

    @property
    def key(self) -> str:
        """The key of the list that is reviewed."""
        return REVIEWED[self.form.document]

    @property
    def lines(self) -> Sequence[Line]:
        """Those who have an access, in the order of the file."""
        lines = self.held.lists[self.key]
        return [line for line in lines if self.form is ANNEXE_1 or not users.is_closed(line)]

    @property
    def name(self) -> str:
        """« annexe 1 », or « PJ3 » and the acronym of its service."""
        adhesion = self.home.adhesion
        return f"{self.form.name} ({adhesion.service.sigle})" if adhesion else self.form.name


@dataclass(frozen=True)
class Subject:
    """What is reviewed under convention number `index` of the partner: `lists`, and the reviews so far.

    `path` is where the reviews stand in the partner's file.
    """

    partner: Entry[Partner]
    family: Family
    index: int
    template: Template
    path: Path
    reviews: Sequence[Review]
    lists: tuple[Listed, ...]

    @property
    def opened(self) -> int | None:
        """The rank of the review that waits for an answer; None when none does."""
        waiting = [rank for rank, review in enumerate(self.reviews) if review.date is None]
        return waiting[-1] if waiting else None

    @property
    def frozen(self) -> frozenset[str]:
        """The fingerprints of what the waiting review was opened on."""
        match self.reviews[self.opened] if self.opened is not None else None:
            case AnnexeReview(empreinte=one) if one:
                return frozenset((one,))
            case ReverseReview(empreintes=several):
                return frozenset(several.values())
        return frozenset()

    @property
    def fingerprints(self) -> Mapping[str, str]:
        """Those of the lists as they are in hand, by service; "" for an annexe 1."""
        return {listed.form.service: listed.held.fingerprint for listed in self.lists}


def subject(partner: Entry[Partner], family: Family, dataset: Dataset) -> Subject | None:
    """What is reviewed under the partner's convention of that family; None when it has no list of people.

    Raises GreffeError when a nominative file of the partner cannot be read, or when there is nowhere to note
    its reviews.
    """
    record = partner.record
    coop = family == "cooperation"
    index = record.convention_des_annexes if coop else record.convention_des_pieces
    if index is None:
        return None
    lists = tuple(listed for form in _forms(partner, index, dataset) if (listed := _listed(form, partner, dataset)))  # fmt: skip
    if not lists:
        return None
    path: Path = ("conventions", index, "revues")
    reviews: Sequence[Review]
    if coop:
        reviews = record.convention_cooperation(index).revues
    else:
        contrat = dict(record.mon_compte_partenaire)[index].contrat
        if contrat is None:
            raise GreffeError(f"{partner.source.file} : la convention « Mon Compte Partenaire » n'a pas de contrat de service, où se notent les revues. Ajoutez « contrat », puis recommencez.")  # fmt: skip
        path, reviews = ("conventions", index, "contrat", "revues"), contrat.revues
    return Subject(partner, family, index, lists[0].home.template, path, reviews, lists)


def _forms(partner: Entry[Partner], index: int, dataset: Dataset) -> Iterator[Form]:
    convention = dict(partner.record.mon_compte_partenaire).get(index)
    if convention is None:
        yield ANNEXE_1
        return
    for bulletin in convention.bulletins:
        yield service_forms.pj3(bulletin.service, dataset.services[bulletin.service].record)


def _listed(form: Form, partner: Entry[Partner], dataset: Dataset) -> Listed | None:
    home = homes.home(form, partner, dataset)
    found = Listed(form, home, held.held(form, partner, home, dataset))
    return found if found.held.fingerprint else None


def sheet_name(form: Form) -> str:
    """« revue-annexe-1 », « revue-pj3-<service> »: the name of its review sheet's files."""
    return "-".join(filter(None, ("revue", form.document, form.service)))
