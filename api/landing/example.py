"""An example for the page: one interview, and a candidate who does all that is advised until there is no more to do.

Whom the candidate meets is made up here. What is to be done about it, when and how, is for the engine to say.
"""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from typing import NamedTuple

from api.next_actions.holidays import holidays_for
from api.policy.channels import PURPOSES
from api.policy.decision import Action, Permission
from api.policy.engine import Decision, decide
from api.policy.facts import (
    Channel,
    Contact,
    Debrief,
    Direction,
    Facts,
    Interaction,
    Interview,
    Mark,
    MarkKind,
    Organization,
    Participant,
    Role,
    Surprise,
)

_YEAR = timedelta(days=366)
_ENDS = datetime(2026, 3, 17, 11, tzinfo=UTC)
_PEOPLE = {
    "ann": Contact(
        "ann",
        "Ann Ames",
        "acme",
        name_confirmed=True,
        job_title="Head of Research",
        email="ann@example.org",
        phone="+44 20 7946 0001",
    ),
    "bob": Contact("bob", "Bob Bell", "acme", email="bob@example.org"),
    "rae": Contact("rae", "Rae Ford", name_confirmed=True, email="rae@example.org"),
}


class Step(NamedTuple):
    """Something that was to be done, and when the candidate did it, through which channel if it reached somebody."""

    action: Action
    done_at: datetime
    channel: Channel | None


def facts() -> Facts:
    """What is known when the interview is over."""
    made = Facts(
        organizations={"acme": Organization("acme", "Acme", timezone="Europe/London", country="GB-ENG")},
        contacts=_PEOPLE,
        interviews=(
            Interview(
                "interview",
                "acme",
                "Senior Analyst",
                starts_at=_ENDS - timedelta(hours=1),
                ends_at=_ENDS,
                decision_expected_on=date(2026, 3, 27),
                participants=(
                    Participant("ann", Role.INTERVIEWER, is_decision_maker=True),
                    Participant("bob", Role.INTERVIEWER),
                    Participant("rae", Role.REFERENCE, met=False),
                ),
                debrief=Debrief(surprises=(Surprise("everyone answers support calls", "it keeps the team honest"),)),
            ),
        ),
    )
    return made._replace(holidays=holidays_for(made))


def afterwards(known: Facts) -> Decision:
    """The decision at the end of the interview."""
    return decide(known, _ENDS)


def steps(known: Facts) -> Iterator[Step]:
    """What the candidate does, in turn, and each as soon as it can be done, if nobody ever answers."""
    at = _ENDS
    while True:
        listed = decide(known, at, _YEAR).items
        waiting = sorted((max(at, action.opens_at), action.due_at, action.key, action) for action in listed)
        if not waiting:
            return
        at, *_, action = waiting[0]
        yield Step(action, at, _channel(action))
        known = _done(known, action, at)


def _channel(action: Action) -> Channel | None:
    return next((c.channel for c in action.channels if c.verdict is Permission.RECOMMENDED), None)


def _done(known: Facts, action: Action, at: datetime) -> Facts:
    """The facts after an action: what reaches somebody is logged, all else is marked as done."""
    purpose, channel = PURPOSES.get(action.kind), _channel(action)
    if purpose is None or channel is None:
        return known._replace(marks={**known.marks, action.key: Mark(action.key, MarkKind.DONE)})
    touch = Interaction(action.interview_id, action.contact_id, Direction.OUTBOUND, channel, purpose, at)
    return known._replace(interactions=(*known.interactions, touch))
