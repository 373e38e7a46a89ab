"""JSON Merge Patch (RFC 7396) over a resource: null takes a field away, and its default takes its place."""

from collections.abc import Mapping
from typing import Any, TypeVar

from pydantic import BaseModel, ValidationError

from api.web.problems import Invalid

S = TypeVar("S", bound=BaseModel)


def merged(schema: type[S], current: Mapping[str, Any], patch: BaseModel) -> S:
    """Return the whole resource as the patch would leave it, checked as if it had been created so.

    `schema` is what creates the resource; `current` holds its fields, and may hold more. Raises `Invalid` with
    pointers into that whole: they may name a field that the patch leaves alone and that no longer fits what it changes,
    as an `ends_at` before a new `starts_at`. It has to be sent along, as a missing field has to be.
    """
    document = {name: current[name] for name in schema.model_fields if name in current}
    for name in patch.model_fields_set:
        value = getattr(patch, name)
        if value is None:
            document.pop(name, None)
        else:
            document[name] = value
    try:
        return schema.model_validate(document)
    except ValidationError as error:
        raise Invalid.of(error.errors(include_url=False, include_context=False)) from None
