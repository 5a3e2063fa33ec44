"""How the browser tests fill a form, save its files and read them."""

import io
import json
from pathlib import Path
from typing import Any

import docx
from axe_playwright_python.sync_playwright import Axe
from docx.oxml.ns import qn
from playwright.sync_api import Locator, Page, ViewportSize

WIDE: ViewportSize = {"width": 1280, "height": 900}
PHONE: ViewportSize = {"width": 375, "height": 720}


def people(page: Page, key: str) -> Locator:
    return page.locator(f'[data-liste="{key}"] .personne')


def fill(card: Locator, **values: str) -> None:
    """Type values in a card, leaving each field as the tabulation key would."""
    for key, value in values.items():
        field = card.locator(f'[data-cle="{key}"]')
        field.fill(value)
        field.blur()


def said(page: Page) -> list[str]:
    """The messages under the fields."""
    return page.locator("form .message").all_inner_texts()


def downloads(page: Page) -> dict[str, bytes]:
    """Every file of the last screen, by its name."""
    made = {}
    for link in page.locator(".fichiers a").all():
        with page.expect_download() as download:
            link.click()
        made[download.value.suggested_filename] = Path(download.value.path()).read_bytes()
    return made


def cells(content: bytes) -> list[list[list[str]]]:
    """The tables of a Word file, as python-docx reads them, rows inside controls included."""
    body = docx.Document(io.BytesIO(content)).element.body

    def text(element: Any) -> str:
        return "".join(node.text or "" for node in element.iter(qn("w:t")))

    return [
        [[text(cell) for cell in row.iter(qn("w:tc"))] for row in table.iter(qn("w:tr"))]
        for table in body.iter(qn("w:tbl"))
    ]


def words(content: bytes) -> str:
    """All the words of a Word file, a line a paragraph."""
    body = docx.Document(io.BytesIO(content)).element.body
    paragraphs = ["".join(node.text or "" for node in p.iter(qn("w:t"))) for p in body.iter(qn("w:p"))]  # fmt: skip
    return "\n".join(filter(None, paragraphs))


def take_up(page: Page, file: dict[str, Any] | bytes, name: str = "annexe-1.json") -> None:
    content = file if isinstance(file, bytes) else json.dumps(file).encode()
    page.locator("#precedent").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )


def tab_to(page: Page, name: str, key: str = "Tab") -> None:
    """Press `key` until the control that says `name` has the focus, which must be seen all along."""
    for _ in range(40):
        page.keyboard.press(key)
        told, outline = page.evaluate(
            "[document.activeElement.labels?.[0]?.textContent ?? document.activeElement.textContent, getComputedStyle(document.activeElement).outlineStyle]"
        )
        assert outline == "solid", told
        if told.startswith(name):
            return
    raise AssertionError(f"no way to {name}")


def violations(page: Page) -> list[str]:
    found = Axe().run(page).response["violations"]
    return [f"{one['id']} {node['target']}" for one in found for node in one["nodes"]]


def judged(page: Page) -> list[str]:
    """What is wrong with a form for somebody: a violation, a page wider than its window, a target too small for a finger."""
    small = page.evaluate(
        "[...document.querySelectorAll('.formulaire :is(.champ, .bouton)')].filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
    )
    width = page.viewport_size["width"] if page.viewport_size else 0
    wide = page.evaluate("document.documentElement.scrollWidth") > width
    return [*violations(page), *small, *(["scrolls sideways"] if wide else [])]


def unnamed(page: Page) -> list[str]:
    """The fields of the form that say no name."""
    found: list[str] = page.locator("form[novalidate] :is(input, select)").evaluate_all(
        "(all) => all.filter(e => !e.labels.length || !e.labels[0].textContent.trim()).map(e => e.outerHTML)"
    )
    return found
