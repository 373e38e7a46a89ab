"""An import that is not meant says what it would say, and changes nothing."""

import json
from typing import Any

import httpx
import pytest

from tests.dossier.test_router import rich
from tests.making import NOBODYS

NDJSON = {"Content-Type": "application/x-ndjson"}


def as_lines(*records: Any) -> bytes:
    return b"\n".join(json.dumps(record).encode() for record in records)


async def state(client: httpx.AsyncClient) -> tuple[bytes, str]:
    return (await client.get("/export")).content, (await client.get("/account")).headers["ETag"]


async def test_it_answers_as_if_it_were_meant(client: httpx.AsyncClient) -> None:
    """With the counts, with 409 for what is taken, with 422 for what is wrong: and the account is as it was."""
    empty, taken = await state(client), rich(1)
    wrong = rich(1) | {"contacts": [{"id": NOBODYS, "name": ""}]}
    tried = await client.post("/import?dry_run=true", json=taken)
    assert await state(client) == empty
    meant = await client.post("/import", json=taken)
    assert (tried.status_code, tried.json()) == (meant.status_code, meant.json()) == (200, meant.json())
    full = await state(client)
    for body in (taken, wrong):
        tried, meant = [await client.post(f"/import{query}", json=body) for query in ("?dry_run=true", "")]
        assert tried.status_code == meant.status_code >= 409
        assert tried.json() == meant.json()
    assert await state(client) == full


async def test_it_uses_up_no_key(client: httpx.AsyncClient) -> None:
    """The same request, now meant, is not answered with what was tried."""
    key = {"Idempotency-Key": "once"}
    assert (await client.post("/import?dry_run=true", json=rich(1), headers=key)).status_code == 200
    meant = await client.post("/import", json=rich(1), headers=key)
    assert (meant.status_code, "Idempotent-Replayed" in meant.headers) == (200, False)
    assert len((await client.get("/interviews")).json()["items"]) == 1


@pytest.mark.parametrize(
    ("line", "place", "code"),
    [
        (b"{", "/1", "syntax"),
        (b"[]", "/1", "dict_type"),
        (b'{"id": "x"}', "/1/type", "type"),
        (b'{"type": "organizations"}', "/1/type", "type"),
        (b'{"type": ["organization"]}', "/1/type", "type"),
        (b'{"type": "mark", "key": "a\\u0000"}', "/1/key", "nul"),
        (b'{"type": "organization", "name": "x"}', "/1/id", "missing"),
        (b'{"type": "organization", "id": "x", "name": "x", "colour": 1}', "/1/colour", "extra_forbidden"),
        (as_lines({"type": "organization", "id": NOBODYS, "name": "y"}), "/1/id", "duplicate_id"),
        (b"\xff", "/1", "encoding"),
    ],
)
async def test_what_is_wrong_with_a_line_is_told_with_its_number(
    client: httpx.AsyncClient, line: bytes, place: str, code: str
) -> None:
    """Counted from 0, as RFC 6901 counts; a line that is empty counts."""
    first = as_lines({"type": "organization", "id": NOBODYS, "name": "x"})
    for query in ("", "?dry_run=true"):
        answer = await client.post(f"/import{query}", content=first + b"\n" + line + b"\n\n", headers=NDJSON)
        assert answer.status_code == 422, answer.text
        errors = answer.json()["errors"]
        assert (place, code) in [(error["pointer"], error["code"]) for error in errors]
        assert not [error for error in errors if "at line" in error["detail"]]  # which would be another number


async def test_not_every_wrong_line_is_looked_at(client: httpx.AsyncClient) -> None:
    """A hundred are enough, of a file that is something else."""
    answer = await client.post("/import", content=b"a,b\n" * 150, headers=NDJSON)
    assert [error["pointer"] for error in answer.json()["errors"]] == [f"/{number}" for number in range(100)]
    assert answer.json()["detail"].endswith("and 99 more")


async def test_a_taken_id_is_told_with_its_line(client: httpx.AsyncClient) -> None:
    body = as_lines({"type": "organization", "id": NOBODYS, "name": "x"})
    assert (await client.post("/import", content=body, headers=NDJSON)).status_code == 200
    again = await client.post("/import", content=b"\n\n" + body, headers=NDJSON)
    assert (again.status_code, [error["pointer"] for error in again.json()["errors"]]) == (409, ["/2/id"])


async def test_another_query_is_another_request(client: httpx.AsyncClient) -> None:
    """A key belongs to all that was asked, its query included."""
    key, body = {"Idempotency-Key": "query"}, as_lines({"type": "organization", "id": NOBODYS, "name": "x"})
    assert (await client.post("/import", content=body, headers=NDJSON | key)).status_code == 200
    again = await client.post("/import?dry_run=false", content=body, headers=NDJSON | key)
    assert (again.status_code, again.json()["type"]) == (422, "urn:afterword:problem:idempotency-key-reused")
    assert again.json()["errors"][0]["header"] == "Idempotency-Key"


async def test_other_kinds_of_body_are_refused(client: httpx.AsyncClient) -> None:
    answer = await client.post("/import", content=b"a,b", headers={"Content-Type": "text/csv"})
    assert answer.status_code == 415
