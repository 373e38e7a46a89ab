"""What a note is about: this job, no retelling, no shortcoming that they may not see, and no copy of another note."""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from rapidfuzz import fuzz

from api.messages import names
from api.messages.finding import Finding, Severity, Span, broken
from api.messages.letter import Letter
from api.messages.message import Context, Message
from api.messages.organizations import debrief_texts
from api.messages.phrases import Lapse, compiled, phrase, quoted
from api.messages.text import Sentence, words
from api.policy.facts import Concern, Purpose
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
    "company's great truly again evening brief impressive convinced "
    "challenge challenges challenging problem problems success successful plan plans planning support area areas key "
    "clear clearly business strengthened"
)
"""Words that a thank-you for any job might hold."""
_TITLE_WORDS = words(
    "senior junior assistant officer head chief deputy staff general lead manager director associate principal of and the"
)
_CONTENT = re.compile(r"[^\W_][\w+#.'-]*")
_SPECIFIC_ENOUGH = 4
"""So many words of its own make a note specific where nothing is known to compare it with."""


@lru_cache(maxsize=8192)
def _stem(word: str) -> str:
    """Return a word without the commonest endings: enough to know «forecasting» from «forecasts»."""
    word = word.strip(".'-").removesuffix("'s")
    for ending in (
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


def _content(text: str) -> set[str]:
    """Return the stems of the words of a text that are about something."""
    found = _CONTENT.findall(text.lower().replace("’", "'"))
    return {
        _stem(w)
        for word in found
        if (w := word.strip(".'-").removesuffix("'s")) and w not in _FUNCTION and w not in _GENERIC and len(w) > 1
    }


def job_specific(letter: Letter) -> Iterator[Finding]:
    """Find a thank-you that mentions neither the position nor anything from the debrief."""
    interview = letter.context.interview
    if letter.message.purpose is not Purpose.THANK_YOU or interview is None:
        return
    start = letter.greeting.end if letter.greeting else 0
    body = letter.body.folded[start : letter.signature]
    own = {_stem(name) for name in _name_words(letter)}
    said = (_content(body) | (_content(letter.subject.folded) if letter.subject else set())) - own
    position = {_stem(w) for w in _CONTENT.findall(interview.position.lower()) if w not in _FUNCTION}
    specific = position - {_stem(word) for word in _TITLE_WORDS}
    if (
        said & (specific or position)
        or (not specific and interview.position.lower() in body)
        or _is_named(body, interview.position)
    ):
        return
    debrief = set[str]().union(*map(_content, debrief_texts(letter)))
    if _meet(said, debrief) or (not debrief and len(said) >= _SPECIFIC_ENOUGH):
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
    return position.lower() in body


def _meet(said: Iterable[str], known: Iterable[str]) -> bool:
    """Whether two sets of stems have one in common, or one that is nearly the same."""
    known = set(known)
    if not known.isdisjoint(said):
        return True
    long = [word for word in known if len(word) > 5]  # noqa: PLR2004 - short words are alike by chance
    return any(
        fuzz.ratio(word, other) >= PARAMETERS.name_likeness
        for word in said
        if len(word) > 5  # noqa: PLR2004
        for other in long
        if word[0] == other[0]
    )


# --- A retelling.

_TOLD = (
    r"(?:discussed|talked|spoke|covered|went over|went through|went on|went into|touched|asked|told|showed|walked|"
    r"explained|described|mentioned|answered|replied|"
    r"said|moved on|turned to|started|began|ended|finished|concluded|introduced|took me|gave me|presented|responded|"
    r"continued|wrapped|opened|closed|brought up|"
    r"reviewed|looked at|chatted|toured|questioned|asked me|wanted to know)"
)
_POINT = compiled(
    rf"\b(?:we|you|i|he|she|they|[\w-]+) (?:(?:both|all|first|firstly|then|also|next|finally|later|afterwards|again|"
    rf"had|have) ){{0,2}}(?P<verb>{_TOLD})\b"
)
_TELLING = words(" ".join(re.findall("[a-z]+", _TOLD)))
_TELLERS = words("we you i he she they")
_ORDER = compiled(
    r"\b(?:first(?:ly)?|second(?:ly)?|third(?:ly)?|then|next|after (?:that|this|which)|afterwards?|later(?: on)?|"
    r"finally|lastly|in the end|at the end|to (?:begin|start) "
    r"with|at the (?:beginning|start)|in the beginning|subsequently|following that|from there|before (?:that|"
    r"closing)|to finish|to conclude|last)\b"
)
_ASKED = compiled(
    r"\b(?:you|he|she|they|[\w-]+) (?:then |also |next |first |finally |later )?(?:asked|wanted to know|questioned|"
    r"enquired|inquired)\b[^.!?\n]{0,160}?[.,;:]?[\s\n]{0,3}"
    r"(?:and |to which |where |so |then )?(?:i|my answer was|my reply was)(?: \w+)?(?: (?:answered|replied|said|told|"
    r"explained|responded|described|mentioned|gave|talked|spoke|was))?\b"
)
_MIN_ORDER, _MIN_POINTS, _MANY_POINTS, _MIN_PAIRS = 2, 3, 8, 2


def no_recount(letter: Letter) -> Iterator[Finding]:
    """Find a retelling of the interview point by point, and none in a list of needs or in plans for a problem."""
    if letter.message.purpose is Purpose.REFERENCE_BRIEFING:
        return
    text = letter.body
    prose = text.prose
    points: list[tuple[int, int]] = []
    orders = pairs = 0
    for sentence in text.sentences_with(_TELLING):
        said = text.said(sentence)
        here = [
            (sentence.start + found.start(), sentence.end)
            for found in _POINT.finditer(said)
            if _is_retelling(found, letter, sentence.start)
        ]
        if here:
            points += here
            orders += sum(1 for _ in _ORDER.finditer(said))
    if len(points) >= _MIN_PAIRS:
        pairs = sum(1 for _ in _ASKED.finditer(prose, points[0][0], points[-1][1]))
    is_told_in_order = bool(points) and (orders > _MIN_ORDER or (orders == _MIN_ORDER and len(points) > _MIN_POINTS))
    if is_told_in_order or len(points) >= _MANY_POINTS or (pairs >= _MIN_PAIRS and len(points) >= _MIN_POINTS + 1):
        start, end = points[0][0], len(prose[: points[-1][1]].rstrip())
        yield broken(
            "no-recount",
            f"{quoted(text, start, end)} retells the interview: {len(points)} points of it.",
            "They were there: keep the one point that matters, and what you make of it.",
            severity=Severity.WARNING,
            span=Span(text.part, start, end),
        )


def _is_retelling(found: re.Match[str], letter: Letter, offset: int) -> bool:
    teller = found.group().split(" ", 1)[0]
    if teller in _TELLERS:
        return True
    return found.start() + offset in letter.name_places


# --- Shortcomings.

_ABLE = (
    r"(?:experience|expertise|knowledge|background|training|qualifications?|understanding|skills?|exposure|degree|"
    r"certificat\w{1,4}|practice|familiarity|"
    r"confidence|track record|competence|ability|fluency|seniority)"
)
_KNOW = r"(?:have to |must |do |should |can )?(?:know|realise|realize|admit|confess|recognise|recognize|acknowledge|(?:am|'m) (?:\w+ )?aware|understand|concede|accept|appreciate)"
_SHORTCOMING = Lapse(
    "no-shortcomings",
    Severity.WARNING,
    "raises a shortcoming that they may not see.",
    "Leave it out, and say what you bring. Take up a doubt only when you are certain that they have it, and mark it "
    "so in the debrief.",
    (
        phrase(
            r"\bi (?:(?:do|still|also|may|might|certainly|admittedly|currently) )?lack\b(?! of)(?: (?!no\b|"
            r"nothing\b)[\w-]+){0,4}"
            r"|\bmy (?:\w+ )?lack of \w+(?: [\w-]+){0,2}",
            "lack",
            unless=r"\b(?:not|n't|never) lack\b",
        ),
        phrase(
            rf"\bi(?:'ve| have| do have|'ve got| have got|'d had| had) (?:only |very |just |so |really )?(?:no|"
            rf"little|limited|zero|hardly any|not much|not (?:a lot of|enough|any)|less|"
            rf"minimal|scarcely any|barely any) (?:[\w-]+ ){{0,4}}?{_ABLE}\b(?: (?:in|with|of|"
            rf"as) (?:[\w-]+)(?: [\w-]+)?)?"
            rf"|\bi (?:do not|don't|did not|didn't) (?:yet |really |currently |actually )?have (?:much |any |a |an |"
            rf"the |enough |a lot of |the right |direct |formal |sufficient )*(?:[\w-]+ ){{0,3}}?{_ABLE}\b"
            r"(?: (?:in|with|of|as) (?:[\w-]+)(?: [\w-]+)?)?"
            rf"|\b(?:despite|notwithstanding|in spite of) (?:my|having) (?:\w+ )?(?:lack|limited|little|inexperience|"
            rf"poor|weak|short|missing|no|gaps?)\b(?: \w+){{0,4}}",
            "no little limited zero hardly not less minimal scarcely barely lack inexperience poor weak short "
            "missing gap gaps don't didn't",
            unless=r"\bi have no (?:doubt|question|hesitation|problem|experience (?:that|i) )",
        ),
        phrase(
            rf"\b(?:although|though|even though|while|whilst|i {_KNOW}(?: that)?|admittedly,?|granted,?|true,|"
            rf"sadly,?|unfortunately,?) i(?:'m|'ve| am| have| may| might| was)?(?: perhaps| probably| still| only|"
            rf" also)*"
            r" (?:not (?:the |an? |as |yet |very |fully |really |so |quite |perhaps )*(?:\w+ )?(?:most |"
            r"best )?(?:qualified|experienced|skilled|expert|strong|fluent|perfect|ideal|confident|familiar|good|"
            r"obvious|candidate|strongest|used to)|"
            r"never (?:worked|used|managed|led|held|done|run|programmed|coded|sold|taught|supervised|dealt|written|"
            r"had)|(?:over|under)-?qualified|inexperienced|new to|weak(?:er)?|a beginner|a novice|"
            r"(?:do not|don't|did not|didn't|cannot|can't) (?:\w+ )?(?:know|speak|have|understand|meet|hold|use)|"
            r"lacking|short of|missing|struggle|struggled)\b(?: [\w-]+){0,4}",
            "not never overqualified underqualified over-qualified under-qualified over under inexperienced new weak "
            "weaker beginner novice don't didn't cannot can't do did lacking "
            "short missing struggle struggled",
            unless=r"\bnot (?:the )?only\b",
        ),
        phrase(
            r"\bmy (?:(?:biggest|main|only|greatest|one|real|obvious|own|many|few) )?(?:weakness(?:es)?|"
            r"shortcomings?|inexperience|deficienc(?:y|ies)|weak (?:points?|spots?)|"
            r"limitations?|failings?)\b(?: (?:is|are|in|with|as)(?: [\w-]+){1,4})?|\bmy (?:limited|poor|weak|bad|"
            r"broken|rusty|patchy|insufficient) (?:\w+ )?(?:"
            + _ABLE
            + r"|english|german|french|spanish|language|grades?|results?|excel|sql|python|memory|accent|writing|presentation)\b"
            r"|\bmy [\w-]+(?: [\w-]+)? (?:is|are|was|were) (?:\w+ )?(?:weak|poor|limited|bad|rusty|lacking|basic|"
            r"insufficient|not (?:very |so |that |yet )?(?:good|strong|perfect|great|sufficient))\b"
            r"|\bi (?:do not|don't|cannot|can't) (?:\w+ )?(?:know|speak|use|program|code|"
            r"write)(?: [\w-]+){1,3} (?:very |that |so |particularly )?(?:well|fluently)\b",
            "weakness weaknesses shortcoming shortcomings inexperience deficiency deficiencies weak limitation "
            "limitations failing failings limited poor bad broken rusty patchy insufficient lacking basic good "
            "strong perfect great sufficient well fluently",
        ),
        phrase(
            r"\bi(?:'m| am) (?:only |just |merely |still )(?:an? )?(?:beginner|junior|novice|learner|student|amateur|"
            r"graduate|starter)\b"
            r"|\bi(?:'m| am| may be| might be| could be| may seem| might seem) (?:\w+ )?(?:over-?qualified|"
            r"under-?qualified|inexperienced|not qualified|unqualified|too (?:junior|old|young|inexperienced|"
            r"senior))\b"
            r"|\bi(?:'m| am) (?:(?:really|perhaps|probably|certainly|honestly) )?not (?:very |particularly |really |"
            r"so |that |too |yet |especially )*(?:good|strong|confident|experienced|qualified|skilled|fluent|"
            r"comfortable|familiar) (?:at|in|with|enough)\b(?: [\w-]+){0,2}"
            r"|\bi(?:'m| am) (?:bad|terrible|weak|hopeless|rubbish|awful|poor|useless) (?:at|in|"
            r"with)\b(?: [\w-]+){0,2}",
            "beginner junior novice learner student amateur graduate starter overqualified underqualified over under "
            "over-qualified under-qualified inexperienced qualified unqualified old young senior "
            "not bad terrible weak hopeless rubbish awful poor useless",
        ),
        phrase(
            r"\b(?:i (?:sensed|felt|noticed|gathered|had the (?:impression|feeling)|could (?:see|tell)|know|"
            r"understand|think|realise|realize|imagine|suspect|fear)(?: that)? )?(?:you|the panel|he|she|they|"
            r"some of you|your team) "
            r"(?:may|might|could|were|was|are|seemed|must)(?: (?:have been|be|have|also|still|well|a little|a bit|"
            r"perhaps|somewhat|to be|to have)){0,4} (?:concerned|worried|doubts?|doubtful|reservations?|hesitant|"
            r"hesitation|unsure|uncertain|"
            r"sceptical|skeptical|concerns?|worries)\b(?: (?:about|that|by|over|whether|regarding|of))?(?: [\w-]+){0,6}"
            r"|\byour (?:concerns?|doubts?|reservations?|hesitation|worries|worry) (?:about|that|over|regarding|with|"
            r"on|as to) (?:my|me|i|whether i)\b(?: [\w-]+){0,5}"
            r"|\b(?:concerns?|doubts?|reservations?) (?:you (?:may|might|could) have )?(?:about|regarding|"
            r"over) my [\w-]+(?: [\w-]+){0,2}",
            "concerned worried doubt doubts doubtful reservation reservations hesitant hesitation unsure uncertain "
            "sceptical skeptical concern concerns worry worries",
            unless=r"\b(?:if you (?:have|had|should|were)|should you|were to)\b",
        ),
        phrase(
            r"\bi(?:'m| am) still (?:learning|new to|getting used|not)(?! (?:about|more|a lot|every|"
            r"from))(?: [\w-]+){1,3}|\bi (?:often |sometimes |still |do )?(?:make|made) (?:many|some|a lot of|"
            r"several|too many) (?:\w+ )?mistakes\b"
            r"|\b(?:if|that|whether) my (?:[\w-]+ ){1,4}?(?:is|are|might be|may be|was|"
            r"were) (?:an? )?(?:\w+ )?(?:problem|issue|concern|obstacle|worry|drawback|disadvantage|hindrance)\b"
            rf"|\bi(?:'ve| have)? only(?: have| got| had)? (?:[\w-]+ ){{0,3}}?(?:years?|months?|weeks?)(?: of|'s?|"
            rf" in| as)? {_ABLE}|\bi only have (?:a (?:little|bit of)|one|two|basic|some|limited)\b(?: [\w-]+){{1,3}}"
            r"|\b(?:gaps?|holes?) in my (?:cv|resume|résumé|employment|knowledge|experience|record|history|education|"
            r"training|skills?)\b"
            r"|\bi (?:really |still |often |sometimes |do )?struggle[ds]? (?:with|to|when)\b(?: [\w-]+){1,3}|"
            r"\bi find it (?:hard|difficult) to\b(?: [\w-]+){1,3}|\bi(?:'ve| have)(?: some| great)? (?:trouble|"
            r"difficult(?:y|ies)|problems) (?:with|in)\b(?: [\w-]+){1,3}"
            r"|\bi (?:was|got|have been) (?:fired|sacked|dismissed|let go)\b(?: (?:from|by) [\w-]+(?: [\w-]+)?)?",
            "still mistakes my only gap gaps hole holes struggle struggled struggles hard difficult trouble "
            "difficulty difficulties problems fired sacked dismissed let",
        ),
        phrase(
            r"\bi (?:did|performed|came across|interviewed|presented) (?:so |very |really |quite |rather |too |"
            r"pretty )*(?:badly|poorly|terribly|awfully|nervously)\b|\bi (?:messed|screwed) (?:it |that |this )?up\b"
            r"|\bi (?:was not|wasn't) (?:at )?my best\b|\bi (?:blew|bombed|botched|fluffed) (?:it|the|that|my)\b|"
            r"\bi made a (?:bad|poor|terrible) impression\b|\bmy (?:bad|poor|weak|terrible) performance\b",
            "badly poorly terribly awfully nervously messed screwed best blew bombed botched fluffed impression "
            "performance",
        ),
    ),
)
_DEFICIT = compiled(
    r"\b(?:lack|lacking|limited|little|no|not|n't|never|without|although|though|despite|gap|missing|concern\w{0,3}|"
    r"worr(?:y|ied|ies)|doubts?|weak\w{0,6}|short|only|few|yet|shortcoming\w?|"
    r"inexperience\w?|over-?qualified|under-?qualified|reassure|assure|reservations?|hesitat\w{1,4}|new to|"
    r"struggl\w{1,3}|insufficient|unfamiliar|less|too)\b|n't\b"
)
_VOICED = frozenset(
    {
        Purpose.REFERENCE_BRIEFING,
        Purpose.REJECTION_THANKS,
        Purpose.FEEDBACK_REQUEST,
        Purpose.WITHDRAWAL,
        Purpose.KEEP_IN_TOUCH,
    }
)
"""Messages in which a shortcoming is theirs, or a reference's, to speak of already."""


def no_shortcomings(letter: Letter) -> Iterator[Finding]:
    """Find shortcomings that the message raises, but for concerns that the debrief marks certain."""
    if letter.message.purpose in _VOICED:
        return
    debrief = letter.context.interview.debrief if letter.context.interview else None
    concerns = debrief.concerns if debrief else ()
    certain = [_content(" ".join(filter(None, (c.concern, c.reassurance)))) for c in concerns if c.certain]
    text = letter.body
    told: set[int] = set()
    voiced: dict[Sentence, bool] = {}
    for finding in _SHORTCOMING.find(text, until=letter.signature):
        assert finding.span is not None  # noqa: S101 - a lapse always has its place
        sentence = text.sentence_at(finding.span.start)
        told.add(sentence.start)
        if certain and sentence not in voiced:
            around = _content(text.prose[sentence.start : _following(letter, sentence.end)])
            voiced[sentence] = any(_meet(around, concern) for concern in certain)
        if not voiced.get(sentence):
            yield finding
    yield from _unsure_concerns(letter, [c for c in concerns if not c.certain], certain, told)


def _following(letter: Letter, end: int) -> int:
    """Where the sentence after a place ends: what a concern is about may be said there."""
    return letter.body.sentence_at(min(end, len(letter.body.prose) - 1)).end if letter.body.prose else 0


def _unsure_concerns(
    letter: Letter, concerns: list[Concern], certain: list[set[str]], told: set[int]
) -> Iterator[Finding]:
    """Go through the concerns of the debrief that are not certain, and are taken up all the same."""
    text = letter.body
    unsure = [(concern, about) for concern in concerns if (about := _content(concern.concern))]
    if not unsure:
        return
    for sentence in text.sentences:
        said = text.said(sentence)
        if sentence.start in told or sentence.start >= letter.signature or not _DEFICIT.search(said):
            continue
        words_of_it = _content(said)
        for concern, about in unsure:
            common = about & words_of_it
            if len(common) >= min(2, len(about)) and not any(_meet(common, c) for c in certain):
                start, end = _trimmed(text.prose, sentence.start, sentence.end)
                yield broken(
                    "no-shortcomings",
                    f"{quoted(text, start, end)} takes up a concern that the debrief does not mark certain: "
                    f"“{concern.concern}”.",
                    "Leave it out unless they voiced it; if they did, mark the concern certain in the debrief.",
                    severity=Severity.WARNING,
                    span=Span(text.part, start, end),
                )
                break


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    said = text[start:end]
    return start + len(said) - len(said.lstrip()), end - (len(said) - len(said.rstrip()))


# --- The same note twice.

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
