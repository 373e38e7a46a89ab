"""`/interactions`."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.interactions import service
from api.interactions.schemas import (
    InteractionCreate,
    InteractionCreated,
    InteractionPage,
    InteractionPublic,
    InteractionQuery,
    InteractionUpdate,
)
from api.web.access import Changing, Creating, Listing, PathId, Reading
from api.web.keeping import KeptRoute

router = APIRouter(prefix="/interactions", tags=["interactions"], route_class=KeptRoute)


@router.get("", response_model=InteractionPage)
async def list_interactions(listing: Listing, query: Annotated[InteractionQuery, Query()]) -> Response:
    """List interactions."""
    return await listing.page(lambda unit: service.page(unit, query))


@router.post("", status_code=201, response_model=InteractionCreated)
async def create_interaction(creating: Creating, body: InteractionCreate) -> Response:
    """Record an interaction.

    What happened, either way; that is what closes a proposed action. One that breaks etiquette is kept as well, and
    `findings` says which rules it broke.
    """
    return await creating.create(lambda unit: service.create(unit, body))


@router.get("/{id}", response_model=InteractionPublic)
async def get_interaction(reading: Reading, id: PathId) -> Response:
    """Get an interaction."""
    return await reading.one(lambda unit: service.get(unit, id))


@router.patch("/{id}", response_model=InteractionPublic)
async def update_interaction(changing: Changing, id: PathId, body: InteractionUpdate) -> Response:
    """Correct an interaction.

    A JSON Merge Patch.
    """
    return await changing.change(lambda unit: service.update(unit, id, body, changing.expected))


@router.delete("/{id}", status_code=204)
async def delete_interaction(changing: Changing, id: PathId) -> Response:
    """Delete an interaction.

    What it had closed is proposed again.
    """
    return await changing.delete(lambda unit: service.delete(unit, id, changing.expected))
