"""An invitation as it is written in a `text/calendar` file (RFC 5545 and 5546), and read here: nothing is looked up."""

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from typing import NamedTuple

from icalendar import vDate, vDatetime, vDuration

from api.incoming import places, titles
from api.incoming.components import Component, components
from api.incoming.people import Invited, invited
from api.incoming.text import decoded
from api.incoming.zones import Placed, Zones
from api.web.problems import Invalid
from api.web.types import FIRST_YEAR, LAST_YEAR

MAX_UID = 500
MAX_SEQUENCE = 2**31 - 1

AN_HOUR = timedelta(hours=1)
"""How long an interview is taken to be where nobody says."""
_OFFICE_HOURS = (time(9), time(17))
"""When an interview is taken to be of which only the day is said."""

_TAKEN = frozenset({"", "REQUEST", "PUBLISH", "CANCEL"})


class Doubt(Enum):
    """What an invitation does not tell."""

    TIME = auto()
    """It names a day alone."""
    ZONE = auto()
    END = auto()
    FORMAT = auto()
    SERIES = auto()
    """It is of several meetings, of which the first was taken."""


class Invitation(NamedTuple):
    """One interview as an invitation has it."""

    uid: str
    recurrence: str
    """Which meeting of a series it is about, by the instant that it was planned for (ISO 8601); empty for all of it."""
    planned_at: datetime
    """When the meeting was first planned to start, wherever it has been moved since."""
    sequence: int
    stamped_at: datetime | None
    cancelled: bool
    title: str
    starts_at: datetime
    ends_at: datetime
    zone: str | None
    """The IANA name of the zone that it is told in, where there is one."""
    setting: places.Setting
    people: Invited
    doubts: tuple[Doubt, ...]

    @property
    def version(self) -> tuple[int, datetime]:
        """What tells a later version from an earlier one."""
        return self.sequence, self.stamped_at or datetime.min.replace(tzinfo=UTC)


def read(body: bytes, content_type: str, assumed: str | None) -> Invitation:
    """Return the invitation that a file holds. May take a while: not for the event loop.

    Args:
        body: The file.
        content_type: The header, whose `charset` counts.
        assumed: The time zone (IANA) of times without one.

    Raises:
        Invalid: It is no calendar, no invitation, or more than one; or it lacks a UID or a start.
    """
    found = components(decoded(body, content_type), "VCALENDAR")
    if len(found) > 1:
        raise Invalid.at("", "several_calendars", "One calendar at a time")
    calendar = found[0]
    if calendar.text("METHOD").upper() not in _TAKEN:
        raise Invalid.at("", "method", "This is an answer to an invitation, or a proposal, and no invitation")
    zones = Zones(calendar, assumed)
    return _invitation(calendar, _one(calendar.within("VEVENT"), zones), zones)


def _one(events: list[Component], zones: Zones) -> tuple[Component, bool]:
    """Return the event that a file is about, and whether it is one of several."""
    if not events:
        raise Invalid.at("", "no_event", "There is no VEVENT")
    if len({event.text("UID") for event in events}) > 1:
        raise Invalid.at("", "several_events", "One invitation at a time: the events have several UIDs")
    series = [event for event in events if event.first("RECURRENCE-ID") is None]
    if len(series) > 1 or (not series and len(events) > 1):
        raise Invalid.at("", "several_events", "One invitation at a time: there are several events")
    if not series:
        return events[0], False
    whole = series[0]
    start = _moment(whole, "DTSTART", zones)
    moved = [event for event in events if event is not whole and _same(event, start, zones)]
    return (moved or series)[0], len(events) > 1 or whole.first("RRULE") is not None or whole.first("RDATE") is not None


def _same(event: Component, start: Placed | None, zones: Zones) -> bool:
    """Whether an event of a series takes the place of the one that was to start then."""
    planned = _moment(event, "RECURRENCE-ID", zones)
    return planned is not None and start is not None and planned.instant == start.instant


def _invitation(calendar: Component, chosen: tuple[Component, bool], zones: Zones) -> Invitation:
    event, repeats = chosen
    uid = event.text("UID")
    if not 0 < len(uid) <= MAX_UID:
        raise Invalid.at("", "uid", f"The event needs a UID, of at most {MAX_UID} characters")
    start = _moment(event, "DTSTART", zones)
    if start is None:
        raise Invalid.at("", "starts_at", "The event needs a DTSTART that exists: a date, or a date and a time")
    end = _end(event, start, zones)
    ends_at = end or start.instant + AN_HOUR
    if not FIRST_YEAR <= start.instant.year <= ends_at.year <= LAST_YEAR:
        raise Invalid.at("", "out_of_range", f"Must lie in the years {FIRST_YEAR} to {LAST_YEAR}")
    planned = _moment(event, "RECURRENCE-ID", zones)
    setting = places.setting(event)
    doubts = {
        Doubt.TIME: _is_date(event, "DTSTART"),
        Doubt.ZONE: not start.certain,
        Doubt.END: end is None,
        Doubt.FORMAT: not setting.certain,
        Doubt.SERIES: repeats,
    }
    return Invitation(
        uid=uid,
        recurrence="" if repeats or planned is None else planned.instant.isoformat(),
        planned_at=(planned or start).instant,
        sequence=_whole(event.text("SEQUENCE")),
        stamped_at=_instant(event.text("DTSTAMP")),
        cancelled=calendar.text("METHOD").upper() == "CANCEL" or event.text("STATUS").upper() == "CANCELLED",
        title=titles.plain(event.text("SUMMARY")),
        starts_at=start.instant,
        ends_at=ends_at,
        zone=start.zone,
        setting=setting,
        people=invited(event),
        doubts=tuple(doubt for doubt, there in doubts.items() if there),
    )


def _end(event: Component, start: Placed, zones: Zones) -> datetime | None:
    """Return when an event ends, or None where it does not say, or ends before it has begun."""
    if _is_date(event, "DTSTART"):
        end = _moment(event, "DTSTART", zones, of_a_day=_OFFICE_HOURS[1])
        return None if end is None else end.instant
    end = _moment(event, "DTEND", zones)
    lasts = _duration(event.text("DURATION"))
    try:
        ends_at = end.instant if end else start.instant + lasts if lasts else None
    except OverflowError:
        return None
    return ends_at if ends_at and ends_at > start.instant else None


def _moment(event: Component, name: str, zones: Zones, of_a_day: time = _OFFICE_HOURS[0]) -> Placed | None:
    """Return the instant that a property names, of a mere day at an hour of it; None where it names none."""
    line = event.first(name)
    if line is None:
        return None
    try:
        if _is_date(event, name):
            day: date = vDate.from_ical(line.value.strip())  # type: ignore[no-untyped-call]
            return zones.place(datetime.combine(day, of_a_day), line.parameter("TZID"))
        read: datetime = vDatetime.from_ical(line.value.strip())  # type: ignore[no-untyped-call]
        if read.tzinfo is not None:
            return Placed(read.astimezone(UTC), zones.likely, certain=True)
        return zones.place(read, line.parameter("TZID"))
    except (ValueError, OverflowError):
        return None


def _is_date(event: Component, name: str) -> bool:
    line = event.first(name)
    return line is not None and "T" not in line.value.upper()


def _duration(text: str) -> timedelta | None:
    try:
        return vDuration.from_ical(text)  # type: ignore[no-any-return, no-untyped-call]
    except (ValueError, OverflowError):
        return None


def _instant(text: str) -> datetime | None:
    """Return a time in UTC, or None where it is none."""
    try:
        read: datetime = vDatetime.from_ical(text)  # type: ignore[no-untyped-call]
    except ValueError:
        return None
    return read.replace(tzinfo=UTC) if FIRST_YEAR <= read.year <= LAST_YEAR else None


def _whole(text: str) -> int:
    """Return a number of a version; what is none is the first one."""
    return min(int(text), MAX_SEQUENCE) if text.isascii() and text.isdecimal() and len(text) < len(str(10**12)) else 0
