"""Threats, and what one claims to have earned."""

from api.messages.constructions import Construction

THREATS = (
    Construction(
        "my ( lawyer/solicitor/attorney/union/barrister ) ( will/shall/has/is/advises ) ...4 "
        "| ( small claims | legal action | take legal | data protection request | tribunal ) "
        "| i ( ADV | will | shall | am going to | would | might | may | have to | be forced to )* ( "
        "complain/escalate/sue | report ( you/this/it/your | the ( company/matter/firm ) ) | expose/blacklist | "
        "take ( this/it | the matter ) ( further | up | to ) | leave a ( ... )? review | post ( about )? this | "
        "go ( public | to the ( press/papers ) | over your head ) | tell ( everyone/everybody | all my ... ) ( "
        "how ( badly/rude/rudely/you ) | to avoid | not to | what happened ) | name and shame ) ...6 "
        "| ( not want | do you want ) me to ( post/tell/complain | go ( public | to the ) ) ...5 "
        "| ( bad/negative/poor/one-star ) ( review/reviews/publicity ) ...3",
        unless=(
            "OUTSIDERS | i ( ADV )* ( report | reported ) to | no ( reason/cause ) "
            "| ( can/could/do/did/would ) not ( ADV )* complain | never ( ADV )* complain "
            "| not ( ADV )* ( want/wish/mean ) to | glad/happy/delighted | union ( rep/representative | of )"
        ),
        near=["you/your/this/answer/reply/if/unless/feedback/i"],
        example="I am going to leave a review if you do not answer.",
        but_not="In that post I would report to the head of ward.",
    ),
    Construction(
        "i ( ADV | think/believe/feel/have/surely )* ( i | that )* ( have | surely | ADV )* earned ( "
        "a/an/the/this/that/your/some ) ...4 "
        "| ( expect/demand/deserve/want/await/awaiting/need | waiting for | owe me | owed ) ( ADV | at the very "
        "least | at least | an/a | some )* ( apology/apologies/compensation ) ...3 "
        "| ( apology/explanation/answer/reply ) ( ADV )* ( is | would be | seems ) ( ADV )* ( in order | due | "
        "called for | overdue | the least )",
        unless=(
            "OUTSIDERS "
            "| earned ( my | the ) ( badge/degree/certificate/licence/license/title/spurs/nickname/diploma/"
            "qualification/trust ) "
            "| ( my | own ) apology"
        ),
        example="I think I have earned an answer.",
        but_not="I have earned my certificate in welding.",
    ),
    Construction(
        "( your/the/a ) ( decision/answer/reply/response/offer/contract/feedback ) ( must/should | has to | "
        "needs to | had better ) ( ADV )* ( ( reach/get/come ) ( to )? ( me/us ) | be ( with me | made | given "
        "| sent | known | on my ) | arrive ) ...4 "
        "| ( had better | 'd better | need to | have to | must | want to | should ) ( ADV )* ( be quick | act ( "
        "fast/quickly/soon/now ) | move ( fast/quickly ) | be ( fast/prompt/swift ) ) ...3 "
        "| let ( us | 's ) make ( this/it ) official ...3 "
        "| i ( shall | will ) ( ADV )* ( consider/take/treat/regard/read/understand/interpret ) ( the | a | "
        "your | any | no )* ( lack/absence/silence/failure/non-answer/nothing | no ( answer/reply ) ) ...8 ( "
        "refusal/rejection/no/negative/withdrawn/closed/declined/rejected ) "
        "| wait ( past/beyond ) WHEN ...4 "
        "| ( reimburse/refund/repay/pay/compensate ) ( me | my | for | the )* ( travel/costs/expenses/time/"
        "hotel/fare/train/trial/shift ) ...5 ( DEADLINE | NOW )",
        unless=(
            "OUTSIDERS | THEY_SAID "
            "| i ( ADV )* ( had better | 'd better | need to | have to | must | want to | should )"
        ),
        example="Your decision must reach me before the 15th.",
        but_not="My answer must reach the bank by Friday.",
    ),
    Construction(
        "^ ( PLEASE | ADV )* ( ACT | look/read/check/review/open/see/take/go/sit/talk/speak/discuss/consider/study/"
        "watch/examine/compare/have/use/try/think/ask ) ..8 and ( then )? ( PLEASE )? ( ACT | RING ) ..4 ( NOW | "
        "DEADLINE | before WHEN | this ( morning/afternoon/evening ) )",
        unless="CUSTOMERS | THEIR_WORDS | MY_PART | HARMLESS | THEY_SAID",
        example="Confirm receipt and reply at once.",
        but_not="Reply whenever you like, and give my love to the cat.",
    ),
)
