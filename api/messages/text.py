"""A text made ready to be looked through: folded, masked and cut into sentences, with every place kept.

Each form has as many code points as the original, so that a place found in one is the same place in all of them.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import NamedTuple

from api.messages.finding import Part
from api.messages.reading import Reading

MASK = "\ufffc"
"""Stands for each code point that is not the writer's own prose. It is neither a letter, nor a space, nor a sign."""


def words(listed: str) -> frozenset[str]:
    """Return the words of a list that is separated by spaces."""
    return frozenset(listed.split())


_SIGNS = str.maketrans(
    {
        **dict.fromkeys("\u2018\u2019\u02bc\u2032\u00b4`", "'"),
        **dict.fromkeys("\u201c\u201d\u201e\u201f", '"'),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict.fromkeys("\t\r\f\v\u00a0\u1680\u202f\u205f\u3000", " "),
        **dict.fromkeys(map(chr, range(0x2000, 0x200B)), " "),
        "\u2028": "\n",
        "\u2029": "\n",
    }
)

# What others wrote, and what is no prose: quoted mail, code, addresses, and words between quotation marks. Each of
# them has an end within sight, so that a stray opening sign costs little.
_QUOTED_MAIL = re.compile(
    r"^[ ]{0,3}>[^\n]*"
    r"|^-{2,}[ ]?(?:original|forwarded) message[ ]?-{2,}.*"
    r"|^on [^\n]{5,150}wrote:[ ]*\n.*"
    r"|^from: [^\n]{1,300}\n(?:sent|date|to): .*",
    re.MULTILINE | re.DOTALL,
)
_CODE = re.compile(r"```.{0,5000}?```|(?<!\w)`[^`\n]{1,300}`", re.DOTALL)
_ADDRESS = re.compile(r"\b(?:https?://|www\.)[^\s<>\"]{1,2000}|[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,5}")
_QUOTATION = re.compile(
    r'(?<![\w"])"[^"\n]{1,500}"(?!\w)'
    r"|«[^»\n]{1,500}»"
    r"|(?<![\w'])'(?=[^\W\d_])(?:[^\n']|(?<=\w)'(?=\w)){2,300}'(?!\w)"
)

_BULLET = r"(?:[-*+•·‣▪◦\u2013\u2014]|\(?[0-9]{1,2}[.)]|\(?[a-h][)])[ ]"
_SOFT_BREAK = re.compile(rf"\n(?![ ]{{0,40}}\n|[ ]{{0,40}}{_BULLET}|\Z)")
_END = re.compile(r"[.!?…]{1,9}[\"')\]]{0,4}(?=[ ]|\Z)|\n")
_ABBREVIATED = words(
    "mr mrs ms mx dr prof st rev hon sr jr sra dott ing engr barr arc messrs capt maj col lt gen sgt e.g i.e eg ie etc "
    "vs approx no dept inc ltd co corp"
)
_LONGEST = 1_000
"""A sentence that goes on for longer is cut, so that looking through one takes a bounded time."""
_COUNTED = re.compile(r"\w")
"""What a word holds that is to be counted: signs alone are none."""
_JOINT = re.compile("['-]")


def fold(text: str) -> str:
    """Return the text in lower case and with plain signs, code point for code point."""
    lowered = text.lower()
    if len(lowered) != len(text):  # a few letters have a lower case of two
        lowered = "".join(low if len(low := c.lower()) == 1 else c for c in text)
    return lowered.translate(_SIGNS)


class Sentence(NamedTuple):
    """A stretch of a text: `[start, end)`."""

    start: int
    end: int


class Text:
    """One part of a message."""

    def __init__(self, part: Part, original: str) -> None:
        self.part = part
        self.original = original
        self.folded = fold(original)

    @cached_property
    def own(self) -> str:
        """The folded text without what is not the writer's own words: quoted mail, code and addresses."""
        text = self.folded
        if "\n>" in text or text.startswith(">") or "wrote:" in text or "from:" in text or " message" in text:
            text = _QUOTED_MAIL.sub(_masked, text)
        if "`" in self.original:
            # A backtick folds into an apostrophe, hence from the original.
            text = _over(text, self.original, _CODE)
        if "@" in text or "www." in text or "://" in text:
            text = _ADDRESS.sub(_masked, text)
        return text

    @cached_property
    def prose(self) -> str:
        """The writer's own words without quotations, on lines that end where a paragraph or a list item does."""
        text = self.own
        if '"' in text or "'" in text or "«" in text:
            text = _QUOTATION.sub(_masked, text)
        return _SOFT_BREAK.sub(" ", text)

    @cached_property
    def _words(self) -> list[set[str]]:
        """The words of each sentence. The parts of «haven't» and «follow-up» are words, too."""
        return [
            {*tokens, *(part for token in tokens if not token.isalnum() for part in _JOINT.split(token))}
            for tokens in self.reading.tokens
        ]

    @cached_property
    def words(self) -> set[str]:
        """The words of the prose."""
        return set[str]().union(*self._words)

    def places(self, word: str) -> Iterator[int]:
        """Go through the places where a word of the prose starts."""
        start = self.prose.find(word) if word in self.words else -1
        while start >= 0:
            end = start + len(word)
            if not (self.prose[start - 1 : start].isalnum() or self.prose[end : end + 1].isalnum()):
                yield start
            start = self.prose.find(word, end)

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences of the prose, in order."""
        sentences, start, text = [], 0, self.prose
        ends = [f.end() for f in _END.finditer(text) if f.group() != "." or not _is_abbreviated(text, f.start())]
        for end in (*ends, len(text)):
            while start < end:
                stop = min(end, start + _LONGEST)
                if text[start:stop].strip():
                    sentences.append(Sentence(start, stop))
                start = stop
        return tuple(sentences)

    @cached_property
    def reading(self) -> Reading:
        """The prose as signs, one for each word."""
        return Reading(self.prose, self.sentences)

    @cached_property
    def _starts(self) -> list[int]:
        return [sentence.start for sentence in self.sentences]

    def sentences_with(self, anchors: Iterable[str], also: Iterable[str] = ()) -> list[Sentence]:
        """Return the sentences that hold one of some words, and one of others as well where those are given."""
        found = self._holding(anchors)
        if found and also:
            found &= self._holding(also)
        return [self.sentences[index] for index in sorted(found)]

    def _holding(self, anchors: Iterable[str]) -> set[int]:
        wanted = self.words.intersection(anchors)
        return {index for index, said in enumerate(self._words) if not wanted.isdisjoint(said)} if wanted else set()

    def sentence_at(self, place: int) -> Sentence:
        """Return the sentence around a place of the prose."""
        index = bisect_right(self._starts, place) - 1
        return self.sentences[index] if index >= 0 else Sentence(0, len(self.prose))

    def said(self, sentence: Sentence) -> str:
        """Return a sentence of the prose."""
        return self.prose[sentence.start : sentence.end]

    @cached_property
    def length(self) -> int:
        """How many words it has, quoted mail aside."""
        text = self.folded if "wrote:" not in self.folded and ">" not in self.folded else self.own
        return sum(1 for word in text.split() if word.isalpha() or _COUNTED.search(word))


def _is_abbreviated(text: str, dot: int) -> bool:
    """Whether a full stop belongs to the word before it: a title, an initial, a common abbreviation."""
    start = max(text.rfind(" ", max(0, dot - 12), dot), text.rfind("\n", max(0, dot - 12), dot)) + 1
    word = text[start:dot].lstrip("(\"'")
    return word in _ABBREVIATED or (len(word) == 1 and word.isalpha() and word != "i")


def _masked(found: re.Match[str]) -> str:
    return "".join("\n" if c == "\n" else MASK for c in found.group())


def _over(text: str, original: str, pattern: re.Pattern[str]) -> str:
    """Mask in one form of a text what a pattern finds in another."""
    pieces, last = [], 0
    for found in pattern.finditer(original):
        pieces += [text[last : found.start()], _masked(found)]
        last = found.end()
    return "".join((*pieces, text[last:]))
