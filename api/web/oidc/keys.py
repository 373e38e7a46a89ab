"""The issuer's keys, kept: asked for when first needed, anew when they may have changed, and never often."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Iterable, Iterator
from datetime import datetime, timedelta
from typing import Any, NamedTuple

from joserfc.errors import JoseError
from joserfc.jwk import Key, import_key

from api.clock import Clock
from api.web.oidc.fetching import FetchError
from api.web.oidc.sign_ins import IssuerUnavailableError

log = logging.getLogger("afterword")

FRESH = timedelta(minutes=10)
"""How old the keys may be before they are asked for again."""
USABLE = timedelta(hours=6)
"""How old they may be at most, where the issuer does not answer."""
PAUSE = timedelta(seconds=10)
"""How long to wait from one attempt to the next, whoever sends tokens of unknown keys."""

# What a key can verify, by its type and curve. For RSA that is one of many things; we take one.
_ALGORITHMS = {("RSA", None): "RS256", ("EC", "P-256"): "ES256"}
ALGORITHMS = tuple(_ALGORITHMS.values())

# A token that names no key is tried with each of its kind.
_MOST_KEYS = 32
# 2,048 bits, in base64url.
_SHORTEST_MODULUS = 342


class SigningKey(NamedTuple):
    """A public key that the issuer signs with, and the one algorithm that we take with it."""

    id: str | None
    algorithm: str
    key: Key


class IssuerKeys:
    """The keys of one issuer. `fetch` asks it for them; any number of tokens that wait share one asking."""

    def __init__(self, fetch: Callable[[], Awaitable[list[Any]]], clock: Clock) -> None:
        self._fetch = fetch
        self._clock = clock
        self._keys: list[SigningKey] = []
        self._fetched_at: datetime | None = None
        self._tried_at: datetime | None = None
        self._answered = False
        self._asking: asyncio.Task[None] | None = None

    async def find(self, algorithm: str, id: str | None) -> list[SigningKey]:
        """Return the keys that may have signed a token that says so; none where the issuer has no such key.

        Raises:
            IssuerUnavailableError: The issuer would have to be asked, and does not answer.
        """
        known = self._within(self._fetched_at, USABLE)
        if known and (found := self._matching(algorithm, id)):
            if not self._within(self._fetched_at, FRESH):
                self._ask()  # and go on with what is known
            return found
        asking = self._ask()
        if asking is not None:
            await asyncio.shield(asking)  # others wait for it too
        if not self._answered:
            raise IssuerUnavailableError(retry_after=PAUSE.seconds)
        return self._matching(algorithm, id)

    async def close(self) -> None:
        """Stop asking."""
        if self._asking is not None:
            self._asking.cancel()
            await asyncio.gather(self._asking, return_exceptions=True)

    def _matching(self, algorithm: str, id: str | None) -> list[SigningKey]:
        return [key for key in self._keys if key.algorithm == algorithm and (id is None or key.id == id)]

    def _within(self, instant: datetime | None, span: timedelta) -> bool:
        """Say whether an instant is less than a span ago, by a clock that may have been set back."""
        return instant is not None and abs(self._clock() - instant) < span

    def _ask(self) -> asyncio.Task[None] | None:
        """Return the asking that is under way, a new one, or None where the last is too short a time ago."""
        if self._asking is not None and not self._asking.done():
            return self._asking
        if self._within(self._tried_at, PAUSE):
            return None
        self._tried_at = self._clock()
        self._asking = asyncio.create_task(self._renew())
        return self._asking

    async def _renew(self) -> None:
        try:
            described = await self._fetch()
        except FetchError as error:
            self._answered = False
            log.warning("the keys of the OpenID Connect issuer could not be fetched: %s", error)
            return
        self._keys = list(signing_keys(described))
        self._fetched_at = self._clock()
        self._answered = True


def signing_keys(described: Iterable[Any]) -> Iterator[SigningKey]:
    """Go through those of the described keys (RFC 7517) that are of our kinds and strong, and leave out any other.

    What else a key says of its use is held against it when it verifies.
    """
    for jwk in list(described)[:_MOST_KEYS]:
        try:
            algorithm = _ALGORITHMS[jwk["kty"], jwk.get("crv")]
            if algorithm != "RS256" or len(jwk["n"]) >= _SHORTEST_MODULUS:
                yield SigningKey(jwk.get("kid"), algorithm, import_key(jwk))
        except (JoseError, LookupError, TypeError, ValueError):
            continue
