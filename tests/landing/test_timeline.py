"""Spans of time on a line of days."""

from datetime import UTC, date, datetime, timedelta

import pytest

from api.landing.timeline import Moment, Span, Timeline, timeline
from api.policy.calendar import Calendar

FRIDAY = datetime(2026, 3, 6, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HOLIDAY = date(2026, 3, 10)


def drawn(*spans: Span, width: int = 1000, size: int = 10) -> Timeline:
    return timeline(spans, [Moment("noon", FRIDAY)], Calendar("UTC", {HOLIDAY}), width, size)


def span(title: str = "Thank Ann", note: str = "", closes: datetime | None = FRIDAY + 5 * DAY) -> Span:
    return Span(title, note, FRIDAY, FRIDAY + 2 * DAY, closes, FRIDAY)


def test_a_bar_is_as_long_as_its_span() -> None:
    """From Thursday 0:00, the day before it opens, to Tuesday 0:00, the end of the day after it is due: 5 days."""
    (bar,) = drawn(span()).bars
    assert (bar.opens, bar.due, bar.done) == (300, 700, 300)
    assert bar.closes == 1000


@pytest.mark.parametrize("closes", [None, FRIDAY + 100 * DAY])
def test_what_goes_on_ends_with_the_drawing(closes: datetime | None) -> None:
    assert drawn(span(closes=closes)).bars[0].closes == 1000


def test_days_without_business_are_marked() -> None:
    """The weekend as one, and on a longer line the holiday too."""
    assert [(band.x, band.width) for band in drawn(span()).bands] == [(400, 400)]
    longer = drawn(span()._replace(due_at=FRIDAY + 4 * DAY), width=700)
    assert [(band.x, band.width) for band in longer.bands] == [(200, 200), (500, 100)]


def test_moments_and_weeks_have_their_places() -> None:
    drawing = drawn(span())
    assert [(moment.title, moment.x) for moment in drawing.moments] == [("noon", 300)]
    assert [(week.title, week.x) for week in drawing.weeks] == [("9 March", 800)]


def test_words_stay_on_the_drawing() -> None:
    """A label that would not fit behind its bar's opening ends at the edge; a note that would not fit is left out."""
    wide = drawn(span("Thank Ann", "by email")).bars[0]
    assert (wide.label, wide.anchor, wide.note) == (300, "start", "by email")
    narrow = drawn(span("Thank Ann", "by email"), width=110).bars[0]
    assert (narrow.label, narrow.anchor, narrow.note) == (110, "end", "by email")
    tiny = drawn(span("Thank Ann", "by email"), width=60).bars[0]
    assert (tiny.label, tiny.anchor, tiny.note) == (60, "end", "")
    assert [week.title for week in drawn(span(), width=80).weeks] == [""]
