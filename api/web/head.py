"""HEAD wherever there is GET: the same answer without its body, as RFC 9110 has it."""

from collections.abc import Awaitable

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadAsGet:
    """A layer that asks the routes for what a GET would get, and lets its headers through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    def __call__(self, scope: Scope, receive: Receive, send: Send) -> Awaitable[None]:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            return self.app(scope, receive, send)

        asked = {**scope, "method": "GET"}

        async def headers_alone(message: Message) -> None:
            if message["type"] == "http.response.start":
                scope.update(
                    {**asked, "method": "HEAD"}
                )  # its route is known by now, and the layers around want it too
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        return self.app(asked, receive, headers_alone)
