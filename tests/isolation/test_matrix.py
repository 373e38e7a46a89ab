"""No one sees or changes what is another's: every operation, every place that names something, every bad credential.

The matrix is read off the OpenAPI document. An operation or a place in a request that nobody has thought of yet fails
here: `tests/isolation/accounts.py` says what would be sent there.
"""

from collections.abc import AsyncIterator, Collection
from typing import Any

import httpx
import pytest
from sqlalchemy import Table, select

from api.db import Database, Unit
from api.main import Afterword
from api.models import Base, Plan
from tests.conftest import Connect, SettableClock
from tests.isolation.accounts import PAGED, Account, bearer, bodies, settled, unlike
from tests.isolation.slots import Operation, Slot, operations, sent
from tests.planting import AFTERNOON, renamed

OPERATIONS = operations()
PRIVATE = [operation for operation in OPERATIONS if not operation.public]
PUBLIC = [operation for operation in OPERATIONS if operation.public]
PLANS: Table = Plan.__table__
TABLES = {table for table in Base.metadata.sorted_tables if "account_id" in table.c}
every_operation = pytest.mark.parametrize("operation", PRIVATE, ids=lambda operation: operation.id)

# What differs from one answer to the next of the same kind, whatever they say.
VOLATILE = {"x-request-id", "etag", "ratelimit"}
SELF_CONTAINED = {"evaluate_dossier", "import_dossier"}
"""Their bodies are whole worlds: an id in them names a record of the same body, never one of an account."""
READING_POSTS = {"evaluate_dossier", "check_message", "draft_message"}


@pytest.fixture(scope="module")
async def victims(connect: Connect, shared_clock: SettableClock) -> Account:
    """An account full of marked texts, the same for all tests: none of them may change it."""
    return await settled(connect, shared_clock, "zyzzyva")


@pytest.fixture(scope="module")
async def attackers(connect: Connect, shared_clock: SettableClock) -> Account:
    """Another account of the same service, just as full: for tests that do not change it either."""
    return await settled(connect, shared_clock, "quagga")


@pytest.fixture(scope="module")
async def untouched(victims: Account, app: Afterword) -> dict[str, list[str]]:
    """Each of its rows, but for its plan, which is written down when it asks itself."""
    found = await rows(app, victims, TABLES - {PLANS})
    assert all(found.values()), "a table without rows of the victim's could be changed unnoticed"
    return found


@pytest.fixture
async def victim(
    victims: Account, untouched: dict[str, list[str]], clock: SettableClock, app: Afterword
) -> AsyncIterator[Account]:
    """The account that nothing must be known of; afterwards each of its rows is as it was."""
    clock.instant = AFTERNOON
    await app.state.plans.flush()  # what an earlier test has asked for is not written down during this one
    plan = await rows(app, victims, {PLANS})
    assert plan[PLANS.name]
    yield victims
    assert await rows(app, victims, TABLES) == untouched | plan


async def rows(app: Afterword, account: Account, tables: Collection[Table]) -> dict[str, list[str]]:
    """Return every row of an account, by table. When a token was last used is no change."""

    def read(unit: Unit) -> dict[str, list[str]]:
        return {
            table.name: sorted(
                map(
                    repr,
                    unit.connection.execute(
                        select(*(column for column in table.c if column.name != "last_used_at")).where(
                            table.c.account_id == account.id
                        )
                    ),
                )
            )
            for table in tables
        }

    database: Database = app.state.database
    return await database.read(account.id, read)


@pytest.fixture
async def attacker(attackers: Account, clock: SettableClock) -> Account:
    """Who tries."""
    clock.instant = AFTERNOON
    return attackers


def told(answer: httpx.Response, sent: str) -> tuple[int, dict[str, str], str]:
    """Return what can be learnt from an answer, with a placeholder for what was sent."""
    headers = {name: value for name, value in answer.headers.items() if name not in VOLATILE}
    return answer.status_code, headers, answer.text.replace(sent, "<sent>")


async def ask(who: Account, operation: Operation, slot: Slot, value: str, body: Any, **headers: str) -> httpx.Response:
    """Send a request with a value in one place of it."""
    path, query = who.url(operation), {}
    match slot.where:
        case "path":
            path = who.url(operation, **{slot.name: value})
        case "query":
            query = {slot.name: value}
        case "body":
            slot.put(body, value)
    own = [(name.encode(), value.encode()) for name, value in headers.items()]
    return await who.client.request(operation.method, path, params=query, **sent(operation, body, own))


def as_if_unknown(operation: Operation, slot: Slot, answer: httpx.Response) -> bool:
    """Whether an answer is what the contract has for what is not there."""
    match slot.where:
        case "path":
            return answer.status_code == 404 and answer.json()["type"] == "urn:afterword:problem:not-found"
        case "query":
            return answer.status_code == 200 and (slot.name == "cursor" or answer.json()["items"] == [])
        case "body" if operation.id in SELF_CONTAINED:
            return answer.status_code in (200, 422)
        case "body":
            faults = answer.json()["errors"]
            return answer.status_code == 422 and [(f["pointer"], f["code"]) for f in faults] == [
                (slot.pointer(), "unknown_reference")
            ]


@every_operation
async def test_what_is_anothers_is_as_if_it_had_never_been(
    operation: Operation, victim: Account, attacker: Account, connect: Connect, clock: SettableClock
) -> None:
    """In every slot: the same answer as for what does not exist, and nothing of the victim's in it."""
    if operation.id == "import_dossier":  # which takes the ids, and so changes who sends them
        attacker = await settled(connect, clock, "quagga")
    for slot in operation.slots:
        fitting = [
            number
            for number, body in enumerate(bodies(operation, attacker.dossier))
            if slot.where != "body" or slot.within(body)
        ]
        assert fitting, f"no body of {operation.id} fills {slot.steps}"
        name = victim.named(operation, slot)
        for number in fitting:
            theirs, nobodys = [
                await ask(attacker, operation, slot, value, bodies(operation, attacker.dossier)[number])
                for value in (name, unlike(name))
            ]
            assert as_if_unknown(operation, slot, theirs), (slot, theirs.text)
            assert told(theirs, name) == told(nobodys, unlike(name))
            assert not victim.leaked(theirs, sent=name)


@every_operation
async def test_a_guessed_etag_does_not_help(operation: Operation, victim: Account, attacker: Account) -> None:
    """The victim's current tag, or any, in `If-Match` or `If-None-Match`: 404 all the same, never 412 or 304."""
    body = bodies(operation, attacker.dossier)[0]
    tags = {(await victim.client.get("/account")).headers["ETag"], "*"}
    named = any(slot.where == "path" for slot in operation.slots)
    if named and "If-None-Match" in operation.parameters:
        tags.add((await victim.client.get(victim.url(operation))).headers["ETag"])
    for header in operation.parameters & {"If-Match", "If-None-Match"}:
        for slot in operation.slots:
            for tag in tags if slot.where == "path" else ():
                name = victim.named(operation, slot)
                theirs = await ask(attacker, operation, slot, name, body, **{header: tag})
                nobodys = await ask(attacker, operation, slot, unlike(name), body, **{header: tag})
                assert as_if_unknown(operation, slot, theirs), theirs.text
                assert told(theirs, name) == told(nobodys, unlike(name))


@pytest.mark.parametrize("method", sorted({operation.method for operation in PRIVATE}))
async def test_what_is_ones_own_is_there(method: str, victim: Account, connect: Connect, clock: SettableClock) -> None:
    """The same requests with the account's own names succeed, so that a refusal above means what it seems to mean.

    What they answer is the account's own, though another one is beside it.
    """
    owner = await settled(connect, clock, "quagga")
    mine = [operation for operation in PRIVATE if operation.method == method]
    for operation in sorted(mine, key=lambda operation: len(operation.path), reverse=True):  # inner things first
        for body in bodies(operation, owner.dossier):
            answer = await owner.client.request(method, owner.url(operation), **sent(operation, body))
            found = answer.status_code < 300 or answer.json()["type"] == "urn:afterword:problem:in-use"
            assert found, (operation.id, answer.text)
            assert not victim.leaked(answer)
        for slot in operation.slots:
            if slot.where == "query":
                own = await ask(owner, operation, slot, owner.named(operation, slot), None)
                assert own.json()["items"], (operation.id, slot, own.text)
                assert not victim.leaked(own)


@pytest.mark.parametrize(
    "operation", [o for o in PRIVATE if o.id in SELF_CONTAINED], ids=lambda operation: operation.id
)
async def test_a_dossier_that_borrows_ids_stays_a_world_of_its_own(
    operation: Operation, victim: Account, connect: Connect
) -> None:
    """With the victim's id for one of its records throughout, a dossier is taken as with any other id."""
    for slot in (slot for slot in operation.slots if slot.name == "id"):
        answers = []
        name = victim.named(operation, slot)
        for value in (name, unlike(name)):
            client = await connect()
            (body,) = bodies(operation, victim.dossier | {"marks": []})
            body = renamed(body, victim.marker, "own")
            body = renamed(body, slot.get(body), value)
            answers.append(await client.post(operation.path, json=body))
            assert answers[-1].status_code == 200, answers[-1].text
            assert victim.marker not in (await client.get("/export")).text
        assert answers[0].json().keys() == answers[1].json().keys()


@every_operation
async def test_without_a_good_token_there_is_nothing(operation: Operation, victim: Account, attacker: Account) -> None:
    """The victim's own request, word for word, is 401 with each bad credential, always in the same words."""
    body, url = bodies(operation, victim.dossier)[0], victim.url(operation)
    good, stranger = bearer(victim.client), bearer(attacker.client)
    opening, _, secret = good.rpartition("_")
    malformed = {
        "empty": "Bearer ",
        "no secret": f"Bearer {opening}_",
        "another's secret": f"Bearer {opening}_{stranger[-43:]}",
        "one's own secret for another's account": f"Bearer {stranger[:36]}{secret}",
        "one letter more": f"Bearer {good}A",
        "one letter less": f"Bearer {good[:-1]}",
        "one letter off": f"Bearer {good[:-1]}{'A' if good[-1] != 'A' else 'B'}",
        "shown prefix": f"Bearer {good[:43]}",
        "in capitals": f"Bearer {good.upper()}",
        "the account's id": f"Bearer {victim.id}",
        "expired": f"Bearer {victim.tokens['expired']}",
        "revoked": f"Bearer {victim.tokens['revoked']}",
        "another scheme": f"Basic {good}",
        "no scheme": good,
        "twice": f"Bearer {good} {good}",
        "two": f"Bearer {good}, Bearer {good}",
        "bytes": "Bearer \xff\xfe",
    }
    async with httpx.AsyncClient(transport=victim.client._transport, base_url=victim.client.base_url) as client:
        nothing = await client.request(operation.method, url, **sent(operation, body))
        assert nothing.headers["WWW-Authenticate"] == 'Bearer realm="afterword"'
        answers = {
            kind: await client.request(
                operation.method, url, **sent(operation, body, [(b"Authorization", credential.encode("latin-1"))])
            )
            for kind, credential in malformed.items()
        }
    for kind, answer in answers.items():
        assert answer.status_code == nothing.status_code == 401, (kind, answer.text)
        assert answer.content == nothing.content, kind
        assert answer.headers["WWW-Authenticate"].startswith('Bearer realm="afterword"')
        assert not victim.leaked(answer, sent=url), kind


@every_operation
async def test_a_scope_opens_what_it_is_for(operation: Operation, victim: Account) -> None:
    """A token that may only read changes nothing, one that may only write reads nothing: 403, with what it lacks."""
    reads = operation.method == "GET" or operation.id in READING_POSTS
    lacking, wanted = ("write", "read") if reads else ("read", "write")
    answer = await victim.client.request(
        operation.method,
        victim.url(operation),
        **sent(
            operation,
            bodies(operation, victim.dossier)[0],
            [(b"Authorization", f"Bearer {victim.tokens[lacking]}".encode())],
        ),
    )
    assert answer.status_code == 403, answer.text
    assert answer.json()["type"] == "urn:afterword:problem:forbidden"
    assert f'error="insufficient_scope", scope="{wanted}"' in answer.headers["WWW-Authenticate"]
    assert victim.marker not in answer.text


async def test_the_same_idempotency_key_in_two_accounts_is_two_keys(connect: Connect, clock: SettableClock) -> None:
    """Neither the answer of the other account comes back, nor does the other's key stand in the way."""
    one, other = await settled(connect, clock, "zyzzyva"), await settled(connect, clock, "quagga")
    keyed = [operation for operation in PRIVATE if "Idempotency-Key" in operation.parameters]
    assert len(keyed) > 5
    for operation in keyed:
        first, second = [
            await who.client.post(
                who.url(operation),
                **sent(
                    operation,
                    bodies(operation, who.dossier)[0],
                    [(b"Idempotency-Key", f"the-same-for-{operation.id}".encode())],
                ),
            )
            for who in (one, other)
        ]
        assert first.is_success, first.text
        assert second.status_code == first.status_code, second.text
        assert "Idempotent-Replayed" not in second.headers
        assert not one.leaked(second)
        if first.status_code == 201:
            mine, theirs = [(answer.headers["Location"], answer.json().get("url")) for answer in (second, first)]
            assert mine != theirs


@pytest.mark.parametrize("operation", [o for o in PRIVATE if "q" in o.parameters], ids=lambda operation: operation.id)
async def test_a_search_finds_nothing_of_anothers(operation: Operation, victim: Account, attacker: Account) -> None:
    found = await victim.client.get(operation.path, params={"q": victim.marker})
    assert found.json()["items"]
    assert (await attacker.client.get(operation.path, params={"q": victim.marker})).json()["items"] == []


@pytest.mark.parametrize("operation", PUBLIC, ids=lambda operation: operation.id)
async def test_what_needs_no_token_knows_nobody(operation: Operation, victim: Account) -> None:
    """It is the same for everybody, with a token and without."""
    path = operation.path.format(rule_id="be-patient")
    asked = [await victim.client.get(path)]
    del victim.client.headers["Authorization"]
    asked.append(await victim.client.get(path))
    victim.client.headers["Authorization"] = f"Bearer {victim.tokens['read']}"
    assert asked[0].status_code == 200
    if operation.id != "get_metrics":  # whose figures grow with every request, these two included
        assert told(asked[0], path) == told(asked[1], path)
    assert not victim.leaked(asked[0])


def test_every_list_is_paged_through() -> None:
    """Cursors are tried on each."""
    assert {o.path for o in OPERATIONS if "cursor" in o.parameters} == set(PAGED)


def test_a_place_that_nobody_has_thought_of_fails() -> None:
    """A new field that names something is found, and has no value until somebody gives it one."""
    document = {
        "components": {"schemas": {"New": {"properties": {"mentor_ids": {"items": {"format": "uuid"}}}}}},
        "paths": {
            "/new/{id}": {
                "post": {
                    "operationId": "new",
                    "security": [{"token": []}],
                    "parameters": [
                        {"name": "id", "in": "path", "schema": {"type": "string"}},
                        {"name": "mentor_key", "in": "query", "schema": {"anyOf": [{"type": "string"}]}},
                        {"name": "limit", "in": "query", "schema": {"type": "integer"}},
                    ],
                    "requestBody": {"content": {"application/json": {"schema": {"$ref": "#/components/schemas/New"}}}},
                }
            }
        },
    }
    (operation,) = operations(document)
    assert operation.slots == (
        Slot("path", ("id",)),
        Slot("query", ("mentor_key",)),
        Slot("body", ("mentor_ids", "*")),
    )
    nobody = Account("", httpx.AsyncClient(), "", {}, {}, "", {}, {}, frozenset())
    for slot in operation.slots:
        with pytest.raises(KeyError):
            nobody.named(operation, slot)
    with pytest.raises(KeyError):
        bodies(operation, {})
