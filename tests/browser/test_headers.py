"""The headers given for the server: one strict policy in each file, and the whole site at work under it."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from annexes import alone, opened
from filling import downloads, fill, people
from playwright.sync_api import Browser, Page, expect
from serving import served, watched

FOLDER = Path(__file__).parents[2] / "docs/guides/serveur"
WRITTEN = {
    "nginx.conf": r'(?m)^add_header (\S+) "([^"]*)" always;',
    "apache.conf": r'(?m)^\s+Header always set (\S+) "([^"]*)"',
    "_headers": r"(?m)\A/\*\n((?:  .*\n)+)",
}
"""How a header is written in each file."""


def headers(name: str) -> dict[str, str]:
    found = re.findall(WRITTEN[name], (FOLDER / name).read_text(encoding="utf-8"))
    if name == "_headers":
        found = [line.strip().split(": ", 1) for line in found[0].splitlines()]
    return dict(found)


HEADERS = headers("nginx.conf")


def test_the_files_say_the_same_and_allow_nothing_unsafe() -> None:
    assert {path.name for path in FOLDER.iterdir()} == WRITTEN.keys()
    assert len(HEADERS) == 5
    assert all(headers(name) == HEADERS for name in WRITTEN)
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy
    assert "*" not in policy
    assert policy.startswith("default-src 'none'; script-src 'self'; style-src 'self'; ")


@pytest.fixture(scope="module")
def guarded(built: dict[str, bytes]) -> Iterator[str]:
    """Where the site is served with these headers."""
    with served(built, tuple(HEADERS.items())) as where:
        yield where


@pytest.fixture
def strict(browser: Browser, guarded: str) -> Iterator[Page]:
    """A page of that site: what the policy refuses is an error, and there must be none."""
    with watched(browser, guarded) as (page, errors):
        yield page
    assert errors == []


def test_the_policy_is_in_force(browser: Browser, guarded: str) -> None:
    """The test can fail: a script in the page is refused."""
    page = browser.new_page()
    page.goto(guarded)
    ran = page.evaluate("""() => {
        const script = document.createElement("script");
        script.textContent = "window.ran = true";
        document.body.append(script);
        return Boolean(window.ran);
    }""")
    assert not ran
    page.close()


def test_every_page_keeps_to_the_policy(strict: Page, guarded: str, built: dict[str, bytes]) -> None:  # fmt: skip
    for path in sorted(built):
        if path.endswith("index.html") and not path.startswith("regles/"):
            strict.goto(guarded + path)


def test_search_directory_and_dark_display_work(strict: Page, guarded: str) -> None:
    strict.goto(f"{guarded}partenaires/")
    strict.get_by_label("Nom, sigle, type ou commune").fill("alouettes")
    expect(strict.get_by_role("status")).to_have_text("1 partenaire trouvé")
    strict.get_by_title("Passer à l'affichage sombre").click()
    expect(strict.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    strict.reload()
    expect(strict.locator("body")).to_have_attribute("data-md-color-scheme", "slate")
    strict.locator(".md-search__input").press_sequentially("annexe")
    expect(strict.locator(".md-search-result__item").first).to_be_visible()


def test_a_form_is_filled_and_its_files_are_saved(strict: Page, guarded: str) -> None:
    opened(strict, guarded, "annexe-1")
    alone(strict)
    fill(people(strict, "ouverts").first, nom="SAULE", prenom="Inès", adresse_electronique="ines.saule@val-de-brume.example", fonction="coordinatrice")  # fmt: skip
    strict.get_by_role("button", name="Préparer les fichiers").click()
    assert {name.rpartition(".")[2] for name in downloads(strict)} == {"docx", "json"}


def test_a_document_is_downloaded(strict: Page, guarded: str) -> None:
    strict.goto(f"{guarded}documents/")
    with strict.expect_download() as download:
        strict.get_by_role("link", name="Annexe 1").first.click()
    assert Path(download.value.path()).read_bytes().startswith(b"PK")
