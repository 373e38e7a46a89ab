"""What a check finds, and what that comes to."""

from collections.abc import Iterable
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


class MessageVerdict(StrEnum):
    """What to do with a message, by the worst of its findings."""

    SEND = "send"
    RECONSIDER = "reconsider"
    DO_NOT_SEND = "do_not_send"


def verdict(findings: Iterable[Finding]) -> MessageVerdict:
    """Say what the findings come to: an error is not to be sent, a warning to be thought about, a hint to be sent."""
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return MessageVerdict.DO_NOT_SEND
    return MessageVerdict.RECONSIDER if Severity.WARNING in severities else MessageVerdict.SEND
