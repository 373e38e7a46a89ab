"""Testimonials: words about the candidate that may be quoted."""

from sqlalchemy import Index

from api.models.base import CLUSTERED, Resource


class Testimonial(Resource, table=True):
    """One of the account's own references in writing."""

    __tablename__ = "testimonials"
    __table_args__ = (Index(None, "account_id", "created_at", "id"), CLUSTERED)

    author: str
    quote: str
    source_url: str | None
