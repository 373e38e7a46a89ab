"""Contacts on the wire: people at an employer, and referees, who belong to none."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field, StrictBool

from api.policy.facts import Role
from api.web.pagination import SORTS, ListQuery, Page
from api.web.types import EmailAddress, Id, LongText, Name, PhoneNumber, Schema, ShortText, Stored, Tagged, absent

EXAMPLE: dict[str, Any] = {
    "organization_id": "0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70",
    "name": "Ann Ames",
    "name_confirmed": True,
    "job_title": "Head of Analytics",
    "email": "ann.ames@example.org",
    "phone": "+44 20 7946 0018",
    "postal_address": "Acme Ltd, 12 Example Street, London EC1A 1BB",
    "notes": "Runs the team that the position is in",
}
EXAMPLE_STORED: dict[str, Any] = {
    "id": "0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
    **EXAMPLE,
    "created_at": "2026-02-23T15:04:05Z",
    "updated_at": "2026-03-02T11:20:00Z",
}


class ContactFields(Schema):
    """What is said of a contact, wherever it appears."""

    organization_id: Id | None = Field(default=None, description="Null for a referee")
    name: Name
    name_confirmed: StrictBool = Field(default=False, description="Whether the spelling is known for sure")
    job_title: Name | None = None
    email: EmailAddress | None = None
    phone: PhoneNumber | None = None
    postal_address: ShortText | None = None
    notes: LongText | None = None


class ContactCreate(ContactFields):
    """A contact to be kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})


class ContactUpdate(Schema):
    """A merge patch of a contact: what is left out stays, null clears or resets to the default."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"name_confirmed": True, "phone": None}]})

    organization_id: Id | None = absent()
    name: Name = absent()
    name_confirmed: StrictBool | None = absent()
    job_title: Name | None = absent()
    email: EmailAddress | None = absent()
    phone: PhoneNumber | None = absent()
    postal_address: ShortText | None = absent()
    notes: LongText | None = absent()


class ContactPublic(ContactFields, Stored):
    """A contact as it is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_STORED]})


class ContactItem(ContactPublic, Tagged):
    """A contact in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "etag": '"17"'}]})


class ContactPage(Page[ContactItem]):
    """A page of contacts."""


class ContactQuery(ListQuery):
    """Which contacts, and in which order."""

    q: Annotated[Name | None, Field(description="Part of the name, job title, email or notes, in any case")] = None
    organization_id: Id | None = Field(None, description="Only people at this organization")
    interview_id: Id | None = Field(None, description="Only people who take part in this interview")
    role: Role | None = Field(None, description="Only people with this role, in `interview_id` or in any interview")
    name_confirmed: bool | None = Field(
        None, description="Only people the spelling of whose name is, or is not, confirmed"
    )
    sort: Annotated[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name"], SORTS] = (
        "created_at"
    )
