"""HEAD: what GET answers, without the body."""

import httpx
import pytest

from tests import making

OPEN = ["/health/live", "/health/ready", "/docs", "/docs/docs.js", "/openapi.json", "/policy"]
OURS = ["/account", "/export", "/organizations?limit=1", "/next-actions?limit=1&at=2026-03-02T12:00:00Z"]


def lasting(answer: httpx.Response) -> dict[str, str]:
    """The headers of an answer, without the values of those that are new each time."""
    return {name: "" if name in {"x-request-id", "ratelimit"} else value for name, value in answer.headers.items()}


@pytest.mark.parametrize("path", [*OPEN, *OURS, "/organizations/x", "/nowhere"])
async def test_the_headers_are_those_of_get(client: httpx.AsyncClient, path: str) -> None:
    """Of a page with a `Link`, of a resource, a file, a refusal: all the same, and its length too."""
    for _ in range(2):
        await making.interview(client)
    got, head = await client.get(path), await client.head(path)
    assert (head.status_code, head.content) == (got.status_code, b"")
    assert lasting(head) == lasting(got)


async def test_it_asks_for_a_token_as_get_does(client: httpx.AsyncClient) -> None:
    del client.headers["Authorization"]
    assert (await client.head("/account")).status_code == 401


async def test_only_where_there_is_get(client: httpx.AsyncClient) -> None:
    head = await client.head("/import")
    assert (head.status_code, head.headers["Allow"], head.content) == (405, "POST", b"")
