"""Writes a message: the words are the templates', the facts the dossier's. Nothing here reads a clock or rolls a die.

A jotting of the debrief that breaks a rule on words in its place is taken out again, and the candidate is told why.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from api.drafts.errand import Errand, Missing, place_of
from api.drafts.phrases import Phrase
from api.drafts.sheet import Sheet
from api.drafts.templating import prompt
from api.messages.finding import Finding, Part, Severity
from api.messages.message import Message
from api.policy.rules.thanks import Angle

Check = Callable[[Message], Sequence[Finding]]

_MOST_WITHHELD = 30
"""A debrief that breaks the rules more often than that is answered with what its last version breaks."""
_OTHER_PLACES = 6
"""How many other wordings are tried for a message that is too much like one already sent."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A message, what is still to be filled in, and what its own check finds."""

    message: Message
    angle: Angle | None
    missing: tuple[Missing, ...]
    findings: tuple[Finding, ...]


def write(errand: Errand, check: Check) -> Draft:
    """Write a message, and hold it against its check until no jotting in it breaks a rule.

    Where it is too long, it does without its extras, one after the other. Where it is too much like what somebody else
    of the panel has had, it is worded as for another place in the panel.
    """
    withheld: dict[str, str] = {}
    own_place = place = place_of(errand)
    spared = 0
    while True:
        sheet = Sheet(errand, place, withheld, spared)
        if sheet.is_too_long and spared < sheet.extras:
            spared += 1
            continue
        findings = tuple(check(sheet.message))
        broken = {p.field: f for f in findings for p in sheet.phrases if _points_into(f, p, sheet.message)}
        if broken and len(withheld) < _MOST_WITHHELD:
            withheld |= {field: prompt("finding", f.message, f.suggestion) for field, f in broken.items()}
        elif place < own_place + _OTHER_PLACES and any(f.rule == "one-note-each" for f in findings):
            place += 1
        else:
            return Draft(sheet.message, sheet.angle, sheet.missing, findings)


def _points_into(finding: Finding, phrase: Phrase, message: Message) -> bool:
    """Whether an error or a warning points at the words of a phrase."""
    if finding.span is None or finding.severity is Severity.HINT:
        return False
    text = (message.subject or "") if finding.span.field is Part.SUBJECT else message.body
    words = phrase.text[1:]  # the first letter may have become a capital
    start = text.find(words)
    while start >= 0:
        if finding.span.start < start + len(words) and start - 1 < finding.span.end:
            return True
        start = text.find(words, start + 1)
    return False
