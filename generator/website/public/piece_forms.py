"""The data of the pages of PJ1 and PJ3, one script a service: its profiles and quotas, the partners that joined it
with the names of their places, and the bases of their documents. Nobody is named there.
"""

from collections.abc import Iterator
from typing import Any

from generator.checks.mailboxes import shared
from generator.checks.piece_sentences import sentences
from generator.checks.words import LEVELS
from generator.documents.bases import Bases
from generator.documents.french.typography import NBSP
from generator.documents.piece_bases import PieceBases
from generator.documents.service_forms import PJ1, PJ3, pj1, pj3
from generator.documents.views.signatory import capital, published
from generator.store.dataset import Dataset
from generator.store.families import of_family
from generator.store.parameters import MonComptePartenaireTemplate
from generator.store.schema.caf import Caf
from generator.store.schema.services import Level, Profile, Service
from generator.website.public.form_data import COMMON_REMEDIES, ended, field, phrases, script
from generator.website.public.published import Site
from generator.website.public.questions import PARTNER, SENT, pieces

DATA = "assets/services/{}.js"
"""Where the pages of a service load them from, below the site's root."""

REMEDIES = {
    **COMMON_REMEDIES,
    "telephone": "Écrivez-le en dix chiffres, par exemple 05 00 00 00 00.",
    "telephone.zero": "Si c'est le bon numéro, écrivez {proposition}.",
    "ordre": "Corrigez l'une des deux dates.",
    "inconnu.profil": "Choisissez un profil de la liste.",
    "inconnu.lieu": "Demandez d'abord à la Caf de compléter le bulletin, ou choisissez un nom de la liste.",
    "inconnu.equipement": "Demandez d'abord à la Caf de compléter le bulletin, ou choisissez un nom de la liste.",
    "M04.identifiant": "Vérifiez à qui revient cet identifiant.",
    "M04.adresse_electronique": "Donnez à chacune sa propre adresse.",
    "M20.organisme": "Demandez la clôture d'un accès, ou choisissez un autre profil.",
    "M20.lieu": "Demandez la clôture d'un accès, ou choisissez un autre lieu ou un autre profil.",
    "M20.equipement": "Demandez la clôture d'un accès, ou choisissez un autre équipement ou un autre profil.",
    "M20.service": "Demandez la clôture d'un accès.",
    "M21": "Choisissez le niveau ou le profil qui convient.",
    "M23": "Complétez cette date.",
    "M25": "Complétez la ligne.",
}
_NOT_YET = ("inconnu.lieu", "inconnu.equipement")
"""What the partner cannot mend alone: said, without keeping the file from being made."""

_HERE: dict[Level, str] = {
    "organisme": "pour l'organisme",
    "lieu": "pour ce lieu",
    "equipement": "pour cet équipement ou service",
}


def data(dataset: Dataset, bases: Bases, site: Site) -> dict[str, bytes]:
    """The scripts, by their path below the pages' folder. Raises GreffeError when a document cannot be made."""
    templates = of_family(dataset.templates, MonComptePartenaireTemplate)
    if not templates:
        return {}
    models = {key: _template(template) for key, template in templates.items()}
    made: dict[str, bytes] = {}
    for key, entry in sorted(dataset.services.items()):
        packed = bases.pieces(key)
        known = {
            "formulaires": _forms(key, entry.record),
            "service": _service(entry.record),
            "niveaux": {level: {"nom": LEVELS[level], "ici": words} for level, words in _HERE.items()},
            "cafs": {name: _caf(caf.record, key, entry.record) for name, caf in sorted(dataset.cafs.items())},
            "partenaires": dict(_partners(dataset, packed, site)),
            "modeles": models,
        }  # fmt: skip
        made[DATA.format(key)] = script(known, packed.tree(), dataset.settings.exemple)
    return made


def _forms(key: str, service: Service) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for form in (pj1(key, service), pj3(key, service)):
        questions = pieces(form, {code: profile.nom for code, profile in service.profils.items()})
        found[form.id] = {
            "document": form.document,
            "service": key,
            "champs": [field(PARTNER), field(SENT)],
            "listes": [
                {
                    "cle": people.key,
                    "champs": [
                        # Of a line that is closed, nothing more is asked: M25 says what lacks in the others.
                        field(each) | {"souhaite": False, "attendu": each.wanted and form.document == PJ3}
                        for each in questions[people.key]
                    ],
                    "vacant": "vide.groupe" if form.document == PJ1 else None,
                }
                for people in form.lists
            ],
        }  # fmt: skip
    return found


def _service(service: Service) -> dict[str, Any]:
    return {
        "sigle": service.sigle,
        "utilisateurs": service.utilisateurs,
        "limite": f" sur{NBSP}{service.utilisateurs}" if service.utilisateurs else "",
        "profils": {
            code: {"niveaux": profile.niveaux, "aide": _allowed(profile)}
            for code, profile in service.profils.items()
        },
    }


def _allowed(profile: Profile) -> str:
    """« Se donne pour un lieu d'implantation (2 personnes au plus) ou … »."""

    def most(quota: int | None) -> str:
        if quota is None:
            return ""
        return f" ({quota}{NBSP}{'personnes' if quota > 1 else 'personne'} au plus)"

    given = " ou ".join(f"{LEVELS[level]}{most(quota)}" for level, quota in profile.niveaux.items())
    more = f" {capital(profile.precision)}." if profile.precision else ""
    return f"Se donne pour {given}.{more}"


def _caf(caf: Caf, key: str, service: Service) -> dict[str, Any]:
    """The Caf and its published mailboxes for the service: those without a person, or that several people read."""
    held = (each for each in caf.mon_compte_partenaire.services.get(key, ()) if published(each))
    found = (
        address
        for each in held
        for address in each.adresses_electroniques
        if each.nom is None or shared(address)
    )
    return {"nom": caf.nom, "role": f"service {service.sigle}", "courriels": list(dict.fromkeys(found))}  # fmt: skip


def _partners(
    dataset: Dataset, bases: PieceBases, site: Site
) -> Iterator[tuple[str, dict[str, Any]]]:
    pages = {partner.id: partner for partner in site.partenaires}
    for key, entry in sorted(dataset.partners.items()):
        found = bases.bulletin(key)
        if entry.record.statut != "actif" or found is None:
            continue
        convention, bulletin = found
        documents, values = bases.partner(key)
        held = [each for _, each in entry.record.mon_compte_partenaire]
        yield (
            key,
            {
                "nom": entry.record.nom,
                "caf": entry.record.caf,
                "modele": convention.modele,
                "documents": documents,
                "valeurs": values,
                "fin": ended(pages[key].acces[held.index(convention)]),
                "lieux": [
                    {"nom": place.nom, "equipements": [each.nom for each in place.equipements]}
                    for place in bulletin.lieux
                ],
            },
        )


def _template(template: MonComptePartenaireTemplate) -> dict[str, Any]:
    found = phrases(sentences(template), REMEDIES)
    for key in _NOT_YET:
        found[key]["gravite"] = "avertissement"
    found["vide"] = {
        "regle": "formulaire", "gravite": "erreur",
        "message": "Cette fiche est vide.",
        "remede": f"Inscrivez une personne, ou retirez la fiche{NBSP}: la PJ3 portera alors «{NBSP}Néant{NBSP}».",
    }  # fmt: skip
    found["gratuite"] = {
        "regle": "formulaire", "gravite": "avertissement",
        "message": "L'adresse est chez {domaine}, une messagerie grand public.",
        "remede": "Donnez l'adresse professionnelle de la personne.",
    }  # fmt: skip
    found["vide.groupe"] = {
        "regle": "formulaire", "gravite": "erreur",
        "message": "La PJ1 ne nomme personne pour ce groupe.",
        "remede": "Ajoutez la personne qui en répond.",
    }  # fmt: skip
    return {
        "phrases": found,
        "valide": template.validation is not None,
        "titres": {name: document.titre for name, document in template.documents.items() if name in (PJ1, PJ3)},
    }  # fmt: skip
