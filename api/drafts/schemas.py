"""Drafts on the wire."""

from typing import Annotated, Any

from pydantic import ConfigDict, Field

from api.messages.finding import Finding
from api.policy.facts import Channel, Purpose
from api.policy.rules.thanks import Angle
from api.web.types import Id, MissingPart, Schema

EXAMPLE_OF_ACTION: dict[str, Any] = {
    "action_key": "thank-everyone.0195a4c2-c5d8-7f33-a09b-1e7d64f2b850.0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
    "channel": "email",
}
EXAMPLE_OF_PURPOSE: dict[str, Any] = {
    "interview_id": "0195a4c2-c5d8-7f33-a09b-1e7d64f2b850",
    "contact_id": "0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
    "purpose": "thank_you",
    "channel": "handwritten_note",
    "angle": "interest",
}
EXAMPLE_ANSWER: dict[str, Any] = {
    "channel": "email",
    "subject": "Thank you for our conversation about the Senior Analyst role",
    "body": "Dear Ann Ames,\n\nThank you for meeting me on Monday 2 March to talk about the Senior Analyst position. "
    "I particularly enjoyed talking about the move to weekly planning.\n\nOne thing was a welcome surprise: analysts "
    "present to the board themselves. It raised my opinion of Acme and of the job.\n\nI am very interested in the "
    "Senior Analyst role, and happy to answer any further questions.\n\nKind regards,\nSam Carter",
    "enclosures": [],
    "angle": "surprise",
    "missing": [{"field": "debrief.surprises.0.reason", "prompt": "Say why it was a surprise."}],
    "findings": [],
}


_ActionKey = Annotated[
    str,
    Field(pattern=r"^[A-Za-z0-9_.~-]+$", max_length=512, description="The `key` of an action that reaches somebody"),
]
_Recipient = Annotated[Id, Field(description="Whom it is for")]
_Purpose = Annotated[Purpose, Field(description="What it is for; there is nothing to draft for `other`")]


class _DraftFields(Schema):
    channel: Channel
    angle: Angle | None = Field(
        default=None,
        description="What a thank-you adds. Default: the first that the debrief offers, another for each of a panel. "
        "Nothing but a thank-you has one, and none that follows a decision",
    )


class DraftOfAction(_DraftFields):
    """The words for an action."""

    action_key: _ActionKey
    interview_id: None = None
    contact_id: None = None
    purpose: None = None


class DraftOfPurpose(_DraftFields):
    """The words for a purpose, an interview and a person."""

    action_key: None = None
    interview_id: Id
    contact_id: _Recipient
    purpose: _Purpose


class DraftRequest(_DraftFields):
    """What to write: the words for an action, by its `action_key`; or those for a purpose, an interview and a person.

    Exactly one of the two: `action_key`, or `interview_id` with `contact_id` and `purpose`.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_OF_ACTION, EXAMPLE_OF_PURPOSE]})

    alternatives = (DraftOfAction, DraftOfPurpose)

    action_key: _ActionKey | None = None
    interview_id: Id | None = None
    contact_id: _Recipient | None = None
    purpose: _Purpose | None = None


class MessageDraft(Schema):
    """A message written from the dossier. Nothing is sent or recorded by it."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_ANSWER]})

    channel: Channel
    subject: str | None = Field(description="For an email alone")
    body: str = Field(description="The words; for a call or a voicemail, what to say")
    enclosures: list[str] = Field(description="What goes along, by title")
    angle: Angle | None = Field(description="What a thank-you adds; null for other messages")
    missing: list[MissingPart] = Field(description="What to fill in, and what of the debrief was left out and why")
    findings: list[Finding] = Field(description="What a message check finds in it, were it sent now")
