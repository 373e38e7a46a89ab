"""`make run`, as far as it can be judged without running it."""

import os
import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parent.parent


def run(*arguments: str, **environment: str) -> str:
    """What `make run` would do, with all that is to be installed in place."""
    make = shutil.which("make")
    assert make
    command = [make, "--dry-run", "--old-file", ".venv/.runtime", "run", *arguments]
    # `make test` leaves word of itself and of its own command line, which a make of our own is not to hear.
    outside = {name: value for name, value in os.environ.items() if name not in {"MAKEFLAGS", "MAKELEVEL", "MFLAGS"}}
    dry = subprocess.run(command, cwd=ROOT, env=outside | environment, capture_output=True, text=True, check=True)  # noqa: S603 - our own Makefile
    return dry.stdout.strip()


def test_it_does_as_it_is_told() -> None:
    """By the words behind it."""
    told = run("HOST=0.0.0.0", "PORT=8010", "DATABASE_URL=postgresql:///x?host=/tmp&port=1")
    assert told == (
        "AFTERWORD_DATABASE_URL='postgresql:///x?host=/tmp&port=1' "
        ".venv/bin/afterword serve --set-up --host 0.0.0.0 --port 8010"
    )


def test_it_does_not_listen_to_other_programs_variables() -> None:
    """Many a shell has a HOST, a PORT or a DATABASE_URL that is not meant for us."""
    overheard = run(HOST="laptop", PORT="3000", DATABASE_URL="postgresql://localhost/somebody_elses")
    assert overheard == ".venv/bin/afterword serve --set-up --host 127.0.0.1 --port 8000"
