"""The check of a message: its words, held against every rule on words. Pure: text and facts in, findings out."""

from collections import Counter
from collections.abc import Callable, Iterator

from api.messages.complaints import stay_positive
from api.messages.courtesies import says_thanks, says_why_enclosed
from api.messages.demands import no_demands
from api.messages.finding import Finding, Part
from api.messages.greeting import right_name
from api.messages.interest import restate_interest
from api.messages.letter import Letter
from api.messages.manners import work_appropriate
from api.messages.message import Context, Message
from api.messages.organizations import right_organization
from api.messages.placeholders import no_placeholder
from api.messages.recount import no_recount
from api.messages.relevance import job_specific, one_note_each
from api.messages.shortcomings import no_shortcomings
from api.messages.sincerity import brief, sincere
from api.messages.voicemail import leave_the_ball
from api.policy.rules import POSITION

CHECKS: tuple[Callable[[Letter], Iterator[Finding]], ...] = (
    leave_the_ball,
    stay_positive,
    one_note_each,
    no_demands,
    brief,
    right_name,
    right_organization,
    no_placeholder,
    says_thanks,
    restate_interest,
    job_specific,
    sincere,
    work_appropriate,
    no_recount,
    no_shortcomings,
    says_why_enclosed,
)
"""Every check of a message's words."""

_PER_RULE = 5
"""How often a rule speaks of one message; after that, everybody has understood."""


def check(message: Message, context: Context) -> tuple[Finding, ...]:
    """Say which rules the words of a message break: in rulebook order, and within a rule in the order of the text."""
    letter = Letter(message, context)
    found = sorted((finding for look in CHECKS for finding in look(letter)), key=_place)
    seen: Counter[str] = Counter()
    kept = []
    for finding in found:
        seen[finding.rule] += 1
        if seen[finding.rule] <= _PER_RULE:
            kept.append(finding)
    return tuple(kept)


def _place(finding: Finding) -> tuple[int, bool, int]:
    span = finding.span
    return POSITION[finding.rule], span is not None and span.field is Part.BODY, span.start if span else 0
