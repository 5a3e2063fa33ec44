"""The forms for everyone: keyboard, what is heard, what is seen on a phone."""

import json
from pathlib import Path

import pytest
from annexes import DOMAIN, KEPT, adhere, alone, opened
from filling import (
    PHONE,
    WIDE,
    fill,
    judged,
    people,
    said,
    tab_to,
    take_up,
    unnamed,
)
from playwright.sync_api import Page, ViewportSize, expect


def test_the_form_is_filled_with_the_keyboard_alone(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    page.get_by_label("Vos autres agents gardent-ils leur accès ?").focus()
    page.keyboard.type("Non")
    people(page, "ouverts").first.locator('[data-cle="nom"]').focus()
    for text in ("SAULE", "Inès", f"ines.saule@{DOMAIN}", "coordinatrice"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    assert page.locator(".formulaire [tabindex]:not([tabindex='-1'])").count() == 0
    for _ in range(12):
        if page.evaluate("document.activeElement.textContent") == "Préparer les fichiers":
            break
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vos fichiers sont prêts")).to_be_focused()


def test_a_yearly_update_is_made_with_the_keyboard_alone(page: Page, start: str) -> None:
    """Take up the file, close an access, drop an old closing, add someone, save: no pointer at all."""
    # Asked for beforehand: otherwise the key may come before the browser is told to hand over its dialog.
    page.on("filechooser", lambda _: None)
    opened(page, start, "annexe-1", "")
    page.get_by_label("Nom de l'organisme").focus()
    tab_to(page, "Fichier gardé")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files({"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(KEPT).encode()})  # fmt: skip
    expect(people(page, "ouverts")).to_have_count(2)
    tab_to(page, "Demander la clôture de l'accès\xa0: Marc")
    page.keyboard.press("Enter")
    expect(people(page, "clos").nth(1).locator('[data-cle="cloture_demandee_le"]')).to_be_focused()
    tab_to(page, "Retirer de la liste\xa0: ORME", "Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Ajouter une clôture")).to_be_focused()
    tab_to(page, "Ajouter une personne", "Shift+Tab")
    page.keyboard.press("Enter")
    for text in ("MODÈLE", "Zoé", f"zoe.modele@{DOMAIN}", "chargée de mission"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    tab_to(page, "Préparer les fichiers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vos fichiers sont prêts")).to_be_focused()
    tab_to(page, "Fichier de données")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    answers = json.loads(Path(download.value.path()).read_bytes())
    assert [row["nom"] for row in answers["ouverts"]] == ["SAULE", "MODÈLE"]
    assert [row["nom"] for row in answers["clos"]] == ["AULNE-BRIN"]


def test_every_control_has_a_name_of_its_own(page: Page, address: str) -> None:
    """Heard out of their place, two buttons of two people do not sound alike."""
    opened(page, address, "annexe-1")
    take_up(page, KEPT)
    page.get_by_role("button", name="Ajouter une personne").click()
    names = page.locator("form[novalidate]").evaluate(
        "(form) => [...form.querySelectorAll('button')].filter(e => e.offsetParent).map(e => e.textContent.trim())"
    )
    assert len(names) == len(set(names)) > 8
    assert all(names)
    assert unnamed(page) == []
    groups = page.get_by_role("group").all()
    assert len(groups) == 4  # three people taken up, one to come


def test_what_is_wrong_is_announced_once_when_one_leaves_the_field(
    page: Page, address: str
) -> None:
    opened(page, address, "annexe-1")
    alone(page)
    page.evaluate(
        """() => {
        window.heard = [];
        const hear = (all) => all.forEach(({ target }) => window.heard.push(target.textContent));
        for (const live of document.querySelectorAll('form [role=status], form [aria-live]'))
            new MutationObserver(hear).observe(live, { childList: true, characterData: true, subtree: true });
    }"""
    )
    field = people(page, "ouverts").first.locator('[data-cle="adresse_electronique"]')
    wrong = "« zoe » n'est pas une adresse électronique. Gardez seulement l'adresse, sous la forme nom@partenaire.example."
    field.press_sequentially("zoe")
    assert page.evaluate("heard.filter(Boolean)") == []
    field.blur()
    assert page.evaluate("heard.filter(Boolean)") == [wrong]
    field.press("End")
    field.press_sequentially(f"@{DOMAIN}")
    assert page.evaluate("heard.filter(Boolean)") == [wrong]
    field.blur()
    assert page.evaluate("heard.filter(Boolean)") == [wrong, "C'est corrigé."]
    page.get_by_role("button", name="Préparer les fichiers").click()
    assert page.evaluate("heard.filter(Boolean)")[2:] == [
        "Les fichiers ne sont pas préparés : corrigez d'abord les erreurs."
    ]
    # The field that receives the focus says what is wrong with it.
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join(' ')")  # fmt: skip
    assert described.strip() == "Erreur\xa0: Il manque « Nom ». Complétez ce champ."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_no_state_of_a_form_has_an_accessibility_violation(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    """Nor scrolls sideways, nor has a target too small for a finger."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def judge(state: str) -> None:
        assert judged(page) == [], state

    for path in ("index", "information/index"):
        page.goto(f"{address}formulaires/{path}.html")
        judge(path)
    for form in ("annexe-1", "annexe-2"):
        opened(page, address, form)
        judge(f"{form}, empty")
        page.get_by_role("button", name="Préparer les fichiers").click()
        expect(page.locator(".bilan-liste")).to_be_visible()
        judge(f"{form}, refused")
    fill(people(page, "responsable_habilitations").first, nom="SAULE", prenom="Inès", adresses_electroniques=f"a@{DOMAIN}", fonction="DSI")  # fmt: skip
    judge("annexe-2, the same person offered")
    page.get_by_role("button", name="La même personne").click()
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    judge("annexe-2, ready")
    opened(page, address, "annexe-1")
    take_up(page, KEPT)
    judge("taken up")
    fill(people(page, "clos").first, cloture_demandee_le="15/06/2026")
    page.get_by_role("button", name="Demander la clôture").nth(1).click()
    judge("a closing")
    page.get_by_role("button", name="Annuler la clôture").click()
    page.get_by_role("button", name="Ajouter une personne").click()
    fill(people(page, "ouverts").nth(2), nom="MODÈLE", adresse_electronique=f"accueil@{DOMAIN}")
    page.get_by_label("Garder un brouillon sur cet appareil").check()
    judge("doubts")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    judge("ready")
    page.reload()
    expect(page.get_by_role("button", name="Reprendre le brouillon")).to_be_visible()
    judge("draft")
    page.goto(f"{address}formulaires/adherer/index.html")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.get_by_label("Nature de l'organisme")).to_be_focused()
    assert not any("Dans une phrase" in message for message in said(page))  # not asked yet
    page.get_by_label("Nom complet de l'organisme").fill("Abri")
    page.get_by_role("button", name="Préparer les fichiers").click()
    judge("adherer, refused")
    adhere(page, address, nom="Abri", article="elide-masculin")
    judge("adherer, filled")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    judge("adherer, ready")
