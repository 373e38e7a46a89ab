"""Which pages in a browser may call the service and read what it answers: on every kind of answer."""

from collections.abc import AsyncIterator, Awaitable, Callable
from unittest.mock import patch

import httpx
import pytest

from api.clock import now
from api.db import Database, DatabaseUnavailableError
from api.main import ACCEPTED_HEADERS, Afterword, create_app
from api.settings import Settings
from api.web.auth import Access
from api.web.rate import open_rate_limit
from tests import making
from tests.conftest import Connect
from tests.test_error_shape import check

OURS, STRANGE = "https://app.example", "https://evil.example"

Ask = Callable[[httpx.AsyncClient, dict[str, str]], Awaitable[httpx.Response]]


def asking(method: str, path: str, body: object = None, **headers: str) -> Ask:
    async def ask(client: httpx.AsyncClient, origin: dict[str, str]) -> httpx.Response:
        return await client.request(method, path, json=body, headers=headers | origin)

    return ask


async def deleting(client: httpx.AsyncClient, origin: dict[str, str]) -> httpx.Response:
    made = await making.organization(client)
    return await client.delete(f"/organizations/{made['id']}", headers=origin)


async def asking_again(client: httpx.AsyncClient, origin: dict[str, str]) -> httpx.Response:
    tag = (await client.get("/account")).headers["ETag"]
    return await client.get("/account", headers={"If-None-Match": tag} | origin)


async def changing_an_old_version(client: httpx.AsyncClient, origin: dict[str, str]) -> httpx.Response:
    made = await making.organization(client)
    return await client.patch(f"/organizations/{made['id']}", json={}, headers={"If-Match": '"0"'} | origin)


async def using_a_key_twice(client: httpx.AsyncClient, origin: dict[str, str]) -> httpx.Response:
    headers = {"Idempotency-Key": "k"} | origin
    await client.post("/organizations", json={"name": "Initech"}, headers=headers)
    return await client.post("/organizations", json={"name": "Initech"}, headers=headers)


async def sending_too_much(client: httpx.AsyncClient, origin: dict[str, str]) -> httpx.Response:
    headers = {"Content-Type": "application/json"} | origin
    return await client.post("/organizations", content=b" " * 5_000_001, headers=headers)


async def sending_text(client: httpx.AsyncClient, origin: dict[str, str]) -> httpx.Response:
    return await client.post("/organizations", content=b"{}", headers={"Content-Type": "text/plain"} | origin)


def failing(error: Exception) -> Ask:
    async def ask(client: httpx.AsyncClient, origin: dict[str, str]) -> httpx.Response:
        with patch.object(Database, "read", side_effect=error):
            return await client.get("/account", headers=origin)

    return ask


ANSWERS: dict[str, tuple[int, Ask]] = {
    "a resource": (200, asking("GET", "/account")),
    "a page": (200, asking("GET", "/organizations")),
    "next actions": (200, asking("GET", "/next-actions")),
    "a head": (200, asking("HEAD", "/account")),
    "what needs no token": (200, asking("GET", "/policy")),
    "the document": (200, asking("GET", "/openapi.json")),
    "a file": (200, asking("GET", "/docs")),
    "created": (201, asking("POST", "/organizations", {"name": "Initech"})),
    "created before": (201, using_a_key_twice),
    "deleted": (204, deleting),
    "not changed": (304, asking_again),
    "no token": (401, asking("GET", "/account", Authorization="")),
    "a bad token": (401, asking("GET", "/account", Authorization="Bearer a.b.c")),
    "no path": (404, asking("GET", "/nowhere")),
    "no resource": (404, asking("GET", f"/organizations/{making.NOBODYS}")),
    "no method": (405, asking("DELETE", "/account")),
    "no preflight": (405, asking("OPTIONS", "/account")),
    "an old version": (412, changing_an_old_version),
    "too large": (413, sending_too_much),
    "no JSON": (415, sending_text),
    "not valid": (422, asking("POST", "/organizations", {})),
    "our failure": (500, failing(RuntimeError())),
    "unavailable": (503, failing(DatabaseUnavailableError())),
}


def varies(answer: httpx.Response) -> bool:
    return "Origin" in answer.headers.get("Vary", "").split(", ")


@pytest.mark.parametrize("kind", ANSWERS)
async def test_a_page_on_the_list_may_read_it(client: httpx.AsyncClient, kind: str) -> None:
    """With the headers that matter, and without cookies; other pages may not; and no cache mixes the two up."""
    status, ask = ANSWERS[kind]
    answer = await ask(client, {"Origin": OURS})
    assert answer.status_code == status, answer.text
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
    assert set(answer.headers["Access-Control-Expose-Headers"].split(", ")) == {
        "Content-Disposition",
        "Date",
        "ETag",
        "Idempotent-Replayed",
        "Link",
        "Location",
        "RateLimit",
        "RateLimit-Policy",
        "Retry-After",
        "WWW-Authenticate",
        "X-Request-Id",
    }
    for other in ({"Origin": STRANGE}, {"Origin": "null"}, {"Origin": OURS + ".evil.example"}, {}):
        answer_to_other = await ask(client, other)
        assert answer_to_other.status_code == status
        assert "Access-Control-Allow-Origin" not in answer_to_other.headers
        assert varies(answer_to_other)
    assert varies(answer)
    assert "Access-Control-Allow-Credentials" not in answer.headers


async def test_a_missing_scope_may_be_read(connect: Connect) -> None:
    reader = await connect(scopes=[Access.READ])
    answer = await reader.post("/organizations", json={"name": "Initech"}, headers={"Origin": OURS})
    check(answer, "forbidden", 403)
    assert answer.headers["Access-Control-Allow-Origin"] == OURS


async def test_too_many_requests_may_be_read(
    client: httpx.AsyncClient, app: Afterword, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.state._state, "rate_limit", open_rate_limit("1/day", None, now))
    for status in (200, 429):
        answer = await client.get("/account", headers={"Origin": OURS})
        assert answer.status_code == status
        assert answer.headers["Access-Control-Allow-Origin"] == OURS
        assert varies(answer)


async def test_what_else_varies_is_still_said(client: httpx.AsyncClient) -> None:
    for origin in (OURS, STRANGE):
        answer = await client.get("/next-actions", headers={"Origin": origin})
        assert set(answer.headers["Vary"].split(", ")) == {"Authorization", "Origin"}


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"])
async def test_a_page_may_ask_first(client: httpx.AsyncClient, method: str) -> None:
    """For every method, with every header that we read; the browser keeps the answer for an hour."""
    ask = {
        "Origin": OURS,
        "Access-Control-Request-Method": method,
        "Access-Control-Request-Headers": ", ".join(ACCEPTED_HEADERS).lower(),
    }
    answer = await client.options("/organizations", headers=ask)
    assert answer.status_code == 200
    assert answer.headers["Access-Control-Allow-Origin"] == OURS
    assert method in answer.headers["Access-Control-Allow-Methods"].split(", ")
    assert answer.headers["Access-Control-Max-Age"] == "3600"
    assert answer.headers["X-Request-Id"]
    assert varies(answer)
    assert "Access-Control-Allow-Credentials" not in answer.headers


@pytest.mark.parametrize(
    ("name", "value", "said"),
    [
        ("Origin", STRANGE, "origin"),
        ("Origin", "null", "origin"),
        ("Access-Control-Request-Method", "TRACE", "method"),
        ("Access-Control-Request-Headers", "x-other", "headers"),
    ],
)
async def test_a_refused_preflight(client: httpx.AsyncClient, name: str, value: str, said: str) -> None:
    """It says what was not allowed, and an origin that is not on the list gets no leave."""
    ask = {"Origin": OURS, "Access-Control-Request-Method": "GET"} | {name: value}
    answer = await client.options("/organizations", headers=ask)
    check(answer, "preflight-refused", 403)
    assert answer.json()["detail"].endswith(said)
    assert ("Access-Control-Allow-Origin" in answer.headers) == (said != "origin")
    assert varies(answer)


@pytest.fixture
async def closed(settings: Settings) -> AsyncIterator[httpx.AsyncClient]:
    """A client of a service whose list is empty."""
    app = create_app(settings.model_copy(update={"cors_origins": ()}))
    async with (
        app.router.lifespan_context(app),
        httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://afterword.test") as client,
    ):
        yield client


async def test_an_empty_list_lets_nobody_in(closed: httpx.AsyncClient) -> None:
    for origin in (OURS, "null", "*", "http://afterword.test"):
        answer = await closed.get("/policy", headers={"Origin": origin})
        assert answer.status_code == 200
        assert "Access-Control-Allow-Origin" not in answer.headers
        ask = {"Origin": origin, "Access-Control-Request-Method": "GET"}
        check(await closed.options("/policy", headers=ask), "preflight-refused", 403)
