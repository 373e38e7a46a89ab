"""A small cluster of PostgreSQL servers with Citus on this machine, set up by the SQL that `docs/scaling.md` tells."""

import asyncio
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import asyncpg
from sqlalchemy.engine import make_url

import migrations
from trust.postgres import execute, set_up
from trust.service import free_port
from trust.site import Site

_PAGE = Path(__file__).parent.parent / "docs" / "scaling.md"

# Where Debian keeps each version of PostgreSQL, and what is installed beside it.
_PROGRAMS, _EXTENSIONS = Path("/usr/lib/postgresql"), Path("/usr/share/postgresql")

# PostgreSQL refuses to run as root; Debian's package makes a user for it.
_USER = "postgres" if os.geteuid() == 0 else None

ONE_SHARD_EACH = "ALTER ROLE afterword SET citus.multi_task_query_log_level = 'error';"
"""Makes a query of the service's role fail that asks more than one shard."""
ANY_SHARDS = "SET LOCAL citus.multi_task_query_log_level = 'off'"
"""Takes that back, for one transaction."""

_CONFIGURATION = """
shared_preload_libraries = 'citus'
listen_addresses = '127.0.0.1'
unix_socket_directories = ''
max_connections = 200
fsync = off
"""


def missing() -> str | None:
    """Say why nothing can be tried with Citus here; None where it can."""
    return None if _programs() else f"no PostgreSQL in {_PROGRAMS} has the extension citus"


@contextmanager
def opened(folder: Path, workers: int = 2) -> Iterator[Site]:
    """Make a site whose database has a cluster to itself: migrated, and not distributed yet."""
    with ExitStack() as stack:
        # Not in the trial's own folder, which may be closed to the user that the servers run as.
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="citus-")))
        if _USER:
            shutil.chown(home, _USER)
        ports = [_started(stack, home / str(number)) for number in range(workers + 1)]
        coordinator, *others = (f"postgresql://postgres@127.0.0.1:{port}/postgres" for port in ports)
        settings = set_up(coordinator, "afterword")
        _join(coordinator, others)
        migrations.upgrade(settings)
        yield Site(folder, settings, "postgresql")


def ports(site: Site) -> list[int]:
    """Return the port of each server of a cluster, the coordinator's first. Not to be called in an event loop."""

    async def asked() -> list[int]:
        connection = await asyncpg.connect(site.superuser_url)
        try:
            rows = await connection.fetch("SELECT nodeport FROM pg_dist_node ORDER BY groupid")
            return [row["nodeport"] for row in rows]
        finally:
            await connection.close()

    return asyncio.run(asked())


def cluster_sql() -> list[str]:
    """Return what the page tells to run: on each worker, in the database on every server, and on the coordinator."""
    return re.findall(r"^```sql\n(.*?)^```$", _PAGE.read_text(), re.MULTILINE | re.DOTALL)


def _join(coordinator: str, workers: list[str]) -> None:
    """Make one cluster of servers, whose superusers' URLs these are, as the page tells."""
    make, extend, join = cluster_sql()
    for worker in workers:
        execute(worker, make)
    for server in (coordinator, *workers):
        execute(_within(server), extend)
    shown = re.findall(r"'[a-z0-9-]+\.example', 5432", join)
    for server, address in zip((coordinator, *workers), shown, strict=False):
        join = join.replace(address, f"'127.0.0.1', {make_url(server).port}")
    execute(_within(coordinator), re.sub(r"^SELECT .*\.example.*\n", "", join, flags=re.MULTILINE))


def _within(server: str) -> str:
    return make_url(server).set(database="afterword").render_as_string()


def _started(stack: ExitStack, data: Path) -> int:
    """Start a new server with these data, which ends with the stack, and return its port."""
    port = free_port()
    _run("initdb", "--pgdata", data, "--username=postgres", "--auth=trust", "--no-sync", "--encoding=UTF8")
    with (data / "postgresql.conf").open("a") as configuration:
        configuration.write(f"{_CONFIGURATION}port = {port}\n")
    _run("pg_ctl", "--pgdata", data, "--log", data / "log", "--wait", "start")
    stack.callback(_run, "pg_ctl", "--pgdata", data, "--mode", "immediate", "stop")
    return port


def _run(program: str, *arguments: str | Path) -> None:
    """Run a program of PostgreSQL's to its end; raise `CalledProcessError` where it fails."""
    *_, latest = _programs()
    subprocess.run(  # noqa: S603 - PostgreSQL's own
        [latest / program, *arguments],
        check=True,
        user=_USER,
        cwd="/",
        env={**os.environ, "HOME": "/"},  # not of who runs the trial, where a server would look for certificates
        stdout=subprocess.DEVNULL,
    )


def _programs() -> list[Path]:
    """Return where the programs of each PostgreSQL are that has the extension."""
    controls = sorted(_EXTENSIONS.glob("*/extension/citus.control"))
    return [_PROGRAMS / control.parts[-3] / "bin" for control in controls]
