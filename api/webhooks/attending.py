"""A worker's transactions with one account: what to send is taken on a lease, and what came of it is written down.

Workers share the accounts: whoever finds one locked leaves it to the other. What was taken comes up again when its
lease is over, so that a worker that is killed loses nothing; what it had sent by then is sent again, with the same id.
"""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from sqlalchemy import Table, and_, func, select, true, update

from api import outbox
from api.db import ACCOUNTS, State, Unit, WriteUnit
from api.models import DeliveryError, DeliveryStatus, Webhook, WebhookDelivery
from api.next_actions.rules import RULES
from api.webhooks import watch
from api.webhooks.watch import LONGEST, Look

PATIENCE = timedelta(days=5)
"""For how long an endpoint may take nothing before it is disabled."""

_TOGETHER = 8
"""Messages that are sent to one endpoint at once."""
_LOGGED = 20
"""Attempts of a message that are kept."""

_WEBHOOKS: Table = Webhook.__table__
_DELIVERIES: Table = WebhookDelivery.__table__
_PENDING = _DELIVERIES.c.status == DeliveryStatus.PENDING


class Claim(NamedTuple):
    """A message that is to be sent, by nobody else before `until`."""

    id: str
    webhook_id: str
    type: str
    payload: bytes
    tries: int
    until: datetime
    url: str
    secrets: tuple[bytes, ...]
    """Sealed; the first is the current one."""


class Attempt(NamedTuple):
    """What came of sending a message once."""

    at: datetime
    status_code: int | None
    duration_ms: int
    error: DeliveryError | None
    excerpt: str | None = None
    retry_after: timedelta | None = None
    """How long the receiver wants us to wait."""

    def logged(self) -> dict[str, Any]:
        """Return what the log says of it."""
        return {
            "at": self.at.isoformat(),
            "status_code": self.status_code,
            "duration_ms": self.duration_ms,
            "error": self.error,
            "excerpt": self.excerpt,
        }


def take(unit: Unit, look: Look | None, lease: timedelta) -> list[Claim]:
    """Take what is to be sent by now, for as long as `lease`, and settle when the account is to be looked at again.

    Before that, write down what there is to tell of a look; if the account was written to since, it stays awake to be
    looked at again. Returns nothing where somebody else is at it.
    """
    account = _locked(unit, skip=True)
    if account is None:
        return []
    state = State(account.created_at, account.revision)
    if look is not None and look.state == state:
        announced = frozenset((account.announced or "").split())
        watch.tell(WriteUnit(unit.connection, unit.account_id, unit.now, state.revision, announced), look)
    outbox.purge(unit)
    claims = [claim for webhook in _enabled(unit) for claim in _claims(unit, webhook, unit.now + lease)]
    _rest(unit, state, watched=watch.asks(account.announced))
    return claims


def record(unit: Unit, claim: Claim, attempt: Attempt, next_try: datetime | None) -> bool:
    """Write down what came of an attempt. Return whether its endpoint has taken nothing for too long.

    Where the lease was over by then, the message is somebody else's: only that it was taken is worth knowing. When the
    account is to be looked at for another try is settled as it is attended to again, which who sent it does next.
    """
    if _locked(unit) is None:
        return False
    _log(unit, claim, attempt, next_try)
    if attempt.error is None:
        _set_failing(unit, claim.webhook_id, None)
        return False
    since = _failing_since(unit, claim.webhook_id)
    if since is None:
        _set_failing(unit, claim.webhook_id, attempt.at)
    return since is not None and attempt.at - since >= PATIENCE


def _locked(unit: Unit, *, skip: bool = False) -> Any:
    """Return the account's own row, locked as a write locks it; None where it is gone, or locked and `skip`ped."""
    return unit.connection.execute(
        select(ACCOUNTS.c.created_at, ACCOUNTS.c.revision, ACCOUNTS.c.announced)
        .where(ACCOUNTS.c.account_id == unit.account_id)
        .with_for_update(key_share=True, skip_locked=skip)
    ).first()


def _enabled(unit: Unit) -> list[Any]:
    columns = _WEBHOOKS.c
    return list(
        unit.connection.execute(
            select(columns.id, columns.url, columns.secret, columns.former_secret, columns.former_until)
            .where(columns.account_id == unit.account_id, columns.enabled == true())
            .order_by(columns.id)
        )
    )


def _claims(unit: Unit, webhook: Any, until: datetime) -> list[Claim]:
    """Take the messages for one endpoint that have waited longest."""
    columns = _DELIVERIES.c
    waiting = (
        select(columns.id, columns.type, columns.payload, columns.tries)
        .where(
            columns.account_id == unit.account_id,
            columns.webhook_id == webhook.id,
            columns.due_at <= unit.now,
            _PENDING,
        )
        .order_by(columns.due_at, columns.id)
        .limit(_TOGETHER)
        .with_for_update(skip_locked=True)
    )
    found = unit.connection.execute(waiting).all()
    if found:
        unit.connection.execute(
            update(_DELIVERIES)
            .where(columns.account_id == unit.account_id, columns.id.in_([row.id for row in found]))
            .values(due_at=until)
        )
    former = webhook.former_until is not None and webhook.former_until > unit.now
    secrets = (webhook.secret, webhook.former_secret) if former else (webhook.secret,)
    return [Claim(row.id, webhook.id, row.type, row.payload, row.tries, until, webhook.url, secrets) for row in found]


def _rest(unit: Unit, state: State, *, watched: bool) -> None:
    """Say when the account is to be looked at again: for a message, for what the clock brings about, or to purge."""
    columns = _DELIVERIES.c
    mine = columns.account_id == unit.account_id
    # A disabled endpoint has nothing waiting, so that whatever waits is sent one day.
    waiting = unit.connection.execute(select(func.min(columns.due_at)).where(mine)).scalar()
    oldest = unit.connection.execute(select(func.min(columns.created_at)).where(and_(mine, ~_PENDING))).scalar()
    instants = [waiting, None if oldest is None else oldest + outbox.KEPT_FOR]
    if watched:
        instants += [watch.next_look(unit, state), unit.now + LONGEST]
    values: Mapping[str, Any] = {
        "wakes_at": min((one for one in instants if one is not None), default=None),
        "wakes_by": RULES if watched else None,
    }
    unit.connection.execute(update(ACCOUNTS).where(ACCOUNTS.c.account_id == unit.account_id).values(values))


def _log(unit: Unit, claim: Claim, attempt: Attempt, next_try: datetime | None) -> None:
    columns = _DELIVERIES.c
    mine = (columns.account_id == unit.account_id, columns.id == claim.id)
    row = unit.connection.execute(select(columns.attempts, columns.due_at, columns.tries).where(*mine)).first()
    if row is None:
        return
    changes: dict[str, Any] = {
        "attempts": [*row.attempts, attempt.logged()][-_LOGGED:],
        "updated_at": unit.now,
        "revision": columns.revision + 1,
    }
    if attempt.error is None:
        changes |= {"status": DeliveryStatus.DELIVERED, "due_at": None}
    elif row.due_at == claim.until:
        status = DeliveryStatus.FAILED if next_try is None else DeliveryStatus.PENDING
        changes |= {"status": status, "due_at": next_try, "tries": claim.tries + 1}
    unit.connection.execute(update(_DELIVERIES).where(*mine).values(**changes))


def _failing_since(unit: Unit, webhook_id: str) -> datetime | None:
    columns = _WEBHOOKS.c
    since: datetime | None = unit.connection.execute(
        select(columns.failing_since).where(columns.account_id == unit.account_id, columns.id == webhook_id)
    ).scalar()
    return since


def _set_failing(unit: Unit, webhook_id: str, since: datetime | None) -> None:
    columns = _WEBHOOKS.c
    unit.connection.execute(
        update(_WEBHOOKS)
        .where(columns.account_id == unit.account_id, columns.id == webhook_id)
        .values(failing_since=since)
    )
