"""VTIMEZONE: true of every entry, and in the form that Outlook takes wherever there is one."""

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from ical.calendar_stream import IcsCalendarStream
from ical.timezone import Timezone
from icalendar import Calendar

from api.calendar_feed.timezones import timezone
from api.web.types import time_zones
from tests.calendar_feed.reading import told

SPRING = datetime(2026, 2, 20, tzinfo=UTC)
SUMMER_OF_2021 = datetime(2021, 7, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)

OUTLOOK_TAKES = ("Europe/London", "Europe/Dublin", "America/New_York", "Australia/Lord_Howe", "America/Havana")
IRREGULAR = ("Asia/Jerusalem", "Africa/Casablanca", "Africa/Cairo", "America/Santiago", "America/Nuuk")
UNCHANGING = ("Asia/Kathmandu", "Asia/Tokyo", "Africa/Lagos", "Etc/GMT+12", "Pacific/Apia")


def written(key: str, first: datetime, last: datetime) -> Timezone:
    """What a reader finds of a zone."""
    calendar = Calendar()
    calendar.add("prodid", "-//test//test//EN")
    calendar.add("version", "2.0")
    calendar.add_component(timezone(key, first, last))
    (found,) = IcsCalendarStream.calendar_from_ics(calendar.to_ical().decode()).timezones
    return found


def untrue(key: str, first: datetime, last: datetime, step: timedelta) -> list[datetime]:
    """The instants at which the VTIMEZONE makes another one of what the clock shows; repeated times left out."""
    found = written(key, first, last)
    wrong, instant = [], first
    while instant <= last:
        local = instant.astimezone(ZoneInfo(key))
        wall = local.replace(tzinfo=None, fold=0)
        if not local.fold and told(found, wall) != local.utcoffset():
            wrong.append(instant)
        instant += step
    return wrong


@pytest.mark.parametrize("key", [*OUTLOOK_TAKES, *IRREGULAR, *UNCHANGING])
def test_it_is_true_in_every_hour_around_the_changes_of_a_year(key: str) -> None:
    for day in (day for day in range(400) if clocks_change(key, SPRING + timedelta(days=day))):
        around = SPRING + timedelta(days=day - 1)
        assert untrue(key, around, around + timedelta(days=3), HOUR / 2) == []
    assert untrue(key, SPRING, SPRING + timedelta(days=800), timedelta(days=5, hours=7)) == []


def clocks_change(key: str, day: datetime) -> bool:
    zone = ZoneInfo(key)
    return day.astimezone(zone).utcoffset() != (day + timedelta(days=1)).astimezone(zone).utcoffset()


def test_it_is_true_in_every_zone_there_is() -> None:
    """Now and in some years, before and after the clocks change."""
    year = timedelta(days=365)
    wrong = {key: untrue(key, SPRING, SPRING + year, year / 3) for key in sorted(time_zones())[::20]}
    assert {key: found for key, found in wrong.items() if found} == {}


@pytest.mark.parametrize("key", OUTLOOK_TAKES)
def test_outlook_gets_one_rule_for_each_of_the_two_times(key: str) -> None:
    """One STANDARD and one DAYLIGHT, the later in the day, each on one weekday of one month in every year."""
    zone = written(key, SPRING, SPRING + timedelta(days=90))
    (standard,), (daylight,) = zone.standard, zone.daylight
    later, before = (offset.offset for offset in (daylight.tz_offset_to, daylight.tz_offset_from))
    assert later > before == standard.tz_offset_to.offset
    for observance in (standard, daylight):
        assert observance.rrule is not None
        assert (observance.rrule.freq, len(observance.rrule.by_month)) == ("YEARLY", 1)
        assert [day.occurrence is not None for day in observance.rrule.by_weekday] == [True]
        assert observance.start_datetime.year < SPRING.year


@pytest.mark.parametrize("key", IRREGULAR)
def test_no_rule_is_told_that_holds_for_some_years_alone(key: str) -> None:
    """Programs may keep what they read of a zone: Israel's Friday is the last of March in 2026, and not in 2029."""
    zone = written(key, SPRING, SPRING + timedelta(days=90))
    assert {one.rrule for one in (*zone.standard, *zone.daylight)} == {None}


@pytest.mark.parametrize("key", UNCHANGING)
def test_a_zone_whose_clocks_stay_has_one_time(key: str) -> None:
    zone = written(key, SPRING, SPRING)
    assert ([one.rrule for one in zone.standard], zone.daylight) == ([None], [])


def test_a_rule_that_has_changed_since_is_not_applied_to_what_was_before() -> None:
    """The United States moved both changes in 2007. And Mexico has left its clocks alone since 2022."""
    for key, past in (("America/New_York", datetime(2005, 11, 2, tzinfo=UTC)), ("America/Mexico_City", SUMMER_OF_2021)):
        assert untrue(key, past, past + timedelta(days=800), timedelta(days=5)) == []
    zone = written("America/Mexico_City", SUMMER_OF_2021, SUMMER_OF_2021)
    assert [one.rrule for one in (*zone.standard, *zone.daylight)] == [None] * 3


def test_a_change_just_before_the_last_entry_counts() -> None:
    """Though it be later by the zone's own clock, which is ahead: Israel's go forward at midnight in UTC."""
    last = datetime(2026, 3, 27, 0, 30, tzinfo=UTC)
    assert untrue("Asia/Jerusalem", last, last, HOUR) == []
