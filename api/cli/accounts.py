"""`afterword accounts`."""

from pathlib import Path
from shutil import copyfileobj
from typing import Annotated

import typer
from rich.table import Column, Table

from api.accounts import service
from api.cli.progress import under_way
from api.cli.shared import (
    AccountId,
    Force,
    Yes,
    confirm,
    database_file,
    explained,
    fail,
    print_table,
    refuse_existing,
    with_database,
    within,
)
from api.db import Database, Unit
from api.dossier.parts import Form, Part
from api.files import replacing
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
    """List the accounts, and who signs in to them where, for those made by signing in."""
    table = Table(Column("id", no_wrap=True), "name", "created", "signs in as", "with")
    for account in with_database(lambda database: database.accounts()):
        created = f"{account.created_at:%Y-%m-%d %H:%M}"
        table.add_row(account.id, account.name, created, account.subject, account.issuer)
    print_table(table)


@app.command("export")
def export_account(
    account: AccountId,
    file: Annotated[Path | None, typer.Argument(help="The file to write; without one it is printed.")] = None,
    form: Annotated[
        Form, typer.Option("--format", help="One JSON document, or a record a line for accounts of any size.")
    ] = Form.JSON,
    table: Annotated[Part | None, typer.Option("--csv", help="One of the lists alone, as a table.")] = None,
    force: Force = False,
) -> None:
    """Export an account as one dossier, as GET /export does."""
    from api.dossier import forms
    from api.dossier import service as dossiers
    from api.web.spooled import Spool, spool

    def export(unit: Unit) -> Spool:
        service.get_account(unit)  # or else one that there is not would be an empty one
        if table is not None:
            return spool(forms.table(unit, table))
        return spool(forms.lines(unit) if form is Form.NDJSON else [dossiers.export(unit)])

    with explained():
        if file is not None:
            refuse_existing(file, force=force)
        with under_way("Exporting"):
            spooled = with_database(lambda database: database.read(str(account), export, long=True))
    with spooled as exported:
        exported.seek(0)
        if file is None:  # whoever reads no further, as `head`, is no failure of the database
            copyfileobj(exported, typer.get_binary_stream("stdout"))
            typer.echo(nl=form is Form.JSON and table is None)  # the other forms end their lines themselves
        else:
            with explained(), replacing(file) as written, written.open("wb") as opened:
                copyfileobj(exported, opened)


@app.command("delete")
def delete_account(account: AccountId, yes: Yes = False) -> None:
    """Delete an account and all that belongs to it, for good."""
    found = with_database(lambda database: database.read(str(account), service.get_account)).resource
    confirm(f"Delete the account of {found.name}, and all that belongs to it?", yes=yes)
    with under_way("Deleting"):
        removed = with_database(lambda database: database.write(str(account), service.erase))
    told = ", ".join(f"{count} {table.replace('_', ' ')}" for table, count in removed.items() if count)
    typer.echo(f"Deleted: {told}. Backups made before still hold it.")
    _leave_no_trace()


def _leave_no_trace() -> None:
    """See to it that what was deleted can be read nowhere in an SQLite database's files. PostgreSQL does so in time."""
    from api import sqlite_file

    with explained():
        database = database_file()
        if database is not None and not sqlite_file.empty_log(database):
            fail("Something is reading: until the service has been stopped, the database's log holds what was deleted.")


async def found(database: Database, name: str) -> tuple[str, str | None]:
    """Create an account with its first token, and return the account's id and that token."""
    return await database.found(name, lambda unit: (unit.account_id, service.issue(unit, "first").resource.token))
