"""A returned PJ3 and its people: one identifiant is one person, a free mailbox is odd, and who opens what is said."""

from typing import Any

import pytest
from returned import DAY, kinds
from test_piece_properties import LOOK, dataset, form, proposed

from generator.intake import apply, receipt
from generator.intake.obstacles import obstacles
from generator.intake.plan import plan

SAULE = {"nom": "SAULE", "prenom": "Inès", "adresse_electronique": "ines.saule@pays-temoin.example", "identifiant": "SAU001", "profil": "J1", "equipement": "Verger", "habilite_le": "2026-01-23"}  # fmt: skip
OTHER = {"adresse_electronique": "ines.saule@ailleurs.example"}
ODD = "! identifiant : le même est à Inès SAULE, ines.saule@pays-temoin.example : faites confirmer que c'est la même personne"
DATA = dataset([SAULE])


def told(*lines: dict[str, str], **choices: Any) -> str:
    return plan(proposed(form(lines), DATA, **choices), DAY).replace("\u00a0", " ")


def actions(*lines: dict[str, str]) -> list[tuple[str, str]]:
    proposal = proposed(form(lines), DATA)
    return [(task.action, str(task.line["profil"])) for task in apply.outcome(proposal, DATA).to_do]


def test_another_address_for_one_identifiant_is_the_same_person_and_is_said() -> None:
    """On « Mon Compte Partenaire » the identifiant is the login: there is nothing to open nor to close."""
    proposal = proposed(form([SAULE | OTHER]), DATA)
    assert kinds(proposal) == {"changed": ["SAULE"]}
    assert ODD in told(SAULE | OTHER)
    assert "un compte est à ouvrir" not in told(SAULE | OTHER)
    assert actions(SAULE | OTHER) == []


def test_without_an_identifiant_a_new_address_is_a_new_account() -> None:
    known = {key: value for key, value in SAULE.items() if key != "identifiant"}
    data = dataset([known])
    proposal = proposed(form([known | OTHER]), data)
    assert "un compte est à ouvrir" in plan(proposal, DAY)
    assert [task.action for task in apply.outcome(proposal, data).to_do] == ["fermer", "ouvrir"]


def test_an_identifiant_noted_at_last_opens_nothing() -> None:
    known = {key: value for key, value in SAULE.items() if key != "identifiant"}
    data = dataset([known])
    proposal = proposed(form([SAULE]), data)
    assert kinds(proposal) == {"changed": ["SAULE"]}
    assert apply.outcome(proposal, data).to_do == []


def test_the_same_identifiant_on_another_line_is_said_and_replaces_the_profile_it_closes() -> None:
    closed = SAULE | {"cloture_le": "2026-06-14"}
    promoted = SAULE | OTHER | {"profil": "J3", "habilite_le": "2026-06-15"}
    said = told(closed, promoted)
    assert ODD in said
    assert "remplace le profil J1, clos" in said


def test_the_same_identifiant_for_a_stranger_is_said_and_nobody_inherits() -> None:
    stranger = SAULE | OTHER | {"nom": "FRÊNE", "prenom": "Zoé"}
    said = told(stranger)
    assert ODD in said
    assert "Absents, sans demande de clôture (1)" in said
    assert kinds(proposed(form([stranger]), DATA)) == {"added": ["FRÊNE"], "missing": ["SAULE"]}


def test_one_seat_for_one_identifiant_is_held_once() -> None:
    twice = proposed(form([SAULE, SAULE | OTHER | {"nom": "SAULE-ORME"}]), DATA)
    assert [sentence for sentence in obstacles(twice) if "déjà ce profil au même endroit" in sentence]  # fmt: skip


def test_what_is_recorded_is_not_said_again() -> None:
    proposal = proposed(form([SAULE | OTHER]), DATA)
    again = proposed(form([SAULE | OTHER]), apply.outcome(proposal, DATA).dataset)
    assert not again.changes
    assert "faites confirmer" not in plan(again, DAY)


def test_a_free_mailbox_is_odd_in_a_pj3_too() -> None:
    said = told(SAULE | {"adresse_electronique": "ines@messagerie-gratuite.example"})
    assert "! courriel : messagerie grand public (messagerie-gratuite.example)" in said


@pytest.mark.parametrize(
    ("mode", "words", "absent"),
    [
        ("delegue", ("# Habilitations à ouvrir et à fermer par les administrateurs du partenaire", "En mode délégué, les administrateurs du partenaire"), "# Comptes"),
        ("centralise", ("# Comptes à ouvrir et à fermer",), "administrateurs du partenaire"),
    ],
)  # fmt: skip
def test_the_list_of_accounts_says_who_opens_them_and_their_identifiants(
    mode: Any, words: tuple[str, ...], absent: str
) -> None:
    data = dataset([SAULE])
    contrat = data.partners["temoin"].record.mon_compte_partenaire[0][1].contrat
    assert contrat
    contrat.__dict__["mode"] = mode
    new = {"nom": "IF", "profil": "J2"}
    promoted = SAULE | {"profil": "J3", "habilite_le": "2026-06-15"}
    promoted.pop("identifiant")
    proposal = proposed(form([SAULE | {"cloture_le": "2026-06-14"}, promoted, new]), data)
    to_do = apply.outcome(proposal, data).to_do
    made = receipt.papers(proposal, to_do, "la Caf", DAY, LOOK)
    text = made["build/recus/temoin/comptes-pj3-jardins.md"].decode().replace("\u00a0", " ")
    for said in words:
        assert said in text.replace("’", "'")
    assert absent not in text
    assert "| Personne | Identifiant | Adresse électronique | Profil et lieu | Demandé le |" in text
    opening, closing = text.split("## À fermer")
    assert "| Inès SAULE | SAU001 | ines.saule@pays-temoin.example | J3, Verger |" in opening
    assert "| IF |" in opening
    assert "| Inès SAULE | SAU001 |" in closing


def test_the_plan_shows_the_numbers_that_the_change_concerns() -> None:
    """Not those of other places, unless they are at their limit."""
    others = [SAULE | {"nom": f"NOM{rank}", "adresse_electronique": f"p{rank}@pays-temoin.example", "identifiant": f"I{rank}", "equipement": "Potager"} for rank in range(2)]  # fmt: skip
    data = dataset([SAULE, *others[:1]])
    new = {"nom": "IF", "profil": "J2"}
    said = plan(proposed(form([SAULE, *others[:1], new]), data), DAY).replace("\u00a0", " ")
    assert "Nombre d'utilisateurs, et maximums du service" in said
    assert "= J2, l'organisme entier : 1 sur 4" in said
    assert "= J2, tout le service : 1 sur 6" in said
    assert "J1, Verger : " not in said
    full = plan(proposed(form([SAULE, *others, new]), dataset([SAULE, *others])), DAY)
    assert "= J1, Potager : 2 sur 2" in full.replace("\u00a0", " ")
