"""A line in the log for every request, where the settings ask for one.

It tells the operation by its route and never by its address, which may hold a name, a key or a secret.
"""

import logging
from time import perf_counter

from starlette.types import ASGIApp, Receive, Scope, Send

from api.web.auth import caller_of
from api.web.envelope import request_id_of
from api.web.metrics import method_of, status_of, template_of

log = logging.getLogger("afterword.access")


class AccessLog:
    """A layer that writes down what was asked and what came of it; with `accounts`, also for whom."""

    def __init__(self, app: ASGIApp, *, accounts: bool) -> None:
        self.app = app
        self._accounts = accounts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and write its line after the answer's last byte."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        try:
            await self.app(scope, receive, send)
        finally:
            fields = {
                "request_id": request_id_of(scope),
                "method": method_of(scope),
                "route": template_of(scope),
                "status": status_of(scope),
                "duration_ms": round((perf_counter() - began) * 1000, 3),
            }
            caller = caller_of(scope)
            if self._accounts and caller is not None:
                fields["account_id"] = caller.account_id
            log.info("answered", extra=fields)
