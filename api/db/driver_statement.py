"""Statements that nearly every request runs: worded once, as SQLAlchemy takes longer over that than the database."""

from collections.abc import Callable, Collection, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Connection, CursorResult, Delete, Insert, Select, Update
from sqlalchemy.engine import Dialect
from sqlalchemy.sql.dml import ReturningUpdate

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

    def run(self, connection: Connection, values: Mapping[str, Any]) -> CursorResult[Any]:
        """Run it in a transaction. The rows of the result are still to be made by `row`."""
        return connection.exec_driver_sql(self.sql, self.arguments(values))

    @cached_property
    def sql(self) -> str:
        """The statement, with the driver's own marks for parameters."""
        return str(self._compiled)

    def arguments(self, values: Mapping[str, Any]) -> tuple[Any, ...]:
        """Return the values of the parameters in the order of their marks, as the driver takes them."""
        if self._defaults:
            values = {**self._defaults, **values}
        return tuple(values[name] if process is None else process(values[name]) for name, process in self._parameters)

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """Make what the columns' types promise of what the driver gave."""
        return tuple(
            value if process is None else process(value) for value, process in zip(found, self._columns, strict=True)
        )

    @cached_property
    def _compiled(self) -> Any:
        return self._statement.compile(dialect=self._dialect, column_keys=self._given)

    @cached_property
    def _parameters(self) -> Sequence[tuple[str, Callable[[Any], Any] | None]]:
        processors = self._compiled._bind_processors  # noqa: SLF001 - nothing public tells them
        return [(name, processors.get(name)) for name in self._compiled.positiontup]

    @cached_property
    def _defaults(self) -> Mapping[str, Any]:
        """The values of columns that an INSERT leaves to the table's definition."""
        return {column.key: column.default.arg for column in self._compiled.insert_prefetch}

    @cached_property
    def _columns(self) -> Sequence[Callable[[Any], Any] | None]:
        types = (column.type.dialect_impl(self._dialect) for column in self._statement.exported_columns)
        return [type_.result_processor(self._dialect, None) for type_ in types]
