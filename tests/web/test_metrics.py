"""The figures for operators: what they count, and what they do not tell."""

import re

import httpx
from prometheus_client.parser import text_string_to_metric_families

from tests.conftest import Connect


async def answered(client: httpx.AsyncClient) -> dict[tuple[str, str], float]:
    """How many requests there were so far, by operation and status."""
    text = (await client.get("/metrics")).raise_for_status().text
    return {
        (sample.labels["operation"], sample.labels["status"]): sample.value
        for family in text_string_to_metric_families(text)
        for sample in family.samples
        if sample.name == "afterword_request_duration_seconds_count"
    }


async def test_every_answer_is_counted_by_its_operation_and_status(client: httpx.AsyncClient) -> None:
    before = await answered(client)
    await client.get("/organizations")
    await client.head("/organizations")
    await client.get("/organizations/0195a4c2-0000-7000-8000-000000000000")
    await client.post("/organizations", json={})
    await client.get("/nowhere")
    after = await answered(client)
    gained = {what: count - before.get(what, 0) for what, count in after.items() if count != before.get(what, 0)}
    assert gained == {
        ("list_organizations", "200"): 2,
        ("get_organization", "404"): 1,
        ("create_organization", "422"): 1,
        ("none", "404"): 1,
        ("get_metrics", "200"): 1,
    }


async def test_they_need_no_token_and_tell_of_nobody(connect: Connect) -> None:
    """The labels are operations and statuses: no account, no path, no word of anybody's."""
    client = await connect()
    made = (await client.post("/organizations", json={"name": "Zyxomma"})).json()
    await client.get(f"/organizations/{made['id']}", params={"q": "Quillback"})
    client.headers.pop("Authorization")
    found = await client.get("/metrics")
    assert found.headers["Content-Type"].startswith("text/plain; version=")
    assert set(re.findall(r'[{,](\w+)="', found.text)) <= {"operation", "status", "le", "version", "policy_version"}
    assert not re.search(f"Zyxomma|Quillback|{made['id']}|aw_", found.text)
    assert 'operation="get_organization",status="422"' in found.text
