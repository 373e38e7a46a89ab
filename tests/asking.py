"""Everything that the service can be asked, in every way, and the statements that it asks its database for that."""

import json
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest
from sqlalchemy import ClauseElement, Connection, Dialect, Engine, event, false, select

from api.accounts import service as accounts
from api.db import ACCOUNTS, Database
from api.db.database import REVISION
from api.db.driver_statement import DriverStatement
from api.db.postgresql import _READABLE
from api.dossier import repository as dossiers
from api.dossier.parts import Form
from api.main import Afterword
from api.models import DeliveryError
from api.next_actions.plans import _KEPT
from api.web import auth
from api.webhooks.attending import Attempt, Claim
from api.webhooks.figures import Figures
from api.webhooks.secrets import Vault
from api.webhooks.sending import Sender
from api.webhooks.targets import Targets
from api.webhooks.worker import Worker
from tests import making
from tests.conftest import Connect, SettableClock
from tests.isolation.accounts import Account, bodies, settled
from tests.isolation.slots import Operation, operations, sent
from tests.planting import AFTERNOON

DOCUMENT = json.loads(Path("openapi/openapi.json").read_text())
PRIVATE = [operation for operation in operations(DOCUMENT) if not operation.public]

OF_READINESS: dict[ClauseElement, str] = {
    select(ACCOUNTS.c.account_id).where(false()): "whether the table is there, and no row of it",
    REVISION: "the one row that says which version the tables are of",
    _READABLE: "whether PostgreSQL lets us read that",
}
"""What readiness asks, of no account, and why."""


class Statement(NamedTuple):
    """One statement, in the words of the driver."""

    sql: str
    parameters: Sequence[Any]


Executed = dict[str, Statement]
"""Statements by their words, each with the values that it was given first."""


@contextmanager
def heard() -> Iterator[Executed]:
    """Every statement that is executed within the block: through SQLAlchemy, or past it."""
    found: Executed = {}

    def note(_: Connection, __: Any, sql: str, parameters: Any, ___: Any, many: bool) -> None:  # noqa: FBT001 - SQLAlchemy's
        found.setdefault(sql, Statement(sql, parameters[0] if many else parameters))

    put, fetch = DriverStatement.arguments, asyncpg.Connection.fetchrow

    def arguments(self: DriverStatement, values: Mapping[str, Any]) -> tuple[Any, ...]:
        given = put(self, values)
        found.setdefault(self.sql, Statement(self.sql, given))
        return given

    async def fetchrow(self: asyncpg.Connection, sql: str, *given: Any) -> Any:
        """A glance on PostgreSQL, with the fence that it puts up itself."""
        found.setdefault(sql, Statement(sql, given))
        return await fetch(self, sql, *given)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(DriverStatement, "arguments", arguments)
            patch.setattr(asyncpg.Connection, "fetchrow", fetchrow)
            yield found
    finally:
        event.remove(Engine, "before_cursor_execute", note)


async def ask_all(app: Afterword, connect: Connect, clock: SettableClock) -> tuple[Account, Executed]:
    """Make an account, ask the service for all that it can do, and let it write all that it writes beside requests.

    Return the account, which is gone by then, and what was executed.
    """
    database = app.state.database
    with heard() as executed, pytest.MonkeyPatch.context() as patch:
        patch.setattr(dossiers, "AT_ONCE", 1)  # so that an export goes on from page to page
        account = await settled(connect, clock, "zyzzyva")
        await ask_everything(account)
        await past_is_found(app, account.client, clock)
        await attend(database, account)
        await app.state.last_uses.flush()
        await app.state.plans.flush()
        await database.write(account.id, accounts.erase)
        await database.glance(account.id, auth._ACCOUNT, {"account": account.id})  # as for who signs in with an issuer
    assert glances(database) < executed.keys()
    assert len(executed) > 150
    return account, executed


def words(statement: ClauseElement, dialect: Dialect) -> str:
    """A statement in the words of the driver."""
    return str(statement.compile(dialect=dialect))


def glances(database: Database) -> set[str]:
    """The questions that every request asks, in the driver's words."""
    return {DriverStatement(question, database.dialect).sql for question in (auth._CALLER, auth._ACCOUNT, _KEPT)}


def questions(operation: Operation, account: Account) -> Iterator[dict[str, Any]]:
    """Go through queries that use every parameter of an operation, each order and the page after it."""
    declared = DOCUMENT["paths"][operation.path][operation.method.lower()].get("parameters", ())
    schemas = {one["name"]: one["schema"] for one in declared if one["in"] == "query"}
    yield {}
    for name, schema in schemas.items():
        if name == "cursor":
            yield {"cursor": account.cursors[operation.path]}
        elif name == "sort":
            yield from ({"sort": order, "limit": 1} for order in schema["enum"])
        elif operation.id == "export_account":
            yield from ({"format": form} for form in Form)
        elif name not in ("limit", "horizon", "token"):
            yield {name: value(name, schema, account)}


def value(name: str, schema: dict[str, Any], account: Account) -> Any:
    """Return something that a parameter may be."""
    if name.endswith("_id"):
        return account.ids["rounds" if name == "previous_interview_id" else f"{name.removesuffix('_id')}s"]
    for kind in (schema, *schema.get("anyOf", ()), schema.get("items", {})):
        named = kind.get("items", kind).get("$ref", "").rpartition("/")[2]
        known = DOCUMENT["components"]["schemas"].get(named, kind)
        if "enum" in known:
            return known["enum"][0]
        if known.get("type") == "boolean":
            return True
        if known.get("format") == "date-time":
            return AFTERNOON.isoformat()
    return {
        "country": "GB",
        "timezone": "Europe/London",
        "columns": "organization:organization",
        "outcomes": "On ice:no_response",
        "start_time": "10:00",
        "minutes": 45,
        "me": "a@example.org",
    }.get(name, "a")


async def ask_everything(account: Account) -> None:
    """Ask every operation for all that it can do, first of all for what changes nothing."""
    methods = ("GET", "PUT", "PATCH", "POST", "DELETE")
    for operation in sorted(PRIVATE, key=lambda one: (methods.index(one.method), -len(one.path))):
        for query in questions(operation, account):
            for body in bodies(operation, account.dossier):
                keyed = "Idempotency-Key" in operation.parameters
                headers = [(b"Idempotency-Key", ".".join((operation.id, *query)).encode())] if keyed else []
                request = sent(operation, body, headers)
                answer = await account.client.request(operation.method, account.url(operation), params=query, **request)
                assert answer.is_success or answer.status_code == 409, (operation.id, query, answer.text)
                await follow(account.client, answer)


async def past_is_found(app: Afterword, client: httpx.AsyncClient, clock: SettableClock) -> None:
    """Let all be over, find it out, leave it unread, and go back to it."""
    for interview in (await client.get("/interviews")).json()["items"]:
        await client.patch(f"/interviews/{interview['id']}", json={"outcome": "withdrawn"})
    clock.instant = AFTERNOON + timedelta(days=400)
    for _ in range(2):
        await client.get("/next-actions")
        await app.state.settling.flush()
        await client.post("/organizations", json={"name": "Acme"})  # else the answer would be kept
    await making.interview(client)
    await client.get("/next-actions")
    await client.patch(f"/interviews/{interview['id']}", json={"position": "Analyst"})


async def follow(client: httpx.AsyncClient, answer: httpx.Response) -> None:
    """Ask for the page after a list's, and take away what was made."""
    if answer.headers.get("Location", answer.request.url.path) != answer.request.url.path:  # one of several
        await client.delete(answer.headers["Location"])
    if next_page := answer.links.get("next"):
        found = await client.get(next_page["url"])
        assert found.is_success, found.text


class Receivers(Sender):
    """Endpoints that take a message, refuse it, or are gone, as they are told."""

    status = 200

    async def send(self, claim: Claim) -> Attempt:
        return Attempt(claim.until, self.status, 1, None if self.status == 200 else DeliveryError.STATUS)


class Alone(Worker):
    """Leaves the accounts alone that are awake: they are other tests'."""

    async def _attend_to(self, account_id: str) -> bool:
        return False


async def attend(database: Database, account: Account) -> None:
    """Do what a worker does: look for accounts, and tell endpoints of one that take it, refuse it, and are gone."""
    sender = Receivers(Targets((), http=False), Vault(()), database.clock, timedelta(seconds=15))
    worker = Alone(database, sender, Figures())
    await worker.once()
    webhook = await making.webhook(account.client)
    for sender.status in (200, 500, 500, 410):
        await making.message(account.client, webhook["id"])
        await worker._attend(account.id)
    assert (await account.client.get(f"/webhooks/{webhook['id']}")).json()["disabled_reason"] == "gone"
