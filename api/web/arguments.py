"""What an endpoint is called with, taken from a good request.

FastAPI finds out anew for each request what an endpoint and its dependencies ask for, which takes longer than most of
our queries. Here it is found out once for each route, from what FastAPI itself knows of it. Whatever is missing or is
not as it ought to be is left to FastAPI, which then says what is wrong: nothing that it would refuse is taken here.
"""

from collections.abc import Callable, Iterator
from typing import Any, Self

from fastapi.dependencies.models import Dependant
from fastapi.params import Body, Form
from pydantic import BaseModel, TypeAdapter, ValidationError
from starlette.requests import Request

Take = Callable[[Request], Any]


class DoubtfulRequestError(Exception):
    """Something that was asked for is missing or bad: FastAPI is to look at the request."""


class Arguments:
    """What one function is called with: parts of the request, and what its dependencies make of theirs."""

    def __init__(self, asked: Dependant) -> None:
        self._takes = tuple(_takes(asked))
        self._bodies = tuple((field.name, _validated(field)) for field in asked.body_params)
        self._dependencies = tuple((one.name or "", _function(one), Arguments(one)) for one in asked.dependencies)

    @classmethod
    def of(cls, asked: Dependant) -> Self | None:
        """Return the arguments of an endpoint; None where it asks for what is not known here, as for a cookie."""
        return cls(asked) if _is_plain(asked) else None

    async def taken(self, request: Request) -> dict[str, Any]:
        """Return the arguments by name; raise `DoubtfulRequestError` where FastAPI might refuse one."""
        taken = {name: await function(**await asked.taken(request)) for name, function, asked in self._dependencies}
        try:
            for name, take in self._takes:
                taken[name] = take(request)
            for name, validated in self._bodies:
                taken[name] = validated(await _json(request))
        except ValidationError:
            raise DoubtfulRequestError from None
        return taken


def _is_plain(asked: Dependant) -> bool:
    """Whether no more is asked for than the request, its path and headers, and one model each of its query and body."""
    return not (
        len(asked.body_params) > 1
        or not all(map(_is_whole_body, asked.body_params))
        or asked.cookie_params
        or asked.response_param_name
        or asked.background_tasks_param_name
        or asked.security_scopes_param_name
        or asked.http_connection_param_name
        or any(not _is_model(one) for one in asked.query_params)
        or not all(one.call and one.name and _is_plain(one) for one in asked.dependencies)
    )


def _function(asked: Dependant) -> Callable[..., Any]:
    assert asked.call is not None  # noqa: S101 - `_is_plain` has seen it
    return asked.call


def _is_model(field: Any) -> bool:
    annotation = field.field_info.annotation
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)


def _is_whole_body(field: Any) -> bool:
    declared = field.field_info
    return _is_model(field) and isinstance(declared, Body) and not isinstance(declared, Form) and not declared.embed


async def _json(request: Request) -> Any:
    if not await request.body():
        raise DoubtfulRequestError
    return await request.json()


def _takes(asked: Dependant) -> Iterator[tuple[str, Take]]:
    """Go through what is taken from the request itself: the parameters' names, and how each is taken."""
    if asked.request_param_name is not None:
        yield asked.request_param_name, lambda request: request
    for field in asked.path_params:
        yield field.name, _path(field.alias, _validated(field))
    for field in asked.header_params:
        yield field.name, _header(field.alias, _validated(field), field.default)
    for field in asked.query_params:
        yield field.name, _query(field.field_info.annotation)


def _validated(field: Any) -> Callable[[Any], Any]:
    """Return the check of a parameter, as it is declared."""
    return TypeAdapter(field.field_info.rebuild_annotation()).validate_python


def _path(name: str, validated: Callable[[Any], Any]) -> Take:
    return lambda request: validated(request.path_params[name])


def _header(name: str, validated: Callable[[Any], Any], default: Any) -> Take:
    def take(request: Request) -> Any:
        found = request.headers.get(name)
        return default if found is None else validated(found)

    return take


def _query(model: Any) -> Take:
    """Return how a query is taken that has been looked through for repeated and unknown parameters before."""
    repeatable = [field.alias or name for name, field in model.model_fields.items() if "list[" in str(field.annotation)]
    validated = model.__pydantic_validator__.validate_python

    def take(request: Request) -> Any:
        given: dict[str, Any] = dict(request.query_params)
        given.update((name, request.query_params.getlist(name)) for name in repeatable if name in given)
        return validated(given)

    return take
