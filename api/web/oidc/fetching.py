"""Asking an issuer for its keys over HTTP: briefly, for little, and nobody else."""

import asyncio
from typing import Any

import httpx

from api.settings import safe_url
from api.web.json import JsonError, loads

# In seconds, for everything that one look at the keys takes.
_DEADLINE = 5
# In bytes. The largest issuers' documents are a tenth of it.
_LARGEST = 250_000


class FetchError(Exception):
    """The issuer did not say what its keys are. Its message is for the operator."""


async def fetch_keys(issuer: str, jwks_url: str | None) -> list[Any]:
    """Return the keys that the issuer publishes now, as it describes them; raise `FetchError`.

    Without a `jwks_url` the issuer's configuration document says where they are.
    """
    try:
        async with asyncio.timeout(_DEADLINE), httpx.AsyncClient() as client:
            if jwks_url is None:
                jwks_url = await _discovered(client, issuer)
            keys = (await _document(client, jwks_url)).get("keys")
    except TimeoutError:
        raise FetchError(f"no answer within {_DEADLINE} seconds") from None
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError) as error:  # the last two: a proxy, a certificate
        raise FetchError(f"{type(error).__name__}: {error}") from error
    if not isinstance(keys, list):
        raise FetchError(f"{jwks_url} is no set of keys")
    return keys


async def _discovered(client: httpx.AsyncClient, issuer: str) -> str:
    """Return where the issuer's keys are, by its configuration document."""
    configuration = await _document(client, f"{issuer.removesuffix('/')}/.well-known/openid-configuration")
    if configuration.get("issuer") != issuer:
        raise FetchError("its configuration document names another issuer")
    try:
        return safe_url(configuration.get("jwks_uri", ""))
    except (TypeError, ValueError, AttributeError):
        raise FetchError("its configuration document names no https address of keys") from None


async def _document(client: httpx.AsyncClient, url: str) -> dict[str, Any]:
    """Return the JSON object at a URL. Redirects are not followed: they could lead anywhere."""
    plain = {"Accept": "application/json", "Accept-Encoding": "identity"}  # compressed, little could become much
    async with client.stream("GET", url, headers=plain, follow_redirects=False) as answer:
        if answer.status_code != httpx.codes.OK:
            raise FetchError(f"{url} answers {answer.status_code}")
        body = b""
        async for chunk in answer.aiter_raw():
            body += chunk
            if len(body) > _LARGEST:
                raise FetchError(f"{url} is larger than {_LARGEST} bytes")
    try:
        document = loads(body)
    except JsonError as error:
        raise FetchError(f"{url} is no JSON: {error.detail}") from None
    if not isinstance(document, dict):
        raise FetchError(f"{url} is no JSON object")
    return document
