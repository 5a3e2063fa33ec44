"""What a letter, a review or a bilan changes of the obligations: code, article, datum, day, state, and what settles it."""

from datetime import date
from itertools import islice
from typing import Any

import pytest

from generator.obligations import deadlines, mcp_deadlines, mcp_term, quotas, term
from generator.obligations.obligation import Obligation
from generator.obligations.renewal import due_dates
from generator.store.parameters import Duration
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.nominative import User
from generator.store.schema.services import Service
from tests.records import ACCOUNTS, TEMPLATE, TEMPLATES, partner

SIGNED = {"partenaire": "2026-01-10", "caf": "2026-01-15"}
MAY = date(2026, 5, 1)
LETTER = ("denonciation", "recue_le")


def cooperation(today: date = MAY, **fields: Any) -> dict[str, Obligation]:
    one = CooperationConvention.model_validate(
        {"famille": "cooperation", "modele": TEMPLATE.id, "signature": SIGNED} | fields
    )
    running = term.term(one, TEMPLATE.parametres, today)
    found = deadlines.obligations(one, TEMPLATE.parametres, running, today)
    return {duty.code: duty for duty in found}


def accounts(today: date = MAY, **fields: Any) -> dict[str, Obligation]:
    one = MonComptePartenaireConvention.model_validate(
        {"famille": "mon-compte-partenaire", "modele": ACCOUNTS.id, "signature": SIGNED} | fields
    )
    running = mcp_term.term(one, ACCOUNTS.parametres, today)
    found = mcp_deadlines.obligations(one, ACCOUNTS.parametres, running, today)
    return {duty.code: duty for duty in found}


def letter(kind: str, received: str | None) -> dict[str, Any]:
    return {"denonciation": {"type": kind, "par": "caf"} | ({"recue_le": received} if received else {})}  # fmt: skip


@pytest.mark.parametrize(
    ("kind", "received", "expected"),
    [
        ("non-renouvellement", None,
            Obligation("preavis", "duree", LETTER, "incalculable", settled_by=LETTER, missing=(LETTER,))),
        ("resiliation", None,
            Obligation("resiliation", "resiliation", LETTER, "incalculable", settled_by=LETTER, missing=(LETTER,))),
        ("non-renouvellement", "2026-04-01",
            Obligation("preavis", "duree", LETTER, "fait", date(2026, 4, 1), due=date(2027, 1, 15))),
        ("resiliation", "2026-06-01",
            Obligation("resiliation", "resiliation", LETTER, "a-venir", due=date(2026, 6, 1))),
    ],
)  # fmt: skip
def test_a_letter_is_followed_until_the_convention_ends(
    kind: str, received: str | None, expected: Obligation
) -> None:
    found = cooperation(**letter(kind, received))
    assert {found.get("preavis"), found.get("resiliation")} == {expected, None}


def test_a_notice_received_too_late_settles_nothing_and_the_next_one_is_due() -> None:
    late = letter("non-renouvellement", "2026-12-16")
    assert "preavis" not in cooperation(date(2026, 12, 20), **late)
    after = cooperation(date(2027, 1, 16), **late)["preavis"]
    assert (after.state, after.path, after.due, after.settled_by) == ("a-venir", ("signature",), date(2027, 12, 15), LETTER)  # fmt: skip


def test_the_due_date_is_never_after_the_end() -> None:
    """« signature » is what it counts from."""
    usual = cooperation()["echeance"]
    assert (usual.due, usual.path, usual.trigger) == (date(2027, 1, 15), ("signature",), date(2026, 1, 15))  # fmt: skip
    assert cooperation(**letter("resiliation", "2026-06-01"))["echeance"].due == date(2026, 6, 1)
    ended = accounts(resiliation={"par": "caf", "recue_le": "2026-04-15"})
    assert ended["echeance"].due == date(2026, 7, 15)
    assert accounts()["echeance"].due == date(2027, 1, 15)


def test_a_review_counts_from_the_last_one_done_which_it_names() -> None:
    """Not from the last one written, nor from one still to come, nor from before the signature."""
    days = ["2026-03-01", "2026-04-01", "2026-02-01", "2026-08-01"]
    done = [{"date": day} for day in days]
    expected = date(2026, 4, 1), date(2027, 4, 1)
    review = cooperation(revues=done)["revue"]
    assert (review.trigger, review.due, review.path) == (*expected, ("revues", 1, "date"))
    none = cooperation()["revue"]
    assert (none.trigger, none.path, none.settled_by) == (date(2026, 1, 15), ("revues",), ("revues",))  # fmt: skip
    assert cooperation(revues=[{"date": "2025-12-01"}])["revue"].trigger == date(2026, 1, 15)
    contract = {"mode": "delegue", "signature": SIGNED, "revues": done}
    found = accounts(contrat=contract, bilans=done)
    assert (found["revue"].trigger, found["revue"].due, found["revue"].path) == (*expected, ("contrat", "revues", 1, "date"))  # fmt: skip
    assert (found["bilan"].trigger, found["bilan"].due, found["bilan"].path) == (*expected, ("bilans", 1, "date"))  # fmt: skip
    assert (found["preuve-revue"].path, found["preuve-revue"].due) == (("contrat", "revues", 1), date(2026, 4, 1))  # fmt: skip
    first = accounts(contrat=contract | {"revues": []})
    assert (first["revue"].path, first["bilan"].path) == (("contrat", "revues"), ("bilans",))


def test_a_draft_is_followed_as_soon_as_one_of_its_services_is_open() -> None:
    bulletin = {"service": "afas", "lieux": [{"nom": "Siège"}]}
    opened = bulletin | {"service": "cdap", "ouvert_le": "2026-03-01"}
    draft = {"famille": "mon-compte-partenaire", "modele": ACCOUNTS.id}
    for bulletins, followed in (([bulletin], 0), ([bulletin, opened], 1), ([opened], 1)):
        record = partner(conventions=[draft | {"bulletins": bulletins}])
        found = mcp_deadlines.standings(record, {**TEMPLATES, ACCOUNTS.id: ACCOUNTS}, MAY)
        assert len(found) == followed


def test_the_annexe_1_in_hand_is_named_or_the_one_that_never_came() -> None:
    found = cooperation(annexe_1={"transmise_le": "2026-03-01"})["mise-a-jour-annexe-1"]
    assert (found.path, found.trigger) == (("annexe_1", "transmise_le"), date(2026, 3, 1))
    never = cooperation()["mise-a-jour-annexe-1"]
    assert (never.path, never.trigger) == (("annexe_1",), date(2026, 1, 15))
    undated = cooperation(annexe_1={})["mise-a-jour-annexe-1"]
    assert (undated.state, undated.missing) == ("incalculable", (("annexe_1", "transmise_le"),))


def test_a_letter_without_its_day_is_what_the_term_lacks() -> None:
    one = MonComptePartenaireConvention.model_validate(
        {
            "famille": "mon-compte-partenaire",
            "modele": ACCOUNTS.id,
            "signature": SIGNED,
            "resiliation": {"par": "caf"},
            "mise_en_demeure": {"par": "caf"},
        }
    )
    missing = mcp_term.term(one, ACCOUNTS.parametres, MAY).missing
    assert missing == (("resiliation", "recue_le"), ("mise_en_demeure", "recue_le"))
    other = CooperationConvention.model_validate(
        {"famille": "cooperation", "modele": TEMPLATE.id, "signature": SIGNED} | letter("resiliation", None)
    )  # fmt: skip
    assert term.term(other, TEMPLATE.parametres, MAY).missing == (LETTER,)


def test_a_term_counted_in_days_renews_itself_in_days() -> None:
    thirty = {"duree": Duration(30, "jours"), "reconduction": Duration(10, "jours")}
    parameters = TEMPLATE.parametres.model_copy(update=thirty)
    dues = islice(due_dates(date(2026, 1, 15), parameters), 3)
    assert list(dues) == [date(2026, 2, 14), date(2026, 2, 24), date(2026, 3, 6)]


def test_the_limits_of_a_place_come_before_those_of_the_whole_service() -> None:
    service = Service.model_validate(
        {
            "nom": "Guichet",
            "sigle": "GUICHET",
            "finalites": [],
            "utilisateurs": 5,
            "profils": {"P1": {"nom": "Un", "niveaux": {"lieu": 1}}},
            "pieces": {"delegue": [], "centralise": []},
            "colonnes_pj3": {
                name: name
                for name in ("nom", "adresse_electronique", "profil", "habilite_le", "cloture_le")
            },
        }
    )
    lines = [User.model_validate({"nom": "A", "profil": "P1", "lieu": place}) for place in ("Nord", "Sud")]  # fmt: skip
    found = [(one.scope, one.place) for one in quotas.tallies(service, {"P1": 3}, lines, MAY)]
    assert found == [("lieu", "Nord"), ("lieu", "Sud"), ("profil", None), ("service", None)]
