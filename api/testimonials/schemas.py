"""Testimonials on the wire: the account's own references in writing, offered as enclosures."""

from typing import Annotated, Any, Literal

from pydantic import ConfigDict, Field

from api.web.pagination import SORTS, ListQuery, Page
from api.web.types import LongText, Name, NotBlank, Schema, Stored, Tagged, Url, absent

EXAMPLE: dict[str, Any] = {
    "author": "Rae Ford, Director of Research at Globex",
    "quote": "The clearest forecasts we ever had, and delivered a week early.",
    "source_url": "https://example.org/recommendations/rae-ford",
}
EXAMPLE_STORED: dict[str, Any] = {
    "id": "0195a4c3-1f64-7d08-9e27-84b15a90c3ef",
    **EXAMPLE,
    "created_at": "2026-02-20T09:12:44Z",
    "updated_at": "2026-02-20T09:12:44Z",
}

Quote = Annotated[LongText, NotBlank]


class TestimonialFields(Schema):
    """What is said of a testimonial, wherever it appears."""

    author: Name
    quote: Quote
    source_url: Url | None = Field(default=None, description="Where it can be read in full")


class TestimonialCreate(TestimonialFields):
    """A testimonial to be kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})


class TestimonialUpdate(Schema):
    """A merge patch of a testimonial: what is left out stays, null clears."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"source_url": None}]})

    author: Name = absent()
    quote: Quote = absent()
    source_url: Url | None = absent()


class TestimonialPublic(TestimonialFields, Stored):
    """A testimonial as it is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_STORED]})


class TestimonialItem(TestimonialPublic, Tagged):
    """A testimonial in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "etag": '"17"'}]})


class TestimonialPage(Page[TestimonialItem]):
    """A page of testimonials."""


class TestimonialQuery(ListQuery):
    """Which testimonials, and in which order."""

    q: Annotated[Name | None, Field(description="Part of the author or the words, in any case")] = None
    sort: Annotated[Literal["created_at", "-created_at", "updated_at", "-updated_at", "author", "-author"], SORTS] = (
        "created_at"
    )
