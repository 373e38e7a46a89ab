"""The raw-driver floor: the token checked, the same rows fetched, an answer of as many bytes encoded, and no rules.

As little as any service over these tables could do: no framework, no validation, no objects, hand-written SQL.
"""

import hashlib
import os
import sqlite3
from collections.abc import Awaitable, Callable, Iterable
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic_core import from_json, to_json

Fetch = Callable[[str, bytes], Awaitable[bool]]
"""Fetch everything of an account, and say whether its token is good."""

_CALLER = """
SELECT accounts.revision, tokens.scopes, tokens.expires_at FROM tokens
JOIN accounts ON accounts.account_id = tokens.account_id WHERE tokens.account_id = $1 AND tokens.digest = $2
"""
_COLUMNS = {
    "organizations": "id, name, culture, timezone, country",
    "contacts": "id, name, organization_id, name_confirmed, job_title, email, phone, postal_address",
    "interviews": "id, organization_id, position, starts_at, ends_at, format, timezone, decision_expected_on, "
    "interest, cancelled, outcome, outcome_at, previous_interview_id",
    "participants": "interview_id, contact_id, position, role, is_decision_maker, met",
    "debriefs": "interview_id, content",
    "interactions": "interview_id, contact_id, direction, channel, purpose, occurred_at, automatic",
    "testimonials": "author, quote, source_url",
    "marks": "key, mark, until",
}
_ROWS = [f"SELECT {columns} FROM {table} WHERE account_id = $1" for table, columns in _COLUMNS.items()]  # noqa: S608 - ours


class Floor:
    """An ASGI application. Its environment names the database and a file with the answer to encode."""

    def __init__(self) -> None:
        self._answer = from_json(Path(os.environ["BENCHMARK_ANSWER"]).read_bytes())

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, or take part in starting."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        token = dict(scope["headers"])[b"authorization"].removeprefix(b"Bearer ")
        good = await self._fetch(str(UUID(token.split(b"_")[1].decode())), hashlib.sha256(token).digest())
        body = to_json(self._answer) if good else b""
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200 if good else 401, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        url = os.environ["AFTERWORD_DATABASE_URL"]
        self._fetch = sqlite(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else await postgresql(url)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})


def sqlite(file: str) -> Fetch:
    """Fetch through the standard library, at once: a thread would take longer than the query."""
    connection = sqlite3.connect(file)
    caller, *rows = (statement.replace("$", "?") for statement in (_CALLER, *_ROWS))

    async def fetch(account_id: str, digest: bytes) -> bool:
        found = connection.execute(caller, (account_id, digest)).fetchall()
        for statement in rows:
            connection.execute(statement, (account_id,)).fetchall()
        return bool(found)

    return fetch


async def postgresql(url: str) -> Fetch:
    """Fetch through asyncpg, each statement on its own."""
    pool = await asyncpg.create_pool(url, min_size=20, max_size=20, reset=_nothing)

    async def fetch(account_id: str, digest: bytes) -> bool:
        async with pool.acquire() as connection:
            found: Iterable[Any] = await connection.fetch(_CALLER, account_id, digest)
            for statement in _ROWS:
                await connection.fetch(statement, account_id)
        return bool(found)

    return fetch


async def _nothing(_: asyncpg.Connection) -> None:
    """Reset nothing on a connection's way back: nothing was set, and it would cost a round trip."""


app = Floor()
