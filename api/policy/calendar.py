"""Local time: calendar days, business days and business hours in one zone, over a given set of holidays.

All instants going in and out are aware datetimes in UTC.
"""

from collections.abc import Collection
from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

from api.policy.parameters import PARAMETERS

_DAY = timedelta(days=1)
_SATURDAY = 5
_OPENS = time(PARAMETERS.business_opens)
_CLOSES = time(PARAMETERS.business_closes)


class Calendar:
    """The wall clock and the working week of one place.

    `holidays` are the public holidays as local dates; None where none are known, so that weekdays alone count.
    """

    __slots__ = ("_holidays", "holidays_known", "zone")

    def __init__(self, zone: str, holidays: Collection[date] | None) -> None:
        """Raise `zoneinfo.ZoneInfoNotFoundError` for a zone that does not exist."""
        self.zone = ZoneInfo(zone)
        self.holidays_known = holidays is not None
        self._holidays = holidays or frozenset()

    def local(self, t: datetime) -> datetime:
        """The aware local datetime of an instant."""
        return t.astimezone(self.zone)

    def date_of(self, t: datetime) -> date:
        """The local date of an instant."""
        return t.astimezone(self.zone).date()

    def instant(self, day: date, wall: time) -> datetime:
        """The instant of a local wall-clock time.

        A time in a gap moves forward to the first instant after it; a repeated one means its first pass.
        """
        return _resolve(datetime.combine(day, wall), self.zone)

    def days_after(self, t: datetime, days: int) -> datetime:
        """The same local wall-clock time, calendar days later."""
        return _resolve(t.astimezone(self.zone).replace(tzinfo=None) + timedelta(days=days), self.zone)

    def end_of(self, day: date) -> datetime:
        """24:00 of a local date, which is the first instant of the next one."""
        return self.instant(day + _DAY, time.min)

    def is_business_day(self, day: date) -> bool:
        """Monday to Friday, and no public holiday."""
        return day.weekday() < _SATURDAY and day not in self._holidays

    def business_day_after(self, day: date, count: int = 1) -> date:
        """The count-th business day strictly after a local date."""
        while count:
            day += _DAY
            if self.is_business_day(day):
                count -= 1
        return day

    def opening_after(self, day: date) -> datetime:
        """The opening of business on the first business day strictly after a local date."""
        return self.instant(self.business_day_after(day), _OPENS)

    def closing_after(self, t: datetime, count: int) -> datetime:
        """The close of business, count business days after the local date of an instant."""
        return self.instant(self.business_day_after(self.date_of(t), count), _CLOSES)

    def roll(self, t: datetime) -> datetime:
        """The instant itself if it lies in business hours, else the next opening of business."""
        local = t.astimezone(self.zone)
        day, wall = local.date(), local.time()
        if not self.is_business_day(day) or wall >= _CLOSES:
            return self.opening_after(day)
        return t if wall >= _OPENS else self.instant(day, _OPENS)


@lru_cache(maxsize=4096)
def calendar(zone: str, holidays: frozenset[date] | None) -> Calendar:
    """The calendar of a zone and a set of holidays, made once."""
    return Calendar(zone, holidays)


def _resolve(wall: datetime, zone: ZoneInfo) -> datetime:
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    return _end_of_gap(wall.replace(tzinfo=zone, fold=1).astimezone(UTC), instant, zone)


def _end_of_gap(before: datetime, after: datetime, zone: ZoneInfo) -> datetime:
    """The first whole second at which the zone's offset is no longer what it was at `before`."""
    before, after = before.replace(microsecond=0), after.replace(microsecond=0)
    offset = before.astimezone(zone).utcoffset()
    second = timedelta(seconds=1)
    while after - before > second:
        middle = before + (after - before) // 2 // second * second
        if middle.astimezone(zone).utcoffset() == offset:
            before = middle
        else:
            after = middle
    return after
