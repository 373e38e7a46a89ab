"""Statements that nearly every request runs: worded once, as SQLAlchemy takes longer over that than the database.

On SQLite the driver is given them without SQLAlchemy, which would take two thirds of the time.
"""

import sqlite3
from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import Any, TypeVar

from sqlalchemy import Connection, Delete, Insert, Select, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.sql.dml import ReturningUpdate

T = TypeVar("T")

Statement = Select[*tuple[Any, ...]] | Insert | Update | Delete | ReturningUpdate[*tuple[Any, ...]]


class DriverStatement:
    """A statement in the words of one database.

    Its parameters are named; what is given for them, and the rows that come back, are as they are through SQLAlchemy.
    `columns` are those that an INSERT or an UPDATE gives values for by itself, by parameters of their names.
    """

    def __init__(self, statement: Statement, dialect: Dialect, columns: Collection[str] | None = None) -> None:
        self._statement = statement
        self._dialect = dialect
        self._given = columns

    def run(self, connection: Connection, values: Mapping[str, Any]) -> None:
        """Run it in a transaction. Raises SQLAlchemy's errors, on either database."""
        self._executed(connection, values, _nothing)

    def all(self, connection: Connection, values: Mapping[str, Any]) -> list[tuple[Any, ...]]:
        """Run it in a transaction, and return the rows that it finds. Raises as `run` does."""
        return [self.row(found) for found in self._executed(connection, values, _rows)]

    def first(self, connection: Connection, values: Mapping[str, Any]) -> tuple[Any, ...] | None:
        """Run it in a transaction, and return the first row that it finds, or None. Raises as `run` does."""
        found = self._executed(connection, values, _rows)
        return self.row(found[0]) if found else None

    @cached_property
    def sql(self) -> str:
        """The statement, with the driver's own marks for parameters."""
        return str(self._compiled)

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the values of the parameters in the order of their marks, as the driver takes them."""
        if self._defaults:
            values = {**self._defaults, **values}
        given = [values[name] for name in self._parameters]
        for place, process in self._bound:
            given[place] = process(given[place])
        return tuple(given)

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """Make what the columns' types promise of what the driver gave."""
        made = list(found)
        for place, process in self._processed:
            made[place] = process(made[place])
        return tuple(made)

    def _executed(self, connection: Connection, values: Mapping[str, Any], taken: Callable[[Any], T]) -> T:
        arguments = self.arguments(values)
        if self._dialect.name != "sqlite":
            return taken(connection.exec_driver_sql(self.sql, arguments))
        driver: Any = connection.connection.driver_connection
        try:
            return taken(driver.execute(self.sql, arguments))
        except sqlite3.Error as error:
            raise DBAPIError.instance(self.sql, arguments, error, sqlite3.Error, hide_parameters=True) from error

    @cached_property
    def _compiled(self) -> Any:
        return self._statement.compile(dialect=self._dialect, column_keys=self._given)

    @cached_property
    def _parameters(self) -> Sequence[str]:
        names: Sequence[str] = self._compiled.positiontup
        return names

    @cached_property
    def _bound(self) -> Sequence[tuple[int, Callable[[Any], Any]]]:
        """The places of parameters that the driver takes otherwise than they are, and what makes them so."""
        processors = self._compiled._bind_processors  # noqa: SLF001 - nothing public tells them
        return [(place, processors[name]) for place, name in enumerate(self._parameters) if name in processors]

    @cached_property
    def _defaults(self) -> Mapping[str, Any]:
        """The values that the statement has itself, and those of columns that an INSERT leaves to the table."""
        own = {name: bind.value for name, bind in self._compiled.binds.items() if not bind.required}
        return own | {column.key: column.default.arg for column in self._compiled.insert_prefetch}

    @cached_property
    def _processed(self) -> Sequence[tuple[int, Callable[[Any], Any]]]:
        """The places of columns that the driver gives otherwise than they are, and what makes them so."""
        types = (column.type.dialect_impl(self._dialect) for column in self._statement.exported_columns)
        processors = (type_.result_processor(self._dialect, None) for type_ in types)
        return [(place, process) for place, process in enumerate(processors) if process is not None]


class Lookup:
    """A question in the words of whichever database is asked, each put together once."""

    def __init__(self, question: Select[*tuple[Any, ...]]) -> None:
        self._question = question
        self._worded: dict[str, DriverStatement] = {}

    def all(self, connection: Connection, values: Mapping[str, Any]) -> list[Mapping[str, Any]]:
        """Return the rows that it finds, by the names of their columns. Raises as `DriverStatement.run` does."""
        return [self._named(row) for row in self._on(connection).all(connection, values)]

    def first(self, connection: Connection, values: Mapping[str, Any]) -> Mapping[str, Any] | None:
        """Return the first row that it finds, or None. Raises as `DriverStatement.run` does."""
        row = self._on(connection).first(connection, values)
        return None if row is None else self._named(row)

    def _on(self, connection: Connection) -> DriverStatement:
        name = connection.dialect.name
        if name not in self._worded:
            self._worded[name] = DriverStatement(self._question, connection.dialect)
        return self._worded[name]

    @cached_property
    def _names(self) -> Sequence[str]:
        return self._question.exported_columns.keys()

    def _named(self, row: Sequence[Any]) -> Mapping[str, Any]:
        return dict(zip(self._names, row, strict=True))


def _rows(cursor: Any) -> Sequence[Sequence[Any]]:
    found: Sequence[Sequence[Any]] = cursor.fetchall()
    return found


def _nothing(_: Any) -> None:
    pass
