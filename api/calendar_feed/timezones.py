"""VTIMEZONE: what the clocks of a zone show, as far as a calendar's entries need it told.

Outlook and Exchange take one STANDARD and at most one DAYLIGHT of each zone, each with a yearly rule of one weekday of
a month ([MS-OXCICAL] 2.1.3.1.1.19). So a zone is told in these two wherever they are true of every entry, from the year
before the first one to some years after the last; and change by change where they are not. `icalendar` could make one
from a zone as well, but sets the beginning of summer time an hour wrong.
"""

from calendar import monthrange
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, NamedTuple
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from icalendar import Timezone, TimezoneDaylight, TimezoneStandard

_STRIDE = timedelta(days=5)
"""No clocks change twice within it: the tz database has seven days as the least."""
_SECOND = timedelta(seconds=1)
_WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_LAST = -1
_SUMMER_AND_WINTER = 2

_YEARS_SEEN = 6
"""Years behind the last entry in which a rule has to be true: in few, a fourth Sunday may be the last one each time."""


class _Change(NamedTuple):
    """A change of the clocks, when they show `wall` before it, from one offset to another. `name` is the new time's."""

    wall: datetime
    before: timedelta
    after: timedelta
    name: str


def timezone(key: str, first: datetime, last: datetime) -> "Timezone":
    """Return the VTIMEZONE of a zone, true from one instant to another."""
    from icalendar import Timezone  # noqa: PLC0415 - takes long to load, and few requests need it

    zone, years = ZoneInfo(key), range(first.year - 1, last.year + _YEARS_SEEN + 1)
    begins, ends = (datetime(year, 1, 1, tzinfo=UTC) for year in (years.start, years.stop))
    changes = list(_changes(zone, begins, ends))
    kinds = {(c.before, c.after): [one for one in changes if one[1:] == c[1:]] for c in changes}
    rules = [_rule(alike, years) for alike in kinds.values()]
    made = Timezone()
    made.add("tzid", key)
    if len(kinds) == _SUMMER_AND_WINTER and None not in rules:
        for alike, rule in zip(kinds.values(), rules, strict=True):
            made.add_component(_observance(alike[:1], rule))
        return made
    opening, name = _at(zone, begins)
    made.add_component(_observance([_Change(begins.replace(tzinfo=None), opening, opening, name)]))
    for alike in kinds.values():
        if needed := [change for change in alike if change.wall - change.before <= last.replace(tzinfo=None)]:
            made.add_component(_observance(needed))
    return made


def _changes(zone: ZoneInfo, begins: datetime, ends: datetime) -> Iterator[_Change]:
    """Go through the changes of a zone's clocks between two instants: in strides, then to the second."""
    reached, (before, _) = begins, _at(zone, begins)
    while reached < ends:
        low, reached = reached, min(reached + _STRIDE, ends)
        after, name = _at(zone, reached)
        if after != before:
            high = reached
            while high - low > _SECOND:
                middle = low + (high - low) // 2 // _SECOND * _SECOND
                low, high = (middle, high) if _at(zone, middle)[0] == before else (low, middle)
            yield _Change((high + before).replace(tzinfo=None), before, after, name)
        before = after


def _rule(changes: Sequence[_Change], years: Sequence[int]) -> dict[str, object] | None:
    """Return the rule by which clocks change in every one of these years, if there is one: on a weekday of a month."""
    walls = [change.wall for change in changes]
    is_last = all(wall.day + 7 > monthrange(wall.year, wall.month)[1] for wall in walls)
    places = {(wall.month, _LAST if is_last else (wall.day + 6) // 7, wall.weekday(), wall.time()) for wall in walls}
    if len(places) != 1 or [wall.year for wall in walls] != list(years):
        return None
    month, place, weekday, _ = places.pop()
    return {"freq": "yearly", "bymonth": month, "byday": f"{place}{_WEEKDAYS[weekday]}"}


def _observance(
    alike: Sequence[_Change], rule: dict[str, object] | None = None
) -> "TimezoneStandard | TimezoneDaylight":
    """Return what changes of one kind begin: each time of a rule, or each of these times."""
    from icalendar import TimezoneDaylight, TimezoneStandard  # noqa: PLC0415 - as above

    change = alike[0]
    made = TimezoneDaylight() if change.after > change.before else TimezoneStandard()
    made.add("dtstart", change.wall)
    made.add("tzoffsetfrom", change.before)
    made.add("tzoffsetto", change.after)
    made.add("tzname", change.name)
    if rule is not None:
        made.add("rrule", rule)
    else:
        made.add("rdate", [one.wall for one in alike])  # the first one, too: some programs overlook a lone DTSTART
    return made


def _at(zone: ZoneInfo, instant: datetime) -> tuple[timedelta, str]:
    """The offset of a zone at an instant, and what its time is called then."""
    local = instant.astimezone(zone)
    return local.utcoffset() or timedelta(0), local.tzname() or zone.key
