"""The data of the forms' pages: what they need to check answers in the checker's words, and to make documents."""

from collections.abc import Iterator
from typing import Any

from generator.checks.mailboxes import shared
from generator.checks.sentences import sentences
from generator.documents.bases import Bases
from generator.documents.forms import ANNEXE_1, ANNEXE_2, People
from generator.documents.french.durations import in_words
from generator.obligations import civil
from generator.store.dataset import Dataset
from generator.store.families import of_family
from generator.store.parameters import CooperationTemplate
from generator.website.public import piece_forms
from generator.website.public.form_data import COMMON_REMEDIES, ended, field, phrases, script
from generator.website.public.naming import articles, functions, lexicon
from generator.website.public.published import Caf, Site
from generator.website.public.questions import (
    ADHESION,
    ARTICLE,
    CAF,
    ORGANISATION,
    PARTNER,
    SENT,
    SIGNATORY,
    adhesion_lists,
    asked,
)

DATA = "assets/formulaire-donnees.js"
"""Where the pages load them from, below the site's root."""

_PERMISSION = "Responsable des habilitations"

# The checker speaks to the Caf; the same words are followed, here, by what the partner itself can do.
REMEDIES = {
    **COMMON_REMEDIES,
    "code_postal": "Écrivez ses cinq chiffres.",
    "siret.forme": "Écrivez ses quatorze chiffres.",
    "C12.responsable_habilitations": "Ajoutez la personne qui tient ce rôle.",
    "C12.responsable_securite": "Ajoutez la personne qui tient ce rôle.",
    "C14": "Vérifiez les deux dates.",
    "C16": "Retirez cette personne de la seconde liste.",
    "C17": "Si la personne garde son accès, retirez sa ligne de clôture ; sinon, retirez-la de la première liste.",
    "C17.rouvert": "Vérifiez que la ligne de clôture doit rester.",
    "C18.partage": "Donnez l'adresse nominative de la personne.",
    "C18.gratuit": "Donnez l'adresse professionnelle de la personne.",
    "C18.domaine": "Vérifiez l'adresse ; si votre organisme emploie bien ce domaine, gardez-la.",
    "C19": "Donnez à chacune sa propre adresse.",
}


def data(dataset: Dataset, bases: Bases, site: Site) -> dict[str, bytes]:
    """The scripts that give the pages what they know, by their path below the pages' folder.

    Raises GreffeError when a document cannot be made.
    """
    made = piece_forms.data(dataset, bases, site)
    if not of_family(dataset.templates, CooperationTemplate):
        return {DATA: b""} | made
    known = {
        "formulaires": _forms(),
        "cafs": {caf.id: _caf(caf, dataset, bases) for caf in site.cafs},
        "partenaires": dict(_partners(dataset, bases, site)),
        "modeles": {key: _template(template) for key, template in of_family(dataset.templates, CooperationTemplate).items()},
        "articles": articles(),
        "lexique": lexicon(),
        "fonctions": functions(),
    }  # fmt: skip
    return {DATA: script(known, bases.tree(), dataset.settings.exemple)} | made


def _forms() -> dict[str, Any]:
    def lists(*chosen: People) -> list[dict[str, Any]]:
        vacant = {people.key for people in ANNEXE_2.lists}
        return [
            {
                "cle": people.key,
                "champs": [field(each) for each in asked(people)],
                "vacant": f"C12.{people.key}" if people.key in vacant else None,
            }
            for people in chosen
        ]

    made = {
        form.id: {
            "document": form.document,
            "champs": [field(PARTNER), field(SENT)],
            "listes": lists(*form.lists),
        }
        for form in (ANNEXE_1, ANNEXE_2)
    }
    single = (CAF, *ORGANISATION, ARTICLE, *SIGNATORY, SENT)
    return made | {
        ADHESION: {
            "document": "adhesion",
            "champs": [field(each) for each in single],
            "listes": lists(*adhesion_lists()),
        }
    }


def _caf(caf: Caf, dataset: Dataset, bases: Bases) -> dict[str, Any]:
    template = _newest(dataset)
    return {
        "nom": caf.nom,
        "role": "responsable des habilitations",
        "courriels": mailboxes(caf),
        "modele": template.id,
        "documents": bases.adhesion(caf.id, template.id),
    }


def mailboxes(caf: Caf) -> list[str]:
    """The Caf's published function mailboxes for the accesses: never a person's own address."""
    held = (role.contacts for role in caf.roles if role.titre == _PERMISSION)
    addresses = (address for contacts in held for each in contacts for address in each.courriels)
    return list(dict.fromkeys(address for address in addresses if shared(address)))


def _partners(dataset: Dataset, bases: Bases, site: Site) -> Iterator[tuple[str, dict[str, Any]]]:
    pages = {partner.id: partner for partner in site.partenaires}
    for key, entry in sorted(dataset.partners.items()):
        record = entry.record
        index = record.convention_des_annexes
        if record.statut == "actif" and index is not None:
            documents, values = bases.partner(key)
            shown = dict(
                zip((at for at, _ in record.cooperation), pages[key].conventions, strict=True)
            )
            yield (
                key,
                {
                    "nom": record.nom,
                    "caf": record.caf,
                    "modele": record.conventions[index].modele,
                    "domaines": record.domaines,
                    "documents": documents,
                    "valeurs": values,
                    "fin": ended(shown[index]),
                    "annexe_1": shown[index].annexes[0][1] is not None,
                },
            )


def _newest(dataset: Dataset) -> CooperationTemplate:
    """The template that a partner to come signs."""
    return max(
        of_family(dataset.templates, CooperationTemplate).values(),
        key=lambda template: (template.date, template.id),
    )


def _template(template: CooperationTemplate) -> dict[str, Any]:
    found = phrases(sentences(template), REMEDIES)
    found["manque.souhaite"] = found["manque"] | {"regle": "formulaire", "gravite": "avertissement"}
    found["vide"] = {
        "regle": "formulaire", "gravite": "erreur",
        "message": "Cette fiche est vide.",
        "remede": "Inscrivez une personne, ou retirez la fiche\u00a0: l'annexe portera alors «\u00a0Néant\u00a0».",
    }  # fmt: skip
    found["complete"] = {
        "regle": "formulaire", "gravite": "erreur",
        "message": "Une annexe 1 est déjà connue pour cet organisme.",
        "remede": "Dites si d'autres agents gardent leur accès.",
    }  # fmt: skip
    found["complete.seule"] = {
        "regle": "formulaire", "gravite": "avertissement",
        "message": "La liste 1 n'a pas d'autre personne.",
        "remede": "Inscrivez-y tous ceux qui gardent leur accès.",
    }  # fmt: skip
    originals = template.parametres.exemplaires
    return {
        "phrases": found,
        "valide": template.validation is not None,
        "exemplaires": f"{in_words(originals)} {'exemplaires originaux' if originals > 1 else 'exemplaire original'}",
        "conservation": civil.span(template.parametres.conservation_comptes_clos),
        "titres": {name: document.titre for name, document in template.documents.items()},
    }
