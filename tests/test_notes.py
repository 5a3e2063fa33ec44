"""Covering notes, attestations, undertakings, minutes of a bilan: what each says, to whom, filled or blank."""

import re
from datetime import date
from typing import Any

import account_records
import pytest
import records
from test_letters import account, made, one
from test_reminders import data as reminded

from generator.errors import GreffeError
from generator.store.dataset import load
from generator.store.locations import PROJECT
from generator.upkeep.letters import LETTERS, cautions, letters

DAY = date(2026, 6, 15)
HOLE = r"None|\(\)| [,.]|« »|[{}]|,,| \\?\n\n?\\"


@pytest.mark.parametrize(
    ("kind", "sender", "named", "article"),
    [
        ("annexe-1", "| Le Président |\n|---|\n| Paul BRINDILLE |", "« Suivi des habilitations »", "article 3.2"),
        ("annexe-2", "| Le Président |\n|---|\n| Paul BRINDILLE |", "« Les interlocuteurs chez le partenaire »", "article 2.2"),
        ("annexe-3", "| La Directrice |\n|---|\n| Odile LAMPION |", "« Les interlocuteurs à la Caf »", "article 2.1"),
    ],
)  # fmt: skip
def test_a_new_annexe_goes_with_a_note_of_the_side_that_sends_it(
    kind: Any, sender: str, named: str, article: str
) -> None:
    """Annexes 1 and 2 are the partner's, 3 the Caf's; a note is no registered letter."""
    sent = {kind.replace("-", "_"): {"transmise_le": "2026-02-02"}}
    text = one(records.partner(sent), kind)
    assert "la nouvelle annexe" in text
    assert text.rstrip().endswith(sender)
    assert named in text
    assert article in text
    assert "signée le 15 janvier 2026" in text
    assert "recommandée" not in text
    assert set(made(records.partner(), kind)) == {f"note-{kind}-cooperation"}


@pytest.mark.parametrize("kind", ["annexe-1", "annexe-2", "annexe-3"])
def test_the_first_annexe_replaces_none(kind: Any) -> None:
    text = one(records.partner({kind.replace("-", "_"): None}), kind)
    assert f"Je vous adresse l'{kind.replace('-', ' ')}, «" in text
    assert "précédente" not in text
    assert "nouvelle" not in text
    assert "signée le 15 janvier 2026.\n\n" in text


def test_the_first_pieces_replace_none() -> None:
    first, next_one = (
        one(account(bulletins=[{"service": "jardins", "annexe": 1} | more]), "pieces", "partenaire")
        for more in ({}, {"pj1": {"transmise_le": "2026-02-02"}})
    )
    assert "Chaque pièce est envoyée en entier. La pièce" in first
    assert (
        "Chaque pièce est envoyée en entier et remplace la précédente, s'il y en a une. La pièce"
        in next_one
    )


def test_what_the_sender_does_is_told_to_it_and_no_part_of_the_letter() -> None:
    for kind, partner in (("annexe-1", records.partner()), ("pieces", account())):
        (said,) = cautions(reminded(temoin=partner), "temoin", kind, DAY)  # type: ignore[arg-type]
        assert "par un moyen sûr" in said
        text = one(partner, kind, "partenaire")  # type: ignore[arg-type]
        assert "moyen sûr" not in text
        assert "Retirez" not in text


def test_the_note_of_annexe_1_gives_the_delay_of_the_model() -> None:
    assert "demandées depuis moins de 2 ans" in one(records.partner(), "annexe-1")


def test_each_side_sends_its_own_pieces_and_those_of_the_mode_alone() -> None:
    """PJ2 is the Caf's; PJ1 is the form of the mode délégué (bulletin, 1.2)."""
    own = account_records.accounts_partner()
    caf, partner = (one(own, "pieces", by) for by in ("caf", "partenaire"))
    assert re.findall(r"^- Pièce justificative (\d)", caf, re.M) == ["2"]
    assert re.findall(r"^- Pièce justificative (\d)", partner, re.M) == ["1", "3"]
    central = one(account_records.contract("centralise"), "pieces", "partenaire")
    assert re.findall(r"^- Pièce justificative (\d)", central, re.M) == ["3"]
    with pytest.raises(GreffeError):
        one(account(bulletins=[]), "pieces")


def test_the_partner_attests_even_after_the_end() -> None:
    """That is when it must: the other notes are for a convention in force."""
    over = {"type": "resiliation", "par": "caf", "recue_le": "2026-02-02"}
    ended = records.partner({"denonciation": over})
    text = one(ended, "attestation")
    assert "La Communauté de communes du Pays Témoin atteste" in text
    assert "(article 2.2)" in text
    assert "[à compléter : date de la destruction]" in text
    assert "| [à compléter : prénom et nom] |" in text
    with pytest.raises(GreffeError, match="aucune convention en cours"):
        one(ended, "annexe-1")


def test_an_attestation_asked_for_too_soon_says_so() -> None:
    """It is signed at the end of the convention: whoever asks for it before is told, and so is whoever reads it."""
    known = {"temoin": records.partner()}
    (said,) = cautions(reminded(**known), "temoin", "attestation", DAY)
    assert said.startswith("La convention « Coopération » est en cours : le partenaire n'atteste la destruction qu'à sa fin.")  # fmt: skip
    assert "> La convention est en cours : cette attestation ne se signe qu'à sa fin." in one(known["temoin"], "attestation")  # fmt: skip
    ended = records.partner({"denonciation": {"type": "resiliation", "par": "caf", "recue_le": "2026-02-02"}})  # fmt: skip
    assert not list(cautions(reminded(temoin=ended), "temoin", "attestation", DAY))
    assert "en cours" not in one(ended, "attestation")


def test_an_undertaking_is_made_for_each_contractor_that_has_not_signed() -> None:
    """One file each; a blank one when none is known (Coopération, 2.2)."""
    bound = [{"nom": "Nuage SA", "engagement_le": "2026-01-02"}, {"nom": "Brume & Cie"}]
    text = one(records.partner({"prestataires": bound}), "engagement")
    assert "Prestataire de la Communauté de communes du Pays Témoin : Brume & Cie" in text.replace("\\&", "&")  # fmt: skip
    assert "226-13" in text
    assert "de la Cnaf" not in text
    assert "[à compléter : nom du prestataire]" in one(records.partner(), "engagement")
    attested = made(records.partner({"prestataires": bound}), "attestation-prestataire")
    assert set(attested) == {f"attestation-prestataire-{rank}-cooperation" for rank in (1, 2)}


def test_the_tasks_of_a_contractor_are_those_that_its_letter_said() -> None:
    """« Mon Compte Partenaire » knows them (article 14), and lets the Cnaf verify too."""
    bound = [{"nom": "Nuage SA", "taches": "hébergement"}]
    text = one(account(prestataires=bound), "engagement")
    assert "Tâches qui lui sont confiées : hébergement" in text
    assert "vérifications de la Caf et de la Cnaf" in text


def test_the_minutes_of_a_bilan_count_and_give_the_pen_to_the_other_side() -> None:
    """Incidents since the last bilan, users of each service, minutes written in turn (article 16)."""
    incidents = [{"signale_le": day} for day in ("2026-01-20", "2026-04-02", "2026-06-01", "2026-07-01")]  # fmt: skip
    fields: dict[str, Any] = {
        "incidents": incidents,
        "bilans": [{"date": "2026-03-01"}],
        "reunions": [{"demande_recue_le": "2026-02-01", "redacteur": "caf"}],
    }
    text = one(account(**fields), "bilan")
    assert "depuis le dernier bilan : 2." in text
    assert "Rédaction : le partenaire" in text
    assert "validé dans un délai de 30 jours" in text
    assert "| SJP | [à compléter : nombre] |" in one(account(), "bilan")
    assert "Rédaction : [à compléter : la Caf ou le partenaire]" in one(account(), "bilan")
    assert "| [à compléter : service] |" in one(account(bulletins=[]), "bilan")


def test_every_shipped_partner_has_whole_notes() -> None:
    """No empty words in any note of any partner whose convention is in force; blanks are places to fill."""
    data, look = load(PROJECT, nominative=False), (PROJECT / "templates/base.docx").read_bytes()
    count = 0
    for partner in data.partners:
        for kind, family in LETTERS.items():
            for by in {side for letter in family for side in letter.senders}:
                try:
                    tree = letters(data, partner, kind, by, day=DAY, look=look)
                except GreffeError:
                    continue
                for path, content in tree.items():
                    if path.endswith(".md"):
                        assert not re.search(HOLE, content.decode()), path
                        count += 1
    assert count > 100
