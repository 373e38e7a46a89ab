"""A debrief's own words, made ready to stand inside a sentence of ours.

Debriefs are jotted down: fragments, whole sentences, any capitals and full stops. What shape a jotting has
(`api.drafts.grammar`) decides which of our sentences can take it up.
"""

import re
import unicodedata
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from enum import StrEnum

from api.drafts.grammar import (
    ASKING,
    AUXILIARIES,
    COMMON,
    Shape,
    Sought,
    is_fragment,
    is_plural,
    is_sentence_after,
    lower,
    lowered,
    quieted,
    shaped,
)
from api.drafts.lexicon import expressions, words

SHORT, LONG = 25, 40
"""Words that a jotting may have: in general, and where it is the heart of the message."""

_MOST_CHARACTERS = 12
"""For each word allowed, on average: what is longer is too long, however few spaces it holds."""


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
    EMPTY = "empty"
    """It only says that there is nothing yet: «TBC»."""
    LINES = "lines"
    """It has several lines, which may be a list or one sentence."""
    NOTE_TO_SELF = "note_to_self"
    """It tells the candidate what to do: «must mention the award»."""
    OWN_VIEW = "own_view"
    """It tells what the candidate thought where a fact or an idea is needed."""
    COLLOQUIAL = "colloquial"
    """It is slang, or runs somebody down."""
    SHORTHAND = "shorthand"
    """It holds signs that nobody writes to others: «alerts -> noise»."""
    SHOUTED = "shouted"
    """It is all in capitals, and which of them belong to names is not sure."""
    DEMANDS = "demands"
    """It tells the reader what they must do."""
    UNSURE = "unsure"
    """The candidate was not sure of it: «maybe SQL»."""
    FRAGMENT = "fragment"
    """It is a word or two where a sentence is needed."""


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
        return plain and self.words <= _LISTABLE and not re.search(r"[,;:!?]", self.text) and first not in AUXILIARIES

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())


def phrase(
    field: str, text: str, reader: Reader, limit: int = SHORT, sought: Sought = Sought.ANYTHING
) -> Phrase | None:
    """Make a jotting ready; None where it is blank. `sought` is what our sentence needs of it.

    Raises:
        RefusedError: It cannot be taken up as it is.
    """
    if len(text) > limit * _MOST_CHARACTERS:
        raise RefusedError(Refusal.TOO_LONG)
    lines = [line for line in map(plain, text.splitlines()) if line]
    if not lines:
        return None
    if len(lines) > 1:
        raise RefusedError(Refusal.LINES)
    body = _usable(_trimmed(lines[0]), reader, sought)
    if sought is Sought.TITLE:
        return Phrase(field, body, Shape.NOUN)
    stop = "?" if body.endswith("?") else "."
    body, is_clause = _without_lead(body.rstrip("?").rstrip(_STOPS), sought)
    body = _addressed(body, reader)
    if len(body.split()) > limit:
        raise RefusedError(Refusal.TOO_LONG)
    body = body if re.search(r"[.?!]\s", body) else lowered(body, reader.proper)
    shape, body = shaped(body, asks=stop == "?", sought=sought, is_clause=is_clause)
    if _TOLD.match(body):
        raise RefusedError(Refusal.DEMANDS)
    if sought is Sought.REASON and shape is Shape.REST and is_fragment(body):
        raise RefusedError(Refusal.FRAGMENT)
    if shape is Shape.QUESTION:
        stop = "?"
    elif shape is not Shape.REST:
        stop = "."
    whole = re.search(r"[.?!]\s", body) is not None
    return Phrase(field, body, shape, stop, whole)


def plain(text: str) -> str:
    """Return a text on one line, without what cannot be seen."""
    seen = (c if (c.isprintable() and c != _PARAGRAPH) or c in _JOINERS else " " for c in text)
    return " ".join("".join(seen).split())


_JOINERS = "\u200c\u200d"  # invisible, and a part of how some scripts and signs are written
_PARAGRAPH = "¶"  # where the templates end one
_LISTABLE = 7
_BULLET = re.compile(r"^(?:[-*•·–—]+|\d{1,2}[.)])\s+")
_STOPS = " .,;:…–—-"
"""What may end a jotting, and no sentence of ours."""
_BRACKETED = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}|<[^<>\s][^<>]*>")
_QUOTES = {"“": "”", '"': '"', "‘": "’", "'": "'", "«": "»", "„": "“"}


def _trimmed(line: str) -> str:
    line = _BULLET.sub("", plain(line)).rstrip(_STOPS)
    if len(line) > 1 and _QUOTES.get(line[0]) == line[-1]:
        line = line[1:-1].strip(" .,;:")
    return unicodedata.normalize("NFC", line)


# What is no matter for a message

_NOTHING = expressions("nothing")
_NOT_YET = re.compile(r"(?:tb[acd]|n/a)\b", re.IGNORECASE)
_COLLOQUIAL = re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, sorted(expressions('colloquial'))))})(?!\w)")
_SHORTHAND = re.compile(r"[-=]>|→|(?<!\w)(?:w/o?|b/c)(?!\w)|/(?:wk|mth|yr)\b", re.IGNORECASE)
_MANNERS = ((Refusal.SHORTHAND, _SHORTHAND), (Refusal.COLLOQUIAL, _COLLOQUIAL))
_TO_SELF = re.compile(
    r"^(?:(?:note to self|todo|to do|reminder)\b|(?:I )?(?:really )?(?:should|could|ought to)(?:['’]ve| have| of) |"
    r"need to |mention |(?:I )?(?:must|should|need to|have to|want to|wanted to|meant to|forgot to|remember to|"
    r"(?:don['’]t|do not) forget to) (?:also )?(?:add|ask|bring|check|explain|look|mention|practi[sc]e|prepare|say|"
    r"send|talk|tell)\b|(?:I )?wish I |"
    r"(?:I )?(?:didn['’]t|did not) (?:add|explain|mention|say)\b|(?:explain|say|talk) more\b)",
    re.IGNORECASE,
)
_UNSURE = re.compile(r"(?:maybe|perhaps|possibly|presumably|not sure|unsure|I guess)\b", re.IGNORECASE)
_ASSERTED = frozenset({Sought.ANYTHING, Sought.FACT, Sought.NEED})
"""What we say of the employer as a fact."""
_LED_IN = re.compile(
    r"^(?:I|we) (?:also )?(?:learn(?:ed|t)|heard|noticed|found out|discovered|saw|(?:was|were) told) that ",
    re.IGNORECASE,
)
_VIEW = re.compile(
    r"^(?:(?:I|we) (?:was|were|am|are) (?:\w+ly |very |quite )?(?:surprised|glad|pleased|impressed|struck) "
    r"(?:to (?:learn|hear|see|find(?: out)?) )?that |it surprised me that |"
    r"(?:they|you) (?:said|mentioned|explained|told (?:me|us)) that |"
    r"(?:I|we) (?:think|believe|feel|guess|reckon) (?:that )?)",
    re.IGNORECASE,
)
_HEDGE = re.compile(
    r"^(?:(?:maybe|perhaps),? )?(?:(?:they|you|we|one) (?:could|should|might) )?"
    r"(?:(?:maybe|perhaps|just|also) )?",
    re.IGNORECASE,
)
"""What our own sentences say of an idea: that it may help them."""
_OWN = re.compile(r"I(?:['’]\w+)?\s|(?:ate|did|felt|got|had|met|saw|was|went)\s", re.IGNORECASE)
"""What the candidate did or was, with «I» or without."""


def _usable(text: str, reader: Reader, sought: Sought) -> str:
    """Return a jotting without capitals and exclamation marks that it does not need, if any message may have it."""
    quiet = text if sought is Sought.TITLE else quieted(text, reader.proper)
    if reason := _unusable(quiet or text, sought):
        raise RefusedError(reason)
    if quiet is None:
        raise RefusedError(Refusal.SHOUTED)
    return _trimmed(quiet.rstrip("!"))


def _unusable(text: str, sought: Sought) -> Refusal | None:
    """Return what keeps a jotting out of any message, whoever reads it."""
    if not any(map(str.isalnum, text)) or text.lower().rstrip("?!") in _NOTHING or _NOT_YET.match(text):
        return Refusal.EMPTY
    if re.search(r"!.*!", text):
        return Refusal.EXCLAIMS
    if _BRACKETED.search(text):
        return Refusal.UNFINISHED
    if sought is not Sought.NEED and _TO_SELF.match(text):
        return Refusal.NOTE_TO_SELF
    if sought in _ASSERTED and _UNSURE.match(text):
        return Refusal.UNSURE
    return next((reason for reason, signs in _MANNERS if signs.search(lower(text))), None)


def _without_lead(text: str, sought: Sought) -> tuple[str, bool]:
    """Take off what only leads into a sentence, and say whether what is left is surely a clause."""
    if sought is Sought.IDEA:
        text = _HEDGE.sub("", text)
    is_statement = sought in (Sought.FACT, Sought.IDEA)
    lead = _LED_IN.match(text) or (_VIEW.match(text) if is_statement else None)
    if lead and is_sentence_after(lead[0], text[lead.end() :]):
        text = text[lead.end() :]
        is_clause = True
    else:
        is_clause = False
        if lead and is_statement:
            raise RefusedError(Refusal.OWN_VIEW)
    if sought is Sought.FACT and _OWN.match(text):
        raise RefusedError(Refusal.OWN_VIEW)
    return text, is_clause


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
    contracted = _THEY.fullmatch(word)
    if word in {"they", "their"} and rest:
        text = f"{reader.they if word == 'they' else 'your'} {_theirs(rest)}"
    elif contracted:
        text = f"{reader.they} {_SPELT_OUT[contracted[1]]} {_theirs(rest)}"
    elif word in ASKING:
        text = f"{first} {_theirs(rest)}"
    for name in reader.names:
        if text.startswith(f"{name} ") and text[len(name) + 1 :].partition(" ")[0].lower() in _SAID:
            text = f"{reader.they} {text[len(name) + 1 :]}"
        elif text.startswith((f"{name}'s ", f"{name}’s ")):
            text = f"your {text[len(name) + 3 :]}"
        if _names(text, name):
            raise RefusedError(Refusal.NAMES_READER)
    return text


_TOLD = re.compile(r"(?:you|your colleagues) (?:must|should|ought to)\b", re.IGNORECASE)
_SPELT_OUT = {"re": "are", "ve": "have", "ll": "will"}
_THEY = re.compile(rf"they['’]({'|'.join(_SPELT_OUT)})")


def _names(text: str, name: str) -> bool:
    """Whether a text holds a name as words of its own; in any case, unless the name is a common word, as Will is."""
    flags = 0 if name.lower() in COMMON | AUXILIARIES else re.IGNORECASE
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, flags) is not None


_YOURS = {"they": "you", "them": "you", "their": "your", "theirs": "yours", "themselves": "yourselves"}


def _theirs(rest: str) -> str:
    """Go on speaking to the reader, until another plural comes that a later «they» may stand for."""
    words = rest.split(" ")
    for at, word in enumerate(words):
        if word.lower() in _YOURS:
            words[at] = _YOURS[word.lower()]
        elif at and is_plural(word):
            break
    return " ".join(words)


_TALKED = re.compile(
    r"^(?:we |i |they |you )?(?:also )?(?:talked|spoke|chatted|had a (?:good |long )?(?:talk|chat|conversation)) "
    r"(?:about|of) |^(?:we |i |they )(?:also )?(?:discussed|covered) ",
    re.IGNORECASE,
)


_ASIDE = re.compile(r",\s+(?:which|who|whose|where)\s.*$", re.DOTALL)


def topical(text: str) -> str:
    """Return what was talked about, and no more: «We talked about the lab, which is new» is «the lab»."""
    return _ASIDE.sub("", _TALKED.sub("", text))
