"""How whatever goes wrong becomes a problem of `api.web.problems`."""

import logging
from collections.abc import Awaitable, Callable, Iterator

from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from fastapi.routing import iter_route_contexts
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.db import DatabaseUnavailableError, UnknownAccountError
from api.web.auth import refusal
from api.web.envelope import request_id_of
from api.web.problems import Internal, Invalid, MethodNotAllowed, NotFound, Problem, Unavailable
from api.web.routing import is_anothers

log = logging.getLogger("afterword")

Handler = Callable[[Request, Exception], Awaitable[Response]]


def install(app: FastAPI) -> None:
    """Answer every failure of the app with Problem Details."""
    app.add_exception_handler(Problem, _answering(_as_it_is))
    app.add_exception_handler(RequestValidationError, _answering(_invalid))
    app.add_exception_handler(HTTPException, _answering(_unrouted))
    app.add_exception_handler(DatabaseUnavailableError, _answering(_unavailable))
    # An account may be deleted between the look-up of its token and the request's own work.
    app.add_exception_handler(UnknownAccountError, _answering(lambda _request, _error: refusal(given=True)))
    app.add_exception_handler(Exception, _answering(lambda _request, _error: Internal()))


def _answering(problem_of: Callable[[Request, Exception], Problem]) -> Handler:
    async def handle(request: Request, error: Exception) -> Response:
        return problem_of(request, error).response(request)

    return handle


def _as_it_is(_: Request, error: Exception) -> Problem:
    assert isinstance(error, Problem)  # noqa: S101 - registered for nothing else
    return error


def _unavailable(request: Request, error: Exception) -> Problem:
    """Write down why, for whoever runs the service: by its kind alone, as a database may repeat what it was given."""
    cause: BaseException = error
    while cause.__cause__ is not None:  # SQLAlchemy wraps what the driver raised
        cause = cause.__cause__
    kind = getattr(cause, "sqlite_errorname", type(cause).__name__)
    log.warning("the database is away", extra={"request_id": request_id_of(request.scope), "error": kind})
    return Unavailable()


def _invalid(_: Request, error: Exception) -> Problem:
    assert isinstance(error, RequestValidationError)  # noqa: S101 - registered for nothing else
    faults = error.errors()
    # What cannot be an id is nobody's id.
    return NotFound() if any(fault["loc"][0] == "path" for fault in faults) else Invalid.of(faults)


def _unrouted(request: Request, error: Exception) -> Problem:
    """Translate what the framework itself raises: no such path, no such method on it, or a body cut short."""
    assert isinstance(error, HTTPException)  # noqa: S101 - registered for nothing else
    match error.status_code:
        case 404:
            return NotFound()
        case 405:
            return MethodNotAllowed(headers={"Allow": ", ".join(sorted(set(_methods(request))))})
        case _:
            return Invalid.at("", "body", "The body could not be read")


def _methods(request: Request) -> Iterator[str]:
    """Go through the methods of all routes with this path: Starlette itself would name the first route's only."""
    path: str = request.scope["path"]
    for context in iter_route_contexts(request.app.routes):
        pattern = getattr(context, "path_regex", None)
        if pattern is not None and pattern.match(path) and not is_anothers(path, context.path or ""):
            methods = context.methods or set()
            yield from methods | {"HEAD"} if "GET" in methods else methods  # `api.web.head` sees to it
