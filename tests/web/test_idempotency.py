"""Idempotency keys: a repeated request has one effect and one answer."""

import asyncio
from datetime import UTC, datetime, timedelta

import httpx
import pytest

from api.main import Afterword
from api.web import idempotency
from api.web.idempotency import InFlight, Key
from api.web.problems import RequestInFlight
from tests.conftest import SettableClock
from tests.dossier.test_router import rich
from tests.making import complaints


def keyed(key: str) -> dict[str, str]:
    return {"Idempotency-Key": key}


async def count(client: httpx.AsyncClient) -> int:
    return len((await client.get("/organizations")).json()["items"])


async def test_the_first_answer_comes_again(client: httpx.AsyncClient) -> None:
    """To the byte, with its headers, and no second row; and the account is not touched."""
    first = await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))
    tag = (await client.get("/account")).headers["ETag"]
    again = await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))
    assert (again.status_code, again.content) == (201, first.content)
    assert all(again.headers[name] == first.headers[name] for name in ("Location", "ETag"))
    assert again.headers["Idempotent-Replayed"] == "true"
    assert "Idempotent-Replayed" not in first.headers
    assert await count(client) == 1
    assert (await client.get("/account")).headers["ETag"] == tag


async def test_a_quoted_key_is_the_same_key(client: httpx.AsyncClient) -> None:
    first = await client.post("/organizations", json={"name": "Initech"}, headers=keyed("key-1"))
    again = await client.post("/organizations", json={"name": "Initech"}, headers=keyed('"key-1"'))
    assert again.content == first.content


async def test_a_quoted_key_may_hold_quotes(client: httpx.AsyncClient) -> None:
    """Behind a backslash, as RFC 9651 has it."""
    first = await client.post("/organizations", json={"name": "Initech"}, headers=keyed('"a\\"b\\\\c"'))
    again = await client.post("/organizations", json={"name": "Initech"}, headers=keyed('a"b\\c'))
    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")


async def test_an_import_is_done_once(client: httpx.AsyncClient) -> None:
    """The second is no conflict with the first."""
    first = await client.post("/import", json=rich(), headers=keyed("a"))
    again = await client.post("/import", json=rich(), headers=keyed("a"))
    assert (first.status_code, again.status_code, again.content) == (200, 200, first.content)
    assert (await client.post("/import", json=rich(), headers=keyed("b"))).status_code == 409


async def test_what_has_no_effect_uses_up_no_key(client: httpx.AsyncClient) -> None:
    """A check of a message is answered anew each time, whatever its key."""
    thanks = {"channel": "email", "purpose": "thank_you", "body": "Thank you for your time."}
    first = await client.post("/message-checks", json=thanks, headers=keyed("a"))
    other = await client.post("/message-checks", json=thanks | {"body": "Answer me."}, headers=keyed("a"))
    assert (first.status_code, other.status_code) == (200, 200)
    assert first.json() != other.json()
    assert (await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))).status_code == 201


async def test_two_keys_are_refused(client: httpx.AsyncClient) -> None:
    """To take either would be a guess."""
    headers = [("Idempotency-Key", "a"), ("Idempotency-Key", "b")]
    answer = await client.post("/organizations", json={"name": "Initech"}, headers=headers)
    assert complaints(answer) == [("Idempotency-Key", "repeated")]
    assert await count(client) == 0


@pytest.mark.parametrize(("path", "body"), [("/organizations", {"name": "Globex"}), ("/testimonials", {})])
async def test_another_request_with_the_key_is_refused(
    client: httpx.AsyncClient, path: str, body: dict[str, str]
) -> None:
    """Another body or another path: 422, and nothing happens."""
    await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))
    words = body or {"author": "Bo", "quote": "Good"}
    refused = await client.post(path, json=words, headers=keyed("a"))
    assert (refused.status_code, refused.json()["type"]) == (422, "urn:afterword:problem:idempotency-key-reused")
    assert await count(client) == 1


async def test_a_refused_request_can_be_put_right(client: httpx.AsyncClient) -> None:
    """Only what was done is kept: after a 422 the key is still free."""
    assert (await client.post("/organizations", json={"name": ""}, headers=keyed("a"))).status_code == 422
    assert (await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))).status_code == 201


async def test_keys_are_each_accounts_own(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    mine = await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))
    theirs = await stranger.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))
    assert mine.json()["id"] != theirs.json()["id"]


async def test_at_once_they_make_one(client: httpx.AsyncClient) -> None:
    """Of many at the same time one is done; the others get its answer, or 409 while it is under way."""
    answers = await asyncio.gather(
        *(client.post("/organizations", json={"name": "Initech"}, headers=keyed("a")) for _ in range(20))
    )
    assert {answer.status_code for answer in answers} <= {201, 409}
    assert len({answer.content for answer in answers if answer.status_code == 201}) == 1
    for answer in answers:
        if answer.status_code == 409:
            assert answer.json()["type"] == "urn:afterword:problem:request-in-flight"
            assert answer.headers["Retry-After"] == "1"
    assert await count(client) == 1


async def test_a_key_is_free_again_after_a_failure(client: httpx.AsyncClient, app: Afterword) -> None:
    """Nothing stays in flight for ever."""
    await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))
    await client.post("/organizations", json={"name": "Globex"}, headers=keyed("a"))
    assert not app.state.in_flight._keys


def test_a_key_in_flight_is_its_accounts_alone() -> None:
    """Nobody can tell that another account is using the same key just now."""
    flying, key = InFlight(), Key("a", b"one request")
    with (
        flying.hold("mine", key),
        flying.hold("another's", key),
        pytest.raises(RequestInFlight),
        flying.hold("mine", Key("a", b"another request")),
    ):
        pass
    with flying.hold("mine", key):  # free again
        pass


async def test_a_key_is_kept_for_a_day(client: httpx.AsyncClient, clock: SettableClock) -> None:
    """To the instant; then it is as good as new, for another request too, and is kept for a day again."""
    clock.instant = used = datetime(2026, 3, 2, 10, tzinfo=UTC)
    first = await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))
    clock.instant = used + timedelta(hours=24, microseconds=-1)
    again = await client.post("/organizations", json={"name": "Initech"}, headers=keyed("a"))
    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")
    clock.instant = used + timedelta(hours=24)
    anew = await client.post("/organizations", json={"name": "Globex"}, headers=keyed("a"))
    assert (anew.status_code, await count(client)) == (201, 2)
    clock.instant = used + timedelta(hours=47)
    assert (await client.post("/organizations", json={"name": "Globex"}, headers=keyed("a"))).content == anew.content


async def test_a_purge_removes_what_is_older(
    client: httpx.AsyncClient,
    stranger: httpx.AsyncClient,
    app: Afterword,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Everybody's, a few at a time; nobody's revision moves, and what is younger is still given again."""
    monkeypatch.setattr(idempotency, "_PURGED_TOGETHER", 2)
    monkeypatch.setattr(idempotency, "KEPT_FOR", timedelta(days=20_000))  # so that no other test's keys are as old
    clock.instant = used = datetime(1971, 3, 2, 10, tzinfo=UTC)
    for number in range(5):
        await client.post("/organizations", json={"name": "Initech"}, headers=keyed(f"old-{number}"))
        await stranger.post("/organizations", json={"name": "Initech"}, headers=keyed(f"old-{number}"))
    clock.instant = used + timedelta(microseconds=1)
    young = await client.post("/organizations", json={"name": "Globex"}, headers=keyed("young"))
    tags = [(await one.get("/account")).headers["ETag"] for one in (client, stranger)]
    clock.instant = used + timedelta(days=20_000)
    assert await idempotency.purge(app.state.database) == 10
    assert await idempotency.purge(app.state.database) == 0
    assert [(await one.get("/account")).headers["ETag"] for one in (client, stranger)] == tags
    again = await client.post("/organizations", json={"name": "Globex"}, headers=keyed("young"))
    assert (again.content, again.headers["Idempotent-Replayed"]) == (young.content, "true")


@pytest.mark.parametrize("key", ["", '"', "x" * 256, "caf\u00e9", 'a"b" c', '"a\\b"'])
async def test_a_bad_key_is_refused(client: httpx.AsyncClient, key: str) -> None:
    headers = [(b"Idempotency-Key", key.encode("latin-1")), (b"Content-Type", b"application/json")]
    answer = await client.post("/organizations", content=b'{"name": "Initech"}', headers=headers)
    assert (answer.status_code, answer.json()["errors"][0]["header"]) == (422, "Idempotency-Key")
    assert await count(client) == 0
