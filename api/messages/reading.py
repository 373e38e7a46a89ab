"""A text read word by word: each word that a pattern knows is one sign, so that a pattern is an expression over signs.

«haven't» is read as «have not», «I've» as «I have», «pls» as «please»: what is said counts, not how it is written.
"""

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from functools import lru_cache
from operator import itemgetter
from typing import NamedTuple

_TOKEN = re.compile(r"[^\W_]+(?:['-][^\W_]+)*|'[^\W_]+|[,;:()/\u2013\u2014]|(?<= )-(?= )|[£$€]|[\uff5e\ufffc]")
_SHORTENED = {"ve": "have", "re": "are", "ll": "will", "m": "am", "d": "'d", "s": "'s"}
_IRREGULARLY_SHORTENED = {"ca": "can", "wo": "will", "sha": "shall", "ai": "am"}
_WRITTEN_OTHERWISE = {
    "cannot": "can not", "cant": "can not", "wont": "will not", "dont": "do not", "doesnt": "does not",
    "didnt": "did not", "havent": "have not", "hasnt": "has not", "hadnt": "had not", "isnt": "is not",
    "arent": "are not", "wasnt": "was not", "werent": "were not", "couldnt": "could not", "wouldnt": "would not",
    "shouldnt": "should not", "im": "i am", "ive": "i have", "youve": "you have", "youre": "you are",
    "thats": "that 's", "whats": "what 's", "gonna": "going to", "wanna": "want to", "gotta": "have to", "u": "you",
    "ur": "your", "pls": "please", "plz": "please", "no-one": "no one", "noone": "no one", "everytime": "every time",
}  # fmt: skip

OTHER, NUMBER, SIGN, MONEY, STOP, QUERY = map(chr, range(0xE000, 0xE006))
"""Any other word; a number; a sign within a sentence; a currency; the end of a sentence, and that of a question."""
ADVERBS = frozenset(map(chr, range(0xF000, 0xF080)))
"""The signs of adverbs in -ly. The lowest is for those that no pattern names."""
_NO_ADVERBS = frozenset({"ally", "apply", "assembly", "comply", "family", "imply", "july", "rely", "reply", "supply"})
_CODES: dict[str, str] = {}
"""The sign of each word that a pattern holds. The patterns are all read when their modules are loaded."""
_FREE = {False: map(chr, range(0xE006, 0xF000)), True: map(chr, range(0xF001, 0xF080))}
"""The signs that no word has yet: by whether it is an adverb."""


def code(word: str) -> str:
    """Return the sign for a word, from now on."""
    if word not in _CODES:
        _CODES[word] = next(_FREE[_is_adverb(word)])
    return _CODES[word]


def _is_adverb(word: str) -> bool:
    return word.endswith("ly") and word not in _NO_ADVERBS


@lru_cache(maxsize=8192)
def _codes(token: str) -> str:
    """Return the signs of a token: mostly one."""
    if token in _CODES:
        return _CODES[token]
    if token in _WRITTEN_OTHERWISE:
        return "".join(map(_code_of, _WRITTEN_OTHERWISE[token].split()))
    stem, apostrophe, end = token.rpartition("'")
    if apostrophe and end == "t" and stem.endswith("n"):
        stem = _IRREGULARLY_SHORTENED.get(stem[:-1], stem[:-1])
        return _code_of(stem) + _code_of("not")
    if apostrophe and end in _SHORTENED:
        return (_codes(stem) if stem else "") + _code_of(_SHORTENED[end])
    return _code_of(token)


def _code_of(word: str) -> str:
    if word in _CODES:
        return _CODES[word]
    if word[0].isdecimal():
        return NUMBER
    if _is_adverb(word):
        return min(ADVERBS)
    if word in "£$€":
        return MONEY
    return OTHER if word[0].isalnum() or word[0] == "'" else SIGN


class Stretch(NamedTuple):
    """A sentence as signs: `[start, end)` of its text's, and which of them it holds."""

    start: int
    end: int
    holds: frozenset[str]


class Reading:
    """The sentences of a folded text as signs, one for each word. Where they stand is found when asked for."""

    def __init__(self, prose: str, sentences: Iterable[tuple[int, int]]) -> None:
        self._prose = prose
        self._sentences = tuple(sentences)
        self.tokens = [_TOKEN.findall(prose, start, end) for start, end in self._sentences]
        """The words and signs of each sentence, as they are written."""
        self.stretches: list[Stretch] = []
        """The sentences, in order."""
        said, place = [], 0
        for tokens, (start, end) in zip(self.tokens, self._sentences, strict=True):
            is_question = prose[start:end].rstrip().endswith("?")
            codes = "".join(map(_codes, tokens)) + (QUERY if is_question else STOP)
            said.append(codes)
            self.stretches.append(Stretch(place, place + len(codes), frozenset(codes)))
            place += len(codes)
        self.codes = "".join(said)
        self.holds = frozenset[str]().union(*(stretch.holds for stretch in self.stretches))
        """Which signs there are."""
        self._placed: dict[int, list[tuple[int, int]]] = {}

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text the signs `[start, end)` stand."""
        return self._place(start)[0], self._place(end - 1)[1]

    def at(self, place: int) -> int:
        """Return which sign the word at a place of the text is."""
        index = max(0, bisect_right(self._sentences, place, key=itemgetter(0)) - 1)
        return self.stretches[index].start + bisect_left(self._places(index), place, key=itemgetter(0))

    def _place(self, sign: int) -> tuple[int, int]:
        index = self._index(sign)
        return self._places(index)[sign - self.stretches[index].start]

    def _places(self, index: int) -> list[tuple[int, int]]:
        """Where the word of each sign of a sentence stands in the prose."""
        if index not in self._placed:
            start, end = self._sentences[index]
            found = [(place.span(), len(_codes(place.group()))) for place in _TOKEN.finditer(self._prose, start, end)]
            last = found[-1][0][1] if found else start
            self._placed[index] = [*(span for span, signs in found for _ in range(signs)), (last, last)]
        return self._placed[index]

    def _index(self, sign: int) -> int:
        """Return which sentence a sign is in."""
        return bisect_right(self.stretches, sign, key=itemgetter(0)) - 1

    def sentence(self, place: int) -> tuple[int, int]:
        """Return from where to where the sentence around a sign goes, without its end."""
        start, end, _ = self.stretches[self._index(place)]
        return start, end - 1
