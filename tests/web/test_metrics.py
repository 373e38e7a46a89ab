"""The figures for operators: what they count, and what they do not tell."""

import os
import re
import subprocess
import sys

import httpx
import pytest
from prometheus_client import values
from prometheus_client.parser import text_string_to_metric_families

from api.web.metrics import Metrics, counted_together
from tests.conftest import Connect


async def answered(client: httpx.AsyncClient) -> dict[tuple[str, str, str], float]:
    """How many requests there were so far, by method, route and status."""
    text = (await client.get("/metrics")).raise_for_status().text
    return {
        (sample.labels["method"], sample.labels["route"], sample.labels["status"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "afterword_request_duration_seconds_count"
    }


async def test_every_answer_is_counted_by_its_route_and_status(client: httpx.AsyncClient) -> None:
    """Be it kept, made anew, refused before there is a route or of no route at all."""
    before = await answered(client)
    await client.get("/organizations")
    await client.get("/organizations")
    await client.head("/organizations")
    await client.get("/organizations/0195a4c2-0000-7000-8000-000000000000")
    await client.post("/organizations", json={})
    await client.request("TRACE", "/organizations")
    await client.get("/nowhere")
    await client.get("/somewhere/else", params={"long": "a" * 9_000})
    preflight = {"Origin": "https://app.example", "Access-Control-Request-Method": "GET"}
    await client.options("/organizations", headers=preflight)
    after = await answered(client)
    gained = {what: count - before.get(what, 0) for what, count in after.items() if count != before.get(what, 0)}
    assert gained == {
        ("GET", "/organizations", "200"): 2,
        ("HEAD", "/organizations", "200"): 1,
        ("GET", "/organizations/{id}", "404"): 1,
        ("POST", "/organizations", "422"): 1,
        ("other", "/organizations", "405"): 1,
        ("GET", "none", "404"): 1,
        ("GET", "none", "414"): 1,
        ("OPTIONS", "none", "200"): 1,
        ("GET", "/metrics", "200"): 1,
    }
    text = (await client.get("/metrics")).text
    assert "afterword_requests_under_way 1.0\n" in text, "and this one alone is under way"
    assert "process_resident_memory_bytes " in text


async def test_they_need_no_token_and_tell_of_nobody(connect: Connect) -> None:
    """The labels are routes and statuses: no account, no address, no word of anybody's."""
    client = await connect()
    made = (await client.post("/organizations", json={"name": "Zyxomma"})).json()
    await client.get(f"/organizations/{made['id']}", params={"q": "Quillback"})
    client.headers.pop("Authorization")
    found = await client.get("/metrics")
    assert found.headers["Content-Type"].startswith("text/plain; version=")
    assert set(re.findall(r'[{,](\w+)="', found.text)) <= {
        *("method", "route", "status", "le"),
        *("version", "policy_version"),
    }
    assert not re.search(f"Zyxomma|Quillback|{made['id']}|aw_", found.text)
    assert 'method="GET",route="/organizations/{id}",status="422"' in found.text


def test_processes_count_together(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each answers for all; and one that was killed answers nobody any more, though what it did remains."""
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()

    def counting(pid: int) -> Metrics:
        own = values.MultiProcessValue(lambda: pid)  # type: ignore[no-untyped-call] # the library's types end here
        monkeypatch.setattr(values, "ValueClass", own)
        metrics = Metrics()
        metrics.under_way.inc()
        metrics.answers_of("GET", "/policy", "200").observe(0.1)
        return metrics

    with counted_together():
        counting(ended.pid)
        text = counting(os.getpid()).text().decode()
    assert "PROMETHEUS_MULTIPROC_DIR" not in os.environ
    assert "afterword_requests_under_way 1.0\n" in text
    assert 'afterword_request_duration_seconds_count{method="GET",route="/policy",status="200"} 2.0\n' in text
    assert "afterword_info{" in text
