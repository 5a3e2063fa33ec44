"""What is published of « Mon Compte Partenaire »: services with their profiles, memberships with their dates."""

from collections.abc import Iterable, Mapping
from datetime import date

from generator.documents.forms import Form
from generator.documents.nomenclature import PIECES
from generator.documents.piece_bases import asked
from generator.documents.service_forms import PJ1, PJ3, pj1, pj3
from generator.obligations.mcp_deadlines import McpStanding
from generator.store.dataset import Entry
from generator.store.parameters import MonComptePartenaireTemplate
from generator.store.schema import mon_compte_partenaire as schema
from generator.store.schema.caf import Caf
from generator.store.schema.services import Level, Piece
from generator.store.schema.services import Service as ServiceRecord
from generator.website.public.contacts import roles
from generator.website.public.published import (
    Access,
    Membership,
    Partner,
    Profile,
    Service,
)
from generator.website.public.states import of_access
from generator.website.shelves import Download, Shelf
from generator.website.timeline import timeline

_PER: dict[Level, str] = {
    "organisme": "pour tout l'organisme",
    "lieu": "par lieu",
    "equipement": "par équipement ou service",
}


def access(
    record: schema.MonComptePartenaireConvention,
    template: MonComptePartenaireTemplate,
    offered: Mapping[str, ServiceRecord],
    standing: McpStanding | None,
    day: date,
    *,
    current: bool,
) -> Access:
    """What is published on `day` of a convention: its dates and services, never its people.

    `standing` is where it stands, None for a draft; `current`: the pièces in hand are those of this convention.
    """
    signature = record.signature
    ended = standing is not None and standing.term.ended
    return Access(
        plateforme=template.plateforme.nom,
        modele=template.id,
        version=template.version,
        missions=tuple(record.missions),
        signee_partenaire=signature.partenaire if signature else None,
        signee_caf=signature.caf if signature else None,
        adhesions=tuple(
            Membership(
                bulletin.service,
                offered[bulletin.service].sigle,
                bulletin.signature.caf if bulletin.signature else None,
                _asked(bulletin, record, offered) if current and not ended else (),
            )
            for bulletin in record.bulletins
        ),
        etat=of_access(record, standing, day),
        terminee=ended,
        frise=timeline(standing, day),
    )


def _asked(
    bulletin: schema.Bulletin,
    record: schema.MonComptePartenaireConvention,
    offered: Mapping[str, ServiceRecord],
) -> tuple[str, ...]:
    mode = record.contrat.mode_signe if record.contrat else None
    return tuple(sorted(asked(offered[bulletin.service], mode) & {PJ1, PJ3}))


def services(
    offered: Mapping[str, ServiceRecord],
    cafs: Mapping[str, Entry[Caf]],
    blanks: Iterable[Shelf],
    partners: Iterable[Partner],
) -> tuple[Service, ...]:
    """The services that a partner may join, with the contacts that each of `cafs` publishes for them.

    `blanks` are the blank documents of all templates; `partners` are those of the site.
    """
    documents = {shelf.service: shelf.documents for shelf in blanks}
    filled = {
        (joined.service, name)
        for partner in partners
        for convention in partner.acces
        for joined in convention.adhesions
        for name in joined.formulaires
    }
    return tuple(
        _service(
            key, record, cafs, documents.get(key, ()),
            tuple(form for form in (pj1(key, record), pj3(key, record)) if (key, form.document) in filled),
        )
        for key, record in offered.items()
    )  # fmt: skip


def _service(
    key: str,
    record: ServiceRecord,
    cafs: Mapping[str, Entry[Caf]],
    documents: tuple[Download, ...],
    forms: tuple[Form, ...],
) -> Service:
    contacts = (
        (entry.record.nom, entry.record.mon_compte_partenaire.services.get(key, ()))
        for _, entry in sorted(cafs.items())
    )
    return Service(
        id=key,
        nom=record.nom,
        sigle=record.sigle,
        finalites=tuple(record.finalites),
        profils=tuple(
            Profile(
                code,
                profile.nom,
                profile.precision,
                tuple((_PER[level], most) for level, most in profile.niveaux.items()),
            )
            for code, profile in record.profils.items()
        ),
        utilisateurs=record.utilisateurs,
        pieces=(
            ("délégué", _pieces(record.pieces.delegue)),
            ("centralisé", _pieces(record.pieces.centralise)),
        ),
        contacts=roles(*contacts),
        documents=documents,
        demande_pj3=returns(record, PJ3),
        formulaires=forms,
    )


def returns(service: ServiceRecord, document: str) -> bool:
    """Whether some mode of the service has its partners return the pièce `document`."""
    return document in (*service.pieces.delegue, *service.pieces.centralise)


def _pieces(names: list[Piece]) -> tuple[tuple[str, str], ...]:
    return tuple(PIECES[name] for name in names)
