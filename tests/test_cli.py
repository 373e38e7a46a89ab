"""The `afterword` command, as an operator uses it."""

import json
import re
from pathlib import Path

import httpx
import pytest

from api.settings import Settings
from tests.serving import TOKEN, afterword, served
from tests.test_openapi import DOCUMENT

NOBODYS = "0195a4c2-0000-7000-8000-000000000000"
ID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")


@pytest.fixture
def database(tmp_path: Path) -> str:
    """The URL of a database that is not there yet, in a folder that is not there either."""
    return f"sqlite:///{tmp_path}/new/afterword.db"


@pytest.fixture
def migrated(database: str) -> str:
    assert afterword(database, "migrate").exit_code == 0
    return database


def test_the_first_start_sets_everything_up(database: str, tmp_path: Path) -> None:
    """It migrates, creates an account, prints its token once with the address of the docs. The next prints none."""
    with served(database, tmp_path / "first.log") as service:
        (token,) = service.tokens()
        assert f"{service.url}/docs" in service.log.read_text()
        with httpx.Client(base_url=service.url, headers={"Authorization": f"Bearer {token}"}) as client:
            made = client.post("/organizations", json={"name": "Initech"}).json()
            assert client.get("/docs").status_code == 200
    with served(database, tmp_path / "second.log") as service:
        assert service.tokens() == []
        with httpx.Client(base_url=service.url, headers={"Authorization": f"Bearer {token}"}) as client:
            assert client.get(f"/organizations/{made['id']}").json() == made


def test_two_processes_share_one_file(database: str, tmp_path: Path) -> None:
    """Writes through both workers are all there, and none is refused because the file is busy."""
    with served(database, tmp_path / "workers.log", "--workers", "2") as service:
        headers = {"Authorization": f"Bearer {service.tokens()[0]}", "Connection": "close"}
        with httpx.Client(base_url=service.url, headers=headers) as client:
            answers = [client.post("/organizations", json={"name": str(number)}) for number in range(60)]
            assert {answer.status_code for answer in answers} == {201}
            assert len(client.get("/organizations?limit=200").json()["items"]) == 60


def test_a_quiet_account_prints_its_token_alone(migrated: str) -> None:
    made = afterword(migrated, "accounts", "create", "Sam Carter", "--quiet")
    assert (made.exit_code, made.stderr) == (0, "")
    assert TOKEN.fullmatch(made.stdout.strip())


def test_accounts_and_tokens_come_and_go(migrated: str) -> None:
    """A lost token is replaced from the command line, and the lost one revoked."""
    made = afterword(migrated, "accounts", "create", "Sam Carter")
    account = ID.findall(made.stdout)[0]
    assert TOKEN.search(made.stdout)
    assert account in afterword(migrated, "accounts", "list").stdout
    again = afterword(migrated, "tokens", "create", account, "--name", "Phone", "--scope", "read", "--quiet")
    assert TOKEN.fullmatch(again.stdout.strip())
    listed = afterword(migrated, "tokens", "list", account).stdout
    first, phone = [line for line in listed.splitlines() if ID.search(line)]
    assert "read write" in first
    assert first.split().count("never") == 2  # neither expires nor was used
    assert "Phone" in phone
    assert "write" not in phone
    assert not TOKEN.search(listed)
    assert afterword(migrated, "tokens", "revoke", account, ID.findall(phone)[0]).exit_code == 0
    assert "Phone" not in afterword(migrated, "tokens", "list", account).stdout


def test_a_list_shows_how_each_secret_begins(migrated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Though the secret may hold an underscore as well."""
    monkeypatch.setattr("secrets.token_urlsafe", lambda _: "a_b_cdef" + "x" * 35)
    account = ID.findall(afterword(migrated, "accounts", "create", "Sam Carter").stdout)[0]
    assert "a_b_cd" in afterword(migrated, "tokens", "list", account).stdout


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("tokens", "create", NOBODYS), "no such account"),
        (("tokens", "revoke", NOBODYS, NOBODYS), "no such account"),
        (("tokens", "list", "nonsense"), "Invalid value"),
        (("accounts", "create", ""), "at least 1 character"),
        (("accounts", "create", " "), "Must not be blank"),
        (("accounts", "create", "x" * 201), "at most 200 characters"),
        (("accounts", "create", "\udcff"), "valid string"),
        (("tokens", "create", NOBODYS, "--name", " "), "Must not be blank"),
        (("tokens", "create", NOBODYS, "--expires-at", "2101-01-01T00:00:00Z"), "1970 to 2100"),
        (("tokens", "create", NOBODYS, "--expires-at", "2026-12-31T23:59:59"), "does not match"),
    ],
)
def test_what_is_not_there_is_said(migrated: str, arguments: tuple[str, ...], said: str) -> None:
    """In a sentence and with an exit code, not in a traceback."""
    done = afterword(migrated, *arguments)
    assert done.exit_code != 0
    assert said in done.stderr
    assert "Traceback" not in done.stderr


def test_a_token_that_is_past_its_time_is_not_made(migrated: str) -> None:
    """What POST /tokens refuses, so does the command."""
    account = ID.findall(afterword(migrated, "accounts", "create", "Sam").stdout)[0]
    done = afterword(migrated, "tokens", "create", account, "--expires-at", "2020-01-01T00:00:00Z")
    assert (done.exit_code, done.stderr.strip()) == (1, "/expires_at: Must lie in the future")


def test_an_unknown_token_is_said(migrated: str) -> None:
    account = ID.findall(afterword(migrated, "accounts", "create", "Sam").stdout)[0]
    done = afterword(migrated, "tokens", "revoke", account, NOBODYS)
    assert (done.exit_code, done.stderr.strip()) == (1, "There is no such token.")


def test_a_database_that_was_not_migrated_is_said(database: str) -> None:
    done = afterword(database, "accounts", "list")
    assert done.exit_code == 1
    assert "afterword migrate" in done.stderr


@pytest.mark.parametrize("command", [("migrate",), ("accounts", "list"), ("serve", "--set-up")])
@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("postgresql://nobody@127.0.0.1:1/nothing", "does not answer"),
        ("mysql://localhost/x", "SQLite or PostgreSQL"),
        ("sqlite://", "must be a file"),
        ("sqlite:////dev/null/afterword.db", "does not answer"),
        ("nonsense", "cannot be read"),
    ],
)
def test_a_database_that_cannot_be_used_is_said(url: str, said: str, command: tuple[str, ...]) -> None:
    """In one line and with an exit code, not in a traceback."""
    done = afterword(url, *command)
    assert done.exit_code == 1
    assert said in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_postgresql_database_is_said(postgres_url: str) -> None:
    done = afterword(postgres_url.replace("/postgres?", "/missing?"), "migrate")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert 'database "missing" does not exist' in done.stderr


@pytest.mark.parametrize(
    ("service", "migrations", "said"),
    [
        ("postgresql://afterword@h/a", "postgresql://owner@h/b", "name different databases"),
        ("sqlite:///a.db", "postgresql://owner@h/a.db", "name different databases"),
        ("postgresql:///a", "postgresql://owner@h/a", "must say which user"),
        ("postgresql://afterword@h/a", "nonsense", "cannot be read"),
    ],
)
def test_a_url_for_migrations_that_does_not_fit_is_said(
    service: str, migrations: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Before anything is asked of either."""
    monkeypatch.setenv("AFTERWORD_MIGRATION_DATABASE_URL", migrations)
    done = afterword(service, "migrate")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)
    assert said in done.stderr


def test_serving_as_a_superuser_is_warned_of(
    postgres_url: str, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Such a role sees every account's rows. One that is bound, and a server that is away, are no matter for it."""
    monkeypatch.setattr("uvicorn.run", lambda *_, **__: None)
    superuser = afterword(postgres_url, "serve")
    assert (superuser.exit_code, len(superuser.stderr.splitlines())) == (0, 1)
    assert "WARNING the role of AFTERWORD_DATABASE_URL passes" in superuser.stderr
    for url in (settings.database_url, "postgresql://nobody@127.0.0.1:1/nothing"):
        other = afterword(url, "serve", "--no-set-up")
        assert (other.exit_code, other.stderr) == (0, "")


def test_an_unknown_revision_is_said(migrated: str) -> None:
    done = afterword(migrated, "migrate", "--revision", "nonsense")
    assert (done.exit_code, len(done.stderr.splitlines())) == (1, 1)


def test_a_setting_that_is_wrong_is_said(migrated: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AFTERWORD_DATABASE_POOL_SIZE", "many")
    done = afterword(migrated, "accounts", "list")
    assert done.exit_code == 1
    assert done.stderr.startswith("AFTERWORD_DATABASE_POOL_SIZE: ")


def test_the_demo_can_be_had_as_a_dossier(database: str, tmp_path: Path) -> None:
    """The engine takes it, and sees what the demo shows."""
    dossier = tmp_path / "demo.json"
    dossier.write_text(afterword(database, "demo", "--dossier").stdout)
    assert "Thank Priya Raman" in afterword(database, "demo").stdout
    assert "Thank Priya Raman" in afterword(database, "evaluate", str(dossier), "--table").stdout


def test_openapi_writes_the_document(database: str, tmp_path: Path) -> None:
    """It asks nothing of a database."""
    written = tmp_path / "docs" / "openapi.json"
    assert afterword(database, "openapi", "--output", str(written)).exit_code == 0
    assert json.loads(written.read_text()) == DOCUMENT
