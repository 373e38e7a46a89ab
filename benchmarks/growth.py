"""What a poll of one account costs, against the interviews of all accounts together, and against its own."""

import asyncio
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, closing
from datetime import UTC, datetime
from functools import partial
from statistics import median
from uuid import UUID, uuid4

import asyncpg
import httpx

import migrations
from api.models import IdempotencyKey, Token
from api.models.base import Base
from api.settings import Settings
from benchmarks.accounts import analyze, bearer, filled
from benchmarks.contenders import Contender, Speed, decided, service, speeds
from benchmarks.dossier import INTERVIEWS
from benchmarks.figure import Figure
from benchmarks.load import Sample, Script, again_and_again, ask, load
from benchmarks.part import NAMES, Bench
from trust.postgres import set_up
from trust.site import Site

_PATH = "/next-actions"
_CONNECTIONS = 16
_CACHES: Mapping[str, Mapping[str, str]] = {"warm": {}, "cold": {"AFTERWORD_ANSWER_CACHE_SIZE": "0"}}
_NOT_COPIED = {Token.__table__, IdempotencyKey.__table__}

Key = tuple[str, int]
"""Whether answers are kept, and how many interviews there are."""


def in_all(bench: Bench) -> Sequence[Figure]:
    """Ask for the same account in databases of more and more others like it."""
    figures: list[Figure] = []
    for backend, site in bench.sites.items():
        with ExitStack() as stack:
            contenders = {}
            for size in bench.effort.in_all:
                place = beside(site, f"in_all_{size}")
                one = filled(place, at=_today())
                multiply(place, one.account_id, size // INTERVIEWS - 1)
                decided(place, _PATH, one.token)
                for asked, environment in _CACHES.items():
                    contenders[asked, size] = _polled(stack, place, one.token, environment)
            found = speeds(contenders, bench.effort, connections=_CONNECTIONS)
        fewest = min(bench.effort.in_all)
        figures += _figures(NAMES[backend], "interviews_in_all", found, fewest, "cost_of_fewest")
    return figures


def an_account(bench: Bench) -> Sequence[Figure]:
    """Ask for accounts of more and more interviews."""
    figures: list[Figure] = []
    for backend, site in bench.sites.items():
        with ExitStack() as stack:
            tokens = {size: filled(site, size, _today()).token for size in bench.effort.an_account}
            decided(site, _PATH, *tokens.values())
            analyze(site)
            servers = {asked: service(stack, site, **environment) for asked, environment in _CACHES.items()}
            contenders = {
                (asked, size): Contender(server, partial(again_and_again, ask("GET", _PATH, token)))
                for asked, server in servers.items()
                for size, token in tokens.items()
            }
            found = speeds(contenders, bench.effort, connections=1)  # more would be told 503: a large account has turns
        figures += _figures(NAMES[backend], "interviews", found, INTERVIEWS, f"cost_of_{INTERVIEWS}")
    return figures


def a_past(bench: Bench) -> Sequence[Figure]:
    """Ask accounts with the same 25 interviews, and more and more that are over for good, after each of many writes.

    That they are over is found out by whoever asks first, and written down at the latest when that service ends.
    """
    figures: list[Figure] = []
    for backend, site in bench.sites.items():
        with ExitStack() as stack:
            sizes = [size for size in bench.effort.an_account if size >= INTERVIEWS]
            tokens = {size: filled(site, at=_today(), past=size - INTERVIEWS).token for size in sizes}
            with ExitStack() as first:
                url = service(first, site).url
                for token in tokens.values():
                    httpx.get(f"{url}/next-actions", headers=bearer(token), timeout=60).raise_for_status()
            analyze(site)
            port = service(stack, site).port
            samples: dict[int, list[Sample]] = {size: [] for size in sizes}
            for _ in range(bench.effort.rounds):
                for size, token in tokens.items():
                    found = load(port, partial(_after_writes, token), connections=1, seconds=bench.effort.seconds)
                    samples[size].append(found["GET"])
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
            {ratio: cost, "request_ms": 1000 / speed.rate, "p99_ms": speed.p99},
        )


def _polled(stack: ExitStack, site: Site, token: str, environment: Mapping[str, str]) -> Contender:
    return Contender(service(stack, site, **environment), partial(again_and_again, ask("GET", _PATH, token)))


def _today() -> datetime:
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


def multiply(site: Site, account_id: str, copies: int, *, scattered: bool = False) -> list[str]:
    """Make so many more accounts of the same rows, past the service, and return their ids.

    The ids of their rows differ within an account only. `scattered`, rows come as in life: everybody's in turns.
    """
    others = [str(uuid4()) for _ in range(copies)]
    order = " ORDER BY random()" if scattered else ""
    statements = [f"{statement}{order}" for statement in _copying(account_id)]
    if site.backend == "sqlite":
        with closing(sqlite3.connect(site.sqlite_file)) as connection, connection:
            connection.execute("CREATE TEMPORARY TABLE copies (account_id TEXT)")
            connection.executemany("INSERT INTO copies VALUES (?)", [(other,) for other in others])
            for statement in statements:
                connection.execute(statement)
    else:
        asyncio.run(_multiply_on_postgresql(site, others, statements))
    return others


async def _multiply_on_postgresql(site: Site, others: Sequence[str], statements: Sequence[str]) -> None:
    connection = await asyncpg.connect(site.superuser_url)
    try:
        await connection.execute("SET session_replication_role = replica")  # or each row would be looked up in others
        await connection.execute("CREATE TEMPORARY TABLE copies (account_id uuid)")
        await connection.copy_records_to_table("copies", records=[(UUID(other),) for other in others])
        for statement in statements:
            await connection.execute(statement)
        await connection.execute("VACUUM ANALYZE")
    finally:
        await connection.close()


def _copying(account_id: str) -> Iterator[str]:
    """Go through the statements that give the rows of one account to every account in `copies`."""
    for table in Base.metadata.sorted_tables:
        if table not in _NOT_COPIED:
            names = [column.name for column in table.columns if column is not table.c.account_id]
            into, of = ", ".join(["account_id", *names]), ", ".join(f"original.{name}" for name in names)
            yield (
                f"INSERT INTO {table.name} ({into}) SELECT copies.account_id, {of} "  # noqa: S608 - ours
                f"FROM copies CROSS JOIN {table.name} original WHERE original.account_id = '{account_id}'"
            )
