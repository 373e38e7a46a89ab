"""Whatever goes wrong, the answer has one shape."""

import gzip
from collections.abc import AsyncIterator, Iterator
from unittest.mock import patch

import httpx
import pytest
from sqlalchemy.exc import DBAPIError, OperationalError

from api.db import Database
from api.main import Afterword
from api.web import problems
from api.web.problems import Problem
from tests.document import document

MEMBERS = {"type", "title", "status", "detail", "instance", "errors", "references", "findings"}


def check(answer: httpx.Response, slug: str, status: int) -> None:
    """Hold an answer against RFC 9457, our own members, and what every answer carries."""
    assert answer.status_code == status, answer.text
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["X-Request-Id"]
    body = answer.json()
    assert body["type"] == f"urn:afterword:problem:{slug}"
    assert body["status"] == status
    assert body["title"]
    assert body["detail"]
    assert body["instance"] == answer.request.url.path
    assert set(body) <= MEMBERS
    for error in body.get("errors", []):
        assert set(error) <= {"pointer", "parameter", "header", "code", "detail"}
        assert len(error.keys() & {"pointer", "parameter", "header"}) == 1
        assert error["code"]
        assert error["detail"]


def kinds(of: type[Problem] = Problem) -> Iterator[type[Problem]]:
    for kind in of.__subclasses__():
        yield kind
        yield from kinds(kind)


def test_every_kind_of_problem_is_listed() -> None:
    """The tree at the top of the module names each."""
    for kind in kinds():
        assert f" {kind.__name__} " in (problems.__doc__ or ""), kind


def test_slugs_are_unique() -> None:
    slugs = [kind.slug for kind in kinds()]
    assert len(set(slugs)) == len(slugs)


def test_the_docs_list_every_kind() -> None:
    listed = document()["components"]["schemas"]["ProblemDocument"]["properties"]["type"]["description"].splitlines()
    for kind in kinds():
        assert f"- `urn:afterword:problem:{kind.slug}`: {kind.status}, {kind.title}" in listed


async def test_no_token(client: httpx.AsyncClient) -> None:
    del client.headers["Authorization"]
    answer = await client.get("/account")
    check(answer, "unauthenticated", 401)
    assert answer.headers["WWW-Authenticate"] == 'Bearer realm="afterword"'


async def test_no_such_path(client: httpx.AsyncClient) -> None:
    for path in ("/nowhere", "/organizations/", "/health/live/", "http://afterword.test//account"):
        check(await client.get(path), "not-found", 404)


async def test_no_such_resource(client: httpx.AsyncClient) -> None:
    check(await client.get("/organizations/0195a4c2-0000-7000-8000-000000000000"), "not-found", 404)


@pytest.mark.parametrize(
    ("method", "path", "allow"),
    [
        ("DELETE", "/organizations", "GET, HEAD, POST"),
        ("PUT", "/organizations/0195a4c2-0000-7000-8000-000000000000", "DELETE, GET, HEAD, PATCH"),
        ("POST", "/docs", "GET, HEAD"),
        ("OPTIONS", "/account", "GET, HEAD"),
        ("DELETE", "/import", "POST"),
    ],
)
async def test_no_such_method(client: httpx.AsyncClient, method: str, path: str, allow: str) -> None:
    """405 names every method of the path."""
    answer = await client.request(method, path)
    check(answer, "method-not-allowed", 405)
    assert answer.headers["Allow"] == allow


@pytest.mark.parametrize("method", ["GET", "PATCH", "OPTIONS"])
async def test_a_path_that_is_written_out_is_no_id(client: httpx.AsyncClient, method: str) -> None:
    """`/contacts/from-vcard` names nobody among the contacts."""
    answer = await client.request(method, "/contacts/from-vcard")
    check(answer, "method-not-allowed", 405)
    assert answer.headers["Allow"] == "POST"


async def test_too_large(client: httpx.AsyncClient) -> None:
    """One byte over the limit, announced or not, is 413; the limit itself is not."""
    headers = {"Content-Type": "application/json"}
    largest = b'"' + b"x" * 4_999_998 + b'"'

    async def chunks() -> AsyncIterator[bytes]:
        yield largest
        yield b" "

    check(await client.post("/organizations", content=largest, headers=headers), "invalid", 422)
    check(await client.post("/organizations", content=largest + b" ", headers=headers), "content-too-large", 413)
    check(await client.post("/organizations", content=chunks(), headers=headers), "content-too-large", 413)


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", ""])
async def test_no_json(client: httpx.AsyncClient, media_type: str) -> None:
    """The client is told what it is to be."""
    answer = await client.post("/organizations", content=b'{"name": "Initech"}', headers={"Content-Type": media_type})
    check(answer, "unsupported-media-type", 415)
    assert answer.json()["detail"] == "Send the body as application/json"
    assert answer.headers["Accept"] == "application/json"


async def test_an_id_that_is_none_comes_first(client: httpx.AsyncClient) -> None:
    """Whatever else is wrong with the request, nothing is told of it: there is nothing there."""
    check(await client.patch("/organizations/x", json={"name": 1, "culture": "x"}), "not-found", 404)
    check(await client.put("/interviews/x/participants/y", json={}), "not-found", 404)


@pytest.mark.parametrize("coding", ["gzip", "br", "GZIP", "identity, gzip", "x"])
async def test_a_coded_body(client: httpx.AsyncClient, coding: str) -> None:
    """It is not taken for garbage, nor read as if it were plain: the client is told what to send instead."""
    json = {"Content-Type": "application/json"}
    coded = await client.post(
        "/organizations", content=gzip.compress(b'{"name": "A"}'), headers=json | {"Content-Encoding": coding}
    )
    check(coded, "unsupported-media-type", 415)
    assert coded.headers["Accept-Encoding"] == "identity"
    plain = await client.post(
        "/organizations", content=b'{"name": "A"}', headers=json | {"Content-Encoding": "Identity"}
    )
    assert plain.status_code == 201


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        (b"{", "syntax", ""),
        (b'{"name": "A", "name": "B"}', "duplicate_key", "/name"),
        (b'{"name": "\\u0000"}', "nul", "/name"),
        (b'{"name": "\\ud800"}', "surrogate", "/name"),
        (b'{"name": NaN}', "number", ""),
        (b'{"name": "\xff"}', "encoding", ""),
        (b"[" * 100_000 + b"]" * 100_000, "depth", ""),
        (b'{"a/b~c": 1, "name": "A"}', "extra_forbidden", "/a~1b~0c"),
    ],
)
async def test_bad_json(client: httpx.AsyncClient, body: bytes, code: str, pointer: str) -> None:
    answer = await client.post("/organizations", content=body, headers={"Content-Type": "application/json"})
    check(answer, "invalid", 422)
    assert [(error["code"], error["pointer"]) for error in answer.json()["errors"]] == [(code, pointer)]


async def test_a_bad_header(client: httpx.AsyncClient) -> None:
    """A header that is no entity tag is a fault of that header."""
    made = await client.post("/organizations", json={"name": "Initech"})
    answer = await client.patch(made.headers["Location"], json={}, headers={"If-Match": "1"})
    check(answer, "invalid", 422)
    assert answer.json()["errors"][0]["header"] == "If-Match"


@pytest.mark.parametrize(("door", "place"), [("read", "get_account"), ("glance", "authenticate")])
async def test_our_own_failure(
    client: httpx.AsyncClient, caplog: pytest.LogCaptureFixture, door: str, place: str
) -> None:
    """A bug is a 500 like any other problem, with CORS headers; the log has the place and nobody's words."""
    with patch.object(Database, door, side_effect=RuntimeError("Ann Ames said so")):
        answer = await client.get("/account", headers={"Origin": "https://app.example"})
    check(answer, "internal", 500)
    assert answer.headers["Access-Control-Allow-Origin"] == "https://app.example"
    (told,) = map(vars, caplog.records)
    assert (told["request_id"], told["error"]) == (answer.headers["X-Request-Id"], "RuntimeError")
    assert f"in {place}" in told["traceback"]
    assert "Ann Ames" not in caplog.text + str(told) + answer.text


class StartingUp(Exception):  # noqa: N818 - what asyncpg calls such things
    sqlstate = "57P03"


@pytest.mark.parametrize(
    "error",
    [
        OperationalError("", {}, Exception("gone")),
        ConnectionRefusedError(),
        DBAPIError("", {}, Exception("cut off"), connection_invalidated=True),
        DBAPIError("", {}, StartingUp()),
    ],
)
async def test_no_database(client: httpx.AsyncClient, app: Afterword, error: Exception) -> None:
    """A database that is away is a 503 that says when to try again."""
    with patch.object(type(app.state.database), "_read", side_effect=error):
        answer = await client.get("/health/ready")
    check(answer, "unavailable", 503)
    assert answer.headers["Retry-After"] == "1"


async def test_a_statement_that_is_wrong_is_our_own_failure(client: httpx.AsyncClient, app: Afterword) -> None:
    """Trying again later would not help."""
    with patch.object(type(app.state.database), "_read", side_effect=DBAPIError("", {}, Exception("syntax"))):
        check(await client.get("/organizations"), "internal", 500)


async def test_a_request_id_is_kept(client: httpx.AsyncClient) -> None:
    """A plain one comes back; anything else is replaced."""
    kept = await client.get("/account", headers={"X-Request-Id": "run-17.4_a"})
    assert kept.headers["X-Request-Id"] == "run-17.4_a"
    odd = await client.get("/account", headers={"X-Request-Id": "a b\t<script>"})
    assert odd.headers["X-Request-Id"] != "a b\t<script>"
