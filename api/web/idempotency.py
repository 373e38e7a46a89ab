"""Idempotency keys: a request that is sent again gets the first answer again, and has no second effect.

The answer is stored in the transaction of its effect, so that there is never the one without the other. It is kept for
`KEPT_FOR`; then the key is free again, and `purge` removes what is left of it.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlalchemy import Connection, Table, delete, insert, select
from starlette.requests import Request

from api.db import Database, WriteUnit
from api.models import IdempotencyKey
from api.web.problems import Fault, Invalid, KeyReused, RequestInFlight

KEYS: Table = IdempotencyKey.__table__
HEADER = "Idempotency-Key"

KEPT_FOR = timedelta(hours=24)
"""How long a first answer is given again: long enough for a client that was offline over night."""

# So many at once, in a transaction that other writers hardly notice.
_PURGED_TOGETHER = 200

# Bare, or a string of RFC 9651 in double quotes, which then may hold a quote or a backslash behind a backslash.
_KEY = re.compile(r'[\x21\x23-\x7e][\x21-\x7e]{0,254}|"((?:[\x20\x21\x23-\x5b\x5d-\x7e]|\\["\\]){1,255})"')


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer whose bytes are settled. `kept`, where given, is stored for replays in place of the body."""

    status: int
    body: bytes
    headers: dict[str, str] = field(default_factory=dict)
    kept: bytes | None = None


class Replay(Exception):  # noqa: N818 - no error: the way out of a transaction that must leave nothing behind
    """The request was answered before, and this is the answer."""

    def __init__(self, answer: Answer) -> None:
        super().__init__()
        self.answer = answer


@dataclass(frozen=True, slots=True)
class Key:
    """The key of one request, and the fingerprint that tells the request from others."""

    value: str
    fingerprint: bytes

    @classmethod
    async def of(cls, request: Request, header: str) -> "Key":
        """Return the key that the header gives for this request; raise `Invalid` where it gives none, or several."""
        if len(request.headers.getlist(HEADER)) > 1:
            raise Invalid(Fault("repeated", "Given more than once", header=HEADER))
        found = _KEY.fullmatch(header.strip())
        if not found:
            raise Invalid(Fault("idempotency_key", "Must be 1 to 255 printable ASCII characters", header=HEADER))
        value = re.sub(r"\\(.)", r"\1", found[1]) if found[1] else found[0]
        query = f"?{request.url.query}" if request.url.query else ""
        asked = f"{request.method} {request.url.path}{query}\n".encode()
        return cls(value, hashlib.sha256(asked + await request.body()).digest())

    def once(self, unit: WriteUnit, work: Callable[[WriteUnit], Answer]) -> Answer:
        """Do the work and keep its answer; raise `Replay` where that was done within `KEPT_FOR`."""
        mine = (KEYS.c.account_id == unit.account_id, KEYS.c.key == self.value)
        stored = unit.connection.execute(select(KEYS).where(*mine)).first()
        if stored is not None and stored.created_at > unit.now - KEPT_FOR:
            if stored.fingerprint != self.fingerprint:
                raise KeyReused(Fault("idempotency_key", "This key came with another request", header=HEADER))
            raise Replay(Answer(stored.status, stored.body, stored.headers | {"Idempotent-Replayed": "true"}))
        answer = work(unit)
        if stored is not None:
            unit.connection.execute(delete(KEYS).where(*mine))
        unit.connection.execute(
            insert(KEYS).values(
                account_id=unit.account_id,
                key=self.value,
                fingerprint=self.fingerprint,
                status=answer.status,
                headers=answer.headers,
                body=answer.body if answer.kept is None else answer.kept,
                created_at=unit.now,
            )
        )
        return answer


class InFlight:
    """The keys whose first request this process is still answering."""

    def __init__(self) -> None:
        self._keys: set[tuple[str, str]] = set()

    @contextmanager
    def hold(self, account_id: str, key: Key) -> Iterator[None]:
        """Hold a key for as long as its request takes; raise `RequestInFlight` where it is held already."""
        held = (account_id, key.value)
        if held in self._keys:
            raise RequestInFlight(headers={"Retry-After": "1"})
        self._keys.add(held)
        try:
            yield
        finally:
            self._keys.discard(held)


async def purge(database: Database) -> int:
    """Remove the answers that will not be given again, whosever they are, and return how many they were."""
    until, removed = database.clock() - KEPT_FOR, 0
    while some := await database.operate(lambda connection: _purge_some(connection, until)):
        removed += some
    return removed


def _purge_some(connection: Connection, until: datetime) -> int:
    """Remove some of the oldest answers, account by account: a key may be used anew between a look and its removal."""
    old = KEYS.c.created_at <= until
    oldest = select(KEYS.c.account_id, KEYS.c.key).where(old).order_by(KEYS.c.created_at).limit(_PURGED_TOGETHER)
    keys: dict[str, list[str]] = defaultdict(list)
    for account_id, key in connection.execute(oldest):
        keys[account_id].append(key)
    return sum(
        connection.execute(delete(KEYS).where(KEYS.c.account_id == account_id, KEYS.c.key.in_(some), old)).rowcount
        for account_id, some in keys.items()
    )
