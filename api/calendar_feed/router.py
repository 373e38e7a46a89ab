"""`/calendar.ics` and `/calendar-feed`."""

import asyncio
from hashlib import sha256
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from starlette.responses import Response

from api.calendar_feed import service
from api.calendar_feed.access import PARAMETER, FeedRoute
from api.calendar_feed.entries import Matter
from api.calendar_feed.rendering import MEDIA_TYPE, calendar
from api.calendar_feed.schemas import CalendarFeedCreated, CalendarFeedPublic, CalendarQuery
from api.db import WriteUnit
from api.web.access import Changing, Creating, Reading, render
from api.web.auth import Access
from api.web.documents import problems
from api.web.etag import etag
from api.web.idempotency import Answer
from api.web.keeping import answered, known
from api.web.kept import Answer as Kept
from api.web.problems import NotFound, Overloaded
from api.web.routing import Route

router = APIRouter(tags=["calendar"], route_class=Route)
subscribed = APIRouter(tags=["calendar"], route_class=FeedRoute)

_CALENDAR: dict[int | str, dict[str, Any]] = {
    200: {
        "description": "The calendar, as iCalendar (RFC 5545)",
        "content": {"text/calendar": {"schema": {"type": "string"}}},
    }
}


@subscribed.get(
    "/calendar.ics",
    response_class=Response,
    responses=_CALENDAR | problems(Overloaded),
    openapi_extra={"security": [{"feed": []}, {"token": []}]},
)
async def get_calendar(request: Request, reading: Reading, query: Annotated[CalendarQuery, Query()]) -> Response:
    """Read the calendar.

    What to do and the interviews, for calendar programs to subscribe to at the address that `POST /calendar-feed`
    gives. What is done, withdrawn or deleted is cancelled for 30 days, and interviews stay for 90.
    """
    caller, state = reading.caller, request.app.state
    if kept := known(request, caller):
        return answered(request, kept)
    issued = await service.issue(reading.database, state.turns, caller.account_id, caller.state)
    wanted = [one for one in issued.publication.entries if query.interviews or one.entry.matter is not Matter.INTERVIEW]
    async with state.turns.turn(caller.account_id):
        content = await asyncio.to_thread(calendar, caller.account_id, wanted, query.actions)
    tag = f'"{sha256(content).hexdigest()[:32]}"'
    return answered(request, Kept(content, tag, until=issued.until, media_type=MEDIA_TYPE))


@router.get("/calendar-feed", response_model=CalendarFeedPublic, responses=problems(NotFound))
async def get_calendar_feed(reading: Reading) -> Response:
    """Get the calendar feed.

    Without the secret in its address, which nobody has but who was given it.
    """
    return await reading.one(service.get)


@router.post("/calendar-feed", status_code=201, response_model=CalendarFeedCreated)
async def create_calendar_feed(request: Request, creating: Creating) -> Response:
    """Make the address of the calendar.

    Whoever knows the address can read the calendar, and nothing else. There is one at a time: a new one takes the place
    of the one before, which opens nothing from then on.
    """
    creating.caller.require(Access.READ)

    def created(unit: WriteUnit) -> Answer:
        feed, token = service.create(unit)
        shown = dict(feed.resource) | {"url": f"{request.base_url}calendar.ics?{PARAMETER}={token}"}
        made = CalendarFeedCreated.model_construct(**shown)
        headers = {"Location": request.url.path, "ETag": etag(feed.revision)}
        return Answer(201, render(made), headers, kept=render(made.model_copy(update={"url": None})))

    return await creating.answer(created)


@router.delete("/calendar-feed", status_code=204, responses=problems(NotFound))
async def delete_calendar_feed(changing: Changing) -> Response:
    """Revoke the address of the calendar."""
    return await changing.delete(lambda unit: service.delete(unit, changing.expected))
