"""Turns of phrase: patterns over prose, and the findings that they come to."""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from api.messages.constructions import Construction, Constructions
from api.messages.finding import Finding, Severity, Span, broken
from api.messages.text import Text, words

_SPACE = re.compile(r"\[(?:\\.|[^\]\\])*\]| \??")
"""A space of a pattern, or a set of characters, in which a space is itself."""
_STRETCHES = {" ": " {1,9}", " ?": " {0,9}"}


def compiled(pattern: str) -> re.Pattern[str]:
    """Compile a pattern over prose, in which a space stands for any stretch of spaces, and « ?» for one or none.

    Nothing in it may repeat without a bound, or repeat what repeats: then its time grows with the text alone.
    """
    return re.compile(_SPACE.sub(lambda found: _STRETCHES.get(found.group(), found.group()), pattern))


@dataclass(frozen=True, slots=True)
class Phrase:
    """A turn of phrase, and what makes it harmless where its sentence holds it."""

    pattern: re.Pattern[str]
    anchors: frozenset[str]
    """Words one of which is part of whatever it matches: a text without any of them need not be searched."""
    also: frozenset[str]
    """More such words, where it takes one of each; none where the anchors are enough."""
    unless: re.Pattern[str] | None

    def find(self, text: Text, *, until: int | None = None) -> Iterator[re.Match[str]]:
        """Go through the places where a text says it, up to one of them."""
        for start, end in text.sentences_with(self.anchors, self.also):
            if until is not None and start >= until:
                return
            found = self.pattern.search(text.prose, start, end)
            if found is None or (self.unless is not None and self.unless.search(text.prose[start:end])):
                continue
            yield from self.pattern.finditer(text.prose, start, end)

    def places(self, text: Text, *, until: int | None = None) -> Iterator[tuple[int, int]]:
        """Go through those places as `[start, end)`."""
        return (found.span() for found in self.find(text, until=until))


def phrase(pattern: str, anchors: str, *, also: str = "", unless: str | None = None) -> Phrase:
    """Return a phrase. `anchors` and `also` are words, separated by spaces; `unless` is a pattern over its sentence."""
    return Phrase(compiled(pattern), words(anchors), words(also), compiled(unless) if unless else None)


_SHOWN = 120


def quoted(text: Text, start: int, end: int) -> str:
    """Return a stretch of the original between quotation marks, on one line, and cut where it is long."""
    line = " ".join(text.original[start:end].split())
    return f"“{line}”" if len(line) <= _SHOWN else f"“{line[:_SHOWN]} …”"


@dataclass(frozen=True)
class Lapse:
    """What a rule does not want said: the phrases, what is wrong with them, and what to do instead."""

    rule: str
    severity: Severity
    is_wrong: str
    """Follows the quotation in the message."""
    instead: str
    phrases: tuple[Phrase, ...] = ()
    constructions: tuple[Construction, ...] = ()

    @cached_property
    def _anchored(self) -> Mapping[str, Sequence[int]]:
        """Which of the phrases each anchor belongs to: most texts hold the anchors of few."""
        found: dict[str, list[int]] = defaultdict(list)
        for index, phrase in enumerate(self.phrases):
            for anchor in phrase.anchors:
                found[anchor].append(index)
        return dict(found)

    @cached_property
    def _constructed(self) -> Constructions:
        return Constructions(self.constructions)

    def find(self, text: Text, *, until: int | None = None) -> Iterator[Finding]:
        """Go through the places where a text says it, each once, up to one of them."""
        anchored = self._anchored
        possible = {index for word in anchored.keys() & text.words for index in anchored[word]}
        said = [span for index in possible for span in self.phrases[index].places(text, until=until)]
        said += self._constructed.places(text)
        found = sorted((s for s in said if until is None or s[0] < until), key=lambda span: (span[0], -span[1]))
        last = 0
        for start, end in found:
            if start >= last:
                yield self.at(text, start, end)
                last = end

    def at(self, text: Text, start: int, end: int) -> Finding:
        """Return the finding for one place, without the spaces and commas around it."""
        said = text.original[start:end]
        start += len(said) - len(said.lstrip(" \n\t,;:"))
        end -= len(said) - len(said.rstrip(" \n\t,;:"))
        message = f"{quoted(text, start, end)} {self.is_wrong}"
        return broken(self.rule, message, self.instead, severity=self.severity, span=Span(text.part, start, end))


def lapses(text: Text, kinds: Iterable[Lapse], *, until: int | None = None) -> Iterator[Finding]:
    """Go through what a text says of several kinds; where two meet, the earlier kind has it."""
    taken: list[tuple[int, int]] = []
    for kind in kinds:
        for finding in kind.find(text, until=until):
            span = finding.span
            if span is None or any(start < span.end and span.start < end for start, end in taken):
                continue
            taken.append((span.start, span.end))
            yield finding
