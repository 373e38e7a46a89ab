"""Accounts, the tokens that open them, and the answers kept for idempotency keys."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, Index, UniqueConstraint, text
from sqlmodel import Field

from api.models.base import CLUSTERED, Base, Identifier, InstantColumn, Owned, Resource, SortedText


class Account(Base, table=True):
    """One candidate's whole world. `revision` grows by one with every write to it.

    `issuer` and `subject` say who an account is for that was made for a sign-in elsewhere. Its id is derived from them,
    so that neither is ever searched for. `settled_by` names the rules by which the `settled_from` of its interviews
    were worked out, null for none yet: by other rules they are worth nothing.

    `announced` holds the events that its webhooks ask for, separated by spaces, null where none asks. Only then has it
    a `wakes_at`: when the worker is to look at it next, along the index that leaves out all other accounts. As far as
    that rests on the policy, `wakes_by` names the rules that it was worked out by.
    """

    __tablename__ = "accounts"
    __table_args__ = (
        Index(
            None,
            "wakes_at",
            sqlite_where=text("wakes_at IS NOT NULL"),
            postgresql_where=text("wakes_at IS NOT NULL"),
        ),
        CLUSTERED,
    )

    account_id: str = Field(primary_key=True, sa_type=Identifier)
    name: str
    revision: int = Field(sa_type=BigInteger)
    created_at: datetime = Field(sa_type=InstantColumn)
    issuer: str | None
    subject: str | None
    settled_by: str | None
    announced: str | None
    wakes_at: datetime | None = Field(sa_type=InstantColumn)
    wakes_by: str | None


class Token(Resource, table=True):
    """A bearer token, of which only the hash is kept. `prefix` is shown to tell one from another.

    `last_used_at` is to within an hour, and written without a new revision.
    """

    __tablename__ = "tokens"
    __table_args__ = (UniqueConstraint("account_id", "digest"), CLUSTERED)

    name: str = Field(sa_type=SortedText)
    prefix: str
    digest: bytes
    scopes: str
    """Separated by spaces."""
    expires_at: datetime | None = Field(sa_type=InstantColumn)
    last_used_at: datetime | None = Field(sa_type=InstantColumn)


class IdempotencyKey(Owned, table=True):
    """The first answer to a request that carried a key, written with the request's own effect.

    The index on the time is for the purge alone, which looks at every account's.
    """

    __tablename__ = "idempotency_keys"
    __table_args__ = (Index(None, "created_at"),)

    key: str = Field(primary_key=True)
    fingerprint: bytes
    status: int
    headers: dict[str, Any] = Field(sa_type=JSON)
    body: bytes
    created_at: datetime = Field(sa_type=InstantColumn)
