"""The pages of the pièces in a real Chromium: PJ1, whom they are for, and what holds for both."""

import json
import re

import pytest
from filling import (
    PHONE,
    WIDE,
    cells,
    downloads,
    fill,
    judged,
    people,
    said,
    tab_to,
    unnamed,
    words,
)
from pieces import (
    CRECHE,
    MODEL,
    PARTNER,
    SERVICE,
    line,
    messages,
    opened,
    read_back,
    resume,
    typed,
    users,
)
from playwright.sync_api import Browser, Page, ViewportSize, expect

# --- PJ1 ---------------------------------------------------------------------------------------------


def test_a_partner_fills_its_pj1_and_the_lost_zero_of_a_phone_is_proposed(
    page: Page, start: str
) -> None:
    opened(page, start, "pj1")
    page.get_by_role("button", name="Préparer les fichiers").click()
    assert messages(page) == ["La PJ1 ne nomme personne pour ce groupe. Ajoutez la personne qui en répond."] * 2  # fmt: skip
    first = people(page, "declarer").first
    fill(first, fonction="cheffe de service", nom="SAULE", prenom="Inès", adresses_electroniques="a@hautes-eaux-vives.example", telephone="465714418")  # fmt: skip
    assert messages(page)[0] == (
        "Le numéro « 465714418 » n'a que 9 chiffres : le zéro de tête s'est sans doute perdu. Si c'est le bon numéro, écrivez 04 65 71 44 18."
    )
    page.get_by_role("button", name="Écrire 04 65 71 44 18").click()
    expect(first.locator('[data-cle="telephone"]')).to_have_value("04 65 71 44 18")
    expect(first.locator('[data-cle="telephone"]')).to_be_focused()
    people(page, "habiliter").first.get_by_role("button", name="La même personne").click()
    fill(people(page, "habiliter").first, fonction="", telephone="+33 4 65 71 44 18")
    page.get_by_role("button", name="Préparer les fichiers").click()
    assert messages(page) == ["Il manque « Fonction ». Complétez ce champ."]
    fill(people(page, "habiliter").first, fonction="secrétaire général")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".destinataires a")).to_have_text("aides-partenaires@caf99.example")
    made = downloads(page)
    name = f"pj1-afas-{PARTNER}-2026-06-15"
    contact = {"fonction": "cheffe de service", "nom": "SAULE", "prenom": "Inès", "adresses_electroniques": ["a@hautes-eaux-vives.example"], "telephone": "04 65 71 44 18"}  # fmt: skip
    assert json.loads(made[f"{name}.json"]) == {
        "greffe": 1, "formulaire": "mon-compte-partenaire.afas.pj1", "partenaire": PARTNER, "modele": MODEL, "base": "",
        "transmise_le": "2026-06-15", "declarer": [contact],
        "habiliter": [contact | {"fonction": "secrétaire général", "telephone": "+33 4 65 71 44 18"}], "avant": None,
    }  # fmt: skip
    from_word, from_data = read_back(dict(sorted(made.items())))
    assert from_word == from_data
    rows = [row[-5:] for table in cells(made[f"{name}.docx"]) for row in table if "SAULE" in row]
    assert rows == [
        ["cheffe de service", "SAULE", "Inès", "a@hautes-eaux-vives.example", "04 65 71 44 18"],
        ["secrétaire général", "SAULE", "Inès", "a@hautes-eaux-vives.example", "+33 4 65 71 44 18"],
    ]
    text = words(made[f"{name}.docx"])
    assert all(group.intitule in text for group in SERVICE.groupes.values())
    assert "certifie l’exactitude des renseignements" in text


@pytest.mark.parametrize(
    ("number", "is_right"),
    [("04 65 71 44 18", True), ("0465714418", True), ("04.65.71.44.18", True), ("+33465714418", True), ("0033 4 65 71 44 18", True),
     ("+32 2 123 45 67", True), ("12", False), ("0465", False), ("appelez-moi", False), ("046571441", False), ("04 65 71 44 18 99", False)],
)  # fmt: skip
def test_a_phone_is_right_for_the_page_when_it_is_for_greffe(
    page: Page, address: str, number: str, is_right: bool
) -> None:
    """The page knows less than greffe about foreign numbers: it refuses none that greffe takes."""
    opened(page, address, "pj1")
    fill(people(page, "declarer").first, telephone=number)
    assert (said(page) == []) == is_right


# --- Whom, where, and for everyone -----------------------------------------------------------------------


def test_only_partners_that_joined_the_service_and_return_this_piece_are_offered(
    page: Page, address: str
) -> None:
    """A partner in « mode centralisé » returns no PJ1."""
    found = {}
    for piece in ("pj1", "pj3"):
        opened(page, address, piece, "departement-eloire")
        options = page.locator("#partenaire option").evaluate_all("all => all.map(e => e.value)")
        found[piece] = set(options) - {""}
    assert found == {"pj1": {PARTNER, "commune-puits-bavard"}, "pj3": {PARTNER, "association-la-ribambelle", "commune-puits-bavard", "departement-eloire"}}  # fmt: skip
    expect(page.get_by_label("Nom de l'organisme")).to_have_value("departement-eloire")
    page.goto(f"{address}services/afas/pj3/?partenaire=cc-val-de-brume&nom=SAULE")
    expect(page.get_by_label("Nom de l'organisme")).to_have_value("")
    assert "SAULE" not in page.locator("main").inner_text()


def test_the_forms_are_reached_from_the_service_the_partner_and_the_index(
    page: Page, address: str
) -> None:
    for path in (f"partenaires/{PARTNER}/", "services/afas/", "formulaires/"):
        page.goto(address + path)
        page.get_by_role("link", name=re.compile("^PJ3")).first.click()
        expect(page.get_by_role("heading", name="Remplir la PJ3")).to_be_visible()
        chosen = PARTNER if path.startswith("partenaires") else ""
        expect(page.get_by_label("Nom de l'organisme")).to_have_value(chosen)


def test_nothing_is_kept_unless_asked(page: Page, address: str) -> None:
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    opened(page, address, "pj3")
    typed(users(page).first, "D3", CRECHE, nom="SAULE")
    assert "SAULE" not in page.evaluate(stored)
    page.get_by_label("Garder un brouillon sur cet appareil").check()
    assert "SAULE" in page.evaluate(stored)
    page.reload()
    page.get_by_role("button", name="Reprendre le brouillon").click()
    expect(users(page).first.locator('[data-cle="nom"]')).to_have_value("SAULE")
    expect(users(page).first.locator('[data-champ="equipement"] select')).to_have_value(CRECHE)
    page.get_by_role("button", name="Effacer le brouillon").click()
    assert not re.search("SAULE|brouillon", page.evaluate(stored))


def test_without_javascript_the_blank_documents_are_offered(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    for piece in ("pj1", "pj3"):
        page.goto(f"{address}services/afas/{piece}/")
        expect(page.get_by_text("a besoin de JavaScript")).to_be_visible()
        offered = [link.get_attribute("href") or "" for link in page.locator(".sans-script a[download]").all()]  # fmt: skip
        assert offered
        for path in offered:
            assert page.request.get(f"{address}services/afas/{piece}/{path}").ok, path
    context.close()


def test_a_pj3_is_filled_with_the_keyboard_alone(page: Page, start: str) -> None:
    opened(page, start, "pj3")
    users(page).first.locator('[data-cle="nom"]').focus()
    for text in ("SAULE", "Inès", "ines.saule@hautes-eaux-vives.example"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    page.keyboard.type("D3")
    tab_to(page, "Équipement ou service")
    page.keyboard.type("Multi")
    tab_to(page, "Changer de profil")
    tab_to(page, "Préparer les fichiers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vos fichiers sont prêts")).to_be_focused()


def test_every_control_has_a_name(page: Page, address: str) -> None:
    opened(page, address, "pj3")
    assert unnamed(page) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_no_state_of_a_piece_has_an_accessibility_violation(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    """Nor scrolls sideways, nor has a target too small for a finger."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def judge(state: str) -> None:
        assert judged(page) == [], state

    opened(page, address, "pj3")
    judge("empty")
    resume(page, line("SAULE", "D3"), line("AULNE", "D3"), line("ORME", "D4"))
    assert len(said(page)) == 1
    judge("quota")
    users(page).nth(2).get_by_role("button", name="Clore").click()
    users(page).first.get_by_role("button", name="Changer de profil").click()
    page.get_by_role("button", name="Préparer les fichiers").click()
    judge("refused")
    typed(users(page).nth(1), "D2", "Je ne trouve pas mon équipement ou service")
    judge("free place")
    fill(users(page).nth(1), equipement="Ailleurs")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    judge("ready")
    opened(page, address, "pj1")
    fill(people(page, "declarer").first, nom="SAULE", telephone="465714418")
    page.get_by_role("button", name="Préparer les fichiers").click()
    judge("PJ1, refused")
