"""The OpenAPI document: what FastAPI derives from the routes, and what all of our operations have in common."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, TypeVar

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from fastapi.routing import iter_route_contexts
from pydantic import BaseModel
from starlette.routing import BaseRoute

from api.web.naming import ANSWERED, ASKED, SCHEMAS, name_apart
from api.web.problems import (
    MEDIA_TYPE,
    ContentTooLarge,
    Forbidden,
    HeadersTooLarge,
    Internal,
    Invalid,
    KeyReused,
    Malformed,
    NotFound,
    Overloaded,
    PreconditionFailed,
    Problem,
    ProblemDocument,
    RateLimited,
    RequestInFlight,
    RequestTimeout,
    Unauthenticated,
    Unavailable,
    UnsupportedMediaType,
    UriTooLong,
)
from api.web.routing import Route
from api.web.types import Schema

Kind = TypeVar("Kind")

# Wherever the document was got from: the generated clients and the docs explorer go by it.
_SERVERS = [{"url": "/", "description": "The service that this document comes from"}]

_SECURITY = {
    "token": {
        "type": "http",
        "scheme": "bearer",
        "description": "A token of an account: `aw_…`. `afterword accounts create NAME` prints one. Or an access token "
        "(JWT) of the OpenID Connect issuer, where the service is set up with one: the first makes the account.",
    },
    "feed": {
        "type": "apiKey",
        "in": "query",
        "name": "token",
        "description": "The token in the address of a calendar: `awc_…`. It reads the calendar and nothing else.",
    },
}

# What the ids in paths name, by the first part of the path or, where that is another thing's, by the parameter.
_NAMED = {
    "organizations": "OrganizationPublic",
    "contacts": "ContactPublic",
    "interviews": "InterviewPublic",
    "interactions": "InteractionPublic",
    "testimonials": "TestimonialPublic",
    "webhooks": "WebhookPublic",
    "tokens": "TokenItem",
    "contact_id": "ContactPublic",
    "delivery_id": "DeliveryPublic",
    "rule_id": "RulePublic",
    "key": "MarkPublic",
}

# What any request may meet, whatever it asks for.
_ANYWHERE: list[type[Problem]] = [
    Malformed,
    RequestTimeout,
    UriTooLong,
    HeadersTooLarge,
    Internal,
    Unavailable,
    Overloaded,
]

_SUCCESS = {"200": "Done", "201": "Created", "202": "To be done", "204": "Deleted"}

_HEADERS = {
    "ETag": "Names this version of the resource, for `If-Match` and `If-None-Match`",
    "Link": 'Leads to the next page, as `rel="next"`; absent on the last',
    "Location": "Where the new resource is",
    "RateLimit": "How many requests are left (`r`), and seconds until there are more (`t`); on every answer to a token",
    "RateLimit-Policy": "How many requests (`q`) a token has in how many seconds (`w`); on every answer to a token",
    "Retry-After": "In how many seconds to come again",
}


def problems(*kinds: type[Problem]) -> dict[int | str, dict[str, Any]]:
    """Return the `responses` of an operation that may fail in these ways beside the common ones."""
    by_status: dict[int | str, list[type[Problem]]] = {}
    for kind in kinds:
        by_status.setdefault(kind.status, []).append(kind)
    return {status: _problem_response(together) for status, together in by_status.items()}


def json_body(model: type[BaseModel]) -> dict[str, Any]:
    """Return the `openapi_extra` of an operation that reads its body, one of these, by itself."""
    schema = _asked(model)
    return {"requestBody": {"required": True, "content": {"application/json": {"schema": schema}}}}


def text_body(media_type: str, limit: int, example: str) -> dict[str, Any]:
    """Return the `openapi_extra` of an operation that reads its body, a text of at most `limit` bytes, by itself."""
    content = {"schema": {"type": "string", "maxLength": limit}, "example": example}
    return {"requestBody": {"required": True, "content": {media_type: content}}}


def either_body(*bodies: dict[str, Any]) -> dict[str, Any]:
    """Return the `openapi_extra` of an operation that takes a body in any of these forms."""
    content = {media_type: one for body in bodies for media_type, one in body["requestBody"]["content"].items()}
    return {"requestBody": {"required": True, "content": content}}


def openapi(app: FastAPI, webhooks: Callable[[], Sequence[BaseRoute]]) -> dict[str, Any]:
    """Return the app's OpenAPI document, made once. `webhooks` gives what receivers of messages have to answer."""
    if app.openapi_schema is None:
        app.openapi_schema = _document(app, webhooks())
    return app.openapi_schema


def _document(app: FastAPI, webhooks: Sequence[BaseRoute]) -> dict[str, Any]:
    document = get_openapi(
        title=app.title,
        version=app.version,
        summary=app.summary,
        description=app.description,
        license_info=app.license_info,
        tags=app.openapi_tags,
        servers=_SERVERS,
        routes=app.routes,
        webhooks=webhooks,
    )
    components = document["components"]
    schemas = components["schemas"]
    for unused in ("HTTPValidationError", "ValidationError"):
        schemas.pop(unused, None)
    problem = ProblemDocument.model_json_schema(ref_template=SCHEMAS + "{model}")
    # Findings are defined in a layer above, so that the model here cannot say what they are.
    problem["properties"]["findings"]["items"] = _reference("Finding")
    problem["properties"]["type"]["description"] += f":\n\n{_types()}"
    schemas |= problem.pop("$defs") | {"ProblemDocument": problem}
    components["securitySchemes"] = _SECURITY
    components["responses"] = {"Failure": _problem_response(_ANYWHERE)}
    components["headers"] = {
        name: {"description": said, "schema": {"type": "string"}} for name, said in _HEADERS.items()
    }
    for path, method, authenticated in _operations(app):
        operation = document["paths"][path][method]
        _name_body(operation, schemas)
        _name_files(operation)
        _name_parameters(operation)
        _give_examples(operation, path, schemas)
        _complete(operation, path, method, authenticated=authenticated)
    for model in _all(Schema):
        _tell_apart(model, schemas)
        _put_examples_back(model, schemas)
    name_apart(document)
    components["schemas"] = dict(sorted(components["schemas"].items()))
    return document


def _operations(app: FastAPI) -> Iterator[tuple[str, str, bool]]:
    for context in iter_route_contexts(app.routes):
        route = context.original_route
        if isinstance(route, Route) and route.include_in_schema and context.path_format and context.methods:
            for method in context.methods:
                yield context.path_format, method.lower(), route.authenticated


def _name_body(operation: dict[str, Any], schemas: dict[str, Any]) -> None:
    """Put the schema that `json_body` gave among the named ones, with those that it builds on."""
    body = operation.get("requestBody", {}).get("content", {}).get("application/json", {})
    if "title" in body.get("schema", ()):
        body["schema"] = _named(body["schema"], schemas)


def _name_files(operation: dict[str, Any]) -> None:
    """Say that what is neither JSON nor plain text is a file, both ways: some generators know no other way to it."""
    for each in (operation.get("requestBody", {}), *operation["responses"].values()):
        for media_type, content in each.get("content", {}).items():
            if media_type != "text/plain" and content["schema"].get("type") == "string":
                content["schema"]["format"] = "binary"


def _name_parameters(operation: dict[str, Any]) -> None:
    """Say of parameters what they may be when they are there: what pydantic calls null is that they are not."""
    for parameter in operation.get("parameters", ()):
        schema = parameter["schema"]
        match [choice for choice in schema.get("anyOf", ()) if choice != {"type": "null"}]:
            case [choice]:
                del schema["anyOf"]
                schema = parameter["schema"] = choice | ({} if "$ref" in choice else schema)
        if "description" in schema:
            parameter["description"] = schema.pop("description")
        if schema.get("type") == "array":
            parameter |= {"style": "form", "explode": True}


def _give_examples(operation: dict[str, Any], path: str, schemas: dict[str, Any]) -> None:
    """Let a path lead to what the examples are about, so that they can be tried one after the other."""
    for parameter in operation.get("parameters", ()):
        name = parameter["name"]
        kind = _NAMED.get(path.split("/")[1] if name == "id" else name)
        if parameter["in"] == "path" and kind is not None:
            (example, *_) = schemas[kind]["examples"]
            parameter["example"] = example[name if name in example else "id"]


def _all(parent: type[Kind]) -> Iterator[type[Kind]]:
    """What a class is the parent of, and what that is the parent of."""
    for child in parent.__subclasses__():
        yield child
        yield from _all(child)


def _types() -> str:
    """Return the stable names of all kinds of problems, as a list in a description."""
    kinds = sorted(_all(Problem), key=lambda kind: kind.status)
    return "\n".join(f"- `{kind.type_uri()}`: {kind.status}, {kind.title}" for kind in kinds)


def _tell_apart(model: type[Schema], schemas: dict[str, Any]) -> None:
    """Say of a body that may have one of several shapes which these are."""
    if model.alternatives and model.__name__ in schemas:
        schema = schemas[model.__name__]
        for merged in ("type", "properties", "required", "additionalProperties"):
            schema.pop(merged, None)
        schema["anyOf"] = [_named(_asked(shape), schemas) for shape in model.alternatives]


def _put_examples_back(model: type[Schema], schemas: dict[str, Any]) -> None:
    """Show examples as they are: FastAPI leaves nulls out of them, and without those they are none of the schema."""
    match model.model_config.get("json_schema_extra"):
        case {"examples": examples}:
            for name in (model.__name__, model.__name__ + ASKED, model.__name__ + ANSWERED):
                if name in schemas:
                    schemas[name]["examples"] = examples


def _asked(model: type[BaseModel]) -> dict[str, Any]:
    """Return the schema of what may be sent."""
    return model.model_json_schema(ref_template=SCHEMAS + "{model}" + ASKED)


def _named(schema: dict[str, Any], schemas: dict[str, Any]) -> dict[str, str]:
    """Put a schema of `_asked` among the named ones, with those that it builds on; return the reference to it."""
    named = schema.pop("$defs", {}) | {schema["title"]: schema}
    schemas |= {name + ASKED: made for name, made in named.items()}
    return _reference(schema["title"] + ASKED)


def _complete(operation: dict[str, Any], path: str, method: str, *, authenticated: bool) -> None:
    """Say of one operation what follows from its shape: security, common problems, headers, media types."""
    takes = {parameter["name"] for parameter in operation.get("parameters", ())}
    responses = operation["responses"]
    operation.setdefault("security", [{"token": []}] if authenticated else [])
    for status, response in problems(*_common(operation, path, takes, authenticated=authenticated)).items():
        if MEDIA_TYPE in responses.get(str(status), {}).get("content", {}):
            _add(response, responses[str(status)])
        responses[str(status)] = response
    responses["default"] = {"$ref": "#/components/responses/Failure"}
    for status, said in _SUCCESS.items():
        if responses.get(status, {}).get("description") == "Successful Response":  # what FastAPI says of everything
            responses[status]["description"] = said
    _say_headers(responses, takes)
    if authenticated:
        responses["429"]["headers"] = _headers("RateLimit", "RateLimit-Policy", "Retry-After")
    operation["responses"] = dict(sorted(responses.items()))
    if method == "patch":
        content = operation["requestBody"]["content"]
        content["application/merge-patch+json"] = content["application/json"]


def _common(operation: dict[str, Any], path: str, takes: set[str], *, authenticated: bool) -> Iterator[type[Problem]]:
    yield Invalid
    if authenticated:
        yield from (Unauthenticated, Forbidden, RateLimited)
    if "{" in path:
        yield NotFound
    if "requestBody" in operation:
        yield from (ContentTooLarge, UnsupportedMediaType)
    if "Idempotency-Key" in takes:
        yield from (RequestInFlight, KeyReused)
    if "If-Match" in takes:
        yield PreconditionFailed


def _say_headers(responses: dict[str, Any], takes: set[str]) -> None:
    if "If-None-Match" in takes:
        responses["304"] = {"description": "Not changed since", "headers": _headers("ETag")}
    if "201" in responses:
        responses["201"]["headers"] = _headers("ETag", "Location")
    if "200" in responses and takes & {"If-Match", "If-None-Match"}:
        responses["200"]["headers"] = _headers("ETag")
    if "200" in responses and "cursor" in takes:
        responses["200"]["headers"] = _headers("Link")


def _headers(*names: str) -> dict[str, Any]:
    return {name: {"$ref": f"#/components/headers/{name}"} for name in names}


def _problem_response(kinds: list[type[Problem]]) -> dict[str, Any]:
    examples = {kind.slug: {"summary": kind.title, "value": _example(kind)} for kind in kinds}
    content = {MEDIA_TYPE: {"schema": _reference("ProblemDocument"), "examples": examples}}
    return {"description": "; ".join(kind.title for kind in kinds), "content": content}


def _example(kind: type[Problem]) -> dict[str, Any]:
    return {"type": kind.type_uri(), "title": kind.title, "status": kind.status, "detail": kind.title, "instance": "/…"}


def _add(response: dict[str, Any], declared: dict[str, Any]) -> None:
    """Add to a common problem response what an operation declares of the same status."""
    response["description"] = f"{declared['description']}; {response['description']}"
    response["content"][MEDIA_TYPE]["examples"] |= declared["content"][MEDIA_TYPE]["examples"]


def _reference(schema: str) -> dict[str, str]:
    return {"$ref": SCHEMAS + schema}
