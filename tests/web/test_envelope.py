"""What is around every answer."""

import httpx
import pytest

from api.main import Afterword
from tests.making import NOBODYS, organization

SECURITY = {
    "Content-Security-Policy": "default-src 'none'; frame-ancestors 'none'",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
}


def check(answer: httpx.Response) -> None:
    """Each header stands once, and nothing is kept that has no entity tag to be asked about by."""
    for name, value in SECURITY.items():
        assert answer.headers.get_list(name) == [value], (name, answer.request)
    tagged = "ETag" in answer.headers
    kept = "private, no-cache" if tagged else "no-store"
    if answer.request.method == "GET" and answer.request.url.path.startswith("/policy"):  # which is the same for all
        kept = "public, max-age=3600"
    assert answer.headers.get_list("Cache-Control") == [kept], answer.request
    assert ("Authorization" in answer.headers["Vary"]) == tagged, answer.request
    assert "Strict-Transport-Security" not in answer.headers


async def test_every_operation_is_wrapped(client: httpx.AsyncClient, app: Afterword) -> None:
    """With a token and without, whatever comes of it."""
    seen = set()
    for path, methods in app.openapi()["paths"].items():
        place = path.replace("{rule_id}", "be-patient").replace("{key}", "key")
        for method in methods:
            for headers in ({}, {"Authorization": "Bearer none"}):
                url = place.replace("{id}", NOBODYS).replace("{contact_id}", NOBODYS)
                answer = await client.request(method, url, json={}, headers=headers)
                check(answer)
                seen.add(answer.status_code)
    assert seen >= {200, 401, 404, 422}


async def test_what_is_made_read_and_gone_is_wrapped(client: httpx.AsyncClient) -> None:
    made = await client.post("/organizations", json={"name": "Initech"})
    read = await client.get(made.headers["Location"])
    same = await client.get(made.headers["Location"], headers={"If-None-Match": read.headers["ETag"]})
    gone = await client.delete(made.headers["Location"])
    assert [answer.status_code for answer in (made, read, same, gone)] == [201, 200, 304, 204]
    for answer in (made, read, same, gone):
        check(answer)


@pytest.mark.parametrize(("method", "path"), [("GET", "/nowhere"), ("DELETE", "/account"), ("GET", "/openapi.json")])
async def test_what_is_no_operation_is_wrapped(client: httpx.AsyncClient, method: str, path: str) -> None:
    check(await client.request(method, path))


async def test_a_preflight_is_wrapped(client: httpx.AsyncClient) -> None:
    ask = {"Origin": "https://app.example", "Access-Control-Request-Method": "GET"}
    check(await client.options("/organizations", headers=ask))


async def test_the_docs_may_run_their_own_scripts(client: httpx.AsyncClient) -> None:
    """And nobody else's; all else is as everywhere."""
    for path in ("/docs", "/docs/docs.js"):
        answer = await client.get(path)
        policy = answer.headers.get_list("Content-Security-Policy")
        assert len(policy) == 1
        assert "script-src 'self';" in policy[0]
        assert answer.headers["X-Content-Type-Options"] == "nosniff"
        assert answer.headers.get_list("Cache-Control") == ["no-cache"]


async def test_https_stays_https(client: httpx.AsyncClient, app: Afterword) -> None:
    """Who came by https is to come by it again: a proxy in front says so in the request's scheme."""
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="https://afterword.test") as safe:
        answer = await safe.get("/health/live")
    assert answer.headers["Strict-Transport-Security"] == "max-age=31536000"


@pytest.mark.parametrize("path", ["/account", "/tokens"])
async def test_a_browser_keeps_nobodys_account_for_another(client: httpx.AsyncClient, path: str) -> None:
    """A path is the same for every account: what is kept of it is kept for one token, or not at all."""
    await organization(client)
    headers = (await client.get(path)).headers
    assert headers["Cache-Control"] == "no-store" or "Authorization" in headers["Vary"]
