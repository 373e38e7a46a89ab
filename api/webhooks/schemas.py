"""Webhooks on the wire: the endpoints, and the log of what was sent to them."""

from typing import Annotated, Any, Literal

from pydantic import AfterValidator, ConfigDict, Field, StrictBool
from pydantic_core import PydanticCustomError

from api.models import DeliveryError, DeliveryStatus, DisabledReason
from api.outbox import Event
from api.web.pagination import SORTS, ListQuery, Page
from api.web.types import Id, Instant, Name, Schema, Stored, Tagged, Url, absent

EXAMPLE: dict[str, Any] = {
    "url": "https://hooks.example.org/afterword",
    "description": "My reminders",
    "events": ["action.opened", "action.overdue", "interview.created"],
    "enabled": True,
}
EXAMPLE_STORED: dict[str, Any] = {
    "id": "0195a4c5-3b1d-7e60-8f2a-5c9d0e7b4a16",
    **EXAMPLE,
    "disabled_reason": None,
    "disabled_at": None,
    "failing_since": None,
    "former_secret_until": None,
    "created_at": "2026-02-23T15:02:41Z",
    "updated_at": "2026-02-23T15:02:41Z",
}
EXAMPLE_SECRET = "whsec_" + "RXhhbXBsZSBzZWNyZXQsIHdoaWNoIHNpZ25zIG5vIG1lc3M="
_EXAMPLE_ATTEMPT: dict[str, Any] = {
    "at": "2026-03-02T11:00:01Z",
    "status_code": 503,
    "duration_ms": 87,
    "error": "status",
    "excerpt": "Back in a minute",
}
EXAMPLE_DELIVERY: dict[str, Any] = {
    "id": "0195a4c6-0f22-7b93-9d14-e2a7c8f05b31",
    "webhook_id": EXAMPLE_STORED["id"],
    "type": "action.opened",
    "status": "pending",
    "next_attempt_at": "2026-03-02T11:00:06Z",
    "attempts": [_EXAMPLE_ATTEMPT],
    "created_at": "2026-03-02T11:00:00Z",
    "updated_at": "2026-03-02T11:00:01Z",
}


def _in_order(events: list[Event]) -> list[Event]:
    if len(set(events)) < len(events):
        raise PydanticCustomError("repeated", "Must not name an event twice")
    return sorted(events)


TargetUrl = Annotated[
    Url, Field(description="Where messages are POSTed to: https, to a public address, without user and password")
]
Events = Annotated[
    list[Event],
    Field(min_length=1, max_length=len(Event), description="What it is told"),
    AfterValidator(_in_order),
]


class WebhookFields(Schema):
    """What is said of a webhook, wherever it appears."""

    url: TargetUrl
    description: Name | None = Field(default=None, description="What it is for")
    events: Events
    enabled: StrictBool = Field(default=True, description="Whether anything is sent. What waits when it is not, fails")


class WebhookCreate(WebhookFields):
    """A webhook to be kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})


class WebhookUpdate(Schema):
    """A merge patch of a webhook: what is left out stays, null clears or resets to the default."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"events": ["action.overdue"], "enabled": True}]})

    url: TargetUrl = absent()
    description: Name | None = absent()
    events: Events = absent()
    enabled: StrictBool | None = absent()


class WebhookPublic(WebhookFields, Stored):
    """A webhook as it is kept: without its secret."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_STORED]})

    disabled_reason: DisabledReason | None = Field(
        description="Why we disabled it: it answered 410, or failed for five days. Null where you did"
    )
    disabled_at: Instant | None = Field(description="Since when it is disabled")
    failing_since: Instant | None = Field(
        description="The first failure since it last took a message; null where it did. No ETag changes with it"
    )
    former_secret_until: Instant | None = Field(
        description="Until when the secret before also signs, where there was one"
    )


class WebhookSecret(WebhookPublic):
    """A webhook with a secret just made."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "secret": EXAMPLE_SECRET}]})

    secret: str | None = Field(
        max_length=100,
        description="What messages are signed with: shown this once. Null when a request is repeated with its key",
    )


class WebhookItem(WebhookPublic, Tagged):
    """A webhook in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "etag": '"17"'}]})


class WebhookPage(Page[WebhookItem]):
    """A page of webhooks."""


class WebhookQuery(ListQuery):
    """Which webhooks, and in which order."""

    sort: Annotated[Literal["created_at", "-created_at", "updated_at", "-updated_at"], SORTS] = "created_at"


class DeliveryAttempt(Schema):
    """One attempt to send a message."""

    at: Instant
    status_code: int | None = Field(description="What was answered; null for no answer")
    duration_ms: int = Field(description="How long it took, in milliseconds")
    error: DeliveryError | None = Field(
        description="Why it failed: by what was answered (`status`), or by a redirection, which is not followed; no "
        "answer in time (`timeout`), no connection, no valid certificate (`tls`), no address for the `name`, no "
        "`address` that may be reached, no HTTP (`protocol`); or a `secret` that the service cannot read. Null where "
        "it succeeded"
    )
    excerpt: str | None = Field(max_length=200, description="How the answer to a failure begins")


class DeliveryPublic(Stored):
    """A message for one webhook, and what became of it. Its id is its `webhook-id`."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_DELIVERY]})

    webhook_id: Id
    type: str = Field(max_length=50, description="What it tells of: an event, or `webhook.test`")
    status: DeliveryStatus
    next_attempt_at: Instant | None = Field(
        description="When it is tried next; while it is being tried, when it would be tried again"
    )
    attempts: list[DeliveryAttempt] = Field(max_length=20, description="The latest, oldest first")


class DeliveryItem(DeliveryPublic, Tagged):
    """A message in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_DELIVERY, "etag": '"2"'}]})


class DeliveryPage(Page[DeliveryItem]):
    """A page of messages."""


class DeliveryQuery(ListQuery):
    """Which messages, and in which order."""

    status: DeliveryStatus | None = Field(None, description="Only those of which this became")
    sort: Annotated[Literal["created_at", "-created_at"], SORTS] = "created_at"
