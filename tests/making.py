"""Things to test with, made over HTTP, and what an answer complains about."""

from typing import Any

import httpx

from api.main import Afterword
from api.outbox import Event

NOBODYS = "0195a4c2-0000-7000-8000-000000000000"

Made = dict[str, Any]


async def make(client: httpx.AsyncClient, path: str, body: Made | None) -> Made:
    """Return what a POST makes."""
    answer = await client.post(path, json=body)
    assert answer.status_code == 201, answer.text
    made: Made = answer.json()
    return made


async def organization(client: httpx.AsyncClient, **fields: Any) -> Made:
    return await make(client, "/organizations", {"name": "Initech"} | fields)


async def contact(client: httpx.AsyncClient, **fields: Any) -> Made:
    return await make(client, "/contacts", {"name": "Ann Ames"} | fields)


async def interview(client: httpx.AsyncClient, **fields: Any) -> Made:
    """Make an interview, by default at an organization of its own."""
    if "organization_id" not in fields:
        fields["organization_id"] = (await organization(client))["id"]
    body = {"position": "Analyst", "starts_at": "2026-03-02T10:00:00Z", "ends_at": "2026-03-02T11:00:00Z"}
    return await make(client, "/interviews", body | fields)


async def interaction(client: httpx.AsyncClient, **fields: Any) -> Made:
    """Record an interaction, by default in an interview of its own."""
    if "interview_id" not in fields:
        fields["interview_id"] = (await interview(client))["id"]
    return await make(
        client, "/interactions", {"direction": "inbound", "channel": "email", "purpose": "other"} | fields
    )


async def words(client: httpx.AsyncClient, **fields: Any) -> Made:
    return await make(client, "/testimonials", {"author": "Rae Ford", "quote": "The clearest forecasts."} | fields)


async def webhook(client: httpx.AsyncClient, **fields: Any) -> Made:
    """Make a webhook, by default one that is told everything."""
    return await make(client, "/webhooks", {"url": "https://hooks.example/", "events": [*Event]} | fields)


async def message(client: httpx.AsyncClient, webhook_id: str) -> Made:
    """Have a message made for a webhook, to try it with."""
    answer = await client.post(f"/webhooks/{webhook_id}/test")
    assert answer.status_code == 202, answer.text
    made: Made = answer.json()
    return made


def complaints(answer: httpx.Response) -> list[tuple[str, str]]:
    """Return the place and the code of every fault that a 422 tells."""
    assert answer.status_code == 422, answer.text
    errors = answer.json()["errors"]
    return [(error.get("pointer", error.get("parameter", error.get("header"))), error["code"]) for error in errors]


async def ids(client: httpx.AsyncClient, path: str, **query: Any) -> list[str]:
    """Return the ids on the first page of a list."""
    answer = await client.get(path, params=query)
    assert answer.status_code == 200, answer.text
    return [item["id"] for item in answer.json()["items"]]


def invitation(marker: str) -> str:
    """An invitation in which a marker, a plain word, stands in everything that somebody could have written."""
    return f"""\
BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:{marker}@{marker}.example
DTSTAMP:20260301T090000Z
DTSTART:20260309T100000Z
DTEND:20260309T110000Z
SUMMARY:Interview for Analyst of {marker}
LOCATION:1 {marker} Street
ORGANIZER;CN=Ann {marker}:mailto:ann@{marker}.example
ATTENDEE;CN=Sam {marker}:mailto:sam@{marker}.example
ATTENDEE;CN=Bob {marker}:mailto:bob@{marker}.example
END:VEVENT
END:VCALENDAR
"""


def card(marker: str) -> str:
    """A card in which a marker, a plain word, stands in everything that somebody could have written."""
    return f"""\
BEGIN:VCARD
VERSION:3.0
FN:Dee {marker}
ORG:{marker} Works
EMAIL:dee@{marker}.example
NOTE:Dee knows {marker}
END:VCARD
"""


async def invited(client: httpx.AsyncClient, marker: str) -> None:
    """Have the client's account invited, by way of a calendar."""
    headers = {"Content-Type": "text/calendar"}
    me = {"me": f"sam@{marker}.example"}
    answer = await client.post("/interviews/from-invite", content=invitation(marker), headers=headers, params=me)
    assert answer.status_code == 201, answer.text


async def subscribe(client: httpx.AsyncClient) -> str:
    """Return a new address of the client's calendar."""
    url: str = (await make(client, "/calendar-feed", None))["url"]
    return url


async def plan_ahead(client: httpx.AsyncClient) -> None:
    """Have the plan of the client's account written down, as is done soon after a poll."""
    polled = await client.get("/next-actions")
    assert polled.status_code == 200, polled.text
    await app_of(client).state.plans.flush()


def app_of(client: httpx.AsyncClient) -> Afterword:
    """The service that a client without a wire speaks to."""
    app: Afterword = client._transport.app  # type: ignore[attr-defined]
    return app
