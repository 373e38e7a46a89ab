"""An account that is deleted: nothing of it is left, nothing of another's is touched, and no request fails over it."""

import json
import re
from typing import Any

import httpx
import pytest
from sqlalchemy import Row, select
from starlette.requests import Request

from api.accounts import service
from api.db import Unit, UnknownAccountError
from api.main import Afterword
from api.models import Base
from api.web.auth import Caller, authenticate
from tests.dossier.test_router import rich
from tests.making import NOBODYS, invited, message, plan_ahead, subscribe, webhook
from tests.test_openapi import DOCUMENT, OPERATIONS

Rows = dict[str, list[Row[Any]]]


async def populate(client: httpx.AsyncClient) -> str:
    """Put at least a row into every table, and return the account's id."""
    imported = await client.post("/import", json=rich(), headers={"Idempotency-Key": "a"})
    assert imported.status_code == 200
    await invited(client, "plum")
    await plan_ahead(client)
    assert (await client.get(await subscribe(client))).is_success
    await message(client, (await webhook(client))["id"])
    return str((await client.get("/account")).json()["id"])


def everything(unit: Unit) -> Rows:
    """Return every row of an account, by table."""
    return {
        table.name: list(
            unit.connection.execute(
                select(table).where(table.c.account_id == unit.account_id).order_by(*table.primary_key.columns)
            )
        )
        for table in Base.metadata.sorted_tables
    }


async def test_no_row_is_left(client: httpx.AsyncClient, stranger: httpx.AsyncClient, app: Afterword) -> None:
    """In no table that there is; what is told is what was there; and the other account is as it was, to the row."""
    database = app.state.database
    account, other = await populate(client), await populate(stranger)
    mine, theirs = await database.read(account, everything), await database.read(other, everything)
    assert all(mine.values()), "a table that this test does not fill"
    told = await database.write(account, service.erase)
    assert told == {table: len(rows) for table, rows in mine.items()}
    assert not any((await database.read(account, everything)).values())
    assert await database.read(other, everything) == theirs
    assert (await client.get("/export")).status_code == 401
    assert (await stranger.get("/export")).status_code == 200
    with pytest.raises(UnknownAccountError):
        await database.write(account, service.erase)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
async def test_a_request_that_it_overtakes(
    *,
    client: httpx.AsyncClient,
    app: Afterword,
    monkeypatch: pytest.MonkeyPatch,
    path: str,
    method: str,
    operation: dict[str, Any],
) -> None:
    """Its token was good a moment ago. A write is refused like any other caller's; a read finds nothing."""
    schemas = DOCUMENT["components"]["schemas"]
    await client.post("/import", json=schemas["Dossier"]["examples"][0])

    async def overtaken(request: Request) -> Caller:
        caller = await authenticate(request)
        await app.state.database.write(caller.account_id, service.erase)
        return caller

    monkeypatch.setattr("api.web.routing.authenticate", overtaken)
    sent: dict[str, Any] = {}
    for media_type, body in sorted(operation.get("requestBody", {}).get("content", {}).items())[:1]:
        name = body["schema"].get("$ref", "").rpartition("/")[2]
        example = json.dumps(schemas[name]["examples"][0]) if name else body["example"]
        sent = {"content": example, "headers": {"Content-Type": media_type}}
    answer = await client.request(method, re.sub(r"{\w+}", NOBODYS, path), **sent)
    if method == "get" or path in {"/policy/evaluations", "/message-checks", "/drafts"}:
        assert answer.status_code in {200, 401, 404, 422}, answer.text
    else:
        assert (answer.status_code, answer.json()["type"]) == (401, "urn:afterword:problem:unauthenticated")
        assert answer.headers["WWW-Authenticate"] == 'Bearer realm="afterword", error="invalid_token"'
