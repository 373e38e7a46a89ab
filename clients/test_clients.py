"""Clients made from the OpenAPI document, and what docs/guides/api-client.md says, run against the service."""

import os
import re
import subprocess
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from tests.serving import Served, afterword, served

HERE = Path(__file__).parent
TYPESCRIPT, PYTHON = HERE / "typescript", HERE / "python"
OPENAPI = HERE.parent / "openapi"
GUIDE = (HERE.parent / "docs" / "guides" / "api-client.md").read_text()


@pytest.fixture(scope="module")
def service(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """The service as `make run` starts it, over an empty database of its own."""
    folder = tmp_path_factory.mktemp("service")
    with served(f"sqlite:///{folder}/afterword.db", folder / "log", "--set-up") as running:
        yield running


@pytest.fixture
def environment(service: Served) -> dict[str, str]:
    """What a program is told: where the service is, and the token of a new and empty account."""
    made = afterword(f"sqlite:///{service.log.parent}/afterword.db", "accounts", "create", "Sam Carter", "--quiet")
    return {"AFTERWORD_URL": service.url, "AFTERWORD_TOKEN": made.stdout.strip()}


def run(folder: Path, *command: str, **environment: str) -> str:
    """Run a command to its end; return what it printed, and fail with that if it fails."""
    done = subprocess.run(  # noqa: S603 - our own commands
        command, cwd=folder, env={**os.environ, **environment}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"
    return done.stdout


def test_the_workflow(environment: dict[str, str]) -> None:
    """What openapi/arazzo.yaml describes can be done, step by step, and every answer is of its schema."""
    now = datetime.now(UTC)
    inputs = {
        "token": environment["AFTERWORD_TOKEN"],
        "starts_at": (now - timedelta(hours=3)).isoformat(),
        "ends_at": (now - timedelta(hours=2)).isoformat(),
    }
    told = [f"--input={name}={value}" for name, value in inputs.items()]
    server = f"--server=afterword={environment['AFTERWORD_URL']}"
    said = run(OPENAPI, "node_modules/.bin/redocly", "respect", "arazzo.yaml", server, *told)
    assert re.search(r"Workflows: 1 passed, 1 total", said), said
    assert re.search(r"Steps: (\d+) passed, \1 total", said), said


def test_typescript(environment: dict[str, str]) -> None:
    """openapi-typescript makes the types, tsc is as strict as it can be, and openapi-fetch runs."""
    run(TYPESCRIPT, "npm", "run", "generate")
    run(TYPESCRIPT, "npm", "run", "build")
    assert "All of it went as the types say." in run(TYPESCRIPT, "npm", "run", "start", **environment)


def test_python(environment: dict[str, str]) -> None:
    """openapi-python-client makes the package, mypy --strict goes through it and the program, and it runs."""
    run(
        PYTHON,
        ".venv/bin/openapi-python-client",
        *("generate", "--path=../../openapi/openapi.json", "--config=generator.yaml", "--fail-on-warning"),
        *("--meta=none", "--output-path=afterword_client", "--overwrite"),
    )
    run(PYTHON, ".venv/bin/mypy")
    assert "All of it went as the types say." in run(PYTHON, ".venv/bin/python", "workflow.py", **environment)


def test_the_commands_of_the_guide(environment: dict[str, str], tmp_path: Path) -> None:
    """One after the other, in one shell."""
    script = "\n".join(re.findall(r"^```sh\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL))
    script = script.replace("http://127.0.0.1:8000", environment["AFTERWORD_URL"])
    said = run(tmp_path, "bash", "-euo", "pipefail", "-c", script, TOKEN=environment["AFTERWORD_TOKEN"])
    assert "do_not_send" in said
    assert said.rstrip().endswith("It has changed since.")


@pytest.mark.parametrize(
    ("language", "programs"),
    [("ts", ["typescript/src/client.ts", "typescript/src/workflow.ts"]), ("python", ["python/workflow.py"])],
)
def test_the_pieces_of_programs_in_the_guide(language: str, programs: list[str]) -> None:
    """Each stands, word for word, in a program that the tests above run."""
    pieces = re.findall(rf"^```{language}\n(.*?)^```$", GUIDE, re.MULTILINE | re.DOTALL)
    run_above = "".join(dedented((HERE / program).read_text()) for program in programs)
    assert pieces
    assert not [piece for piece in pieces if dedented(piece) not in run_above]


def dedented(text: str) -> str:
    """Return a text without the spaces that its lines begin with."""
    return re.sub(r"^ +", "", text, flags=re.MULTILINE)
