"""A text read word by word: each word that a pattern knows is one sign, so that a pattern is an expression over signs.

«haven't» is read as «have not», «I've» as «I have», «pls» as «please»: what is said counts, not how it is written.
"""

import re
from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache
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


class Reading(NamedTuple):
    """A text as signs, and for each of them where its word starts and ends."""

    codes: str
    starts: list[int]
    ends: list[int]
    holds: frozenset[str]
    """Which signs there are."""

    def place(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the text the signs `[start, end)` stand."""
        return self.starts[start], self.ends[end - 1]

    def at(self, place: int) -> int:
        """Return which sign the word at a place of the text is."""
        return bisect_left(self.starts, place)

    def sentence(self, place: int) -> tuple[int, int]:
        """Return from where to where the sentence around a sign goes."""
        start = max(self.codes.rfind(STOP, 0, place), self.codes.rfind(QUERY, 0, place)) + 1
        ends = (found for end in (STOP, QUERY) if (found := self.codes.find(end, place)) >= 0)
        return start, min(ends, default=len(self.codes))


def read(prose: str, sentences: Iterable[tuple[int, int]]) -> Reading:
    """Read the sentences of a folded text, each `[start, end)`."""
    codes: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sentences:
        last = start
        for found in _TOKEN.finditer(prose, start, end):
            place, last = found.span()
            for sign in _codes(found.group()):
                codes.append(sign)
                starts.append(place)
                ends.append(last)
        codes.append(QUERY if prose[last:end].rstrip().endswith("?") else STOP)
        starts.append(last)
        ends.append(last)
    return Reading("".join(codes), starts, ends, frozenset(codes))
