"""Testimonials: words about the candidate that may be quoted."""

from sqlalchemy import Index
from sqlmodel import Field

from api.models.base import CLUSTERED, Resource, SortedText


class Testimonial(Resource, table=True):
    """One of the account's own references in writing."""

    __tablename__ = "testimonials"
    __table_args__ = (Index(None, "account_id", "created_at", "id"), CLUSTERED)

    author: str = Field(sa_type=SortedText)
    quote: str
    source_url: str | None
