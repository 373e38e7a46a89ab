"""The `afterword` command: what an operator does to a service, next to it and not through it.

A command imports for itself what takes long to load and no other one needs.
"""

import asyncio
import json
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar
from uuid import UUID

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.table import Table

from api import demo as demo_dossier
from api.accounts import service
from api.accounts.schemas import TokenCreate, TokenCreated, TokenItem, TokenPage, TokenQuery
from api.clock import now
from api.db import (
    Database,
    DatabaseUnavailableError,
    DatabaseUrlError,
    UnknownAccountError,
    WriteUnit,
    availability,
    database_url,
    open_database,
)
from api.policy.engine import Decision
from api.settings import Settings
from api.web.auth import Access, Caller
from api.web.etag import Precondition
from api.web.json import JsonError, loads
from api.web.problems import Invalid, NotFound
from api.web.types import Instant, Name

T = TypeVar("T")

# Columns, wherever nobody's terminal says how many there are.
_UNFOLDED = 200

app = typer.Typer(no_args_is_help=True, help="What to do after a job interview: the service and its tools.")
accounts_app = typer.Typer(no_args_is_help=True, help="The accounts of this database.")
tokens_app = typer.Typer(no_args_is_help=True, help="The tokens that open an account.")
app.add_typer(accounts_app, name="accounts")
app.add_typer(tokens_app, name="tokens")


def _within(limits: Any) -> Callable[[Any], Any]:
    """Return a callback that holds an argument to the limits that the HTTP face has for it."""
    taken: TypeAdapter[Any] = TypeAdapter(limits)

    def callback(value: Any) -> Any:
        try:
            return value if value is None else taken.validate_python(value)
        except ValidationError as error:
            raise typer.BadParameter(error.errors()[0]["msg"]) from None

    return callback


AccountId = Annotated[UUID, typer.Argument(metavar="ACCOUNT", help="An account's id, as `accounts list` shows it.")]


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

    with _explained():
        backend = database_url(Settings()).get_backend_name()
    if set_up or (set_up is None and backend == "sqlite"):
        _upgrade()
        _welcome(f"http://{host}:{port}/docs")
    uvicorn.run(
        "api.main:create_app",
        factory=True,
        host=host,
        port=port,
        workers=workers,
        server_header=False,
        access_log=False,  # its lines hold whole queries, and a query may hold a name
    )


@app.command()
def migrate(
    revision: Annotated[str, typer.Option(help="Which revision of the schema to go up to.")] = "head",
) -> None:
    """Bring the database's schema up to date."""
    _upgrade(revision)


@app.command()
def openapi(
    output: Annotated[Path, typer.Option(help="The file to write.")] = Path("openapi/openapi.json"),
) -> None:
    """Write the OpenAPI document."""
    from api.main import create_app

    output.parent.mkdir(parents=True, exist_ok=True)
    output.write_text(json.dumps(create_app().openapi(), indent=2, ensure_ascii=False) + "\n", encoding="utf-8")


@app.command()
def evaluate(
    file: Annotated[typer.FileBinaryRead, typer.Argument(help="A dossier as JSON; `-` reads it from standard input.")],
    at: Annotated[str | None, typer.Option(help="When to decide for, as 2026-03-02T15:00:00Z; now if absent.")] = None,
    horizon: Annotated[str, typer.Option(help="How far ahead to look, as P14D.")] = "P7D",
    explain: Annotated[
        bool, typer.Option("--explain", help="Say of every rule why it does or does not speak.")
    ] = False,
    table: Annotated[bool, typer.Option("--table", help="Print a table in place of JSON.")] = False,
) -> None:
    """Run the engine on a dossier file: no server, no database."""
    from api.next_actions import service as next_actions

    try:
        options = {"horizon": horizon, "explain": explain} | ({} if at is None else {"at": at})
        document = {**options, "dossier": loads(file.read())}
        if table:
            _print_decision(next_actions.evaluated(next_actions.evaluation(document), now()))
        else:
            typer.echo(next_actions.evaluate(document, now()))
    except JsonError as error:
        _fail(f"{file.name} is not JSON as we take it: {error.detail}")
    except Invalid as problem:
        _fail_with(problem)


@app.command()
def demo() -> None:
    """Show what to do next in a small, realistic dossier."""
    from api.next_actions import service as next_actions

    at = demo_dossier.afternoon(now())
    document = {"at": at, "dossier": demo_dossier.dossier(at)}
    _print_decision(next_actions.evaluated(next_actions.evaluation(document), at))


@accounts_app.command("create")
def create_account(
    name: Annotated[str, typer.Argument(help="Whose account it is.", callback=_within(Name))],
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the token and nothing else.")] = False,
) -> None:
    """Create an account, and print its first token."""
    account_id, token = _with_database(lambda database: _found(database, name))
    if quiet:
        typer.echo(token)
    else:
        typer.echo(f"Account {account_id}\nIts token, shown this once:\n\n    {token}\n")


@accounts_app.command("list")
def list_accounts() -> None:
    """List the accounts."""
    table = Table("id", "name", "created")
    for account in _with_database(lambda database: database.accounts()):
        table.add_row(account.id, account.name, f"{account.created_at:%Y-%m-%d %H:%M}")
    _print(table)


@tokens_app.command("create")
def create_token(
    account: AccountId,
    name: Annotated[str, typer.Option(help="What it is for.", callback=_within(Name))] = "command line",
    scope: Annotated[list[Access] | None, typer.Option(help="What it is good for; both where not said.")] = None,
    expires_at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M:%S%z"],
            help="As 2026-12-31T23:59:59Z; never if absent.",
            callback=_within(Instant),
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the token and nothing else.")] = False,
) -> None:
    """Create a token: for a new use, or for one that was lost."""
    new = TokenCreate(name=name, scopes=sorted(set(scope or Access)), expires_at=expires_at)

    def create(unit: WriteUnit) -> TokenCreated:
        operator = Caller(unit.account_id, unit.revision, frozenset(Access))
        return service.create(unit, new, operator).resource

    issued = _with_database(lambda database: database.write(str(account), create))
    typer.echo(issued.token if quiet else f"Token {issued.id}, shown this once:\n\n    {issued.token}\n")


@tokens_app.command("list")
def list_tokens(account: AccountId) -> None:
    """List an account's tokens, without their secrets."""
    table = Table("id", "secret begins", "name", "scopes", "expires")
    for token in _with_database(lambda database: _tokens(database, str(account))):
        expires = f"{token.expires_at:%Y-%m-%d %H:%M}" if token.expires_at else "never"
        table.add_row(token.id, token.prefix.split("_", 2)[2], token.name, " ".join(token.scopes), expires)
    _print(table)


@tokens_app.command("revoke")
def revoke_token(
    account: AccountId, token: Annotated[UUID, typer.Argument(metavar="TOKEN", help="The token's id.")]
) -> None:
    """Revoke a token: it stops working at once."""
    _with_database(
        lambda database: database.write(
            str(account), lambda unit: service.delete(unit, str(token), Precondition(header=None))
        )
    )


async def _found(database: Database, name: str) -> tuple[str, str | None]:
    return await database.found(name, lambda unit: (unit.account_id, service.issue(unit, "first").resource.token))


async def _tokens(database: Database, account_id: str) -> list[TokenItem]:
    tokens: list[TokenItem] = []
    query: TokenQuery | None = TokenQuery(limit=200)
    while query is not None:
        page: TokenPage = await database.read(account_id, partial(service.page, query=query))
        tokens += page.items
        query = TokenQuery(limit=200, cursor=page.next_cursor) if page.next_cursor else None
    return tokens


def _welcome(docs: str) -> None:
    """On a database without accounts, create one and say how to come in."""

    async def first(database: Database) -> str | None:
        return None if await database.accounts(limit=1) else (await _found(database, "First account"))[1]

    token = _with_database(first)
    if token is not None:
        typer.echo(f"There was no account yet, so here is one. Its token, shown this once:\n\n    {token}\n")
    typer.echo(f"Docs explorer: {docs}\n")


@contextmanager
def _explained() -> Iterator[None]:
    """Say in a sentence what an operator can put right."""
    from alembic.util import CommandError

    try:
        with availability():
            yield
    except ValidationError as error:
        _fail(
            "\n".join(
                f"AFTERWORD_{'_'.join(map(str, fault['loc'])).upper()}: {fault['msg']}" for fault in error.errors()
            )
        )
    except (DatabaseUrlError, CommandError) as error:
        _fail(f"{error}.")
    except DatabaseUnavailableError as error:
        _fail(f"The database does not answer, or has not been set up with `afterword migrate`: {error}.")
    except UnknownAccountError:
        _fail("There is no such account.")
    except NotFound:
        _fail("There is no such token.")
    except Invalid as problem:
        _fail_with(problem)


def _with_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """Run some work on the database of the settings."""

    async def run() -> T:
        database = open_database(Settings())
        try:
            return await work(database)
        finally:
            await database.close()

    with _explained():
        return asyncio.run(run())


def _upgrade(revision: str = "head") -> None:
    import migrations

    with _explained():
        migrations.upgrade(Settings(), revision)


def _print_decision(decision: Decision) -> None:
    from api.next_actions.table import action_table, caution_table

    _print(action_table(decision))
    _print(caution_table(decision))


def _fail_with(problem: Invalid) -> NoReturn:
    """Say every fault of what was given, with the place where it is."""
    _fail(
        "\n".join(
            f"{(fault.pointer or '').removeprefix('/dossier') or '/'}: {fault.detail}" for fault in problem.faults
        )
    )


def _fail(reason: str) -> NoReturn:
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def _print(table: Table) -> None:
    """Print a table to fit the terminal, and wide where there is none: a script wants the ids whole."""
    console = Console()
    if not console.is_terminal:
        console.width = _UNFOLDED
    console.print(table)
