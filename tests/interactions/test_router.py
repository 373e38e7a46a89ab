"""`/interactions`, over both databases."""

from datetime import UTC, datetime, timedelta
from typing import Any

import httpx
import pytest

from tests import making
from tests.conftest import SettableClock
from tests.making import complaints

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)
LIMIT = NOW + timedelta(minutes=5)
BEYOND = LIMIT + timedelta(microseconds=1)


async def test_an_interaction_happens_now_unless_said_otherwise(
    client: httpx.AsyncClient, clock: SettableClock
) -> None:
    """Null means now as well, on POST and on PATCH; an offset is answered in UTC."""
    clock.instant = NOW
    interview = await making.interview(client)
    made = await making.interaction(client, interview_id=interview["id"])
    nulled = await making.interaction(client, interview_id=interview["id"], occurred_at=None)
    assert made["occurred_at"] == nulled["occurred_at"] == "2026-03-04T12:00:00Z"
    path = f"/interactions/{made['id']}"
    patched = await client.patch(path, json={"occurred_at": "2026-03-03T01:00:00.25+02:00"})
    assert patched.json()["occurred_at"] == "2026-03-02T23:00:00.250000Z"
    assert (await client.patch(path, json={"occurred_at": None})).json()["occurred_at"] == "2026-03-04T12:00:00Z"


async def test_it_has_happened(client: httpx.AsyncClient, clock: SettableClock) -> None:
    """At most five minutes ahead, on POST and on PATCH; what lies ahead already may still be corrected."""
    clock.instant = NOW
    made = await making.interaction(client, occurred_at=LIMIT.isoformat())
    path = f"/interactions/{made['id']}"
    fault = [("/occurred_at", "in_the_future")]
    body = {field: made[field] for field in ("interview_id", "direction", "channel", "purpose")}
    assert complaints(await client.post("/interactions", json=body | {"occurred_at": BEYOND.isoformat()})) == fault
    assert complaints(await client.patch(path, json={"occurred_at": BEYOND.isoformat()})) == fault
    clock.instant = NOW - timedelta(days=1)
    assert (await client.patch(path, json={"body": "A word more"})).status_code == 200


@pytest.mark.parametrize(
    ("fields", "pointer", "code"),
    [
        ({"occurred_at": 1_700_000_000}, "/occurred_at", "instant"),
        ({"occurred_at": "1700000000"}, "/occurred_at", "instant"),
        ({"occurred_at": "2026-03-02T10:00:00"}, "/occurred_at", "instant"),
        ({"occurred_at": "0001-01-01T00:00:00+23:59"}, "/occurred_at", "out_of_range"),
        ({"occurred_at": "9999-12-31T23:59:59-23:59"}, "/occurred_at", "out_of_range"),
        ({"channel": "fax"}, "/channel", "enum"),
        ({"automatic": "true"}, "/automatic", "bool_type"),
        ({"body": "a\0b"}, "/body", "nul"),
        ({"contact_id": "ann"}, "/contact_id", "uuid"),
        ({"findings": []}, "/findings", "extra_forbidden"),
    ],
)
async def test_a_bad_interaction_is_refused_with_the_place(
    client: httpx.AsyncClient, fields: dict[str, Any], pointer: str, code: str
) -> None:
    body = {"direction": "inbound", "channel": "email", "purpose": "other", "interview_id": making.NOBODYS}
    assert complaints(await client.post("/interactions", json=body | fields)) == [(pointer, code)]


async def test_one_that_breaks_etiquette_is_kept_and_told(client: httpx.AsyncClient, clock: SettableClock) -> None:
    """The answer to POST says which rules it broke, and what it is held against leaves itself out."""
    clock.instant = NOW
    interview = await making.interview(client)
    call = {"interview_id": interview["id"], "direction": "outbound", "channel": "phone_call", "purpose": "thank_you"}
    first = await client.post("/interactions", json=call)
    assert first.status_code == 201
    assert [finding["rule"] for finding in first.json()["findings"]] == ["no-phone-thanks"]
    assert first.json()["findings"][0].keys() == {
        "rule",
        "severity",
        "message",
        "suggestion",
        "span",
        "available_from",
        "sources",
    }
    clock.instant = NOW + timedelta(days=1)
    second = await client.post("/interactions", json=call)
    assert "one-call-a-week" in [finding["rule"] for finding in second.json()["findings"]]
    got = (await client.get(f"/interactions/{second.json()['id']}")).json()
    assert got == {field: value for field, value in second.json().items() if field != "findings"}


async def test_courteous_ones_have_no_findings(client: httpx.AsyncClient, clock: SettableClock) -> None:
    clock.instant = NOW
    interview = await making.interview(client)
    note = {"interview_id": interview["id"], "direction": "outbound", "channel": "email", "purpose": "thank_you"}
    assert (await making.interaction(client, **note))["findings"] == []
    assert (await making.interaction(client, interview_id=interview["id"], channel="linkedin"))["findings"] == []


async def test_a_patch_clears_and_moves(client: httpx.AsyncClient) -> None:
    """Null clears or resets; an interaction may turn out to belong to another interview."""
    contact = await making.contact(client)
    made = await making.interaction(client, contact_id=contact["id"], automatic=True, body="Out of office")
    other = await making.interview(client)
    patch = {"contact_id": None, "automatic": None, "body": None, "interview_id": other["id"]}
    answer = await client.patch(f"/interactions/{made['id']}", json=patch)
    assert answer.status_code == 200, answer.text
    assert answer.json().items() >= (patch | {"automatic": False}).items()
    assert complaints(await client.patch(f"/interactions/{made['id']}", json={"interview_id": None}))


async def test_filters(client: httpx.AsyncClient) -> None:
    """Each narrows the list; a stretch of time includes its start and not its end."""
    organization = await making.organization(client)
    interview = await making.interview(client, organization_id=organization["id"])
    contact = await making.contact(client)
    sent = await making.interaction(
        client,
        interview_id=interview["id"],
        contact_id=contact["id"],
        direction="outbound",
        purpose="thank_you",
        occurred_at="2026-03-02T12:00:00Z",
        body="Many thanks",
    )
    reply = await making.interaction(
        client, channel="voicemail", automatic=True, occurred_at="2026-03-02T13:00:00.000001Z"
    )
    for query, wanted in [
        ({"organization_id": organization["id"]}, [sent]),
        ({"interview_id": interview["id"]}, [sent]),
        ({"contact_id": contact["id"]}, [sent]),
        ({"direction": "inbound"}, [reply]),
        ({"channel": "email"}, [sent]),
        ({"purpose": "other"}, [reply]),
        ({"automatic": "true"}, [reply]),
        ({"automatic": "false"}, [sent]),
        ({"q": "THANKS"}, [sent]),
        ({"occurred_after": "2026-03-02T12:00:00Z"}, [sent, reply]),
        ({"occurred_after": "2026-03-02T12:00:00.000001Z"}, [reply]),
        ({"occurred_before": "2026-03-02T13:00:00.000001Z"}, [sent]),
        ({"occurred_after": "2026-03-02T14:00:00+01:00", "occurred_before": "2026-03-02T14:00:01+01:00"}, [reply]),
        ({"direction": "outbound", "automatic": "true"}, []),
    ]:
        found = await making.ids(client, "/interactions", **query)
        assert found == [interaction["id"] for interaction in wanted], query


@pytest.mark.parametrize("query", ["occurred_after=2026-03-02", "occurred_before=0", "channel=fax", "automatic=maybe"])
async def test_a_bad_filter_names_its_parameter(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/interactions?{query}")
    assert [place for place, _ in complaints(answer)] == [query.partition("=")[0]]
