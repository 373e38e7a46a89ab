"""The only reader of the current time. Everything else is told."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def now() -> datetime:
    """Return this instant, aware and in UTC."""
    return datetime.now(UTC)
