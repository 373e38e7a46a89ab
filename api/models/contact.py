"""Contacts: the people."""

from sqlalchemy import Index
from sqlmodel import Field

from api.models.base import CLUSTERED, Identifier, Resource, SortedText, within_account


class Contact(Resource, table=True):
    """A person at an organization, or a referee, who has none."""

    __tablename__ = "contacts"
    __table_args__ = (
        within_account("organization_id", "organizations"),
        Index(None, "account_id", "created_at", "id"),
        Index(None, "account_id", "organization_id"),
        CLUSTERED,
    )

    organization_id: str | None = Field(sa_type=Identifier)
    name: str = Field(sa_type=SortedText)
    name_confirmed: bool
    job_title: str | None
    email: str | None
    phone: str | None
    postal_address: str | None
    notes: str | None
