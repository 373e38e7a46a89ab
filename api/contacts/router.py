"""`/contacts`."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.contacts import service
from api.contacts.schemas import ContactCreate, ContactPage, ContactPublic, ContactQuery, ContactUpdate
from api.web.access import Changing, Creating, Listing, PathId, Reading
from api.web.documents import problems
from api.web.keeping import KeptRoute
from api.web.problems import InUse

router = APIRouter(prefix="/contacts", tags=["contacts"], route_class=KeptRoute)


@router.get("", response_model=ContactPage)
async def list_contacts(listing: Listing, query: Annotated[ContactQuery, Query()]) -> Response:
    """List contacts."""
    return await listing.page(lambda unit: service.page(unit, query))


@router.post("", status_code=201, response_model=ContactPublic)
async def create_contact(creating: Creating, body: ContactCreate) -> Response:
    """Create a contact.

    Somebody at an employer, or, without an organization, a referee. The addresses on file settle which channels can be
    advised.
    """
    return await creating.create(lambda unit: service.create(unit, body))


@router.get("/{id}", response_model=ContactPublic)
async def get_contact(reading: Reading, id: PathId) -> Response:
    """Get a contact."""
    return await reading.one(lambda unit: service.get(unit, id))


@router.patch("/{id}", response_model=ContactPublic)
async def update_contact(changing: Changing, id: PathId, body: ContactUpdate) -> Response:
    """Change a contact.

    A JSON Merge Patch.
    """
    return await changing.change(lambda unit: service.update(unit, id, body, changing.expected))


@router.delete("/{id}", status_code=204, responses=problems(InUse))
async def delete_contact(changing: Changing, id: PathId) -> Response:
    """Delete a contact.

    Refused while an interview, a debrief's material or an interaction refers to it.
    """
    return await changing.delete(lambda unit: service.delete(unit, id, changing.expected))
