"""What is loaded: the policy needs the standard library, the service what it is set up for, and no more."""

import os
import subprocess
import sys

import pytest

from api.settings import Settings

CHECK = """
import sys
before = set(sys.modules)
import api.policy.engine
loaded = {name.partition(".")[0] for name in set(sys.modules) - before}
known = {"api", *sys.stdlib_module_names, *(name for name in loaded if name.startswith("_sysconfigdata"))}
print(*sorted(loaded - known))
print(*sorted(name for name in sys.modules if name.startswith("api.") and not name.startswith("api.policy")))
"""


def test_the_engine_loads_nothing_but_the_standard_library() -> None:
    """In a fresh interpreter: no framework, no third party, and nothing of ours but the policy itself."""
    run = subprocess.run([sys.executable, "-c", CHECK], capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert run.stdout.split() == []


SERVE = """
import sys

before = set(sys.modules)  # what an interpreter here begins with, whoever asks

from importlib.metadata import distributions

from uvicorn import Server

from api.cli import app

startup = Server.startup

async def started(server, sockets=None):
    await startup(server, sockets)
    loaded = {getattr(module, "__file__", None) for name, module in sys.modules.items() if name not in before}
    for package in distributions():
        if any(str(package.locate_file(file)) in loaded for file in package.files or ()):
            print(package.name.lower().replace("_", "-"))
    server.should_exit = True

Server.startup = started
app(["serve", "--port", "0", "--no-set-up"])
"""

LOADED = {
    # HTTP, and what is under it
    *("anyio", "fastapi", "httptools", "starlette", "uvicorn", "uvloop", "watchfiles"),
    # requests and answers by their types, and the settings
    *("annotated-doc", "annotated-types", "pydantic", "pydantic-core", "pydantic-settings", "python-dotenv"),
    *("typing-extensions", "typing-inspection"),
    # the database
    *("sqlalchemy", "sqlmodel", "uuid-utils"),
    # decisions as JSON
    "msgspec",
    # public holidays
    *("holidays", "python-dateutil", "six"),
    # figures for operators; FastAPI brings the second
    *("prometheus-client", "opentelemetry-api"),
    # the command
    *("click", "rich", "shellingham", "typer"),
}
"""The packages of others that a process has loaded when it begins to serve: each takes time and memory of its start."""
ON_POSTGRESQL = {"asyncpg", "greenlet"}


@pytest.mark.parametrize("settings", ["sqlite", "postgresql"], indirect=True)
def test_a_service_loads_only_what_it_is_set_up_for(settings: Settings) -> None:
    """Without an issuer, nothing that reads its tokens; without a Redis, nothing that counts in it; and so on."""
    environment = os.environ | {"AFTERWORD_DATABASE_URL": settings.database_url}
    run = subprocess.run([sys.executable, "-c", SERVE], env=environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own code
    assert set(run.stdout.split()) == LOADED | (ON_POSTGRESQL if settings.migration_database_url else set())
