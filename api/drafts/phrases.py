"""A debrief's own words, made ready to stand inside a sentence of ours.

Debriefs are jotted down: fragments, whole sentences, any capitals and full stops. What shape a jotting has decides
which of our sentences can take it up. The guess is cautious: what is not surely a noun phrase or a clause is only ever
put after a colon, where anything reads well.
"""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from api.drafts.lexicon import words

SHORT, LONG = 25, 40
"""Words that a jotting may have: in general, and where it is the heart of the message."""

_MOST_CHARACTERS = 12
"""For each word allowed, on average: what is longer is too long, however few spaces it holds."""


class Shape(StrEnum):
    """What a jotting is, as far as our sentences care."""

    NOUN = "noun"
    """Can follow a preposition: «the move to weekly planning», «leading a team», «how releases are planned»."""
    CLAUSE = "clause"
    """Can follow «that»: «returns are booked late»."""
    QUESTION = "question"
    REST = "rest"
    """Follows a colon: «forecast them from the scans»."""


class Refusal(StrEnum):
    """Why a jotting cannot be taken up as it is."""

    TOO_LONG = "too_long"
    NAMES_NOBODY = "names_nobody"
    """It speaks of a «he» or a «she» whom the reader cannot know."""
    NAMES_READER = "names_reader"
    """It speaks of the reader by name."""
    EXCLAIMS = "exclaims"
    UNFINISHED = "unfinished"
    """It holds a placeholder, or markup."""


class RefusedError(Exception):
    """A jotting cannot be taken up as it is."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Reader:
    """Who will read the words, as far as jottings can speak of them.

    `they` stands for the «they» that a jotting begins with: «you» for somebody who was there. None leaves it alone.
    """

    names: tuple[str, ...] = ()
    """The names by which a jotting may call the reader."""
    they: str | None = None
    proper: AbstractSet[str] = frozenset()
    """Words of the account's names, in lower case: they keep their capital."""


@dataclass(frozen=True, slots=True)
class Phrase:
    """A jotting that can be taken up. As text it goes into the middle of a sentence, without a stop of its own."""

    field: str
    """Where it comes from: «debrief.topics.0»."""
    text: str
    shape: Shape
    stop: str = "."
    """What ends the sentence that the phrase ends."""
    whole: bool = False
    """Whether it is several sentences."""

    def __str__(self) -> str:
        """Return the phrase for the middle of a sentence."""
        return self.text

    @property
    def sentence(self) -> str:
        """The phrase as a sentence of its own."""
        return self.text[:1].upper() + self.text[1:] + self.stop

    @property
    def quoted(self) -> str:
        """The phrase in quotation marks, with its question mark if it has one."""
        return f"“{self.text[:1].upper()}{self.text[1:]}{self.stop if self.is_question else ''}”"

    @property
    def is_noun(self) -> bool:
        """Whether it can follow a preposition."""
        return self.shape is Shape.NOUN

    @property
    def is_clause(self) -> bool:
        """Whether it can follow «that»."""
        return self.shape is Shape.CLAUSE

    @property
    def is_question(self) -> bool:
        """Whether it asks something."""
        return self.shape is Shape.QUESTION

    @property
    def is_listable(self) -> bool:
        """Whether it can be one of three things in a sentence."""
        first = self.text.partition(" ")[0].lower()
        plain = self.shape in (Shape.NOUN, Shape.REST) and not self.whole
        return plain and self.words <= _LISTABLE and not re.search(r"[,;:!?]", self.text) and first not in _AUXILIARIES

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def phrase(field: str, text: str, reader: Reader, limit: int = SHORT) -> Phrase | None:
    """Make a jotting ready; None where it is blank.

    Raises:
        RefusedError: It cannot be taken up as it is.
    """
    if len(text) > limit * _MOST_CHARACTERS:
        raise RefusedError(Refusal.TOO_LONG)
    lines = [line for line in map(_trimmed, text.splitlines()) if line]
    if not lines:
        return None
    if any(re.search(r"!.*!", line) for line in lines):
        raise RefusedError(Refusal.EXCLAIMS)
    if any(_BRACKETED.search(line) for line in lines):
        raise RefusedError(Refusal.UNFINISHED)
    body = "; ".join(line.rstrip("!") for line in lines)
    stop = "?" if body.endswith("?") else "."
    body = _addressed(body.rstrip("?").rstrip(), reader)
    if not body:
        return None
    if len(body.split()) > limit:
        raise RefusedError(Refusal.TOO_LONG)
    shape, body = _shaped(body, asks=stop == "?")
    if shape is Shape.QUESTION:
        stop = "?"
    elif shape is not Shape.REST:
        stop = "."
    whole = re.search(r"[.?!]\s", body) is not None
    return Phrase(field, body if whole else _lowered(body, reader.proper), shape, stop, whole)


def plain(text: str) -> str:
    """Return a text on one line, without what cannot be seen."""
    seen = (c if (c.isprintable() and c != _PARAGRAPH) or c in _JOINERS else " " for c in text)
    return " ".join("".join(seen).split())


_JOINERS = "\u200c\u200d"  # invisible, and a part of how some scripts and signs are written
_PARAGRAPH = "¶"  # where the templates end one
_LISTABLE = 7
_SURE = 4
"""Words without an article that are surely no sentence, as nothing in them looks like a verb."""
_BULLET = re.compile(r"^(?:[-*•·–—]+|\d{1,2}[.)])\s+")
_BRACKETED = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}|<[^<>\s][^<>]*>")
_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“"}


def _trimmed(line: str) -> str:
    line = _BULLET.sub("", plain(line)).rstrip(" .,;:…–—-")
    if len(line) > 1 and _QUOTES.get(line[0]) == line[-1]:
        line = line[1:-1].strip(" .,;:")
    return unicodedata.normalize("NFC", line)


# Whom it speaks of


_SAID = words("said")


def _addressed(text: str, reader: Reader) -> str:
    """Turn what is said of the reader into what is said to the reader."""
    first, _, rest = text.partition(" ")
    word = first.lower()
    if word in {"he", "she", "his", "her", "he’s", "she’s", "he's", "she's"}:
        raise RefusedError(Refusal.NAMES_NOBODY)
    if reader.they is None:
        return text
    if word in {"they", "their"} and rest:
        text = f"{reader.they if word == 'they' else 'your'} {_theirs(rest)}"
    elif word in _ASKING:
        text = f"{first} {_theirs(rest)}"
    for name in reader.names:
        if text.startswith(f"{name} ") and text[len(name) + 1 :].partition(" ")[0].lower() in _SAID:
            text = f"{reader.they} {text[len(name) + 1 :]}"
        elif text.startswith((f"{name}'s ", f"{name}’s ")):
            text = f"your {text[len(name) + 3 :]}"
        if _names(text, name):
            raise RefusedError(Refusal.NAMES_READER)
    return text


def _names(text: str, name: str) -> bool:
    """Whether a text holds a name as words of its own; in any case, unless the name is a common word, as Will is."""
    flags = 0 if name.lower() in _COMMON | _AUXILIARIES else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


_YOURS = {"they": "you", "them": "you", "their": "your", "theirs": "yours", "themselves": "yourselves"}


def _theirs(rest: str) -> str:
    """Go on speaking to the reader, until another plural comes that a later «they» may stand for."""
    words = rest.split(" ")
    for at, word in enumerate(words):
        if word.lower() in _YOURS:
            words[at] = _YOURS[word.lower()]
        elif at and _is_plural(word):
            break
    return " ".join(words)


# Its shape


_DETERMINERS = words("determiners")
_AUXILIARIES = words("auxiliaries")
_NAMES_TOO = frozenset({"May", "Will"})
_SUBJECTS = words("subjects")
_CONTRACTED = re.compile(r"^(?:i|we|you|they|it)['’](?:m|d|ll|ve|re|s)$")
_INDEFINITE = words("indefinite")
_ASKING = words("asking")
_LINKS = words("links")
_PREPOSITIONS = words("prepositions")
_SUBORDINATORS = words("subordinators")
_OBJECTS = words("objects")
_IRREGULAR = words("irregular")
_ENDING_VERBS = words("ending_verbs")
_COMMANDS = words("commands")
_LOOSE = words("loose")
_SINGULAR = re.compile(r"(?:ss|us|is|ous|ics)$")
_NOT_PLURAL = words("not_plural")
_NOT_GERUND = words("not_gerund")
_SPEAKING_VERBS = words("speaking_verbs")
_TALKED = re.compile(
    r"^(?:we |i |they |you )?(?:also )?(?:talked|spoke|chatted|had a (?:good |long )?(?:talk|chat|conversation)) "
    r"(?:about|of) |^(?:we |i |they )(?:also )?(?:discussed|covered) ",
    re.IGNORECASE,
)


def topical(text: str) -> str:
    """Return what was talked about, from a jotting that says so: «We talked about remote work» is «remote work»."""
    return _TALKED.sub("", text)


def _shaped(text: str, *, asks: bool) -> tuple[Shape, str]:
    """Guess the shape of a text, and take the word off that only led into it."""
    # May and Will are a month and a man where they keep their capital.
    words = [word if word in _NAMES_TOO else word.lower() for word in text.split()]
    words[0] = words[0].lower()
    first, second = words[0], words[1] if len(words) > 1 else ""
    if (asks and first in _ASKING | _AUXILIARIES) or (first in _ASKING and second in _AUXILIARIES):
        return Shape.QUESTION, text
    if re.search(r"[;:()?!]|[.]\s|\s[–—-]\s", text):
        return Shape.REST, text
    if first in {"that", "because"} and (second in _SUBJECTS or _speaks(words[1:])):
        return Shape.CLAUSE, text.partition(" ")[2]
    if first in _SPEAKING_VERBS and second:
        return Shape.CLAUSE, f"it {text[:1].lower()}{text[1:]}"
    return _guessed(words), text


def _guessed(words: list[str]) -> Shape:
    first, second = words[0], words[1] if len(words) > 1 else ""
    may_speak = first not in _ASKING | _SUBORDINATORS
    if may_speak and (_CONTRACTED.match(first) or (first in _SUBJECTS and second) or _speaks(words)):
        return Shape.CLAUSE
    return Shape.NOUN if _names_something(words, first, second) else Shape.REST


def _names_something(words: list[str], first: str, second: str) -> bool:
    """Whether words without a sure verb are surely a noun phrase."""
    if first in _ASKING:
        return bool(second) and not any(word.endswith(",") for word in words)
    if first in _INDEFINITE:
        return second in _PREPOSITIONS | _LINKS
    if first in _AUXILIARIES | _SUBORDINATORS or first == "to":
        return False
    if first.endswith("ing") and first not in _NOT_GERUND:
        return True
    if first in _DETERMINERS:
        return bool(second) and not _acts(words)
    is_short = len(words) <= _SURE and second not in _DETERMINERS and first not in _COMMANDS | _LOOSE
    return is_short and not _acts(words) and not _is_past(first)


def _speaks(words: list[str]) -> bool:
    """Whether there is an auxiliary in the main clause: a finite verb for sure."""
    if not words or words[0] in _AUXILIARIES:
        return False
    for word in words[1:]:
        if word in _LINKS:
            return False
        if word in _AUXILIARIES:
            return True
    return False


def _acts(words: list[str]) -> bool:
    """Whether there may be a finite verb in the main clause, as far as forms tell: «the team doubles this year»."""
    last = len(words) - 1
    if words[-1] in _ENDING_VERBS:
        return True
    for at, word in enumerate(words):
        if word in _LINKS:
            return False
        before, after = words[at - 1] if at else "", words[at + 1] if at < last else ""
        if at and word in _OBJECTS and before not in _PREPOSITIONS:
            return True
        if at and _is_past(word) and before not in _DETERMINERS and not before.endswith("ly"):
            return True
        if at < last and _is_plural(word) and after not in _PREPOSITIONS | _LINKS and not word.endswith(","):
            return True
    return False


def _is_past(word: str) -> bool:
    return (word.endswith("ed") and len(word) > 4 and "-" not in word and word != "need") or word in _IRREGULAR  # noqa: PLR2004 - «red», «need»


def _is_plural(word: str) -> bool:
    word = word.lower().rstrip(",")
    return word.endswith("s") and "-" not in word and word not in _NOT_PLURAL and not _SINGULAR.search(word)


# Its capital


_COMMON = (
    words("common")
    | _AUXILIARIES
    | _COMMANDS
    | _DETERMINERS
    | _IRREGULAR
    | _LINKS
    | _LOOSE
    | _PREPOSITIONS
    | _SUBORDINATORS
)
_COMMON_ENDINGS = (
    *("tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ship", "ance", "ence", "ology"),
    *("able", "ible", "ful", "less", "ously", "ively", "ally", "ingly", "edly", "izing", "ising", "ating"),
)
_PLACES = words("places")


def _lowered(text: str, proper: AbstractSet[str]) -> str:
    """Lower the first letter, unless the word may be a name or an abbreviation."""
    word = re.split(r"[\s\-–'’,.]", text, maxsplit=1)[0]
    lower = word.lower()
    is_name = word == "I" or lower in proper or (len(word) > 1 and not word[1:].islower())
    is_gerund = lower.endswith("ing") and len(lower) > 6 and lower not in _PLACES  # noqa: PLR2004 - shorter ones are listed
    is_common = lower in _COMMON or is_gerund or lower.endswith(_COMMON_ENDINGS)
    return text if is_name or not is_common else text[:1].lower() + text[1:]
