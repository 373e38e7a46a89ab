"""`/export` and `/import`."""

import asyncio
from contextlib import ExitStack
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Path, Query, Request
from pydantic_core import to_json
from starlette.responses import Response

from api.dossier import forms, service
from api.dossier.lines import Lines
from api.dossier.parts import KINDS, Form, Part
from api.dossier.schemas import EXAMPLE, Dossier, ExportQuery, Imported, ImportQuery
from api.web.access import Creating, Listing, render
from api.web.documents import either_body, json_body, problems, text_body
from api.web.idempotency import Answer
from api.web.negotiation import preferred
from api.web.problems import AlreadyExists, Overloaded
from api.web.routing import JSON, Route, StrictRequest

IMPORT_LIMIT = 64_000_000
NDJSON = "application/x-ndjson"
LINES = (NDJSON, "application/ndjson", "application/jsonl")
"""What lines of JSON are called, none of it registered: the most common name first."""
CSV = "text/csv"


class ImportRequest(StrictRequest):
    """A request that may bring a whole account, as one document or as a record a line."""

    body_limit = IMPORT_LIMIT
    media_types = (JSON, *LINES)


class ImportRoute(Route):
    """A route for bodies as large as an account."""

    request_class = ImportRequest


router = APIRouter(tags=["account"], route_class=ImportRoute)

PartName = Annotated[
    Literal["organizations", "contacts", "interviews", "interactions", "testimonials", "marks"],
    Path(description="Which of the dossier's lists"),
]


_LINES = b"".join(to_json({"type": KINDS[part], **EXAMPLE[part][0]}) + b"\n" for part in Part).decode()


@router.get(
    "/export",
    response_model=Dossier,
    responses={200: {"content": {NDJSON: {"schema": {"type": "string"}, "example": _LINES}}}},
)
async def export_account(listing: Listing, request: Request, query: Annotated[ExportQuery, Query()]) -> Response:
    """Export the account.

    Everything in it as one dossier, with ids and instants. Imported into an empty account, it exports the same again.
    With `format=ndjson`, or `Accept: application/x-ndjson`, it comes as a record a line, for accounts of any size: each
    has a `type` beside its fields, and stands behind whatever it names. Either is one state of the account.
    """
    wanted = preferred(request, JSON, *LINES)
    form = query.format or (Form.NDJSON if wanted in LINES else Form.JSON)
    if form is Form.NDJSON:
        return await listing.download(forms.lines, wanted if wanted in LINES else NDJSON, "export.ndjson")
    return Response(await listing.read(service.export, long=True), 200, media_type=JSON)


@router.get(
    "/export/{part}",
    response_class=Response,
    responses={200: {"content": {CSV: {"schema": {"type": "string"}}}}},
)
async def export_table(listing: Listing, part: PartName) -> Response:
    """Export one list as a table.

    CSV in UTF-8, under a header of the fields' names. Nothing is an empty cell, and so is an empty text; lists and
    objects, as an interview's participants and debrief, are JSON in their cell. A text that a spreadsheet could take
    for a formula, because it begins with `=`, `+`, `-`, `@`, a tab or a line break, has an apostrophe before it, and so
    has one that begins with an apostrophe: take it away to have the text back.
    """
    return await listing.download(lambda unit: forms.table(unit, Part(part)), CSV, f"{part}.csv")


@router.post(
    "/import",
    response_model=Imported,
    responses=problems(AlreadyExists, Overloaded),
    openapi_extra=either_body(json_body(Dossier), text_body(NDJSON, IMPORT_LIMIT, _LINES)),
)
async def import_dossier(
    creating: Creating, request: ImportRequest, query: Annotated[ImportQuery, Query()]
) -> Response:
    """Import a dossier.

    All of it or nothing: an id that the account has already is 409, anything wrong is 422, each with up to 100
    pointers. Ids are UUIDs, and are kept. Up to 64 MB, as one JSON document or as NDJSON: a record a line, in any
    order, each with its `type`; pointers then begin with the number of the line, from 0. With `dry_run=true` all is
    looked at and answered as it would be, and nothing is changed; an `Idempotency-Key` is not used up.
    """
    # Not a parameter: FastAPI would check it on the event loop, and without being told that the ids are to be kept.
    body = await request.body()  # what is slow to come keeps nobody waiting
    with ExitStack() as placing:
        async with request.app.state.turns.turn(creating.caller.account_id):
            if request.media_type in LINES:
                lines = await asyncio.to_thread(Lines.of, body)
                placing.enter_context(lines.placing())
                document: Any = lines.document
            else:
                document = await request.json()
            dossier = await asyncio.to_thread(service.checked, document)
        if query.dry_run:
            tried = await creating.look(lambda unit: service.tried(unit, dossier))
            return Response(render(tried), 200, media_type=JSON)
        return await creating.answer(lambda unit: Answer(200, render(service.load(unit, dossier))))
