"""What a poll of one account costs, against the interviews of all accounts together, and against its own."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime, timedelta
from functools import partial
from statistics import median
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4

import asyncpg
import httpx
from sqlalchemy import Column

import migrations
from api.models import IdempotencyKey, Token
from api.models.base import Base
from api.settings import Settings
from api.web.auth import digest, new_token
from benchmarks.accounts import analyze, bearer, filled
from benchmarks.contenders import Contender, Speed, decided, in_turn, length, service, speeds
from benchmarks.dossier import INTERVIEWS
from benchmarks.figure import Figure
from benchmarks.load import Sample, Script, again_and_again, ask, load
from benchmarks.part import NAMES, Bench
from trust.postgres import set_up
from trust.service import Service
from trust.site import Founded, Site

_PATH = "/next-actions"
_CONNECTIONS = 16
_ASKED = ("warm", "cold", "deciding")
_NOT_COPIED = {IdempotencyKey.__table__}
_OTHERWISE: Mapping[Column[Any], str] = {Token.__table__.c.digest: "copies.digest"}
"""What of a row is not the original's, and what it is."""

Key = tuple[str, int]
"""How it is asked, and how many interviews there are."""


def in_all(bench: Bench) -> Sequence[Figure]:
    """Ask for the same account in databases of more and more others like it, each with its token and its plan."""
    figures: list[Figure] = []
    for backend, site in bench.sites.items():
        with ExitStack() as stack:
            contenders = {}
            for size in bench.effort.in_all:
                place = beside(site, f"in_all_{size}")
                one = filled(place, at=today())
                decided(place, _PATH, one.token)
                multiply(place, one, size // INTERVIEWS - 1)
                for asked, contender in _ways(*_servers(stack, place), one.token).items():
                    contenders[asked, size] = contender
            found = speeds(contenders, bench.effort, connections=_CONNECTIONS)
        fewest = min(bench.effort.in_all)
        figures += _figures(NAMES[backend], "interviews_in_all", found, fewest, "cost_of_fewest")
    return figures


def an_account(bench: Bench) -> Sequence[Figure]:
    """Ask for accounts of more and more interviews."""
    figures: list[Figure] = []
    for backend, site in bench.sites.items():
        with ExitStack() as stack:
            tokens = {size: filled(site, size, today()).token for size in bench.effort.an_account}
            decided(site, _PATH, *tokens.values())
            analyze(site)
            warm, cold = _servers(stack, site)
            ways = {size: _ways(warm, cold, token) for size, token in tokens.items()}
            contenders = {(asked, size): some[asked] for asked in _ASKED for size, some in ways.items()}
            found = speeds(contenders, bench.effort, connections=1)  # more would be told 503: a large account has turns
            lengths: dict[str | int, int] = {size: length(warm, _PATH, token) for size, token in tokens.items()}
        cost = f"cost_of_{INTERVIEWS}"
        for figure in _figures(NAMES[backend], "interviews", found, INTERVIEWS, cost):
            p50 = figure.values["p50_ms"] / found[str(figure.labels["asked"]), INTERVIEWS].p50
            # Not by the rate: with an answer of a megabyte, the client takes as long as the server.
            values = {**figure.values, cost: p50, "answer_bytes": lengths[figure.labels["interviews"]]}
            figures.append(Figure(figure.labels, values))
    return figures


def a_past(bench: Bench) -> Sequence[Figure]:
    """Ask accounts with the same 25 interviews, and more and more that are over for good, after each of many writes.

    That they are over is found out by whoever asks first, and written down at the latest when that service ends.
    """
    figures: list[Figure] = []
    for backend, site in bench.sites.items():
        with ExitStack() as stack:
            sizes = [size for size in bench.effort.an_account if size >= INTERVIEWS]
            tokens = {size: filled(site, at=today(), past=size - INTERVIEWS).token for size in sizes}
            with ExitStack() as first:
                url = service(first, site).url
                for token in tokens.values():
                    httpx.get(f"{url}/next-actions", headers=bearer(token), timeout=60).raise_for_status()
            analyze(site)
            port = service(stack, site).port
            samples: dict[int, list[Sample]] = {size: [] for size in sizes}
            for size in in_turn(tokens, bench.effort.rounds):
                asked = partial(_after_writes, tokens[size])
                samples[size].append(load(port, asked, connections=1, seconds=bench.effort.seconds)["GET"])
        p50 = {size: median(sample.p50 for sample in some) for size, some in samples.items()}
        for size, some in samples.items():
            values = {f"cost_of_{INTERVIEWS}": p50[size] / p50[INTERVIEWS], "p50_ms": p50[size]}
            values["p99_ms"] = median(sample.p99 for sample in some)
            figures.append(Figure({"database": NAMES[backend], "interviews": size}, values))
    return figures


def _after_writes(token: str) -> Script:
    listed = yield ask("GET", "/testimonials", token, name="list")
    path = f"/testimonials/{json.loads(listed.body)['items'][0]['id']}"
    while True:
        yield ask("PATCH", path, token, body=b'{"quote": "She finishes what she starts."}')
        yield ask("GET", _PATH, token)


def _figures(database: str, counted: str, found: Mapping[Key, Speed], usual: int, ratio: str) -> Iterator[Figure]:
    for (asked, size), speed in found.items():
        cost = found[asked, usual].rate / speed.rate
        yield Figure(
            {"database": database, "asked": asked, counted: size},
            {ratio: cost, "request_ms": 1000 / speed.rate, "p50_ms": speed.p50, "p99_ms": speed.p99},
        )


def _servers(stack: ExitStack, site: Site) -> tuple[Service, Service]:
    """Serve with answers in memory and with none."""
    return service(stack, site), service(stack, site, AFTERWORD_ANSWER_CACHE_SIZE="0")


def _ways(warm: Service, cold: Service, token: str) -> dict[str, Contender]:
    """Return the ways in which an account is asked for."""
    before = (datetime.now(UTC) - timedelta(minutes=1)).isoformat()  # of an instant of its own, no plan says anything
    now, then = ask("GET", _PATH, token), ask("GET", f"{_PATH}?{urlencode({'at': before})}", token)
    asked = {"warm": (warm, now), "cold": (cold, now), "deciding": (cold, then)}
    return {name: Contender(server, partial(again_and_again, request)) for name, (server, request) in asked.items()}


def today() -> datetime:
    """Return when an account's last interview was: what is asked for is what is to be done now."""
    return datetime.now(UTC).replace(minute=0, second=0, microsecond=0)


def beside(site: Site, name: str) -> Site:
    """Make another database, on the same server if there is one."""
    folder = site.folder / name
    folder.mkdir()
    if site.server is None:
        settings = Settings(database_url=f"sqlite:///{folder}/afterword.db")
    else:
        settings = set_up(site.server.get_uri(), name)
    migrations.upgrade(settings)
    return Site(folder, settings, site.backend, site.server)


def multiply(site: Site, one: Founded, copies: int, *, scattered: bool = False) -> list[Founded]:
    """Make so many more accounts of the same rows, past the service, each with a token that opens it.

    The ids of their rows differ within an account only. `scattered`, rows come as in life: everybody's in turns.
    """
    others = [Founded(other, new_token(other).text) for other in (str(uuid4()) for _ in range(copies))]
    order = " ORDER BY random()" if scattered else ""
    statements = [f"{statement}{order}" for statement in _copying(one.account_id)]
    if site.backend == "sqlite":
        with closing(sqlite3.connect(site.sqlite_file)) as connection, connection:
            connection.execute("CREATE TEMPORARY TABLE copies (account_id TEXT, digest BLOB)")
            rows = [(other.account_id, digest(other.token)) for other in others]
            connection.executemany("INSERT INTO copies VALUES (?, ?)", rows)
            for statement in statements:
                connection.execute(statement)
    else:
        asyncio.run(_multiply_on_postgresql(site, others, statements))
    return others


async def _multiply_on_postgresql(site: Site, others: Sequence[Founded], statements: Sequence[str]) -> None:
    connection = await asyncpg.connect(site.superuser_url)
    try:
        await connection.execute("SET session_replication_role = replica")  # or each row would be looked up in others
        await connection.execute("CREATE TEMPORARY TABLE copies (account_id uuid, digest bytea)")
        rows = [(UUID(other.account_id), digest(other.token)) for other in others]
        await connection.copy_records_to_table("copies", records=rows)
        for statement in statements:
            await connection.execute(statement)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _copying(account_id: str) -> Iterator[str]:
    """Go through the statements that give the rows of one account to every account in `copies`."""
    for table in Base.metadata.sorted_tables:
        if table not in _NOT_COPIED:
            columns = [column for column in table.columns if column is not table.c.account_id]
            into = ", ".join(["account_id", *(column.name for column in columns)])
            of = ", ".join(_OTHERWISE.get(column, f"original.{column.name}") for column in columns)
            yield (
                f"INSERT INTO {table.name} ({into}) SELECT copies.account_id, {of} "  # noqa: S608 - ours
                f"FROM copies CROSS JOIN {table.name} original WHERE original.account_id = '{account_id}'"
            )
