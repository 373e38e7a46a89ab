"""Complaints about the wait."""

from api.messages.constructions import Construction

WAITING = (
    Construction(
        "( i/we ( have/had/'d )? ADV* | ^ ) been ADV* ( kept/left )? ( waiting/hanging | in the dark | in limbo "
        "| on ( hold/tenterhooks ) | up in the air | wondering | kept ADV* out of the loop | without ...2 NEWS "
        ") ( for )? ( DURATION | AGES )?",
        unless=(
            "PROSPECT | been ...2 waiting ( on )? ( tables/staff/table/lists/list ) "
            "| been ( ADV )* ( eagerly/keenly/excitedly/happily/gladly ) | OUTSIDERS | been wondering ADV* ( !why )"
        ),
        example="I've been waiting for three weeks.",
        but_not="I have been waiting for an opportunity like this one.",
    ),
    Construction(
        "( i/we ( am/are/was/were )? | ^ ( and/but/so/yet )? ) ADV* still ( ( stuck/sitting/here ) )? ( "
        "waiting/awaiting/wait/await ) "
        "| ( i/we ADV* ( sit/am sitting/sat ) ( here )? waiting )",
        unless="PROSPECT | waiting ( for/on ) ( my | the ( university/embassy/consulate/exam ) ) | OUTSIDERS",
        example="We are still waiting for your letter.",
        but_not="I'm still waiting for my exam results, which are due in July.",
    ),
    Construction(
        "i/we ( am/are ) ADV* ( waiting/awaiting/sitting/hanging ) ...6 ( since | ( for )? ( DURATION | AGES ) "
        "| from ( last/the/past/DAY ) )",
        unless="PROSPECT",
        example="I am waiting since three weeks for your answer.",
        but_not="I am waiting for your kind reply.",
    ),
    Construction(
        "( ~keep/~leave/~make/~have ) ( me/us/candidates/applicants/people/someone/somebody/everyone ) ADV* ( "
        "waiting/wait/hanging/guessing/dangling/wondering/sweating | in the dark | in limbo | on ( "
        "hold/tenterhooks ) | up in the air | without ...2 NEWS | out of the loop )",
        unless=(
            "DENIED ( ADV )* ( want/wanted/wish/like/to/be/for/have )* ( ~keep/~leave/~make ) | SORRY | OUTSIDERS "
            "| ~leave ( me/us ) wondering ( if/whether/how/what )"
        ),
        example="You have kept me waiting long enough.",
        but_not="Thank you for not keeping me waiting.",
    ),
    Construction(
        "do not ( ~keep/~leave/~make ) ( me/us ) ADV* ( waiting/wait/hanging/guessing ) | make me wait",
        example="Please do not make me wait beyond Friday.",
        but_not="I hope that I did not keep you waiting.",
    ),
    Construction(
        "i/we ( have/had )? ADV* waited ...4 ( UNIT/long/longer/patiently/forever/ages/enough | in vain )",
        unless=(
            "PROSPECT | CUSTOMERS | waited ...4 ( bus/lift/train/projector/room ) | for/until ( the )? ( date/day )"
        ),
        example="I have already waited more than a fortnight.",
        but_not="I waited to write until the date you had named had passed.",
    ),
    Construction(
        "i/we ( had to | was made to | must/should | have to | am supposed to | am expected to | do have to ) "
        "ADV* wait !( to/until/till/tables/while/my ) ( ( for )? ( DURATION | AGES ) )? "
        "| ( must/do/should/have/am/shall ) i ( -ly/really/have/to/supposed/expected )* wait "
        "| ( am/was/being/is/are ) ( ADV )* ( kept/left ) ( ADV )* ( waiting/hanging/dangling/wondering/"
        "guessing | in the dark | in limbo )",
        unless=(
            "PROSPECT | OUTSIDERS | wait for ( a/the/my ) ( bus/train/lift/tram/results ) | happy/glad/willing/mind "
            "| i ADV* must wait for my | wait and see"
        ),
        example="How long must I wait?",
        but_not="I am happy to wait as long as I must.",
    ),
    Construction(
        "( it/this/that/which/everything/you/process/decision/answer/reply/response/feedback/hiring/"
        "recruitment/selection/things/matter/wait/saga ) ( 's/is/are/has/have/was/were/seems/to/be/have/does/"
        "really )* ADV* ( ~take/~drag/tak | ~go on | ~drag on | ~last ) ( you/me/us/them/your )? ( "
        "guys/people/all/lot/team/side )? ( on )? ( for )? ( TOO_LONG | on and on | long enough | DURATION "
        "already | ( -ly/far/much/even/so )? longer than ...5 )",
        unless="long ( with/over ) | OUTSIDERS | SORRY | understand/know/realise/realize/aware/appreciate",
        example="It has been dragging on forever.",
        but_not="I know that a good decision can take a very long time.",
    ),
    Construction(
        "why ...5 ( ~take/~drag ) ...3 ( so/this/that | such a ) ( very )? ( long/much ) "
        "| why ...8 ( ~take/~need ) ( COUNT )* UNIT "
        "| what ( 's/is/has/could ) ...3 ( taking/keeping/holding ) ( you/them/this/things )? ( so/this/that/up "
        ")? ( long )? "
        "| how ( much longer | many more UNIT | much more time | long ( must/do/will/should/am/can ) i | long ( "
        "... )? ( is/does/will/can ) ( this/it/a/your/one ) ) "
        "| what ( 's/is ) the ( hold-up/holdup/delay/problem/hold )",
        unless="OUTSIDERS | why i | ( know/tell/ask/see/sure/idea ) how long",
        example="Why on earth is it taking you this long?",
        but_not="I wondered how long the training takes.",
    ),
    Construction(
        "longer than ( you ( said/promised/told | had ( said/promised/told ) ) | ( was/were/is/it )? ( "
        "promised/agreed/announced/told/indicated/reasonable/acceptable/necessary/decent ) | it should | anyone "
        "| i was ( told/promised | led ) )",
        unless="CUSTOMERS | understand/realise/realize/appreciate/problem/often/know",
        example="It has now been much longer than was promised.",
        but_not="I understand that it takes longer than you said at first.",
    ),
    Construction(
        "( can/could/will/am/shall ) not ADV* ( able/going/prepared/willing/afford )* ( to )? ( "
        "keep/go/continue/stand )? ( on )? ( wait/waiting/hang/hold ) ( on/around/out/for )? ( ADV )* ( "
        "any/much/forever/ever/indefinitely/around/long/longer/all | until the end ) ( longer/more )?",
        example="I am not able to wait any longer.",
        but_not="I cannot wait to start.",
    ),
    Construction(
        "i/we ( have/had )? ADV* ( been/was/tried/being ) ( to be )? ADV* patient !with "
        "| ( ~lose/~test/~try/~run/~strain/~exhaust/~wear ) ( out/low/thin )* ( of/on )? ( my )? patience "
        "| ( my/our/one ) ( 's )? patience ( is/has/was/'s/will/can/does/be ) ...3 ( run/running/worn/wearing/"
        "limits/limited/thin/exhausted/ending/out/not/limit/short/end/gone/last ) "
        "| ( end/limit/limits ) of my ( patience/tether/rope ) | my patience , | patience has "
        "| run out of patience | i ( am/be/get/grow ) ADV* ( getting/becoming/growing )? ADV* impatient !to",
        unless="( NOT/no ) ...2 ( ~lose/impatient ) | OUTSIDERS | thank/thanks/grateful",
        example="I have been more than patient.",
        but_not="I am impatient to begin.",
    ),
    Construction(
        "( quicker/faster/swifter/prompter/speedier/earlier | more ( timely/prompt ) | less tardy ) ( "
        "response/reply/answer/decision/process/update/turnaround/communication/feedback/word )",
        unless=(
            "OUTSIDERS | thank/thanks/could/would ...3 ( give/build/offer/help ) "
            "| ( ~contribute/~deliver/~achieve/~allow/bring/brought/lead/led/mean/meant ) ..4 "
            "( quicker/faster/swifter/earlier )"
        ),
        example="I was hoping for a quicker response.",
        but_not="Your tenants deserve a quicker response, and I could help.",
    ),
    Construction(
        "( ~hope/~expect/~think/imagined/liked/assumed/trusted/believed/~wish ) ...8 ( hear/heard/response/"
        "reply/answer/decision/decide/decided/contacted/called/call/update/news/back/answered/replied/told/"
        "know/something/word ) ...4 ( sooner/earlier/faster/quicker/promptly | before now | by now | long ago | "
        "long since | already | by this ( point/stage/time ) )",
        unless="OUTSIDERS | thank/thanks | you already",
        example="I had hoped to hear from you much sooner.",
        but_not="I did not expect to hear so soon.",
    ),
    Construction(
        "you ( have/had ) ( ADV )* had ( my/this/all/these ) ...3 ( application/cv/resume/résumé/documents/"
        "answers/email/papers/details/references/portfolio/paperwork/test/task ) ...3 ( for/since ) ( DURATION "
        "| AGES | the )?",
        unless="SORRY",
        example="You have had my application for six weeks.",
        but_not="I hope that you have had my references.",
    ),
    Construction(
        "( is/was/are/'s/feels/seems/surely ) ( ADV )* ( a | such a )? ( -ly/very/too/rather/terribly/awful/"
        "really )* long ( time/while/wait/stretch ) "
        "| long ( time/while/wait ) ( to wait | to keep | for an answer | to go without ) "
        "| ( wait/silence ) ( ADV )* ( been/is/was/gone/has )* ( ADV )* ( too long | long enough | far too long "
        ")",
        unless=(
            "OUTSIDERS | PROSPECT | ago | since i | lift/bus/train/queue/coffee | not ...3 ( long wait | long time )"
        ),
        example="Three weeks is a long time to wait.",
        but_not="It is a long time since I enjoyed an interview so much.",
    ),
    Construction(
        "( my ( life/plans/career/family ) ( is | are | has been )? | ~put/~keep/~leave/~have ( me | my ( "
        "life/plans ) | everything ) ) ( ADV )* on ( hold/ice )",
        example="I have put my life on hold.",
        but_not="The project was put on hold.",
    ),
    Construction(
        "( have/has/had/'s/is/was/been ) ( ADV )* ( DURATION | AGES ) ( now/already )? ( ADV )* ( since/that ) "
        "( i ( ADV )* ( last )? ( heard/had/received ) | you ( ADV )* ( last ( wrote/called ) | "
        "promised/said | were in ) | anyone/anybody/someone | ( any | the last ) NEWS )",
        unless="OUTSIDERS | happy/glad/lovely/good",
        example="It has been ages since I heard anything from you.",
        but_not="It has been two weeks since our interview, and I wondered how things stand.",
    ),
    Construction(
        "( you/they/was/were/been/we ) ( ADV )* ( told/promised/said/quoted/advised/assured/informed ) ...8 ( "
        "and/but/yet/, | . ) ( we/i/you/it/that )? ( 's/is/has/are/am/have )? ( ADV )* ( been/was/were/now/at/"
        "on/into/in/passed/turned )* ( ADV )* ( the )? ( COUNT/third/fourth/fifth/sixth )* ( COUNT | UNIT | "
        "third/fourth/fifth/sixth ) ( ( UNIT )? ( now/already/later/since/ago | and counting ) | . )",
        unless="OUTSIDERS | thank/thanks/glad",
        example="I was told two days and it has already been ten.",
        but_not="You said two weeks, and I am happy to wait for three.",
    ),
    Construction(
        "( now | ADV )* ( in | into | on ) ( my | the )? ( third/fourth/fifth/sixth/seventh/eighth/tenth ) ( "
        "UNIT ) of ( waiting/silence/limbo | no NEWS )",
        example="I am now in my fifth week of waiting.",
        but_not="I am in my fifth week of training.",
    ),
    Construction(
        "( NEWS/VERDICT ) ( is/was/are/seems/'s ) ( ADV )* ( overdue/late | past due ) "
        "| ( long/well/badly/somewhat ) overdue ( VERDICT/NEWS )",
        unless="OUTSIDERS | my ...2 ( NEWS/VERDICT )",
        example="Your answer is long overdue.",
        but_not="I am sorry that my answer is late.",
    ),
)
