"""The internal site in a real Chromium: filters, charts, keyboard, phone, accessibility, no third party."""

import os
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from filling import PHONE, WIDE
from playwright.sync_api import Browser, Page, ViewportSize, expect
from serving import served, watched

from generator.checks import checker
from generator.documents.production import Press, look
from generator.store import dataset
from generator.website import mkdocs
from generator.website.internal import assembly
from generator.website.internal.history import Past

ROOT = Path(__file__).parents[2]
PAGES = (
    "", "alertes/", "informations/", "echeances/", "echeances/2026-07/", "revue/", "partenaires/",
    "partenaires/commune-isle-aux-herons/", "partenaires/casse/", "changements/", "regles/", "regles/c11/",
    "404.html",
)  # fmt: skip


@pytest.fixture(scope="session")
def address() -> Iterator[str]:
    """Where the internal site of the shipped data is served; one of its partners cannot be read.

    What has changed is told since a day when one partner did not exist and another had another name.
    """
    data = dataset.load(ROOT)
    assert data.settings.exemple is not None
    broken = replace(data, unread=frozenset(("casse",)))
    look_file = look(ROOT / "templates", ROOT / "templates")
    press = Press(data, look_file)
    made = {path: text for key in ("cc-val-de-brume", "ca-hautes-eaux-vives") for path, text in press.complete(key).items()}  # fmt: skip
    day = data.settings.exemple.date
    former = {key: entry.source.text.encode() for key, entry in data.partners.items()}
    former["cc-val-de-brume"] = former["cc-val-de-brume"].replace(b"sigle: CCVB", b"sigle: CCB")
    del former["montbrume-metropole"]
    material = assembly.Material(
        broken, checker.check(broken, day), made, {}, Past(day, former), look_file
    )
    site = mkdocs.build(assembly.tree(material, ROOT), day=day, environment=os.environ)
    with served(site) as where:
        yield where


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A new page, which must ask nothing of another host and report no error."""
    with watched(browser, address) as (page, errors):
        yield page
    assert errors == []


def shown(page: Page) -> int:
    """How many alerts are to be seen."""
    return page.locator("[data-filtrees] li:visible").count()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_no_page_has_an_accessibility_violation_nor_scrolls_sideways(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")  # fmt: skip
    for path in PAGES:
        page.goto(address + path)
        page.locator("details").evaluate_all("all => all.forEach((one) => { one.open = true; })")
        found = Axe().run(page).response["violations"]
        assert [f"{one['id']} {node['target']}" for one in found for node in one["nodes"]] == [], path  # fmt: skip
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], f"{path or 'home'} scrolls sideways at {size['width']} pixels"  # fmt: skip


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_every_word_of_a_chart_is_inside_its_page_and_large_enough(
    page: Page, address: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    for path in ("", "partenaires/commune-isle-aux-herons/", "echeances/"):
        page.goto(address + path)
        boxes = page.locator("svg.dessin text").evaluate_all(
            "all => all.map((one) => { const box = one.getBoundingClientRect(); return [box.left, box.right, box.height]; })"
        )
        assert boxes
        for left, right, height in boxes:
            assert 0 <= left < right <= size["width"]
            assert height >= 10


def test_each_chart_has_a_name_a_description_and_its_figures_in_a_table(
    page: Page, address: str
) -> None:
    page.goto(address)
    charts = page.locator("section.graphique").all()
    assert len(charts) == 6
    for chart in charts:
        title = chart.get_by_role("heading").inner_text().rstrip("¶").strip()
        drawing = chart.get_by_role("img")
        assert title in (drawing.get_attribute("aria-label") or chart.locator("svg.dessin title").inner_html())  # fmt: skip
        assert chart.locator("svg.dessin desc").count() == 1
        chart.locator("summary").click()
        drawn = chart.locator("svg.dessin .g-nombre").all_text_contents()
        rows = chart.locator("tbody tr")
        assert [row.locator("td").last.inner_text() for row in rows.all()] == drawn


def test_filters_narrow_the_alerts_and_stay_in_the_address(page: Page, address: str) -> None:
    page.goto(f"{address}alertes/")
    everything = shown(page)
    page.get_by_label("Gravité", exact=True).select_option("erreur")
    errors = shown(page)
    assert 0 < errors < everything
    expect(page.get_by_role("status")).to_have_text(f"{errors} alertes")
    expect(page).to_have_url(f"{address}alertes/?gravite=erreur")
    page.get_by_label("Convention", exact=True).select_option("mon-compte-partenaire")
    assert 0 < shown(page) < errors
    page.reload()
    assert 0 < shown(page) < errors
    page.get_by_role("button", name="Tout montrer").click()
    expect(page).to_have_url(f"{address}alertes/")
    assert shown(page) == everything
    page.get_by_label("Partenaire", exact=True).fill("herons")
    page.get_by_label("Convention", exact=True).select_option("mon-compte-partenaire")
    expect(page.get_by_role("status")).to_have_text("Aucune alerte ne correspond à ces choix.")


def test_a_partner_is_found_without_its_accents(page: Page, address: str) -> None:
    page.goto(f"{address}partenaires/")
    field = page.get_by_label("Nom ou sigle")
    for typed, name in (("HERONS", "Commune de L'Isle-aux-Hérons"), ("ccvb", "Communauté de communes du Val de Brume")):  # fmt: skip
        field.fill(typed)
        assert page.locator("[data-filtrees] li:visible a").all_inner_texts() == [name]
        expect(page.get_by_role("status")).to_have_text("1 partenaire")
    expect(page).to_have_url(f"{address}partenaires/?nom=ccvb")


def test_an_action_without_any_alert_left_is_hidden(page: Page, address: str) -> None:
    page.goto(f"{address}alertes/?nom=isle+aux+herons")
    for section in page.locator("[data-filtrees] .constat:visible").all():
        assert section.locator("li:visible").count() > 0
        assert section.locator("li:visible a").first.inner_text() == "Commune de L'Isle-aux-Hérons"
    gestures = page.locator("[data-filtrees] .geste:visible")
    assert 0 < gestures.count() < page.locator("[data-filtrees] .geste").count()
    for action in page.locator("[data-filtrees] .action:has(.geste:visible)").all():
        assert action.locator("li:visible").count() > 0


def test_everything_is_readable_without_javascript(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}alertes/?gravite=erreur")
    assert page.locator("[data-filtres]").is_hidden()
    assert shown(page) > 60
    page.goto(address)
    page.locator("summary").first.click()
    assert page.locator("section.graphique table").first.is_visible()
    context.close()


def test_filters_are_reached_and_used_with_the_keyboard_alone(page: Page, address: str) -> None:
    page.goto(f"{address}alertes/")
    everything = shown(page)
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "f-gravite":
            break
    else:
        pytest.fail("the filters are out of the keyboard's reach")
    assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.type("Erreur")
    assert shown(page) < everything


def test_from_the_dashboard_to_the_page_of_a_rule_in_three_clicks(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("link", name="erreurs").first.click()
    expect(page).to_have_url(f"{address}alertes/?gravite=erreur")
    page.locator("[data-filtrees] li:visible a").first.click()
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    page.get_by_role("main").get_by_role("link", name="Règle").first.click()
    expect(page.get_by_role("heading", name="Comment corriger")).to_be_visible()


def test_a_document_is_kept_under_its_own_name(page: Page, address: str) -> None:
    page.goto(f"{address}partenaires/cc-val-de-brume/")
    link = page.get_by_role(
        "link", name="Annexe 1 : Suivi des habilitations, Coopération, Markdown"
    )
    with page.expect_download() as download:
        link.click()
    assert download.value.suggested_filename == "annexe-1.md"


def test_what_has_changed_is_told_partner_by_partner(page: Page, address: str) -> None:
    page.goto(f"{address}changements/")
    expect(page.get_by_text("de « CCB » à « CCVB »")).to_be_visible()
    expect(page.get_by_text("Nouveau partenaire")).to_have_count(1)
