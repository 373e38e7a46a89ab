"""What tests plant is whole: a field without a marker would let a leak of it go unseen."""

from collections.abc import Iterator
from typing import Any

from tests.document import document
from tests.planting import planted

# Texts that are nobody's words: names of places in lists of names, and what names a record.
CHOSEN = {"timezone", "country", "id", "key", "organization_id", "contact_id", "interview_id", "previous_interview_id"}


def texts_of(schema: dict[str, Any], schemas: dict[str, Any], values: list[Any], place: str) -> Iterator[str]:
    """Go through the places below a schema that hold no marker, nor anything at all, in any of the values."""
    if "$ref" in schema:
        schema = schemas[schema["$ref"].rpartition("/")[2]]
    for choice in schema.get("anyOf", ()):
        if choice.get("type") != "null":
            yield from texts_of(choice, schemas, values, place)
    if schema.get("type") == "array":
        yield from texts_of(schema["items"], schemas, [item for value in values for item in value], place)
    for name, child in schema.get("properties", {}).items():
        given = [value[name] for value in values if value.get(name) is not None]
        if not given and name != "outcome_at":
            yield f"{place}/{name} is not given"
        yield from texts_of(child, schemas, given, f"{place}/{name}")
    free = schema.get("type") == "string" and not schema.keys() & {"enum", "format", "const"}
    if free and place.rpartition("/")[2] not in CHOSEN and not all("zyzzyva" in value for value in values):
        yield f"{place} is not marked"


def test_every_text_of_a_planted_account_is_marked() -> None:
    schemas = document()["components"]["schemas"]
    assert list(texts_of(schemas["Dossier"], schemas, [planted("zyzzyva")], "")) == []
