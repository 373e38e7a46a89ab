"""What is around every answer, errors included: a request id, and an end to exceptions that nobody expected.

Bytes that are no HTTP request never come here: uvicorn answers them itself, with 400, plain text and no id.
"""

import asyncio
import logging
import re
import traceback

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.ids import new_id
from api.web.problems import Unavailable

log = logging.getLogger("afterword")

HEADER = "X-Request-Id"
_ACCEPTED = re.compile(r"[A-Za-z0-9._-]{1,64}")


class Envelope:
    """The outermost layer. A request's own `X-Request-Id` is kept where it is a plain one."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and stamp its answer."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        given = Headers(scope=scope).get(HEADER, "")
        request_id = given if _ACCEPTED.fullmatch(given) else new_id()

        begun = False

        async def stamped(message: Message) -> None:
            nonlocal begun
            if message["type"] == "http.response.start":
                begun = True
                MutableHeaders(scope=message)[HEADER] = request_id
            await send(message)

        try:
            await self.app(scope, receive, stamped)
        except asyncio.CancelledError:  # the process stops, and this request has taken too long
            if begun:
                raise
            request = Request(scope)
            await Unavailable().response(request)(scope, receive, stamped)
        except Exception as error:  # noqa: BLE001 - answered with 500 by now; what is left is to say so
            # Without its message, which may hold what somebody wrote: hence not `log.exception`.
            where = "".join(traceback.format_tb(error.__traceback__))
            log.error("request %s failed with %s\n%s", request_id, type(error).__name__, where)  # noqa: TRY400
