"""Orders: what they are told to do, or to have somebody do, and what they are told not to do."""

from api.messages.constructions import Construction

ORDERS = (
    Construction(
        "( ^ ( so/and/but/then )? | PLEASE | and | need you to | want you to ) ( ADV )* ( have/get/tell/ask/"
        "make/instruct | see to it that | make sure ( that )? | ensure ( that )? ) ...5 ( call/calls/ring/"
        "rings/phone/phones/contact/contacts/email/emails/write/writes/reply/replies/answer/answers ) ( to )? "
        "me ...4 "
        "| ( someone/somebody/anyone ) ( ADV )* ( needs to | need to | must | has to | had better | should | "
        "ought to ) ( ADV )* ( ACT | RING | answer/explain/apologise ) ...3 "
        "| make sure ( that )? ( he/she/they/you ) ( do/does/did/will ) | put me ( ADV )* through ...4 "
        "| ( want/demand/wish/need/insist ) ( on | to )* ( speak/speaking/talk/talking ) ( to/with ) ( someone "
        "| somebody | your | the ) ( ... )? ( manager/boss/charge/superior/director/head/responsible )",
        unless="thank/thanks | feel free | OUTSIDERS | get a chance | when you | if you",
        example="Have your manager call me.",
        but_not="Tell me when it suits you that I call.",
    ),
    Construction(
        "( ^ ( so/and/but/then )? | PLEASE ) ( ADV )* ( make sure | be sure | see to it | ensure | do not forget | "
        "remember | see | arrange | tell/ask/get/persuade/convince/push/urge/press ) ..14 ( TAKE_ME )",
        unless="CUSTOMERS | THEIR_WORDS | if/whether/why/how/what/when/who/where",
        example="See to it that your manager appoints me.",
        but_not="Please ask Dr Reid why she would choose me.",
    ),
    Construction(
        "( ^ ( so/and/but/then )? | PLEASE | and | so ) ( ADV )* ( pick up the phone | get your ( "
        "act/skates/finger ) ...2 | make up your ( ... )? mind | make your ( ... )? mind up | get ( my/the/our "
        ") ( paperwork/contract/papers/offer ) ...2 ready | have my ( ... )? contract ...2 ready | put my name "
        "( down | forward ) | put me down for | ( reserve/keep/hold/save ) ( the/that/this/a/my ) ( "
        "place/post/job/role/position/seat/spot ) | ( move/push/put/take/bring ) my ( application/file/cv/"
        "case/name ) ...6 | sort ( it/this/yourselves/my ) out | pull yourselves | wake up | stop ( "
        "messing/wasting/stalling/ignoring/playing/making ) ...3 | be ( straight/honest/quick/frank ) with me | "
        "count me in | decide ( now/already/soon/quickly | one way | ./, ) | move ( fast/quickly/faster | with "
        ") | act ( fast/quickly/now ) ) "
        "| ( if you got | get | got ) your ( skates/act/finger )",
        unless=(
            "OUTSIDERS | thank/thanks "
            "| i ( ADV | to | can | would | will | must )* ( ADV )* ( move/act/decide/hold/keep )"
        ),
        example="Get your act together and call me.",
        but_not="I had to make up my mind about the flat.",
    ),
    Construction(
        "( do not | let us not | let 's not | never ) ( ADV )* ( ( take/leave/be/wait/drag/think/hang ) ( it | "
        "this | me | on | about )* ( ADV )* ( out | long | too ( long/much ) | about ) | ( give/offer/promise ) "
        "( the | this | that | my )* ( job/post/position/role/place/contract ) ...6 | hire/choose/pick/"
        "appoint/take ( anyone/anybody/someone/somebody ) | ( keep | make ) me ...4 | mess me | let me down | "
        "miss ( out | this | me | your chance ) | ( make | repeat ) ( a | this | the | that ) mistake ) ...2 "
        "| let 's ( get ( this/it ) | settle/finish/close/wrap ) ...6 ( DEADLINE/NOW/over )",
        unless="OUTSIDERS | ( i | we | to | you ) ( will )? ( do not | never ) | thank/thanks | on my account",
        example="Don't leave it too long.",
        but_not="Do not wait for me with the cake.",
    ),
    Construction(
        "( urge/advise/suggest/recommend/advising/urging/warn/remind ) ( that )? you ( ADV | to | should | must "
        "| that | i )* ( ACT/RING/decide/hurry/move/act/choose/hire/consider/need/expect/look/be ) ...4 "
        "| i ( ADV | would | 'd )* ( suggest/recommend/advise ) ( that )? you ( ADV )* ( decide/hurry/reply/"
        "answer/move/act/hire/call ) ...4 "
        "| you ( would | 'd | will ) ( ADV )* be ( ADV | a | very )* ( mad/crazy/foolish/stupid/fool/fools/"
        "silly/sorry/wise/lucky/unwise ) ...5 "
        "| you ( ADV )* ( should/ought/must ) ( to )? be ( ADV )* ( grateful/honoured/honored/glad/ashamed/"
        "lucky/thankful/happy ) ...4 "
        "| you need me more than ...3 | you ( can not ) ( afford | find | do without | refuse/ignore ) ...4 "
        "| you ( will ) not ( ADV )* ( find/get | regret ) ...4",
        unless="OUTSIDERS | regret it is | proud | glad to have | sorry to hear",
        example="I strongly suggest that you decide this week.",
        but_not="You should be proud of your apprentices.",
    ),
    Construction(
        "( failing/without/absent ) ( a/an/your/any ) ( ... )? ( NEWS ) ( by/from/before/within/until/in/, ) "
        "...10 i ( will/shall/must/would/am ) ...3 "
        "| no ( NEWS ) ( by | before | from you | within | means | and ) ...6 ( i ... | walk ) "
        "| ( if/unless/should ) ...12 i ( am | will | shall | have to | must ) ( ADV | be )* ( off/out/gone/"
        "walking/leaving/elsewhere/signing/taking/withdrawing/looking | go with | go elsewhere | go for | sign "
        "| the other ) ...3 "
        "| ( conditional/dependent/contingent ) on ( an | a | your | getting | receiving ) ( ... )? ( "
        "answer/reply/decision | NOW ) ...3 "
        "| unless you ...4 ( first/hurry/act/decide/move/raise/match/pay ) ...3 "
        "| either ( make/give/tell/you/hire/offer ) ...14 or ( let/i/we/tell/forget/do | not ) ...3 "
        "| now or never | last ( chance/call ) ( to/for ) ...3 "
        "| ( want/need ) ( it/this/that/the job ) ( ADV )* ( now/today/tonight ) "
        "| the clock is ( ticking | running ) | time is ( of the essence | running out ) "
        "| ( before ( i | somebody else | someone else ) ( ~take/~sign/~accept/~snap | am gone | am off ) )",
        unless="OUTSIDERS | feel free | happy | if you ( ADV )* ( need/like | would like ) | time is short for",
        example="No answer by Monday means I walk.",
        but_not="Should I be in town on Monday, I will look at the new hall.",
    ),
    Construction(
        "( state/list/name/specify/give/provide/send/tell/explain/communicate/share/furnish ) ( ADV | me | us | "
        "with | in writing )* ( the | your | all | exact | precise | detailed | true | real )* ( "
        "reasons/reason/grounds/criteria/scores/marks/justification ) ...4 ( rejection/rejected/refusal/"
        "decision/refused/not/why/writing ) ...3 "
        "| ( want/demand/need/like/entitled/wish ) ( to )? ( know/hear/learn/be told ) ( ADV | exactly | "
        "precisely )* ( why i ...4 | why you ...4 | who ( got/was/beat/you/has ) ...3 | what ( went wrong | i "
        "did wrong | the reason | is going | is happening ) ...2 | where i stand | the ( real/true )? "
        "reason/reasons )",
        unless=(
            "could you ( ADV )* ( share/tell/give ) "
            "| ( would | 'd ) ( ADV )* ( like/love | be ( glad/grateful/happy ) ) | OUTSIDERS"
        ),
        example="Kindly state the reasons for my rejection in writing.",
        but_not="I would like to know what I could do better.",
    ),
    Construction(
        "( need/want/demand/require/expect ) ( ADV | a | an | my | the | your | firm/definite/fixed/concrete/"
        "clear | this/that/it/everything/things/matters )* ( date/yes/start/sorted/settled/fixed/finalised/"
        "finalized/signed/resolved/confirmed/reimbursement/refund/closed ) ( date )? ( DEADLINE | NOW | before "
        "WHEN | from you | . ) "
        "| i ( ADV )* ( expect/want/demand/require ) ( my/the/all/that/any ) ...4 ( to be | be | are | is )? ( "
        "paid/refunded/reimbursed/compensated/covered/sorted/returned/met ) ...4 "
        "| i ( will | would | wo | can )? not ( ADV )* ( come/work/start/sign/move/join/get out of bed ) for ( "
        "less/that/this/such/under/anything ) ...3 "
        "| ( make it | call it ) # ...6 | and ( we have | it is | you have | it 's ) a deal "
        "| for ( less than | under | anything under ) ( £ )? #",
        unless=(
            "OUTSIDERS | DENIED ( ADV )* ( need/expect/require ) | you ( ADV )* ( need/want ) | they "
            "| ( need/want ) ( a | the ) ( ... )? ( date ) for my"
        ),
        example="I need a start date by Friday.",
        but_not="I want my bread to be ready by six every morning.",
    ),
    Construction(
        "you ( ADV | are )* ( owe ( me/us/it/every/candidates/each/applicants/people/an/a ) | ( "
        "required/obliged/bound/supposed ) ( by law | to ) | legally ) ...4 "
        "| i have ( a/the/every ) ( legal )? right to ( know/an/a/feedback/hear/see/expect/answer | be ( "
        "told/informed/heard ) ) "
        "| ( as | like ) ( a | any | every | an ) ( candidate/applicant ) ...4 ( right/rights/entitled ) "
        "| it is my right | ( i am | my ) ( ... )? ( rights | within my rights | right to )",
        unless="OUTSIDERS | nothing | SORRY",
        example="You are required by law to give me feedback.",
        but_not="You owe that view to your founder, I was told.",
    ),
)
