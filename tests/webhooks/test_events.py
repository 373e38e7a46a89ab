"""Each resource's changes are written down for webhooks, in the transaction of the change."""

import json
from typing import Any

import httpx
import pytest

from api import outbox
from api.main import Afterword
from tests.dossier.test_router import rich
from tests.making import NOBODYS, contact, interaction, interview, organization, webhook, words

Told = list[tuple[str, dict[str, Any]]]


class Outbox:
    """What is written down for an account's webhooks."""

    def __init__(self, app: Afterword, account_id: str) -> None:
        self._app, self._account = app, account_id
        self._seen: set[str] = set()

    async def told(self) -> Told:
        """Return what is new, in order."""
        rows = await self._app.state.database.read(
            self._account,
            lambda unit: unit.connection.execute(
                outbox._DELIVERIES.select()
                .where(outbox._DELIVERIES.c.account_id == unit.account_id)
                .order_by(outbox._DELIVERIES.c.id)
            ).all(),
        )
        new = [json.loads(row.payload) for row in rows if row.id not in self._seen]
        self._seen |= {row.id for row in rows}
        return [(message["type"], message["data"]) for message in new]


@pytest.fixture
async def box(app: Afterword, client: httpx.AsyncClient) -> Outbox:
    """What is told to somebody who asks for every change of every resource."""
    await webhook(client, events=[event for event in outbox.Event if event not in outbox.OF_THE_CLOCK])
    return Outbox(app, (await client.get("/account")).json()["id"])


async def test_what_has_an_id_is_told_by_it(client: httpx.AsyncClient, box: Outbox) -> None:
    """Made, changed, deleted: an organization, a contact, an interview, an interaction, a testimonial."""
    employer = (await organization(client))["id"]
    held = (await interview(client, organization_id=employer))["id"]
    for path, resource, making in (
        ("testimonials", "testimonial", words(client)),
        ("interactions", "interaction", interaction(client, interview_id=held)),
        ("contacts", "contact", contact(client)),
        ("organizations", "organization", organization(client)),
        ("interviews", "interview", interview(client, organization_id=employer)),
    ):
        await box.told()
        made = await making
        url = f"/{path}/{made['id']}"
        assert (await client.patch(url, json={})).status_code == 200
        assert (await client.delete(url)).status_code == 204
        changes = [f"{resource}.{change}" for change in ("created", "updated", "deleted")]
        assert await box.told() == [(event, {"id": made["id"]}) for event in changes]


async def test_the_parts_of_an_interview_are_told_too(client: httpx.AsyncClient, box: Outbox) -> None:
    """Its people one by one, its debrief and its marks; and all of them again when it is deleted."""
    ann, bob = (await contact(client))["id"], (await contact(client))["id"]
    first = (await interview(client, participants=[{"contact_id": ann, "role": "hr"}]))["id"]
    assert ("participant.created", {"interview_id": first, "contact_id": ann}) in await box.told()
    url, this = f"/interviews/{first}", {"interview_id": first}
    key = f"tidy-social-media.{first}"
    steps: list[tuple[str, str, Any, Told]] = [
        ("PUT", f"{url}/participants/{bob}", {"role": "hr"}, [("participant.created", {**this, "contact_id": bob})]),
        ("PUT", f"{url}/participants/{bob}", {"role": "other"}, [("participant.updated", {**this, "contact_id": bob})]),
        ("DELETE", f"{url}/participants/{ann}", None, [("participant.deleted", {**this, "contact_id": ann})]),
        ("PUT", f"{url}/debrief", {}, [("debrief.created", this)]),
        ("PUT", f"{url}/debrief", {"topics": ["x"]}, [("debrief.updated", this)]),
        ("DELETE", f"{url}/debrief", None, [("debrief.deleted", this)]),
        ("PUT", f"/next-actions/{key}/mark", {"mark": "done"}, [("mark.created", {**this, "key": key})]),
        ("PUT", f"/next-actions/{key}/mark", {"mark": "dismissed"}, [("mark.updated", {**this, "key": key})]),
        ("DELETE", f"/next-actions/{key}/mark", None, [("mark.deleted", {**this, "key": key})]),
    ]
    for method, path, body, expected in steps:
        answer = await client.request(method, path, json=body)
        assert answer.is_success, answer.text
        told = await box.told()
        assert [one for one in told if one != ("interview.updated", {"id": first})] == expected
        assert (("interview.updated", {"id": first}) in told) == ("participants" in path)
    await client.put(f"{url}/debrief", json={})
    await client.put(f"/next-actions/{key}/mark", json={"mark": "done"})
    call = (await interaction(client, interview_id=first))["id"]
    await box.told()
    assert (await client.delete(url)).status_code == 204
    assert sorted(await box.told(), key=str) == sorted(
        [
            ("participant.deleted", {**this, "contact_id": bob}),
            ("debrief.deleted", this),
            ("interaction.deleted", {"id": call}),
            ("mark.deleted", {**this, "key": key}),
            ("interview.deleted", {"id": first}),
        ],
        key=str,
    )


async def test_an_import_tells_of_every_record(client: httpx.AsyncClient, box: Outbox) -> None:
    dossier = rich()
    assert (await client.post("/import", json=dossier)).status_code == 200
    told = await box.told()
    for name, resource in outbox.RESOURCES.items():
        if name in dossier:
            assert sum(event == f"{resource}.created" for event, _ in told) == len(dossier[name])
    parts = [one for one in dossier["interviews"] if one.get("debrief") is not None]
    assert sum(event == "debrief.created" for event, _ in told) == len(parts)
    assert sum(event == "participant.created" for event, _ in told) == sum(
        len(one["participants"]) for one in dossier["interviews"]
    )


async def test_what_did_not_happen_is_not_told(
    client: httpx.AsyncClient, box: Outbox, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Neither what was refused, nor what broke after it was written down; nor anything to who did not ask."""
    assert (await client.post("/contacts", json={"name": "Ann", "organization_id": NOBODYS})).status_code == 422
    assert (await client.delete(f"/contacts/{NOBODYS}")).status_code == 404
    announce = outbox.announce

    def broken(*arguments: Any) -> None:
        announce(*arguments)
        raise RuntimeError

    monkeypatch.setattr(outbox, "announce", broken)
    assert (await client.post("/contacts", json={"name": "Ann"})).status_code == 500
    assert (await client.get("/contacts")).json()["items"] == []
    assert await box.told() == []


async def test_a_repeated_request_is_told_once(client: httpx.AsyncClient, box: Outbox) -> None:
    for _ in range(2):
        await client.post("/organizations", json={"name": "Acme"}, headers={"Idempotency-Key": "acme"})
    assert [event for event, _ in await box.told()] == ["organization.created"]
