"""The page of the yearly review in a real Chromium: the file received is opened, decided on, and comes home."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filling import PHONE, WIDE, downloads, violations
from playwright.sync_api import Browser, Locator, Page, ViewportSize, expect

from generator.documents import service_forms
from generator.documents.review_forms import reviewed, reviews
from generator.intake.readers import formats
from generator.store import dataset
from generator.upkeep.review import reading, sheets, subjects

ROOT = Path(__file__).parents[2]
DATA = dataset.load(ROOT)
FORMS = service_forms.forms({key: entry.record for key, entry in DATA.services.items()})
LOOK = (ROOT / "templates" / "base.docx").read_bytes()


def sheet(partner: str, family: Any) -> dict[str, Any]:
    found = subjects.subject(DATA.partners[partner], family, DATA)
    assert found
    made = sheets.sheets(found, "Caf", date(2026, 7, 15), LOOK)
    content = next(content for path, content in made.items() if path.endswith(".json"))
    return dict(json.loads(content))


ANNEXE = sheet("cc-val-de-brume", "cooperation")
PJ3 = sheet("ca-hautes-eaux-vives", "mon-compte-partenaire")


def opened(page: Page, start: str, file: dict[str, Any] | bytes, name: str = "revue.json") -> None:
    page.goto(f"{start}formulaires/revue/index.html")
    content = file if isinstance(file, bytes) else json.dumps(file).encode()
    page.locator("#feuille").set_input_files(
        {"name": name, "mimeType": "application/json", "buffer": content}
    )


def line(page: Page, rank: int) -> Locator:
    return page.locator(".personne").nth(rank)


def decide(card: Locator, decision: str, **new: str) -> None:
    card.get_by_label(decision, exact=True).check()
    for key, value in new.items():
        field = card.locator(f'[data-cle="nouveau_{key}"]')
        if field.evaluate("one => one.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(value)


def answered(page: Page) -> tuple[dict[str, Any], reading.Answer]:
    """The answer made: as it is, and as the Caf reads it."""
    page.get_by_role("button", name="Préparer la réponse").click()
    expect(page.locator("#pret")).to_be_focused()
    ((name, content),) = downloads(page).items()
    (answers,) = formats.read(name, content, reviews(FORMS))
    assert answers.notes == ()
    assert answers.transmitted
    assert answers.transmitted.raw == "2026-06-15"
    return json.loads(content), reading.answer(answers, FORMS[reviewed(str(answers.form))])


def test_a_partner_decides_line_by_line_and_mends_mistakes(page: Page, start: str) -> None:
    opened(page, start, ANNEXE)
    expect(page.locator("#feuille-etat")).to_contain_text(f"{len(ANNEXE['lignes'])}\xa0accès")
    page.get_by_label("Fonction de la personne qui répond").fill("Directrice")
    decide(line(page, 0), "Garder")
    decide(line(page, 1), "Retirer")
    decide(line(page, 2), "Changer")
    expect(page.locator(".bilan")).to_contain_text("1\xa0accès sans décision, qui restera ouvert")
    page.get_by_role("button", name="Préparer la réponse").click()
    expect(line(page, 2).locator("input[type=text]").first).to_be_focused()
    expect(line(page, 2).locator(".message")).to_contain_text("Écrivez ce qui change")
    decide(line(page, 2), "Changer", fonction="directrice <b>", adresse_electronique="x@")
    expect(line(page, 2).locator(".message")).to_contain_text("« x@ » n'est pas une adresse".replace(" ", "\xa0", 1).replace(" »", "\xa0»"))  # fmt: skip
    decide(line(page, 2), "Changer", adresse_electronique="")
    raw, answer = answered(page)
    assert answer.by == "Directrice"
    assert [(said.decision, dict(said.new)) for said in answer.lines] == [
        ("garder", {}), ("retirer", {}), ("changer", {"fonction": "directrice <b>"}), ("", {}),
    ]  # fmt: skip
    shown = [{key: value for key, value in each.items() if key in ANNEXE["lignes"][0]} for each in raw["lignes"]]  # fmt: skip
    assert shown == ANNEXE["lignes"]
    assert (raw["base"], raw["partenaire"]) == (ANNEXE["base"], ANNEXE["partenaire"])
    # An answer that was begun is taken up again where it was.
    opened(page, start, raw)
    expect(line(page, 1).get_by_label("Retirer")).to_be_checked()
    expect(line(page, 2).locator('[data-cle="nouveau_fonction"]')).to_have_value("directrice <b>")


def test_the_day_of_invented_data_is_their_own(page: Page, start: str) -> None:
    opened(page, start, ANNEXE)
    expect(page.get_by_label("Date d'envoi")).to_have_value("15/06/2026")


def test_nothing_to_change_is_one_gesture(page: Page, start: str) -> None:
    opened(page, start, ANNEXE)
    page.get_by_label("Rien à changer").check()
    expect(line(page, 0)).to_be_hidden()
    _, answer = answered(page)
    assert answer.unchanged
    assert {said.decision for said in answer.lines} == {""}


def test_a_profile_and_a_place_are_chosen_from_those_of_the_file(page: Page, start: str) -> None:
    opened(page, start, PJ3)
    decide(line(page, 2), "Changer", profil="D2")
    options = line(page, 2).locator('[data-cle="nouveau_lieu"] option').all_inner_texts()
    assert options == ["Sans changement", "Pôle enfance de Rivemont", "Espace jeunes de Cascadelle"]
    # What is typed under « changer » and left for another decision is not sent.
    decide(line(page, 3), "Changer", nom="AUTRE")
    decide(line(page, 3), "Je ne sais pas")
    _, answer = answered(page)
    assert [(said.decision, dict(said.new)) for said in answer.lines[2:4]] == [
        ("changer", {"profil": "D2"}), ("je ne sais pas", {}),
    ]  # fmt: skip


@pytest.mark.parametrize("content", [
    b"", b"[]", b"null", b'{"greffe": 1}', json.dumps(ANNEXE | {"lignes": [{"nom": 3}]}).encode(),
    json.dumps(ANNEXE | {"formulaire": "cooperation.annexe-1"}).encode(), json.dumps(ANNEXE | {"questions": {}}).encode(),
])  # fmt: skip
def test_another_file_is_told_apart(page: Page, address: str, content: bytes) -> None:
    opened(page, address, content, "autre.json")
    expect(page.locator("#feuille-etat")).to_contain_text("« autre.json » n'est pas une feuille")
    expect(page.locator(".suite-revue")).to_be_hidden()


def test_the_published_page_names_nobody(folder: Path) -> None:
    text = (folder / "formulaires/revue/index.html").read_text(encoding="utf-8")
    names = {each["nom"] for each in ANNEXE["lignes"] + PJ3["lignes"]}
    assert not [name for name in names if name in text]


@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["wide", "phone"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_everyone_can_use_it(browser: Browser, address: str, size: ViewportSize, scheme: Any) -> None:  # fmt: skip
    """No axe violation and no sideways scrolling, in each state and each colour scheme."""
    context = browser.new_context(viewport=size, color_scheme=scheme, reduced_motion="reduce")
    page = context.new_page()

    def check(state: str) -> None:
        assert violations(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], state

    page.goto(f"{address}formulaires/revue/index.html")
    check("start")
    opened(page, address, PJ3)
    decide(line(page, 0), "Changer")
    page.get_by_role("button", name="Préparer la réponse").click()
    check("mistake")
    decide(line(page, 0), "Garder")
    answered_at = page.get_by_role("button", name="Préparer la réponse")
    answered_at.click()
    expect(page.locator(".pret")).to_be_visible()
    check("ready")
    context.close()
