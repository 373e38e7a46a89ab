"""Plans that are kept: what they spare, what ends them, and that none is kept of what is no more."""

import asyncio
import gc
import tracemalloc
from collections.abc import AsyncIterator
from datetime import UTC, datetime, timedelta
from typing import Any
from unittest.mock import Mock, patch

import httpx
import pytest

from api.db import DatabaseUnavailableError, State
from api.dossier.schemas import read
from api.ids import new_id
from api.main import Afterword, create_app
from api.next_actions import plans, service
from api.next_actions.facts import from_dossier
from api.next_actions.plans import Plans
from api.next_actions.written import Written
from api.policy.engine import decide
from api.policy.facts import Facts
from api.settings import Settings
from benchmarks.dossier import INTERVIEWS, dossier
from tests import making
from tests.conftest import SettableClock
from tests.making import app_of, plan_ahead

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
HELD = {"starts_at": "2026-03-02T10:00:00Z", "ends_at": "2026-03-02T11:00:00Z"}
LATER = timedelta(days=9)
MOST_HELD = plans._HELD
"""As it is in service: for the tests together it is more."""


def diligent(interviews: int = INTERVIEWS, touches: int = 1) -> Facts:
    """The facts of a candidate who has so many interviews, with four times as many `touches` in each."""
    told = dossier(interviews, NOON)
    told["interactions"] = [touch | {"id": new_id()} for touch in told["interactions"] for _ in range(touches)]
    return from_dossier(read(told, kept=True))


def planned(facts: Facts) -> Written:
    """The plan that a first poll makes and leaves behind."""
    return Written.of(decide(facts, NOON))


@pytest.fixture
async def elsewhere(client: httpx.AsyncClient, settings: Settings, clock: SettableClock) -> AsyncIterator[Any]:
    """The same account in another process, which has been told nothing yet."""
    clock.instant = NOON
    other = create_app(settings, clock=clock)
    async with (
        other.router.lifespan_context(other),
        httpx.AsyncClient(
            transport=httpx.ASGITransport(other), base_url="http://afterword.test", headers=client.headers
        ) as there,
    ):
        yield there


async def pure(client: httpx.AsyncClient, at: str) -> bytes:
    """What the engine says of all that the account holds."""
    dossier = (await client.get("/export")).json()
    evaluated = await client.post("/policy/evaluations", json={"dossier": dossier, "at": at})
    assert evaluated.status_code == 200, evaluated.text
    return evaluated.content


async def poll(client: httpx.AsyncClient, **query: Any) -> httpx.Response:
    found = await client.get("/next-actions", params={"limit": 200, **query})
    assert found.status_code == 200, found.text
    return found


async def test_another_process_and_another_day_need_no_decision(
    client: httpx.AsyncClient, elsewhere: httpx.AsyncClient, clock: SettableClock, decisions: list[datetime]
) -> None:
    """And say what deciding would."""
    await making.interview(client, **HELD)
    await plan_ahead(client)
    decisions.clear()
    first = await poll(elsewhere)
    clock.instant = NOON + LATER
    later = await poll(elsewhere)
    assert decisions == []
    assert [item["status"] for item in later.json()["items"]] != [item["status"] for item in first.json()["items"]]
    for answer in (first, later):
        assert answer.content == await pure(client, answer.json()["at"])


async def test_another_question_needs_no_decision_either(
    client: httpx.AsyncClient, clock: SettableClock, decisions: list[datetime]
) -> None:
    """In the same process, before the plan is written down, and however little was asked for first."""
    clock.instant = NOON
    held = await making.interview(client, **HELD)
    await poll(client, limit=1)
    whole, its = await poll(client), await poll(client, interview_id=held["id"])
    assert decisions == [NOON]
    assert whole.content == its.content == await pure(client, NOON.isoformat())


async def test_a_write_ends_it(
    client: httpx.AsyncClient, elsewhere: httpx.AsyncClient, decisions: list[datetime]
) -> None:
    await making.interview(client, **HELD)
    await plan_ahead(client)
    await making.interview(client, **HELD)
    decisions.clear()
    assert (await poll(elsewhere)).content == await pure(client, NOON.isoformat())
    assert decisions[0] == NOON


async def test_it_is_kept_anew_after_a_write(
    client: httpx.AsyncClient, elsewhere: httpx.AsyncClient, decisions: list[datetime]
) -> None:
    """In the one row that an account has."""
    for _ in range(2):
        await making.interview(client, **HELD)
        await plan_ahead(client)
    decisions.clear()
    await poll(elsewhere)
    assert decisions == []


async def test_what_is_written_to_meanwhile_gets_none(
    client: httpx.AsyncClient, elsewhere: httpx.AsyncClient, decisions: list[datetime]
) -> None:
    """A plan that was noted before is of a state that is no more."""
    await making.interview(client, **HELD)
    await poll(client)
    await making.interview(client, **HELD)
    await app_of(client).state.plans.flush()
    decisions.clear()
    await poll(elsewhere)
    assert decisions == [NOON]


async def test_other_rules_know_it_not(
    client: httpx.AsyncClient,
    elsewhere: httpx.AsyncClient,
    decisions: list[datetime],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As after an upgrade of the policy, the holidays, the zones, or the service."""
    await making.interview(client, **HELD)
    await plan_ahead(client)
    monkeypatch.setattr(plans, "_RULES", "other rules")
    decisions.clear()
    await poll(elsewhere)
    assert decisions == [NOON]


async def test_a_fact_to_come_ends_it(
    client: httpx.AsyncClient, elsewhere: httpx.AsyncClient, clock: SettableClock, decisions: list[datetime]
) -> None:
    """An outcome dated after it becomes known without a write."""
    outcome = {"outcome": "rejected", "outcome_at": (NOON + timedelta(days=1)).isoformat()}
    held = await making.interview(client, **HELD)
    dossier = (await client.get("/export")).json()
    dossier["interviews"][0] |= outcome
    await client.delete(f"/interviews/{held['id']}")
    await client.delete(f"/organizations/{held['organization_id']}")
    imported = await client.post("/import", json=dossier)
    assert imported.status_code == 200, imported.text
    await plan_ahead(client)
    decisions.clear()
    clock.instant = NOON + LATER
    assert (await poll(elsewhere)).content == await pure(client, clock.instant.isoformat())
    assert decisions[0] == NOON + LATER


async def test_a_long_one_is_not_kept(
    client: httpx.AsyncClient,
    elsewhere: httpx.AsyncClient,
    decisions: list[datetime],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(service, "LONGEST", 1)
    await making.interview(client, **HELD)
    await plan_ahead(client)
    decisions.clear()
    await poll(elsewhere)
    assert decisions == [NOON]


async def test_that_of_a_large_account_is_kept(
    client: httpx.AsyncClient,
    elsewhere: httpx.AsyncClient,
    decisions: list[datetime],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """It saves the most."""
    monkeypatch.setattr(service, "_LARGE", 0)
    await making.interview(client, **HELD)
    await plan_ahead(client)
    decisions.clear()
    found = await poll(elsewhere)
    assert decisions == []
    assert found.content == await pure(client, NOON.isoformat())


async def test_only_so_much_waits_to_be_written_down(
    client: httpx.AsyncClient, app: Afterword, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is not noted is found out again. A later plan may take the place of the same account's."""
    await app.state.plans.flush()
    monkeypatch.setattr(plans, "_HELD", 0)
    await making.interview(client, **HELD)
    await poll(client)
    assert app.state.plans._noted == {}
    monkeypatch.setattr(plans, "_HELD", 1)
    revisions = []
    for _ in range(2):
        await making.interview(client, **HELD)
        await poll(client)
        (noted,) = app.state.plans._noted.values()
        revisions.append(noted.state.revision)
    assert revisions == sorted(set(revisions))


def test_what_waits_takes_as_much_as_it_may(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of accounts as a diligent candidate's, asked for faster than they can be written down; a quarter, to be quick."""
    assert MOST_HELD == 16_000_000
    monkeypatch.setattr(plans, "_HELD", MOST_HELD // 4)
    waiting = Plans(Mock())
    planned(diligent())  # what is the same for all is there then
    tracemalloc.start()
    for number in range(40):
        waiting.note(str(number), State(NOON, 1), planned(diligent()))
    gc.collect()
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert 3_000_000 < held < 4_500_000
    assert len(waiting._noted) < 40


@pytest.mark.parametrize(("interviews", "touches"), [(1, 1), (100, 1), (10, 40)])
def test_what_a_plan_takes_is_known_without_looking(interviews: int, touches: int) -> None:
    """To within a fifth."""
    planned(diligent(interviews, touches))  # as above
    tracemalloc.start()
    written = planned(diligent(interviews, touches))
    gc.collect()
    taken, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert written.size == pytest.approx(taken, rel=1 / 5)


async def test_when_much_waits_it_is_written_down_at_once(
    client: httpx.AsyncClient,
    elsewhere: httpx.AsyncClient,
    app: Afterword,
    decisions: list[datetime],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """And not when its time comes, which it never does here."""
    written = asyncio.Event()
    flush = Plans.flush

    async def tell(waiting: Plans) -> None:
        await flush(waiting)
        written.set()

    await app.state.plans.flush()
    monkeypatch.setattr(Plans, "flush", tell)
    monkeypatch.setattr(plans, "_HURRIED", 1)
    await making.interview(client, **HELD)
    await poll(client)
    await asyncio.wait_for(written.wait(), 10)
    decisions.clear()
    await poll(elsewhere)
    assert decisions == []


async def test_a_plan_that_cannot_be_written_waits_on(
    client: httpx.AsyncClient, elsewhere: httpx.AsyncClient, app: Afterword, decisions: list[datetime]
) -> None:
    await app.state.plans.flush()
    await making.interview(client, **HELD)
    await poll(client)
    away = patch.object(app.state.database, "amend", side_effect=DatabaseUnavailableError)
    with away, pytest.raises(DatabaseUnavailableError):
        await app.state.plans.flush()
    await app.state.plans.flush()
    assert not app.state.plans._noted
    decisions.clear()
    await poll(elsewhere)
    assert decisions == []


async def test_a_plan_that_is_being_written_at_the_end_is_written(
    app: Afterword, monkeypatch: pytest.MonkeyPatch
) -> None:
    """When the service is told to leave in the middle of it."""
    monkeypatch.setattr(plans, "_HURRIED", 1)
    ending = Plans(app.state.database)
    written: list[str] = []
    begun = asyncio.Event()

    async def amend(account_id: str, _: object) -> None:
        begun.set()
        if not written:
            written.append("half")
            await asyncio.sleep(20)  # longer than the test is given
        written.append(account_id)

    with patch.object(app.state.database, "amend", amend):
        async with ending.flushing():
            ending.note("sam", State(NOON, 1), planned(diligent(1)))
            await asyncio.wait_for(begun.wait(), 10)
    assert written == ["half", "sam"]


async def test_plans_are_written_together(app: Afterword) -> None:
    """One by one they would be written more slowly than a busy worker decides, and more would not be noted."""
    written, waiting = planned(diligent(1)), Plans(app.state.database)
    accounts = ["sam", "kim", "lee"]
    for account_id in accounts:
        waiting.note(account_id, State(NOON, 1), written)
    together = asyncio.Barrier(len(accounts))

    async def amend(_: str, __: object) -> None:
        await asyncio.wait_for(together.wait(), 10)

    with patch.object(app.state.database, "amend", amend):
        await waiting.flush()
    assert not waiting._noted


async def test_whoever_is_noted_anew_goes_to_the_end(app: Afterword) -> None:
    """Else one account that changes faster than its plan can be written would keep all others waiting."""
    written, waiting = planned(diligent(1)), Plans(app.state.database)
    for account_id in ("sam", "kim", "sam"):
        waiting.note(account_id, State(NOON, 1), written)
    assert list(waiting._noted) == ["kim", "sam"]


async def test_an_explanation_and_an_instant_of_the_clients_own_are_decided(
    client: httpx.AsyncClient, elsewhere: httpx.AsyncClient, decisions: list[datetime]
) -> None:
    """Whatever a plan could say of them: they rest on the facts alone."""
    await making.interview(client, **HELD)
    await plan_ahead(client)
    decisions.clear()
    explained = await poll(elsewhere, explain=True)
    assert explained.json()["trace"]
    instants = [NOON - timedelta(hours=1), NOON, NOON + LATER]
    for at in instants:
        assert (await poll(elsewhere, at=at.isoformat())).content == await pure(client, at.isoformat())
    assert [at for at in decisions if at in instants] == [NOON, *(at for at in instants for _ in range(2))]


async def test_no_state_changes_for_it(client: httpx.AsyncClient, app: Afterword) -> None:
    """No ETag does, and so no client fetches anything anew."""
    await making.interview(client, **HELD)
    before = (await client.get("/account")).headers["ETag"], (await poll(client)).headers["ETag"]
    await app.state.plans.flush()
    assert ((await client.get("/account")).headers["ETag"], (await poll(client)).headers["ETag"]) == before
