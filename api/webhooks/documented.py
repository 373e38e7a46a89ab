"""What is sent to webhooks, for the OpenAPI document: no request comes this way.

Apart from the routers, because its shapes are needed when the document is made, and not when the service starts.
"""

from collections.abc import Callable, Mapping
from typing import Any, Literal

from fastapi import APIRouter, Header
from pydantic import Field, create_model

from api.outbox import Event
from api.policy.decision import Kind
from api.web.problems import MEDIA_TYPE
from api.web.routing import PublicRoute
from api.web.types import Id, Instant, Schema
from api.webhooks.news import Reason
from api.webhooks.repository import TEST


class Message(Schema):
    """The body of every message, after the Standard Webhooks specification."""

    timestamp: Instant = Field(description="When it happened; an attempt's own instant is in `webhook-timestamp`")


class ActionData(Schema):
    """Which action, and when it matters. `/next-actions` has its words."""

    key: str = Field(max_length=512)
    kind: Kind
    interview_id: Id
    contact_id: Id | None
    opens_at: Instant
    due_at: Instant
    closes_at: Instant | None


class ActionMessage(Message):
    """An action has come up, is due soon, or is overdue."""

    data: ActionData


class WithdrawnActionData(ActionData):
    """Which action is open no more, and why. Its instants are those that were told last."""

    reason: Reason


class WithdrawnActionMessage(Message):
    """An action that had come up is open no more."""

    data: WithdrawnActionData


class CautionData(Schema):
    """Which caution, and how long it matters."""

    rule: str = Field(max_length=100, description="The rule that it comes from: `/policy/rules/{rule_id}`")
    interview_id: Id
    since: Instant
    until: Instant | None


class CautionMessage(Message):
    """Something has to be minded from now on."""

    data: CautionData


class ResourceData(Schema):
    """Which resource it is."""

    id: Id


class ParticipantData(Schema):
    """Which participant of which interview it is."""

    interview_id: Id
    contact_id: Id


class DebriefData(Schema):
    """Whose debrief it is."""

    interview_id: Id


class MarkData(Schema):
    """Which mark it is."""

    interview_id: Id
    key: str = Field(max_length=512)


class ResourceMessage(Message):
    """An organization, a contact, an interview, an interaction or a testimonial was created, changed or deleted."""

    data: ResourceData


class ParticipantMessage(Message):
    """Somebody's part in an interview was added, changed or taken out."""

    data: ParticipantData


class DebriefMessage(Message):
    """A debrief was written, written anew or deleted."""

    data: DebriefData


class MarkMessage(Message):
    """A mark was made, changed or taken back."""

    data: MarkData


class TestData(Schema):
    """Which webhook was tried."""

    webhook_id: Id


class TestMessage(Message):
    """A message to try a webhook with."""

    data: TestData


_SHAPES: Mapping[str, type[Message]] = {
    "action": ActionMessage,
    Event.ACTION_WITHDRAWN: WithdrawnActionMessage,
    "caution": CautionMessage,
    "participant": ParticipantMessage,
    "debrief": DebriefMessage,
    "mark": MarkMessage,
    TEST: TestMessage,
}
"""Of the messages that say something else than a resource's id; by their type, or by what that begins with."""

_SAID = {
    Event.ACTION_OPENED: "An action is open now.",
    Event.ACTION_DUE: "An open action is due within 24 hours, or half of the time that it is open for has passed, "
    "whichever comes later.",
    Event.ACTION_OVERDUE: "An action is past its due instant.",
    Event.ACTION_WITHDRAWN: "An action that was open is open no more, for a reason.",
    Event.CAUTION_STARTED: "Something has to be minded from now on.",
}

_PROBLEM = {"schema": {"$ref": "#/components/schemas/ProblemDocument"}}
_ANSWERS: dict[int | str, dict[str, Any]] = {
    410: {"description": "Gone: the webhook is disabled, whatever the body is", "content": {MEDIA_TYPE: _PROBLEM}},
    "default": {"description": "Not taken, as where no answer comes within 15 seconds: it is sent again later"},
}

_ID = Header(max_length=36, description="The message's: the same in every attempt, so that it can be taken once")
_TIMESTAMP = Header(max_length=12, pattern="^[0-9]+$", description="When this attempt was made, in seconds since 1970")
_SIGNATURE = Header(
    max_length=200, description="Signatures with each secret in force, as `v1,` and Base64, separated by spaces"
)


def documented() -> APIRouter:
    """Return one operation for each type of message, as a receiver has to answer it."""
    router = APIRouter(route_class=PublicRoute)
    for event in (*Event, TEST):
        router.add_api_route(
            event,
            _receiver(_model(event)),
            methods=["POST"],
            operation_id="receive_" + event.replace(".", "_"),
            summary=event,
            description=_described(event),
            tags=["webhooks"],
            status_code=204,
            response_description="Taken, as with any status from 200 to 299",
            responses=_ANSWERS,
            openapi_extra={"security": []},  # the signature is what speaks for a message
        )
    return router


def _model(event: str) -> type[Message]:
    """Return the shape of the messages of one type, which a client can tell from all others by that type."""
    resource = event.partition(".")[0]
    shape = _SHAPES.get(event) or _SHAPES.get(resource) or ResourceMessage
    name = "".join(word.capitalize() for word in event.split("."))
    type_: Any = Literal[str(event)]  # known when the document is made, and not to a type checker
    return create_model(f"{name}Message", __base__=shape, __doc__=_described(event), type=(type_, ...))


def _described(event: str) -> str:
    if event == TEST:
        return "Somebody wants to see whether a message arrives."
    resource, _, change = event.partition(".")
    return _SAID.get(Event(event)) or f"{resource.capitalize()}: {change}."


def _receiver(message: type[Message]) -> Callable[..., Any]:
    async def receive(
        body: Any,
        webhook_id: str = _ID,
        webhook_timestamp: str = _TIMESTAMP,
        webhook_signature: str = _SIGNATURE,
    ) -> None:
        """Take a message."""

    receive.__annotations__["body"] = message
    return receive
