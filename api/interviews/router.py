"""`/interviews`, with their participants and debriefs."""

from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.interviews import service
from api.interviews.schemas import (
    Debrief,
    DebriefPublic,
    InterviewCreate,
    InterviewPage,
    InterviewPublic,
    InterviewQuery,
    InterviewUpdate,
    Participant,
    ParticipantFields,
)
from api.web.access import Changing, Creating, Listing, PathId, Reading
from api.web.documents import problems
from api.web.keeping import KeptRoute
from api.web.problems import InUse

router = APIRouter(prefix="/interviews", tags=["interviews"], route_class=KeptRoute)


@router.get("", response_model=InterviewPage)
async def list_interviews(listing: Listing, query: Annotated[InterviewQuery, Query()]) -> Response:
    """List interviews."""
    return await listing.page(lambda unit: service.page(unit, query))


@router.post("", status_code=201, response_model=InterviewPublic)
async def create_interview(creating: Creating, body: InterviewCreate) -> Response:
    """Create an interview.

    One round of a process; `previous_interview_id` names the round before. From now on `/next-actions` speaks of it.
    """
    return await creating.create(lambda unit: service.create(unit, body))


@router.get("/{id}", response_model=InterviewPublic)
async def get_interview(reading: Reading, id: PathId) -> Response:
    """Get an interview."""
    return await reading.one(lambda unit: service.get(unit, id))


@router.patch("/{id}", response_model=InterviewPublic)
async def update_interview(changing: Changing, id: PathId, body: InterviewUpdate) -> Response:
    """Change an interview.

    A JSON Merge Patch. An outcome without `outcome_at` is known as of now; `pending` clears both.
    """
    return await changing.change(lambda unit: service.update(unit, id, body, changing.expected))


@router.delete("/{id}", status_code=204, responses=problems(InUse))
async def delete_interview(changing: Changing, id: PathId) -> Response:
    """Delete an interview.

    Its participants, debrief, interactions and marks go along. Refused while a later round names it as the one before.
    """
    return await changing.delete(lambda unit: service.delete(unit, id, changing.expected))


@router.put("/{id}/participants/{contact_id}", response_model=Participant)
async def put_participant(changing: Changing, id: PathId, contact_id: PathId, body: ParticipantFields) -> Response:
    """Add or replace a participant.

    A new one comes last, one that is there keeps its place. The ETag, here and in `If-Match`, is the interview's.
    """
    return await changing.change(lambda unit: service.put_participant(unit, id, contact_id, body, changing.expected))


@router.delete("/{id}/participants/{contact_id}", status_code=204)
async def delete_participant(changing: Changing, id: PathId, contact_id: PathId) -> Response:
    """Take a participant out.

    The contact itself stays. `If-Match` names the interview's ETag.
    """
    return await changing.delete(lambda unit: service.delete_participant(unit, id, contact_id, changing.expected))


@router.get("/{id}/debrief", response_model=DebriefPublic)
async def get_debrief(reading: Reading, id: PathId) -> Response:
    """Get the debrief of an interview."""
    return await reading.one(lambda unit: service.get_debrief(unit, id))


@router.put("/{id}/debrief", response_model=DebriefPublic)
async def put_debrief(changing: Changing, id: PathId, body: Debrief) -> Response:
    """Write the debrief of an interview.

    While it is fresh, and as a whole: what a note of thanks will say is drawn from it.
    """
    return await changing.change(lambda unit: service.put_debrief(unit, id, body, changing.expected))


@router.delete("/{id}/debrief", status_code=204)
async def delete_debrief(changing: Changing, id: PathId) -> Response:
    """Delete the debrief of an interview."""
    return await changing.delete(lambda unit: service.delete_debrief(unit, id, changing.expected))
