"""From records to published types: one maker for each, the only way from the data to the public site.

A contact is published only by the choice its record carries (`publication`), its telephone only by a
second choice. Security contacts and account holders have no maker here at all.
"""

from collections.abc import Iterable, Mapping
from datetime import date

import phonenumbers

from generator.documents.french import functions
from generator.documents.french.typography import NBSP
from generator.store.dataset import Dataset
from generator.store.parameters import Template
from generator.store.schema import caf as caf_schema
from generator.store.schema import cooperation as cooperation_schema
from generator.store.schema import partner as partner_schema
from generator.store.schema import people
from generator.website.public.due_dates import due_dates
from generator.website.public.kinds import KINDS
from generator.website.public.published import (
    Blank,
    Caf,
    Contact,
    Convention,
    Download,
    Frame,
    Partner,
    Phone,
    Regime,
    Role,
    Site,
)
from generator.website.public.rule_pages import rules

_FRAMES = {
    "ctg": "Convention territoriale globale",
    "sdsf": "Schéma départemental des services aux familles",
}


def phone(number: str) -> Phone:
    """`number` (valid, as the schema holds it) in pairs of digits and in E.164."""
    parsed = phonenumbers.parse(number, "FR")
    style = (
        phonenumbers.PhoneNumberFormat.NATIONAL
        if parsed.country_code == 33
        else phonenumbers.PhoneNumberFormat.INTERNATIONAL
    )
    text = phonenumbers.format_number(parsed, style).replace(" ", NBSP)
    return Phone(text, phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.E164))


def contact(record: people.Contact) -> Contact | None:
    """The contact, or None when nobody chose to publish it."""
    if record.publication is None:
        return None
    public_phone = record.telephone if record.publication.telephone == "public" else None
    person = " ".join(part for part in (record.civilite, record.prenom, record.nom) if part)
    return Contact(
        nom=person if record.nom else record.intitule or "",
        fonction=record.fonction or (record.intitule if record.nom else None),
        courriels=tuple(record.adresses_electroniques),
        telephone=phone(public_phone) if public_phone else None,
    )


def _roles(*roles: tuple[str, Iterable[people.Contact]]) -> tuple[Role, ...]:
    """Roles that have at least one published contact."""
    published = (
        Role(title, tuple(found for record in records if (found := contact(record))))
        for title, records in roles
    )
    return tuple(role for role in published if role.contacts)


def _signatory(record: people.Signatory) -> str | None:
    if record.publication is None:
        return None
    person = " ".join(part for part in (record.civilite, record.prenom, record.nom) if part)
    return f"{person}, {functions.agree(record.fonction, record.civilite).text}"


def _address(record: people.Address) -> tuple[str, ...]:
    town = " ".join(part for part in (record.code_postal, record.commune) if part)
    return tuple(line for line in (record.complement, record.voie, town) if line)


def _website(address: str | None) -> str | None:
    """`address` if it is one that a link may open: a page never links to `javascript:`."""
    if address and not address.startswith(("https://", "http://")):
        return f"https://{address}"
    return address


def caf(key: str, record: caf_schema.Caf) -> Caf:
    """What is published of a Caf."""
    return Caf(
        id=key,
        nom=record.nom,
        sigle=record.sigle,
        adresse=_address(record.adresse),
        site=_website(record.site),
        representant=_signatory(record.representant),
        roles=_roles(
            ("Responsable des habilitations", record.annexe_3.responsable_habilitations),
            ("Référent problèmes techniques", record.annexe_3.referent_technique),
        ),
    )


def convention(record: cooperation_schema.CooperationConvention, template: Template) -> Convention:
    """What is published of a convention: its dates, never the people of its annexes."""
    signature, frame, notice = record.signature, record.cadre, record.denonciation
    sendings = (record.annexe_1, record.annexe_2, record.annexe_3)
    return Convention(
        plateforme=template.plateforme.nom,
        cadre=Frame(_FRAMES[frame.type], frame.nom, frame.debut, frame.fin) if frame else None,
        signee_partenaire=signature.partenaire if signature else None,
        signee_caf=signature.caf if signature else None,
        annexes=tuple(
            (f"Annexe{NBSP}{number}", sending.transmise_le if sending else None)
            for number, sending in enumerate(sendings, 1)
        ),
        fin=(
            "Résiliée" if notice.type == "resiliation" else "Non-renouvellement demandé",
            notice.recue_le,
        )
        if notice and notice.recue_le
        else None,
    )


def partner(
    key: str,
    record: partner_schema.Partner,
    caf: Caf,
    templates: Mapping[str, Template],
    *,
    day: date,
    documents: Iterable[Download],
) -> Partner:
    """What is published of a partner on `day`, with the documents already made for it."""
    return Partner(
        id=key,
        nom=record.nom,
        sigle=record.sigle,
        type=KINDS[record.type],
        adresse=_address(record.adresse),
        commune=record.adresse.commune.partition(" CEDEX")[0],
        site=_website(record.site),
        representant=_signatory(record.representant),
        caf=caf,
        conventions=tuple(convention(c, templates[c.modele]) for c in record.conventions),
        roles=_roles(
            *(
                ("Responsable des habilitations", c.annexe_2.responsable_habilitations)
                for c in record.conventions[-1:]
                if c.annexe_2
            )
        ),
        echeances=due_dates(record, templates, day),
        documents=tuple(documents),
    )


def site(
    dataset: Dataset,
    day: date,
    *,
    documents: Mapping[str, Iterable[Download]],
    blanks: Mapping[str, Iterable[Download]],
) -> Site:
    """The site seen on `day`. `documents` goes by partner, `blanks` by template.

    An archived partner is kept but no longer published.
    """
    cafs = {key: caf(key, entry.record) for key, entry in sorted(dataset.cafs.items())}
    active = {
        key: entry.record
        for key, entry in sorted(dataset.partners.items())
        if entry.record.statut == "actif"
    }
    templates = dataset.templates
    used = {c.modele for record in active.values() for c in record.conventions} | blanks.keys()
    return Site(
        titre=dataset.settings.titre,
        adresse=dataset.settings.site,
        exemple=dataset.settings.exemple is not None,
        jour=day,
        cafs=tuple(cafs.values()),
        partenaires=tuple(
            partner(
                key,
                record,
                cafs[record.caf],
                templates,
                day=day,
                documents=documents.get(key, ()),
            )
            for key, record in active.items()
        ),
        regimes=_regimes([templates[name] for name in sorted(used)]),
        modeles=tuple(
            Blank(
                templates[name].plateforme.nom,
                templates[name].version,
                templates[name].validation,
                tuple(files),
            )
            for name, files in sorted(blanks.items())
        ),
        regles=rules(templates),
    )


def _regimes(templates: list[Template]) -> tuple[Regime, ...]:
    same: dict[str, list[Template]] = {}
    for template in templates:
        same.setdefault(template.model_dump_json(include={"parametres", "articles"}), []).append(
            template
        )
    between = f"{NBSP}» et «{NBSP}"
    return tuple(
        Regime(
            between.join(dict.fromkeys(t.plateforme.nom for t in group)),
            group[0].parametres,
            group[0].articles,
        )
        for group in same.values()
    )
