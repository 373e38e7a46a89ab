"""What clients send and get about organizations."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from api.policy.facts import Culture
from api.web.pagination import SORTS, ListQuery, Page
from api.web.types import CountryCode, Name, Schema, Stored, Tagged, TimeZoneName, absent

_Culture = Annotated[Culture, Field(description="How it takes persistence; settles how hard to chase")]
_TimeZone = Annotated[TimeZoneName, Field(description="Where its office hours are kept; an interview may differ")]
_Country = Annotated[CountryCode, Field(description="Whose public holidays it keeps")]

EXAMPLE: dict[str, Any] = {"name": "Initech", "culture": "reserved", "timezone": "Europe/London", "country": "GB-ENG"}
EXAMPLE_STORED: dict[str, Any] = {
    "id": "0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70",
    **EXAMPLE,
    "created_at": "2026-02-23T15:02:41Z",
    "updated_at": "2026-03-02T11:20:00Z",
}


class OrganizationFields(Schema):
    """What is said of an organization, wherever it appears."""

    name: Name
    culture: _Culture = Culture.BALANCED
    timezone: _TimeZone = "UTC"
    country: _Country | None = None


class OrganizationCreate(OrganizationFields):
    """An organization to be kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})


class OrganizationUpdate(Schema):
    """A merge patch of an organization: what is left out stays, null clears or resets to the default."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"culture": "assertive", "country": None}]})

    name: Name = absent()
    culture: _Culture | None = absent()
    timezone: _TimeZone | None = absent()
    country: _Country | None = absent()


class OrganizationPublic(OrganizationFields, Stored):
    """An organization as it is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_STORED]})


class OrganizationItem(OrganizationPublic, Tagged):
    """An organization in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "etag": '"17"'}]})


class OrganizationPage(Page[OrganizationItem]):
    """A page of organizations."""


class OrganizationQuery(ListQuery):
    """Which organizations, and in which order."""

    q: Annotated[Name | None, Field(description="Part of the name, in any case")] = None
    culture: Culture | None = Field(None, description="Only those that take persistence like this")
    country: CountryCode | None = Field(
        None, description="Only those that keep the public holidays of this country or region"
    )
    timezone: TimeZoneName | None = Field(None, description="Only those that keep their office hours here")
    sort: Annotated[Literal["created_at", "-created_at", "updated_at", "-updated_at", "name", "-name"], SORTS] = (
        "created_at"
    )
