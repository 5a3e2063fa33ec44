"""The shipped annexes: fixed labels, layouts, shapes of contacts, and lines to fill."""

import pytest
from records import TEMPLATE, annexe_1, caf, chosen, contact, only, partner, text, words

from generator.documents.views.convention import blank, convention

ANNEXE_LABELS = {
    "annexe-1": [
        "# ANNEXE 1 : Suivi des habilitations",
        "## 1 - Liste des personnes pour lesquelles un nouvel accès est demandé ou qui ont un accès ouvert\n",
        "## 2 - Liste des personnes pour lesquelles une clôture de l'accès est demandée ou qui ont un accès clôturé depuis moins de 2 ans*\n",
        "\n* Les 2 ans ",
        "| Nom | Prénom(s) | Adresse électronique professionnelle | Fonction et/ou qualité | Date de demande d'habilitation |",
        "Date de transmission : 13 janvier 2026",
        "pour le personnel de la Communauté de communes du Pays Témoin",
    ],
    "annexe-2": [
        "# ANNEXE 2 : Les interlocuteurs chez le partenaire",
        "## Responsable des habilitations « Coopération »\n",
        "## Responsable sécurité\n",
        "Date de transmission : 12 janvier 2026",
    ],
    "annexe-3": [
        "# ANNEXE 3 : Les interlocuteurs à la Caf",
        "## Responsable des habilitations « Coopération »\n",
        "## Référent problèmes techniques « Coopération »\n",
        "## Responsable sécurité\n",
        "Date de transmission : 15 janvier 2026",
    ],
}


@pytest.mark.parametrize("document", ANNEXE_LABELS)
def test_annexes_carry_their_fixed_labels_and_their_date(document: str) -> None:
    printed = text(document)
    for label in ANNEXE_LABELS[document]:
        assert label in printed


def test_annexe_1_as_a_list_or_a_table() -> None:
    assert (
        "- SAULE Inès, ines.saule@pays-temoin.example, coordinatrice enfance, demande d'habilitation du 11/01/2026\n"
        in text("annexe-1", annexe_1="liste")
    )
    assert "- AULNE Marc, fin d'habilitation le 30/06/2025\n" in text("annexe-1", annexe_1="liste")
    table = text("annexe-1", annexe_1="tableau")
    assert "| SAULE | Inès | ines.saule@pays-temoin.example | coordinatrice enfance | 11/01/2026 |\n" in table  # fmt: skip
    assert "| AULNE | Marc |  |  |  | 30/06/2025 |\n" in table


def test_annexe_1_keeps_the_request_of_a_closed_account_and_says_when_a_list_is_empty() -> None:
    closed = {"nom": "AULNE", "demande_le": "2024-02-01", "cloture_demandee_le": "2025-06-01"}
    record = partner()
    context = convention(record, caf(), only(record), TEMPLATE, annexe_1(ouverts=[], clos=[closed]))
    printed = words(context, "annexe-1")
    assert "| AULNE |  |  |  | 01/02/2024 | 01/06/2025 |  |\n" in printed
    assert "accès ouvert\n\nNéant.\n" in printed


def test_an_annexe_1_to_fill_asks_for_each_column_and_leaves_lines() -> None:
    printed = words(blank(TEMPLATE), "annexe-1")
    assert "| [à compléter : nom] | [à compléter : prénom(s)] |" in printed
    assert printed.count("\n|  |  |  |  |  |\n|  |  |  |  |  |\n\n") == 1
    assert printed.count("\n|  |  |  |  |  |  |\n|  |  |  |  |  |  |\n\n") == 1


MAILBOX = {
    "intitule": "Cellule habilitations",
    "adresses_electroniques": ["habilitations@caf99.example"],
}
HOLDERS = {
    "responsable_habilitations": [MAILBOX],
    "referent_technique": [contact("Osier"), contact("Noria", civilite=None)],
    "responsable_securite": [contact("Vasque", **MAILBOX)],
}


@pytest.mark.parametrize(
    ("layout", "lines"),
    [
        (
            "liste",
            [
                "- Cellule habilitations, habilitations@caf99.example\n",
                "- Mme Rose Osier, osier@pays-temoin.example, chargée de mission\n- Rose Noria, ",
                "- Mme Rose Vasque (Cellule habilitations), habilitations@caf99.example, chargée de mission\n",
            ],
        ),
        (
            "tableau",
            [
                "| Responsable des habilitations « Coopération » | Cellule habilitations | habilitations@caf99.example |  |\n",
                "| Référent problèmes techniques « Coopération » | Mme Rose Osier |",
                "| Référent problèmes techniques « Coopération » | Rose Noria |",
            ],
        ),
        (
            "matrice",
            [
                "|  | Responsable des habilitations « Coopération » | Référent problèmes techniques « Coopération » | Responsable sécurité |\n",
                "| Interlocuteur | Cellule habilitations | Mme Rose Osier | Mme Rose Vasque (Cellule habilitations) |\n",
                "| Interlocuteur |  | Rose Noria |  |\n",
            ],
        ),
    ],
)
def test_annexe_3_in_its_three_layouts(layout: str, lines: list[str]) -> None:
    record = partner(chosen(annexe_3=layout))
    context = convention(record, caf(annexe_3=HOLDERS), only(record), TEMPLATE)
    printed = words(context, "annexe-3")
    for line in lines:
        assert line in printed
