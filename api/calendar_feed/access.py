"""The token in a feed's address: it opens the calendar of its account, and nothing else.

Calendar programs send no headers of ours, so that it stands in the query: `/calendar.ics?token=awc_…`. It names its
account, as our other tokens do; only its SHA-256 is stored. Those others open the calendar as well, in the header where
they belong, as far as they may read.
"""

import hmac
import re
from collections.abc import Awaitable, Sequence
from uuid import UUID

from sqlalchemy import bindparam, select
from starlette.requests import Request

from api.db import ACCOUNTS, Database, State
from api.models import CalendarFeed
from api.web.auth import Access, Caller, NewToken, digest, new_token, refusal
from api.web.keeping import KeptRoute

KIND = "awc"
PARAMETER = "token"

_TOKEN = re.compile(rf"{KIND}_([0-9a-f]{{32}})_[A-Za-z0-9_-]{{43}}")
_FEEDS = CalendarFeed.__table__
_OPENED = (
    select(ACCOUNTS.c.created_at, ACCOUNTS.c.revision, _FEEDS.c.digest)
    .join_from(_FEEDS, ACCOUNTS, _FEEDS.c.account_id == ACCOUNTS.c.account_id)
    .where(_FEEDS.c.account_id == bindparam("account"))
)


def new_feed_token(account_id: str) -> NewToken:
    """Return a fresh token for the address of an account's calendar."""
    return new_token(account_id, KIND)


async def _opened_by(tokens: Sequence[str], database: Database) -> Caller:
    """Return whose calendar the token in an address opens; raise `Unauthenticated`, always in the same words."""
    named = _TOKEN.fullmatch(tokens[0])
    if named is None or len(tokens) > 1:
        raise refusal(given=True)
    account_id, asked = str(UUID(named[1])), digest(named[0])
    found = await database.glance(account_id, _OPENED, {"account": account_id})
    if found is None:
        raise refusal(given=True)
    founded_at, revision, stored = found
    if not hmac.compare_digest(stored, asked):
        raise refusal(given=True)
    return Caller(account_id, asked.hex(), State(founded_at, revision), frozenset({Access.READ}))


class FeedRoute(KeptRoute):
    """A route that the token in a feed's address opens, as no other does. A header beside that does not count."""

    def identify(self, request: Request) -> Awaitable[Caller]:
        """Find out whose calendar is asked for; raise `Unauthenticated`."""
        tokens = request.query_params.getlist(PARAMETER)
        return _opened_by(tokens, request.app.state.database) if tokens else super().identify(request)
