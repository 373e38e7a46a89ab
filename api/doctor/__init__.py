"""`afterword doctor`: what is wrong with a setup, and how to mend it. Each check is a function of its own."""

from collections.abc import AsyncIterator
from datetime import datetime
from os import environ

from api.doctor.databases import check_database
from api.doctor.finding import Finding
from api.doctor.partners import check_collector, check_issuer, check_redis
from api.doctor.surroundings import check_files, check_names, check_origins, check_proxies, check_zones
from api.settings import Settings


async def examine(settings: Settings, now: datetime) -> AsyncIterator[Finding]:
    """Go through what is found, in the order in which it would be mended."""
    async for finding in check_database(settings, now):
        yield finding
    for check in (check_redis, check_issuer, check_collector):
        async for finding in check(settings):
            yield finding
    for found in (
        check_names(environ),
        check_origins(settings),
        check_proxies(settings),
        check_files(settings),
        check_zones(now),
    ):
        for finding in found:
            yield finding
