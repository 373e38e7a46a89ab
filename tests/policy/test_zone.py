"""The fast wall clock against the standard library's, in every zone and around its changes of offset."""

from datetime import UTC, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo, available_timezones

import pytest

from api.policy.zone import Zone

ZONES = sorted(available_timezones())


def resolved(wall: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a wall-clock time by the book: second by second over a gap, the first pass of a fold."""
    instant = wall.replace(tzinfo=zone).astimezone(UTC)
    if instant.astimezone(zone).replace(tzinfo=None) == wall:
        return instant
    before = wall.replace(tzinfo=zone, fold=1).astimezone(UTC).replace(microsecond=0)
    offset, step = before.astimezone(zone).utcoffset(), timedelta(days=1)
    while step >= timedelta(seconds=1):
        while (before + step).astimezone(zone).utcoffset() == offset:
            before += step
        step /= 2
        step -= timedelta(microseconds=step.microseconds)
    return before + timedelta(seconds=1)


def near_a_change(zone: ZoneInfo, year: int, random: Random) -> datetime:
    """An instant within three days of the year's first change of offset, or of New Year where there is none."""
    day = datetime(year, 1, 1, tzinfo=UTC)
    for number in range(0, 366, 3):
        later = day + timedelta(days=number)
        if later.astimezone(zone).utcoffset() != day.astimezone(zone).utcoffset():
            return later - timedelta(minutes=random.randrange(0, 3 * 1440, 15))
    return day


@pytest.mark.parametrize("part", range(8))
def test_it_shows_what_the_standard_library_shows(part: int) -> None:
    """Wall clock, days after, and the instant of a wall-clock time; gaps and folds included."""
    random = Random(part)
    for key in ZONES[part::8]:
        fast, slow = Zone(key), ZoneInfo(key)
        for _ in range(6):
            t = near_a_change(slow, random.randint(1971, 2100), random) + timedelta(microseconds=random.choice([0, 1]))
            shown = t.astimezone(slow).replace(tzinfo=None)
            assert fast.wall(t) == shown, (key, t)
            for days in (1, 4, 7, 28, 365):
                wall = shown + timedelta(days=days)
                assert fast.days_after(t, days) == resolved(wall, slow), (key, t, days)
                assert fast.instant(wall) == resolved(wall, slow), (key, wall)


def test_a_gap_ends_at_its_first_instant_and_a_fold_means_its_first_pass() -> None:
    """London 2026: 01:30 does not exist on 29 March, and stands twice on 25 October."""
    london = Zone("Europe/London")
    assert london.instant(datetime(2026, 3, 29, 1, 30)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert london.instant(datetime(2026, 10, 25, 1, 30)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert london.days_after(datetime(2025, 10, 25, 1, 30, tzinfo=UTC), 1) == datetime(2025, 10, 26, 2, 30, tzinfo=UTC)


def test_midnight_in_a_gap_is_the_first_instant_of_the_day() -> None:
    """Cairo moves its clocks at midnight."""
    cairo = Zone("Africa/Cairo")
    assert cairo.wall(cairo.instant(datetime(2026, 4, 24))) == datetime(2026, 4, 24, 1)


def test_an_unknown_zone_is_refused() -> None:
    """With the error of the standard library, which is a KeyError."""
    with pytest.raises(KeyError):
        Zone("Europe/Atlantis")
