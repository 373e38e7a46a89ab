"""What can be done with an account and its tokens, within one unit of work."""

from collections.abc import Sequence
from datetime import datetime

from api.accounts import repository
from api.accounts.repository import TOKENS
from api.accounts.schemas import AccountPublic, TokenCreate, TokenCreated, TokenPage, TokenQuery
from api.db import Unit, WriteUnit
from api.web.auth import Access, Caller, new_token
from api.web.etag import Precondition, Version
from api.web.lookups import existing
from api.web.problems import Invalid


def get_account(unit: Unit) -> Version[AccountPublic]:
    """Return the account; raise `UnknownAccountError`. Its revision is the last of all that belongs to it."""
    row = repository.account(unit)
    return Version(AccountPublic.model_construct(**row), row["revision"])


def erase(unit: WriteUnit) -> dict[str, int]:
    """Forget the account and all that belongs to it. Return how many rows that were, by table."""
    return repository.erase(unit)


def page(unit: Unit, query: TokenQuery) -> TokenPage:
    """Return one page of the account's tokens."""
    window = TokenPage.window(query)
    return TokenPage.of(repository.page(unit, window), window)


def create(unit: WriteUnit, new: TokenCreate, caller: Caller) -> Version[TokenCreated]:
    """Make a token that can do no more than the caller's own; raise `Forbidden` or `Invalid`."""
    for scope in new.scopes:
        caller.require(scope)
    if new.expires_at is not None and new.expires_at <= unit.now:
        raise Invalid.at("/expires_at", "past", "Must lie in the future")
    return issue(unit, new.name, new.scopes, new.expires_at)


def issue(
    unit: WriteUnit, name: str, scopes: Sequence[Access] = tuple(Access), expires_at: datetime | None = None
) -> Version[TokenCreated]:
    """Make a token, whoever asks."""
    token = new_token(unit.account_id)
    row = TOKENS.insert(
        unit,
        {
            "name": name,
            "prefix": token.prefix,
            "digest": token.digest,
            "scopes": " ".join(scopes),
            "expires_at": expires_at,
            "last_used_at": None,
        },
    )
    return Version(
        TokenCreated.model_construct(**{**row, "scopes": list(scopes), "token": token.text}), row["revision"]
    )


def delete(unit: WriteUnit, id: str, expected: Precondition) -> None:
    """Revoke a token; raise `NotFound` or `PreconditionFailed`."""
    expected.check(existing(unit, TOKENS, id)["revision"])
    TOKENS.delete(unit, id)
