"""Local time: calendar days, business days and business hours in one zone, over a given set of holidays.

All instants going in and out are aware datetimes in UTC.
"""

from collections.abc import Collection
from datetime import date, datetime, time, timedelta
from functools import lru_cache

from api.policy.parameters import PARAMETERS
from api.policy.zone import zone

_DAY = timedelta(days=1)
_SATURDAY = 5
_OPENS = time(PARAMETERS.business_opens)
_CLOSES = time(PARAMETERS.business_closes)


class Calendar:
    """The wall clock and the working week of one place.

    `holidays` are the public holidays as local dates; None where none are known, so that weekdays alone count.
    """

    __slots__ = ("_holidays", "holidays_known", "zone")

    def __init__(self, zone_key: str, holidays: Collection[date] | None) -> None:
        """Raise `zoneinfo.ZoneInfoNotFoundError` for a zone that does not exist."""
        self.zone = zone(zone_key)
        self.holidays_known = holidays is not None
        self._holidays = holidays or frozenset()

    def local(self, t: datetime) -> datetime:
        """What the clock on the wall shows at an instant, as a naive datetime."""
        return self.zone.wall(t)

    def date_of(self, t: datetime) -> date:
        """The local date of an instant."""
        return self.zone.date(t)

    def instant(self, day: date, wall: time) -> datetime:
        """The instant of a local wall-clock time.

        A time in a gap moves forward to the first instant after it; a repeated one means its first pass.
        """
        return self.zone.instant(datetime.combine(day, wall))

    def days_after(self, t: datetime, days: int) -> datetime:
        """The same local wall-clock time, calendar days later."""
        return self.zone.days_after(t, days)

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
        local = self.zone.wall(t)
        day, wall = local.date(), local.time()
        if not self.is_business_day(day) or wall >= _CLOSES:
            return self.opening_after(day)
        return t if wall >= _OPENS else self.instant(day, _OPENS)


@lru_cache(maxsize=4096)
def calendar(zone_key: str, holidays: frozenset[date] | None) -> Calendar:
    """The calendar of a zone and a set of holidays, made once."""
    return Calendar(zone_key, holidays)
