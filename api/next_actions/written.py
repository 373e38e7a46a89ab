"""A plan in writing: all that an account's facts ask for, put into words once for whatever the clock will make of it.

Of an action's words only the status is the clock's. So as long as nothing is recorded and no fact becomes known, what
is written answers every query, and nothing need be evaluated.
"""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import NamedTuple, Self

from msgspec.json import Decoder

from api.next_actions.wire import encode
from api.policy.decision import Caution, Status, Window
from api.policy.engine import DEFAULT_HORIZON, Decision, Place, Proposal


class Line(NamedTuple):
    """An action: what it is selected and ordered by, and where its JSON stands, all but its status.

    The texts from `start` to `middle` come before the status, those from `middle` to `end` after it.
    """

    window: Window
    key: str
    kind: str
    interview_id: str
    contact_id: str | None
    start: int
    middle: int
    end: int


class Warned(NamedTuple):
    """A caution: when it matters, and where its JSON stands."""

    since: datetime
    until: datetime | None
    interview_id: str
    start: int
    end: int


LONGEST = 2_000
"""Lines of a plan that is worth writing: four megabytes. Reading it takes a hundredth of the time of deciding."""
_OVERHEAD, _OF_A_LINE, _OF_A_CAUTION = 400, 700, 250
"""Bytes that a plan takes by itself, for each line and for each caution beside its texts, about."""

_OUTLINE = Decoder(tuple[datetime | None, list[Line], list[Warned]])


class Standing(NamedTuple):
    """A line at an instant."""

    status: Status
    window: Window
    key: str
    kind: str
    interview_id: str
    contact_id: str | None
    start: int
    middle: int
    end: int

    @property
    def order(self) -> Place:
        """Its own place in the list."""
        return Proposal.place(self.status, self.window.due_at, self.key)


class UnsaidError(LookupError):
    """A plan does not say what is asked of it: it has to be decided."""


class Written(NamedTuple):
    """A plan in writing. It holds from `since` on and before `until`, None for as long as nothing is recorded.

    `last` is what `changes_at` is right before `until`, looking as far ahead as is usual.
    """

    since: datetime
    until: datetime | None
    last: datetime | None
    lines: Sequence[Line]
    cautions: Sequence[Warned]
    texts: bytes

    @classmethod
    def of(cls, decision: Decision) -> Self:
        """Write down what a decision rests on."""
        texts = bytearray()
        lines = [_line(proposal, texts) for proposal in decision.ahead]
        cautions = [_warned(caution, texts) for caution in decision.cautions_ahead]
        return cls(decision.at, decision.holds_until, decision.last_change, lines, cautions, bytes(texts))

    @classmethod
    def read(cls, since: datetime, until: datetime | None, lines: bytes, texts: bytes) -> Self:
        """Read what `outline` gave."""
        return cls(since, until, *_OUTLINE.decode(lines), texts)

    def outline(self) -> bytes:
        """Return all but the texts: when each line and caution matters, what it is about, and where its texts are."""
        return encode((self.last, self.lines, self.cautions))

    @property
    def size(self) -> int:
        """How many bytes it takes, about."""
        return _OVERHEAD + _OF_A_LINE * len(self.lines) + _OF_A_CAUTION * len(self.cautions) + len(self.texts)

    def changes_at(self, at: datetime, horizon: timedelta) -> datetime | None:
        """The earliest instant after `at` at which the answer differs; raise `UnsaidError` where it does not say.

        Before a fact becomes known, only the engine knows whether that will change anything.
        """
        boundary = self._clock_changes_at(at, horizon)
        if at < self.since:
            raise UnsaidError
        if self.until is None or (boundary is not None and boundary < self.until):
            return boundary
        if at < self.until and horizon == DEFAULT_HORIZON:
            return self.last
        raise UnsaidError

    def _clock_changes_at(self, at: datetime, horizon: timedelta) -> datetime | None:
        ahead = [b for line in self.lines for b in line.window.boundaries(horizon) if b > at]
        ahead += [b for since, until, *_ in self.cautions for b in (since, until or since) if b > at]
        return min(ahead, default=None)

    def standing(self, at: datetime, horizon: timedelta) -> list[Standing]:
        """What is on the list at an instant, in its order."""
        found = ((line.window.status(at, horizon), line) for line in self.lines)
        return sorted((Standing(status, *line) for status, line in found if status is not None), key=_order)

    def words(self, one: Standing) -> bytes:
        """The JSON of an action."""
        return self.texts[one.start : one.middle] + one.status.encode() + self.texts[one.middle : one.end]

    def warnings(self, at: datetime, interview_id: str | None) -> Iterable[bytes]:
        """The JSON of each caution that matters at an instant, perhaps of one interview, in the answer's order."""
        for since, until, of, start, end in self.cautions:
            if since <= at and (until is None or at < until) and interview_id in (None, of):
                yield self.texts[start:end]


def _line(proposal: Proposal, texts: bytearray) -> Line:
    """Put an action into words. What looks like its status within a text has its quotation marks escaped."""
    start = len(texts)
    before, _, after = encode(proposal.action()).partition(b'"status":"%s"' % proposal.status.encode())
    texts += before + b'"status":"'
    middle = len(texts)
    texts += b'"' + after
    about = (proposal.key, proposal.kind, proposal.interview_id, proposal.contact_id)
    return Line(proposal.window, *about, start, middle, len(texts))


def _warned(caution: Caution, texts: bytearray) -> Warned:
    start = len(texts)
    texts += encode(caution)
    return Warned(caution.since, caution.until, caution.interview_id, start, len(texts))


def _order(standing: Standing) -> Place:
    return standing.order
