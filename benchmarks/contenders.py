"""`/next-actions` of one account, asked of three contenders in turn, over one database."""

import asyncio
import json
import os
import socket
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager
from pathlib import Path
from statistics import median
from typing import Any
from urllib.parse import urlencode

import httpx

import migrations
from api.accounts import service as accounts
from api.db import open_database
from api.settings import Settings
from benchmarks.dossier import AT, dossier
from benchmarks.load import Sample, round_of

CONNECTIONS = 16
ROUNDS = 5
SECONDS = 3.0

_PATH = f"/next-actions?{urlencode({'at': AT.isoformat(), 'limit': 200})}"
_APPS = {
    "floor": "benchmarks.floor:app",
    "idiomatic": "benchmarks.idiomatic:app",
    "service, cold": "api.main:create_app",
    "service, warm": "api.main:create_app",
}


def measure(url: str, idiomatic_url: str, folder: Path) -> dict[str, Any]:
    """Ask every contender over the databases of these URLs; return the samples of each, and the bytes it answers.

    `idiomatic_url` is the idiomatic application's own database, with the driver that it would use.
    """
    settings = Settings(database_url=url)
    migrations.upgrade(settings)
    token = asyncio.run(_token(settings))
    environment = {
        "AFTERWORD_DATABASE_URL": url,
        "BENCHMARK_DATABASE_URL": idiomatic_url,
        "BENCHMARK_DOSSIER": str(folder / "dossier.json"),
        "BENCHMARK_ANSWER": str(folder / "answer.json"),
        "BENCHMARK_TOKEN": token,
    }
    Path(environment["BENCHMARK_DOSSIER"]).write_text(json.dumps(dossier()))
    with ExitStack() as stack:
        cold = environment | {"AFTERWORD_ANSWER_CACHE_SIZE": "0"}
        ports = {"service, cold": stack.enter_context(_served(_APPS["service, cold"], cold))}
        client = stack.enter_context(httpx.Client(base_url=f"http://127.0.0.1:{ports['service, cold']}", timeout=60))
        client.headers["Authorization"] = f"Bearer {token}"
        client.post("/import", json=dossier()).raise_for_status()
        Path(environment["BENCHMARK_ANSWER"]).write_bytes(client.get(_PATH).raise_for_status().content)
        for name in ("floor", "idiomatic", "service, warm"):
            ports[name] = stack.enter_context(_served(_APPS[name], environment))
        sizes = {name: _size(port, token) for name, port in ports.items()}
        samples = asyncio.run(_rounds(ports, token))
    return {
        name: {
            "bytes": sizes[name],
            "rate": median(sample.rate for sample in samples[name]),
            "p50": median(sample.p50 for sample in samples[name]),
            "p99": median(sample.p99 for sample in samples[name]),
            "rates": [sample.rate for sample in samples[name]],
        }
        for name in _APPS
    }


async def _token(settings: Settings) -> str:
    database = open_database(settings)
    issued = await database.found("Benchmark", lambda unit: accounts.issue(unit, "benchmark"))
    await database.close()
    return issued.resource.token or ""


async def _rounds(ports: Mapping[str, int], token: str) -> dict[str, list[Sample]]:
    """Interleave the contenders, so that a slow minute of the machine strikes them all. The first round only warms."""
    samples: dict[str, list[Sample]] = {name: [] for name in ports}
    for _ in range(1 + ROUNDS):
        for name, port in ports.items():
            samples[name].append(await round_of(port, _PATH, token, connections=CONNECTIONS, seconds=SECONDS))
    return {name: found[1:] for name, found in samples.items()}


def _size(port: int, token: str) -> int:
    answer = httpx.get(f"http://127.0.0.1:{port}{_PATH}", headers={"Authorization": f"Bearer {token}"}, timeout=60)
    return len(answer.raise_for_status().content)


@contextmanager
def _served(app: str, environment: Mapping[str, str]) -> Iterator[int]:
    """Serve an application with one worker under uvicorn, the same for all, and give its port."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port: int = free.getsockname()[1]
    factory = ["--factory"] if app.endswith(":create_app") else []
    command = [sys.executable, "-m", "uvicorn", app, *factory, "--port", str(port), "--log-level", "warning"]
    server = subprocess.Popen([*command, "--no-access-log"], env={**os.environ, **environment})  # noqa: S603 - our own
    try:
        _wait_for(port, server)
        yield port
    finally:
        server.terminate()
        server.wait()


def _wait_for(port: int, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
        except OSError:
            asyncio.run(asyncio.sleep(0.05))
        else:
            return
    raise RuntimeError(f"a contender ended with status {server.returncode}")
