"""When a message that was not taken is sent again."""

import math
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from secrets import SystemRandom

_FIRST = timedelta(seconds=5)
_FACTOR = 4
_LONGEST = timedelta(hours=20)
MOST = 11
"""How often a message is tried: the delays between add up to some three days."""

_JITTER = 0.2
"""How far a delay is moved at most, so that what failed together does not come back together."""

_RANDOM = SystemRandom()


def delay(tries: int) -> timedelta | None:
    """Return how long to wait after so many tries, before jitter: four times as long each; None to give up."""
    if tries >= MOST:
        return None
    return min(_FIRST * math.pow(_FACTOR, tries - 1), _LONGEST)


def next_try(tries: int, now: datetime, retry_after: timedelta | None) -> datetime | None:
    """Return when to try again after so many tries, not before the receiver wants it; None to give up."""
    wait = delay(tries)
    if wait is None:
        return None
    jittered = wait * _RANDOM.uniform(1 - _JITTER, 1 + _JITTER)
    return now + max(jittered, retry_after or timedelta(0))


def retry_after(header: str | None, now: datetime) -> timedelta | None:
    """Return how long a `Retry-After` asks us to wait, up to a day: seconds, or a date; None for neither."""
    if header is None:
        return None
    text = header.strip()
    try:
        if text.isascii() and text.isdigit():
            wait = timedelta(seconds=min(int(text[:9]), 10**6))
        else:
            date = parsedate_to_datetime(text)
            wait = (date if date.tzinfo else date.replace(tzinfo=UTC)) - now
    except ValueError:
        return None
    return min(max(wait, timedelta(0)), timedelta(days=1))
