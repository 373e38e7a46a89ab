"""`/next-actions` of one account: the floor, the idiomatic application, and the service in five ways.

Deciding, as it does once after each write; cold, with no answer in memory, as it does after a start and whenever the
clock has changed something, by the plan that was written down; warm, by the answer in memory; to who has it, 304; and
warm where every client asks for an account of its own, so that no two of them share the look-up of a token.
"""

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, datetime, timedelta
from functools import partial
from itertools import cycle
from urllib.parse import urlencode

import httpx
from sqlalchemy.engine import URL, make_url

from benchmarks.accounts import analyze, bearer, command, filled
from benchmarks.contenders import Contender, Speed, decided, service, speeds, under_uvicorn
from benchmarks.dossier import dossier
from benchmarks.figure import Figure
from benchmarks.floor import planned
from benchmarks.load import again_and_again, ask
from benchmarks.part import NAMES, Bench
from trust.site import Site

_PATH = "/next-actions?limit=200"
_CONNECTIONS = (1, 16, 64)
_APART = 64
"""Accounts like the first one."""
_COLUMNS = {
    "organizations": "id, name, culture, timezone, country",
    "contacts": "id, name, organization_id, name_confirmed, job_title, email, phone, postal_address",
    "interviews": "id, organization_id, position, starts_at, ends_at, format, timezone, decision_expected_on, "
    "interest, cancelled, outcome, outcome_at, previous_interview_id",
    "participants": "interview_id, contact_id, position, role, is_decision_maker, met",
    "debriefs": "interview_id, content",
    "interactions": "interview_id, contact_id, direction, channel, purpose, occurred_at, automatic",
    "testimonials": "author, quote, source_url",
    "marks": "key, mark, until",
}
ROWS = [f"SELECT {columns} FROM {table} WHERE account_id = $1" for table, columns in _COLUMNS.items()]  # noqa: S608 - ours


def run(bench: Bench) -> Sequence[Figure]:
    """Ask all contenders on both databases, over few connections and over many."""
    return [figure for backend, site in bench.sites.items() for figure in _on(site, NAMES[backend], bench)]


def _on(site: Site, database: str, bench: Bench) -> list[Figure]:
    at = datetime.now(UTC)
    token, *others = (filled(site, at=at).token for _ in range(1 + _APART))
    analyze(site)
    figures = []
    with ExitStack() as stack:
        contenders = _contenders(stack, site, token, others, at)
        for connections in _CONNECTIONS:
            found = speeds(contenders, bench.effort, connections=connections)
            labels: dict[str, str | int] = {"database": database, "connections": connections}
            figures += [Figure(labels | {"asked": name}, _values(name, found)) for name in contenders]
    return figures


def _values(name: str, found: Mapping[str, Speed]) -> dict[str, float]:
    speed = found[name]
    ratios = {
        "of_floor": speed.rate / found["floor"].rate,
        "of_idiomatic": speed.rate / found["idiomatic"].rate,
    }
    return ratios | speed.values()


def _contenders(stack: ExitStack, site: Site, token: str, others: Sequence[str], at: datetime) -> dict[str, Contender]:
    decided(site, _PATH, token, *others)
    warm, cold = service(stack, site), service(stack, site, AFTERWORD_ANSWER_CACHE_SIZE="0")
    answer = httpx.get(f"{warm.url}{_PATH}", headers=bearer(token)).raise_for_status()
    plan = planned({_PATH: (ROWS, answer.content)}, site.folder / "polls.json")
    told = site.folder / "dossier.json"
    told.write_text(json.dumps(dossier(at=at)))
    floor = under_uvicorn(stack, "benchmarks.floor:app", site, BENCHMARK_PLAN=str(plan))
    idiomatic = under_uvicorn(
        stack,
        "benchmarks.idiomatic:app",
        site,
        BENCHMARK_DATABASE_URL=_idiomatic_url(site).render_as_string(hide_password=False),
        BENCHMARK_DOSSIER=str(told),
        BENCHMARK_TOKEN=token,
    )
    before = f"{_PATH}&{urlencode({'at': (at - timedelta(minutes=1)).isoformat()})}"  # of which no plan says anything
    script = partial(again_and_again, ask("GET", _PATH, token))
    again = partial(again_and_again, ask("GET", _PATH, token, If_None_Match=answer.headers["ETag"]))
    each = cycle(others)
    return {
        "floor": Contender(floor, script),
        "idiomatic": Contender(idiomatic, script),
        "service, deciding": Contender(cold, partial(again_and_again, ask("GET", before, token))),
        "service, cold": Contender(cold, script),
        "service, warm": Contender(warm, script),
        "service, warm, 304": Contender(warm, again),
        "service, warm, an account each": Contender(warm, lambda: again_and_again(ask("GET", _PATH, next(each)))),
    }


def _idiomatic_url(site: Site) -> URL:
    """Return the idiomatic application's own database, with the driver that it would use."""
    if site.backend == "sqlite":
        return make_url(f"sqlite:///{site.folder}/idiomatic.db")
    command(site, f"CREATE DATABASE idiomatic OWNER {make_url(site.settings.database_url).username}")
    return make_url(site.settings.database_url).set(drivername="postgresql+psycopg", database="idiomatic")
