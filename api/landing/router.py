"""`/`: the page for people who come by, and its links for programs that do."""

import asyncio
from typing import Annotated

from fastapi import APIRouter, Header
from starlette.requests import Request
from starlette.responses import JSONResponse, Response

from api.landing import service
from api.web.etag import unchanged
from api.web.negotiation import preferred
from api.web.routing import PublicRoute

router = APIRouter(route_class=PublicRoute, include_in_schema=False)

_LINKS = {"docs": "docs", "openapi": "openapi.json", "policy": "policy", "next_actions": "next-actions"}


@router.get("/")
async def landing_page(request: Request, if_none_match: Annotated[str | None, Header()] = None) -> Response:
    """Show what the service is for. Who would rather have JSON than a page is shown where things are."""
    version: str = request.app.version
    headers = {"Vary": "Accept", "Cache-Control": "no-cache"}
    if preferred(request, "text/html", "application/json") == "application/json":
        return JSONResponse({"name": request.app.title, "version": version, "links": _LINKS}, headers=headers)
    page = await asyncio.to_thread(service.page, version)
    headers |= {"ETag": page.etag, "Content-Security-Policy": page.security}
    if unchanged(if_none_match, page.etag):
        return Response(status_code=304, headers=headers)
    return Response(page.content, media_type="text/html", headers=headers)
