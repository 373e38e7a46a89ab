"""The schema stays within what a PostgreSQL distributed by account accepts, and what two databases keep alike."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import CheckConstraint, Table, UniqueConstraint
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.schema import CreateTable

from api.models import Base
from api.models.base import InstantColumn

POSTGRESQL = postgresql.dialect()  # type: ignore[no-untyped-call]  # SQLAlchemy's own
SQLITE = sqlite.dialect()
TABLES = Base.metadata.sorted_tables


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_every_key_leads_with_the_account(table: Table) -> None:
    """Primary keys, unique ones, indexes and foreign keys: the account is the shard key."""
    assert next(iter(table.primary_key.columns)).name == "account_id"
    for index in table.indexes:
        # What the purge of every account's looks along, and what says which account a worker is to look at.
        if index.name not in {"ix_idempotency_keys_created_at", "ix_accounts_wakes_at"}:
            assert next(iter(index.columns)).name == "account_id"
    for constraint in table.constraints:
        if isinstance(constraint, UniqueConstraint):
            assert next(iter(constraint.columns)).name == "account_id"
    for key in table.foreign_key_constraints:
        assert key.column_keys[0] == "account_id"
        assert next(iter(key.elements)).column.name == "account_id"


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_nothing_happens_behind_our_back(table: Table) -> None:
    """No defaults of the server's, no SET NULL, no CHECK to be altered later."""
    assert all(column.server_default is None and column.server_onupdate is None for column in table.columns)
    assert all(key.ondelete in {None, "CASCADE"} for key in table.foreign_key_constraints)
    assert not [constraint for constraint in table.constraints if isinstance(constraint, CheckConstraint)]


@pytest.mark.parametrize("table", TABLES, ids=str)
def test_names_fit(table: Table) -> None:
    """PostgreSQL cuts names off at 63 bytes, and a migration would not find them again."""
    names = [constraint.name for constraint in table.constraints] + [index.name for index in table.indexes]
    assert all(isinstance(name, str) and len(name) <= 63 for name in names)


def test_texts_in_an_order_are_sorted_by_code_point() -> None:
    """PostgreSQL would sort them by the rules of whatever language its database was created with."""
    ordered = {"contacts.name", "interviews.position", "marks.key", "organizations.name", "testimonials.author"}
    ddl = {name: str(CreateTable(table).compile(dialect=POSTGRESQL)) for name, table in Base.metadata.tables.items()}
    for name in ordered | {"tokens.name"}:
        table, column = name.split(".")
        assert f'{column} VARCHAR COLLATE "C"' in ddl[table]


def test_a_naive_instant_is_refused() -> None:
    """It names no instant; neither database gets to guess."""
    for dialect in (SQLITE, POSTGRESQL):
        with pytest.raises(ValueError, match="naive"):
            InstantColumn().process_bind_param(datetime(2026, 3, 2, 10), dialect)


def test_instants_of_one_width_sort_by_time() -> None:
    """On SQLite they are text: with an offset or without microseconds they still compare as instants."""
    column = InstantColumn()
    noon = datetime(2026, 3, 2, 12, tzinfo=UTC)
    instants = [noon - timedelta(microseconds=1), noon.astimezone(timezone(timedelta(hours=9))), noon.replace(second=1)]
    texts = [column.process_bind_param(instant, SQLITE) for instant in instants]
    assert texts == sorted(texts)
    assert len({len(text) for text in texts}) == 1
    read = column.result_processor(SQLITE, None)
    assert read is not None
    assert [read(text) for text in texts] == instants
