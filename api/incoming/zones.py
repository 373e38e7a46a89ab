"""Local times of an invitation, as instants: by the rules that the file brings along, not by the name of a zone alone.

Windows has names of its own for time zones, and a file may define a zone that only its sender knows.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import NamedTuple
from zoneinfo import ZoneInfo

from icalendar import vDatetime, vUTCOffset
from icalendar.timezone.windows_to_olson import WINDOWS_TO_OLSON

from api.incoming.components import Component
from api.web.types import time_zones

MAX_ONSETS = 300
"""How many changes of one zone are looked at: the longest lists that programs write have fewer."""

_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
# What the rules of time zones are made of: one day of one month, each year; Notes says at what time as well.
_RULE = re.compile(
    r"""(?:
        (?: FREQ=YEARLY | INTERVAL=1 | WKST=[A-Z]{2} | UNTIL=(?P<until>[0-9]{8}(?:T[0-9]{6}Z?)?)
          | BYHOUR=(?P<hour>[01]?[0-9]|2[0-3]) | BYMINUTE=(?P<minute>[0-5]?[0-9]) | BYSECOND=0
          | BYMONTH=(?P<month>0?[1-9]|1[0-2]) | BYMONTHDAY=(?P<days>-?[0-9]{1,2}(?:,-?[0-9]{1,2}){0,30})
          | BYDAY=(?P<which>[+-]?[1-5])?(?P<weekday>MO|TU|WE|TH|FR|SA|SU)
        ) (?:;|$)
    )+""",
    re.VERBOSE,
)


_NOWHERE = frozenset(
    {"Etc/GMT", "Etc/UCT", "Etc/UTC", "Etc/Universal", "Etc/Zulu", "GMT", "UCT", "UTC", "Universal", "Zulu"}
)
"""What programs write who think in UTC: the instant is right, and it is nobody's local time."""


class Placed(NamedTuple):
    """A local time in its zone."""

    instant: datetime
    zone: str | None
    """The zone's IANA name, null where nobody knows one, or nobody lives by it."""
    certain: bool
    """Whether anybody says which zone is meant: the file, or its receiver."""


class _Onset(NamedTuple):
    """When local time changes: told by the clocks as they were before, with the offsets before and from then on."""

    at: datetime
    before: timedelta
    after: timedelta


class Zones:
    """The time zones of one calendar. `assumed` (IANA) is taken for times that name none."""

    def __init__(self, calendar: Component, assumed: str | None) -> None:
        self._defined = {zone.text("TZID").strip('"'): zone for zone in calendar.within("VTIMEZONE")}
        named = [calendar.text("X-WR-TIMEZONE"), *(self._defined if len(self._defined) == 1 else ())]
        self.likely = next((name for name in map(self.name, named) if name and name not in _NOWHERE), None) or assumed
        """The zone that the calendar is about as a whole (IANA), or None."""
        self._assumed = assumed

    def place(self, local: datetime, tzid: str | None) -> Placed:
        """Return a local time (naive) in the zone that its `TZID` names; raise `OverflowError` at the ends of time."""
        if tzid is not None:
            defined, name = self._defined.get(tzid), self.name(tzid)
            offset = None if defined is None else _offset(defined, local, is_known=name is not None)
            if offset is None and name is not None:
                offset = local.replace(tzinfo=ZoneInfo(name)).utcoffset()
            if offset is not None:
                instant = (local - offset).replace(tzinfo=UTC)
                return Placed(instant, self.likely if name in _NOWHERE else name, certain=True)
        instant = local.replace(tzinfo=ZoneInfo(self.likely or "UTC")).astimezone(UTC)
        is_settled = self.likely is not None and (tzid is None or self.likely == self._assumed)
        return Placed(instant, self.likely, certain=is_settled)

    def name(self, tzid: str) -> str | None:
        """Return the IANA name of what a file calls a zone, or None."""
        defined = self._defined.get(tzid)
        steps = tzid[:200].strip('"').split("/")
        names = ["/".join(steps[start:]) for start in range(len(steps))]  # of `/vendor.example/Europe/London`
        names += [] if defined is None else [defined.text("X-LIC-LOCATION")]
        known = time_zones()
        for name in names:
            if name in known:
                return name
            if name in WINDOWS_TO_OLSON:
                return str(WINDOWS_TO_OLSON[name])
        return None


def _offset(zone: Component, local: datetime, *, is_known: bool) -> timedelta | None:
    """Return how far local time is ahead of UTC by the rules of a `VTIMEZONE`, or None where they cannot be read.

    Before the first of its rules it tells no more than what came before that; a zone that is known tells more.
    """
    try:
        onsets = sorted(onset for part in zone.components[:MAX_ONSETS] for onset in _onsets(part, local))
    except (ValueError, OverflowError):
        return None
    if not onsets:
        return None
    past = [onset for onset in onsets if onset.at <= local]
    if not past:
        return None if is_known else onsets[0].before
    last = past[-1]
    skipped = local < last.at + (last.after - last.before)  # an hour that no clock showed: RFC 5545, 3.3.5
    return last.before if skipped else last.after


def _onsets(part: Component, local: datetime) -> Iterator[_Onset]:
    """Go through the changes of one `STANDARD` or `DAYLIGHT` that may matter to a time; raise `ValueError`."""
    if part.name not in {"STANDARD", "DAYLIGHT"}:
        return
    after = vUTCOffset.from_ical(part.text("TZOFFSETTO"))  # type: ignore[no-untyped-call] # icalendar's
    before = vUTCOffset.from_ical(part.text("TZOFFSETFROM") or part.text("TZOFFSETTO"))  # type: ignore[no-untyped-call] # icalendar's
    since = _clock(part.text("DTSTART"))
    dates = [_clock(one) for line in part.every("RDATE") for one in line.value.split(",", MAX_ONSETS)[:MAX_ONSETS]]
    rule = part.text("RRULE").upper()
    for at in (since, *dates, *(_yearly(rule, since, before, local) if rule else ())):
        yield _Onset(at, before, after)


def _yearly(rule: str, since: datetime, before: timedelta, local: datetime) -> list[datetime]:
    """Return when a yearly rule applies in the years around a time, however long ago it began; raise `ValueError`.

    General rules are not followed: some of them never apply, and whoever looks for when they do goes on for ever.
    """
    read = _RULE.fullmatch(rule)
    if not read:
        raise ValueError("a rule that no time zone has")
    last = local
    if until := read["until"]:
        said = _clock(until if "T" in until else f"{until}T235959")
        last = min(last, said + before if until.endswith("Z") else said)
    years = range(max(since.year, local.year - 1), local.year + 1)
    clock = time(int(read["hour"] or since.hour), int(read["minute"] or since.minute), since.second)
    found = (datetime.combine(day, clock) for year in years for day in _days(read, year, since))
    return [at for at in found if since <= at <= last]


def _days(rule: re.Match[str], year: int, since: datetime) -> list[date]:
    """Return the days of a year on which a rule applies."""
    month = int(rule["month"] or since.month)
    length = monthrange(year, month)[1]
    numbers = {int(day) for day in rule["days"].split(",")} if rule["days"] else set()
    if not numbers and not rule["weekday"]:
        numbers = {since.day}
    days = [date(year, month, day) for day in range(1, length + 1)]
    if numbers:
        days = [day for day in days if day.day in numbers or day.day - length - 1 in numbers]
    if rule["weekday"]:
        days = [day for day in days if day.weekday() == _WEEKDAYS.index(rule["weekday"])]
    if rule["which"]:
        which = int(rule["which"])
        days = days[which - 1 : which] if which > 0 else days[which:][:1]
    return days


def _clock(text: str) -> datetime:
    """Return what a clock shows, whichever it is, of a mere day at its beginning; raise `ValueError`."""
    read: datetime = vDatetime.from_ical(text.strip() if "T" in text else f"{text.strip()}T000000")  # type: ignore[no-untyped-call] # icalendar's
    return read.replace(tzinfo=None)
