"""One account's rows of one table: what every repository is made of.

Each statement names the account, so that no repository can forget it.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from pydantic import BaseModel
from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Table,
    and_,
    bindparam,
    cast,
    delete,
    func,
    insert,
    or_,
    select,
    update,
)

from api import outbox
from api.db import Unit, WriteUnit
from api.db.driver_statement import DriverStatement, Statement
from api.ids import new_id
from api.models.base import Resource, SearchedText
from api.outbox import Change

IDS_AT_ONCE = 8_192
"""Both databases limit the parameters of one statement, to about 32,000."""

Record = Mapping[str, Any]
"""A row by column name."""


@dataclass(frozen=True, slots=True)
class Window:
    """Which rows of a list are wanted: how many, in which order, and after which one."""

    limit: int
    sort: str
    descending: bool
    after: tuple[Any, str] | None
    """The sort value and the id of the last row seen."""


class Rows:
    """The rows of a table of resources, for whichever account a unit of work belongs to."""

    def __init__(self, model: type[Resource]) -> None:
        self.table: Table = model.__table__
        self.columns = self.table.c
        self._names = tuple(self.columns.keys())
        self._mine = (self.columns.account_id == bindparam("account"), self.columns.id == bindparam("row"))
        # Put together once, as that takes longer than running them.
        self._get = select(self.table).where(*self._mine)
        self._insert, self._update = insert(self.table), update(self.table).where(*self._mine)
        self._delete = delete(self.table).where(*self._mine)
        self._worded: dict[tuple[Any, ...], DriverStatement] = {}
        self._pages: dict[tuple[str, bool, bool], Select[Any]] = {}

    def get(self, unit: Unit, id: str) -> Record | None:
        """Return the row with this id, or None."""
        asked = {"account": unit.account_id, "row": id}
        row = self._statement(unit, self._get, asked).first(unit.connection, asked)
        return None if row is None else self._record(row)

    def page(self, unit: Unit, window: Window, *conditions: ColumnElement[bool]) -> list[Record]:
        """Return the rows of a window, and one more when there is a next page."""
        kind = (window.sort, window.descending, window.after is not None)
        statement = self._pages.get(kind)
        if statement is None:
            statement = self._pages[kind] = self._page(*kind)
        value, last = window.after or (None, None)
        given = {"account": unit.account_id, "value": value, "last": last, "most": window.limit + 1}
        if conditions:
            return [self._record(row) for row in unit.connection.execute(statement.where(*conditions), given)]
        return [self._record(row) for row in self._statement(unit, statement, given).all(unit.connection, given)]

    def existing(self, unit: Unit, ids: Collection[str]) -> set[str]:
        """Return those of the ids that are rows of the account."""
        wanted, found = list(ids), set[str]()
        statement = select(self.columns.id).where(self.columns.account_id == unit.account_id)
        for start in range(0, len(wanted), IDS_AT_ONCE):
            some = self.columns.id.in_(wanted[start : start + IDS_AT_ONCE])
            found.update(unit.connection.execute(statement.where(some)).scalars())
        return found

    def count(self, unit: Unit, *conditions: ColumnElement[bool]) -> int:
        """Return how many rows meet the conditions."""
        statement = select(func.count()).where(self.columns.account_id == unit.account_id, *conditions)
        return unit.connection.execute(statement).scalar_one()

    def equal(self, query: BaseModel, *fields: str) -> list[ColumnElement[bool]]:
        """Return the conditions that columns equal the fields of the same name, as far as a query sets them."""
        wanted = ((self.columns[field], getattr(query, field)) for field in fields)
        return [column == value for column, value in wanted if value is not None]

    def containing(self, text: str, *fields: str) -> ColumnElement[bool]:
        """Return the condition that at least one of these columns holds a text, in any case."""
        searched = (cast(self.columns[field], SearchedText) for field in fields)
        return or_(*(column.icontains(text, autoescape=True) for column in searched))

    def insert(self, unit: WriteUnit, values: Record) -> Record:
        """Add a row with a new id, and return it whole."""
        row = {
            "id": new_id(),
            "created_at": unit.now,
            "updated_at": unit.now,
            "revision": unit.revision,
            **values,
        }
        self._run(unit, self._insert, {"account_id": unit.account_id, **row})
        outbox.changed(unit, self.table, Change.CREATED, [{"id": row["id"]}])
        return row

    def update(self, unit: WriteUnit, row: Record, changes: Record) -> Record:
        """Write changes over a row, and return it as it is now."""
        changes = {**changes, "updated_at": unit.now, "revision": unit.revision}
        self._run(unit, self._update, {"account": unit.account_id, "row": row["id"], **changes})
        outbox.changed(unit, self.table, Change.UPDATED, [{"id": row["id"]}])
        return {**row, **changes}

    def delete(self, unit: WriteUnit, id: str) -> None:
        """Remove the row with this id, with all that the database takes along."""
        self._run(unit, self._delete, {"account": unit.account_id, "row": id})
        outbox.changed(unit, self.table, Change.DELETED, [{"id": id}])

    def _run(self, unit: Unit, statement: Statement, values: Record) -> None:
        self._statement(unit, statement, values).run(unit.connection, values)

    def _statement(self, unit: Unit, statement: Statement, values: Record) -> DriverStatement:
        dialect = unit.connection.dialect
        kind = (dialect.name, statement, *values)
        if kind not in self._worded:
            self._worded[kind] = DriverStatement(statement, dialect, tuple(values))
        return self._worded[kind]

    def _page(self, sort: str, descending: bool, continued: bool) -> Select[Any]:  # noqa: FBT001 - a key's parts
        """Return the statement for a page: in which order, and whether it goes on after a row."""
        order, id = self.columns[sort], self.columns.id
        statement = select(self.table).where(self.columns.account_id == bindparam("account"))
        if continued:
            value, last = bindparam("value", type_=order.type), bindparam("last", type_=id.type)
            beyond = order < value if descending else order > value
            further = id < last if descending else id > last
            statement = statement.where(or_(beyond, and_(order == value, further)))
        ordered = (order.desc(), id.desc()) if descending else (order, id)
        return statement.order_by(*ordered).limit(bindparam("most", type_=Integer))

    def _record(self, row: Sequence[Any]) -> Record:
        return dict(zip(self._names, row, strict=True))
