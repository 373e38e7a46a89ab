"""How long an address and how large the headers of a request may be, and how slowly it may come."""

from collections.abc import Awaitable
from itertools import chain

from starlette.requests import Request
from starlette.types import ASGIApp, Receive, Scope, Send

from api.web.problems import HeadersTooLarge, Problem, UriTooLong

URL_LIMIT = 8_000
"""Bytes of the path and the query, as they came, with the `?` between them."""

HEADERS_LIMIT = 32_000
"""Bytes of the names and the values of all headers."""

LEAST_RATE = 10_000
"""Bytes a second: how fast a client has to send what it has to say, and to read what it asked for."""


class Bounds:
    """A layer that refuses a request head that no honest client sends."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on, or answer 414 or 431."""
        problem = _fault(scope) if scope["type"] == "http" else None
        app = self.app if problem is None else problem.response(Request(scope))
        return app(scope, receive, send)


def _fault(scope: Scope) -> Problem | None:
    query: bytes = scope["query_string"]
    if len(scope["raw_path"]) + bool(query) + len(query) > URL_LIMIT:
        return UriTooLong(URL_LIMIT)
    if sum(map(len, chain.from_iterable(scope["headers"]))) > HEADERS_LIMIT:
        return HeadersTooLarge(HEADERS_LIMIT)
    return None
