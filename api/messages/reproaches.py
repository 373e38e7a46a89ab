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
)
