"""The public site in a real Chromium: a newcomer's way, the keyboard, every width, light and dark, paper, and its weight."""

import gzip
import re
from collections.abc import Iterator
from urllib.parse import urlsplit

import pytest
from filling import PHONE, WIDE, fill, people, violations
from playwright.sync_api import Browser, Page, ViewportSize, expect
from serving import watched

PAGES = (
    "", "cafs/", "roles/habilitations/", "roles/problemes-techniques/", "roles/securite/", "roles/services/",
    "partenaires/", "partenaires/cc-val-de-brume/", "partenaires/ca-hautes-eaux-vives/", "territoires/",
    "echeances/", "documents/", "services/", "services/afas/", "services/afas/pj1/", "services/afas/pj3/",
    "formulaires/", "formulaires/annexe-1/", "formulaires/annexe-2/", "formulaires/adherer/", "formulaires/revue/",
    "formulaires/information/", "regles/", "regles/c11/", "accessibilite/", "mentions-legales/",
    "donnees-personnelles/", "donnees/", "guides/", "guides/partenaires/", "guides/editeurs/", "guides/publier/", "404.html",
)  # fmt: skip
"""One of each kind."""
BOTH = pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A new page, which must ask nothing of another host and report no error; its clock runs, as the search wants."""
    with watched(browser, address) as (page, errors):
        yield page
    assert errors == []


def dressed(page: Page, size: ViewportSize, scheme: str) -> None:
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light", reduced_motion="reduce")  # fmt: skip


def test_every_kind_of_page_is_looked_at(built: dict[str, bytes]) -> None:
    folders = {path.partition("/")[0] for path in built if path.endswith(".html")} - {"index.html"}
    assert folders == {path.partition("/")[0] for path in PAGES if path}


# --- The three questions -------------------------------------------------------------------------


class Newcomer:
    """Somebody who starts from home, and whose clicks are counted."""

    def __init__(self, page: Page, address: str) -> None:
        self.page = page
        self.clicks = 0
        page.goto(address)

    def click(self, name: str | re.Pattern[str], role: str = "link") -> None:
        self.clicks += 1
        self.page.locator("main").get_by_role(role, name=name).first.click()  # type: ignore[arg-type]


def test_a_newcomer_finds_the_mailbox_for_habilitations_in_under_three_clicks(
    page: Page, address: str
) -> None:
    newcomer = Newcomer(page, address)
    newcomer.click("Qui contacter ?")
    newcomer.click("Habilitations")
    mailbox = page.get_by_role("link", name="habilitations@caf99.example", exact=True).first
    expect(mailbox).to_have_attribute("href", "mailto:habilitations@caf99.example")
    assert newcomer.clicks < 3


def test_a_newcomer_finds_the_next_due_date_in_under_three_clicks(page: Page, address: str) -> None:
    newcomer = Newcomer(page, address)
    newcomer.click("Que rendre, et quand ?")
    expect(page.locator(".echeances li time").first).to_be_visible()
    assert newcomer.clicks < 3
    newcomer = Newcomer(page, address)
    page.get_by_label("Nom, sigle ou commune de votre organisme").fill("val de brume")
    newcomer.click("Chercher", "button")
    # The answer, and not the whole list on its way out.
    expect(page.get_by_text("1 partenaire trouvé")).to_be_visible()
    newcomer.click("Communauté de communes du Val de Brume")
    expect(page.locator(".echeances li time").first).to_have_text("9 janvier 2027")
    assert newcomer.clicks < 3


def test_a_newcomer_saves_the_blank_annexe_1_in_under_three_clicks(
    page: Page, address: str
) -> None:
    newcomer = Newcomer(page, address)
    newcomer.click("Où est mon document ?")
    with page.expect_download() as download:
        newcomer.click(re.compile("Annexe 1"))
    assert download.value.suggested_filename == "annexe-1.docx"
    assert newcomer.clicks < 3


# --- Pages ---------------------------------------------------------------------------------------


def test_a_partner_s_page_gives_dates_documents_and_published_contacts(
    page: Page, address: str
) -> None:
    page.goto(f"{address}partenaires/cc-val-de-brume/")
    expect(page.get_by_role("heading", name="Prochaines échéances")).to_be_visible()
    assert page.locator("ol.echeances > li").count() >= 4
    assert page.locator("ul.telechargements a").count() >= 4
    expect(page.get_by_text("M. Ézéchiel DE LA MARJOLAINE")).to_be_visible()
    expect(page.get_by_text("FENOUIL")).to_have_count(0)  # security contact
    expect(page.get_by_text("04 65 71 12 30")).to_have_count(0)  # telephone not chosen
    with page.expect_download() as download:
        page.get_by_role("link", name="Ajouter ces contacts").click()
    assert download.value.suggested_filename == "cc-val-de-brume.vcf"


def test_a_partner_s_page_says_when_it_changed_and_draws_its_convention(
    page: Page, address: str
) -> None:
    """The day comes from the data: the annexe 1 of 12 May, not the day of the building."""
    page.goto(f"{address}partenaires/cc-val-de-brume/")
    expect(page.locator(".fraicheur")).to_contain_text("Mis à jour le 12 mai 2026")
    drawing = page.get_by_role("img", name="Frise de la convention « Coopération »")
    expect(drawing).to_be_visible()
    said = drawing.locator("desc").text_content() or ""
    page.get_by_text("Les dates de ce dessin").click()
    behind = page.locator("details.chiffres li").all_inner_texts()
    assert said == ". ".join(behind) + "."
    assert [line.partition(" :")[0] for line in behind] == ["Convention", "Lettre de non-renouvellement", "CTG"]  # fmt: skip


def test_on_paper_a_page_is_its_text_alone(page: Page, address: str) -> None:
    """No menu, no button, black on white, the address of what a link opens elsewhere, and where the sheet comes from."""
    dressed(page, WIDE, "dark")
    page.goto(f"{address}partenaires/cc-val-de-brume/")
    page.emulate_media(media="print", color_scheme="dark")
    expect(page.locator(".pied-date")).to_have_text(re.compile(r"\w+\. Informations au \d"))
    expect(page.locator(".bandeau")).to_be_visible()
    for hidden in (".md-header", ".md-tabs", ".pied", ".fraicheur button", ".headerlink"):
        assert not page.locator(hidden).first.is_visible(), hidden
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).color") == "rgb(0, 0, 0)"
    said = page.get_by_role("link", name="www.val-de-brume.example").evaluate("(a) => getComputedStyle(a, '::after').content")  # fmt: skip
    assert "https://www.val-de-brume.example" in said


def test_on_paper_nothing_that_goes_together_is_cut_and_no_half_sheet_is_left_blank(
    page: Page, address: str
) -> None:
    """Who a partner is stands in one piece; the first person of a form is on its first sheet (A4, 96 pixels an inch)."""
    page.goto(f"{address}partenaires/cc-val-de-brume/")
    page.emulate_media(media="print")
    assert page.locator(".cote > section").evaluate_all("(all) => all.map(one => getComputedStyle(one).breakInside)") == ["avoid", "avoid"]  # fmt: skip
    page.goto(f"{address}formulaires/annexe-1/?partenaire=cc-val-de-brume")
    expect(page.locator(".personne")).to_be_visible()
    page.set_viewport_size({"width": 718, "height": 1046})
    assert page.locator(".personne").evaluate("(one) => one.getBoundingClientRect().bottom < innerHeight")  # fmt: skip


def test_a_long_name_is_cut_only_where_its_line_ends(page: Page, address: str) -> None:
    page.goto(f"{address}partenaires/cc-plateau-aux-alouettes/")
    heading = page.get_by_role("heading", level=1)
    assert heading.evaluate("(one) => one.clientHeight < 2 * parseFloat(getComputedStyle(one).lineHeight)")  # fmt: skip


# --- For everyone --------------------------------------------------------------------------------


@SCHEMES
@BOTH
def test_no_kind_of_page_has_an_accessibility_violation(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    dressed(page, size, scheme)
    for path in PAGES:
        page.goto(address + path)
        page.locator("details").evaluate_all("(all) => all.forEach((one) => { one.open = true; })")
        assert violations(page) == [], path


def test_no_page_scrolls_sideways_even_at_four_times_its_size(page: Page, address: str) -> None:
    """640 and 320 pixels are what a window of 1,280 shows at 200 % and 400 % (WCAG 1.4.4 and 1.4.10)."""
    for path in PAGES:
        page.goto(address + path)
        for width in (1280, 640, 375, 320):
            page.set_viewport_size({"width": width, "height": 720})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, (path, width)


@SCHEMES
def test_the_edge_of_a_field_is_seen(page: Page, address: str, scheme: str) -> None:
    """Three to one at least against the page and against the inside of the field (WCAG 1.4.11)."""
    dressed(page, WIDE, scheme)
    for path in ("", "partenaires/?type=commune", "formulaires/annexe-1/", "formulaires/adherer/"):
        page.goto(address + path)
        ratios = page.locator(":is(.champ, .md-search__form):visible").evaluate_all(CONTRASTS)
        assert ratios
        assert min(ratios) >= 3, (path, ratios)


CONTRASTS = """(fields) => {
    const numbers = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const opaque = (element) => {
        const [r, g, b, a = 1] = numbers(getComputedStyle(element).backgroundColor);
        if (a === 1 || !element.parentElement) return [r, g, b];
        return opaque(element.parentElement).map((under, i) => a * [r, g, b][i] + (1 - a) * under);
    };
    const light = (rgb) => {
        const [r, g, b] = rgb.map((c) => (c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4));
        return 0.2126 * r + 0.7152 * g + 0.0722 * b;
    };
    const contrast = (one, other) => {
        const [low, high] = [light(one), light(other)].sort((a, b) => a - b);
        return (high + 0.05) / (low + 0.05);
    };
    return fields.flatMap((field) => {
        const around = opaque(field.parentElement);
        const [r, g, b, a = 1] = numbers(getComputedStyle(field).borderTopColor);
        const edge = [r, g, b].map((colour, i) => a * colour + (1 - a) * around[i]);
        return [contrast(edge, around), contrast(edge, opaque(field))];
    });
}"""


@SCHEMES
@BOTH
def test_search_and_menu_have_no_accessibility_violation_when_open(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    dressed(page, size, scheme)
    page.goto(address)
    if size is PHONE:
        page.get_by_role("button", name="Rechercher dans le site").click()
    page.locator(".md-search__input").press_sequentially("annexe")
    expect(page.locator(".md-search-result__item").first).to_be_visible()
    assert violations(page) == []
    if size is PHONE:
        page.goto(address)
        page.get_by_role("button", name="Menu").click()
        expect(page.get_by_role("link", name="Qui contacter", exact=True)).to_be_in_viewport()
        assert violations(page) == []


@SCHEMES
@BOTH
def test_a_form_in_error_has_no_accessibility_violation(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    dressed(page, size, scheme)
    page.goto(f"{address}formulaires/annexe-1/")
    fill(people(page, "ouverts").first, nom="SAULE", adresse_electronique="pas une adresse")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator("[aria-invalid=true]").first).to_be_visible()
    assert violations(page) == []


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


# --- Weight --------------------------------------------------------------------------------------


def test_a_page_weighs_under_200_kb_without_search(
    page: Page, address: str, built: dict[str, bytes]
) -> None:
    """All that a first visit asks for, compressed as a server sends it."""
    asked: set[str] = set()
    page.on("request", lambda request: asked.add(urlsplit(request.url).path.lstrip("/")))
    for path in PAGES:
        asked.clear()
        page.goto(address + path)
        files = {one + ("index.html" if not one or one.endswith("/") else "") for one in asked}
        weights = {one: len(gzip.compress(built[one])) for one in files if one in built and "search" not in one}  # fmt: skip
        assert len(weights) > 5, path
        assert sum(weights.values()) < 200 * 1024, (path, weights)
