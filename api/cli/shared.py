"""What the commands share: the database they work on, and how they say what an operator can put right."""

import asyncio
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated, Any, NoReturn, TypeVar
from uuid import UUID

import typer
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.table import Table

from api.db import (
    Database,
    DatabaseUnavailableError,
    DatabaseUrlError,
    UnknownAccountError,
    database_url,
    open_database,
)
from api.db.availability import Availability
from api.files import FileError
from api.settings import Settings
from api.web.problems import Invalid, NotFound

T = TypeVar("T")

# Columns, wherever nobody's terminal says how many there are.
_UNFOLDED = 200

Yes = Annotated[bool, typer.Option("--yes", help="Do not ask first.")]
Force = Annotated[bool, typer.Option("--force", help="Replace the file if it exists.")]
AccountId = Annotated[UUID, typer.Argument(metavar="ACCOUNT", help="An account's id, as `accounts list` shows it.")]


def within(limits: Any) -> Callable[[Any], Any]:
    """Return a callback that holds an argument to the limits that the HTTP face has for it."""
    taken: TypeAdapter[Any] = TypeAdapter(limits)

    def callback(value: Any) -> Any:
        try:
            return value if value is None else taken.validate_python(value)
        except ValidationError as error:
            raise typer.BadParameter(error.errors()[0]["msg"]) from None

    return callback


def refusals(error: ValidationError) -> list[str]:
    """Return which settings are refused, each with the reason, without what they are set to."""
    return [f"AFTERWORD_{str(fault['loc'][0]).upper()}: {fault['msg']}" for fault in error.errors()]


@contextmanager
def explained() -> Iterator[None]:
    """Say in a sentence what an operator can put right."""
    try:
        yield
    except Exception as error:  # noqa: BLE001 - what cannot be explained is raised again
        _explain(error)


def _explain(error: Exception) -> NoReturn:
    # What raises these takes long to load, and no command that succeeds is to wait for it.
    from alembic.util import CommandError
    from asyncpg import PostgresError

    try:
        with Availability(sqlite3.Error, PostgresError):
            raise error
    except ValidationError as refused:
        fail("\n".join(refusals(refused)))
    except (DatabaseUrlError, FileError, CommandError) as said:
        fail(f"{said}.")
    except DatabaseUnavailableError as said:
        fail(f"The database does not answer, or has not been set up with `afterword migrate`: {said}.")
    except UnknownAccountError:
        fail("There is no such account.")
    except NotFound:
        fail("There is no such token.")
    except Invalid as problem:
        fail_with(problem)


def with_database(work: Callable[[Database], Awaitable[T]]) -> T:
    """Run some work on the database of the settings."""

    async def run() -> T:
        database = open_database(Settings())
        try:
            return await work(database)
        finally:
            await database.close()

    with explained():
        return asyncio.run(run())


def fail_with(problem: Invalid) -> NoReturn:
    """Say every fault of what was given, with the place where it is."""
    fail(
        "\n".join(
            f"{(fault.pointer or '').removeprefix('/dossier') or '/'}: {fault.detail}" for fault in problem.faults
        )
    )


def fail(reason: str) -> NoReturn:
    """Say why the command ends here, with an exit code that scripts see."""
    typer.echo(reason, err=True)
    raise typer.Exit(1)


def database_file() -> Path | None:
    """Return the file of an SQLite database, and None for another one."""
    url = database_url(Settings())
    return Path(url.database or "") if url.get_backend_name() == "sqlite" else None


def confirm(question: str, *, yes: bool) -> None:
    """Ask before what cannot be undone, and end the command unless the answer is yes."""
    if not yes and not typer.confirm(question):
        fail("Nothing was done.")


def refuse_existing(file: Path, *, force: bool) -> None:
    """Leave alone a file that exists already, unless told otherwise, and a database in use whatever was told."""
    if any(file.with_name(file.name + ending).exists() for ending in ("-wal", "-journal")):
        fail(f"{file} is a database in use.")
    if file.exists() and not force:
        fail(f"{file} exists already; --force replaces it.")


def print_table(table: Table) -> None:
    """Print a table to fit the terminal, and wide where there is none: a script wants the ids whole."""
    console = Console(markup=False, emoji=False)  # a name in brackets is a name
    if not console.is_terminal:
        console.width = _UNFOLDED
    console.print(table)
