"""Whose each place is: that of a party is never filled with the other one."""

import pytest
from adopting import adopted, bindings, tables
from word_files import p, raw


def test_parties_side_by_side_in_a_table_each_keep_their_own_data() -> None:
    """The place of a column is of the party that the column names, never of its neighbour."""
    rows = (("La Caf de l'Exemple", "La commune de Test"), ("sise [adresse]", "sise [adresse]"), ("[fonction]", "[fonction]"))  # fmt: skip
    assert bindings(tables(*rows, before="Entre :")) == [
        "caf.adresse", "partenaire.adresse", "caf.signataire.fonction", "partenaire.signataire.fonction",
    ]  # fmt: skip
    rows = (("La Caf de l'Exemple", "[adresse]"), ("La commune de Test", "[adresse]"))
    assert bindings(tables(*rows, before="Entre :")) == ["?", "?"]


def test_a_table_about_one_party_that_names_none_is_of_the_party_before_it() -> None:
    rows = (("Adresse", "[adresse]"), ("Fonction", "[fonction]"))
    found = bindings(tables(*rows, before="Entre : la commune de Test"))
    assert found == ["partenaire.adresse", "partenaire.signataire.fonction"]


@pytest.mark.parametrize(
    ("paragraphs", "expected"),
    [
        (["Le Maire          Le Directeur de la Caf", "[nom]          [nom]"], ["?", "?", "?"]),
        (["Pour la Caf\tPour le partenaire", "[nom]\t[nom]", "[nom]"], ["?", "?", "?"]),
        (["Pour le Département, [nom et prénom]", "Le directeur : [nom et prénom]"], ["partenaire.signataire.nom_complet", "?", "?"]),  # left to the hand for another kind
        (["Pour la Caf", "Le Président : [nom]"], ["?", "?"]),
        (["Pour la Caf", "Le directeur", "[nom]", "Pour le partenaire", "La présidente", "[nom]"], ["caf.signataire.nom_complet", "?", "partenaire.signataire.nom_complet"]),
    ],
)  # fmt: skip
def test_above_a_signature_no_name_is_put_without_knowing_whose(paragraphs, expected) -> None:
    assert bindings(raw("".join(map(p, ["Fait à Montbrume", *paragraphs])))) == expected


@pytest.mark.parametrize(
    "turn", ["Et", "et :", "Et d'autre part,", "d'une part, et", "ET", "d'autre part :"]
)
def test_after_a_turn_a_place_is_never_of_the_party_before_it(turn: str) -> None:
    lines = ["Entre :", "La Caf de l'Exemple, sise [adresse]", turn, "Siège social : [adresse]"]
    found = bindings(raw("".join(map(p, lines))))
    assert found[0] == "caf.adresse"
    assert found[1] in ("partenaire.adresse", "?")


def test_a_choice_of_a_line_of_both_parties_is_asked_and_never_left_as_plain_words() -> None:
    made = adopted(raw(p("Entre la Caf de l'Exemple et la commune de Test, représentées par M./Mme [nom]")))  # fmt: skip
    assert [each.mots for each in made.questions] == ["M./Mme", "[nom]"]


def test_a_line_after_one_that_names_both_parties_is_of_neither() -> None:
    text = p("Entre la Caf de l'Exemple et la commune de Test,") + p("sise [adresse]")
    assert bindings(raw(text)) == ["?"]
