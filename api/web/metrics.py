"""Figures for operators, as Prometheus reads them: how many requests there were, and how long they took.

Nothing of a request but its method, its route and the status of its answer is kept: no account, no address, no text.
Where several processes share a port, nobody chooses which of them is asked; so each answers for all.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from prometheus_client import (
    CONTENT_TYPE_LATEST,
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    Metric,
    generate_latest,
)
from prometheus_client.process_collector import ProcessCollector
from prometheus_client.registry import Collector
from starlette.types import ASGIApp, Receive, Scope, Send

from api.policy.engine import VERSION

CONTENT_TYPE = CONTENT_TYPE_LATEST

_SECONDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10)
_NO_ROUTE = "none"
"""The route of a request for which there is none: counted as one, as anybody can make up millions of addresses."""

_TOGETHER = "PROMETHEUS_MULTIPROC_DIR"
"""The variable that names the folder in which processes count together, by the name under which the library looks."""

REFUSED = Counter(
    "afterword_requests_refused",
    "Requests that had no route yet: too slow, too large, no HTTP, or of one connection too many; by the status of the "
    "answer, or `none` where there were too many even to be answered",
    ["status"],
    registry=None,
)
"""Counted by `api.web.connection`, of which a process has one kind, however many applications."""

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


@contextmanager
def counted_together() -> Iterator[None]:
    """Let all processes that are started within the block count together, in a folder that goes when it ends."""
    with TemporaryDirectory(prefix="afterword-figures-") as folder:
        os.environ[_TOGETHER] = folder
        try:
            yield
        finally:
            del os.environ[_TOGETHER]


class Metrics:
    """The figures of this process since it started, or of all that count together with it.

    What a process takes of the machine is told of one that is alone.
    """

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        counted: CollectorRegistry | None = self._registry
        if folder := os.environ.get(_TOGETHER):
            counted = None
            self._registry.register(_All(folder))
        else:
            ProcessCollector(registry=self._registry)
            self._registry.register(REFUSED)
        Info("afterword", "What is running", registry=self._registry).info(
            {"version": version("afterword"), "policy_version": VERSION}
        )
        self.under_way = Gauge(
            "afterword_requests_under_way",
            "Requests without an answer yet",
            registry=counted,
            multiprocess_mode="livesum",
        )
        self.answers = Histogram(
            "afterword_request_duration_seconds",
            "From a request's head to its answer's last byte, by method, route and status",
            ["method", "route", "status"],
            buckets=_SECONDS,
            registry=counted,
        )
        self.answers_of = cache(self.answers.labels)  # which is slow to find them

    def text(self) -> bytes:
        """Return them in the text format."""
        return generate_latest(self._registry)


class _All(Collector):
    """The figures of all processes that count in a folder, those that ended included."""

    def __init__(self, folder: str) -> None:
        self._folder = folder

    def collect(self) -> Iterable[Metric]:
        """Add them up; what was under way in a process that was killed is so no more."""
        from prometheus_client.multiprocess import (  # noqa: PLC0415 - a process that is alone need not load it
            MultiProcessCollector,
            mark_process_dead,
        )

        for file in Path(self._folder).glob("gauge_live*.db"):
            pid = int(file.stem.rpartition("_")[2])
            if not _is_there(pid):
                mark_process_dead(pid, self._folder)  # type: ignore[no-untyped-call] # the library's types end here
        figures: Iterable[Metric] = MultiProcessCollector(None, self._folder).collect()  # type: ignore[no-untyped-call]
        return figures


def _is_there(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


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
