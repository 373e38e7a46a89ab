"""The words of the constructions, by what they mean, in the notation of `api.messages.constructions`."""

from collections.abc import Mapping

_PEOPLE = {
    "SIDE": (
        "team/teams/office/department/company/firm/hr/people/staff/colleague/colleagues/recruiter/recruiters/"
        "assistant/secretary/manager/managers/panel/school/organisation/organization/committee/employer/side/end/"
        "interviewers/interviewer/hospital/clinic/university/agency/board/restaurant/hotel/trust/council/"
        "institute/faculty/reception/receptionist/coordinator/representative/headteacher/chef/boss/director/"
        "supervisor/business/personnel/management/folks/admin/administrator/bank/school/college/kitchen/lab/"
        "centre/center/practice/ward"
    ),
    "YOU_SIDE": (
        "you ( guys/all/people/folks/both/lot | of all people )? "
        "| ( your | the ) ( hiring/hr/recruitment/recruiting/talent/interview/interviewing/head/search/whole/"
        "entire/human/selection/front/people )? ( resources | acquisition )? SIDE"
    ),
    "NOBODY": (
        "nobody/noone | no one | not one of you | not ( anybody/anyone | a soul ) | none of you "
        "| none ( of/from/at/in ... )? | neither of you | neither you nor ...4"
    ),
    "CUSTOMERS": (
        "customer/customers/client/clients/user/users/patients/drivers/student/students/pupils/tenants/passengers/"
        "guests/supplier/suppliers/donors/parents/readers/visitors/families/members/learners/residents/buyers/"
        "carers/farmers/shoppers/callers/diners "
        "| ( the/my ) ( bank/embassy/consulate/landlord/builder/builders/airline/insurer/visa/passport/ministry/"
        "dentist/garage/plumber ) "
        "| ( at/in/for/on ) my ( last/old/previous/former/first/present/current ) ( job/post/firm/place/role/"
        "school/ward/team/company/workplace/position/kitchen/hospital/employer/shop )"
    ),
    "THEIR_WORDS": (
        "you ( also/both/all/yourself )? ( 'd/had )? ( said/mentioned/described/explained/raised/spoke/talked/"
        "pointed/asked ) "
        "| you told ( me/us ) ( that/about/how/what/of ) | you were saying"
    ),
    "OUTSIDERS": "CUSTOMERS | THEIR_WORDS | your ( team/colleagues/staff )",
}

_TIME = {
    "UNIT": (
        "second/seconds/minute/minutes/hour/hours/day/days/week/weeks/weekend/weekends/month/months/fortnight/"
        "fortnights/year/years"
    ),
    "COUNT": (
        "#/a/an/one/two/three/four/five/six/seven/eight/nine/ten/eleven/twelve/twenty/thirty/forty/forty-eight/"
        "twenty-four/seventy-two/several/many/some/countless/numerous/multiple/few/couple/half/whole/full/"
        "repeated/umpteen/dozens/another/nearly/almost/over/about/around/past/good/last "
        "| more than | at least | going on | upwards of"
    ),
    "DURATION": (
        "COUNT ( COUNT | of | and )* ( long/solid/full/whole/entire/working/business/calendar )? UNIT ( now/already "
        ")? "
        "| weeks ( and/on weeks )? | months ( and/on months )? | days ( on/and end/days )?"
    ),
    "AGES": (
        "ages/forever/eternity | for ever | an ( eternity/age ) | ADV* ( so/too/that/this/very ) ( very )? long "
        "| donkey 's years | a ( very/really )? ( long | such a long ) ( time/while )"
    ),
    "TOO_LONG": (
        "( so/too/this/that/rather/awfully/very | -ly | way too | far too | much too ) ( very )? ( long | much time "
        ") "
        "| such a ( -ly/very )? long time | forever/ages | for ever | an ( eternity/age/awfully )"
    ),
    "DAY": (
        "monday/tuesday/wednesday/thursday/friday/saturday/sunday/tomorrow/today/tonight/noon/midday/midnight/lunchtime"
    ),
    "MONTH": (
        "january/february/march/april/may/june/july/august/september/october/november/december/jan/feb/mar/apr/"
        "jun/jul/aug/sept/sep/oct/nov/dec"
    ),
    "WHEN": (
        "( the )? ( this/next/coming/following )? DAY ( at/by/before )? ( # ( o'clock | am/pm )? | noon/morning/"
        "afternoon/evening/night/lunchtime/midday )? ( at the ( very )? latest )? "
        "| the ( same/next/following ) ( day/week ) "
        "| ( the )? ( very )? ( end/close/start/beginning ) ( of )? ( play/business )? ( on/of )? ( "
        "the/this/next/your )? ( day/week/month/working/business/office/office/DAY )? ( day/hours )? "
        "| cob/eod/eow/eob | month-end/week-end | ( the )? ( month/week/year ) end | this/next ( "
        "week/evening/afternoon/month/morning/weekend ) "
        "| the ( weekend/week/month ) | ( the )? # ( of )? MONTH | MONTH ( the )? # | the # "
        "| # ( am/pm/hours/hrs/o'clock )? ( DAY | on DAY )? | then | the latest | lunch"
    ),
    "WITHIN": (
        "( within | in ( the next | no more than ) | inside ) ( the )? ( next/coming )? COUNT* ( working/business/"
        "calendar )? UNIT "
        "| within the ( hour/day/week/month )"
    ),
    "DEADLINE": (
        "( by | ( no/not ) later than | until/till | on or before | before | not after | ( by/until/till )? ( the "
        ")? latest ( by )? ) WHEN ( at the ( very )? latest )? "
        "| WITHIN ( at the ( very )? latest )? | at the ( very )? latest | before close"
    ),
    "SOONEST": (
        "asap | a.s.a.p | as ( soon/quickly/fast/promptly ) as ( humanly/is/ever )? ( possible | you can ) "
        "| immediately/urgently/promptly/straightaway/forthwith/pronto/instantly | at once | right away "
        "| straight away | without ( any )? ( further/more )? delay | right now | this ( instant/minute/second ) "
        "| this very ( day/instant/minute ) | the ( moment/minute/second ) you "
        "| as soon as you ( get/read/receive/see/hear ) this | by return ( of ( post/mail/email/e-mail ) )? "
        "| at the earliest !opportunity | without fail"
    ),
    "NOW": "SOONEST | now/today/tonight/quickly/fast/quick/speedily | this week | sharpish",
}

_SPEECH = {
    "ADV": (
        "just/really/still/already/now/also/simply/even/yet/ever/all/quite/very/so/rather/too/far/much/more/most/"
        "once/somehow/hereby/herewith/again/well/actually/always/at/best/only/both/then/indeed/pretty/bit/little/"
        "somewhat/being/been/long/deeply/-ly "
        "| a ( bit/little/tad/touch/while ) | more than | at all | as yet | so far | to be honest"
    ),
    "AUX": "have/has/had/did/do/does/'d/'s/could/would/will/can/is/are/was/were/should/must/may/might/am",
    "NOT": "not/never/neither/nor/hardly/barely | no longer",
    "PLEASE": "please/kindly/just/now/do/perhaps/also/maybe/possibly/simply",
    "SORRY": (
        "sorry !( to ( say/tell/note/report/inform/complain/hear that you ) ) "
        "| apologise/apologize/apologies/forgive/excuse/pardon/apology"
    ),
    "DENIED": "not/never/nor/hardly/without/no | far from | rather than | instead of",
    "IF": "if/whether/unless/should/when/until/once/whenever | in case",
}

_NEWS = {
    "NEWS": (
        "answer/answers/reply/replies/response/responses/word/news/feedback/update/updates/decision/call/email/"
        "e-mail/acknowledgement/acknowledgment/communication/contact/information/message/outcome/result/results/"
        "line/verdict/confirmation/explanation/anything/thing/notification/email/call-back/callback/reaction/"
        "clarity/sign/courtesy/letter/note/peep/sound/whisper/status/closure"
    ),
    "VERDICT": (
        "answer/answers/reply/replies/response/responses/decision/explanation/commitment/verdict/ruling/feedback/"
        "update/updates/confirmation/clarification/outcome/result/results/news/clarity/contract/offer/"
        "justification/closure/commitment/word/resolution"
    ),
    "ANSWERED": (
        "~reply/~respond/~answer/~acknowledge/~contact/~notify/~inform/~phone/~ring/~call/~write/~email/~update/"
        "~bother/~deign/~care/~react/~explain/~reach/e-mailed/responding/~text "
        "| ~get ( me )? back | ~get in ( touch/contact ) | ( been/be/being ) in ( touch/contact ) | in touch "
        "| ~come back ( to me )? | ~let me know | ~tell ( me/us ) "
        "| ~return ...2 ( call/calls/message/messages/emails ) "
        "| ~keep me ( informed/posted/updated | in the loop | up ) | ~give ( me/us ) ...3 NEWS "
        "| ~send ( me/us ) ...3 ( NEWS | a thing ) "
        "| ~have the ( courtesy/decency/grace/manners/kindness/politeness/good ) | ~pick up | ~follow up | ~drop me "
        "| ~make contact | ~get round to | ~take the ( trouble/time )"
    ),
    "SILENCE": "silence/stillness",
    "ATTEMPTS": (
        "email/emails/e-mail/e-mails/message/messages/call/calls/letter/letters/voicemail/voicemails/enquiry/"
        "enquiries/inquiry/inquiries/reminder/reminders/attempts/texts/mails/mail/requests/notes/follow-up/"
        "follow-ups"
    ),
    "UNANSWERED": (
        "unanswered/ignored/unreturned/unacknowledged | not been ( answered/returned/acknowledged ) "
        "| without ( an/any/a/so )? ( much as a/much as an )? ( single )? NEWS | on deaf ears "
        "| into ( the/a ) ( void/black ) | no NEWS | nothing back"
    ),
}

_TREATMENT = {
    "DELAY": (
        "wait/delay/delays/silence/waiting/slowness/hold-up/uncertainty/lateness/limbo/postponement/postponements/"
        "holdup/stalling/radio-silence/runaround"
    ),
    "HANDLING": (
        "process/treatment/handling/behaviour/behavior/conduct/communication/organisation/organization/attitude/"
        "manner/approach/procedure/professionalism/courtesy/service/system "
        "| ( the | this | such a | your ) way ( in which )?"
    ),
    "BAD": (
        "frustrating/disappointing/unacceptable/unprofessional/rude/annoying/disrespectful/ridiculous/intolerable/"
        "unbearable/unreasonable/excessive/exhausting/tiring/inexcusable/discourteous/disgraceful/insulting/"
        "maddening/stressful/agonising/agonizing/unfair/deafening/appalling/outrageous/shameful/pathetic/shocking/"
        "poor/impolite/uncivil/inconsiderate/thoughtless/careless/arrogant/chaotic/disorganised/disorganized/"
        "sloppy/shabby/lousy/dismal/dreadful/atrocious/deplorable/regrettable/unworthy/unkind/cruel/absurd/"
        "farcical/baffling/bewildering/troubling/incompetent/amateurish/lamentable/abysmal/upsetting/infuriating/"
        "wearing/wearying/off-putting/offensive/unethical/unjust/hurtful/humiliating/demoralising/demoralizing/"
        "unheard/inconvenient "
        "| a ( joke/disgrace/farce/shambles/nightmare/scandal/mess/insult ) | beyond ( a joke | the pale ) "
        "| not ( acceptable/professional/right/fair/nice/polite/correct/serious/normal/usual/customary/worthy/"
        "okay/ok/on/kind/proper | good enough | ( very ) ( professional/polite/nice/respectful/fair/kind/correct/"
        "serious ) | ( what/how ) i ( would )? ( have )? ~expect | ( the )? done ( thing )? | cricket ) "
        "| bad ( form/manners/taste ) | poor ( form/show ) | no way to ~treat "
        "| less than ( professional/courteous/polite/ideal/impressive ) "
        "| far from ( professional/acceptable/polite/ideal ) | getting old | costing me | putting me | killing me "
        "| ~wear thin | driving me"
    ),
    "UPSET": (
        "frustrated/disappointed/annoyed/upset/angry/furious/unhappy/impatient/dismayed/exasperated/irritated/"
        "dissatisfied/appalled/shocked/astonished/offended/insulted/aggrieved/disheartened/discouraged/"
        "disillusioned/resentful/tired/weary/bitter/vexed/cross/miffed/peeved/displeased/indignant/disgusted/hurt/"
        "sad/saddened/perplexed/puzzled/baffled/surprised/amazed/bewildered/troubled/concerned/worried/confused/"
        "stunned/bemused/sick "
        "| fed up | not ( ADV )* ( happy/pleased/impressed/satisfied/amused ) "
        "| less than ( happy/pleased/impressed ) | at a loss | taken aback | put out | had enough"
    ),
    "PREFER": (
        "~choose/~pick/~hire/~select/~prefer/~find/~appoint | ~go ( with/for/to ) | ( decided/settled ) ( on/for ) "
        "| ~offer it to | ~give it to | ~take on"
    ),
    "PROSPECT": (
        "( ~wait/~await | ~be waiting ) ...4 ( for/to ) ...4 ( opportunity/chance/role/position/job/post/team/"
        "challenge/company/place/moment/join/start/work/begin/meet/learn/see/tell/show/school/workshop/project/"
        "kitchen/lesson )"
    ),
}

_DEMANDS = {
    "ACT": (
        "reply/respond/answer/decide/confirm/advise/revert/inform/notify/tell/update/acknowledge/settle/resolve/"
        "conclude/finalise/finalize/explain/clarify/act/commit/expedite/communicate/convey/intimate "
        "| let ( me/us ) ( know | have ) | get back | come back ( to ( me/us ) | with ) "
        "| ( give/send/provide/offer/grant/show/issue/furnish/supply/forward/share/release/bring/write/post/email/"
        "prepare ) ( ADV )* ( me/us )? ( with )? ...4 ( VERDICT | ( employment/appointment/offer/joining/acceptance/"
        "selection/engagement ) ( letter/papers/paper/email/documents ) ) "
        "| make ( a/the/your/up/me ) ...3 ( decision/mind/offer/choice/answer ) | provide ...4 VERDICT "
        "| write ( back | to me ) | ( come to | reach | take ) a decision "
        "| ( ensure/sure/see ) ( to it )? ( that )? i ( get/have/receive/hear ) | do the needful "
        "| put me out of my misery | have the courtesy | be in touch | treat this"
    ),
    "TAKE_ME": (
        "( hire/hires/employ/employs/appoint/appoints/choose/chooses/select/selects/prefer/prefers ) me "
        "| pick/picks me !up | ~take me on | ( give/gives/offer/offers/get/gets ) me ( the/this/that/a/my ) ...2 ( "
        "job/post/position/role/contract/place/offer/chance ) "
        "| i ( am/get ) ( the ( job/post/position/role ) | selected/chosen/hired/picked/appointed/employed )"
    ),
    "RING": "( call/ring/phone/contact/email/text ) ( me/us )? ( back )? | pick up the phone",
    "OBLIGED": (
        "must/should | need to | have to | has to | ought to | had better | 'd better "
        "| ( are/is ) ( obliged/required/bound/expected/supposed ) to | will have to | are going to have to "
        "| will need to | better"
    ),
    "DEMAND": (
        "need/require/demand/expect/want/demanding/expecting/requiring/insisting/insist/needing/wanting/request "
        "| must have | insist on | count on | counting on"
    ),
    "OTHER_OFFER": (
        "( have/had/has/received/got/accept/accepted/considering/holding/hold/answer/made/extended/weighing/offered "
        ") ...3 ( offer/offers ) "
        "| ( another/other/competing/second ) ( offer/offers/job/post/position/place ) "
        "| ( offer/offers ) ( from/elsewhere/with/already | on the table | of my own ) "
        "| ( another/other/second/different ) ( company/employer/process/organisation/organization/firm/"
        "opportunity/school/hospital/university/restaurant/clinic ) "
        "| elsewhere"
    ),
    "THEY_SAID": (
        "you ( had/have/'d/both )? ( ADV )* ( said/mentioned/told/hoped/hope/expected/expect/planned/plan/wrote/"
        "indicated/thought/aim/aimed/intended/intend/asked/suggested/agreed/promised/named/gave ) "
        "| as ( discussed/agreed/mentioned/requested/promised )"
    ),
    "MY_PART": (
        "( if/should ) you ( need/like | would like | 'd like | wish/want/require ) "
        "| i ( ADV )* ( will/shall/can/could/would/'d ) ( be able to | be ( happy/glad/pleased ) to )? ( ADV )* ( "
        "send/let/call/reply/answer/start/begin/deliver/confirm/provide/forward/share/bring/come/submit/finish/"
        "arrange/decide/give/return/sign/post/email/have/move/travel/attend/complete | get back | be ( "
        "available/able/reached/there/free/back/ready/in/home/on ) )"
    ),
    "HARMLESS": (
        "feel free | hesitate | know more | convenient/convenience/whenever/anytime | any time | no need "
        "| no ( rush/hurry/pressure ) | if ( you | there ) ...2 ( need/like/have/want/require/any/anything ) "
        "| ( whether/when/if/that ) ( you | the ... | a decision | there ) ( ADV )* ( expect/hope/plan/think/"
        "intend/might/will/can/is/would/may ) "
        "| ( whether/if/how/what/where/when ) ( i | we ) ( should/can/may/need/might/could/ought ) | should you "
        "| understand/realise/realize/aware | i know | ( not/nor ) ( ADV )* ( need/expect/require/want/ask/mean ) "
        "| hear from ( the/my/them/him/her ) "
        "| ( from/by ) ( the )? ( university/bank/embassy/landlord/council/school )"
    ),
}

LEXICON: Mapping[str, str] = {**_DEMANDS, **_PEOPLE, **_TIME, **_SPEECH, **_NEWS, **_TREATMENT}
