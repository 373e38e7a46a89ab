"""`/next-actions`, `/marks` and `/policy/evaluations`."""

import asyncio
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Path, Query, Request
from starlette.datastructures import State
from starlette.responses import Response

from api.next_actions import service
from api.next_actions.schemas import (
    EvaluationRequest,
    MarkPage,
    MarkPublic,
    MarksQuery,
    MarkUpdate,
    NextActions,
    NextActionsQuery,
)
from api.web.access import Changing, Listing, Reading
from api.web.documents import json_body, problems
from api.web.keeping import KeptRoute, answered
from api.web.kept import Answer
from api.web.problems import NotFound, Overloaded
from api.web.routing import JSON, Route

router = APIRouter(route_class=Route)
kept = APIRouter(route_class=KeptRoute)

ActionKey = Annotated[str, Path(pattern=r"^[A-Za-z0-9_.~-]+$", max_length=512, description="An action's `key`")]


@kept.get("/next-actions", response_model=NextActions, tags=["next actions"])
async def get_next_actions(request: Request, reading: Reading, query: Annotated[NextActionsQuery, Query()]) -> Response:
    """Say what to do next.

    What to do now and soon, to whom, through which channel, with what in it, and what never to do; each with the rules
    and the sources that it rests on. The answer holds until `changes_at`: poll with `If-None-Match`.
    """
    caller, state = reading.caller, request.app.state
    asked = service.question(caller.account_id, caller.state, query, reading.database.clock())
    written = None if asked.is_of_everything else await state.plans.find(caller.account_id, caller.state)
    answer = None if written is None else service.read_off(asked, written)
    return answered(request, answer or await _decided(state, asked))


async def _decided(state: State, asked: service.Question) -> Answer:
    """Answer by deciding, and note what need not be found out again."""
    account = await state.database.read(asked.account_id, lambda unit: service.account(unit, asked))
    settle = asked.is_of_the_present and state.settling.is_new(asked.account_id, asked.state)
    decide = partial(service.decided, asked, account, settle=settle)
    if account.is_large:
        async with state.turns.turn(asked.account_id):
            answer, written, settled = await asyncio.to_thread(decide)
    else:
        answer, written, settled = decide()
    if written is not None:
        state.plans.note(asked.account_id, asked.state, written)
    if settle:
        state.settling.note(asked.account_id, asked.state, settled)
    return answer


@router.put("/next-actions/{key}/mark", response_model=MarkPublic, responses=problems(NotFound), tags=["next actions"])
async def put_mark(changing: Changing, key: ActionKey, body: MarkUpdate) -> Response:
    """Mark an action done, dismissed or snoozed.

    A done or dismissed action leaves the list, a snoozed one comes back. A mark is no interaction: what was said to
    somebody belongs into the log, and closes its action by itself.
    """
    return await changing.change(lambda unit: service.put_mark(unit, key, body, changing.expected))


@router.delete("/next-actions/{key}/mark", status_code=204, tags=["next actions"])
async def delete_mark(changing: Changing, key: ActionKey) -> Response:
    """Take a mark back."""
    return await changing.delete(lambda unit: service.delete_mark(unit, key, changing.expected))


@kept.get("/marks", response_model=MarkPage, tags=["next actions"])
async def list_marks(listing: Listing, query: Annotated[MarksQuery, Query()]) -> Response:
    """List marks, by key."""
    return await listing.page(lambda unit: service.marks(unit, query))


@router.post(
    "/policy/evaluations",
    response_model=NextActions,
    responses=problems(Overloaded),
    openapi_extra=json_body(EvaluationRequest),
    tags=["policy"],
)
async def evaluate_dossier(listing: Listing, request: Request) -> Response:
    """Evaluate a dossier without storing it.

    The pure engine: the answer of `/next-actions` for the facts in the body, not paged. Ids may be any texts.
    """
    # Not a parameter: FastAPI would check up to 5 MB on the event loop.
    await request.body()  # what is slow to come keeps nobody waiting
    async with request.app.state.turns.turn(listing.caller.account_id):
        document = await request.json()
        content = await asyncio.to_thread(service.evaluate, document, listing.database.clock())
    return Response(content, 200, media_type=JSON)
