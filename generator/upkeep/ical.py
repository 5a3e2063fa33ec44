"""Calendars in the iCalendar format (RFC 5545; the name also as in RFC 7986), for whatever program subscribes."""

import hashlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import icalendar

_ANY = icalendar.Component()
_PRODUCT = "-//greffe//Calendrier des conventions//FR"


@dataclass(frozen=True)
class Event:
    """Something on the days `first` to `last`, that last one included.

    `key` is the event's own for ever: a program that subscribes moves the event whose date has changed,
    instead of adding another.
    """

    key: str
    first: date
    last: date
    summary: str
    description: str


def calendar(name: str, events: Iterable[Event], day: date) -> bytes:
    """The calendar `name`, as made on `day`. The same events on the same day give the same bytes.

    `events` holds at least one: RFC 5545 (3.6) has no empty calendar.
    """
    lines = [
        b"BEGIN:VCALENDAR",
        _line("VERSION", "2.0"),
        _line("PRODID", _PRODUCT),
        _line("CALSCALE", "GREGORIAN"),
        _line("NAME", name),
        _line("X-WR-CALNAME", name),
    ]
    for event in sorted(events, key=lambda each: (each.first, each.key)):
        lines += _event(event, day)
    return b"\r\n".join((*lines, b"END:VCALENDAR", b""))


def _event(event: Event, day: date) -> Iterator[bytes]:
    yield b"BEGIN:VEVENT"
    yield _line("SUMMARY", event.summary)
    yield _line("DTSTART", event.first)
    # The end of an all-day event is the first day without it; one that has no end lasts a day (RFC 5545, 3.6.1).
    if event.last < date.max:
        yield _line("DTEND", event.last + timedelta(days=1))
    yield _line("DTSTAMP", datetime.combine(day, time(), UTC))
    yield f"UID:{_identity(event.key)}".encode()  # nothing to escape, and shorter than a line
    yield _line("DESCRIPTION", event.description)
    yield _line("TRANSP", "TRANSPARENT")
    yield b"END:VEVENT"


def _identity(key: str) -> str:
    return f"{hashlib.sha256(key.encode()).hexdigest()[:40]}@greffe"


@cache
def _line(name: str, value: str | date) -> bytes:
    """A property as RFC 5545 (3.1, 3.3) writes it: typed, escaped and folded.

    Kept: the library is slow, and most lines are in the calendar of a partner and in that of its Caf.
    """
    typed = icalendar.vText(value) if isinstance(value, str) else icalendar.vDDDTypes(value)
    content: bytes = _ANY.content_line(name, typed).to_ical()
    return content
