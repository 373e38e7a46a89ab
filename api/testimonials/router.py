"""`/testimonials`."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.testimonials import service
from api.testimonials.schemas import (
    TestimonialCreate,
    TestimonialPage,
    TestimonialPublic,
    TestimonialQuery,
    TestimonialUpdate,
)
from api.web.access import Changing, Creating, Listing, PathId, Reading
from api.web.keeping import KeptRoute

router = APIRouter(prefix="/testimonials", tags=["testimonials"], route_class=KeptRoute)


@router.get("", response_model=TestimonialPage)
async def list_testimonials(listing: Listing, query: Annotated[TestimonialQuery, Query()]) -> Response:
    """List testimonials."""
    return await listing.page(lambda unit: service.page(unit, query))


@router.post("", status_code=201, response_model=TestimonialPublic)
async def create_testimonial(creating: Creating, body: TestimonialCreate) -> Response:
    """Create a testimonial.

    Words about you that may be quoted. They are offered as enclosures of a thank-you by email or letter.
    """
    return await creating.create(lambda unit: service.create(unit, body))


@router.get("/{id}", response_model=TestimonialPublic)
async def get_testimonial(reading: Reading, id: PathId) -> Response:
    """Get a testimonial."""
    return await reading.one(lambda unit: service.get(unit, id))


@router.patch("/{id}", response_model=TestimonialPublic)
async def update_testimonial(changing: Changing, id: PathId, body: TestimonialUpdate) -> Response:
    """Change a testimonial.

    A JSON Merge Patch.
    """
    return await changing.change(lambda unit: service.update(unit, id, body, changing.expected))


@router.delete("/{id}", status_code=204)
async def delete_testimonial(changing: Changing, id: PathId) -> Response:
    """Delete a testimonial."""
    return await changing.delete(lambda unit: service.delete(unit, id, changing.expected))
