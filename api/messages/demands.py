"""Pressure: demands and deadlines that are put to them."""

from collections.abc import Iterator

from api.messages.constructions import Construction, Pattern
from api.messages.deadlines import DEADLINES
from api.messages.finding import Finding, Severity
from api.messages.insistence import INSISTENCE
from api.messages.letter import Letter
from api.messages.orders import ORDERS
from api.messages.phrases import Lapse, lapses
from api.messages.text import Text
from api.messages.threats import THREATS

_DEMAND = Lapse(
    "no-demands",
    Severity.ERROR,
    "puts a demand to them.",
    "Ask, and leave the answer and its time to them: “I would be glad to hear how things stand.”",
    constructions=(*DEADLINES, *INSISTENCE, *ORDERS, *THREATS),
)
_URGENT = Lapse(
    "no-demands",
    Severity.ERROR,
    "puts them under pressure.",
    "Say in the subject what the message is about, no more.",
    constructions=(
        Construction(
            "urgent/urgently/immediate | ( final/last/second/third ) ( reminder/notice/request ) "
            "| ( reply/response/answer/decision/action ) ( needed/required/requested/overdue )",
            example="Urgent: reply needed",
            but_not="Senior Analyst: thank you",
        ),
    ),
)
_POLITE = Pattern("( would/could/might/may ) ( it/you/i/there ) | i ( would/'d/wonder ) | is there")
_OFFERED = Pattern("OTHER_OFFER")


def no_demands(letter: Letter) -> Iterator[Finding]:
    """Find demands, and deadlines that are put to them."""
    for text in letter.texts:
        for finding in lapses(text, (_DEMAND,)):
            if finding.span is None or not _explains_itself(text, finding.span.start):
                yield finding
    if letter.subject is not None:
        yield from lapses(letter.subject, (_URGENT,))


def _explains_itself(text: Text, place: int) -> bool:
    """Whether a polite question follows the mention of another offer, whose deadline is not of one's own making."""
    reading = text.reading
    start = reading.at(place)
    sentence, end = reading.sentence(start)
    return any(_POLITE.within(reading, sentence, end)) and any(_OFFERED.within(reading, 0, start))
