"""What the convention d'accès, the contrat de service and the e-signature sheet print.

The same names serve the signed documents, the public ones (only what may be published, the rest to fill)
and the blank model (no partner). What one service prints besides is in `views.bulletin`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from generator.documents.french import agreement
from generator.documents.french.elision import APOSTROPHE, elides
from generator.documents.rendered import Blank, Text
from generator.documents.views import contacts, identity, party, signatory
from generator.documents.views.annexes import transmission
from generator.documents.views.contacts import ContactView
from generator.documents.views.party import PartyView
from generator.documents.views.signatory import Shown, Word
from generator.documents.views.signing import SigningView, signing
from generator.store.parameters import MonComptePartenaireTemplate
from generator.store.schema.caf import Caf, MonComptePartenaireContacts
from generator.store.schema.mon_compte_partenaire import (
    ElectronicSignature,
    MonComptePartenaireConvention,
    ServiceContract,
)
from generator.store.schema.partner import Partner
from generator.store.schema.people import Contact, Signatory
from generator.store.schema.signed import Mode

Context = Mapping[str, Any]
"""The names a template may use."""


@dataclass(frozen=True)
class Subject:
    """What documents are about; nothing of it is known in a blank model.

    When `public`, people and telephones whose publication was not decided are to fill.
    """

    template: MonComptePartenaireTemplate
    caf: Caf | None = None
    partner: Partner | None = None
    convention: MonComptePartenaireConvention | None = None
    public: bool = False

    @property
    def path(self) -> str:
        """Where the convention stands in the partner's file."""
        if self.partner is None or self.convention is None:
            return "conventions[0]"
        return f"conventions[{self.partner.conventions.index(self.convention)}]"

    @property
    def mode(self) -> Mode | None:
        """The mode of the last signed text, None as long as none is chosen."""
        contract = self.convention.contrat if self.convention else None
        return contract.mode_signe if contract else None

    @property
    def shown(self) -> Shown:
        """Whether a person may be named."""
        return signatory.published if self.public else signatory.everyone

    @property
    def phones(self) -> Shown:
        """Whether a telephone may be printed."""
        return signatory.published_phone if self.public else signatory.everyone


@dataclass(frozen=True)
class AgreementView(SigningView):
    """The convention d'accès: its signature and the partner's missions, one by one and in one line."""

    missions: tuple[Word, ...]
    missions_suite: Word


@dataclass(frozen=True)
class ContractView(SigningView):
    """The contrat de service; `mode` is None as long as none is chosen."""

    mode: Mode | None
    administrateur: ContactView
    suppleant: ContactView
    responsable_securite: tuple[ContactView, ...]
    support: tuple[ContactView, ...]
    responsables_habilitation: tuple[ContactView, ...]


@dataclass(frozen=True)
class CafContactsView:
    """The Caf's contacts; each role has at least one holder, to fill when there is none."""

    centre_de_services: tuple[ContactView, ...]
    escalade: tuple[ContactView, ...]
    responsable_securite: tuple[ContactView, ...]


@dataclass(frozen=True)
class CertificationView:
    """The words before a signatory's name (« Je soussignée ») and before the function (« de », « d' »)."""

    je_soussigne: str
    de: str


@dataclass(frozen=True)
class SheetView:
    """The e-signature sheet."""

    date_transmission: Word
    date_signature: Word
    signataires: tuple[ContactView, ...]


def context(subject: Subject) -> Context:
    """What the documents of a convention print; `service` is for those of a service (pieces.py).

    Raises GreffeError when the names of the parties cannot be worked out.
    """
    template, record, path = subject.template, subject.convention, subject.path
    parties = (
        party.caf(subject.caf, subject.shown),
        party.partner(subject.partner, "le-partenaire", subject.shown),
    )
    return {
        "modele": template,
        "articles": template.articles,
        "parametres": template.parametres,
        "valide": template.validation is not None,
        "caf": parties[0],
        "partenaire": parties[1],
        "parties": parties,
        "gestionnaire": _manager(subject.partner),
        **identity.identity(subject.partner, record.acte if record else None, f"{path}.acte"),
        "convention": AgreementView(
            **vars(signing(record.signature if record else None, f"{path}.signature")),
            missions=_missions(record.missions if record else [], f"{path}.missions"),
            missions_suite=_in_line(record.missions if record else [], f"{path}.missions"),
        ),
        "contrat": _contract(record.contrat if record else None, f"{path}.contrat", subject),
        "interlocuteurs_caf": _caf_contacts(subject),
        "signature_electronique": _sheet(
            record.signature_electronique if record else None,
            f"{path}.signature_electronique",
            subject,
        ),
        "certification": certification(parties[1], _certifying(subject)),
        "service": "",
    }


def _manager(partner: Partner | None) -> Word:
    """« Communauté de communes du Val d'Exemple (CCVE) »."""
    if partner is None:
        return Blank("nom", "dénomination du gestionnaire")
    sigle = identity.sigle(partner)
    return Text(f"{partner.nom} ({sigle.text})" if isinstance(sigle, Text) else partner.nom, "nom")


def _missions(missions: list[str], path: str) -> tuple[Word, ...]:
    known = tuple(Text(mission, f"{path}[{i}]") for i, mission in enumerate(missions))
    return known or (Blank(f"{path}[0]", "mission"),)


def _in_line(missions: list[str], path: str) -> Word:
    return Text(", ".join(missions), path) if missions else Blank(path, "missions")


def _contract(record: ServiceContract | None, path: str, subject: Subject) -> ContractView:
    def one(role: str) -> ContactView:
        where, found = f"{path}.{role}", getattr(record, role, None)
        if found is None or not subject.shown(found):
            return contacts.to_fill(where)
        return contacts.holder(found, where, subject.phones)

    def several(role: str) -> tuple[ContactView, ...]:
        found: list[Contact] = getattr(record, role, [])
        return contacts.holders(found, f"{path}.{role}", subject.shown, subject.phones)

    delegated = record.responsables_habilitation if record else None
    return ContractView(
        **vars(signing(record.signature if record else None, f"{path}.signature")),
        mode=record.mode if record else None,
        administrateur=one("administrateur"),
        suppleant=one("suppleant"),
        responsable_securite=several("responsable_securite"),
        support=several("support"),
        # Only a partner that organises itself so has delegated managers.
        responsables_habilitation=() if delegated == [] else several("responsables_habilitation"),
    )


def _caf_contacts(subject: Subject) -> CafContactsView:
    record = subject.caf.mon_compte_partenaire if subject.caf else MonComptePartenaireContacts()

    def holders(role: str) -> tuple[ContactView, ...]:
        path = f"caf.mon_compte_partenaire.{role}"
        return contacts.holders(getattr(record, role), path, subject.shown, subject.phones)

    return CafContactsView(
        holders("centre_de_services"), holders("escalade"), holders("responsable_securite")
    )


def _sheet(record: ElectronicSignature | None, path: str, subject: Subject) -> SheetView:
    return SheetView(
        transmission(
            record.transmis_le if record and not subject.public else None, path, "transmis_le"
        ),
        Blank(f"{path}.date", "date"),
        contacts.holders(
            record.signataires if record else [],
            f"{path}.signataires",
            subject.shown,
            subject.phones,
        ),
    )


def certification(manager: PartyView, person: Signatory | None) -> CertificationView:
    """The words of a certification by `person`, who signs for the `manager`; None for somebody to fill."""
    feminine = person.civilite == "Mme" if person else None
    function = manager.signataire.fonction
    vowel = isinstance(function, Text) and elides(function.text)
    return CertificationView(
        f"Je {agreement.agree('soussigné', feminine)}", f"d{APOSTROPHE}" if vowel else "de "
    )


def _certifying(subject: Subject) -> Signatory | None:
    """Whoever signs for the partner, if that may be said."""
    person = subject.partner.representant if subject.partner else None
    return person if person and subject.shown(person) else None
