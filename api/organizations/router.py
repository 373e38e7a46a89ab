"""`/organizations`."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.organizations import service
from api.organizations.schemas import (
    OrganizationCreate,
    OrganizationPage,
    OrganizationPublic,
    OrganizationQuery,
    OrganizationUpdate,
)
from api.web.access import Changing, Creating, Listing, PathId, Reading
from api.web.documents import problems
from api.web.keeping import KeptRoute
from api.web.problems import InUse

router = APIRouter(prefix="/organizations", tags=["organizations"], route_class=KeptRoute)


@router.get("", response_model=OrganizationPage)
async def list_organizations(listing: Listing, query: Annotated[OrganizationQuery, Query()]) -> Response:
    """List organizations."""
    return await listing.page(lambda unit: service.page(unit, query))


@router.post("", status_code=201, response_model=OrganizationPublic)
async def create_organization(creating: Creating, body: OrganizationCreate) -> Response:
    """Create an organization.

    Its culture settles how hard to chase, its time zone and country what its business hours are.
    """
    return await creating.create(lambda unit: service.create(unit, body))


@router.get("/{id}", response_model=OrganizationPublic)
async def get_organization(reading: Reading, id: PathId) -> Response:
    """Get an organization."""
    return await reading.one(lambda unit: service.get(unit, id))


@router.patch("/{id}", response_model=OrganizationPublic)
async def update_organization(changing: Changing, id: PathId, body: OrganizationUpdate) -> Response:
    """Change an organization.

    A JSON Merge Patch. Every action of its interviews follows the change at once.
    """
    return await changing.change(lambda unit: service.update(unit, id, body, changing.expected))


@router.delete("/{id}", status_code=204, responses=problems(InUse))
async def delete_organization(changing: Changing, id: PathId) -> Response:
    """Delete an organization.

    Refused while contacts or interviews refer to it.
    """
    return await changing.delete(lambda unit: service.delete(unit, id, changing.expected))
