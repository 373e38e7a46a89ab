"""Every text and list that a client may send has a limit, and the OpenAPI document states it."""

from collections.abc import Iterator
from typing import Any

from tests.document import document


def unlimited(node: Any, schemas: dict[str, Any], place: str, seen: frozenset[str] = frozenset()) -> Iterator[str]:
    """Go through the places below a schema that may grow without end."""
    if isinstance(node, list):
        for index, item in enumerate(node):
            yield from unlimited(item, schemas, f"{place}/{index}", seen)
    if not isinstance(node, dict):
        return
    name = str(node.get("$ref", "")).rpartition("/")[2]
    if name and name not in seen:
        yield from unlimited(schemas[name], schemas, name, seen | {name})
    bounded = node.keys() & {"maxLength", "enum", "const", "pattern"} or node.get("format") in ("date", "date-time")
    if (node.get("type") == "string" and not bounded) or (node.get("type") == "array" and "maxItems" not in node):
        yield place
    for key in node.keys() - {"examples", "default"}:
        yield from unlimited(node[key], schemas, f"{place}/{key}", seen)


def test_what_may_be_sent_is_bounded() -> None:
    """In bodies, queries and headers; what a path names exists, or is 404."""
    described = document()
    schemas = described["components"]["schemas"]
    found = {
        place
        for path, operations in described["paths"].items()
        for method, operation in operations.items()
        for part in (*operation.get("parameters", ()), operation.get("requestBody"))
        if part and part.get("in") != "path"
        for place in unlimited(part, schemas, f"{method} {path}")
    }
    assert found == set()
