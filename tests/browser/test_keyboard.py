"""The keyboard's way through the public site: what has the focus is seen, and a finger hits what it aims at."""

from collections.abc import Iterator

import pytest
from filling import PHONE, WIDE
from playwright.sync_api import Browser, Page, ViewportSize, expect
from serving import watched

WAYS = ("", "partenaires/", "partenaires/syndicat-trois-clochers/", "formulaires/annexe-1/", "guides/partenaires/")  # fmt: skip
STEPS = 40

# Whether the focus is on something drawn within the window, and not on an empty block.
SEEN = """() => {
    const active = document.activeElement;
    if (active === document.body) return "end";
    // Of the light and the dark, what is seen is the label.
    const focused = active.matches(".md-option") ? active.nextElementSibling : active;
    const { left, top, right, bottom, width, height } = focused.getBoundingClientRect();
    const inside = right > 0 && left < innerWidth && bottom > 0 && top < innerHeight && width && height;
    const told = focused.textContent.trim() || focused.value || focused.ariaLabel || focused.title || focused.labels?.length;
    return inside && focused.checkVisibility({ visibilityProperty: true }) && told ? "seen" : focused.outerHTML;
}"""


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A new page, which must ask nothing of another host and report no error; its clock runs, as the search wants."""
    with watched(browser, address) as (page, errors):
        yield page
    assert errors == []


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_the_keyboard_never_goes_where_nothing_is_seen(
    page: Page, address: str, size: ViewportSize
) -> None:
    """Neither in the closed menu, nor in the closed search, nor on an empty block (WCAG 2.4.7, 2.4.11)."""
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(size)
    for path in WAYS:
        page.goto(address + path)
        for _ in range(STEPS):
            page.keyboard.press("Tab")
            where = page.evaluate(SEEN)
            if where == "end":
                break
            assert where == "seen", path


def test_the_menu_of_a_phone_opens_onto_all_its_pages(page: Page, address: str) -> None:
    page.emulate_media(reduced_motion="reduce")
    page.set_viewport_size(PHONE)
    page.goto(f"{address}formulaires/annexe-1/")
    page.get_by_role("button", name="Menu").focus()
    page.keyboard.press("Enter")
    for name in ("Qui contacter", "Documents", "Formulaires", "Partenaires", "Guide"):
        expect(page.locator(".md-sidebar--primary").get_by_role("link", name=name, exact=True)).to_be_in_viewport()  # fmt: skip


def test_a_link_that_stands_alone_is_wide_enough_for_a_finger(page: Page, address: str) -> None:
    """24 pixels at least (WCAG 2.5.8)."""
    page.set_viewport_size(PHONE)
    for path in ("partenaires/", "partenaires/cc-val-de-brume/", "territoires/", "echeances/", "documents/", "formulaires/annexe-1/", "cafs/"):  # fmt: skip
        page.goto(address + path)
        small = page.locator(
            ":is(.liste, .echeance-lignes, .telechargements, .contact, .aide, .surtitre) a:visible"
        ).evaluate_all(
            "(all) => all.filter(one => one.getBoundingClientRect().height < 24).map(one => one.outerHTML)"
        )
        assert small == [], path


def test_every_region_of_a_page_has_a_name(page: Page, address: str) -> None:
    """Two of a kind cannot be told apart without one."""
    for path in ("", "formulaires/annexe-1/", "guides/partenaires/"):
        page.goto(address + path)
        nameless = page.locator("aside, nav").evaluate_all(
            "(all) => all.filter(one => !one.ariaLabel && !document.getElementById(one.getAttribute('aria-labelledby'))?.textContent.trim()).map(one => one.outerHTML.slice(0, 120))"
        )
        assert nameless == [], path
