"""Calendar feeds: the secret address of each account's calendar, and what was published there last."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from api.models.base import CLUSTERED, InstantColumn, Owned, Versioned


class CalendarFeed(Versioned, table=True):
    """The address of an account's calendar, of which only the hash of its token is kept: one an account."""

    __tablename__ = "calendar_feeds"
    __table_args__ = (CLUSTERED,)

    prefix: str
    digest: bytes
    created_at: datetime = Field(sa_type=InstantColumn)


class CalendarPublication(Owned, table=True):
    """What an account's calendar says: each entry as it was published last, with how often it has changed.

    It is up to date for the account in one of its states, by the same rules, before `until` (null for good); else the
    next reading works it out anew. `number` grows with each publication, so that none is built on an older one than
    it replaces.
    """

    __tablename__ = "calendar_publications"

    founded_at: datetime = Field(sa_type=InstantColumn)
    revision: int = Field(sa_type=BigInteger)
    rules: str
    until: datetime | None = Field(sa_type=InstantColumn)
    number: int = Field(sa_type=BigInteger)
    content: bytes
