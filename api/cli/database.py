"""The database as a whole: `afterword migrate`, `distribute`, `cluster`, `backup`, `restore` and `purge`."""

from pathlib import Path
from typing import Annotated

import typer

from api.cli.progress import under_way
from api.cli.shared import Force, Yes, confirm, database_file, explained, fail, refuse_existing, with_database
from api.settings import Settings
from api.web import idempotency

app = typer.Typer()


@app.command()
def migrate(
    revision: Annotated[str, typer.Option(help="Which revision of the schema to go up to.")] = "head",
) -> None:
    """Bring the database's schema up to date."""
    upgrade(revision)


@app.command()
def distribute(
    shards: Annotated[int, typer.Option(min=1, max=10_000, help="Into how many shards each table is cut.")] = 128,
) -> None:
    """Spread a PostgreSQL database with the extension Citus over its servers, by account.

    Run it again after a migration that adds a table; what is distributed already stays as it is.
    """
    from migrations.distribution import distribute

    with explained(), under_way("Distributing"):
        done = distribute(Settings(), shards)
    typer.echo(
        f"Distributed {', '.join(done.added) or 'nothing more'}: {done.shards} shards of each table on {done.servers} "
        "servers. Now restart the service: connections that are open already do not know."
    )


@app.command()
def cluster() -> None:
    """Put each account's rows side by side on a PostgreSQL server, for a database that is larger than its memory.

    Each table is locked while it is rewritten: this is for the small hours.
    """
    from migrations.clustering import cluster

    with explained(), under_way("Clustering"):
        tables = cluster(Settings())
    typer.echo(f"Put the rows of {tables} tables in order.")


@app.command()
def backup(
    file: Annotated[Path, typer.Argument(help="The file to write, for its owner alone.")], force: Force = False
) -> None:
    """Back up an SQLite database as it is now, whoever is writing to it."""
    from api import sqlite_file

    with explained():
        database = _database_file()
        refuse_existing(file, force=force)
        with under_way("Backing up"):
            sqlite_file.back_up(database, file)


@app.command()
def restore(
    file: Annotated[Path, typer.Argument(help="What `afterword backup` wrote, in this version or an earlier one.")],
    yes: Yes = False,
) -> None:
    """Replace the content of an SQLite database with a backup's, all at once, whoever is reading it."""
    from api import sqlite_file

    with explained():
        database = _database_file()
        if database.exists():
            confirm(f"Replace all that is in {database}?", yes=yes)
        with under_way("Restoring"):
            sqlite_file.restore(file, Settings(), database)


@app.command()
def purge() -> None:
    """Remove what is kept for a day only: the first answers to requests with an idempotency key."""
    with under_way("Purging"):
        removed = with_database(idempotency.purge)
    typer.echo(f"Removed {removed} answers.")


def upgrade(revision: str = "head") -> None:
    """Migrate the database of the settings, and say in a sentence what keeps it from being done."""
    import migrations

    with explained(), under_way("Migrating"):
        migrations.upgrade(Settings(), revision)


def _database_file() -> Path:
    """Return the file of an SQLite database, and point to what there is for the other one."""
    return database_file() or fail(
        "PostgreSQL has tools of its own for this, pg_dump and psql: docs/guides/operator.md says how."
    )
