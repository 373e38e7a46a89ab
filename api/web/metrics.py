"""Figures for operators, as Prometheus reads them: how many requests there were, and how long they took.

Nothing of a request but its method, its route and the status of its answer is kept: no account, no address, no text.
"""

from functools import cache
from importlib.metadata import version
from time import perf_counter

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Gauge, Histogram, Info, generate_latest
from prometheus_client.process_collector import ProcessCollector
from starlette.types import ASGIApp, Receive, Scope, Send

from api.policy.engine import VERSION

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_NO_ROUTE = "none"
"""The route of a request for which there is none: counted as one, as anybody can make up millions of addresses."""

_METHODS = frozenset({"DELETE", "GET", "HEAD", "OPTIONS", "PATCH", "POST", "PUT"})


def template_of(scope: Scope) -> str:
    """Return the route that a request took, as `/organizations/{id}`, or `none`. It is known once it is answered."""
    return getattr(scope.get("route"), "path_format", _NO_ROUTE)


def method_of(scope: Scope) -> str:
    """Return a request's method, or `other` for those that no route here has."""
    method: str = scope["method"]
    return method if method in _METHODS else "other"


def status_of(scope: Scope) -> int:
    """Return the status of a request's answer, as the envelope noted it."""
    status: int = scope["state"].get("status", 500)
    return status


class Metrics:
    """The figures of this process, since it started."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        Info("afterword", "What is running", registry=self._registry).info(
            {"version": version("afterword"), "policy_version": VERSION}
        )
        self.under_way = Gauge(
            "afterword_requests_under_way", "Requests without an answer yet", registry=self._registry
        )
        self.answers = Histogram(
            "afterword_request_duration_seconds",
            "From a request's head to its answer's last byte, by method, route and status",
            ["method", "route", "status"],
            buckets=_SECONDS,
            registry=self._registry,
        )
        self.answers_of = cache(self.answers.labels)  # which is slow to find them

    def text(self) -> bytes:
        """Return them in the text format."""
        return generate_latest(self._registry)


class Measured:
    """A layer that measures what goes through it."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self._metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, and note what came of it."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        began = perf_counter()
        self._metrics.under_way.inc()
        try:
            await self.app(scope, receive, send)
        finally:
            self._metrics.under_way.dec()
            answers = self._metrics.answers_of(method_of(scope), template_of(scope), status_of(scope))
            answers.observe(perf_counter() - began)
