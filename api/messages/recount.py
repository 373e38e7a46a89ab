"""The interview retold point by point, to people who were there."""

import re
from collections.abc import Iterator

from api.messages.finding import Finding, Severity, Span, broken
from api.messages.letter import Letter
from api.messages.phrases import compiled, quoted
from api.messages.text import words
from api.policy.facts import Purpose

_TOLD = (
    r"(?:discussed|talked|spoke|covered|went over|went through|went on|went into|touched|asked|told|showed|walked|"
    r"explained|described|mentioned|answered|replied|"
    r"said|moved on|turned to|started|began|ended|finished|concluded|introduced|took me|gave me|presented|responded|"
    r"continued|wrapped|opened|closed|brought up|"
    r"reviewed|looked at|concerned|dealt with|set out|listed|named|defined|chatted|toured|questioned|asked me|"
    r"wanted to know)"
)
_POINT = compiled(
    rf"\b(?:we|you|i|he|she|they|[\w-]+) (?:(?:both|all|first|firstly|then|also|next|finally|later|afterwards|again|"
    rf"had|have) ){{0,2}}(?P<verb>{_TOLD})\b"
)
_TELLING = words(" ".join(re.findall("[a-z]+", _TOLD)))
_TELLERS = words("we you i he she they panel dean chair question second third fourth next last")
_ORDER = compiled(
    r"\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|then|next|after (?:that|this|which)|afterwards?|later(?: on)?|"
    r"finally|lastly|to recap|moved on to|before wrapping up|your (?:first|opening|next|last|final)|in the end|"
    r"at the end|to (?:begin|start) with|at the (?:beginning|start)|in the beginning|subsequently|following that|"
    r"from there|before (?:that|"
    r"closing)|to finish|to conclude|last)\b"
)
_ASKED = compiled(
    r"\b(?:you|he|she|they|[\w-]+) (?:then |also |next |first |finally |later )?(?:asked|wanted to know|questioned|"
    r"enquired|inquired)\b[^.!?\n]{0,160}?[.,;:]?[\s\n]{0,3}"
    r"(?:and |to which |where |so |then )?(?:i|my answer was|my reply was)(?: \w+)?(?: (?:answered|replied|said|told|"
    r"explained|responded|described|mentioned|gave|talked|spoke|was))?\b"
)
_MIN_ORDER, _MIN_POINTS, _MANY_POINTS, _MIN_PAIRS = 2, 3, 8, 2


def no_recount(letter: Letter) -> Iterator[Finding]:
    """Find a retelling of the interview point by point, and none in a list of needs or in plans for a problem."""
    if letter.message.purpose is Purpose.REFERENCE_BRIEFING:
        return
    text = letter.body
    prose = text.prose
    points: list[tuple[int, int]] = []
    orders = pairs = 0
    for sentence in text.sentences_with(_TELLING):
        said = text.said(sentence)
        here = [
            (sentence.start + found.start(), sentence.end)
            for found in _POINT.finditer(said)
            if _is_retelling(found, letter, sentence.start)
        ]
        if here:
            points += here
            orders += sum(1 for _ in _ORDER.finditer(said))
    if len(points) >= _MIN_PAIRS:
        pairs = sum(1 for _ in _ASKED.finditer(prose, points[0][0], points[-1][1]))
    is_told_in_order = bool(points) and (orders > _MIN_ORDER or (orders == _MIN_ORDER and len(points) > _MIN_POINTS))
    if is_told_in_order or len(points) >= _MANY_POINTS or (pairs >= _MIN_PAIRS and len(points) >= _MIN_POINTS + 1):
        start, end = points[0][0], len(prose[: points[-1][1]].rstrip())
        yield broken(
            "no-recount",
            f"{quoted(text, start, end)} retells the interview: {len(points)} points of it.",
            "They were there: keep the one point that matters, and what you make of it.",
            severity=Severity.WARNING,
            span=Span(text.part, start, end),
        )


def _is_retelling(found: re.Match[str], letter: Letter, offset: int) -> bool:
    teller = found.group().split(" ", 1)[0]
    if teller in _TELLERS:
        return True
    return found.start() + offset in letter.name_places
