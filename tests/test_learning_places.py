"""What the data know of a partner becomes places: each other partner has its own, in its own gender."""

from pathlib import Path

import pytest
from learning_cases import PARTIES, copied, filled, taught

from generator.cli.main import main
from generator.documents.production import Press, look
from generator.store.dataset import load

OTHERS = {
    "departement-eloire": "Le Département de l'Éloire",
    "commune-puits-bavard": "La Commune du Puits-Bavard",
    "syndicat-trois-clochers": "Le Syndicat intercommunal à vocation unique des Trois Clochers",
    "msa-eloire-et-plaines": "La Mutualité sociale agricole Éloire et Plaines",
}


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return copied(tmp_path_factory)


def party(words: str, body: str = "CTG") -> str:
    """A convention in which the partner is told so."""
    return PARTIES.replace("La Communauté de communes du Val de Brume", f"La Communauté de communes du Val de Brume{words}").format("sa présidente, Madame Aurore TISANE", body)  # fmt: skip


def test_dates_sigle_and_numbers_that_the_data_know_are_places(root: Path) -> None:
    text, asked = taught(root, party(
        " (CCVB), SIRET 249 900 010 00011", "CTG. Vu la délibération n° 2025-118 du 11 décembre 2025, la CCVB (SIREN 249900010) adhère. Décision du 11/12/2025 de la CCVB.",
    ))  # fmt: skip
    assert asked == {}
    assert "{% if sigle %} ({{ sigle }}){% endif +%}" in text
    assert "n° {{ autorisation.numero }} du {{ autorisation.date }}, {{ le_sigle }}" in text
    assert "du {{ autorisation.date_chiffres }} {{ du_sigle }}" in text
    assert "SIRET {{ siret_espace }}" in text
    said = filled(root, "departement-eloire")
    assert "adhère. Décision du" in said
    for mine in ("CCVB", "2025-118", "11 décembre", "249"):
        assert mine not in said


def test_a_number_of_an_act_is_no_number_elsewhere(root: Path) -> None:
    """The act numbered 12 is not the twelve months of the convention."""
    file = root / "data/partners/cc-val-de-brume.yml"
    before = file.read_text(encoding="utf-8")
    file.write_text(before.replace('numero: "2025-118"', 'numero: "12"'), encoding="utf-8")
    try:
        text, _ = taught(root, party("", "CTG, conclue pour 12 mois, par délibération n° 12."))
    finally:
        file.write_text(before, encoding="utf-8")
    assert "n° {{ autorisation.numero }}" in text
    assert "conclue pour 12 mois, par" in text


def test_an_address_in_a_block_is_that_of_each_partner(root: Path) -> None:
    text, asked = taught(root, party(",\n\n3 place du Lavoir\n\n99310 Brumeval\n\nci-après dénommée « le partenaire »"))  # fmt: skip
    assert "{{ partenaire.adresse_rue }}\n\n{{ partenaire.adresse_ville }}" in text
    assert asked == {}
    assert "Lavoir" not in filled(root, "commune-puits-bavard")


@pytest.mark.parametrize("other", OTHERS)
def test_words_beside_the_name_agree_with_every_partner(root: Path, other: str) -> None:
    """« désignée », « sise », « située », « dénommée », « représentée » are those of the name."""
    taught(root, party(", située à Brumeval, dont le siège est situé 3 place du Lavoir, 99310 Brumeval, sise au même lieu, domiciliée au siège, dénommée ainsi, ci-après désignée « le partenaire »").replace("située à Brumeval", "située en France"))  # fmt: skip
    e = "e" if OTHERS[other].startswith("La ") else ""
    said = filled(root, other)
    assert f"{OTHERS[other]}, situé{e} en France, dont le siège est situé " in said
    assert f", sis{e} au même lieu, domicilié{e} au siège, dénommé{e} ainsi, ci-après désigné{e} « le partenaire », représenté{e} par" in said  # fmt: skip


def test_a_word_beside_another_noun_keeps_its_own_agreement(root: Path) -> None:
    """The seat of a partner is « situé » whatever the partner; so is whoever it appoints « désigné »."""
    text, _ = taught(
        root,
        PARTIES.replace("La Communauté de communes du Val de Brume", "Le Département de l'Éloire, dont le siège est situé à cette adresse").replace("sa directrice", "la directrice").format("son président, Monsieur Philibert GIROFLÉE", "CTG. Le correspondant du Département de l'Éloire, désigné par lui, signe."),
        "departement-eloire",
    )  # fmt: skip
    assert "dont le siège est situé à" in text
    assert "{{ partenaire.du_nom }}, désigné par lui" in text


def test_a_name_after_a_preposition_contracts_with_it(root: Path) -> None:
    text, _ = taught(root, party("", "CTG remise à la Communauté de communes du Val de Brume."))
    assert "remise {{ partenaire.au_nom }}." in text
    assert "remise au Département de l'Éloire." in filled(root, "departement-eloire").replace("’", "'")  # fmt: skip


def test_people_in_a_list_are_those_of_each_partner(root: Path) -> None:
    """Whoever the first partner names in its annexe is nobody's business in the others'."""
    key = "commune-puits-bavard"
    made = Press(load(root), look(root / "templates", root / "templates")).complete(key)
    (root / "annexe.docx").write_bytes(made[f"{key}/cooperation/annexe-1.docx"])
    words = ["template", "learn", str(root / "annexe.docx"), "--partner", key, "--family", "cooperation", "--id", "liste", "--document", "annexe-1", "--root", str(root)]  # fmt: skip
    assert main(words) == 0
    text = (root / "templates/liste/annexe-1.md").read_text(encoding="utf-8")
    assert (
        '- {% for ligne in annexe_1.ouverts %}{{ "" if loop.first else "\\n" ~ "- " }}{{ ligne.nom }}'
        in text
    )
    assert "MANIVELLE" not in text
