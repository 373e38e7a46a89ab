"""Calendars read back with `ical`, which shares no code with what writes them; by its rules, and by our own eyes."""

import re
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from ical.alarm import Alarm
from ical.calendar import Calendar
from ical.calendar_stream import IcsCalendarStream
from ical.event import Event
from ical.timezone import IcsTimezoneInfo, Timezone
from ical.todo import Todo

_LOCAL = re.compile(r"^(DTSTART|DTEND|DUE);TZID=([^:;]+):(\d{8}T\d{6})$")


def read(content: bytes) -> Calendar:
    """Parse a calendar, held to what RFC 5545 says of its lines."""
    lines = content.decode().split("\r\n")
    assert lines.pop() == ""
    assert not [line for line in lines if "\n" in line or "\r" in line or len(line.encode()) > 75]
    return IcsCalendarStream.calendar_from_ics(content.decode())


def by_uid(content: bytes) -> dict[str, Event | Todo]:
    """The entries of a calendar by their UIDs, each of which stands there once."""
    calendar = read(content)
    entries: list[Event | Todo] = [*calendar.events, *calendar.todos]
    found = {entry.uid: entry for entry in entries}
    assert len(found) == len(entries)
    return found


def by_summary(content: bytes) -> dict[str, Event | Todo]:
    return {entry.summary or "": entry for entry in by_uid(content).values()}


def alarms(entry: Event | Todo) -> list[Alarm]:
    return list(entry.alarm if isinstance(entry, Event) else entry.alarms)


def told(timezone: Timezone, wall: datetime) -> timedelta:
    """The offset that a VTIMEZONE itself gives to a wall-clock time, whatever else is known of the zone's name."""
    offset = IcsTimezoneInfo.from_timezone(timezone).utcoffset(wall)
    assert offset is not None
    return offset


class Stated(NamedTuple):
    """A time as it stands in a calendar's text, and the instant that its own VTIMEZONE makes of it."""

    field: str
    instant: datetime


def stated(content: bytes) -> list[Stated]:
    """Every local time of a calendar, by the VTIMEZONE that it names, which has to be there."""
    zones = {timezone.tz_id: timezone for timezone in read(content).timezones}
    lines = content.decode().replace("\r\n ", "").split("\r\n")
    found = [match.groups() for line in lines if (match := _LOCAL.match(line))]
    assert {key for _, key, _ in found} == zones.keys()
    walls = ((field, zones[key], datetime.strptime(wall, "%Y%m%dT%H%M%S")) for field, key, wall in found)  # noqa: DTZ007
    return [Stated(field, (wall - told(zone, wall)).replace(tzinfo=UTC)) for field, zone, wall in walls]


def instant(value: datetime | date | None) -> datetime:
    assert isinstance(value, datetime), value
    return value.astimezone(UTC)
