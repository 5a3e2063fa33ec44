"""The forms in a real Chromium, filled as a partner would: what is said, what is made, what is kept."""

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from filling import (
    PHONE,
    WIDE,
    cells,
    downloads,
    fill,
    people,
    said,
    tab_to,
    take_up,
    violations,
    words,
)
from playwright.sync_api import Browser, Page, ViewportSize, expect
from pydantic import BaseModel, ValidationError

from generator.checks import checker
from generator.documents import markdown, templates
from generator.documents.bases import AGREEMENTS
from generator.documents.french import nouns
from generator.documents.production import Press, look
from generator.documents.views import convention as views
from generator.documents.views.signatory import capital
from generator.intake.proposal import Choices, annexe_1, propose
from generator.intake.readers import formats
from generator.store import dataset, fingerprints
from generator.store.dataset import Dataset, Entry
from generator.store.schema import refusals
from generator.store.schema.nominative import Annexe1
from generator.store.schema.partner import Partner
from generator.store.schema.people import Address, Contact
from generator.store.source import UnreadableError, read
from generator.website.public.kinds import KINDS

ROOT = Path(__file__).parents[2]
DATA = dataset.load(ROOT, nominative=False)
PARTNER = "cc-val-de-brume"
DOMAIN = "val-de-brume.example"

NASTY = (
    "<w:t>a</w:t>", "a & b", '"><script>alert(1)</script>', "]]>", "⟦transmise_le⟧ ⟦base⟧", "{{ 7*7 }}", "$& $1 $`",
    "=1+1", "**gras** [a](b) `c`", "&amp; &#60;", "é œ 中 🦔 العربية", "a\\b%s{0}",
)  # fmt: skip
"""Names that some reader of the files could take for something else than a name."""


def opened(page: Page, start: str, form: str, partner: str = PARTNER) -> None:
    page.goto(f"{start}formulaires/{form}/index.html?partenaire={partner}")


KEPT: dict[str, Any] = {
    "greffe": 1, "formulaire": "cooperation.annexe-1", "partenaire": PARTNER, "modele": "cooperation-2026",
    "base": "", "transmise_le": "2026-01-12",
    "ouverts": [
        {"nom": "SAULE", "prenom": "Inès", "adresse_electronique": f"ines.saule@{DOMAIN}", "fonction": "coordinatrice", "demande_le": "2026-01-11"},
        {"nom": "AULNE-BRIN", "prenom": "Marc", "adresse_electronique": f"marc.aulne@{DOMAIN}", "fonction": "animateur", "demande_le": "2026-01-11"},
    ],
    "clos": [{"nom": "ORME", "adresse_electronique": f"orme@{DOMAIN}", "cloture_demandee_le": "2024-03-01"}],
    "avant": None,
}  # fmt: skip


# --- As a partner would --------------------------------------------------------------------------


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


def adhere(page: Page, start: str, **fields: str) -> None:
    """Fill « Adhérer » but for what `fields` change."""
    page.goto(f"{start}formulaires/adherer/index.html")
    known = {
        "type": "communaute-de-communes", "nom": "Communauté de communes du Pays Témoin", "adresse.voie": "2 rue du Test",
        "adresse.code_postal": "99100", "adresse.commune": "Témoin", "representant.civilite": "Mme",
        "representant.prenom": "Aline", "representant.nom": "BRINDILLE", "representant.fonction": "président",
    } | fields  # fmt: skip
    for key, value in known.items():
        field = page.locator(f'form .etape > .grille [data-cle="{key}"]')
        if key in ("type", "article", "representant.civilite"):
            field.select_option(value)
        else:
            field.fill(value)
            field.blur()
    for role in ("responsable_habilitations", "responsable_securite"):
        fill(people(page, role).first, nom="SAULE", prenom="Inès", adresses_electroniques="ines.saule@pays-temoin.example", fonction="coordinatrice")  # fmt: skip
    fill(people(page, "ouverts").first, nom="SAULE", prenom="Inès", adresse_electronique="ines.saule@pays-temoin.example", fonction="coordinatrice")  # fmt: skip


def test_a_new_partner_gets_a_convention_to_sign_its_annexes_and_its_file(
    page: Page, start: str
) -> None:
    adhere(page, start, siret="20000000800018")
    assert [message for message in said(page) if "SIRET" in message]
    siret = page.get_by_label("SIRET du siège")
    siret.fill("200 000 008 00017")
    siret.blur()
    assert said(page) == []
    expect(page.locator("#article")).to_be_hidden()  # « Communauté » is known to be feminine
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.get_by_role("heading", name="Faites signer la convention")).to_be_visible()
    expect(page.get_by_text("en deux exemplaires originaux")).to_be_visible()
    assert DATA.templates["cooperation-2026"].validation is None
    expect(page.get_by_text("n'est pas encore validé")).to_be_visible()
    made = downloads(page)
    key = "communaute-de-communes-du-pays-temoin"
    assert sorted(made) == [
        f"adhesion-{key}.json", f"annexe-1-{key}-2026-06-15.docx", f"annexe-2-{key}-2026-06-15.docx", f"convention-{key}.docx",
    ]  # fmt: skip
    text = words(made[f"convention-{key}.docx"]).replace("\xa0", " ")
    assert "La Communauté de communes du Pays Témoin, dont le siège est situé 2 rue du Test, 99100 Témoin, représentée par sa présidente, Madame Aline BRINDILLE, ci-après dénommée « le partenaire »," in text  # fmt: skip
    assert "Pour la Communauté de communes du Pays Témoin" in text
    assert "La Présidente" in text
    assert "⟦" not in text
    file = json.loads(made[f"adhesion-{key}.json"])
    Partner.model_validate(file["organisme"])
    assert file["organisme"]["siret"] == "20000000800017"
    assert [each["formulaire"] for each in file["annexes"]] == ["cooperation.annexe-1", "cooperation.annexe-2"]  # fmt: skip
    assert {each["partenaire"] for each in file["annexes"]} == {key}
    # The same file, taken up again, gives the same files.
    page.goto(f"{start}formulaires/adherer/index.html")
    take_up(page, made[f"adhesion-{key}.json"], "adhesion.json")
    page.get_by_role("button", name="Préparer les fichiers").click()
    assert downloads(page) == made


@pytest.mark.parametrize(
    ("name", "article", "civility", "function", "expected"),
    [
        ("Association La Ribambelle", None, "M.", "directeur", "L’Association La Ribambelle, dont le siège est situé 2 rue du Test, 99100 Témoin, représentée par son directeur, Monsieur Aline BRINDILLE, ci-après dénommée"),
        ("Voisins du Témoin", "les-masculin", "Mme", "Présidente", "Les Voisins du Témoin, dont le siège est situé 2 rue du Test, 99100 Témoin, représentés par leur présidente, Madame Aline BRINDILLE, ci-après dénommés"),
        ("Abri du Témoin", "elide-masculin", "M.", "animateur & fondateur <b>", "L’Abri du Témoin, dont le siège est situé 2 rue du Test, 99100 Témoin, représenté par Monsieur Aline BRINDILLE, animateur & fondateur <b>, ci-après dénommé "),
    ],
)  # fmt: skip
def test_the_convention_agrees_with_the_partner_and_its_signatory(
    page: Page, address: str, name: str, article: str | None, civility: str, function: str, expected: str
) -> None:  # fmt: skip
    chosen = {"article": article} if article else {}
    adhere(page, address, nom=name, **{"representant.civilite": civility, "representant.fonction": function}, **chosen)  # fmt: skip
    page.get_by_role("button", name="Préparer les fichiers").click()
    made = downloads(page)
    (convention,) = [content for file, content in made.items() if file.startswith("convention")]
    assert expected in words(convention).replace("\xa0", " ")


def test_the_page_makes_the_same_convention_as_greffe(page: Page, address: str) -> None:
    """Word for word, for each kind of organisation, gender and function, once its file is in the register."""
    page.goto(f"{address}formulaires/adherer/index.html")
    names = {"association": "Association La Ribambelle", "commune": "Commune d'Essai", "departement": "Conseil départemental de l'Éloire"}  # fmt: skip
    people = [("Mme", "président"), ("M.", "directeur général des services"), ("Mme", "animatrice & co"), ("M.", "maire")]  # fmt: skip
    cases = [(kind, names.get(kind, "Voisins du Témoin"), *people[rank % 4], ("les-masculin", "elide-feminin", "sec-feminin")[rank % 3])
             for rank, kind in enumerate(KINDS)]  # fmt: skip
    for kind, name, civility, function, article in cases:
        made = page.evaluate(
            """([type, nom, civilite, fonction, article]) => {
            const { donnees } = greffe;
            const [[caf, { modele, documents }]] = Object.entries(donnees.cafs);
            const { keys } = greffe.sayings(nom);
            const champs = {
                caf, type, nom, article: keys.includes(article) ? article : keys[0], transmise_le: "2026-06-15",
                "adresse.voie": "2 rue du Test", "adresse.code_postal": "99100", "adresse.commune": "Témoin",
                "representant.civilite": civilite, "representant.prenom": "Aline", "representant.nom": "BRINDILLE", "representant.fonction": fonction,
            };
            const listes = { ouverts: [], responsable_habilitations: [], responsable_securite: [] };
            const files = greffe.makeFiles("cooperation.adhesion", { values: { champs, listes }, modele, documents, asked: keys.length > 1 });
            return [modele, Array.from(files[0].bytes), new TextDecoder().decode(files.pop().bytes)];
        }""",
            [kind, name, civility, function, article],
        )
        template, convention, answers = made[0], bytes(made[1]), json.loads(made[2])
        record = Partner.model_validate(answers["organisme"] | {"conventions": [{"famille": "cooperation", "modele": template}]})  # fmt: skip
        entry = Entry("x", record, read("x.yml", b"{}"))
        press = Press(replace(DATA, partners={"x": entry}, nominative=True), look(ROOT / "templates", ROOT / "templates"))  # fmt: skip
        (expected,) = [content for path, content in press.complete("x").items() if path.endswith("convention.docx")]  # fmt: skip
        assert words(convention) == words(expected)


NAMES = (
    "Communauté de communes du Pays Témoin", "La Communauté de communes du Pays Témoin", "Commune d'Essai", "Métropole d'Essai",
    "Témoin Métropole", "Essai Agglo", "Amis de la Métropole", "Conseil départemental de l'Éloire", "L'Association des Essais",
    "Établissement public d'Essai", "Œuvre du Témoin", "La Ruche", "Le Phare", "Les Voisins", "L'Abri", "L’Escale", "Abri", "Voisins",
    "Hameau du Témoin", "Tiers-lieu du Témoin", "« Union » des Essais", "CCAS de Témoin", "MSA", "Hutte", "Yole", "ETAPE",
)  # fmt: skip


def test_a_name_is_said_as_greffe_says_it(page: Page, address: str) -> None:
    """Known to the lexicon: nothing is asked; else one of the ways offered is what greffe makes of the answer."""
    page.goto(f"{address}formulaires/adherer/index.html")
    told = page.evaluate(
        "(names) => names.map((typed) => greffe.sayings(typed).keys.map((key) => greffe.names(typed, key)))",
        NAMES,
    )
    for name, ways in zip(NAMES, told, strict=True):
        try:
            expected = [nouns.noun(name)]
            assert len(ways) == 1, name
        except nouns.UnknownGender:
            assert len(ways) > 1, name
            expected = [nouns.noun(name, accord) for accord in AGREEMENTS]
        made = {(noun.definite, capital(noun.definite), noun.of) for noun in expected}
        offered = {(way["le_nom"], way["Le_nom"], way["du_nom"]) for way in ways}
        assert offered & made, name
        # An h may be mute or not: who fills the form knows.
        assert offered <= made or name.startswith("H"), name


# --- What is said is what the checker says ---------------------------------------------------------


def answers_of_all_kinds() -> list[dict[str, Any]]:
    """Annexes that break every rule, alone and together, near each limit."""
    days = [
        None,
        "2024-06-14",
        "2024-06-15",
        "2024-06-16",
        "2024-02-29",
        "2026-06-15",
        "2026-06-16",
    ]
    names = [f"a@{DOMAIN}", f"A@{DOMAIN}", f"a@sous.{DOMAIN}", "a@ailleurs.example", f"accueil@{DOMAIN}",
             f"bureau.enfance@{DOMAIN}", "a@messagerie-gratuite.example", "faux", "a@b", None]  # fmt: skip
    made = []
    for rank in range(240):
        first, second, third = names[rank % 10], names[rank // 10 % 10], names[rank // 3 % 10]
        opened = [{"nom": "DUVAL", "prenom": "Anne - Sophie", "adresse_electronique": first, "demande_le": days[rank % 7]},
                  {"nom": "Anne Sophie" if rank % 2 else "Gué", "prenom": "Duval", "adresse_electronique": second, "demande_le": days[rank // 7 % 7]}]  # fmt: skip
        closed = [{"nom": "X", "adresse_electronique": third, "cloture_demandee_le": days[rank // 2 % 7], "cloture_le": days[rank // 5 % 7]}]  # fmt: skip
        lists = {"ouverts": opened, "clos": closed}
        made.append({"transmise_le": "2026-06-15"} | {key: [{k: v for k, v in row.items() if v} for row in rows] for key, rows in lists.items()})  # fmt: skip
    made.append({"transmise_le": "2026-02-30", "ouverts": [{"nom": "A" * 401, "adresse_electronique": "x" * 250 + "@b.example", "demande_le": "hier"}], "clos": []})  # fmt: skip
    return made


def judged(annexe: dict[str, Any], data: Dataset) -> set[tuple[str, ...]]:
    """What greffe says of an annexe 1 as a file: (path, severity, message)."""
    source = read("x.yml", b"{}")
    try:
        record = Annexe1.model_validate({"partenaire": PARTNER} | annexe)
    except ValueError as error:
        found = refusals.problems(error, source, Annexe1)  # type: ignore[arg-type]
        return {("erreur", problem.message) for problem in found}
    held = {PARTNER: Entry(PARTNER, record, source)}
    whole = Dataset(
        data.settings, data.cafs, {PARTNER: data.partners[PARTNER]}, held, {}, data.templates, {}, (), nominative=True
    )  # fmt: skip
    day = date.fromisoformat(annexe["transmise_le"])
    findings = checker.run(whole, day, rules={"C14", "C16", "C17", "C18", "C19"})
    return {(found.path, found.severity, found.message) for found in findings}


def test_the_page_says_what_the_checker_says(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    annexes = answers_of_all_kinds()
    told = page.evaluate(
        """([annexes, partner]) => {
        const { donnees } = greffe;
        const form = donnees.formulaires["cooperation.annexe-1"];
        const known = donnees.partenaires[partner];
        return annexes.map(({ transmise_le, ouverts, clos }) => {
            const answers = { champs: { partenaire: partner, transmise_le }, listes: { ouverts, clos } };
            const { findings } = greffe.verify(form, answers, { ...donnees.modeles[known.modele], domaines: known.domaines });
            return findings.filter(({ regle }) => regle !== "formulaire");
        });
    }""",
        [annexes, PARTNER],
    )
    seen: set[str] = set()
    for annexe, findings in zip(annexes, told, strict=True):
        expected = judged(annexe, DATA)
        if all(finding["regle"] != "lecture" for finding in findings):
            said = {
                (f"{ou['liste']}[{ou['rang']}].{ou['cle']}", finding["gravite"], finding["message"])
                if finding["regle"] != "C16"
                else (f"{ou['liste']}[{ou['rang']}]", finding["gravite"], finding["message"])
                for finding in findings
                if (ou := finding["ou"])
            }
        else:
            # A file that cannot be read is not checked further; a page goes on, and names fields by their label.
            said = {("erreur", labelled(f["message"])) for f in findings if f["regle"] == "lecture"}
        assert said == expected, annexe
        seen |= {finding["regle"] for finding in findings}
    assert seen == {"lecture", "C14", "C16", "C17", "C18", "C19"}


def refused(record: type[BaseModel], value: dict[str, Any]) -> list[str]:
    """What reading a file says of `value`."""
    with pytest.raises(ValidationError) as caught:
        record.model_validate(value)
    return [each.message for each in refusals.problems(caught.value, read("x.yml", b"{}"), record)]


def verified(page: Page, form: str, champs: dict[str, str], listes: dict[str, Any]) -> list[str]:
    """What the page says of answers, but for what they lack."""
    found: list[str] = page.evaluate(
        """([id, champs, listes, partner]) => {
        const form = greffe.donnees.formulaires[id];
        const all = { ...Object.fromEntries(form.listes.map(({ cle }) => [cle, []])), ...listes };
        const known = greffe.donnees.modeles[greffe.donnees.partenaires[partner].modele];
        return greffe.verify(form, { champs, listes: all }, { ...known, domaines: [] }).findings
            .filter(({ message, regle }) => regle !== "formulaire" && !message.startsWith("Il manque")).map(({ message }) => message);
    }""",
        [form, champs, listes, PARTNER],
    )
    return found


def test_the_page_says_of_an_organisation_what_reading_its_file_says(
    page: Page, address: str
) -> None:
    opened(page, address, "annexe-1")
    person = {"nom": "SAULE", "adresses_electroniques": "a@x.example"}
    roles = {"responsable_habilitations": [person], "responsable_securite": [person]}
    entry = DATA.partners[PARTNER].record
    whole = entry.model_dump(mode="json", exclude_none=True, exclude={"conventions"})
    for wrong in ("20000000800018", "00000000000001"):
        expected = refused(Partner, whole | {"siret": wrong})
        assert verified(page, "cooperation.adhesion", {"siret": wrong}, roles) == expected
    for wrong in ("2000000080001", "2OO00000800017"):
        said = verified(page, "cooperation.adhesion", {"siret": wrong}, roles)
        expected = refused(Partner, whole | {"siret": wrong})
        assert [text.replace("SIRET du siège", "siret") for text in said] == expected
    # What a person writes in groups is written without them in the file.
    spaced = {"siret": "200 000 008 00017", "adresse.code_postal": "99 100"}
    assert verified(page, "cooperation.adhesion", spaced, roles) == []
    for wrong in ("9910", "2A004"):
        expected = refused(Address, {"commune": "A", "code_postal": wrong})
        said = verified(page, "cooperation.adhesion", {"adresse.code_postal": wrong}, roles)
        assert [text.replace("Code postal", "code_postal") for text in said] == expected
    for wrong in ("b", "a@b", "é@x.example", "a@x.example@"):
        expected = refused(Contact, {"nom": "A", "adresses_electroniques": [wrong]})
        held = roles | {"responsable_securite": [person | {"adresses_electroniques": wrong}]}
        assert verified(page, "cooperation.annexe-2", {}, held) == expected
    for hidden in "\u200b\u202e\x01\x7f":
        with pytest.raises(UnreadableError) as caught:
            read("x.yml", f"nom: A{hidden}B".encode())
        held = roles | {"responsable_securite": [person | {"nom": f"A{hidden}B"}]}
        assert verified(page, "cooperation.annexe-2", {}, held) == [each.message for each in caught.value.problems]  # fmt: skip


@pytest.mark.parametrize("vacant", ["responsable_habilitations", "responsable_securite"])
def test_the_page_says_of_a_role_without_anybody_what_the_checker_says(
    page: Page, address: str, vacant: str
) -> None:
    opened(page, address, "annexe-1")
    entry = DATA.partners[PARTNER]
    annexe = entry.record.conventions[0].annexe_2
    emptied = annexe.model_copy(update={vacant: []})
    convention = entry.record.conventions[0].model_copy(update={"annexe_2": emptied})
    partner = replace(entry, record=entry.record.model_copy(update={"conventions": [convention]}))
    found = checker.run(
        replace(DATA, partners={PARTNER: partner}, control=None), date(2026, 6, 15), rules={"C12"}
    )
    person = {"nom": "SAULE", "adresses_electroniques": "a@x.example"}
    roles = {"responsable_habilitations": [person], "responsable_securite": [person]}
    said = verified(page, "cooperation.annexe-2", {}, roles | {vacant: []})
    assert said == [finding.message for finding in found]


def labelled(message: str) -> str:
    """A page's message with the names of fields that files use, for those the samples lack."""
    names = {
        "Il manque « Adresse électronique professionnelle ».": ["ouverts", "adresse_electronique"],
        "« Nom » dépasse": ["nom"],
        "« Adresse électronique professionnelle » dépasse": ["adresse_electronique"],
    }
    for label, path in names.items():
        if message.startswith(label):
            if len(path) == 2:
                return f"Il manque « {path[1]} » dans « {path[0]} »."
            return message.replace(label, f"« {path[0]} » dépasse")
    return message


# --- Hostile words, other files ----------------------------------------------------------------------


def test_nothing_typed_is_ever_markup(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
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


# --- What is kept, what is asked ---------------------------------------------------------------------


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


# --- For everyone ------------------------------------------------------------------------------------


def test_the_form_is_filled_with_the_keyboard_alone(page: Page, address: str) -> None:
    opened(page, address, "annexe-1")
    people(page, "ouverts").first.locator('[data-cle="nom"]').focus()
    for text in ("SAULE", "Inès", f"ines.saule@{DOMAIN}", "coordinatrice"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    assert page.locator(".formulaire [tabindex]:not([tabindex='-1'])").count() == 0
    for _ in range(12):
        if page.evaluate("document.activeElement.textContent") == "Préparer les fichiers":
            break
        page.keyboard.press("Tab")
        assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") == "solid"
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vos fichiers sont prêts")).to_be_focused()


def test_a_yearly_update_is_made_with_the_keyboard_alone(page: Page, start: str) -> None:
    """Take up the file, close an access, drop an old closing, add someone, save: no pointer at all."""
    # Asked for beforehand: otherwise the key may come before the browser is told to hand over its dialog.
    page.on("filechooser", lambda _: None)
    opened(page, start, "annexe-1", "")
    page.get_by_label("Nom de l'organisme").focus()
    tab_to(page, "Fichier gardé")
    with page.expect_file_chooser() as chooser:
        page.keyboard.press("Space")
    chooser.value.set_files({"name": "a.json", "mimeType": "application/json", "buffer": json.dumps(KEPT).encode()})  # fmt: skip
    expect(people(page, "ouverts")).to_have_count(2)
    tab_to(page, "Demander la clôture de l'accès\xa0: Marc")
    page.keyboard.press("Enter")
    expect(people(page, "clos").nth(1).locator('[data-cle="cloture_demandee_le"]')).to_be_focused()
    tab_to(page, "Retirer de la liste\xa0: ORME", "Shift+Tab")
    page.keyboard.press("Space")
    expect(page.get_by_role("button", name="Ajouter une clôture")).to_be_focused()
    tab_to(page, "Ajouter une personne", "Shift+Tab")
    page.keyboard.press("Enter")
    for text in ("MODÈLE", "Zoé", f"zoe.modele@{DOMAIN}", "chargée de mission"):
        page.keyboard.type(text)
        page.keyboard.press("Tab")
    tab_to(page, "Préparer les fichiers")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", name="Vos fichiers sont prêts")).to_be_focused()
    tab_to(page, "Fichier de données")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    answers = json.loads(Path(download.value.path()).read_bytes())
    assert [row["nom"] for row in answers["ouverts"]] == ["SAULE", "MODÈLE"]
    assert [row["nom"] for row in answers["clos"]] == ["AULNE-BRIN"]


def test_every_control_has_a_name_of_its_own(page: Page, address: str) -> None:
    """Heard out of their place, two buttons of two people do not sound alike."""
    opened(page, address, "annexe-1")
    take_up(page, KEPT)
    page.get_by_role("button", name="Ajouter une personne").click()
    names = page.locator("form[novalidate]").evaluate(
        "(form) => [...form.querySelectorAll('button')].filter(e => e.offsetParent).map(e => e.textContent.trim())"
    )
    assert len(names) == len(set(names)) > 8
    assert all(names)
    unnamed = page.locator("form[novalidate] :is(input, select)").evaluate_all(
        "(all) => all.filter(e => !e.labels.length || !e.labels[0].textContent.trim()).map(e => e.outerHTML)"
    )
    assert unnamed == []
    groups = page.get_by_role("group").all()
    assert len(groups) == 4  # three people taken up, one to come


def test_what_is_wrong_is_announced_once_when_one_leaves_the_field(
    page: Page, address: str
) -> None:
    opened(page, address, "annexe-1")
    page.evaluate(
        """() => {
        window.heard = [];
        const hear = (all) => all.forEach(({ target }) => window.heard.push(target.textContent));
        for (const live of document.querySelectorAll('form [role=status], form [aria-live]'))
            new MutationObserver(hear).observe(live, { childList: true, characterData: true, subtree: true });
    }"""
    )
    field = people(page, "ouverts").first.locator('[data-cle="adresse_electronique"]')
    wrong = "« zoe » n'est pas une adresse électronique. Gardez seulement l'adresse, sous la forme nom@partenaire.example."
    field.press_sequentially("zoe")
    assert page.evaluate("heard.filter(Boolean)") == []
    field.blur()
    assert page.evaluate("heard.filter(Boolean)") == [wrong]
    field.press("End")
    field.press_sequentially(f"@{DOMAIN}")
    assert page.evaluate("heard.filter(Boolean)") == [wrong]
    field.blur()
    assert page.evaluate("heard.filter(Boolean)") == [wrong, "C'est corrigé."]
    page.get_by_role("button", name="Préparer les fichiers").click()
    assert page.evaluate("heard.filter(Boolean)")[2:] == [
        "1\xa0erreur à corriger, 2\xa0points à vérifier"
    ]
    # The field that receives the focus says what is wrong with it.
    described = page.evaluate("document.activeElement.getAttribute('aria-describedby').split(' ').map(id => document.getElementById(id).textContent).join(' ')")  # fmt: skip
    assert described.strip() == "Erreur\xa0: Il manque « Nom ». Complétez ce champ."


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [WIDE, PHONE], ids=["1280", "375"])
def test_no_state_of_a_form_has_an_accessibility_violation(
    page: Page, address: str, size: ViewportSize, scheme: str
) -> None:
    """Nor scrolls sideways, nor has a target too small for a finger."""
    page.set_viewport_size(size)
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")

    def judge(state: str) -> None:
        assert violations(page) == [], state
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"], state
        small = page.evaluate(
            "[...document.querySelectorAll('.formulaire :is(.champ, .bouton)')].filter(e => e.offsetParent && e.getBoundingClientRect().height < 44).map(e => e.outerHTML)"
        )
        assert small == [], state

    for path in ("index", "information/index"):
        page.goto(f"{address}formulaires/{path}.html")
        judge(path)
    for form in ("annexe-1", "annexe-2"):
        opened(page, address, form)
        judge(f"{form}, empty")
        page.get_by_role("button", name="Préparer les fichiers").click()
        expect(page.locator(".bilan-liste")).to_be_visible()
        judge(f"{form}, refused")
    fill(people(page, "responsable_habilitations").first, nom="SAULE", prenom="Inès", adresses_electroniques=f"a@{DOMAIN}", fonction="DSI")  # fmt: skip
    judge("annexe-2, the same person offered")
    page.get_by_role("button", name="La même personne").click()
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    judge("annexe-2, ready")
    opened(page, address, "annexe-1")
    take_up(page, KEPT)
    judge("taken up")
    fill(people(page, "clos").first, cloture_demandee_le="15/06/2026")
    page.get_by_role("button", name="Demander la clôture").nth(1).click()
    judge("a closing")
    page.get_by_role("button", name="Annuler la clôture").click()
    page.get_by_role("button", name="Ajouter une personne").click()
    fill(people(page, "ouverts").nth(2), nom="MODÈLE", adresse_electronique=f"accueil@{DOMAIN}")
    page.get_by_label("Garder un brouillon sur cet appareil").check()
    judge("doubts")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    judge("ready")
    page.reload()
    expect(page.get_by_role("button", name="Reprendre le brouillon")).to_be_visible()
    judge("draft")
    page.goto(f"{address}formulaires/adherer/index.html")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.get_by_label("Nature de l'organisme")).to_be_focused()
    assert not any("Dans une phrase" in message for message in said(page))  # not asked yet
    page.get_by_label("Nom complet de l'organisme").fill("Abri")
    page.get_by_role("button", name="Préparer les fichiers").click()
    judge("adherer, refused")
    adhere(page, address, nom="Abri", article="elide-masculin")
    judge("adherer, filled")
    page.get_by_role("button", name="Préparer les fichiers").click()
    expect(page.locator(".pret")).to_be_visible()
    judge("adherer, ready")
