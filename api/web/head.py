"""HEAD wherever there is GET: the same answer without its body, as RFC 9110 has it."""

from starlette.types import ASGIApp, Message, Receive, Scope, Send


class HeadAsGet:
    """A layer that asks the routes for what a GET would get, and lets its headers through."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http" or scope["method"] != "HEAD":
            await self.app(scope, receive, send)
            return

        async def headers_alone(message: Message) -> None:
            await send({**message, "body": b""} if message["type"] == "http.response.body" else message)

        await self.app({**scope, "method": "GET"}, receive, headers_alone)
