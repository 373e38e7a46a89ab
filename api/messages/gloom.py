"""A negative tone that is no complaint about them: dejection, doubts of one's chances, ill words of others."""

from api.messages.constructions import Construction

_DOWN = (
    "( disappointed/frustrated/upset/annoyed/angry/furious/bitter/devastated/heartbroken/gutted/desperate/"
    "hopeless/depressed/worthless/miserable/crushed/disheartened/discouraged/resentful/appalled/disgusted/unhappy/"
    "insulted/offended/dismayed/shattered/distraught/deflated/demoralised/demoralized/dejected/despondent/"
    "crestfallen/inconsolable/humiliated/ashamed | fed up | down ( in/about ) | at my wits ( ' )? end )"
)
_AWFUL = (
    "( impossible/unreasonable/mean/cruel/rude/unfair/terrible/awful/horrible/toxic/incompetent/useless/stupid/"
    "idiot/idiots/nightmare/hopeless/lazy/bully/bullies/bullied/abusive/joke/disaster/unbearable/hell/dead-end/"
    "boring/dishonest/crook/crooks/dreadful/micromanaged/micromanages/micromanager/micromanaging/pointless/silly/"
    "hostile/arrogant/shambles/depressing/dull/dismal/shabby/dire/disorganised/disorganized/tyrant/clueless/"
    "miserable/ungrateful/pathetic/rotten/soul-destroying/badly/mess/chaotic/unfriendly/cowboys/cowboy/dump/"
    "suffocating/sinking/snake/snakes/liar/liars/hated/unprofessional/ridiculous/rubbish/worst | waste of )"
)
_EMPLOYERS = (
    "( boss/bosses/manager/managers/employer/employers/company/job/workplace/colleagues/team/supervisor/director/"
    "management/firm/place/school/ward/office/restaurant/hospital/head/department/lot/shop/hotel/people/kitchen/lab "
    ")"
)
_FORMER = "( current/former/previous/present/last/old/ex )"

GLOOM = (
    Construction(
        "i/we ( must/have/would/'d/say/can/do | ADV )* ( am/was/were/are/is/feel/felt/feeling/be/been/left ) ( "
        f"ADV )* {_DOWN} "
        "| ^ ( ADV )* ( disappointed/frustrated/gutted/devastated/heartbroken/upset/dejected ) ( "
        "to/by/with/about/not/at/that ) "
        f"| ~leave me ( feeling )? ( ADV )* {_DOWN}",
        unless=(
            f"DENIED ( ADV )* ( be )? {_DOWN} | my ...2 ( answer/reply/response/explanation/own/performance ) "
            "| the ...2 ( answer/reply/explanation ) i "
            "| ( not | unable | had ) ...3 ( attend/make/come/join/stay/miss/leave/cancel/meet/see ) | when i was "
            "| , so i | to ( ADV )* ( miss/leave ) | , so i | to ( ADV )* ( miss/leave/be leaving ) "
            "| hopeless ( at/with )"
        ),
        example="I was devastated to learn that I was not chosen.",
        but_not="I'm disappointed that I won't be able to attend the second date.",
    ),
    Construction(
        "my ( ADV | utter/great/deep/bitter/considerable/growing )* ( disappointment/frustration/anger/"
        "despair/desperation/dismay/annoyance/exasperation/displeasure/bitterness ) "
        "| i ( ADV )* ( despair/despaired/resent/resented/sulked/cried/wept ) "
        "| words can not ~express ... ( disappointment/frustration )",
        unless="THEIR_WORDS | ( frustration/annoyance ) with ( !your | !the | !this )",
        example="To my great disappointment I read your letter.",
        but_not="My frustration with spreadsheets is what led me to databases.",
    ),
    Construction(
        "( it/this/which/that/news ) ( is/was/has/'s/comes | been | ADV )* ( a/as )? ( ADV )* ( "
        "disappointing/frustrating/upsetting/discouraging/depressing/disheartening/sad/heartbreaking/"
        "devastating/demoralising/demoralizing/gutting | ( blow/disappointment/letdown ) | hard to ( "
        "take/swallow/accept/bear ) ) ( to | that | not | news | for me | . | , )",
        unless="THEIR_WORDS | DENIED ( ADV )* ( disappointing/frustrating/upsetting ) | for the ( team/plant )",
        example="It is disappointing to have come so far.",
        but_not="It was not disappointing to see so much paper.",
    ),
    Construction(
        f"my ( {_FORMER} | and | or )* {_EMPLOYERS} ...6 ( {_AWFUL} | ( treated/bullied/exploited/underpaid/"
        "overworked/screamed/shouted/blamed/lied ) | never ( listened/appreciated/supported/trusted/thanked/"
        "valued/paid ) | ( did/do/does ) not ( appreciate/listen/value/respect/care/understand/pay/know ) | "
        "difficult to ( work/deal ) | ~drive me | ~make my life )",
        unless="DENIED ( ADV | a )* ( boring/dull/mean/bully ) | not even | i mean | taught me | was closed",
        example="My last manager was useless.",
        but_not="My last manager taught me patience.",
    ),
    Construction(
        "( people/colleagues/everyone/managers/management/bosses/those/staff/folk/nobody/one ) ( ADV | there )* "
        f"( at/in/where ) ( my | the )? {_FORMER} {_EMPLOYERS} ...3 ( {_AWFUL} | ( had/has/have ) ( a/any ) clue "
        "| listened/cares/cared ) "
        f"| {_FORMER} {_EMPLOYERS} ...3 ( is/was/are/were ) ( ADV )* ( a | an )? {_AWFUL} "
        "| ( toxic/hellish/soul-destroying/dead-end/horrible/dreadful/nightmare ) ( environment/culture/"
        f"experience/interview/commute | {_EMPLOYERS} )",
        unless="THEIR_WORDS | DENIED ...2 ( dull/boring )",
        example="The people at my current job are lazy.",
        but_not="The people at my current job are kind.",
    ),
    Construction(
        "i ( ADV | absolutely | used to | have come to )* ( hate/hated/loathe/loathed/despise/despised/detest/"
        "detested/dread | can not ( stand/bear/abide ) ) !( to | the thought | the idea | clutter | waste | "
        "losing | early ) ( ... )? ( job/boss/work/working/company/colleagues/employer/firm/manager/minute/"
        "place/team/here/there/it/being/office/commute ) "
        "| i ( ADV )* ( am/feel ) ( ADV )* stuck in",
        unless="THEIR_WORDS | never | miss",
        example="I can't stand my present colleagues.",
        but_not="I would hate to miss this chance.",
    ),
    Construction(
        "( cowboys/crooks/idiots/liars/bullies/morons ) ( at/in/who/from ) ...3 "
        "| the ( ADV )* worst ( outfit/firm/employer/company/bunch/lot ) ...4 "
        "| ( anything | ( can/could ) not wait | desperate | dying ) to ( get ( away | out ) | leave/escape ) ...4",
        unless="THEIR_WORDS | get out ( into/to/and/there )",
        example="Anything to get away from the crooks at my last place.",
        but_not="I cannot wait to get going, and it is the best place for it.",
    ),
    Construction(
        "i ( ADV | do/must/admit/confess )* ( hate/loathe/detest/dread/dislike | can not ( stand/bear/abide ) | do "
        "not ( ADV )* ( like/enjoy/love ) | am ( ADV )* ( no | not a ) ( ... )? fan of ) ...3 ( mondays/saturdays/"
        "sundays/weekends/shifts/nights/mornings/evenings/overtime/paperwork/meetings/commute/commuting/travel/"
        "travelling/phone/phones/calls/office/offices/uniform/uniforms/crowds/spreadsheets/cleaning/selling/"
        "stairs/cold/heat/hours/driving/reports ) ...3 , ( but/although/though/yet/still ) ( for you )? ,? ( "
        "i/it/you | the ... ) ( ADV )* ( would/will/'d/can/could/shall/might/suppose/guess | am ( "
        "willing/prepared/ready ) "
        ") ...6",
        unless="THEIR_WORDS | i used to",
        example="I can't stand night shifts, but for you I would do them.",
        but_not="I can't stand a dull knife, but yours were sharp.",
    ),
    Construction(
        "( the/your/one/an/that/this ) ( ... )? ( interviewer/interviewers/panel/test/interview/question/"
        "questions/task/assessment/recruiter/receptionist/office/exercise/building/decision/room/offices/man/"
        "woman/gentleman/lady ) ...8 ( was/were/is/are/seemed/felt/looked ) ( a | an | bit | of | ADV | like | "
        f"some | such )* ( {_AWFUL} | mistake/wrong/mistaken/strange/odd/incomprehensible/error/unjust/absurd | "
        "makes no sense )",
        unless=(
            "THEIR_WORDS | DENIED ( a | ADV )* ( rude/unfair/stupid/boring/dull/wrong ) | if/whether | in the wrong "
            "| my ( ... )? ( fault )"
        ),
        example="To be honest, your office was depressing.",
        but_not="The interview was not boring for a second.",
    ),
    Construction(
        "i ( ADV | can | must | do | have to | am | would | 'd )* ( guess/suppose/assume/fear/presume/suspect/"
        "sure/certain/gather/imagine/bet/take | conclude | afraid ) ( it )? ( that )? ( it/that/this/i/you/my/"
        "the/your/someone/somebody/they ) ( ... ) ( 's/is/means/have/has/did/was/were/am/will/would/must/'d )? "
        "( ADV | a )* ( no | been ( ADV )* ( rejected/unsuccessful/passed/forgotten/chosen/overlooked/lost ) | "
        "rejected/unsuccessful/failed/overlooked/forgotten | got lost | turned down | ( PREFER ) ( "
        "someone/somebody/another/others/other | a ( different/better/more/stronger ) | one of the ) ( "
        "else/candidate )* | decided against | against me | not ( ADV )* ( been )? ( get/got/what/want/wanted/"
        "interested/good/chosen/selected/picked/successful/going/hired/made ) | lost interest | out of the "
        "running | too ( old/young/late ) )",
        unless="i ( have )? got ( it/the/that ) | not wanted to | THEIR_WORDS | passed on",
        example="I guess you went with someone else.",
        but_not="I assume that you have chosen a date for the next round.",
    ),
    Construction(
        "( it/that ) ( ADV )* ( looks/seems/appears/feels/sounds ) ( ADV | as if | as though | like | that | , "
        ")* ( you/i/my/your/the ) ( ... ) ( decided against | lost interest | chosen ( someone/another/somebody "
        ") | gone ( with/cold ) | not interested | rejected | out of the running | unsuccessful | mind ( is/was "
        ") made | have no interest | ~lose interest | went with | never stood | over ) "
        "| you ( have )? ( ADV )* lost interest "
        "| hard not to ( feel/think/conclude/wonder ) ( that )? ( you/i )",
        example="It looks as if you have decided against me.",
        but_not="It looks as if you have decided on a date.",
    ),
    Construction(
        "i ( ADV )* ( know/doubt/fear/think/believe/suppose/expect/imagine/feel/reckon | can see | am ( "
        "sure/certain/convinced ) ) ( do not )? ( that )? ( i/it/this ) ( ... ) ( ( chance/hope/prayer ) | ( "
        "get/got/getting ) ( it/this/that | the ( job/role/position/offer/post ) ) | be ( chosen/selected/"
        "hired/considered ) | good enough | pointless | was just a number | blew | ruined )",
        near=["not/no/doubt/fear/little/never/pointless/anyway/wo/blew/ruined/number/slim"],
        unless="no doubt | without | THEIR_WORDS | hope",
        example="I know I won't get the job anyway.",
        but_not="I have no doubt that I could do the job.",
    ),
    Construction(
        "( you/they ) ( ADV | will/have/are )* ( probably/surely/certainly/likely/obviously/clearly ) ( "
        "will/do/have/did/are )? ( not/never ) ( ADV | be )* ( read/answer/reply/hire/want/remember/care/"
        "choose/consider/interested/looking/going/even/bother/see/respond/pick/hiring ) "
        "| ( clearly/obviously/evidently/apparently ) ...4 ( not ( ADV )* ( interested/wanted/good/care ) | no "
        "( interest/priority ) | nobody cares | not a priority ) "
        "| my chances ( are/were/seem/be/must ) ( ADV | be )* ( slim/low/poor/small/bad/nil/zero/gone ) "
        "| not good enough for you | not what you ( want/need/are/were )",
        unless="THEIR_WORDS | IF",
        example="You probably won't read this.",
        but_not="You will probably not need my map, but here it is.",
    ),
    Construction(
        "( ~lose/~abandon | ~give up ) ( ADV | all | my )* ( hope/faith/heart/confidence ) "
        "| i ( am )? ( ADV )* ( beg/begging/implore/plead/imploring/pleading ) ( of | with )? you "
        "| please , please | please please | my ( last/only ) ( hope/chance/shot ) | nothing ( left )? to lose "
        "| please just give me | i ( ADV )* ( am ) ( ADV )* desperate",
        unless="THEIR_WORDS | never | beg your | not desperate",
        example="I have lost hope.",
        but_not="I never lost hope that the grant would come.",
    ),
    Construction(
        "( wrong/bad/poor/mistaken/terrible/unfair/strange/odd ) ( decision/choice/call ) "
        "| you ( have/are )? ( ADV )* ( made/making ) ( a/the ) ( big/huge/serious/grave/terrible/wrong )? ( "
        "mistake/error/choice ) "
        "| ( please/should/must/ask/urge/could/hope/will/would/to/you/kindly/not ) ( you | to | ADV | will )* ( "
        "reconsider | think again | change your mind ) "
        "| you ( ADV | will )* regret | your loss "
        "| ( do/can/could/will/did ) not ( ADV )* ( understand/accept/agree/see/fathom ) ( with )? ( ( "
        "your/the/this/how ) ... ( decision/choice/reasons/feedback/rejection ) | why ( you/i ) | on what "
        "grounds | how you could ) "
        "| i was ( ADV | treated )* unfairly | ~make no sense | seriously ? "
        "| ( strikes me as | seems ) ( ADV )* ( unfair/unjust ) | ( passed over | overlooked ) for "
        "| who ( was | is ) ( ADV )* ( less/worse )",
        unless="THEIR_WORDS | IF you | i would reconsider | not regret | tell me why | customers",
        example="I think you made the wrong choice.",
        but_not="A wrong decision costs more than a late one, as you said.",
    ),
    Construction(
        "i ( am )? ( ADV )* ( feel/felt/feeling ) ( ADV )* ( cheated/used/insulted/humiliated/mistreated/"
        "unwelcome/rejected/overlooked/betrayed/hopeless/worthless/robbed/small/stupid | like a ( "
        "failure/fool/fraud/number/loser ) ) "
        "| i ( was | am )? ( ADV )* not ( ADV )* given ( a/an/the/any ) ( ADV | fair/real/proper )* chance "
        "| never given | ( was/is ) ( a )? ( ADV )* ( rigged/fixed | done deal | foregone )",
        unless="THEIR_WORDS | not ( ADV )* ( cheated/used )",
        example="I feel I was not given a fair chance.",
        but_not="I felt welcome from the first minute.",
    ),
    Construction(
        "i ( was | am ) ( ADV )* ( unhappy/annoyed/irritated | put out | not happy ) ( with/that/by/about/at ) "
        "| i ( ADV )* ( regret/resent/mind ) ( that | having | the )* ( ever )? ( applied/applying/coming/"
        "bothering/came | i bothered )",
        unless="THEIR_WORDS | my ( own | answer | performance ) | DENIED ( ADV )* ( unhappy/annoyed ) | previous",
        example="I was annoyed that the interview started late.",
        but_not="I was not annoyed by the rain.",
    ),
)
