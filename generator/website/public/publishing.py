"""From records to published types: one maker for each, the only way from the data to the public site.

Security contacts and account holders have no maker here at all.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from itertools import chain

from generator.documents.french.typography import NBSP
from generator.obligations import deadlines, mcp_deadlines
from generator.obligations.deadlines import Standing
from generator.store.dataset import Dataset
from generator.store.families import of_family, pinned
from generator.store.parameters import (
    CooperationTemplate,
    Family,
    MonComptePartenaireTemplate,
    Template,
)
from generator.store.schema import caf as caf_schema
from generator.store.schema import cooperation as cooperation_schema
from generator.store.schema import partner as partner_schema
from generator.store.schema.services import Service
from generator.store.territories import DEPARTEMENTS
from generator.website.public import freshness, legal
from generator.website.public.contacts import address, roles, signatory, website
from generator.website.public.due_dates import due_dates
from generator.website.public.kinds import KINDS
from generator.website.public.published import (
    AccessRegime,
    Blank,
    Caf,
    Convention,
    Frame,
    Partner,
    Regime,
    Site,
)
from generator.website.public.role_names import CENTRE, ESCALADE, HABILITATIONS, PROBLEMES
from generator.website.public.services import access, services
from generator.website.public.states import of_cooperation
from generator.website.rule_pages import rules
from generator.website.shelves import Shelf
from generator.website.timeline import timeline

_FRAMES = {
    "ctg": "Convention territoriale globale",
    "sdsf": "Schéma départemental des services aux familles",
}


def caf(key: str, record: caf_schema.Caf, day: date) -> Caf:
    """What is published of a Caf on `day`."""
    department = DEPARTEMENTS.get(record.departement)
    by_service = record.mon_compte_partenaire.services
    held = (
        (HABILITATIONS, record.annexe_3.responsable_habilitations),
        (PROBLEMES, record.annexe_3.referent_technique),
        (CENTRE, record.mon_compte_partenaire.centre_de_services),
        (ESCALADE, record.mon_compte_partenaire.escalade),
    )
    return Caf(
        id=key,
        nom=record.nom,
        sigle=record.sigle,
        adresse=address(record.adresse),
        site=website(record.site),
        representant=signatory(record.representant),
        roles=roles(*held),
        departement=department.nom if department else f"Département{NBSP}{record.departement}",
        mis_a_jour=freshness.latest(
            freshness.of_contacts(chain(*(records for _, records in held), *by_service.values())),
            day,
        ),
    )


def convention(
    record: cooperation_schema.CooperationConvention,
    template: CooperationTemplate,
    standing: Standing | None,
    day: date,
) -> Convention:
    """What is published on `day` of a convention: its dates, never the people of its annexes.

    `standing` is where it stands, None for a draft.
    """
    signature, frame, notice = record.signature, record.cadre, record.denonciation
    sendings = (record.annexe_1, record.annexe_2, record.annexe_3)
    return Convention(
        plateforme=template.plateforme.nom,
        modele=template.id,
        version=template.version,
        cadre=Frame(_FRAMES[frame.type], frame.nom, frame.debut, frame.fin) if frame else None,
        signee_partenaire=signature.partenaire if signature else None,
        signee_caf=signature.caf if signature else None,
        annexes=tuple(
            (f"Annexe{NBSP}{number}", sending.transmise_le if sending else None)
            for number, sending in enumerate(sendings, 1)
        ),
        etat=of_cooperation(record, standing, day),
        terminee=standing is not None and standing.term.ended,
        lettre_recue_le=notice.recue_le if notice else None,
        frise=timeline(standing, day),
    )


def partner(
    key: str,
    record: partner_schema.Partner,
    caf: Caf,
    templates: Mapping[str, Template],
    *,
    offered: Mapping[str, Service],
    day: date,
    late: bool,
    documents: Iterable[Shelf],
) -> Partner:
    """What is published of a partner on `day`, with the documents already made for it.

    `offered` holds the services that a partner may join, by id; `late` shows what it should have done already.
    """
    running = {each.index: each for each in deadlines.standings(record, templates, day)}
    open_to = {each.index: each for each in mcp_deadlines.standings(record, templates, day)}
    conventions = tuple(
        convention(c, pinned(templates, c.modele, CooperationTemplate), running.get(index), day)
        for index, c in record.cooperation
    )
    acces = tuple(
        access(
            c,
            pinned(templates, c.modele, MonComptePartenaireTemplate),
            offered,
            open_to.get(index),
            day,
            current=index == record.convention_des_pieces,
        )
        for index, c in record.mon_compte_partenaire
    )
    annexe = next((c.annexe_2 for _, c in record.cooperation[-1:]), None)
    contacts = annexe.responsable_habilitations if annexe else []
    return Partner(
        id=key,
        nom=record.nom,
        sigle=record.sigle,
        type=KINDS[record.type],
        adresse=address(record.adresse),
        code_postal=record.adresse.code_postal,
        commune=record.adresse.commune.partition(" CEDEX")[0],
        site=website(record.site),
        representant=signatory(record.representant),
        caf=caf,
        conventions=conventions,
        acces=acces,
        roles=roles((HABILITATIONS, contacts)),
        echeances=tuple(due for due in due_dates(record, templates, day) if late or not due.passee),
        documents=tuple(documents),
        mis_a_jour=freshness.latest(
            (
                *freshness.of_conventions(conventions),
                *freshness.of_conventions(acces),
                *freshness.of_contacts(contacts),
            ),
            day,
        ),
    )


def chosen(dataset: Dataset) -> Dataset:
    """The data that the Caf chose to show: without the conventions that nobody has signed, unless it shows drafts."""
    if dataset.settings.site_public.publication.projets == "oui":
        return dataset
    partners = {key: replace(entry, record=_signed(entry.record)) for key, entry in dataset.partners.items()}  # fmt: skip
    return replace(dataset, partners=partners)


def _signed(record: partner_schema.Partner) -> partner_schema.Partner:
    signed = [each for each in record.conventions if each.signature]
    if len(signed) == len(record.conventions):
        return record
    return record.model_copy(update={"conventions": signed})


def site(
    dataset: Dataset,
    day: date,
    *,
    documents: Mapping[str, Iterable[Shelf]],
    blanks: Mapping[str, Iterable[Shelf]],
) -> Site:
    """The site seen on `day`. `documents` goes by partner, `blanks` by template.

    An archived partner is kept but no longer published.
    """
    cafs = {key: caf(key, entry.record, day) for key, entry in sorted(dataset.cafs.items())}
    active = {
        key: entry.record
        for key, entry in sorted(dataset.partners.items())
        if entry.record.statut == "actif"
    }
    templates = dataset.templates
    newest = _newest(templates)
    offered = {key: entry.record for key, entry in sorted(dataset.services.items())}
    used = {c.modele for record in active.values() for c in record.conventions} | blanks.keys()
    partners = tuple(
        partner(
            key,
            record,
            cafs[record.caf],
            templates,
            offered=offered,
            day=day,
            late=dataset.settings.site_public.publication.retards == "oui",
            documents=documents.get(key, ()),
        )
        for key, record in active.items()
    )
    return Site(
        titre=dataset.settings.titre,
        adresse=dataset.settings.site,
        exemple=dataset.settings.exemple is not None,
        jour=day,
        cafs=tuple(cafs.values()),
        partenaires=partners,
        regimes=tuple(
            Regime(each.plateforme.nom, each.version, each.parametres, each.articles)
            for name, each in sorted(of_family(templates, CooperationTemplate).items())
            if name in used
        ),
        regimes_acces=tuple(
            AccessRegime(each.plateforme.nom, each.version, each.parametres, each.articles)
            for name, each in sorted(of_family(templates, MonComptePartenaireTemplate).items())
            if name in used
        ),
        modeles=tuple(
            Blank(
                name,
                name in newest,
                templates[name].plateforme.nom,
                templates[name].version,
                templates[name].validation,
                tuple(files),
            )
            for name, files in sorted(
                blanks.items(), key=lambda pair: (pair[0] not in newest, pair[0])
            )
        ),
        regles=rules(templates),
        services=services(
            offered,
            dataset.cafs,
            [shelf for shelves in blanks.values() for shelf in shelves],
            partners,
        ),
        mentions=legal.made(dataset.settings.site_public, tuple(cafs.values())),
    )


def _newest(templates: Mapping[str, Template]) -> set[str]:
    """The template of each family that a new convention is made from."""
    newest: dict[Family, Template] = {}
    for template in sorted(templates.values(), key=lambda each: (each.date, each.id)):
        newest[template.famille] = template
    return {template.id for template in newest.values()}
