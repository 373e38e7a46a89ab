"""POST /policy/evaluations: the pure engine behind HTTP."""

from typing import Any

import httpx

DOSSIER: dict[str, Any] = {
    "organizations": [{"id": "acme", "name": "Acme", "timezone": "Europe/London", "country": "GB"}],
    "contacts": [
        {"id": "ann", "organization_id": "acme", "name": "Ann Ames", "email": "ann@example.org"},
        {"id": "rae", "name": "Rae Ford", "email": "rae@example.org"},
    ],
    "interviews": [
        {
            "id": "one/of?these",
            "organization_id": "acme",
            "position": "Analyst",
            "starts_at": "2026-03-02T10:00:00Z",
            "ends_at": "2026-03-02T11:00:00Z",
            "participants": [
                {"contact_id": "ann", "role": "interviewer", "is_decision_maker": True},
                {"contact_id": "rae", "role": "reference"},
            ],
        }
    ],
}
AT = "2026-03-02T15:00:00Z"


async def evaluate(client: httpx.AsyncClient, **body: Any) -> dict[str, Any]:
    response = await client.post("/policy/evaluations", json={"at": AT, "dossier": DOSSIER, **body})
    assert response.status_code == 200, response.text
    answer: dict[str, Any] = response.json()
    return answer


async def test_it_says_what_to_do_with_everything_that_an_action_carries(client: httpx.AsyncClient) -> None:
    """A thank-you carries its rules, window, channels, guidance and sources, and says why it is there."""
    answer = await evaluate(client)
    thanks = next(i for i in answer["items"] if i["kind"] == "send_thank_you")
    assert answer["at"] == AT
    assert answer["next_cursor"] is None
    assert "trace" not in answer
    assert thanks["contact"] == {"name": "Ann Ames", "job_title": None, "email": "ann@example.org", "phone": None}
    assert (thanks["opens_at"], thanks["due_at"]) == ("2026-03-02T11:00:00Z", "2026-03-03T11:00:00Z")
    assert thanks["rules"] == ["thank-everyone", "no-phone-thanks", "no-social-contact", "add-value"]
    assert [c["verdict"] for c in thanks["channels"]].count("recommended") == 1
    assert thanks["include"]
    assert thanks["avoid"]
    assert {s["short"] for s in thanks["sources"]} >= {"GP", "DC", "AI", "JP"}
    assert "Ann Ames" in thanks["reason"]
    assert thanks["house"] is False


async def test_the_trace_says_why_every_obligation_is_or_is_not_proposed(client: httpx.AsyncClient) -> None:
    """With `explain` there is a row for every obligation rule."""
    answer = await evaluate(client, explain=True)
    rules = [r["id"] for r in (await client.get("/policy")).json()["rules"] if r["kind"] == "obligation"]
    assert {row["rule"] for row in answer["trace"]} == set(rules)
    assert all(row["because"] for row in answer["trace"])


async def test_nothing_changes_before_changes_at_and_something_does_then(client: httpx.AsyncClient) -> None:
    """`changes_at` leads from one answer to the next."""
    answer = await evaluate(client)
    later = await evaluate(client, at=answer["changes_at"])
    assert later["items"] != answer["items"] or later["cautions"] != answer["cautions"]


async def test_faults_of_a_dossier_are_all_said_with_their_pointers(client: httpx.AsyncClient) -> None:
    """What does not fit together is 422, with a pointer into the request's body."""
    dossier = DOSSIER | {"contacts": [], "organizations": DOSSIER["organizations"] * 2}
    response = await client.post("/policy/evaluations", json={"dossier": dossier})
    assert response.status_code == 422
    assert response.headers["content-type"] == "application/problem+json"
    assert [fault["pointer"] for fault in response.json()["errors"]] == [
        "/dossier/organizations/1/id",
        "/dossier/interviews/0/participants/0/contact_id",
        "/dossier/interviews/0/participants/1/contact_id",
    ]


async def test_durations_other_than_weeks_days_hours_and_minutes_are_refused(client: httpx.AsyncClient) -> None:
    """Months and years have no fixed length, and what is not a duration has none at all."""
    for horizon in ("P1M", "P1Y", "PT1S", "P", "PT", "P1DT", "-P1D", "P367D", "P1.5D", 7, None, ""):
        response = await client.post("/policy/evaluations", json={"dossier": DOSSIER, "horizon": horizon})
        assert response.status_code == 422, horizon
        assert response.json()["errors"][0]["pointer"] == "/horizon"
    for horizon in ("P1W", "P2DT3H", "PT90M", "P0D", "P366D", "P1W2DT3H4M"):
        await evaluate(client, horizon=horizon)


async def test_it_needs_a_token(client: httpx.AsyncClient) -> None:
    """Unlike the rest of the policy."""
    del client.headers["Authorization"]
    assert (await client.post("/policy/evaluations", json={"dossier": {}})).status_code == 401
    assert (await client.get("/policy")).status_code == 200
