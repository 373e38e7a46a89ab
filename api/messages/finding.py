"""What a check finds."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from api.policy.rules import RULES_BY_ID
from api.policy.sources import Source


class Severity(StrEnum):
    """How much a finding weighs."""

    ERROR = "error"
    """Do not send."""
    WARNING = "warning"
    """Reconsider."""
    HINT = "hint"


class Part(StrEnum):
    """The part of a message that a span lies in."""

    SUBJECT = "subject"
    BODY = "body"


@dataclass(frozen=True, slots=True)
class Span:
    """Where in a message, in code points: `[start, end)`."""

    field: Part
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One rule that a touch breaks: what was found, what to do instead, and from when on it would be right."""

    rule: str
    severity: Severity
    message: str
    suggestion: str
    span: Span | None
    available_from: datetime | None
    sources: tuple[Source, ...]


def broken(
    rule_id: str,
    message: str,
    suggestion: str,
    *,
    severity: Severity = Severity.ERROR,
    span: Span | None = None,
    later: datetime | None = None,
) -> Finding:
    """Return the finding that a rule is broken, with the sources that the rule rests on."""
    return Finding(rule_id, severity, message, suggestion, span, later, RULES_BY_ID[rule_id].sources)
