"""PJ3 of a service in a real Chromium, filled as a partner would."""

import io
import json
import re
import zipfile
from datetime import date
from typing import Any

from filling import cells, downloads, fill, said, words
from pieces import (
    CRECHE,
    HOME,
    PARTNER,
    RELAY,
    SERVICE,
    added,
    kept,
    line,
    messages,
    opened,
    pick,
    read_back,
    resume,
    typed,
    users,
)
from playwright.sync_api import Page, expect

from generator.obligations import quotas
from generator.store import coherence, fingerprints
from generator.store.schema.nominative import User, UserList

# --- PJ3 ---------------------------------------------------------------------------------------------


def test_a_partner_fills_its_pj3_mends_its_mistakes_and_gets_both_files(
    page: Page, start: str
) -> None:
    opened(page, start, "pj3")
    expect(page.get_by_label("Nom de l'organisme")).to_have_value(PARTNER)
    first = users(page).first
    typed(first, "D2", nom="SAULE", prenom="Inès", adresse_electronique="ines.saule")
    # What the profile allows is said at once; so is a level that it does not allow.
    expect(first.locator('[data-champ="profil"] .aide')).to_contain_text("Se donne pour un équipement ou service (2\xa0personnes au plus)")  # fmt: skip
    pick(first, "lieu", HOME)
    assert messages(page) == [
        "« ines.saule » n'est pas une adresse électronique. Gardez seulement l'adresse, sous la forme nom@partenaire.example.",
        "Le profil D2 est donné pour un lieu d'implantation : le service ne l'admet que pour un équipement ou service. Choisissez le niveau ou le profil qui convient.",
    ]  # fmt: skip
    fill(first, adresse_electronique="ines.saule@hautes-eaux-vives.example")
    pick(first, "equipement", CRECHE)
    assert said(page) == []

    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    page.get_by_role("button", name="Revenir au formulaire").click()
    second = added(page)
    typed(second, "D1", nom="AULNE")
    fill(second, habilite_le="31/06/2026")
    page.get_by_role("button", name="Préparer les fichiers").click()
    assert messages(page) == [
        "Une ligne de la PJ3 est incomplète : il manque «\xa0Prénom\xa0». Complétez la ligne.",
        "Une ligne de la PJ3 est incomplète : il manque «\xa0Adresse électronique\xa0». Complétez la ligne.",
        "Une ligne de la PJ3 est incomplète : il manque un lieu d'implantation ou un équipement ou service. Complétez la ligne.",
        "La date « 31/06/2026 » n'existe pas. Vérifiez le jour et le mois.",
    ]  # fmt: skip
    expect(second.locator('[data-cle="prenom"]')).to_be_focused()
    fill(second, prenom="Léo", adresse_electronique="leo.aulne@hautes-eaux-vives.example", habilite_le="1/7/2026", cloture_le="30/06/2026")  # fmt: skip
    pick(second, "equipement", RELAY)
    expect(second.locator('[data-champ="lieu"] select')).to_have_value(HOME)  # its own
    assert messages(page) == ["La clôture (30/06/2026) précède l'habilitation (01/07/2026). Corrigez l'une des deux dates."]  # fmt: skip
    fill(second, cloture_le="")
    page.get_by_role("button", name="Préparer les fichiers").click()

    expect(page.get_by_role("heading", name="Vos fichiers sont prêts")).to_be_focused()
    expect(page.locator(".resume")).to_have_text("2 personnes ont un accès, 0 accès clos.")
    expect(page.get_by_role("heading", name="Faites signer la PJ3")).to_be_visible()
    expect(page.locator(".destinataires a")).to_have_text("aides-partenaires@caf99.example")
    made = downloads(page)
    name = f"pj3-afas-{PARTNER}-2026-06-15"
    assert sorted(made) == [f"{name}.docx", f"{name}.json"]
    saule = {"nom": "SAULE", "prenom": "Inès", "adresse_electronique": "ines.saule@hautes-eaux-vives.example", "profil": "D2",
             "lieu": HOME, "equipement": CRECHE, "habilite_le": "2026-06-15"}  # fmt: skip
    aulne = saule | {"nom": "AULNE", "prenom": "Léo", "adresse_electronique": "leo.aulne@hautes-eaux-vives.example", "profil": "D1",
                     "equipement": RELAY, "habilite_le": "2026-07-01"}  # fmt: skip
    assert json.loads(made[f"{name}.json"]) == kept(saule, aulne) | {"transmise_le": "2026-06-15"}
    assert [User.model_validate(row) for row in (saule, aulne)]  # as the data file holds them
    assert cells(made[f"{name}.docx"])[0] == [
        list(SERVICE.colonnes_pj3.values()),
        ["SAULE", "Inès", saule["adresse_electronique"], "D2", "", HOME, CRECHE, "15/06/2026", ""],
        ["AULNE", "Léo", aulne["adresse_electronique"], "D1", "", HOME, RELAY, "01/07/2026", ""],
    ]
    # The signature has one line of what it certifies on its page, and no more.
    with zipfile.ZipFile(io.BytesIO(made[f"{name}.docx"])) as archive:
        rows = re.findall(r"<w:tr>.*?</w:tr>", archive.read("word/document.xml").decode(), re.DOTALL)  # fmt: skip
    assert ["keepNext" in row for row in rows if "@" in row] == [False, True]
    # Whichever file comes back, intake keeps the same lines.
    from_word, from_data = read_back(dict(sorted(made.items())))
    assert from_word == from_data
    assert from_data["utilisateurs"] == [saule, aulne]
    text = words(made[f"{name}.docx"]).replace("\xa0", " ")
    assert "Utilisateurs dont l’accès est ouvert : 2 sur 50" in text
    assert "Date de transmission : 15 juin 2026" in text
    assert "certifie l’exactitude des renseignements" in text


def test_a_quota_is_counted_in_people_and_seen_before_it_breaks(page: Page, start: str) -> None:
    opened(page, start, "pj3")
    resume(page, line("SAULE", "D1"), line("SAULE", "D1", identifiant="S1"), line("AULNE", "D1"), line("SAULE", "D4"))  # fmt: skip
    counts = page.locator(".decompte tbody tr")
    # Four lines, two people: the same person on two lines of one place counts once.
    assert [row.inner_text().split("\t") for row in counts.all()] == [
        [CRECHE, "D1", "2 sur\xa02, complet"], [CRECHE, "D4", "1 sur\xa02"], ["Le service entier", "Tous", "2 sur\xa050"],
    ]  # fmt: skip
    assert said(page) == []
    third = added(page)
    typed(third, "D1", CRECHE, nom="ORME", prenom="Zoé", adresse_electronique="zoe.orme@hautes-eaux-vives.example")  # fmt: skip
    expect(third.locator(".place")).to_have_text("Profil D1\xa0: 3 sur\xa02 pour cet équipement ou service, 1 de trop.")  # fmt: skip
    assert messages(page) == [
        "3 personnes ont accès au profil D1 pour un même équipement ou service : le bulletin en admet 2 au plus. Demandez la clôture d'un accès, ou choisissez un autre équipement ou un autre profil."
    ]
    expect(page.locator(".annonce")).to_contain_text("3 personnes ont accès")
    # Whoever takes over on the very day is not one too many.
    users(page).nth(2).get_by_role("button", name="Clore l'accès").click()
    closing = users(page).nth(2).locator('[data-cle="cloture_le"]')
    expect(closing).to_be_focused()
    expect(closing).to_have_value("15/06/2026")
    assert said(page) == []
    users(page).nth(2).get_by_role("button", name="Annuler la clôture").click()
    assert len(said(page)) == 1


def test_a_change_of_profile_closes_the_old_line_and_opens_the_new_one(
    page: Page, start: str
) -> None:
    opened(page, start, "pj3")
    resume(page, line("SAULE", "D1", identifiant="S1"))
    # A person already listed leaves by a closing, never by a mere removal.
    assert users(page).first.get_by_role("button", name="Retirer").count() == 0
    users(page).first.get_by_role("button", name="Changer de profil").click()
    expect(users(page)).to_have_count(2)
    expect(users(page).nth(1).locator('[data-cle="profil"]')).to_be_focused()
    users(page).nth(1).locator('[data-cle="profil"]').select_option("D4")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".resume")).to_have_text(
        "1 personne a un accès, 1 accès clos. Depuis le fichier repris : 1 accès ajouté, 1 clôture."
    )
    answers = json.loads(downloads(page)[f"pj3-afas-{PARTNER}-2026-06-15.json"])
    before = line("SAULE", "D1", identifiant="S1")
    assert answers["utilisateurs"] == [
        before | {"cloture_le": "2026-06-15"},
        before | {"profil": "D4", "habilite_le": "2026-06-15"},
    ]
    assert answers["avant"] == {"transmise_le": "2026-03-20", "utilisateurs": [before]}
    held = UserList.model_validate({"service": "afas", **answers["avant"]})
    assert answers["base"] == fingerprints.users(held)


def test_a_place_that_the_bulletin_does_not_declare_is_typed_and_told(
    page: Page, start: str
) -> None:
    opened(page, start, "pj3")
    card = users(page).first
    typed(card, "D3", "Je ne trouve pas mon équipement ou service", nom="SAULE", prenom="Inès", adresse_electronique="a@hautes-eaux-vives.example")  # fmt: skip
    expect(card.locator('[data-cle="equipement"]')).to_be_focused()
    fill(card, equipement="Micro-crèche Bidule")
    assert messages(page) == [
        "Le bulletin ne déclare pas d'équipement ou service « Micro-crèche Bidule ». Demandez d'abord à la Caf de compléter le bulletin, ou choisissez un nom de la liste."
    ]
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.get_by_role("heading", name="Vos fichiers sont prêts, mais 1 point est à vérifier")).to_be_focused()  # fmt: skip
    expect(page.locator(".a-verifier li")).to_contain_text("Demandez d'abord à la Caf de compléter le bulletin")  # fmt: skip
    page.get_by_role("button", name="Revenir au formulaire").click()
    pick(card, "equipement", CRECHE)
    expect(card.locator('[data-cle="equipement"]')).to_be_hidden()
    assert said(page) == []


def test_a_file_with_an_unknown_profile_or_place_loses_nothing(page: Page, address: str) -> None:
    opened(page, address, "pj3", "")
    resume(page, line("SAULE", "X9", equipement="Ancienne crèche"))
    assert messages(page) == [
        "Le service n'a pas de profil « X9 ». Choisissez un profil de la liste.",
        "Le bulletin ne déclare pas d'équipement ou service « Ancienne crèche ». Demandez d'abord à la Caf de compléter le bulletin, ou choisissez un nom de la liste.",
    ]
    expect(page.get_by_label("Nom de l'organisme")).to_have_value(PARTNER)


def test_two_people_with_one_address_are_told(page: Page, address: str) -> None:
    opened(page, address, "pj3")
    resume(page, line("SAULE", "D1"), line("AULNE", "D4", adresse_electronique="SAULE@hautes-eaux-vives.example"))  # fmt: skip
    assert messages(page) == [
        "Deux personnes différentes ont une même adresse électronique. Donnez à chacune sa propre adresse."
    ]


def test_an_address_of_a_free_service_is_told_and_does_not_keep_the_file_from_being_made(
    page: Page, address: str
) -> None:
    opened(page, address, "pj3")
    resume(page, line("SAULE", "D1", adresse_electronique="saule@messagerie-gratuite.example"))
    assert messages(page) == [
        "L'adresse est chez messagerie-gratuite.example, une messagerie grand public. Donnez l'adresse professionnelle de la personne."
    ]


def test_a_pj3_with_nobody_says_so(page: Page, address: str) -> None:
    opened(page, address, "pj3")
    users(page).first.get_by_role("button", name="Retirer").click()
    page.get_by_role("button", name="Préparer les fichiers").click()
    content = downloads(page)[f"pj3-afas-{PARTNER}-2026-06-15.docx"]
    assert "Néant." in words(content)


def test_a_service_with_other_levels_and_columns_is_filled_the_same(
    page: Page, address: str
) -> None:
    """No place at all for a profile of the whole organisation; a mission and a job in other columns."""
    opened(page, address, "pj3", "departement-eloire", "cdap")
    card = users(page).first
    typed(card, "T1", nom="SAULE", prenom="Inès", adresse_electronique="a@eloire.example", fonction="puéricultrice", mission="Protection maternelle et infantile")  # fmt: skip
    expect(card.locator(".place")).to_have_text("Profil T1\xa0: 1 sur\xa020 pour l'organisme.")
    pick(card, "lieu", "Hôtel du Département")
    assert messages(page)[0].startswith("Le profil T1 est donné pour un lieu d'implantation : le service ne l'admet que pour l'organisme entier.")  # fmt: skip
    card.locator('[data-champ="lieu"] select').select_option("")
    page.get_by_role("button", name="Préparer les fichiers").click()
    (row,) = json.loads(downloads(page)["pj3-cdap-departement-eloire-2026-06-15.json"])["utilisateurs"]  # fmt: skip
    assert "lieu" not in row
    assert row["mission"] == "Protection maternelle et infantile"


DAYS = [None, "2026-05-01", "2026-06-15", "2026-07-01"]


def test_the_page_counts_as_greffe_does(page: Page, address: str) -> None:
    """The same tallies, on lines that differ in every way that counts."""
    opened(page, address, "pj3")
    lines: list[dict[str, Any]] = []
    for i in range(80):
        profile, person = ("D1", "D2", "D3", "D9")[i % 4], ("SAULE", "AULNE", "ORME")[i % 3]
        places = ({}, {"lieu": HOME}, {"equipement": CRECHE}, {"lieu": HOME, "equipement": RELAY})
        day, end = DAYS[i % 4], DAYS[(i // 4) % 4]
        known = {"nom": person, "profil": profile, "habilite_le": day, "cloture_le": None if end and day and end < day else end}  # fmt: skip
        lines.append(known | places[(i // 5) % 4] | ({"adresse_electronique": f"{person}@a.example"} if i % 2 else {}))  # fmt: skip
    records = [User.model_validate(row) for row in lines]
    expected = [
        [each.scope, each.profile, each.place, each.people, each.limit, list(each.lines)]
        for each in quotas.tallies(SERVICE, {}, records, date(2026, 6, 15))
    ]
    found = page.evaluate(
        "lines => greffe.tallies(greffe.donnees.service, lines, '2026-06-15').map(t => [t.niveau, t.profil, t.place, t.personnes, t.limite, t.lignes])",
        lines,
    )
    assert found == expected
    assert len(expected) > 7
    assert page.evaluate("lines => greffe.activePeople(lines)", lines) == coherence.active_people(records)  # fmt: skip
