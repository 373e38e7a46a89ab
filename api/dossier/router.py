"""`/export` and `/import`."""

import asyncio

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.dossier import service
from api.dossier.schemas import Dossier, Imported
from api.web.access import Creating, Listing, render
from api.web.documents import json_body, problems
from api.web.idempotency import Answer
from api.web.keeping import JSON
from api.web.problems import AlreadyExists, Overloaded
from api.web.routing import Route, StrictRequest

IMPORT_LIMIT = 64_000_000


class ImportRequest(StrictRequest):
    """A request that may bring a whole account."""

    body_limit = IMPORT_LIMIT


class ImportRoute(Route):
    """A route for bodies as large as an account."""

    request_class = ImportRequest


router = APIRouter(tags=["account"], route_class=ImportRoute)


@router.get("/export", response_model=Dossier)
async def export_account(listing: Listing) -> Response:
    """Export the account.

    Everything in it as one dossier, with ids and instants. Imported into an empty account, it exports the same again.
    """
    return Response(await listing.read(service.export, long=True), 200, media_type=JSON)


@router.post(
    "/import",
    response_model=Imported,
    responses=problems(AlreadyExists, Overloaded),
    openapi_extra=json_body(Dossier),
)
async def import_dossier(creating: Creating, request: Request) -> Response:
    """Import a dossier.

    All of it or nothing: an id that the account has already is 409, anything wrong is 422, each with up to 100
    pointers. Ids are UUIDs, and are kept. Up to 64 MB.
    """
    # Not a parameter: FastAPI would check it on the event loop, and without being told that the ids are to be kept.
    await request.body()  # what is slow to come keeps nobody waiting
    async with request.app.state.turns.turn(creating.caller.account_id):
        dossier = await asyncio.to_thread(service.checked, await request.json())
    return await creating.answer(lambda unit: Answer(200, render(service.load(unit, dossier))))
