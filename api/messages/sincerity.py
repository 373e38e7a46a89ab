"""Brief and sincere: neither long nor gushing."""

import re
from collections import deque
from collections.abc import Iterator

from api.messages.constructions import Pattern
from api.messages.finding import Finding, Part, Severity, Span, broken
from api.messages.letter import Letter
from api.messages.phrases import quoted
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


_GUSH = Pattern(
    "crazy excited | beyond excited | super excited | so so | very very | really really | love love "
    "| ( absolutely/utterly/totally/completely/simply/truly ) ( amazed/inspired/overwhelmed/enchanted/captivated/"
    "stunned/astonished/mesmerised/mesmerized/blown | in love ) "
    "| absolutely ( ~love/~adore/adorable/perfect/delighted/thrilled ) | totally ( ~love/perfect ) "
    "| ( the )? most ( amazing/incredible/wonderful/inspiring/inspirational/brilliant/impressive/fantastic/"
    "interesting/beautiful/extraordinary/talented/exciting/remarkable/intelligent/charming/generous/fascinating/"
    "perfect/delightful/glorious/outstanding/splendid/distinguished/illustrious/enlightening/gracious/noble/gifted/"
    "magnificent/marvellous/marvelous/stunning/spectacular/unforgettable ) "
    "| ( the )? ( best/greatest/finest/nicest/kindest/smartest/coolest/wisest/noblest ) ..3 ( ever | in ( the | all "
    "the | the whole ) world | i have ever | of all time | on ( the planet | earth ) | in all of ) "
    "| second to none | ( no/without ) equal | ~know no ( bounds/limits ) | beyond compare | honoured beyond "
    "| honored beyond | your ( ADV )* ( "
    "greatness/excellence/brilliance/genius/magnificence/splendour/splendor/majesty/wisdom ) "
    "| giant of | amazing/amazingly/incredible/incredibly/awesome/fantastic/fantastically/phenomenal/phenomenally/"
    "extraordinary/extraordinarily/unbelievable/unbelievably/breathtaking/breathtakingly/spectacular/"
    "spectacularly/marvellous/marvelous/marvellously/marvelously/magnificent/magnificently/stunning/stunningly/"
    "wonderful/wonderfully/brilliant/brilliantly/outstanding/outstandingly/exceptional/exceptionally/superb/"
    "superbly/fabulous/fabulously/sensational/terrific/glorious/divine/divinely/heavenly/magical/flawless/insanely/"
    "adore/adored/adorable/perfect/world-class/genius/geniuses/life-changing/unforgettable/ecstatic/overjoyed/"
    "euphoric/greatest/unmatched/unrivalled/unrivaled/unparalleled/incomparable/matchless/peerless/unequalled/"
    "unequaled/unsurpassed/overwhelmed/speechless/awestruck/noblest"
)
_SWOON = Pattern(
    "words ( alone )? ( ( can/could ) not | fail ( to )? ) ( express/describe/say/convey ) | beyond words "
    "| no words can | ( dream/dreams ) come true | mind-blowing/mindblowing/mind-blown | ~blow my mind | blown away "
    "| over the moon | in ( complete/total/absolute )? awe | of my ( entire/whole )? life "
    "| ( ever/eternally/forever/infinitely/endlessly ) ( and ever )? ( grateful/thankful/indebted ) "
    "| from the ( very )? bottom of my heart | with all my heart | a million ( thanks/times ) "
    "| thank you ( a million | thank you ) | on cloud nine | in the ( whole of | wide ) ... | i bow ( before/to/down ) "
    "| ( the )? ( best/greatest/happiest | most -ly? !of ... ) ..3 ( "
    "day/interview/company/person/people/team/experience/hour/"
    "conversation/meeting/days/interviews/meetings ) ( ... )? ( ever | of my ( ... )? life | in the ( whole/entire )? "
    "world | i have ever | on earth ) "
    "| dream ( job/company/team/employer/workplace ) | ( give/do ) anything | fell in love | in love with "
    "| ( biggest/greatest/huge ) fan | ~worship | idolise/idolize/idolised/idolized | highlight of my "
    "| can not ( thank you enough | stop ( thinking/talking/smiling/dreaming ) ) | dying to | my ( hero/idol ) "
    "| simply the best | too good to be true | changed my life | ( kiss/kissed ) the "
    "| ( treasure/cherish/remember ) ..4 forever "
    "| never ( have/had ) i ( ever )? ..5 ( more/nobler/wiser/kinder/better/finer/greater ) "
    "| ( nothing/nobody | no one ) ( in the world | on earth )"
)
_WEIGHTS = ((_GUSH, 1), (_SWOON, 2))
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
    pile: deque[tuple[int, int, int]] = deque()
    weight = 0
    for word in _weighed(text, end):
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


def _weighed(text: Text, end: int) -> Iterator[tuple[int, int, int]]:
    """Go through the superlatives in order, each as `[start, stop)` and its weight, and of two that meet the first."""
    reading = text.reading
    found = [(*reading.place(*place), weight) for pattern, weight in _WEIGHTS for place in pattern.find(reading)]
    last = 0
    for start, stop, weight in sorted(found, key=lambda word: (word[0], -word[2], -word[1])):
        if last <= start < end:
            yield start, stop, weight
            last = stop


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
