"""Whether a note says that the role is wanted."""

from collections.abc import Iterator

from api.messages.constructions import Pattern
from api.messages.finding import Finding, Severity, broken
from api.messages.letter import Letter
from api.policy.facts import Outcome, Purpose

_INTERESTED = frozenset({Purpose.THANK_YOU, Purpose.STATUS_ENQUIRY, Purpose.DECISION_ENQUIRY, Purpose.TIMELINE_ENQUIRY})

_ERRANDS = (
    "hear/know/thank/ask/send/mention/add/apologise/apologize/say/tell/share/receive/call/speak/talk/check/follow/"
    "confirm/inform/make/get/give/see/discuss/enquire/inquire/understand/let/offer/provide/answer/clarify/explain/"
    "correct/remind/point/draw/express/repeat/note/raise/set/return/present/attach/enclose/submit/request/"
    "withdraw/decline/bother/trouble/disturb/miss/find/emphasise/emphasize/stress/congratulate/wish/cancel/"
    "reschedule/arrange/meet"
)
"""What one would like to do in a note, or after it, that is no part of the role."""
_ROLE = (
    "( job/role/position/post/place/work/opportunity/vacancy/chance/offer/internship/apprenticeship/placement/"
    "fellowship/lectureship/seat/title/contract/appointment/studentship )"
)
_JOINED = (
    "( team/ward/school/company/crew/kitchen/department/lab/group/staff/family/practice/office/choir/brigade/firm/"
    "project/library/college/shop/hotel/clinic/line/faculty )"
)

_INTEREST = (
    Pattern(
        "interest/interested/interests/keen/keener/excited/excite/excites/exciting/excitement/enthusiasm/"
        "enthusiastic/enthused/enthuse/enthuses/eager/eagerness/motivated/motivates/motivation/passionate/"
        "thrilled/appeal/appeals/appealing/drawn/attracted/attracts/inspired/inspires/inspiring/fascinated/"
        "fascinates/convinced/strengthened/dream/ideal/committed/hooked/sold/persuaded/tempted/hungry/aspire"
    ),
    Pattern(
        "( would/should/'d/will ) ( ADV | be | much | like | nothing | dearly )* ( love/like/enjoy/relish/"
        "cherish/value/welcome/jump/better/glad/delighted/happy/proud/honoured/honored/pleased/privileged/"
        f"grateful/content/thrilled/rapt/chuffed/mean/count/fit/suit ) ( ADV | very )* ( to ( ADV )* !{_ERRANDS} "
        "| the ( chance/opportunity/challenge/prospect ) | with/of/in/at/for/about ( the/this/that/your ) ...3 "
        f"| it | if you | !{_ERRANDS} ( the/this/that/your/a/an/any ) ...4 ( {_ROLE} | {_JOINED} ) | in ... "
        f"{_JOINED} | , | . )| ( would/should/'d ) ( ADV )* ( love/enjoy/relish ) !to/hearing/talking/speaking/"
        "meeting/knowing/seeing/your/any ..."
    ),
    Pattern(
        f"{_ROLE} ...4 ( i ( would/should ) ( ADV )* ( love/like/enjoy/relish ) | which i ( ADV | would | 'd )* "
        "( like/love/want ) | i ( ADV )* ( want/hope/wish | am after | am looking for ) | of my dreams | for me "
        ")"
    ),
    Pattern(
        "( i/and/, ) ( ADV | do | did | would | would be | am | have )* ( want/wish/long/yearn/intend/aim/"
        "hope/hoping/wishing/wanting/wanted/burn/burning ) ( ADV | dearly | more than ever )* ( to ( ADV )* "
        f"!{_ERRANDS} | that job | for ( this/the/that ) {_ROLE} | ( the/this/that/your ) ...4 {_ROLE} | that ( "
        "it | i | we ) ...3 ( join/help/work/be/yours/plan/build/teach/learn/contribute ) | i ...4 ( "
        "join/help/work/be/teach ) | ( it | that it ) will be )"
    ),
    Pattern("( ~make/left/leaves/leaving ) ( me )? ...2 ( want/wanting/wish/wishing/keen/eager/long )"),
    Pattern(
        "( be/been/being/is ) ( ADV )* ( a | an | my )? ( ADV | great/real/true/special/genuine )* ( "
        f"joy/pleasure/privilege/honour/honor/delight/dream ) ( to !{_ERRANDS} | ( joining/working/learning/"
        "serving/teaching ) )"
    ),
    Pattern(
        "( what/where/just/exactly/kind/sort/type/thing/work/role ) ...6 ( i | one ) ( have | had | am | was | "
        "would | ADV )* ( look/looked | looking for | looking . | want/wanted/hope/hoped/hoping/like/love/"
        "enjoy/enjoyed/dreamt/dreamed/belong/seek/seeking/sought/search/searched/searching/live/thrive | feel "
        "at home )"
    ),
    Pattern(
        "come on board | ~burn for | for which i ( ADV | am )* ( burn/burning/long ) "
        "| mean ( a lot | a great deal | the world | so much | everything ) to me "
        f"| ( would/'d ) ( ADV )* ( happily/gladly ) !{_ERRANDS} | count myself ( lucky/fortunate ) "
        "| heart is set | ( would/'d/will ) choose me | more than ever | all the more | even more "
        "| first choice | well up for | up for ( it | the | this ) | right up my ( street/alley ) "
        "| give anything to | dying to "
        "| can not wait to !hear/know/see/read/tell/send/meet/share/receive/talk/speak | raring to "
        "| ( picture/see/imagine/visualise/visualize ) ( ADV | very well | well | to | myself | me )* ( "
        "work/working/myself/joining/there | at | in | with ) "
        "| where i belong | sorry to miss | rather join"
    ),
    Pattern(
        "( look/looking/looked ) ( ADV )* forward ( ADV )* to ( maybe/perhaps/possibly )? ( the ( "
        "possibility/prospect/chance/opportunity ) "
        "| joining/working/being/contributing/starting/taking/learning/teaching/becoming/helping/serving/"
        "building )"
    ),
    Pattern(
        "( ~fit/~suit/~match/~correspond/~answer/~meet | right/good/great/perfect/natural ) ( ADV | to | with | "
        "for )* ( me/myself | my ( ... )? ( wishes/skills/values/hopes/plans/goals/strengths/experience/"
        f"ambitions/background ) | fit/match/place/step/move | {_ROLE} )"
    ),
    Pattern(
        "( as | be | become ) ( your | its | the | their ) ( next | new )? ( ADV )* ( !reference/referee/"
        "candidate ... ) ( analyst/teacher/engineer/nurse/chef/cook/lecturer/manager/director/editor/"
        "apprentice/officer/assistant/developer/electrician/planner/librarian/designer/one )"
    ),
    Pattern("( i/, ) ( would | 'd ) ( ADV )* ( bring/start/begin/add/contribute/build ) ...8"),
    Pattern(
        f"( ~join/~serve/part of ) ( the | your | this | it | you | such ) | part of ( it | {_JOINED} ) "
        "| with you ( on | in | soon )"
    ),
    Pattern(
        f"( would/should/'d/will ) ( ADV | be | very )* ( glad/happy/delighted/pleased/love/like ) to get ( "
        f"the/this/that ) ...3 {_ROLE}"
    ),
    Pattern("i ( ADV )* ( like/liked/love/loved ) ...6 and the ( job/role/post/position/work )"),
)
_NO_INTEREST = Pattern("DENIED ...2 ( interest/interested/keen/excited/eager )")


def restate_interest(letter: Letter) -> Iterator[Finding]:
    """Find a thank-you or an enquiry that does not say that the role is wanted. One after an outcome sells nothing."""
    interview = letter.context.interview
    if letter.message.purpose not in _INTERESTED or (interview and interview.outcome is not Outcome.PENDING):
        return
    reading = letter.body.reading
    refused = list(_NO_INTEREST.find(reading))
    for pattern in _INTEREST:
        for start, end in pattern.find(reading):
            if not any(first < end and start < last for first, last in refused):
                return
    yield broken(
        "restate-interest",
        "Nothing here says that you want the position.",
        "Add a sentence on your interest, with what you would like to do there.",
        severity=Severity.HINT,
    )
