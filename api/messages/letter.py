"""A message taken apart: subject, greeting, body and signature, ready for the checks."""

import re
from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from api.messages import names
from api.messages.finding import Part
from api.messages.message import Context, Message
from api.messages.names import PARTICLES, Token
from api.messages.text import MASK, Text, words
from api.policy.facts import Channel

WRITTEN = frozenset(
    {Channel.EMAIL, Channel.HANDWRITTEN_NOTE, Channel.LETTER, Channel.TEXT, Channel.LINKEDIN, Channel.SOCIAL}
)
"""The channels on which a message is read, not heard."""

_GREETING_LINES = 20
"""A letter has addresses and a date above its greeting."""

_SALUTATION = re.compile(
    r"^[ ]{0,8}(?P<word>(?:my )?dear(?:est)?|hi there|hi|hello there|hello|hey there|hey|hiya|good (?:morning|"
    r"afternoon|evening|day)"
    r"|greetings|salutations|respected|esteemed|attn:?|fao:?|for the attention of|to(?= whom| the| mr| ms| dr)|hallo"
    r"|guten (?:tag|morgen)|sehr geehrter?|liebe[rs]?|bonjour|cher|chère|hola|buenos días|estimad[oa]|querid[oa]"
    r"|buongiorno|gentile|caro|cara|egregio|beste|geachte|hej|hei|namaste|shalom|salaam|bom dia|prezad[oa]|olá)"
    r"(?![\w'])",
    re.MULTILINE,
)
_JOINING = frozenset({"and", "&", "or", "und", "et", "y", "e"})
_NAMELESS_ENDING = re.compile(r"[,!:;\n–—?" + MASK + r"]|\.(?:[ ]|$)| - ")

_CLOSING = re.compile(
    r"^[ ]{0,8}(?:(?:with |my |again,? |once again,? )*(?:(?:very |much |so |many |kind(?:est)? |best |warm(?:est)? |"
    r"good )*"
    r"(?:regards|wishes|thanks|gratitude|appreciation)(?: (?:again|and regards|and best wishes|in advance|"
    r"for your time))*"
    r"|yours(?: (?:sincerely|faithfully|truly|respectfully|cordially|ever|in anticipation))?|(?:very )?(?:sincerely|"
    r"respectfully|cordially|truly|"
    r"faithfully|gratefully|warmly|kindly)(?: yours)?|best|all (?:the |my )?best|cheers|take care|thank you(?: again|"
    r" once again| so much| very much)*"
    r"|cordialement|mit freundlichen grüßen|saludos|cordiali saluti|br|kr|sent from my[^\n]{0,40})"
    r"[ ,.!]{0,4}|--[ ]?|[-–—][ ]?(?=[a-z]+$))$",
    re.MULTILINE,
)
_POSTSCRIPT = re.compile(r"^[ ]{0,8}p\.?[ ]?s\b", re.MULTILINE)
_SIGNATURE_LINES = 14


class Greeting(NamedTuple):
    """A greeting: `[start, end)` from its first word to the last of the name, and the tokens in place of the name."""

    start: int
    end: int
    named: tuple[Token, ...]


class Letter:
    """A message and what is known around it, each part made ready when a check first asks for it."""

    def __init__(self, message: Message, context: Context) -> None:
        self.message = message
        self.context = context
        self.body = Text(Part.BODY, message.body)
        self.subject = None if message.subject is None else Text(Part.SUBJECT, message.subject)

    @property
    def texts(self) -> Iterator[Text]:
        """Its texts, the subject first."""
        if self.subject is not None:
            yield self.subject
        yield self.body

    @property
    def is_written(self) -> bool:
        """Whether it is read, not heard."""
        return self.message.channel in WRITTEN

    @cached_property
    def greeting(self) -> Greeting | None:
        """The greeting, or None where there is none among the first lines."""
        text = self.body
        limit = _after_lines(text.own, _GREETING_LINES)
        found = _SALUTATION.search(text.own, 0, limit)
        if found is None:
            return _bare_greeting(text)
        named = tuple(_named(text, found.end(), limit))
        return Greeting(found.start("word"), named[-1].end if named else found.end("word"), named)

    @cached_property
    def signature(self) -> int:
        """Where the signature starts: the end of the body where there is none, or where a postscript follows it."""
        text = self.body.own.rstrip()
        start = _before_lines(text, _SIGNATURE_LINES)
        after = self.greeting.end if self.greeting else 0
        found = next((f for f in _CLOSING.finditer(text, start) if f.start() >= after), None)
        if found is None or _POSTSCRIPT.search(text, found.end()):
            return len(self.body.original)
        return found.start()

    @cached_property
    def people(self) -> tuple[str, ...]:
        """The names of everyone known to the account, the addressee's first."""
        person = self.context.person
        return (*((person.name,) if person else ()), *self.context.other_people)

    @cached_property
    def name_places(self) -> frozenset[int]:
        """Where in the body a capitalised part of a known name starts: no word list looks there."""
        original = self.message.body
        return frozenset(
            start
            for name in self.people
            for part in names.parts(name)
            for start in self.body.places(part)
            if not original[start].islower()
        )


def _after_lines(text: str, lines: int) -> int:
    place = 0
    for _ in range(lines):
        place = text.find("\n", place) + 1
        if place == 0:
            return len(text)
    return place


def _before_lines(text: str, lines: int) -> int:
    place = len(text)
    for _ in range(lines):
        place = text.rfind("\n", 0, place)
        if place < 0:
            return 0
    return place


def _named(text: Text, start: int, limit: int) -> Iterator[Token]:
    """Go through what stands in the place of the name after a salutation: at most a line, up to a sign that ends it."""
    line_end = text.own.find("\n", start)
    end = min(limit, line_end if line_end >= 0 else limit)
    is_ended = _has_ending(text, start, end)
    last = start
    for count, token in enumerate(names.tokens(text.original, start, end)):
        between = text.own[last : token.start]
        is_abbreviation = count and between.strip() == "." and _dot_belongs(text, last)
        if not is_abbreviation and _NAMELESS_ENDING.search(between):
            return
        if not is_ended and not _looks_like_a_name(token):
            return
        yield token
        last = token.end
        if count == 11:  # noqa: PLR2004 - longer than any greeting
            return


def _has_ending(text: Text, start: int, end: int) -> bool:
    """Whether the greeting ends with a sign or its line does, soon enough for all before it to be a name."""
    found = re.search(r"[,!:;–—]", text.own[start:end])
    words = text.own[start : start + found.start() if found else end].split()
    return len(words) <= 6  # noqa: PLR2004 - «Dear Professor Maria de la Cruz»


def _dot_belongs(text: Text, last: int) -> bool:
    start = max(text.own.rfind(" ", 0, last), text.own.rfind("\n", 0, last), text.own.rfind(".", 0, last - 1)) + 1
    word = text.own[start:last]
    return names.is_title(word) or len(word) == 1


def _looks_like_a_name(token: Token) -> bool:
    return not token.text.islower() or names.is_title(token.text) or names.letters(token.text) in PARTICLES | _JOINING


_BARE = re.compile(r"^[ ]{0,8}(?P<name>[^\n,:!.]{1,40})(?:[,:!]|[ ]?[-–—][ ]|$)", re.MULTILINE)


_OPENERS = words(
    "thank thanks many today yesterday first second last next after following further as it i we you this that the "
    "what when while once since please unfortunately finally again also just good great congratulations sorry re "
    "regarding subject yes no well so then now although though indeed meanwhile however"
)
"""What opens a sentence, and no greeting: «Today,», «Thank you!»."""


def _bare_greeting(text: Text) -> Greeting | None:
    """A first line that is a name alone, or begins with one and a comma: «Ann,», «Ms Ames -»."""
    stripped = len(text.own) - len(text.own.lstrip())
    found = _BARE.match(text.own, stripped)
    if found is None:
        return None
    named = tuple(names.tokens(text.original, found.start("name"), found.end("name")))
    if not named or len(named) > 4 or not all(map(_looks_like_a_name, named)):  # noqa: PLR2004 - a name, not a sentence
        return None
    if len(text.own[found.end() :].strip()) == 0 or names.letters(named[0].text) in _OPENERS:
        return None
    return Greeting(named[0].start, named[-1].end, named)
