"""The dates of greffe against an independent judge: every boundary, the eve, the day, the day after."""

import re
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest

from generator.obligations import deadlines, franc, mcp_deadlines, mcp_term, retention, term
from generator.store.parameters import CooperationParameters, MonComptePartenaireParameters
from generator.store.schema.cooperation import CooperationConvention
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.nominative import Account, ClosedAccount, User
from tests import oracle
from tests.oracle import DAY, month_length, same_day, years_after
from tests.records import ACCOUNTS, TEMPLATE

COOPERATION: CooperationParameters = TEMPLATE.parametres
MCP: MonComptePartenaireParameters = ACCOUNTS.parametres
Case = tuple[Any, ...]

# Months' ends and beginnings, leap years before, in and after: where civil months are hard.
STARTS = [
    date(year, month, day)
    for year in range(2023, 2029)
    for month in range(1, 13)
    for day in (1, 15, 28, *range(29, month_length(year, month) + 1))
]


def around(day: date) -> tuple[date, date, date]:
    return day - DAY, day, day + DAY


def cooperation(start: date, **fields: Any) -> CooperationConvention:
    signed = {"partenaire": (start - 3 * DAY).isoformat(), "caf": start.isoformat()}
    known = {"famille": "cooperation", "modele": TEMPLATE.id, "signature": signed}
    return CooperationConvention.model_validate(known | fields)


def signatures(start: date) -> tuple[date, date]:
    return start - 3 * DAY, start


def mcp(start: date, **fields: Any) -> MonComptePartenaireConvention:
    signed = {"partenaire": start.isoformat(), "caf": (start - DAY).isoformat()}
    known = {"famille": "mon-compte-partenaire", "modele": ACCOUNTS.id, "signature": signed}
    return MonComptePartenaireConvention.model_validate(known | fields)


def letter(received: date) -> dict[str, Any]:
    return {
        "denonciation": {
            "type": "non-renouvellement", "par": "caf", "recue_le": received.isoformat()
        }
    }  # fmt: skip


def terms() -> Iterator[Case]:
    for start in STARTS:
        for end in list(oracle.yearly_ends(signatures(start)))[:4]:
            for today in (*around(end), *around(oracle.last_day_for_a_letter(end))):
                yield start, today


def letters() -> Iterator[Case]:
    for start in STARTS:
        for end in list(oracle.yearly_ends(signatures(start)))[1:3]:
            for received in (*around(oracle.last_day_for_a_letter(end)), *around(end)):
                for today in around(oracle.end_after_a_letter(signatures(start), received) or end):
                    yield start, received, today


def reviews() -> Iterator[Case]:
    for start in STARTS:
        for done in ([], [start + 100 * DAY], [start + 40 * DAY, start + 700 * DAY], [start - DAY]):
            due = oracle.once_a_year(signatures(start), done, start + 150 * DAY)
            for today in (due - 61 * DAY, due - 60 * DAY, *around(due)):
                yield start, done, today


def terminations() -> Iterator[Case]:
    for received in STARTS:
        earliest = same_day(received, 3)
        for wished in (None, *around(earliest), earliest + 40 * DAY):
            for today in around(oracle.end_after_a_termination(received, wished)):
                yield received, wished, today


def formal_notices() -> Iterator[Case]:
    for received in STARTS:
        month = same_day(received, 1)
        for remedied in (None, *around(month)):
            for today in around(month):
                yield received, remedied, today


def delays() -> Iterator[Case]:
    """(what greffe says, what the text says) of every delay that is one shift of a day."""
    for day in STARTS:
        told = day.isoformat()
        closed = ClosedAccount.model_validate({"nom": "A", "cloture_demandee_le": told})
        account = Account.model_validate({"adresse_electronique": "a@b.example", "clos_le": told})
        line = User.model_validate({"nom": "A", "profil": "P", "cloture_le": told})
        ended = term.term(
            cooperation(date(2020, 1, 1), denonciation={"type": "resiliation", "par": "caf", "recue_le": told}),
            COOPERATION, day,
        )  # fmt: skip
        yield retention.annexes_kept_until(ended, COOPERATION), years_after(day, 2)
        yield retention.closing_kept_until(closed, COOPERATION), years_after(day, 2)
        yield retention.closing_kept_until(account, COOPERATION), years_after(day, 2)
        yield retention.account_data_kept_until(account, COOPERATION), same_day(day, 6)
        yield retention.line_kept_until(line, MCP), years_after(day, 6)
        yield retention.traces_kept_until(line, MCP), same_day(day, 6)


def attestations() -> Iterator[Case]:
    for closed in STARTS:
        for asked in (*around(closed), *around(same_day(closed, 6))):
            for erased in (None, closed + DAY, same_day(closed, 5)):
                yield closed, asked, erased


def appeals() -> Iterator[Case]:
    for departement in oracle.DEPARTEMENTS:
        for number in range(365 * 4 + 1):
            yield date(2024, 1, 1) + number * DAY, departement


FAMILIES: tuple[Callable[[], Iterator[Case]], ...] = (
    terms, letters, reviews, terminations, formal_notices, delays, attestations, appeals,
)  # fmt: skip


def test_there_are_at_least_twenty_thousand_dated_cases() -> None:
    assert sum(1 for family in FAMILIES for _ in family()) > 20_000


def test_the_judge_knows_nothing_of_greffe() -> None:
    source = Path(oracle.__file__).read_text(encoding="utf-8")
    imported = re.findall(r"^(?:from|import) (\S+)", source, re.MULTILINE)
    assert set(imported) == {"collections.abc", "datetime"}


def test_the_judge_agrees_with_days_known_otherwise() -> None:
    assert [oracle.easter(year) for year in range(2023, 2029)] == [
        date(2023, 4, 9), date(2024, 3, 31), date(2025, 4, 20),
        date(2026, 4, 5), date(2027, 3, 28), date(2028, 4, 16),
    ]  # fmt: skip
    assert oracle.last_day_to_appeal(date(2026, 3, 16), "31") == date(2026, 5, 18)
    assert oracle.last_day_to_appeal(date(2026, 6, 9), "31") == date(2026, 8, 10)
    assert oracle.last_day_to_appeal(date(2023, 7, 10), "31") == date(2023, 9, 11)
    assert same_day(date(2024, 2, 29), 12) == date(2025, 2, 28)
    assert same_day(date(2027, 3, 31), -1) == date(2027, 2, 28)


def test_due_dates_and_last_days_for_a_letter() -> None:
    conventions = {start: cooperation(start) for start in STARTS}
    for start, today in terms():
        found = term.term(conventions[start], COOPERATION, today)
        end = oracle.next_end(signatures(start), today)
        assert (found.due, found.notice_by, found.ended) == (
            end, oracle.last_day_for_a_letter(end), False,
        ), (start, today)  # fmt: skip


def test_a_letter_of_non_renewal_ends_what_it_is_in_time_for() -> None:
    for start, received, today in letters():
        found = term.term(cooperation(start, **letter(received)), COOPERATION, today)
        end = oracle.end_after_a_letter(signatures(start), received)
        assert (found.end, found.ended) == (end, end is not None and today >= end), (start, received, today)  # fmt: skip


def test_yearly_duties_are_announced_then_late() -> None:
    for start, done, today in reviews():
        one = cooperation(start, revues=[{"date": day.isoformat()} for day in done])
        running = term.term(one, COOPERATION, today)
        duty = next(
            each for each in deadlines.obligations(one, COOPERATION, running, today)
            if each.code == "revue"
        )  # fmt: skip
        due = oracle.once_a_year(signatures(start), done, today)
        state = "en-retard" if today > due else "ouvert" if (due - today).days <= 60 else "a-venir"
        assert (duty.due, duty.state) == (due, state), (start, done, today)


def test_a_termination_takes_effect_three_months_after_receipt_or_later() -> None:
    for received, wished, today in terminations():
        said = {"par": "caf", "recue_le": received.isoformat()}
        said |= {"effet_le": wished.isoformat()} if wished else {}
        found = mcp_term.term(mcp(received - 400 * DAY, resiliation=said), MCP, today)
        end = oracle.end_after_a_termination(received, wished)
        assert (found.end, found.ended) == (end, today >= end), (received, wished, today)


def test_a_formal_notice_ends_the_convention_after_a_month_without_remedy() -> None:
    for received, remedied, today in formal_notices():
        said = {"par": "caf", "recue_le": received.isoformat()}
        said |= {"remediee_le": remedied.isoformat()} if remedied else {}
        found = mcp_term.term(mcp(received - 400 * DAY, mise_en_demeure=said), MCP, today)
        expected = oracle.ends_for_want_of_remedy(received, remedied, today)
        assert found.lapsed == expected, (received, remedied, today)


def test_what_names_people_is_kept_as_long_as_the_text_says() -> None:
    for number, (found, expected) in enumerate(delays()):
        assert found == expected, STARTS[number // 6]


def test_the_attestation_is_due_thirty_days_after_the_later_of_request_and_destruction() -> None:
    for closed, asked, erased in attestations():
        said = {
            "adresse_electronique": "a@b.example",
            "clos_le": closed.isoformat(),
            "attestation": {"demandee_le": asked.isoformat()},
        } | ({"donnees_effacees_le": erased.isoformat()} if erased else {})
        last = same_day(closed, 6)
        expected = max(asked, erased or last) + timedelta(days=30) if asked <= last else None
        found = retention.attestation_due(Account.model_validate(said), COOPERATION)
        assert found == expected, (closed, asked, erased)


def test_an_act_may_be_appealed_against_until_the_last_day_of_the_delai_franc() -> None:
    for published, departement in appeals():
        found = franc.last_day(published, franc.APPEAL, departement)
        assert found == oracle.last_day_to_appeal(published, departement), (published, departement)


@pytest.mark.parametrize("start", [date(2024, 2, 29), date(2025, 8, 31), date(2026, 12, 31)])
def test_the_delays_of_mon_compte_partenaire(start: date) -> None:
    """Each duty's last day: reverse review, bilan, COF, escalade, meeting, minutes, contractor."""
    day = start.isoformat()
    signed = {"partenaire": day, "caf": day}
    one = mcp(
        start,
        contrat={"mode": "delegue", "signature": signed},
        bulletins=[{"service": "x", "signature": signed, "cof": {"fin": day}}],
        incidents=[{"signale_le": day}],
        reunions=[{"demande_recue_le": day}, {"demande_recue_le": day, "tenue_le": day}],
        prestataires=[{"nom": "A", "debut": same_day(start, 9).isoformat()}],
    )
    running = mcp_term.term(one, MCP, start)
    found = {
        duty.code: duty.due or duty.window
        for duty in mcp_deadlines.obligations(one, MCP, running, start)
    }
    assert found == {
        "echeance": years_after(start, 1),
        "revue": years_after(start, 1),
        "bilan": years_after(start, 1),
        "cof": start,
        "escalade": start + timedelta(days=10),
        "reunion": same_day(start, 1),
        "compte-rendu": start + timedelta(days=30),
        "annonce-prestataire": same_day(same_day(start, 9), -6),
    }
