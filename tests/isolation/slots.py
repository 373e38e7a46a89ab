"""The operations of the service and the places in their requests that name something, read off the OpenAPI document."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, Literal, NamedTuple

from tests.document import document as whole_document

ANY = "*"
"""A step to any item of a list."""


class Slot(NamedTuple):
    """A place in a request that names something of an account."""

    where: Literal["path", "query", "body"]
    steps: tuple[str, ...]
    """Its name; in a body, the steps to it from the root."""

    @property
    def name(self) -> str:
        return next(step for step in reversed(self.steps) if step != ANY)

    def within(self, document: Any) -> bool:
        """Whether a body has something in this place."""
        try:
            return bool(self.get(document))
        except (KeyError, IndexError, TypeError):
            return False

    def get(self, document: Any) -> str:
        """Return what a body has in this place, in the first item where there are several."""
        value: str = _holder(document, self.steps)[self.steps[-1]]
        return value

    def put(self, document: Any, value: str) -> None:
        """Put a value into this place of a body, of the first item where there are several."""
        _holder(document, self.steps)[self.steps[-1]] = value

    def pointer(self) -> str:
        """The RFC 6901 pointer to where `put` puts it."""
        return "".join(f"/{'0' if step == ANY else step}" for step in self.steps)


class Operation(NamedTuple):
    """One method on one path, with all that a request to it may name."""

    id: str
    method: str
    path: str
    public: bool
    takes_body: bool
    media_type: str
    """Of its body: JSON where that is taken among others."""
    parameters: frozenset[str]
    slots: tuple[Slot, ...]
    choices: dict[str, str]
    """One of the few values of each part of its path that names nothing."""


def _holder(document: Any, steps: tuple[str, ...]) -> Any:
    """Return the object that the last step is taken from; lists are entered at their first item."""
    for step in steps[:-1]:
        document = document[0 if step == ANY else step]
    return document


def _names_something(name: str, schema: dict[str, Any]) -> bool:
    named = name in ("id", "key", "cursor") or name.endswith(("_id", "_key"))
    return schema.get("format") == "uuid" or (named and schema.get("type") == "string")


def _below(schema: dict[str, Any], schemas: dict[str, Any], steps: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Go through the steps to every place below a schema that names something."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for choice in (*schema.get("anyOf", ()), *schema.get("oneOf", ()), *schema.get("allOf", ())):
        yield from _below(choice, schemas, steps)
    if "items" in schema:
        yield from _below(schema["items"], schemas, (*steps, ANY))
    for name, child in schema.get("properties", {}).items():
        yield from _below(child, schemas, (*steps, name))
    if steps and _names_something(steps[-1], schema):
        yield steps


def _choices(operation: dict[str, Any], schemas: dict[str, Any]) -> dict[str, str]:
    """Return the first of the values that a part of a path may have, where they are few."""
    parts = [parameter for parameter in operation.get("parameters", ()) if parameter["in"] == "path"]
    known = {
        part["name"]: schemas.get(part["schema"].get("$ref", "").rpartition("/")[2], part["schema"]) for part in parts
    }
    return {name: schema["enum"][0] for name, schema in known.items() if "enum" in schema}


def _slots(operation: dict[str, Any], schemas: dict[str, Any]) -> Iterator[Slot]:
    for parameter in operation.get("parameters", ()):
        match parameter["in"]:
            case "path" if parameter["name"] not in _choices(operation, schemas):
                yield Slot("path", (parameter["name"],))
            case "query":
                for name, *rest in _below(parameter["schema"], schemas, (parameter["name"],)):
                    yield Slot("query", (name, *rest))
    for content in operation.get("requestBody", {}).get("content", {}).values():
        for steps in _below(content["schema"], schemas, ()):
            yield Slot("body", steps)


def sent(operation: Operation, body: Any, headers: Iterable[tuple[bytes, bytes]] = ()) -> dict[str, Any]:
    """Return what a client is to send a body with: a text as it is where the operation takes one, else as JSON."""
    if body is None:
        return {"headers": [*headers]}
    as_it_is = isinstance(body, str) and operation.media_type.startswith("text/")
    content = body if as_it_is else json.dumps(body)
    return {
        "content": content.encode(),
        "headers": [*headers, (b"Content-Type", operation.media_type.encode())],
    }


def operations(document: dict[str, Any] | None = None) -> list[Operation]:
    """Return every operation of an OpenAPI document, by default the service's."""
    document = document or whole_document()
    schemas = document["components"]["schemas"]
    return [
        Operation(
            id=operation["operationId"],
            method=method.upper(),
            path=path,
            public=not operation["security"],
            takes_body="requestBody" in operation,
            media_type=min(operation.get("requestBody", {}).get("content", ()), default=""),
            parameters=frozenset(parameter["name"] for parameter in operation.get("parameters", ())),
            slots=tuple(dict.fromkeys(_slots(operation, schemas))),
            choices=_choices(operation, schemas),
        )
        for path, methods in document["paths"].items()
        for method, operation in methods.items()
    ]
