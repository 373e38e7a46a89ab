"""`/interviews`, over both databases."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest
from sqlalchemy import insert, select

from api.main import Afterword
from api.models import Debrief, Interaction, Mark, Participant
from tests import making
from tests.conftest import SettableClock
from tests.making import Made, complaints

NOW = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


async def people(client: httpx.AsyncClient, count: int) -> list[Made]:
    """Make that many contacts, and return them as participants."""
    return [
        {
            "contact_id": (await making.contact(client))["id"],
            "role": "interviewer",
            "is_decision_maker": False,
            "met": True,
        }
        for _ in range(count)
    ]


async def test_four_fields_make_an_interview(client: httpx.AsyncClient) -> None:
    made = await making.interview(client)
    assert made == {
        "id": made["id"],
        "organization_id": made["organization_id"],
        "position": "Analyst",
        "format": "in_person",
        "starts_at": "2026-03-02T10:00:00Z",
        "ends_at": "2026-03-02T11:00:00Z",
        "timezone": None,
        "decision_expected_on": None,
        "interest": "medium",
        "cancelled": False,
        "outcome": "pending",
        "outcome_at": None,
        "previous_interview_id": None,
        "participants": [],
        "created_at": made["created_at"],
        "updated_at": made["created_at"],
    }


@pytest.mark.parametrize(
    ("fields", "faults"),
    [
        ({"position": " "}, [("/position", "blank")]),
        ({"ends_at": "2026-03-02T10:00:00Z"}, [("/ends_at", "not_after_start")]),
        ({"ends_at": "2026-03-02T11:00:00"}, [("/ends_at", "instant")]),
        ({"starts_at": 0, "ends_at": None}, [("/starts_at", "instant"), ("/ends_at", "instant")]),
        ({"starts_at": "0001-01-01T00:00:00+14:00"}, [("/starts_at", "out_of_range")]),
        ({"timezone": "Mars/Base"}, [("/timezone", "time_zone")]),
        ({"decision_expected_on": "2026-02-30"}, [("/decision_expected_on", "date")]),
        ({"decision_expected_on": "2026-03-09T00:00:00Z"}, [("/decision_expected_on", "date")]),
        ({"outcome_at": "2026-03-03T10:00:00Z"}, [("/outcome_at", "outcome_pending")]),
        ({"cancelled": 0}, [("/cancelled", "bool_type")]),
        ({"participants": None}, [("/participants", "list_type")]),
        ({"participants": [{"role": "hr"}]}, [("/participants/0/contact_id", "missing")]),
    ],
)
async def test_a_bad_interview_is_refused_with_the_places(
    client: httpx.AsyncClient, fields: dict[str, Any], faults: list[tuple[str, str]]
) -> None:
    organization = await making.organization(client)
    times = {"starts_at": "2026-03-02T10:00:00Z", "ends_at": "2026-03-02T11:00:00Z"}
    body = {"organization_id": organization["id"], "position": "Analyst", **times, **fields}
    assert complaints(await client.post("/interviews", json=body)) == faults
    assert await making.ids(client, "/interviews") == []


async def test_an_outcome_is_known_as_of_now(client: httpx.AsyncClient, clock: SettableClock) -> None:
    """Unless said otherwise, on POST and PATCH; another outcome has another instant, `pending` and null have none."""
    clock.instant = NOW
    made = await making.interview(client, outcome="offer")
    assert made["outcome_at"] == "2026-03-04T12:00:00Z"
    clock.instant = NOW.replace(hour=13)
    path = f"/interviews/{made['id']}"
    known = "2026-03-03T10:00:00Z"
    for patch, outcome, outcome_at in [
        ({"position": "Senior Analyst"}, "offer", "2026-03-04T12:00:00Z"),
        ({"outcome": "offer"}, "offer", "2026-03-04T12:00:00Z"),
        ({"outcome": "rejected"}, "rejected", "2026-03-04T13:00:00Z"),
        ({"outcome": "rejected", "outcome_at": known}, "rejected", known),
        ({"outcome_at": None}, "rejected", "2026-03-04T13:00:00Z"),
        ({"outcome_at": known}, "rejected", known),
        ({"outcome": "pending"}, "pending", None),
        ({"outcome": "withdrawn", "outcome_at": None}, "withdrawn", "2026-03-04T13:00:00Z"),
        ({"outcome": None}, "pending", None),
        ({"outcome": "no_response", "outcome_at": known}, "no_response", known),
        ({"outcome": "pending", "outcome_at": None}, "pending", None),
    ]:
        answer = await client.patch(path, json=patch)
        assert answer.status_code == 200, answer.text
        assert (answer.json()["outcome"], answer.json()["outcome_at"]) == (outcome, outcome_at), patch
        assert (await client.get(path)).json() == answer.json()
    for patch in ({"outcome_at": known}, {"outcome": "pending", "outcome_at": known}):
        assert complaints(await client.patch(path, json=patch)) == [("/outcome_at", "outcome_pending")]


async def test_a_patch_keeps_the_whole_sound(client: httpx.AsyncClient) -> None:
    """What fields say together holds after one of them changed; what is required cannot be cleared."""
    made = await making.interview(client)
    path = f"/interviews/{made['id']}"
    for patch in ({"starts_at": "2026-03-02T12:00:00Z"}, {"ends_at": "2026-03-02T09:00:00Z"}):
        assert complaints(await client.patch(path, json=patch)) == [("/ends_at", "not_after_start")]
    for field in ("organization_id", "position", "starts_at", "ends_at"):
        assert [place for place, _ in complaints(await client.patch(path, json={field: None}))] == [f"/{field}"]
    assert (await client.get(path)).json() == made
    later = {"starts_at": "2026-03-03T10:00:00Z", "ends_at": "2026-03-03T11:00:00Z"}
    assert (await client.patch(path, json=later)).json().items() >= later.items()


async def test_a_patch_resets_to_the_defaults(client: httpx.AsyncClient) -> None:
    made = await making.interview(
        client,
        format="video",
        timezone="Europe/London",
        decision_expected_on="2026-03-09",
        interest="high",
        cancelled=True,
        participants=await people(client, 1),
    )
    fields = ("format", "timezone", "decision_expected_on", "interest", "cancelled", "participants")
    answer = await client.patch(f"/interviews/{made['id']}", json=dict.fromkeys(fields))
    assert [answer.json()[field] for field in fields] == ["in_person", None, None, "medium", False, []]
    assert (await client.get(f"/interviews/{made['id']}")).json() == answer.json()


async def test_participants_keep_their_order(client: httpx.AsyncClient) -> None:
    """As given, on POST, PATCH, GET and in lists; a patch replaces them as a whole."""
    several = await people(client, 5)
    made = await making.interview(client, participants=several)
    assert made["participants"] == several
    path = f"/interviews/{made['id']}"
    await making.interview(client, participants=several[::-1])
    patched = await client.patch(path, json={"participants": several[3:1:-1]})
    assert patched.json()["participants"] == several[3:1:-1]
    assert (await client.get(path)).json() == patched.json()
    items = (await client.get("/interviews")).json()["items"]
    assert [item["participants"] for item in items] == [several[3:1:-1], several[::-1]]


async def test_a_contact_takes_part_once(client: httpx.AsyncClient) -> None:
    (one,) = await people(client, 1)
    made = await making.interview(client, participants=[one])
    answer = await client.patch(
        f"/interviews/{made['id']}",
        json={"participants": [one, one | {"contact_id": one["contact_id"].upper(), "role": "hr"}]},
    )
    assert complaints(answer) == [("/participants/1/contact_id", "duplicate_participant")]


async def test_a_participant_is_put_in_place_or_at_the_end(client: httpx.AsyncClient) -> None:
    """The interview's tag moves with its participants, and is what If-Match means here."""
    first, second, third = await people(client, 3)
    made = await making.interview(client, participants=[first, second])
    path = f"/interviews/{made['id']}"
    tag = (await client.get(path)).headers["ETag"]

    added = await client.put(
        f"{path}/participants/{third['contact_id']}", json={"role": "hr"}, headers={"If-Match": tag}
    )
    assert (added.status_code, added.json()) == (200, third | {"role": "hr"})
    got = await client.get(path)
    assert (got.headers["ETag"], got.json()["participants"]) == (added.headers["ETag"], [first, second, added.json()])

    stale = {"If-Match": tag}
    first_path = f"{path}/participants/{first['contact_id']}"
    assert (await client.put(first_path, json={"role": "other"}, headers=stale)).status_code == 412
    assert (await client.delete(first_path, headers=stale)).status_code == 412
    replaced = await client.put(first_path, json={"role": "reference"})
    assert replaced.json() == first | {"role": "reference", "met": False}
    assert (await client.get(path)).json()["participants"] == [replaced.json(), second, added.json()]

    tag = (await client.get(path)).headers["ETag"]
    second_path = f"{path}/participants/{second['contact_id']}"
    assert (await client.delete(second_path, headers={"If-Match": tag})).status_code == 204
    assert (await client.delete(second_path)).status_code == 404
    got = await client.get(path)
    assert (got.headers["ETag"] != tag, got.json()["participants"]) == (True, [replaced.json(), added.json()])


async def test_a_reference_neither_decides_nor_was_met(client: httpx.AsyncClient) -> None:
    (one,) = await people(client, 1)
    made = await making.interview(client, participants=[one])
    path = f"/interviews/{made['id']}/participants/{one['contact_id']}"
    for field in ("met", "is_decision_maker"):
        answer = await client.put(path, json={"role": "reference", field: True})
        assert complaints(answer) == [(f"/{field}", "reference_involved")]


async def test_an_interview_has_room_for_so_many(client: httpx.AsyncClient) -> None:
    several = await people(client, 51)
    made = await making.interview(client, participants=several[:50])
    path = f"/interviews/{made['id']}"
    answer = await client.put(f"{path}/participants/{several[50]['contact_id']}", json={"role": "hr"})
    assert complaints(answer) == [("", "too_long")]
    assert complaints(await client.patch(path, json={"participants": several})) == [("/participants", "too_long")]
    assert (await client.get(path)).json() == made
    last = f"{path}/participants/{several[49]['contact_id']}"
    assert (await client.put(last, json={"role": "hr"})).status_code == 200  # in place
    assert (await client.delete(last)).status_code == 204
    assert (await client.put(last, json={"role": "hr"})).status_code == 200  # as the fiftieth


async def test_anothers_participants_are_not_there(client: httpx.AsyncClient, stranger: httpx.AsyncClient) -> None:
    """Neither their interview nor their contact can be named in a path."""
    (theirs,) = await people(stranger, 1)
    interview = await making.interview(stranger, participants=[theirs])
    (mine,) = await people(client, 1)
    own = await making.interview(client, participants=[mine])
    for interview_id, contact_id in [
        (interview["id"], theirs["contact_id"]),
        (interview["id"], mine["contact_id"]),
        (own["id"], theirs["contact_id"]),
        (own["id"], "nonsense"),
        ("nonsense", mine["contact_id"]),
    ]:
        path = f"/interviews/{interview_id}/participants/{contact_id}"
        assert (await client.put(path, json={"role": "hr"})).status_code == 404
        assert (await client.delete(path)).status_code == 404
    assert (await stranger.get(f"/interviews/{interview['id']}")).json() == interview


async def test_rounds_never_lead_back(client: httpx.AsyncClient) -> None:
    """Neither to the interview itself nor around a longer way; branches are fine."""
    first = await making.interview(client)
    second = await making.interview(client, previous_interview_id=first["id"])
    third = await making.interview(client, previous_interview_id=second["id"])
    await making.interview(client, previous_interview_id=first["id"])
    for later in (first, second, third):
        answer = await client.patch(f"/interviews/{first['id']}", json={"previous_interview_id": later["id"]})
        assert complaints(answer) == [("/previous_interview_id", "round_cycle")]
    answer = await client.patch(f"/interviews/{third['id']}", json={"previous_interview_id": first["id"]})
    assert answer.status_code == 200
    answer = await client.patch(f"/interviews/{second['id']}", json={"previous_interview_id": third["id"]})
    assert answer.status_code == 200


async def test_an_earlier_round_stays_while_a_later_one_names_it(client: httpx.AsyncClient) -> None:
    first = await making.interview(client)
    second = await making.interview(client, previous_interview_id=first["id"])
    refused = await client.delete(f"/interviews/{first['id']}")
    assert (refused.status_code, refused.json()["references"]) == (409, {"interviews": 1})
    assert (await client.delete(f"/interviews/{second['id']}")).status_code == 204
    assert (await client.delete(f"/interviews/{first['id']}")).status_code == 204


async def test_deleting_takes_along_what_is_part_of_it(app: Afterword, client: httpx.AsyncClient) -> None:
    """Participants, debrief, interactions and marks go; what belongs to another interview stays."""
    account = (await client.get("/account")).json()["id"]
    (one,) = await people(client, 1)
    doomed, other = [await making.interview(client, participants=[one]) for _ in range(2)]
    for interview in (doomed, other):
        await client.put(f"/interviews/{interview['id']}/debrief", json={})
        await making.interaction(client, interview_id=interview["id"], contact_id=one["contact_id"])
        mark = {"key": f"key-{interview['id']}", "interview_id": interview["id"], "mark": "done"}
        await app.state.database.write(
            account,
            lambda unit, mark=mark: unit.connection.execute(
                insert(Mark.__table__).values(account_id=account, revision=unit.revision, **mark)
            ),
        )
    assert (await client.delete(f"/interviews/{doomed['id']}")).status_code == 204
    for model in (Participant, Debrief, Interaction, Mark):
        columns = model.__table__.c
        left = await app.state.database.read(
            account,
            lambda unit, columns=columns: (
                unit.connection.execute(select(columns.interview_id).where(columns.account_id == account))
                .scalars()
                .all()
            ),
        )
        assert left == [other["id"]], model
    assert (await client.delete(f"/contacts/{one['contact_id']}")).json()["references"]["participants"] == 1


async def test_filters(client: httpx.AsyncClient) -> None:
    """Each narrows the list; a stretch of time includes its start and not its end."""
    ann, rae = await people(client, 2)
    first = await making.interview(
        client, position="Senior Analyst", interest="high", format="video", participants=[ann, rae | {"role": "hr"}]
    )
    second = await making.interview(
        client,
        starts_at="2026-03-02T10:30:00Z",
        outcome="offer",
        cancelled=True,
        previous_interview_id=first["id"],
        participants=[ann | {"role": "hr"}],
    )
    for query, wanted in [
        ({"q": "senior"}, [first]),
        ({"organization_id": second["organization_id"]}, [second]),
        ({"contact_id": ann["contact_id"]}, [first, second]),
        ({"contact_id": rae["contact_id"]}, [first]),
        ({"role": "hr"}, [first, second]),
        ({"contact_id": ann["contact_id"], "role": "hr"}, [second]),
        ({"role": "assistant"}, []),
        ({"previous_interview_id": first["id"]}, [second]),
        ({"format": "video"}, [first]),
        ({"interest": "medium"}, [second]),
        ({"outcome": "offer"}, [second]),
        ({"cancelled": "true"}, [second]),
        ({"cancelled": "false"}, [first]),
        ({"starts_after": "2026-03-02T10:00:00Z"}, [first, second]),
        ({"starts_after": "2026-03-02T11:00:00.000001+01:00"}, [second]),
        ({"starts_before": "2026-03-02T10:30:00Z"}, [first]),
        ({"outcome": "offer", "format": "video"}, []),
    ]:
        found = await making.ids(client, "/interviews", **query)
        assert found == [interview["id"] for interview in wanted], query


@pytest.mark.parametrize("query", ["starts_after=2026-03-02", "starts_before=0", "outcome=hired", "role=boss"])
async def test_a_bad_filter_names_its_parameter(client: httpx.AsyncClient, query: str) -> None:
    answer = await client.get(f"/interviews?{query}")
    assert [place for place, _ in complaints(answer)] == [query.partition("=")[0]]
