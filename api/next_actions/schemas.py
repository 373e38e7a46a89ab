"""The shapes of `/next-actions`: its query, its answer, and the marks."""

import re
from datetime import timedelta
from typing import Annotated, Any, Literal

from pydantic import BeforeValidator, ConfigDict, Field, StrictBool, ValidationInfo, WithJsonSchema, field_validator
from pydantic.json_schema import SkipJsonSchema
from pydantic_core import PydanticCustomError

from api.dossier.schemas import Dossier
from api.policy.decision import Action, Caution, Kind, Status, TraceRow
from api.policy.engine import DEFAULT_HORIZON
from api.policy.facts import MarkKind
from api.web.pagination import Cursor, Limit, Page
from api.web.types import Id, Instant, Schema, Tagged, left_out

MAX_HORIZON = timedelta(days=366)

_DURATION = re.compile(r"P(?=.)(?:([0-9]{1,6})W)?(?:([0-9]{1,6})D)?(?:T(?=.)(?:([0-9]{1,6})H)?(?:([0-9]{1,6})M)?)?")


def _duration(value: object) -> timedelta:
    if isinstance(value, timedelta):
        return value
    found = _DURATION.fullmatch(value) if isinstance(value, str) else None
    if found is None:
        raise PydanticCustomError("duration", "Must be an ISO 8601 duration of weeks, days, hours and minutes, as P7D")
    weeks, days, hours, minutes = (int(number or 0) for number in found.groups())
    duration = timedelta(weeks=weeks, days=days, hours=hours, minutes=minutes)
    if duration > MAX_HORIZON:
        raise PydanticCustomError("out_of_range", "Must be at most P366D")
    return duration


Horizon = Annotated[
    timedelta,
    BeforeValidator(_duration),
    WithJsonSchema({"type": "string", "pattern": f"^{_DURATION.pattern}$", "default": "P7D", "examples": ["P14D"]}),
    Field(
        description="How far ahead to list what is upcoming: weeks, days (of 24 hours), hours, minutes; at most P366D"
    ),
]
At = Annotated[
    Instant | None,
    Field(description="When to decide for; later interactions and outcomes are not known then. Default: now"),
]
Explain = Annotated[bool, Field(description="Whether to say of every obligation why it is, or is not, proposed")]


class NextActionsQuery(Schema):
    """The query of `/next-actions`."""

    at: At = None
    horizon: Horizon = DEFAULT_HORIZON
    interview_id: Id | None = Field(None, description="Only items, cautions and trace of this interview")
    contact_id: Id | None = Field(None, description="Only items that reach or name this person")
    kind: list[Kind] = Field([], max_length=len(Kind), description="Only items of these kinds; repeats")
    status: list[Status] = Field([], max_length=len(Status), description="Only items in these states; repeats")
    limit: Limit = 50
    cursor: Cursor | None = None
    explain: Explain = False


EXAMPLE_ANSWER: dict[str, Any] = {
    "at": "2026-03-02T15:00:00Z",
    "changes_at": "2026-03-03T09:00:00Z",
    "policy_version": "1.0.0",
    "items": [
        {
            "key": "thank-everyone.0195a4c2-c5d8-7f33-a09b-1e7d64f2b850.0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
            "kind": "send_thank_you",
            "rules": ["thank-everyone", "no-phone-thanks", "add-value"],
            "interview_id": "0195a4c2-c5d8-7f33-a09b-1e7d64f2b850",
            "contact_id": "0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
            "timezone": "Europe/London",
            "organization_name": "Initech",
            "contact": {"name": "Ann Ames", "job_title": "Head of Data", "email": "ann@example.org", "phone": None},
            "title": "Thank Ann Ames",
            "reason": "Your interview of Monday 2 March is with Ann Ames, and no thank-you to them is on record.",
            "status": "open",
            "opens_at": "2026-03-02T11:00:00Z",
            "due_at": "2026-03-03T11:00:00Z",
            "closes_at": "2026-03-09T11:00:00Z",
            "channels": [
                {
                    "channel": "email",
                    "verdict": "recommended",
                    "available_from": None,
                    "rule": None,
                    "reason": "An email is there at once.",
                },
                {
                    "channel": "phone_call",
                    "verdict": "forbidden",
                    "available_from": None,
                    "rule": "no-phone-thanks",
                    "reason": "Never thank by telephone.",
                },
            ],
            "include": ["Thank Ann Ames by name for the conversation of Monday 2 March."],
            "avoid": ["Gushing, jokes and nicknames."],
            "enclosures": [
                {
                    "title": "Churn study",
                    "url": "https://example.org/churn.pdf",
                    "reason": "You asked how we measured it",
                }
            ],
            "sources": [
                {
                    "short": "GP",
                    "title": "Green & Pye, Interview Tips 4: post-interview follow-up",
                    "section": "2 Send a thank you note",
                }
            ],
            "house": False,
        }
    ],
    "cautions": [
        {
            "rule": "no-phone-thanks",
            "statement": "Thank Ann Ames in writing, never by telephone or voicemail.",
            "interview_id": "0195a4c2-c5d8-7f33-a09b-1e7d64f2b850",
            "since": "2026-03-02T11:00:00Z",
            "until": "2026-03-09T11:00:00Z",
        }
    ],
    "next_cursor": None,
}


class NextActions(Schema):
    """What to do next. It holds until `changes_at`, unless something more is recorded."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_ANSWER]})

    at: Instant = Field(description="When it was evaluated")
    changes_at: Instant | None = Field(
        description="The earliest later instant at which this answer differs; an earlier one where thousands of "
        "interactions are dated later still and change nothing"
    )
    policy_version: str = Field(examples=["1.0.0"])
    items: list[Action] = Field(description="By status (overdue, open, upcoming), then by due_at, then by key")
    cautions: list[Caution] = Field(description="What not to do just now")
    next_cursor: str | None = Field(description="Give it as `cursor` for the next page; null on the last one")
    trace: list[TraceRow] | SkipJsonSchema[None] = left_out(description="With `explain` alone")


class EvaluationRequest(Schema):
    """A dossier to be evaluated without being stored."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "at": "2026-03-02T15:00:00Z",
                    "horizon": "P7D",
                    "dossier": {
                        "organizations": [
                            {"id": "acme", "name": "Acme", "timezone": "Europe/London", "country": "GB"},
                        ],
                        "contacts": [
                            {"id": "ann", "organization_id": "acme", "name": "Ann Ames", "email": "ann@example.org"},
                        ],
                        "interviews": [
                            {
                                "id": "first-round",
                                "organization_id": "acme",
                                "position": "Senior Analyst",
                                "starts_at": "2026-03-02T10:00:00Z",
                                "ends_at": "2026-03-02T11:00:00Z",
                                "decision_expected_on": "2026-03-09",
                                "participants": [
                                    {"contact_id": "ann", "role": "interviewer", "is_decision_maker": True},
                                ],
                            },
                        ],
                    },
                }
            ]
        }
    )

    at: At = None
    horizon: Horizon = DEFAULT_HORIZON
    explain: StrictBool = Field(
        default=False, description="Whether to say of every obligation why it is, or is not, proposed"
    )
    dossier: Dossier


class MarkSettled(Schema):
    """An action that is done, or that is not to be done."""

    mark: Literal[MarkKind.DONE, MarkKind.DISMISSED]
    until: None = None


class MarkSnoozed(Schema):
    """An action that is to come back later."""

    mark: Literal[MarkKind.SNOOZED]
    until: Instant = Field(description="When it opens again")


class MarkUpdate(Schema):
    """What the candidate says of a proposed action."""

    alternatives = (MarkSettled, MarkSnoozed)

    model_config = ConfigDict(json_schema_extra={"examples": [{"mark": "snoozed", "until": "2026-03-03T09:00:00Z"}]})

    mark: MarkKind
    until: Instant | None = Field(
        default=None, validate_default=True, description="For `snoozed`, and for it alone: when it opens again"
    )

    @field_validator("until")
    @classmethod
    def _go_with_a_snooze(cls, value: Instant | None, info: ValidationInfo) -> Instant | None:
        kind = info.data.get("mark")
        if kind is MarkKind.SNOOZED and value is None:
            raise PydanticCustomError("until_missing", "Must be given with snoozed")
        if kind is not None and kind is not MarkKind.SNOOZED and value is not None:
            raise PydanticCustomError("until_unexpected", "Must be left out unless the mark is snoozed")
        return value


_EXAMPLE_MARK: dict[str, Any] = {
    "key": "tidy-social-media.0195a4c2-c5d8-7f33-a09b-1e7d64f2b850",
    "mark": "done",
    "until": None,
}


class MarkPublic(Schema):
    """A mark as it is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [_EXAMPLE_MARK]})

    key: str
    mark: MarkKind
    until: Instant | None


class MarkItem(MarkPublic, Tagged):
    """A mark in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**_EXAMPLE_MARK, "etag": '"17"'}]})


class MarksQuery(Schema):
    """The query of the list of marks, which is ordered by key."""

    limit: Limit = 50
    cursor: Cursor | None = None
    interview_id: Id | None = Field(None, description="Only marks on actions of this interview")


class MarkPage(Page[MarkItem]):
    """A page of marks."""
