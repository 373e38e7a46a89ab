"""`/interviews/from-invite` and `/contacts/from-vcard`: files as they come, in place of JSON."""

import asyncio
from importlib import import_module
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.db import WriteUnit
from api.incoming.schemas import EXAMPLE_FILE, InvitationAnswer, InvitationOutcome, InvitationQuery
from api.web.access import Creating, render
from api.web.documents import text_body
from api.web.etag import etag
from api.web.idempotency import Answer
from api.web.routing import Route, StrictRequest

INVITATION_LIMIT = 1_000_000


class CalendarRequest(StrictRequest):
    """A request that brings an invitation."""

    body_limit = INVITATION_LIMIT

    @staticmethod
    def takes(media_type: str) -> bool:
        """Return whether this is a calendar."""
        return media_type == "text/calendar"


class CalendarRoute(Route):
    """A route for invitations."""

    request_class = CalendarRequest


router = APIRouter(prefix="/interviews", tags=["interviews"], route_class=CalendarRoute)


@router.post(
    "/from-invite",
    status_code=201,
    response_model=InvitationAnswer,
    responses={200: {"model": InvitationAnswer, "description": "Known already: changed, or left as it was"}},
    openapi_extra=text_body("text/calendar", INVITATION_LIMIT, EXAMPLE_FILE),
)
async def take_invitation(creating: Creating, request: Request, query: Annotated[InvitationQuery, Query()]) -> Response:
    """Take an invitation.

    The `.ics` file that came with the mail, as it is. Makes the interview, its organization and its people, or changes
    what an earlier version made; a cancellation cancels. What it could not tell is listed in `missing`.
    """
    body, content_type = await request.body(), request.headers.get("Content-Type", "")
    await asyncio.to_thread(import_module, "api.incoming.invitations")
    from api.incoming import invitation, invitations  # noqa: PLC0415 - they load icalendar: most processes never need it

    read = await asyncio.to_thread(invitation.read, body, content_type, query.timezone)

    def taken(unit: WriteUnit) -> Answer:
        found = invitations.take(unit, read, query.me)
        made = found.resource.outcome is InvitationOutcome.CREATED
        location = f"{request.url.path.removesuffix('from-invite')}{found.resource.interview.id}"
        return Answer(
            201 if made else 200, render(found.resource), {"Location": location, "ETag": etag(found.revision)}
        )

    return await creating.answer(taken)
