"""Invented records for the tests of views and templates, and the words of a rendered document."""

import re
from pathlib import Path
from typing import Any

from generator.documents import markdown, templates
from generator.documents.views.convention import Context, convention
from generator.store import templates as store
from generator.store.families import of_family, pinned
from generator.store.parameters import (
    CooperationTemplate,
    MonComptePartenaireTemplate,
    Template,
)
from generator.store.schema.caf import Caf
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.nominative import Annexe1
from generator.store.schema.partner import Partner

_ALL, TEXTS, _ = store.load(Path(__file__).parents[1] / "templates", "templates")
TEMPLATES = of_family(_ALL, CooperationTemplate)
TEMPLATE = TEMPLATES["cooperation-2026"]
DOCUMENTS = sorted(TEMPLATE.documents)
ACCOUNTS = pinned(_ALL, "mon-compte-partenaire-2023", MonComptePartenaireTemplate)
"""The shipped template of the family « Mon Compte Partenaire », whose records are in account_records."""

SINCE = {"base": "accord écrit", "depuis": "2026-01-01"}
SIGNED = {"partenaire": "2026-01-12", "recue_le": "2026-01-14", "caf": "2026-01-15", "lieu": "Testville"}  # fmt: skip


def contact(name: str, **fields: Any) -> dict[str, Any]:
    """A contact with every field that a document prints."""
    return {
        "civilite": "Mme",
        "prenom": "Rose",
        "nom": name,
        "fonction": "chargée de mission",
        "adresses_electroniques": [f"{name.lower()}@pays-temoin.example"],
    } | fields


def signatory(**fields: Any) -> dict[str, Any]:
    """Paul BRINDILLE, président, unless `fields` say otherwise."""
    return {
        "civilite": "M.",
        "prenom": "Paul",
        "nom": "BRINDILLE",
        "fonction": "président",
    } | fields


def caf(**fields: Any) -> Caf:
    """A Caf with its three roles."""
    return Caf.model_validate(
        {
            "nom": "Caisse d'allocations familiales du Val-Fictif",
            "departement": "99",
            "adresse": {
                "voie": "1 place du Test",
                "code_postal": "99000",
                "commune": "Testville",
            },
            "representant": signatory(
                civilite="Mme", prenom="Odile", nom="LAMPION", fonction="directeur"
            ),
            "annexe_3": {
                "responsable_habilitations": [contact("Tremie")],
                "referent_technique": [contact("Osier"), contact("Noria")],
                "responsable_securite": [contact("Vasque")],
            },
        }
        | fields
    )


def partner(changed: dict[str, Any] | None = None, **fields: Any) -> Partner:
    """A communauté de communes with one signed convention; `changed` replaces some of its fields."""
    return Partner.model_validate(
        {
            "nom": "Communauté de communes du Pays Témoin",
            "sigle": "CCPT",
            "type": "communaute-de-communes",
            "caf": "caf99",
            "siret": "20000000800017",
            "adresse": {"voie": "2 rue du Test", "code_postal": "99100", "commune": "Témoin"},
            "representant": signatory(),
            "conventions": [
                {
                    "famille": "cooperation",
                    "modele": "cooperation-2026",
                    "cadre": {
                        "type": "ctg",
                        "nom": "CTG du Pays Témoin",
                        "cosignataires": ["Commune de Témoin"],
                    },
                    "signature": SIGNED,
                    "annexe_2": {
                        "transmise_le": "2026-01-12",
                        "responsable_habilitations": [contact("Bobine")],
                        "responsable_securite": [contact("Rotin")],
                    },
                    "annexe_3": {"transmise_le": "2026-01-15"},
                }
                | (changed or {})
            ],
        }
        | fields
    )


def annexe_1(**fields: Any) -> Annexe1:
    """An annexe 1 with one person in each list."""
    return Annexe1.model_validate(
        {
            "partenaire": "temoin",
            "transmise_le": "2026-01-13",
            "ouverts": [
                {
                    "nom": "SAULE",
                    "prenom": "Inès",
                    "adresse_electronique": "ines.saule@pays-temoin.example",
                    "fonction": "coordinatrice enfance",
                    "demande_le": "2026-01-11",
                }
            ],
            "clos": [{"nom": "AULNE", "prenom": "Marc", "cloture_le": "2025-06-30"}],
        }
        | fields
    )


def chosen(**presentation: str) -> dict[str, Any]:
    """The fields of a convention that make these wording choices."""
    return {"presentation": presentation}


def words(context: Context, document: str = "convention", template: Template = TEMPLATE) -> str:
    """The document as read: Markdown with places filled, without the marks of typography and escaping."""
    rendered = templates.render(template, TEXTS[template.id], document, context, author="Caf")
    return plain(markdown.write(rendered))


def plain(text: str) -> str:
    """`text` with ordinary spaces and straight apostrophes, for comparison."""
    spaced = re.sub("[\u00a0\u202f]", " ", text).replace("’", "'")
    return re.sub(r"\\([^\n])", r"\1", spaced)


def section(whole: str, heading: str) -> str:
    """The words under a heading, up to the next one."""
    found = re.search(rf"^#+ {re.escape(heading)}$(.*?)(?=^#|\Z)", whole, re.MULTILINE | re.DOTALL)
    assert found, heading
    return found[1]


def only(record: Partner) -> CooperationConvention:
    """The partner's one convention."""
    (single,) = record.conventions
    return single


def view(record: Partner | None = None, template: Template = TEMPLATE) -> Context:
    """All that is known of the partner's one convention."""
    record = record or partner()
    return convention(record, caf(), only(record), template, annexe_1())


def text(document: str = "convention", **presentation: str) -> str:
    """A document of the whole convention, with these wording choices."""
    return words(view(partner(chosen(**presentation))), document)
