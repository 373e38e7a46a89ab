"""Whatever a request asks the database, it finds within its account: along an index that leads with the account."""

import json
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any, NamedTuple

import asyncpg
import httpx
import pytest
from sqlalchemy import Connection, Engine, event
from sqlalchemy.engine import make_url

from api.accounts import service as accounts
from api.db.driver_statement import DriverStatement
from api.dossier import repository as dossiers
from api.dossier.parts import Form
from api.main import Afterword
from api.next_actions.plans import _KEPT
from api.settings import Settings
from api.web import auth
from tests import making
from tests.conftest import Connect, SettableClock
from tests.isolation.accounts import Account, bodies, settled
from tests.isolation.slots import Operation, operations, sent
from tests.planting import AFTERNOON

DOCUMENT = json.loads(Path("openapi/openapi.json").read_text())
PRIVATE = [operation for operation in operations(DOCUMENT) if not operation.public]
OF_NO_TABLE = {"SCAN CONSTANT ROW", "SCAN (subquery-1)", "SCAN rounds"}
"""Steps through what a statement has put together itself."""


class Statement(NamedTuple):
    """One statement, in the words of the driver."""

    sql: str
    parameters: Sequence[Any]


@pytest.fixture
def one_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Records of an export, so that it goes on from page to page."""
    monkeypatch.setattr(dossiers, "AT_ONCE", 1)


@pytest.fixture
def executed(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, Statement]]:
    """Every statement that is executed by now, by its words: through SQLAlchemy, or past it."""
    found: dict[str, Statement] = {}

    def note(_: Connection, __: Any, sql: str, parameters: Any, ___: Any, many: bool) -> None:  # noqa: FBT001 - SQLAlchemy's
        found.setdefault(sql, Statement(sql, parameters[0] if many else parameters))

    put = DriverStatement.arguments

    def arguments(self: DriverStatement, values: Mapping[str, Any]) -> tuple[Any, ...]:
        given = put(self, values)
        found.setdefault(self.sql, Statement(self.sql, given))
        return given

    monkeypatch.setattr(DriverStatement, "arguments", arguments)
    event.listen(Engine, "before_cursor_execute", note)
    yield found
    event.remove(Engine, "before_cursor_execute", note)


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


def plans_on_sqlite(settings: Settings, statements: Iterable[Statement]) -> Iterator[tuple[Statement, list[str]]]:
    """Explain each statement: every step that goes through a table, with the condition along its index."""
    with closing(sqlite3.connect(make_url(settings.database_url).database or "")) as connection:
        for statement in statements:
            rows = connection.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.parameters)
            yield statement, [row[3] for row in rows if row[3].startswith(("SCAN", "SEARCH"))]


async def plans_on_postgresql(
    settings: Settings, statements: Iterable[Statement]
) -> AsyncIterator[tuple[Statement, list[str]]]:
    """The same as a superuser, for whom no policy adds a condition; a table is gone through where nothing else does."""
    url = make_url(settings.database_url).set(username="postgres", password=None)
    connection = await asyncpg.connect(url.render_as_string(hide_password=False))
    await connection.execute("SET enable_seqscan = off")
    for statement in statements:
        plan = await connection.fetchval(f"EXPLAIN (FORMAT JSON) {statement.sql}", *statement.parameters)
        yield statement, list(scans(json.loads(plan)[0]["Plan"]))
    await connection.close()


def scans(node: dict[str, Any]) -> Iterator[str]:
    """Go through the scans of tables below a node of a plan, each with the condition along its index."""
    if "Relation Name" in node and node["Node Type"] != "ModifyTable":
        yield f"{node['Node Type']} of {node['Relation Name']}: {condition(node)}"
    for child in node.get("Plans", ()):
        yield from scans(child)


def condition(node: dict[str, Any]) -> str:
    """The condition along the index, or along all the indexes whose findings are put together as bitmaps."""
    if "Index Cond" in node:
        return str(node["Index Cond"])
    bitmaps = [condition(child) for child in node.get("Plans", ()) if child["Node Type"].startswith("Bitmap")]
    is_bounded = node["Node Type"] != "BitmapOr" or all("account_id" in bitmap for bitmap in bitmaps)
    return " and ".join(bitmaps) if is_bounded else ""


@pytest.mark.parametrize("settings", ["sqlite", "postgresql"], indirect=True)  # a cluster's plans are of another form
@pytest.mark.usefixtures("one_at_a_time")
async def test_every_statement_keeps_to_an_index_of_its_account(
    app: Afterword,
    connect: Connect,
    clock: SettableClock,
    settings: Settings,
    executed: dict[str, Statement],
) -> None:
    """Whatever the service is asked, for every parameter, and what it writes beside its requests."""
    account = await settled(connect, clock, "zyzzyva")
    database = app.state.database
    await ask_everything(account)
    await past_is_found(app, account.client, clock)
    await app.state.last_uses.flush()
    await app.state.plans.flush()
    await database.write(account.id, accounts.erase)
    await database.glance(account.id, auth._ACCOUNT, {"account": account.id})  # as for who signs in with an issuer
    glances = {DriverStatement(question, database.dialect).sql for question in (auth._CALLER, auth._ACCOUNT, _KEPT)}
    assert glances < executed.keys()
    statements = executed.values()
    assert len(statements) > 150
    if settings.database_url.startswith("sqlite"):
        plans = list(plans_on_sqlite(settings, statements))
    else:
        plans = [plan async for plan in plans_on_postgresql(settings, statements)]
    astray = [
        (step, statement.sql)
        for statement, steps in plans
        for step in steps
        if "account_id" not in step and step not in OF_NO_TABLE
    ]
    assert not astray, astray
    assert sum(len(steps) for _, steps in plans) > 150
