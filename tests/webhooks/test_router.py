"""`/webhooks` over HTTP."""

import re

import httpx

from api.outbox import Event
from tests.conftest import Connect
from tests.making import NOBODYS, Made, complaints, ids, make, message, webhook
from tests.test_openapi import DOCUMENT

ASKED = {"url": "https://hooks.example/", "events": ["interview.created", "action.opened"]}


async def test_a_webhook_is_made_changed_and_deleted(client: httpx.AsyncClient) -> None:
    """As any resource is, with an ETag that names its version."""
    made = await webhook(client, **ASKED)
    secret = made.pop("secret")
    assert re.fullmatch(r"whsec_[A-Za-z0-9+/]{43}=", secret)
    assert made["events"] == sorted(ASKED["events"])
    path = f"/webhooks/{made['id']}"
    found = await client.get(path)
    assert found.json() == made
    assert (await client.get(path, headers={"If-None-Match": found.headers["ETag"]})).status_code == 304
    changed = await client.patch(path, json={"description": "Mine"}, headers={"If-Match": found.headers["ETag"]})
    assert changed.json() == made | {"description": "Mine", "updated_at": changed.json()["updated_at"]}
    assert (await client.patch(path, json={}, headers={"If-Match": found.headers["ETag"]})).status_code == 412
    (item,) = (await client.get("/webhooks")).json()["items"]
    assert item == changed.json() | {"etag": changed.headers["ETag"]}
    assert (await client.delete(path)).status_code == 204
    assert (await client.get(path)).status_code == 404


async def test_a_secret_is_shown_once(client: httpx.AsyncClient) -> None:
    """Not even again to whoever repeats the request that it was shown to."""
    made = await twice(client, "/webhooks", ASKED)
    rotated = await twice(client, f"/webhooks/{made['id']}/rotate-secret", {})
    assert rotated["secret"] != made["secret"]
    assert rotated["former_secret_until"] is not None
    for everything in ("/webhooks", f"/webhooks/{made['id']}", "/export"):
        assert "whsec_" not in (await client.get(everything)).text


async def twice(client: httpx.AsyncClient, path: str, body: Made) -> Made:
    """Send a request and the same again, and return the first answer, which alone holds a secret."""
    first, again = [await client.post(path, json=body, headers={"Idempotency-Key": path}) for _ in range(2)]
    assert first.json()["secret"].startswith("whsec_")
    assert again.json() == first.json() | {"secret": None}
    made: Made = first.json()
    return made


async def test_where_it_must_not_lead(client: httpx.AsyncClient) -> None:
    """It is said why, without repeating where."""
    made = await webhook(client, **ASKED)
    url = "https://169.254.169.254/latest/meta-data"
    for refused in (
        await client.post("/webhooks", json={**ASKED, "url": url}),
        await client.patch(f"/webhooks/{made['id']}", json={"url": url}),
    ):
        assert complaints(refused) == [("/url", "address")]
        assert "169" not in refused.text


async def test_events_are_known_ones(client: httpx.AsyncClient) -> None:
    for events, fault in (([], "/events"), (["tea.ready"], "/events/0"), (["action.due", "action.due"], "/events")):
        refused = await client.post("/webhooks", json={**ASKED, "events": events})
        assert [place for place, _ in complaints(refused)] == [fault]


async def test_each_is_told_what_it_asks_for(client: httpx.AsyncClient) -> None:
    """Whatever others ask for, and nothing while it is disabled."""
    asking = await webhook(client, events=["organization.created"])
    others = (
        await webhook(client, events=["contact.created"]),
        await webhook(client, events=["organization.created"], enabled=False),
    )
    await make(client, "/organizations", {"name": "Acme"})
    assert len(await ids(client, f"/webhooks/{asking['id']}/deliveries")) == 1
    for other in others:
        assert await ids(client, f"/webhooks/{other['id']}/deliveries") == []


async def test_there_are_not_more_than_ten(client: httpx.AsyncClient) -> None:
    for _ in range(10):
        await webhook(client, **ASKED)
    refused = await client.post("/webhooks", json=ASKED)
    assert (refused.status_code, refused.json()["type"]) == (409, "urn:afterword:problem:conflict")


async def test_who_is_told_may_know(client: httpx.AsyncClient, connect: Connect) -> None:
    """A token that may write and not read makes no webhook that would read for it."""
    made = await webhook(client, **ASKED)
    token = await make(client, "/tokens", {"name": "writer", "scopes": ["write"]})
    client.headers["Authorization"] = f"Bearer {token['token']}"
    path = f"/webhooks/{made['id']}"
    for refused in (
        await client.post("/webhooks", json=ASKED),
        await client.patch(path, json={"url": "https://other.example/"}),
        await client.post(f"{path}/rotate-secret"),
    ):
        assert (refused.status_code, refused.json()["type"]) == (403, "urn:afterword:problem:forbidden")


async def test_what_waits_when_it_is_disabled_fails(client: httpx.AsyncClient) -> None:
    """And nothing more is written down for it until it is enabled; then it can be sent again."""
    made = await webhook(client)
    path = f"/webhooks/{made['id']}"
    waiting = await message(client, made["id"])
    disabled = (await client.patch(path, json={"enabled": False})).json()
    assert disabled["disabled_at"] == disabled["updated_at"]
    assert disabled["disabled_reason"] is None
    await make(client, "/organizations", {"name": "Acme"})
    (only,) = (await client.get(f"{path}/deliveries")).json()["items"]
    assert (only["id"], only["status"], only["next_attempt_at"]) == (waiting["id"], "failed", None)
    for refused in (
        await client.post(f"{path}/test"),
        await client.post(f"{path}/deliveries/{waiting['id']}/redeliver"),
    ):
        assert refused.status_code == 409
    enabled = (await client.patch(path, json={"enabled": None})).json()
    assert (enabled["enabled"], enabled["disabled_at"]) == (True, None)
    again = await client.post(f"{path}/deliveries/{waiting['id']}/redeliver")
    assert (again.status_code, again.json()["status"]) == (202, "pending")
    assert again.headers["ETag"] == (await client.get(f"{path}/deliveries/{waiting['id']}")).headers["ETag"]


async def test_deliveries_are_their_webhooks_own(client: httpx.AsyncClient) -> None:
    """Listed by status, and found below no other."""
    one, other = await webhook(client, **ASKED), await webhook(client, **ASKED)
    sent = await message(client, one["id"])
    path = f"/webhooks/{one['id']}/deliveries"
    for status, expected in (("pending", [sent["id"]]), ("delivered", [])):
        listed = await client.get(path, params={"status": status})
        assert [item["id"] for item in listed.json()["items"]] == expected
    assert complaints(await client.get(path, params={"status": "lost"})) == [("status", "enum")]
    for elsewhere in (other["id"], NOBODYS):
        for suffix in ("", "/redeliver"):
            strange = f"/webhooks/{elsewhere}/deliveries/{sent['id']}{suffix}"
            answer = await client.request("POST" if suffix else "GET", strange)
            assert answer.status_code == 404
    assert (await client.get(f"/webhooks/{NOBODYS}/deliveries")).status_code == 404


def test_every_event_is_documented() -> None:
    """With the shape of its message, and an operation id of its own."""
    documented, schemas = DOCUMENT["webhooks"], DOCUMENT["components"]["schemas"]
    assert documented.keys() == {*Event, "webhook.test"}
    for event, operations in documented.items():
        shape = operations["post"]["requestBody"]["content"]["application/json"]["schema"]["$ref"].rpartition("/")[2]
        kind = schemas[shape]["properties"]["type"]
        assert event in kind.get("enum", [kind.get("const")])
