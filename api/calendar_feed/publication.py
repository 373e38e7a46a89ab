"""What was published, and what is published next: pure, so that no entry's number ever goes back.

Calendar programs keep what they have read. An entry that is done with may not just vanish, or some would show it for
ever; it is cancelled first, for a while. And a changed entry has to carry a higher number, or they would keep the old.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from pydantic_core import from_json, to_json

from api.calendar_feed.entries import Entry, Matter

CANCELLED_FOR = timedelta(days=30)
"""For how long an entry that is gone stays in the calendar as cancelled."""
KEPT_AFTER = timedelta(days=90)
"""For how long an interview that has begun stays in the calendar."""
_SECOND = timedelta(seconds=1)

# In bytes. Google takes a megabyte at most, all in all; what is around the entries, their time zones above all, takes
# some thousands.
_FOR_PRESENT = 750_000
_FOR_GONE = 150_000
_FRAME_OF_ENTRY = 700
"""Bytes of an entry but for its texts, at most."""


class Published(NamedTuple):
    """An entry as it was published last: first at `created`, in these words since `changed`, changed `sequence` times.

    Where entries were forgotten before it came, `sequence` begins at a number that none of them had.
    """

    key: str
    sequence: int
    created: datetime
    changed: datetime
    entry: Entry


class Publication(NamedTuple):
    """All that a calendar says. New entries begin at the sequence number `first`."""

    entries: tuple[Published, ...] = ()
    first: int = 0

    @classmethod
    def read(cls, content: bytes) -> Self:
        """Read what `written` gave."""
        first, entries = from_json(content)
        instant = datetime.fromisoformat
        return cls(
            tuple(
                Published(
                    key,
                    sequence,
                    instant(created),
                    instant(changed),
                    Entry(Matter(matter), summary, description, instant(begins), instant(ends), timezone, cancelled),
                )
                for key, sequence, created, changed, (
                    matter,
                    summary,
                    description,
                    begins,
                    ends,
                    timezone,
                    cancelled,
                ) in entries
            ),
            first,
        )

    def written(self) -> bytes:
        """Return it as JSON, to be kept."""
        return to_json((self.first, self.entries))

    def followed_by(self, present: Mapping[str, Entry], now: datetime, since: datetime) -> "Publication":
        """Return what is published next, given all entries there are now, those to be kept first coming first.

        Interviews that began before `since` are no longer read: they are neither here nor cancelled.
        """
        before = {one.key: one for one in self.entries}
        there = (_next(before.get(key), key, entry, self.first, now) for key, entry in present.items())
        gone = (one for one in self.entries if one.key not in present and not _is_past(one.entry, since))
        ended = (_next(one, one.key, one.entry._replace(cancelled=True), self.first, now) for one in gone)
        lately = (one for one in ended if one.changed + CANCELLED_FOR > now)
        latest = sorted(lately, key=lambda one: (one.changed, one.key), reverse=True)
        entries = (*_fitting(there, _FOR_PRESENT), *_fitting(latest, _FOR_GONE))
        forgotten = before.keys() - {one.key for one in entries}
        return Publication(entries, max([self.first, *(before[key].sequence + 1 for key in forgotten)]))

    def changes_at(self, present: Mapping[str, Entry], now: datetime) -> datetime | None:
        """The next instant after `now` at which the clock alone takes something out of it."""
        ends = [one.changed + CANCELLED_FOR for one in self.entries if one.key not in present]
        ends += [entry.begins + KEPT_AFTER + _SECOND for entry in present.values() if entry.matter is Matter.INTERVIEW]
        return min((end for end in ends if end > now), default=None)


def _next(last: Published | None, key: str, entry: Entry, first: int, now: datetime) -> Published:
    """Return an entry as it is published next: under a new number if, and only if, it says something else."""
    if last is None:
        return Published(key, first, _second(now), _second(now), entry)
    if last.entry == entry:
        return last
    return Published(key, last.sequence + 1, last.created, max(last.changed, _second(now)), entry)


def _second(instant: datetime) -> datetime:
    return instant.replace(microsecond=0)


def _is_past(entry: Entry, since: datetime) -> bool:
    return entry.matter is Matter.INTERVIEW and entry.begins < since


def _fitting(entries: Iterable[Published], room: int) -> list[Published]:
    """Return the first entries, as many as surely fit into so many bytes."""
    fitting = []
    for one in entries:
        texts = 3 * len(one.entry.summary.encode()) + len(one.entry.description.encode())  # alarms repeat the summary
        room -= _FRAME_OF_ENTRY + 21 * texts // 10  # each character may be escaped, and lines are folded
        if room < 0:
            break
        fitting.append(one)
    return fitting
