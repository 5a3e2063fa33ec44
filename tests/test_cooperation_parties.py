"""How the shipped text names its parties: agreement, seat, order, signatures, and the blank model."""

from typing import Any

import pytest
from records import TEMPLATE, partner, signatory, text, view, words

from generator.documents.views.convention import blank

PARTIES = [
    (
        {},
        "La Communauté de communes du Pays Témoin, dont le siège est situé 2 rue du Test, 99100 Témoin, représentée par son président, Monsieur Paul BRINDILLE, ci-après dénommée",
    ),
    (
        {"representant": signatory(civilite="Mme", prenom="Anne", nom="SORBE")},
        "représentée par sa présidente, Madame Anne SORBE, ci-après dénommée",
    ),
    (
        {"representant": {"civilite": "Mme", "nom": "SORBE", "fonction": "président"}},
        "représentée par sa présidente, Madame SORBE, ci-après",
    ),
    (
        {
            "nom": "Département de l'Exemple",
            "type": "departement",
            "representant": signatory(fonction="directrice"),
        },
        "Le Département de l'Exemple, dont le siège est situé 2 rue du Test, 99100 Témoin, représenté par son directeur, Monsieur Paul BRINDILLE, ci-après dénommé «",
    ),
    (
        {
            "nom": "Commune d'Exempleville",
            "type": "commune",
            "representant": signatory(civilite="Mme", fonction="maire"),
        },
        "La Commune d'Exempleville, dont le siège est situé 2 rue du Test, 99100 Témoin, représentée par sa maire, Madame",
    ),
    (
        {"nom": "Association Le Préau", "type": "association"},
        "L'Association Le Préau, dont le siège est situé 2 rue du Test, 99100 Témoin, représentée par",
    ),
    (
        {"nom": "Les Marelles", "type": "association", "accord": "feminin-pluriel"},
        "représentées par leur président, Monsieur Paul BRINDILLE, ci-après dénommées «",
    ),
    (
        {"representant": signatory(fonction="directeur", qualite="interim")},
        "représentée par son directeur par intérim, Monsieur Paul BRINDILLE,",
    ),
    (
        {
            "representant": signatory(
                fonction="vice-président délégué",
                qualite="delegation",
                delegant={"civilite": "M.", "fonction": "président"},
            )
        },
        "représentée par son vice-président délégué, Monsieur Paul BRINDILLE, par délégation du président, ci-après",
    ),
    (
        {"representant": signatory(fonction="Grand Timonier")},
        "représentée par Monsieur Paul BRINDILLE, Grand Timonier, ci-après",
    ),
]


@pytest.mark.parametrize(("fields", "sentence"), PARTIES)
def test_a_party_agrees_with_its_name_and_its_signatory(
    fields: dict[str, Any], sentence: str
) -> None:
    assert sentence in words(view(partner(**fields)))


@pytest.mark.parametrize(
    ("fields", "line"),
    [
        ({}, "Le Président"),
        ({"civilite": "Mme"}, "La Présidente"),
        ({"civilite": "Mme", "fonction": "directeur", "qualite": "interim"}, "La Directrice par intérim"),
        (
            {
                "fonction": "vice-président délégué",
                "qualite": "delegation",
                "delegant": {"civilite": "Mme", "fonction": "président"},
            },
            "Par délégation de la Présidente, le Vice-président délégué",
        ),
        ({"fonction": "Grand Timonier"}, "Grand Timonier"),
        ({"fonction": "Grand Timonier", "qualite": "interim"}, "Grand Timonier par intérim"),
        ({"fonction": "directeur par intérim", "qualite": "interim"}, "Le Directeur par intérim"),
    ],
)  # fmt: skip
def test_the_signature_block_gives_party_function_and_name(
    fields: dict[str, Any], line: str
) -> None:
    printed = words(view(partner(representant=signatory(**fields))))
    block = printed[printed.index("| Pour ") :]
    assert "| Pour la Communauté de communes du Pays Témoin |" in block
    assert f"| La Directrice | {line} |" in block
    assert "Paul BRINDILLE |" in block


@pytest.mark.parametrize(
    ("seat", "words_of_seat"),
    [
        ("dont-le-siege", "dont le siège est situé 2 rue du Test"),
        ("domicilie", "domiciliée 2 rue du Test"),
        ("virgule", "du Pays Témoin, 2 rue du Test"),
    ],
)
def test_the_seat_is_announced_as_chosen(seat: str, words_of_seat: str) -> None:
    assert words_of_seat in text(siege=seat)


def test_a_block_of_lines_says_what_the_sentence_says() -> None:
    assert (
        "**La Communauté de communes du Pays Témoin**\\\n"
        "Dont le siège est situé 2 rue du Test, 99100 Témoin\\\n"
        "Représentée par Monsieur Paul BRINDILLE, son président\\\n"
        "Ci-après dénommée « le partenaire »\n"
    ) in text(parties="bloc", fonction="apres")


def test_parties_and_signatures_have_orders_of_their_own() -> None:
    printed = text(ordre_parties="partenaire-caf", ordre_signatures="caf-partenaire")
    head, block = printed.split("## Préambule")[0], printed[printed.index("| Pour ") :]
    assert head.index("« le partenaire »") < head.index("« la Caf »")
    assert block.index("Caisse d'allocations") < block.index("Communauté de communes")


def test_an_unsigned_convention_leaves_place_and_date_to_fill() -> None:
    printed = words(view(partner({"signature": None})))
    assert "originaux, à [à compléter : lieu], le [à compléter : date]." in printed


def test_a_town_with_an_article_contracts() -> None:
    signed = {"caf": "2026-01-15", "partenaire": "2026-01-01", "lieu": "Le Havre"}
    assert "originaux, au Havre, le 15 janvier 2026." in words(view(partner({"signature": signed})))


def test_the_blank_model_offers_the_four_kinds_of_partner() -> None:
    printed = words(blank(TEMPLATE))
    for sentence in (
        "> **Conseil départemental**",
        "Le conseil départemental [à compléter : nom du département",
        "représenté par son/sa président(e), Madame/Monsieur [à compléter : prénom et nom], ci-après dénommé «",
        "> **Établissement public de coopération intercommunale (EPCI)**",
        "La [à compléter : communauté de communes",
        "représentée par son/sa président(e)",
        "> **Commune**",
        "représentée par son/sa maire, Madame/Monsieur",
        "> **Autre partenaire, à compléter localement**",
        "Le/La [à compléter : dénomination du partenaire], dont le siège est situé [à compléter : adresse], représenté(e) par son/sa [à compléter : fonction]",
        "La Caisse d'allocations familiales [à compléter : nom du département",
        "| Pour la Caf | Pour le partenaire |",
    ):
        assert sentence in printed
