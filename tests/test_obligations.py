"""What a convention calls for, and when: the day before, the day, the day after."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from generator.obligations.deadlines import obligations, standings
from generator.obligations.obligation import Obligation
from generator.obligations.term import Term, term
from generator.store.parameters import CooperationParameters, Duration
from generator.store.schema.cooperation import CooperationConvention
from tests.records import TEMPLATE, TEMPLATES, partner

PARAMETERS = TEMPLATE.parametres
DAY = timedelta(days=1)
SIGNED = {"partenaire": "2026-01-10", "caf": "2026-01-15"}


def convention(**fields: Any) -> CooperationConvention:
    return CooperationConvention.model_validate(
        {"famille": "cooperation", "modele": "cooperation-2026", "signature": SIGNED} | fields
    )


def duties(
    one: CooperationConvention, today: date, parameters: CooperationParameters = PARAMETERS
) -> dict[str, Obligation]:
    running = term(one, parameters, today)
    return {duty.code: duty for duty in obligations(one, parameters, running, today)}


def seen(today: date, **fields: Any) -> Term:
    return term(convention(**fields), PARAMETERS, today)


def not_renewed(received: str) -> dict[str, Any]:
    return {"denonciation": {"type": "non-renouvellement", "par": "caf", "recue_le": received}}


def terminated(received: str) -> dict[str, Any]:
    return {"denonciation": {"type": "resiliation", "par": "caf", "recue_le": received}}


def test_the_term_runs_from_the_later_signature() -> None:
    for signature in (SIGNED, {"partenaire": "2026-01-15", "caf": "2026-01-10"}):
        assert seen(date(2026, 2, 1), signature=signature).start == date(2026, 1, 15)


def test_due_dates_come_back_each_twelve_months() -> None:
    """First on the real case's dates: due 15/01/2027, notice received by 15/12/2026."""
    assert seen(date(2026, 2, 1)).due == date(2027, 1, 15)
    assert seen(date(2026, 2, 1)).notice_by == date(2026, 12, 15)
    assert seen(date(2027, 1, 15)).due == date(2027, 1, 15)
    assert seen(date(2027, 1, 16)).due == date(2028, 1, 15)


def test_a_term_begun_on_29_february_finds_its_day_again_on_leap_years() -> None:
    signature = {"partenaire": "2024-02-29", "caf": "2024-02-29"}
    assert seen(date(2025, 1, 1), signature=signature).due == date(2025, 2, 28)
    assert seen(date(2028, 1, 1), signature=signature).due == date(2028, 2, 29)


@given(
    st.dates(date(2000, 1, 1), date(2030, 1, 1)),
    st.integers(0, 4000),
    st.sampled_from([6, 12, 24]),
    st.sampled_from([1, 6, 12]),
)
def test_the_due_date_is_the_first_anniversary_on_or_after_the_day(
    start: date, later: int, first: int, renewal: int
) -> None:
    """Against a list of every anniversary, made another way: by month number and last valid day."""
    parameters = PARAMETERS.model_copy(
        update={"duree": Duration(first, "mois"), "reconduction": Duration(renewal, "mois")}
    )
    today = start + later * DAY
    signature = {"partenaire": start.isoformat(), "caf": start.isoformat()}
    found = term(convention(signature=signature), parameters, today).due

    def anniversary(months: int) -> date:
        number = start.month - 1 + months
        for day in range(start.day, 0, -1):
            try:
                return date(start.year + number // 12, number % 12 + 1, day)
            except ValueError:
                continue
        raise AssertionError

    anniversaries = [anniversary(first + n * renewal) for n in range(200)]
    assert found == min(day for day in anniversaries if day >= today)


@pytest.mark.parametrize("day", [date(26, 1, 1), date(9999, 12, 31)])
def test_an_absurd_signing_year_is_no_crash(day: date) -> None:
    signature = {"partenaire": day.isoformat(), "caf": day.isoformat()}
    assert seen(date(2026, 6, 15), signature=signature).due is not None


@pytest.mark.parametrize("key", ["partenaire", "caf"])
def test_with_one_signature_nothing_of_the_term_is_known_and_it_says_which_is_missing(
    key: str,
) -> None:
    one = convention(signature={key: "2026-01-15"})
    other = ({"partenaire", "caf"} - {key}).pop()
    found = duties(one, date(2026, 6, 15))
    for code in ("echeance", "preavis", "revue", "mise-a-jour-annexe-1"):
        assert found[code].state == "incalculable"
        assert found[code].missing == (("signature", other),)
        assert found[code].due is None


def test_what_was_done_counts_even_when_the_signature_is_not_dated() -> None:
    found = duties(
        convention(signature={}, annexe_1={"transmise_le": "2026-01-20"}), date(2026, 6, 15)
    )
    assert found["mise-a-jour-annexe-1"].due == date(2027, 1, 20)


def test_a_draft_calls_for_nothing() -> None:
    draft = partner(conventions=[{"famille": "cooperation", "modele": "cooperation-2026"}])
    assert standings(draft, TEMPLATES, date(2026, 6, 15)) == ()


@pytest.mark.parametrize(
    ("code", "fields", "due"),
    [
        ("revue", {}, date(2027, 1, 15)),
        ("revue", {"revues": [{"date": "2026-05-31"}, {"date": "2026-03-01"}]}, date(2027, 5, 31)),
        ("revue", {"revues": [{"date": "2025-12-01"}]}, date(2027, 1, 15)),
        ("mise-a-jour-annexe-1", {}, date(2027, 1, 15)),
        ("mise-a-jour-annexe-1", {"annexe_1": {"transmise_le": "2026-05-31"}}, date(2027, 5, 31)),
        ("mise-a-jour-annexe-1", {"annexe_1": {"transmise_le": "2024-02-29"}}, date(2025, 2, 28)),
        ("fin-cadre", {"cadre": {"type": "ctg", "fin": "2026-09-30"}}, date(2026, 9, 30)),
    ],
)
def test_a_duty_is_announced_then_open_then_late(
    code: str, fields: dict[str, Any], due: date
) -> None:
    states = {
        due - 61 * DAY: "a-venir",
        due - 60 * DAY: "ouvert",
        due: "ouvert",
        due + DAY: "en-retard",
    }
    for today, state in states.items():
        found = duties(convention(**fields), today)[code]
        assert (found.due, found.state) == (due, state), today


def test_a_review_planned_for_later_is_not_done_yet() -> None:
    one = convention(revues=[{"date": "2026-09-01"}])
    assert duties(one, date(2026, 8, 31))["revue"].trigger == date(2026, 1, 15)
    assert duties(one, date(2026, 9, 1))["revue"].trigger == date(2026, 9, 1)


@pytest.mark.parametrize(
    ("received", "end"),
    [
        ("2026-12-14", date(2027, 1, 15)),
        ("2026-12-15", date(2027, 1, 15)),
        ("2026-12-16", None),
        ("2027-01-15", None),
        ("2027-01-16", date(2028, 1, 15)),
    ],
)
def test_a_notice_of_non_renewal_counts_when_received_a_month_ahead(
    received: str, end: date | None
) -> None:
    found = seen(date(2027, 1, 20), **not_renewed(received))
    assert found.end == end
    assert (found.late_for is not None) == (end is None)
    assert found.ended == (end == date(2027, 1, 15))


def test_after_its_end_a_convention_has_no_duty() -> None:
    one = convention(**not_renewed("2026-12-01"))
    assert "revue" in duties(one, date(2027, 1, 14))
    assert duties(one, date(2027, 1, 15)) == {}


def test_a_duty_due_after_the_end_is_not_asked() -> None:
    one = convention(revues=[{"date": "2026-03-01"}], **not_renewed("2026-11-01"))
    assert "revue" not in duties(one, date(2026, 12, 1))


def test_termination_takes_effect_on_receipt() -> None:
    one = convention(**terminated("2026-06-15"))
    assert duties(one, date(2026, 6, 14)) != {}
    assert duties(one, date(2026, 6, 15)) == {}


@pytest.mark.parametrize(
    ("kind", "code"), [("non-renouvellement", "preavis"), ("resiliation", "resiliation")]
)
def test_a_letter_not_known_to_be_received_ends_nothing_and_says_what_is_missing(
    kind: str, code: str
) -> None:
    one = convention(denonciation={"type": kind, "par": "caf", "envoyee_le": "2026-06-01"})
    found = duties(one, date(2028, 1, 1))
    assert found[code].missing == (("denonciation", "recue_le"),)
    assert "revue" in found


def test_the_notice_window_opens_sixty_days_before_the_last_safe_day() -> None:
    last = date(2026, 12, 15)
    states = [
        duties(convention(), day)["preavis"].state
        for day in (last - 61 * DAY, last - 60 * DAY, last)
    ]
    assert states == ["a-venir", "ouvert", "ouvert"]
    assert "preavis" not in duties(convention(), last + DAY)


def remains(today: date, **fields: Any) -> dict[str, Obligation]:
    """What is left to do of the partner's one convention."""
    one = convention(**fields).model_dump(mode="json", exclude_none=True)
    (found,) = standings(partner(conventions=[one]), TEMPLATES, today)
    return {duty.code: duty for duty in found.remains}


def test_an_incident_is_late_from_the_day_it_is_known_until_it_is_told() -> None:
    known = {"connu_le": "2026-06-10", "par": "caf"}
    untold = convention(incidents=[known])
    told = convention(incidents=[known, known | {"signale_le": "2026-06-12"}])
    states = {
        day: duties(untold, date(2026, 6, day))["incident"].state for day in (9, 10, 11)
    }  # fmt: skip
    assert states == {9: "a-venir", 10: "en-retard", 11: "en-retard"}
    seen_on = {day: duties(told, date(2026, 6, day))["incident"] for day in (11, 12)}
    assert {day: duty.state for day, duty in seen_on.items()} == {11: "en-retard", 12: "fait"}
    assert seen_on[12].path == ("incidents", 1)
    assert seen_on[12].settled_by == ("incidents", 1, "signale_le")
    assert (seen_on[12].trigger, seen_on[12].due) == (date(2026, 6, 10), date(2026, 6, 10))


def test_once_ended_the_annexes_go_after_two_years_announced_thirty_days_ahead() -> None:
    end = terminated("2026-06-15")
    last = date(2028, 6, 15)
    assert remains(date(2026, 6, 14), **end) == {}
    states = {
        last - 31 * DAY: "a-venir",
        last - 30 * DAY: "ouvert",
        last: "ouvert",
        last + DAY: "en-retard",
    }
    for today, state in states.items():
        found = remains(today, **end)["effacement"]
        assert (found.due, found.trigger, found.state) == (last, date(2026, 6, 15), state), today


def test_once_ended_the_partner_attests_unless_a_newer_convention_is_signed() -> None:
    end, day = terminated("2026-06-15"), date(2026, 6, 20)
    assert remains(day, **end)["attestation-fin"].state == "ouvert"
    assert remains(day, **end)["attestation-fin"].trigger == date(2026, 6, 15)
    for received, state in (("2026-06-20", "fait"), ("2026-06-21", "ouvert")):
        given = end | {"attestation_destruction": {"recue_le": received}}
        assert remains(day, **given)["attestation-fin"].state == state
    older = {"famille": "cooperation", "modele": "cooperation-2026", "signature": SIGNED}
    newer = older | {"signature": {"partenaire": "2026-06-01", "caf": "2026-06-10"}}
    first, _ = standings(partner(conventions=[older, newer]), TEMPLATES, day)
    assert {duty.code for duty in first.remains} == {"effacement"}
    draft = {key: older[key] for key in ("famille", "modele")}
    (first,) = standings(partner(conventions=[older | end, draft]), TEMPLATES, day)
    assert {duty.code for duty in first.remains} == {"effacement", "attestation-fin"}


def test_a_newer_signed_convention_replaces_the_older_one() -> None:
    older = {"famille": "cooperation", "modele": "cooperation-2026", "signature": SIGNED}
    newer = older | {"signature": {"partenaire": "2026-06-01", "caf": "2026-06-10"}}
    holder = partner(conventions=[older, newer])
    before, after = (standings(holder, TEMPLATES, date(2026, 6, day)) for day in (9, 10))
    assert [bool(one.obligations) for one in before] == [True, True]
    assert [bool(one.obligations) for one in after] == [False, True]
    draft = partner(conventions=[older, {key: older[key] for key in ("famille", "modele")}])
    assert [one.term.ended for one in standings(draft, TEMPLATES, date(2030, 1, 1))] == [False]


def test_the_parameters_of_the_text_are_the_ones_that_count() -> None:
    parameters = PARAMETERS.model_copy(
        update={"revue": Duration(6, "mois"), "annonce": Duration(10, "jours")}
    )
    found = duties(convention(), date(2026, 7, 4), parameters)["revue"]
    assert (found.due, found.window, found.state) == (
        date(2026, 7, 15),
        date(2026, 7, 5),
        "a-venir",
    )
