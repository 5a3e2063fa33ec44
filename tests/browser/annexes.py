"""The annexes that the browser tests fill: a partner of the shipped data, its file kept from last time, « Adhérer »."""

from pathlib import Path
from typing import Any

from filling import fill, people
from playwright.sync_api import Page

from generator.store import dataset

ROOT = Path(__file__).parents[2]
DATA = dataset.load(ROOT, nominative=False)
PARTNER = "cc-val-de-brume"
DOMAIN = "val-de-brume.example"


def opened(page: Page, start: str, form: str, partner: str = PARTNER) -> None:
    """Open the form of an annexe, for that partner."""
    page.goto(f"{start}formulaires/{form}/index.html?partenaire={partner}")


def alone(page: Page) -> None:
    """Answer that nobody else keeps an access: what is asked of who starts without the file of last time."""
    page.get_by_label("Vos autres agents gardent-ils leur accès ?").select_option("aucun")


KEPT: dict[str, Any] = {
    "greffe": 1, "formulaire": "cooperation.annexe-1", "partenaire": PARTNER, "modele": "cooperation-2026",
    "base": "", "transmise_le": "2026-01-12",
    "ouverts": [
        {"nom": "SAULE", "prenom": "Inès", "adresse_electronique": f"ines.saule@{DOMAIN}", "fonction": "coordinatrice", "demande_le": "2026-01-11"},
        {"nom": "AULNE-BRIN", "prenom": "Marc", "adresse_electronique": f"marc.aulne@{DOMAIN}", "fonction": "animateur", "demande_le": "2026-01-11"},
    ],
    "clos": [{"nom": "ORME", "adresse_electronique": f"orme@{DOMAIN}", "cloture_demandee_le": "2024-03-01"}],
    "avant": None,
}  # fmt: skip


def adhere(page: Page, start: str, **fields: str) -> None:
    """Fill « Adhérer » but for what `fields` change."""
    page.goto(f"{start}formulaires/adherer/index.html")
    known = {
        "type": "communaute-de-communes", "nom": "Communauté de communes du Pays Témoin", "adresse.voie": "2 rue du Test",
        "adresse.code_postal": "99100", "adresse.commune": "Témoin", "representant.civilite": "Mme",
        "representant.prenom": "Aline", "representant.nom": "BRINDILLE", "representant.fonction": "président",
    } | fields  # fmt: skip
    for key, value in known.items():
        field = page.locator(f'form .etape > .grille [data-cle="{key}"]')
        if key in ("type", "article", "representant.civilite"):
            field.select_option(value)
        else:
            field.fill(value)
            field.blur()
    for role in ("responsable_habilitations", "responsable_securite"):
        fill(people(page, role).first, nom="SAULE", prenom="Inès", adresses_electroniques="ines.saule@pays-temoin.example", fonction="coordinatrice")  # fmt: skip
    fill(people(page, "ouverts").first, nom="SAULE", prenom="Inès", adresse_electronique="ines.saule@pays-temoin.example", fonction="coordinatrice")  # fmt: skip
