"""`/message-checks`."""

import asyncio

from fastapi import APIRouter
from starlette.responses import Response

from api.message_checks import service
from api.message_checks.schemas import MessageCheck, MessageCheckRequest
from api.web.access import Listing, render
from api.web.routing import JSON, Route

router = APIRouter(prefix="/message-checks", tags=["messages"], route_class=Route)


@router.post("", response_model=MessageCheck)
async def check_message(listing: Listing, body: MessageCheckRequest) -> Response:
    """Check a message before it goes.

    Its channel and its time are held against the policy, its words against every rule on words. Each finding says
    what was found and where, what to do instead, and what it rests on. Nothing is kept, and nothing is sent.
    """
    touch = await listing.read(lambda unit: service.planned(unit, body))
    # Off the event loop: a text at the limit of its length takes long enough for others to notice.
    answer = await asyncio.to_thread(service.check, touch)
    return Response(render(answer), 200, media_type=JSON)
