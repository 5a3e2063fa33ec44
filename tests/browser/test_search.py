"""The search of the public site: what a partner types, as he types it, leads where he wants to go."""

import re
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Locator, Page, expect
from serving import watched


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A new page, which must ask nothing of another host and report no error; its clock runs, as the search wants."""
    with watched(browser, address) as (page, errors):
        yield page
    assert errors == []


def results(page: Page, address: str, asked: str) -> Locator:
    """The pages that the search gives for what is `asked`, in order."""
    page.goto(address)
    page.locator(".md-search__input").press_sequentially(asked)
    return page.locator(".md-search-result__list > li > a")


@pytest.mark.parametrize(
    ("asked", "place"),
    [
        ("puits bavard", "partenaires/commune-puits-bavard/"), ("mot de passe", "roles/securite/"), ("annexe 1", "formulaires/annexe-1/"),
        # Without its accents, in its own capitals, after an apostrophe, by where it is.
        ("herons", "partenaires/commune-isle-aux-herons/"), ("ELOIRE", "partenaires/departement-eloire/"), ("isle", "partenaires/commune-isle-aux-herons/"),
        ("l’isle", "partenaires/commune-isle-aux-herons/"), ("99120", "partenaires/commune-puits-bavard/"),
        # In a partner's own words.
        ("preavis", "echeances/"), ("préavis", "echeances/"), ("renouveler", "echeances/"), ("annexe 1 vierge", "documents/"),
    ],
)  # fmt: skip
def test_the_search_puts_first_what_a_partner_looks_for(
    page: Page, address: str, asked: str, place: str
) -> None:
    """Among the first four."""
    found = results(page, address, asked)
    expect(found.and_(page.locator(f"li:nth-child(-n + 4) > [href*='{place}']")).first).to_be_visible()  # fmt: skip
    assert page.locator(".md-search-result__list a[href*='regles/']").count() == 0


def test_a_small_word_finds_nothing_by_itself_and_is_never_told_to_be_missing(
    page: Page, address: str
) -> None:
    """« de » is in every page, and « demande » begins with it."""
    results(page, address, "Val de Brume")
    meta = page.locator(".md-search-result__meta")
    said = page.locator(".md-search-result__list").inner_text
    expect(meta).to_have_text(re.compile("résultats"))
    expect(page.locator(".md-search-result__list del", has_text="de")).to_have_count(0)
    many = meta.inner_text()
    assert "Communauté de communes du Val de Brume" in said().split("\n\n")[0]
    results(page, address, "Val Brume")
    expect(meta).to_have_text(many)


def test_a_word_found_is_marked_as_it_is_written_and_one_that_is_not_is_told_as_it_was_typed(
    page: Page, address: str
) -> None:
    """Whatever its accents, in the list as in the page that it opens."""
    found = results(page, address, "herons zébu")
    expect(found.first.locator("mark")).to_have_text("Hérons")
    expect(found.first.locator("del")).to_have_text("zébu")
    found.first.click()
    expect(page.locator("h1 mark, h1 [data-md-highlight]")).to_have_text("Hérons")
