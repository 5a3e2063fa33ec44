"""Every name of an organisation or a place takes its right article: the legal text is correct French."""

import pytest

from generator.documents.french import agreement, nouns
from generator.documents.french.elision import APOSTROPHE, elides
from generator.store import national
from generator.store.schema.base import Agreement
from generator.store.territories import DEPARTEMENTS


@pytest.mark.parametrize(
    ("name", "definite", "of", "to"),
    [
        ("Communauté de communes du Val d'Exemple", "la ", "de la ", "à la "),
        ("Communauté d'agglomération d'Exemple", "la ", "de la ", "à la "),
        ("Métropole d'Exemple", "la ", "de la ", "à la "),
        ("Commune d'Exempleville", "la ", "de la ", "à la "),
        ("Ville d'Exempleville", "la ", "de la ", "à la "),
        ("Département de l'Exemple", "le ", "du ", "au "),
        ("Conseil départemental de l'Exemple", "le ", "du ", "au "),
        ("CONSEIL DEPARTEMENTAL DE L'EXEMPLE", "le ", "du ", "au "),
        ("Syndicat mixte d'Exemple", "le ", "du ", "au "),
        ("Centre communal d'action sociale d'Exempleville", "le ", "du ", "au "),
        ("Établissement public d'Exemple", "l’", "de l’", "à l’"),
        ("Etablissement public d'Exemple", "l’", "de l’", "à l’"),
        ("Association Les Petits Pas", "l’", "de l’", "à l’"),
        ("Agglomération d'Exemple", "l’", "de l’", "à l’"),
        ("Hôpital d'Exemple", "l’", "de l’", "à l’"),
        ("Halte-garderie d'Exemple", "la ", "de la ", "à la "),
        ("Mutualité sociale agricole d'Exemple", "la ", "de la ", "à la "),
        ("MSA d'Exemple", "la ", "de la ", "à la "),
        ("Collectivité européenne d'Exemple", "la ", "de la ", "à la "),
        ("Caisse d'allocations familiales de l'Exemple", "la ", "de la ", "à la "),
        ("Pays d'Exemple", "le ", "du ", "au "),
        ("Œuvre d'Exemple", "l’", "de l’", "à l’"),
        ("EPCI d'Exemple", "l’", "de l’", "à l’"),
    ],
)
def test_the_first_word_gives_the_article(name: str, definite: str, of: str, to: str) -> None:
    noun = nouns.noun(name)
    assert (noun.definite, noun.of, noun.to) == (definite + name, of + name, to + name)


@pytest.mark.parametrize(
    ("accord", "definite", "of", "to", "feminine", "plural"),
    [
        ("masculin", "le ", "du ", "au ", False, False),
        ("feminin", "la ", "de la ", "à la ", True, False),
        ("masculin-pluriel", "les ", "des ", "aux ", False, True),
        ("feminin-pluriel", "les ", "des ", "aux ", True, True),
    ],
)
def test_the_data_may_give_the_gender(
    *, accord: Agreement, definite: str, of: str, to: str, feminine: bool, plural: bool
) -> None:
    noun = nouns.noun("Familles d'Exemple", accord)
    assert (noun.definite, noun.of, noun.to) == tuple(
        f"{before}Familles d'Exemple" for before in (definite, of, to)
    )
    assert (noun.feminine, noun.plural) == (feminine, plural)


def test_the_data_win_over_the_lexicon() -> None:
    assert nouns.noun("Commune d'Exempleville", "masculin").definite == "le Commune d'Exempleville"


def test_an_unknown_word_is_asked_and_never_guessed() -> None:
    with pytest.raises(nouns.UnknownGender, match=r"Familles d'Exemple.*accord: masculin"):
        nouns.noun("Familles d'Exemple")
    for name in ("Les Francas d'Exemple", "L'Arbre d'Exemple"):
        with pytest.raises(nouns.UnknownGender):
            nouns.noun(name)


def test_an_article_already_written_is_not_doubled() -> None:
    assert nouns.noun("La Communauté de communes").definite == "la Communauté de communes"
    assert nouns.noun("Le Centre social").of == "du Centre social"
    assert nouns.noun("L'Association d'Exemple").to == "à l’Association d'Exemple"
    ruche = nouns.noun("La Ruche")
    assert (ruche.definite, ruche.of, ruche.feminine) == ("La Ruche", "de La Ruche", True)
    francas = nouns.noun("Les Francas", "masculin-pluriel")
    assert (francas.definite, francas.of, francas.to) == (
        "Les Francas", "des Francas", "aux Francas",
    )  # fmt: skip


def test_a_metropole_named_after_its_town_takes_no_article() -> None:
    for name, of in (
        ("Bordeaux Métropole", "de Bordeaux Métropole"),
        ("Orléans Métropole", "d’Orléans Métropole"),
        ("Grenoble-Alpes-Métropole", "de Grenoble-Alpes-Métropole"),
        ("Tours Métropole Val de Loire", "de Tours Métropole Val de Loire"),
        ("Exemple Agglo", "d’Exemple Agglo"),
    ):
        noun = nouns.noun(name)
        assert (noun.definite, noun.of, noun.to) == (name, of, f"à {name}")
        assert noun.feminine
    with pytest.raises(nouns.UnknownGender):
        nouns.noun("Amis de la Métropole")


@pytest.mark.parametrize(
    ("name", "short", "definite", "of"),
    [
        ("Communauté de communes du Val d'Exemple", "CCVE", "la CCVE", "de la CCVE"),
        ("Communauté d'agglomération d'Exemple", "CA2C", "la CA2C", "de la CA2C"),
        ("Syndicat intercommunal d'Exemple", "SIVOM", "le SIVOM", "du SIVOM"),
        ("Association d'aide d'Exemple", "ADMR", "l’ADMR", "de l’ADMR"),
        ("Conseil départemental d'Exemple", "Collectivité X", "la Collectivité X", "de la Collectivité X"),
        ("Communauté d'agglomération d'Exemple", "Exemple Agglo", "Exemple Agglo", "d’Exemple Agglo"),
        ("Association d'Exemple", "La Ruche", "La Ruche", "de La Ruche"),
        ("Commune du Havre", "Le Havre", "Le Havre", "du Havre"),
        ("Commune d'Arles", "Arles", "Arles", "d’Arles"),
        ("Commune de Saint-Exemple", "Saint-Exemple", "Saint-Exemple", "de Saint-Exemple"),
    ],
)  # fmt: skip
def test_a_sigle_takes_the_gender_of_the_full_name_and_a_place_no_article(
    name: str, short: str, definite: str, of: str
) -> None:
    noun = nouns.noun(name).with_name(short)
    assert (noun.definite, noun.of) == (definite, of)


def test_the_full_name_again_keeps_the_agreement_of_the_data() -> None:
    noun = nouns.noun("Familles d'Exemple", "feminin-pluriel")
    assert noun.with_name("Familles d'Exemple") == noun


@pytest.mark.parametrize(
    ("name", "of", "to"),
    [
        ("Le Havre", "du Havre", "au Havre"),
        ("Les Abymes", "des Abymes", "aux Abymes"),
        ("La Réunion", "de La Réunion", "à La Réunion"),
        ("L'Isle-d'Abeau", "de L'Isle-d'Abeau", "à L'Isle-d'Abeau"),
        ("Arles", "d’Arles", "à Arles"),
        ("Lille", "de Lille", "à Lille"),
        ("Évreux", "d’Évreux", "à Évreux"),
        ("Yvetot", "d’Yvetot", "à Yvetot"),
        ("Lesneven", "de Lesneven", "à Lesneven"),
        ("Honfleur", "de Honfleur", "à Honfleur"),
        ("Hem", "de Hem", "à Hem"),
        ("HUELGOAT", "de HUELGOAT", "à HUELGOAT"),
        ("Hœnheim", "de Hœnheim", "à Hœnheim"),
        ("Hoenheim", "de Hoenheim", "à Hoenheim"),
        ("Hodenc-l’Évêque", "de Hodenc-l’Évêque", "à Hodenc-l’Évêque"),
        ("Hauts de Bienne", "de Hauts de Bienne", "à Hauts de Bienne"),
        ("Hazebrouck", "d’Hazebrouck", "à Hazebrouck"),
        ("Hyères", "d’Hyères", "à Hyères"),
    ],
)
def test_a_commune_contracts_or_elides(name: str, of: str, to: str) -> None:
    assert (nouns.of_place(name), nouns.to_place(name)) == (of, to)


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("01", "de l’Ain"),
        ("06", "des Alpes-Maritimes"),
        ("11", "de l’Aude"),
        ("2A", "de la Corse-du-Sud"),
        ("28", "d’Eure-et-Loir"),
        ("31", "de la Haute-Garonne"),
        ("34", "de l’Hérault"),
        ("35", "d’Ille-et-Vilaine"),
        ("40", "des Landes"),
        ("47", "de Lot-et-Garonne"),
        ("49", "de Maine-et-Loire"),
        ("59", "du Nord"),
        ("62", "du Pas-de-Calais"),
        ("68", "du Haut-Rhin"),
        ("75", "de Paris"),
        ("84", "de Vaucluse"),
        ("89", "de l’Yonne"),
        ("90", "du Territoire de Belfort"),
        ("92", "des Hauts-de-Seine"),
        ("974", "de La Réunion"),
        ("976", "de Mayotte"),
    ],
)
def test_a_departement_takes_its_article(code: str, expected: str) -> None:
    assert nouns.of_departement(code) == expected


def test_an_unknown_departement_is_said_in_a_sentence() -> None:
    with pytest.raises(nouns.UnknownDepartement, match="Aucun département n'a le code « 20 »"):
        nouns.of_departement("20")


def test_there_are_101_departements_and_each_reads_well() -> None:
    assert len(DEPARTEMENTS) == 101
    assert all(code == departement.code for code, departement in DEPARTEMENTS.items())
    for departement in DEPARTEMENTS.values():
        before = nouns.of_departement(departement.code).removesuffix(departement.nom)
        assert before in {"d’", "de ", "du ", "de la ", "de l’", "des "}
        # « le, la, de » never stand before a name that elides, nor an apostrophe before one that does not
        if before in {"de ", "du ", "de la "}:
            assert not elides(departement.nom) or departement.nom.startswith("Haut")
        if before in {"d’", "de l’"}:
            assert elides(departement.nom)


# Against its code: the commune itself says « d'Aux Marais », and « le » is in the name of the other.
AGAINST_THEIR_CODE = {"60703": "d’Aux Marais", "63448": "du Vernet-Chaméane"}


def _by_code(name: str, article: str) -> str:
    """« de » and a commune by Insee's own rule for its article code (TNCC)."""
    bare = name.partition(" ")[2]
    return {
        "0": f"de {name}", "1": f"d{APOSTROPHE}{name}", "2": f"du {bare}", "3": f"de {name}", "4": f"des {bare}",
        "5": f"de {name}", "8": f"de {name}",
    }[article]  # fmt: skip


def test_every_commune_of_france_takes_the_article_of_its_code() -> None:
    for commune in national.organisations():
        if commune.article and commune.code not in AGAINST_THEIR_CODE:
            of = nouns.of_place(commune.nom, commune.article)
            assert of == _by_code(commune.nom, commune.article), commune
    for code, of in AGAINST_THEIR_CODE.items():
        commune_found = national.find(code)
        assert commune_found is not None
        assert nouns.of_place(commune_found.nom, commune_found.article) == of


def test_without_its_code_only_a_namesake_or_two_ways_of_saying_differ() -> None:
    """The names in h that one commune elides and another does not, and three of the list alone."""
    communes = [each for each in national.organisations() if each.article and each.article != "6"]
    both = {each.nom for each in communes if nouns.of_place(each.nom) != _by_code(each.nom, each.article)}  # fmt: skip
    assert both == {
        "Halloy", "Haraucourt", "Hargnies", "Harricourt", "Hauterive", "Hauteroche", "Hauteville", "Herly",
        "Heuqueville", "Homps", "Houssay", "Le Vernet-Chaméane",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("number", "name", "of"),
    [
        ("31555", "Commune de Toulouse", "de la Commune de Toulouse"),
        ("76351", "Commune du Havre", "de la Commune du Havre"),
        ("17300", "Commune de La Rochelle", "de la Commune de La Rochelle"),
        ("97101", "Commune des Abymes", "de la Commune des Abymes"),
        ("38193", "Commune de L'Isle-d'Abeau", "de la Commune de L'Isle-d'Abeau"),
        ("13004", "Commune d'Arles", "de la Commune d'Arles"),
        ("02376", "Commune de Hauteville", "de la Commune de Hauteville"),
        ("51286", "Commune d'Hauteville", "de la Commune d'Hauteville"),
        ("66104", "Commune de Los Masos", "de la Commune de Los Masos"),
        ("83069", "Commune d'Hyères", "de la Commune d'Hyères"),
        ("243100732", "Communauté de communes des Coteaux du Girou", "de la Communauté de communes des Coteaux du Girou"),
        ("200030385", "Communauté d'agglomération de Blois Agglopolys", "de la Communauté d'agglomération de Blois Agglopolys"),
        ("200071116", "Communauté d'agglomération ECLA", "de la Communauté d'agglomération ECLA"),
        ("200046977", "Métropole de Lyon", "de la Métropole de Lyon"),
        ("246700488", "Eurométropole de Strasbourg", "de l’Eurométropole de Strasbourg"),
        ("243500139", "Rennes Métropole", "de Rennes Métropole"),
        ("200057867", "Établissement public territorial Plaine Commune", "de l’Établissement public territorial Plaine Commune"),
    ],
)  # fmt: skip
def test_an_organisation_of_the_list_has_its_whole_name(number: str, name: str, of: str) -> None:
    found = national.find(number)
    assert found is not None
    assert nouns.denomination(found) == name
    assert nouns.noun(name).of == of


def test_the_gender_of_every_organisation_of_the_list_is_known() -> None:
    """Nobody who starts from a SIREN is asked for an « accord »."""
    for found in national.organisations():
        noun = nouns.noun(nouns.denomination(found))
        assert (noun.feminine, noun.plural) == (found.sort != "EPT", False)


def test_agreement_says_both_when_the_gender_is_unknown() -> None:
    assert agreement.agree("représenté", False) == "représenté"
    assert agreement.agree("représenté", True) == "représentée"
    assert agreement.agree("représenté", None) == "représenté(e)"
    assert agreement.agree("dénommé", True, plural=True) == "dénommées"
    assert agreement.agree("responsable", True) == "responsable"
