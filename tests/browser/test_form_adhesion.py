"""« Adhérer » in a real Chromium: the convention, the annexes and the file of an organisation that joins."""

import json
from dataclasses import replace

import pytest
from annexes import DATA, ROOT, adhere
from filling import (
    downloads,
    said,
    take_up,
    words,
)
from playwright.sync_api import Page, expect

from generator.documents.bases import AGREEMENTS
from generator.documents.french import nouns
from generator.documents.production import Press, look
from generator.documents.views.signatory import capital
from generator.store.dataset import Entry
from generator.store.schema.partner import Partner
from generator.store.source import read
from generator.website.public.kinds import KINDS


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
