"""What a note is about: this job, and this person: no copy of another note."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from api.messages import names
from api.messages.finding import Finding, Severity, broken
from api.messages.letter import Letter
from api.messages.message import Context, Message
from api.messages.organizations import debrief_texts
from api.messages.text import words
from api.policy.facts import Purpose
from api.policy.parameters import PARAMETERS

_FUNCTION = words(
    "a about above after again against all almost also although am among an and any are around as at away back be "
    "because been before being below "
    "between both but by can could did do does doing done down during each either enough etc even ever every few for "
    "from further had has have "
    "having he her here hers herself him himself his how however i if in into is it its itself just least less like "
    "made make many may me might mine more most much "
    "must my myself near need neither never next no nor not nothing now of off often on once one only or other our "
    "ours ourselves out over own per perhaps please "
    "quite rather re really same shall she should since so some still such than that the their theirs them "
    "themselves then there these they this those "
    "though through thus to together too two three toward towards under until up upon us use used using very via was "
    "we well were what when where whether which while who "
    "whole whom whose why will with within without would yes yet you your yours yourself yourselves don didn isn "
    "wasn doesn couldn wouldn hasn haven ll ve d s t m"
)
_GENERIC = words(
    "able absolutely accept add additional afternoon ago answer answered answers anything application apply "
    "appreciate appreciated appreciation "
    "ask asked asking available based began begin believe best better bit bring call candidate candidates care "
    "career chance chat come coming "
    "company confident confirm contact contribute contribution conversation cordially day days dear decide decision "
    "delighted describe described detail details "
    "different discuss discussed discussing discussion easy email enjoy enjoyed enjoying enthusiasm enthusiastic "
    "environment especially everyone everything "
    "excellent excited excitement exciting expect experience experienced explain explained explaining express eager "
    "feel felt fantastic find first fit follow following forward "
    "found friday future gave generous get getting give given giving glad go goal goals going good grateful great "
    "greatly greetings happy hard hear heard hearing "
    "hello help helpful helped hesitate hi hope hoping hour hours idea ideas impressed impression information "
    "insight insights interest interested interesting interview interviewed interviewer interviewing "
    "introduced invite invited involved issue job join joining keen keep kind kindly kindness knew know knowledge "
    "last later lead learn learned learning learnt let letter level "
    "long look looked looking lot love mail main manager managing meet meeting mentioned met minute minutes moment "
    "monday month months morning name new news nice "
    "note offer office open opportunities opportunity organisation organization part particular particularly past "
    "people person personal phone place play pleased pleasure point points "
    "position possible post present professional proud provide put question questions quick reach read ready real "
    "reason receive recent regard regarding regards reiterate "
    "remain respond response right role sam saturday say saying see seeing send sense senior sent share shared "
    "sharing show showed side sincerely skill skills small soon "
    "speak speaking spend spent spoke start started step steps strong sunday sure take taken taking talk talked "
    "talking team teams tell term terms thank thankful thanks thing things "
    "think thought thoughts thursday time times today told tomorrow took tuesday understand understanding understood "
    "useful valuable value valued view visit "
    "want wanted warm way wednesday week weeks welcome welcomed whole wish wishes wonderful work worked working "
    "works world write writing year years yesterday young "
    "junior assistant officer head chief deputy staff member full part-time permanent general group department "
    "company's paper papers great truly again evening brief impressive convinced "
    "challenge challenges challenging problem problems success successful plan plans planning support area areas key "
    "clear clearly business strengthened"
)
"""Words that a thank-you for any job might hold."""
_IDLE = _FUNCTION | _GENERIC
_TITLE_WORDS = words(
    "senior junior assistant officer head chief deputy staff general lead manager director associate "
    "principal of and the"
)
_CONTENT = re.compile(r"[^\W_][\w+#.'-]*")
_SPECIFIC_ENOUGH = 4
"""So many words of its own make a note specific where nothing is known to compare it with."""


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Return a word without the commonest endings: enough to know «forecasting» from «forecasts»."""
    word = word.strip(".'-").removesuffix("'s")
    for ending in (
        "ership",
        "orship",
        "eship",
        "ship",
        "isations",
        "izations",
        "isation",
        "ization",
        "ations",
        "ation",
        "ings",
        "ing",
        "ions",
        "ion",
        "ments",
        "ment",
        "ers",
        "er",
        "ors",
        "or",
        "ists",
        "ist",
        "ysts",
        "yst",
        "ysis",
        "yses",
        "ical",
        "ics",
        "ies",
        "ied",
        "ed",
        "es",
        "ly",
        "al",
        "s",
        "y",
        "e",
    ):
        if word.endswith(ending) and len(word) - len(ending) >= 3:  # noqa: PLR2004 - what is left is still a word
            return word[: -len(ending)]
    return word


def content(text: str) -> set[str]:
    """Return the stems of the words of a text that are about something."""
    found = set(_CONTENT.findall(text.lower().replace("’", "'"))) - _IDLE
    return {
        _stem(bare) for word in found if (bare := word.strip(".'-").removesuffix("'s")) not in _IDLE and len(bare) > 1
    }


def job_specific(letter: Letter) -> Iterator[Finding]:
    """Find a thank-you that mentions neither the position nor anything from the debrief."""
    interview = letter.context.interview
    if letter.message.purpose is not Purpose.THANK_YOU or interview is None:
        return
    start = letter.greeting.end if letter.greeting else 0
    body = letter.body.folded[start : letter.signature]
    own = {_stem(name) for name in _name_words(letter)}
    said = (content(body) | (content(letter.subject.folded) if letter.subject else set())) - own
    position = {_stem(w) for w in _CONTENT.findall(interview.position.lower()) if w not in _FUNCTION}
    specific = position - {_stem(word) for word in _TITLE_WORDS}
    if (
        said & (specific or position)
        or (not specific and interview.position.lower() in body)
        or _is_named(body, interview.position)
    ):
        return
    debrief = set[str]().union(*map(content, debrief_texts(letter)))
    if meet(said, debrief) or (not debrief and len(said) >= _SPECIFIC_ENOUGH):
        return
    yield broken(
        "job-specific",
        f"Nothing here is about the position of {interview.position} or what was said about it.",
        "Mention the position, and one thing from the interview that you noted in the debrief.",
        severity=Severity.WARNING,
    )


def _name_words(letter: Letter) -> Iterator[str]:
    for name in letter.people:
        yield from names.parts(name)
    if letter.context.organization:
        yield from letter.context.organization.name.lower().split()


def _is_named(body: str, position: str) -> bool:
    """Whether the body names a position: whole, or by its initials, such as COO."""
    initials = "".join(word[0] for word in position.lower().split() if word[0].isalpha())
    return position.lower() in body or (len(initials) > 2 and re.search(rf"\b{initials}\b", body) is not None)  # noqa: PLR2004 - PA is a word


def meet(said: Iterable[str], known: Iterable[str]) -> bool:
    """Whether two sets of stems have one in common, or one that is nearly the same."""
    known = set(known)
    if not known.isdisjoint(said):
        return True
    return any(
        fuzz.ratio(word, other) >= PARAMETERS.name_likeness
        for word in _long(said)
        for other in _long(known)
        if word[0] == other[0]
    )


def _long(stems: Iterable[str]) -> list[str]:
    return [stem for stem in stems if len(stem) > 5]  # noqa: PLR2004 - short words are alike by chance


_COMPARED = 600
"""How many words of two notes are compared: more than any note should have."""


def one_note_each(letter: Letter) -> Iterator[Finding]:
    """Find nearly the same text that another participant has had already."""
    if letter.message.purpose is Purpose.REFERENCE_BRIEFING or not letter.is_written or not letter.context.sent:
        return
    own = _bare_words(letter)
    for sent in letter.context.sent:
        other = Letter(
            Message(letter.message.channel, letter.message.purpose, sent.body), Context(other_people=letter.people)
        )
        theirs = _bare_words(other)
        if own and theirs and fuzz.ratio(own, theirs, score_cutoff=PARAMETERS.note_likeness):
            yield broken(
                "one-note-each",
                f"{sent.contact_name} has had nearly the same text.",
                "Write to each person separately: another angle, and what you spoke about with this one.",
                severity=Severity.WARNING,
            )
            return


def _bare_words(letter: Letter) -> list[str]:
    """Return the words of a note without greeting, signature and names: what is the same in a copy."""
    start = letter.greeting.end if letter.greeting else 0
    known = {part for name in letter.people for part in names.parts(name)}
    found = re.findall(r"[^\W_]+(?:'[^\W_]+)?", letter.body.own[start : letter.signature])
    return [word for word in found if word not in known][:_COMPARED]
