"""Answers kept in memory: what is given back, what is let go, and that nobody is ever told what was true before."""

import asyncio
import tracemalloc
from collections.abc import AsyncIterator, Callable, Coroutine
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.accounts import service as accounts
from api.db import State
from api.main import Afterword, create_app
from api.settings import Settings
from api.web.auth import Access
from api.web.kept import Answer, KeptAnswers
from tests import properties
from tests.conftest import Connect, SettableClock

NOON = datetime(2026, 3, 2, 12, tzinfo=UTC)
FIRST, SECOND = State(NOON, 1), State(NOON, 2)
HELD = {
    "starts_at": "2026-03-02T10:00:00Z",
    "ends_at": "2026-03-02T11:00:00Z",
    "position": "Analyst",
}


def answer(size: int = 100, since: datetime | None = None, until: datetime | None = None) -> Answer:
    return Answer(b"x" * size, 'W/"tag"', None, since, until)


# The store


def test_what_was_kept_is_found_by_account_state_and_query() -> None:
    kept, one = KeptAnswers(100_000), answer()
    kept.keep("sam", FIRST, b"limit=1", one)
    assert kept.find("sam", FIRST, b"limit=1", NOON) is one
    assert kept.find("kim", FIRST, b"limit=1", NOON) is None
    assert kept.find("sam", SECOND, b"limit=1", NOON) is None
    assert kept.find("sam", State(NOON + timedelta(1), 1), b"limit=1", NOON) is None
    assert kept.find("sam", FIRST, b"limit=2", NOON) is None


def test_an_answer_holds_within_its_window() -> None:
    kept, hour = KeptAnswers(100_000), timedelta(hours=1)
    kept.keep("sam", FIRST, b"", answer(since=NOON, until=NOON + hour))
    found = [kept.find("sam", FIRST, b"", NOON + n * hour / 2) is not None for n in (-1, 0, 1, 2)]
    assert found == [False, True, True, False]


def test_a_later_state_drives_out_an_earlier_one_and_not_the_other_way_round() -> None:
    kept, one, two = KeptAnswers(100_000), answer(), answer()
    kept.keep("sam", FIRST, b"", one)
    kept.keep("sam", SECOND, b"", two)
    kept.keep("sam", FIRST, b"", one)
    assert kept.find("sam", FIRST, b"", NOON) is None
    assert kept.find("sam", SECOND, b"", NOON) is two


def test_whoever_was_asked_for_last_stays() -> None:
    kept = KeptAnswers(11 * 1_500)
    for name in "abcdefghij":
        kept.keep(name, FIRST, b"", answer(500))
    assert kept.find("a", FIRST, b"", NOON)
    for name in "klm":
        kept.keep(name, FIRST, b"", answer(500))
    assert "".join(name for name in "abcdefghijklm" if kept.find(name, FIRST, b"", NOON)) == "adefghijklm"


def test_what_an_account_was_asked_for_last_stays() -> None:
    """An answer that nobody asks for goes before an older one that somebody does."""
    kept = KeptAnswers(8 * (600 + 3 * 901))
    for query in (b"a", b"b", b"c"):
        kept.keep("sam", FIRST, query, answer(500))
    assert kept.find("sam", FIRST, b"a", NOON)
    kept.keep("sam", FIRST, b"d", answer(500))
    assert [query for query in (b"a", b"b", b"c", b"d") if kept.find("sam", FIRST, query, NOON)] == [b"a", b"c", b"d"]


def test_one_account_cannot_crowd_out_the_others() -> None:
    kept = KeptAnswers(80_000)
    kept.keep("sam", FIRST, b"", answer())
    for number in range(1_000):
        kept.keep("kim", FIRST, b"limit=%d" % number, answer(1_000))
    assert kept.find("sam", FIRST, b"", NOON)
    assert kept.find("kim", FIRST, b"limit=999", NOON)
    assert not kept.find("kim", FIRST, b"limit=1", NOON)
    kept.keep("lee", FIRST, b"", answer(10_001))
    assert not kept.find("lee", FIRST, b"", NOON)


def test_without_room_nothing_is_kept() -> None:
    kept = KeptAnswers(0)
    kept.keep("sam", FIRST, b"", answer())
    assert kept.find("sam", FIRST, b"", NOON) is None


@given(
    st.lists(
        st.tuples(
            st.sampled_from("abcde"), st.integers(1, 3), st.sampled_from([b"", b"x", b"yy"]), st.integers(0, 3_000)
        )
    )
)
def test_its_size_is_what_it_holds_and_never_more_than_it_may_have(asked: list[tuple[str, int, bytes, int]]) -> None:
    kept = KeptAnswers(20_000)
    for account, revision, query, size in asked:
        kept.keep(account, State(NOON, revision), query, answer(size))
        held = [(q, a) for shelf in kept._shelves.values() for q, a in shelf.answers.items()]
        answers = sum(len(q) + len(a.content) + 400 for q, a in held)
        assert kept.size == len(kept._shelves) * 600 + answers <= 20_000


@pytest.mark.parametrize(("accounts", "each"), [(1_000, 1), (100, 10), (1, 1_000)])
@pytest.mark.parametrize(("size", "cursor"), [(0, 0), (100, 200), (2_000, 0)])
def test_its_size_is_about_what_the_interpreter_takes_for_it(accounts: int, each: int, size: int, cursor: int) -> None:
    """Within a fifth, whether it is many accounts or many answers, short ones or long ones."""
    tracemalloc.start()
    try:
        kept = KeptAnswers(100_000_000)
        for account in range(accounts):
            name, state = str(uuid4()), State(NOON + timedelta(seconds=account), 1_000 + account)
            for number in range(each):
                asked, since = b"/next-actions?limit=%d" % number, NOON + timedelta(minutes=account)
                etag, next_cursor = f'W/"{uuid4().hex}"', "x" * cursor or None
                new = Answer(bytes(size), etag, next_cursor, since, since + timedelta(days=1))
                kept.keep(name, state, asked, new)
                kept.find(name, state, asked, since)
        taken, _ = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert 0.8 < taken / kept.size < 1.2


# Over HTTP


async def interviewed(client: httpx.AsyncClient) -> str:
    """Record an interview of this morning; return its id."""
    acme = (await client.post("/organizations", json={"name": "Acme"})).json()
    held = await client.post("/interviews", json={**HELD, "organization_id": acme["id"]})
    assert held.status_code == 201, held.text
    return str(held.json()["id"])


async def poll(client: httpx.AsyncClient, **query: Any) -> dict[str, Any]:
    found = await client.get("/next-actions", params=query)
    assert found.status_code == 200, found.text
    body: dict[str, Any] = found.json()
    return body


async def test_a_poll_that_finds_nothing_new_asks_the_policy_nothing(
    client: httpx.AsyncClient, clock: SettableClock, decisions: list[datetime]
) -> None:
    """Nor after a while, nor when the clock comes to `changes_at`: the plan says what is then."""
    clock.instant = NOON
    await interviewed(client)
    first = await poll(client)
    changes_at = datetime.fromisoformat(first["changes_at"])
    clock.instant = changes_at - timedelta(microseconds=1)
    assert await poll(client) == first
    clock.instant = changes_at
    later = await poll(client)
    assert len(decisions) == 1
    assert {**later, "at": None} != {**first, "at": None}


async def test_a_write_is_seen_by_the_next_poll(client: httpx.AsyncClient, clock: SettableClock) -> None:
    clock.instant = NOON
    interview = await interviewed(client)
    keys = [item["key"] for item in (await poll(client))["items"]]
    assert f"tidy-social-media.{interview}" in keys
    await client.put(f"/next-actions/tidy-social-media.{interview}/mark", json={"mark": "done"})
    assert f"tidy-social-media.{interview}" not in [item["key"] for item in (await poll(client))["items"]]


async def test_other_queries_and_other_accounts_have_answers_of_their_own(
    client: httpx.AsyncClient, stranger: httpx.AsyncClient, clock: SettableClock
) -> None:
    clock.instant = NOON
    await interviewed(client)
    for _ in range(2):
        assert (await poll(client))["items"]
        assert len((await poll(client, limit=1))["items"]) == 1
        assert (await poll(client, at="2026-03-01T12:00:00Z"))["at"] == "2026-03-01T12:00:00Z"
        assert (await poll(stranger))["items"] == []


async def test_an_answer_to_an_instant_asked_for_outlives_every_window(
    client: httpx.AsyncClient, clock: SettableClock, decisions: list[datetime]
) -> None:
    clock.instant = NOON
    await interviewed(client)
    first = await poll(client, at="2026-03-02T12:00:00Z")
    clock.instant = NOON + timedelta(days=100)
    assert await poll(client, at="2026-03-02T12:00:00Z") == first
    assert len(decisions) == 1


async def test_a_kept_answer_is_304_for_whoever_has_it(client: httpx.AsyncClient, clock: SettableClock) -> None:
    clock.instant = NOON
    await interviewed(client)
    first = await client.get("/next-actions")
    again = await client.get("/next-actions", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    wrong = await client.get("/next-actions", headers={"If-None-Match": "no tag"})
    assert wrong.status_code == 422


async def test_a_page_after_the_first_is_kept_with_its_link(client: httpx.AsyncClient, clock: SettableClock) -> None:
    clock.instant = NOON
    await interviewed(client)
    pages = [await client.get("/next-actions", params={"limit": 1}) for _ in range(2)]
    assert pages[0].headers["Link"] == pages[1].headers["Link"]
    assert pages[0].content == pages[1].content


@pytest.mark.parametrize("path", ["/next-actions", "/organizations"])
async def test_a_token_that_may_not_read_is_told_nothing(connect: Connect, path: str) -> None:
    client = await connect()
    writer = (await client.post("/tokens", json={"name": "w", "scopes": ["write"]})).json()["token"]
    assert (await client.get(path)).status_code == 200
    refused = await client.get(path, headers={"Authorization": f"Bearer {writer}"})
    assert refused.status_code == 403


async def test_lists_and_resources_are_kept_until_the_next_write(
    client: httpx.AsyncClient, app: Afterword, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With their tags and links. What is written to the address that was read is not taken for reading it again."""
    interview = await interviewed(client)
    await interviewed(client)
    await client.put(f"/interviews/{interview}/debrief", json={"topics": ["The team"]})
    mark = f"/next-actions/tidy-social-media.{interview}/mark"
    assert (await client.put(mark, json={"mark": "dismissed"})).is_success
    one, marks = f"/interviews/{interview}", "/marks"
    paths = (one, f"{one}/debrief", "/interviews?limit=1", marks)
    first = [await client.get(path) for path in paths]
    reads, read = list[str](), app.state.database.read

    async def counted(account_id: str, *rest: Any, **named: Any) -> Any:
        reads.append(account_id)
        return await read(account_id, *rest, **named)

    monkeypatch.setattr(app.state.database, "read", counted)
    for path, answer in zip(paths, first, strict=True):
        again = await client.get(path)
        assert (again.status_code, again.content) == (200, answer.content)
        assert [again.headers.get(name) for name in ("ETag", "Link", "Content-Type")] == [
            answer.headers.get(name) for name in ("ETag", "Link", "Content-Type")
        ]
        assert (await client.head(path)).headers["Content-Length"] == answer.headers["Content-Length"]
    unchanged = await client.get(one, headers={"If-None-Match": first[0].headers["ETag"]})
    assert unchanged.status_code == 304
    assert reads == []
    assert (await client.patch(one, json={"position": "Director"})).json()["position"] == "Director"
    assert [(await client.get(path)).status_code for path in paths] == [200] * 4
    assert len(reads) == 4
    assert (await client.get(one)).json()["position"] == "Director"
    assert len((await client.get(marks)).json()["items"]) == 1
    assert (await client.delete(mark)).is_success
    assert (await client.get(marks)).json()["items"] == []


# Several replicas


@pytest.fixture
async def replicas(app: Afterword, settings: Settings, shared_clock: SettableClock) -> AsyncIterator[list[Afterword]]:
    """Two services over one database, each with a memory of its own."""
    other = create_app(settings, clock=shared_clock)
    async with other.router.lifespan_context(other):
        yield [app, other]


Step = tuple[str, int]
STEPS = st.lists(
    st.tuples(
        st.sampled_from(["mark", "rename", "look", "poll", "poll", "poll_again", "flush", "wait", "pass_over"]),
        st.integers(0, 1),
    ),
    min_size=16,  # a plan is in the way of nobody before it was asked for, written down, and left behind by a write
    max_size=24,
)
"""What is done, and by which replica."""


class Story:
    """A new account with one interview, as the replicas serve it, and what is known of it beside what they say."""

    def __init__(
        self, replicas: list[Afterword], clients: list[httpx.AsyncClient], clock: SettableClock, interview: str
    ) -> None:
        self.replicas, self.clients, self.clock, self.interview = replicas, clients, clock, interview
        self.position, self.is_marked, self.writes = HELD["position"], False, 0
        self.named: dict[str, dict[str, Any]] = {}
        """What was answered, by its tag."""
        self.last: tuple[str, int, datetime | None] | None = None
        """Of the last poll: its tag, how many writes there had been, and its `changes_at`."""

    async def mark(self, where: int) -> None:
        """Mark an action, or take the mark back."""
        path = f"/next-actions/tidy-social-media.{self.interview}/mark"
        client = self.clients[where]
        written = await (client.delete(path) if self.is_marked else client.put(path, json={"mark": "done"}))
        assert written.is_success, written.text
        self.is_marked, self.writes = not self.is_marked, self.writes + 1

    async def rename(self, where: int) -> None:
        self.position = f"Analyst {uuid4()}"
        body = {"position": self.position}
        written = await self.clients[where].patch(f"/interviews/{self.interview}", json=body)
        assert written.json()["position"] == self.position
        self.writes += 1

    async def look(self, where: int) -> None:
        one = (await self.clients[where].get(f"/interviews/{self.interview}")).json()
        listed = (await self.clients[where].get("/interviews")).json()["items"]
        assert [found["position"] for found in (one, *listed)] == [self.position] * 2

    async def poll(self, where: int, **headers: str) -> httpx.Response:
        answer = await self.clients[where].get("/next-actions", headers=headers)
        etag = answer.headers["ETag"]
        if answer.status_code == 200:
            document = {**answer.json(), "at": None}
            assert self.named.setdefault(etag, document) == document
        assert self.named[etag] == await self.truth()
        changes_at = self.named[etag]["changes_at"]
        self.last = etag, self.writes, changes_at and datetime.fromisoformat(changes_at)
        return answer

    async def poll_again(self, _: int) -> None:
        """Either replica, with the last poll's tag: unless something was written or `changes_at` has come, 304."""
        if self.last is None:
            return
        etag, writes, changes_at = self.last
        is_unchanged = writes == self.writes and (changes_at is None or self.now < changes_at)
        for where in range(2):
            answer = await self.poll(where, **{"If-None-Match": etag})
            assert answer.status_code == (304 if is_unchanged else 200)

    async def flush(self, _: int) -> None:
        """Write down what either replica has noted: the plan, and what is over."""
        for replica in self.replicas:
            await replica.state.plans.flush()
            await replica.state.settling.flush()

    async def wait(self, _: int) -> None:
        """Come as near as can be to the instant at which the last answer ends."""
        if self.last is not None and self.last[2] is not None:
            self.clock.instant = max(self.now, self.last[2] - timedelta(microseconds=1))

    async def pass_over(self, _: int) -> None:
        """Come to that instant."""
        if self.last is not None and self.last[2] is not None:
            self.clock.instant = max(self.now, self.last[2])

    async def truth(self) -> dict[str, Any]:
        """What the pure engine says now of all that was written."""
        dossier = (await self.clients[0].get("/export")).json()
        assert [one["position"] for one in dossier["interviews"]] == [self.position]
        assert bool(dossier["marks"]) is self.is_marked
        told = await self.clients[0].post("/policy/evaluations", json={"dossier": dossier})
        return {**told.json(), "at": None}

    @property
    def now(self) -> datetime:
        assert self.clock.instant is not None
        return self.clock.instant


@properties.TRIED
async def test_no_replica_tells_what_was_true_before(replicas: list[Afterword], clock: SettableClock) -> None:
    """Whatever is written, noted and read in whatever order, and whenever: what is read is true then, wherever."""
    async with AsyncExitStack() as stack:
        clients = [
            await stack.enter_async_context(
                httpx.AsyncClient(transport=httpx.ASGITransport(replica), base_url="http://afterword.test")
            )
            for replica in replicas
        ]
        loop = asyncio.get_running_loop()

        async def follow(steps: list[Step]) -> None:
            clock.instant = NOON
            issued = await replicas[0].state.database.found(
                "Sam Carter", lambda unit: accounts.issue(unit, "test", scopes=list(Access))
            )
            for client in clients:
                client.headers["Authorization"] = f"Bearer {issued.resource.token}"
            story = Story(replicas, clients, clock, await interviewed(clients[0]))
            for what, where in steps:
                await getattr(story, what)(where)

        await asyncio.to_thread(_interleave, loop, follow)


def _interleave(loop: asyncio.AbstractEventLoop, follow: Callable[[list[Step]], Coroutine[Any, Any, None]]) -> None:
    """Let hypothesis, which is not asynchronous, choose the steps."""

    @properties.examples(8)
    @given(steps=STEPS)
    def test(steps: list[Step]) -> None:
        asyncio.run_coroutine_threadsafe(follow(steps), loop).result()

    test()
