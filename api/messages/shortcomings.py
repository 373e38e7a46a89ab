"""Shortcomings that they may not see, raised by the candidate."""

from collections.abc import Iterator

from api.messages.finding import Finding, Severity, Span, broken
from api.messages.letter import Letter
from api.messages.phrases import Lapse, compiled, phrase, quoted
from api.messages.relevance import content, meet
from api.messages.text import Sentence
from api.messages.weaknesses import WEAKNESSES
from api.policy.facts import Concern, Purpose

_ABLE = (
    r"(?:experience|expertise|knowledge|background|training|qualifications?|understanding|skills?|exposure|degree|"
    r"certificat\w{1,4}|practice|familiarity|"
    r"confidence|track record|competence|ability|fluency|seniority)"
)
_KNOW = (
    r"(?:have to |must |do |should |can )?(?:know|realise|realize|admit|confess|recognise|recognize|"
    r"acknowledge|(?:am|'m) (?:\w+ )?aware|understand|concede|accept|appreciate)"
)
_SHORTCOMING = Lapse(
    "no-shortcomings",
    Severity.WARNING,
    "raises a shortcoming that they may not see.",
    "Leave it out, and say what you bring. Take up a doubt only when you are certain that they have it, and mark it "
    "so in the debrief.",
    phrases=(
        phrase(
            r"\bi have never (?:worked (?:with|in|as|on)(?! (?:a |an )?(?:better|such|nicer|more))|used|managed|"
            r"led|held|run|programmed|coded|sold|taught|supervised|dealt with|written|been (?:a|an|"
            r"in charge))\b(?: (?!better|such)[\w-]+){1,3}"
            r"|\bi(?:'m| am) no (?:expert|specialist|native speaker|genius)\b(?: (?:in|at|on|of) [\w-]+)?|\bi(?:'m|"
            r" am) (?:perhaps |probably |maybe |certainly )?not (?:as|so) (?:qualified|experienced|skilled|good|"
            r"strong|fluent|senior|young|technical) as\b(?: [\w-]+){1,3}"
            r"|\bmy (?:[\w-]+ ){1,2}(?:is|are) (?:only |just )?(?:(?:a (?:bit|little)|rather|quite|somewhat|fairly|"
            r"very|too|still) )?(?:weak|poor|rusty|patchy|basic|shaky|limited|thin|short)\b"
            r"|\bi(?:'m| am) (?:a (?:bit|little|touch) |rather |somewhat |too |perhaps |probably )(?:old|young|"
            r"junior|inexperienced|shy|slow|rusty|overqualified|underqualified|weak)\b(?: [\w-]+){0,3}"
            r"|\bi (?:was not|wasn't|am not|could not have been|could have been) (?:better|well|fully|properly|"
            r"very|as well|more) prepared\b(?: [\w-]+){0,4}"
            r"|\bmy (?:degree|background|training|experience|education|qualification)s? (?:is|are|was|"
            r"were) not (?:in|from|what|the|relevant|enough|quite)\b(?: [\w-]+){0,3}"
            r"|\b(?:i(?:'m| am) (?:worried|afraid|concerned|aware|conscious)|i (?:fear|worry|suspect|"
            r"know))(?: that)? my (?:[\w-]+ ){1,4}(?:count|counts|may|might|could|will|would|was|were|is|"
            r"are)\b(?: [\w-]+){0,3}"
            r"|\b(?:hold|held|holds|count|counts|counted|speak|speaks|used?) (?:(?:it|this|that|"
            r"them) )?against me\b|\bi (?:was|have been|am) unemployed\b(?: for [\w-]+ [\w-]+)?",
            "prepared old young junior inexperienced shy slow rusty overqualified underqualified never expert "
            "specialist native genius not weak poor rusty patchy basic shaky limited thin short "
            "worried afraid concerned aware conscious fear worry suspect know against unemployed",
            unless=r"\bmy (?:only|one) weakness is (?:the|your|chocolate|coffee|cake)\b",
        ),
        phrase(
            r"\bi (?:(?:do|still|also|may|might|certainly|admittedly|currently) )?lack\b(?! of| no|"
            r" nothing)(?: (?!no\b|"
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
            r" (?:not (?:be )?(?:the |an? |as |yet |very |fully |really |so |quite |perhaps )*(?:\w+ )?(?:most |"
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
            r"\bmy (?:(?:biggest|main|greatest|real|obvious|own|many|few) )?(?:weakness(?:es)?|"
            r"shortcomings?|inexperience|deficienc(?:y|ies)|weak (?:points?|spots?)|"
            r"limitations?|failings?)\b(?: (?:is|are|in|with|as)(?: [\w-]+){1,4})?|\bmy (?:limited|poor|weak|bad|"
            r"broken|rusty|patchy|insufficient) (?:\w+ )?(?:"
            + _ABLE
            + r"|english|german|french|spanish|language|grades?|results?|excel|sql|python|memory|accent|writing|"
            r"presentation)\b"
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
            "still mistakes problem issue concern obstacle worry drawback disadvantage hindrance only gap gaps "
            "hole holes struggle struggled struggles hard difficult trouble "
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
    constructions=WEAKNESSES,
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
    certain = [content(" ".join(filter(None, (c.concern, c.reassurance)))) for c in concerns if c.certain]
    text = letter.body
    told: set[int] = set()
    voiced: dict[Sentence, bool] = {}
    for finding in _SHORTCOMING.find(text, until=letter.signature):
        assert finding.span is not None  # noqa: S101 - a lapse always has its place
        sentence = text.sentence_at(finding.span.start)
        told.add(sentence.start)
        if certain and sentence not in voiced:
            around = content(text.prose[sentence.start : _following(letter, sentence.end)])
            voiced[sentence] = any(meet(around, concern) for concern in certain)
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
    unsure = [(concern, about) for concern in concerns if (about := content(concern.concern))]
    if not unsure:
        return
    for sentence in text.sentences:
        said = text.said(sentence)
        if sentence.start in told or sentence.start >= letter.signature or not _DEFICIT.search(said):
            continue
        words_of_it = content(said)
        for concern, about in unsure:
            common = about & words_of_it
            if len(common) >= min(2, len(about)) and not any(meet(common, c) for c in certain):
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
