"""Each resource, as a list and alone, against the floor: the same rows fetched, as many bytes encoded."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import replace
from functools import partial

import httpx

from api.models import Contact, Debrief, Interaction, Interview, Mark, Organization, Participant, Testimonial
from api.models.base import Owned
from benchmarks.accounts import bearer, filled
from benchmarks.contenders import Contender, service, speeds, under_uvicorn
from benchmarks.figure import Figure
from benchmarks.floor import planned
from benchmarks.load import again_and_again, ask
from benchmarks.part import NAMES, Bench
from trust.site import Site

_CONNECTIONS = 16
_RESOURCES: Mapping[str, type[Owned]] = {
    "organizations": Organization,
    "contacts": Contact,
    "interviews": Interview,
    "interactions": Interaction,
    "testimonials": Testimonial,
}
_PAGE = 50


def run(bench: Bench) -> Sequence[Figure]:
    """Ask the service and the floor for everything, on both databases."""
    return [figure for backend, site in bench.sites.items() for figure in _on(site, NAMES[backend], bench)]


def _on(site: Site, database: str, bench: Bench) -> Iterator[Figure]:
    token = filled(site).token
    shorter = replace(bench.effort, seconds=bench.effort.seconds / 2)  # there are dozens to be asked
    with ExitStack() as stack:
        warm, cold = service(stack, site), service(stack, site, AFTERWORD_ANSWER_CACHE_SIZE="0")
        client = stack.enter_context(httpx.Client(base_url=cold.url, headers=bearer(token)))
        paths = dict(_paths(client))
        plan = planned(dict(paths.values()), site.folder / "resources.json")
        floor = under_uvicorn(stack, "benchmarks.floor:app", site, BENCHMARK_PLAN=str(plan))
        for (asked, resource), (path, _) in paths.items():
            script = partial(again_and_again, ask("GET", path, token))
            servers = {"floor": floor, "cold": cold, "warm": warm}
            contenders = {name: Contender(server, script) for name, server in servers.items()}
            found = speeds(contenders, shorter, connections=_CONNECTIONS)
            yield Figure(
                {"database": database, "asked": asked, "resource": resource},
                {f"{name}_of_floor": found[name].rate / found["floor"].rate for name in ("cold", "warm")}
                | {f"{name}_requests_per_second": speed.rate for name, speed in found.items()}
                | {"warm_p99_ms": found["warm"].p99, "cold_p99_ms": found["cold"].p99},
            )


def _paths(client: httpx.Client) -> Iterator[tuple[tuple[str, str], tuple[str, tuple[list[str], bytes]]]]:
    """Go through what is asked: how and what, the path, and what the floor does for it."""
    for item in client.get("/next-actions").raise_for_status().json()["items"]:
        client.put(f"/next-actions/{item['key']}/mark", json={"mark": "done"}).raise_for_status()
    marks = f"SELECT {_columns(Mark)} FROM marks WHERE account_id = $1 ORDER BY key LIMIT {_PAGE + 1}"  # noqa: S608 - ours
    yield ("list", "marks"), ("/marks", ([marks], client.get("/marks").raise_for_status().content))
    (interview, *_) = client.get("/interviews").raise_for_status().json()["items"]
    debrief = f"SELECT {_columns(Debrief)} FROM debriefs WHERE account_id = $1 AND interview_id = '{interview['id']}'"  # noqa: S608 - ours
    path = f"/interviews/{interview['id']}/debrief"
    yield ("get", "debriefs"), (path, ([debrief], client.get(path).raise_for_status().content))
    for resource, model in _RESOURCES.items():
        path = f"/{resource}"
        listed = client.get(path).raise_for_status()
        ids = [item["id"] for item in listed.json()["items"]]
        page = (
            f"SELECT {_columns(model)} FROM {resource} WHERE account_id = $1 ORDER BY created_at, id LIMIT {_PAGE + 1}"  # noqa: S608 - ours
        )
        yield ("list", resource), (path, ([page, *_parts(resource, ids)], listed.content))
        one = f"{path}/{ids[0]}"
        row = f"SELECT {_columns(model)} FROM {resource} WHERE account_id = $1 AND id = '{ids[0]}'"  # noqa: S608 - ours
        yield ("get", resource), (one, ([row, *_parts(resource, ids[:1])], client.get(one).raise_for_status().content))


def _parts(resource: str, ids: Sequence[str]) -> list[str]:
    """Return what fetches the participants of interviews."""
    if resource != "interviews":
        return []
    columns, some = _columns(Participant), ", ".join(f"'{id}'" for id in ids)
    mine = f"account_id = $1 AND interview_id IN ({some})"
    return [f"SELECT {columns} FROM participants WHERE {mine} ORDER BY interview_id, position"]  # noqa: S608 - ours


def _columns(model: type[Owned]) -> str:
    return ", ".join(name for name in model.__table__.columns.keys() if name != "account_id")  # noqa: SIM118 - no mapping
