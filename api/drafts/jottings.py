"""What of a debrief goes into one message: chosen for its reader, as far as it can be said."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from api.drafts.grammar import Sought
from api.drafts.phrases import LONG, SHORT, Phrase, Reader, Refusal, RefusedError, phrase, topical
from api.policy.facts import Debrief
from api.policy.rules.thanks import Angle

_TRIED = 5
"""Jottings looked at for one place in a message, so that a debrief of hundreds takes no longer than one of five."""
_TOP_NEEDS = 3
_HEARD = 3


class Explain(Protocol):
    """Puts a refusal into a prompt for the candidate."""

    def __call__(self, reason: Refusal, limit: int) -> str:
        """Return the prompt."""


@dataclass(frozen=True, slots=True)
class Point:
    """The one thing that a thank-you adds. What its angle does not speak of is None."""

    angle: Angle
    fact: Phrase | None = None
    reason: Phrase | None = None
    problem: Phrase | None = None
    idea: Phrase | None = None
    question: Phrase | None = None
    answer: Phrase | None = None
    concern: Phrase | None = None
    reassurance: Phrase | None = None
    needs: Sequence[Phrase] = ()
    praise: Phrase | None = None


class Jottings:
    """The debrief of an interview, read for one reader.

    `place` is the reader's place among those who get the same kind of message: each place begins elsewhere in every
    list. `withheld` names the fields that must stay out. What is looked for and cannot be said is put into `missing`,
    by field, with the prompt of `explain`. `scale` shortens what may be long, for messages that have to be short.
    """

    def __init__(
        self,
        debrief: Debrief,
        reader: Reader,
        *,
        place: int,
        withheld: Mapping[str, str],
        explain: Explain,
        scale: float = 1,
    ) -> None:
        self.missing: dict[str, str] = {}
        self.said: list[Phrase] = []
        """All that was made ready."""
        self._debrief = debrief
        self._reader = reader
        self._place = place
        self._withheld = withheld
        self._explain = explain
        self._scale = scale

    # One jotting

    def say(self, field: str, text: str | None, limit: int = SHORT, sought: Sought = Sought.ANYTHING) -> Phrase | None:
        """Make one jotting ready. None where there is none, or where it has to stay out, which `missing` then says."""
        if not text:
            return None
        field = f"debrief.{field}"
        if prompt := self._withheld.get(field):
            self.missing[field] = prompt
            return None
        most = round(limit * self._scale)
        try:
            found = phrase(field, text, self._reader, most, sought)
        except RefusedError as refused:
            # What is only too long for a text message is no fault of the jotting.
            if self._scale == 1 or refused.reason is not Refusal.TOO_LONG:
                self.missing[field] = self._explain(refused.reason, most)
            return None
        if found:
            self.said.append(found)
        return found

    def _first(self, name: str, texts: Sequence[str], fits: Callable[[Phrase], bool]) -> Phrase | None:
        return next((p for p in self._said(name, self._rotated(texts)) if fits(p)), None)

    def _said(self, name: str, texts: Iterable[tuple[int, str]]) -> Iterator[Phrase]:
        for index, text in texts:
            if found := self.say(f"{name}.{index}", text):
                yield found

    def _rotated(self, texts: Sequence[str]) -> list[tuple[int, str]]:
        found = list(enumerate(texts))
        start = self._place % len(found) if found else 0
        return (found[start:] + found[:start])[:_TRIED]

    # What a message may take up

    def topic(self) -> Phrase | None:
        """Something that was talked about."""
        topics = [topical(text) for text in self._debrief.topics]
        return self._first("topics", topics, lambda p: p.is_noun)

    def forgotten(self) -> Phrase | None:
        """Something that the candidate did not get to say: each reader's own, or nothing."""
        texts = self._debrief.forgotten
        if self._place >= len(texts):
            return None
        return self.say(f"forgotten.{self._place}", texts[self._place], sought=Sought.OWN)

    def challenge(self) -> Phrase | None:
        """Something that they struggle with, and the candidate could help with."""
        return self._first("challenges", self._debrief.challenges, lambda p: p.is_noun)

    def praise(self) -> Phrase | None:
        """Something that they liked."""
        return self._first("praise", self._debrief.praise, lambda p: p.is_clause or p.is_noun)

    def needs(self) -> list[Phrase]:
        """What they look for most."""
        most = enumerate(self._debrief.needs[:_TOP_NEEDS])
        return _distinct(found for at, text in most if (found := self.say(f"needs.{at}", text, sought=Sought.NEED)))

    def heard(self) -> list[Phrase]:
        """What was heard about the job, for somebody who was not there."""
        texts = [topical(text) for text in self._debrief.topics]
        learned = self._said("learned", enumerate(self._debrief.learned[:_HEARD]))
        return _distinct([*learned, *self._said("topics", enumerate(texts[:_HEARD]))])[:_HEARD]

    def point(self, wanted: Angle | None) -> Point | None:
        """The one thing to add: by the angle that is wanted, else by the first that applies.

        Another place begins with another of them. None where the angle that is wanted finds nothing.
        """
        has_needs = wanted is Angle.INTEREST or bool(self._debrief.needs)
        everything = [
            *((Angle.SURPRISE, i) for i, _ in enumerate(self._debrief.surprises)),
            *((Angle.IDEA, i) for i, p in enumerate(self._debrief.problems) if p.idea),
            *((Angle.BETTER_ANSWER, i) for i, q in enumerate(self._debrief.questions) if q.better_answer),
            *((Angle.REASSURANCE, i) for i, c in enumerate(self._debrief.concerns) if c.certain and c.reassurance),
            *([(Angle.INTEREST, 0)] if has_needs else ()),
        ]
        possible = [(angle, i) for angle, i in everything if wanted in (None, angle)]
        if wanted is None and self._scale < 1 and self._place >= len(possible):
            return self._point(Angle.INTEREST, 0)  # a short message is all point: the same one twice is not personal
        start = self._place % len(possible) if possible else 0
        for angle, index in (possible[start:] + possible[:start])[:_TRIED]:
            if point := self._point(angle, index):
                return point
        return Point(Angle.INTEREST) if wanted is None else None

    def _point(self, angle: Angle, index: int) -> Point | None:
        debrief = self._debrief
        match angle:
            case Angle.SURPRISE:
                surprise, name = debrief.surprises[index], f"surprises.{index}"
                fact = self.say(f"{name}.fact", surprise.fact, sought=Sought.FACT)
                is_told = fact and self._scale == 1  # a short message has no room for it
                reason = self.say(f"{name}.reason", surprise.reason, sought=Sought.REASON) if is_told else None
                return Point(angle, fact=fact, reason=reason) if fact else None
            case Angle.IDEA:
                problem, name = debrief.problems[index], f"problems.{index}"
                idea = self.say(f"{name}.idea", problem.idea, LONG, Sought.IDEA)
                raised = self.say(f"{name}.problem", problem.problem, sought=Sought.FACT)
                return Point(angle, problem=raised, idea=idea) if idea and raised else None
            case Angle.BETTER_ANSWER:
                question, name = debrief.questions[index], f"questions.{index}"
                asked = self.say(f"{name}.question", question.question)
                answer = self.say(f"{name}.better_answer", question.better_answer, LONG, Sought.OWN)
                return Point(angle, question=asked, answer=answer) if asked and answer else None
            case Angle.REASSURANCE:
                concern, name = debrief.concerns[index], f"concerns.{index}"
                doubt = self.say(f"{name}.concern", concern.concern)
                reassurance = self.say(f"{name}.reassurance", concern.reassurance, LONG, Sought.OWN)
                return Point(angle, concern=doubt, reassurance=reassurance) if doubt and reassurance else None
            case Angle.INTEREST:
                return Point(angle, needs=self.needs(), praise=self.praise())


def _distinct(phrases: Iterable[Phrase]) -> list[Phrase]:
    """Return phrases without those that say a second time what one before them says."""
    found: dict[str, Phrase] = {}
    for one in phrases:
        found.setdefault(one.text, one)
    return list(found.values())
