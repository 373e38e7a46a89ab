"""Complaints about promises that were not kept, and about the number of one's own attempts."""

from api.messages.constructions import Construction

PROMISES = (
    Construction(
        "( this/here/it ) ( is/'s | will be ) ( ADV )* ( my/the ) ( second/third/fourth/fifth/sixth/seventh/"
        "tenth/#/umpteenth ) ( such )? ( ATTEMPTS/attempt/time/mail/try/go/follow-up ) "
        "| i ( have/had )? ( ADV )* ( to | had to )? ( called/emailed/e-mailed/written/phoned/tried/rung/"
        "messaged/texted/wrote/rang/asked/chased/followed | followed up | reached out | sent ) ( you | to you | "
        "your ( office/team/hr ) | to reach you | up | this )* ( ADV )* ( COUNT COUNT* times | twice/thrice/"
        "repeatedly | again and again | time and again | over and over | several times | COUNT ...2 ( ATTEMPTS "
        ") ) "
        "| i ( have/had )? ( ADV )* ( left/sent ) ( you | your ( office/team ) )? COUNT ...2 ATTEMPTS "
        "| how many ( more )? ( times/ATTEMPTS )",
        unless="SORRY | one COUNT? ATTEMPTS | a ATTEMPTS | thank/thanks | such ATTEMPTS "
        "| in my COUNT* UNIT ( at/with/in/as )",
        example="I have now written to you three times.",
        but_not="I have written to you twice, so please forgive one more question.",
    ),
    Construction(
        "( despite | in spite of | after ) ( COUNT/my/repeated/all ) ...3 ( ATTEMPTS/reminder/call ) ...8 ( "
        "no/not/nothing/never/nobody/without/still/silence/ignored ) ( ... NEWS )?",
        unless="CUSTOMERS | no doubt",
        example="Despite several reminders I have received no reply.",
        but_not="After my call I had no doubt that this was the place for me.",
    ),
    Construction(
        "( have/had/am/was/~keep ) ( ADV | to | been | be )* ( chase/chasing/chased/pester/pestering/pestered/"
        "reminded/reminding/remind | running after ) ( you/this/your/for/it/up/people/everyone ) ...3",
        unless="CUSTOMERS | SORRY | please",
        example="I have been chasing you for a month.",
        but_not="I am sorry for pestering you with one more question.",
    ),
    Construction(
        "the ( second/third/fourth/fifth/sixth/umpteenth/nth/hundredth ) time ( i/that/you/my/in/now/of ) ...3",
        unless="SORRY | CUSTOMERS | ( read/visited/came/met/enjoyed )",
        example="This is the third time I've had to write.",
        but_not="It was the second time I visited the museum.",
    ),
    Construction(
        "you ( had/have/'d )? ( ADV )* ( promised/assured/guaranteed/swore/vowed/undertook/pledged | gave me "
        "your word ) ...14 ( would/'d/but/yet/still/nothing/never/nobody/not/no ) ...2",
        unless="thank/thanks/grateful | as ( you )? promised | kept",
        example="You assured me that I would be contacted by Monday.",
        but_not="You promised that it would be fun, and I thank you for that.",
    ),
    Construction(
        "( you/we/i/it/that ) ( had/have/was/were/'d/'s )? ( ADV )* ( said/told/mentioned/wrote/promised/"
        "assured/agreed/informed/indicated/scheduled/due/supposed | led to believe ) ...16 ( but/yet/and/"
        "though/although/however ) ...8 ( nothing/nobody/never/silence/crickets | ( still/have/had/there/has/"
        "came ) ...2 ( no/not/nothing/never/waiting/silence/crickets/passed/gone ) ...2 | no ( one/NEWS ) | ( "
        "you/nobody/it/that/this ) ( did/have/has/never/was ) ( ADV )* ( not/never )? | not a ( word/thing/peep "
        ") | come and gone | ( did/was/were ) ( ADV )* not . | here ( we are | i am ) )",
        unless=(
            "my ( answer/idea/question/suggestion/mind ) "
            "| i ( never/still ) ...2 ( thought/knew/realised/realized/imagined/tried/think/forget/forgot ) "
            "| thank/thanks/glad/grateful | SORRY | wonder/wondered | CUSTOMERS | i ( ADV )* have | could "
            "| there is no | as you | have not ( ADV )* ( used/done/read/seen/tried/mentioned/stopped )"
        ),
        example="You promised to let me know by Friday and did not.",
        but_not="You said that it might be hard, but I have never been afraid of numbers.",
    ),
    Construction(
        "( ( you/they/we ) ( had/have )? ( ADV )* ( said/told/mentioned/wrote/promised/assured/agreed/indicated "
        ") | ( i/we/it ) ( was/were/am ) ( ADV )* ( said/told/promised/assured/informed/supposed | led to "
        "believe ) ) ...16 . ( ( it/that/today/this ) ( 's/is/was ) ( ADV )* ( DAY/# | the # | COUNT UNIT | "
        "UNIT | nearly/almost/over | last ...2 | weeks | a ) ...14 ( . ) ...6 ( nothing/silence/still/never/"
        "crickets | no NEWS | not ( heard/a ) ) | ( it/that/today/this ) ( 's/is/was ) ( ADV )* ( DAY/# | the # "
        "| COUNT UNIT | weeks ) ( ago | ... later | ,? and ...6 ( nothing/still/no/not ) | . ) | i ( am/have ) "
        "( ADV )* ( still | heard nothing ) | nothing ( ... )? ( came/happened/arrived/since/yet/. ) | no ( "
        "one/NEWS ) ...4 ( came/ever/called/arrived/since/yet/has/did/. ) | ( nobody/neither ) ...4 ( "
        "called/did/has/came ) | ( that/the/both/DAY/it ) ...4 ( passed/gone/went ) | ( you/it/they ) ( ADV )* "
        "( did not | never ) | still )",
        unless="thank/thanks/glad/grateful | SORRY | wonder/wondered | CUSTOMERS | could",
        example="You said you would call on Monday. It is now Thursday and I have heard nothing.",
        but_not="You said you would decide in March. I hope that all is well on your side.",
    ),
    Construction(
        "( DAY/date/deadline/day/week/weekend/month/MONTH/# ) ( you ( gave/named/set/mentioned/promised ) | ... "
        ")? ( has/had/have )? ( ADV )* ( come and gone | came and went | been and gone | ~pass ...4 ( without | "
        "with no | and/but ( i/still/nothing/no ) ) )",
        unless="CUSTOMERS | wondered/wonder/thought/wanted",
        example="The date you gave has come and gone.",
        but_not="As the date you gave has passed, I thought I would write.",
    ),
    Construction(
        "( i/we ) ( should/ought ) ( to )? have ( ADV )* ( heard/received/had/got/known | been ( "
        "told/informed/contacted/given/notified ) ) ...5 "
        "| ( was/were/am/is ) ( ADV )* ( supposed/meant/due/promised/told ) ( that i would )? to ( "
        "hear/receive/get/know | be ( told/informed/contacted/called/given/notified ) ) ...4 "
        "| was ( promised | told to expect ) ( a/an/the/your ) ...2 ( NEWS ) "
        "| i/we ...4 ( heard/received/known/told/answer/reply/response/decision/word ) ...4 by now "
        "| i was ( led to believe | given to understand ) ...10 ( would/by/but )",
        unless="CUSTOMERS | you ( ADV )* should have | thank/thanks/glad | hope",
        example="I was led to believe that I would have an answer.",
        but_not="You should have received my references by now.",
    ),
    Construction(
        "( not | ~fail to | never ) ( ADV )* ( ~keep/~honour/~honor/~stand | stood ) ( by | to )* ( "
        "your/its/the/that/their ) ( word/promise/promises/commitment/deadline/deadlines ) "
        "| ~break ( your/a/the/that/another ) ( promise/promises/word ) | ( broken/empty ) ( promises/promise ) "
        "| ( went/go/gone ) back on ( your/the ) | ^ keep your ( word/promise/promises ) "
        "| ~miss your own ( deadline/deadlines )",
        unless="CUSTOMERS | thank/glad/grateful/always | i ...4 my",
        example="You have broken your promise to call.",
        but_not="I always keep your word in mind: test first.",
    ),
)
