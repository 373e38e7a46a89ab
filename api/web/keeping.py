"""Routes whose answers are kept, and how an answer goes out, be it kept or just made."""

from starlette.requests import Request
from starlette.responses import Response

from api.web.auth import Access, Caller
from api.web.etag import unchanged
from api.web.kept import Answer
from api.web.pagination import next_link
from api.web.routing import Route, StrictRequest

JSON = "application/json"


class KeptRoute(Route):
    """A route whose answers are kept: asked again before a write, it costs the look-up of the token and no more.

    For what depends on nothing but the address, what the account holds and, as far as the answer says, the clock.
    """

    def known(self, request: StrictRequest) -> Response | None:
        """Return the answer that is kept, if it holds."""
        caller: Caller = request.state.caller
        if request.method != "GET" or Access.READ not in caller.scopes:
            return None
        kept, now = request.app.state.kept, request.app.state.database.clock()
        found = kept.find(caller.account_id, caller.state, _asked(request), now)
        return None if found is None else _response(request, found)


def answered(request: Request, answer: Answer) -> Response:
    """Give an answer to whoever asked, and keep it where the route keeps what it answers."""
    if isinstance(request.scope["route"], KeptRoute):
        caller: Caller = request.state.caller
        request.app.state.kept.keep(caller.account_id, caller.state, _asked(request), answer)
    return _response(request, answer)


def _asked(request: Request) -> bytes:
    return b"%s?%s" % (request.scope["raw_path"], request.scope["query_string"])


def _response(request: Request, answer: Answer) -> Response:
    """Say 304 where the client has the answer already."""
    headers = {}
    if answer.etag is not None:
        headers["ETag"] = answer.etag
    if answer.next_cursor is not None:
        headers["Link"] = next_link(request, answer.next_cursor)
    if answer.etag is not None and unchanged(request.headers.get("If-None-Match"), answer.etag):
        return Response(None, 304, headers)
    return Response(answer.content, 200, headers, JSON)
