"""The raw-driver floor: the token checked, the same rows fetched, an answer of as many bytes encoded, and no rules.

As little as any service over these tables could do: no framework, no validation, no objects, hand-written SQL, behind
the same row-level security. `BENCHMARK_PLAN` names a file that says for each path which statements to run, each with
the account as its only parameter, and what to answer.
"""

import hashlib
import os
import sqlite3
from collections.abc import Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from uuid import UUID

import asyncpg
from pydantic_core import from_json, to_json

Fetch = Callable[[str, bytes, Sequence[str]], Awaitable[bool]]
"""Run statements for an account, and say whether its token is good."""

_CALLER = """
SELECT accounts.created_at, accounts.revision, tokens.scopes, tokens.expires_at FROM tokens
JOIN accounts ON accounts.account_id = tokens.account_id WHERE tokens.account_id = $1 AND tokens.digest = $2
"""


def planned(paths: Mapping[str, tuple[Sequence[str], bytes]], file: Path) -> Path:
    """Write the statements and the answer of each path into a file for the floor to read."""
    plan = {path: {"statements": some, "answer": from_json(answer)} for path, (some, answer) in paths.items()}
    file.write_bytes(to_json(plan))
    return file


def plan() -> Any:
    """Return the environment's plan, by path."""
    return from_json(Path(os.environ["BENCHMARK_PLAN"]).read_bytes())


class Floor:
    """An ASGI application."""

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        """Answer one request, or take part in starting."""
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        path, query = scope["path"], scope["query_string"].decode()
        planned = self._plan.get(f"{path}?{query}" if query else path)
        body = b"" if planned is None else await self._answer(planned, dict(scope["headers"])[b"authorization"])
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, planned: Any, authorization: bytes) -> bytes:
        token = authorization.removeprefix(b"Bearer ")
        account_id = str(UUID(token.split(b"_")[1].decode()))
        good = await self._fetch(account_id, hashlib.sha256(token).digest(), planned["statements"])
        return to_json(planned["answer"]) if good else b""

    async def _live(self, receive: Any, send: Any) -> None:
        await receive()
        self._plan = plan()
        url = os.environ["AFTERWORD_DATABASE_URL"]
        self._fetch = sqlite(url.removeprefix("sqlite:///")) if url.startswith("sqlite") else await postgresql(url)
        await send({"type": "lifespan.startup.complete"})
        await receive()
        await send({"type": "lifespan.shutdown.complete"})


def sqlite(file: str) -> Fetch:
    """Fetch through the standard library, at once: a thread would take longer than the query."""
    connection = sqlite3.connect(file)

    async def fetch(account_id: str, digest: bytes, statements: Sequence[str]) -> bool:
        found = connection.execute(_CALLER.replace("$", "?"), (account_id, digest)).fetchall()
        for statement in statements:
            connection.execute(statement.replace("$", "?"), (account_id,)).fetchall()
        return bool(found)

    return fetch


async def postgresql(url: str) -> Fetch:
    """Fetch through asyncpg, all of it in one transaction behind the account's fence."""
    pool = await asyncpg.create_pool(url, min_size=20, max_size=20, reset=_nothing)

    async def fetch(account_id: str, digest: bytes, statements: Sequence[str]) -> bool:
        async with pool.acquire() as connection:
            await connection.execute(f"BEGIN READ ONLY; SET LOCAL app.account_id = '{account_id}'")
            found: Sequence[Any] = await connection.fetch(_CALLER, account_id, digest)
            for statement in statements:
                await connection.fetch(statement, account_id)
            await connection.execute("COMMIT")
        return bool(found)

    return fetch


async def _nothing(_: asyncpg.Connection) -> None:
    """Reset nothing on a connection's way back: nothing was set, and it would cost a round trip."""


app = Floor()
