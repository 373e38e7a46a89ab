"""Webhooks: who is to be told of what, what is still to be sent, and what was announced of the clock's doing."""

from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import JSON, BigInteger, Index
from sqlmodel import Field

from api.models.base import CLUSTERED, Identifier, InstantColumn, Owned, Resource, choice, within_account


class DisabledReason(StrEnum):
    """Why we stopped sending to an endpoint by ourselves."""

    GONE = "gone"
    FAILING = "failing"


class DeliveryStatus(StrEnum):
    """What has become of a message so far."""

    PENDING = "pending"
    DELIVERED = "delivered"
    FAILED = "failed"


class DeliveryError(StrEnum):
    """Why an attempt to send a message failed, as its log says."""

    STATUS = "status"
    REDIRECT = "redirect"
    TIMEOUT = "timeout"
    CONNECTION = "connection"
    TLS = "tls"
    NAME = "name"
    ADDRESS = "address"
    PROTOCOL = "protocol"
    SECRET = "secret"  # noqa: S105 - no secret, but one that cannot be read


class Webhook(Resource, table=True):
    """An endpoint. `events` are separated by spaces, secrets are as `api.webhooks.secrets` seals them.

    `former_secret` goes on signing until `former_until`. `failing_since` is the first failure after the last success,
    and written without a new revision.
    """

    __tablename__ = "webhooks"
    __table_args__ = (CLUSTERED,)

    url: str
    description: str | None
    events: str
    enabled: bool
    disabled_reason: DisabledReason | None = Field(sa_type=choice(DisabledReason))
    disabled_at: datetime | None = Field(sa_type=InstantColumn)
    failing_since: datetime | None = Field(sa_type=InstantColumn)
    secret: bytes
    former_secret: bytes | None
    former_until: datetime | None = Field(sa_type=InstantColumn)


class WebhookDelivery(Resource, table=True):
    """A message for one endpoint, and the log of its attempts: the outbox and its history in one.

    It is written in the transaction of the change that it tells of. `due_at` is when it is to be tried next, null once
    that is over; a worker that takes it moves `due_at` ahead, which is its lease. `tries` counts since the message was
    made or sent again. `revision` is its own, and counts its changes: workers write it without touching the account's.
    """

    __tablename__ = "webhook_deliveries"
    __table_args__ = (
        within_account("webhook_id", "webhooks", ondelete="CASCADE"),
        Index(None, "account_id", "webhook_id", "created_at", "id"),
        Index(None, "account_id", "due_at"),
        Index(None, "account_id", "created_at"),
    )

    webhook_id: str = Field(sa_type=Identifier)
    type: str
    payload: bytes
    status: DeliveryStatus = Field(sa_type=choice(DeliveryStatus))
    due_at: datetime | None = Field(sa_type=InstantColumn)
    tries: int
    attempts: list[dict[str, Any]] = Field(sa_type=JSON)


class Announcement(Owned, table=True):
    """What endpoints have been told of an account's actions and cautions: the state of a `api.webhooks.news.Memory`.

    It was looked at in a state of the account (`founded_at`, `revision`) by these `rules`, and the clock alone changes
    nothing before `holds_until`, null for ever.
    """

    __tablename__ = "announcements"

    founded_at: datetime = Field(sa_type=InstantColumn)
    revision: int = Field(sa_type=BigInteger)
    rules: str
    holds_until: datetime | None = Field(sa_type=InstantColumn)
    memory: dict[str, Any] = Field(sa_type=JSON)
