"""Every error the service answers with, as RFC 9457 Problem Details.

    Problem
    ├── Malformed                400  what came is no HTTP request
    ├── Unauthenticated          401  the token is missing, malformed, unknown or expired
    ├── Forbidden                403  the token lacks a scope
    ├── PreflightRefused         403  a page of this origin may not send such a request
    ├── NotFound                 404  nothing there, or nothing of this account
    ├── MethodNotAllowed         405
    ├── RequestTimeout           408  the request did not come in time
    ├── Conflict                 409
    │   ├── InUse                     still referred to
    │   ├── AlreadyExists             an imported id is taken
    │   ├── ChannelForbidden          the policy forbids the channel for what is to be drafted
    │   └── RequestInFlight           the first request with this Idempotency-Key has not been answered yet
    ├── PreconditionFailed       412  If-Match names an older version
    ├── ContentTooLarge          413
    ├── UriTooLong               414
    ├── UnsupportedMediaType     415
    ├── Invalid                  422  the request does not say something that can be done
    │   └── KeyReused                 the Idempotency-Key came with another request before
    ├── RateLimited              429  the token has spent its requests; with Retry-After
    ├── HeadersTooLarge          431
    ├── Internal                 500
    ├── Unavailable              503  the database, or the issuer of a token, does not answer; with Retry-After
    └── Overloaded               503  too much is going on at once; with Retry-After

Raise one anywhere below a route. Its `detail` and its faults are shown to the client: they name places, and repeat no
value, not even one that the client itself just sent.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, ClassVar

from pydantic import BaseModel, Field
from pydantic_core import to_jsonable_python
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response

from api.web.json import pointer

MEDIA_TYPE = "application/problem+json"
MAX_FAULTS = 100


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong with a request: where (`pointer`, `parameter` or `header`), a code, and a sentence."""

    code: str
    detail: str
    pointer: str | None = None
    parameter: str | None = None
    header: str | None = None

    def members(self) -> dict[str, str]:
        """Return what the problem document says of it."""
        place = {"pointer": self.pointer, "parameter": self.parameter, "header": self.header}
        return {name: value for name, value in place.items() if value is not None} | {
            "code": self.code,
            "detail": self.detail,
        }


class Problem(HTTPException):
    """What cannot be answered otherwise. Subclasses say what kind of thing went wrong."""

    status: ClassVar[int]
    slug: ClassVar[str]
    title: ClassVar[str]

    def __init__(
        self, detail: str | None = None, *, faults: Sequence[Fault] = (), headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(self.status, detail or self.title, dict(headers or {}))
        self.faults = faults

    @classmethod
    def type_uri(cls) -> str:
        """Return the stable name of this kind of problem."""
        return f"urn:afterword:problem:{cls.slug}"

    def document(self, instance: str) -> dict[str, Any]:
        """Return the problem document of this failure of a request for the path `instance`."""
        document: dict[str, Any] = {
            "type": self.type_uri(),
            "title": self.title,
            "status": self.status,
            "detail": self.detail,
            "instance": instance,
        }
        if self.faults:
            document["errors"] = [fault.members() for fault in self.faults[:MAX_FAULTS]]
        return document

    def content(self, instance: str) -> bytes:
        """Return the problem document as JSON."""
        return json.dumps(self.document(instance), ensure_ascii=False).encode(errors="replace")

    def response(self, request: Request) -> Response:
        """Return the answer to the request that failed."""
        return Response(self.content(request.url.path), self.status, self.headers, MEDIA_TYPE)


class Malformed(Problem):
    """Bytes that are no HTTP request. Nothing is known of what they ask for."""

    status, slug, title = 400, "malformed", "This is no HTTP request"


class Unauthenticated(Problem):
    """No token, or none that opens an account. Which of these it was is not said."""

    status, slug, title = 401, "unauthenticated", "A valid token is needed"


class Forbidden(Problem):
    """The token is good, and not for this."""

    status, slug, title = 403, "forbidden", "The token lacks a scope"


class PreflightRefused(Problem):
    """What a browser asks before a page may send a request, answered with no."""

    status, slug, title = 403, "preflight-refused", "A page of this origin may not send this"


class NotFound(Problem):
    """Nothing here. What belongs to another account is not here either."""

    status, slug, title = 404, "not-found", "There is nothing here"


class MethodNotAllowed(Problem):
    """The path exists, the method on it does not. Carries `Allow`."""

    status, slug, title = 405, "method-not-allowed", "The method is not allowed here"


class RequestTimeout(Problem):
    """The request stopped on its way here, or comes too slowly. The connection is closed behind the answer."""

    status, slug, title = 408, "request-timeout", "The request did not come in time"

    def __init__(self) -> None:
        super().__init__(headers={"Connection": "close"})


class Conflict(Problem):
    """The request is sound, and the present state forbids it."""

    status, slug, title = 409, "conflict", "The present state forbids it"


class InUse(Conflict):
    """Something refers to what was to be deleted."""

    slug, title = "in-use", "Something still refers to it"

    def __init__(self, references: Mapping[str, int]) -> None:
        said = ", ".join(f"{count} {what}" for what, count in references.items())
        super().__init__(f"Referred to by {said}")
        self.references = references

    def document(self, instance: str) -> dict[str, Any]:
        """Return the problem document, with the number of referring things by their name."""
        return super().document(instance) | {"references": dict(self.references)}


class AlreadyExists(Conflict):
    """An id that was to be new is taken."""

    slug, title = "already-exists", "An id is taken"


class ChannelForbidden(Conflict):
    """A message is not to go through this channel, whenever it is sent."""

    slug, title = "channel-forbidden", "The policy forbids this channel"

    def __init__(self, rules: Sequence[str], findings: Sequence[object]) -> None:
        super().__init__(f"Forbidden by {', '.join(rules)}")
        self.findings = findings

    def document(self, instance: str) -> dict[str, Any]:
        """Return the problem document, with the findings that say why and what to do instead."""
        return super().document(instance) | {"findings": to_jsonable_python(self.findings)}


class RequestInFlight(Conflict):
    """The first request with this key is still being answered."""

    slug, title = "request-in-flight", "A request with this Idempotency-Key is under way"


class PreconditionFailed(Problem):
    """`If-Match` names a version that is no longer the current one."""

    status, slug, title = 412, "precondition-failed", "It has changed since"


class ContentTooLarge(Problem):
    """The body is larger than this operation takes."""

    status, slug, title = 413, "content-too-large", "The body is too large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"At most {limit} bytes")


class UriTooLong(Problem):
    """The path and the query together are longer than any of ours can be."""

    status, slug, title = 414, "uri-too-long", "The address is too long"

    def __init__(self, limit: int) -> None:
        super().__init__(f"At most {limit} bytes")


class UnsupportedMediaType(Problem):
    """The body is not declared to be of a kind that this operation reads: JSON, but where it says otherwise."""

    status, slug, title = 415, "unsupported-media-type", "The body is of a media type that is not taken here"


class Invalid(Problem):
    """The request was understood, and cannot be followed. Says every fault, up to `MAX_FAULTS`."""

    status, slug, title = 422, "invalid", "The request is not valid"

    def __init__(self, *faults: Fault) -> None:
        more = f", and {len(faults) - 1} more" if len(faults) > 1 else ""
        super().__init__(f"{faults[0].detail}{more}", faults=faults)

    @classmethod
    def at(cls, place: str, code: str, detail: str) -> "Invalid":
        """Return the problem with one fault in the body, at an RFC 6901 pointer."""
        return cls(Fault(code, detail, pointer=place))

    @classmethod
    def of(cls, errors: Iterable[Mapping[str, Any]]) -> "Invalid":
        """Return the problem that pydantic's or FastAPI's list of errors amounts to. No input is repeated in it."""
        return cls(*(_fault(error) for error in errors))


class KeyReused(Invalid):
    """The same `Idempotency-Key` came with another request before."""

    slug, title = "idempotency-key-reused", "The Idempotency-Key belongs to another request"


class RateLimited(Problem):
    """The token has spent the requests of this window. Carries `Retry-After`."""

    status, slug, title = 429, "rate-limited", "Too many requests with this token"

    def __init__(self, retry_after: int) -> None:
        super().__init__(headers={"Retry-After": str(retry_after)})


class HeadersTooLarge(Problem):
    """The headers together are larger than what we read."""

    status, slug, title = 431, "headers-too-large", "The headers are too large"

    def __init__(self, limit: int) -> None:
        super().__init__(f"At most {limit} bytes")


class Internal(Problem):
    """Our fault."""

    status, slug, title = 500, "internal", "Something went wrong here"


class Unavailable(Problem):
    """The database does not answer just now, or whoever else is needed. `retry_after` is in seconds."""

    status, slug, title = 503, "unavailable", "The service cannot answer just now"

    def __init__(self, detail: str | None = None, *, retry_after: int = 1) -> None:
        super().__init__(detail, headers={"Retry-After": str(retry_after)})


class Overloaded(Problem):
    """This process is doing as much as it can at once."""

    status, slug, title = 503, "overloaded", "The service is busy just now"

    def __init__(self) -> None:
        super().__init__(headers={"Retry-After": "1"})


def _fault(error: Mapping[str, Any]) -> Fault:
    match error["loc"]:
        case ("query", name, *_):
            return Fault(error["type"], error["msg"], parameter=str(name))
        case ("header", name, *_):
            return Fault(error["type"], error["msg"], header=str(name))
        case ("body", *steps) | steps:
            return Fault(error["type"], error["msg"], pointer=pointer(*steps))


class _FaultDocument(BaseModel):
    code: str = Field(description="What is wrong, for programs", examples=["missing"])
    detail: str = Field(description="What is wrong, for people", examples=["Field required"])


class PointerFault(_FaultDocument):
    """Something wrong with the body."""

    pointer: str = Field(description="Where: RFC 6901, from the root of the body", examples=["/starts_at"])


class ParameterFault(_FaultDocument):
    """Something wrong with the query."""

    parameter: str = Field(description="The name of a query parameter", examples=["limit"])


class HeaderFault(_FaultDocument):
    """Something wrong with a header."""

    header: str = Field(description="The name of a header", examples=["Idempotency-Key"])


class ProblemDocument(BaseModel):
    """RFC 9457 Problem Details: every error of every operation has this shape."""

    type: str = Field(description="A stable name of the kind of problem", examples=["urn:afterword:problem:invalid"])
    title: str = Field(description="The kind of problem in words", examples=["The request is not valid"])
    status: int = Field(description="The HTTP status", examples=[422])
    detail: str = Field(description="What went wrong this time", examples=["Field required"])
    instance: str = Field(description="The path that was asked for", examples=["/interviews"])
    errors: list[PointerFault | ParameterFault | HeaderFault] = Field(
        default_factory=list, description=f"What is to be put right, {MAX_FAULTS} at most"
    )
    references: dict[str, int] = Field(
        default_factory=dict,
        description="What still refers to the thing, and how often",
        examples=[{"interviews": 2}],
    )
    findings: list[Any] = Field(
        default_factory=list,
        description="Why a channel is forbidden, and what to do instead, as in a message check",
    )
