"""Interactions on the wire: touches that happened, either way."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool

from api.messages.finding import Finding
from api.policy.facts import Channel, Direction, Purpose
from api.web.pagination import SORTS, ListQuery, Page
from api.web.types import Id, Instant, LongText, Name, Schema, Stored, Tagged, absent

MAX_FINDINGS = 100

EXAMPLE: dict[str, Any] = {
    "interview_id": "0195a4c2-c5d8-7f33-a09b-1e7d64f2b850",
    "contact_id": "0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
    "direction": "outbound",
    "channel": "email",
    "purpose": "thank_you",
    "occurred_at": "2026-03-02T14:30:00Z",
    "automatic": False,
    "body": "Dear Ann, thank you for the time you took this morning …",
}
EXAMPLE_STORED: dict[str, Any] = {
    "id": "0195a4c2-e1a7-7b64-8f15-c92d03e6a7b4",
    **EXAMPLE,
    "created_at": "2026-03-02T14:31:12Z",
    "updated_at": "2026-03-02T14:31:12Z",
}


class InteractionFields(Schema):
    """What is said of an interaction, wherever it appears."""

    interview_id: Id
    contact_id: Id | None = Field(default=None, description="Null for somebody of the employer's")
    direction: Direction
    channel: Channel
    purpose: Purpose
    automatic: StrictBool = Field(default=False, description="Whether it is an auto-reply, which is no sign of life")
    body: LongText | None = None


class InteractionCreate(InteractionFields):
    """An interaction to be kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    occurred_at: Instant | None = Field(default=None, description="Default: now. At most five minutes ahead")


class InteractionUpdate(Schema):
    """A merge patch of an interaction: what is left out stays, null clears or resets to the default."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"channel": "handwritten_note", "body": None}]})

    interview_id: Id = absent()
    contact_id: Id | None = absent()
    direction: Direction = absent()
    channel: Channel = absent()
    purpose: Purpose = absent()
    occurred_at: Instant | None = absent()
    automatic: StrictBool | None = absent()
    body: LongText | None = absent()


class InteractionPublic(InteractionFields, Stored):
    """An interaction as it is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_STORED]})

    occurred_at: Instant


class InteractionCreated(InteractionPublic):
    """An interaction just kept, with the rules of etiquette that it broke: it happened, so it is kept all the same."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "findings": []}]})

    findings: list[Finding] = Field(max_length=MAX_FINDINGS)


class InteractionItem(InteractionPublic, Tagged):
    """An interaction in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "etag": '"17"'}]})


class InteractionPage(Page[InteractionItem]):
    """A page of interactions."""


class InteractionQuery(ListQuery):
    """Which interactions, and in which order."""

    q: Annotated[Name | None, Field(description="Part of the words, in any case")] = None
    organization_id: Id | None = Field(None, description="Only those about interviews at this organization")
    interview_id: Id | None = Field(None, description="Only those about this interview")
    contact_id: Id | None = Field(None, description="Only those with this person")
    direction: Direction | None = Field(None, description="Only those that went this way")
    channel: Channel | None = Field(None, description="Only those that travelled like this")
    purpose: Purpose | None = Field(None, description="Only those for this purpose")
    automatic: bool | None = Field(None, description="Only those that are, or are not, replies of a machine")
    occurred_after: Instant | None = Field(None, description="Only from this instant on")
    occurred_before: Instant | None = Field(None, description="Only before this instant")
    sort: Annotated[
        Literal["created_at", "-created_at", "updated_at", "-updated_at", "occurred_at", "-occurred_at"], SORTS
    ] = "created_at"
