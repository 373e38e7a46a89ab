"""Complaints that are not said outright: rhetorical questions, irony, what one has given up, what one would expect."""

from api.messages.constructions import Construction

REPROACHES = (
    Construction(
        "is it ( ADV | really )* too much to ( ask/expect/hope ) ...4 "
        "| how ( hard/difficult ) ( can/could/is ) it ...4 "
        "| ( it/that ) ( can/could ) not be ( that/so/too )* ( hard/difficult ) ...3 | ~beggar belief "
        "| beggars belief | defies belief | would it ( have )? ( kill/killed/hurt/been ) ...4 "
        "| it would not ( have )? ( kill/killed/hurt ) ...2 "
        "| surely ...4 ( not/someone/somebody ) ...6 ( UNIT | NEWS | ANSWERED ) "
        "| it does not take ( COUNT )* UNIT",
        unless="OUTSIDERS",
        example="Is it too much to ask for a two-line email?",
        but_not="I know now how hard it can be to bake a good loaf.",
    ),
    Construction(
        "( would/'d ) ( ADV )* ( have )? ( thought/think/expected/expect/hoped ) ( that )? ( someone/somebody/"
        "you/anyone/at/a/an/your/people/the ) ...8 ( might/could/would/can/should ) ( ADV | at least )* ( have "
        "| ANSWERED | manage/spare/treat/find/know/be/show )",
        unless="OUTSIDERS | you ( would | 'd ) | no one would | never have thought",
        example="One would think that a school of your standing could manage a reply.",
        but_not="I would think that a printed sheet could help the handover.",
    ),
    Construction(
        "( do/does/is/did/are/would/what/this/that/it/not ) ...4 ( way/how/manner/kind/sort/type ) ( in which | "
        "that | of )? ( ( you | your company | one | a ( serious/professional )? ( company/employer/school ) | "
        "to | people ) ( ADV )* ( ~treat/~handle/~run/~operate/~behave | do business/things ) ...4 | ( "
        "company/employer/outfit/place/school/firm/organisation/organization/hospital/people/business/manager ) "
        "...6 ( not/treats/ignores/never | ( leaves/keeps/makes ) ( ADV | its )* ( people/candidates/"
        "applicants/you/me/everyone/anyone ) ) ...3 ) "
        "| do you ( ADV )* ( treat/ignore ) ...4 "
        "| this is how i am ( ADV )* ( thanked/treated/repaid/rewarded ) "
        "| what a ( shambles/farce/joke/mess/circus/disgrace/letdown | way to ( ~treat/~run/~behave/~carry/"
        "handle ) | waste )",
        unless="OUTSIDERS | ~like the way | admire",
        example="What kind of company leaves its candidates hanging?",
        but_not="What a way to start the week: with croissants!",
    ),
    Construction(
        "( does/do/did/is/will/has ) not ( ADV )* ( speak well | reflect ( well | kindly ) | ~give ( a | me a "
        ")? ( good/great/nice/favourable ) impression | look good | inspire | ~show ( your/the ) ( ... )? in a "
        "good light | a good ( look/sign/advert/advertisement ) | a great look | bode well ) ...3 "
        "| ( speak/speaks/reflects/reflect ) ( ADV )* ( badly/poorly/volumes/ill ) "
        "| ( gives/leaves/left/gave ) ( me )? ( with )? ( a | the )? ( very )? ( bad/poor/terrible/sour ) ( "
        "impression/taste/feeling ) ...2 "
        "| ~lose ( ADV | all )* respect "
        "| ( my | some ) ( ADV | deep/strong/utter )* ( dissatisfaction/displeasure/indignation/unhappiness ) ( "
        "with/at/about/over/regarding ) ...4 "
        "| ( register/express/voice/lodge/make ) ( my | a | an )* ( ADV | formal/official )* ( complaint/"
        "dissatisfaction/displeasure/protest/indignation )",
        unless="OUTSIDERS | not ( make | have ) ( a | any ) complaint",
        example="Such treatment of applicants does not speak well of your organisation.",
        but_not="The way your people greet each other speaks for itself.",
    ),
    Construction(
        "( vanished/disappeared/gone/lost/fallen/sunk/dropped ) ...3 ( black hole | void | thin air | abyss | a "
        "drawer | down a ) "
        "| ( put/left/placed/sitting ) on ( the | a ) ( back burner | shelf ) | left on ( read/seen ) "
        "| not ( ~take | being taken ) ( ADV | me | my ( application ) )* seriously "
        "| not ( ADV )* ( important/good/worth/worthy ) ( enough )? ( for/of ) ( a | an | your )? ( NEWS | time "
        ") "
        "| ( silence/nothing ) ( means/mean ) no | no news ( is | means ) ( ADV )* ( bad | a no )",
        near=["i/me/my/we"],
        unless="OUTSIDERS | no news is good",
        example="I'm beginning to think my application has vanished into a black hole.",
        but_not="I was glad that my plan was good enough for a reply from the minister.",
    ),
    Construction(
        "( goalposts ) ( ADV )* ( ~keep/~move/moved/are/were ) ...2 "
        "| you ( have )? ( ADV )* ( ~change/~move/~postpone/~cancel/~reschedule/~shift | put off ) ( the | my | "
        "our | that )* ( date/interview/meeting/time/day/appointment/call/it ) ...2 ( COUNT times | twice | "
        "again | yet again | at the last minute | at ( ... ) notice ) "
        "| told ( me )? ( ADV )* something ( else/different ) "
        "| ( hung up | slammed the phone | shouted at me | cut me off | laughed at | talked over me | yawned ) "
        "...2 "
        "| ( different/another ) story ( each/every ) time",
        unless="OUTSIDERS | sorry !( to say ) | thank/thanks | no problem | quite all right",
        example="You've changed the date three times now.",
        but_not="You changed the menu twice a week, which impressed me.",
    ),
    Construction(
        "( interviewer/interviewers/panel/manager/you/nobody/recruiter/director/head/boss/chef | none of you | "
        "no one | mr ... | ms ... | mrs ... | dr ... ) ...3 ( ( ~turn up/~arrive/~come/~show/was/were | turned "
        "up | showed up ) ( ADV | an hour | COUNT minutes | half an hour )* late | ( had/have/has ) not ( ADV "
        ")* ( read/looked/opened/prepared/bothered | seen my ) ...4 | had ( even | ever ) ( read/looked/seen/"
        "opened/bothered ) ...4 | ( did not | never ) ( ADV )* ( bother/offer/show/apologise/apologize/turn/"
        "introduce/look | ~read my ) ...4 | offered me so much as ...4 | looked at ( the | his | her | their ) "
        "( phone/watch/clock ) ...3 )",
        unless="OUTSIDERS | sorry !( to say ) | my ( last/previous/old/former/current/present )",
        example="The interviewer turned up late and hadn't read my CV.",
        but_not="The panel had never seen a model like mine, they said.",
    ),
    Construction(
        "my ( own )? time ( is/has ) ( ADV | also )* ( valuable/precious/money/worth/limited | a value ) "
        "| ( your/this/such/its/their ) ( ADV | total/complete )* ( indecision/dithering/tardiness/slowness/"
        "negligence/indifference/carelessness/rudeness/disrespect/incompetence/inaction/unprofessionalism/"
        "disorganisation/disorganization/discourtesy/hesitation/procrastination/foot-dragging/arrogance ) ...3 "
        "| ( while/because/since/if ) ( you | your ( team ) ) ( ADV )* ( dither/dithered/procrastinate/"
        "hesitate/stall/stalled/dally ) "
        "| i ( have )? ( ADV )* ( turned down | refused/declined | gave up | given up | lost/missed/sacrificed "
        "| took/taken/spent | ~travel ) ...12 ( because you | on the strength of | for ( this | nothing | your "
        ") | and ( for what | then nothing | this is | got nothing | i ( have )? ( heard | got ) nothing | "
        "nothing came ) | , and nothing | in vain )",
        unless="OUTSIDERS | no ( hesitation ) | without",
        example="I turned down another job because you promised me this one.",
        but_not="I gave up a Saturday for the trial shift and would do so again.",
    ),
    Construction(
        "( on/,/and/but/then/now/today/since/later ) ( ADV | ever since | after that )* ( nothing/silence/"
        "crickets/zilch/nada | not ( a | one | so much as a ) ( word/thing/peep/line/reply/call/murmur/squeak/"
        "dicky | dicky bird ) ) ( at all | since | more | yet | so far | from you | bird )* . "
        "| ( till/until/to/up ) ( to/till )? ( now/today/date/present/this | this ( day/moment ) ) ...4 ( "
        "nothing/nobody/never/no/not ) ...3 "
        "| never ( ADV )* ( anything | a ( word/reply/line ) ) from you",
        unless="OUTSIDERS | nothing but | wonder/wondered | been to | seen | ( there/it/which ) is nothing",
        example="Three interviews, a test and a presentation, and then nothing.",
        but_not="I have learned the trade from the bottom up, and nothing frightens me.",
    ),
    Construction(
        "( ATTEMPTS/emails/application ) ...4 ( was/were/are/is/have/has/been/go/goes/went/still/remain/remains "
        ") ( ADV | being | been | to date )* ( not/never/un ) ( ADV | been | being )* ( replied/answered/"
        "returned/acknowledged/responded/read/attended/dealt/processed ) "
        "| ( called/rung/phoned/written/emailed/mailed/visited/asked/tried/texted ) ...8 without ( ADV | any | "
        "an | a | the )* ( response/reply/answer/success/result/reaction/luck/feedback/acknowledgement ) "
        "| ( remain/remains/remained/stays/still ) ( ADV )* ( without ( ... )? NEWS | unanswered )",
        unless="OUTSIDERS | my ( last/previous/old/former/current/present ) ( job/employer/post/company ) | SORRY",
        example="I have called your office severally without any response.",
        but_not="I have written three guides without any help.",
    ),
    Construction(
        "enough is enough | a promise is a promise | ( can not | could not ) be doing with ...4 "
        "| ~do my head in | doing my head in "
        "| ( can/could ) ( hardly/barely ) ( sleep/eat/plan/think ) ...2 ( because/while/without/until/when/as "
        ") ...4 "
        "| it was ( ADV )* wrong of you ...3 | ( not | never ) ( ADV | ~stick | stuck )* to what ...3 "
        "| not ( ADV )* ( impressed | best pleased | amused | a happy ) ( ./, | with/by/about | at all ) "
        "| left ( standing/sitting/waiting/stranded/alone ) ...6 ( UNIT | corridor/reception/lobby/foyer ) "
        "| had ( me )? ( sitting/standing/waiting )",
        unless="OUTSIDERS | if | not impressed by the ( old/rain )",
        example="I really can't be doing with all this waiting about.",
        but_not="I could hardly sleep for joy.",
    ),
    Construction(
        "( you | someone/somebody | your ( ... )? SIDE ) ( could/might ) ( ADV | at least )* have ( ADV | at "
        "least )* ( sent/told/called/said/let/written/informed/warned/answered/replied/thought/shown/spared | "
        "been ( more/quicker ) ) ...4 "
        "| ( could/should/might ) have been ( ADV )* ( handled/managed/done/dealt/organised/organized/"
        "communicated ) ( with )? ( ADV )* ( better/differently/faster/properly ) "
        "| ( handled/dealt/managed/run/organised/organized/communicated ) ( with )? ( ADV )* ( badly/poorly/"
        "carelessly/unprofessionally/shabbily/clumsily/slowly ) "
        "| ( no/rejection/refusal ) would ( ADV )* ( be | have been ) ( ADV )* ( better/kinder/preferable/"
        "nicer/fairer ) ...3 "
        "| ( not | hardly ) ( ADV )* ( used/accustomed ) to ( being )? ( treated/ignored/waiting/kept ) ...4 "
        "| beneath ( a | you | your ) ...3 | ^ so much for ( your/the/hearing/getting/a ) ...5",
        unless="OUTSIDERS | i ( ADV )* could | SORRY | not ( ADV )* have ( ADV )* been ( ADV )* better",
        example="You could at least have sent a form letter.",
        but_not="The day could not have been organised better.",
    ),
    Construction(
        "i ( ADV | only | had to )* ( learn/learned/learnt/hear/heard/find/found/discover/discovered/read/see/"
        "saw ) ( ADV | out )* ( from/through/by/on/in/via ) ...5 that ( you | the | it | someone/somebody | my "
        ") ...8 ( hired/filled/gone/taken/chosen/frozen/rejected/cancelled/withdrawn/given/appointed/advertised "
        ") ...4 "
        "| ( nobody/noone | no one | you ( did/have/had ) not ) ( ADV )* ( thought/think/saw/see/bothered/"
        "bother ) ( fit )? ( to ) ( tell/inform/warn/mention ) ...4",
        unless="CUSTOMERS",
        example="I had to find out from a friend that you had hired someone.",
        but_not="I found out from your website that you mill your own flour.",
    ),
    Construction(
        "( call/feedback/letter/email/answer/decision/reply/message/update/contract/form/result ) ..8 ( "
        "promised/spoke/mentioned/agreed/announced/assured ) ..6 ( ( never/not ) ( ADV )* ( come/came/arrive/"
        "arrived/materialised/materialized/reached/been ) | yet to ( come/arrive/reach/materialise/materialize "
        ") ) ...3 "
        "| ( promised/assured/told/said/meant/supposed/agreed ) ...10 which ( has/did/have ) ( ADV )* not ...2 "
        "| ( was | were ) ( ADV )* ( meant/supposed/due/going ) to ( ring/call/write/phone/answer/reply/"
        "contact/email/get/let ) ..8 ( , | but | and ) ( she/he/they/you/it/that/this/nobody ) ( "
        "has/have/did/never ) ( not )? ...2",
        unless=(
            "CUSTOMERS | i ( was/were ) ( ADV )* ( meant/supposed/due/going ) | my ( ... )? ( call/letter/answer )"
        ),
        example="The call I was promised never came.",
        but_not="The call that you mentioned came at noon.",
    ),
    Construction(
        "( inbox/mailbox/letterbox/phone/diary ) ( is/remains/stays/has ) ( ADV | as | been )* ( "
        "empty/silent/quiet/bare ) ...3 "
        "| ( check/checking/checked/watching/refreshing ) ( my | the ) ( phone/inbox/mail/email/post/emails ) "
        "...8 ( nothing/vain/avail/every ) ...2 "
        "| your ( office/phone/team/side/company/department/end/line ) ( ADV )* ( keeps/stays/remains/is/has/"
        "goes ) ( ADV | been | gone )* ( quiet/silent/mute/unreachable/dead | never ( answered/picked ) | not ( "
        "ADV )* answered ) ...2 "
        "| ( for/from ) a ( company/firm/school/business/place/hospital/university ) ( that/which/so/of ) ..10 "
        ", ( you/this/that/it/your ) ...6 ( not/never/little/slow/slowly/poorly/badly/fail/fails/hardly/"
        "rarely/seldom/struggle/unable ) ...2 "
        "| ( find/found/seems/is ) ( it )? ( ADV )* ( odd/strange/curious/ironic/peculiar/telling ) that ( you "
        "| your | a | the ) ...12 ( not | no | never | nobody ) ...4 "
        "| more than ( understanding/reasonable/generous/fair/accommodating/flexible ) ...3 "
        "| ( can not | could not | would not ) ( ADV )* ( say | claim | pretend ) ( that )? i ( am/was/feel ) ( "
        "ADV )* ( happy/pleased/impressed/satisfied/delighted ) ( with/about/at/by | how | to ( have | be ) ) "
        "...3",
        unless=(
            "OUTSIDERS | you ( ADV )* ( were/are/have been ) ( ADV )* more than "
            "| ( been | were ) more than ( generous/fair ) with | thank/thanks"
        ),
        example="For a firm that sells communication, you communicate remarkably little.",
        but_not="You were more than generous with your time.",
    ),
)
