"""`/export` and `/import`, over both databases."""

import json
import time
from typing import Any
from uuid import UUID

import httpx
import pytest

from api.web.auth import Access
from tests.conftest import Connect

Dossier = dict[str, list[dict[str, Any]]]


def uid(kind: int, number: int) -> str:
    return str(UUID(int=kind << 64 | number | 0x7000 << 64 | 0x8 << 60))


def rich(interviews: int = 3) -> Dossier:
    """A dossier with everything in it: rounds listed before the ones they follow, panels, debriefs, marks."""
    organization, ann, referee = uid(1, 0), uid(2, 0), uid(2, 1)
    return {
        "organizations": [{"id": organization, "name": "Initech", "country": "GB-ENG", "timezone": "Europe/London"}],
        "contacts": [
            {"id": ann, "name": "Ann Ames", "organization_id": organization, "email": "ann@initech.example"},
            {"id": referee, "name": "Bo Ek", "created_at": "2026-01-05T08:00:00.123456+02:00"},
        ],
        "interviews": [
            {
                "id": uid(3, number),
                "organization_id": organization,
                "position": f"Analyst {number}",
                "starts_at": "2026-03-02T10:00:00Z",
                "ends_at": "2026-03-02T11:00:00Z",
                "decision_expected_on": "2026-03-09",
                "outcome": "rejected" if number % 2 else "pending",
                "outcome_at": "2026-03-08T09:00:00Z" if number % 2 else None,
                "previous_interview_id": uid(3, number + 1) if number + 1 < interviews else None,
                "participants": [
                    {"contact_id": referee, "role": "reference"},
                    {"contact_id": ann, "role": "interviewer", "is_decision_maker": True},
                ],
                "debrief": {
                    "questions": [{"question": "Why us?", "answer": "…", "better_answer": "Because …"}],
                    "concerns": [{"concern": "No German", "reassurance": "Learning", "certain": True}],
                    "materials": [{"title": "Portfolio", "contact_id": ann, "url": "https://sam.example/p"}],
                    "updated_at": "2026-03-02T12:00:00Z",
                },
            }
            for number in range(interviews)
        ],
        "interactions": [
            {
                "id": uid(4, number * 3 + touch),
                "interview_id": uid(3, number),
                "contact_id": None if touch else ann,
                "direction": "outbound",
                "channel": "email",
                "purpose": "thank_you",
                "occurred_at": "2026-03-02T15:00:00Z",
                "body": "Dear Ann, thank you for your time. 👋🏽",
            }
            for number in range(interviews)
            for touch in range(3)
        ],
        "testimonials": [{"id": uid(5, 0), "author": "Bo Ek", "quote": "A joy to work with"}],
        "marks": [
            {"key": f"thank-everyone.{uid(3, 0)}.{ann}", "mark": "done"},
            {"key": f"tidy-social-media.{uid(3, 0)}", "mark": "snoozed", "until": "2026-03-04T09:00:00Z"},
        ],
    }


async def test_what_was_exported_imports_to_the_same(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Export, import into an empty account, export: identical to the byte, and the same ids in two accounts."""
    imported = await client.post("/import", json=rich())
    assert imported.status_code == 200, imported.text
    assert imported.json() == {
        "counts": {
            "organizations": 1,
            "contacts": 2,
            "interviews": 3,
            "interactions": 9,
            "testimonials": 1,
            "marks": 2,
        }
    }
    first = await client.get("/export")
    assert (await stranger.post("/import", content=first.content, headers=JSON)).status_code == 200
    assert (await stranger.get("/export")).content == first.content


async def test_an_import_keeps_what_it_was_given(client: httpx.AsyncClient) -> None:
    """Every field of every record comes back; instants in UTC."""
    given = rich()
    assert (await client.post("/import", json=given)).status_code == 200
    exported = (await client.get("/export")).json()
    for part, records in given.items():
        by_id = {record.get("id", record.get("key")): record for record in exported[part]}
        assert len(by_id) == len(records)
        for record in records:
            kept = by_id[record.get("id", record.get("key"))]
            if "created_at" in record:
                record["created_at"] = record["updated_at"] = "2026-01-05T06:00:00.123456Z"
            assert covers(kept, record), (kept, record)


async def test_what_the_api_made_survives_a_round_trip(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """An account filled through the API exports to what an import takes."""
    organization = (await client.post("/organizations", json={"name": "Initech"})).json()["id"]
    contact = (await client.post("/contacts", json={"name": "Ann", "organization_id": organization})).json()["id"]
    interview = {
        "organization_id": organization,
        "position": "Analyst",
        "starts_at": "2026-03-02T10:00:00Z",
        "ends_at": "2026-03-02T11:00:00Z",
        "participants": [{"contact_id": contact, "role": "interviewer"}],
    }
    path = (await client.post("/interviews", json=interview)).headers["Location"]
    debrief = {"topics": ["Growth"], "materials": [{"title": "Portfolio", "contact_id": contact}]}
    assert (await client.put(f"{path}/debrief", json=debrief)).status_code in {200, 201}
    first = await client.get("/export")
    assert (await stranger.post("/import", content=first.content, headers=JSON)).status_code == 200
    assert (await stranger.get("/export")).content == first.content
    assert (await stranger.get(path)).json() == (await client.get(path)).json()
    assert (await stranger.get(f"{path}/debrief")).json() == (await client.get(f"{path}/debrief")).json()


async def test_a_taken_id_leaves_everything_as_it_was(client: httpx.AsyncClient) -> None:
    """409 points at each; nothing of the rest is kept, and the account's revision does not move."""
    assert (await client.post("/import", json=rich(1))).status_code == 200
    before, account = (await client.get("/export")).content, (await client.get("/account")).headers["ETag"]
    again = rich(1)
    again["organizations"].append({"id": uid(1, 9), "name": "New"})
    again["interactions"] = []
    refused = await client.post("/import", json=again)
    assert refused.status_code == 409
    assert {error["pointer"] for error in refused.json()["errors"]} == {
        "/organizations/0/id",
        "/contacts/0/id",
        "/contacts/1/id",
        "/interviews/0/id",
        "/testimonials/0/id",
        "/marks/0/key",
        "/marks/1/key",
    }
    assert (await client.get("/export")).content == before
    assert (await client.get("/account")).headers["ETag"] == account


async def test_every_fault_is_said_with_its_place(client: httpx.AsyncClient) -> None:
    """Field faults first; once the fields are right, what does not fit together. Up to 100 of each."""
    fields = await client.post("/import", json={"organizations": [{"id": "x", "name": ""}] * 60, "colour": 1})
    assert fields.status_code == 422
    errors = fields.json()["errors"]
    assert len(errors) == 100
    assert {"/organizations/0/id", "/organizations/0/name"} <= {error["pointer"] for error in errors}
    dossier = rich(1)
    dossier["contacts"][0]["organization_id"] = uid(9, 9)
    dossier["marks"][0]["key"] = "tidy-social-media.nobody"
    fits = await client.post("/import", json=dossier)
    assert fits.status_code == 422
    assert {error["pointer"] for error in fits.json()["errors"]} == {"/contacts/0/organization_id", "/marks/0/key"}
    assert (await client.get("/export")).json() == {part: [] for part in dossier}


@pytest.mark.parametrize("body", [b"", b"[]", b"null", b"{", b'{"marks": [], "marks": []}', b"\xff"])
async def test_what_is_no_dossier_is_refused(client: httpx.AsyncClient, body: bytes) -> None:
    answer = await client.post("/import", content=body, headers=JSON)
    assert answer.status_code == 422
    assert "pointer" in answer.json()["errors"][0]


async def test_an_import_repeats_safely(client: httpx.AsyncClient) -> None:
    """With a key, the second import is the first one's answer; without, the ids are taken."""
    key = {"Idempotency-Key": "first-import"}
    first = await client.post("/import", json=rich(1), headers=key)
    again = await client.post("/import", json=rich(1), headers=key)
    assert (first.status_code, again.status_code) == (200, 200)
    assert (again.content, again.headers["Idempotent-Replayed"]) == (first.content, "true")
    assert (await client.post("/import", json=rich(1))).status_code == 409


async def test_reading_is_not_importing(connect: Connect) -> None:
    """A token that only reads exports and does not import; one that only writes imports and does not export."""
    reader, writer = await connect(scopes=[Access.READ]), await connect(scopes=[Access.WRITE])
    exports = [(await each.get("/export")).status_code for each in (reader, writer)]
    imports = [(await each.post("/import", json={})).status_code for each in (reader, writer)]
    assert (exports, imports) == ([200, 403], [403, 200])


async def test_a_thousand_interviews_in_one_request(connect: Connect) -> None:
    """A chain of a thousand rounds with everything, larger than the ordinary limit of a body allows.

    It takes some ten times as long as a hundred.
    """

    async def seconds(rounds: int) -> float:
        client = await connect()
        dossier = rich(rounds)
        for interview in dossier["interviews"]:
            interview["debrief"]["impressions"] = "x" * 5_000
        body = json.dumps(dossier).encode()
        assert len(body) > 5_000 * rounds
        started = time.perf_counter()
        answer = await client.post("/import", content=body, headers=JSON)
        assert answer.status_code == 200, answer.text[:500]
        assert answer.json()["counts"]["interviews"] == rounds
        assert len((await client.get("/export")).json()["interactions"]) == 3 * rounds
        return time.perf_counter() - started

    assert await seconds(1_000) < 40 * await seconds(100)


JSON = {"Content-Type": "application/json"}


def covers(kept: Any, given: Any) -> bool:
    """Whether everything given is there; lists in their order, objects perhaps with more fields."""
    if isinstance(given, dict):
        return all(covers(kept[name], value) for name, value in given.items())
    if isinstance(given, list):
        return len(kept) == len(given) and all(map(covers, kept, given))
    return bool(kept == given)
