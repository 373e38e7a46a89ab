"""`afterword serve`."""

import asyncio
import gc
import logging.config
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from functools import partial
from typing import Annotated, TypedDict

import typer

from api.cli.accounts import found
from api.cli.database import upgrade
from api.cli.shared import explained, with_database
from api.db import Database, DatabaseUnavailableError, database_url
from api.logs import configuration
from api.settings import Settings

# How long a start waits for a database that may be away, in seconds.
_PATIENCE = 3

# How long a worker may keep its parent waiting before it is taken for hung and replaced, in seconds. On a busy machine
# it takes several to start, and one that is replaced for that never gets there.
_WORKER_PATIENCE = 60

log = logging.getLogger("afterword")

app = typer.Typer()


class Proxies(TypedDict):
    """Those of uvicorn's options that say which proxies are trusted."""

    proxy_headers: bool
    forwarded_allow_ips: list[str]


@app.command()
def serve(
    host: Annotated[str, typer.Option(help="The address to listen on.")] = "127.0.0.1",
    port: Annotated[int, typer.Option(help="The port to listen on.")] = 8000,
    workers: Annotated[int, typer.Option(min=1, help="How many processes share the work.")] = 1,
    set_up: Annotated[
        bool | None,
        typer.Option(
            "--set-up/--no-set-up",
            help="First migrate the database and, where it has no account, create one and print its token. "
            "On by itself for SQLite.",
        ),
    ] = None,
) -> None:
    """Serve the HTTP API until stopped."""
    import uvicorn

    from api.web.connection import KEEP_ALIVE, Connection
    from api.web.metrics import counted_together

    with explained():
        settings = Settings()
        backend = database_url(settings).get_backend_name()
    if set_up or (set_up is None and backend == "sqlite"):
        if not with_database(_is_current):  # what migrates takes longer to load than all else that a start does
            upgrade()
        _welcome(f"http://{host}:{port}/docs")
    written = configuration(settings.log_format, settings.log_level)
    if _passes_fences():
        logging.config.dictConfig(written)
        log.warning(
            "the role of AFTERWORD_DATABASE_URL passes PostgreSQL's row-level security, as superusers do: nothing but "
            "the service's own queries keeps the accounts apart; the README tells how to make a plain one"
        )
    with counted_together() if workers > 1 else _collecting_later():
        uvicorn.run(
            "api.serving:application",
            factory=True,
            interface="asgi3",
            host=host,
            port=port,
            workers=workers,
            timeout_graceful_shutdown=settings.shutdown_timeout,
            timeout_worker_healthcheck=_WORKER_PATIENCE,
            http=partial(Connection, patience=settings.patience, most=settings.connections),  # type: ignore[arg-type]
            timeout_keep_alive=KEEP_ALIVE,
            ws="none",
            server_header=False,
            **proxies(settings),
            log_config=written,
            access_log=False,  # its lines hold whole queries, and a query may hold a name: `api.web.access_log` is ours
        )


@contextmanager
def _collecting_later() -> Iterator[None]:
    """Look for no garbage until `api.serving` has made the service: it stays, and looking took a tenth of a start."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def proxies(settings: Settings) -> Proxies:
    """Return whom uvicorn is to believe about the client behind a request: by itself it would believe this machine."""
    trusted = list(settings.trusted_proxies)
    return {"proxy_headers": bool(trusted), "forwarded_allow_ips": trusted}


async def _is_current(database: Database) -> bool:
    with suppress(DatabaseUnavailableError):
        await database.ping()
        return True
    return False


def _passes_fences() -> bool:
    """Return whether row-level security does not bind the role that we serve as. Where nobody answers, it may."""

    async def passes(database: Database) -> bool:
        with suppress(DatabaseUnavailableError, TimeoutError):
            async with asyncio.timeout(_PATIENCE):
                return await database.passes_fences()
        return False

    return with_database(passes)


def _welcome(docs: str) -> None:
    """On a database without accounts, create one and say how to come in."""

    async def first(database: Database) -> str | None:
        return None if await database.accounts(limit=1) else (await found(database, "First account"))[1]

    token = with_database(first)
    if token is not None:
        typer.echo(f"There was no account yet, so here is one. Its token, shown this once:\n\n    {token}\n")
    typer.echo(f"Docs explorer: {docs}\n")
