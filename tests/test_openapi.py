"""The OpenAPI document: committed, complete, and true of every operation."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import httpx
import pytest
from pydantic import BaseModel

from api.next_actions.schemas import EvaluationRequest, NextActions
from api.rulebook.schemas import Policy, RulePublic
from tests.document import document

DOCUMENT: dict[str, Any] = document()
OPERATIONS = [
    pytest.param(path, method, operation, id=f"{method.upper()} {path}")
    for path, methods in DOCUMENT["paths"].items()
    for method, operation in methods.items()
]
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
PROBES = {"Health"}  # of one value
FAILURE = DOCUMENT["components"]["responses"]["Failure"]
PUBLIC = {
    ("/health/live", "get"),
    ("/health/ready", "get"),
    ("/metrics", "get"),
    ("/policy", "get"),
    ("/policy/rules/{rule_id}", "get"),
}
OWN: dict[str, list[dict[str, list[str]]]] = {"/calendar.ics": [{"feed": []}]}
"""What else than a token opens an operation."""
NOBODYS = "0195a4c2-0000-7000-8000-000000000000"


def test_the_committed_document_is_the_services() -> None:
    """`afterword openapi` writes it anew."""
    committed = Path(__file__).parent.parent / "openapi" / "openapi.json"
    assert json.loads(committed.read_text()) == DOCUMENT


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
def test_every_operation_says_what_it_does(path: str, method: str, operation: dict[str, Any]) -> None:
    """Each is named, summarised, described, grouped, and tells how it fails."""
    assert operation["operationId"].isidentifier()
    assert operation["summary"]
    assert operation["description"].endswith(".") or operation["description"] == operation["summary"]
    assert "\n " not in operation["description"]
    assert len(operation["tags"]) == 1
    assert operation["security"] == ([] if (path, method) in PUBLIC else [*OWN.get(path, ()), {"token": []}])
    failures = {status for status in operation["responses"] if status >= "4"}
    assert {"422", "default"} <= failures
    assert operation["responses"]["default"] == {"$ref": "#/components/responses/Failure"}
    for response in (*(operation["responses"][status] for status in failures - {"default"}), FAILURE):
        assert list(response["content"]) == ["application/problem+json"]


def test_operation_ids_are_unique() -> None:
    ids = [operation["operationId"] for methods in DOCUMENT["paths"].values() for operation in methods.values()]
    assert len(set(ids)) == len(ids)


def test_every_schema_has_a_name_of_its_own() -> None:
    """Two classes of one name would stand there as their modules' paths: a client would generate types of those."""
    assert not [name for name in DOCUMENT["components"]["schemas"] if "__" in name]


def test_every_group_is_described() -> None:
    """In the order in which the docs explorer shows them."""
    used = {
        tag for methods in DOCUMENT["paths"].values() for operation in methods.values() for tag in operation["tags"]
    }
    assert {tag["name"] for tag in DOCUMENT["tags"]} == used
    assert all(tag["description"] for tag in DOCUMENT["tags"])


def test_every_body_has_an_example() -> None:
    """What can be sent can be tried from the docs explorer as it stands."""
    bodies = {name for *_, operation in (case.values for case in OPERATIONS) for name in bodies_of(operation)}
    assert not [name for name in sorted(bodies - PROBES) if not SCHEMAS[name].get("examples")]


def bodies_of(operation: Any) -> Iterator[str]:
    """The names of what is sent and of what is answered where all goes well."""
    well = [response for status, response in operation["responses"].items() if status < "4"]
    for body in (operation.get("requestBody", {}), *well):
        for content in body.get("content", {}).values():
            if "$ref" in content["schema"]:
                yield content["schema"]["$ref"].removeprefix("#/components/schemas/")


@pytest.mark.parametrize("model", [EvaluationRequest, NextActions, Policy, RulePublic])
def test_the_examples_of_the_policy_are_of_its_shapes(model: type[BaseModel]) -> None:
    """An example that could not be sent or answered would be worse than none."""
    extra: Any = model.model_config["json_schema_extra"]  # in the document, FastAPI leaves nulls out of examples
    for example in extra["examples"]:
        model.model_validate(example)


def test_every_path_has_an_example() -> None:
    """With an example of each id, or with a choice of values, there is nothing left to be found out first."""
    for path, methods in DOCUMENT["paths"].items():
        for operation in methods.values():
            named = [parameter for parameter in operation.get("parameters", ()) if parameter["in"] == "path"]
            assert len(named) == path.count("{")
            assert all("example" in parameter or "enum" in parameter["schema"] for parameter in named), path


async def test_the_examples_are_about_one_interview(client: httpx.AsyncClient) -> None:
    """After the example of an import, whatever it holds can be read at the address that the document shows."""
    (dossier,) = SCHEMAS["Dossier"]["examples"]
    await client.post("/import", json=dossier)
    for path in (f"/{name}/{{id}}" for name in dossier if name != "marks"):
        (example,) = [parameter["example"] for parameter in DOCUMENT["paths"][path]["get"]["parameters"][:1]]
        assert (await client.get(path.replace("{id}", example))).status_code == 200, path


async def test_the_example_of_an_import_can_be_sent(client: httpx.AsyncClient) -> None:
    """And what is answered is the example of the answer."""
    (dossier,), (imported,) = SCHEMAS["Dossier"]["examples"], SCHEMAS["Imported"]["examples"]
    answer = await client.post("/import", json=dossier)
    assert (answer.status_code, answer.json()) == (200, imported), answer.text


def test_every_text_and_list_of_a_body_has_a_limit() -> None:
    """An unbounded field is a way to fill somebody's disk."""
    unbounded = [
        f"{name}.{place}"
        for name, schema in SCHEMAS.items()
        if name.endswith(("Create", "Update", "Record", "Dossier", "Request")) or name.startswith("Debrief")
        for place, part in strings_and_lists(schema)
        if not part.keys() & {"maxLength", "maxItems", "enum", "const", "format", "pattern"}
    ]
    assert not unbounded


def strings_and_lists(schema: Any, place: str = "") -> Iterator[tuple[str, dict[str, Any]]]:
    if isinstance(schema, dict):
        if schema.get("type") in ("string", "array"):
            yield place, schema
        for key, value in schema.items():
            if key not in {"examples", "description"}:
                yield from strings_and_lists(value, f"{place}/{key}")
    elif isinstance(schema, list):
        for item in schema:
            yield from strings_and_lists(item, place)


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
async def test_without_a_token_there_is_nothing(
    client: httpx.AsyncClient, path: str, method: str, operation: dict[str, Any]
) -> None:
    """Every operation but the public ones answers 401, before it looks at anything else."""
    if (path, method) in PUBLIC:
        pytest.skip("needs no token")
    del client.headers["Authorization"]
    url = path.replace("{id}", NOBODYS).replace("{contact_id}", NOBODYS).replace("{key}", "key")
    answer = await client.request(method, f"{url}?nonsense=1", content=b"{")
    assert (answer.status_code, answer.json()["type"]) == (401, "urn:afterword:problem:unauthenticated")


@pytest.mark.parametrize(("path", "method", "operation"), OPERATIONS)
async def test_an_unknown_parameter_is_refused_everywhere(
    client: httpx.AsyncClient, path: str, method: str, operation: dict[str, Any]
) -> None:
    url = path.replace("{id}", NOBODYS).replace("{contact_id}", NOBODYS).replace("{key}", "key")
    answer = await client.request(method, f"{url.replace('{rule_id}', 'be-patient')}?nonsense=1", json={})
    assert (answer.status_code, answer.json()["errors"][0]["parameter"]) == (422, "nonsense")
