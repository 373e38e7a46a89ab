"""Organizations: the employers."""

from sqlalchemy import Index
from sqlmodel import Field

from api.models.base import CLUSTERED, Resource, SortedText, choice
from api.policy.facts import Culture


class Organization(Resource, table=True):
    """An employer, with what decides how and when it may be approached."""

    __tablename__ = "organizations"
    __table_args__ = (Index(None, "account_id", "created_at", "id"), CLUSTERED)

    name: str = Field(sa_type=SortedText)
    culture: Culture = Field(sa_type=choice(Culture))
    timezone: str
    country: str | None
