"""When each token was last used: noted while a request is answered, and written down beside the requests."""

from datetime import datetime, timedelta
from functools import partial
from typing import Any

from sqlalchemy import bindparam, or_, update

from api.db import Database, Unit
from api.models import Token
from api.web.flushing import Flushed

RECENT = timedelta(hours=1)
"""A use within this time of one that is stored is not worth a write."""

_TOKENS = Token.__table__.c
_USED = (
    update(Token.__table__)
    .where(
        _TOKENS.account_id == bindparam("account"),
        _TOKENS.id == bindparam("token"),
        or_(_TOKENS.last_used_at.is_(None), _TOKENS.last_used_at <= bindparam("stale")),
    )
    .values(last_used_at=bindparam("used"))
)


class LastUses(Flushed):
    """The uses that are worth a write and are not written yet: one a token at most.

    A process that is killed loses those of the last half minute, and so does one whose database is away just then.
    Either way the next use is noted again.
    """

    def __init__(self, database: Database) -> None:
        super().__init__()
        self._database = database
        self._noted: dict[tuple[str, str], datetime] = {}

    def note(self, account_id: str, token_id: str, last: datetime | None, now: datetime) -> None:
        """Note that a token is used now, which was `last` known to be used then."""
        if last is None or now - last >= RECENT:
            self._noted[account_id, token_id] = now

    async def flush(self) -> None:
        """Write down what is noted. No account gets a new revision from it, and no resource a new ETag."""
        noted, self._noted = self._noted, {}
        for (account_id, token_id), used in noted.items():
            values = {"account": account_id, "token": token_id, "used": used, "stale": used - RECENT}
            await self._database.amend(account_id, partial(_write, values=values))


def _write(unit: Unit, *, values: dict[str, Any]) -> None:
    unit.connection.execute(_USED, values)
