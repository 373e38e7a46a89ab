"""A publication as iCalendar (RFC 5545 and 7986), as Google, Apple and Outlook take it: see `docs/calendars.md`.

It names no `METHOD`: it is what a calendar holds, and nobody sends it to anybody (RFC 5545, 3.7.2).
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, time, timedelta
from enum import StrEnum
from typing import TYPE_CHECKING, Final
from uuid import UUID, uuid5
from zoneinfo import ZoneInfo

from api.calendar_feed.entries import Entry, Matter
from api.calendar_feed.publication import Published
from api.calendar_feed.timezones import timezone

if TYPE_CHECKING:
    from icalendar import Event, Timezone, Todo

MEDIA_TYPE: Final = "text/calendar; charset=utf-8"
NAME: Final = "Afterword"
REFRESH: Final = timedelta(hours=1)
"""How often a program may as well look."""

_NAMESPACE = UUID("6f1d4a52-3c5e-4b7a-9d0e-7a1c52b8e4f3")
_UTC = frozenset({"UTC", "UCT", "Zulu", "Universal", "Etc/UTC", "Etc/UCT", "Etc/Zulu", "Etc/Universal"})
_LENGTH = timedelta(minutes=30)
"""How much of the time before an action is due is shown."""
_SHORTEST = timedelta(minutes=1)
_DAY = timedelta(days=1)
_WARNING = timedelta(hours=1)
_WARNING_OF_DAY = timedelta(hours=15)
"""Of a whole day: at nine in the morning of the day before."""


class Shape(StrEnum):
    """What an action is made of."""

    EVENTS = "events"
    TODOS = "todos"


def calendar(account_id: str, published: Iterable[Published], shape: Shape) -> bytes:
    """Return the calendar of an account, with its entries in the order of their keys."""
    from icalendar import Calendar, vDuration  # noqa: PLC0415 - takes long to load, and few requests need it

    entries = sorted(published)
    made = Calendar()
    made.add("prodid", "-//Afterword//Calendar feed//EN")
    made.add("version", "2.0")
    made.add("calscale", "GREGORIAN")
    made.add("uid", str(uuid5(_NAMESPACE, account_id)))
    made.add("name", NAME)
    made.add("x-wr-calname", NAME)
    made.add("description", "What to do after your interviews, and when")
    made.add("refresh-interval", REFRESH, parameters={"value": "DURATION"})
    made.add("x-published-ttl", vDuration(REFRESH))
    if entries:
        made.add("last-modified", max(one.changed for one in entries))
    components = [_component(one, shape) for one in entries]
    for zone in _timezones(components):
        made.add_component(zone)
    for component in components:
        made.add_component(component)
    content: bytes = made.to_ical()
    return content


def uid(key: str) -> str:
    """Return the UID of the entry with this key: the same in every calendar, and short, as Outlook takes 202 bytes."""
    return str(uuid5(_NAMESPACE, key))


def _component(one: Published, shape: Shape) -> "Event | Todo":
    from icalendar import Event, Todo  # noqa: PLC0415 - as above

    entry = one.entry
    is_todo = shape is Shape.TODOS and entry.matter is Matter.ACTION
    made = Todo() if is_todo else Event()
    made.add("uid", uid(one.key))
    made.add("sequence", one.sequence)
    made.add("dtstamp", one.changed)
    made.add("created", one.created)
    made.add("last-modified", one.changed)
    made.add("summary", entry.summary)
    made.add("description", entry.description)
    made.add("class", "PRIVATE")
    if entry.cancelled:
        made.add("status", "CANCELLED")
    else:
        made.add("status", "NEEDS-ACTION" if is_todo else "CONFIRMED")
    if is_todo:
        _time_todo(made, entry)
    elif entry.matter is Matter.INTERVIEW:
        _time_interview(made, entry)
    else:
        _time_action(made, entry)
    return made


def _time_interview(event: "Event | Todo", entry: Entry) -> None:
    """From its beginning to its end, and nothing else fits in."""
    event.add("dtstart", _shown(entry.begins, entry.timezone))
    event.add("dtend", _shown(max(entry.ends, entry.begins + _SHORTEST), entry.timezone))
    event.add("transp", "OPAQUE")
    _warn(event, entry, -_WARNING)


def _time_action(event: "Event | Todo", entry: Entry) -> None:
    """The last half hour before it is due, or the day before a midnight; there is time for other things as well.

    With one alarm, as Outlook takes one, and takes it for one before the beginning whatever its sign: an hour before
    the action is due, but not before it can be done.
    """
    event.add("transp", "TRANSPARENT")
    due = entry.ends.astimezone(ZoneInfo(entry.timezone))
    if due.time() == time(0) and entry.ends - entry.begins >= _DAY:
        event.add("dtstart", due.date() - _DAY)
        event.add("dtend", due.date())
        _warn(event, entry, -_WARNING_OF_DAY)
        return
    begins = max(entry.begins, entry.ends - _LENGTH)
    event.add("dtstart", _shown(begins, entry.timezone))
    event.add("dtend", _shown(begins + _LENGTH, entry.timezone))
    _warn(event, entry, min(max(entry.begins, entry.ends - _WARNING) - begins, timedelta(0)))


def _time_todo(todo: "Event | Todo", entry: Entry) -> None:
    """From when it can be done until it is due, with an alarm at the one and before the other."""
    if entry.begins < entry.ends:
        todo.add("dtstart", _shown(entry.begins, entry.timezone))
        _warn(todo, entry, timedelta(0))
    todo.add("due", _shown(entry.ends, entry.timezone))
    _warn(todo, entry, -_WARNING, related="END")


def _warn(component: "Event | Todo", entry: Entry, trigger: timedelta, **parameters: str) -> None:
    """Add an alarm, unless there is nothing to be warned of any more."""
    from icalendar import Alarm  # noqa: PLC0415 - as above

    if entry.cancelled:
        return
    alarm = Alarm()
    alarm.add("action", "DISPLAY")
    alarm.add("description", entry.summary)
    alarm.add("trigger", trigger, parameters=parameters)
    component.add_component(alarm)


def _shown(instant: datetime, key: str) -> datetime:
    """Return an instant as a zone's clock shows it, or in UTC where that would mean another one as well.

    iCalendar takes a time that is shown twice for the first of the two.
    """
    if key in _UTC:
        return instant
    local = instant.astimezone(ZoneInfo(key))
    return instant if local.fold else local


def _timezones(components: Iterable["Event | Todo"]) -> Iterator["Timezone"]:
    """Return the zones that the components' times name, each true of all of these."""
    named: dict[str, list[datetime]] = defaultdict(list)
    for component in components:
        for field in ("dtstart", "dtend", "due"):
            at = getattr(component.get(field), "dt", None)
            if isinstance(at, datetime) and isinstance(at.tzinfo, ZoneInfo):
                named[at.tzinfo.key].append(at.astimezone(UTC))
    return (timezone(key, min(instants), max(instants)) for key, instants in sorted(named.items()))
