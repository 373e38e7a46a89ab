"""What a schema is called that says more of an answer than of a request.

In an answer every field is there, also one that a request may leave out. So a model that stands in both makes two
schemas. Where these differ, the one of the requests keeps the model's name, and the one of the answers is called
`…Public`, as `Participant` and `ParticipantPublic`.
"""

from collections.abc import Iterator
from typing import Any

SCHEMAS = "#/components/schemas/"
ASKED, ANSWERED = "-Input", "-Output"
"""What pydantic and FastAPI add to the names of the two."""


def name_apart(document: dict[str, Any]) -> None:
    """Name every schema of an OpenAPI document, and each reference to one, for what it is.

    A schema of requests alone may come as `Name-Input` or `Name`, one of answers alone as `Name-Output` or `Name`.
    """
    schemas: dict[str, Any] = document["components"]["schemas"]
    pairs = dict(_pairs(schemas))
    names = {asked: asked.removesuffix(ASKED) for asked in schemas if asked.endswith(ASKED)}
    names |= {answered: _plain(answered) for answered in pairs.values()}
    names |= {pairs[asked]: f"{names[asked]}Public" for asked in _different(pairs, schemas)}
    document["components"]["schemas"] = {
        names.get(name, name): _titled(schema, names.get(name, name)) for name, schema in schemas.items()
    }
    for part in _referring(document):
        name = part["$ref"].removeprefix(SCHEMAS)
        part["$ref"] = SCHEMAS + names.get(name, name) if part["$ref"].startswith(SCHEMAS) else part["$ref"]


def _pairs(schemas: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """Go through the schemas of requests that have another of the answers."""
    for asked in schemas:
        if asked.endswith(ASKED):
            name = _plain(asked)
            for answered in (name + ANSWERED, name):
                if answered in schemas:
                    yield asked, answered
                    break


def _different(pairs: dict[str, str], schemas: dict[str, Any]) -> set[str]:
    """Return the schemas of requests that differ from their pair, in themselves or in something that they refer to."""
    shapes = {name: _shape(schemas[name]) for pair in pairs.items() for name in pair}
    different = {asked for asked, answered in pairs.items() if shapes[asked] != shapes[answered]}
    while more := {
        asked
        for asked in pairs.keys() - different
        if any(_plain(part["$ref"].removeprefix(SCHEMAS)) + ASKED in different for part in _referring(schemas[asked]))
    }:
        different |= more
    return different


def _titled(schema: dict[str, Any], name: str) -> dict[str, Any]:
    """Return a schema whose title is its name: some generators call their types by the one, some by the other."""
    return schema | {"title": name} if "title" in schema else schema


def _shape(schema: Any) -> Any:
    """Return a schema with all references to plain names."""
    if isinstance(schema, dict):
        return {key: _plain(value) if key == "$ref" else _shape(value) for key, value in schema.items()}
    return [_shape(item) for item in schema] if isinstance(schema, list) else schema


def _plain(name: str) -> str:
    return name.removesuffix(ASKED).removesuffix(ANSWERED)


def _referring(part: Any) -> Iterator[dict[str, Any]]:
    if isinstance(part, dict):
        if isinstance(part.get("$ref"), str):
            yield part
        for value in part.values():
            yield from _referring(value)
    elif isinstance(part, list):
        for item in part:
            yield from _referring(item)
