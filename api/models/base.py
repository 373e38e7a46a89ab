"""What the tables share: constraint names, the account they belong to, columns that two databases keep alike."""

from collections.abc import Callable
from datetime import UTC, datetime
from enum import StrEnum
from typing import Any, ClassVar

from sqlalchemy import BigInteger, Enum, ForeignKeyConstraint, MetaData, String, Table
from sqlalchemy.dialects import postgresql
from sqlalchemy.engine import Dialect
from sqlalchemy.types import TypeDecorator, TypeEngine
from sqlmodel import Field, SQLModel

# Named, so that a migration can drop on one database what it made on the other.
_NAMES = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "fk": "fk_%(table_name)s_%(column_0_N_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class InstantColumn(TypeDecorator[datetime]):
    """An instant: `timestamptz` on PostgreSQL, on SQLite UTC text of one width, which sorts by time.

    Takes aware datetimes only and gives back aware ones in UTC, to the microsecond.
    """

    impl = postgresql.TIMESTAMP(timezone=True)
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """Return the type underneath."""
        if dialect.name == "sqlite":
            return dialect.type_descriptor(String(32))
        return dialect.type_descriptor(self.impl_instance)

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> Any:
        """Refuse what names no instant, and hand the driver what it keeps."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a naive datetime names no instant")
        value = value.astimezone(UTC)
        return value.isoformat(timespec="microseconds") if dialect.name == "sqlite" else value

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], Any] | None:  # noqa: ARG002 - SQLAlchemy's signature
        """Return what makes an instant of what the driver gives, where it needs making."""
        if dialect.name != "sqlite":
            return None  # asyncpg already gives aware datetimes in UTC
        return lambda text: None if text is None else datetime.fromisoformat(text)


Identifier = String(36).with_variant(postgresql.UUID(as_uuid=False), "postgresql")
"""A UUID: native on PostgreSQL, canonical text on SQLite and in Python."""

SortedText = String().with_variant(String(collation="C"), "postgresql")
"""A text that lists are sorted by, or that rows are looked for by: by code point on PostgreSQL, as SQLite does it."""
SearchedText = String().with_variant(String(collation="default"), "postgresql")
"""What a `SortedText` is cast to where case is to be ignored: "C" knows the case of ASCII letters alone."""


def choice(enum: type[StrEnum]) -> Enum:
    """Return the column type that stores one of an enum's values as text, unchecked by the database."""
    return Enum(enum, native_enum=False, create_constraint=False, length=30, values_callable=list)


class Base(SQLModel):
    """What every table derives from."""

    __table__: ClassVar[Table]
    metadata: ClassVar[MetaData] = MetaData(naming_convention=_NAMES)


class Owned(Base):
    """A row that belongs to an account, whose id leads its key: it is the shard key."""

    account_id: str = Field(primary_key=True, sa_type=Identifier, foreign_key="accounts.account_id", ondelete="CASCADE")


class Versioned(Owned):
    """An owned row that says at which revision of its account it was last written: that is its ETag."""

    revision: int = Field(sa_type=BigInteger)


class Resource(Versioned):
    """A row that clients know by its id."""

    id: str = Field(primary_key=True, sa_type=Identifier)
    created_at: datetime = Field(sa_type=InstantColumn)
    updated_at: datetime = Field(sa_type=InstantColumn)


def within_account(column: str, target: str, *, ondelete: str | None = None) -> ForeignKeyConstraint:
    """Return a foreign key that cannot leave the account: `column` names a row of the table `target`.

    There is no `SET NULL`: it would clear `account_id` too, and a distributed PostgreSQL refuses it.
    """
    return ForeignKeyConstraint(["account_id", column], [f"{target}.account_id", f"{target}.id"], ondelete=ondelete)


CLUSTERED = {"sqlite_with_rowid": False}
"""Keeps one account's rows side by side on SQLite. Not for tables with large rows, which it would slow down."""
