"""Identifiers of our own making."""

from uuid_utils import uuid7


def new_id() -> str:
    """Return a UUID version 7 as canonical text: later ones sort after earlier ones."""
    return str(uuid7())
