"""Access tokens as JSON Web Tokens, in the manner of RFC 9068: from a text to whom it is for."""

import base64
import re
from functools import partial
from typing import Any

from joserfc import jws
from joserfc.errors import JoseError
from joserfc.jws import JWSRegistry
from joserfc.jwt import JWTClaimsRegistry

from api.clock import Clock
from api.settings import Settings
from api.web.auth import Access
from api.web.json import JsonError, loads
from api.web.oidc.fetching import fetch_keys
from api.web.oidc.keys import ALGORITHMS, IssuerKeys
from api.web.oidc.sign_ins import RefusedTokenError, SignIn

# Header, claims and signature in base64url, each of a length that ours can have.
_TOKEN = re.compile(r"([\w-]{1,4096})\.([\w-]{1,16384})\.[\w-]{1,1024}", re.ASCII)
# An identity token is a `JWT` to most issuers, too: it is the audience that tells it from an access token.
_TYPES = {None, "jwt", "at+jwt", "application/at+jwt"}
_LONGEST_SUBJECT = 255


class _Registry(JWSRegistry):
    """What a signature may be: one of ours, under headers as long as `_TOKEN` lets through, unknown ones ignored."""

    max_header_length = 4096


_SIGNATURES = _Registry(algorithms=ALGORITHMS, strict_check_header=False)


class AccessTokens:
    """Takes the access tokens of one issuer that are made for one audience."""

    def __init__(
        self,
        issuer: str,
        audience: str,
        keys: IssuerKeys,
        clock: Clock,
        *,
        leeway: int,
        scope_prefix: str | None,
    ) -> None:
        self._issuer = issuer
        self._keys = keys
        self._scope_prefix = scope_prefix
        self._claims = JWTClaimsRegistry(
            now=lambda: int(clock().timestamp()),
            leeway=leeway,
            iss={"essential": True, "value": issuer},
            aud={"essential": True, "value": audience},
            exp={"essential": True},
            sub={"essential": True},
        )

    @classmethod
    def of(cls, settings: Settings, clock: Clock) -> "AccessTokens":
        """Return what takes the tokens of the settings' issuer."""
        assert settings.oidc_issuer is not None  # noqa: S101 - asked for where there is one, and `Settings` ties
        assert settings.oidc_audience is not None  # noqa: S101 - the two together
        keys = IssuerKeys(partial(fetch_keys, settings.oidc_issuer, settings.oidc_jwks_url), clock)
        return cls(
            settings.oidc_issuer,
            settings.oidc_audience,
            keys,
            clock,
            leeway=settings.oidc_leeway,
            scope_prefix=settings.oidc_scope_prefix,
        )

    async def identify(self, token: str) -> SignIn:
        """Return whom a token is for: signed by the issuer, made for our audience, and valid now.

        Raises:
            RefusedTokenError: It is none of this.
            IssuerUnavailableError: Its key is not known, and the issuer does not answer.
        """
        claims = _object(await self._signed(token))
        try:
            self._claims.validate(claims)
        except JoseError as error:
            raise RefusedTokenError(error.error, said=error.description.replace('"', "'")) from None
        subject = claims["sub"]
        if not 0 < len(subject) <= _LONGEST_SUBJECT or not subject.isascii() or not subject.isprintable():
            raise RefusedTokenError("sub", said="The subject is not 1 to 255 printable ASCII characters")
        return SignIn(self._issuer, subject, self._scopes(claims), self._scope_prefix or "")

    async def close(self) -> None:
        """Stop asking the issuer for its keys."""
        await self._keys.close()

    async def _signed(self, token: str) -> bytes:
        """Return what the token says, once one of the issuer's keys has verified that the issuer said it."""
        parts = _TOKEN.fullmatch(token)
        if parts is None:
            raise RefusedTokenError("shape")
        header = _object(_decoded(parts[1]))
        algorithm, id, kind = header.get("alg"), header.get("kid"), header.get("typ")
        if algorithm not in ALGORITHMS:
            raise RefusedTokenError("alg")
        if "crit" in header:  # extensions that must be understood: we know none
            raise RefusedTokenError("crit")
        if not isinstance(id, str | None) or not isinstance(kind, str | None):
            raise RefusedTokenError("header")
        if (kind and kind.lower()) not in _TYPES:
            raise RefusedTokenError("typ")
        for candidate in await self._keys.find(algorithm, id):
            try:
                return jws.deserialize_compact(token, candidate.key, registry=_SIGNATURES).payload
            except JoseError:
                continue
        raise RefusedTokenError("signature")

    def _scopes(self, claims: dict[str, Any]) -> frozenset[str]:
        """Return what the token may be used for: everything, where scopes are not looked at."""
        if self._scope_prefix is None:
            return frozenset(Access)
        granted = claims.get("scope", claims.get("scp", ()))  # the standard's name, and that of large issuers
        if isinstance(granted, str):
            granted = granted.split(" ")
        if not isinstance(granted, list | tuple):
            return frozenset()
        return frozenset(scope for scope in Access if f"{self._scope_prefix}{scope}" in granted)


def _decoded(segment: str) -> bytes:
    try:
        return base64.urlsafe_b64decode(segment + "=" * (-len(segment) % 4))
    except ValueError:
        raise RefusedTokenError("base64") from None


def _object(text: bytes) -> dict[str, Any]:
    try:
        document = loads(text)
    except JsonError as error:
        raise RefusedTokenError(error.code) from None
    if not isinstance(document, dict):
        raise RefusedTokenError("shape")
    return document
