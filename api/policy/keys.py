"""Keys: the stable names of obligations, safe in a URL path."""

import re
from functools import lru_cache
from hashlib import sha256

_PLAIN = re.compile(r"[A-Za-z0-9_-]+")
_LONGEST = 64
"""Characters of the longest identifier."""


def key(rule: str, interview_id: str, *parts: str | int) -> str:
    """The key of one obligation: the rule, the interview, and what tells it from its siblings.

    Parts are joined by dots. A part that is not plain (letters, digits, `_` and `-`) is replaced by `~` and a digest of
    it, so that the key stays short and needs no escaping, whatever the identifier or title.
    """
    opening = f"{rule}.{_part(interview_id)}"
    return f"{opening}.{'.'.join(map(_part, parts))}" if parts else opening


def interview_of(key: str) -> str | None:
    """The interview that a key speaks of; None for what is no key, or where the identifier was not plain."""
    parts = key.split(".")
    return parts[1] if len(parts) > 1 and _PLAIN.fullmatch(parts[1]) else None


@lru_cache(maxsize=65_536)
def _part(value: str | int) -> str:
    text = str(value)
    if len(text) <= _LONGEST and _PLAIN.fullmatch(text):
        return text
    return "~" + sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:32]
