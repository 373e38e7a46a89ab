"""Traces for operators: a span for each request, joined to its caller's trace, and sent to a collector.

FastAPI makes the spans. Of what it would tell, only what is listed here goes out: addresses and queries hold what
people wrote, and so may the messages of exceptions. Without a collector nothing of this is loaded or done.
"""

import asyncio
import os
from importlib.metadata import version
from typing import Any

from fastapi.telemetry import TelemetryConfig
from opentelemetry import trace
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.web.envelope import request_id_of
from api.web.metrics import method_of, template_of

OFF = TelemetryConfig(tracing=False, metrics=False, logs=False, auto_configure=False)

PATIENCE = 2
"""How many seconds a collector may take over spans, when a process stops as well; then they are dropped."""

REQUEST_ID = "afterword.request_id"
TOLD = frozenset(
    {
        REQUEST_ID,
        "error.type",
        "http.request.method",
        "http.response.status_code",
        "http.route",
        "network.protocol.version",
        "url.scheme",
    }
)
"""The attributes of a span that leave this process, by OpenTelemetry's names."""


class Tracing:
    """What makes spans and sends them, in the background, until it is closed."""

    def __init__(self, endpoint: str) -> None:
        """Take the address of a collector that speaks OTLP over HTTP; OpenTelemetry's own variables say the rest."""
        # All of this takes a fifth of a second to load, and is installed only where it is used.
        from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter  # noqa: PLC0415
        from opentelemetry.sdk.resources import Resource  # noqa: PLC0415
        from opentelemetry.sdk.trace import TracerProvider  # noqa: PLC0415
        from opentelemetry.sdk.trace.export import BatchSpanProcessor  # noqa: PLC0415

        name = os.environ.get("OTEL_SERVICE_NAME", "afterword")
        self._provider = TracerProvider(
            resource=Resource.create({"service.name": name, "service.version": version("afterword")}),
            shutdown_on_exit=False,  # the service closes it
        )
        exporter = OTLPSpanExporter(endpoint=f"{endpoint}/v1/traces", timeout=PATIENCE)
        self._provider.add_span_processor(BatchSpanProcessor(_discreet(exporter)))

    @property
    def telemetry(self) -> TelemetryConfig:
        """What FastAPI is to make: a span of each request, and no logs, which would hold the messages of exceptions."""
        return OFF | TelemetryConfig(tracing=True, operation_spans=False, tracer_provider=self._provider)

    async def close(self) -> None:
        """Send what is left."""
        await asyncio.to_thread(self._provider.shutdown)


class Named:
    """A layer that gives a request's span the id by which its answer and the log name it, and its route.

    FastAPI knows the route of those requests alone that it has routed, and not of those answered from memory.
    """

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on."""
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        span = trace.get_current_span()
        span.set_attribute(REQUEST_ID, request_id_of(scope))

        async def named(message: Message) -> None:
            if message["type"] == "http.response.start" and "route" in scope:
                route = template_of(scope)
                span.set_attribute("http.route", route)
                span.update_name(f"{method_of(scope)} {route}")
            await send(message)

        await self.app(scope, receive, named)


def _discreet(exporter: Any) -> Any:
    """Return an exporter that passes on what may be told of each span."""
    from opentelemetry.sdk.trace import ReadableSpan  # noqa: PLC0415
    from opentelemetry.sdk.trace.export import SpanExporter, SpanExportResult  # noqa: PLC0415

    class Discreet(SpanExporter):
        def export(self, spans: Any) -> SpanExportResult:
            result: SpanExportResult = exporter.export([told(span) for span in spans])
            return result

        def shutdown(self) -> None:
            exporter.shutdown()

    def told(span: ReadableSpan) -> ReadableSpan:
        return ReadableSpan(
            name=span.name,
            context=span.context,
            parent=span.parent,
            resource=span.resource,
            attributes={name: value for name, value in (span.attributes or {}).items() if name in TOLD},
            kind=span.kind,
            status=trace.Status(span.status.status_code),
            start_time=span.start_time,
            end_time=span.end_time,
            instrumentation_scope=span.instrumentation_scope,
        )

    return Discreet()
