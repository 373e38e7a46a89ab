"""The check of a message: its words, held against every rule on words. Pure: text and facts in, findings out."""

from collections.abc import Iterable
from enum import StrEnum

from api.messages.finding import Finding, Severity
from api.messages.message import Context, Message


class Verdict(StrEnum):
    """What to do with a message, by the worst of its findings."""

    SEND = "send"
    RECONSIDER = "reconsider"
    DO_NOT_SEND = "do_not_send"


def check(message: Message, context: Context) -> tuple[Finding, ...]:
    """Say which rules the words of a message break: in rulebook order, and within a rule in the order of the text."""
    return ()


def verdict(findings: Iterable[Finding]) -> Verdict:
    """Say what the findings come to: an error is not to be sent, a warning to be thought about, a hint to be sent."""
    severities = {finding.severity for finding in findings}
    if Severity.ERROR in severities:
        return Verdict.DO_NOT_SEND
    return Verdict.RECONSIDER if Severity.WARNING in severities else Verdict.SEND
