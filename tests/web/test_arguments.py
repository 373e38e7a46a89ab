"""What endpoints are called with: taken by us where it is good, and judged by FastAPI where it is not."""

from typing import Any

import httpx
import pytest
from fastapi import routing
from fastapi.dependencies.utils import solve_dependencies

from api.web import arguments

NOBODYS = "0195a4c2-0000-7000-8000-000000000000"


@pytest.fixture
def judged(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The paths of the requests that FastAPI has looked at."""
    paths = list[str]()

    async def noted(**asked: Any) -> Any:
        paths.append(asked["request"].url.path)
        return await solve_dependencies(**asked)

    monkeypatch.setattr(routing, "solve_dependencies", noted)
    return paths


async def test_a_good_request_needs_no_fastapi(client: httpx.AsyncClient, judged: list[str]) -> None:
    """Lists, one resource from its making to its deletion, and what is asked of the policy."""
    made = await client.post("/organizations", json={"name": "Initech"})
    one = made.headers["Location"]
    assert (await client.get("/organizations?limit=1&sort=-name&culture=balanced")).json()["items"][0]["name"]
    assert (await client.get(one, headers={"If-None-Match": made.headers["ETag"]})).status_code == 304
    assert (await client.patch(one, json={"country": "GB", "timezone": None})).json()["country"] == "GB"
    listed = await client.get("/next-actions?status=open&status=upcoming&at=2026-03-02T10:00:00Z")
    assert listed.json()["at"] == "2026-03-02T10:00:00Z"
    assert (await client.delete(one, headers={"If-Match": '"0"'})).status_code == 412
    assert (await client.delete(one)).status_code == 204
    assert judged == []


@pytest.mark.parametrize(
    ("path", "headers", "status"),
    [
        ("/organizations?limit=0", {}, 422),
        ("/organizations/none", {}, 404),
        (f"/organizations/{NOBODYS}", {"If-None-Match": "x" * 2_001}, 422),
        ("/next-actions?status=open&status=never", {}, 422),
    ],
)
async def test_a_doubtful_one_is_fastapis(
    client: httpx.AsyncClient, judged: list[str], path: str, headers: dict[str, str], status: int
) -> None:
    """And is refused as it has always been."""
    assert (await client.get(path, headers=headers)).status_code == status
    assert judged == [path.partition("?")[0]]


@pytest.mark.parametrize("body", [b"", b"[]", b'{"name": 1}', b'{"name": "Initech", "nmae": ""}'])
async def test_a_doubtful_body_is_fastapis(client: httpx.AsyncClient, judged: list[str], body: bytes) -> None:
    answer = await client.post("/organizations", content=body, headers={"Content-Type": "application/json"})
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] is not None
    assert judged == ["/organizations"]


async def test_either_way_is_answered_alike(
    client: httpx.AsyncClient, judged: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Bytes and headers, where FastAPI has to take what we would have taken."""
    await client.post("/organizations", json={"name": "Initech"})
    del judged[:]
    paths = ["/account", "/tokens?limit=5", "/webhooks?limit=3"]
    ours = [(await client.get(path)).content for path in paths]
    assert judged == []

    async def doubtful(*_: object) -> Any:
        raise arguments.DoubtfulRequestError

    monkeypatch.setattr(arguments.Arguments, "taken", doubtful)
    assert [(await client.get(path)).content for path in paths] == ours
    assert len(judged) == len(paths)
