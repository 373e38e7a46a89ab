"""One attempt to send a message: a POST to an address that was looked at, and nothing that leads anywhere else.

Redirections are not followed, proxies of the environment are not used, cookies and connections are not kept.
"""

import asyncio
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import timedelta
from functools import partial
from ipaddress import ip_address
from time import monotonic
from typing import Any

import httpcore
import httpx

from api.clock import Clock
from api.models import DeliveryError
from api.webhooks.attending import Attempt, Claim
from api.webhooks.retries import retry_after
from api.webhooks.secrets import SealedSecretError, Vault, signed
from api.webhooks.targets import Address, RefusedTargetError, Targets

_CONNECT_SECONDS = 5.0
"""How long it may take to reach one address."""
_EXCERPT = 200
"""Bytes of the answer to a failure that are kept; nothing is read of any other."""
_EXCERPT_SECONDS = 2.0
"""How long they are waited for: the status has said what matters."""

_NAMES = ThreadPoolExecutor(max_workers=64, thread_name_prefix="names")
"""Threads that wait for names, apart from those that decide: a name whose servers are silent holds one for long."""

Resolve = Callable[[str, int], Awaitable[Sequence[Address]]]
"""Gives the addresses of a host, or raises `OSError`."""


class UnknownHostError(httpcore.ConnectError):
    """A name leads nowhere."""


async def resolve(host: str, port: int) -> Sequence[Address]:
    """Return the addresses that the system knows for a host."""
    look_up = partial(socket.getaddrinfo, host, port, type=socket.SOCK_STREAM)
    found = await asyncio.get_running_loop().run_in_executor(_NAMES, look_up)
    return list(dict.fromkeys(ip_address(address[0]) for *_, address in found))


class Guarded(httpcore.AsyncNetworkBackend):
    """Opens connections to allowed addresses alone: a name is looked up once, and what was found is connected to.

    TLS goes by the name all the same: httpcore gives the server's name and checks its certificate against it.
    """

    def __init__(self, targets: Targets, resolve: Resolve) -> None:
        self._targets = targets
        self._resolve = resolve
        self._plain = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,  # noqa: ASYNC109 - httpcore's signature
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Connect to the first address that is allowed and answers.

        Raises:
            UnknownHostError: There is none.
            RefusedTargetError: None answers, and the last one is not allowed.
            httpcore.ConnectError: None answers.
            httpcore.ConnectTimeout: None answers in time.
        """
        try:
            addresses = await self._resolve(host, port)
        except OSError as error:
            raise UnknownHostError from error
        failure: Exception = UnknownHostError()
        for address in addresses:
            try:
                self._targets.check_address(address, port)
                return await self._plain.connect_tcp(str(address), port, timeout, local_address, socket_options)
            except (RefusedTargetError, httpcore.ConnectError, httpcore.ConnectTimeout) as error:
                failure = error
        raise failure

    async def sleep(self, seconds: float) -> None:
        """Wait, as httpcore does between tries of its own."""
        await asyncio.sleep(seconds)


class Sender:
    """Sends messages, any number at once. Each attempt has so long, from looking up the name to the answer."""

    def __init__(
        self, targets: Targets, vault: Vault, clock: Clock, timeout: timedelta, resolve: Resolve = resolve
    ) -> None:
        self.timeout = timeout
        self._targets = targets
        self._vault = vault
        self._clock = clock
        self._guarded = Guarded(targets, resolve)
        self._tls = httpx.create_ssl_context()

    async def send(self, claim: Claim) -> Attempt:
        """Send a message once, signed anew, and return what came of it. Raises nothing that the receiver can cause."""
        at, began = self._clock(), monotonic()
        status, error, excerpt, wait = None, None, None, None
        try:
            self._targets.check(claim.url)  # again: the operator may have changed what is allowed
            secrets = [self._vault.open(sealed) for sealed in claim.secrets]
            headers = {
                "content-type": "application/json",
                "user-agent": "Afterword",
                **signed(secrets, claim.id, at, claim.payload),
            }
            async with asyncio.timeout(self.timeout.total_seconds()):
                status, header, excerpt = await self._post(claim, headers)
            error = _complaint(status)
            wait = None if error is None else retry_after(header, self._clock())
        except Exception as raised:  # noqa: BLE001 - a receiver, or what is between, can bring about anything
            error = _class(raised)
        duration = round((monotonic() - began) * 1000)
        return Attempt(at, status, duration, error, excerpt, wait)

    async def _post(self, claim: Claim, headers: dict[str, str]) -> tuple[int, str | None, str | None]:
        """Return the status, the `Retry-After`, and of a failure the beginning of what was answered."""
        async with (
            httpcore.AsyncConnectionPool(
                ssl_context=self._tls, network_backend=self._guarded, max_keepalive_connections=0
            ) as pool,
            pool.stream(
                "POST",
                claim.url,
                headers=list(headers.items()),
                content=claim.payload,
                extensions={"timeout": {"connect": _CONNECT_SECONDS}},
            ) as answer,
        ):
            said = {name.lower(): value for name, value in answer.headers}.get(b"retry-after")
            excerpt = None if _complaint(answer.status) is None else await _beginning(answer)
            return answer.status, None if said is None else said.decode("latin-1"), excerpt


async def _beginning(answer: httpcore.Response) -> str | None:
    """Return how the body of an answer begins, as text that can be shown."""
    read = b""
    with suppress(TimeoutError, httpcore.NetworkError, httpcore.ProtocolError):
        async with asyncio.timeout(_EXCERPT_SECONDS):
            async for chunk in answer.aiter_stream():
                read += chunk[:_EXCERPT]
                if len(read) >= _EXCERPT:
                    break
    text = read[:_EXCERPT].decode(errors="replace")
    return "".join(letter if letter.isprintable() else " " for letter in text).strip() or None


def _complaint(status: int) -> DeliveryError | None:
    if 200 <= status < 300:  # noqa: PLR2004 - what RFC 9110 calls successful
        return None
    return DeliveryError.REDIRECT if 300 <= status < 400 else DeliveryError.STATUS  # noqa: PLR2004 - likewise


def _class(error: Exception) -> DeliveryError:
    """What kind of failure that was."""
    kinds: Sequence[tuple[type[Exception], DeliveryError]] = (
        (RefusedTargetError, DeliveryError.ADDRESS),
        (SealedSecretError, DeliveryError.SECRET),
        (UnknownHostError, DeliveryError.NAME),
        (httpcore.ProtocolError, DeliveryError.PROTOCOL),
        (httpcore.TimeoutException, DeliveryError.TIMEOUT),
        (TimeoutError, DeliveryError.TIMEOUT),
    )
    if any(isinstance(one, ssl.SSLError) for one in _causes(error)):
        return DeliveryError.TLS
    return next((said for kind, said in kinds if isinstance(error, kind)), DeliveryError.CONNECTION)


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """Go through an error and all that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__
