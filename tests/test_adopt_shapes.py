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
        ("Écrire au siège (adresse à préciser).", ["(adresse à préciser)"]),
        ("…", ["…"]),
        ("Monsieur / Madame (rayer la mention inutile)", ["Monsieur / Madame", "(rayer la mention inutile)"]),
        ("Joignable au 0X XX XX XX XX.", ["0X XX XX XX XX"]),
        ("Courriel : xxx@xxx.example, ou …………@…………", ["xxx@xxx.example", "…………@…………"]),
        ("Pour la période 20XX-20XX.", ["20XX-20XX"]),
        ("La participation est de 1 X XX €.", ["1 X XX"]),
        ("Le NOM DU PARTENAIRE, ?????, agit.", ["NOM DU PARTENAIRE", "?????"]),
        ("#NOM# @NOM@ $NOM$ %NOM% [[NOM]] **NOM**", ["#NOM#", "@NOM@", "$NOM$", "%NOM%", "[[NOM]]", "**NOM**"]),
        ("Elle dure {{ duree }} mois, préavis «PREAVIS» mois.", ["{{ duree }}", "«PREAVIS»"]),
        ("{% if femme %}sa présidente{% else %}son président{% endif %} agit.", ["{% if femme %}sa présidente{% else %}son président{% endif %}"]),
        ("{# À vérifier #}", ["{# À vérifier #}"]),
        ("Champ : &lt;&lt;NOM_COMMUNE&gt;&gt; ici.", ["<<NOM_COMMUNE>>"]),
        ("Fait à , le", ["à ", "le"]),
        ("Fait à Montbrume, en 2 exemplaires, le", ["le"]),
        ("Adresse :", ["Adresse :"]),
        ("Partenaire, NOM Prénom :", ["NOM Prénom :"]),
        ("En qualité de :", ["En qualité de :"]),
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
        "Voir [le site](https://exemple.example) « EPCI » ou «CCAS».",
        "Le partenaire communique : nom, adresse. Il écrit à : la Caf.",
        "Les pièces sont les suivantes :",
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


def test_over_the_signatures_the_kinds_of_every_partner_are_told() -> None:
    words = "la commune / l'EPCI / le département"
    assert words in told(BODY, "Fait à Montbrume", f"Pour {words}")


def test_a_mark_of_another_program_is_printed_as_it_stands_and_never_filled_unasked() -> None:
    lines = (
        "Entre :",
        "Et la commune de Test, sise {{ adresse }}, représentée par M. «Nom_Prenom»",
    )
    made = adopted(raw("".join(map(p, lines))))
    assert [each.mots for each in made.questions] == ["{{ adresse }}", "M.", "«Nom_Prenom»"]
    assert "{{ adresse" not in made.files["convention.md"].decode()
