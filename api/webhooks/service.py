"""What can be done with webhooks, within one unit of work."""

from collections.abc import Iterable
from typing import Any

from api.db import Database, Unit, WriteUnit
from api.models import DisabledReason
from api.outbox import OF_THE_CLOCK, Event
from api.rows import Record
from api.web.etag import Precondition, Version
from api.web.lookups import existing
from api.web.merge import merged
from api.web.problems import Conflict, Invalid, NotFound
from api.webhooks import repository
from api.webhooks.repository import DELIVERIES, WEBHOOKS
from api.webhooks.schemas import (
    DeliveryAttempt,
    DeliveryPage,
    DeliveryPublic,
    DeliveryQuery,
    WebhookCreate,
    WebhookPage,
    WebhookPublic,
    WebhookQuery,
    WebhookSecret,
    WebhookUpdate,
)
from api.webhooks.secrets import OVERLAP, Vault, new_secret
from api.webhooks.targets import RefusedTargetError, Targets
from api.webhooks.watch import Look, catch_up, look

MOST = 10
"""Webhooks that an account may have: each change is written down once for each of them."""


def page(unit: Unit, query: WebhookQuery) -> WebhookPage:
    """Return one page of the account's webhooks."""
    window = WebhookPage.window(query)
    return WebhookPage.of([_shown(row, unit) for row in WEBHOOKS.page(unit, window)], window)


def get(unit: Unit, id: str) -> Version[WebhookPublic]:
    """Return a webhook; raise `NotFound`."""
    return _public(existing(unit, WEBHOOKS, id), unit)


async def ahead(database: Database, account_id: str, events: Iterable[Event] | None) -> Look | None:
    """Look at an account before a webhook begins to ask for these events; None where that need not be."""
    return None if events is None or OF_THE_CLOCK.isdisjoint(events) else await look(database, account_id, ahead=True)


def create(
    unit: WriteUnit, new: WebhookCreate, targets: Targets, vault: Vault, *, seen: Look | None = None
) -> Version[WebhookSecret]:
    """Keep a new webhook; raise `Invalid` for where it leads, or `Conflict` where there are enough.

    `seen` is what `ahead` saw.
    """
    _check(new.url, targets)
    if WEBHOOKS.count(unit) >= MOST:
        raise Conflict(f"An account has at most {MOST} webhooks")
    secret = new_secret()
    if new.enabled:
        _catch_up(unit, new.events, seen)
    values = {
        **_values(new),
        "disabled_reason": None,
        "disabled_at": None if new.enabled else unit.now,
        "failing_since": None,
        "secret": vault.seal(secret),
        "former_secret": None,
        "former_until": None,
    }
    row = WEBHOOKS.insert(unit, values)
    repository.note_announced(unit)
    return _with_secret(row, unit, secret)


def update(
    unit: WriteUnit,
    id: str,
    patch: WebhookUpdate,
    expected: Precondition,
    targets: Targets,
    *,
    seen: Look | None = None,
) -> Version[WebhookPublic]:
    """Merge a patch into a webhook; raise `NotFound`, `PreconditionFailed` or `Invalid`.

    Enabled anew, or with another URL, it starts afresh: what failed before counts no more. What happened while it was
    disabled is not told. `seen` is what `ahead` saw.
    """
    row = existing(unit, WEBHOOKS, id)
    expected.check(row["revision"])
    whole = merged(WebhookCreate, _shown(row, unit), patch)
    _check(whole.url, targets)
    before = set(row["events"].split()) if row["enabled"] else set[str]()
    if whole.enabled:
        _catch_up(unit, [event for event in whole.events if event not in before], seen)
    changes: dict[str, Any] = _values(whole)
    if whole.enabled and not row["enabled"]:
        changes |= {"disabled_reason": None, "disabled_at": None, "failing_since": None}
    if whole.url != row["url"]:
        changes["failing_since"] = None
    if row["enabled"] and not whole.enabled:
        changes["disabled_at"] = unit.now
        repository.drop_waiting(unit, id)
    row = WEBHOOKS.update(unit, row, changes)
    repository.note_announced(unit)
    return _public(row, unit)


def delete(unit: WriteUnit, id: str, expected: Precondition) -> None:
    """Remove a webhook with its messages; raise `NotFound` or `PreconditionFailed`."""
    expected.check(existing(unit, WEBHOOKS, id)["revision"])
    WEBHOOKS.delete(unit, id)
    repository.note_announced(unit)


def disable(unit: WriteUnit, id: str, reason: DisabledReason) -> bool:
    """Send nothing more to a webhook, and return whether that is new. Nothing where it is disabled or gone."""
    row = WEBHOOKS.get(unit, id)
    if row is None or not row["enabled"]:
        return False
    repository.drop_waiting(unit, id)
    WEBHOOKS.update(unit, row, {"enabled": False, "disabled_reason": reason, "disabled_at": unit.now})
    repository.note_announced(unit)
    return True


def rotate_secret(unit: WriteUnit, id: str, vault: Vault) -> Version[WebhookSecret]:
    """Give a webhook a new secret; the one before goes on signing beside it for a while. Raise `NotFound`."""
    row, secret = existing(unit, WEBHOOKS, id), new_secret()
    changes = {
        "secret": vault.seal(secret),
        "former_secret": row["secret"],
        "former_until": unit.now + OVERLAP,
    }
    return _with_secret(WEBHOOKS.update(unit, row, changes), unit, secret)


def test(unit: WriteUnit, id: str) -> Version[DeliveryPublic]:
    """Have a message sent to a webhook to try it; raise `NotFound`, or `Conflict` where it is disabled."""
    _enabled(unit, id)
    return _delivery(repository.insert_test(unit, id))


def deliveries(unit: Unit, id: str, query: DeliveryQuery) -> DeliveryPage:
    """Return one page of the messages of a webhook; raise `NotFound`."""
    existing(unit, WEBHOOKS, id)
    window = DeliveryPage.window(query)
    rows = repository.page_of_deliveries(unit, id, query, window)
    return DeliveryPage.of([_sent(row) for row in rows], window)


def delivery(unit: Unit, id: str, delivery_id: str) -> Version[DeliveryPublic]:
    """Return a message of a webhook; raise `NotFound`."""
    return _delivery(_of_webhook(unit, id, delivery_id))


def redeliver(unit: WriteUnit, id: str, delivery_id: str) -> Version[DeliveryPublic]:
    """Have a message sent again, whatever became of it; raise `NotFound`, or `Conflict` where that cannot be."""
    row = _of_webhook(unit, id, delivery_id)
    _enabled(unit, id)
    return _delivery(repository.send_again(unit, row))


def _check(url: str, targets: Targets) -> None:
    try:
        targets.check(url)
    except RefusedTargetError as error:
        raise Invalid.at("/url", error.code, str(error)) from None


def _catch_up(unit: WriteUnit, events: list[Event], seen: Look | None) -> None:
    """See to it that whoever starts to ask for what the clock brings about is told nothing of the past."""
    if not OF_THE_CLOCK.isdisjoint(events):
        catch_up(unit, seen)


def _enabled(unit: Unit, id: str) -> None:
    if not existing(unit, WEBHOOKS, id)["enabled"]:
        raise Conflict("The webhook is disabled")


def _of_webhook(unit: Unit, id: str, delivery_id: str) -> Record:
    row = existing(unit, DELIVERIES, delivery_id)
    if row["webhook_id"] != id:
        raise NotFound
    return row


def _values(webhook: WebhookCreate) -> dict[str, Any]:
    return {**dict(webhook), "events": " ".join(webhook.events)}


def _shown(row: Record, unit: Unit) -> Record:
    until = row["former_until"]
    return {
        **row,
        "events": [Event(event) for event in row["events"].split()],
        "former_secret_until": until if until is not None and until > unit.now else None,
    }


def _public(row: Record, unit: Unit) -> Version[WebhookPublic]:
    return Version(WebhookPublic.model_construct(**_shown(row, unit)), row["revision"])


def _with_secret(row: Record, unit: Unit, secret: str) -> Version[WebhookSecret]:
    return Version(WebhookSecret.model_construct(**{**_shown(row, unit), "secret": secret}), row["revision"])


def _sent(row: Record) -> Record:
    attempts = [DeliveryAttempt.model_validate(attempt) for attempt in row["attempts"]]
    return {**row, "attempts": attempts, "next_attempt_at": row["due_at"]}


def _delivery(row: Record) -> Version[DeliveryPublic]:
    return Version(DeliveryPublic.model_construct(**_sent(row)), row["revision"])
