"""Interviews that are over for good are not read again, and nobody can tell by any answer."""

import json
from collections.abc import Awaitable, Callable, Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any, NamedTuple

import httpx
import pytest
from sqlalchemy import Table, select

from api.db import State, Unit
from api.main import Afterword
from api.models import UNSETTLED, Account, Interview
from api.next_actions import repository, settling
from api.next_actions.repository import _padded
from api.next_actions.rules import RULES
from api.next_actions.settling import Settling, _portions
from api.settled import Settled, settle
from tests import making
from tests.conftest import SettableClock
from tests.isolation.slots import operations
from tests.making import Made
from tests.next_actions.careers import Career
from tests.planting import planted
from tests.properties import TIMES, TRIED

INTERVIEWS: Table = Interview.__table__
ACCOUNTS: Table = Account.__table__


class Store:
    """What the database holds of one account."""

    def __init__(self, app: Afterword, account_id: str) -> None:
        self.database, self.account_id = app.state.database, account_id

    async def settled(self) -> dict[str, datetime]:
        """From when on each interview is settled of which that is known."""

        def read(unit: Unit) -> dict[str, datetime]:
            columns = INTERVIEWS.c
            mine = select(columns.id, columns.settled_from).where(columns.account_id == unit.account_id)
            return {id: since for id, since in unit.connection.execute(mine) if since != UNSETTLED}

        found: dict[str, datetime] = await self.database.read(self.account_id, read)
        return found

    async def state(self) -> State:
        """The name of what the account holds now."""
        columns = ACCOUNTS.c
        mine = select(columns.created_at, columns.revision).where(columns.account_id == self.account_id)
        return State(*await self.database.read(self.account_id, lambda unit: unit.connection.execute(mine).one()))

    async def settle(self, state: State, rules: str, found: Iterable[Settled]) -> None:
        """Write down that these are settled."""
        await self.database.amend(self.account_id, lambda unit: settle(unit, state, rules, found))


@pytest.fixture
async def store(app: Afterword, client: httpx.AsyncClient) -> Store:
    return Store(app, (await client.get("/account")).json()["id"])


async def evaluated(client: httpx.AsyncClient, **query: Any) -> httpx.Response:
    """What the pure engine says of all that the account holds."""
    dossier = (await client.get("/export")).json()
    return await client.post("/policy/evaluations", json={**query, "dossier": dossier})


async def paged(client: httpx.AsyncClient, **query: Any) -> list[dict[str, Any]]:
    """Go through the pages of an answer, a few items each; return the items."""
    answer = (await client.get("/next-actions", params={**query, "limit": 3})).json()
    items: list[dict[str, Any]] = answer["items"]
    while answer["next_cursor"]:
        query["cursor"] = answer["next_cursor"]
        answer = (await client.get("/next-actions", params={**query, "limit": 3})).json()
        items += answer["items"]
    return items


async def compare(career: Career) -> None:
    """Hold what is answered against the engine over everything: now, at some instant, and page by page."""
    client, random = career.client, career.random
    horizon = random.choice(("P0D", "P7D", "P366D"))
    then = (career.now + timedelta(hours=random.randrange(-3_000, 20_000))).isoformat()
    query: dict[str, Any] = {"horizon": horizon, **random.choice(({}, {"at": then}, {"explain": True}))}
    stored = await client.get("/next-actions", params={**query, "limit": 200})
    assert stored.status_code == 200, stored.text
    at = stored.json()["at"]
    pure = await evaluated(client, **{**query, "at": at})
    assert stored.content == pure.content
    if random.random() < 0.2:
        assert await paged(client, horizon=horizon, at=at) == pure.json()["items"]
    if random.random() < 0.2 and "explain" not in query:
        id = career.one("interviews")
        some = (await client.get("/next-actions", params={**query, "interview_id": id, "limit": 200})).json()
        assert some["items"] == [item for item in pure.json()["items"] if item["interview_id"] == id]
        assert some["changes_at"] == pure.json()["changes_at"]


@TRIED
@pytest.mark.parametrize("seed", range(TIMES))
async def test_no_answer_shows_what_was_left_unread(
    app: Afterword, client: httpx.AsyncClient, clock: SettableClock, seed: int
) -> None:
    """Whatever was written in whatever order, and whenever it was found out what is over, for years on end."""
    await follow(app, Career(client, clock, Random(seed)))


@TRIED
@pytest.mark.parametrize("settings", ["sqlite"], indirect=True)  # a server takes twice as long
@pytest.mark.parametrize("seed", range(TIMES, 3 * TIMES))
async def test_no_answer_of_another_career_does(
    app: Afterword, client: httpx.AsyncClient, clock: SettableClock, seed: int
) -> None:
    """One says little of the orders that there are."""
    await follow(app, Career(client, clock, Random(seed)))


async def follow(app: Afterword, career: Career) -> None:
    """Write, look, find out what is over and let time pass, now and then."""
    await career.begin()
    for _ in range(25):
        await career.write()
        await compare(career)
        if career.random.random() < 0.5:
            await app.state.settling.flush()
            await app.state.plans.flush()
            await compare(career)
        if career.random.random() < 0.1:
            career.pass_time(timedelta(days=career.random.randrange(500)))
            await compare(career)


# What unsettles


PAST = {
    "starts_at": "2026-01-05T10:00:00Z",
    "ends_at": "2026-01-05T11:00:00Z",
    "outcome": "rejected",
    "outcome_at": "2026-01-09T10:00:00Z",
}
OVER = datetime(2026, 1, 23, 10, tzinfo=UTC)
"""When all is over of an interview that was held then: two weeks after its outcome."""
NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)


class Past(NamedTuple):
    """An account with two job searches that are over, and one that has just begun.

    The first has two rounds, at two organizations, with all that an interview may have; the others an interview each.
    """

    client: httpx.AsyncClient
    store: Store
    first: Made
    second: Made
    contact: Made
    interaction: Made
    other: Made
    current: Made
    latest: Made
    """What was said in the current one."""

    @property
    def over(self) -> set[str]:
        return {self.first["id"], self.second["id"], self.other["id"]}


@pytest.fixture
async def past(app: Afterword, client: httpx.AsyncClient, clock: SettableClock, store: Store) -> Past:
    clock.instant = NOW
    ann = await making.contact(client)
    first = await making.interview(client, **PAST, participants=[{"contact_id": ann["id"], "role": "interviewer"}])
    second = await making.interview(client, **PAST, previous_interview_id=first["id"])
    said = await making.interaction(client, interview_id=second["id"], occurred_at="2026-01-06T10:00:00Z")
    await client.put(f"/interviews/{first['id']}/debrief", json={"needs": ["SQL"]})
    await client.put(f"/next-actions/thank-everyone.{first['id']}.{ann['id']}/mark", json={"mark": "done"})
    other, current = await making.interview(client, **PAST), await making.interview(client)
    latest = await making.interaction(client, interview_id=current["id"])
    past = Past(client, store, first, second, ann, said, other, current, latest)
    await client.get("/next-actions")
    await app.state.settling.flush()
    assert await store.settled() == dict.fromkeys(past.over, OVER)
    app.state.plans._noted.clear()  # so that the next poll has to decide
    return past


def _table(past: Past, text: str) -> Awaitable[httpx.Response]:
    return past.client.post("/import/csv", content=text, headers={"Content-Type": "text/csv"})


INVITATION = b"""\
BEGIN:VCALENDAR
VERSION:2.0
METHOD:REQUEST
BEGIN:VEVENT
UID:20260401-1@initech.example
DTSTAMP:20260301T090000Z
DTSTART:20260407T100000Z
DTEND:20260407T110000Z
SUMMARY:Interview: Analyst
ORGANIZER;CN=Ann Ames:mailto:ann@initech.example
ATTENDEE;CN=Sam Carter:mailto:sam@carter.example
END:VEVENT
END:VCALENDAR
"""

Write = Callable[[Past], Awaitable[httpx.Response]]
FIRST: dict[str, Write] = {
    "create_interview": lambda p: p.client.post(
        "/interviews", json={**PAST, "position": "Analyst", "organization_id": p.first["organization_id"]}
    ),
    "create_interview, a later round": lambda p: p.client.post(
        "/interviews",
        json={
            **PAST,
            "position": "Analyst",
            "organization_id": p.current["organization_id"],
            "previous_interview_id": p.second["id"],
        },
    ),
    "update_interview": lambda p: p.client.patch(f"/interviews/{p.first['id']}", json={"interest": "high"}),
    "update_interview, into its organization": lambda p: p.client.patch(
        f"/interviews/{p.current['id']}", json={"organization_id": p.second["organization_id"]}
    ),
    "update_interview, into its rounds": lambda p: p.client.patch(
        f"/interviews/{p.current['id']}", json={"previous_interview_id": p.second["id"]}
    ),
    "update_interview, out of its rounds": lambda p: p.client.patch(
        f"/interviews/{p.second['id']}", json={"previous_interview_id": None}
    ),
    "import_csv": lambda p: _table(p, "organization,position,starts_at\nInitech,Baker,2026-01-05 10:00\n"),
    "import_csv, into an interview": lambda p: _table(
        p, "organization,position,starts_at,contact_name\nInitech,Analyst,2026-01-05 10:00,Bob Bell\n"
    ),
    "take_invitation": lambda p: p.client.post(
        "/interviews/from-invite?me=sam@carter.example", content=INVITATION, headers={"Content-Type": "text/calendar"}
    ),
    "delete_interview": lambda p: p.client.delete(f"/interviews/{p.second['id']}"),
    "put_participant": lambda p: p.client.put(
        f"/interviews/{p.second['id']}/participants/{p.contact['id']}", json={"role": "hr"}
    ),
    "delete_participant": lambda p: p.client.delete(f"/interviews/{p.first['id']}/participants/{p.contact['id']}"),
    "put_debrief": lambda p: p.client.put(f"/interviews/{p.second['id']}/debrief", json={}),
    "delete_debrief": lambda p: p.client.delete(f"/interviews/{p.first['id']}/debrief"),
    "create_interaction": lambda p: p.client.post(
        "/interactions",
        json={"interview_id": p.first["id"], "direction": "inbound", "channel": "email", "purpose": "other"},
    ),
    "update_interaction": lambda p: p.client.patch(f"/interactions/{p.interaction['id']}", json={"automatic": True}),
    "update_interaction, away": lambda p: p.client.patch(
        f"/interactions/{p.interaction['id']}", json={"interview_id": p.current["id"]}
    ),
    "update_interaction, into it": lambda p: p.client.patch(
        f"/interactions/{p.latest['id']}", json={"interview_id": p.first["id"]}
    ),
    "delete_interaction": lambda p: p.client.delete(f"/interactions/{p.interaction['id']}"),
    "update_organization": lambda p: p.client.patch(
        f"/organizations/{p.second['organization_id']}", json={"culture": "reserved"}
    ),
    "update_contact": lambda p: p.client.patch(f"/contacts/{p.contact['id']}", json={"email": "ann@example.org"}),
    "put_mark": lambda p: p.client.put(
        f"/next-actions/thank-after-rejection.{p.second['id']}/mark", json={"mark": "done"}
    ),
    "put_mark, again": lambda p: p.client.put(
        f"/next-actions/thank-everyone.{p.first['id']}.{p.contact['id']}/mark", json={"mark": "dismissed"}
    ),
    "delete_mark": lambda p: p.client.delete(f"/next-actions/thank-everyone.{p.first['id']}.{p.contact['id']}/mark"),
}
"""Every write to a fact of the first search, by the operation that makes it."""

ELSEWHERE = {
    *("create_organization", "delete_organization", "create_contact", "delete_contact"),  # nothing refers to it
    *(
        "create_testimonial",
        "update_testimonial",
        "delete_testimonial",
    ),  # words to quote, wherever there is something to say
    "import_dossier",  # refers to nothing but itself
    "take_cards",  # makes people
    *("create_token", "delete_token", "create_calendar_feed", "delete_calendar_feed"),
    *("create_webhook", "update_webhook", "delete_webhook", "rotate_webhook_secret", "test_webhook"),
    "redeliver_webhook_delivery",
    *("check_message", "draft_message", "evaluate_dossier"),  # write nothing
}
"""The operations that change no fact of an interview that is there."""


def test_every_operation_that_may_write_is_known() -> None:
    """Whoever adds one has to say what it unsettles."""
    document = json.loads(Path("openapi/openapi.json").read_text())
    writing = {operation.id for operation in operations(document) if operation.method != "GET"}
    assert writing == {name.partition(",")[0] for name in FIRST} | ELSEWHERE


@pytest.mark.parametrize("name", FIRST)
async def test_a_write_unsettles_all_that_its_fact_can_reach(past: Past, name: str) -> None:
    """Both rounds of the search, and no other one."""
    answer = await FIRST[name](past)
    assert answer.is_success, answer.text
    assert await past.store.settled() == {past.other["id"]: OVER}


async def test_a_write_elsewhere_unsettles_nothing(past: Past) -> None:
    """To what has just begun, or to what no interview refers to."""
    for answer in (
        await past.client.patch(f"/interviews/{past.current['id']}", json={"interest": "high"}),
        await past.client.post("/contacts", json={"name": "Bob Bell"}),
        await past.client.post("/testimonials", json={"author": "Rae Ford", "quote": "Reliable."}),
        await past.client.post("/import", json=planted("zebra")),
    ):
        assert answer.is_success, answer.text
    assert set(await past.store.settled()) == past.over


# What is read, and what is written down


@pytest.fixture
def rows(monkeypatch: pytest.MonkeyPatch) -> list[Any]:
    """The rows that were read to answer with."""
    read: list[Any] = []
    fetch = repository._rows

    def counted(*question: Any, **given: Any) -> Any:
        found = fetch(*question, **given)
        read.extend(found)
        return found

    monkeypatch.setattr(repository, "_rows", counted)
    return read


OF_CURRENT, OF_ALL = 3, 14
"""Rows: of what has just begun, the interview, its organization, and what was said; of everything, also the others'."""


async def test_what_is_settled_is_not_read(past: Past, rows: list[Any]) -> None:
    """Neither the interviews nor whatever belongs to them; with `explain` or for an `at` all of it."""
    await past.client.get("/next-actions", params={"limit": 99})
    assert len(rows) == OF_CURRENT
    await past.client.get("/next-actions", params={"explain": True})
    assert len(rows) == OF_CURRENT + OF_ALL
    await past.client.get("/next-actions", params={"at": OVER.isoformat()})
    assert len(rows) == OF_CURRENT + 2 * OF_ALL


async def test_an_instant_of_the_clients_own_asks_nobody_what_is_settled(past: Past, app: Afterword) -> None:
    """Were what is written down wrong, for whatever reason, the facts would still be right."""
    current = past.current["id"]
    await past.store.settle(await past.store.state(), RULES, [Settled([current], OVER)])
    assert current not in {item["interview_id"] for item in await paged(past.client)}
    await app.state.plans.flush()
    for at in (NOW, NOW + timedelta(hours=1)):
        found = await past.client.get("/next-actions", params={"limit": 99, "at": at.isoformat()})
        assert current in {item["interview_id"] for item in found.json()["items"]}
        assert found.content == (await evaluated(past.client, at=at.isoformat())).content


async def test_a_material_brings_the_contact_whom_it_is_for(past: Past) -> None:
    """Who takes no part in the interview, and is named all the same."""
    bob = await making.contact(past.client, name="Bob Bell")
    debrief = {"materials": [{"title": "Study", "contact_id": bob["id"]}]}
    await past.client.put(f"/interviews/{past.current['id']}/debrief", json=debrief)
    items = (await past.client.get("/next-actions")).json()["items"]
    assert "Bob Bell" in [item["contact"]["name"] for item in items if item["contact"]]


async def test_more_than_a_statement_can_name_is_read_by_several(past: Past, monkeypatch: pytest.MonkeyPatch) -> None:
    person = {"contact_id": past.contact["id"], "role": "interviewer"}
    await making.interview(past.client, participants=[person], starts_at="2026-03-01T10:00:00Z")
    asked = {"at": NOW.isoformat(), "horizon": "P30D"}
    monkeypatch.setattr(repository, "_NAMED_AT_ONCE", 1)
    found = await past.client.get("/next-actions", params=asked)
    assert len({item["interview_id"] for item in found.json()["items"]}) == 2
    assert found.content == (await evaluated(past.client, **asked)).content


def test_statements_that_name_many_are_few() -> None:
    """How many they name is a power of two; a row that is named twice is read once."""
    padded = [_padded([str(number) for number in range(count)]) for count in range(1, 70)]
    assert {len(ids) for ids in padded} == {1, 2, 4, 8, 16, 32, 64, 128}
    assert [len(set(ids)) for ids in padded] == [*range(1, 70)]


def test_an_account_is_looked_through_once_in_each_state(app: Afterword, monkeypatch: pytest.MonkeyPatch) -> None:
    """Of so many accounts: whichever was looked through longest ago is forgotten first."""
    monkeypatch.setattr(settling, "_REMEMBERED", 2)
    one, state, later = Settling(app.state.database), State(NOW, 1), State(NOW, 2)
    for name in ("sam", "kim", "sam", "lee"):
        one.note(name, state, [])
    assert [one.is_new(name, state) for name in ("sam", "kim", "lee")] == [False, True, False]
    assert one.is_new("sam", later)


async def test_what_was_found_out_is_written_once(past: Past, app: Afterword) -> None:
    """And not after every write, wherever that was."""
    for number in range(3):
        await past.client.patch(f"/interviews/{past.current['id']}", json={"position": f"Analyst {number}"})
        await past.client.get("/next-actions")
        assert not app.state.settling._noted
    await past.client.patch(f"/interviews/{past.first['id']}", json={"position": "Analyst"})
    await past.client.get("/next-actions")
    ((_, found),) = app.state.settling._noted.values()
    assert [set(group.interview_ids) for group in found] == [{past.first["id"], past.second["id"]}]
    await app.state.settling.flush()
    assert set(await past.store.settled()) == past.over


async def test_what_will_be_over_is_written_once_too(past: Past, app: Afterword, clock: SettableClock) -> None:
    """It is read until then, and goes unread by itself."""
    clock.instant = OVER - timedelta(days=1)
    for number in range(2):
        await past.client.post("/organizations", json={"name": f"Acme {number}"})
        found = await past.client.get("/next-actions")
        assert past.over & {item["interview_id"] for item in found.json()["items"]}
        assert not app.state.settling._noted


async def test_what_was_found_out_before_a_write_is_not_written(past: Past, app: Afterword) -> None:
    """It may not be true any more."""
    await past.client.patch(f"/interviews/{past.first['id']}", json={"position": "Analyst"})
    await past.client.get("/next-actions")
    await past.client.patch(f"/interviews/{past.first['id']}", json={"outcome": "pending"})
    await app.state.settling.flush()
    assert set(await past.store.settled()) == {past.other["id"]}


async def test_no_revision_no_etag_and_no_answer_tells_of_it(past: Past) -> None:
    paths = ("/account", "/interviews", f"/interviews/{past.first['id']}", "/export", "/next-actions")
    before = [await past.client.get(path) for path in paths]
    later = Settled([past.first["id"], past.second["id"]], OVER + timedelta(days=1))
    await past.store.settle(await past.store.state(), RULES, [later])
    after = [await past.client.get(path) for path in paths]
    assert (await past.store.settled())[past.first["id"]] == later.since
    assert [answer.content for answer in before] == [answer.content for answer in after]
    assert [answer.headers.get("ETag") for answer in before] == [answer.headers.get("ETag") for answer in after]


async def test_by_other_rules_nothing_is_settled(past: Past, app: Afterword, rows: list[Any]) -> None:
    """All of it is found out again, by the rules that are."""
    early = Settled([past.current["id"]], datetime(2026, 1, 1, tzinfo=UTC))
    state = await past.store.state()
    await past.store.settle(state, "0.9.0", [early])
    assert set(await past.store.settled()) == {past.current["id"]}
    await past.client.patch(f"/interviews/{past.other['id']}", json={"position": "Clerk"})  # else it would be kept
    assert (await past.client.get("/next-actions")).json()["items"]
    assert len(rows) == OF_ALL
    await app.state.settling.flush()
    assert await past.store.settled() == dict.fromkeys(past.over, OVER)


async def test_an_account_made_anew_is_another_one(past: Past) -> None:
    """Even where its id and its revision are those of the one before."""
    state = await past.store.state()
    other = State(state.founded_at - timedelta(seconds=1), state.revision)
    await past.store.settle(other, RULES, [Settled([past.current["id"]], OVER)])
    assert set(await past.store.settled()) == past.over
    await past.store.settle(state, RULES, [Settled([past.current["id"]], OVER)])
    assert set(await past.store.settled()) == past.over | {past.current["id"]}


def test_a_group_is_written_as_a_whole() -> None:
    """However many are written at once."""
    sizes = [
        [len(group.interview_ids) for group in portion]
        for portion in _portions([Settled(["x"] * size, OVER) for size in (600, 600, 3_000, 1, 2)])
    ]
    assert sizes == [[600, 600], [3_000], [1, 2]]


async def told(past: Past, interview: Made) -> list[httpx.Response]:
    """What is said of messages about an interview, what is drafted for it, and of a mark on what it asks for."""
    to = {"interview_id": interview["id"], "contact_id": past.contact["id"]}
    call = {"channel": "phone_call", "purpose": "thank_you"}
    key = f"thank-everyone.{interview['id']}.{past.contact['id']}"
    return [
        await past.client.post(
            "/message-checks", json={**to, **call, "body": "Dear Initech, thank you for yesterday."}
        ),
        await past.client.post("/message-checks", json={**call, "body": "Dear Ann, as Bob Bell said, thank you."}),
        await past.client.post("/drafts", json={**to, "channel": "email", "purpose": "thank_you"}),
        await past.client.post("/drafts", json={"action_key": key, "channel": "email"}),
        await past.client.put(f"/next-actions/{key}/mark", json={"mark": "dismissed"}),
    ]


async def test_who_has_no_part_in_anything_is_not_read(client: httpx.AsyncClient, rows: list[Any]) -> None:
    """As employers and people of a long table, nothing of whom has come about yet."""
    await making.interview(client)
    await client.get("/next-actions")
    read = len(rows)
    for _ in range(3):
        await making.contact(client)
    await client.get("/next-actions")
    assert len(rows) == 2 * read > 0


@pytest.mark.parametrize("which", ["first", "current"])
async def test_what_is_over_is_known_to_whoever_goes_back_to_it(past: Past, which: str) -> None:
    """Whether it is known to be over or not, and to whoever writes about what is going on."""
    interview = getattr(past, which)
    path = f"/interviews/{past.current['id']}/participants/{past.contact['id']}"
    await past.client.put(path, json={"role": "interviewer"})
    await making.contact(past.client, name="Bob Bell")
    of_settled = await told(past, interview)
    await past.store.settle(await past.store.state(), "0.9.0", [])
    of_all = await told(past, interview)
    assert [answer.status_code for answer in of_settled] == [200] * 5
    assert [answer.json() for answer in of_settled] == [answer.json() for answer in of_all]


async def test_who_writes_about_what_is_going_on_reads_nothing_of_what_is_over(past: Past, rows: list[Any]) -> None:
    """But the names of everybody, and of every organization, so as to know them in a text."""
    await told(past, past.current)
    names, own = 4 + 1, 2
    assert len(rows) == 4 * (names + own) + names
