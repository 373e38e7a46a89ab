"""Dates, times and words are read as people and programs write them, and never guessed at."""

from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

import pytest

from api.importers import values
from api.importers.values import CellError, DateOrder
from api.policy.facts import Format, Interest, Outcome

LONDON = ZoneInfo("Europe/London")


@pytest.mark.parametrize(
    "cell",
    [
        "2026-07-02",
        "2026/7/2",
        "2 July 2026",
        "2nd Jul 2026",
        "02-Jul-26",
        "Thu, 2 Jul 2026",
        "Thursday July 2, 2026",
        "Jul 2 2026",
        "  2   july  2026 ",
    ],
)
@pytest.mark.parametrize("order", DateOrder)
def test_a_date_that_can_be_read_in_one_way_is_read_in_any_order(cell: str, order: DateOrder) -> None:
    assert values.moment(cell, order) == (date(2026, 7, 2), None, None)


@pytest.mark.parametrize("cell", ["02/07/2026", "2.7.2026", "2-7-26"])
def test_numbers_are_read_in_the_order_that_was_chosen(cell: str) -> None:
    """And in none where none was: the second of July and the seventh of February look alike."""
    assert values.moment(cell, DateOrder.DAY_FIRST).day == date(2026, 7, 2)
    assert values.moment(cell, DateOrder.MONTH_FIRST).day == date(2026, 2, 7)
    with pytest.raises(CellError, match="choose"):
        values.moment(cell, DateOrder.ISO)


@pytest.mark.parametrize(
    ("cell", "instant"),
    [
        ("2026-07-02T14:30:00.000Z", datetime(2026, 7, 2, 14, 30, tzinfo=UTC)),
        ("2026-07-02 14:30:00 UTC", datetime(2026, 7, 2, 14, 30, tzinfo=UTC)),
        ("2026-07-02T14:30+02:00", datetime(2026, 7, 2, 12, 30, tzinfo=UTC)),
        ("Thu Jul 02 2026 14:30:00 GMT-0500 (Eastern Standard Time)", datetime(2026, 7, 2, 19, 30, tzinfo=UTC)),
        ("2 July 2026 at 2:30 pm", datetime(2026, 7, 2, 13, 30, tzinfo=UTC)),
        ("July 2, 2026, 2pm", datetime(2026, 7, 2, 13, 0, tzinfo=UTC)),
        ("2026-01-02 12:30 am", datetime(2026, 1, 2, 0, 30, tzinfo=UTC)),
        ("2026-07-02", datetime(2026, 7, 2, 8, 0, tzinfo=UTC)),
        ("2026-03-29 01:30", datetime(2026, 3, 29, 1, 30, tzinfo=UTC)),  # a time that the clocks left out
    ],
)
def test_a_time_is_of_its_offset_or_else_of_the_zone(cell: str, instant: datetime) -> None:
    assert values.moment(cell, DateOrder.ISO).instant(LONDON, time(9)) == instant


@pytest.mark.parametrize(
    "cell",
    [
        "soon",
        "2026-02-30",
        "2026-13-01",
        "2026-7",
        "46205",
        "2026-07-02 25:00",
        "2026-07-02 14",
        "2026-07-02 13 pm",
        "2026-07-02 10:00 +99:00",
        "2026-07-02 10:00 Mars",
        "\u0662\u0660\u0662\u0666-07-02",
        "2 Julember 2026",
    ],
)
def test_what_is_no_date_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        values.moment(cell, DateOrder.DAY_FIRST)


@pytest.mark.parametrize("cell", ["0001-01-01 00:00 +14:00", "9999-12-31 23:59 -12:00", "1969-12-30"])
def test_what_lies_far_off_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        values.moment(cell, DateOrder.ISO).instant(LONDON, time(9))


@pytest.mark.parametrize("cell", ["14:30", "2:30 pm", "2.30 p.m.", "14.30"])
def test_a_time_of_day(cell: str) -> None:
    assert values.time_of_day(cell) == time(14, 30)


@pytest.mark.parametrize("cell", ["", "noon", "24:00", "14", "2:30 pm +01:00"])
def test_what_is_no_time_of_day_is_refused(cell: str) -> None:
    with pytest.raises(CellError):
        values.time_of_day(cell)


def test_words_are_known_whatever_their_case_and_signs() -> None:
    """As Huntr's lists and Teal's statuses have them."""
    outcomes = {word: values.meant(word, values.OUTCOMES) for word in ("I Withdrew", "No Response 👻", "Not Selected")}
    assert [*outcomes.values()] == [Outcome.WITHDRAWN, Outcome.NO_RESPONSE, Outcome.REJECTED]
    assert values.meant("Phone-Screen", values.OUTCOMES) is Outcome.PENDING
    assert values.meant("Google Meet", values.FORMATS) is Format.VIDEO
    assert values.meant("5", values.INTERESTS) is Interest.HIGH
    assert values.meant("Declined", values.OUTCOMES) is None  # by whom?


def test_a_strange_offset_is_no_error_of_ours() -> None:
    assert values.moment("2026-07-02 10:00 +05:45", DateOrder.ISO).offset.utcoffset(None) == timedelta(  # type: ignore[union-attr]
        hours=5, minutes=45
    )
