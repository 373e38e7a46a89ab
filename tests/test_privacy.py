"""No word of anybody's reaches the logs, nor what goes to others; an error repeats no value, not even the caller's own.

Every text of an account is planted with a marker, every operation is asked in every wrong way, and all that the service
emits is searched: answers, headers, log records at any level, both output streams.
"""

import asyncio
import itertools
import json
import logging
import socket
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any, NoReturn
from unittest.mock import patch

import asyncpg
import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, OperationalError

from api.db import DatabaseUnavailableError, Unit
from api.main import Afterword
from api.settings import Settings
from tests.conftest import Connect, SettableClock
from tests.isolation.accounts import Account, bearer, bodies, settled
from tests.isolation.slots import Operation, operations, sent
from tests.planting import AFTERNOON, planted
from tests.serving import Served, afterword, served

OPERATIONS = operations()
MARKER = "zyzzyva"
JSON = {"Content-Type": "application/json"}

# Texts that hold the marker and that nothing takes: whatever is written there is an error.
WRONG: list[Any] = [f"{MARKER}\0", MARKER * 3_000, [MARKER], {"value": MARKER}]

# The client's own: what it sends is not what the service emits.
CLIENTS = ("httpx", "httpcore", "asyncio")


@pytest.fixture(scope="module")
async def planted_account(connect: Connect, shared_clock: SettableClock) -> Account:
    return await settled(connect, shared_clock, MARKER)


@pytest.fixture
async def account(planted_account: Account, clock: SettableClock) -> Account:
    """An account full of marked texts, for what is refused and changes nothing."""
    clock.instant = AFTERNOON
    return planted_account


@pytest.fixture
async def fresh(connect: Connect, clock: SettableClock) -> Account:
    """Another one like it, to be changed."""
    return await settled(connect, clock, MARKER)


class Emitted:
    """All that the service said while something was done to it, answers aside."""

    def __init__(self, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> None:
        self._caplog, self._capfd = caplog, capfd

    def text(self) -> str:
        """Return the log, exceptions with their messages included, and what was printed."""
        formatter = logging.Formatter("%(name)s %(message)s %(args)s")
        records = [record for record in self._caplog.records if not record.name.startswith(CLIENTS)]
        fields = [str(vars(record)) for record in records]
        return "\n".join([*map(formatter.format, records), *fields, *self._capfd.readouterr()])

    def events(self, answer: httpx.Response) -> list[str]:
        """Return what the log has of one request."""
        request_id = answer.headers["X-Request-Id"]
        return [record.msg for record in self._caplog.records if vars(record).get("request_id") == request_id]


@pytest.fixture
def emitted(caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]) -> Emitted:
    caplog.set_level(logging.DEBUG)
    return Emitted(caplog, capfd)


def silent(account: Account, emitted: Emitted) -> None:
    """Check that nothing of the account was logged or printed."""
    said = emitted.text()
    assert not [secret for secret in account.secrets if secret in said], said


def repeats_nothing(answer: httpx.Response) -> None:
    """Check that an error is told without a word of what was sent, the path that was asked for aside."""
    assert answer.status_code >= 400, answer.text
    said = answer.json()
    assert said.pop("instance") == answer.request.url.path
    assert MARKER not in str(said), said
    assert not [name for name, value in answer.headers.items() if MARKER in value]


def spoilt(document: Any, wrong: Iterator[Any]) -> Iterator[Any]:
    """Go through the copies of a document that are wrong in one place, by turns; of a list the first item counts."""
    if isinstance(document, dict):
        for name, value in document.items():
            for worse in spoilt(value, wrong):
                yield {**document, name: worse}
    elif isinstance(document, list) and document:
        for worse in spoilt(document[0], wrong):
            yield [worse, *document[1:]]
        yield MARKER
    else:
        yield next(wrong)


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if o.takes_body], ids=lambda operation: operation.id)
async def test_a_body_that_is_wrong_is_not_repeated(operation: Operation, account: Account, emitted: Emitted) -> None:
    """In each of its places a NUL, too long a text, a list, an object; and bytes that are no JSON at all."""
    url = account.url(operation)
    for body in bodies(operation, account.dossier):
        for turn in range(1 if "dossier" in operation.id else len(WRONG)):  # a dossier has hundreds of places
            for wrong in spoilt(body, itertools.cycle(WRONG[turn:] + WRONG[:turn])):
                repeats_nothing(await account.client.request(operation.method, url, **sent(operation, wrong)))
    for content in (
        f'{{"{MARKER}"',
        f'"{MARKER}',
        f'{{"name": "{MARKER}\n"}}',
        f"{MARKER}",
        f'{{"name": 1e999, "notes": "{MARKER}"}}',
        f'"{MARKER}\\ud800"',
        "[" * 40 + f'"{MARKER}"' + "]" * 40,
    ):
        repeats_nothing(await account.client.request(operation.method, url, content=content, headers=JSON))
    repeats_nothing(await account.client.request(operation.method, url, content=f"name={MARKER}"))
    repeats_nothing(
        await account.client.request(
            operation.method, url, content=MARKER.encode() + b"\xff", headers={"Content-Type": "application/json"}
        )
    )
    silent(account, emitted)


@pytest.mark.parametrize("operation", OPERATIONS, ids=lambda operation: operation.id)
async def test_a_parameter_that_is_wrong_is_not_repeated(
    operation: Operation, account: Account, emitted: Emitted
) -> None:
    """In the path, the query, each header and the token."""
    paths = {
        part: MARKER
        for part in ("id", "contact_id", "delivery_id", "key", "rule_id")
        if f"{{{part}}}" in operation.path
    }
    body = bodies(operation, account.dossier)[0] if operation.takes_body else None
    if paths:
        answer = await account.client.request(operation.method, operation.path.format(**paths), **sent(operation, body))
        assert answer.status_code == 404
        repeats_nothing(answer)
    url = operation.path.format(rule_id="be-patient") if operation.public else account.url(operation)
    for name in operation.parameters - paths.keys():
        for value in (MARKER + "\0", MARKER * 300, f"{MARKER}é"):
            if name[0].isupper():
                asked = await account.client.request(
                    operation.method, url, **sent(operation, body, [(name.encode(), value.encode())])
                )
            elif name == "q" and len(value) <= 200 and "\0" not in value:
                continue  # what can be searched for
            else:
                asked = await account.client.request(
                    operation.method, url, params={name: value}, **sent(operation, body)
                )
            repeats_nothing(asked)
    repeats_nothing(
        await account.client.request(operation.method, url, params={"nonsense": MARKER}, **sent(operation, body))
    )
    if not operation.public:
        for credential in (f"Bearer {MARKER}", f"Basic {MARKER}", f"{bearer(account.client)}{MARKER}"):
            headers = [(b"Authorization", credential.encode()), (b"X-Request-Id", f"{MARKER} {MARKER}".encode())]
            repeats_nothing(await account.client.request(operation.method, url, **sent(operation, body, headers)))
    silent(account, emitted)


async def test_what_goes_well_is_not_logged(fresh: Account, emitted: Emitted) -> None:
    """Every operation with what it takes: nothing of it in the log, at whatever level."""
    for operation in sorted(OPERATIONS, key=lambda operation: (operation.method == "DELETE", -len(operation.path))):
        url = operation.path.format(rule_id="be-patient") if operation.public else fresh.url(operation)
        for body in bodies(operation, fresh.dossier):
            answer = await fresh.client.request(operation.method, url, **sent(operation, body))
            assert answer.status_code in (200, 201, 202, 204, 409), answer.text
    for path in ("/organizations", "/contacts", "/interviews", "/interactions", "/testimonials"):
        assert (await fresh.client.get(path, params={"q": MARKER})).status_code == 200
    silent(fresh, emitted)


async def test_a_state_that_forbids_it_is_not_told_in_anybodys_words(fresh: Account, emitted: Emitted) -> None:
    """409, 412, 413: in use, taken, a key used before, an old version, too large."""
    client, dossier = fresh.client, fresh.dossier
    key = {"Idempotency-Key": MARKER}
    organization, contact = dossier["organizations"][0], dossier["contacts"][0]
    taken = await client.post("/import", json=dossier)
    reused = await client.post("/contacts", json={"name": MARKER}, headers=key)
    in_use = [
        await client.delete(f"{path}/{id}")
        for path, id in [
            ("/organizations", organization["id"]),
            ("/contacts", contact["id"]),
        ]
    ]
    stale = await client.patch(f"/contacts/{contact['id']}", json={"name": MARKER}, headers={"If-Match": '"1"'})
    large = await client.post("/contacts", content=MARKER * 800_000, headers=JSON)
    assert [answer.status_code for answer in (taken, reused, *in_use, stale, large)] == [409, 422, 409, 409, 412, 413]
    for answer in (taken, reused, *in_use, stale, large):
        repeats_nothing(answer)
    silent(fresh, emitted)


async def raise_marked(*_: object, **__: object) -> NoReturn:
    raise RuntimeError(f"It was {MARKER}")


async def refuse_marked(*_: object, **__: object) -> NoReturn:
    raise OperationalError(f"SELECT '{MARKER}'", {"name": MARKER}, Exception(f"Key (name)=({MARKER})"))


GLANCING = {"evaluate_dossier", "get_next_actions"}
"""What these need of the database is looked up past SQLAlchemy: whose token it is, and what is planned."""


@pytest.mark.parametrize("operation", [o for o in OPERATIONS if not o.public], ids=lambda operation: operation.id)
async def test_a_failure_is_told_without_its_message(
    operation: Operation, account: Account, app: Afterword, emitted: Emitted
) -> None:
    """A bug, or a database that is away, under every operation; its message holds what somebody wrote.

    Whoever runs the service is told which of them it was.
    """
    body, url = bodies(operation, account.dossier)[0], account.url(operation)
    doors = ("_glance",) if operation.id in GLANCING else ("_read", "_write")
    await account.client.post("/organizations", json={"name": "Acme"})  # else an answer kept for another test would do
    for failure, status, event in (
        (raise_marked, 500, "request failed"),
        (refuse_marked, 503, "the database is away"),
    ):
        broken: dict[str, Any] = dict.fromkeys(doors, failure)
        with patch.multiple(type(app.state.database), **broken):
            answer = await account.client.request(operation.method, url, **sent(operation, body))
        assert (answer.status_code, emitted.events(answer)) == (status, [event])
        repeats_nothing(answer)
    silent(account, emitted)


async def test_a_statements_values_are_in_no_message(account: Account, app: Afterword) -> None:
    """Whoever prints what SQLAlchemy raises, in whatever place, prints no row."""

    def wrong(unit: Unit) -> None:
        unit.connection.execute(text("SELECT nothing FROM contacts WHERE name = :name"), {"name": MARKER})

    with pytest.raises((DBAPIError, DatabaseUnavailableError), match="nothing") as raised:
        await app.state.database.read(account.id, wrong)
    assert MARKER not in f"{raised.value} {raised.value.__cause__}"


@contextmanager
def refusing_contacts(settings: Settings) -> Iterator[None]:
    """Let the database itself refuse every new contact: on PostgreSQL in the contact's own words."""
    if settings.database_url.startswith("sqlite"):
        with closing(sqlite3.connect(settings.database_url.removeprefix("sqlite:///"))) as file:
            file.executescript("CREATE TRIGGER refuse BEFORE INSERT ON contacts BEGIN SELECT RAISE(ABORT, 'no'); END;")
            try:
                yield
            finally:
                file.executescript("DROP TRIGGER refuse;")
    else:
        asyncio.run(
            execute(
                settings,
                "CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS"
                " $$ BEGIN RAISE EXCEPTION 'no %', NEW.name; END $$;"
                "CREATE TRIGGER refuse BEFORE INSERT ON contacts FOR EACH ROW EXECUTE FUNCTION refuse()",
            )
        )
        try:
            yield
        finally:
            asyncio.run(execute(settings, "DROP FUNCTION refuse CASCADE"))


async def execute(settings: Settings, script: str) -> None:
    """Run a script as who owns the tables."""
    server = await asyncpg.connect(settings.migration_database_url)
    try:
        await server.execute(script)
    finally:
        await server.close()


@pytest.mark.parametrize("settings", ["sqlite", "postgresql"], indirect=True)  # a distributed one takes no triggers
def test_a_real_process_prints_nothing_of_it(settings: Settings, tmp_path: Path) -> None:
    """What goes well, what is refused, what fails in the database, and bytes that are no HTTP.

    All that it prints are events, uvicorn's own included, and of each request one tells what came of it.
    """
    token = afterword(settings.database_url, "accounts", "create", f"Owner {MARKER}", "--quiet").stdout.strip()
    with (
        served(settings.database_url, tmp_path / "log", "--no-set-up", log_format="json", access_log="on") as service,
        httpx.Client(base_url=service.url, headers={"Authorization": f"Bearer {token}"}) as client,
    ):
        assert client.post("/import", json=planted(MARKER)).status_code == 200
        for path in ("/export", "/next-actions", f"/contacts?q={MARKER}"):
            assert client.get(path).status_code == 200
        feed = httpx.URL(client.post("/calendar-feed").json()["url"])
        assert httpx.get(feed).status_code == 200
        repeats_nothing(httpx.get(f"{feed}{MARKER}"))
        repeats_nothing(httpx.get(f"{feed}&actions={MARKER}"))
        repeats_nothing(client.get("/contacts", params={"limit": MARKER}))
        repeats_nothing(client.get("/contacts/nobody", headers={"X-Request-Id": f"{MARKER} {MARKER}"}))
        repeats_nothing(client.get("/account", headers={"Authorization": f"Bearer {MARKER}"}))
        repeats_nothing(client.post("/contacts", content=f'{{"name": "{MARKER}', headers=JSON))
        with refusing_contacts(settings):
            failed = client.post("/contacts", json={"name": MARKER})
        assert failed.status_code == 500
        repeats_nothing(failed)
        for bytes_sent in (f"{MARKER} {MARKER}\r\n\r\n", f"GET / HTTP/1.1\r\n{MARKER}\r\n\r\n"):
            assert MARKER not in answer_to(service, bytes_sent)
    said = service.log.read_text()
    events = [json.loads(line) for line in said.splitlines()]
    assert {"uvicorn.error", "afterword", "afterword.access"} == {event["logger"] for event in events}
    told = [event["event"] for event in events if event.get("request_id") == failed.headers["X-Request-Id"]]
    assert told == ["answered", "request failed"]
    assert MARKER not in said
    assert token not in said
    assert feed.params["token"] not in said


def answer_to(service: Served, sent: str) -> str:
    """Return all that comes back for bytes that are no request."""
    url = httpx.URL(service.url)
    with socket.create_connection((url.host, url.port or 80), timeout=10) as connection:
        connection.sendall(sent.encode())
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(4096), b"")).decode()
