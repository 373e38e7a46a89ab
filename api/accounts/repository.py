"""Accounts and tokens in the database."""

from sqlalchemy import Table, select

from api.db import Unit
from api.models import Account, Token
from api.rows import Record, Rows, Window
from api.web.auth import Access

TOKENS = Rows(Token)
_ACCOUNTS: Table = Account.__table__


def account(unit: Unit) -> Record:
    """Return the unit's account, under the names that clients know."""
    columns = _ACCOUNTS.c
    statement = select(
        columns.account_id.label("id"),
        columns.name,
        columns.revision,
        columns.created_at,
        columns.created_at.label("updated_at"),  # nothing can change it yet
    ).where(columns.account_id == unit.account_id)
    return unit.connection.execute(statement).one()._asdict()


def page(unit: Unit, window: Window) -> list[Record]:
    """Return the tokens of a window, and one more when there is a next page."""
    return [_listed(row) for row in TOKENS.page(unit, window)]


def _listed(row: Record) -> Record:
    return {**row, "scopes": [Access(scope) for scope in row["scopes"].split()]}
