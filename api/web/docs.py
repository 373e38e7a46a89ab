"""The docs explorer: Swagger UI from our own files, under a content security policy, with no network needed."""

from importlib.util import find_spec
from pathlib import Path

from fastapi import APIRouter
from starlette.requests import Request
from starlette.responses import FileResponse, Response

from api.web.problems import NotFound
from api.web.routing import PublicRoute

_OURS = Path(__file__).parent / "static"
_HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "Cache-Control": "no-cache",
}

router = APIRouter(route_class=PublicRoute, include_in_schema=False)


def _packaged() -> Path:
    """Return the folder of Swagger UI's files. The package is looked up, not imported: nothing else of it is used."""
    spec = find_spec("fastapi_offline")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("fastapi-offline is installed with afterword, and is missing")
    return Path(spec.origin).parent / "static"


_FILES = {name: _OURS / name for name in ("docs.css", "docs.js", "icon.svg")} | {
    name: _packaged() / name for name in ("swagger-ui-bundle.js", "swagger-ui.css")
}


@router.get("/openapi.json")
async def openapi_document(request: Request) -> Response:
    """Serve the OpenAPI document."""
    return Response(request.app.document, media_type="application/json")


@router.get("/docs")
async def explorer() -> FileResponse:
    """Show the docs explorer."""
    return FileResponse(_OURS / "docs.html", headers=_HEADERS)


@router.get("/docs/{name}")
async def explorer_file(name: str) -> FileResponse:
    """Serve one of the explorer's files."""
    if name not in _FILES:
        raise NotFound
    return FileResponse(_FILES[name], headers=_HEADERS)
