"""Bearer tokens: who is calling, and what for.

A token of ours is `aw_<account id as 32 hex digits>_<secret>`. It names its account, so that a database spread over
many machines knows where to look; only its SHA-256 is stored. Where an issuer is configured, its access tokens are
taken too: whom they are for says which account is theirs, and the first of them makes it.
"""

import hashlib
import hmac
import re
import secrets
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from starlette.requests import Request
from starlette.types import Scope

from api.db import Database, State, Unit
from api.ids import sign_in_id
from api.models import Account, Token
from api.web.last_uses import LastUses
from api.web.oidc.sign_ins import IssuerUnavailableError, RefusedTokenError, SignIn, SignIns
from api.web.problems import Forbidden, Unauthenticated, Unavailable

_TOKEN = re.compile(r"aw_([0-9a-f]{8})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{4})([0-9a-f]{12})_[A-Za-z0-9_-]{43}")
_SHOWN_OF_SECRET = 6
_CALLER_OR_FAILURE = "caller_or_failure"
"""Where a request's state says who it is from."""

TOKENS, ACCOUNTS = Token.__table__.c, Account.__table__.c


class _Found(NamedTuple):
    """A token of ours and the state of its account: the columns of `_CALLER`."""

    founded_at: datetime
    revision: int
    token_id: str
    digest: bytes
    scopes: str
    expires_at: datetime | None
    last_used_at: datetime | None


_CALLER = (
    select(
        ACCOUNTS.created_at,
        ACCOUNTS.revision,
        TOKENS.id,
        TOKENS.digest,
        TOKENS.scopes,
        TOKENS.expires_at,
        TOKENS.last_used_at,
    )
    .join_from(Token.__table__, Account.__table__, TOKENS.account_id == ACCOUNTS.account_id)
    .where(TOKENS.account_id == bindparam("account"), TOKENS.digest == bindparam("digest"))
)
_ACCOUNT = select(ACCOUNTS.created_at, ACCOUNTS.revision, ACCOUNTS.issuer, ACCOUNTS.subject).where(
    ACCOUNTS.account_id == bindparam("account")
)
"""Both put together once: that takes longer than running them."""


class Access(StrEnum):
    """What a token may be for: its scopes."""

    READ = "read"
    WRITE = "write"


class NewToken(NamedTuple):
    """A token just made. `text` is shown once and kept nowhere; `prefix` tells it from others in a list."""

    text: str
    prefix: str
    digest: bytes


class Caller(NamedTuple):
    """Whose token came with the request. `state` is the account's when the token was looked up.

    `key` names whose requests are counted together: those of a token of ours, or of an account that is signed in to.
    `scope_prefix` is what the scopes are called by where they were granted.
    """

    account_id: str
    key: str
    state: State
    scopes: frozenset[str]
    scope_prefix: str = ""

    def require(self, scope: Access) -> None:
        """Raise `Forbidden` unless the token is good for this."""
        if scope not in self.scopes:
            raise _lacking(f"{self.scope_prefix}{scope}")


def new_token(account_id: str, kind: str = "aw") -> NewToken:
    """Return a fresh token for an account. Its `kind`, which it begins with, says what it is good for."""
    opening, secret = f"{kind}_{UUID(account_id).hex}_", secrets.token_urlsafe(32)
    return NewToken(opening + secret, opening + secret[:_SHOWN_OF_SECRET], digest(opening + secret))


async def authenticate(request: Request) -> Caller:
    """Return whose bearer token the request carries; raise `Unauthenticated`, always in the same words.

    Raises `Unavailable` where the issuer of the token would have to be asked, and does not answer. What it
    finds out, or fails with, is the same for the rest of the request.
    """
    found: Caller | Exception | None = request.scope["state"].get(_CALLER_OR_FAILURE)
    if found is None:
        try:
            found = await _authenticated(request)
        except Exception as failure:  # noqa: BLE001 - raised below
            found = failure
        request.scope["state"][_CALLER_OR_FAILURE] = found
    if isinstance(found, Exception):
        raise found
    return found


def caller_of(scope: Scope) -> Caller | None:
    """Return whose request it was, as far as that was found out; None where it was refused, or needs no token."""
    state = scope["state"]
    found = state.get("caller", state.get(_CALLER_OR_FAILURE))
    return found if isinstance(found, Caller) else None


async def _authenticated(request: Request) -> Caller:
    state = request.app.state
    database: Database = state.database
    scheme, _, text = request.headers.get("authorization", "").partition(" ")
    named = _TOKEN.fullmatch(text.strip())
    if scheme.lower() != "bearer":
        raise refusal(given=bool(text))
    if not named:
        return await _signed_in(database, state.sign_ins, text.strip())
    account_id, asked = "-".join(named.groups()), digest(named[0])
    caller = await _look_up(database, account_id, asked, state.last_uses)
    if caller is None:
        raise refusal(given=True)
    return caller


async def _look_up(database: Database, account_id: str, asked: bytes, uses: LastUses) -> Caller | None:
    """Find the token and its account's state in one query, and note its use."""
    row = await database.glance(account_id, _CALLER, {"account": account_id, "digest": asked})
    if row is None:
        return None
    found, now = _Found(*row), database.clock()
    if not hmac.compare_digest(found.digest, asked) or (found.expires_at is not None and found.expires_at <= now):
        return None
    uses.note(account_id, found.token_id, found.last_used_at, now)
    return Caller(account_id, asked.hex(), State(found.founded_at, found.revision), frozenset(found.scopes.split()))


async def _signed_in(database: Database, sign_ins: SignIns | None, text: str) -> Caller:
    """Return who is calling with an access token of the issuer, with an account made by now at the latest."""
    if sign_ins is None or not text:
        raise refusal(given=bool(text))
    try:
        sign_in = await sign_ins.identify(text)
    except RefusedTokenError as error:
        raise refusal(given=True, said=error.said) from None
    except IssuerUnavailableError as error:
        raise Unavailable("The issuer of the token does not answer", retry_after=error.retry_after) from None
    if not sign_in.scopes:
        raise _lacking(f"{sign_in.scope_prefix}{Access.READ}")
    account_id = sign_in_id(sign_in.issuer, sign_in.subject)
    caller = await database.read(account_id, lambda unit: _find(unit, sign_in))
    if caller is None:
        await database.admit(account_id, sign_in.issuer, sign_in.subject)
        caller = await database.read(account_id, lambda unit: _find(unit, sign_in))
    if caller is None:  # deleted at once
        raise refusal(given=True)
    return caller


def _find(unit: Unit, sign_in: SignIn) -> Caller | None:
    """Find the account of a sign-in, and its state, in one query."""
    found = unit.connection.execute(_ACCOUNT, {"account": unit.account_id}).first()
    if found is None:
        return None
    if (found.issuer, found.subject) != (sign_in.issuer, sign_in.subject):  # an id is a hash, and this is its proof
        raise refusal(given=True)
    state = State(found.created_at, found.revision)
    return Caller(unit.account_id, unit.account_id, state, sign_in.scopes, sign_in.scope_prefix)


def digest(token: str) -> bytes:
    """Return what is stored of a token."""
    return hashlib.sha256(token.encode()).digest()


def _lacking(scope: str) -> Forbidden:
    challenge = f'Bearer realm="afterword", error="insufficient_scope", scope="{scope}"'
    return Forbidden(f"The token's scopes lack `{scope}`", headers={"WWW-Authenticate": challenge})


def refusal(*, given: bool, said: str | None = None) -> Unauthenticated:
    """Return the answer to a caller without a valid token; `given` says whether there was one.

    `said` is for those alone who hold a token that the issuer signed.
    """
    challenge = 'Bearer realm="afterword"' + (', error="invalid_token"' if given else "")
    if said is not None:
        challenge += f', error_description="{said}"'
    return Unauthenticated(headers={"WWW-Authenticate": challenge})
