"""Business days and hours, and calendar days by the clock on the wall."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo, available_timezones

import pytest

from api.policy.calendar import Calendar, calendar
from tests.policy.facts import at, facts, interview, window

LONDON = Calendar("Europe/London", {date(2026, 4, 3), date(2026, 4, 6)})
"""With Good Friday and Easter Monday."""


@pytest.mark.parametrize(
    ("t", "rolled"),
    [
        ("2026-03-02T09:00Z", "2026-03-02T09:00Z"),
        ("2026-03-02T16:59:59.999999Z", "2026-03-02T16:59:59.999999Z"),
        ("2026-03-02T08:59:59.999999Z", "2026-03-02T09:00Z"),
        ("2026-03-02T17:00Z", "2026-03-03T09:00Z"),
        ("2026-03-06T17:00Z", "2026-03-09T09:00Z"),
        ("2026-03-07T12:00Z", "2026-03-09T09:00Z"),
        ("2026-03-08T23:59Z", "2026-03-09T09:00Z"),
        ("2026-04-02T16:00Z", "2026-04-07T08:00Z"),
        ("2026-04-03T12:00Z", "2026-04-07T08:00Z"),
    ],
)
def test_roll_keeps_business_hours_and_else_waits_for_the_next_opening(t: str, rolled: str) -> None:
    """From 09:00 up to, not including, 17:00; weekends and holidays are skipped."""
    assert LONDON.roll(at(t)) == at(rolled)


def test_without_known_holidays_weekdays_alone_count() -> None:
    plain = Calendar("Europe/London", None)
    assert not plain.holidays_known
    assert plain.is_business_day(date(2026, 4, 3))
    assert not plain.is_business_day(date(2026, 4, 4))


def test_a_country_without_holidays_is_known_all_the_same() -> None:
    assert Calendar("UTC", frozenset()).holidays_known


@pytest.mark.parametrize(
    ("day", "opening"),
    [
        (date(2026, 3, 2), "2026-03-03T09:00Z"),
        (date(2026, 3, 6), "2026-03-09T09:00Z"),
        (date(2026, 3, 7), "2026-03-09T09:00Z"),
        (date(2026, 4, 2), "2026-04-07T08:00Z"),
    ],
)
def test_opening_after_is_strictly_after_the_date(day: date, opening: str) -> None:
    assert LONDON.opening_after(day) == at(opening)


def test_closing_after_counts_business_days_from_the_local_date() -> None:
    assert LONDON.closing_after(at("2026-03-05T09:00Z"), 2) == at("2026-03-09T17:00Z")
    assert Calendar("Asia/Tokyo", None).closing_after(at("2026-03-05T16:00Z"), 1) == at("2026-03-09T08:00Z")


@pytest.mark.parametrize(
    ("zone", "t", "days", "later"),
    [
        ("Europe/London", "2026-03-28T11:00Z", 1, "2026-03-29T10:00Z"),
        ("Europe/London", "2026-10-24T10:00Z", 1, "2026-10-25T11:00Z"),
        ("Europe/London", "2026-03-28T01:30Z", 1, "2026-03-29T01:00Z"),  # 01:30 is in the gap: its end, 02:00 there
        ("Europe/London", "2026-10-24T00:30Z", 1, "2026-10-25T00:30Z"),  # 01:30 comes twice: the first pass
        ("Africa/Cairo", "2026-04-22T22:15Z", 1, "2026-04-23T22:00Z"),  # 00:15 is in a gap at midnight
        ("Australia/Lord_Howe", "2026-10-02T15:40Z", 1, "2026-10-03T15:30Z"),  # a gap of half an hour
        ("Pacific/Apia", "2011-12-29T10:00Z", 1, "2011-12-30T10:00Z"),  # 30 December 2011 never was
        ("UTC", "2028-02-29T10:00Z", 1, "2028-03-01T10:00Z"),
    ],
)
def test_days_after_keeps_the_time_of_day(zone: str, t: str, days: int, later: str) -> None:
    """A time in a gap moves forward to the first instant after it; a repeated one means its first pass."""
    assert Calendar(zone, None).days_after(at(t), days) == at(later)


def test_the_end_of_a_day_is_the_first_instant_of_the_next() -> None:
    assert LONDON.end_of(date(2026, 3, 28)) == at("2026-03-29T00:00Z")
    assert LONDON.end_of(date(2026, 3, 29)) == at("2026-03-29T23:00Z")
    assert Calendar("Africa/Cairo", None).end_of(date(2026, 4, 23)) == at("2026-04-23T22:00Z")


def test_an_instant_is_given_by_its_local_time() -> None:
    assert LONDON.instant(date(2026, 7, 1), time(9)) == at("2026-07-01T08:00Z")
    assert LONDON.local(at("2026-07-01T08:00Z")) == datetime(2026, 7, 1, 9)
    assert LONDON.date_of(at("2026-07-01T23:30Z")) == date(2026, 7, 2)


def test_equal_places_share_one_calendar() -> None:
    assert calendar("Asia/Tokyo", frozenset()) is calendar("Asia/Tokyo", frozenset())


def days_of_change(zone: ZoneInfo) -> list[datetime]:
    """The UTC midnights of 2026 after which the zone's offset changes within the day."""
    midnights = [datetime(2026, 1, 1, tzinfo=UTC) + timedelta(days=n) for n in range(365)]
    offsets = [midnight.astimezone(zone).utcoffset() for midnight in midnights]
    return [midnights[n] for n in range(364) if offsets[n] != offsets[n + 1]] or midnights[:1]


def test_a_thank_you_is_due_24_elapsed_hours_after_the_end_in_every_zone() -> None:
    """However the clocks of the place change in between."""
    for key in sorted(available_timezones()):
        for midnight in days_of_change(ZoneInfo(key)):
            for hours in (-12, 0, 3, 12):
                ends = midnight + timedelta(hours=hours)
                one = interview(timezone=key, starts_at=ends - timedelta(hours=1), ends_at=ends)
                assert window(facts(one), "thank-everyone").due_at - ends == timedelta(hours=24), (key, ends)
