"""Webhooks and their messages in the database."""

from collections.abc import Iterable

from sqlalchemy import Table, select, true, update

from api.db import ACCOUNTS, Unit, WriteUnit
from api.models import DeliveryStatus, Webhook, WebhookDelivery
from api.outbox import delivery, put
from api.rows import Record, Rows, Window
from api.webhooks.schemas import DeliveryQuery

WEBHOOKS = Rows(Webhook)
DELIVERIES = Rows(WebhookDelivery)
_DELIVERIES: Table = WebhookDelivery.__table__

TEST = "webhook.test"


def announced_to(unit: Unit) -> list[str]:
    """Return what each enabled webhook of the account asks for."""
    columns = WEBHOOKS.columns
    statement = select(columns.events).where(columns.account_id == unit.account_id, columns.enabled == true())
    return list(unit.connection.execute(statement).scalars())


def note_announced(unit: WriteUnit) -> None:
    """Keep with the account what its webhooks ask for by now, and have a worker look at it where any is left."""
    events = sorted({event for one in announced_to(unit) for event in one.split()})
    unit.connection.execute(
        update(ACCOUNTS)
        .where(ACCOUNTS.c.account_id == unit.account_id)
        .values(announced=" ".join(events) or None, wakes_at=unit.now)
    )


def drop_waiting(unit: Unit, webhook_id: str) -> None:
    """Give up what waits to be sent to a webhook. It can be sent again on request."""
    columns = _DELIVERIES.c
    unit.connection.execute(
        update(_DELIVERIES)
        .where(
            columns.account_id == unit.account_id,
            columns.webhook_id == webhook_id,
            columns.status == DeliveryStatus.PENDING,
        )
        .values(status=DeliveryStatus.FAILED, due_at=None, updated_at=unit.now, revision=columns.revision + 1)
    )


def insert_test(unit: WriteUnit, webhook_id: str) -> Record:
    """Add a message to try a webhook with, and return it."""
    row = delivery(unit, webhook_id, TEST, {"webhook_id": webhook_id})
    put(unit, [row])
    return row


def send_again(unit: Unit, row: Record) -> Record:
    """Have a message sent as if it had just been made."""
    changes = {
        "status": DeliveryStatus.PENDING,
        "due_at": unit.now,
        "tries": 0,
        "updated_at": unit.now,
        "revision": row["revision"] + 1,
    }
    mine = (_DELIVERIES.c.account_id == unit.account_id, _DELIVERIES.c.id == row["id"])
    unit.connection.execute(update(_DELIVERIES).where(*mine).values(**changes))
    return {**row, **changes}


def page_of_deliveries(unit: Unit, webhook_id: str, query: DeliveryQuery, window: Window) -> Iterable[Record]:
    """Return the messages of a webhook that a query asks for, and one more when there is a next page."""
    conditions = [DELIVERIES.columns.webhook_id == webhook_id, *DELIVERIES.equal(query, "status")]
    return DELIVERIES.page(unit, window, *conditions)
