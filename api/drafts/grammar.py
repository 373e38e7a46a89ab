"""What a jotting is, as far as our sentences care: guessed from its words, and cautiously.

There is no parser here. Closed classes of words and a few endings are enough to be right where it matters: what is not
surely a noun phrase or a clause is neither, and stands after a colon, where anything reads well.
"""

import re
from collections.abc import Set as AbstractSet
from enum import StrEnum
from itertools import pairwise

from api.drafts.lexicon import words


class Shape(StrEnum):
    """What a jotting is."""

    NOUN = "noun"
    """Can follow a preposition: «the move to weekly planning», «leading a team», «how releases are planned»."""
    CLAUSE = "clause"
    """Can follow «that»: «returns are booked late»."""
    QUESTION = "question"
    REST = "rest"
    """Follows a colon: «forecast them from the scans»."""


class Sought(StrEnum):
    """What one of our sentences needs of a jotting."""

    ANYTHING = "anything"
    FACT = "fact"
    """Something about the employer: it may well be a sentence."""
    IDEA = "idea"
    """Something to do: it may well be an imperative. A thing has an indefinite article."""
    NEED = "need"
    """Something looked for, which has an indefinite article."""
    REASON = "reason"
    """Why something struck the candidate: it follows «because», or stands alone when it is long enough for that."""
    OWN = "own"
    """Something about the candidate, whose «I» may have been left out: «can start in April»."""
    TITLE = "title"
    """What something is called: its capitals are its own."""


ASKING = words("asking")
AUXILIARIES = words("auxiliaries")
_COMMANDS = words("commands")
_COUNTABLE = words("countable")
_DETERMINERS = words("determiners")
_ENDING_VERBS = words("ending_verbs")
_INDEFINITE = words("indefinite")
_IRREGULAR = words("irregular")
_LINKS = words("links")
_LOOSE = words("loose")
_NOT_GERUND = words("not_gerund")
_NOT_PLURAL = words("not_plural")
_OWN_VERBS = words("own_verbs")
_OBJECTS = words("objects")
_PLACES = words("places")
_PREPOSITIONS = words("prepositions")
_QUANTIFIERS = words("quantifiers")
_SPEAKING_VERBS = words("speaking_verbs")
_STATES = words("states")
_SUBJECTS = words("subjects")
_SUBORDINATORS = words("subordinators")
_THINGS = words("things")
COMMON = (
    words("common")
    | _THINGS
    | AUXILIARIES
    | _COMMANDS
    | words("verbs")
    | _DETERMINERS
    | _IRREGULAR
    | _LINKS
    | _LOOSE
    | _PREPOSITIONS
    | _SUBORDINATORS
)

_OPENERS = ASKING | AUXILIARIES | _DETERMINERS | _LINKS | _PREPOSITIONS | _SUBJECTS | _SUBORDINATORS
_NAMES_TOO = frozenset({"May", "Will"})
"""Auxiliaries that are a month and a man where they have a capital."""
_CONTRACTED = re.compile(r"^(?:i|we|you|they|it)['’](?:m|d|ll|ve|re|s)$")
_BROKEN_UP = re.compile(r"[;:()?!]|[.]\s|\s[–—-]\s")
_SINGULAR = re.compile(r"(?:ss|us|is|ous|ics)$")
_SENTENCE = 3
"""Words of an article, a subject and its verb."""
_ADJECTIVE = ("'s", "’s", "s'", "s’", "al", "ed", "ful", "ic", "ing", "ive", "less", "ly", "ous", "able")
_PERSON = ("er", "or", "ist", "yst", "ant", "nurse")
"""Endings of what a single word that is looked for may be, where it is somebody and no skill."""
_SURE = 4
"""Words without an article that are surely no sentence, as nothing in them looks like a verb."""


def shaped(text: str, *, asks: bool, sought: Sought = Sought.ANYTHING, is_clause: bool = False) -> tuple[Shape, str]:
    """Guess the shape of a text, and give it the form in which it has that shape.

    `is_clause` is for what is known to be one. «That» and «because» are taken off. What a jotting leaves out is added:
    the subject of «shows trust», the article of «data platform», the verb of the fact «no quotas».
    """
    tokens = _tokens(text)
    first, second = tokens[0], tokens[1] if len(tokens) > 1 else ""
    if (asks and first in ASKING | AUXILIARIES) or (first in ASKING and second in AUXILIARIES):
        return Shape.QUESTION, text
    is_one_piece = _BROKEN_UP.search(text) is None
    if clause := text if is_clause else _as_clause(text, tokens, sought):
        return Shape.CLAUSE if is_one_piece else Shape.REST, clause
    if sought is Sought.REASON and tokens[0] not in _DETERMINERS - _QUANTIFIERS:
        return Shape.CLAUSE if is_one_piece and _is_reason(tokens) else Shape.REST, text
    if is_one_piece and (noun := _as_noun_phrase(text, tokens, sought)):
        if sought is Sought.FACT and first == "no" and "," not in text:
            return Shape.CLAUSE, f"there {'are' if is_plural(_head(tokens)[-1]) else 'is'} {text}"
        if not _is_doubtful(tokens, sought):
            return Shape.NOUN, noun
    return Shape.REST, text


def is_sentence_after(lead: str, text: str) -> bool:
    """Whether what follows a lead is a clause: behind «I learned that» or «because» a few words are enough."""
    tokens = _tokens(text)
    if lead.lower().endswith((" that ", "because ")) and len(tokens) >= _SENTENCE:
        return tokens[0] not in ASKING | _SUBORDINATORS | _PREPOSITIONS
    return _is_clause(tokens)


def _tokens(text: str) -> list[str]:
    first, *others = text.split() or [""]
    return [first.lower(), *(word if word in _NAMES_TOO else word.lower() for word in others)]


def _is_doubtful(tokens: list[str], sought: Sought) -> bool:
    """Whether what looks like a noun phrase may be a sentence: «freeze interfaces», «the crew votes on the season»."""
    if sought is Sought.IDEA:
        return tokens[0] not in _DETERMINERS | _INDEFINITE | ASKING and not _is_gerund(tokens[0])
    if sought is not Sought.FACT or tokens[0] not in _DETERMINERS:
        return False
    if tokens[0] == "no":
        return True
    head = _head(tokens)
    return _SENTENCE <= len(head) < len(tokens) and is_plural(head[-1]) and not head[-2].endswith(_ADJECTIVE)


def _is_reason(tokens: list[str]) -> bool:
    """Whether words that are no sure clause read as one behind «because»: «people talk to each other»."""
    return len(tokens) > _SENTENCE and tokens[0] not in ASKING | _SUBORDINATORS | _PREPOSITIONS | _LOOSE


def is_fragment(text: str) -> bool:
    """Whether a text is too short to stand as a sentence: «nice touch»."""
    return len(text.split()) <= _SENTENCE


def _as_clause(text: str, tokens: list[str], sought: Sought) -> str | None:
    if sought is Sought.OWN and len(tokens) > 1 and tokens[0] in _OWN_VERBS:
        return f"I {lower(text)}"
    if tokens[0] in {"that", "because"} and is_sentence_after(f"{tokens[0]} ", text.partition(" ")[2]):
        return text.partition(" ")[2]
    if tokens[0] in _SPEAKING_VERBS and len(tokens) > 1:
        return f"it {lower(text)}"
    return text if _is_clause(tokens) else None


def _as_noun_phrase(text: str, tokens: list[str], sought: Sought) -> str | None:
    if tokens[0] in _STATES:
        return f"being {lower(text)}"
    has_aside = any(token.endswith(",") and after in _LINKS for token, after in pairwise(tokens))
    if has_aside or not _is_noun_phrase(tokens):
        return None
    head = _head(tokens)
    article = "a" if sought in (Sought.IDEA, Sought.NEED) else "the"
    is_skill = sought is Sought.NEED and len(tokens) == 1 and not tokens[0].endswith(_PERSON)
    lacks_article = head[-1] in _COUNTABLE and not is_skill and not (_DETERMINERS | ASKING | _INDEFINITE) & set(head)
    return f"{_with_n(article, head[0])} {text}" if lacks_article else text


def lower(text: str) -> str:
    """Lower the first letter."""
    return text[:1].lower() + text[1:]


def lowered(text: str, proper: AbstractSet[str]) -> str:
    """Lower the first letter, unless the first word may be a name or an abbreviation. `proper` are surely names."""
    word = re.split(r"[\s\-–'’,.]", text, maxsplit=1)[0]
    plain = word.lower()
    if _in_title_case(text, proper):
        return text
    if plain not in proper and _is_command(text):
        return lower(text)
    is_name = word == "I" or plain in proper or (len(word) > 1 and not word[1:].islower())
    return text if is_name or not is_common(plain) else lower(text)


def _in_title_case(text: str, proper: AbstractSet[str]) -> bool:
    """Whether the second word has a capital that it does not need, so that both are a name: «Open Kitchen»."""
    first, second = [*text.split(), "", ""][:2]
    plain = second.rstrip(".,;:").lower()
    has_capitals = first[:1].isupper() and second[:1].isupper() and second[1:].islower()
    return has_capitals and plain not in proper and is_common(plain) and first.lower() not in _OPENERS


def _is_command(text: str) -> bool:
    """Whether the first word has an object, as no name has: «File them the day they come in»."""
    first, *others = text.split()
    return first[1:].islower() and bool(others) and others[0] in _OBJECTS | {"it", "the", "your", "their", "our"}


def quieted(text: str, proper: AbstractSet[str]) -> str | None:
    """Give a text its small letters back; None where some of them may be those of a name or an abbreviation.

    All of it may be in capitals, or Every Word May Begin With One. In any other text only what is emphasised loses
    them. A word alone may always be a name.
    """
    found = _LETTERS.findall(text)
    is_shouted = text.isupper() and len(found) > 1 and any(map(_is_no_abbreviation, found))
    is_capitalised = is_shouted or _is_capitalised(found)
    if is_capitalised and not all(
        word.islower() or _is_known(word.lower()) or word.lower() in proper for word in found
    ):
        return None

    def quiet(match: re.Match[str]) -> str:
        word, plain = match[0], match[0].lower()
        if word == "I":
            return word
        if is_capitalised:
            return plain.capitalize() if plain in proper else plain
        is_emphasised = word.isupper() and len(word) > _ABBREVIATION and _is_known(plain) and plain not in proper
        return plain if is_emphasised else word

    return _LETTERS.sub(quiet, text)


def _is_capitalised(found: list[str]) -> bool:
    """Whether all words begin with a capital, even those that do so in no title: «Coaching Of Researchers»."""
    return all(word.istitle() for word in found) and any(word.lower() in _OPENERS for word in found[1:])


_LETTERS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")
_ABBREVIATION = 4
"""Letters that an abbreviation may have."""


def _is_no_abbreviation(word: str) -> bool:
    return len(word) > _ABBREVIATION or (len(word) > len("it") and _is_known(word.lower()))


def _is_known(word: str) -> bool:
    return is_common(word) or word in _COUNTABLE | _SUBJECTS | _OBJECTS | ASKING


def is_common(word: str) -> bool:
    """Whether a word, in lower case, is surely no name."""
    if word in COMMON or word.endswith(_ENDINGS) or (word.endswith("s") and word[:-1] in _THINGS):
        return True
    return len(word) > _LONG and word.endswith(_LONG_ENDINGS) and word not in _PLACES


_ENDINGS = (
    *("tion", "tions", "sion", "sions", "ment", "ments", "ness", "ity", "ities", "ship", "ance", "ence", "ology"),
    *("able", "ible", "ful", "less", "ously", "ively", "ally", "ingly", "edly"),
)
_LONG = 6
_LONG_ENDINGS = (
    *("ing", "ings", "ent", "ents", "ant", "ants", "ive", "ous", "ical", "ism", "ure", "ures", "age", "ages"),
    *("able", "ised", "ized", "ified", "ering", "acy", "tric", "graphic", "graphy", "metry", "pathy", "istry"),
)
"""Endings of names too, but of short ones."""


def is_plural(word: str) -> bool:
    """Whether a word may be a plural, or a verb that looks like one."""
    word = word.lower().rstrip(",")
    return word.endswith("s") and "-" not in word and word not in _NOT_PLURAL and not _SINGULAR.search(word)


def _is_clause(tokens: list[str]) -> bool:
    """Whether words are surely a sentence, or could be one after «that»."""
    if not tokens or tokens[0] in ASKING | _SUBORDINATORS:
        return False
    if _CONTRACTED.match(tokens[0]) or (tokens[0] in _SUBJECTS and len(tokens) > 1):
        return True
    return _speaks(tokens)


def _is_noun_phrase(tokens: list[str]) -> bool:
    """Whether words without a sure verb are surely a noun phrase."""
    first, second = tokens[0], tokens[1] if len(tokens) > 1 else ""
    if first in ASKING:
        return bool(second) and not any(token.endswith(",") for token in tokens)
    if first in _INDEFINITE:
        return second in _PREPOSITIONS | _LINKS
    if first in AUXILIARIES | _SUBORDINATORS or first == "to":
        return False
    if _is_gerund(first) or (first == "not" and _is_gerund(second)):
        return True
    if first in _DETERMINERS:
        return bool(second) and not _acts(tokens)
    return _is_bare_noun_phrase(tokens)


def _is_bare_noun_phrase(tokens: list[str]) -> bool:
    """Whether words without an article or the like are surely no sentence."""
    if tokens[0] in _COMMANDS | _LOOSE or _DETERMINERS & set(tokens[1:2]) or _SUBJECTS & set(tokens):
        return False
    head = _head(tokens)
    is_short = len(tokens) <= _SURE or (len(head) <= _SURE and head[-1] in _COUNTABLE)
    return is_short and not _acts(tokens) and not _is_past(tokens[0])


def _speaks(tokens: list[str]) -> bool:
    """Whether there is an auxiliary in the main clause: a finite verb for sure."""
    if tokens[0] in AUXILIARIES:
        return False
    for token in tokens[1:]:
        if token in _LINKS:
            return False
        if token in AUXILIARIES:
            return True
    return False


def _acts(tokens: list[str]) -> bool:
    """Whether there may be a finite verb in the main clause, as far as forms tell: «the team doubles this year»."""
    last = len(tokens) - 1
    for at, token in enumerate(tokens):
        if token in _LINKS:
            return False
        before, after = tokens[at - 1] if at else "", tokens[at + 1] if at < last else ""
        if at and _is_verb_between(token, before):
            return True
        if at < last and is_plural(token) and after not in _PREPOSITIONS | _LINKS and not token.endswith(","):
            return True
    return False


def _is_verb_between(token: str, before: str) -> bool:
    """Whether a word may be a verb, or its object, from the word before it."""
    if token in _OBJECTS:
        return before not in _PREPOSITIONS
    is_verb = token in _ENDING_VERBS or (_is_past(token) and not before.endswith("ly"))
    return is_verb and before not in _DETERMINERS


def _is_past(word: str) -> bool:
    return (word.endswith("ed") and len(word) > len("need") and "-" not in word) or word in _IRREGULAR


def _is_gerund(word: str) -> bool:
    return word.endswith("ing") and word not in _NOT_GERUND


def _head(tokens: list[str]) -> list[str]:
    """Return a noun phrase up to the word that it is about: without what a preposition or a link adds."""
    ends = (at for at, token in enumerate(tokens) if at and token in _PREPOSITIONS | _LINKS)
    return tokens[: next(ends, len(tokens))]


def _with_n(article: str, before: str) -> str:
    return "an" if article == "a" and before[:1] in "aeiou" else article
