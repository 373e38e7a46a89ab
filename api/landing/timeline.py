"""The example as a drawing: what is open when, on a line of days."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import NamedTuple

from api.policy.calendar import Calendar
from api.policy.wording import day

_DAY = timedelta(days=1)
_TOP, _ROW, _BOTTOM = 56, 42, 24
"""Pixels, as all figures here."""
_LETTER = 0.58
"""How wide a letter is, about, for its size."""
_LETTERS_OF_A_DAY = 9


class Span(NamedTuple):
    """Something that is drawn as a bar: open from `opens_at`, due at `due_at`, and gone at `closes_at` (None: never).

    `done_at` is when somebody did it; None where there is nothing to be done, and only something to be kept from.
    """

    title: str
    note: str
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None
    done_at: datetime | None


class Moment(NamedTuple):
    """An instant that is marked across the drawing."""

    title: str
    at: datetime


class Bar(NamedTuple):
    """A span on the drawing: how far its edges are from the left, and how far down it is.

    Its label begins or ends at `label`, as `anchor` says; its note is left out where there is no room.
    """

    span: Span
    y: int
    opens: float
    due: float
    closes: float
    done: float | None
    label: float
    anchor: str
    note: str


class Line(NamedTuple):
    """An instant or a day on the drawing. Its title is empty where there is no room for one."""

    title: str
    x: float


class Band(NamedTuple):
    """Days without business: from the left, and how wide."""

    x: float
    width: float


class Timeline(NamedTuple):
    """A drawing of a width and a height, of bars over days, with letters of a size."""

    width: int
    height: int
    size: int
    bars: Sequence[Bar]
    moments: Sequence[Line]
    weeks: Sequence[Line]
    bands: Sequence[Band]


def timeline(spans: Sequence[Span], moments: Sequence[Moment], calendar: Calendar, width: int, size: int) -> Timeline:
    """Draw spans of time, from the day before the first opens to the day after the last is due."""
    first = calendar.date_of(min(span.opens_at for span in spans)) - _DAY
    last = calendar.date_of(max(span.due_at for span in spans)) + _DAY
    days = [first + _DAY * number for number in range((last - first).days + 1)]
    begins, ends = calendar.end_of(first - _DAY), calendar.end_of(last)

    def x(at: datetime | None) -> float:
        share = 1.0 if at is None else (at - begins) / (ends - begins)
        return round(width * min(share, 1.0), 1)

    def bar(number: int, span: Span) -> Bar:
        room = width / (size * _LETTER)
        note = span.note if len(span.title) + 1 + len(span.note) <= room else ""
        opens = x(span.opens_at)
        fits = opens + (len(span.title) + 1 + len(note)) * size * _LETTER <= width
        return Bar(
            span,
            y=_TOP + number * _ROW,
            opens=opens,
            due=x(span.due_at),
            closes=x(span.closes_at),
            done=None if span.done_at is None else x(span.done_at),
            label=opens if fits else width,
            anchor="start" if fits else "end",
            note=note,
        )

    return Timeline(
        width=width,
        height=_TOP + len(spans) * _ROW + _BOTTOM,
        size=size,
        bars=[bar(number, span) for number, span in enumerate(spans)],
        moments=[Line(moment.title, x(moment.at)) for moment in moments],
        weeks=list(_weeks([(one, x(calendar.end_of(one - _DAY))) for one in days if one.weekday() == 0], width, size)),
        bands=[Band(x(begin), round(x(end) - x(begin), 1)) for begin, end in _without_business(days, calendar)],
    )


def _weeks(mondays: Sequence[tuple[date, float]], width: int, size: int) -> Iterator[Line]:
    """The lines between weeks, with as many of their days as there is room for."""
    needed, free = _LETTERS_OF_A_DAY * size * _LETTER, 0.0
    for monday, x in mondays:
        fits = free <= x <= width - needed
        yield Line(day(monday).partition(" ")[2] if fits else "", x)
        free = x + needed if fits else free


def _without_business(days: Sequence[date], calendar: Calendar) -> Iterator[tuple[datetime, datetime]]:
    """The runs of days on which there is no business, each from its beginning to its end."""
    for is_business, run in groupby(days, calendar.is_business_day):
        if not is_business:
            off = list(run)
            yield calendar.end_of(off[0] - _DAY), calendar.end_of(off[-1])
