"""Plans: what is to be done about an account, put into words once for all that the clock will make of it."""

from datetime import datetime

from sqlalchemy import BigInteger
from sqlmodel import Field

from api.models.base import InstantColumn, Owned


class Plan(Owned, table=True):
    """The plan of an account in one of its states. A cache: it is worth nothing to another state or by other rules.

    It holds from `since` on and before `until`, null for as long as nothing is recorded. `lines` says of each action
    and caution when it matters, and where in `texts` its words are.
    """

    __tablename__ = "plans"

    founded_at: datetime = Field(sa_type=InstantColumn)
    revision: int = Field(sa_type=BigInteger)
    rules: str
    since: datetime = Field(sa_type=InstantColumn)
    until: datetime | None = Field(sa_type=InstantColumn)
    lines: bytes
    texts: bytes
