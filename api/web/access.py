"""What an endpoint may do: read, create or change, always within the account of its caller.

An endpoint asks for one of `Reading`, `Creating` and `Changing`, hands it one function over a unit of work, and
returns the answer that it makes.
"""

from collections.abc import Callable, Iterable
from typing import Annotated, Any, TypeVar

from fastapi import Depends, Header, Path
from pydantic import BaseModel
from starlette.requests import Request
from starlette.responses import Response

from api.db import Database, Unit, WriteUnit
from api.web.auth import Access, Caller
from api.web.etag import Precondition, Version, etag
from api.web.idempotency import Answer, Key, Replay
from api.web.keeping import answered
from api.web.kept import Answer as Kept
from api.web.pagination import Page
from api.web.routing import JSON
from api.web.spooled import SpooledResponse, spool
from api.web.types import Id, Stored

T = TypeVar("T")
R = TypeVar("R", bound=Stored)


def render(answer: BaseModel) -> bytes:
    """Return the JSON of an answer."""
    return answer.__pydantic_serializer__.to_json(answer)


class _Access:
    """One authenticated request and the database."""

    def __init__(self, request: Request, scope: Access) -> None:
        self.request = request
        self.database: Database = request.app.state.database
        self.caller: Caller = request.state.caller
        self.caller.require(scope)

    async def _write(self, work: Callable[[WriteUnit], T]) -> T:
        return await self.database.write(self.caller.account_id, work)


class Reader(_Access):
    """A request that only reads."""

    def __init__(self, request: Request) -> None:
        super().__init__(request, Access.READ)

    async def read(self, work: Callable[[Unit], T], *, long: bool = False) -> T:
        """Return what `work` reads. `long` as in `Database.read`."""
        return await self.database.read(self.caller.account_id, work, long=long)

    async def one(self, work: Callable[[Unit], Version[Any]]) -> Response:
        """Answer with a resource and its ETag, or 304 where the client has it already."""
        found = await self.read(work)
        return answered(self.request, Kept(render(found.resource), etag(found.revision)))

    async def page(self, work: Callable[[Unit], Page[Any]]) -> Response:
        """Answer with one page of a list, and a `Link` to the next."""
        page = await self.read(work)
        return answered(self.request, Kept(render(page), next_cursor=page.next_cursor))

    async def download(self, work: Callable[[Unit], Iterable[bytes]], media_type: str, name: str) -> Response:
        """Answer with a file, whatever its size: all that `work` goes through, from one state of the account."""
        file = await self.read(lambda unit: spool(work(unit)), long=True)
        return SpooledResponse(file, media_type, {"Content-Disposition": f'attachment; filename="{name}"'})


class Creator(_Access):
    """A POST that writes: at most once for each `Idempotency-Key`."""

    def __init__(self, request: Request, key: Key | None) -> None:
        super().__init__(request, Access.WRITE)
        self._key = key

    async def create(
        self, work: Callable[[WriteUnit], Version[R]], *, keep: Callable[[R], R] | None = None
    ) -> Response:
        """Answer 201 with the new resource, its `Location` and its ETag.

        `keep` gives what is stored for a replay, where the answer holds what must not be stored.
        """

        def created(unit: WriteUnit) -> Answer:
            found = work(unit)
            location = f"{self.request.scope['path']}/{found.resource.id}"
            return Answer(
                201,
                render(found.resource),
                {"Location": location, "ETag": etag(found.revision)},
                kept=None if keep is None else render(keep(found.resource)),
            )

        return await self.answer(created)

    async def look(self, work: Callable[[Unit], T]) -> T:
        """Return what `work` reads, for a request that is not meant: it leaves nothing behind, and its key unused."""
        return await self.database.read(self.caller.account_id, work, long=True)

    async def act(
        self, work: Callable[[WriteUnit], Version[R]], *, status: int = 200, keep: Callable[[R], R] | None = None
    ) -> Response:
        """Answer with a resource that something was done with, and its ETag. `keep` as in `create`."""

        def acted(unit: WriteUnit) -> Answer:
            found = work(unit)
            kept = None if keep is None else render(keep(found.resource))
            return Answer(status, render(found.resource), {"ETag": etag(found.revision)}, kept=kept)

        return await self.answer(acted)

    async def answer(self, work: Callable[[WriteUnit], Answer]) -> Response:
        """Answer what `work` settles, or the same again for a key that was used before."""
        answer = await (self._write(work) if self._key is None else self._once(self._key, work))
        return Response(answer.body, answer.status, answer.headers, JSON)

    async def _once(self, key: Key, work: Callable[[WriteUnit], Answer]) -> Answer:
        with self.request.app.state.in_flight.hold(self.caller.account_id, key):
            try:
                return await self._write(lambda unit: key.once(unit, work))
            except Replay as replay:
                return replay.answer


class Changer(_Access):
    """A PATCH, PUT or DELETE. `expected` is what `If-Match` demands: services check it against the row they change."""

    def __init__(self, request: Request, if_match: str | None) -> None:
        super().__init__(request, Access.WRITE)
        self.expected = Precondition(if_match)

    async def change(self, work: Callable[[WriteUnit], Version[Any]]) -> Response:
        """Answer with the resource as it is now, and its new ETag."""
        found = await self._write(work)
        return Response(render(found.resource), 200, {"ETag": etag(found.revision)}, JSON)

    async def delete(self, work: Callable[[WriteUnit], None]) -> Response:
        """Answer 204 when it is gone."""
        await self._write(work)
        return Response(status_code=204)


IfNoneMatch = Annotated[
    str | None, Header(alias="If-None-Match", max_length=2_000, description="Answer 304 where this ETag is current")
]
IfMatch = Annotated[
    str | None, Header(alias="If-Match", max_length=2_000, description="Answer 412 unless this ETag is current")
]
KeyHeader = Annotated[
    str | None, Header(alias="Idempotency-Key", max_length=600, description="Makes it safe to send this request again")
]


async def _reader(request: Request, if_none_match: IfNoneMatch = None) -> Reader:  # noqa: ARG001 - declared; `answered` looks at it
    return Reader(request)


async def _lister(request: Request) -> Reader:
    return Reader(request)


async def _creator(request: Request, idempotency_key: KeyHeader = None) -> Creator:
    return Creator(request, None if idempotency_key is None else await Key.of(request, idempotency_key))


async def _changer(request: Request, if_match: IfMatch = None) -> Changer:
    return Changer(request, if_match)


Reading = Annotated[Reader, Depends(_reader)]
"""For one resource: honours `If-None-Match`."""
Listing = Annotated[Reader, Depends(_lister)]
"""For a list, or another reading without an ETag."""
Creating = Annotated[Creator, Depends(_creator)]
"""For a POST that writes: honours `Idempotency-Key`."""
Changing = Annotated[Changer, Depends(_changer)]
"""For PATCH, PUT and DELETE: honours `If-Match`."""


PathId = Annotated[Id, Path(description="An id; what is no UUID is nobody's, and 404 as any other unknown one")]
