"""The image, as far as it can be judged without building it."""

import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
DOCKERFILE = (ROOT / "Dockerfile").read_text()


def instructions(name: str) -> list[str]:
    """What one kind of instruction says, each with its continuation lines."""
    return re.findall(rf"^{name} ((?:.*\\\n)*.*)$", DOCKERFILE, re.MULTILINE)


def test_hadolint_finds_nothing() -> None:
    """The linter passes, with no rule switched off."""
    hadolint = Path(sys.executable).with_name("hadolint")
    linted = subprocess.run([hadolint, ROOT / "Dockerfile"], capture_output=True, text=True, check=False)  # noqa: S603 - our own tool
    assert linted.returncode == 0, linted.stdout
    assert "hadolint ignore" not in DOCKERFILE


def test_it_runs_as_a_numeric_user_without_rights() -> None:
    """A cluster that forbids root can tell from the number alone that this is not root."""
    assert instructions("USER") == ["10001:10001"]


def test_its_health_is_what_the_service_says() -> None:
    """The check asks the process itself, on the port that the command serves."""
    (check,) = instructions("HEALTHCHECK")
    (command,) = instructions("CMD")
    assert "http://127.0.0.1:8000/health/live" in check
    assert command.endswith('"--port", "8000"]')


def test_it_is_built_with_the_uv_of_the_makefile() -> None:
    """One version of uv reads the lock file everywhere."""
    pinned = re.search(r"^UV_VERSION := (\S+)$", (ROOT / "Makefile").read_text(), re.MULTILINE)
    assert pinned
    assert f"uv=={pinned[1]}" in DOCKERFILE


def test_its_context_holds_what_it_copies_and_nothing_more() -> None:
    """`.dockerignore` lets in exactly the files that the first stage copies, so no secret can slip in."""
    copied = {name for line in instructions("COPY") if "--from" not in line for name in line.split()[:-1]}
    allowed = {line[1:] for line in (ROOT / ".dockerignore").read_text().splitlines() if line.startswith("!")}
    assert copied == allowed
    assert all((ROOT / name).exists() for name in copied)
