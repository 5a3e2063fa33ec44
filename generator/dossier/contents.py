"""What a dossier holds, in the order in which it is read and signed.

Coopération: the act that authorises the signature, the convention, annexes 1, 2 and 3. Mon Compte Partenaire:
the act, the convention, the contrat, then the bulletin and the pieces of each service in the order of the
annexes, and last the sheet of the electronic signature. What a template adds of its own comes where it says.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from generator.documents import corrections
from generator.documents.corrections import Corrected
from generator.documents.texts import Author, Draft, convention_folder
from generator.dossier.corrected import in_its_words
from generator.store import signatures
from generator.store.dataset import Dataset
from generator.store.parameters import (
    CooperationParameters,
    MonComptePartenaireParameters,
    Template,
)
from generator.store.schema.caf import Caf
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Convention, Partner
from generator.store.signatures import Side, Signed

ACTS = ("convention", "contrat", "bulletin")
"""What both parties sign."""
AUTHORISING = ("deliberation", "decision")
"""What the partner's assembly takes before."""
_FIRST = (*AUTHORISING, "convention", "contrat")
_LAST = ("signature-electronique",)
_BY_PLACE = ("pj3-par-lieu", "lieux")
_BY_SERVICE = ("pj3",)
_OF_THE_CAF = ("annexe-3", "pj2")
"""What the Caf fills, and sends for information."""


@dataclass(frozen=True)
class Item:
    """A document of the dossier; `sigle` is that of the service it is about, "" for one of the convention.

    `corrected` by hand in Word, that file is issued; it is `apart` when the PDF cannot say all that it says.
    """

    name: str
    sigle: str
    draft: Draft
    corrected: bool
    apart: bool

    @property
    def title(self) -> str:
        """Its title, with the service that tells it from its like."""
        return f"{self.draft.rendered.title} ({self.sigle})" if self.sigle else self.draft.rendered.title  # fmt: skip

    @property
    def service(self) -> str:
        """The id of that service, "" for none."""
        return self.draft.path.split("/")[-2] if self.sigle else ""

    @property
    def is_signed_by_both(self) -> bool:
        """Whether both parties sign it."""
        return self.name in ACTS

    @property
    def is_for_information(self) -> bool:
        """Whether the Caf alone fills it."""
        return self.name in _OF_THE_CAF


@dataclass(frozen=True)
class Contents:
    """The convention at `index` of `partner` in the data set, and the documents of its dossier."""

    dataset: Dataset
    partner: str
    index: int
    items: tuple[Item, ...]

    @property
    def record(self) -> Partner:
        """The partner."""
        return self.dataset.partners[self.partner].record

    @property
    def caf(self) -> Caf:
        """Its Caf."""
        return self.dataset.cafs[self.record.caf].record

    @property
    def convention(self) -> Convention:
        """The convention."""
        return self.record.conventions[self.index]

    @property
    def template(self) -> Template:
        """The template that the convention follows."""
        return self.dataset.templates[self.convention.modele]

    @property
    def copies(self) -> int:
        """How many originals the parties sign."""
        parameters = self.template.parametres
        assert isinstance(parameters, CooperationParameters | MonComptePartenaireParameters)
        return parameters.exemplaires

    def signed(self, side: Side) -> bool:
        """Whether that party has signed all that both sign."""
        return all(each.day(side) for each in signatures.acts(self.convention).values())

    def act(self, item: Item) -> Signed | None:
        """The signature of what both parties sign; None for any other document."""
        name = f"{item.service}/{item.name}" if item.service else item.name
        return signatures.acts(self.convention).get(name)

    @property
    def folder(self) -> str:
        """Where the dossier is, among all dossiers."""
        return f"{self.partner}/{convention_folder(self.record, self.index)}"


def current(partner: Partner) -> list[int]:
    """The indexes of the conventions that a dossier is made for: the last one of each family."""
    last = {each.famille: index for index, each in enumerate(partner.conventions)}
    return sorted(last.values())


def contents(dataset: Dataset, partner: str, indexes: Sequence[int]) -> Iterator[Contents]:
    """The dossier of each convention, at `indexes`, of a partner.

    Raises GreffeError when the data do not make a text, or when a nominative file cannot be read.
    """
    drafts = list(Author(dataset).complete(partner))
    corrected = {f"{partner}/{each.document}": each for each in corrections.of_partner(dataset, partner)}  # fmt: skip
    record = dataset.partners[partner].record
    for index in indexes:
        folder = f"{partner}/{convention_folder(record, index)}/"
        items = [
            _item(draft, folder, dataset, partner, corrected.get(draft.path))
            for draft in drafts
            if draft.path.startswith(folder)
        ]
        ranks = _ranks(record.conventions[index])
        kept = [each for each in items if _is_wanted(each, record.conventions[index])]
        yield Contents(dataset, partner, index, tuple(sorted(kept, key=lambda each: _order(each, ranks))))  # fmt: skip


def _item(
    draft: Draft, folder: str, dataset: Dataset, partner: str, held: Corrected | None
) -> Item:
    service, _, name = draft.path.removeprefix(folder).rpartition("/")
    sigle = dataset.services[service].record.sigle if service else ""
    if held is None:
        return Item(name, sigle, draft, corrected=False, apart=False)
    text = in_its_words(draft, held, partner)
    draft = replace(draft, rendered=text) if text else draft
    return Item(name, sigle, draft, corrected=True, apart=text is None)


def _ranks(convention: Convention) -> Mapping[str, int]:
    """The number of the annexe to the convention that each service is."""
    if not isinstance(convention, MonComptePartenaireConvention):
        return {}
    return {each.service: each.annexe for each in convention.bulletins}


def _order(item: Item, ranks: Mapping[str, int]) -> tuple[int, int, int]:
    """Documents of one rank stay in the order of the template."""
    if item.name in _FIRST:
        return 0, 0, _FIRST.index(item.name)
    return (2 if item.name in _LAST else 1), ranks.get(item.service, 0), 0


def _is_wanted(item: Item, convention: Convention) -> bool:
    """Of the two forms of the PJ3, the one by place is for a service that has places."""
    if not item.sigle or not isinstance(convention, MonComptePartenaireConvention):
        return True
    service = item.service
    placed = any(each.lieux for each in convention.bulletins if each.service == service)
    return item.name not in (_BY_SERVICE if placed else _BY_PLACE)
