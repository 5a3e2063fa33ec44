"""Calendars in the iCalendar format (RFC 5545; the name also as in RFC 7986), for whatever program subscribes."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache

import icalendar

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
    return _written(name, tuple(sorted(events, key=lambda each: (each.first, each.key))), day)


@cache
def _written(name: str, events: tuple[Event, ...], day: date) -> bytes:
    # Kept for those who make the same sites again and again: the library is slow.
    made = icalendar.Calendar()
    made.add("version", "2.0")
    made.add("prodid", _PRODUCT)
    made.add("calscale", "GREGORIAN")
    # The library escapes the text of the properties that it knows only.
    made.add("name", icalendar.vText(name))
    made.add("x-wr-calname", icalendar.vText(name))
    for event in events:
        made.add_component(_event(event, day))
    content: bytes = made.to_ical()
    return content


def _event(event: Event, day: date) -> icalendar.Event:
    made = icalendar.Event()
    made.add("uid", f"{hashlib.sha256(event.key.encode()).hexdigest()[:40]}@greffe")
    made.add("dtstamp", datetime.combine(day, time(), UTC))
    made.add("dtstart", event.first)
    # The end of an all-day event is the first day without it; one that has no end lasts a day (RFC 5545, 3.6.1).
    if event.last < date.max:
        made.add("dtend", event.last + timedelta(days=1))
    made.add("summary", event.summary)
    made.add("description", event.description)
    made.add("transp", "TRANSPARENT")
    return made
