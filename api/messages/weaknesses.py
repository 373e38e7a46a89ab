"""Shortcomings owned up to in plain or in idiomatic words, beyond what one has not done or does not have."""

from api.messages.constructions import Construction

_SKILL = (
    "( english/german/french/spanish/polish/dutch/italian/hindi/arabic/tamil/language/grammar/accent/spelling/"
    "maths/mathematics/writing/handwriting/presentation/presenting/excel/sql/python/typing/timekeeping/"
    "organisation/organization/leadership/management/selling/cooking/knowledge/command/grasp/memory/punctuality/"
    "patience/driving/nerves/paperwork/computers/technology/numbers/figures/budgeting/experience )"
)

WEAKNESSES = (
    Construction(
        "( is/are/was/were ) not ( ADV | exactly | one of )* my ( ADV | strongest/strong/best/greatest )* ( "
        "suit/point/points/strength/strengths/forte/area/subject/side/thing ) "
        "| ( my ) ( weakest/weak ) ( point/spot/area/subject/link/side ) | my achilles "
        f"| {_SKILL} ( ADV )* ( lets me down | ~fail me | needs work | leaves a lot | could be better | is not "
        "what )",
        unless="you ( ADV )* said | OUTSIDERS",
        example="I should own up that timekeeping isn't my strong suit.",
        but_not="Night shifts are not the strong point of most wards, you said.",
    ),
    Construction(
        "i ( have/am/was/'d | ADV )* ( never | not ) ( ADV | been/be )* ( any/much/very/particularly/too/so/"
        "that/great/really )* ( good/great/strong/brilliant/gifted/talented/confident/skilled/hot/clever ) ( "
        "at/with/in | when it comes ) ...4 "
        "| i ( am/was ) ( ADV | a | an | bit | little )* ( rubbish/hopeless/useless/terrible/awful/bad/weak/"
        "slow/clumsy/shaky/rusty/poor ) ( at/with/on/in | when it comes ) ...4",
        unless="OUTSIDERS | saying no | good at ( saying | giving up ) | weak at the knees",
        example="I've never been much good at keeping a noisy class in order.",
        but_not="I have never been so good at saying goodbye as your pupils.",
    ),
    Construction(
        "( excuse/forgive/pardon/overlook/disregard/ignore/mind ) ( ADV | me )* ( my | the ) ( ... ) ( "
        f"poor/bad/weak/broken/limited/terrible/lack/faulty/basic/rusty/imperfect ) ( ... )? {_SKILL} ...3 "
        f"| my ( poor/bad/weak/broken/limited/terrible/faulty/rusty/imperfect/basic ) ( ... )? {_SKILL} ...3",
        unless="OUTSIDERS | no longer",
        example="Kindly excuse my poor command over Tamil.",
        but_not="Please excuse my handwriting: I write this on the train.",
    ),
    Construction(
        "i ( ADV | do/can/tend | tend to | did )* ( get/got/go/went/become ) ( ADV | a bit | a little )* ( "
        "flustered/nervous/muddled/tongue-tied/panicky/stressed/overwhelmed/blank/confused ) ...5 "
        "| i ( ADV )* ( froze/panicked/blanked/rambled/waffled/dithered/flunked/fumbled ) ( . | , | "
        "on/over/in/through/at | when ) ...3 "
        "| my mind went blank "
        "| i was ( ADV | so | such | a )* ( slow/nervous/late/unprepared/clumsy/muddled/incoherent/"
        "underprepared/hesitant ) ( on/with/at/in/about/for/during ) ...4",
        unless="OUTSIDERS | better answer | what i should | but your welcome | lost in | had me | never | not",
        example="I get flustered when it's busy.",
        but_not="I never get nervous on a ladder.",
    ),
    Construction(
        "( own up | admit/confess/concede/grant/acknowledge ) ( that | to )* ( i/my ) ...6 ( not/no/never/"
        "lack/weak/poor/bad/little/struggle/rusty/limited/trouble/hopeless ) ...5 "
        "| i ( ADV )* ( realise/realize/know/appreciate/suspect/fear/understand ) ( that )? ( i | my ( ... ) ) "
        "( ADV )* ( am/is/are/was/were/do/did/have/may/might ) ( ADV )* ( not | short on | light on | "
        "weaker/younger/older/slower ) ...5",
        unless=(
            "OUTSIDERS | ( not | no ) ( reason/doubt/harm/idea/secret/wait ) | i had never ( heard/seen ) "
            "| am not ( telling | alone | the only ) | impressed "
            "| not ( ADV )* ( thank/mention/mentioned/met/heard/send/say )"
        ),
        example="I must confess that I have little patience with paperwork.",
        but_not="I must confess that I had never seen such a tidy workshop.",
    ),
)
