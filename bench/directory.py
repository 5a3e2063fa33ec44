"""The directory in a real Chromium: what a keystroke costs among thousands of partners, and what the page weighs."""

import dataclasses
import functools
import gzip
import http.server
import os
import statistics
import threading
from itertools import cycle, islice, product
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from bench import data
from bench.draft import DAY
from bench.report import Measure, Section
from generator import outputs
from generator.store import dataset
from generator.website import mkdocs
from generator.website.public import pages, publishing
from generator.website.public.published import Site
from tools import chromium

ENTRIES = 5000
TYPED = "cc saint-mraitn sur loure 12"
"""With two errors and an abbreviation: what is dearest to look for."""
_IDLE = 500
"""Milliseconds before somebody types."""
_HEADS = ("Communauté de communes", "Commune", "Syndicat", "Centre communal d'action sociale")
_PLACES = (
    "Saint-Martin",
    "Sainte-Colombe",
    "Villeneuve",
    "Rocheverte",
    "Pont-l'Abbesse",
    "Beaulieu",
    "Fontenay",
)
_RIVERS = ("sur Loire", "sous Bois", "en Plaine", "lès Moulins", "aux Hérons", "du Val")
_KEYSTROKE = """(text) => {
    const field = document.querySelector("#annuaire-nom");
    field.value = text;
    const start = performance.now();
    field.dispatchEvent(new Event("input"));
    document.body.getBoundingClientRect();
    return performance.now() - start;
}"""
_FIRST = """() => {
    const start = performance.now();
    document.querySelector("#annuaire-nom").focus();
    return performance.now() - start;
}"""


def directory(folder: Path, count: int, times: int) -> Section:
    """The page of `ENTRIES` partners, whatever `count` the rest of the bench has."""
    del count
    site = publishing.site(
        dataset.load(data.PROJECT, nominative=False), DAY, documents={}, blanks={}
    )
    tree = pages.pages(site) | {"partenaires.md": pages.directory(crowded(site))}
    built = mkdocs.build(
        mkdocs.tree(site, mkdocs.authored(data.PROJECT), tree, {}), day=DAY, environment=os.environ
    )
    target = folder / "annuaire"
    outputs.write(built, target)
    handler = functools.partial(_Quiet, directory=str(target))
    with (
        http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server,
        sync_playwright() as playwright,
    ):
        threading.Thread(target=server.serve_forever, daemon=True).start()
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        runs = [
            _run(browser.new_page(), f"http://127.0.0.1:{server.server_port}/partenaires/")
            for _ in range(times)
        ]
        browser.close()
        server.shutdown()
    strokes = [statistics.median(each) for each in zip(*(run[1:] for run in runs), strict=True)]
    return Section(
        "Répondre dans l'annuaire",
        f"{ENTRIES} partenaires dans une page, dans Chromium ; « {TYPED} » tapé lettre à lettre, mise en page comprise.",
        (
            Measure("une frappe, la plus lente", max(strokes), "ms", target=50),
            Measure("une frappe, la médiane", statistics.median(strokes), "ms"),
            Measure(
                "entrer dans le champ",
                statistics.median(run[0] for run in runs),
                "ms",
            ),
            Measure(
                "la page, compressée",
                len(gzip.compress(built["partenaires/index.html"])) / 1024,
                "Ko",
                target=200,
            ),
        ),
    )


def crowded(site: Site) -> Site:
    """`site` with `ENTRIES` partners, of invented names."""
    names = islice(product(_HEADS, _PLACES, _RIVERS, range(ENTRIES)), 0, None, 29)
    every = zip(range(ENTRIES), cycle(site.partenaires), names, strict=False)
    return dataclasses.replace(
        site,
        partenaires=tuple(
            dataclasses.replace(
                one, id=f"{one.id}-{rank}", nom=f"{head} de {place} {river} {number}"
            )
            for rank, one, (head, place, river, number) in every
        ),
    )


def _run(page: Page, address: str) -> list[float]:
    page.goto(address)
    page.wait_for_timeout(_IDLE)
    first = page.evaluate(_FIRST)
    strokes = [page.evaluate(_KEYSTROKE, TYPED[:end]) for end in range(1, len(TYPED) + 1)]
    page.close()
    return [first, *strokes]


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        pass
