"""The organization's name: another employer's, said as if it were this one's, betrays a copied note."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from api.messages.employers import AHEAD, AS_IF, CLEARLY_THEIRS, OWN, RELATION, X
from api.messages.finding import Finding, Part, Span, broken
from api.messages.letter import Letter
from api.messages.phrases import quoted
from api.messages.text import MASK, Text, words
from api.policy.facts import Debrief

_LEGAL = words(
    "ltd limited inc incorporated corp corporation co company gmbh ag sa sas sarl plc llc llp lp bv nv oy ab as asa "
    "aps spa srl "
    "pty group holdings holding kg se kk pvt private sl sro oyj intl international"
)
_TRADE = words(
    "robotics logistics foods bank systems solutions analytics software technologies consulting contractors partners "
    "media labs laboratories health healthcare energy capital electrical electronics engineering insurance finance "
    "financial pharma pharmaceuticals motors airlines hotels restaurants publishing press studios industries "
    "manufacturing construction services security telecom networks digital design advisory associates"
)
"""What people leave out when they speak of Nordlicht Robotics."""
_NO_NAME = words(
    "national global royal general united first northern southern eastern western central regional county green blue "
    "smart digital modern premier prime advanced applied creative bright public private local summit bridge family "
    "north south river mountain ocean urban metro union future total clear simple quick fresh great"
)
"""Words that are no name without what follows them."""
_LONG = 5
"""A name so long is hardly a word of the language by chance."""
_MOST = 20
"""So many places of one name are looked at."""
_AROUND = 250
"""So many code points before and after a name say how it is meant."""


def right_organization(letter: Letter) -> Iterator[Finding]:
    """Find another organization of the account that is named as if it were this one."""
    context = letter.context
    if context.organization is None:
        return
    this = core(context.organization.name)
    known = _known_texts(letter)
    own = _own_history(letter)
    taken: set[tuple[Part, int]] = set()
    for name in dict.fromkeys(name for other in context.other_organizations for name in spoken(other)):
        if len(name) < 2 or _holds(this, name) or (name != this and _holds(known, name)):  # noqa: PLR2004 - a letter
            continue
        if name.lower() == this.lower():
            continue
        for text in letter.texts:
            end = letter.signature if text.part is Part.BODY else len(text.original)
            for start in islice(_places(text, name, end), _MOST):
                if (text.part, start) in taken:
                    continue
                taken.add((text.part, start))
                if _is_named_as_this(text, start, start + len(name), this, is_own=_holds(own, name)):
                    yield broken(
                        "right-organization",
                        f"{quoted(text, start, start + len(name))} is another organization, and this message is for "
                        f"{context.organization.name}.",
                        f"Write {context.organization.name}, and look for other traces of a note that was copied.",
                        span=Span(text.part, start, start + len(name)),
                    )


@lru_cache(maxsize=1024)
def core(name: str) -> str:
    """Return what people call an organization: its name without its legal form and a leading article."""
    parts = name.replace(",", " ").split()
    while len(parts) > 1 and parts[-1].rstrip(".").lower().replace(".", "") in _LEGAL:
        parts.pop()
    if len(parts) > 1 and parts[0].lower() == "the":
        parts.pop(0)
    return " ".join(parts)


def spoken(name: str) -> tuple[str, ...]:
    """Return the names by which people speak of an organization, the fullest first: Nordlicht Robotics, Nordlicht."""
    whole = core(name)
    first, _, rest = whole.partition(" ")
    is_short = rest and all(part.lower() in _TRADE for part in rest.split())
    return (whole, first) if is_short and len(first) >= _LONG and first.lower() not in _NO_NAME else (whole,)


def _known_texts(letter: Letter) -> str:
    """What the interview's own facts say: a name in them may well come up."""
    interview = letter.context.interview
    texts = [*letter.people]
    if interview is not None:
        others = None if interview.debrief is None else interview.debrief._replace(questions=(), concerns=())
        texts += [interview.position, *_texts_of(others)]
    return "\n".join(texts)


def _own_history(letter: Letter) -> str:
    """What one said of oneself in the interview: an employer in it belongs to one's past, and is none to join."""
    interview = letter.context.interview
    debrief = interview.debrief if interview else None
    return "" if debrief is None else "\n".join(_texts_of(Debrief(debrief.questions, concerns=debrief.concerns)))


def debrief_texts(letter: Letter) -> Iterator[str]:
    """Go through all texts of the debrief."""
    interview = letter.context.interview
    yield from _texts_of(interview.debrief if interview else None)


def _texts_of(debrief: Debrief | None) -> Iterator[str]:
    for value in debrief or ():
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for point in value:
                yield from ([point] if isinstance(point, str) else (part for part in point if isinstance(part, str)))


def _holds(text: str, name: str) -> bool:
    """Whether a text holds a name as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _places(text: Text, name: str, end: int) -> Iterator[int]:
    """Go through the places of a name as a whole word and in its own case; in capitals throughout, too."""
    for spelling in dict.fromkeys((name, name.upper())):
        start = text.original.find(spelling, 0, end)
        while start >= 0:
            after = start + len(spelling)
            if text.prose[start] != MASK and _is_whole(
                text.original[start - 1 : start], text.original[after : after + 1]
            ):
                yield start
            start = text.original.find(spelling, after, end)


def _is_whole(before: str, behind: str) -> bool:
    """Whether what stands before and behind a name leaves it a word of its own, and no part of an address."""
    return not (before.isalnum() or behind.isalnum() or before in ("-", "_", "@", ".") or behind in ("-", "_"))


def _is_named_as_this(text: Text, start: int, end: int, this: str, *, is_own: bool) -> bool:
    sentence = text.sentence_at(start)
    before = text.prose[max(sentence.start, start - _AROUND) : start]
    behind = text.prose[end : min(sentence.end, end + _AROUND)]
    said = before + X + behind
    if CLEARLY_THEIRS.search(said):
        return True
    if is_own or _begins_a_sentence(text.original[start:end], before, behind) or OWN.search(said):
        return False
    if text.part is Part.SUBJECT:
        return True
    is_about_both = _holds(text.original[sentence.start : sentence.end], this) or RELATION.search(said)
    return not is_about_both and bool(AS_IF.search(said) or AHEAD.search(said))


def _begins_a_sentence(name: str, before: str, behind: str) -> bool:
    """Whether a single word opens its sentence, where any word is capitalised: Next, Target, Gap."""
    return " " not in name and not before.strip(" -*•\n\"'") and not _SUBJECT_OF.match(behind)


_SUBJECT_OF = re.compile(r"(?:'s|[ ](?:is|has|does|offers|would|will))\b")
