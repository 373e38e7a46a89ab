"""Traces: what a collector gets of a request, and what it does not."""

import asyncio
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any
from unittest.mock import patch

import httpx
import pytest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest

from api.main import create_app
from api.settings import Settings
from api.web import tracing
from tests import making
from tests.conftest import Connect

MARKER = "zyzzyva"
CALLERS = "0af7651916cd43dd8448eb211c80319c"
CALLERS_SPAN = "b7ad6b7169203331"


class Collector(ThreadingHTTPServer):
    """What takes OTLP over HTTP, and keeps it."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Taking)
        self.url = f"http://127.0.0.1:{self.server_address[1]}"
        self.bodies: list[bytes] = []

    def spans(self) -> list[dict[str, Any]]:
        """The spans that came, in the order in which they began, each with its attributes."""
        requests = map(ExportTraceServiceRequest.FromString, self.bodies)
        found = [
            span
            for request in requests
            for resource in request.resource_spans
            for scope in resource.scope_spans
            for span in scope.spans
        ]
        return [
            {
                "name": span.name,
                "trace": span.trace_id.hex(),
                "parent": span.parent_span_id.hex(),
                "events": len(span.events),
                "failed": span.status.code == 2,
            }
            | {each.key: each.value.int_value or each.value.string_value for each in span.attributes}
            for span in sorted(found, key=lambda span: span.start_time_unix_nano)
        ]


class Taking(BaseHTTPRequestHandler):
    server: Collector

    def do_POST(self) -> None:
        self.server.bodies.append(self.rfile.read(int(self.headers["Content-Length"])))
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Print nothing."""


@pytest.fixture
def collector() -> Iterator[Collector]:
    with Collector() as server:
        Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield server
        server.shutdown()


async def fail(*_: object, **__: object) -> None:
    raise RuntimeError(MARKER)


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_collector_gets_a_span_of_each_request(
    settings: Settings, connect: Connect, collector: Collector, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Of those that FastAPI sees, those that pass by it and those of no route; and not a word of anybody's in them."""
    monkeypatch.setenv("OTEL_SERVICE_NAME", "as-the-operator-says")
    token = (await connect()).headers["Authorization"]
    app = create_app(settings.model_copy(update={"otlp_endpoint": collector.url}))
    transport = httpx.ASGITransport(app)
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=transport, base_url="http://afterword.test") as client,
    ):
        client.headers["Authorization"] = token
        made = await making.organization(client, name=MARKER)
        caller = {"traceparent": f"00-{CALLERS}-{CALLERS_SPAN}-01", "X-Request-Id": "r1"}
        for method in ("GET", "GET", "HEAD"):  # the last two are answered from memory
            await client.request(method, "/next-actions?at=2026-03-02T12:00:00Z", headers=caller)
        await client.get("/contacts", params={"q": MARKER})
        await client.get(f"/organizations/{made['id']}", params={"nonsense": MARKER})
        await client.get(f"/{MARKER}")
        with patch.object(type(app.state.database), "_read", fail):
            await client.get("/testimonials")
    spans = collector.spans()
    assert [(span["name"], span.get("http.route"), span["http.response.status_code"]) for span in spans] == [
        ("POST /organizations", "/organizations", 201),
        *[(f"{method} /next-actions", "/next-actions", 200) for method in ("GET", "GET", "HEAD")],
        ("GET /contacts", "/contacts", 200),
        ("GET /organizations/{id}", "/organizations/{id}", 422),
        ("GET", None, 404),
        ("GET /testimonials", "/testimonials", 500),
    ]
    called = [(span["trace"], span["parent"]) == (CALLERS, CALLERS_SPAN) for span in spans]
    assert called == [False, True, True, True, False, False, False, False]
    assert [span["trace"] == CALLERS for span in spans] == called
    assert spans[1]["afterword.request_id"] == "r1"
    assert [span["failed"] for span in spans] == [*[False] * 7, True]
    assert not any(span["events"] for span in spans)
    assert spans[-1]["error.type"] == "RuntimeError"
    assert all(span.keys() - {"name", "trace", "parent", "events", "failed"} <= tracing.TOLD for span in spans)
    sent = b"".join(collector.bodies)
    assert b"as-the-operator-says" in sent
    assert not [word for word in (MARKER, made["id"], token) if word.encode() in sent]


@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)
async def test_a_collector_that_is_away_holds_up_nothing(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Requests are answered all the same, and the service stops in time."""
    monkeypatch.setattr(tracing, "PATIENCE", 0.2)
    app = create_app(settings.model_copy(update={"otlp_endpoint": "http://127.0.0.1:9"}))
    async with (
        asyncio.timeout(5),
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://afterword.test") as client,
    ):
        assert (await client.get("/policy")).status_code == 200
