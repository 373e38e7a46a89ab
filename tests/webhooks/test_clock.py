"""What the clock brings about is told when it does, once, and costs nothing in between."""

import threading
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any, NamedTuple
from unittest.mock import AsyncMock

import asyncpg
import httpx
import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.engine import make_url

from api.db import ACCOUNTS, Database
from api.db.database import _AWAKE, _WOKEN_BY_OTHER_RULES
from api.db.fence import OPERATOR
from api.main import Afterword
from api.next_actions.rules import RULES
from api.outbox import OF_THE_CLOCK
from api.policy.engine import decide
from api.settings import Settings
from api.webhooks import attending, service, watch
from tests.conftest import SettableClock
from tests.making import app_of, contact, interaction, interview, webhook
from tests.planting import MORNING
from tests.webhooks.conftest import Attend, Told, told_by
from trust.receiver import Receiver

ENDED = MORNING + timedelta(hours=1)


class Process(NamedTuple):
    """An interview with Ann, and somebody who is told what the clock makes of it."""

    interview_id: str
    contact_id: str
    look: Callable[[], Awaitable[Told]]
    """Have a worker look, and return what was told since the last time."""

    @property
    def thanks(self) -> str:
        return f"thank-everyone.{self.interview_id}.{self.contact_id}"


@pytest.fixture
async def process(client: httpx.AsyncClient, receiver: Receiver, attend: Attend, clock: SettableClock) -> Process:
    """An interview that has just begun, of which nobody has been told anything yet."""
    clock.instant = MORNING
    ann = (await contact(client, email="ann@example.org", name_confirmed=True))["id"]
    people = [{"contact_id": ann, "role": "interviewer", "is_decision_maker": True}]
    await webhook(client, url=receiver.url, events=sorted(OF_THE_CLOCK))
    held = (await interview(client, participants=people))["id"]

    async def look() -> Told:
        receiver.received.clear()
        await attend(client)
        return told_by(receiver)

    return Process(held, ann, look)


async def wakes_at(app: Afterword, client: httpx.AsyncClient) -> datetime | None:
    """When a worker is to look at the client's account."""
    account = (await client.get("/account")).json()["id"]
    found: datetime | None = await app.state.database.read(
        account,
        lambda unit: unit.connection.execute(
            select(ACCOUNTS.c.wakes_at).where(ACCOUNTS.c.account_id == unit.account_id)
        ).scalar(),
    )
    return found


async def listed(client: httpx.AsyncClient) -> dict[str, str]:
    """What is open and overdue now, by its key."""
    answer = (await client.get("/next-actions", params={"horizon": "PT0M"})).json()
    return {item["key"]: item["status"] for item in answer["items"] if item["status"] != "upcoming"}


async def test_who_listens_knows_what_is_on_the_list(
    app: Afterword, client: httpx.AsyncClient, process: Process, clock: SettableClock
) -> None:
    """From instant to instant at which a worker wakes up: what was opened and not withdrawn is what is listed."""
    known: dict[str, list[str]] = {}
    cautions: list[tuple[str, str]] = []
    every: list[tuple[str, str]] = []
    for _ in range(25):
        for event, data in await process.look():
            if event == "caution.started":
                cautions.append((data["rule"], data["since"]))
                continue
            if event == "action.withdrawn":
                assert data["reason"] in {"closed", "no_longer_applies"}
                del known[data["key"]]
            elif event == "action.opened":
                known[data["key"]] = ["open"]
            else:
                known[data["key"]].append(event.removeprefix("action."))
            every.append((event, data["key"]))
        shown = await listed(client)
        assert known.keys() == shown.keys()
        assert {key for key, steps in known.items() if steps[-1] == "overdue"} == {
            key for key, status in shown.items() if status == "overdue"
        }
        asked = (await client.get("/next-actions")).json()["cautions"]
        assert {(one["rule"], one["since"]) for one in asked} <= set(cautions)
        then = await wakes_at(app, client)
        assert then is not None
        assert then > clock()
        clock.instant = then
    assert len(cautions) == len(set(cautions))
    assert {"action.opened", "action.due", "action.overdue", "action.withdrawn"} == {event for event, _ in every}
    assert len(every) == len(set(every))  # nothing of this process comes up twice


async def test_due_is_told_a_day_ahead_or_at_half_time(process: Process, clock: SettableClock) -> None:
    """Thanks are due a day after the interview: they are told to be so twelve hours before."""
    clock.instant = ENDED
    first = [data for event, data in await process.look() if event == "action.opened"]
    (thanks,) = [data for data in first if data["key"] == process.thanks]
    assert (thanks["kind"], thanks["contact_id"], thanks["due_at"]) == (
        "send_thank_you",
        process.contact_id,
        "2026-03-03T11:00:00Z",
    )
    clock.instant = ENDED + timedelta(hours=12) - timedelta(seconds=1)
    assert process.thanks not in str(await process.look())
    clock.instant = ENDED + timedelta(hours=12)
    assert ("action.due", thanks) in await process.look()


async def test_a_late_worker_tells_no_stale_notice(process: Process, clock: SettableClock) -> None:
    """What is overdue by now was opened, and is not told to be due soon."""
    clock.instant = ENDED + timedelta(days=2)
    told = [event for event, data in await process.look() if data.get("key") == process.thanks]
    assert told == ["action.opened", "action.overdue"]


async def test_nothing_is_told_twice(
    client: httpx.AsyncClient, process: Process, clock: SettableClock, app: Afterword
) -> None:
    """Not by a worker that was started anew, nor after a write that changes nothing of it."""
    clock.instant = ENDED
    assert await process.look()
    assert await process.look() == []
    await client.patch(f"/contacts/{process.contact_id}", json={"notes": "Tall"})
    assert await process.look() == []


async def test_a_look_of_before_takes_nothing_back(
    app: Afterword, client: httpx.AsyncClient, process: Process, clock: SettableClock
) -> None:
    """One worker has looked just before an action opens, and is overtaken by another that tells of it."""
    database, account = app.state.database, (await client.get("/account")).json()["id"]
    clock.instant = ENDED - timedelta(seconds=1)
    due = await database.read(account, watch.due)
    slow = due.look(clock())
    clock.instant = ENDED
    assert process.thanks in str(await process.look())
    assert await database.amend(account, partial(attending.take, look=slow, lease=timedelta(minutes=1))) == []
    assert await process.look() == []


async def test_a_new_endpoint_is_told_nothing_of_the_past(
    client: httpx.AsyncClient, process: Process, clock: SettableClock, attend: Attend
) -> None:
    """Though nobody has been told of it yet: the others still are."""
    clock.instant = ENDED
    with Receiver() as late:
        made = await webhook(client, url=late.url, events=["caution.started"])
        await client.patch(f"/webhooks/{made['id']}", json={"events": sorted(OF_THE_CLOCK)})
        assert process.thanks in str(await process.look())
        assert late.received == []
        clock.instant = ENDED + timedelta(hours=25)
        await attend(client)
        assert ("action.overdue", process.thanks) in [(event, data.get("key")) for event, data in told_by(late)]


async def test_a_new_endpoint_is_looked_ahead_for(
    client: httpx.AsyncClient, process: Process, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Deciding takes a while for a large account, in which others are served: the write itself rarely has to."""
    clock.instant = ENDED
    looks: list[str] = []

    def looking(due: watch.Due, at: datetime) -> watch.Look:
        looks.append(threading.current_thread().name)
        return watch.Look(due.state, due.facts, decide(due.facts, at))

    monkeypatch.setattr(watch.Due, "look", looking)
    made = await webhook(client, events=["action.opened"])
    await webhook(client, events=["action.opened"])  # nothing has changed since
    assert len(looks) == 1
    assert looks[0].startswith("asyncio_")
    monkeypatch.setattr(service, "ahead", AsyncMock(return_value=None))
    await client.patch(f"/webhooks/{made['id']}", json={"events": sorted(OF_THE_CLOCK)})
    assert len(looks) == 2
    assert process.thanks in str(await process.look())


async def test_what_was_seen_ahead_may_be_over_by_then(
    app: Afterword, client: httpx.AsyncClient, process: Process, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Between the look and the write a worker may tell of more, or somebody write what changes it."""
    database, account = app.state.database, (await client.get("/account")).json()["id"]
    clock.instant = ENDED - timedelta(seconds=1)
    seen = AsyncMock(return_value=await watch.look(database, account, ahead=True))
    monkeypatch.setattr(service, "ahead", seen)
    clock.instant = ENDED
    assert process.thanks in str(await process.look())
    await webhook(client, events=["action.opened"])
    assert await process.look() == []
    await client.patch(f"/contacts/{process.contact_id}", json={"notes": "Tall"})
    seen.return_value = await watch.look(database, account, ahead=True)
    await client.patch(f"/interviews/{process.interview_id}", json={"cancelled": True})
    await webhook(client, events=["action.opened"])
    assert ("action.withdrawn", process.thanks) in [(event, data.get("key")) for event, data in await process.look()]


async def test_a_look_of_before_a_write_is_worth_nothing(
    app: Afterword, client: httpx.AsyncClient, process: Process, clock: SettableClock
) -> None:
    """The account stays awake, to be looked at again."""
    database, account = app.state.database, (await client.get("/account")).json()["id"]
    clock.instant = ENDED
    stale = await watch.look(database, account)
    await client.patch(f"/interviews/{process.interview_id}", json={"cancelled": True})
    assert await database.amend(account, partial(attending.take, look=stale, lease=timedelta(minutes=1))) == []
    assert await wakes_at(app, client) == ENDED
    assert process.thanks not in str(await process.look())


@pytest.mark.parametrize(
    ("how", "reason"),
    [
        ("done", "done"),
        ("dismissed", "dismissed"),
        ("snoozed", "snoozed"),
        ("thanked", "done"),
        ("cancelled", "no_longer_applies"),
        ("deleted", "no_longer_applies"),
        ("waited", "closed"),
    ],
)
async def test_why_an_action_is_withdrawn(
    client: httpx.AsyncClient, process: Process, clock: SettableClock, how: str, reason: str
) -> None:
    clock.instant = ENDED
    await process.look()
    url = f"/interviews/{process.interview_id}"
    match how:
        case "done" | "dismissed":
            await client.put(f"/next-actions/{process.thanks}/mark", json={"mark": how})
        case "snoozed":
            mark = {"mark": "snoozed", "until": (ENDED + timedelta(hours=2)).isoformat()}
            await client.put(f"/next-actions/{process.thanks}/mark", json=mark)
        case "thanked":
            touch = {"interview_id": process.interview_id, "contact_id": process.contact_id, "direction": "outbound"}
            await interaction(client, **touch, purpose="thank_you")
        case "cancelled":
            await client.patch(url, json={"cancelled": True})
        case "deleted":
            await client.delete(url)
        case "waited":
            clock.instant = ENDED + timedelta(days=60)
    withdrawn = [data for event, data in await process.look() if event == "action.withdrawn"]
    (thanks,) = [data for data in withdrawn if data["key"] == process.thanks]
    assert (thanks["reason"], thanks["interview_id"]) == (reason, process.interview_id)
    if how == "snoozed":
        clock.instant = ENDED + timedelta(hours=2)
        assert ("action.opened", process.thanks) in [(event, data.get("key")) for event, data in await process.look()]


async def test_other_rules_are_looked_at_when_a_worker_starts(
    client: httpx.AsyncClient, process: Process, clock: SettableClock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another policy, other holidays, other zones: however far ahead the next look is. Nothing is told twice."""
    database: Database = app_of(client).state.database
    account = (await client.get("/account")).json()["id"]
    clock.instant = ENDED
    await process.look()
    assert account not in await database.woken_by_other_rules(RULES, 10_000)
    assert account in await database.woken_by_other_rules("others", 10_000)
    for module in ("attending", "watch"):
        monkeypatch.setattr(f"api.webhooks.{module}.RULES", "others")
    assert await process.look() == []
    assert account not in await database.woken_by_other_rules("others", 10_000)


async def test_who_has_nothing_ahead_is_looked_at_one_day(
    app: Afterword, client: httpx.AsyncClient, clock: SettableClock, attend: Attend
) -> None:
    """Other rules may find something for it, and are looked for only where somebody is to wake up."""
    clock.instant = MORNING
    await webhook(client, events=["action.opened"])
    await attend(client)
    assert await wakes_at(app, client) == MORNING + watch.LONGEST


async def test_an_account_without_webhooks_is_never_awake(
    app: Afterword, client: httpx.AsyncClient, process: Process, clock: SettableClock, attend: Attend
) -> None:
    """Whatever is written to it; nor is one any more whose last webhook is gone, once a worker has seen that."""
    hooks = (await client.get("/webhooks")).json()["items"]
    for hook in hooks:
        await client.delete(f"/webhooks/{hook['id']}")
    await attend(client)
    assert await wakes_at(app, client) is None
    await client.patch(f"/contacts/{process.contact_id}", json={"notes": "Tall"})
    assert await wakes_at(app, client) is None


IDLE_ON_SQLITE = """
    INSERT INTO accounts (account_id, name, revision, created_at)
    WITH RECURSIVE n(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM n WHERE n < 20000)
    SELECT printf('idle-%d', n), 'idle', 1, '' FROM n
"""
IDLE_ON_POSTGRESQL = """
    INSERT INTO accounts (account_id, name, revision, created_at)
    SELECT gen_random_uuid(), 'idle', 1, now() FROM generate_series(1, 20000)
"""


@pytest.fixture
async def idle(app: Afterword, settings: Settings, request: pytest.FixtureRequest) -> AsyncIterator[Database]:
    """Twenty thousand accounts with nothing to tell."""
    if settings.database_url.startswith("sqlite"):
        await app.state.database.operate(lambda connection: connection.execute(text(IDLE_ON_SQLITE)))
        await app.state.database.operate(lambda connection: connection.execute(text("ANALYZE")))
        yield app.state.database
        await app.state.database.operate(
            lambda connection: connection.execute(text("DELETE FROM accounts WHERE name = 'idle'"))
        )
    else:
        url = make_url(request.getfixturevalue("postgres_url")).set(database=make_url(settings.database_url).database)
        superuser = await asyncpg.connect(url.render_as_string())
        await superuser.execute(IDLE_ON_POSTGRESQL)
        await superuser.execute("ANALYZE accounts")
        yield app.state.database
        await superuser.execute("DELETE FROM accounts WHERE name = 'idle'")
        await superuser.close()


@pytest.mark.parametrize("settings", ["sqlite", "postgresql"], indirect=True)
async def test_idle_accounts_cost_nothing(idle: Database) -> None:
    """A worker finds who is awake along an index that the others are not in, and so who was woken by other rules."""
    values: dict[str, Any] = {"now": idle.clock(), "most": 200, "rules": "others"}

    def plan(connection: Connection) -> list[str]:
        explain = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
        found = []
        for statement in (_AWAKE, _WOKEN_BY_OTHER_RULES):
            named = {name: values[name] for name in statement.compile().params if name in values}
            sql = statement.params(**named).compile(connection, compile_kwargs={"literal_binds": True})
            found.append(str(connection.exec_driver_sql(explain + str(sql)).all()))
        return found

    for steps in await idle._read(OPERATOR, plan, long=False):
        assert "ix_accounts_wakes_at" in steps
        assert "Seq Scan" not in steps
        assert "SCAN accounts USING PRIMARY" not in steps
