"""Whatever a request asks the database, it finds within its account: along an index that leads with the account."""

import json
import re
import sqlite3
from collections.abc import AsyncIterator, Iterable, Iterator
from contextlib import closing
from typing import Any

import asyncpg
import pytest
from sqlalchemy import ClauseElement
from sqlalchemy.engine import make_url

from api.db.database import _AWAKE, _WOKEN_BY_OTHER_RULES
from api.db.postgresql import _READABLE, _fenced
from api.main import Afterword
from api.settings import Settings
from tests.asking import OF_READINESS, Statement, ask_all, glances, words
from tests.conftest import Connect, SettableClock

OF_NO_TABLE = {"SCAN CONSTANT ROW", "SCAN (subquery-1)", "SCAN rounds"}
"""Steps through what a statement has put together itself."""

OF_NO_ACCOUNT: dict[ClauseElement, tuple[str, str]] = {
    _AWAKE: ("ix_accounts_wakes_at", "a worker's queue over all accounts: the index is of those with endpoints"),
    _WOKEN_BY_OTHER_RULES: ("ix_accounts_wakes_at", "the same queue, once an hour"),
    **{statement: ("", why) for statement, why in OF_READINESS.items()},
}
"""The statements that belong to no account: the index that each is to go along all the same, and why it may."""


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
    """The index and the condition along it, or all those whose findings are put together as bitmaps."""
    if "Index Name" in node:
        return f"{node['Index Name']} {node.get('Index Cond', '')}"
    bitmaps = [condition(child) for child in node.get("Plans", ()) if child["Node Type"].startswith("Bitmap")]
    is_bounded = node["Node Type"] != "BitmapOr" or all(map(is_within_account, bitmaps))
    return " and ".join(bitmaps) if is_bounded else ""


@pytest.mark.parametrize(
    "step",
    [
        "SCAN marks",
        "SCAN marks USING COVERING INDEX ix_marks_account_id_created_at_id",
        "SEARCH marks USING INDEX ix_marks_account_id_created_at_id (id=?)",
        "SEARCH marks USING INDEX ix_marks_account_id_created_at_id (account_id>?)",
        "SEARCH marks USING COVERING INDEX ix_marks_id (ANY(id) AND account_id=?)",
        "Seq Scan of marks: ",
        "Index Scan of marks: ix_marks_account_id_created_at_id ",
        "Index Scan of marks: ix_marks_account_id_created_at_id (account_id > $1)",
        "Index Scan of marks: ix_marks_account_id_created_at_id ((id)::text = ($1)::text)",
    ],
)
def test_a_step_through_all_accounts_is_found(step: str) -> None:
    """Whatever the name of its index: what counts is the condition along it."""
    assert not is_within_account(step)


def is_within_account(step: str) -> bool:
    """Whether a step looks for one account along its index: SQLite says so first, PostgreSQL anywhere."""
    _, opening, condition = step.partition("(")
    if step.startswith(("SCAN", "SEARCH")):
        return condition.startswith("account_id=")
    return re.search(r"\baccount_id\)?(::\w+)? = ", opening + condition) is not None


@pytest.mark.parametrize("settings", ["sqlite", "postgresql"], indirect=True)  # a cluster's plans are of another form
async def test_every_statement_keeps_to_an_index_of_its_account(
    app: Afterword, connect: Connect, clock: SettableClock, settings: Settings
) -> None:
    """Whatever the service is asked, for every parameter, what it writes beside requests, and what a worker does."""
    _, executed = await ask_all(app, connect, clock)
    database = app.state.database
    if settings.database_url.startswith("sqlite"):
        plans = list(plans_on_sqlite(settings, executed.values()))
    else:
        assert {_fenced(glance, glance.count("$")) for glance in glances(database)} < executed.keys()
        plans = [plan async for plan in plans_on_postgresql(settings, executed.values())]
    wanted = {words(statement, database.dialect): index for statement, (index, _) in OF_NO_ACCOUNT.items()}
    astray = [
        (step, statement.sql)
        for statement, steps in plans
        for step in steps
        if step not in OF_NO_TABLE
        and not (wanted[statement.sql] in step if statement.sql in wanted else is_within_account(step))
    ]
    assert not astray, astray
    assert sum(len(steps) for _, steps in plans) > 150
    assert wanted.keys() - executed.keys() <= {str(_READABLE)}  # which SQLite has no need of
