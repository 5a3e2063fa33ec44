"""The function of a signatory agrees with the person, or is copied word for word and said to be."""

import pytest

from generator.documents.french import functions
from generator.store.schema.people import Civility


@pytest.mark.parametrize(
    ("written", "woman", "man"),
    [
        ("président", "présidente", "président"),
        ("Présidente", "présidente", "président"),
        ("PRESIDENT", "présidente", "président"),
        ("vice-président délégué", "vice-présidente déléguée", "vice-président délégué"),
        ("1er vice-président", "1re vice-présidente", "1er vice-président"),
        ("troisième vice-président", "troisième vice-présidente", "troisième vice-président"),
        ("maire", "maire", "maire"),
        ("maire adjoint", "maire adjointe", "maire adjoint"),
        ("premier adjoint", "première adjointe", "premier adjoint"),
        (
            "adjoint au maire délégué à l'enfance",
            "adjointe au maire déléguée à l'enfance",
            "adjoint au maire délégué à l'enfance",
        ),
        ("directeur", "directrice", "directeur"),
        ("directeur par intérim", "directrice par intérim", "directeur par intérim"),
        ("directeur général", "directrice générale", "directeur général"),
        (
            "directeur général adjoint des services",
            "directrice générale adjointe des services",
            "directeur général adjoint des services",
        ),
        ("conseiller délégué", "conseillère déléguée", "conseiller délégué"),
        ("administrateur", "administratrice", "administrateur"),
        ("responsable du service enfance", "responsable du service enfance", None),
        ("référent familles", "référente familles", "référent familles"),
        ("chef de service", "cheffe de service", "chef de service"),
        ("cheffe de service", "cheffe de service", "chef de service"),
        ("chargé de mission", "chargée de mission", "chargé de mission"),
        ("gestionnaire", "gestionnaire", "gestionnaire"),
        ("coordinateur CTG", "coordinatrice CTG", "coordinateur CTG"),
        ("coordonnateur petite enfance", "coordonnatrice petite enfance", None),
        ("secrétaire général", "secrétaire générale", "secrétaire général"),
        ("délégué", "déléguée", "délégué"),
        ("suppléant", "suppléante", "suppléant"),
        (
            "maire d'Exempleville et conseiller départemental",
            "maire d'Exempleville et conseillère départementale",
            None,
        ),
        (
            "président de la communauté, maire",
            "présidente de la communauté, maire",
            "président de la communauté, maire",
        ),
        (
            "directeur administratif et financier de la Caf",
            "directrice administrative et financière de la Caf",
            "directeur administratif et financier de la Caf",
        ),
        (
            "directeur de l'enfance et de la jeunesse",
            "directrice de l'enfance et de la jeunesse",
            None,
        ),
    ],
)
def test_a_known_function_agrees_whichever_gender_it_is_written_in(
    written: str, woman: str, man: str | None
) -> None:
    assert functions.agree(written, "Mme") == functions.Function(woman, True, True)
    assert functions.agree(written, "M.") == functions.Function(man or written, True, False)


@pytest.mark.parametrize(
    "written",
    [
        "capitaine d'Exemple",
        "directeur bienveillant",
        "correspondant fonctionnel, ambassadeur",
        "président - maire",
        "de la Caf",
    ],
)
def test_anything_else_is_copied_word_for_word(written: str) -> None:
    """Agreeing half of it would be a silent mistake in a legal text."""
    civilities: tuple[Civility | None, ...] = ("M.", "Mme", None)
    for civility in civilities:
        function = functions.agree(written, civility)
        assert (function.text, function.known) == (written, False)


@pytest.mark.parametrize(
    ("written", "civility", "definite", "possessive", "of"),
    [
        ("président", "Mme", "la présidente", "sa présidente", "de la présidente"),
        ("président", "M.", "le président", "son président", "du président"),
        ("maire", "Mme", "la maire", "sa maire", "de la maire"),
        ("adjoint", "Mme", "l’adjointe", "son adjointe", "de l’adjointe"),
        ("adjoint", "M.", "l’adjoint", "son adjoint", "de l’adjoint"),
        ("président", None, "le/la président(e)", "son/sa président(e)", "du/de la président(e)"),
        ("adjoint", None, "l’adjoint(e)", "son adjoint(e)", "de l’adjoint(e)"),
        (
            "directeur",
            None,
            "le/la directeur/directrice",
            "son/sa directeur/directrice",
            "du/de la directeur/directrice",
        ),
        ("maire", None, "le/la maire", "son/sa maire", "du/de la maire"),
        ("capitaine", "Mme", "la capitaine", "sa capitaine", "de la capitaine"),
    ],
)
def test_articles_and_possessives_follow(
    written: str, civility: Civility | None, definite: str, possessive: str, of: str
) -> None:
    function = functions.agree(written, civility)
    assert (function.definite, function.possessive, function.of) == (definite, possessive, of)


@pytest.mark.parametrize(
    ("written", "feminine"),
    [
        ("présidente", True),
        ("Président de la commission", False),
        ("adjointe au maire", True),
        ("médiatrice itinérante", True),
        ("directeur itinérant", False),
        ("lectrice", True),
        ("maire", None),
        ("responsable itinérant", None),
        ("porte-parole du collectif", None),
        ("capitaine", None),
        ("", None),
    ],
)
def test_the_gender_a_function_is_written_in_shows_in_its_head_word(
    written: str, feminine: bool | None
) -> None:
    assert functions.written_feminine(written) is feminine
