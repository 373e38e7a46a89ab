"""GET /policy and GET /policy/rules/{id}."""

import httpx

from api.policy.rules import RULES


async def test_every_rule_is_served_with_its_statement_and_sources(client: httpx.AsyncClient) -> None:
    """The whole rulebook, in its order; a rule without a source says that it is the house's own."""
    policy = (await client.get("/policy")).json()
    assert [rule["id"] for rule in policy["rules"]] == [rule.id for rule in RULES]
    for rule in policy["rules"]:
        assert rule["title"]
        assert rule["statement"].endswith(".")
        assert rule["sources"] or rule["house"]
        assert all(source["section"] and source["title"] for source in rule["sources"])
        assert (await client.get(f"/policy/rules/{rule['id']}")).json() == rule


async def test_every_figure_says_its_unit_and_whether_it_is_our_own(client: httpx.AsyncClient) -> None:
    """A sourced figure is never marked as the house's, nor the other way round."""
    parameters = (await client.get("/policy")).json()["parameters"]
    assert parameters["thank_due"] == {
        "value": 24,
        "unit": "hours",
        "house": False,
        "meaning": "after the end, the thank-you is to be sent",
    }
    assert parameters["thank_closes"]["house"] is True
    assert {name for name, figure in parameters.items() if not figure["house"]} == {
        "thank_due",
        "weekly_enquiry_wait",
        "silence",
        "call_spacing",
    }


async def test_an_unknown_rule_is_not_found(client: httpx.AsyncClient) -> None:
    """As a problem document."""
    response = await client.get("/policy/rules/no-such-rule")
    assert response.status_code == 404
    assert response.json()["type"] == "urn:afterword:problem:not-found"
