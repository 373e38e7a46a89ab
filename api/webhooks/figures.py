"""Figures of a worker for operators, as Prometheus reads them: of no account, endpoint or message in particular."""

from collections.abc import Iterator
from contextlib import contextmanager

from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, start_http_server
from prometheus_client.process_collector import ProcessCollector


class Figures:
    """What a worker has done since it started."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        ProcessCollector(registry=self._registry)
        self._attempts = Counter(
            "afterword_webhook_attempts_total",
            "Attempts to send a message, by what came of it and why it failed",
            ["outcome", "error"],
            registry=self._registry,
        )
        self._seconds = Histogram(
            "afterword_webhook_attempt_duration_seconds",
            "How long attempts took, by what came of them",
            ["outcome"],
            buckets=(0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 15),
            registry=self._registry,
        )

    def note(self, outcome: str, error: str | None, seconds: float) -> None:
        """Count an attempt: `delivered`, to be `retried`, or `failed` for good."""
        self._attempts.labels(outcome, error or "none").inc()
        self._seconds.labels(outcome).observe(seconds)

    def text(self) -> bytes:
        """Return them in the text format."""
        return generate_latest(self._registry)

    @contextmanager
    def served(self, host: str, port: int) -> Iterator[None]:
        """Answer Prometheus on a port of its own until the block ends."""
        server, thread = start_http_server(port, host, registry=self._registry)
        try:
            yield
        finally:
            server.shutdown()
            server.server_close()
            thread.join()
