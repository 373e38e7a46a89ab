"""Identifiers of our own making."""

import hashlib
from uuid import UUID

from uuid_utils import uuid7

_SIGN_INS = b"afterword sign-in\0"


def new_id() -> str:
    """Return a UUID version 7 as canonical text: later ones sort after earlier ones."""
    return str(uuid7())


def sign_in_id(issuer: str, subject: str) -> str:
    """Return the id of the account that is for this subject of this issuer: a UUID version 8, always the same.

    It is cut from a SHA-256 over both texts with their lengths, so that no other pair of texts amounts to the same.
    """
    named = b"".join(len(text).to_bytes(4) + text for text in (issuer.encode(), subject.encode()))
    bits = int.from_bytes(hashlib.sha256(_SIGN_INS + named).digest()[:16])
    version, variant = 8 << 76, 0b10 << 62
    return str(UUID(int=bits & ~(0xF << 76) & ~(0b11 << 62) | version | variant))
