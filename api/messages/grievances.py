"""Complaints about how one was treated."""

from api.messages.constructions import Construction

_ABOUT_IT = (
    "( DELAY/HANDLING/treated/slow/slowly/kept/left/ignored/ghosted/handled/hanging/waiting/late/wasted/delayed/"
    "how/lack/cancelled/postponed/overdue/tardiness | ( no/any | not a ) NEWS | nothing | not to have ( ADV )* ( "
    "been )? ( heard/received/had/told ) | not ( ADV )* ( been )? ( ANSWERED | heard/hear/received/receive/told | "
    "had NEWS | ~have ) | never ANSWERED | nobody/noone | no one | without NEWS | i have had no | so long | this "
    "long | have yet to | your ( silence/response/reply/process/behaviour/behavior/conduct/attitude/company/team/"
    "failure ) )"
)

_TOOK = "( ADV | all )* ( taking/took/takes/take/dragging/dragged ) ( your/its | the )? ( TOO_LONG | time | on | feet )"

GRIEVANCES = (
    Construction(
        "( because of | due to | owing to | on account of ) ( your/the ) ...2 ( "
        "DELAY/slowness/indecision/dithering/hesitation/tardiness/inaction ) !on/at/in/with "
        f"| ( because/as/since | because of | due to | with ) YOU_SIDE {_TOOK} !over/with/to/on "
        "| because ( YOU_SIDE ) ( ADV )* AUX? ( not/never ) ( ADV )* ( be | ANSWERED | make up your/its | decide/"
        "settle ) | because NOBODY ( ADV )* ( ANSWERED )",
        unless=(
            "OUTSIDERS | thank/thanks/grateful | SORRY | because of the | ( due | owing ) to the "
            "| my ( last/old/former/previous/first )"
        ),
        example="I have let two offers go because you lot took so long.",
        but_not="I took an earlier train because of the delay on the line.",
    ),
    Construction(
        "( i/we/me/my/am/was/feel/felt/is/are/been/very/rather/getting/becoming/growing/^ ) ( ADV )* UPSET "
        f"...10 {_ABOUT_IT}",
        unless=(
            "OUTSIDERS | DENIED ...2 ( frustrated/disappointed/annoyed/upset/unhappy/angry/tired ) "
            "| you ...3 ( were/are/seem/seemed/sounded/must ) ( ADV )* UPSET "
            "| my ( answer/reply/own/response/explanation ) "
            "| how ( much | well | quickly | quick | kind/friendly/open/calm/many/few ) "
            "| ( of/with ) my ( ... )? ( present/current/last/old/former/previous/job/boss/company/employer/"
            "organisation/organization ) "
            "| , so i ( learned/learnt/wrote/built/made/rebuilt ) | train/bus/flight/traffic/lift | thank/thanks "
            "| pleasantly | SORRY | happy to wait"
        ),
        example="I am disappointed that I have had no reply.",
        but_not="I was surprised how quickly you replied.",
    ),
    Construction(
        "( DELAY | your ...2 HANDLING | ( the/this/whole/entire/hiring/recruitment/recruiting/interview/"
        "selection/application ) HANDLING | waiting ...6 ( answer/reply/news | this long | so long ) ) ...5 ( "
        "is/was/has/have/are/feels/feel/seems/seem/becoming/getting/'s/were/been/left/felt/borders/leaves/be ) "
        "( ADV | been | becoming | getting | really | starting to be | bordering on )* ( BAD | slow/late/"
        "lacking/poor/non-existent/nonexistent | all over the place | much to be desired | a lot to be desired "
        "| something to be desired | starting to ...3 ( me/UPSET ) | ~have me )",
        unless="OUTSIDERS | not ( ADV )* ( frustrating/slow/rude/poor/disappointing ) | you ( ~describe ) | SORRY",
        example="The wait has been unbearable.",
        but_not="Your process was quick, fair and friendly.",
    ),
    Construction(
        "( endless/constant/repeated/unexplained/continued/continuing/excessive/unreasonable/unacceptable/"
        "inexcusable/ridiculous/frustrating/annoying/undue/needless/unnecessary/inordinate/interminable/"
        "never-ending/lengthy/BAD ) ( DELAY )",
        unless="OUTSIDERS | SORRY",
        example="The endless delays are hard to bear.",
        but_not="You described the constant delays at the port.",
    ),
    Construction(
        "( it/this/that/which/what/treatment ) ( 's/is/was/seems/feels/strikes/seemed/felt/looks/were/be/"
        "really/has/becoming/getting ) ( becoming/getting | me | to me | as | of | been | a )* ( ADV )* BAD ( "
        "of you | on your part | to | that | how | when | behaviour | from )? ...12",
        near=[
            (
                "you/your/candidates/candidate/applicants/applicant/me/people/someone/somebody/wait/waiting/"
                "waited/reply/replied/answer/response/hear/heard/treated/delay/silence/weeks/months/days/company/"
                "employer/professional/recruitment/unacceptable/unprofessional/disrespectful/disgraceful/"
                "outrageous/shameful/insulting/pathetic/good"
            )
        ],
        unless=(
            "OUTSIDERS | ( it/that ) ( 's/is/was ) ( ADV )* not ( fair/right/easy ) to ( say/call/blame ) | SORRY "
            "| of me | child/children/patient/rules | it is not ( right/fair/proper ) for me | not costing "
            "| no pressure | not ( ADV )* ( unfair/rude/poor )"
        ),
        example="It's not acceptable to keep applicants hanging like this.",
        but_not="It is not right to judge a book by its cover, as my tutor said.",
    ),
    Construction(
        "i/we/one ( ADV )* ( must/do/have to/can only/would/'d/could/will )? ( ADV )* ( say/admit/that/i )* ( "
        "~find/~consider/~think/~feel/~call/~regard/describe/deem ) ( that )? ( it/this/that/your/the/such/all "
        ") ( ... ) ( is/was/has been/as/to be )? ( ADV )* BAD",
        unless=(
            "OUTSIDERS | DENIED ...2 ( ~find/~think/~consider ) "
            "| ( my | the ) ( test/exam/weather/journey/coffee/case/task/interview/first | wait for the lift ) "
            "| it not right to"
        ),
        example="I find this delay unacceptable.",
        but_not="I thought the case study hard but not unfair.",
    ),
    Construction(
        "( do/did/can/could/will/would/'d ) not ( ADV )* ( appreciate/like/accept/tolerate/condone | care for | "
        "take kindly to ) ( ADV )* ( being/how/when | the way | having to wait | be | your ( tone/silence/delay "
        ") | to be ) ...3",
        unless="OUTSIDERS | you ...3 ( do/did ) not | customers",
        example="I do not appreciate being kept in the dark.",
        but_not="I did not like having to leave so early.",
    ),
    Construction(
        "( ~hope/~expect/deserve/deserved/wished/~imagine/looked | would have ( thought/expected/hoped/liked ) "
        ") ( for | of | to | see | receive | find )* ( a/an/some | ADV )* ( more/better/greater | at least ( "
        "some/a ) ) ( professional/professionalism/courtesy/courteous/respect/respectful/communication/"
        "considerate/consideration/treatment/handling/from/of/than/transparent/transparency/manners/organised/"
        "feedback ) ...4 "
        "| ( expected/expect/deserve/deserved | hoped for ) ( ADV )* ( more/better ) ( ./, | from | of | than )",
        unless="OUTSIDERS | not have ( ~hope/~expect/~wish ) | could not | SORRY | i ( ADV )* expect more of myself",
        example="I would have expected a more professional handling.",
        but_not="I could not have hoped for a better welcome.",
    ),
    Construction(
        "~waste ( of )? ( a/an/my/our/half/whole/everyone/everybody/'s/more/so/much/any/enough )* ( "
        "good/precious/entire/whole/valuable )? ( UNIT/time/morning/afternoon/evening/holiday/leave/money/"
        "effort/energy/train/petrol )",
        unless="OUTSIDERS | DENIED ...2 ~waste | hate to waste | far from",
        example="The whole thing has been a waste of everyone's time.",
        but_not="I will not waste your time with a long note.",
    ),
    Construction(
        "( feel/felt/been/was/am/feeling ) ( ADV )* ( let down | led on | taken for ( granted | a ) | messed "
        "around/about | treated ( ADV )* ( badly/poorly/unfairly/shabbily | like | as if | without ) | treated "
        "with ( ... )? ( contempt/disrespect/disdain | lack ) | badly treated | mistreated | short-changed ) "
        "| ~let me down "
        "| ~treat ( me/people/candidates/applicants/anyone/us ) ( ADV )* ( badly/poorly/unfairly/shabbily/"
        "terribly/like/this | with ( contempt/disrespect | so little ) ) "
        "| no way to treat | ( ~mess/~jerk/~muck ) ( me/us/people/candidates ) ( around/about )",
        unless=(
            "CUSTOMERS | by the ( train/bus/railway/airline/weather/printer/technology/software ) "
            "| DENIED ( be | have | been )* ( let/feel/felt ) | not ~let | like ( family/one/royalty ) "
            "| ( previous/former/last/old/current/present ) ( employer/boss/manager/company/job )"
        ),
        example="I feel let down by your team.",
        but_not="I will not let you down.",
    ),
    Construction(
        "( you/your/yours/YOU_SIDE ) ...4 ( is/are/was/were/been/be/~find/how/seems/seem ) ( a/an | ADV )* ( "
        "unprofessional/rude/disrespectful/disorganised/disorganized/incompetent/dishonest/unfair/careless/"
        "inconsiderate/thoughtless/arrogant/unacceptable/discourteous/impolite/slow/unresponsive/unreliable/"
        "insulting/hopeless/shambolic/chaotic/indifferent )",
        unless=(
            "OUTSIDERS | DENIED ( ADV )* ( rude/slow/unfair/careless ) | IF "
            "| your ( website/test/question/app/site ) | SORRY"
        ),
        example="How can your company be so unprofessional?",
        but_not="Your website was slow, and I would tackle that first.",
    ),
    Construction(
        "you ( have )? ( ADV )* ( ~keep | ( are/were/been ) always ) ( ADV )* ( putting/moving/postponing/"
        "delaying/changing/cancelling/canceling/pushing/stalling/promising/ignoring/saying/telling/fobbing/"
        "shifting/asking/rescheduling/dodging ) ...3",
        unless="OUTSIDERS | thank/thanks",
        example="You keep moving the date.",
        but_not="You keep your people a long time, which says a lot.",
    ),
    Construction(
        "( do/does/did/is/are/can ) not ( ADV )* ( ~seem to | appear to | clearly )? ( value/respect/care/"
        "appreciate/bother/bothered/interested/honour ) ( about/for/enough/in/to | ADV )* ( my | me | people | "
        "candidates | applicants | your ( word/candidates/applicants ) | anyone | the people | ANSWERED | "
        "others ) "
        "| ( mean/means/meant/is/are/worth ) nothing to you | treat ( your )? ( candidates | applicants ) "
        "| ( respect/value/regard/consideration ) for ( my | other people | candidates | applicants | people ) "
        "( 's )? ( time/effort )? "
        "| respect my time",
        unless=(
            "OUTSIDERS | i ( ADV )* ( do | did | have/admire/liked/like/respect ) | thank/thanks | IF "
            "| appreciate ( your | the ) ( time/respect )"
        ),
        example="Your company does not seem to care about applicants.",
        but_not="I liked the respect for candidates that I saw all day.",
    ),
    Construction(
        "( hiring/recruitment/recruiting/interview/selection/application/whole/this/your/entire ) ( "
        "process/thing/experience/procedure/affair/business/saga ) ...3 ( is/was/has/been/seems/feels/left/"
        "turned/'s ) ( ADV | been )* ( a | an | of | bit | such | total | complete | absolute )* ( "
        "mess/shambles/joke/nightmare/disaster/chaotic/disorganised/disorganized/slow/painful/exhausting/"
        "ridiculous/farce/awful/terrible/unprofessional/poor/badly/ordeal/bad | drawn out )",
        unless="OUTSIDERS | DENIED ( a | ADV )* ( slow/painful/joke ) | anything but",
        example="The hiring process has been a mess.",
        but_not="The hiring process has been a pleasure from start to end.",
    ),
    Construction(
        "( can not | hard to | difficult to | impossible to | struggle to | fail to ) ( ADV )* ( "
        "believe/understand/see/comprehend/fathom/accept/imagine ) ...8 ( so long | this long | not ( "
        "ANSWERED/heard/decided/a ) | nobody | no one | still ( have/not/no/waiting ) | never | nothing | "
        "silence | delay | hold-up | treated | ignored )",
        unless="OUTSIDERS | my luck",
        example="I can't believe you still haven't decided.",
        but_not="I cannot believe how quickly the day passed.",
    ),
    Construction(
        "( shame/pity/disgrace/scandal/sad/saddens/saddened/regret/regrettable/unfortunate/unfortunately/"
        "sadly/telling ) ( ADV | to | that | you | your ... | , | say/note/see/hear/it | is | nobody | no one "
        ")* ( did/have/had/could/has/was/'s/do ) ( not ) ( ADV )* ( bother/bothered/even/~read/~answer/~reply/"
        "~respond/contact/contacted/call/called | find/found the | keep/kept | been able to ( reply/answer/give "
        ") | have the )",
        near=["you/your/nobody/one/team/company"],
        unless="OUTSIDERS | i ( did/could/had/have/was ) not | SORRY",
        example="It's a shame you didn't bother to read my CV.",
        but_not="It's a pity that I could not meet Mr Bell.",
    ),
    Construction(
        "( ~drive/~send ) ( me | us | anyone ) ( mad/crazy/nuts/bonkers | up the wall | round the ( bend/twist "
        ") ) "
        "| ( had | have had | having ) ( ADV | just | quite )* enough ( of ( this/waiting/it/your ) | . ) "
        "| ( ~get/~wear/~grind ) ( ADV )* ( me down | on my nerves | to me | old/tiresome/silly ) "
        "| ( this | it ) ( is | 's ) ( ADV )* ( killing me | the last straw | too much ) "
        "| ( panel/you/interviewer/committee/school/company ) ( have )? got it ( ADV )* wrong "
        "| ( not/hardly/scarcely ) ( a | ADV )* fair ( test/hearing/chance/shake/trial/process/play ) "
        "| ( take/stand/bear ) ( much/any )* more of ( this/it/the ) ( waiting/wait/uncertainty/silence )? "
        "| ( tired | sick | weary | fed up ) ( and tired )? ( of | with ) ( ADV )* ( this/waiting/being/"
        "having/chasing/the/your/all/hearing/excuses )",
        unless=(
            "OUTSIDERS | never/not ( get | grow | be )? ( tired/sick ) | ( of | with ) my | people ( are | get ) "
            "| bus/train/spreadsheets"
        ),
        example="I can't take much more of this waiting.",
        but_not="I never get tired of this view.",
    ),
)
