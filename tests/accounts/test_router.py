"""`/account` and `/tokens`, over both databases."""

from datetime import UTC, datetime, timedelta

import httpx
import pytest
from sqlalchemy import select

from api.clock import now
from api.main import Afterword
from api.models import Base
from api.web.auth import Access
from tests.conftest import Connect, SettableClock
from tests.making import NOBODYS, complaints, make


def using(client: httpx.AsyncClient, token: str) -> dict[str, str]:
    return {"Authorization": f"Bearer {token}"}


async def test_the_account_is_the_callers(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    mine, theirs = (await client.get("/account")).json(), (await stranger.get("/account")).json()
    assert mine["name"] == "Sam Carter"
    assert mine["id"] != theirs["id"]


async def test_the_accounts_tag_moves_with_every_change(client: httpx.AsyncClient) -> None:
    """A write anywhere in the account changes it; a refused one does not."""
    first = (await client.get("/account")).headers["ETag"]
    assert (await client.get("/account", headers={"If-None-Match": first})).status_code == 304
    await client.post("/organizations", json={"name": ""})
    await client.delete(f"/organizations/{NOBODYS}")
    assert (await client.get("/account")).headers["ETag"] == first
    await client.post("/organizations", json={"name": "Initech"})
    assert (await client.get("/account")).headers["ETag"] != first


async def test_a_new_token_opens_the_same_account(client: httpx.AsyncClient) -> None:
    """It is shown once: no list and no look-up gives it again."""
    made = await make(client, "/tokens", {"name": "Phone"})
    assert (made["scopes"], made["expires_at"]) == (["read", "write"], None)
    assert made["token"].startswith(made["prefix"])
    account = await client.get("/account", headers=using(client, made["token"]))
    assert account.json() == (await client.get("/account")).json()
    items = (await client.get("/tokens")).json()["items"]
    assert [item["name"] for item in items] == ["test", "Phone"]
    assert made["token"] not in str(items)
    assert {name: made[name] for name in items[1] if name != "etag"}.items() <= items[1].items()


async def test_only_the_hash_is_stored(client: httpx.AsyncClient, app: Afterword) -> None:
    """The secret is in no row of any table, the answers kept for a replay included."""
    made = await client.post("/tokens", json={"name": "Phone"}, headers={"Idempotency-Key": "k"})
    assert made.status_code == 201
    secret = made.json()["token"].split("_", 2)[2]
    account = (await client.get("/account")).json()["id"]
    for table in Base.metadata.sorted_tables:
        rows = await app.state.database.read(
            account,
            lambda unit, table=table: unit.connection.execute(
                select(table).where(table.c.account_id == unit.account_id)
            ).all(),
        )
        assert secret not in str(rows)


async def test_a_repeated_request_gives_no_second_token(client: httpx.AsyncClient) -> None:
    """The replay tells the same token without its secret."""
    key = {"Idempotency-Key": "phone"}
    first = (await client.post("/tokens", json={"name": "Phone"}, headers=key)).json()
    again = (await client.post("/tokens", json={"name": "Phone"}, headers=key)).json()
    assert again == first | {"token": None}
    assert len((await client.get("/tokens")).json()["items"]) == 2


async def test_a_revoked_token_stops_at_once(client: httpx.AsyncClient) -> None:
    made = await make(client, "/tokens", {"name": "Phone"})
    assert (await client.delete(f"/tokens/{made['id']}")).status_code == 204
    refused = await client.get("/account", headers=using(client, made["token"]))
    assert refused.status_code == 401
    assert refused.headers["WWW-Authenticate"] == 'Bearer realm="afterword", error="invalid_token"'
    assert (await client.delete(f"/tokens/{made['id']}")).status_code == 404


async def test_a_token_expires(client: httpx.AsyncClient, clock: SettableClock) -> None:
    """From its instant on it opens nothing, and could not be made any more."""
    expires = now() + timedelta(days=1)
    made = await make(client, "/tokens", {"name": "Day", "expires_at": expires.isoformat()})
    for instant, status in [(expires - timedelta(microseconds=1), 200), (expires, 401)]:
        clock.instant = instant
        assert (await client.get("/account", headers=using(client, made["token"]))).status_code == status
    late = await client.post("/tokens", json={"name": "Day", "expires_at": expires.isoformat()})
    assert complaints(late) == [("/expires_at", "past")]


async def test_a_token_tells_when_it_was_last_used(
    client: httpx.AsyncClient, app: Afterword, clock: SettableClock
) -> None:
    """To within an hour: written beside the requests, without a new revision and thus without a new ETag."""

    async def used() -> tuple[str | None, str, str]:
        """What the list says of the last use, the token's own ETag, and the account's."""
        (token,) = (await client.get("/tokens")).json()["items"]
        return token["last_used_at"], token["etag"], (await client.get("/account")).headers["ETag"]

    first = datetime(2030, 1, 1, 12, tzinfo=UTC)
    clock.instant = first
    never, *tags = await used()
    assert never is None
    for minutes, stored in [(0, 0), (59, 0), (60, 60), (119, 60), (120, 120)]:
        clock.instant = first + timedelta(minutes=minutes)
        await client.get("/account")
        await app.state.last_uses.flush()
        at = first + timedelta(minutes=stored)
        assert await used() == (at.isoformat().replace("+00:00", "Z"), *tags)


async def test_a_refused_token_was_not_used(client: httpx.AsyncClient, app: Afterword, clock: SettableClock) -> None:
    expires = now() + timedelta(days=1)
    made = await make(client, "/tokens", {"name": "Day", "expires_at": expires.isoformat()})
    assert made["last_used_at"] is None
    clock.instant = expires
    assert (await client.get("/account", headers=using(client, made["token"]))).status_code == 401
    await app.state.last_uses.flush()
    day = (await client.get("/tokens?sort=name")).json()["items"][0]
    assert (day["name"], day["last_used_at"]) == ("Day", None)


async def test_digests_are_compared_in_constant_time(
    client: httpx.AsyncClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    """That comparison decides, whatever the index has found."""
    assert (await client.get("/account")).status_code == 200
    monkeypatch.setattr("hmac.compare_digest", lambda *_: False)
    assert (await client.get("/account")).status_code == 401


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/name"),
        ({"name": "x", "scopes": []}, "/scopes"),
        ({"name": "x", "scopes": ["admin"]}, "/scopes/0"),
        ({"name": "x", "scopes": ["read", "read"]}, "/scopes"),
        ({"name": "x", "expires_at": "2020-01-01T00:00:00Z"}, "/expires_at"),
        ({"name": "x", "expires_at": 1}, "/expires_at"),
        ({"name": "x", "token": "mine"}, "/token"),
    ],
)
async def test_a_bad_token_is_refused(client: httpx.AsyncClient, body: dict[str, object], pointer: str) -> None:
    answer = await client.post("/tokens", json=body)
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, pointer)


async def test_scopes_limit(connect: Connect) -> None:
    """Reading is not writing, writing is not reading, and a token makes none that can do more than itself."""
    reader, writer = await connect(scopes=[Access.READ]), await connect(scopes=[Access.WRITE])
    assert (await reader.get("/organizations")).status_code == 200
    refused = await reader.post("/organizations", json={"name": "Initech"})
    assert (refused.status_code, refused.json()["type"]) == (403, "urn:afterword:problem:forbidden")
    assert 'error="insufficient_scope", scope="write"' in refused.headers["WWW-Authenticate"]
    assert (await writer.get("/organizations")).status_code == 403
    assert (await writer.post("/tokens", json={"name": "x", "scopes": ["write"]})).status_code == 201
    assert (await writer.post("/tokens", json={"name": "x", "scopes": ["read"]})).status_code == 403


async def test_anothers_token_is_not_there(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    made = await make(client, "/tokens", {"name": "Phone"})
    assert (await stranger.delete(f"/tokens/{made['id']}")).status_code == 404
    assert (await client.get("/account", headers=using(client, made["token"]))).status_code == 200


@pytest.mark.parametrize("change", ["secret", "account", "scheme", "short", "empty", "twice", "odd"])
async def test_anything_but_the_token_is_refused(client: httpx.AsyncClient, change: str) -> None:
    """All in the same words."""
    token = client.headers["Authorization"].removeprefix("Bearer ")
    _, account, secret = token.split("_", 2)
    value = {
        "secret": f"Bearer aw_{account}_{secret[:-1]}{'A' if secret[-1] != 'A' else 'B'}",
        "account": f"Bearer aw_{'0' * 32}_{secret}",
        "scheme": f"Basic {token}",
        "short": f"Bearer {token[:-1]}",
        "empty": "",
        "twice": f"Bearer {token} {token}",
        "odd": "Bearer \u00e9\x7f",
    }[change]
    answer = await client.get("/account", headers=[(b"Authorization", value.encode("latin-1"))])
    assert answer.status_code == 401
    assert answer.json()["detail"] == "A valid token is needed"
