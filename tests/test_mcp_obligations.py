"""What a convention of « Mon Compte Partenaire » calls for, and when; how many people hold a profile."""

from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest

from generator.checks import checker
from generator.obligations import deadlines, mcp_deadlines, quotas
from generator.obligations.mcp_term import McpTerm, term
from generator.obligations.obligation import Obligation
from generator.obligations.retention import line_kept_until, traces_kept_until
from generator.store.dataset import Dataset, Entry
from generator.store.parameters import Duration
from generator.store.schema.mon_compte_partenaire import MonComptePartenaireConvention
from generator.store.schema.nominative import User
from generator.store.schema.partner import Partner
from generator.store.schema.services import Service
from generator.store.schema.settings import Settings
from generator.store.source import Place, Source
from tests.records import ACCOUNTS, TEMPLATES, TEXTS, caf, partner

PARAMETERS = ACCOUNTS.parametres
ALL_TEMPLATES = {**TEMPLATES, ACCOUNTS.id: ACCOUNTS}
DAY = timedelta(days=1)
SIGNED = {"partenaire": "2026-01-10", "caf": "2026-01-15"}
START = date(2026, 1, 15)
FAMILY = {"famille": "mon-compte-partenaire", "modele": ACCOUNTS.id}


def convention(**fields: Any) -> MonComptePartenaireConvention:
    return MonComptePartenaireConvention.model_validate(FAMILY | {"signature": SIGNED} | fields)


def seen(today: date, **fields: Any) -> McpTerm:
    return term(convention(**fields), PARAMETERS, today)


def duties(today: date, **fields: Any) -> dict[str, Obligation]:
    one = convention(**fields)
    running = term(one, PARAMETERS, today)
    found = mcp_deadlines.obligations(one, PARAMETERS, running, today)
    return {duty.code: duty for duty in found}


def test_the_term_runs_a_year_from_the_later_signature_and_renews_itself() -> None:
    assert seen(date(2026, 2, 1)).start == START
    assert seen(date(2027, 1, 15)).due == date(2027, 1, 15)
    assert seen(date(2027, 1, 16)).due == date(2028, 1, 15)


@pytest.mark.parametrize(
    ("letter", "end"),
    [
        ({"recue_le": "2026-05-15"}, date(2026, 8, 15)),
        ({"recue_le": "2026-05-15", "effet_le": "2026-06-01"}, date(2026, 8, 15)),
        ({"recue_le": "2026-05-15", "effet_le": "2026-12-31"}, date(2026, 12, 31)),
        ({"recue_le": "2025-11-30"}, date(2026, 2, 28)),
        ({"envoyee_le": "2026-05-15"}, None),
    ],
)
def test_a_termination_ends_at_the_wished_day_but_not_before_three_months(
    letter: dict[str, str], end: date | None
) -> None:
    letter = {"par": "caf", **letter}
    found = seen(date(2026, 6, 15), resiliation=letter)
    assert found.end == end
    assert bool(found.missing) == (end is None)
    if end:
        assert duties(end - DAY, resiliation=letter)["resiliation"].due == end
        assert duties(end, resiliation=letter) == {}


@pytest.mark.parametrize(
    ("remedied", "today", "ended"),
    [
        (None, date(2026, 5, 30), False),
        (None, date(2026, 5, 31), True),
        ("2026-05-30", date(2026, 6, 15), False),
        ("2026-05-31", date(2026, 6, 15), True),
        ("2026-05-31", date(2026, 5, 30), False),
    ],
)
def test_a_formal_notice_ends_the_convention_once_the_last_day_went_by_without_remedy(
    remedied: str | None, today: date, ended: bool
) -> None:
    """Received on 30 April: to be remedied by 30 May."""
    notice = {"par": "caf", "recue_le": "2026-04-30", "remediee_le": remedied}
    found = seen(today, mise_en_demeure=notice)
    assert (found.ended, found.lapsed) == (ended, ended)
    assert found.remedy_by == date(2026, 5, 30)


def test_a_termination_that_came_first_leaves_nothing_to_lapse() -> None:
    notice = {"par": "caf", "recue_le": "2026-04-30"}
    letter = {"par": "caf", "recue_le": "2026-01-20"}
    found = seen(date(2026, 6, 15), mise_en_demeure=notice, resiliation=letter)
    assert (found.end, found.lapsed) == (date(2026, 4, 20), False)


@pytest.mark.parametrize(
    ("code", "fields", "due"),
    [
        ("echeance", {}, date(2027, 1, 15)),
        ("bilan", {}, date(2027, 1, 15)),
        ("bilan", {"bilans": [{"date": "2026-03-31"}, {"date": "2026-02-01"}]}, date(2027, 3, 31)),
        ("revue", {"contrat": {"mode": "delegue", "signature": {"partenaire": "2026-02-01", "caf": "2026-01-20"}}}, date(2027, 2, 1)),
        ("revue", {"contrat": {"mode": "delegue", "revues": [{"date": "2026-02-10"}]}}, date(2027, 2, 10)),
        ("preuve-revue", {"contrat": {"mode": "delegue", "revues": [{"date": "2026-05-10"}]}}, date(2026, 5, 10)),
        ("cof", {"bulletins": [{"service": "s", "signature": {}, "cof": {"fin": "2026-12-31"}}]}, date(2026, 12, 31)),
        ("mise-en-demeure", {"mise_en_demeure": {"par": "caf", "recue_le": "2026-06-30"}}, date(2026, 7, 30)),
        ("reunion", {"reunions": [{"demande_recue_le": "2026-03-31"}]}, date(2026, 4, 30)),
        ("compte-rendu", {"reunions": [{"demande_recue_le": "2026-01-20", "tenue_le": "2026-02-01"}]}, date(2026, 3, 3)),
        ("compte-rendu", {"reunions": [{"demande_recue_le": "2026-01-20", "tenue_le": "2026-02-01", "compte_rendu_le": "2026-02-05"}]}, date(2026, 3, 7)),
        ("annonce-prestataire", {"prestataires": [{"nom": "A", "debut": "2027-08-31"}]}, date(2027, 2, 28)),
    ],
)  # fmt: skip
def test_a_duty_is_late_from_the_day_after_its_last(
    code: str, fields: dict[str, Any], due: date
) -> None:
    assert duties(due, **fields)[code].due == due
    assert duties(due, **fields)[code].state == "ouvert"
    if code not in ("echeance", "mise-en-demeure"):  # the next one comes; the convention has ended
        late = duties(due + DAY, **fields)[code]
        assert (late.due, late.state) == (due, "en-retard")


@pytest.mark.parametrize(
    ("code", "fields", "missing"),
    [
        ("echeance", {"signature": {"caf": "2026-01-15"}}, ("signature", "partenaire")),
        ("revue", {}, ("contrat",)),
        ("revue", {"contrat": {"mode": "delegue", "signature": {"caf": "2026-01-15"}}}, ("contrat", "signature", "partenaire")),
        ("bilan", {"signature": {"partenaire": "2026-01-15"}}, ("signature", "caf")),
        ("cof", {"bulletins": [{"service": "s", "ouvert_le": "2026-02-01", "cof": {}}]}, ("bulletins", 0, "cof", "fin")),
        ("resiliation", {"resiliation": {"par": "caf"}}, ("resiliation", "recue_le")),
        ("mise-en-demeure", {"mise_en_demeure": {"par": "caf"}}, ("mise_en_demeure", "recue_le")),
        ("annonce-prestataire", {"prestataires": [{"nom": "A"}]}, ("prestataires", 0, "debut")),
    ],
)  # fmt: skip
def test_what_cannot_be_computed_says_what_is_missing(
    code: str, fields: dict[str, Any], missing: tuple[str, ...]
) -> None:
    found = duties(date(2026, 6, 15), **fields)[code]
    assert (found.state, found.due, found.missing) == ("incalculable", None, (missing,))


@pytest.mark.parametrize(
    ("day", "state"), [(date(2026, 5, 4), "a-venir"), (date(2026, 5, 24), "a-venir"), (date(2026, 5, 25), "ouvert"), (date(2026, 6, 4), "ouvert")]
)  # fmt: skip
def test_a_formal_notice_is_announced_in_its_last_days_alone(day: date, state: str) -> None:
    found = duties(day, mise_en_demeure={"par": "caf", "recue_le": "2026-05-04"})["mise-en-demeure"]
    assert (found.state, found.window, found.due) == (state, date(2026, 5, 25), date(2026, 6, 4))
    assert (found.trigger, found.settled_by) == (date(2026, 5, 4), ("mise_en_demeure", "remediee_le"))  # fmt: skip


def test_what_is_done_calls_for_nothing_more() -> None:
    today = date(2026, 6, 15)
    done = {
        "mise-en-demeure": {"mise_en_demeure": {"par": "caf", "recue_le": "2026-06-01", "remediee_le": "2026-06-10"}},
        "preuve-revue": {"contrat": {"mode": "delegue", "revues": [{"date": "2026-05-10", "envoyee_le": "2026-05-11"}]}},
        "reunion": {"reunions": [{"demande_recue_le": "2026-05-01", "tenue_le": "2026-05-10"}]},
        "compte-rendu": {"reunions": [{"demande_recue_le": "2026-05-01", "tenue_le": "2026-05-10", "valide_le": "2026-05-20"}]},
        "annonce-prestataire": {"prestataires": [{"nom": "A", "debut": "2027-08-31", "lettre_recue_le": "2026-06-01"}]},
    }  # fmt: skip
    for code, fields in done.items():
        assert code not in duties(today, **fields)


def test_minutes_are_waited_for_from_the_very_day_of_the_meeting() -> None:
    meeting = {"demande_recue_le": "2026-06-01", "tenue_le": "2026-06-15"}
    assert "compte-rendu" not in duties(date(2026, 6, 14), reunions=[meeting])
    assert duties(date(2026, 6, 15), reunions=[meeting])["compte-rendu"].due == date(2026, 7, 15)


def test_a_bilan_or_a_review_counts_from_its_very_day() -> None:
    fields = {
        "bilan": {"bilans": [{"date": "2026-06-15"}]},
        "revue": {"contrat": {"mode": "delegue", "signature": SIGNED, "revues": [{"date": "2026-06-15"}]}},
    }  # fmt: skip
    for code, done in fields.items():
        assert duties(date(2026, 6, 14), **done)[code].due == date(2027, 1, 15)
        assert duties(date(2026, 6, 15), **done)[code].due == date(2027, 6, 15)


def test_a_yearly_duty_due_after_the_end_is_not_asked() -> None:
    """The convention ends on 15 January 2027, the day the first bilan is due, or the day before."""
    for end, asked in (("2027-01-15", True), ("2027-01-14", False)):
        letter = {"par": "caf", "recue_le": "2026-06-01", "effet_le": end}
        assert ("bilan" in duties(date(2026, 6, 15), resiliation=letter)) == asked


def test_an_incident_may_be_escalated_from_the_tenth_day_until_it_is_answered() -> None:
    incident = {"signale_le": "2026-06-05"}
    states = {day: duties(date(2026, 6, day), incidents=[incident])["escalade"].state for day in (14, 15)}  # fmt: skip
    assert states == {14: "a-venir", 15: "ouvert"}
    answered = {**incident, "repondu_le": "2026-06-10"}
    assert "escalade" not in duties(date(2026, 6, 15), incidents=[answered])


def test_a_draft_is_followed_only_once_a_service_is_open() -> None:
    draft = FAMILY | {"bulletins": [{"service": "s", "cof": {"fin": "2026-01-01"}}]}
    open_one = FAMILY | {"bulletins": [{"service": "s", "ouvert_le": "2026-02-01"}]}
    for one, expected in ((draft, 0), (open_one, 1)):
        found = mcp_deadlines.standings(partner(conventions=[one]), ALL_TEMPLATES, START)
        assert len(found) == expected


def test_a_newer_signed_convention_replaces_the_older_one() -> None:
    older = FAMILY | {"signature": SIGNED}
    newer = FAMILY | {"signature": {"partenaire": "2026-06-01", "caf": "2026-06-10"}}
    holder = partner(conventions=[older, newer])
    for day, expected in ((9, [True, True]), (10, [False, True])):
        found = mcp_deadlines.standings(holder, ALL_TEMPLATES, date(2026, 6, day))
        assert [bool(one.obligations) for one in found] == expected


# Two families on one partner.

BOTH = [
    {"famille": "cooperation", "modele": "cooperation-2026", "signature": SIGNED},
    FAMILY | {"signature": SIGNED, "contrat": {"mode": "delegue", "signature": SIGNED}},
]


def both(**fields: Any) -> Partner:
    return partner(conventions=[BOTH[0], BOTH[1] | fields])


def dataset(holder: Partner, **templates: Any) -> Dataset:
    nowhere = Source("data/partners/temoin.yml", "", {}, Place(1, 1, 1, 1, {}))
    return Dataset(
        Settings(), {"caf99": Entry("caf99", caf(), nowhere)}, {"temoin": Entry("temoin", holder, nowhere)},
        {}, {}, ALL_TEMPLATES | templates, TEXTS, (), nominative=True,
    )  # fmt: skip


def late(data: Dataset, today: date) -> set[tuple[str, date | None]]:
    wanted = ["C10", "C20", "C21", "M05", "M15", "M17"]
    return {(found.rule, found.due) for found in checker.run(data, today, rules=wanted)}


def test_each_family_keeps_its_own_delays_on_one_partner() -> None:
    """Doubling every delay of one template moves the findings of that family, and of no other."""
    today = date(2027, 1, 16)
    due = date(2027, 1, 15)
    usual = late(dataset(both()), today)
    assert usual == {("C10", due), ("M05", due), ("M15", due)}
    for template in (ALL_TEMPLATES["cooperation-2026"], ACCOUNTS):
        delays = {
            name: Duration(value.count * 2, value.unit)
            for name, value in template.parametres
            if isinstance(value, Duration)
        }
        longer = template.model_copy(
            update={"parametres": template.parametres.model_copy(update=delays)}
        )
        letter = "C" if template.famille == "cooperation" else "M"
        found = late(dataset(both(), **{template.id: longer}), today)
        assert found == {one for one in usual if not one[0].startswith(letter)}


def test_the_end_of_one_family_does_not_end_the_other() -> None:
    today = date(2026, 6, 15)
    ended = both(resiliation={"par": "caf", "recue_le": "2026-02-01"})
    assert [one.term.ended for one in mcp_deadlines.standings(ended, ALL_TEMPLATES, today)] == [True]  # fmt: skip
    assert [one.term.ended for one in deadlines.standings(ended, ALL_TEMPLATES, today)] == [False]
    left = {"denonciation": {"type": "resiliation", "par": "caf", "recue_le": "2026-02-01"}}
    ended = partner(conventions=[BOTH[0] | left, BOTH[1]])
    assert [one.term.ended for one in mcp_deadlines.standings(ended, ALL_TEMPLATES, today)] == [False]  # fmt: skip
    assert [one.term.ended for one in deadlines.standings(ended, ALL_TEMPLATES, today)] == [True]


def test_the_findings_of_each_family_are_those_it_has_alone() -> None:
    today = date(2027, 1, 16)
    together = checker.run(dataset(both()), today)
    for number, letter in enumerate("CM"):
        alone = checker.run(dataset(partner(conventions=[BOTH[number]])), today)
        assert [
            replace(one, path=one.path.replace(f"conventions[{number}]", "conventions[0]"))
            for one in together
            if one.rule.startswith(letter)
        ] == [one for one in alone if one.rule.startswith(letter)]


# Quotas and retention.

SERVICE = Service.model_validate(
    {
        "nom": "Guichet", "sigle": "GUICHET", "finalites": [], "utilisateurs": 3,
        "profils": {
            "P1": {"nom": "Un", "niveaux": {"lieu": 2, "equipement": 1}},
            "P2": {"nom": "Deux", "niveaux": {"organisme": None}},
        },
        "pieces": {"delegue": [], "centralise": []},
        "colonnes_pj3": {name: name for name in ("nom", "adresse_electronique", "profil", "habilite_le", "cloture_le")},
    }
)  # fmt: skip
TODAY = date(2026, 6, 15)


def line(name: str, profile: str = "P1", **fields: Any) -> User:
    return User.model_validate({"nom": name, "profil": profile} | fields)


def counted(*lines: User, **maximums: int) -> dict[tuple[str, str | None], tuple[int, int]]:
    found = quotas.tallies(SERVICE, maximums, lines, TODAY)
    return {(one.scope, one.place): (one.people, one.limit) for one in found}


def test_people_are_counted_not_rows_place_by_place() -> None:
    """« 2 sur 2 pour ce lieu, 1 sur 1 pour cet équipement »; the same person holds three lines."""
    found = counted(
        line("A", lieu="Annexe"),
        line("a", lieu="Annexe"),
        line("B", lieu="Annexe"),
        line("A", lieu="Annexe", equipement="Ludothèque"),
        line("C", "P2"),
        P1=5,
    )
    assert found == {
        ("lieu", "Annexe"): (2, 2),
        ("equipement", "Ludothèque"): (1, 1),
        ("profil", None): (2, 5),
        ("service", None): (3, 3),
    }


def test_a_closed_line_frees_its_place_on_its_very_day() -> None:
    leaving = {"lieu": "Annexe", "cloture_le": "2026-06-15"}
    assert counted(line("A", **leaving)) == {}
    leaving["cloture_le"] = "2026-06-16"
    assert counted(line("A", **leaving))["lieu", "Annexe"] == (1, 2)


def test_the_busiest_day_to_come_is_the_one_that_counts() -> None:
    """B takes over from A on 30 June, C comes the day after: two at most, then; never three."""
    lines = (
        line("A", lieu="Annexe", habilite_le="2026-01-01", cloture_le="2026-06-30"),
        line("B", lieu="Annexe", habilite_le="2026-06-30"),
        line("C", lieu="Annexe", habilite_le="2026-07-01"),
    )
    (annexe,) = (one for one in quotas.tallies(SERVICE, {}, lines, TODAY) if one.scope == "lieu")
    assert (annexe.people, annexe.over, annexe.lines) == (2, False, (1, 2))


def test_a_profile_or_a_level_that_the_service_does_not_have_meets_no_quota_of_place() -> None:
    assert counted(line("A", "P2", lieu="Annexe"), line("B", "inconnu")) == {("service", None): (1, 3)}  # fmt: skip


def test_a_line_is_kept_six_years_and_traces_six_months_from_the_closing() -> None:
    closed = line("A", cloture_le="2020-02-29")
    assert line_kept_until(closed, PARAMETERS) == date(2026, 2, 28)
    assert traces_kept_until(closed, PARAMETERS) == date(2020, 8, 29)
    assert line_kept_until(line("A"), PARAMETERS) is None
