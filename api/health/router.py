"""Health checks. Neither needs a token."""

from typing import Literal

from fastapi import APIRouter, Request

from api.db import Database
from api.web.documents import problems
from api.web.problems import Unavailable
from api.web.routing import PublicRoute
from api.web.types import Schema

router = APIRouter(prefix="/health", tags=["health"], route_class=PublicRoute)


class Health(Schema):
    """A service that is well."""

    status: Literal["ok"] = "ok"


@router.get("/live")
async def get_liveness() -> Health:
    """Say whether the process answers.

    Asks nothing of the database: a process that fails this is to be restarted.
    """
    return Health()


@router.get("/ready", responses=problems(Unavailable))
async def get_readiness(request: Request) -> Health:
    """Say whether requests can be served.

    Reads from the database: a process that fails this is to be given no requests. One that was told to stop fails it
    first, while it still serves.
    """
    if request.app.state.leaving:
        raise Unavailable
    database: Database = request.app.state.database
    await database.ping()
    return Health()
