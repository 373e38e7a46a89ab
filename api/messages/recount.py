"""The interview retold point by point, to people who were there."""

from collections.abc import Iterator, Sequence

from api.messages.constructions import Pattern
from api.messages.finding import Finding, Severity, Span, broken
from api.messages.letter import Letter
from api.messages.phrases import compiled, quoted
from api.messages.reading import code
from api.messages.text import Text, words
from api.policy.facts import Purpose

_TOLD = Pattern(
    "discussed/talked/spoke/covered/touched/asked/told/showed/walked/explained/described/mentioned/answered/replied/"
    "said/started/began/ended/finished/concluded/introduced/presented/responded/continued/wrapped/opened/closed/"
    "reviewed/concerned/listed/named/defined/chatted/toured/questioned | went ( over/through/on/into ) | moved on "
    "| turned to | took me | gave me | brought up | looked at | dealt with | set out | wanted to know"
)
_TELLERS = frozenset(map(code, words("we you i he she they panel dean chair question second third fourth next last")))
_BETWEEN = frozenset(map(code, words("both all first firstly then also next finally later afterwards again had have")))
"""What stands between the one who tells and the telling: «you then also asked»."""
_ORDER = Pattern(
    "( after ( that/this/which ) | later on | to recap | moved on to | before wrapping up | your ( first/opening/next/"
    "last/final ) | in the end | at the end | to ( begin/start ) with | at the ( beginning/start ) | in the beginning "
    "| following that | from there | before ( that/closing ) | to ( finish/conclude ) "
    "| first/firstly/second/secondly/third/thirdly/then/next/afterward/afterwards/later/finally/lastly/subsequently "
    "| last )"
)
_ASKED = compiled(
    r"\b(?:you|he|she|they|[\w-]+) (?:then |also |next |first |finally |later )?(?:asked|wanted to know|questioned|"
    r"enquired|inquired)\b[^.!?\n]{0,160}?[.,;:]?[\s\n]{0,3}"
    r"(?:and |to which |where |so |then )?(?:i|my answer was|my reply was)(?: \w+)?(?: (?:answered|replied|said|told|"
    r"explained|responded|described|mentioned|gave|talked|spoke|was))?\b"
)
_ASKING = words("asked wanted questioned enquired inquired")
_MIN_ORDER, _MIN_POINTS, _MANY_POINTS, _MIN_PAIRS = 2, 3, 8, 2


def no_recount(letter: Letter) -> Iterator[Finding]:
    """Find a retelling of the interview point by point, and none in a list of needs or in plans for a problem."""
    if letter.message.purpose is Purpose.REFERENCE_BRIEFING:
        return
    text, reading = letter.body, letter.body.reading
    points = sorted(_points(letter))
    told = {reading.sentence(point) for point in points}
    orders = sum(reading.sentence(start) in told for start, _ in _ORDER.find(reading)) if points else 0
    is_told_in_order = orders > _MIN_ORDER or (orders == _MIN_ORDER and len(points) > _MIN_POINTS)
    if is_told_in_order or len(points) >= _MANY_POINTS or (len(points) > _MIN_POINTS and _are_pairs(text, points)):
        start, end = _place(text, points)
        yield broken(
            "no-recount",
            f"{quoted(text, start, end)} retells the interview: {len(points)} points of it.",
            "They were there: keep the one point that matters, and what you make of it.",
            severity=Severity.WARNING,
            span=Span(text.part, start, end),
        )


def _points(letter: Letter) -> Iterator[int]:
    """Go through the points that are retold, by the sign of who tells it."""
    reading = letter.body.reading
    for told, _ in _TOLD.find(reading):
        for teller in range(told - 1, max(-1, told - 4), -1):
            sign = reading.codes[teller]
            if sign in _TELLERS or reading.place(teller, teller + 1)[0] in letter.name_places:
                yield teller
                break
            if sign not in _BETWEEN:
                break


def _are_pairs(text: Text, points: Sequence[int]) -> bool:
    """Whether questions and answers alternate."""
    if _ASKING.isdisjoint(text.words):
        return False
    return sum(1 for _ in _ASKED.finditer(text.prose, *_place(text, points))) >= _MIN_PAIRS


def _place(text: Text, points: Sequence[int]) -> tuple[int, int]:
    """Return from where to where all of it goes."""
    reading = text.reading
    start, last = reading.place(points[0], points[-1] + 1)
    end = text.sentence_at(last - 1).end
    return start, len(text.prose[:end].rstrip())
