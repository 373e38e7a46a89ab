"""Asking an issuer for its keys, over a real connection."""

import gzip
import json
from collections.abc import Iterator
from typing import Any

import pytest

from api.web.oidc import fetching
from api.web.oidc.fetching import FetchError, fetch_keys
from tests.issuing import CONFIGURATION, JWKS, Issuer, issuing


@pytest.fixture
def issuer() -> Iterator[Issuer]:
    with issuing() as issuer:
        yield issuer


def ids(keys: list[Any]) -> list[str]:
    return [key["kid"] for key in keys]


async def test_the_configuration_says_where_they_are(issuer: Issuer) -> None:
    assert ids(await fetch_keys(issuer.url, None)) == ["one", "two"]
    assert issuer.asked == {CONFIGURATION: 1, JWKS: 1}


async def test_an_operator_may_say_it_instead(issuer: Issuer) -> None:
    assert ids(await fetch_keys("https://issuer.example", issuer.url + JWKS)) == ["one", "two"]
    assert issuer.asked == {JWKS: 1}


async def test_an_issuer_with_a_path_and_a_slash(issuer: Issuer) -> None:
    """The slash is part of its name, and none is doubled in the address."""
    name, below = f"{issuer.url}/realm/", f"/realm{CONFIGURATION}"
    issuer.bodies[below] = json.dumps({"issuer": name, "jwks_uri": issuer.url + JWKS}).encode()
    assert ids(await fetch_keys(name, None)) == ["one", "two"]
    assert issuer.asked[below] == 1


async def refused(issuer: Issuer) -> str:
    with pytest.raises(FetchError) as error:
        await fetch_keys(issuer.url, None)
    return str(error.value)


@pytest.mark.parametrize(
    ("path", "document", "said"),
    [
        (CONFIGURATION, {"issuer": "https://other.example"}, "names another issuer"),
        (CONFIGURATION, {}, "names another issuer"),
        (CONFIGURATION, {"jwks_uri": "http://169.254.169.254/latest"}, "no https address"),
        (CONFIGURATION, {"jwks_uri": "file:///etc/passwd"}, "no https address"),
        (CONFIGURATION, {"jwks_uri": ["https://x"]}, "no https address"),
        (CONFIGURATION, {"jwks_uri": "https://user:word@x.example/"}, "no https address"),
        (CONFIGURATION, {"jwks_uri": "https://[x/"}, "no https address"),
        (CONFIGURATION, [], "no JSON object"),
        (CONFIGURATION, b"<html>", "no JSON: Expecting value"),
        (JWKS, b"[" * 100_000, "no JSON: Nested deeper"),
        (JWKS, {"keys": {}}, "no set of keys"),
        (JWKS, {}, "no set of keys"),
        (JWKS, b'{"keys": [' + b" " * 250_000 + b"]}", "larger than 250000 bytes"),
    ],
)
async def test_what_is_no_answer(issuer: Issuer, path: str, document: Any, said: str) -> None:
    if isinstance(document, dict) and path == CONFIGURATION and "jwks_uri" in document:
        document["issuer"] = issuer.url
    issuer.bodies[path] = document if isinstance(document, bytes) else json.dumps(document).encode()
    assert said in await refused(issuer)


async def test_a_configuration_without_keys(issuer: Issuer) -> None:
    issuer.bodies[CONFIGURATION] = json.dumps({"issuer": issuer.url}).encode()
    assert "no https address" in await refused(issuer)


@pytest.mark.parametrize("status", [301, 302, 307, 404, 500])
async def test_nothing_but_success_is_one(issuer: Issuer, status: int) -> None:
    """A redirect is not followed: it could lead anywhere."""
    issuer.status, issuer.headers = status, {"Location": JWKS}
    assert await refused(issuer) == f"{issuer.url}{CONFIGURATION} answers {status}"
    assert issuer.asked == {CONFIGURATION: 1}


async def test_little_that_would_become_much(issuer: Issuer) -> None:
    """A compressed answer, which was not asked for, is not blown up."""
    issuer.bodies[CONFIGURATION] = gzip.compress(b" " * 10_000_000)
    issuer.headers = {"Content-Encoding": "gzip"}
    assert "no JSON: Not UTF-8" in await refused(issuer)


async def test_an_answer_cut_short(issuer: Issuer) -> None:
    issuer.headers = {"Content-Length": "9999"}
    assert "RemoteProtocolError" in await refused(issuer)


async def test_nobody_waits_long(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    """For both documents together."""
    monkeypatch.setattr(fetching, "_DEADLINE", 0.2)
    issuer.delay = 0.15
    assert await refused(issuer) == "no answer within 0.2 seconds"


async def test_nobody_there() -> None:
    with issuing() as gone:
        pass
    assert "ConnectError" in await refused(gone)


async def test_a_proxy_that_is_none(issuer: Issuer, monkeypatch: pytest.MonkeyPatch) -> None:
    """What the operator's environment gets wrong is said as well."""
    monkeypatch.setenv("ALL_PROXY", "gopher://proxy.example")
    assert "ValueError" in await refused(issuer)
