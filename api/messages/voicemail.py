"""A voicemail leaves the ball in their court: it promises no other call."""

from collections.abc import Iterator

from api.messages.constructions import Construction
from api.messages.finding import Finding, Severity
from api.messages.letter import Letter
from api.messages.phrases import Lapse, lapses
from api.policy.facts import Channel

_INTENT = (
    "( ^ ( will/shall ) | i ( ADV )* ( will/shall | ( am ) going to | am planning to | ( "
    "plan/intend/promise/mean/hope/want/aim ) to | ( "
    "would/'d ) like to | might/may | am going to have to ) ) ( ADV | probably | either | of course | maybe | perhaps "
    "| have to | be sure to | make sure to | make a point of | try ( to/and ) )*"
)
_LATER = (
    "( you/back/again/later/tomorrow/then/tonight | your office | next ( week/DAY ) | on DAY | this ( "
    "afternoon/evening/morning/week ) | once more | another time | by phone | in the ( morning/afternoon/evening ) "
    "| after ... | around | in ( a/COUNT )* UNIT | first thing | over there | at # | round )"
)

_PROMISED_CALL = Lapse(
    "leave-the-ball",
    Severity.ERROR,
    "promises another call, so they may wait for it.",
    "Leave the ball in their court: give your number, and say when you can be reached.",
    constructions=(
        Construction(
            f"{_INTENT} ( call/calling/ring/phone/contact/telephone/dial ) !( sick | by email | in sick ) "
            f"{_LATER} !( by ( email/letter/post ) | with/in/via ... ( email/writing ) ) {_LATER}*",
            example="I shall telephone once more on Thursday.",
            but_not="I will ring my referees.",
        ),
        Construction(
            f"{_INTENT} ( try ( you/again/back/calling/ringing/phoning/your/reaching/once/later | to ( "
            "reach/call/catch/ring/phone/get ) | another | ( the/your/that ) ... ( number/office/line/desk/reception ) "
            "| my luck ) | "
            "keep ( on )? ( trying/calling/ringing/phoning ) ( you/your/back/until/till/,/. ) | be back on the ( "
            "phone/line ) | ( call/ring ) through  "
            "| be ( calling/ringing/phoning/trying | "
            "( back )? in touch ) | give ( you/it/this/them | your office | reception ) ( ADV )* ( a/an/another "
            "| one more )? ( quick )? ( "
            "call/ring/bell/buzz/shout/tinkle/try/go/holler/whirl/shot ) | get back to "
            "you | get ( back )? in touch | check ( back/in ) | circle back | follow up | reach out | catch you "
            "| ( speak/talk ) ( to/with ) you ( again/then/tomorrow/later/on/next/soon | in the ) | leave ( you "
            ")? another | drop you another | phone/call/ring ( until | till | every ) | have another ( "
            "go/try/stab/crack/shot/attempt ) "
            "| pester you | make another call | call ( , | . ) | phone ( , | . ) ) !( by ( email/letter/post ) "
            f"| with/in/via ... ( email/writing ) ) {_LATER}*",
            unless="thank/thanks ...3 for",
            example="I'll give you a buzz tomorrow.",
            but_not="I will follow up by email.",
        ),
        Construction(
            "let me ( ADV )* ( try/call/ring/phone ) ( you/back/again )* ( later/tomorrow/back/again | on DAY ) "
            "| expect ( a/another/my ) ( ... )? ( call/ring ) "
            "| you ( will ) ( ADV )* ( hear ( ADV )* from me | get ( a/another ) call | have ( a | another ) "
            "call ) ( again )? "
            "| ( talk/speak ) to you ( again )? ( tomorrow/later/soon | next week | on DAY | then ) "
            "| ( calling/ringing/phoning/trying ) ( you )? ( back/again ) ( later/tomorrow/next/this | on DAY | "
            "in the ) "
            "| my next call | another call from me | until i ( reach/get/catch/hear ) "
            "| i ( call/ring/phone ) ( you ...4 )? ( again/back/later/tomorrow | next week | on DAY ) "
            "| i ( will | ( am/be ) going to ) !( thank/say/repeat/stress/think | try ( the/this/a/my ) ) ( ADV | "
            "!thank/say ... ) again "
            "| if i ( do not | have not ) ( hear/heard/reach ) ...8 i ( will/shall ) ( ADV )* ( "
            "call/ring/phone/try )",
            unless="( thank/thanks/grateful ) ...3 for ( your )? ( calling/ringing/phoning/trying )",
            example="You'll hear from me again tomorrow.",
            but_not="Thanks for calling back on Friday.",
        ),
    ),
)


def leave_the_ball(letter: Letter) -> Iterator[Finding]:
    """Find in a voicemail the promise to call again."""
    if letter.message.channel is Channel.VOICEMAIL:
        yield from lapses(letter.body, (_PROMISED_CALL,))
