"""The OpenAPI document: what FastAPI derives from the routes, and what all of our operations have in common."""

from collections.abc import Iterator
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel

from api.web.problems import (
    MEDIA_TYPE,
    ContentTooLarge,
    Forbidden,
    Invalid,
    KeyReused,
    NotFound,
    PreconditionFailed,
    Problem,
    ProblemDocument,
    RequestInFlight,
    Unauthenticated,
    UnsupportedMediaType,
)
from api.web.routing import Route

_SCHEMAS = "#/components/schemas/"

_SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of an account: `aw_…`. `afterword accounts create NAME` prints one.",
    }
}

_HEADERS = {
    "ETag": "Names this version of the resource, for `If-Match` and `If-None-Match`",
    "Link": 'Leads to the next page, as `rel="next"`; absent on the last',
    "Location": "Where the new resource is",
}


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` of an operation that may fail in these ways beside the common ones."""
    responses: dict[int | str, dict[str, Any]] = {}
    for kind in kinds:
        said = responses.get(kind.status, {}).get("description")
        description = f"{kind.title} (`{kind.slug}`)"
        responses[kind.status] = _response(f"{said}; {description}" if said else description)
    return responses


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """Return the `openapi_extra` of an operation that reads its body itself. The model has to be known from elsewhere."""
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": _reference(model.__name__)}}}}


def openapi(app: FastAPI) -> dict[str, Any]:
    """Return the app's OpenAPI document, made once."""
    if app.openapi_schema is None:
        app.openapi_schema = _document(app)
    return app.openapi_schema


def _document(app: FastAPI) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        license_info=app.license_info,
        tags=app.openapi_tags,
        routes=app.routes,
    )
    components = document["components"]
    schemas = components["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = ProblemDocument.model_json_schema(ref_template=_SCHEMAS + "{model}")
    schemas |= problem.pop("$defs") | {"ProblemDocument": problem}
    components["securitySchemes"] = _SECURITY
    components["headers"] = {
        name: {"description": said, "schema": {"type": "string"}} for name, said in _HEADERS.items()
    }
    for path, method, authenticated in _operations(app):
        _complete(document["paths"][path][method], path, method, authenticated=authenticated)
    return document


def _operations(app: FastAPI) -> Iterator[tuple[str, str, bool]]:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, Route) and route.include_in_schema and context.path_format and context.methods:
            for method in context.methods:
                yield context.path_format, method.lower(), route.authenticated


def _complete(operation: dict[str, Any], path: str, method: str, *, authenticated: bool) -> None:
    """Say of one operation what follows from its shape: security, common problems, headers, media types."""
    takes = {parameter["name"] for parameter in operation.get("parameters", ())}
    responses = operation["responses"]
    common: list[type[Problem]] = [Invalid]
    if authenticated:
        operation["security"] = [{"token": []}]
        common += [Unauthenticated, Forbidden]
    if "{" in path:
        common.append(NotFound)
    if "requestBody" in operation:
        common += [ContentTooLarge, UnsupportedMediaType]
    if "idempotency-key" in takes:
        common += [RequestInFlight, KeyReused]
    if "if-match" in takes:
        common.append(PreconditionFailed)
    for status, response in problems(*common).items():
        declared = responses.get(str(status), {})
        if MEDIA_TYPE in declared.get("content", {}):
            response["description"] = f"{declared['description']}; {response['description']}"
        responses[str(status)] = response
    responses["default"] = _response("Any other problem")
    if "if-none-match" in takes:
        responses["304"] = {"description": "Not changed since", "headers": _headers("ETag")}
    _say_headers(responses, takes)
    if method == "patch":
        content = operation["requestBody"]["content"]
        content["application/merge-patch+json"] = content["application/json"]


def _say_headers(responses: dict[str, Any], takes: set[str]) -> None:
    if "201" in responses:
        responses["201"]["headers"] = _headers("ETag", "Location")
    if "200" in responses and takes & {"if-match", "if-none-match"}:
        responses["200"]["headers"] = _headers("ETag")
    if "200" in responses and "cursor" in takes:
        responses["200"]["headers"] = _headers("Link")


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _response(description: str) -> dict[str, Any]:
    return {"description": description, "content": {MEDIA_TYPE: {"schema": _reference("ProblemDocument")}}}


def _reference(schema: str) -> dict[str, str]:
    return {"$ref": _SCHEMAS + schema}
