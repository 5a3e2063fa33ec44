"""Invented records of « Mon Compte Partenaire », and the words of its rendered documents."""

from typing import Any

from records import ACCOUNTS, SIGNED, caf, contact, partner, words

from generator.documents.views import mon_compte_partenaire as accounts
from generator.documents.views import pieces
from generator.documents.views.mon_compte_partenaire import Context, Subject
from generator.store.parameters import MonComptePartenaireTemplate
from generator.store.schema.caf import Caf
from generator.store.schema.nominative import Users
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service


def service(**fields: Any) -> Service:
    """An invented service, whose profiles and groups no code can know."""
    return Service.model_validate(
        {
            "nom": "Suivi des jardins partagés",
            "sigle": "SJP",
            "finalites": ["Déclarer les récoltes.", "Comparer les parcelles."],
            "utilisateurs": 12,
            "profils": {
                "J1": {"nom": "Jardinier", "niveaux": {"lieu": 3, "equipement": 2}},
                "J2": {
                    "nom": "Semencier",
                    "precision": "compte les graines",
                    "niveaux": {"organisme": 4},
                },
                "J3": {"nom": "Visiteur", "niveaux": {"equipement": None}},
            },
            "groupes": {
                "arroser": {"intitule": "Responsable du groupe ARROSER"},
                "tailler": {"intitule": "Responsable du groupe TAILLER"},
            },
            "pieces": {"delegue": ["pj1", "pj2", "pj3"], "centralise": ["pj2", "pj3"]},
            "colonnes_pj3": {
                "nom": "Nom",
                "prenom": "Prénom",
                "adresse_electronique": "Courriel",
                "profil": "Profil tenu",
                "identifiant": "Identifiant",
                "lieu": "Lieu",
                "equipement": "Équipement",
                "habilite_le": "Habilité le",
                "cloture_le": "Clos le",
            },
        }
        | fields
    )


def accounts_caf(**fields: Any) -> Caf:
    """The Caf with its contacts for « Mon Compte Partenaire »."""
    box = {
        "intitule": "Centre de services",
        "adresses_electroniques": ["centre@pays-temoin.example"],
    }
    return caf(
        mon_compte_partenaire={
            "centre_de_services": [box],
            "escalade": [contact("Ballast"), contact("Rivet")],
            "responsable_securite": [contact("Vasque")],
            "services": {"jardins": [contact("Greffon", telephone="05 00 00 00 01")]},
        }
        | fields
    )


def accounts_partner(changed: dict[str, Any] | None = None, **fields: Any) -> Partner:
    """The partner with one signed « Mon Compte Partenaire » convention; `changed` replaces some of its fields."""
    phone = {"telephone": "05 00 00 00 02"}
    return partner(
        conventions=[
            {
                "famille": "mon-compte-partenaire",
                "modele": ACCOUNTS.id,
                "missions": ["Compétence jardinage", "Compétence compostage"],
                "signature": SIGNED,
                "contrat": {
                    "mode": "delegue",
                    "signature": SIGNED,
                    "administrateur": contact("Tourbe", **phone),
                    "suppleant": contact("Limon", **phone),
                    "responsable_securite": [contact("Rotin", **phone)],
                    "support": [contact("Bobine", **phone)],
                },
                "bulletins": [
                    {
                        "service": "jardins",
                        "annexe": 3,
                        "signature": SIGNED,
                        "cof": {"numero": "C-17", "fin": "2026-12-31"},
                        "maximums": {"J2": 6},
                        "lieux": [
                            {
                                "nom": "Serre du Midi",
                                "adresse": {"voie": "3 allée Verte", "commune": "Témoin"},
                                "equipements": [
                                    {"nom": "Potager", "type": "carré"},
                                    {"nom": "Verger"},
                                ],
                            },
                            {"nom": "Serre du Nord"},
                        ],
                        "pj1": {
                            "transmise_le": "2026-01-20",
                            "signee_le": "2026-01-19",
                            "responsables": {"arroser": [contact("Humus", **phone)]},
                        },
                        "pj2": {"transmise_le": "2026-01-21"},
                    }
                ],
                "signature_electronique": {
                    "transmis_le": "2026-01-10",
                    "signataires": [contact("Paille", **phone)],
                },
            }
            | (changed or {})
        ],
        **fields,
    )


def users(**fields: Any) -> Users:
    """A PJ3 with one open line, one closed line, and one of the whole organisation."""
    mail = {"adresse_electronique": "ines.saule@pays-temoin.example"}
    saule = {"nom": "SAULE", "prenom": "Inès", "identifiant": "SAU001"} | mail
    return Users.model_validate(
        {
            "partenaire": "temoin",
            "services": [
                {
                    "service": "jardins",
                    "transmise_le": "2026-01-22",
                    "utilisateurs": [
                        saule
                        | {"profil": "J1", "equipement": "Verger", "habilite_le": "2026-01-23"},
                        saule
                        | {
                            "profil": "J3",
                            "lieu": "Serre du Midi",
                            "habilite_le": "2025-03-01",
                            "cloture_le": "2026-01-22",
                        },
                        {"nom": "AULNE", "profil": "J2", "habilite_le": "2026-02-01"},
                    ],
                }
            ],
        }
        | fields
    )


def subject(
    record: Partner | None = None, template: MonComptePartenaireTemplate = ACCOUNTS, **known: Any
) -> Subject:
    """All that is known of the partner's one convention, unless `known` says otherwise."""
    record = record or accounts_partner()
    ((_, convention),) = record.mon_compte_partenaire
    return Subject(template, accounts_caf(), record, convention, **known)


def view(
    about: Subject | None = None, about_service: Service | None = None, held: Users | None = None
) -> Context:
    """Everything that a document of the service « jardins » may print."""
    about = about or subject()
    listed = (0, (held or users()).services[0])
    return {
        **accounts.context(about),
        **pieces.context(about, "jardins", about_service or service(), listed),
    }


def text(document: str, about: Subject | None = None, **more: Any) -> str:
    """A document of `about`, all that is known by default."""
    about = about or subject()
    return words(view(about, **more), document, about.template)


def contract(mode: str | None, **fields: Any) -> Partner:
    """The partner under another mode, or with no contrat at all."""
    signed = accounts_partner().mon_compte_partenaire[0][1].contrat
    if mode is None or signed is None:
        return accounts_partner({"contrat": None})
    return accounts_partner({"contrat": signed.model_dump(mode="json") | {"mode": mode} | fields})
