"""What a check finds: a sentence, how bad it is, and how to mend it."""

from enum import StrEnum
from typing import NamedTuple


class Verdict(StrEnum):
    """How bad it is. A warning is for whoever runs the service to judge; an error has to be mended."""

    OK = "ok"
    WARNING = "warning"
    ERROR = "error"


class Finding(NamedTuple):
    """What one check found. A remedy is there wherever something is wrong. Nothing here repeats a secret."""

    check: str
    verdict: Verdict
    said: str
    remedy: str | None = None


def ok(check: str, said: str) -> Finding:
    """Return that something is as it should be."""
    return Finding(check, Verdict.OK, said)


def warning(check: str, said: str, remedy: str) -> Finding:
    """Return that something may be meant, and often is not."""
    return Finding(check, Verdict.WARNING, said, remedy)


def error(check: str, said: str, remedy: str) -> Finding:
    """Return that something is wrong."""
    return Finding(check, Verdict.ERROR, said, remedy)
