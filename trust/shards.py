"""A database that `afterword distribute` spreads over several servers holds what it held, and serves as before.

So it does after the latest migration, taken back and made again there, through the coordinator and through a worker.
From then on the service's role may not ask more than one shard at a time: a query that did would be answered with 500.
"""

import asyncio
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from http import HTTPStatus

import asyncpg
from alembic import command
from sqlalchemy.engine import make_url

import migrations
from api import demo
from api.db.fence import within
from api.models import Base
from migrations.distribution import distribute
from trust import citus
from trust.service import Service
from trust.site import Founded, Site
from trust.trial import Outcome, Trial
from trust.wire import Client
from trust.writers import Writers

_SHARDS = 8
_TABLES = sorted(Base.metadata.tables)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharded(Outcome):
    """What was there before and after, and what clients were told."""

    accounts: int
    """Accounts that there were before."""
    servers: int
    """Over how many servers they were spread."""
    changed: int
    """Exports and next actions of theirs that read otherwise afterwards, and tables that were distributed no more."""
    left: int
    """Bytes of their rows that the coordinator keeps for itself."""
    acknowledged: int
    """Writes to other accounts afterwards."""
    other_answers: int
    """Answers other than success, and requests without any."""
    lost: int
    invented: int
    wrong_revisions: int
    seen: int
    """Accounts that a query without a condition was shown, asked of every shard behind the fence around one."""

    @property
    def held(self) -> bool:
        """Whether nothing changed, and one shard was enough for everything."""
        return (
            min(self.accounts, self.servers, self.acknowledged) > 1
            and not (self.changed or self.left or self.other_answers)
            and not (self.lost or self.invented or self.wrong_revisions)
            and self.seen == 1
        )


def run(site: Site, *, accounts: int, writers: int, writes: int, workers: int = 2) -> Sharded:
    """Fill so many accounts in a cluster of its own, distribute it, and let others write so many times."""
    with citus.opened(site.folder, workers) as cluster:
        return _run(cluster, accounts, writers, writes)


def _run(site: Site, accounts: int, writers: int, writes: int) -> Sharded:
    founded = site.found(accounts)
    with Service(site.environment, site.folder / "service.log") as service:
        before = asyncio.run(_held(service.url, founded, new=True))
    distribute(site.settings, _SHARDS)
    command.downgrade(migrations.configuration(site.settings), "-1")
    kept = asyncio.run(_tables(site))
    migrations.upgrade(site.settings)
    again = distribute(site.settings, _SHARDS)
    left = asyncio.run(_left(site))
    writing = Writers(site, writers)
    after = []
    for asked in (site.settings.database_url, _through_a_worker(site)):
        environment = {**site.environment, "AFTERWORD_DATABASE_URL": asked}
        with Service(environment, site.folder / "service.log", "--workers", "2") as service:
            after += asyncio.run(_held(service.url, founded, new=False))
            asyncio.run(writing.write_until(service.url, acknowledged=writes // 2))
    return Sharded(
        accounts=accounts,
        servers=again.servers,
        changed=sum(one != other for one, other in zip(before * 2, after, strict=True))
        + len(kept.intersection(again.added)),
        left=left,
        acknowledged=writing.acknowledged,
        other_answers=len(writing.failed),
        seen=asyncio.run(_seen(site, founded[0])),
        **writing.compare()._asdict(),
    )


def _through_a_worker(site: Site) -> str:
    """Return the service's URL of a server that is not the coordinator, which passes queries on as well."""
    _, worker, *_ = citus.ports(site)
    return make_url(site.settings.database_url).set(port=worker).render_as_string(hide_password=False)


async def _held(url: str, founded: Iterable[Founded], *, new: bool) -> list[object]:
    """Return what each account exports, and is to do at one instant. A new one is filled first."""
    now = datetime.now(UTC)
    at = f"{demo.afternoon(now).astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}"
    found: list[object] = []
    for account in founded:
        async with Client(url, account.token) as client:
            if new:
                await client.ask("POST", "/import", demo.dossier(now))
            for path in ("/export", f"/next-actions?at={at}&limit=200"):
                answer = await client.ask("GET", path)
                assert answer.status == HTTPStatus.OK, answer  # noqa: S101 - nothing to compare without it
                found.append(answer.json())
    return found


async def _tables(site: Site) -> set[str]:
    """Return the tables that there are: the latest migration may have made one, which is to be distributed anew."""
    connection = await asyncpg.connect(site.superuser_url)
    try:
        return {row["tablename"] for row in await connection.fetch("SELECT tablename FROM pg_tables")}
    finally:
        await connection.close()


async def _left(site: Site) -> int:
    """Hold the service's role to one shard a query; return how many bytes of our tables the coordinator itself has."""
    connection = await asyncpg.connect(site.superuser_url)
    try:
        await connection.execute(citus.ONE_SHARD_EACH)
        return int(
            await connection.fetchval(
                "SELECT sum(pg_relation_size(name::regclass)) FROM unnest($1::text[]) name", _TABLES
            )
        )
    finally:
        await connection.close()


async def _seen(site: Site, account: Founded) -> int:
    """Return whose rows the service's role sees in all tables together, on every shard, within one account's fence."""
    connection = await asyncpg.connect(site.settings.database_url)
    try:
        await connection.execute(f"BEGIN{within(account.account_id)}; {citus.ANY_SHARDS}")
        found = [await connection.fetch(f"SELECT DISTINCT account_id FROM {table}") for table in _TABLES]  # noqa: S608 - ours
        return len({row["account_id"] for rows in found for row in rows})
    finally:
        await connection.close()


TRIAL = Trial(
    name="shards",
    claim="`afterword distribute` spreads a database over two servers and changes nothing; 8 write then, and no query "
    "asks more than one shard",
    run=run,
    middle={"accounts": 10, "writers": 8, "writes": 200},
    long={"accounts": 100, "writers": 8, "writes": 5_000},
    databases=("postgresql",),
    missing=citus.missing,
)
