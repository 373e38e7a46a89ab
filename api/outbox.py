"""What webhooks are told: written down in the transaction of whatever it tells of, and sent by a worker afterwards.

A message holds ids, keys and instants, and no word of anybody's: whoever may know more asks for it with a token.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from pydantic_core import to_json
from sqlalchemy import Table, bindparam, delete, insert, or_, select, true

from api.db import Unit, WriteUnit
from api.ids import new_id
from api.models import DeliveryStatus, Webhook, WebhookDelivery

KEPT_FOR = timedelta(days=30)
"""How long a message is kept after it was made; and one that still waits, after it was last tried or asked for."""

_WEBHOOKS: Table = Webhook.__table__
_DELIVERIES: Table = WebhookDelivery.__table__


class Event(StrEnum):
    """What an endpoint can ask to be told."""

    ACTION_OPENED = "action.opened"
    ACTION_DUE = "action.due"
    ACTION_OVERDUE = "action.overdue"
    ACTION_WITHDRAWN = "action.withdrawn"
    CAUTION_STARTED = "caution.started"
    ORGANIZATION_CREATED = "organization.created"
    ORGANIZATION_UPDATED = "organization.updated"
    ORGANIZATION_DELETED = "organization.deleted"
    CONTACT_CREATED = "contact.created"
    CONTACT_UPDATED = "contact.updated"
    CONTACT_DELETED = "contact.deleted"
    INTERVIEW_CREATED = "interview.created"
    INTERVIEW_UPDATED = "interview.updated"
    INTERVIEW_DELETED = "interview.deleted"
    PARTICIPANT_CREATED = "participant.created"
    PARTICIPANT_UPDATED = "participant.updated"
    PARTICIPANT_DELETED = "participant.deleted"
    DEBRIEF_CREATED = "debrief.created"
    DEBRIEF_UPDATED = "debrief.updated"
    DEBRIEF_DELETED = "debrief.deleted"
    INTERACTION_CREATED = "interaction.created"
    INTERACTION_UPDATED = "interaction.updated"
    INTERACTION_DELETED = "interaction.deleted"
    TESTIMONIAL_CREATED = "testimonial.created"
    TESTIMONIAL_UPDATED = "testimonial.updated"
    TESTIMONIAL_DELETED = "testimonial.deleted"
    MARK_CREATED = "mark.created"
    MARK_UPDATED = "mark.updated"
    MARK_DELETED = "mark.deleted"


OF_THE_CLOCK = frozenset(event for event in Event if event.startswith(("action.", "caution.")))
"""Events that no write need bring about: a worker finds them out."""


class Change(StrEnum):
    """What became of a resource."""

    CREATED = "created"
    UPDATED = "updated"
    DELETED = "deleted"


RESOURCES: Mapping[str, str] = {
    "organizations": "organization",
    "contacts": "contact",
    "interviews": "interview",
    "participants": "participant",
    "debriefs": "debrief",
    "interactions": "interaction",
    "testimonials": "testimonial",
    "marks": "mark",
}
"""What the rows of a table are called in events, for the tables whose changes are told."""

_ASKING = select(_WEBHOOKS.c.id, _WEBHOOKS.c.events).where(
    _WEBHOOKS.c.account_id == bindparam("account"), _WEBHOOKS.c.enabled == true()
)


def changed(unit: WriteUnit, table: Table, change: Change, rows: Iterable[Mapping[str, Any]]) -> None:
    """Tell whoever asked to be told that rows of a table were created, updated or deleted, each by what names it."""
    if unit.announced and (resource := RESOURCES.get(table.name)) is not None:
        announce(unit, Event(f"{resource}.{change}"), rows)


def asks_for(unit: WriteUnit, table: Table) -> bool:
    """Return whether any endpoint is to be told of changes to a table, so that they are worth finding out."""
    resource = RESOURCES[table.name]
    return bool(unit.announced) and any(f"{resource}.{change}" in unit.announced for change in Change)


def announce(unit: WriteUnit, event: Event, messages: Iterable[Mapping[str, Any]]) -> None:
    """Write down messages about an event for every endpoint that asks for it; nothing where none does."""
    if event not in unit.announced:
        return
    asking = [
        id for id, events in unit.connection.execute(_ASKING, {"account": unit.account_id}) if event in events.split()
    ]
    put(unit, [delivery(unit, id, event, data) for data in messages for id in asking])


def put(unit: Unit, deliveries: Sequence[Mapping[str, Any]]) -> None:
    """Have messages sent."""
    if deliveries:
        purge(unit)  # not left to workers: where there is none, the outbox would grow for ever
        unit.connection.execute(insert(_DELIVERIES), deliveries)


def purge(unit: Unit) -> None:
    """Remove the account's messages that are too old."""
    columns, limit = _DELIVERIES.c, unit.now - KEPT_FOR
    over = or_(columns.status != DeliveryStatus.PENDING, columns.updated_at <= limit)
    unit.connection.execute(
        delete(_DELIVERIES).where(columns.account_id == unit.account_id, columns.created_at <= limit, over)
    )


def delivery(unit: Unit, webhook_id: str, event: str, data: Mapping[str, Any]) -> dict[str, Any]:
    """Return the row of a new message for one endpoint."""
    return {
        "account_id": unit.account_id,
        "id": new_id(),
        "revision": 1,
        "created_at": unit.now,
        "updated_at": unit.now,
        "webhook_id": webhook_id,
        "type": event,
        "payload": payload(event, unit.now, data),
        "status": DeliveryStatus.PENDING,
        "due_at": unit.now,
        "tries": 0,
        "attempts": [],
    }


def payload(event: str, at: datetime, data: Mapping[str, Any]) -> bytes:
    """Return the body of a message, as the Standard Webhooks specification lays it out."""
    return to_json({"type": event, "timestamp": at, "data": data})
