"""A database in one file: backed up and restored while it is in use, and never half of either."""

import asyncio
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

import migrations
from api import sqlite_file
from api.db import Unit, WriteUnit, open_database
from api.files import FileError
from api.models import Organization
from api.rows import Rows, Window
from api.settings import Settings

ORGANIZATIONS = Rows(Organization)


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    settings = Settings(database_url=f"sqlite:///{tmp_path}/afterword.db")
    migrations.upgrade(settings)
    return settings


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    return tmp_path / "afterword.db"


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    return tmp_path / "backup.db"


class Opened:
    """A database with one account, open all the time as a running service has it."""

    def __init__(self, settings: Settings, runner: asyncio.Runner) -> None:
        self.database = open_database(settings)
        self._runner = runner
        self._account = runner.run(self.database.found("Sam Carter", lambda unit: unit.account_id))

    def add(self, name: str) -> int:
        """Add an organization, and return the account's revision."""

        def insert(unit: WriteUnit) -> int:
            ORGANIZATIONS.insert(unit, {"name": name, "culture": "balanced", "timezone": "UTC", "country": None})
            return unit.revision

        return self._runner.run(self.database.write(self._account, insert))

    def names(self) -> list[str]:
        def read(unit: Unit) -> list[str]:
            window = Window(limit=100, sort="name", descending=False, after=None)
            return [row["name"] for row in ORGANIZATIONS.page(unit, window)]

        return self._runner.run(self.database.read(self._account, read))


@pytest.fixture
def opened(settings: Settings) -> Iterator[Opened]:
    """With one organization, Initech."""
    with asyncio.Runner() as runner:
        opened = Opened(settings, runner)
        opened.add("Initech")
        yield opened
        runner.run(opened.database.close())


def in_file(file: Path, query: str) -> list[str]:
    """The first column of what a query finds in a file."""
    with closing(sqlite3.connect(file)) as connection:
        return [str(row[0]) for row in connection.execute(query)]


def altered(file: Path, statement: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        connection.execute(statement)
        connection.commit()


def test_a_backup_holds_what_is_in_the_log_alone(opened: Opened, file: Path, backup: Path, tmp_path: Path) -> None:
    """A copy of the file would not. The backup is one file, for its owner alone, that needs nothing beside it."""
    sqlite_file.back_up(file, backup)
    assert in_file(Path(shutil.copy(file, tmp_path / "copy.db")), "SELECT name FROM organizations") == []
    assert in_file(backup, "SELECT name FROM organizations") == ["Initech"]
    assert backup.stat().st_mode & 0o777 == 0o600
    assert in_file(backup, "PRAGMA journal_mode") == ["delete"]
    beside = {path.name for path in tmp_path.iterdir()} - {"copy.db"}
    assert beside == {"afterword.db", "afterword.db-wal", "afterword.db-shm", "backup.db"}


def test_a_backup_that_fails_leaves_the_last_one(opened: Opened, file: Path, backup: Path, tmp_path: Path) -> None:
    """Here the database lacks a row that others refer to, which its pages do not show."""
    sqlite_file.back_up(file, backup)
    before = backup.read_bytes()
    altered(file, "DELETE FROM accounts")
    with pytest.raises(FileError, match=r"afterword\.db is damaged: a row of organizations refers to one of accounts"):
        sqlite_file.back_up(file, backup)
    assert backup.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_a_restore_takes_an_open_database_back(
    opened: Opened, settings: Settings, file: Path, backup: Path, tmp_path: Path
) -> None:
    """Who has it open reads the old rows at once, and writes on; the backup itself is as it was."""
    sqlite_file.back_up(file, backup)
    before = backup.read_bytes()
    opened.add("Globex")
    sqlite_file.restore(backup, settings, file)
    assert opened.names() == ["Initech"]
    opened.add("Umbrella")
    assert opened.names() == ["Initech", "Umbrella"]
    assert backup.read_bytes() == before
    assert not list(tmp_path.glob(".*"))


def test_no_revision_comes_twice(opened: Opened, settings: Settings, file: Path, backup: Path) -> None:
    """Or else an ETag from before a restore would pass for one from after it: also when restored again and again."""
    given: list[int] = []
    sqlite_file.back_up(file, backup)
    for _ in range(3):
        given += [opened.add(f"Globex {number}") for number in range(5)]
        sqlite_file.restore(backup, settings, file)
    assert len(given) == 15
    assert opened.add("Umbrella") > max(given)
    assert sorted(set(given)) == given


def test_a_restore_makes_a_database_that_is_gone(
    opened: Opened, settings: Settings, file: Path, backup: Path, tmp_path: Path
) -> None:
    """In a folder that is gone as well."""
    sqlite_file.back_up(file, backup)
    anew = tmp_path / "new" / "afterword.db"
    sqlite_file.restore(backup, settings, anew)
    assert in_file(anew, "SELECT name FROM organizations") == ["Initech"]
    assert in_file(anew, "PRAGMA journal_mode") == ["wal"]


def test_an_earlier_schema_is_brought_up_to_ours(settings: Settings, file: Path, tmp_path: Path) -> None:
    """Wherever migrations are told to go otherwise, and without touching the backup."""
    settings = settings.model_copy(update={"migration_database_url": settings.database_url})
    old = Settings(database_url=f"sqlite:///{tmp_path}/old.db")
    migrations.upgrade(old, "0001")
    altered(tmp_path / "old.db", "INSERT INTO accounts VALUES ('a', 'Sam Carter', 7, '2026-03-02T10:00:00+00:00')")
    sqlite_file.restore(tmp_path / "old.db", settings, file)
    assert in_file(file, "SELECT name FROM accounts") == ["Sam Carter"]
    assert in_file(file, "SELECT version_num FROM alembic_version") > ["0001"]
    assert in_file(tmp_path / "old.db", "SELECT version_num FROM alembic_version") == ["0001"]


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE alembic_version SET version_num = '9999'", "by a later version of Afterword: its schema is 9999"),
        ("DROP TABLE alembic_version", "no database of Afterword's"),
        ("DELETE FROM accounts", "damaged: a row of organizations refers to one of accounts that is not there"),
    ],
)
def test_a_backup_that_is_not_sound_is_refused(
    *, statement: str, said: str, opened: Opened, settings: Settings, file: Path, backup: Path
) -> None:
    """And the database stays as it is."""
    sqlite_file.back_up(file, backup)
    altered(backup, statement)
    opened.add("Globex")
    with pytest.raises(FileError, match=rf"backup\.db .*{said}$"):
        sqlite_file.restore(backup, settings, file)
    assert opened.names() == ["Globex", "Initech"]


def test_a_backup_with_a_broken_page_is_refused(opened: Opened, settings: Settings, file: Path, backup: Path) -> None:
    """Whichever of them it is."""
    sqlite_file.back_up(file, backup)
    sound, page = backup.read_bytes(), 4096
    used = [at for at in range(page, len(sound), page) if any(sound[at : at + page])]
    for at in used:
        backup.write_bytes(sound[:at] + b"\xff" * page + sound[at + page :])
        with pytest.raises(FileError, match=r"backup\.db (is damaged|cannot be restored): "):
            sqlite_file.restore(backup, settings, file)
    assert opened.names() == ["Initech"]


@pytest.mark.parametrize("content", [b"", b"These are notes. " * 100], ids=["empty", "notes"])
def test_another_file_is_refused(settings: Settings, file: Path, backup: Path, content: bytes) -> None:
    backup.write_bytes(content)
    with pytest.raises(FileError, match=r"backup\.db (is no database of Afterw|cannot be restored: file is not a)"):
        sqlite_file.restore(backup, settings, file)


def test_a_damaged_database_can_be_restored(opened: Opened, settings: Settings, file: Path, backup: Path) -> None:
    """That is what backups are for."""
    sqlite_file.back_up(file, backup)
    sqlite_file.empty_log(file)
    sound, page = file.read_bytes(), 4096
    file.write_bytes(sound[:page] + b"\xff" * (len(sound) - page))
    sqlite_file.restore(backup, settings, file)
    assert in_file(file, "SELECT name FROM organizations") == ["Initech"]
    assert in_file(file, "PRAGMA integrity_check") == ["ok"]


def test_a_database_that_stays_locked_is_left(
    opened: Opened, settings: Settings, file: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After the patience that every writer has, and in a sentence."""
    sqlite_file.back_up(file, backup)
    monkeypatch.setattr(sqlite_file, "BUSY_TIMEOUT", 50)
    with closing(sqlite3.connect(file)) as writer:
        writer.execute("BEGIN IMMEDIATE")
        with pytest.raises(FileError, match=r"afterword\.db cannot be replaced: another process keeps it locked"):
            sqlite_file.restore(backup, settings, file)
