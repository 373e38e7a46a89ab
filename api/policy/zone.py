"""The wall clock of a time zone, fast: between two transitions of its offset, local time is plain arithmetic."""

from bisect import bisect_right
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import NamedTuple
from zoneinfo import ZoneInfo

_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
_REACH = 366
"""Days: how far around an instant transitions are looked for. A zone without any has periods of about two years."""


class Period(NamedTuple):
    """A stretch of time with one offset: instants in `[begins, ends)`.

    Before `plain_from` its wall-clock times are repeated ones: they were shown in the period before it, too.
    """

    begins: datetime
    plain_from: datetime
    ends: datetime
    offset: timedelta


_START = datetime.min.replace(tzinfo=UTC)
_NEVER = Period(_START, _START, _START, timedelta(0))


class Zone:
    """The wall clock of an IANA zone. Instants are aware datetimes in UTC, wall-clock times naive ones."""

    __slots__ = ("_known", "_near", "_zone", "key")

    def __init__(self, key: str) -> None:
        """Raise `zoneinfo.ZoneInfoNotFoundError` for a zone that does not exist."""
        self.key = key
        self._zone = ZoneInfo(key)
        self._known: tuple[list[datetime], list[Period]] = ([], [])
        self._near = _NEVER

    def wall(self, t: datetime) -> datetime:
        """What the clock on the wall shows at an instant."""
        return t.replace(tzinfo=None) + self._period(t).offset

    def date(self, t: datetime) -> date:
        """What a calendar on the wall shows at an instant."""
        return (t + self._period(t).offset).date()

    def days_after(self, t: datetime, days: int) -> datetime:
        """The instant at which the clock shows the same time of day, calendar days later; see `instant`."""
        period, later = self._period(t), t + _days(days)
        if period.plain_from <= later < period.ends:
            return later
        return self.instant(later.replace(tzinfo=None) + period.offset)

    def instant(self, wall: datetime) -> datetime:
        """When the clock shows this.

        A time in a gap moves forward to the first instant after it; a repeated one means its first pass.
        """
        as_utc = wall.replace(tzinfo=UTC)
        period = self._period(as_utc)
        instant = as_utc - period.offset
        if period.plain_from <= instant < period.ends:
            return instant
        aware = wall.replace(tzinfo=self._zone)
        instant = aware.astimezone(UTC)
        if instant.astimezone(self._zone).replace(tzinfo=None) == wall:
            return instant
        return self._transition(aware.replace(fold=1).astimezone(UTC), instant)

    def _period(self, t: datetime) -> Period:
        near = self._near
        if near.begins <= t < near.ends:  # as nearly always: instants that are asked about lie close together
            return near
        begins, periods = self._known
        place = bisect_right(begins, t) - 1
        if place >= 0 and t < periods[place].ends:
            self._near = periods[place]
            return periods[place]
        period = self._find(t)
        # Replaced, never changed: another thread may be looking. If it adds a period as well, one of the two is lost,
        # and found again when it is needed.
        found = sorted({*periods, period})
        self._known = ([p.begins for p in found], found)
        return period

    def _find(self, t: datetime) -> Period:
        """The period around an instant: day by day to its ends, then to the second."""
        offset = self._offset(t)
        day, before = t, offset
        for _ in range(_REACH):
            day, before = day - _DAY, self._offset(day - _DAY)
            if before != offset:
                break
        begins = day if before == offset else self._transition(day, day + _DAY)
        last = t
        for _ in range(_REACH):
            last += _DAY
            if self._offset(last) != offset:
                break
        ends = last if self._offset(last) == offset else self._transition(last - _DAY, last)
        return Period(begins, begins + max(before - offset, timedelta(0)), ends, offset)

    def _offset(self, t: datetime) -> timedelta:
        offset = t.astimezone(self._zone).utcoffset()
        assert offset is not None  # noqa: S101 - an aware datetime has one
        return offset

    def _transition(self, before: datetime, after: datetime) -> datetime:
        """The first whole second after `before` at which the offset is no longer what it was then."""
        before, after = before.replace(microsecond=0), after.replace(microsecond=0)
        offset = self._offset(before)
        while after - before > _SECOND:
            middle = before + (after - before) // 2 // _SECOND * _SECOND
            if self._offset(middle) == offset:
                before = middle
            else:
                after = middle
        return after


@cache
def _days(count: int) -> timedelta:
    return timedelta(days=count)


@cache
def zone(key: str) -> Zone:
    """The zone of this name, made once; raise `zoneinfo.ZoneInfoNotFoundError`."""
    return Zone(key)
