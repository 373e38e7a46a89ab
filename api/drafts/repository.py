"""Who writes: the one thing a draft needs that the policy's facts do not hold."""

from sqlalchemy import Table, select

from api.db import Unit, UnknownAccountError
from api.models import Account

_ACCOUNTS: Table = Account.__table__


def sender(unit: Unit) -> str:
    """Return the account's name; raise `UnknownAccountError`."""
    statement = select(_ACCOUNTS.c.name).where(_ACCOUNTS.c.account_id == unit.account_id)
    name: str | None = unit.connection.execute(statement).scalar()
    if name is None:  # gone since its token was looked up
        raise UnknownAccountError
    return name
