"""`/interviews/from-invite` and `/contacts/from-vcard`: files as they come, in place of JSON."""

import asyncio
from importlib import import_module
from typing import Annotated

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.db import WriteUnit
from api.incoming.schemas import (
    EXAMPLE_CARD,
    EXAMPLE_FILE,
    CardsAnswer,
    InvitationAnswer,
    InvitationOutcome,
    InvitationQuery,
)
from api.web.access import Creating, render
from api.web.documents import text_body
from api.web.etag import etag
from api.web.idempotency import Answer
from api.web.routing import BODY_LIMIT, Route, StrictRequest

INVITATION_LIMIT = 1_000_000


class CalendarRequest(StrictRequest):
    """A request that brings an invitation."""

    body_limit = INVITATION_LIMIT
    media_types = ("text/calendar",)


class CalendarRoute(Route):
    """A route for invitations."""

    request_class = CalendarRequest


class CardRequest(StrictRequest):
    """A request that brings cards, which may have pictures on them."""

    media_types = ("text/vcard",)


class CardRoute(Route):
    """A route for cards."""

    request_class = CardRequest


invitations_router = APIRouter(prefix="/interviews", tags=["interviews"], route_class=CalendarRoute)
cards_router = APIRouter(prefix="/contacts", tags=["contacts"], route_class=CardRoute)


@invitations_router.post(
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


@cards_router.post(
    "/from-vcard", response_model=CardsAnswer, openapi_extra=text_body("text/vcard", BODY_LIMIT, EXAMPLE_CARD)
)
async def take_cards(creating: Creating, request: Request) -> Response:
    """Take cards.

    The `.vcf` file (vCard 3.0 or 4.0) of one person or of several, as it is. Makes the contacts and their
    organizations, or fills in what they lack; nothing that is known is overwritten. What became of each card is told,
    in their order.
    """
    body, content_type = await request.body(), request.headers.get("Content-Type", "")
    await asyncio.to_thread(import_module, "api.incoming.cards")
    from api.incoming import card, cards  # noqa: PLC0415 - they load icalendar: most processes never need it

    read = await asyncio.to_thread(card.read, body, content_type)
    return await creating.answer(lambda unit: Answer(200, render(cards.take(unit, read))))
