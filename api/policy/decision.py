"""What the engine answers with: values that explain themselves.

Instants are aware datetimes in UTC. Windows are half-open: `[opens_at, closes_at)`.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NamedTuple

from api.policy.facts import Channel
from api.policy.sources import Source


class Kind(StrEnum):
    """What an action asks the candidate to do."""

    ASK_NEXT_STEP = "ask_next_step"
    RECORD_DEBRIEF = "record_debrief"
    RECORD_PEOPLE = "record_people"
    IDENTIFY_DECISION_MAKER = "identify_decision_maker"
    SEND_THANK_YOU = "send_thank_you"
    CONFIRM_NAME = "confirm_name"
    SEND_MATERIAL = "send_material"
    BRIEF_REFERENCE = "brief_reference"
    TIDY_SOCIAL_MEDIA = "tidy_social_media"
    ASK_TIMELINE = "ask_timeline"
    STATUS_ENQUIRY = "status_enquiry"
    DECISION_ENQUIRY = "decision_enquiry"
    MOVE_ON = "move_on"
    THANK_AFTER_REJECTION = "thank_after_rejection"
    THANK_FOR_OFFER = "thank_for_offer"
    WITHDRAWAL_NOTE = "withdrawal_note"
    KEEP_IN_TOUCH = "keep_in_touch"


class Status(StrEnum):
    """Where the clock stands in an action's window. The order is the order of the list."""

    OVERDUE = "overdue"
    OPEN = "open"
    UPCOMING = "upcoming"


class Verdict(StrEnum):
    """Why an obligation is on the list, or is not: the first of these that applies."""

    NOT_APPLICABLE = "not_applicable"
    SUPERSEDED = "superseded"
    SATISFIED = "satisfied"
    MARKED = "marked"
    CLOSED = "closed"
    BEYOND_HORIZON = "beyond_horizon"
    PROPOSED = "proposed"


class Permission(StrEnum):
    """Whether a channel may carry an action."""

    RECOMMENDED = "recommended"
    ALLOWED = "allowed"
    FORBIDDEN = "forbidden"
    UNAVAILABLE = "unavailable"


class Window(NamedTuple):
    """When an action is open, due and gone. `closes_at` None: never gone."""

    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None

    def status(self, at: datetime, horizon: timedelta) -> Status | None:
        """Where an instant stands in it, looking so far ahead; None for an action that is not on the list."""
        if self.closes_at is not None and self.closes_at <= at:
            return None
        if self.opens_at > at:
            return Status.UPCOMING if self.opens_at - at <= horizon else None
        return Status.OPEN if self.due_at > at else Status.OVERDUE

    def boundaries(self, horizon: timedelta) -> tuple[datetime, ...]:
        """The instants at which that changes."""
        ever = (self.opens_at - horizon, self.opens_at, self.due_at)
        return ever if self.closes_at is None else (*ever, self.closes_at)


@dataclass(frozen=True, slots=True)
class ChannelVerdict:
    """One channel's verdict, and the rule that forbids or delays it. `available_from` is later than the opening."""

    channel: Channel
    verdict: Permission
    available_from: datetime | None
    rule: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Addressee:
    """Whom an action reaches or names."""

    name: str
    job_title: str | None
    email: str | None
    phone: str | None


@dataclass(frozen=True, slots=True)
class Enclosure:
    """Something to send along, with a line on why."""

    title: str
    url: str | None
    reason: str


@dataclass(frozen=True, slots=True)
class Action:
    """One thing to do: what, when, to whom, through which channel, with what in it, and why."""

    key: str
    kind: Kind
    rules: tuple[str, ...]
    interview_id: str
    contact_id: str | None
    timezone: str
    organization_name: str
    contact: Addressee | None
    title: str
    reason: str
    status: Status
    opens_at: datetime
    due_at: datetime
    closes_at: datetime | None
    channels: tuple[ChannelVerdict, ...]
    include: tuple[str, ...]
    avoid: tuple[str, ...]
    enclosures: tuple[Enclosure, ...]
    sources: tuple[Source, ...]
    house: bool


@dataclass(frozen=True, slots=True)
class Caution:
    """What not to do, from `since` until `until` (None: open-ended)."""

    rule: str
    statement: str
    interview_id: str
    since: datetime
    until: datetime | None


@dataclass(frozen=True, slots=True)
class TraceRow:
    """Why one obligation of one interview is proposed, or is not."""

    interview_id: str
    contact_id: str | None
    rule: str
    key: str | None
    verdict: Verdict
    because: str
