"""`/drafts`."""

import asyncio

from fastapi import APIRouter
from starlette.responses import Response

from api.drafts.schemas import DraftRequest, MessageDraft
from api.web.access import Listing, render
from api.web.documents import problems
from api.web.problems import ChannelForbidden
from api.web.routing import JSON, Route

router = APIRouter(prefix="/drafts", tags=["messages"], route_class=Route)


@router.post("", response_model=MessageDraft, responses=problems(ChannelForbidden))
async def draft_message(listing: Listing, body: DraftRequest) -> Response:
    """Draft a message.

    The words for an action or a purpose, from the debrief's own facts, on the channel asked for. `missing` says what to
    fill in: nothing is made up, and what would break a rule on words is left out with the reason. Spelling is not
    corrected. A draft changes nothing and counts as nothing sent, so one may be made before its time; `findings` then
    say so.
    """
    from api.drafts import service  # noqa: PLC0415 - its templates and patterns take long to load: a start need not wait

    commission = await listing.read(lambda unit: service.commission(unit, body))
    draft = await asyncio.to_thread(service.draft, commission)
    return Response(render(draft), 200, media_type=JSON)
