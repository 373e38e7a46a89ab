"""Routes whose answers are kept, and how an answer goes out, be it kept or just made."""

from starlette.requests import Request
from starlette.responses import Response
from starlette.types import ASGIApp, Receive, Scope, Send

from api.web.auth import Access, Caller, authenticate
from api.web.etag import unchanged
from api.web.kept import Answer, KeptAnswers
from api.web.pagination import next_link
from api.web.problems import Problem
from api.web.routing import Route


class KeptRoute(Route):
    """A route whose answers are kept: asked again before a write, it costs the look-up of the token and no more.

    For what depends on nothing but the address, what the account holds and, as far as the answer says, the clock.
    """


class FromMemory:
    """A layer that gives the answers that are kept, before anybody looks for a route.

    It answers what the route would answer by itself. Where it cannot, and where the caller is to be refused, the
    request goes on.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        response = await _remembered(Request(scope)) if scope["type"] == "http" and scope["method"] == "GET" else None
        await (response or self.app)(scope, receive, send)


async def _remembered(request: Request) -> Response | None:
    try:
        caller = await authenticate(request)
    except Exception:  # noqa: BLE001 - the route fails in the same way, where failures are answered
        return None
    state = request.app.state
    kept = known(request, caller)
    if kept is None or kept.route is None or Access.READ not in caller.scopes:
        return None
    request.scope.update(route=kept.route, endpoint=kept.route.endpoint)  # as routing would have it
    try:
        await state.rate_limit.spend(caller.key, request.scope["state"]["headers"])
        return _response(request, kept)
    except Problem as problem:
        return problem.response(request)


def answered(request: Request, answer: Answer) -> Response:
    """Give an answer to whoever asked, and keep it where the route keeps what it answers."""
    route = request.scope["route"]
    if isinstance(route, KeptRoute):
        caller: Caller = request.state.caller
        kept = answer._replace(route=route)
        request.app.state.kept.keep(caller.account_id, caller.state, _asked(request), kept)
    return _response(request, answer)


def known(request: Request, caller: Caller) -> Answer | None:
    """Return the answer that is kept of what a caller asks, if it holds."""
    state = request.app.state
    kept: KeptAnswers = state.kept
    return kept.find(caller.account_id, caller.state, _asked(request), state.database.clock())


def _asked(request: Request) -> bytes:
    return b"%s?%s" % (request.scope["raw_path"], request.scope["query_string"])


def _response(request: Request, answer: Answer) -> Response:
    """Say 304 where the client has the answer already."""
    headers = []
    if answer.etag is not None:
        headers.append((b"etag", answer.etag.encode()))
    if answer.next_cursor is not None:
        headers.append((b"link", next_link(request, answer.next_cursor).encode()))
    if answer.etag is not None and unchanged(request.headers.get("If-None-Match"), answer.etag):
        return _Ready(304, headers, b"")
    headers += ((b"content-type", answer.media_type.encode()), (b"content-length", b"%d" % len(answer.content)))
    return _Ready(200, headers, answer.content)


class _Ready(Response):
    """A response of ready parts: nothing is rendered, and no header added."""

    def __init__(self, status: int, headers: list[tuple[bytes, bytes]], body: bytes) -> None:
        self.status_code = status
        self.raw_headers = headers
        self.body = body
        self.background = None
