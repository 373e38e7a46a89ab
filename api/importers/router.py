"""`/import/csv`."""

import asyncio
import re
from typing import Annotated

from fastapi import APIRouter, Query
from starlette.responses import Response

from api.importers import service
from api.importers.schemas import SheetImported, SheetQuery
from api.web.access import Creating, render
from api.web.documents import problems, text_body
from api.web.idempotency import Answer
from api.web.problems import Overloaded
from api.web.routing import BODY_LIMIT, JSON, Route, StrictRequest

CSV = "text/csv"
# The last is what a browser on a computer with Excel calls such a file.
_TAKEN = (CSV, "application/csv", "text/tab-separated-values", "application/vnd.ms-excel")
_CHARSET = re.compile(r';\s*charset="?([^";\s]*)', re.IGNORECASE)

EXAMPLE = """\
organization,position,starts_at,status
Initech,Analyst,2 March 2026 10:00,Interviewing
Globex,Engineer,2026-03-05 14:30,Rejected
"""


class SheetRequest(StrictRequest):
    """A request that brings a table."""

    media_types = _TAKEN

    @property
    def charset(self) -> str | None:
        """What its sender says of its encoding."""
        found = _CHARSET.search(self.headers.get("content-type", ""))
        return found[1].lower() if found else None


class SheetRoute(Route):
    """A route for tables."""

    request_class = SheetRequest


router = APIRouter(tags=["account"], route_class=SheetRoute)


@router.post(
    "/import/csv",
    response_model=SheetImported,
    responses=problems(Overloaded),
    openapi_extra=text_body(CSV, BODY_LIMIT, EXAMPLE),
)
async def import_csv(creating: Creating, request: SheetRequest, query: Annotated[SheetQuery, Query()]) -> Response:
    """Import a table.

    CSV from Huntr, from Teal, or from a spreadsheet, one row for each job or interview; `columns` tells which column
    tells what where that is not known by its name.
    Organizations, people and interviews that the account has already, or that an earlier row has told, are not made
    again, and not changed; a row with somebody else of an interview adds them to it. Good rows are brought in and bad
    ones told, unless `atomic=true`. A row without a date makes no interview. At most 10,000 rows and 5 MB, in UTF-8 or
    UTF-16, or in what `charset` says; anything else is read as Windows-1252. Commas, semicolons, tabs and bars
    separate.
    """
    body = await request.body()
    async with request.app.state.turns.turn(creating.caller.account_id):
        table = await asyncio.to_thread(service.table, body, request.charset, query, creating.database.clock())
    if query.dry_run:
        return Response(render(await creating.look(lambda unit: service.tried(unit, table))), 200, media_type=JSON)
    return await creating.answer(lambda unit: Answer(200, render(service.load(unit, table))))
