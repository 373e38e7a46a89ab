"""How facts are put into words: dates, names, lists and quotations. Nothing here depends on the clock or the locale."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import StrEnum

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)
_QUOTED = 140


def day(d: date) -> str:
    """A date as in «Monday 2 March»."""
    return f"{_WEEKDAYS[d.weekday()]} {d.day} {_MONTHS[d.month - 1]}"


def moment(local: datetime) -> str:
    """A local datetime as in «Monday 2 March at 09:00»."""
    return f"{day(local.date())} at {local:%H:%M}"


def plain(term: StrEnum) -> str:
    """A term of the vocabulary in plain words: «no response»."""
    return term.replace("_", " ")


def count(number: int, one: str, many: str | None = None) -> str:
    """A number with its noun: «1 day», «4 days»."""
    return f"{number} {one if number == 1 else many or one + 's'}"


def names(of: Sequence[str]) -> str:
    """Names in a sentence: «Ann», «Ann and Bob», «Ann, Bob and Cyd»."""
    return of[0] if len(of) == 1 else f"{', '.join(of[:-1])} and {of[-1]}"


def quoted(text: str) -> str:
    """A debrief's own words on one line, cut at a word when they are long; the sentence around them ends itself."""
    line = " ".join(text.split())
    if len(line) > _QUOTED:
        line = line[:_QUOTED].rsplit(" ", 1)[0].rstrip(",.;:") + " …"
    return f"“{line.removesuffix('.')}”"


def listed(texts: Iterable[str]) -> str:
    """Several of the debrief's own words in one sentence."""
    return "; ".join(map(quoted, texts))
