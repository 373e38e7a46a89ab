"""What stands in the calendar, whatever the format: an entry for each action and each interview.

An entry says what a candidate may see on a screen at work: what to do or where to be, when, and why. No address, no
telephone number, no note and no words of a message or a debrief.
"""

import re
from collections.abc import Iterable, Sequence
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from api.policy.decision import Action, ChannelVerdict, Permission
from api.policy.engine import Decision
from api.policy.facts import Format
from api.policy.wording import names, plain

_LONGEST_SUMMARY = 250
_LONGEST_DESCRIPTION = 1_000
"""Characters, so that one entry cannot crowd out others."""

_UNFIT = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029]")
"""What iCalendar has no room for, or what some programs take for the end of a line."""

_HELD = {Format.IN_PERSON: "In person", Format.VIDEO: "By video", Format.PHONE: "By telephone"}


class Matter(StrEnum):
    """What an entry is about."""

    ACTION = "action"
    INTERVIEW = "interview"


class Entry(NamedTuple):
    """One entry: of an action, from when on it can be done and when it is due; of an interview, its beginning and end.

    Instants are in UTC, to the second; `timezone` is the IANA name of the zone to show them in.
    """

    matter: Matter
    summary: str
    description: str
    begins: datetime
    ends: datetime
    timezone: str
    cancelled: bool = False


class Appointment(NamedTuple):
    """An interview as it is read for the calendar. `people` were or will be met, in the order given."""

    id: str
    organization_name: str
    position: str
    format: Format
    starts_at: datetime
    ends_at: datetime
    timezone: str
    cancelled: bool
    people: Sequence[str]


def of_actions(decision: Decision) -> dict[str, Entry]:
    """Return an entry for every action that is on the list, or will be unless something more is recorded.

    By the action's key, what is due first coming first.
    """
    actions = (proposal.action() for proposal in decision.ahead)
    return {
        action.key: _of_action(action) for action in sorted(actions, key=lambda action: (action.due_at, action.key))
    }


def of_appointments(appointments: Iterable[Appointment]) -> dict[str, Entry]:
    """Return an entry for every interview, by its key here, in the order given."""
    return {f"{Matter.INTERVIEW}.{one.id}": _of_appointment(one) for one in appointments}


def _of_action(action: Action) -> Entry:
    employer = action.organization_name
    return Entry(
        Matter.ACTION,
        _line(action.title if employer in action.title else f"{action.title} ({employer})"),
        _lines(action.reason, *_ways(action.channels)),
        _second(action.opens_at),
        _second(action.due_at),
        action.timezone,
    )


def _ways(channels: Iterable[ChannelVerdict]) -> Iterable[str]:
    """How it is best done, and how it must not be."""
    by_verdict: dict[Permission, list[ChannelVerdict]] = {verdict: [] for verdict in Permission}
    for channel in channels:
        by_verdict[channel.verdict].append(channel)
    if best := by_verdict[Permission.RECOMMENDED]:
        yield f"Best by {plain(best[0].channel)}."
    yield from dict.fromkeys(channel.reason for channel in by_verdict[Permission.FORBIDDEN])


def _of_appointment(one: Appointment) -> Entry:
    how = _HELD[one.format]
    return Entry(
        Matter.INTERVIEW,
        _line(f"Interview: {one.position} ({one.organization_name})"),
        _lines(f"{how}, with {names(one.people)}." if one.people else f"{how}."),
        _second(one.starts_at),
        _second(one.ends_at),
        one.timezone,
        one.cancelled,
    )


def _second(instant: datetime) -> datetime:
    """The second that an instant falls into: iCalendar knows no parts of one."""
    return instant.replace(microsecond=0)


def _line(text: str) -> str:
    return _cut(" ".join(text.split()), _LONGEST_SUMMARY)


def _lines(*texts: str) -> str:
    return _cut("\n".join(texts), _LONGEST_DESCRIPTION)


def _cut(text: str, longest: int) -> str:
    text = _UNFIT.sub(" ", text)
    return text if len(text) <= longest else text[: longest - 1].rstrip() + "…"
