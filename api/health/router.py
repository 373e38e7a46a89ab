"""Health checks and figures, for operators. None needs a token."""

from typing import Literal

from fastapi import APIRouter, Request
from starlette.responses import Response

from api.db import Database, SchemaError
from api.web.documents import problems
from api.web.metrics import CONTENT_TYPE
from api.web.problems import Unavailable
from api.web.routing import PublicRoute
from api.web.types import Schema

router = APIRouter(tags=["health"], route_class=PublicRoute)


class Health(Schema):
    """A service that is well."""

    status: Literal["ok"] = "ok"


@router.get("/health/live")
async def get_liveness() -> Health:
    """Say whether the process answers.

    Asks nothing of the database: a process that fails this is to be restarted.
    """
    return Health()


@router.get("/health/ready", responses=problems(Unavailable))
async def get_readiness(request: Request) -> Health:
    """Say whether requests can be served.

    Reads from the database: a process that fails this is to be given no requests. One that was told to stop fails it
    first, while it still serves; and one whose database is not migrated to its version never begins to.
    """
    if request.app.state.leaving:
        raise Unavailable
    database: Database = request.app.state.database
    try:
        await database.ping()
    except SchemaError as error:
        raise Unavailable(str(error)) from None
    return Health()


@router.get(
    "/metrics",
    response_class=Response,
    responses={
        200: {"description": "Figures in the text format", "content": {"text/plain": {"schema": {"type": "string"}}}}
    },
)
async def get_metrics(request: Request) -> Response:
    """Give figures for Prometheus.

    How many requests of each operation this process has answered, with which status and how fast, and what it takes of
    the machine. They tell nothing of anybody's data; still, let your proxy keep them to those who run the service.
    """
    return Response(request.app.state.metrics.text(), media_type=CONTENT_TYPE)
