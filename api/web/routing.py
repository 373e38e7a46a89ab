"""How every route reads its request: authenticated first, then strictly."""

import asyncio
import inspect
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from typing import Any, ClassVar

from fastapi.dependencies.models import Dependant
from fastapi.routing import APIRoute
from pydantic import BaseModel
from starlette.requests import ClientDisconnect, Request
from starlette.responses import Response
from starlette.routing import Match
from starlette.types import Scope

from api.web.arguments import Arguments, DoubtfulRequestError
from api.web.auth import Caller, authenticate
from api.web.bounds import LEAST_RATE
from api.web.json import JsonError, loads
from api.web.problems import ContentTooLarge, Fault, Invalid, RequestTimeout, UnsupportedMediaType

JSON = "application/json"
BODY_LIMIT = 5_000_000

# Parsing more than this would hold the event loop for longer than other clients should notice.
_PARSED_INLINE = 100_000


_NO_CODING = frozenset({"", "identity"})


class StrictRequest(Request):
    """A request whose body is bounded, declared as JSON, and JSON in the strict sense of `api.web.json`."""

    body_limit = BODY_LIMIT
    media_types: ClassVar[Sequence[str]] = (JSON,)
    """What the body may be, the most usual first. Where it may be JSON, it may be whatever is written in JSON."""

    @property
    def media_type(self) -> str:
        """What the body is declared to be, in lower case and without its parameters."""
        return self.headers.get("content-type", "").partition(";")[0].strip().lower()

    async def body(self) -> bytes:
        """Return the body. Kept for the next call, as Starlette does."""
        if not hasattr(self, "_body"):
            length = self.headers.get("content-length", "")
            announced = int(length) if length.isdecimal() else None
            if announced is not None and announced > self.body_limit:
                raise ContentTooLarge(self.body_limit)
            self._body = await self._received(announced)
            if self._body and not self._is_taken():
                raise UnsupportedMediaType(
                    f"Send the body as {self.media_types[0]}", headers={"Accept": ", ".join(self.media_types)}
                )
            if self._body and self.headers.get("content-encoding", "identity").strip().lower() not in _NO_CODING:
                raise UnsupportedMediaType(
                    "Send the body as it is, without a Content-Encoding", headers={"Accept-Encoding": "identity"}
                )
        return self._body

    def _is_taken(self) -> bool:
        return self.media_type in self.media_types or (JSON in self.media_types and is_json(self.media_type))

    async def _received(self, announced: int | None) -> bytes:
        """Read the body as it comes; raise `RequestTimeout` where it comes too slowly."""
        chunks, size = [], 0
        patience: float = self.app.state.patience
        began = asyncio.get_running_loop().time()
        try:
            async with asyncio.timeout(patience) as timeout:
                async for chunk in self.stream():
                    size += len(chunk)
                    if size > self.body_limit:
                        raise ContentTooLarge(self.body_limit)
                    chunks.append(chunk)
                    if size != announced:
                        timeout.reschedule(began + patience + size / LEAST_RATE)
        except TimeoutError:
            raise RequestTimeout from None
        except ClientDisconnect:  # nobody is left to read the answer
            raise Invalid.at("", "body", "The body broke off") from None
        return b"".join(chunks)

    async def json(self) -> Any:
        """Return the parsed body; raise `Invalid` where it is not strict JSON."""
        body = await self.body()
        try:
            return loads(body) if len(body) <= _PARSED_INLINE else await asyncio.to_thread(loads, body)
        except JsonError as error:
            raise Invalid.at(error.pointer or "", error.code, error.detail) from None


_WRITTEN_OUT = set[str]()
"""The paths without a parameter."""


def is_anothers(path: str, of: str) -> bool:
    """Whether what a route's path would take for an id of its own is the name of another path, written out."""
    return path in _WRITTEN_OUT and path != of


class Route(APIRoute):
    """A route of ours. The endpoint's name is the operation's id.

    Its docstring's first line is the summary, the rest the description.
    """

    authenticated: ClassVar[bool] = True
    request_class: ClassVar[type[StrictRequest]] = StrictRequest

    def __init__(self, path: str, endpoint: Callable[..., Any], **options: Any) -> None:
        summary, _, description = inspect.cleandoc(endpoint.__doc__ or "").partition("\n")
        options["summary"] = options.get("summary") or summary.strip().removesuffix(".")
        options["description"] = options.get("description") or description.strip() or summary.strip()
        options["operation_id"] = options.get("operation_id") or endpoint.__name__
        super().__init__(path, endpoint, **options)
        self._opening, parameter, _ = self.path.partition("{")
        if not parameter:
            _WRITTEN_OUT.add(self.path)

    def matches(self, scope: Scope) -> tuple[Match, Scope]:
        """Return whether a request is for this route. All are asked in turn: most have to be quick to say no."""
        path: str = scope["path"]
        if not scope["root_path"] and (not path.startswith(self._opening) or is_anothers(path, self.path)):
            return Match.NONE, {}
        return super().matches(scope)

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        """Return the handler that FastAPI made, behind our checks."""
        handle = super().get_route_handler()
        single, repeatable = _query_parameters(self.dependant)
        arguments = Arguments.of(self.dependant) if _answers_itself(self.endpoint) else None

        async def strictly(request: Request) -> Response:
            strict = self.request_class(request.scope, request.receive)
            if self.authenticated:
                caller = strict.state.caller = await self.identify(strict)
                await strict.app.state.rate_limit.spend(caller.key, strict.state.headers)
            _check_query(strict, single, repeatable)
            if arguments is None:
                return await handle(strict)
            try:
                taken = await arguments.taken(strict)
            except DoubtfulRequestError:
                return await handle(strict)
            return await self.endpoint(**taken)  # type: ignore[no-any-return] # `_answers_itself` has seen that it does

        return strictly

    def identify(self, request: Request) -> Awaitable[Caller]:
        """Find out who is calling; raise `Unauthenticated`."""
        return authenticate(request)


class PublicRoute(Route):
    """A route that needs no token."""

    authenticated = False


def _answers_itself(endpoint: Callable[..., Any]) -> bool:
    """Whether an endpoint returns the very answer, and not what FastAPI is to make one of."""
    returned = inspect.signature(endpoint).return_annotation
    return inspect.iscoroutinefunction(endpoint) and isinstance(returned, type) and issubclass(returned, Response)


def is_json(media_type: str) -> bool:
    """Return whether this is JSON, or something that is written in JSON."""
    return media_type == JSON or (media_type.startswith("application/") and media_type.endswith("+json"))


def _query_parameters(dependant: Dependant) -> tuple[frozenset[str], frozenset[str]]:
    """Return the names of the query parameters that stand once, and of those that may repeat."""
    known = dict(_declared(dependant))
    repeatable = frozenset(name for name, annotation in known.items() if "list[" in str(annotation))
    return frozenset(known) - repeatable, repeatable


def _declared(dependant: Dependant) -> Iterator[tuple[str, Any]]:
    """Go through the query parameters, one by one or in a model, of an endpoint and of all that it depends on."""
    for parameter in dependant.query_params:
        annotation = parameter.field_info.annotation
        if isinstance(annotation, type) and issubclass(annotation, BaseModel):
            yield from ((field.alias or name, field.annotation) for name, field in annotation.model_fields.items())
        else:
            yield parameter.alias, annotation
    for dependency in dependant.dependencies:
        yield from _declared(dependency)


def _check_query(request: Request, single: frozenset[str], repeatable: frozenset[str]) -> None:
    """Refuse what would be ignored: parameters that we do not know, and all but one of those given twice."""
    if not request.scope["query_string"]:
        return
    faults, seen = [], set()
    for name, _ in request.query_params.multi_items():
        if name not in single and name not in repeatable:
            faults.append(Fault("extra_forbidden", "Not a parameter of this operation", parameter=name))
        elif name in single and name in seen:
            faults.append(Fault("repeated", "Given more than once", parameter=name))
        seen.add(name)
    if faults:
        raise Invalid(*faults)
