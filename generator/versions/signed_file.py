"""A signed file that came back: which acts it holds, and whether it says what greffe gave to sign."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal, get_args

from generator.documents import corrections
from generator.documents.pdf import writer
from generator.documents.production import Press
from generator.documents.seals import squeezed
from generator.documents.texts import convention_folder
from generator.documents.views import acts as authorising
from generator.errors import GreffeError, UsageError
from generator.store.dataset import Dataset
from generator.store.schema.acts import Signature
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Convention, Partner
from generator.store.schema.people import Address
from generator.versions.avenant_states import Subject
from generator.versions.verify import expectations, knowledge, pdf, received
from generator.versions.verify.comparison import Comparison
from generator.versions.verify.received import Received

Verdict = Literal["conforme", "modifie", "non-verifie"]


@dataclass(frozen=True)
class SignedFile:
    """A file called `name`, of SHA-256 `digest`: each document that could be read, as compared.

    `settled` are the projects of acts that it holds besides. `portable` is what a PDF says of how it was signed, None
    for another file; `intact`: it is, to the byte, a PDF that greffe made.
    """

    name: str
    digest: str
    compared: tuple[tuple[Received, Comparison], ...]
    settled: tuple[Received, ...]
    portable: pdf.Portable | None
    intact: bool

    @property
    def verdict(self) -> Verdict:
        """Whether its text is the one that greffe gives."""
        if not self.compared:
            return "non-verifie"
        return "modifie" if any(each.differences for _, each in self.compared) else "conforme"

    @property
    def is_electronic(self) -> bool:
        """Whether the file bears an electronic signature."""
        return bool(self.portable and self.portable.is_signed)

    @property
    def is_untouched(self) -> bool:
        """Whether it is what greffe made and nothing more: not signed, nothing drawn on it, no place filled."""
        if self.is_electronic or (self.portable and self.portable.annotations):
            return False
        return self.intact or (
            bool(self.compared)
            and all(
                read.identity.document and not (each.differences or each.filled or each.agreed)
                for read, each in self.compared
            )
        )

    @property
    def documents(self) -> tuple[str, ...]:
        """Its documents, by their path below those of the partner."""
        return tuple(each.expected.identity.document for _, each in self.compared)


def read(name: str, raw: bytes, dataset: Dataset, press: Press, partner: str) -> SignedFile:
    """The signed file `raw`. Raises GreffeError when it is not safe to read, or is no document of `partner`."""
    portable = pdf.read(name, raw) if pdf.is_portable(name, raw) else None
    documents = portable.documents if portable else (received.read(name, raw),)
    for each in documents:
        if each.identity.partner not in ("", partner):
            raise GreffeError(f"« {name} » est un document de « {each.identity.partner} », et non de « {partner} ».")  # fmt: skip
    record = dataset.partners[partner].record
    settled = tuple(each for each in documents if is_settled(each, record))
    compared = tuple((each, nearest(each, dataset, press, partner)) for each in documents if each not in settled)  # fmt: skip
    return SignedFile(
        name, hashlib.sha256(raw).hexdigest(), compared, settled, portable, writer.is_intact(raw)
    )


def is_settled(found: Received, record: Partner) -> bool:
    """Whether a document is the project of an act that `record` waits for no more, taken or signed without: greffe makes it no longer."""
    return any(
        found.identity.document == f"{convention_folder(record, index)}/{nature}"
        and nature not in authorising.awaited(record, index)
        for index in range(len(record.conventions))
        for nature in get_args(authorising.Nature)
    )


def nearest(found: Received, dataset: Dataset, press: Press, partner: str) -> Comparison:
    """The comparison with what greffe gives today of a document of `partner`, or gave before it was signed.

    Raises GreffeError as `expectations.nearest`.
    """
    now = expectations.nearest(found, dataset, press.of(dataset), partner)
    bare = _unsigned(dataset, partner)
    before = expectations.nearest(found, bare, press.of(bare), partner)
    known = knowledge.held(before, now.expected, _days(dataset, partner))
    return min((known, now), key=_gap)


def _gap(compared: Comparison) -> tuple[int, int, bool]:
    return len(compared.differences), len(compared.filled), compared.data is not False


def _days(dataset: Dataset, partner: str) -> frozenset[date]:
    """The days on which the papers of the partner were signed."""
    signatures = (each for convention in dataset.partners[partner].record.conventions for each in _signatures(convention))  # fmt: skip
    found = (day for each in signatures if each for day in (each.partenaire, each.caf))
    return frozenset(day for day in found if day)


def _signatures(convention: Convention) -> Iterator[Signature | None]:
    yield convention.signature
    if isinstance(convention, MonComptePartenaireConvention):
        yield convention.contrat.signature if convention.contrat else None
        yield from (each.signature for each in convention.bulletins)


def _unsigned(dataset: Dataset, partner: str) -> Dataset:
    """The same data before anything was signed: what is given to sign leaves the day and the place to fill."""
    entry = dataset.partners[partner]
    conventions = [_without_signature(each) for each in entry.record.conventions]
    record = entry.record.model_copy(update={"conventions": conventions})
    return replace(dataset, partners={**dataset.partners, partner: replace(entry, record=record)})


def _without_signature(convention: Convention) -> Convention:
    bare: dict[str, Any] = {"signature": None}
    if isinstance(convention, MonComptePartenaireConvention):
        contract = convention.contrat
        bare["contrat"] = contract and contract.model_copy(update={"signature": None})
        bare["bulletins"] = [each.model_copy(update={"signature": None}) for each in convention.bulletins]  # fmt: skip
    return convention.model_copy(update=bare)


def index(file: SignedFile, subject_of: Dataset, partner: str) -> int | None:
    """The index of the convention that the documents are of; None when the file does not tell.

    Raises GreffeError when they are of several.
    """
    record = subject_of.partners[partner].record
    homes = {corrections.home(record, each) for each in file.documents}
    if len(homes) > 1:
        raise GreffeError(f"« {file.name} » réunit des documents de plusieurs conventions : donnez les fichiers signés de chacune.")  # fmt: skip
    return next(iter(homes), None)


def named(documents: Iterable[Received], dataset: Dataset) -> set[str]:
    """The partners, by id, whose names the documents say; of names that hold one another, the longest."""
    said = _said(documents)
    names = {key: squeezed(entry.record.nom).casefold() for key, entry in dataset.partners.items()}
    found = {key: name for key, name in names.items() if name in said}
    return {key for key, name in found.items() if not any(name != other and name in other for other in found.values())}  # fmt: skip


def says_its_name(documents: Iterable[Received], record: Partner) -> bool:
    """Whether the documents, if any has words, say the name of that partner."""
    said = _said(documents)
    return not said or squeezed(record.nom).casefold() in said


def _said(documents: Iterable[Received]) -> str:
    return squeezed(" ".join(each.text for read in documents for each in read.passages)).casefold()


def refuse_others(file: SignedFile, subject: Subject) -> None:
    """Raise UsageError when the file does not say the names and addresses that would be noted as signed.

    The file has words, then, that the data have left: what it says would be lost.
    """
    said = _said(read for read, _ in file.compared)
    for what, text in _printed(subject) if said else ():
        if squeezed(text).casefold() not in said:
            raise UsageError(f"« {file.name} » ne porte pas {what} d'aujourd'hui (« {text} ») : le fichier du partenaire ou de la Caf a changé depuis. Remettez-y ce que dit le texte signé, notez la signature, puis refaites le changement : greffe dira s'il faut un avenant.")  # fmt: skip


def _printed(subject: Subject) -> Iterator[tuple[str, str]]:
    partner = subject.record
    caf = subject.dataset.cafs[partner.caf].record
    yield "le nom du partenaire", partner.nom
    yield from (("l'adresse du partenaire", line) for line in _lines(partner.adresse))
    yield "le nom de la Caf", caf.nom
    yield from (("l'adresse de la Caf", line) for line in _lines(caf.adresse))


def _lines(address: Address) -> Iterator[str]:
    yield from filter(None, (address.voie, address.complement, address.commune))
