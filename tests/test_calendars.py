"""Calendars: any program can read them, an event stays itself when its date moves, nobody is named."""

import re
from datetime import date
from typing import Any

import account_records
import pytest
import records
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st
from test_website import DAY, HOSTILE, dataset, site

from generator.store.dataset import Dataset, Entry
from generator.store.schema.partner import Partner
from generator.store.source import read
from generator.upkeep import agenda, ical
from generator.website.public.calendars import calendars

TEXT = r"(?:[^\x00-\x08\x0a-\x1f\x7f\\,;]|\\[\\,;nN])*"
PROPERTIES = {
    "VCALENDAR": {
        "VERSION": "2\\.0", "PRODID": TEXT, "CALSCALE": "GREGORIAN", "NAME": TEXT, "X-WR-CALNAME": TEXT,
    },
    "VEVENT": {
        "UID": "[0-9a-f]{40}@greffe", "DTSTAMP": r"\d{8}T\d{6}Z", "DTSTART;VALUE=DATE": r"\d{8}",
        "DTEND;VALUE=DATE": r"\d{8}", "SUMMARY": TEXT, "DESCRIPTION": TEXT, "TRANSP": "TRANSPARENT",
    },
}  # fmt: skip
OPTIONAL = {"DTEND;VALUE=DATE"}


def lines(feed: bytes) -> list[str]:
    """The content lines of `feed`, each unfolded, once its bytes are those that RFC 5545 (3.1) wants."""
    assert feed.endswith(b"\r\n")
    physical = feed[:-2].split(b"\r\n")
    assert not any(b"\n" in line or b"\r" in line for line in physical)
    assert max(map(len, physical)) <= 75
    for line in physical:
        line.decode("utf-8")  # a fold never cuts a character
    return feed[:-2].replace(b"\r\n ", b"").decode().split("\r\n")


def strict(feed: bytes) -> list[dict[str, str]]:
    """The events of `feed`, when it is a calendar as RFC 5545 (3.4, 3.6, 3.6.1) defines one and no looser."""
    opened: list[tuple[str, dict[str, str]]] = []
    events: list[dict[str, str]] = []
    found = lines(feed)
    assert (found[0], found[-1]) == ("BEGIN:VCALENDAR", "END:VCALENDAR")
    for line in found:
        name, _, value = line.partition(":")
        if name == "BEGIN":
            assert [kind for kind, _ in opened] == ([] if value == "VCALENDAR" else ["VCALENDAR"])
            opened.append((value, {}))
        elif name == "END":
            kind, held = opened.pop()
            assert kind == value
            assert held.keys() | OPTIONAL == PROPERTIES[kind].keys() | OPTIONAL
            if kind == "VEVENT":
                assert held.get("DTEND;VALUE=DATE", "99999999") > held["DTSTART;VALUE=DATE"]
                events.append(held)
        else:
            kind, held = opened[-1]
            assert name not in held, "a property of this program is there once"
            assert re.fullmatch(PROPERTIES[kind][name], value), line
            held[name] = value
    assert not opened
    assert events, "a calendar has at least one component"
    assert len({event["UID"] for event in events}) == len(events)
    return events


def public(shown: dict[str, Any] | None = None, **partners: Partner) -> dict[str, bytes]:
    return calendars(site(dataset({"site_public": shown or {}}, **partners)))


def internal(partner: Partner, day: date = DAY) -> bytes:
    """The feed of the Caf of `partner`, read with every template."""
    source = read("x.yml", b"x: 1")
    entry = dataset(temoin=partner)
    data = Dataset(
        entry.settings, {"caf99": Entry("caf99", records.caf(), source)}, entry.partners, {}, {},
        {**records.TEMPLATES, records.ACCOUNTS.id: records.ACCOUNTS}, {}, (), True,
    )  # fmt: skip
    return agenda.feeds(data, day)["calendrier-caf99.ics"]


def test_each_partner_and_each_caf_has_its_feed_when_something_is_due() -> None:
    made = public(temoin=records.partner(), neuf=records.partner({"signature": None}))
    assert sorted(made) == ["calendriers/caf99.ics", "calendriers/temoin.ics"]
    for feed in made.values():
        assert strict(feed)


def test_another_library_reads_the_same_days() -> None:
    """vobject, which did not write them, sees the due dates of the page, and the notice as a span."""
    partner = records.partner({"annexe_1": {"transmise_le": "2026-03-01"}})
    calendar = vobject.readOne(public(temoin=partner)["calendriers/temoin.ics"].decode())
    calendar.validate(raiseException=True)
    days = {e.summary.value: (e.dtstart.value, e.dtend.value) for e in calendar.vevent_list}
    assert days == {
        "Dernier jour pour recevoir une lettre de non-renouvellement": (date(2026, 10, 16), date(2026, 12, 16)),
        "Reconduction de la convention": (date(2027, 1, 15), date(2027, 1, 16)),
        "Revue des habilitations": (date(2027, 1, 15), date(2027, 1, 16)),
        "Envoi de l'annexe 1 à jour": (date(2027, 3, 1), date(2027, 3, 2)),
    }  # fmt: skip
    said = next(e for e in calendar.vevent_list if e.summary.value.startswith("Revue"))
    assert said.description.value == f"{partner.nom}.\nConvention « Coopération », article 2.2."


def test_an_event_moves_with_its_date_and_stays_the_same_event() -> None:
    def uids(sent: str) -> dict[str, str]:
        partner = records.partner({"annexe_1": {"transmise_le": sent}})
        events = strict(public(temoin=partner)["calendriers/temoin.ics"])
        return {e["UID"]: e["DTSTART;VALUE=DATE"] for e in events}

    before, after = uids("2026-03-01"), uids("2026-05-02")
    assert before.keys() == after.keys()
    assert before != after


def test_feeds_of_two_partners_never_share_an_event() -> None:
    made = public(a=records.partner(), b=records.partner())
    first, second = (strict(made[f"calendriers/{key}.ics"]) for key in "ab")
    assert not {e["UID"] for e in first} & {e["UID"] for e in second}
    both = {e["UID"] for e in first} | {e["UID"] for e in second}
    assert {e["UID"] for e in strict(made["calendriers/caf99.ics"])} == both


def test_the_feed_of_a_caf_does_not_show_who_is_late() -> None:
    late = records.partner({"annexe_1": {"transmise_le": "2025-01-02"}})
    made = public({"publication": {"retards": "oui"}}, temoin=late)
    assert "Envoi de l'annexe 1 à jour" in "".join(lines(made["calendriers/temoin.ics"]))
    assert "Envoi de l'annexe 1 à jour" not in "".join(lines(made["calendriers/caf99.ics"]))


def test_no_feed_names_a_person_nor_links_anywhere() -> None:
    """Every contact and signatory of the records, in every field that could name one."""
    partner = account_records.accounts_partner()
    names = set(re.findall(r"'(?:nom|prenom)': '([^']+)'", str(partner.model_dump()))) - {partner.nom}  # fmt: skip
    places = {place.nom for _, c in partner.mon_compte_partenaire for b in c.bulletins for place in b.lieux}  # fmt: skip
    for feed in (*public(temoin=records.partner()).values(), internal(partner)):
        said = "\n".join(lines(feed))
        assert "@" not in said.replace("@greffe", "")
        assert "http" not in said
        assert not [name for name in names - places if name in said]


def test_only_the_caf_s_own_feed_holds_incidents_and_contractors() -> None:
    incident = {"connu_le": "2026-06-10", "par": "caf"}
    partner = records.partner({"incidents": [incident, incident]})
    events = strict(internal(partner))
    assert sum("incident" in event["SUMMARY"] for event in events) == 2
    assert "incident" not in "".join(
        "".join(lines(feed)) for feed in public(temoin=partner).values()
    )


def test_what_is_done_is_in_no_feed() -> None:
    told = {"connu_le": "2026-06-10", "par": "caf", "signale_le": "2026-06-10"}
    events = strict(internal(records.partner({"incidents": [told]})))
    assert not [event for event in events if "incident" in event["SUMMARY"]]


def test_hostile_names_stay_text() -> None:
    name = f"{HOSTILE};VALUE=X:\\n, “œ” 𝔸"
    feed = public(temoin=records.partner(nom=name))["calendriers/temoin.ics"]
    strict(feed)
    assert vobject.readOne(feed.decode()).vevent_list[0].description.value.startswith(f"{name}.")


def test_same_input_same_bytes() -> None:
    assert public(temoin=records.partner()) == public(temoin=records.partner())


def test_a_date_at_the_end_of_the_calendar_is_an_event_too() -> None:
    frame = {"type": "ctg", "fin": "9999-12-31"}
    feed = public(temoin=records.partner({"cadre": frame}))["calendriers/temoin.ics"]
    assert "99991231" in {event["DTSTART;VALUE=DATE"] for event in strict(feed)}


@settings(max_examples=60)
@given(st.text(st.characters(exclude_categories=("Cc", "Cs", "Zl", "Zp")), max_size=300))
def test_any_text_comes_back_as_it_was(text: str) -> None:
    event = ical.Event("k", DAY, DAY, text, text)
    feed = ical.calendar(text, [event], DAY)
    strict(feed)
    assert vobject.readOne(feed.decode()).vevent.summary.value == text


@pytest.mark.parametrize("day", [date(2026, 3, 29), date(2024, 2, 29), date(2026, 12, 31)])
def test_the_stamp_is_the_day_it_was_made(day: date) -> None:
    event = ical.Event("k", DAY, DAY, "x", "y")
    assert strict(ical.calendar("x", [event], day))[0]["DTSTAMP"] == f"{day:%Y%m%d}T000000Z"
