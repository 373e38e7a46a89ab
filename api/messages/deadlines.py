"""Demands with a time in them: when they are to answer, and what happens if they do not."""

from api.messages.constructions import Construction

_ASK = (
    "( PLEASE | you ( ADV )* OBLIGED | ( can/could/would/will ) you | hope ( that )? you ( will/can/could )? | if "
    "you ( can/could/would/might ) | for you to | PLEASE ...7 and | ( ask/asking/request/requesting/expect/"
    "expecting/want/need/urge/urging/require/beg/appreciate ) ( it if | that )? you ( to | could | would )? | ^ ( "
    "so/and/but/then/or )? )"
)
"""What a request to them begins with: a word for it, or the start of a clause."""
_OR_ELSE = "otherwise | or else | failing ( which/that/this ) | in default of which"
_NOT_THEIRS = "THEY_SAID | OTHER_OFFER | MY_PART | HARMLESS | OUTSIDERS"

DEADLINES = (
    Construction(
        f"{_ASK} ( PLEASE | ADV )* ( ACT | RING ) ...12 ( DEADLINE | before WHEN )",
        unless=f"{_NOT_THEIRS} | ( thank/thanks ) ...3 ( for | you )",
        example="Please reply to this email before Friday.",
        but_not="Please let me know if you need anything before Friday.",
    ),
    Construction(
        f"{_ASK} ( PLEASE | ADV )* ( ACT | RING ) ( back/me/us/to/with/on/about/regarding/a/an/the/your/this/"
        "that/my/email/mail/note/message/letter/answer/decision/reply/response/question/either/way/whether/you/i/am/was/"
        "have/got/been/selected/it/news/any/update/for/at/and/revert/respond/reply/outcome/result/or/not/if/,/"
        "final/in/date/end/side/urgently/most/my )* ( back/me/us/to/with/on/about/regarding/a/an/the/your/"
        "this/my/email/mail/note/message/decision/i/am/got/job/position/,/date )* NOW",
        unless="MY_PART | HARMLESS | thank/thanks/thanked | OUTSIDERS",
        example="Do the needful at once.",
        but_not="Call me whenever it suits you.",
    ),
    Construction(
        "( DEADLINE | SOONEST | before WHEN | this week )",
        near=[
            (
                "VERDICT/respond/reply/decide/know/hear/settled/resolved/told/informed/contacted | to hear "
                "| hear ( back | from you ) | call me | call back | get back | come back to me "
                "| yes or ( a | an )? no | ( your | up ) ( ... )? mind | where i stand | tell me | let me know "
                "| a ( yes | no )"
            ),
            (
                "PLEASE/OBLIGED/DEMAND/asking/grateful/appreciate/appreciated/essential/imperative/important/"
                "vital/crucial/critical/necessary/urgent/glad/pleased/ask/insist/trust/tell/send/give/must "
                "| would ( ADV )* ( like/prefer ) | 'd ( ADV )* ( like/prefer ) | ( can/could/would/will ) you "
                "| ( may/can/could/might ) i ( have/ask/get/know/expect ) | let ( me | us ) | get back | high time "
                "| possible ( for you )? to | trusting | hope/hoping | look/looking forward | awaiting/await"
            ),
        ],
        unless=(
            f"{_NOT_THEIRS} | thank/thanks | my ( answer/decision/reply/response ) | ( need/expect/require ) no "
            "| you ( ADV )* need/must ...6 ( who/people/someone/somebody ) "
            "| i ( ADV )* ( must | need to | have to ) ...2 ( confirm/answer/reply/decide/give/return/let/tell )"
        ),
        example="It would be appreciated if the result were known by Friday.",
        but_not="My references will reply by Friday.",
    ),
    Construction(
        "( i/we/and/, ) ( ADV | shall/will/do )* ( need/require/want/expect/demand | must have ) ( ADV | a/an/your/"
        "the/some | firm/final/clear/definite/quick/written )* ( VERDICT | yes or ( a )? no ) from ( you | your | "
        "the ... SIDE ) ...3 ( DEADLINE | NOW | before WHEN | before then ) "
        "| ( i/we ...8 and | and ) ( ADV )* ( must | need to | have to | shall have to ) ( know/hear ) ...4 ( "
        "DEADLINE | NOW | before WHEN ) "
        "| and ( ADV | shall/will )* ( need/require/want ) your VERDICT ...3 ( DEADLINE | NOW | before WHEN )",
        unless=(
            "THEY_SAID | CUSTOMERS | from ( the/my )? ( university/bank/embassy/landlord/council ) "
            "| DENIED ( ADV )* ( need/require/want/expect ) | you ( ADV )* ( need/want )"
        ),
        example="I have another offer and need a decision from you by Thursday.",
        but_not="I have another offer, which I need to answer by Friday.",
    ),
    Construction(
        "( looking for | awaiting/await | waiting for | wait for | hoping for | look/looking forward to | in "
        "need of | anticipating | counting on ) ...4 ( VERDICT/word/call | hearing from you | your ) ...5 ( "
        "DEADLINE | NOW | before WHEN ) "
        "| ( await/awaiting/expect/expecting/anticipate/anticipating | wait/waiting for | look/looking forward "
        "to | appreciate | demand | request | require ) ( a/an/your/the/for )* ( immediate/urgent/instant/"
        "prompt/speedy/swift/immediately ) ( answer/reply/response/decision/action/attention/feedback )",
        unless="THEY_SAID | OTHER_OFFER | i ( ADV )* appreciate | thank/thanks",
        example="Awaiting your immediate response.",
        but_not="Eagerly awaiting your response.",
    ),
    Construction(
        "you ( ADV )* have ( COUNT )* UNIT to ( ACT ) "
        "| i ( am/will/can/shall )? ( ADV )* ( give/giving/allow/allowing/grant ) you ( until/till | one ( "
        "more/last )? | WITHIN | COUNT UNIT | a deadline ) ...4 "
        "| we ( need/have/must ) ( to )? ( settle/decide/finish/conclude/agree/wrap/close/finalise/finalize ) "
        "...8 DEADLINE "
        "| i ...3 ( wait only | only wait | wait ( until/till ) WHEN and no longer ) ( until/till )? ( the )? "
        "WHEN? "
        "| my ( ... )? offer ( stands | is ( open/good/valid ) ) "
        "| i ( can/will/shall ) ( ADV )* ( only ( ADV )* ( hold/wait/keep ) | hold ( off | out | on ) | keep "
        "... open ) ...6 ( until/till ) ...5",
        unless="THEY_SAID | OTHER_OFFER | available/reached/reach",
        example="I can only hold on until Friday.",
        but_not="I can be reached until Friday.",
    ),
    Construction(
        "you ( ADV )* ( have | get | have got ) ( until/till ) ( the )? WHEN ( to ...6 )?",
        unless="THEY_SAID | available/reached/reach",
        example="I have another offer, so you have until Friday to make up your mind.",
        but_not="You have until Friday, as you said, so please take your time.",
    ),
    Construction(
        "you ( ADV )* ( need to | have to | must | had better | should | will ) ...10 ( or/else/otherwise ) ( i | we ) "
        "( ADV )* ( will/shall/would | am going to | have to | must ) ( ADV )* ( not | never | "
        "accept/take/withdraw/go/sign/walk/look/move/decline/leave/refuse/turn )",
        unless="THEY_SAID | OUTSIDERS",
        example="You have to pay more or I will not come.",
        but_not="You will find my card enclosed, or I will bring it on Monday.",
    ),
    Construction(
        "( my/the/your/a/final/strict/firm ) deadline ( for/to ) ( your/you/an/a ) ...3 "
        "| my deadline ( is/will ) | no later than ...5",
        unless=f"{_NOT_THEIRS} | i ( can/could | am able ) | they | thesis/application",
        example="My deadline for your answer is Friday.",
        but_not="The deadline for my thesis is Friday.",
    ),
    Construction(
        "( if/unless ) ( i | you | we | there ) ( ADV )* ( do/have/can/am/are | is no )? ( not | NEWS | fail to "
        "| hear/receive/get/reply/respond/answer/decide/call ) ...16 ( i/we ) ( will/shall/must/would/am/have/"
        "can/may ) ( ADV )* ( going to | forced to | no ( choice/option/alternative ) | have to | be ( "
        "forced/obliged ) to | assume/accept/take/withdraw/conclude/look/sign/walk/complain/escalate/report/"
        "contact/call/decline/consider/understand/treat/go | move on | turn down | have ( no | to ) )",
        unless=(
            "( if | that ) i ( do not | am not ) ( get/receive/selected/successful/chosen | the ) ( "
            "the/this/job/role/position/offer ) "
            "| feel free | happy | understand if"
        ),
        example="Unless I hear from you by Tuesday, I shall assume that the position is filled.",
        but_not="If I do not get the job, I will still be a fan of your bread.",
    ),
    Construction(
        f"( {_OR_ELSE} | or | else ) , ( i | we ) ( will/shall/must/would/am/have ) ...3 ( "
        "accept/take/withdraw/go/sign/walk/assume/look/move/decline/forced/no ) "
        f"| ( {_OR_ELSE} | or ) ( i | we ) ( will/shall/must/would/am/have ) ...3 ( accept/take/"
        "withdraw/go/sign/walk/assume/look/move/decline/forced ) "
        "| either you ...14 or ( i/we ) ...2 | or else . | take it or leave it "
        "| ( your | this is your | one | the ) ( last/final ) chance "
        "| this is ( my/a/the ) ( last/final ) ( offer/warning/reminder/request/email/time ) "
        "| ( final/last ) ( warning/notice/reminder ) !from | non-negotiable | ultimatum | so decide ...3 "
        "| , decide ( DEADLINE/NOW )",
        unless="not ( a | an )? ultimatum | negotiable or not",
        example="Either you decide today or I walk away.",
        but_not="Either you or your colleague will know.",
    ),
    Construction(
        "( offer/offers/elsewhere/interest/options/companies/interviews ) ...6 ( so/therefore/hence | which is "
        "why | that is why ) ...4 ( decide/hurry/act/choose | make up your mind | move ( fast/quickly/now ) | "
        "be quick | do not wait | let me know | reply/respond/answer/confirm ) ...6 ( DEADLINE | NOW | ./, )",
        example="I have an offer elsewhere, so decide by Friday.",
        but_not="I have another offer, so I would be glad of any news you can share.",
    ),
)
