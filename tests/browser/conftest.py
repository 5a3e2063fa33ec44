"""The shipped data's site, in a real Chromium."""

import os
import re
import threading
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from filling import PHONE, WIDE
from playwright.sync_api import Browser, Page

from generator import outputs
from generator.documents.production import Press, look
from generator.store import dataset
from generator.website import assembly, mkdocs

ROOT = Path(__file__).parents[2]
DATA = dataset.load(ROOT, nominative=False)

# The theme's search asks, from a local file, for a script that only a server can give.
OF_THE_THEME = re.compile("search_index|ERR_FILE_NOT_FOUND")


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The shipped data's site, whole, as files."""
    assert DATA.settings.exemple is not None
    press = Press(DATA, look(ROOT / "templates", ROOT / "templates"))
    tree = assembly.tree(DATA, press, DATA.settings.exemple.date, ROOT)
    target = tmp_path_factory.mktemp("site")
    built = mkdocs.build(tree, day=DATA.settings.exemple.date, environment=os.environ)
    outputs.write(built, target)
    return target


@pytest.fixture(scope="session")
def address(folder: Path) -> Iterator[str]:
    """Where that site is served, on this machine."""

    class Handler(SimpleHTTPRequestHandler):
        def __init__(self, *args: Any) -> None:
            super().__init__(*args, directory=str(folder))

        def log_message(self, format: str, *args: object) -> None:
            pass

    class Server(ThreadingHTTPServer):
        def handle_error(self, request: Any, client_address: Any) -> None:
            """A page that is left closes its connections: nothing to say."""

    with Server(("127.0.0.1", 0), Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A new page, which must ask nothing of another host, report no error and keep nothing unless asked."""
    context = browser.new_context(viewport=WIDE, reduced_motion="reduce", locale="fr-FR")
    page = context.new_page()
    foreign: list[str] = []
    errors: list[str] = []
    page.on("request", lambda request: foreign.append(request.url))
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("console", lambda said: errors.append(said.text) if said.type == "error" else None)
    page.clock.set_fixed_time("2026-06-15T10:00:00")
    yield page
    context.close()
    assert [
        url for url in foreign if not url.startswith((address, "file:", "data:", "blob:"))
    ] == []
    assert [error for error in errors if not OF_THE_THEME.search(error)] == []


@pytest.fixture(params=["served", "local file, phone"])
def start(request: pytest.FixtureRequest, page: Page, address: str, folder: Path) -> str:
    """Where the site is: on a server, or opened from a folder and on a phone."""
    if request.param == "served":
        return address
    page.set_viewport_size(PHONE)
    return folder.as_uri() + "/"
