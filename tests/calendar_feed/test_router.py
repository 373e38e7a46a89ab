"""The calendar and its address over HTTP: who may read it, what it says, and what a change makes of it."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import Mock

import httpx
import pytest
from ical.event import Event, EventStatus

from api.calendar_feed import repository
from api.calendar_feed.publication import CANCELLED_FOR, KEPT_AFTER
from api.main import Afterword, create_app
from api.policy.engine import decide
from api.settings import Settings
from tests import making
from tests.calendar_feed.reading import by_summary, by_uid, instant
from tests.conftest import Connect, SettableClock
from tests.isolation.slots import operations
from tests.making import app_of, subscribe

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
DAY = timedelta(days=1)
HELD = {"starts_at": "2026-03-02T10:00:00Z", "ends_at": "2026-03-02T11:00:00Z"}
TIDY = "Tidy your social media (Initech)"
THANK = "Thank Ann Ames (Initech)"
ROUND = "Interview: Analyst (Initech)"


async def poll(client: httpx.AsyncClient, url: str = "/calendar.ics", **headers: str) -> httpx.Response:
    """Read a calendar as a program does that knows nothing but its address."""
    async with httpx.AsyncClient(transport=client._transport, base_url=client.base_url) as program:
        return await program.get(url, headers=headers)


async def entries(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    """What stands in the client's calendar, by summary."""
    answer = await client.get("/calendar.ics", params=query)
    assert answer.status_code == 200, answer.text
    return dict(by_summary(answer.content))


@pytest.fixture
async def process(client: httpx.AsyncClient, clock: SettableClock) -> dict[str, Any]:
    """An interview that was held this morning, with somebody to thank."""
    clock.instant = NOON
    organization = await making.organization(client, timezone="Europe/London")
    ann = await making.contact(client, organization_id=organization["id"], email="ann@acme.example", notes="Likes tea")
    people = [{"contact_id": ann["id"], "role": "interviewer", "is_decision_maker": True}]
    return await making.interview(client, organization_id=organization["id"], participants=people, **HELD)


async def test_the_address_opens_the_calendar_and_nothing_else(
    client: httpx.AsyncClient, process: dict[str, Any]
) -> None:
    """Neither in another operation's query nor as a bearer token."""
    url = await subscribe(client)
    answer = await poll(client, url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert by_summary(answer.content).keys() >= {TIDY, THANK, ROUND}
    token = httpx.URL(url).params["token"]
    others = [one for one in operations() if not one.public and one.id != "get_calendar"]
    async with httpx.AsyncClient(transport=client._transport, base_url=client.base_url) as program:
        for one in others:
            for query, headers in (({"token": token}, {}), ({}, {"Authorization": f"Bearer {token}"})):
                refused = await program.request(one.method, one.path, params=query, headers=headers, json={})
                assert refused.status_code == 401, (one.id, refused.text)


async def test_a_new_address_takes_the_place_of_the_old_one(client: httpx.AsyncClient) -> None:
    """And a revoked one opens nothing. Without one there is nothing to show or to revoke."""
    for method in ("GET", "DELETE"):
        assert (await client.request(method, "/calendar-feed")).status_code == 404
    first, second = await subscribe(client), await subscribe(client)
    assert [(await poll(client, url)).status_code for url in (first, second)] == [401, 200]
    shown = await client.get("/calendar-feed")
    assert httpx.URL(second).params["token"].startswith(shown.json()["prefix"])
    assert shown.json().keys() == {"prefix", "created_at"}
    stale = await client.delete("/calendar-feed", headers={"If-Match": '"1"'})
    gone = await client.delete("/calendar-feed", headers={"If-Match": shown.headers["ETag"]})
    assert (stale.status_code, gone.status_code, (await poll(client, second)).status_code) == (412, 204, 401)


async def test_a_repeated_request_makes_no_second_address(client: httpx.AsyncClient) -> None:
    """Its answer is kept without the secret, as those for tokens are."""
    key = {"Idempotency-Key": "once"}
    first, again = [await client.post("/calendar-feed", headers=key) for _ in range(2)]
    assert again.json() == first.json() | {"url": None}
    assert (await poll(client, first.json()["url"])).status_code == 200


async def test_only_who_may_read_may_let_others_read(connect: Connect) -> None:
    """A token that may only write would read by the address that it makes; one that may only read makes none."""
    writing, reading = await connect(scopes=["write"]), await connect(scopes=["read"])
    for client in (writing, reading):
        assert (await client.post("/calendar-feed")).status_code == 403
    assert (await writing.get("/calendar.ics")).status_code == 403
    assert (await reading.get("/calendar.ics")).status_code == 200


async def test_a_wrong_address_is_refused_in_the_words_for_every_bad_token(client: httpx.AsyncClient) -> None:
    """Whatever is wrong with it, a good header beside it notwithstanding; and it is not repeated."""
    url = await subscribe(client)
    token = httpx.URL(url).params["token"]
    bearer = client.headers["Authorization"].removeprefix("Bearer ")
    expected = await poll(client)
    assert (expected.status_code, expected.json()["instance"]) == (401, "/calendar.ics")
    wrong = ("", "x", token[:-1], token + "A", token[:-1] + ("A" if token[-1] != "A" else "B"), bearer, token.upper())
    for text in (*wrong, f"awc_{'0' * 32}_{token[-43:]}"):
        answer = await client.get("/calendar.ics", params={"token": text})
        assert (answer.status_code, answer.content) == (401, expected.content), text
    assert (await client.get("/calendar.ics", params={"token": [token, token]})).content == expected.content


async def test_what_has_not_changed_costs_no_decision(
    client: httpx.AsyncClient,
    process: dict[str, Any],
    settings: Settings,
    clock: SettableClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Not in another process either, nor a while later; and a program that has it gets no body. But other rules do."""
    url = await subscribe(client)
    first = await poll(client, url)
    decided = Mock(wraps=decide)
    monkeypatch.setattr("api.calendar_feed.service.decide", decided)
    clock.instant = NOON + DAY / 2
    same = await poll(client, url, **{"If-None-Match": first.headers["ETag"]})
    assert (same.status_code, same.content, same.headers["ETag"]) == (304, b"", first.headers["ETag"])
    other = create_app(settings, clock=clock)
    async with (
        other.router.lifespan_context(other),
        httpx.AsyncClient(transport=httpx.ASGITransport(other), base_url=client.base_url) as program,
    ):
        there = await program.get(url)
        assert (there.status_code, there.content) == (200, first.content)
        assert not decided.called
        monkeypatch.setattr(repository, "BY_RULES", "others")
        assert (await program.get(f"{url}&interviews=false")).status_code == 200
    assert decided.call_count == 1


@pytest.mark.parametrize("way", ["marked", "logged", "deleted"])
async def test_what_is_done_or_withdrawn_is_cancelled_for_a_while(
    client: httpx.AsyncClient, process: dict[str, Any], clock: SettableClock, way: str
) -> None:
    """Under the next number and the same name, and nothing else of it changes; then it leaves."""
    before = await entries(client)
    clock.instant = NOON + timedelta(minutes=5)
    action = (await client.get("/next-actions", params={"kind": "send_thank_you"})).json()["items"][0]
    if way == "marked":
        await client.put(f"/next-actions/{action['key']}/mark", json={"mark": "done"})
    elif way == "logged":
        touch = {"channel": "email", "purpose": "thank_you", "direction": "outbound"}
        await making.interaction(client, interview_id=process["id"], contact_id=action["contact_id"], **touch)
    else:
        await client.delete(f"/interviews/{process['id']}")
    after = await entries(client)
    was, done = before[THANK], after[THANK]
    assert (done.uid, done.sequence, done.status) == (was.uid, was.sequence + 1, EventStatus.CANCELLED)
    assert (done.dtstart, done.created, instant(done.last_modified)) == (was.dtstart, was.created, clock.instant)
    gone = {name for name, entry in after.items() if entry.status == EventStatus.CANCELLED}
    assert (ROUND in gone, TIDY in gone) == (way == "deleted", way == "deleted")
    assert all(after[name] == entry for name, entry in before.items() if name not in gone)
    clock.instant += CANCELLED_FOR
    assert THANK not in await entries(client)


async def test_a_change_raises_the_number_of_what_changes_alone(
    client: httpx.AsyncClient, process: dict[str, Any], clock: SettableClock
) -> None:
    """An interview that is moved, renamed, cancelled; its window passing changes nothing but what closes."""
    before = await entries(client)
    clock.instant = NOON + timedelta(minutes=5)
    moved = await client.patch(f"/interviews/{process['id']}", json={"timezone": "Europe/Paris", "interest": "low"})
    assert moved.status_code == 200
    shifted = await entries(client)
    assert shifted[ROUND].dtstart.tzinfo.key == "Europe/Paris"
    for name, entry in shifted.items():
        assert (entry.sequence > before[name].sequence) == (entry != before[name]), name
    await client.patch(f"/interviews/{process['id']}", json={"cancelled": True})
    cancelled = (await entries(client))[ROUND]
    assert (cancelled.sequence, cancelled.status) == (2, EventStatus.CANCELLED)


async def test_an_action_that_closes_is_cancelled_by_the_clock_alone(
    client: httpx.AsyncClient, process: dict[str, Any], clock: SettableClock
) -> None:
    """Nothing was written since; and an interview leaves when it is long past."""
    url = await subscribe(client)
    assert by_summary((await poll(client, url)).content)[THANK].status == EventStatus.CONFIRMED
    action = (await client.get("/next-actions", params={"kind": "send_thank_you"})).json()["items"][0]
    clock.instant = datetime.fromisoformat(action["closes_at"])
    closed = by_summary((await poll(client, url)).content)
    assert (closed[THANK].status, closed[THANK].sequence) == (EventStatus.CANCELLED, 1)
    clock.instant = datetime.fromisoformat(process["starts_at"]) + KEPT_AFTER
    assert ROUND in by_summary((await poll(client, url)).content)
    clock.instant += timedelta(seconds=1)
    assert ROUND not in by_summary((await poll(client, url)).content)


async def test_it_tells_no_more_than_the_action_says(client: httpx.AsyncClient, process: dict[str, Any]) -> None:
    """No address, note, message or debrief."""
    body = "Words between us"
    await making.interaction(client, interview_id=process["id"], body=body)
    await client.put(f"/interviews/{process['id']}/debrief", json={"impressions": "Mixed", "topics": ["Pensions"]})
    said = (await client.get("/calendar.ics", params={"actions": "todos"})).text.replace("\r\n ", "")
    assert "Thank Ann Ames" in said
    assert not [text for text in ("@", "tea", body, "Mixed", "Pensions") if text in said]


async def test_actions_may_be_to_dos_and_interviews_left_out(
    client: httpx.AsyncClient, process: dict[str, Any]
) -> None:
    """Under the same names as in the other shape."""
    url = await subscribe(client)
    events, todos = (await poll(client, url)).content, (await poll(client, f"{url}&actions=todos")).content
    assert by_uid(events).keys() == by_uid(todos).keys()
    assert {type(entry).__name__ for name, entry in by_summary(todos).items() if name != ROUND} == {"Todo"}
    assert isinstance(by_summary(todos)[ROUND], Event)
    assert by_summary((await poll(client, f"{url}&interviews=false")).content).keys() == by_summary(events).keys() - {
        ROUND
    }


async def test_who_is_met_is_named_and_a_reference_is_not(client: httpx.AsyncClient, process: dict[str, Any]) -> None:
    rae = await making.contact(client, name="Rae Ford")
    await client.put(f"/interviews/{process['id']}/participants/{rae['id']}", json={"role": "reference"})
    assert (await entries(client))[ROUND].description == "In person, with Ann Ames."


async def test_an_empty_account_has_an_empty_calendar(client: httpx.AsyncClient) -> None:
    assert await entries(client) == {}


async def test_interviews_beyond_the_most_that_are_read_leave_quietly(
    client: httpx.AsyncClient, process: dict[str, Any], clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The earliest ones, and not as cancelled."""
    assert ROUND in await entries(client)
    later = {"starts_at": "2026-03-09T10:00:00Z", "ends_at": "2026-03-09T11:00:00Z", "position": "Chef"}
    await making.interview(client, organization_id=process["organization_id"], **later)
    monkeypatch.setattr(repository, "_MOST", 1)
    monkeypatch.setattr(repository, "_APPOINTMENTS", repository._APPOINTMENTS.limit(1))
    found = await entries(client)
    assert "Interview: Chef (Initech)" in found
    assert ROUND not in found


async def test_programs_that_come_at_once_are_told_the_same(client: httpx.AsyncClient, process: dict[str, Any]) -> None:
    """One publication is built on another, whoever comes first, from the very first on."""
    url = await subscribe(client)
    for _ in range(2):
        answers = await asyncio.gather(
            *(poll(client, f"{url}&interviews={flag}") for flag in ("true", "1", "yes", "on"))
        )
        assert {answer.status_code for answer in answers} == {200}
        assert len({answer.content for answer in answers}) == 1
        await client.patch(f"/interviews/{process['id']}", json={"position": "Lead"})


async def test_a_publication_that_was_overtaken_is_worked_out_anew(
    client: httpx.AsyncClient, process: dict[str, Any], app: Afterword, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else a number that a program has seen might be given a second time, to something else."""
    await entries(client)
    account = (await client.get("/account")).json()["id"]
    await client.patch(f"/interviews/{process['id']}", json={"position": "Lead"})
    keep = repository.keep
    overtaken: list[bool] = []

    def keep_late(unit: Any, **values: Any) -> bool:
        if not overtaken:
            overtaken.append(keep(unit, **values))  # another process publishes the same
        return keep(unit, **values)

    monkeypatch.setattr(repository, "keep", keep_late)
    found = await entries(client)
    assert overtaken == [True]
    assert found["Interview: Lead (Initech)"].sequence == 1
    last = await app_of(client).state.database.read(account, repository.last)
    assert last.number == 3
