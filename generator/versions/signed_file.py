"""A signed file that came back: which acts it holds, and whether it says what greffe gave to sign."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Any, Literal

from generator.archives.pdf.opening import MAGIC
from generator.documents import corrections
from generator.documents.production import Press
from generator.errors import GreffeError, UsageError
from generator.store.dataset import Dataset
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.partner import Convention
from generator.store.schema.people import Address
from generator.versions.avenant_states import Subject
from generator.versions.verify import expectations, grouping, pdf, received
from generator.versions.verify.comparison import Comparison
from generator.versions.verify.received import Received

Verdict = Literal["conforme", "modifie", "non-verifie"]


@dataclass(frozen=True)
class SignedFile:
    """A file called `name`, of SHA-256 `digest`: each document that could be read, as compared.

    `portable` is what a PDF says of how it was signed, None for another file.
    """

    name: str
    digest: str
    compared: tuple[tuple[Received, Comparison], ...]
    portable: pdf.Portable | None

    @property
    def verdict(self) -> Verdict:
        """Whether its text is the one that greffe gives."""
        if not self.compared:
            return "non-verifie"
        return "modifie" if any(each.differences for _, each in self.compared) else "conforme"

    @property
    def is_electronic(self) -> bool:
        """Whether the file bears an electronic signature."""
        return bool(self.portable and self.portable.signatures)

    @property
    def documents(self) -> tuple[str, ...]:
        """Its documents, by their path below those of the partner."""
        return tuple(each.expected.identity.document for _, each in self.compared)


def read(name: str, raw: bytes, dataset: Dataset, press: Press, partner: str) -> SignedFile:
    """The signed file `raw`. Raises GreffeError when it is not safe to read, or is no document of `partner`."""
    portable = pdf.read(name, raw) if raw.startswith(MAGIC) else None
    documents = portable.documents if portable else (received.read(name, raw),)
    for each in documents:
        if each.identity.partner not in ("", partner):
            raise GreffeError(f"« {name} » est un document de « {each.identity.partner} », et non de « {partner} ».")  # fmt: skip
    unsigned = _unsigned(dataset, partner)
    compared = tuple(
        (each, min((expectations.nearest(each, data, press.of(data), partner) for data in (unsigned, dataset)), key=_gap))
        for each in documents
    )  # fmt: skip
    return SignedFile(name, hashlib.sha256(raw).hexdigest(), compared, portable)


def _gap(compared: Comparison) -> int:
    return len(compared.differences)


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


def refuse_others(file: SignedFile, subject: Subject) -> None:
    """Raise UsageError when the file does not say the names and addresses that would be noted as signed.

    The file has words, then, that the data have left: what it says would be lost.
    """
    said = grouping.squeezed(" ".join(each.text for read, _ in file.compared for each in read.passages)).casefold()  # fmt: skip
    for what, text in _printed(subject) if said else ():
        if grouping.squeezed(text).casefold() not in said:
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
