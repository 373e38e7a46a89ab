"""The secrets that messages are signed with, after the Standard Webhooks specification.

They have to be stored such that we can sign with them. Where the operator gives a key they are encrypted with it, so
that the database alone, or a backup, signs nothing; without one they are stored as they are.
"""

import base64
import hashlib
import hmac
import secrets
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

PREFIX = "whsec_"
OVERLAP = timedelta(hours=24)
"""How long a secret goes on signing beside the one that took its place."""
_BYTES = 32


class SealedSecretError(Exception):
    """A stored secret cannot be read with the keys that the settings give."""


class Vault:
    """What seals secrets for the database, and opens them again. The first key seals, and each of them opens."""

    def __init__(self, keys: Sequence[str]) -> None:
        self._keys = keys

    def seal(self, secret: str) -> bytes:
        """Return what is stored of a secret."""
        if not self._keys:
            return secret.encode()
        from cryptography.fernet import Fernet  # noqa: PLC0415 - loaded where there is a key, as it takes a while

        return Fernet(self._keys[0]).encrypt(secret.encode())

    def open(self, sealed: bytes) -> str:
        """Return the secret that something stored is; raise `SealedSecretError`."""
        if sealed.startswith(PREFIX.encode()):
            return sealed.decode()
        from cryptography.fernet import Fernet, InvalidToken, MultiFernet  # noqa: PLC0415 - as above

        try:
            return MultiFernet([Fernet(key) for key in self._keys]).decrypt(sealed).decode()
        except (InvalidToken, ValueError):
            raise SealedSecretError("a webhook's secret was sealed with another key") from None


def new_secret() -> str:
    """Return a fresh secret, as receivers take it."""
    return PREFIX + base64.b64encode(secrets.token_bytes(_BYTES)).decode()


def signed(keys: Iterable[str], id: str, at: datetime, body: bytes) -> dict[str, str]:
    """Return the headers that say what a message is, when this attempt was made, and that it is ours."""
    timestamp = str(int(at.timestamp()))
    content = b"%s.%s.%s" % (id.encode(), timestamp.encode(), body)
    signatures = (hmac.new(base64.b64decode(key.removeprefix(PREFIX)), content, hashlib.sha256) for key in keys)
    return {
        "webhook-id": id,
        "webhook-timestamp": timestamp,
        "webhook-signature": " ".join(f"v1,{base64.b64encode(one.digest()).decode()}" for one in signatures),
    }
