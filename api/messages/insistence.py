"""Demands without a time: what they must do, what is owed to one, and the reasons that they are to give."""

from api.messages.constructions import Construction

INSISTENCE = (
    Construction(
        "( and/so/then )? ( YOU_SIDE | someone/somebody ) ( ADV )* ( OBLIGED | ( is/are ) ( ADV )* ( "
        "requested/asked/urged/called/invited/advised ) ( upon )? to ) ( ADV | PLEASE | now | at least )* ( ACT "
        "| RING | hire/choose/pick/select/pay/hurry/consider/realise/realize/accept/apologise/apologize/"
        "employ/appoint/reconsider/prioritise/prioritize/speed/invite/justify/take | understand that | offer me "
        "| keep your | be ( quicker/faster/more/ashamed/honest ) | do better | learn | stop | give me | know "
        "that i ( expect/will/have ) ) ...3 ( DEADLINE | NOW )?",
        unless=(
            "( if/should/whether/whenever/when/once/know/appreciate/imagine/aware/guess/suppose/because/since/"
            "that/which/what/decisions/decision/choices/choice/anything/whatever/everything/all/as/before/until/"
            "understand/realise/realize/sure/how/people ) ...2 ( you | YOU_SIDE ) ( ADV )* OBLIGED "
            "| you should ( ADV )* ( receive/find/feel/know/have | take a look ) "
            "| you ( ADV )* ( need | do not ) not | should you | not ( ADV )* ( have/need ) to "
            "| not ( ADV )* ( feel ) | no one | you must ( ADV )* ( be | have ) !more | SORRY "
            "| you ( ADV )* must ( ADV )* tell ( me/us ) ( where/how/about/more )"
        ),
        example="You have to give me a chance.",
        but_not="As you must decide between strong candidates, I would like to add one thing.",
    ),
    Construction(
        "i/we ( ADV | will/shall/am/would/'d/do/must/hereby/therefore | have to )* ( DEMAND ) ( to ( "
        "have/get/receive/see/hear | be given ) )? ( back/from/you )* ( ( the/your ) ...2 's )? ( "
        "a/an/your/some/this/the/at/least/for/"
        "that/proper/clear/straight/quick/final/definite/written/definitive/prompt/immediate/firm/honest/"
        "detailed/full/urgent/simple )* ( answer/reply/replies/response/decision/explanation/commitment/"
        "verdict/ruling/justification/closure/clarity | second ( chance/interview ) | ( a ( ADV )* )? ( yes/no "
        ") ( ./, | by/now/today ) ) ...5 ( DEADLINE | NOW )?",
        unless=(
            "( expect/need/want ) ( your/a/an/the ) ...2 ( decision/answer/response/reply ) ( will/would/to/is/"
            "was/may/might ) "
            "| need to ( give/send/make ) | DENIED ( ADV )* DEMAND "
            "| from ( the/my ) ( council/university/bank/school ) | ( bank/embassy/landlord ) 's "
            "| an answer to give | OTHER_OFFER ...12 by "
            "| no answer"
        ),
        example="I require an immediate response.",
        but_not="I do not expect an answer before your deadline of 9 March.",
    ),
    Construction(
        "i/we ( ADV | will/shall/do/must | am )* ( DEMAND ) ( to | have | get | receive | see | hear )* ( "
        "a/an/your/the/some/any/detailed/written/more )* ( feedback/update/updates/news/confirmation/"
        "clarification/information/outcome/result/results/call/contract/offer/word/salary ) ...8 ( DEADLINE | "
        "before WHEN | NOW )",
        unless="THEY_SAID | OTHER_OFFER | DENIED ( ADV )* DEMAND",
        example="I want the result by tonight.",
        but_not="I want to hear more news of the launch.",
    ),
    Construction(
        "i ( ADV | hereby | must | will | have to | do | shall )* ( demand/insist/demanding/insisting ) ( that "
        "( you/i/we/this/my ) | to ( know/be/have/speak/see/get/receive/hear ) | on ( being | hearing | getting "
        "| knowing | receiving | a | an | your | detailed/written/proper/some ) | a/an/your/some/better | "
        "feedback/answers/respect ) ...4 "
        "| i ( am/feel | believe i am | think i am )? ( ADV )* ( entitled/owed ) ( to | a/an/the/at ) ... "
        "| i ( ADV )* deserve ( a/an/to/better/this/more/some/at/feedback/that | the ( job/role/post/chance/"
        "truth/position ) ) ...3 "
        "| you ( ADV )* owe ( me/us | it to me | candidates ) ... "
        "| ( least | the very least ) ( you/i/your ) ...2 ( could/can/might/do/deserve/owe/expect/ask ) ...3 "
        "| ( you ( could/might ) | could you | please | can you ) ( ADV )* at least ( ACT/RING/have | let ) "
        "| ( answer/reply/explanation/decision/apology/response ) is ( the least | owed | due ) "
        "| ( only ( fair/right/proper ) ) ( that | to ) ( you | i | ACT | ~tell | ~let | ~give ) ...3",
        unless=(
            "insist on good "
            "| ( demand/insist ) ( a/an/some/the | much/more/nothing/lot/good )* "
            "( high | of myself | of me | from my | of my ) "
            "| owe ( me/us ) nothing | DENIED ( ADV )* ( demand/insist/deserve ) | OUTSIDERS"
        ),
        example="I demand to know the result of my interview.",
        but_not="I insist on good data, as you do.",
    ),
    Construction(
        "i/we ( ADV | will/shall/do | am )* expect/expecting ( to ( hear/start/begin/join/sign | be ( "
        "told/informed/contacted/called/hired/paid/given/updated/offered/appointed/compensated/reimbursed ) | "
        "receive ( your/an/the ) | get ( your/an/the/this ) ) ) ...4 "
        "| i/we ( ADV | will/shall/do | am )* expect/expecting ( you | your ( team/office/company/hr ) ) to !be "
        "...4 "
        "| i/we ( ADV | will/shall/do )* expect ( that )? ( you/this/it ) ( will/to ) ( ADV )* ( "
        "ACT/RING/hire/be/offer/handle ) ...3 "
        "| i/we ( will/shall/do )? ( ADV )* ( be )? expect/expecting ( your/a/an ) ...2 ( call/offer/contract/"
        "letter/email ) ...3 "
        "| expect ( nothing less | better )",
        unless=(
            "DENIED ( ADV )* expect/expecting | THEY_SAID | busy | ( about/from/for ) my | my ( results | supervisor )"
        ),
        example="I expect to start on Monday.",
        but_not="I did not expect to hear so soon.",
    ),
    Construction(
        "i/we ( ADV | will/do/would/'d | must )* ( need/require/demand/want/like/must ) you to !know/see/"
        "understand ...3 "
        "| i ( ADV | do/must/will/would | should )* ( need/want/demand/require/must ) ( to )? ( know/hear | be "
        "( told/informed/notified ) | find out ) ( ...10 ( DEADLINE | before WHEN | NOW | soon ) | your ( "
        "decision/answer ) | what you ( have )? decided | where i stand | what ( is/'s ) ( happening/going ) | "
        "( if/whether ) ( you/i ) ( ... ) ( got/have/will/want/are/am/was/hired/in ) | one way or | either way "
        "| this | now )",
        unless=(
            "( be aware | be sure ) | from ( the/my )? ( "
            "university/bank/embassy/landlord/council/consulate ) "
            "| OTHER_OFFER | i would need | know more | THEY_SAID | about ...4 needs | thank "
            "| DENIED ( ADV )* ( need/want )"
        ),
        example="I need to know your decision.",
        but_not="I want to thank you again.",
    ),
    Construction(
        "( PLEASE | ^ ( so/and/but/then )? | can you | could you | would you | you have to | i ask you to ) ( "
        "ADV )* ( give/tell/answer/show/offer/send/explain ( to )? ) ( me/us )? ( now/today/immediately | your "
        "decision | an answer | a/the/some ( ADV )* ( straight/clear/firm/proper/definite/final/quick/honest ) "
        "( answer/reply/yes/response )? | why | a/the/my ( job/position/role/reason/reasons/chance/offer/"
        "contract/start/post/truth/justification ) | ( this/that ) job | a yes | what is ( taking/going ) | "
        "yourself/yourselves | the delay | if/whether i ( ADV | am/was/have/got/will/did )* ( got/get/in/out/"
        "chosen/selected/hired/the/ADV ) )",
        unless=(
            "why ( you/this/it/the ) ( like/work/matters/matter ) | tell me the ( name/address/way ) | thank/thanks "
            "| could ( ADV )* you ( ADV )* tell me ( whether/if ) | a chance to | at your convenience | feel free "
            "| the reason for ( your ( interest ) ) | please ( ADV )* ( send/give ) me ( the )? feedback "
            "| ( would/could ) you ( ADV )* ( tell/give/send ) me ( some | the ) ( reason/reasons/feedback ) "
            "| me through "
            "| ( he/she/they/who/each/every/everyone/one ) ... ( ADV | should/would/could/can/may/might/must ) "
            "...14 and ( tell/show/explain/answer/give )"
        ),
        example="Give me a straight answer.",
        but_not="Could you give me the name of the nurse in charge?",
    ),
    Construction(
        "it ( is/'s/would/will ) ( ADV | be )* ( essential/imperative/important/vital/crucial/critical/"
        "necessary/urgent/mandatory | high time | time | about time ) ( for me | for you | that | to )* ( you ( "
        "ADV )* ( ACT/RING/made/decided/replied/answered/told/called/gave/came/got/let/hired/do/make/give ) | ( "
        "i | to | that i ) ( ADV )* ( hear/know/receive/get/have | be ( told/informed ) | am ( told/informed ) "
        ") | someone/somebody ) ...6 "
        "| ^ ( answer/reply/response ) ( needed/required/requested/expected ) "
        "| ( an | your | the | quick | prompt | early ) ( ADV )* ( answer/reply/response/decision ) ( "
        "is/are/was )? ( ADV )* ( needed/required/demanded/essential/imperative/expected/urgent/requested/"
        "necessary | a must ) ...4",
        unless=(
            "DENIED ( ADV )* ( needed/required ) | OUTSIDERS | important to me ( to/that ) ( i/thank ) | THEY_SAID"
        ),
        example="It is imperative that I hear from you today.",
        but_not="It is important to me to thank you.",
    ),
    Construction(
        "where ( is/'s/are ) my ...2 ( VERDICT/call ) "
        "| ( i/you ) ( had/'d | would )? better ( not | ADV )* ( hear/decide/call/answer/reply/respond/tell/"
        "let/give/hurry/get/hire/act/choose ) ...3 "
        "| do not ( ADV )* ( make/let/keep/leave | oblige/force ) me ( to )? ( ask/write/call/come/chase/beg/"
        "have ) ...2 "
        "| ( ^ ( so/and/but/just/please )? ( hire/employ/appoint/choose/pick/select | take me on | trust me and "
        ") me ) !on "
        "| just hire me",
        unless="THEY_SAID | take me ( through/back/to/up )",
        example="Where is my offer???",
        but_not="My references will tell you where my work is best.",
    ),
    Construction(
        "hurry !into ( up )? "
        "| ( PLEASE | can you | could you | would you | you OBLIGED | need you to | ask you to | to ) ( ADV )* "
        "( speed/expedite/rush/accelerate/push/prioritise/prioritize/fast-track | get a move on | get on with ) "
        "( this/it/my/the/things/up/your/matters )* ...3 "
        "| ( get a move on | get on with it | move faster | step on it | chop chop | look sharp | stop ( "
        "stalling/dithering/delaying ) | pull your finger | enough is enough | what are you waiting for )",
        unless=(
            "( no/any/not/without/need/in ) ...3 ( hurry/rush/speed/push ) | OUTSIDERS "
            "| ( would/could/can | used | want | like | love | able | help ) ( ADV )* ( you )? ( to )? ( ADV )* ( "
            "speed/accelerate/push ) ...4 ( close/line/delivery/process )"
        ),
        example="Please expedite.",
        but_not="There is no need to hurry on my account.",
    ),
    Construction(
        "( i | we | my ) ( ADV | will/would | 'd )* ( want/need/demand/require/expect/accept | must have | "
        "settle for | look for ) ( nothing less than | at least | a minimum ( of )? | no less than )? ( £ # | # "
        "( k/thousand )? ( £/a/per/euros/pounds/dollars | plus ) | more money | a ( higher/better/bigger/larger "
        ") ( salary/offer/package ) | a ( raise/rise | pay rise ) | a minimum ) "
        "| ( the/my/your )? ( salary/pay/offer/package/wage/rate ) ( ADV )* ( must/should | has to | needs to | "
        "need to | will have to | have to | had better ) ( be/start/go/reach/include/match/come ) ...4 "
        "| i ( can/will/would/shall ) ( ADV )* not ( ADV )* ( sign/accept/agree/join/settle/start/take/work/"
        "consider/come ) ...6 ( unless/below/under/less/anything ) ...3 "
        "| match ( it/that/this/their ) ( offer )? or",
        unless="( could/can ) not accept less than | at least # ( weeks/months/days/UNIT )",
        example="I will not accept anything below 60,000.",
        but_not="My notice is four weeks, so I need at least 4 weeks before I can start.",
    ),
    Construction(
        "( treat/regard/handle ) ( this/it/my )? ...3 ( urgent/priority/urgently ) "
        "| i ( ADV )* ( trust | will ( trust/assume/expect ) | take it | rely on you ) ( that | to )* ( you | "
        "your ( team ) ) ( will/to | shall )? ( ADV )* ( ACT/RING/act/do | do the | not ( ADV )* ( "
        "let/keep/disappoint/make ) ) ...4 "
        "| ( a | your | some ) ( decision/answer/reply/response ) , please | answers , please",
        unless="at your convenience | in good time | whenever",
        example="Kindly treat this as urgent.",
        but_not="I trust that the decision will be made in good time.",
    ),
)
