"""`afterword doctor`: each check where it finds nothing wrong, and where it does; and what the command says of all."""

import json
import resource
import socket
from collections.abc import AsyncIterator, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from api.clock import now
from api.db import database_url
from api.doctor import databases, partners, surroundings
from api.doctor.databases import File, Server
from api.doctor.finding import Finding, Verdict
from api.settings import Settings
from tests.issuing import AUDIENCE, issuing
from tests.serving import afterword
from trust.migrations import over

NOW = datetime(2026, 3, 2, 12, tzinfo=UTC)
FILE = File(path=Path("/data/afterword.db"), mode=0o600, writable=True, journal="wal", size=1_000, free=10**12)
SERVER = Server(
    role="afterword",
    version=170004,
    passes_fences=False,
    owned=0,
    unfenced=[],
    connections=100,
    now=NOW,
)


def told(findings: Iterator[Finding]) -> dict[str, str]:
    """What is not as it should be, by the check; each with a remedy, and none where all is well."""
    found = list(findings)
    assert all((finding.verdict is Verdict.OK) == (finding.remedy is None) for finding in found)
    assert len({finding.check for finding in found}) == len(found)
    return {finding.check: finding.verdict for finding in found if finding.verdict is not Verdict.OK}


async def drawn(findings: AsyncIterator[Finding]) -> Iterator[Finding]:
    return iter([finding async for finding in findings])


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, {}),
        ({"mode": 0o640}, {"permissions": "error"}),
        ({"writable": False}, {"writing": "error"}),
        ({"journal": "delete"}, {"journal": "error"}),
        ({"free": 200_000_999}, {"disk": "warning"}),
    ],
)
def test_a_file(changed: dict[str, Any], wrong: dict[str, str]) -> None:
    assert told(databases.check_file(FILE._replace(**changed))) == wrong


@pytest.mark.parametrize(
    ("changed", "wrong"),
    [
        ({}, {}),
        ({"version": 140011}, {"version": "error"}),
        ({"passes_fences": True}, {"role": "error"}),
        ({"owned": 3}, {"role": "warning"}),
        ({"unfenced": ["tokens"]}, {"fences": "error"}),
        ({"connections": 23}, {"connections": "error"}),
        ({"now": NOW - timedelta(seconds=6)}, {"clock": "error"}),
        ({"now": NOW + timedelta(seconds=6)}, {"clock": "error"}),
    ],
)
def test_a_server(changed: dict[str, Any], wrong: dict[str, str]) -> None:
    assert told(databases.check_server(SERVER._replace(**changed), Settings(), NOW)) == wrong


@pytest.mark.parametrize(
    ("variables", "said"),
    [
        ((), None),
        (("AFTERWORD_LOG_FORMAT", "afterword_log_level", "HOME"), None),
        (("AFTERWORD_DATABSE_URL",), "Perhaps it should be AFTERWORD_DATABASE_URL"),
        (("AFTERWORD_WORKERS",), "The README lists them all, under “Settings”"),
    ],
)
def test_names(variables: tuple[str, ...], said: str | None) -> None:
    """A name that is misspelt is told with the one that may be meant; a variable of somebody else's is theirs."""
    (finding,) = surroundings.check_names(variables)
    assert finding.remedy == said


@pytest.mark.parametrize(
    ("settings", "wrong"),
    [
        ({}, {}),
        ({"cors_origins": ("https://app.example", "http://localhost:5173")}, {}),
        ({"cors_origins": ("http://app.example",)}, {"origins": "warning"}),
        ({"oidc_issuer": "https://login.example", "oidc_audience": "a"}, {"origins": "warning"}),
    ],
)
def test_origins(settings: dict[str, Any], wrong: dict[str, str]) -> None:
    assert told(surroundings.check_origins(Settings(**settings))) == wrong


@pytest.mark.parametrize(
    ("proxies", "wrong"),
    [
        ("", {}),
        ("10.0.0.0/8,fd00::/16", {}),
        ("0.0.0.0/0", {"proxies": "error"}),
        ("10.0.0.7,::/0", {"proxies": "error"}),
    ],
)
def test_proxies(proxies: str, wrong: dict[str, str]) -> None:
    assert told(surroundings.check_proxies(Settings(trusted_proxies=proxies))) == wrong


def test_files() -> None:
    """As many as the process that asks may open, which is as many as the service may."""
    allowed, _ = resource.getrlimit(resource.RLIMIT_NOFILE)
    assert told(surroundings.check_files(Settings(connections=max(1, allowed - 200)))) == {}
    assert told(surroundings.check_files(Settings(connections=allowed))) == {"files": "error"}


def test_zones() -> None:
    assert told(surroundings.check_zones(NOW)) == {}
    assert told(surroundings.check_zones(NOW.replace(year=2036))) == {"zones": "warning"}


async def test_an_issuer() -> None:
    """One that is there, one with no key for us, one that is away; and none."""
    with issuing() as issuer:
        settings = Settings(oidc_issuer=issuer.url, oidc_audience=AUDIENCE)
        assert told(await drawn(partners.check_issuer(settings))) == {}
        issuer.keys = []
        assert told(await drawn(partners.check_issuer(settings))) == {"issuer": "error"}
        issuer.status = 500
        assert told(await drawn(partners.check_issuer(settings))) == {"issuer": "error"}
    assert not list(await drawn(partners.check_issuer(Settings())))


async def test_a_collector() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        settings = Settings(otlp_endpoint=f"http://127.0.0.1:{listening.getsockname()[1]}")
        assert told(await drawn(partners.check_collector(settings))) == {}
    assert told(await drawn(partners.check_collector(settings))) == {"collector": "warning"}
    assert not list(await drawn(partners.check_collector(Settings())))


async def test_a_redis_that_is_away() -> None:
    settings = Settings(redis_url="redis://127.0.0.1:9/0")
    assert told(await drawn(partners.check_redis(settings))) == {"redis": "warning"}
    assert not list(await drawn(partners.check_redis(Settings())))


async def test_a_worker_that_is_missing(settings: Settings, client: httpx.AsyncClient) -> None:
    """There is something to tell a webhook of, and some minutes later nobody has."""
    about = {"url": "https://hooks.example/afterword", "events": ["contact.created"]}
    assert (await client.post("/webhooks", json=about)).status_code == 201
    long_ago = datetime(1999, 1, 1, tzinfo=UTC)
    assert (await databases.check_worker(settings, long_ago)).verdict is Verdict.OK
    assert (await databases.check_worker(settings, now() + timedelta(minutes=6))).verdict is Verdict.WARNING


def examined(url: str, *arguments: str) -> tuple[int, dict[str, str]]:
    """What the command ends with, and what it says is not as it should be."""
    done = afterword(url, "doctor", "--json", *arguments)
    findings = json.loads(done.stdout)
    assert all(finding.keys() == {"check", "verdict", "said", "remedy"} for finding in findings)
    wrong = {each["check"]: each["verdict"] for each in findings if each["verdict"] != "ok"}
    wrong.pop("worker", None)  # the accounts of other tests may wait for one
    wrong.pop("names", None)  # tests may be told something by variables of their own
    return done.exit_code, wrong


def test_a_setup_that_is_well(settings: Settings) -> None:
    """As scripts are told, and as people are."""
    assert examined(settings.database_url) == (0, {})
    done = afterword(settings.database_url, "doctor")
    assert (done.exit_code, "✗" in done.stdout) == (0, False)
    assert "✓ schema: Its schema is this version's.\n" in done.stdout


def test_a_database_that_is_not_migrated(settings: Settings, tmp_path: Path) -> None:
    """Or by another version; or not there at all, and then not made."""
    query = text("SELECT version_num FROM alembic_version")
    seen = over(settings, lambda connection: connection.execute(query).scalar_one())
    rename = text("UPDATE alembic_version SET version_num = :revision")
    over(settings, lambda connection: connection.execute(rename, {"revision": "9999"}))
    try:
        assert examined(settings.database_url) == (1, {"schema": "error"})
    finally:
        over(settings, lambda connection: connection.execute(rename, {"revision": seen}))
    assert examined(f"sqlite:///{tmp_path}/nothing.db") == (1, {"database": "error"})
    assert not list(tmp_path.iterdir())
    for url in ("postgresql://nobody@127.0.0.1:9/nothing", "mysql://nobody@127.0.0.1:9/nothing"):
        assert examined(url) == (1, {"database": "error"})


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_server_that_fences_nobody_in(settings: Settings) -> None:
    """A superuser's URL, and a table whose policy was switched off."""
    superuser = make_url(settings.database_url).set(username="postgres").render_as_string(hide_password=False)
    assert examined(superuser) == (1, {"role": "error"})
    assert examined(str(settings.migration_database_url)) == (0, {"role": "warning"})
    over(settings, lambda connection: connection.execute(text("ALTER TABLE marks NO FORCE ROW LEVEL SECURITY")))
    try:
        assert examined(settings.database_url) == (1, {"fences": "error"})
    finally:
        over(settings, lambda connection: connection.execute(text("ALTER TABLE marks FORCE ROW LEVEL SECURITY")))


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
def test_a_role_that_nothing_was_granted_to(settings: Settings) -> None:
    """As where another than the service was named to the migrations; it is not ready, and no riddle either."""
    over(settings, lambda connection: connection.execute(text("REVOKE SELECT ON accounts FROM afterword")))
    try:
        assert examined(settings.database_url) == (1, {"database": "error"})
    finally:
        over(settings, lambda connection: connection.execute(text("GRANT SELECT ON accounts TO afterword")))
    assert examined(settings.database_url) == (0, {})


@pytest.mark.parametrize("settings", ["postgresql"], indirect=True)
@pytest.mark.parametrize(
    ("change", "wrong"),
    [
        ({}, {}),
        ({"username": "afterword"}, {"owner": "error"}),
        ({"username": "nobody"}, {"owner": "error"}),
        ({"database": "other"}, {"owner": "error"}),
    ],
)
async def test_who_migrates(settings: Settings, change: dict[str, str], wrong: dict[str, str]) -> None:
    """The owner, and neither the service's role, nor nobody, nor in another database; or it is not said."""
    url = make_url(str(settings.migration_database_url)).set(**change)  # type: ignore[arg-type] # texts alone
    named = settings.model_copy(update={"migration_database_url": url.render_as_string(hide_password=False)})
    assert told(await drawn(databases.check_owner(named))) == wrong
    assert not list(await drawn(databases.check_owner(Settings())))


def test_a_file_that_others_may_read(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path}/afterword.db"
    assert afterword(url, "migrate").exit_code == 0
    Path(database_url(Settings(database_url=url)).database or "").chmod(0o644)
    assert examined(url) == (1, {"permissions": "error"})


def test_settings_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Nothing else can be looked at then; and what was set is not repeated."""
    monkeypatch.setenv("AFTERWORD_OIDC_ISSUER", "https://sam:hunter2@login.example")
    monkeypatch.setenv("AFTERWORD_TRUSTED_PROXIES", "everybody")
    done = afterword(f"sqlite:///{tmp_path}/afterword.db", "doctor")
    assert done.exit_code == 1
    assert "AFTERWORD_OIDC_ISSUER: " in done.stdout
    assert "AFTERWORD_TRUSTED_PROXIES: Must be" in done.stdout
    assert "hunter2" not in done.output
