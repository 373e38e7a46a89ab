"""What the rest of the service knows of signing in elsewhere. Loads nothing that only a configured issuer needs."""

from typing import NamedTuple, Protocol

from api.clock import Clock
from api.settings import Settings


class SignIn(NamedTuple):
    """Whom an access token is for: a subject of an issuer.

    `scopes` is what it may be used for here, of `read` and `write`; the issuer calls each by a name that starts with
    `scope_prefix`.
    """

    issuer: str
    subject: str
    scopes: frozenset[str]
    scope_prefix: str


class RefusedTokenError(Exception):
    """The token is not one that we take.

    `said` is what its bearer may be told, in ASCII without quotation marks: None where the issuer did not sign it.
    """

    def __init__(self, reason: str, *, said: str | None = None) -> None:
        super().__init__(reason)
        self.said = said


class IssuerUnavailableError(Exception):
    """Whether the token is good cannot be told just now. `retry_after` is in seconds."""

    def __init__(self, retry_after: int) -> None:
        super().__init__()
        self.retry_after = retry_after


class SignIns(Protocol):
    """Whatever can tell whom a token is for."""

    async def identify(self, token: str) -> SignIn:
        """Return whom the token is for; raise `RefusedTokenError` or `IssuerUnavailableError`."""

    async def close(self) -> None:
        """Stop asking the issuer for anything."""


def open_sign_ins(settings: Settings, clock: Clock) -> SignIns | None:
    """Return what takes the tokens of the issuer that the settings name, or None. Asks nobody anything yet."""
    if settings.oidc_issuer is None:
        return None
    from api.web.oidc.tokens import AccessTokens  # noqa: PLC0415 - a tenth of a second that most services can spare

    return AccessTokens.of(settings, clock)
