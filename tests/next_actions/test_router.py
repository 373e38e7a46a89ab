"""GET /next-actions and the marks, over both databases."""

from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from api.next_actions.schemas import NextActions
from tests.conftest import SettableClock

AFTERNOON = datetime(2026, 3, 2, 15, tzinfo=UTC)


@pytest.fixture
def now(clock: SettableClock) -> SettableClock:
    """The afternoon of the interview."""
    clock.instant = AFTERNOON
    return clock


async def post(client: httpx.AsyncClient, path: str, **body: Any) -> dict[str, Any]:
    response = await client.post(path, json=body)
    assert response.status_code == 201, response.text
    created: dict[str, Any] = response.json()
    return created


async def interviewed(client: httpx.AsyncClient, *names: str) -> dict[str, Any]:
    """Record an interview of this morning with these people, the first of whom decides."""
    acme = await post(client, "/organizations", name="Acme", timezone="Europe/London", country="GB")
    people = [
        await post(
            client,
            "/contacts",
            organization_id=acme["id"],
            name=name,
            email=f"{name.split()[0].lower()}@example.org",
            phone="+442070000001",
            name_confirmed=True,
        )
        for name in names
    ]
    return await post(
        client,
        "/interviews",
        organization_id=acme["id"],
        position="Analyst",
        starts_at="2026-03-02T10:00:00Z",
        ends_at="2026-03-02T11:00:00Z",
        participants=[
            {"contact_id": person["id"], "role": "interviewer", "is_decision_maker": number == 0}
            for number, person in enumerate(people)
        ],
    )


async def next_actions(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    response = await client.get("/next-actions", params=query)
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


def of_kind(answer: dict[str, Any], kind: str) -> list[dict[str, Any]]:
    return [item for item in answer["items"] if item["kind"] == kind]


async def test_a_note_is_owed_until_it_is_logged(client: httpx.AsyncClient, now: SettableClock) -> None:
    """What is recorded closes the action that asked for it, and nothing else does."""
    interview = await interviewed(client, "Ann Ames", "Bob Bell")
    ann, bob = (p["contact_id"] for p in interview["participants"])
    assert {i["contact_id"] for i in of_kind(await next_actions(client), "send_thank_you")} == {ann, bob}
    await post(
        client,
        "/interactions",
        interview_id=interview["id"],
        contact_id=ann,
        direction="outbound",
        channel="email",
        purpose="thank_you",
    )
    assert [i["contact_id"] for i in of_kind(await next_actions(client), "send_thank_you")] == [bob]


async def test_stored_rows_and_a_dossier_of_them_get_the_same_answer(
    client: httpx.AsyncClient, now: SettableClock
) -> None:
    """Storage adds and loses nothing: the export, evaluated, says what `/next-actions` says."""
    interview = await interviewed(client, "Ann Ames", "Bob Bell")
    debrief = {
        "surprises": [{"fact": "the lab", "reason": "it is new"}],
        "needs": ["SQL"],
        "materials": [{"title": "Report"}],
    }
    assert (await client.put(f"/interviews/{interview['id']}/debrief", json=debrief)).status_code in (200, 201)
    await post(client, "/testimonials", author="Rae Ford", quote="Reliable.")
    stored = await next_actions(client, horizon="P90D", explain="true", limit=200)
    dossier = (await client.get("/export")).json()
    body = {"at": stored["at"], "horizon": "P90D", "explain": True, "dossier": dossier}
    assert (await client.post("/policy/evaluations", json=body)).json() == stored


async def test_filters_narrow_the_list_and_leave_changes_at_alone(
    client: httpx.AsyncClient, now: SettableClock
) -> None:
    """`changes_at` is computed before filters; `interview_id` also filters cautions and trace."""
    interview = await interviewed(client, "Ann Ames", "Bob Bell")
    ann = interview["participants"][0]["contact_id"]
    whole = await next_actions(client, horizon="P90D", explain="true")
    by_kind = await next_actions(client, horizon="P90D", kind=["send_thank_you", "status_enquiry"])
    assert {i["kind"] for i in by_kind["items"]} == {"send_thank_you", "status_enquiry"}
    assert by_kind["cautions"] == whole["cautions"]
    assert by_kind["changes_at"] == whole["changes_at"]
    by_status = await next_actions(client, horizon="P90D", status="upcoming")
    assert {i["status"] for i in by_status["items"]} == {"upcoming"}
    by_person = await next_actions(client, horizon="P90D", contact_id=ann)
    assert {i["contact_id"] for i in by_person["items"]} == {ann}
    elsewhere = await next_actions(client, interview_id="0195a4c2-0000-7000-8000-000000000000", explain="true")
    assert (elsewhere["items"], elsewhere["cautions"], elsewhere["trace"]) == ([], [], [])
    assert elsewhere["changes_at"] is not None


async def test_pages_follow_one_another_at_the_instant_of_the_first(
    client: httpx.AsyncClient, now: SettableClock
) -> None:
    """A cursor keeps its `at`, so that the pages together are the list."""
    await interviewed(client, "Ann Ames", "Bob Bell", "Cyd Cole")
    whole = await next_actions(client, horizon="P90D")
    collected, query = [], {"horizon": "P90D", "limit": "3"}
    response = await client.get("/next-actions", params=query)
    now.instant = datetime(2026, 3, 30, tzinfo=UTC)
    while True:
        page = response.json()
        assert page["at"] == "2026-03-02T15:00:00Z"
        collected += page["items"]
        if page["next_cursor"] is None:
            assert "link" not in response.headers
            break
        response = await client.get(response.links["next"]["url"])
    assert collected == whole["items"]


@pytest.mark.parametrize("cursor", ["x", "", "WyJhIl0", "WyIyMDI2IiwgIm9wZW4iLCAiMjAyNiIsICJrIl0", "é", "[]"])
async def test_a_cursor_that_is_not_ours_is_refused(client: httpx.AsyncClient, cursor: str) -> None:
    """With the parameter that is at fault."""
    response = await client.get("/next-actions", params={"cursor": cursor})
    assert response.status_code == 422
    assert response.json()["errors"][0]["parameter"] == "cursor"


async def test_a_poll_costs_no_body_until_something_changes(client: httpx.AsyncClient, now: SettableClock) -> None:
    """The weak tag lasts until `changes_at` or the next write, whichever comes first."""
    interview = await interviewed(client, "Ann Ames")
    first = await client.get("/next-actions")
    tag = first.headers["etag"]
    assert tag.startswith('W/"')
    assert first.headers["cache-control"] == "private, no-cache"
    assert "Authorization" in first.headers["vary"].split(", ")

    async def poll() -> httpx.Response:
        return await client.get("/next-actions", headers={"If-None-Match": tag})

    now.instant = datetime(2026, 3, 2, 16, tzinfo=UTC)
    again = await poll()
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    now.instant = datetime.fromisoformat(first.json()["changes_at"])
    assert (await poll()).status_code == 200
    now.instant = AFTERNOON
    assert (await poll()).status_code == 304
    assert (await client.patch(f"/interviews/{interview['id']}", json={"position": "Lead"})).status_code == 200
    assert (await poll()).status_code == 200


async def test_marks_take_actions_off_the_list_and_give_them_back(
    client: httpx.AsyncClient, now: SettableClock
) -> None:
    """Done leaves, snoozed comes back later, and what was taken back is as before."""
    await interviewed(client, "Ann Ames")
    (tidy,) = of_kind(await next_actions(client), "tidy_social_media")
    path = f"/next-actions/{tidy['key']}/mark"
    response = await client.put(path, json={"mark": "done"})
    assert (response.status_code, response.json()) == (200, {"key": tidy["key"], "mark": "done", "until": None})
    assert not of_kind(await next_actions(client), "tidy_social_media")
    (listed,) = (await client.get("/marks")).json()["items"]
    assert listed == {**response.json(), "etag": response.headers["etag"]}

    snooze = {"mark": "snoozed", "until": "2026-03-04T09:00:00+00:00"}
    assert (await client.put(path, json=snooze, headers={"If-Match": '"1"'})).status_code == 412
    assert (await client.put(path, json=snooze, headers={"If-Match": listed["etag"]})).status_code == 200
    (snoozed,) = of_kind(await next_actions(client), "tidy_social_media")
    assert (snoozed["opens_at"], snoozed["due_at"]) == ("2026-03-04T09:00:00Z", "2026-03-04T09:00:00Z")

    assert (await client.delete(path)).status_code == 204
    assert of_kind(await next_actions(client), "tidy_social_media") == [tidy]
    assert (await client.delete(path)).status_code == 404


async def test_a_mark_needs_an_obligation_of_the_account(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, now: SettableClock
) -> None:
    """Another account's key, and what is no key at all, are both nobody's."""
    interview = await interviewed(client, "Ann Ames")
    (tidy,) = of_kind(await next_actions(client), "tidy_social_media")
    for key in (f"no-such-rule.{interview['id']}", "x", "%00", "a" * 600, f"tidy-social-media.{interview['id']}.x"):
        assert (await client.put(f"/next-actions/{key}/mark", json={"mark": "done"})).status_code == 404, key
        assert (await client.delete(f"/next-actions/{key}/mark")).status_code == 404, key
    assert (await stranger.put(f"/next-actions/{tidy['key']}/mark", json={"mark": "done"})).status_code == 404
    far_off = next(
        row["key"]
        for row in (await next_actions(client, horizon="P0D", explain="true"))["trace"]
        if row["verdict"] == "beyond_horizon"
    )
    assert (await client.put(f"/next-actions/{far_off}/mark", json={"mark": "dismissed"})).status_code == 200


@pytest.mark.parametrize(
    ("body", "pointer"),
    [
        ({}, "/mark"),
        ({"mark": "later"}, "/mark"),
        ({"mark": "snoozed"}, "/until"),
        ({"mark": "done", "until": "2026-03-04T09:00:00Z"}, "/until"),
        ({"mark": "snoozed", "until": "2026-03-04T09:00:00"}, "/until"),
        ({"mark": "snoozed", "until": 0}, "/until"),
        ({"mark": "done", "why": "x"}, "/why"),
    ],
)
async def test_a_mark_says_one_of_three_things(client: httpx.AsyncClient, body: dict[str, Any], pointer: str) -> None:
    """A snooze has an end, and nothing else has."""
    response = await client.put("/next-actions/any/mark", json=body)
    assert response.status_code == 422
    assert response.json()["errors"][0]["pointer"] == pointer


async def test_marks_are_listed_in_pages(client: httpx.AsyncClient, now: SettableClock) -> None:
    """By key, and by interview where that is asked for."""
    interview = await interviewed(client, "Ann Ames")
    keys = [item["key"] for item in (await next_actions(client))["items"]]
    for key in keys:
        assert (await client.put(f"/next-actions/{key}/mark", json={"mark": "dismissed"})).status_code == 200
    assert (await next_actions(client))["items"] == []
    response, seen = await client.get("/marks", params={"limit": 2}), []
    while True:
        seen += [item["key"] for item in response.json()["items"]]
        if "next" not in response.links:
            break
        response = await client.get(response.links["next"]["url"])
    assert seen == sorted(keys)
    mine = await client.get("/marks", params={"interview_id": interview["id"], "limit": 200})
    assert [item["key"] for item in mine.json()["items"]] == sorted(keys)
    assert (await client.get("/marks", params={"interview_id": keys[0][-36:][:36]})).status_code in (200, 422)
    assert (await client.get("/marks", params={"cursor": "x"})).status_code == 422
    assert (await client.delete(f"/interviews/{interview['id']}")).status_code == 204
    assert (await client.get("/marks")).json()["items"] == []


async def test_parameters_are_checked(client: httpx.AsyncClient) -> None:
    """Each fault names its parameter."""
    for name, value in {
        "at": "2026-03-02T15:00:00",
        "horizon": "P1M",
        "limit": "201",
        "kind": "call",
        "status": "late",
        "interview_id": "x",
        "explain": "perhaps",
        "unknown": "x",
    }.items():
        response = await client.get("/next-actions", params={name: value})
        assert response.status_code == 422, name
        assert response.json()["errors"][0]["parameter"] == name


async def test_a_plus_that_a_url_turned_into_a_space_is_explained(client: httpx.AsyncClient) -> None:
    """The commonest slip with an offset in a query."""
    response = await client.get("/next-actions?at=2026-03-02T15:00:00+01:00")
    assert response.status_code == 422
    assert "%2B" in response.json()["errors"][0]["detail"]
    assert (await client.get("/next-actions?at=2026-03-02T15:00:00%2B01:00")).json()["at"] == "2026-03-02T14:00:00Z"


async def test_nobody_sees_what_another_account_has_to_do(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, now: SettableClock
) -> None:
    """An account is alone with its interviews."""
    interview = await interviewed(client, "Ann Ames")
    assert (await next_actions(stranger, interview_id=interview["id"]))["items"] == []
    assert (await next_actions(stranger))["cautions"] == []


async def test_an_answer_has_the_shape_that_the_document_promises(
    client: httpx.AsyncClient, now: SettableClock
) -> None:
    """The bytes are made without the model, and held to it here."""
    await interviewed(client, "Ann Ames")
    response = await client.get("/next-actions", params={"explain": "true", "horizon": "P366D"})
    parsed = NextActions.model_validate_json(response.content)
    assert parsed.model_dump(mode="json") == response.json()
