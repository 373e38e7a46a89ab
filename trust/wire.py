"""A client small enough not to slow down what it tries: one connection, one request at a time."""

import asyncio
import json
from collections.abc import Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

_ANSWER_SECONDS = 60


class UnansweredError(Exception):
    """No answer came, or not all of it: nobody can say whether the request took effect.

    `begun` says that the head of an answer came, and not all that it announced.
    """

    def __init__(self, *, begun: bool) -> None:
        super().__init__()
        self.begun = begun


@dataclass(frozen=True, slots=True)
class Answer:
    """What the service answered. Names of headers are in lower case."""

    status: int
    headers: Mapping[str, str]
    body: bytes

    def json(self) -> Any:
        """Return the body, parsed."""
        return json.loads(self.body)


class Client:
    """One caller with one token. Its connection is opened when it is needed, and anew after it broke."""

    def __init__(self, url: str, token: str) -> None:
        address = urlsplit(url)
        self._host, self._port = address.hostname, address.port
        self._head = f"Host: {address.netloc}\r\nAuthorization: Bearer {token}\r\n"
        self._opened: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def ask(
        self, method: str, path: str, body: object = None, headers: Mapping[str, str] | None = None
    ) -> Answer:
        """Send a request with a JSON body and return its answer; raise `UnansweredError` where there is none."""
        content = b"" if body is None else json.dumps(body).encode()
        more = {"Content-Type": "application/json", "Content-Length": str(len(content)), **(headers or {})}
        lines = "".join(f"{name}: {value}\r\n" for name, value in more.items())
        try:
            async with asyncio.timeout(_ANSWER_SECONDS):
                reader, writer = await self._connection()
                writer.write(f"{method} {path} HTTP/1.1\r\n{self._head}{lines}\r\n".encode() + content)
                answer = await _answer(reader)
        except (OSError, EOFError) as error:  # a timeout is an OSError
            self.close()
            begun = isinstance(error, asyncio.IncompleteReadError) and error.expected is not None
            raise UnansweredError(begun=begun) from error
        if answer.headers.get("connection") == "close":
            self.close()
        return answer

    def close(self) -> None:
        """Let go of the connection."""
        if self._opened is not None:
            self._opened[1].close()
            self._opened = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None
    ) -> None:
        self.close()

    async def _connection(self) -> tuple[asyncio.StreamReader, asyncio.StreamWriter]:
        if self._opened is None or self._opened[0].at_eof():  # an idle one is closed by the service after a while
            self.close()
            self._opened = await asyncio.open_connection(self._host, self._port, limit=2**22)
        return self._opened


async def _answer(reader: asyncio.StreamReader) -> Answer:
    first, *rest = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").splitlines()
    named = (line.partition(":") for line in rest if line)
    headers = {name.lower(): value.strip() for name, _, value in named}
    body = await reader.readexactly(int(headers.get("content-length", "0")))
    return Answer(int(first.split()[1]), headers, body)
