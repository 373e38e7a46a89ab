"""An invitation as it is written in a `text/calendar` file (RFC 5545 and 5546), and read here: nothing is looked up."""

from datetime import UTC, date, datetime, time, timedelta
from enum import Enum, auto
from typing import NamedTuple
from zoneinfo import ZoneInfo

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

_WHENEVER = datetime(FIRST_YEAR, 1, 1, tzinfo=UTC)
"""When something is cancelled of which the time is not said."""

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
    def names_no_zone(self) -> bool:
        """Whether nobody has said in which zone its times are. They are as if that were UTC."""
        return self.zone is None and Doubt.ZONE in self.doubts

    def told_in(self, zone: str) -> "Invitation":
        """Return it with its times, which name no zone, in this one (IANA). It lasts as long. Raises `Invalid`."""
        starts_at = self.starts_at.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC)
        ends_at = starts_at + (self.ends_at - self.starts_at)
        return self._replace(zone=zone, starts_at=_in_range(starts_at), ends_at=_in_range(ends_at))


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
    if event.is_quoted_printable:
        raise Invalid.at("", "encoding", "The event is quoted-printable, which is vCalendar's: export it as iCalendar")
    cancelled = calendar.text("METHOD").upper() == "CANCEL" or event.text("STATUS").upper() == "CANCELLED"
    start = _start(event, zones, cancelled=cancelled)
    end = _end(event, start, zones)
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
        cancelled=cancelled,
        title=titles.plain(event.text("SUMMARY")),
        starts_at=start.instant,
        ends_at=_in_range(end or start.instant + AN_HOUR),
        zone=start.zone,
        setting=setting,
        people=invited(event),
        doubts=tuple(doubt for doubt, there in doubts.items() if there),
    )


def _start(event: Component, zones: Zones, *, cancelled: bool) -> Placed:
    """Return when an event starts. A cancellation need not say it, and then it does not matter: RFC 5546, 3.2.5."""
    if cancelled and event.first("DTSTART") is None:
        return Placed(_WHENEVER, None, certain=True)
    start = _moment(event, "DTSTART", zones)
    if start is None:
        raise Invalid.at("", "starts_at", "The event needs a DTSTART that exists: a date, or a date and a time")
    return Placed(_in_range(start.instant), start.zone, start.certain)


def _in_range(instant: datetime) -> datetime:
    """Return an instant that can be kept; raise `Invalid` for others."""
    if not FIRST_YEAR <= instant.year <= LAST_YEAR:
        raise Invalid.at("", "out_of_range", f"Must lie in the years {FIRST_YEAR} to {LAST_YEAR}")
    return instant


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
            day: date = vDate.from_ical(line.value.strip().upper())  # type: ignore[no-untyped-call] # icalendar's
            return zones.place(datetime.combine(day, of_a_day), line.parameter("TZID"))
        read: datetime = vDatetime.from_ical(line.value.strip().upper())  # type: ignore[no-untyped-call] # icalendar's
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
        read: datetime = vDatetime.from_ical(text)  # type: ignore[no-untyped-call] # icalendar's
    except ValueError:
        return None
    return read.replace(tzinfo=UTC) if FIRST_YEAR <= read.year <= LAST_YEAR else None


def _whole(text: str) -> int:
    """Return a number of a version; what is none is the first one."""
    return min(int(text), MAX_SEQUENCE) if text.isascii() and text.isdecimal() and len(text) < len(str(10**12)) else 0
