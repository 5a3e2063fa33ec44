"""Every shape of what is to fill or to choose is bound, or asked: nothing is printed silently."""

import pytest
from adopting import adopted
from word_files import p, raw

BODY = "Article 1 : Objet"


def told(*lines: str) -> list[str]:
    """The words that are bound or asked, in their order."""
    made = adopted(raw("".join(map(p, lines))))
    asked = [(each.paragraphe, each.mots) for each in made.questions]
    bound = [("", each.words) for each in made.bound]
    return [words for _, words in (*bound, *asked)]


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("Le partenaire nomme un(e) responsable.", ["un(e) responsable"]),
        ("Le partenaire nomme un/une référent(e).", ["un/une référent(e)"]),
        ("Le/La partenaire agit.", ["Le/La partenaire"]),
        ("Le directeur/la directrice agit.", ["Le directeur/la directrice"]),
        ("Le Président ou la Présidente agit.", ["Le Président ou la Présidente"]),
        ("Il est suivi par le/la chargé·e de mission.", ["le/la chargé·e"]),
        ("Un administrateur/une administratrice est nommé(e).", ["Un administrateur/une administratrice", "nommé(e)"]),
        ("Le (la) maire ou son/sa suppléant.e signe.", ["Le (la) maire", "son/sa suppléant.e"]),
        ("Il/elle est désigné-e par écrit.", ["Il/elle", "désigné-e"]),
        ("Elle prend effet le ../../…. pour un an.", ["../../…."]),
        ("Elle prend effet le …/…/2026, puis cesse.", ["…/…/2026"]),
        ("Elle prend effet le __/__/____ à midi.", ["__/__/____"]),
        ("Elle prend effet le JJ/MM/AAAA à midi.", ["JJ/MM/AAAA"]),
        ("La délibération n° … du … a été prise.", ["…", "…"]),
        ("Elle dure X mois, renouvelable N fois.", ["X", "N"]),
        ("Elle dure XX mois.", ["XX"]),
        ("Elle finit en 20XX.", ["20XX"]),
        ("Le référent est M. Prénom NOM, agent.", ["Prénom NOM"]),
        ("Le référent est Mme X, agent.", ["X"]),
        ("Le référent est &lt;nom du référent&gt;.", ["<nom du référent>"]),
        ("Nature : ☐ commune ☐ EPCI", ["☐", "☐"]),
        ("Nature : □ autre", ["□"]),
        ("La durée (à préciser avec le service) est fixée.", ["(à préciser avec le service)"]),
    ],
)  # fmt: skip
def test_a_place_of_any_shape_is_told(line: str, words: list[str]) -> None:
    assert told(BODY, line) == words


@pytest.mark.parametrize(
    "line",
    [
        "Les agents habilité(e)s (nom, prénom, fonction) et les chargé·e·s de mission sont listé(e)s.",
        "Les crèches, les écoles, les centres…",
        "Voir la note [1], le titre XX du code et l'article […].",
        "Le partenaire et/ou la Caf, 12 mois/an, le 01/02/2026.",
        "La commune/la communauté gère ; l'adresse jean.exemple@caf.example aussi.",
        "Celle-ci est-elle prévue ? Peut-être.",
    ],
)
def test_what_is_only_a_way_of_writing_is_no_place(line: str) -> None:
    assert told(BODY, line) == []


def test_the_head_of_a_column_is_no_place() -> None:
    row = "".join(f"<w:tc>{p(each)}</w:tc>" for each in ("Nom Prénom", "Courriel"))
    made = adopted(raw(p(BODY) + f"<w:tbl><w:tr>{row}</w:tr></w:tbl>"))
    assert made.bound == made.questions == ()


def test_a_box_is_left_to_the_hand_and_asks_nothing() -> None:
    made = adopted(raw(p(BODY) + p("☐ commune ☐ EPCI")))
    assert [each.binding for each in made.bound] == ["garder", "garder"]
    assert '{{ "☐" | place }} commune' in made.files["convention.md"].decode()
