"""How well the OpenAPI document can be made types of: what generated clients hang on.

Each of these holds for every operation. What a test finds is named as a path into the document.
"""

import re
from collections.abc import Iterator
from typing import Any

import pytest
from pydantic import BaseModel, ValidationError

from api.drafts.schemas import DraftRequest
from api.next_actions.schemas import MarkUpdate
from api.web.types import Schema
from tests.document import document

DOCUMENT: dict[str, Any] = document()
SCHEMAS: dict[str, Any] = DOCUMENT["components"]["schemas"]
OPERATIONS: list[dict[str, Any]] = [
    operation for methods in DOCUMENT["paths"].values() for operation in methods.values()
]
WITH_ALTERNATIVES: list[type[Schema]] = [DraftRequest, MarkUpdate]
ALTERNATIVES = {alternative.__name__ for model in WITH_ALTERNATIVES for alternative in model.alternatives}
LEFT_OUT = {"NextActions.trace"}  # an answer's fields that are there only when they were asked for


def below(schema: dict[str, Any], place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through the schemas that a schema is made of, as far as they have no name."""
    inner = [(f"{place}.{name}", child) for name, child in schema.get("properties", {}).items()]
    inner += [
        (f"{place}.{key}", schema[key])
        for key in ("items", "additionalProperties")
        if isinstance(schema.get(key), dict)
    ]
    for key in ("anyOf", "oneOf", "allOf"):
        inner += [(f"{place}.{key}.{index}", child) for index, child in enumerate(schema.get(key, ()))]
    for within, child in inner:
        yield within, child
        yield from below(child, within)


def used(part: Any, place: str) -> Iterator[tuple[str, dict[str, Any]]]:
    """Go through the schemas that stand in a part of the document where one is used, and all below them."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "schema":
                yield place, value
                yield from below(value, place)
            elif key not in {"example", "examples"}:
                yield from used(value, f"{place} {key}")
    elif isinstance(part, list):
        for index, item in enumerate(part):
            yield from used(item, f"{place} {item.get('name', index) if isinstance(item, dict) else index}")


NAMELESS = [
    *(found for name, schema in SCHEMAS.items() for found in below(schema, name)),
    *used(DOCUMENT["paths"], ""),
    *used({name: part for name, part in DOCUMENT["components"].items() if name != "schemas"}, ""),
]


def references(part: Any) -> Iterator[str]:
    """Go through the names of the schemas that a part of the document refers to."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key == "$ref" and value.startswith("#/components/schemas/"):
                yield value.removeprefix("#/components/schemas/")
            else:
                yield from references(value)
    elif isinstance(part, list):
        for item in part:
            yield from references(item)


def test_every_object_has_a_name() -> None:
    """A nameless one would be typed anew wherever it is used. Make it a model of its own."""
    assert len(NAMELESS) > 1000
    assert not [place for place, schema in NAMELESS if "properties" in schema]


def test_every_choice_of_words_has_a_name() -> None:
    """The same words are one type everywhere: make them an enum.

    A single parameter may have words of its own, and its type is called after it. So are the orders of each list.
    """
    nameless = [
        (place, schema["enum"])
        for place, schema in NAMELESS
        if "enum" in schema and not place.endswith(" sort") and place.partition(".")[0] not in ALTERNATIVES
    ]
    known = [*(words for _, words in nameless), *(schema.get("enum") for schema in SCHEMAS.values())]
    assert not [place for place, words in nameless if " parameters " not in place or known.count(words) > 1]


def test_everything_has_a_type() -> None:
    """What may be anything is not known to a client. Say in the model what it is, in place of `Any` or `dict`."""
    everything = [*NAMELESS, *SCHEMAS.items()]
    assert not [place for place, schema in everything if not schema.keys() & {"type", "$ref", "anyOf", "const"}]
    assert not [
        place
        for place, schema in everything
        if (schema.get("type") == "object" and not schema.keys() & {"properties", "additionalProperties"})
        or (schema.get("type") == "array" and "items" not in schema)
        or schema.get("additionalProperties") is True
    ]


def test_two_sides_of_a_name_are_one_thing() -> None:
    """Two classes of one name, one sent and one answered, would pass for the sides of one thing. Rename one."""
    pairs = [(schema, SCHEMAS[f"{name}Public"]) for name, schema in SCHEMAS.items() if f"{name}Public" in SCHEMAS]
    assert len(pairs) > 10
    assert not [
        sent["title"] for sent, answered in pairs if sent.get("properties", {}).keys() - answered["properties"].keys()
    ]
    assert not [sent["title"] for sent, _ in pairs if "properties" not in sent]


def test_a_parameter_is_never_null() -> None:
    """It is there, or it is not."""
    parameters = [parameter for operation in OPERATIONS for parameter in operation.get("parameters", ())]
    assert len(parameters) > 100
    assert not [parameter for parameter in parameters if {"type": "null"} in parameter["schema"].get("anyOf", ())]


def test_an_answer_has_all_of_its_fields() -> None:
    """Also those that a request may leave out: a client need not ask whether they are there."""
    answered = {
        name
        for operation in OPERATIONS
        for status, response in operation["responses"].items()
        if status < "4"
        for name in references(response.get("content", {}))
    }
    while more := {name for outer in answered for name in references(SCHEMAS[outer])} - answered:
        answered |= more
    assert len(answered) > 50
    optional = {
        f"{name}.{field}"
        for name in answered
        for field in SCHEMAS[name].get("properties", {}).keys() - set(SCHEMAS[name].get("required", ()))
    }
    assert optional == LEFT_OUT


def test_an_operation_is_called_by_what_it_does() -> None:
    """A verb, and what it is done to: a generated client's function has the same name."""
    ids = [operation["operationId"] for operation in OPERATIONS]
    assert not [id for id in ids if not re.fullmatch(r"[a-z]+(_[a-z]+)+", id) or len(id) > 40]


@pytest.mark.parametrize("model", WITH_ALTERNATIVES)
def test_the_alternatives_of_a_body_are_what_it_takes(model: type[Schema]) -> None:
    """The model does the checking, and its alternatives are what the document says of it: its fields, no others."""
    assert references_of(model) == [alternative.__name__ for alternative in model.alternatives]
    for alternative in model.alternatives:
        assert alternative.model_fields.keys() == model.model_fields.keys()
    extra: Any = model.model_config["json_schema_extra"]
    for example in extra["examples"]:
        assert sum(fits(alternative, example) for alternative in model.alternatives) == 1, example


def references_of(model: type[Schema]) -> list[str]:
    return list(references(SCHEMAS[model.__name__]))


def fits(model: type[BaseModel], example: Any) -> bool:
    try:
        model.model_validate(example)
    except ValidationError:
        return False
    return True


@pytest.mark.parametrize(
    ("mark", "until", "expected"),
    [
        ("done", None, 1),
        ("dismissed", "2026-03-03T09:00:00Z", 0),
        ("snoozed", "2026-03-03T09:00:00Z", 1),
        ("snoozed", None, 0),
        ("later", None, 0),
    ],
)
def test_a_mark_and_its_alternatives_agree(mark: str, until: str | None, expected: int) -> None:
    said = {"mark": mark, "until": until}
    assert fits(MarkUpdate, said) == expected
    assert sum(fits(alternative, said) for alternative in MarkUpdate.alternatives) == expected


def test_what_is_neither_json_nor_plain_text_is_a_file() -> None:
    """Both ways: of a text, generators would make JSON, or nothing at all."""
    for operation in OPERATIONS:
        for each in (operation.get("requestBody", {}), *operation["responses"].values()):
            for media_type, content in each.get("content", {}).items():
                is_file = content["schema"].get("format") == "binary"
                assert is_file != (media_type == "text/plain" or media_type.endswith(("/json", "+json"))), media_type
