"""`afterword tokens`."""

from datetime import datetime
from functools import partial
from typing import Annotated
from uuid import UUID

import typer
from rich.table import Table

from api.accounts import service
from api.accounts.schemas import TokenCreate, TokenCreated, TokenItem, TokenPage, TokenQuery
from api.cli.shared import AccountId, print_table, with_database, within
from api.db import Database, State, WriteUnit
from api.web.auth import Access, Caller
from api.web.etag import Precondition
from api.web.types import Instant, Name

app = typer.Typer(no_args_is_help=True, help="The tokens that open an account.")


@app.command("create")
def create_token(
    account: AccountId,
    name: Annotated[str, typer.Option(help="What it is for.", callback=within(Name))] = "command line",
    scope: Annotated[list[Access] | None, typer.Option(help="What it is good for; both where not said.")] = None,
    expires_at: Annotated[
        datetime | None,
        typer.Option(
            formats=["%Y-%m-%dT%H:%M:%S%z"],
            help="As 2026-12-31T23:59:59Z; never if absent.",
            callback=within(Instant),
        ),
    ] = None,
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the token and nothing else.")] = False,
) -> None:
    """Create a token: for a new use, or for one that was lost."""
    new = TokenCreate(name=name, scopes=sorted(set(scope or Access)), expires_at=expires_at)

    def create(unit: WriteUnit) -> TokenCreated:
        operator = Caller(unit.account_id, unit.account_id, State(unit.now, unit.revision), frozenset(Access))
        return service.create(unit, new, operator).resource

    issued = with_database(lambda database: database.write(str(account), create))
    typer.echo(issued.token if quiet else f"Token {issued.id}, shown this once:\n\n    {issued.token}\n")


@app.command("list")
def list_tokens(account: AccountId) -> None:
    """List an account's tokens, without their secrets."""
    table = Table("id", "secret begins", "name", "scopes", "expires", "last used")
    for token in with_database(lambda database: _tokens(database, str(account))):
        secret = token.prefix.split("_", 2)[2]
        times = (f"{at:%Y-%m-%d %H:%M}" if at else "never" for at in (token.expires_at, token.last_used_at))
        table.add_row(token.id, secret, token.name, " ".join(token.scopes), *times)
    print_table(table)


@app.command("revoke")
def revoke_token(
    account: AccountId, token: Annotated[UUID, typer.Argument(metavar="TOKEN", help="The token's id.")]
) -> None:
    """Revoke a token: it stops working at once."""
    with_database(
        lambda database: database.write(
            str(account), lambda unit: service.delete(unit, str(token), Precondition(header=None))
        )
    )


async def _tokens(database: Database, account_id: str) -> list[TokenItem]:
    tokens: list[TokenItem] = []
    query: TokenQuery | None = TokenQuery(limit=200)
    while query is not None:
        page: TokenPage = await database.read(account_id, partial(service.page, query=query))
        tokens += page.items
        query = TokenQuery(limit=200, cursor=page.next_cursor) if page.next_cursor else None
    return tokens
