"""What the law wants on the site is said from the data, and what the Caf did not choose to show is not shown."""

import html

import pytest

from generator.documents.production import Press, look
from generator.store.dataset import Dataset
from generator.store.locations import PROJECT
from generator.store.schema.public_site import Audit
from generator.website import assembly
from generator.website.public import legal
from generator.website.public.pages import pages
from generator.website.public.publishing import site
from tests import records
from tests.test_website import DAY, dataset

AUDIT = {"date": "2026-05-04", "par": "Cabinet d'essai", "taux": 62.5}


@pytest.mark.parametrize(
    ("rate", "state"),
    [
        (0, "non conforme"),
        (49.9, "non conforme"),
        (50, "partiellement conforme"),
        (99.9, "partiellement conforme"),
        (100, "totalement conforme"),
    ],
)
def test_the_statement_declares_what_the_audit_found(rate: float, state: str) -> None:
    """RGAA: half of the criteria for « partiellement », all of them for « totalement »."""
    assert legal.conformity(Audit.model_validate(AUDIT | {"taux": rate})) == state


def test_without_an_audit_the_site_is_not_conform() -> None:
    assert legal.conformity(None) == "non conforme"


def _pages(**said: object) -> dict[str, str]:
    made = site(dataset({"titre": "Essai", "site_public": said}, temoin=records.partner()), DAY, documents={}, blanks={})  # fmt: skip
    return {name: html.unescape(content.decode()) for name, content in pages(made).items()}


def _tree(data: Dataset) -> dict[str, bytes]:
    return assembly.tree(data, Press(data, look(PROJECT / "templates", PROJECT / "templates")), DAY, PROJECT)  # fmt: skip


def test_what_is_known_is_on_the_legal_pages() -> None:
    made = _pages(
        editeur={"telephone": "05 36 49 00 10", "directeur": "Mme Odile LAMPION, directrice"},
        hebergeur={"nom": "Hébergerie", "adresse": "4 quai des Serveurs", "telephone": "05 36 49 00 11"},
        accessibilite={"audit": AUDIT | {"non_conformites": ["Plan du site"]}, "contact": "acces@caf99.example"},
        donnees_personnelles={"delegue": "dpo@caf99.example", "droits": "dpo@caf99.example"},
        licence="Licence Ouverte 2.0",
    )  # fmt: skip
    notices, statement, data = (made[f"{name}.md"] for name in ("mentions-legales", "accessibilite", "donnees-personnelles"))  # fmt: skip
    assert "à compléter" not in notices
    for said in ("Odile LAMPION", "Hébergerie", "4 quai des Serveurs", "tel:+33536490010", "Licence Ouverte"):  # fmt: skip
        assert said in notices
    for said in ("partiellement conforme", "62,5", "Cabinet d'essai", "Plan du site", "acces@caf99.example"):  # fmt: skip
        assert said in statement
    assert data.count('<a href="mailto:dpo@caf99.example">') == 2


def test_what_is_not_known_is_a_place_to_fill_in_plain_sight() -> None:
    """Never a legal page that passes for complete."""
    made = _pages()
    for name, places in (("mentions-legales", 4), ("accessibilite", 2), ("donnees-personnelles", 3)):  # fmt: skip
        assert made[f"{name}.md"].count("à compléter") >= places


@pytest.mark.parametrize("choice", ["oui", "non"])
def test_a_convention_that_nobody_signed_is_shown_by_choice_only(choice: str) -> None:
    """Neither page, nor document, nor due date of a draft, unless the Caf says so."""
    draft = records.partner({"signature": None}, nom="Commune en Projet")
    said = {"titre": "Essai", "site_public": {"publication": {"projets": choice}}}
    made = _tree(dataset(said, temoin=records.partner(), projet=draft))
    found = [path for path in made if "projet/" in path or "projet." in path]
    page = made["docs/partenaires/projet.md"].decode()
    assert ("En préparation" in page) == (choice == "oui")
    assert any(path.endswith("convention.docx") for path in found) == (choice == "oui")


@pytest.mark.parametrize("choice", ["oui", "non"])
def test_what_is_late_is_shown_by_choice_only(choice: str) -> None:
    late = records.partner({"annexe_1": {"transmise_le": "2025-01-02"}})
    said = {"titre": "Essai", "site_public": {"publication": {"retards": choice}}}
    made = _tree(dataset(said, temoin=late))
    page = made["docs/partenaires/temoin.md"].decode()
    assert ("À faire sans attendre" in page) == (choice == "oui")
