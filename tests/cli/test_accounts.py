"""`afterword accounts export` and `afterword accounts delete`: a person's right to their data, and to be forgotten."""

import asyncio
import copy
import re
import sqlite3
from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from dataclasses import dataclass
from errno import EPIPE
from io import BytesIO
from pathlib import Path
from typing import TypeVar

import pytest
import typer

from api import sqlite_file
from api.db import Database, Unit, open_database
from api.dossier import forms
from api.dossier import service as dossiers
from api.dossier.parts import Part
from api.ids import sign_in_id
from api.settings import Settings
from tests.making import NOBODYS
from tests.serving import afterword
from tests.test_openapi import DOCUMENT

T = TypeVar("T")

MARKER = "Zanzibar-1964"
ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}")


@dataclass(frozen=True)
class Populated:
    """A database that holds one account, in which the marker stands."""

    url: str
    account: str

    def over(self, work: Callable[[Database], Awaitable[T]]) -> T:
        async def run() -> T:
            database = open_database(Settings(database_url=self.url))
            try:
                return await work(database)
            finally:
                await database.close()

        return asyncio.run(run())


def populate(url: str) -> Populated:
    """Make an account with the example of a dossier in it, and a body that fills pages of its own."""
    made = afterword(url, "accounts", "create", "Sam Carter")
    populated = Populated(url, ID.findall(made.stdout)[0])
    document = copy.deepcopy(DOCUMENT["components"]["schemas"]["Dossier"]["examples"][0])
    document["interactions"][0]["body"] = f"{MARKER} " * 1_000
    dossier = dossiers.checked(document)
    populated.over(lambda database: database.write(populated.account, lambda unit: dossiers.load(unit, dossier)))
    return populated


@pytest.fixture
def populated(settings: Settings) -> Populated:
    """On each database."""
    return populate(settings.database_url)


def exported(populated: Populated) -> bytes:
    """What GET /export answers."""
    return populated.over(lambda database: database.read(populated.account, dossiers.export))


def test_an_export_is_the_dossier(populated: Populated, tmp_path: Path) -> None:
    """As over HTTP: printed, or in a file that only its owner may read."""
    file = tmp_path / "dossier.json"
    printed = afterword(populated.url, "accounts", "export", populated.account)
    assert (printed.exit_code, printed.stdout_bytes) == (0, exported(populated) + b"\n")
    assert afterword(populated.url, "accounts", "export", populated.account, str(file)).exit_code == 0
    assert file.read_bytes() == exported(populated)
    assert file.stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize(
    ("options", "form"),
    [(("--format", "ndjson"), forms.lines), (("--csv", "contacts"), lambda unit: forms.table(unit, Part.CONTACTS))],
)
def test_an_export_has_the_forms_of_the_api(
    populated: Populated, tmp_path: Path, options: tuple[str, str], form: Callable[[Unit], Iterator[bytes]]
) -> None:
    """A record a line, or one list as a table: printed, or in a file."""
    expected = populated.over(lambda database: database.read(populated.account, lambda unit: b"".join(form(unit))))
    file = tmp_path / "export"
    assert afterword(populated.url, "accounts", "export", populated.account, *options).stdout_bytes == expected
    assert afterword(populated.url, "accounts", "export", populated.account, str(file), *options).exit_code == 0
    assert file.read_bytes() == expected


def test_an_export_that_nobody_reads_on_blames_no_database(
    populated: Populated, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As `head` reads no further than it has to."""

    class Closed(BytesIO):
        def write(self, _: object) -> int:
            raise BrokenPipeError(EPIPE, "Broken pipe")

    monkeypatch.setattr(typer, "get_binary_stream", lambda _: Closed())
    told = afterword(populated.url, "accounts", "export", populated.account)
    assert (told.exit_code, told.stderr) == (1, "")


def test_an_export_takes_no_files_place_unless_told(populated: Populated, tmp_path: Path) -> None:
    file = tmp_path / "dossier.json"
    file.write_text("Something else.")
    refused = afterword(populated.url, "accounts", "export", populated.account, str(file))
    assert (refused.exit_code, refused.stderr) == (1, f"{file} exists already; --force replaces it.\n")
    assert file.read_text() == "Something else."
    assert afterword(populated.url, "accounts", "export", populated.account, str(file), "--force").exit_code == 0
    assert file.read_bytes() == exported(populated)


def test_a_deletion_is_asked_about_and_told(populated: Populated) -> None:
    """By the account's name; and only a yes deletes."""
    asked = afterword(populated.url, "accounts", "delete", populated.account, said="n\n")
    assert (asked.exit_code, asked.stderr) == (1, "Nothing was done.\n")
    assert "the account of Sam Carter" in asked.stdout
    assert MARKER in exported(populated).decode()
    done = afterword(populated.url, "accounts", "delete", populated.account, said="y\n")
    assert done.exit_code == 0
    assert "1 interactions" in done.stdout
    assert "1 accounts" in done.stdout
    assert populated.account not in afterword(populated.url, "accounts", "list").stdout


@pytest.mark.parametrize("command", [("export",), ("delete", "--yes")])
def test_an_unknown_account_is_said(populated: Populated, command: tuple[str, ...]) -> None:
    """Not taken for an empty one."""
    done = afterword(populated.url, "accounts", *command, NOBODYS)
    assert (done.exit_code, done.stdout, done.stderr) == (1, "", "There is no such account.\n")


def traces(file: Path) -> list[str]:
    """The files of a database in which the marker can be read."""
    return [path.name for path in file.parent.glob(f"{file.name}*") if MARKER.encode() in path.read_bytes()]


@pytest.fixture
def file(tmp_path: Path) -> Path:
    """A migrated SQLite database that nothing else uses."""
    assert afterword(f"sqlite:///{tmp_path}/afterword.db", "migrate").exit_code == 0
    return tmp_path / "afterword.db"


def test_what_was_deleted_can_be_read_nowhere(file: Path) -> None:
    """Neither in the database's free pages nor in its log, though a service has it open."""
    populated = populate(f"sqlite:///{file}")

    async def delete(service: Database) -> list[list[str]]:
        await service.ping()
        before = traces(file)
        deleted = await asyncio.to_thread(afterword, populated.url, "accounts", "delete", "--yes", populated.account)
        assert deleted.exit_code == 0, deleted.stderr
        await service.ping()
        return [before, traces(file)]

    assert populated.over(delete) == [["afterword.db"], []]


def test_a_log_that_is_being_read_is_told_of(file: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It may hold what was deleted until its reader is done."""
    monkeypatch.setattr(sqlite_file, "BUSY_TIMEOUT", 50)
    populated = populate(f"sqlite:///{file}")
    with closing(sqlite3.connect(file, isolation_level=None)) as reader:
        reader.execute("BEGIN")
        reader.execute("SELECT count(*) FROM accounts").fetchall()
        deleted = afterword(populated.url, "accounts", "delete", "--yes", populated.account)
    assert deleted.exit_code == 1
    assert "1 accounts" in deleted.stdout
    assert "Something is reading" in deleted.stderr


def test_the_list_says_who_signs_in(populated: Populated) -> None:
    """Whatever they are called, and with every id whole."""
    subject, account = "[/red]" + "x" * 249, sign_in_id("https://issuer.example", "sam")
    populated.over(lambda database: database.admit(account, "https://issuer.example", subject))
    (row,) = [line for line in afterword(populated.url, "accounts", "list").stdout.splitlines() if account in line]
    assert "[/red]x" in row
    assert "https://" in row
