"""Brief and sincere: neither long nor gushing."""

import re
from collections import deque
from collections.abc import Iterator

from api.messages.finding import Finding, Part, Severity, Span, broken
from api.messages.letter import Letter
from api.messages.phrases import phrase, quoted
from api.messages.text import Text
from api.policy.facts import Channel
from api.policy.parameters import PARAMETERS


def brief(letter: Letter) -> Iterator[Finding]:
    """Find a note of more than a page, or a voicemail that is too long to listen to."""
    if letter.is_written:
        most, what = PARAMETERS.note_words, "A note stays under a page"
    elif letter.message.channel is Channel.VOICEMAIL:
        most, what = PARAMETERS.voicemail_words, "A voicemail stays short"
    else:
        return
    length = letter.body.length
    if length > most:
        yield broken(
            "brief",
            f"{what}: this has {length} words, and {most} is the most.",
            f"Cut at least {length - most} of them: keep the thanks, one point, and your interest.",
            severity=Severity.WARNING,
        )


_GUSH = phrase(
    r"\b(?:amazing(?:ly)?|incredibl[ey]|awesome|fantastic(?:ally)?|phenomenal(?:ly)?|extraordinar(?:y|ily)|"
    r"unbelievabl[ey]|breathtaking(?:ly)?|spectacular(?:ly)?|"
    r"marvell?ous(?:ly)?|magnificent(?:ly)?|stunning(?:ly)?|wonderful(?:ly)?|brilliant(?:ly)?|"
    r"outstanding(?:ly)?|"
    r"exceptional(?:ly)?|superb(?:ly)?|fabulous(?:ly)?|"
    r"sensational|terrific|glorious|divine|heavenly|magical|flawless|insanely|crazy excited|beyond excited|"
    r"super excited|so so|very very|really really|"
    r"(?:absolutely|utterly|totally|completely|simply|truly) (?:amazed|inspired|overwhelmed|enchanted|"
    r"captivated|stunned|astonished|mesmeri[sz]ed|in love|blown)|"
    r"absolutely (?:love[ds]?|ador\w{1,3}|perfect|delighted|thrilled)|totally (?:love[ds]?|perfect)|"
    r"love love|"
    r"ador(?:e|ed|able)|"
    r"(?:the )?most (?:amazing|incredible|wonderful|inspiring|inspirational|brilliant|impressive|fantastic|"
    r"interesting|beautiful|extraordinary|talented|exciting|remarkable|"
    r"intelligent|charming|generous|fascinating|perfect|delightful)|(?:the )?(?:best|greatest|finest|"
    r"nicest|kindest|"
    r"smartest|coolest)(?: \w+){0,3} (?:ever|in the world|i have ever|i've ever|of all time|"
    r"on (?:the planet|earth))|"
    r"perfect|world-class|genius(?:es)?|life-changing|unforgettable|ecstatic|overjoyed|euphoric|"
    r"honou?red beyond|"
    r"greatest)\b",
    "amazing amazingly incredible incredibly awesome fantastic fantastically phenomenal phenomenally extraordinary "
    "extraordinarily unbelievable unbelievably breathtaking breathtakingly spectacular "
    "spectacularly marvellous marvelous marvellously marvelously magnificent magnificently stunning stunningly "
    "wonderful wonderfully brilliant brilliantly outstanding outstandingly exceptional "
    "exceptionally superb superbly fabulous fabulously sensational terrific glorious divine heavenly magical "
    "flawless utterly completely simply truly insanely excited so very really absolutely totally love adore adored "
    "adorable most best greatest finest nicest kindest smartest coolest perfect world-class genius geniuses "
    "life-changing unforgettable ecstatic overjoyed euphoric honoured honored",
)
_SWOON = phrase(
    r"\b(?:words (?:cannot|can't|could not|couldn't|fail|alone cannot) (?:to )?(?:express|describe|say|"
    r"convey)|"
    r"beyond words|no words can|dream come true|dreams come true|mind-?blow(?:n|ing)|blew my mind|"
    r"blown away|over the moon|in (?:complete |total |absolute )?awe|of my (?:entire |whole )?life|(?:ever|"
    r"eternally|"
    r"forever|infinitely|endlessly) (?:and ever )?(?:grateful|thankful|indebted)|"
    r"from the (?:very )?bottom of my heart|with all my heart|a million (?:thanks|times)|"
    r"thank you a million|"
    r"thank you thank you|on cloud nine|"
    r"\w{3,}est,? \w{3,}est,? and (?:the )?most \w+|in the whole (?:of|wide) \w+|i bow (?:before|to|down)|"
    r"(?:best|greatest|happiest|most \w+) (?:\w+ ){0,3}(?:day|interview|company|person|people|team|"
    r"experience|hour|"
    r"conversation|meeting)s? (?:\w+ )?(?:ever|of my (?:\w+ )?life|in the (?:whole |entire )?world|"
    r"i have ever|"
    r"i've ever|on earth)|"
    r"dream (?:job|company|team|employer|workplace)|give anything|do anything|fell in love|in love with|"
    r"(?:biggest|greatest|huge) fan|worship\w{0,3}|idoli[sz]e\w?|highlight of my|cannot thank you enough|"
    r"can(?:not|"
    r"'t) stop (?:thinking|talking|smiling|dreaming)|dying to|my hero|my idol|simply the best|"
    r"too good to be true|"
    r"changed my life|kiss(?:ed)? the)\b",
    "fan worship worshipped highlight enough words give anything fell love dream dreams mind-blowing "
    "mindblowing mind mind-blown blown moon awe life ever "
    "eternally forever infinitely endlessly heart million thank nine best greatest happiest most can't "
    "cannot stop "
    "dying hero "
    "idol bow whole greatest wisest kindest nicest smartest finest best cleverest warmest simply true changed kiss "
    "kissed",
)
"""One of these weighs as much as two of the words above."""
_WINDOW = 300
"""Within how many code points superlatives count as piled up."""
_MARKS = re.compile(r"!{1,40}")


def sincere(letter: Letter) -> Iterator[Finding]:
    """Find gushing: superlatives piled up, and too many exclamation marks."""
    for text in letter.texts:
        end = letter.signature if text.part is Part.BODY else len(text.prose)
        yield from _superlatives(text, end)
    yield from _exclamations(letter)


def _superlatives(text: Text, end: int) -> Iterator[Finding]:
    swoons = [(*f.span(), 2) for f in _SWOON.find(text, until=end)]
    gushes = [
        (*f.span(), 1)
        for f in _GUSH.find(text, until=end)
        if not any(start < f.end() and f.start() < stop for start, stop, _ in swoons)
    ]
    pile: deque[tuple[int, int, int]] = deque()
    weight = 0
    for word in sorted(swoons + gushes):
        if weight >= PARAMETERS.superlatives and word[0] - pile[-1][1] > _WINDOW // 2:
            break
        while weight < PARAMETERS.superlatives and pile and word[0] - pile[0][0] > _WINDOW:
            weight -= pile.popleft()[2]
        pile.append(word)
        weight += word[2]
    if weight >= PARAMETERS.superlatives:
        start, stop = pile[0][0], pile[-1][1]
        yield broken(
            "sincere",
            f"{quoted(text, start, stop)} piles up superlatives.",
            "Keep the one that you mean, and say what it was that you liked.",
            severity=Severity.WARNING,
            span=Span(text.part, start, stop),
        )


def _exclamations(letter: Letter) -> Iterator[Finding]:
    shouts = [
        (text, f.start(), f.end())
        for text in letter.texts
        for f in _MARKS.finditer(text.prose)
        if not _belongs_to_a_name(letter, text, f.start())
    ]
    marks = sum(end - start for _, start, end in shouts)
    if marks >= PARAMETERS.exclamation_marks:
        text, start, end = max(shouts, key=lambda shout: shout[2] - shout[1])
        if end - start == 1:
            text, start, end = shouts[-1]
        yield broken(
            "sincere",
            f"{quoted(text, start, end)} is one of {marks} exclamation marks."
            if end - start == 1
            else f"{quoted(text, start, end)} shouts: there are {marks} exclamation marks.",
            "Let the words say it: one exclamation mark at most, better none.",
            severity=Severity.WARNING,
            span=Span(text.part, start, end),
        )


def _belongs_to_a_name(letter: Letter, text: Text, start: int) -> bool:
    """Whether the mark before is a part of an organization's name: Yahoo!, Oh!"""
    organization = letter.context.organization
    known = (*letter.context.other_organizations, *((organization.name,) if organization else ()))
    return any(name.endswith("!") and text.original[: start + 1].endswith(name) for name in known)
