"""What there is to tell of a decision to somebody who has been told of an earlier one. Pure.

An action opens at its `opens_at`, is due soon from `NOTICE` before its `due_at` on, or from the middle between the two
where that is later, and is overdue from its `due_at` on. Each is told once. What has been opened and is on the list no
more was withdrawn, for a reason; so it is when a snooze or a change of facts moves its opening ahead, and it may then
be opened anew.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from enum import IntEnum, StrEnum
from typing import Any, NamedTuple, Self

from api.outbox import Event
from api.policy.decision import Caution, Status, Verdict, Window
from api.policy.engine import Decision, Planned, Proposal
from api.policy.facts import Mark

NOTICE = timedelta(hours=24)
"""How long before it is due an action is told to be, where it has been open for as long by then."""


class Stage(IntEnum):
    """How far an action has come. What is remembered of it is the last stage that was told."""

    OPENED = 1
    DUE = 2
    OVERDUE = 3


_EVENTS = {
    Stage.OPENED: Event.ACTION_OPENED,
    Stage.DUE: Event.ACTION_DUE,
    Stage.OVERDUE: Event.ACTION_OVERDUE,
}


class Reason(StrEnum):
    """Why an action was withdrawn."""

    DONE = "done"
    DISMISSED = "dismissed"
    SNOOZED = "snoozed"
    CLOSED = "closed"
    NO_LONGER_APPLIES = "no_longer_applies"


class Told(NamedTuple):
    """What is remembered of an action that is open: how far it had come, and what names it."""

    stage: int
    kind: str
    interview_id: str
    contact_id: str | None
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None

    @classmethod
    def read(cls, stored: Sequence[Any]) -> Self:
        """Read what `Memory.document` gave."""
        stage, kind, interview_id, contact_id, *instants = stored
        opens, due, closes = instants
        read = datetime.fromisoformat
        closes_at = None if closes is None else read(closes)
        return cls(stage, kind, interview_id, contact_id, read(opens), read(due), closes_at)

    def message(self, key: str) -> dict[str, Any]:
        """Return what a message says of it."""
        _, *said = self
        return {"key": key, **dict(zip(self._fields[1:], said, strict=True))}


class Begun(NamedTuple):
    """What is remembered of a caution that matters now: which it is."""

    rule: str
    interview_id: str
    since: datetime


class Memory(NamedTuple):
    """What has been told: of each open action by its key, and of each caution that matters."""

    actions: Mapping[str, Told]
    cautions: frozenset[Begun]

    @classmethod
    def read(cls, document: Mapping[str, Any]) -> Self:
        """Read what `document` gave."""
        actions = {key: Told.read(told) for key, told in document["actions"].items()}
        begun = (Begun(rule, id, datetime.fromisoformat(since)) for rule, id, since in document["cautions"])
        return cls(actions, frozenset(begun))

    def document(self) -> dict[str, Any]:
        """Return what can be stored as JSON."""
        return {
            "actions": {key: [_plain(value) for value in told] for key, told in self.actions.items()},
            "cautions": sorted([_plain(value) for value in one] for one in self.cautions),
        }


class News(NamedTuple):
    """A message that is to go out."""

    event: Event
    data: Mapping[str, Any]


def soon(window: Window) -> datetime:
    """Return from when on an action is told to be due soon."""
    return max(window.due_at - NOTICE, window.opens_at + (window.due_at - window.opens_at) / 2)


def told_now(decision: Decision) -> Memory:
    """Return what somebody knows who has been told all that a decision says."""
    open_now = (p for p in decision.proposals if p.status is not Status.UPCOMING)
    return Memory({p.key: _told(p, decision.at) for p in open_now}, frozenset(_begun(one) for one in decision.cautions))


def news(decision: Decision, marks: Mapping[str, Mark], before: Memory) -> Iterator[News]:
    """Go through what is to be told to whom `before` has been told: first what is over, then what has come."""
    now = told_now(decision)
    gone = before.actions.keys() - now.actions.keys()
    if gone:
        planned = {one.duty.key: one for one in decision.plan.planned if one.duty.key in gone}
        for key in sorted(gone):
            told = before.actions[key]
            reason = _reason(key, planned.get(key), marks, told, decision.at)
            yield News(Event.ACTION_WITHDRAWN, {**told.message(key), "reason": reason})
    for key, told in now.actions.items():
        stage = before.actions[key].stage if key in before.actions else 0
        # One that is overdue already is told to be that, and not to be due soon.
        stages = {Stage.OPENED, Stage(told.stage)} if told.stage != Stage.OPENED else {Stage.OPENED}
        for reached in sorted(stages):
            if reached > stage:
                yield News(_EVENTS[reached], told.message(key))
    for caution in decision.cautions:
        begun = _begun(caution)
        if begun not in before.cautions:
            yield News(Event.CAUTION_STARTED, {**begun._asdict(), "until": caution.until})


def holds_until(decision: Decision) -> datetime | None:
    """Return before when the clock alone gives nothing to tell, None for ever."""
    instants = [*_boundaries(decision.ahead), *([decision.holds_until] if decision.holds_until else [])]
    instants += [b for one in decision.cautions_ahead for b in (one.since, one.until) if b is not None]
    return min((b for b in instants if b > decision.at), default=None)


def _boundaries(ahead: Iterable[Proposal]) -> Iterator[datetime]:
    for proposal in ahead:
        opens_at, due_at, closes_at = proposal.window
        yield from (opens_at, soon(proposal.window), due_at)
        if closes_at is not None:
            yield closes_at


def _told(proposal: Proposal, at: datetime) -> Told:
    stage = Stage.DUE if soon(proposal.window) <= at else Stage.OPENED
    if proposal.status is Status.OVERDUE:
        stage = Stage.OVERDUE
    return Told(stage, proposal.kind, proposal.interview_id, proposal.contact_id, *proposal.window)


def _begun(caution: Caution) -> Begun:
    return Begun(caution.rule, caution.interview_id, caution.since)


def _reason(key: str, planned: Planned | None, marks: Mapping[str, Mark], told: Told, at: datetime) -> Reason:
    """Why an action is not open any more."""
    verdict = None if planned is None else planned.duty.verdict
    window = None if planned is None else planned.duty.window
    if verdict is Verdict.SATISFIED:
        return Reason.DONE
    if key in marks and (verdict is Verdict.MARKED or (window is not None and window.opens_at > at)):
        return Reason(marks[key].mark)
    closes_at = told.closes_at if window is None else window.closes_at
    if verdict is Verdict.CLOSED or (closes_at is not None and closes_at <= at and verdict is None):
        return Reason.CLOSED
    return Reason.NO_LONGER_APPLIES


def _plain(value: Any) -> Any:
    return value.isoformat() if isinstance(value, datetime) else value
