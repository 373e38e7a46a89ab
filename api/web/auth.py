"""Bearer tokens: who is calling, and what for.

A token is `aw_<account id as 32 hex digits>_<secret>`. It names its account, so that a database spread over many
machines knows where to look; only its SHA-256 is stored.
"""

import hashlib
import re
import secrets
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from starlette.requests import Request

from api.db import Database, State, Unit
from api.models import Account, Token
from api.web.problems import Forbidden, Unauthenticated

_TOKEN = re.compile(r"aw_([0-9a-f]{32})_[A-Za-z0-9_-]{43}")
_SHOWN_OF_SECRET = 6

TOKENS, ACCOUNTS = Token.__table__.c, Account.__table__.c
_CALLER = (
    select(ACCOUNTS.created_at, ACCOUNTS.revision, TOKENS.scopes, TOKENS.expires_at)
    .join_from(Token.__table__, Account.__table__, TOKENS.account_id == ACCOUNTS.account_id)
    .where(TOKENS.account_id == bindparam("account"), TOKENS.digest == bindparam("digest"))
)
"""Put together once: that takes longer than running it."""


class Access(StrEnum):
    """What a token may be for: its scopes."""

    READ = "read"
    WRITE = "write"


class NewToken(NamedTuple):
    """A token just made. `text` is shown once and kept nowhere; `prefix` tells it from others in a list."""

    text: str
    prefix: str
    digest: bytes


@dataclass(frozen=True, slots=True)
class Caller:
    """Whose token came with the request. `state` is the account's when the token was looked up."""

    account_id: str
    state: State
    scopes: frozenset[str]

    def require(self, scope: Access) -> None:
        """Raise `Forbidden` unless the token is good for this."""
        if scope not in self.scopes:
            raise Forbidden(
                f"The token's scopes lack `{scope}`",
                headers={"WWW-Authenticate": f'Bearer realm="afterword", error="insufficient_scope", scope="{scope}"'},
            )


def new_token(account_id: str) -> NewToken:
    """Return a fresh token for an account."""
    opening, secret = f"aw_{UUID(account_id).hex}_", secrets.token_urlsafe(32)
    return NewToken(opening + secret, opening + secret[:_SHOWN_OF_SECRET], _digest(opening + secret))


async def authenticate(request: Request) -> Caller:
    """Return whose bearer token the request carries; raise `Unauthenticated`, always in the same words."""
    database: Database = request.app.state.database
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    named = _TOKEN.fullmatch(text.strip())
    if scheme.lower() != "bearer" or not named:
        raise _refusal(given=bool(text))
    account_id, digest = str(UUID(named[1])), _digest(named[0])
    caller = await database.read(account_id, lambda unit: _look_up(unit, digest))
    if caller is None:
        raise _refusal(given=True)
    return caller


def _look_up(unit: Unit, digest: bytes) -> Caller | None:
    """Find the token and its account's revision in one query."""
    found = unit.connection.execute(_CALLER, {"account": unit.account_id, "digest": digest}).first()
    if found is None or (found.expires_at is not None and found.expires_at <= unit.now):
        return None
    return Caller(unit.account_id, State(found.created_at, found.revision), frozenset(found.scopes.split()))


def _digest(token: str) -> bytes:
    return hashlib.sha256(token.encode()).digest()


def _refusal(*, given: bool) -> Unauthenticated:
    challenge = 'Bearer realm="afterword"' + (', error="invalid_token"' if given else "")
    return Unauthenticated(headers={"WWW-Authenticate": challenge})
