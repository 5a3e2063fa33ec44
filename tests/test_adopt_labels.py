"""What the words beside a place prove of it: labels with nothing to write on, acts, and what is kept for the hand."""

import re
from pathlib import Path

import pytest
from adopting import PARTNER, adopted, rendered, shipped, take
from word_files import p, raw


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The shipped data and templates."""
    return shipped(tmp_path)


@pytest.mark.parametrize(
    ("line", "likely"),
    [
        ("La commune désigne M. …………… comme référent.", "garder"),
        ("Le tribunal administratif de [ville] juge.", "garder"),
        ("La durée est de ___ an(s).", "garder"),
        ("Voir la notice du [date].", "garder"),
        ("Vu la délibération reçue en préfecture le [date].", "garder"),
        ("Les agents du Syndicat intercommunal [à vocation unique] de [nom du syndicat].", "garder"),
        ("La mission : [mission 2].", "garder"),
        ("Monsieur / Madame (rayer la mention inutile)", "rien"),
    ],
)  # fmt: skip
def test_when_the_words_do_not_prove_the_answer_the_place_is_first_kept_for_the_hand(line: str, likely: str) -> None:  # fmt: skip
    *_, question = adopted(raw(p("Article 1 : Objet") + p(line))).questions
    assert question.possibles[0] == likely
    assert len(question.possibles) <= 6


@pytest.mark.parametrize(
    ("line", "binding"),
    [
        (PARTNER + "Adresse :", "partenaire.adresse"),
        (PARTNER + "représentée par :", "partenaire.representant"),
        (PARTNER + "SIRET n° [numéro]", "partenaire.siret"),
        (PARTNER + "représentée par M./Mme [nom du signataire]", "partenaire.representant"),
        (PARTNER + "représentée par son Président/sa Présidente, ………………, dûment présente", "partenaire.representant"),
        ("Nom du partenaire : ……………", "partenaire.nom"),
    ],
)  # fmt: skip
def test_a_label_tells_what_its_place_waits_for(line: str, binding: str) -> None:
    made = adopted(raw(p("Entre :") + p(line)))
    assert binding in [each.binding for each in made.bound]


def test_a_label_is_filled_after_its_words_and_shown_when_nothing_is_known(root: Path, capsys) -> None:  # fmt: skip
    (root / "labels.docx").write_bytes(raw("".join(map(p, ["Convention de la Caf", "Entre :", "La Caf de l'Exemple", "Et", PARTNER, "SIRET :", "Fait à , le"]))))  # fmt: skip
    take(root, "labels.docx")
    made = rendered(root, "commune-puits-bavard", "cu-port-lanterne")
    assert re.search(r"SIRET : \d{14}\n", made["commune-puits-bavard"])
    assert "Fait au Puits-Bavard, le 27 avril 2026" in made["commune-puits-bavard"]
    assert "Fait à , le" in made["cu-port-lanterne"]


def test_what_is_under_a_label_is_what_it_asks_for() -> None:
    lines = [
        "Entre :",
        "La Caf de l'Exemple",
        "Adresse :",
        "12 rue des Essais",
        "Courriel :",
        "……………",
    ]
    made = adopted(raw("".join(map(p, lines))))
    assert [each.mots for each in made.questions] == ["……………"]
    assert made.bound == ()


def test_after_the_place_of_another_party_a_place_is_of_nobody_sure() -> None:
    line = "Entre la Caf de l'Exemple et [à compléter], sise [adresse], représenté(e) par M. X"
    made = adopted(raw(p(line)))
    assert not [each for each in made.bound if (each.binding or "").startswith("caf.")]


def test_an_act_of_another_nature_or_body_is_left_to_the_hand(root: Path, capsys) -> None:
    line = f"{PARTNER}habilitée par délibération n° …… du conseil municipal en date du ../../...."
    (root / "acte.docx").write_bytes(raw("".join(map(p, ["Convention de la Caf", "Entre :", line]))))  # fmt: skip
    take(root, "acte.docx")
    path = root / "data/partners/commune-puits-bavard.yml"
    text = path.read_text(encoding="utf-8")
    for nature, organ, printed in (
        ("deliberation", "conseil municipal", "n° 2026-09 du conseil municipal en date du 08/04/2026"),
        ("deliberation", "commission permanente", "n° …… du conseil municipal en date du ../../...."),
        ("decision", "maire", "n° …… du conseil municipal en date du ../../...."),
    ):  # fmt: skip
        changed = re.sub(r"nature: \w+", f"nature: {nature}", text, count=1)
        changed = re.sub(r"organe: [\w ]+", f"organe: {organ}", changed, count=1)
        path.write_text(changed, encoding="utf-8")
        assert printed in rendered(root, "commune-puits-bavard")["commune-puits-bavard"]
