"""What is around every answer, errors included: a request id, security headers, and an end to unexpected exceptions.

Bytes that are no HTTP request never come here: `api.web.connection` answers them.
"""

import asyncio
import logging
import re
import traceback
from collections.abc import Awaitable
from functools import lru_cache

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.ids import new_id
from api.web.problems import Unavailable

log = logging.getLogger("afterword")

HEADER = b"x-request-id"
_ACCEPTED = re.compile(rb"[A-Za-z0-9._-]{1,64}")

RawHeaders = list[tuple[bytes, bytes]]

# Unless an answer says otherwise. An answer is data: nothing in it may run, be framed, or be loaded by another site's
# page without CORS.
SECURITY: RawHeaders = [
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"referrer-policy", b"no-referrer"),
    (b"x-content-type-options", b"nosniff"),
]
# What carries an entity tag may be kept by whom it was for, and asked about again; nothing else is kept anywhere.
_TAGGED: RawHeaders = [*SECURITY, (b"cache-control", b"private, no-cache")]
_UNTAGGED: RawHeaders = [*SECURITY, (b"cache-control", b"no-store")]
_FOR_ONE_CALLER = (b"vary", b"Authorization")
# Only to those who came by https: over http it would have to be ignored.
_HTTPS_ONLY = (b"strict-transport-security", b"max-age=31536000")


def request_id_of(scope: Scope) -> str:
    """Return the id by which a request's answer names it, and by which the log and its trace do."""
    _, request_id = scope["state"]["headers"][0]
    return str(request_id, "ascii")


class Envelope:
    """The outermost layer. A request's own `X-Request-Id` is kept where it is a plain one.

    What layers within add to `headers` in the request's state goes out with its answer, whichever that will be. The
    answer's `status` is noted there, from when it begins.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and stamp its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = next((value for name, value in scope["headers"] if name == HEADER), b"")
        request_id = given if _ACCEPTED.fullmatch(given) else new_id().encode()
        state = scope.setdefault("state", {})
        own = state["headers"] = [(HEADER, request_id)]
        if scope["scheme"] == "https":
            own.append(_HTTPS_ONLY)

        def stamped(message: Message) -> Awaitable[None]:
            if message["type"] == "http.response.start":
                state["status"] = message["status"]
                headers = message["headers"]
                message["headers"] = [*headers, *_defaults(frozenset([name for name, _ in headers])), *own]
            return send(message)

        try:
            await self.app(scope, receive, stamped)
        except asyncio.CancelledError:  # the process stops, and this request has taken too long
            if "status" in state:  # the answer has begun
                raise
            request = Request(scope)
            await Unavailable().response(request)(scope, receive, stamped)
        except Exception as error:  # noqa: BLE001 - answered with 500 by now; what is left is to say so
            # Without its message, which may hold what somebody wrote: hence not `log.exception`.
            told = {
                "request_id": request_id.decode(),
                "error": type(error).__name__,
                "traceback": "".join(traceback.format_tb(error.__traceback__)),
            }
            log.error("request failed", extra=told)  # noqa: TRY400


@lru_cache(maxsize=256)
def _defaults(said: frozenset[bytes]) -> RawHeaders:
    """Return what is added to an answer that says these headers by itself: of such sets there are a few."""
    if b"etag" not in said:
        return [header for header in _UNTAGGED if header[0] not in said]
    return [*(header for header in _TAGGED if header[0] not in said), _FOR_ONE_CALLER]
