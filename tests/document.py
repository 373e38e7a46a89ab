"""The OpenAPI document, put together once: that takes longer than most tests. Nobody is to change it."""

from functools import cache
from typing import Any

from api.main import create_app
from api.settings import Settings


@cache
def document() -> dict[str, Any]:
    """What the service with its default settings says of itself."""
    return create_app(Settings()).openapi()
