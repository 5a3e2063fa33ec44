"""What is kept of account holders, and until when: the cases where a date is missing, or an access came back."""

from datetime import date
from typing import Any

import pytest

from generator.obligations import retention
from generator.obligations.term import term
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.nominative import Account, ClosedAccount, User
from tests.records import ACCOUNTS, TEMPLATE

PARAMETERS = TEMPLATE.parametres
CLOSED = {"ouvert_le": "2025-01-10", "clos_le": "2026-01-10"}


def account(**fields: Any) -> Account:
    return Account.model_validate({"adresse_electronique": "a@exemple.example", **fields})


def line(**fields: Any) -> ClosedAccount:
    return ClosedAccount.model_validate({"nom": "A", **fields})


@pytest.mark.parametrize(
    ("fields", "closed"),
    [
        ({}, False),
        ({"ouvert_le": "2026-01-10"}, False),
        ({"clos_le": "2026-01-10"}, True),
        ({"ouvert_le": "2026-01-10", "clos_le": "2026-01-10"}, True),
        ({"ouvert_le": "2026-01-11", "clos_le": "2026-01-10"}, False),
    ],
)
def test_an_account_is_closed_until_it_is_opened_again(
    fields: dict[str, str], closed: bool
) -> None:
    assert retention.is_closed(account(**fields)) == closed
    found = retention.account_data_kept_until(account(**fields), PARAMETERS)
    assert found == (date(2026, 7, 10) if closed else None)


def test_a_closing_runs_from_its_request_else_from_the_day_it_was_done() -> None:
    asked, done = date(2026, 1, 5), date(2026, 1, 10)
    both = {"cloture_demandee_le": asked.isoformat()}
    assert retention.asked_on(line(**both, cloture_le=done.isoformat())) == asked
    assert retention.asked_on(line(cloture_le=done.isoformat())) == done
    assert retention.asked_on(line()) is None
    assert retention.asked_on(account(**both, clos_le=done.isoformat())) == asked
    assert retention.asked_on(account(clos_le=done.isoformat())) == done
    assert retention.closing_kept_until(line(), PARAMETERS) is None
    assert retention.closing_kept_until(line(**both), PARAMETERS) == date(2028, 1, 5)
    assert retention.closing_kept_until(account(**both), PARAMETERS) is None
    assert retention.closing_kept_until(account(**both, **CLOSED), PARAMETERS) == date(2028, 1, 5)


@pytest.mark.parametrize(
    ("erased", "counts"),
    [(None, False), ("2026-01-09", False), ("2026-01-10", True), ("2026-02-01", True)],
)
def test_data_erased_before_the_last_closing_are_there_again(
    erased: str | None, counts: bool
) -> None:
    fields = CLOSED | ({"donnees_effacees_le": erased} if erased else {})
    assert (retention.erased_on(account(**fields)) is not None) == counts
    assert retention.erased_on(account(donnees_effacees_le="2026-02-01")) is None


@pytest.mark.parametrize(
    ("fields", "due"),
    [
        # The request, the destruction: the later of the two, then thirty days.
        ({"demandee_le": "2026-02-10", "effacees": "2026-02-01"}, date(2026, 3, 12)),
        ({"demandee_le": "2026-02-01", "effacees": "2026-02-10"}, date(2026, 3, 12)),
        # Not destroyed yet: its last day, 10 July.
        ({"demandee_le": "2026-02-01"}, date(2026, 8, 9)),
        # Six months to ask.
        ({"demandee_le": "2026-07-10", "effacees": "2026-02-01"}, date(2026, 8, 9)),
        ({"demandee_le": "2026-07-11", "effacees": "2026-02-01"}, None),
    ],
)
def test_the_attestation_follows_the_request_and_the_destruction(
    fields: dict[str, str], due: date | None
) -> None:
    erased = {"donnees_effacees_le": fields["effacees"]} if "effacees" in fields else {}
    asked = {"attestation": {"demandee_le": fields["demandee_le"]}}
    assert retention.attestation_due(account(**CLOSED, **erased, **asked), PARAMETERS) == due
    assert retention.attestation_due(account(**asked), PARAMETERS) is None
    assert retention.attestation_due(account(**CLOSED, **erased), PARAMETERS) is None


def test_what_is_kept_until_a_day_is_erased_from_the_next_one() -> None:
    assert retention.erased_from(date(2026, 7, 8)) == date(2026, 7, 9)
    assert retention.erased_from(date(2028, 2, 28)) == date(2028, 2, 29)
    assert retention.erased_from(date.max) == date.max


def test_annexes_are_kept_without_limit_while_the_convention_runs() -> None:
    signed = {"partenaire": "2026-01-10", "caf": "2026-01-15"}
    notice = {"type": "resiliation", "par": "caf", "recue_le": "2026-06-15"}
    one = CooperationConvention.model_validate(
        {"famille": "cooperation", "modele": TEMPLATE.id, "signature": signed, "denonciation": notice}
    )  # fmt: skip
    kept = {
        day: retention.annexes_kept_until(term(one, PARAMETERS, day), PARAMETERS)
        for day in (date(2026, 6, 14), date(2026, 6, 15))
    }
    assert list(kept.values()) == [None, date(2028, 6, 15)]


def test_an_open_line_of_pj3_has_no_last_day() -> None:
    user = User.model_validate({"nom": "A", "profil": "P"})
    assert retention.line_kept_until(user, ACCOUNTS.parametres) is None
    assert retention.traces_kept_until(user, ACCOUNTS.parametres) is None


ERASED = {**CLOSED, "donnees_effacees_le": "2026-02-01"}


@pytest.mark.parametrize(
    ("fields", "awaited"),
    [
        ({}, False),
        ({"cloture_demandee_le": "2026-01-10"}, False),
        ({"ouvert_le": "2025-01-10"}, True),
        ({"clos_le": "2026-01-10"}, True),
        (CLOSED, True),
        (ERASED, False),
        ({**ERASED, "donnees_effacees_le": "2026-01-09"}, True),
        ({**ERASED, "attestation": {"demandee_le": "2026-07-10"}}, True),
        ({**ERASED, "attestation": {"demandee_le": "2026-07-11"}}, False),
        ({**ERASED, "attestation": {"demandee_le": "2026-07-10", "delivree_le": "2026-07-11"}}, False),
    ],
)  # fmt: skip
def test_a_line_is_awaited_until_its_data_are_erased_and_attested(
    fields: dict[str, Any], awaited: bool
) -> None:
    assert retention.is_awaited(account(**fields), PARAMETERS) is awaited
