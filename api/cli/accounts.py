"""`afterword accounts`."""

from typing import Annotated

import typer
from rich.table import Table

from api.accounts import service
from api.cli.shared import print_table, with_database, within
from api.db import Database
from api.web.types import Name

app = typer.Typer(no_args_is_help=True, help="The accounts of this database.")


@app.command("create")
def create_account(
    name: Annotated[str, typer.Argument(help="Whose account it is.", callback=within(Name))],
    quiet: Annotated[bool, typer.Option("--quiet", help="Print the token and nothing else.")] = False,
) -> None:
    """Create an account, and print its first token."""
    account_id, token = with_database(lambda database: found(database, name))
    if quiet:
        typer.echo(token)
    else:
        typer.echo(f"Account {account_id}\nIts token, shown this once:\n\n    {token}\n")


@app.command("list")
def list_accounts() -> None:
    """List the accounts."""
    table = Table("id", "name", "created")
    for account in with_database(lambda database: database.accounts()):
        table.add_row(account.id, account.name, f"{account.created_at:%Y-%m-%d %H:%M}")
    print_table(table)


async def found(database: Database, name: str) -> tuple[str, str | None]:
    """Create an account with its first token, and return the account's id and that token."""
    return await database.found(name, lambda unit: (unit.account_id, service.issue(unit, "first").resource.token))
