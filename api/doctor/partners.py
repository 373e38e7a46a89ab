"""Others whom the settings name: whether they answer."""

import asyncio
from collections.abc import AsyncIterator, Awaitable
from typing import cast
from urllib.parse import urlsplit

from api.doctor.finding import Finding, error, ok, warning
from api.settings import Settings

_PATIENCE = 3
"""Seconds that one of them may take."""


async def check_redis(settings: Settings) -> AsyncIterator[Finding]:
    """Whether the Redis answers in which all processes count together."""
    if settings.redis_url is None:
        return
    from limits.storage import storage_from_string  # noqa: PLC0415 - an extra

    storage = storage_from_string(f"async+{settings.redis_url}", implementation="redispy", socket_timeout=_PATIENCE)
    answers = await cast(Awaitable[bool], storage.check())
    if answers:
        yield ok("redis", "The Redis of the rate limit answers")
    else:
        yield warning(
            "redis",
            "The Redis of the rate limit does not answer, so that each process counts by itself",
            "See that AFTERWORD_REDIS_URL names it, with its password, and that it runs",
        )


async def check_issuer(settings: Settings) -> AsyncIterator[Finding]:
    """Whether the issuer whose access tokens are taken says what its keys are."""
    if settings.oidc_issuer is None:
        return
    from api.web.oidc.fetching import FetchError, fetch_keys  # noqa: PLC0415 - loaded where there is one
    from api.web.oidc.keys import ALGORITHMS, signing_keys  # noqa: PLC0415 - as above

    try:
        found = list(signing_keys(await fetch_keys(settings.oidc_issuer, settings.oidc_jwks_url)))
    except FetchError as failure:
        yield error(
            "issuer",
            f"The issuer's keys are not to be had, so that nobody can sign in: {failure}",
            "See that AFTERWORD_OIDC_ISSUER is exactly what its tokens say, and that we may reach it",
        )
        return
    if found:
        yield ok("issuer", f"The issuer signs with {len(found)} keys that we take")
    else:
        yield error(
            "issuer", "The issuer signs with no key that we take", f"Let it sign with one of {', '.join(ALGORITHMS)}"
        )


async def check_collector(settings: Settings) -> AsyncIterator[Finding]:
    """Whether anybody listens where traces are sent."""
    if settings.otlp_endpoint is None:
        return
    parts = urlsplit(settings.otlp_endpoint)
    port = parts.port or (443 if parts.scheme == "https" else 80)
    try:
        async with asyncio.timeout(_PATIENCE):
            _, writer = await asyncio.open_connection(parts.hostname, port)
        writer.close()
    except OSError:  # a timeout is one
        yield warning(
            "collector",
            f"Nobody listens at {parts.hostname}:{port}, so that traces are lost",
            "See that AFTERWORD_OTLP_ENDPOINT names your collector's port for OTLP over HTTP, which is usually 4318",
        )
    else:
        yield ok("collector", f"Somebody listens at {parts.hostname}:{port}")
