"""The schema's history, on both databases."""

import asyncio
import re
from pathlib import Path

import asyncpg
import pytest
from alembic import command
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, text

import migrations
from api.db import database_url
from api.models import Base
from api.models.base import SortedText
from api.settings import Settings
from tests.serving import afterword
from trust.migrations import over
from trust.postgres import set_up


@pytest.fixture
def empty(settings: Settings, request: pytest.FixtureRequest, tmp_path: Path) -> Settings:
    """The settings of a database with nothing in it, of the same kind as the other tests'."""
    if database_url(settings).get_backend_name() == "sqlite":
        return Settings(database_url=f"sqlite:///{tmp_path}/empty.db")
    return set_up(request.getfixturevalue("postgres_url"), tmp_path.name)


def tables(settings: Settings) -> set[str]:
    """The tables that there are, but for Alembic's own."""
    return over(settings, lambda connection: set(inspect(connection).get_table_names())) - {"alembic_version"}


def test_up_down_and_up_again(empty: Settings) -> None:
    """Every revision can be taken back to nothing and applied again."""
    assert tables(empty) == set()
    migrations.upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)
    command.downgrade(migrations.configuration(empty), "base")
    assert tables(empty) == set()
    migrations.upgrade(empty)
    assert tables(empty) == set(Base.metadata.tables)


def test_the_migrations_make_what_the_models_say(settings: Settings) -> None:
    """Alembic finds nothing to add: it raises where it does."""
    command.check(migrations.configuration(settings))


def test_the_migrations_sort_texts_as_the_models_say(settings: Settings) -> None:
    """Alembic does not compare collations."""
    if database_url(settings).get_backend_name() == "sqlite":
        pytest.skip("SQLite sorts by code point anyway")

    def collated(connection: Connection) -> set[str]:
        columns = "SELECT table_name || '.' || column_name FROM information_schema.columns"
        return set(
            connection.execute(text(f"{columns} WHERE collation_name = 'C' AND table_schema = 'public'")).scalars()
        )

    declared = {str(column) for table in Base.metadata.sorted_tables for column in table.c if column.type is SortedText}
    assert {name for name in over(settings, collated) if name.partition(".")[0] in Base.metadata.tables} == declared


def test_migrating_twice_changes_nothing(settings: Settings) -> None:
    """It is safe to run at every start."""
    migrations.upgrade(settings)


def test_a_table_in_use_is_not_waited_for(postgres_url: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is said in a sentence, and nothing is half done: whoever reads goes on reading, and the next try succeeds."""
    settings = set_up(postgres_url, tmp_path.name)
    migrations.upgrade(settings, "0001")
    monkeypatch.setattr(migrations, "LOCK_TIMEOUT", 0.2)
    monkeypatch.setenv("AFTERWORD_MIGRATION_DATABASE_URL", settings.migration_database_url or "")

    def revision_and_columns(connection: Connection) -> tuple[str, set[str]]:
        columns = {column["name"] for column in inspect(connection).get_columns("tokens")}
        return connection.execute(text("SELECT version_num FROM alembic_version")).scalar_one(), columns

    before = over(settings, revision_and_columns)
    with asyncio.Runner() as runner:
        reader = runner.run(asyncpg.connect(settings.migration_database_url))
        runner.run(reader.execute("BEGIN; LOCK TABLE accounts IN ACCESS SHARE MODE"))  # as any query does
        done = afterword(settings.database_url, "migrate")
        assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
        assert "A table was in use for more than 0.2 s, so nothing was changed" in done.stderr
        assert over(settings, revision_and_columns) == before
        assert runner.run(reader.fetchval("SELECT count(*) FROM accounts")) == 0
        runner.run(reader.close())
    assert afterword(settings.database_url, "migrate").exit_code == 0


def test_there_is_one_line_of_dated_revisions() -> None:
    scripts = ScriptDirectory.from_config(migrations.configuration(Settings()))
    assert len(scripts.get_heads()) == 1
    for revision in scripts.walk_revisions():
        assert re.fullmatch(r"\d{4}_\d{2}_\d{2}_[a-z_]+\.py", Path(revision.path).name)
