"""The shipped data's site, in a real Chromium."""

import os
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from filling import PHONE
from playwright.sync_api import Browser, Page
from serving import served, watched

from generator import outputs
from generator.documents.production import Press, look
from generator.store import dataset
from generator.website import assembly, mkdocs

ROOT = Path(__file__).parents[2]
DATA = dataset.load(ROOT, nominative=False)

# The theme's search asks, from a local file, for a script that only a server can give.
OF_THE_THEME = re.compile("search_index|ERR_FILE_NOT_FOUND")


@pytest.fixture(scope="session")
def built() -> dict[str, bytes]:
    """The shipped data's site, whole."""
    assert DATA.settings.exemple is not None
    press = Press(DATA, look(ROOT / "templates", ROOT / "templates"))
    tree = assembly.tree(DATA, press, DATA.settings.exemple.date, ROOT)
    return mkdocs.build(tree, day=DATA.settings.exemple.date, environment=os.environ)


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory, built: dict[str, bytes]) -> Path:
    """That site, as files."""
    target = tmp_path_factory.mktemp("site")
    outputs.write(built, target)
    return target


@pytest.fixture(scope="session")
def address(built: dict[str, bytes]) -> Iterator[str]:
    """Where that site is served, on this machine."""
    with served(built) as where:
        yield where


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A new page, which must ask nothing of another host, report no error and keep nothing unless asked."""
    with watched(browser, address, "file:") as (page, errors):
        page.clock.set_fixed_time("2026-06-15T10:00:00")
        yield page
    assert [error for error in errors if not OF_THE_THEME.search(error)] == []


@pytest.fixture(params=["served", "local file, phone"])
def start(request: pytest.FixtureRequest, page: Page, address: str, folder: Path) -> str:
    """Where the site is: on a server, or opened from a folder and on a phone."""
    if request.param == "served":
        return address
    page.set_viewport_size(PHONE)
    return folder.as_uri() + "/"
