"""How the browser tests fill PJ1 and PJ3 of a service."""

from dataclasses import replace
from pathlib import Path
from typing import Any

from filling import fill, people, said, take_up
from playwright.sync_api import Locator, Page, expect

from generator.documents import service_forms
from generator.intake.proposal import Choices, propose
from generator.intake.readers import formats
from generator.store import dataset

ROOT = Path(__file__).parents[2]
DATA = dataset.load(ROOT, nominative=False)
PARTNER = "ca-hautes-eaux-vives"
SERVICE = DATA.services["afas"].record
HOME, CRECHE, RELAY = "Pôle enfance de Rivemont", "Multi-accueil Les Têtards", "Relais petite enfance des Hautes-Eaux"  # fmt: skip
MODEL = "mon-compte-partenaire-2023"


def opened(
    page: Page, start: str, piece: str, partner: str = PARTNER, service: str = "afas"
) -> None:
    page.goto(f"{start}services/{service}/{piece}/index.html?partenaire={partner}")


def users(page: Page) -> Locator:
    return people(page, "utilisateurs")


def pick(card: Locator, key: str, name: str) -> None:
    """Choose a place among those proposed."""
    card.locator(f'[data-champ="{key}"] select').select_option(label=name)


def typed(card: Locator, profile: str, equipment: str | None = None, **values: str) -> None:
    fill(card, **values)
    card.locator('[data-cle="profil"]').select_option(profile)
    if equipment:
        pick(card, "equipement", equipment)


def added(page: Page) -> Locator:
    page.get_by_role("button", name="Ajouter une personne").click()
    return users(page).last


def messages(page: Page) -> list[str]:
    return [message.split("\xa0: ", 1)[1] for message in said(page)]


def line(nom: str, profil: str, **more: str) -> dict[str, str]:
    known = {"nom": nom, "prenom": "Léo", "adresse_electronique": f"{nom.lower()}@hautes-eaux-vives.example", "profil": profil,
             "lieu": HOME, "equipement": CRECHE, "habilite_le": "2026-03-23"}  # fmt: skip
    return known | more


def kept(*lines: dict[str, str]) -> dict[str, Any]:
    return {
        "greffe": 1, "formulaire": "mon-compte-partenaire.afas.pj3", "partenaire": PARTNER, "modele": MODEL,
        "base": "", "transmise_le": "2026-03-20", "utilisateurs": list(lines), "avant": None,
    }  # fmt: skip


def resume(page: Page, *lines: dict[str, str]) -> None:
    """Take up the PJ3 that holds these lines."""
    take_up(page, kept(*lines), "pj3.json")
    expect(page.locator("#precedent-etat")).to_contain_text("est repris")


def read_back(made: dict[str, bytes]) -> list[dict[str, Any]]:
    """What intake would keep of each of the files that the page made: its lists, by their key."""
    forms = service_forms.forms({key: entry.record for key, entry in DATA.services.items()})
    empty = replace(DATA, nominative=True)
    found = []
    for name, content in made.items():
        (answers,) = formats.read(name, content, forms)
        proposal = propose(answers, empty, Choices())
        assert not list(proposal.invalid), name
        assert not proposal.offers, name
        found.append({"sent": proposal.sent, **proposal.lists})
    return found
