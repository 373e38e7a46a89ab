"""The README is true: its commands are run as they stand, and its tables are what the code says.

Commands that build the image, and `make test`, which is what runs this, are left out.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import pytest
from typer.testing import CliRunner

from api.cli import app as cli
from api.settings import Settings
from trust.postgres import set_up

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text()
SHOWN_ADDRESS = "http://127.0.0.1:8000"
SHOWN_DATABASES = (
    "postgresql://afterword:secret@db.example/afterword",
    "postgresql://afterword_owner:another-secret@db.example/afterword",
)
ANN = "0195a4c2-0000-7000-8000-00000000000a"


def section(title: str) -> str:
    """One section of the README."""
    found = re.search(rf"^## {title}\n(.*?)(?=^## |\Z)", README, re.MULTILINE | re.DOTALL)
    assert found, f"the README has no section {title!r}"
    return found[1]


def blocks(title: str, language: str = "sh") -> list[str]:
    """The fenced blocks of one section."""
    return re.findall(rf"^```{language}\n(.*?)^```$", section(title), re.MULTILINE | re.DOTALL)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that looks like a checkout, with a data folder of its own."""
    folder = tmp_path_factory.mktemp("checkout")
    for entry in ROOT.iterdir():
        if entry.name not in ("data", ".git", ".venv"):
            (folder / entry.name).symlink_to(entry)
    (folder / ".venv").symlink_to(sys.prefix)
    return folder


@pytest.fixture(scope="module")
def environment() -> dict[str, str]:
    """A shell in which nothing of ours is set, and `python3` is a recent one."""
    ours = {name: value for name, value in os.environ.items() if not name.startswith("AFTERWORD_")}
    return ours | {"PATH": f"{sys.prefix}/bin{os.pathsep}{ours['PATH']}"}


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        number: int = free.getsockname()[1]
    return number


@contextmanager
def served(command: list[str], port: int, folder: Path, environment: dict[str, str]) -> Iterator[Path]:
    """Run a command that serves, until it answers and then until it is done with; give the file of what it says."""
    said = folder / "said.txt"
    with said.open("w") as output:
        server = subprocess.Popen(command, cwd=folder, env=environment, stdout=output, stderr=subprocess.STDOUT)  # noqa: S603 - from the README
    try:
        deadline = time.monotonic() + 120  # two processes on a busy machine
        with httpx.Client(base_url=f"http://127.0.0.1:{port}") as client:
            while not is_ready(client):
                assert server.poll() is None, said.read_text()
                assert time.monotonic() < deadline, said.read_text()
                time.sleep(0.1)
        yield said
    finally:
        server.terminate()
        server.wait()


def is_ready(client: httpx.Client) -> bool:
    try:
        return client.get("/health/ready").is_success
    except httpx.TransportError:
        return False


def run(script: str, folder: Path, environment: dict[str, str]) -> str:
    """Run a script as a careful shell would, and return what it prints."""
    bash = shutil.which("bash")
    assert bash
    ran = subprocess.run(  # noqa: S603 - from the README
        [bash, "-euo", "pipefail", "-c", script],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        stdin=subprocess.DEVNULL,
    )
    assert ran.returncode == 0, f"{script}\n{ran.stdout}\n{ran.stderr}"
    return ran.stdout


def test_a_first_session(checkout: Path, environment: dict[str, str], port: int) -> None:
    """From `make run` to the last command of the session, each does what the text around it says."""
    start, demo = blocks("Start")
    assert [line.split("#")[0].strip() for line in start.splitlines()] == ["make run", "make test"]
    make = ["make", "--old-file", ".venv/.runtime", "run", f"PORT={port}"]  # what is installed stays as it is
    with served(make, port, checkout, environment) as said:
        session = [block.replace(SHOWN_ADDRESS, f"http://127.0.0.1:{port}") for block in blocks("A first session")]
        printed = run("\necho '----'\n".join([demo, *session]), checkout, environment).split("----\n")
        welcome = said.read_text()
    assert len(re.findall(r"\baw_[0-9a-f]{32}_\S{43}\s", welcome)) == 1
    assert f"http://127.0.0.1:{port}/docs" in welcome

    demonstrated, _, imported, now, words, later, trace, evaluated, subscribed = printed
    assert "Priya Raman" in demonstrated
    assert json.loads(imported)["counts"]["interviews"] == 1

    items = json.loads(now)["items"]
    kinds = {"confirm_name", "send_thank_you", "brief_reference", "tidy_social_media"}
    assert kinds <= {item["kind"] for item in items}
    (shown,) = map(json.loads, blocks("A first session", "json"))
    (to_ann,) = [item for item in items if item["contact_id"] == ANN]
    assert {name: to_ann[name] for name in shown} == shown

    draft, check = answers(words)
    assert "Ann Ames" in draft["body"]
    assert check["verdict"] == "do_not_send"
    told = {finding["rule"] for finding in check["findings"]}
    assert {"right-name", "stay-positive", "no-demands", "says-thanks"} <= told

    logged, rest = answers(later)
    assert logged["findings"] == []
    assert [item["contact"]["name"] for item in rest["items"]] == ["Bob Bell"]
    assert "enquire-after-decision-date" in trace
    assert "Rae Ford" in evaluated
    assert "/calendar.ics?" in json.loads(subscribed)["url"]


def answers(text: str) -> list[dict[str, Any]]:
    """The JSON documents of a text, one after the other."""
    found, place, decoder = [], 0, json.JSONDecoder()
    while place < len(text):
        document, place = decoder.raw_decode(text, place)
        found.append(document)
        place += len(text[place:]) - len(text[place:].lstrip())
    return found


def test_any_curl_will_do() -> None:
    """`--json` came with 7.82 and `--fail-with-body` with 7.76: a long-lived distribution may have neither."""
    assert not re.search(
        r"--json|--fail-with-body", "".join(re.findall(r"^```sh\n(.*?)^```$", README, re.MULTILINE | re.DOTALL))
    )


def test_on_postgresql(checkout: Path, environment: dict[str, str], port: int, postgres_url: str) -> None:
    """The SQL and the commands, word for word, set up a PostgreSQL database and serve it, as a role without rights.

    Whichever of the processes is asked, it has the figures of all.
    """
    settings = set_up(postgres_url, "readme")
    urls = dict(zip(SHOWN_DATABASES, (settings.database_url, str(settings.migration_database_url)), strict=True))
    (block,) = blocks("On PostgreSQL")
    for shown, url in urls.items():
        assert block.count(shown) == 1
        block = block.replace(shown, f"'{url}'")
    *commands, serve = block.splitlines()
    assert "shown this once" in run("\n".join(commands), checkout, environment)
    service = environment | {"AFTERWORD_DATABASE_URL": settings.database_url}
    with served([*serve.split(), "--port", str(port)], port, checkout, service) as said:
        assert "aw_" not in said.read_text()
        assert "row-level security" not in said.read_text()
        for _ in range(20):
            httpx.get(f"http://127.0.0.1:{port}/nowhere")
        figures = [httpx.get(f"http://127.0.0.1:{port}/metrics").text for _ in range(4)]
    counted = 'afterword_request_duration_seconds_count{method="GET",route="none",status="404"} 20.0\n'
    assert all(counted in text for text in figures)


def test_every_command_of_the_table_exists() -> None:
    """So does every option that it names."""
    rows = re.findall(r"^\| `afterword ([a-z ]+)[^|`]*` \| (.*) \|$", section("The command line"), re.MULTILINE)
    assert len(rows) == 19
    for command, said in rows:
        told = CliRunner().invoke(cli, [*command.split(), "--help"], env={"COLUMNS": "200", "NO_COLOR": "1"})
        assert told.exit_code == 0, command
        assert all(option in told.output for option in re.findall(r"`(--[a-z-]+)`", said)), command


def test_the_settings_are_those_that_there_are() -> None:
    """Each by its variable, with its default."""
    rows = re.findall(r"^\| `AFTERWORD_(\w+)` \| (.*?) \|", section("Settings"), re.MULTILINE)
    documented = {name.lower(): default.strip("`") for name, default in rows}
    defaults = {name: str(field.default or "empty") for name, field in Settings.model_fields.items()}
    assert documented == defaults
