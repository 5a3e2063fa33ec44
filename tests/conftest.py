"""What all tests share: hypothesis without chance nor hurry, and a real Chromium."""

from collections.abc import Iterator

import pytest
from hypothesis import settings
from playwright.sync_api import Browser, sync_playwright

from tools import chromium

# The same examples on every run and every machine; a slow machine is not a failure.
settings.register_profile("greffe", derandomize=True, deadline=None, max_examples=50)
settings.load_profile("greffe")

QUIET = [
    "--no-sandbox",  # Chromium refuses to run as root with it, and it only opens our own pages
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",  # no name is resolved: a page has this machine alone
]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A running Chromium; open a page with `browser.new_page()` and close it."""
    program = chromium.find()
    if program is None:
        pytest.fail("no Chromium on this machine: `make test` installs one (tools/chromium.py)")
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=QUIET)
        yield running
        running.close()
