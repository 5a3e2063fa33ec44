"""The built site in a real Chromium: directory, keyboard, phone, accessibility, no third party."""

import os
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from mimetypes import guess_type
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, ViewportSize, expect

from generator.store import dataset
from generator.website import mkdocs
from generator.website.public import pages, publishing
from generator.website.public.published import Download, Shelf, Site

ROOT = Path(__file__).parents[2]
WIDE: ViewportSize = {"width": 1280, "height": 800}
PHONE: ViewportSize = {"width": 375, "height": 720}


@pytest.fixture(scope="session")
def published() -> Site:
    """The shipped data, as published."""
    data = dataset.load(ROOT, nominative=False)
    assert data.settings.exemple is not None
    documents = {
        key: [
            Shelf(
                "Coopération",
                None,
                (Download("Convention", f"telechargements/{key}.docx", "DOCX", 15_000),),
            )
        ]
        for key in data.partners
    }
    blanks = {
        name: [
            Shelf(
                "Coopération",
                None,
                (Download("Annexe 1", f"telechargements/{name}.docx", "DOCX", 9_000),),
            )
        ]
        for name in data.templates
    }
    return publishing.site(data, data.settings.exemple.date, documents=documents, blanks=blanks)


@pytest.fixture(scope="session")
def address(published: Site) -> Iterator[str]:
    """Where the built site is served, on this machine."""
    shelves = [shelf for p in published.partenaires for shelf in p.documents]
    shelves += [shelf for model in published.modeles for shelf in model.documents]
    offered = [download for shelf in shelves for download in shelf.documents]
    tree = mkdocs.tree(
        published, mkdocs.authored(ROOT), pages.pages(published), {d.href: b"PK" for d in offered}
    )
    site = mkdocs.build(tree, day=published.jour, environment=os.environ)

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name = urlsplit(self.path).path.lstrip("/")
            name += "index.html" if not name or name.endswith("/") else ""
            self.send_response(200 if name in site else 404)
            self.send_header("Content-Type", guess_type(name)[0] or "application/octet-stream")
            self.end_headers()
            self.wfile.write(site.get(name, site["404.html"]))

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A new page, which must ask nothing of another host and report no error."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="fr-FR")
    page = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: _keep_foreign(request.url, address, foreign))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    yield page
    context.close()
    assert not foreign
    assert not errors


def _keep_foreign(url: str, address: str, foreign: list[str]) -> None:
    if not url.startswith((address, "data:", "blob:")):
        foreign.append(url)


def _rows(page: Page) -> list[str]:
    return page.locator("[data-annuaire] li:visible a").all_inner_texts()


# --- The directory -------------------------------------------------------------------------------


def test_the_directory_is_whole_without_javascript(
    browser: Browser, address: str, published: Site
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}partenaires/?q=rien")
    assert sorted(_rows(page)) == sorted(partner.nom for partner in published.partenaires)
    assert page.locator("#filtre-q").count() == 0
    context.close()


def test_the_filter_forgives_accents_case_and_abbreviations(page: Page, address: str) -> None:
    page.goto(f"{address}partenaires/")
    field = page.get_by_label("Nom, sigle, type ou commune")
    for typed, name in (
        ("HERONS", "Commune de L'Isle-aux-Hérons"),
        ("cc brume", "Communauté de communes du Val de Brume"),
        ("mairie puits", "Commune du Puits-Bavard"),
    ):
        field.fill(typed)
        assert _rows(page) == [name]
        expect(page.get_by_role("status")).to_have_text("1 partenaire trouvé")


def test_the_filter_says_when_nothing_is_found_and_hides_empty_groups(
    page: Page, address: str
) -> None:
    page.goto(f"{address}partenaires/")
    page.locator("#filtre-q").fill("zzz")
    expect(page.get_by_role("status")).to_contain_text("Aucun partenaire ne correspond")
    assert page.locator("[data-groupe]:visible").count() == 0
    page.locator("#filtre-q").fill("")
    expect(page.get_by_role("status")).to_contain_text("partenaires")


def test_a_search_is_in_the_address_and_comes_back_from_it(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_label("Nom, sigle ou commune de votre organisme").fill("alouettes")
    page.get_by_role("button", name="Chercher").click()
    expect(page).to_have_url(f"{address}partenaires/?q=alouettes")
    expect(page.get_by_role("status")).to_have_text("1 partenaire trouvé")
    assert _rows(page) == ["Communauté de communes du Plateau aux Alouettes"]
    page.locator("#filtre-q").fill("brume")
    expect(page).to_have_url(f"{address}partenaires/?q=brume")


def test_a_keystroke_is_answered_at_once_with_five_thousand_entries(
    page: Page, address: str
) -> None:
    """Issue 7 asks under 50 ms; the browser lays the page out again within the measure."""
    page.goto(f"{address}partenaires/")
    page.evaluate("""async () => {
        const liste = document.querySelector("[data-annuaire] ul");
        const modele = liste.querySelector("li");
        for (let i = 0; i < 5000; i++) {
            const ligne = modele.cloneNode(true);
            ligne.querySelector("a").textContent = `Commune de Sainte-Épreuve ${i}`;
            liste.append(ligne);
        }
        document.querySelector(".filtre").remove();
        await new Promise((fini) => {
            const script = document.createElement("script");
            script.src = "../assets/annuaire.js";
            script.onload = fini;
            document.body.append(script);
        });
    }""")
    times = page.evaluate("""() => ["s", "st", "ste", "ste e", "ste ep", "ste epreuve 4999"].map((texte) => {
        const champ = document.querySelector("#filtre-q");
        champ.value = texte;
        const debut = performance.now();
        champ.dispatchEvent(new Event("input"));
        document.body.offsetHeight;
        return performance.now() - debut;
    })""")
    assert _rows(page) == ["Commune de Sainte-Épreuve 4999"]
    assert sorted(times)[len(times) // 2] < 50, times


def test_the_filter_and_a_result_are_reached_with_the_keyboard_alone(
    page: Page, address: str
) -> None:
    page.goto(f"{address}partenaires/")
    for _ in range(30):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.id") == "filtre-q":
            break
    else:
        pytest.fail("the filter is out of the keyboard's reach")
    outline = page.evaluate("getComputedStyle(document.activeElement).outlineStyle")
    assert outline == "solid"
    page.keyboard.type("val de brume")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Val de Brume")


def test_the_menu_and_the_search_open_with_the_keyboard_on_a_phone(
    page: Page, address: str
) -> None:
    """The theme makes them of labels, which no keyboard reaches."""
    page.set_viewport_size(PHONE)
    page.goto(address)
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Qui contacter", exact=True)).to_be_in_viewport()
    page.goto(address)
    page.get_by_role("button", name="Rechercher dans le site").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".md-search__input")).to_be_focused()


# --- Pages ---------------------------------------------------------------------------------------


def test_a_newcomer_finds_mailbox_due_date_and_blank_annexe_in_under_three_clicks(
    page: Page, address: str
) -> None:
    page.goto(address)
    page.get_by_role("link", name="Qui contacter ?").click()
    expect(page.get_by_role("link", name="habilitations@caf99.example", exact=True)).to_be_visible()
    page.goto(address)
    page.get_by_role("link", name="Que rendre, et quand ?").click()
    expect(page.locator(".echeances li time").first).to_be_visible()
    page.goto(address)
    page.get_by_role("link", name="Où est mon document ?").click()
    with page.expect_download() as download:
        page.get_by_role("link", name="Annexe 1").first.click()
    assert download.value.suggested_filename.endswith(".docx")


def test_a_partner_s_page_gives_dates_documents_and_published_contacts(
    page: Page, address: str
) -> None:
    page.goto(f"{address}partenaires/cc-val-de-brume/")
    expect(page.get_by_role("heading", name="Prochaines échéances")).to_be_visible()
    assert page.locator("ol.echeances > li").count() >= 4
    assert page.locator("ul.telechargements a").count() == 1
    expect(page.get_by_text("M. Ézéchiel DE LA MARJOLAINE")).to_be_visible()
    expect(page.get_by_text("FENOUIL")).to_have_count(0)  # security contact
    expect(page.get_by_text("04 65 71 12 30")).to_have_count(0)  # telephone not chosen


KINDS_OF_PAGES = (
    "", "cafs/", "partenaires/", "partenaires/cc-val-de-brume/", "echeances/", "documents/",
    "partenaires/ca-hautes-eaux-vives/", "services/", "services/afas/", "regles/", "regles/c11/", "accessibilite/", "mentions-legales/", "donnees-personnelles/",
    "guides/editeurs/", "404.html",
)  # fmt: skip


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_no_kind_of_page_has_an_accessibility_violation(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    for path in KINDS_OF_PAGES:
        page.goto(address + path)
        assert _violations(page) == [], path
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= size["width"], (
            f"{path or 'home'} scrolls sideways at {size['width']} pixels"
        )


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_search_and_menu_have_no_accessibility_violation_when_open(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    page.set_viewport_size(size)
    page.emulate_media(
        color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce"
    )
    page.goto(address)
    if size is PHONE:
        page.get_by_role("button", name="Rechercher dans le site").click()
    page.locator(".md-search__input").press_sequentially("annexe")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert _violations(page) == []
    if size is PHONE:
        page.goto(address)
        page.get_by_role("button", name="Menu").click()
        expect(page.get_by_role("link", name="Qui contacter", exact=True)).to_be_in_viewport()
        assert _violations(page) == []


def _violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']} {node['target']}" for one in found for node in one["nodes"]]
