"""A question of one row that every request asks: handed to the driver, as SQLAlchemy takes longer over it than both."""

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from typing import Any

from sqlalchemy import Select
from sqlalchemy.engine import Dialect


class Glance:
    """A `SELECT` put into the words of one database.

    Its parameters go to the driver as they are, which takes texts, numbers and bytes on both; the row comes back as
    SQLAlchemy would give it.
    """

    def __init__(self, statement: Select[*tuple[Any, ...]], dialect: Dialect) -> None:
        self._statement = statement
        self._dialect = dialect

    @cached_property
    def sql(self) -> str:
        """The statement, with the driver's own marks for parameters."""
        return str(self._compiled)

    def arguments(self, values: Mapping[str, Any]) -> list[Any]:
        """Return the values of the parameters in the order of their marks."""
        return [values[name] for name in self._order]

    def row(self, found: Sequence[Any]) -> tuple[Any, ...]:
        """Make what the columns' types promise of what the driver gave."""
        return tuple(
            value if process is None else process(value) for value, process in zip(found, self._processors, strict=True)
        )

    @cached_property
    def _compiled(self) -> Any:
        return self._statement.compile(dialect=self._dialect)

    @cached_property
    def _order(self) -> Sequence[str]:
        return tuple(self._compiled.positiontup)

    @cached_property
    def _processors(self) -> Sequence[Callable[[Any], Any] | None]:
        types = (column.type.dialect_impl(self._dialect) for column in self._statement.selected_columns)
        return tuple(type_.result_processor(self._dialect, None) for type_ in types)
