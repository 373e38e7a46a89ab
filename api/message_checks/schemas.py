"""Message checks on the wire."""

from typing import Any

from pydantic import ConfigDict, Field

from api.messages.finding import Finding, MessageVerdict
from api.policy.facts import Channel, Purpose
from api.web.types import Id, Instant, LongText, Schema, ShortText

MAX_ENCLOSURES = 50

EXAMPLE: dict[str, Any] = {
    "channel": "email",
    "purpose": "thank_you",
    "subject": "Thank you for this morning",
    "body": (
        "Dear Anne,\n\nThank you for your time this morning. I need an answer by Friday.\n\nKind regards,\nSam Carter"
    ),
    "interview_id": "0195a4c2-c5d8-7f33-a09b-1e7d64f2b850",
    "contact_id": "0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
}
EXAMPLE_ANSWER: dict[str, Any] = {
    "verdict": "do_not_send",
    "available_from": None,
    "findings": [
        {
            "rule": "no-demands",
            "severity": "error",
            "message": "“I need an answer by Friday” puts a demand to them.",
            "suggestion": "Ask, and leave the answer and its time to them: “I would be glad to hear how things stand.”",
            "span": {"field": "body", "start": 50, "end": 76},
            "available_from": None,
            "sources": [
                {"short": "AI", "title": "After the Interview", "section": "What Not to Do"},
            ],
        }
    ],
}


class MessageCheckRequest(Schema):
    """A touch before it happens. Without an interview and a person it is checked for what holds for every one."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    channel: Channel
    purpose: Purpose
    body: LongText = Field(description="The words; for a call or a voicemail, what is going to be said")
    subject: ShortText | None = None
    enclosures: list[ShortText] = Field(default=[], max_length=MAX_ENCLOSURES, description="What goes along, by title")
    interview_id: Id | None = Field(default=None, description="Which interview it is about")
    contact_id: Id | None = Field(default=None, description="Whom it is for; null for somebody of the employer's")
    at: Instant | None = Field(default=None, description="When it is to go. Default: now")


class MessageCheck(Schema):
    """What the check of a message comes to."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_ANSWER]})

    verdict: MessageVerdict = Field(
        description="By the worst finding: an error is not to be sent, a warning to be reconsidered"
    )
    available_from: Instant | None = Field(description="The latest of the findings'; null when none says when")
    findings: list[Finding] = Field(description="In rulebook order, and within a rule in the order of the text")
