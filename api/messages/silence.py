"""Complaints about no answer."""

from api.messages.constructions import Construction

SILENCE = (
    Construction(
        "YOU_SIDE ADV* ( have/has/had/did/do/does/could/would/are/is/'s/'d/can/were/was )? ADV* ( NOT | "
        "~fail/~neglect/~forget/~omit/~decline/~refuse | can not ) ( ADV | yet | to | ~manage | ~bother | "
        "~deign | ~care | ~think | ~see fit | ~find ( the | a )? ( time/moment/minute/courtesy ) | ~have the ( "
        "... )? ( courtesy/decency/time/grace/manners | good manners ) | been able to | seen fit to | once )* "
        "ANSWERED ( back )? ( me | to me | to my )?",
        unless=(
            "IF YOU_SIDE "
            "| ( IF/understand/realise/realize/mind/matter/fine/reason/hope/sure/course/expect/think/assume ) ( "
            "that )? YOU_SIDE "
            "| SORRY | my ( phone/inbox/spam ) | CUSTOMERS"
        ),
        example="You did not deign to reply to my letter.",
        but_not="I quite understand that you have not replied yet.",
    ),
    Construction(
        "NOBODY ..6 ( ANSWERED | ~seem | has ( a clue | any idea ) | ~see fit )",
        unless=(
            "CUSTOMERS | SORRY | NOBODY ...8 ( before/as/so/like/better ) | on call "
            "| ( glad/delighted/struck/impressed/liked/like/love/loved | pleasantly surprised ) ...2 that NOBODY"
        ),
        example="Nobody at your office has been in touch.",
        but_not="Nobody has ever explained forecasting to me so clearly.",
    ),
    Construction(
        "( never/nor/neither | not once | at no ( point/time/stage ) ) ADV* ( ( AUX )? ( i/we ) ADV* ( "
        "have/had/did )? ADV* ( ~receive/~hear/~get | ~have ...2 NEWS | been ( told/contacted/informed/given/"
        "answered ) ) | AUX ( YOU_SIDE | anyone/anybody/someone/somebody ) ...2 ANSWERED )",
        unless="CUSTOMERS | better/clearly/such/warmer/kinder | so ( clear/kind/much/well/good )",
        example="Never I received a response to my mails.",
        but_not="Never have I heard a ledger explained so well.",
    ),
    Construction(
        "still ( have/has/had/am/is/are/do/did/no/not/nothing/without ) ...3 ( NEWS/nothing/heard/hear/"
        "received/replied/told/wait/contacted/informed/waiting | in the dark | none the wiser ) ( back/anything "
        ")? ( from you | a word )? "
        "| ( have/has/had/do ) ( ADV )* ( still | not yet to this day | to this day ) ...3 ( not/no/never/"
        "nothing/without ) ...4 ( NEWS/heard/received/got/told/contacted/informed/nothing ) "
        "| still ( nothing/silence | no NEWS | not a NEWS )",
        unless=(
            "my ...2 ( result/results/transcript/certificate/visa/passport/permit/grade ) | asking/ask myself "
            "| CUSTOMERS | you ( ADV )* ( will/may/might )? still have | still not ( ADV )* ( sure/certain )"
        ),
        example="I still have not had any news.",
        but_not="I'm still not sure that I told you how much I liked the tour.",
    ),
    Construction(
        "( not/never/without/nor ) ...2 ( so much as | even | as much as | a single ) ( a/an/one/single/the/"
        "automatic/automated/short/brief/simple/quick/basic/two-line/one-line/acknowledged )* ( "
        "NEWS/thank/acknowledged/line/courtesy/acknowledge/replied/answered )| not ( even )? one ( single )? "
        "NEWS "
        "| not a ( single )? ( word/line/peep/sound/sausage/whisper ) | nothing but silence "
        "| without ( so much as | ever ) -ly? ( hearing/getting/receiving | a NEWS )",
        unless="not a ( single )? word ( of/was ) | CUSTOMERS",
        example="I have not had so much as an acknowledgement.",
        but_not="There was not a word of complaint from the team.",
    ),
    Construction(
        "( heard/had/received/got/been/have/there/get/hear/seen ) ( 's/is/has/been )* ( ADV | back )* ( "
        "nothing/zero/zilch/nada/crickets/silence/nowt | no NEWS ) ( ADV | back | at all | whatsoever | since | "
        "from you | from YOU_SIDE | in reply | so far | but silence | to date )",
        unless=(
            "CUSTOMERS | nothing but ( good/praise/kind/great ) "
            "| wonder/wondered/wondering/wanted/thought/hope/check/assume/may/might/ask/if | no news is good"
        ),
        example="I have heard absolutely nothing from you.",
        but_not="I heard nothing but praise for your team.",
    ),
    Construction(
        "( DURATION | ~pass | ~go by | DAY/# | later/on | since then ) , ( and/but/yet/with )? ( there/we/i )? "
        "( have/has/is/'s/been/had/heard/received/got )* ( ADV )* ( nothing/silence/crickets | not a ( "
        "word/thing/peep ) | ( no | not one | not a single | not even a | without any ) ( single/further/word "
        ")* NEWS ) "
        "| ( DURATION ( ago/later/on )? | ~pass | ~go by | gone | ~come and ~go ) ...8 ( without ( "
        "a/an/any/so/further | hearing )* | and | with | but | yet ) ( there ( is | has been ) | i ( have )? ( "
        "had/heard/received )? | we ( have )? ( had/heard )? | nobody )? ( ADV )* ( ( nothing/silence/crickets "
        "| not ( even )? a | no | any | a ( single )? | one )* ( NEWS/nothing/silence/crickets | from you ) | i "
        "( have ) ( still/yet ) ... ( heard/received/NEWS ) | i have yet to | nobody has )",
        unless=(
            "CUSTOMERS | wonder/wondered | could ...12 NEWS | SORRY | PROSPECT | would | good | by/within DURATION"
        ),
        example="Two weeks have gone by without a word.",
        but_not="After two weeks with your team I had no doubt.",
    ),
    Construction(
        "( have/has/had/'s/is/was ) ( been )? ( ADV )* ( DURATION ) ...10 ( yet to ( receive/hear/get/see | be "
        "told ) | not ( ADV )* ( ~hear/~receive/~get/had/seen ) | heard ( ADV )* nothing | received ( ADV )* ( "
        "nothing | no NEWS ) | seriously )",
        unless="CUSTOMERS | wonder/wondered/wanted/ask/check | could",
        example="It has been over two weeks and I have yet to receive any response.",
        but_not="It has been a week since we met, and I wondered whether there was any news.",
    ),
    Construction(
        "( radio/deafening/complete/total/utter/continued/continuing/prolonged/stony/your/this/absolute/"
        "unbroken/long/strange/sudden/eerie ) ( -ly/strange/long/continued/complete/total )? silence !( "
        "of/on/in ) "
        "| wall of silence | DURATION of ( ... )? silence | nothing but ( crickets/silence ) "
        "| ( all )? gone ( ADV )* quiet | gone ( dark/cold ) "
        "| ~go ( ADV )* ( quiet/silent/cold ) on ( me/us/my )",
        unless="SORRY | as a sign | my silence | hope | CUSTOMERS",
        example="The continued silence from your side is strange.",
        but_not="I hope that the silence means that the launch keeps you busy.",
    ),
    Construction(
        "( i )? ( have/been/was/am/feel/felt/being/be/~leave ) ( ADV )* ( ghosted/ignored/stonewalled/"
        "sidelined/blanked/snubbed | forgotten about | fobbed off | strung along | brushed ( off | aside ) | "
        "passed from | given the runaround | left out ) "
        "| ( ghost/ghosted/ghosting/ignore/ignored/ignoring/ignores/stonewall/stonewalled/stonewalling/"
        "snubbed/forgotten/forgot | string/stringing/strung | ~brush ) ( ADV )* ( me/us/candidates/applicants/"
        "people | my ...2 ATTEMPTS | every ATTEMPTS ) "
        "| ghosting | my ATTEMPTS ...3 ignored",
        unless="SORRY | please ignore | feel free | CUSTOMERS | not | you have me | why you forgot",
        example="I feel that you are ignoring me.",
        but_not="Please ignore my earlier message, which had the wrong date.",
    ),
    Construction(
        "( your/the/such/this/a/total/complete/any ) ( complete/total/utter/general/apparent/continued/"
        "ongoing/sheer )? ( lack/absence/dearth ) of ( any/basic/clear/proper/timely/real/common/even )* ( "
        "response/reply/replies/communication/news/feedback/updates/update/information/contact/courtesy/"
        "respect/professionalism/transparency/answer/follow-up/word/consideration ) "
        "| your lack of",
        unless="OUTSIDERS | despite | sorry",
        example="The lack of communication has been noted.",
        but_not="The lack of data is always a challenge.",
    ),
    Construction(
        "( my/all/COUNT/previous/last/earlier/both/those/these/every ) ...2 ATTEMPTS ...5 ( UNANSWERED ) "
        "| ( UNANSWERED/unanswered ) ATTEMPTS "
        "| ( ATTEMPTS ) ...3 ( ~meet with | ~fall on ) ( silence/deaf | no NEWS )",
        unless="CUSTOMERS | SORRY",
        example="Both of my emails went unanswered.",
        but_not="All messages from customers were answered within a day.",
    ),
    Construction(
        "why ( have/has/did/do/are/is/does/was/were ) ( not )? ...3 ( you/nobody/anyone/anybody/your/no ) ...5 "
        "( ANSWERED/~decide/~ignore/silent/slow/quiet/nothing | so ... ) "
        "| why ( no | the ( long )? ) ( NEWS/DELAY/silence ) "
        "| ( is/has/does/will/can/did ) ( anybody/anyone/somebody/someone ) ...5 ( reply/replying/respond/"
        "answer/read/reading/call/alive/there/listening/care/home/awake ) "
        "| why the ( DELAY ) "
        "| ( not | fail to | struggle to | hard to | difficult to ) ( ADV )* ( understand/see/fathom ) why ( no "
        "| nobody | you ( ADV )* ( have/can/could/did/do )? not ) ( ANSWERED )?",
        unless="CUSTOMERS | SORRY | IF | hope",
        example="Why haven't you got back to me?",
        but_not="I asked myself why nobody had told me about this town before.",
    ),
    Construction(
        "you ( have/had/must )? ( ADV )* ( have )? ( forgotten/forgot/lost/mislaid/misplaced ) ( ADV )* ( all "
        ")? ( about )? ( me/us | my ( application/existence/interview/file/case/name ) | interest in ( me | my "
        ") ) "
        "| ( has/have ) ( my application | i ) ( ADV )* been ( forgotten/lost/mislaid ) "
        "| ATTEMPTS ...5 been ( ADV )* ( overlooked/forgotten/mislaid ) "
        "| ( i | we | my application ) ( ADV | have/has/am/was/feel/felt/is )* ( forgotten/neglected/overlooked "
        ") !to/the/my/it/that "
        "| ( got/gets/been/was ) ( ADV )* ( lost/buried/mislaid/misplaced ) ( in/under/at/somewhere/on | along "
        "the ) ...3 "
        "| slipped through the cracks | ( do | am ) i ( ADV )* ( exist | not worth )",
        unless="IF | hope | SORRY | not forgotten",
        example="It seems you have forgotten about me.",
        but_not="I hope you have not forgotten about me.",
    ),
    Construction(
        "( common/basic/simple/ordinary/elementary ) ( courtesy/decency/politeness/manners/respect ) "
        "| ( courtesy/decency/manners/politeness/kindness/grace ) ( of/to/in ) ( at least )? ( a/an/some )? ( "
        "even/simple/quick/short/brief/proper/two-line/one-line/prompt/timely )? ( ANSWERED/NEWS/replying/"
        "letting/telling/informing/saying/decline/rejecting/rejection ) "
        "| ( a/one/the ) ( simple/quick/short/brief/two-line/one-line/single ) ( ATTEMPTS/NEWS/line/yes ) ( ... "
        ") ( would | is not | was ) ( ADV )* ( have )? ( been/be/nice/cost/do/done/too/suffice/enough )",
        unless="thank/thanks/appreciate/grateful/gratitude | CUSTOMERS",
        example="A simple email would have been enough.",
        but_not="I appreciate your courtesy in replying so quickly.",
    ),
    Construction(
        "( anyone/anybody ) ( out/still/at )* ( there/home ) | hello ? hello | hello ? ? | earth to "
        "| ( any ) news at last | at ( long )? last , ( or | will ) | none the wiser "
        "| ( must/do/should/have ) i ( ADV | have | to )* ( chase/beg/ask again )",
        example="Three weeks on, I am none the wiser.",
        but_not="Is there anyone else whom I should thank?",
    ),
)
