"""The forms before hostile words and wrong files, and what they keep: nothing, unless asked."""

import json
import re

import pytest
from annexes import DOMAIN, KEPT, PARTNER, alone, opened
from filling import (
    cells,
    downloads,
    fill,
    people,
    said,
    take_up,
)
from playwright.sync_api import Browser, Page, expect

NASTY = (
    "<w:t>a</w:t>", "a & b", '"><script>alert(1)</script>', "]]>", "⟦transmise_le⟧ ⟦base⟧", "{{ 7*7 }}", "$& $1 $`",
    "=1+1", "**gras** [a](b) `c`", "&amp; &#60;", "é œ 中 🦔 العربية", "a\\b%s{0}",
)  # fmt: skip
"""Names that some reader of the files could take for something else than a name."""


def test_nothing_typed_is_ever_markup(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    alone(page)
    for rank, nasty in enumerate(NASTY):
        if rank:
            page.get_by_role("button", name="Ajouter une personne").click()
        fill(people(page, "ouverts").nth(rank), nom=nasty, prenom=nasty, adresse_electronique=f"p{rank}@{DOMAIN}", fonction=nasty)  # fmt: skip
    page.get_by_role("button", name="Préparer les fichiers").click()
    made = downloads(page)
    rows = cells(made[f"annexe-1-{PARTNER}-2026-06-15.docx"])[0][1:]
    assert [(row[0], row[1], row[3]) for row in rows] == [(text, text, text) for text in NASTY]
    answers = json.loads(made[f"annexe-1-{PARTNER}-2026-06-15.json"])
    assert [row["nom"] for row in answers["ouverts"]] == list(NASTY)


def test_an_invisible_character_is_refused_before_it_reaches_a_file(
    page: Page, address: str
) -> None:
    opened(page, address, "annexe-1")
    fill(people(page, "ouverts").first, nom="SAU\u200bLE", prenom="In\x0bès")
    assert said(page)[0].startswith("Erreur\xa0: Caractère invisible ou de commande U+200B.")
    assert len(said(page)) == 2


@pytest.mark.parametrize(
    "content",
    [b"", b"PK\x03\x04", b"[]", b"null", b'{"greffe": 2}', json.dumps(KEPT | {"formulaire": "cooperation.annexe-2"}).encode(),
     json.dumps(KEPT | {"ouverts": [None]}).encode(), json.dumps(KEPT | {"partenaire": "inconnu"}).encode(), b" " * 1_000_001],
    ids=["empty", "zip", "list", "null", "version", "other form", "no person", "unknown partner", "too big"],
)  # fmt: skip
def test_a_wrong_file_is_told_and_changes_nothing(page: Page, address: str, content: bytes) -> None:
    opened(page, address, "annexe-1")
    fill(people(page, "ouverts").first, nom="SAULE")
    take_up(page, content)
    expect(page.locator("#precedent-etat")).to_contain_text("Ce fichier" if b"inconnu" in content else "n'est pas un fichier")  # fmt: skip
    expect(people(page, "ouverts").first.locator('[data-cle="nom"]')).to_have_value("SAULE")


def test_a_file_s_unknown_fields_are_left_aside(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    odd = KEPT["ouverts"][0] | {"__proto__": {"x": 1}, "salaire": "1", "prenom": {"a": 1}}
    take_up(page, KEPT | {"ouverts": [odd], "clos": []})
    page.get_by_role("button", name="Préparer les fichiers").click()
    answers = json.loads(downloads(page)[f"annexe-1-{PARTNER}-2026-06-15.json"])
    known = {key: KEPT["ouverts"][0][key] for key in ("nom", "adresse_electronique", "fonction", "demande_le")}  # fmt: skip
    assert answers["ouverts"] == answers["avant"]["ouverts"] == [known]


def test_a_whole_page_pasted_in_a_field_leaves_the_form_usable(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    fill(people(page, "ouverts").first, nom="x" * 300_000, demande_le="y" * 300_000)
    assert [len(message) < 300 for message in said(page)] == [True, True]
    assert len(people(page, "ouverts").first.locator(".rang").inner_text()) < 100
    assert page.evaluate("document.documentElement.scrollHeight") < 5_000


def test_what_is_pasted_from_a_sheet_or_a_letter_stays_on_one_line(
    page: Page, address: str
) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    opened(page, address, "annexe-1")
    page.evaluate("navigator.clipboard.writeText('DE LA\\nMODÈLE\\tGUÉ')")
    field = people(page, "ouverts").first.locator('[data-cle="nom"]')
    field.focus()
    page.keyboard.press("Control+V")
    field.blur()
    expect(field).to_have_value("DE LA MODÈLE GUÉ")


# --- What is kept, what is asked


def test_nothing_is_kept_unless_asked_and_all_is_erased_at_will(page: Page, address: str) -> None:
    stored = "JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie])"
    opened(page, address, "annexe-1")
    fill(people(page, "ouverts").first, nom="SAULE", prenom="Inès")
    page.reload()
    expect(people(page, "ouverts").first.locator('[data-cle="nom"]')).to_have_value("")
    assert "SAULE" not in page.evaluate(stored)
    page.get_by_label("Garder un brouillon sur cet appareil").check()
    fill(people(page, "ouverts").first, nom="SAULE", prenom="Inès")
    assert "SAULE" in page.evaluate(stored)
    page.reload()
    page.get_by_role("button", name="Reprendre le brouillon").click()
    expect(people(page, "ouverts").first.locator('[data-cle="nom"]')).to_have_value("SAULE")
    fill(people(page, "ouverts").first, nom="AULNE")
    assert "AULNE" in page.evaluate(stored)
    page.get_by_role("button", name="Effacer le brouillon").click()
    assert not re.search("AULNE|brouillon", page.evaluate(stored))
    fill(people(page, "ouverts").first, nom="ORME")
    assert "ORME" not in page.evaluate(stored)


def test_leaving_with_something_typed_asks_first(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    asked: list[str] = []
    page.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    page.goto(f"{address}formulaires/index.html")
    assert asked == []
    opened(page, address, "annexe-1")
    fill(people(page, "ouverts").first, nom="SAULE")
    page.goto(f"{address}formulaires/index.html")
    assert asked == ["beforeunload"]


@pytest.mark.parametrize("asked", ["inconnu", "__proto__", "<b>", "", "constructor"])
def test_the_address_names_only_a_known_organisation(page: Page, address: str, asked: str) -> None:
    page.goto(f"{address}formulaires/annexe-1/?partenaire={asked}&nom=SAULE&ouverts=SAULE")
    expect(page.get_by_label("Nom de l'organisme")).to_have_value("")
    assert "SAULE" not in page.locator("main").inner_text()
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.get_by_label("Nom de l'organisme")).to_be_focused()


def test_without_javascript_the_page_shows_another_way(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{address}formulaires/annexe-1/")
    expect(page.get_by_text("a besoin de JavaScript")).to_be_visible()
    expect(page.locator("form[novalidate]")).to_be_hidden()
    offered = [link.get_attribute("href") or "" for link in page.locator(".sans-script a[download]").all()]  # fmt: skip
    assert {path.rpartition(".")[2] for path in offered} == {"docx", "xlsx"}
    for path in offered:
        assert page.request.get(f"{address}formulaires/annexe-1/{path}").ok, path
    context.close()
