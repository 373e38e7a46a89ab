"""Messages at a real receiver: signed after the Standard Webhooks specification, and sent until they are taken."""

from datetime import datetime, timedelta
from threading import Event
from typing import Any

import httpx
import pytest
from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from api.webhooks.retries import MOST, delay, next_try, retry_after
from api.webhooks.worker import Worker
from tests.conftest import SettableClock
from tests.making import ids, interview, message, organization, webhook
from tests.planting import AFTERNOON
from tests.webhooks.conftest import Attend
from trust.receiver import Received, Receiver, Reply


async def delivery(client: httpx.AsyncClient, sent: dict[str, Any]) -> dict[str, Any]:
    """Return what the log says of a message."""
    found: dict[str, Any] = (await client.get(f"/webhooks/{sent['webhook_id']}/deliveries/{sent['id']}")).json()
    return found


async def deliveries(client: httpx.AsyncClient, made: dict[str, Any]) -> list[str]:
    """Return which messages of a webhook are kept, oldest first."""
    return await ids(client, f"/webhooks/{made['id']}/deliveries")


def verified(secret: str, received: Received) -> Any:
    """Return what a message says to whoever has the secret; raise for anybody else."""
    return Webhook(secret).verify(received.body, dict(received.headers))


async def test_the_package_of_the_specification_verifies_a_message(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend
) -> None:
    """A change arrives, signed, as it was when it was made; nobody else's secret fits, nor another body."""
    made = await webhook(client, url=f"{receiver.url}in?token=x", events=["organization.created"])
    acme = await organization(client)
    await attend(client)
    (received,) = receiver.received
    assert received.path == "/in?token=x"
    assert received.headers["content-type"] == "application/json"
    stamp = acme["created_at"]
    expected = {"type": "organization.created", "timestamp": stamp, "data": {"id": acme["id"]}}
    assert verified(made["secret"], received) == expected
    for secret, strange in (
        ("whsec_" + "A" * 43 + "=", received),
        (made["secret"], received._replace(body=received.body + b" ")),
    ):
        with pytest.raises(WebhookVerificationError):
            verified(secret, strange)
    (sent,) = (await client.get(f"/webhooks/{made['id']}/deliveries")).json()["items"]
    assert (sent["id"], sent["status"], sent["next_attempt_at"]) == (received.id, "delivered", None)
    (attempt,) = sent["attempts"]
    assert (attempt["status_code"], attempt["error"], attempt["excerpt"]) == (204, None, None)
    await attend(client)
    assert len(receiver.received) == 1


async def test_both_secrets_sign_for_a_day(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend, clock: SettableClock
) -> None:
    made = await webhook(client, url=receiver.url, events=["mark.created"])
    path = f"/webhooks/{made['id']}"
    rotated = (await client.post(f"{path}/rotate-secret")).json()
    await message(client, made["id"])
    await attend(client)
    (both,) = receiver.received
    assert verified(made["secret"], both) == verified(rotated["secret"], both)
    clock.instant = clock() + timedelta(hours=24)
    assert (await client.get(path)).json()["former_secret_until"] is None
    await message(client, made["id"])
    await attend(client)
    assert len(receiver.received[-1].headers["webhook-signature"].split()) == 1


async def test_a_failure_is_tried_again_signed_anew(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend, clock: SettableClock
) -> None:
    """With the same id and body, and a time and signature of its own; the log says what happened, in few words."""
    clock.instant = AFTERNOON
    receiver.reply = lambda _: Reply(500, body=b"no\0 room\n" * 10_000)
    made = await webhook(client, url=receiver.url, events=["mark.created"])
    sent = await message(client, made["id"])
    await attend(client)
    await attend(client)  # too early
    failed = await delivery(client, sent)
    (attempt,) = failed["attempts"]
    assert (attempt["status_code"], attempt["error"]) == (500, "status")
    assert attempt["excerpt"].startswith("no  room no  room")
    assert len(attempt["excerpt"]) <= 200
    assert (await client.get(f"/webhooks/{made['id']}")).json()["failing_since"] == attempt["at"]
    receiver.reply = lambda _: Reply()
    clock.instant = AFTERNOON + timedelta(seconds=10)
    await attend(client)
    first, second = receiver.received
    assert (first.id, first.body) == (second.id, second.body) == (sent["id"], first.body)
    for header in ("webhook-timestamp", "webhook-signature"):
        assert first.headers[header] != second.headers[header]
    taken = await delivery(client, sent)
    assert (taken["status"], [one["status_code"] for one in taken["attempts"]]) == ("delivered", [500, 204])
    assert (await client.get(f"/webhooks/{made['id']}")).json()["failing_since"] is None


async def test_a_receiver_may_say_when(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend, clock: SettableClock
) -> None:
    clock.instant = AFTERNOON
    receiver.reply = lambda _: Reply(429, {"Retry-After": "600"})
    sent = await message(client, (await webhook(client, url=receiver.url))["id"])
    await attend(client)
    assert (await delivery(client, sent))["next_attempt_at"] == "2026-03-02T15:10:00Z"


@pytest.mark.parametrize("headers", [{}, {"Content-Length": "10"}], ids=["whole", "cut off"])
async def test_who_is_gone_is_told_no_more(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend, headers: dict[str, str]
) -> None:
    """410 disables, for a reason that can be read, and with a new ETag; though the rest of the answer fails to come."""
    receiver.reply = lambda _: Reply(410, headers)
    made = await webhook(client, url=receiver.url)
    path = f"/webhooks/{made['id']}"
    before = (await client.get(path)).headers["ETag"]
    sent = await message(client, made["id"])
    await attend(client)
    after = await client.get(path)
    assert (after.json()["enabled"], after.json()["disabled_reason"]) == (False, "gone")
    assert after.headers["ETag"] != before
    assert (await delivery(client, sent))["status"] == "failed"
    await organization(client)
    await attend(client)
    assert len(receiver.received) == 1


async def test_who_fails_for_five_days_is_told_no_more(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend, clock: SettableClock
) -> None:
    """A message is given up after three days, and the endpoint after five, unless it takes one in between."""
    clock.instant = AFTERNOON
    receiver.reply = lambda _: Reply(503)
    made = await webhook(client, url=receiver.url)
    sent = await message(client, made["id"])
    while (then := (await delivery(client, sent))["next_attempt_at"]) is not None:
        clock.instant = datetime.fromisoformat(then)
        await attend(client)
        assert len(receiver.received) <= MOST
    assert len(receiver.received) == MOST
    clock.instant = AFTERNOON + timedelta(days=5) - timedelta(seconds=1)
    await message(client, made["id"])
    await attend(client)
    assert (await client.get(f"/webhooks/{made['id']}")).json()["enabled"]
    clock.instant += timedelta(minutes=1)
    await attend(client)
    disabled = (await client.get(f"/webhooks/{made['id']}")).json()
    assert (disabled["enabled"], disabled["disabled_reason"]) == (False, "failing")
    assert disabled["failing_since"] == "2026-03-02T15:00:00Z"
    assert (await client.patch(f"/webhooks/{made['id']}", json={"enabled": True})).json()["failing_since"] is None


async def test_another_address_starts_afresh(client: httpx.AsyncClient, receiver: Receiver, attend: Attend) -> None:
    """What failed at the one before does not count."""
    receiver.reply = lambda _: Reply(503)
    made = await webhook(client, url=receiver.url)
    path = f"/webhooks/{made['id']}"
    await message(client, made["id"])
    await attend(client)
    assert (await client.patch(path, json={"description": "Mine"})).json()["failing_since"] is not None
    assert (await client.patch(path, json={"url": "https://hooks.example/"})).json()["failing_since"] is None


async def test_a_message_is_sent_again_on_request(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend
) -> None:
    sent = await message(client, (await webhook(client, url=receiver.url))["id"])
    await attend(client)
    again = await client.post(f"/webhooks/{sent['webhook_id']}/deliveries/{sent['id']}/redeliver")
    assert again.status_code == 202
    await attend(client)
    assert [received.id for received in receiver.received] == [sent["id"]] * 2
    assert len((await delivery(client, sent))["attempts"]) == 2


async def test_a_redirection_is_not_followed(client: httpx.AsyncClient, receiver: Receiver, attend: Attend) -> None:
    with Receiver() as elsewhere:
        receiver.reply = lambda _: Reply(307, {"Location": elsewhere.url})
        sent = await message(client, (await webhook(client, url=receiver.url))["id"])
        await attend(client)
        assert elsewhere.received == []
    assert [(a["status_code"], a["error"]) for a in (await delivery(client, sent))["attempts"]] == [(307, "redirect")]


async def test_who_does_not_answer_is_not_waited_for(client: httpx.AsyncClient, attend: Attend, worker: Worker) -> None:
    """Nor who is not there at all."""
    worker._sender.timeout = timedelta(seconds=0.2)
    over = Event()
    with Receiver(lambda _: Reply(204 + over.wait(10))) as slow:
        hung = await message(client, (await webhook(client, url=slow.url))["id"])
        await attend(client)
        over.set()
        assert (await delivery(client, hung))["attempts"][0]["error"] == "timeout"
    absent = await message(client, (await webhook(client, url=slow.url))["id"])
    await attend(client)
    assert (await delivery(client, absent))["attempts"][0]["error"] == "connection"


async def test_a_message_is_kept_for_thirty_days(
    client: httpx.AsyncClient, receiver: Receiver, attend: Attend, clock: SettableClock
) -> None:
    """One that is asked for again is sent first. The account wakes up for the rest by itself."""
    clock.instant = AFTERNOON
    made = await webhook(client, url=receiver.url, events=["mark.created"])
    taken, again = await message(client, made["id"]), await message(client, made["id"])
    await attend(client)
    clock.instant = AFTERNOON + timedelta(days=29)
    await client.post(f"/webhooks/{made['id']}/deliveries/{again['id']}/redeliver")
    assert await deliveries(client, made) == [taken["id"], again["id"]]
    clock.instant = AFTERNOON + timedelta(days=30)
    await attend(client)
    assert [received.id for received in receiver.received][2:] == [again["id"]]
    await attend(client)
    assert await deliveries(client, made) == []


async def test_what_nobody_sends_is_kept_no_longer(client: httpx.AsyncClient, clock: SettableClock) -> None:
    """Where there is no worker, the next message takes the place of those that have waited for thirty days."""
    clock.instant = AFTERNOON
    made = await webhook(client, events=["organization.created"])
    await organization(client)
    clock.instant = AFTERNOON + timedelta(days=30) - timedelta(seconds=1)
    await organization(client)
    late = await deliveries(client, made)
    assert len(late) == 2
    clock.instant += timedelta(seconds=1)
    await organization(client)
    assert (await deliveries(client, made))[0] == late[1]


async def test_what_is_sent_holds_nobodys_words(client: httpx.AsyncClient, receiver: Receiver, attend: Attend) -> None:
    await webhook(client, url=receiver.url)
    await interview(client, position="Zookeeper", organization_id=(await organization(client, name="Zyx"))["id"])
    await attend(client)
    said = b"".join(received.body for received in receiver.received)
    assert b"interview.created" in said
    assert b"Zookeeper" not in said
    assert b"Zyx" not in said


def test_delays_grow_over_three_days() -> None:
    """Four times as long each, up to twenty hours, moved by a fifth at most."""
    delays = [found.total_seconds() for tries in range(1, MOST) if (found := delay(tries)) is not None]
    assert delays == [5, 20, 80, 320, 1_280, 5_120, 20_480, 72_000, 72_000, 72_000]
    assert timedelta(days=2.5) < timedelta(seconds=sum(delays)) < timedelta(days=3.5)
    assert delay(MOST) is None
    assert next_try(MOST, AFTERNOON, timedelta(days=1)) is None
    waits = {next_try(3, AFTERNOON, None) for _ in range(50)}
    assert len(waits) > 1
    assert all(timedelta(seconds=64) <= then - AFTERNOON <= timedelta(seconds=96) for then in waits if then)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [
        (None, None),
        ("120", 120),
        ("0", 0),
        ("999999999999999999999", 86_400),
        ("Mon, 02 Mar 2026 15:01:00 GMT", 60),
        ("Mon, 02 Mar 2026 14:00:00 GMT", 0),
        ("soon", None),
        ("-5", None),
        ("\uff11\uff12", None),
    ],
)
def test_retry_after_is_read(header: str | None, seconds: int | None) -> None:
    found = retry_after(header, AFTERNOON)
    assert (None if found is None else found.total_seconds()) == seconds
