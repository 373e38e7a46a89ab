"""Cross-origin requests: Starlette's middleware, but that a refused preflight is a problem like any other."""

from collections.abc import Awaitable

from starlette.datastructures import Headers
from starlette.middleware.cors import CORSMiddleware
from starlette.requests import Request
from starlette.responses import Response
from starlette.types import Receive, Scope, Send

from api.web.problems import PreflightRefused

_VARY = (b"vary", b"Origin")
"""For caches: the answer to a page of some origin would say that it may be read there."""


class Cors(CORSMiddleware):
    """A layer that answers preflights, and tells browsers which pages may read the other answers."""

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:  # type: ignore[override] # all that ASGI asks for
        """Pass the request on, or answer it if it is a preflight."""
        if scope["type"] == "http" and all(name != b"origin" for name, _ in scope["headers"]):
            scope["state"]["headers"].append(_VARY)
            return self.app(scope, receive, send)
        return self._from_elsewhere(scope, receive, send)

    async def _from_elsewhere(self, scope: Scope, receive: Receive, send: Send) -> None:
        try:
            await super().__call__(scope, receive, send)
        except PreflightRefused as problem:  # raised here, outside of the handlers of all other problems
            await problem.response(Request(scope))(scope, receive, send)

    def preflight_response(self, request_headers: Headers) -> Response:
        """Return the answer to a preflight; raise `PreflightRefused`."""
        response = super().preflight_response(request_headers)
        if response.status_code == 200:  # noqa: PLR2004 - the success that it knows
            return response
        headers = {name: value for name, value in response.headers.items() if not name.startswith("content-")}
        raise PreflightRefused(bytes(response.body).decode(), headers=headers)
