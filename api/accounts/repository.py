"""Accounts and tokens in the database."""

from sqlalchemy import Table, delete, select

from api.db import Unit, UnknownAccountError, WriteUnit
from api.models import Account, Base, Token
from api.rows import Record, Rows, Window
from api.web.auth import Access

TOKENS = Rows(Token)
_ACCOUNTS: Table = Account.__table__


def account(unit: Unit) -> Record:
    """Return the unit's account, under the names that clients know; raise `UnknownAccountError`."""
    columns = _ACCOUNTS.c
    statement = select(
        columns.account_id.label("id"),
        columns.name,
        columns.revision,
        columns.created_at,
        columns.created_at.label("updated_at"),  # nothing can change it yet
    ).where(columns.account_id == unit.account_id)
    row = unit.connection.execute(statement).first()
    if row is None:  # gone since its token was looked up
        raise UnknownAccountError
    return row._asdict()


def erase(unit: WriteUnit) -> dict[str, int]:
    """Remove every row of the account, itself at last, and return how many there were by table.

    Table by table, and not through the cascade of one DELETE: what was removed is to be told, and a table that refers
    to the account by no foreign key would be left out.
    """
    tables = reversed(Base.metadata.sorted_tables)
    return {
        table.name: unit.connection.execute(delete(table).where(table.c.account_id == unit.account_id)).rowcount
        for table in tables
    }


def page(unit: Unit, window: Window) -> list[Record]:
    """Return the tokens of a window, and one more when there is a next page."""
    return [_listed(row) for row in TOKENS.page(unit, window)]


def _listed(row: Record) -> Record:
    return {**row, "scopes": [Access(scope) for scope in row["scopes"].split()]}
