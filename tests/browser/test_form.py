"""The forms of the annexes in a real Chromium, filled as a partner would: what is said, what is made."""

import io
import json
import re
import zipfile
from dataclasses import replace

import pytest
from annexes import DATA, DOMAIN, KEPT, PARTNER, alone, opened
from filling import (
    cells,
    downloads,
    fill,
    people,
    said,
    take_up,
    words,
)
from playwright.sync_api import Page, expect

from generator.documents import markdown, templates
from generator.documents.views import convention as views
from generator.intake.proposal import Choices, propose
from generator.intake.readers import formats
from generator.intake.records import annexe_1
from generator.store import fingerprints
from generator.store.dataset import Entry
from generator.store.schema.nominative import Annexe1
from generator.store.source import read


def test_a_partner_takes_up_its_file_adds_someone_closes_an_access_and_mends_mistakes(
    page: Page, start: str
) -> None:
    opened(page, start, "annexe-1")
    expect(page.get_by_label("Nom de l'organisme")).to_have_value(PARTNER)
    take_up(page, KEPT)
    expect(page.locator("#precedent-etat")).to_contain_text("3 personnes")
    expect(people(page, "ouverts")).to_have_count(2)
    # A person already listed leaves by a closing, never by a mere removal.
    assert people(page, "ouverts").first.get_by_role("button", name="Retirer").count() == 0
    # Those taken up show in short, with all their fields one button away.
    expect(people(page, "ouverts").first.get_by_label("Nom", exact=True)).to_be_hidden()
    people(page, "ouverts").first.get_by_role("button", name="Modifier").click()
    expect(people(page, "ouverts").first.get_by_label("Nom", exact=True)).to_be_focused()
    people(page, "ouverts").nth(1).get_by_role("button", name="Demander la clôture de l'accès").click()  # fmt: skip
    expect(people(page, "clos").nth(1).locator('[data-cle="cloture_demandee_le"]')).to_be_focused()
    expect(people(page, "clos").nth(1).locator('[data-cle="cloture_demandee_le"]')).to_have_value("15/06/2026")  # fmt: skip
    # The closing of 1 March 2024 is over 2 years old: the convention wants it gone.
    assert any("plus de 2" in message for message in said(page))
    people(page, "clos").first.get_by_role("button", name="Retirer").click()

    page.get_by_role("button", name="Ajouter une personne").click()
    new = people(page, "ouverts").nth(1)
    expect(new.locator('[data-cle="nom"]')).to_be_focused()
    fill(new, prenom="Zoé", adresse_electronique="zoe modèle", fonction="chargée de mission", demande_le="30/02/2026")  # fmt: skip
    assert said(page) == [
        "Erreur\xa0: « zoe modèle » n'est pas une adresse électronique. Gardez seulement l'adresse, sous la forme nom@partenaire.example.",
        "Erreur\xa0: La date « 30/02/2026 » n'existe pas. Vérifiez le jour et le mois.",
    ]
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(new.locator('[data-cle="nom"]')).to_be_focused()  # the first error
    assert said(page)[0] == "Erreur\xa0: Il manque « Nom ». Complétez ce champ."
    expect(page.locator(".bilan")).to_have_text("3 erreurs à corriger")
    expect(page.locator(".pret")).to_be_hidden()
    fill(new, nom="MODÈLE", adresse_electronique=f"INES.saule@{DOMAIN}", demande_le="1/6/2026")
    expect(new.locator('[data-cle="demande_le"]')).to_have_value("01/06/2026")
    assert said(page) == [
        "Erreur\xa0: Deux personnes de la liste des accès ouverts ont la même adresse électronique. Donnez à chacune sa propre adresse."
    ]
    fill(new, adresse_electronique=f"zoe.modele@{DOMAIN}")
    assert said(page) == []
    page.get_by_role("button", name="Préparer les fichiers").click()

    expect(page.get_by_role("heading", name="Vos fichiers sont prêts")).to_be_focused()
    expect(page.locator(".resume")).to_have_text(
        "2 accès demandés ou ouverts, 1 clôture. Depuis le fichier repris : 1 personne ajoutée, 1 clôture demandée, 1 ancienne clôture retirée."
    )
    expect(page.locator(".destinataires a").first).to_have_text("habilitations@caf99.example")
    expect(page.get_by_text("L'annexe ne se signe pas")).to_be_visible()

    made = downloads(page)
    name = f"annexe-1-{PARTNER}-2026-06-15"
    assert sorted(made) == [f"{name}.docx", f"{name}.json"]
    before = {key: KEPT[key] for key in ("transmise_le", "ouverts", "clos")}
    saule, aulne = KEPT["ouverts"]
    answers = json.loads(made[f"{name}.json"])
    assert answers == {
        "greffe": 1, "formulaire": "cooperation.annexe-1", "partenaire": PARTNER, "modele": "cooperation-2026",
        "base": fingerprints.annexe_1(Annexe1.model_validate({"partenaire": PARTNER} | before)),
        "transmise_le": "2026-06-15",
        "ouverts": [
            saule,
            {"nom": "MODÈLE", "prenom": "Zoé", "adresse_electronique": f"zoe.modele@{DOMAIN}", "fonction": "chargée de mission", "demande_le": "2026-06-01"},
        ],
        "clos": [aulne | {"cloture_demandee_le": "2026-06-15"}],
        "avant": before,
    }  # fmt: skip
    assert cells(made[f"{name}.docx"]) == [
        [
            ["Nom", "Prénom(s)", "Adresse électronique professionnelle", "Fonction et/ou qualité", "Date de demande d’habilitation"],
            ["SAULE", "Inès", f"ines.saule@{DOMAIN}", "coordinatrice", "11/01/2026"],
            ["MODÈLE", "Zoé", f"zoe.modele@{DOMAIN}", "chargée de mission", "01/06/2026"],
        ],
        [
            ["Nom", "Prénom(s)", "Adresse électronique professionnelle", "Fonction et/ou qualité", "Date de demande d’habilitation", "Date de demande de clôture", "Date de fin d’habilitation"],
            ["AULNE-BRIN", "Marc", f"marc.aulne@{DOMAIN}", "animateur", "11/01/2026", "15/06/2026", ""],
        ],
    ]  # fmt: skip
    with zipfile.ZipFile(io.BytesIO(made[f"{name}.docx"])) as archive:
        properties = archive.read("docProps/custom.xml").decode()
    assert f">{answers['base']}<" in properties
    assert f">{PARTNER}<" in properties


def proposed(name: str, content: bytes) -> tuple[Annexe1, list[str], bool]:
    """The annexe 1 that intake makes of a file, what it finds odd, and whether it thinks it stale."""
    annexe = {"partenaire": PARTNER} | {
        key: KEPT[key] for key in ("transmise_le", "ouverts", "clos")
    }
    entry = Entry(
        PARTNER, Annexe1.model_validate(annexe), read("x.yml", json.dumps(annexe).encode())
    )
    held = replace(DATA, annexes_1={PARTNER: entry}, nominative=True)
    (answers,) = formats.read(name, content)
    proposal = propose(answers, held, Choices())
    odd = [reason for _, _, reason in proposal.invalid]
    return (
        annexe_1(proposal),
        odd + [offer.option.why for offer in proposal.offers],
        proposal.stale,
    )


def test_the_day_of_invented_data_is_their_own(page: Page, address: str) -> None:
    """Their delays are counted at that day, whenever the page is read."""
    page.clock.set_fixed_time("2031-02-03T10:00:00")
    opened(page, address, "annexe-1")
    expect(page.locator("#transmise_le")).to_have_value("15/06/2026")
    expect(people(page, "ouverts").first.locator('[data-cle="demande_le"]')).to_have_value("15/06/2026")  # fmt: skip


def test_intake_reads_the_same_in_both_files(page: Page, address: str) -> None:
    """Whichever file comes back, the annexe to come is the one that was typed."""
    opened(page, address, "annexe-1")
    take_up(page, KEPT)
    people(page, "ouverts").nth(1).get_by_role("button", name="Demander la clôture").click()
    people(page, "clos").first.get_by_role("button", name="Retirer").click()
    page.get_by_role("button", name="Ajouter une personne").click()
    fill(people(page, "ouverts").nth(1), nom="DE LA MODÈLE-GUÉ", prenom="Zoé, Anne", adresse_electronique=f"zoe@{DOMAIN}", fonction="chargée de « mission » & suivi", demande_le="01/06/2026")  # fmt: skip
    page.get_by_role("button", name="Préparer les fichiers").click()
    made = downloads(page)
    typed = json.loads(made[f"annexe-1-{PARTNER}-2026-06-15.json"])
    expected = Annexe1.model_validate({key: typed[key] for key in ("partenaire", "transmise_le", "ouverts", "clos")})  # fmt: skip
    assert [proposed(name, content) for name, content in made.items()] == [(expected, [], False)] * 2  # fmt: skip


def test_the_page_makes_the_same_annexe_as_greffe(page: Page, address: str) -> None:
    """Word for word: the page's document is the one that greffe makes from the same data."""
    opened(page, address, "annexe-1")
    take_up(page, KEPT | {"clos": [KEPT["ouverts"][1] | {"cloture_demandee_le": "2026-05-02", "cloture_le": "2026-05-03"}], "ouverts": KEPT["ouverts"][:1]})  # fmt: skip
    page.get_by_role("button", name="Préparer les fichiers").click()
    made = downloads(page)
    answers = json.loads(made[f"annexe-1-{PARTNER}-2026-06-15.json"])
    record = Annexe1.model_validate({key: answers[key] for key in ("partenaire", "transmise_le", "ouverts", "clos")})  # fmt: skip
    partner = DATA.partners[PARTNER].record
    template = DATA.templates[partner.conventions[-1].modele]
    view = views.convention(
        partner, DATA.cafs[partner.caf].record, partner.conventions[-1], template, record
    )
    rendered = templates.render(template, DATA.texts[template.id], "annexe-1", view, author="")
    expected = re.sub(r"[^\w@.]+", " ", markdown.write(rendered))
    assert re.sub(r"[^\w@.]+", " ", words(made[f"annexe-1-{PARTNER}-2026-06-15.docx"])) in expected


@pytest.mark.parametrize("empty", ["ouverts", "clos"])
def test_a_list_with_nobody_says_so(page: Page, address: str, empty: str) -> None:
    opened(page, address, "annexe-1")
    take_up(page, KEPT | {empty: []})
    if empty == "ouverts":
        fill(people(page, "clos").first, cloture_demandee_le="15/06/2026")
        people(page, "ouverts").first.get_by_role("button", name="Retirer").click()
    page.get_by_role("button", name="Préparer les fichiers").click()
    content = downloads(page)[f"annexe-1-{PARTNER}-2026-06-15.docx"]
    assert words(content).count("Néant.") == 1
    assert len(cells(content)) == 1


def test_an_empty_list_is_never_sent_by_distraction(page: Page, start: str) -> None:
    """An annexe 1 without anybody would close every access: a card left blank is asked about."""
    opened(page, start, "annexe-1")
    alone(page)
    page.get_by_role("button", name="Préparer les fichiers").click()
    assert [message.split("\xa0: ", 1)[1] for message in said(page)] == [
        "Cette fiche est vide. Inscrivez une personne, ou retirez la fiche\xa0: l'annexe portera alors «\xa0Néant\xa0»."
    ]
    expect(people(page, "ouverts").first.locator('[data-cle="nom"]')).to_be_focused()
    assert page.locator(".bilan-liste a").all_inner_texts() == [
        "Liste 1\xa0: accès demandés ou ouverts – Cette fiche est vide."
    ]
    people(page, "ouverts").first.get_by_role("button", name="Retirer").click()
    page.get_by_role("button", name="Préparer les fichiers").click()
    made = downloads(page)
    assert json.loads(made[f"annexe-1-{PARTNER}-2026-06-15.json"])["ouverts"] == []
    assert words(made[f"annexe-1-{PARTNER}-2026-06-15.docx"]).count("Néant.") == 2


def test_the_same_person_for_both_roles_is_typed_once(page: Page, start: str) -> None:
    opened(page, start, "annexe-2")
    same = people(page, "responsable_securite").first.get_by_role("button", name="La même personne")
    expect(same).to_be_hidden()  # nobody to take up yet
    fill(people(page, "responsable_habilitations").first, nom="SAULE", prenom="Inès", adresses_electroniques=f"a@{DOMAIN}, b@{DOMAIN}", fonction="coordinatrice")  # fmt: skip
    expect(same).to_have_text("La même personne : Inès SAULE", use_inner_text=True)
    same.click()
    expect(same).to_be_hidden()
    page.get_by_role("button", name="Préparer les fichiers").click()
    answers = json.loads(downloads(page)[f"annexe-2-{PARTNER}-2026-06-15.json"])
    assert answers["responsable_securite"] == answers["responsable_habilitations"]
    assert answers["responsable_securite"][0]["adresses_electroniques"] == [f"a@{DOMAIN}", f"b@{DOMAIN}"]  # fmt: skip


def test_the_file_of_adherer_starts_the_annexe_1_that_follows(page: Page, address: str) -> None:
    """Whoever joined has not to type its people again, a year later."""
    inside = KEPT | {"clos": []}
    adhesion = {"greffe": 1, "formulaire": "cooperation.adhesion", "partenaire": PARTNER, "modele": "cooperation-2026",
                "base": "", "transmise_le": "2026-01-12", "organisme": {}, "annexes": [inside]}  # fmt: skip
    opened(page, address, "annexe-1", "")
    take_up(page, adhesion, "adhesion.json")
    expect(page.locator("#precedent-etat")).to_contain_text("2 personnes")
    expect(page.get_by_label("Nom de l'organisme")).to_have_value(PARTNER)


def test_going_back_returns_to_the_form_and_never_to_files_out_of_date(
    page: Page, start: str
) -> None:
    opened(page, start, "annexe-1")
    alone(page)
    fill(people(page, "ouverts").first, nom="SAULE", prenom="Inès", adresse_electronique=f"ines.saule@{DOMAIN}", fonction="DSI")  # fmt: skip
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    page.go_back()
    expect(people(page, "ouverts").first.locator('[data-cle="nom"]')).to_have_value("SAULE")
    expect(page.get_by_role("heading", name="Votre organisme")).to_be_focused()
    page.go_forward()
    expect(page.locator(".pret")).to_be_visible()
    page.get_by_role("button", name="Revenir au formulaire").click()
    fill(people(page, "ouverts").first, nom="AULNE")
    page.go_back()
    expect(page.locator(".pret")).to_be_hidden()
    expect(people(page, "ouverts").first.locator('[data-cle="nom"]')).to_have_value("AULNE")


def test_annexe_2_names_both_roles_with_several_addresses(page: Page, start: str) -> None:
    opened(page, start, "annexe-2")
    page.get_by_role("button", name="Préparer les fichiers").click()
    assert [message.split("\xa0: ")[1] for message in said(page)] == [
        "L'annexe 2 ne nomme personne comme responsable des habilitations. Ajoutez la personne qui tient ce rôle.",
        "L'annexe 2 ne nomme personne comme responsable sécurité. Ajoutez la personne qui tient ce rôle.",
    ]
    fill(people(page, "responsable_habilitations").first, nom="SAULE", prenom="Inès", adresses_electroniques=f"a@{DOMAIN}, b", fonction="coordinatrice")  # fmt: skip
    fill(people(page, "responsable_securite").first, nom="ROTIN", prenom="Léo", adresses_electroniques=f"c@{DOMAIN}", fonction="DSI")  # fmt: skip
    assert said(page) == ["Erreur\xa0: « b » n'est pas une adresse électronique. Gardez seulement l'adresse, sous la forme nom@partenaire.example."]  # fmt: skip
    fill(people(page, "responsable_habilitations").first, adresses_electroniques=f"a@{DOMAIN} ; b@{DOMAIN}")  # fmt: skip
    page.get_by_role("button", name="Préparer les fichiers").click()
    made = downloads(page)
    answers = json.loads(made[f"annexe-2-{PARTNER}-2026-06-15.json"])
    assert answers["responsable_habilitations"] == [{"nom": "SAULE", "prenom": "Inès", "adresses_electroniques": [f"a@{DOMAIN}", f"b@{DOMAIN}"], "fonction": "coordinatrice"}]  # fmt: skip
    assert answers["base"] == ""
    tables = cells(made[f"annexe-2-{PARTNER}-2026-06-15.docx"])
    assert tables[0][1] == ["SAULE", "Inès", f"a@{DOMAIN}, b@{DOMAIN}", "coordinatrice"]
    assert tables[1][1] == ["ROTIN", "Léo", f"c@{DOMAIN}", "DSI"]


def test_who_starts_without_the_file_of_last_time_is_asked_about_the_others(
    page: Page, start: str
) -> None:
    """An annexe 1 replaces the one before: a partner that adds one person must not drop the others unknowingly."""
    opened(page, start, "annexe-1")
    asked = page.get_by_label("Vos autres agents gardent-ils leur accès ?")
    expect(asked).to_be_visible()
    fill(people(page, "ouverts").first, nom="SAULE", prenom="Inès", adresse_electronique=f"ines.saule@{DOMAIN}", fonction="DSI")  # fmt: skip
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_hidden()
    expect(asked).to_be_focused()
    asked.select_option("tous")
    assert said(page) == ["À vérifier\xa0: La liste 1 n'a pas d'autre personne. Inscrivez-y tous ceux qui gardent leur accès."]  # fmt: skip
    asked.select_option("aucun")
    assert said(page) == []
    page.once("dialog", lambda dialog: dialog.accept())
    take_up(page, KEPT)  # which tells who has an access
    expect(asked).to_be_hidden()
    opened(page, start, "annexe-1", "cc-lisiere")  # its first annexe 1
    expect(asked).to_be_hidden()


def test_an_ended_convention_is_told_before_one_fills_its_form(page: Page, start: str) -> None:
    opened(page, start, "annexe-1", "msa-eloire-et-plaines")
    notice = page.locator(".finie")
    expect(notice).to_contain_text("de cet organisme a pris fin le 9 juin 2026")
    expect(notice).to_contain_text("La Caf n'ouvre plus d'accès")
    page.get_by_label("Nom de l'organisme").select_option(PARTNER)
    expect(notice).to_be_hidden()


def test_the_list_of_what_is_wrong_holds_doubts_too(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    alone(page)
    fill(people(page, "ouverts").first, nom="SAULE", adresse_electronique="zoe")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".bilan")).to_have_text("1 erreur à corriger, 2 points à vérifier")
    items = page.locator(".bilan-liste li").all_inner_texts()
    assert [item.partition("\xa0: ")[0] for item in items] == ["À vérifier", "Erreur", "À vérifier"]
