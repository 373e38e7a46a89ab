"""Negativity: complaints about the wait and how one was treated, and a gloomy tone."""

from collections.abc import Iterator

from api.messages.finding import Finding, Severity
from api.messages.letter import Letter
from api.messages.phrases import Lapse, Phrase, Together, lapses, phrase, together
from api.messages.vocabulary import COUNTS, NOT, THEIRS, TIMES

# --- Complaints about waiting and delay.

_PROSPECT = (
    r"(?:wait(?:ed|ing)|await(?:ing)?)(?: \w+){0,3} (?:for|to) (?:an? |the |this |such |just |precisely |exactly )*"
    r"(?:\w+ ){0,2}(?:opportunity|chance|role|position|job|post|team|challenge|company|place|moment|join|start|work|"
    r"begin|meet|learn|see|tell|show)\b"
)
"""What one waits for gladly."""

_WAITING: tuple[Phrase, ...] = (
    phrase(
        r"\b(?:i|we)(?:'ve| have| had)?(?: now| already| still| just| all)* been"
        r"(?: (?!eagerly|keenly|excitedly|happily|gladly)\w+ly)?"
        r" (?:kept |left )?(?:waiting|in the dark|hanging)\b(?! (?:tables?|on tables|staff|"
        r"lists?)\b)(?: for(?: over| more than|"
        rf" almost| nearly| about| at least)? {COUNTS} {TIMES})?",
        "waiting dark hanging",
        unless=_PROSPECT,
    ),
    phrase(
        r"\b(?:i|we)(?:'m|'re| am| are| was| were) still (?:await|wait)ing\b|(?<![^\n])still (?:await|wait)ing\b"
        r"|(?<=[.!?,;:]\s)still (?:await|wait)ing\b|\bi still (?:wait|await)\b",
        "waiting awaiting wait await",
        unless=rf"{_PROSPECT}|waiting (?:for|on) (?:my|the university|the embassy|the consulate)\b",
    ),
    phrase(
        rf"\bi(?:'m| am) (?:\w+ )?waiting (?:since\b|for (?:over |more than |almost |nearly |"
        rf"about )?{COUNTS} {TIMES})"
        r"(?:(?: \w+){1,3}(?= already))?",
        "waiting",
        unless=_PROSPECT,
    ),
    phrase(
        r"\b(?:kept|keeps?|keeping|left|leaves?|leaving|made|makes?|making) (?:me|us)(?: \w+)? "
        r"(?:waiting|wait|hanging|in the dark|in limbo|guessing|without (?:any )?(?:news|an answer|a word))\b",
        "waiting wait hanging dark limbo guessing without",
        unless=(
            r"\b(?:did not|didn't|never|without|for not|not to|has not|hasn't|have not|haven't) (?:\w+ )?(?:keep|"
            r"kept|keeping|leav\w+|left|mak\w+|made) (?:me|us)\b"
        ),
    ),
    phrase(
        rf"\bi(?:'ve| have)?(?: already| now| also)? waited(?: \w+){{0,4}}? (?:{TIMES}|long(?:er)?|patiently|"
        rf"forever|ages|in vain|enough)\b"
        r"|\bi (?:had to|was made to|must) wait\b(?: (?:for )?(?:\w+ ){0,3}(?:minutes|hours?|days|weeks))?"
        r"|\bi was (?:kept|left) waiting\b",
        "waited wait waiting",
        unless=_PROSPECT,
    ),
    phrase(
        r"\b(?:it|this|that|which|everything|you|process|decision|answer|reply|response|feedback|hiring|recruitment|"
        r"selection|things)(?:'s| is| are| has| have| was|'ve| seems to be)?(?: all| now| already| really| just)*"
        r"(?: been)? (?:tak(?:ing|en|es?)|took|drag(?:ging|ged|s)(?: on)?|go(?:ing|ne) on)"
        r"(?: you| me| us| them)?(?: guys| people| all| lot)? (?:for )?"
        r"(?:(?:so|too|far too|way too|much too|unacceptably|unreasonably|ridiculously|awfully|incredibly|rather) long|"
        r"forever|ages|an eternity|an age)\b",
        "long forever ages eternity age",
        unless=THEIRS,
    ),
    phrase(
        r"\bwhy(?: \w+){1,4} (?:tak(?:ing|en|e)|took) (?:so|this|that|such a) long\b"
        r"|\bwhat(?:'s| is| has been) taking (?:you |them )?(?:so|this|that) long\b"
        r"|\bhow (?:much|many) (?:longer|more (?:days|weeks|time))\b(?: (?:must|do|will|should|"
        r"am) i(?: \w+){0,3} wait\b)?"
        r"|\bhow long (?:must|do|will|should|am) i(?: \w+){0,3} wait\b"
        r"|\bwhat(?:'s| is) the (?:hold-?up|delay)\b",
        "long longer more hold-up holdup hold delay",
        unless=THEIRS,
    ),
    phrase(
        r"\b(?:much |far |way )?longer than (?:you (?:said|promised|told me)|(?:was )?(?:promised|agreed)|"
        r"it should|necessary|"
        r"(?:is )?(?:reasonable|acceptable))\b",
        "longer",
        unless=rf"{THEIRS}|\b(?:understand|realise|realize|appreciate|no problem|quite all right|often|can take)\b",
    ),
    phrase(
        r"\b(?:can't|cannot|can not|could not|couldn't|won't|will not|not going to|unable to|not willing to)"
        r"(?: keep| go on| continue)? wait(?:ing)? (?:any|much|forever|for ever|indefinitely|around|all|"
        r"that long|longer)"
        r"(?: longer| more)?\b",
        "wait waiting",
    ),
    phrase(
        r"\b(?:i|we)(?:'ve| have)? (?:been|was) (?:(?:more than|very|extremely|quite|so|really|incredibly|only|"
        r"rather|exceptionally) )*patient\b(?! with)"
        r"|\b(?:can't|cannot|can not|hard to|find it hard to) believe\b[^.!?\n]{0,60}?\b(?:long|not|haven't|"
        r"hasn't|still|nobody|no one|never|nothing)\b"
        r"|\b(?:surprised|astonished|baffled|shocked|puzzled|dismayed|troubled|concerned|worried|perplexed|"
        r"amazed|bewildered|confused|sad|saddened)(?: \w+){0,4}? (?:not|no|nothing|haven't|hasn't|never)"
        r"(?: \w+){0,3}? (?:heard|hear|received|receive|reply|replied|answer|answered|response|news|word|"
        r"contacted)\b"
        r"|\b(?:quicker|faster|swifter|prompter|speedier|more timely|more prompt) (?:response|reply|answer|"
        r"decision|process|update|turnaround|communication)\b"
        r"|\b(?:hop(?:ed|ing)|expect(?:ed|ing)|thought|would have liked|'d have liked|"
        r"imagined)\b[^.!?\n]{0,40}?\b(?:hear|heard|response|reply|answer|decision|decide[ds]?|contacted|"
        r"called|call|update|news|back)\b(?: \w+){0,4}? (?:sooner|earlier|faster|quicker|before now)\b"
        r"|\byou(?:'ve| have) had (?:my|this|all my) (?:\w+ ){0,2}?(?:application|cv|resume|résumé|documents?|"
        r"answers?|e-?mail|papers|details|references)\b[^.!?\n]{0,20}?\b(?:for|since)\b(?: \w+){0,2}"
        r"|\b(?:a )?(?:very |too |far too |rather |terribly )?long (?:time|while) to (?:wait|keep)\b|\b(?:been|"
        r"is|was) (?:a|such a|too) (?:very )?long (?:a )?wait\b",
        "patient believe surprised astonished baffled shocked puzzled dismayed troubled concerned worried "
        "perplexed amazed bewildered confused sad saddened quicker faster swifter prompter speedier timely "
        "prompt "
        "sooner earlier before had wait keep",
        unless=rf"{THEIRS}|{_PROSPECT}|\bthank you\b",
    ),
    phrase(r"\bmy life on hold\b|\b(?:put|keep(?:ing)?|leav(?:e|ing)) me on hold\b", "hold"),
)

_SILENCE: tuple[Phrase, ...] = (
    phrase(
        r"\byou (?:had )?(?:promised|assured me|guaranteed)\b[^.!?\n]{0,80}\b(?:would|'d|but|yet|still|nothing|never|"
        r"no one|nobody|have not|haven't)\b",
        "promised assured guaranteed",
        unless=r"\bthank|\bas (?:you )?promised\b",
    ),
    phrase(
        r"\byou(?: had| have)? (?:said|told me|mentioned|wrote)\b[^.!?\n]{0,100}(?:\b(?:but|yet|and)\b|"
        r"[;-])[^.!?\n]{0,50}"
        r"\b(?:nothing|still (?:no|not|have|haven't|waiting)|never|no (?:one|answer|reply|word|news|call|"
        r"response)|nobody|silence)\b",
        "nothing still never no nobody silence",
        unless=(
            r"\b(?:my (?:answer|idea|question|suggestion|mind)|i (?:never|still) (?:\w+ ){0,2}(?:thought|knew|"
            r"realised|realized|"
            r"imagined|tried|think|forget|forgot))\b"
        ),
    ),
    phrase(
        r"\b(?:i|we) (?:should|ought to) have (?:already |really )?(?:heard|received|had|got|been (?:told|"
        r"informed|contacted|given))\b"
        r"(?: (?:\w+ ){0,4}by now)?|\b(?:was|were|am) supposed to (?:hear|receive|get|be (?:told|informed|"
        r"contacted|called))\b"
        r"|\b(?:i|we)(?:'d|'ve)?(?: \w+){0,4}? (?:heard|received|been told)(?: \w+){0,4}? by now\b",
        "should ought supposed now",
    ),
    phrase(
        r"\byou(?:'ve| have| had| did|'d)?(?: clearly| obviously| apparently| still| yet| simply| just| both|"
        r" all)*"
        r"(?:n't| not| never| failed to| neglected to| forgot to| forgotten to| omitted to)"
        r"(?: yet| even| once| bothered to| bother to| had the \w+ to| had the \w+ \w+ to)*"
        r" (?:repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?|get back|got(?:ten)? back|call(?:ed)?|contact(?:ed)?|"
        r"writ(?:e|ten)|"
        r"return(?:ed)?|inform(?:ed)?|let me know|acknowledged?|kept (?:me|your)|keep (?:me|your)|"
        r"bother(?:ed)?)\b"
        r"(?: (?:to )?(?:me|my \w+))?",
        "replied reply respond responded answer answered back call called contact contacted write written return "
        "returned inform informed let acknowledge acknowledged kept keep bother bothered",
        unless=r"\b(?:if|in case|should|whether|unless|when|until|since|because|understand|realise|realize|sorry|"
        r"apologi[sz]e|my (?:phone|inbox|spam))\b",
    ),
    phrase(
        r"\bwhy (?:have(?:n't| not)?|has(?:n't| not)?|did(?:n't| not)?|do(?:n't| not)?|are(?:n't| not)?|"
        r"is(?:n't| not)?)(?: \w+)? (?:you|nobody|no one|anyone|anybody|your \w+)"
        r"(?: (?:not|never|still|ever|even|just))* (?:repl\w{1,4}|respond\w{0,3}|answer\w{0,3}|call\w{0,3}|got|"
        r"get|contact\w{0,2}|let|tell|told|decid\w{1,3}|ignor\w{1,3}|written|write|inform\w{0,2}|bother\w{0,2}|"
        r"returned|keep\w{0,3})\b"
        r"|\b(?:is|has|does|will) (?:anybody|anyone|somebody)(?: (?:there|even|actually|ever|at all|going to|"
        r"from your \w+))* (?:repl\w{1,4}|respond\w{0,3}|answer\w{0,3}|read\w{0,3}|call\w{0,3})\b"
        r"|\byou(?:'ve| have| had|'d)?(?: clearly| obviously| simply| just| all)? (?:forgotten|"
        r"forgot)(?: all)?(?: about)? (?:me|my (?:application|existence|interview))\b"
        r"|\b(?:mean|means|meant|is|are) nothing to you\b"
        r"|\b(?:you|your (?:company|team|department|office|people|staff))(?: \w+)? (?:do not|don't|does not|"
        r"doesn't|did not|didn't)(?: \w+)?(?: seem to| appear to)? (?:value|respect|care about|care for|"
        r"appreciate|bother) (?:my|me|people|candidates|applicants|to)\b"
        r"|\byour (?:\w+ )?(?:process|response|reply|answer|decision|communication|handling|feedback|hiring|"
        r"recruitment|treatment)(?: \w+){0,2}? (?:is|are|was|were|has been|have been)(?: \w+){0,2} "
        r"(?:slow|late|lacking|poor|non-?existent|chaotic|a mess|a shambles|sloppy)\b",
        "why anybody anyone somebody forgotten forgot nothing value respect care appreciate bother slow late "
        "lacking poor nonexistent non-existent chaotic mess shambles sloppy",
        unless=rf"{THEIRS}|\b(?:in case|if|hope|sorry)\b",
    ),
    phrase(
        r"\b(?:hiring|recruitment|recruiting|interview|selection|application|whole|this|"
        r"your) process(?: \w+){0,2}? (?:is|was|has been|seems?|feels?)(?: \w+){0,2} (?:mess|shambles|joke|"
        r"nightmare|disaster|chaotic|"
        r"disorgani[sz]ed|slow|painful|exhausting|ridiculous|farce|awful|terrible|unprofessional|poor|badly)\b"
        r"|\bit(?:'s| is| was| seems| feels)(?: \w+)? (?:unfair|rude|wrong|unprofessional|disrespectful|unkind|"
        r"poor form|bad form|not right|not fair|unreasonable|cruel|inconsiderate|bad manners) (?:to|of you|"
        r"that|when|how|not)\b"
        r"(?=[^.!?\n]{0,60}\b(?:candidates?|applicants?|me|people|someone|somebody|wait\w*|repl\w+|answer\w*|"
        r"respon\w+|hear\w*)\b)",
        "process unfair rude wrong unprofessional disrespectful unkind form right fair unreasonable cruel "
        "inconsiderate manners",
        unless=THEIRS,
    ),
    phrase(
        r"\b(?:nobody|no one|no-one|none of you|not one of you)(?: \w+){0,3}? (?:bothered|replied|responded|"
        r"answered|called|"
        r"got(?:ten)? back|contacted|told me|let me know|cares?|cared|written|wrote|informed|"
        r"had the (?:courtesy|decency))\b",
        "bothered replied responded answered called back contacted told let care cares cared written wrote "
        "informed courtesy "
        "decency",
        unless=rf"{THEIRS}|\bsorry\b",
    ),
    phrase(
        r"\b(?:heard|had|received|got|been) (?:absolutely |precisely |exactly |literally )(?:nothing|zero|"
        r"silence)\b"
        r"|\bheard nothing (?:at all|from you|back|whatsoever)\b|\b(?:days|weeks|months|"
        r"fortnight)\b[^.!?\n]{0,40}\bheard nothing\b"
        r"|\b(?:not|n't|without)(?: \w+)? so much as an? \w+"
        r"|\bnothing but silence\b|\bnot (?:even )?(?:a|one|even a) (?:single )?(?:word|line|reply|e-?mail|"
        r"answer)\b",
        "nothing zero silence word line reply email e-mail answer much",
        unless=r"\bnot a (?:single )?word (?:of|was)\b|nothing but (?:good|praise|positive|kind|great|excellent)",
    ),
    phrase(
        r"\bstill (?:have not|haven't|do not have|don't have|not|no|nothing|hadn't|had not|had no|have no|"
        r"have had no|has not|hasn't|"
        r"without|have to)"
        r"(?: (?:been|had|got|an?|any|yet|from you))* (?:heard|received|got(?:ten)?|word|news|reply|replied|"
        r"answer|response|"
        r"anything|told|decision|contacted|informed|wait|hear)\b(?: (?:back|anything|from you|a word))*"
        r"|\b(?:have|has|had|'ve) still (?:not|n't|no|never)(?: been)? (?:heard|received|had|got|told|"
        r"contacted|informed)\b"
        r"(?: (?:back|anything|from you|a word))*",
        "still",
        unless=(
            r"\bmy (?:\w+ ){0,2}(?:results?|transcripts?|certificate|visa|passport|permit|grade)\b|"
            r"\bask(?:ing)? myself\b|"
            r"\byou(?:'ll| will| may| might)? (?:\w+ )?still have\b"
        ),
    ),
    phrase(
        r"\bi(?:'ve| have| was| am|'m| feel| felt)?(?: been)?(?: being)? (?:ghosted|ignored|fobbed off|"
        r"strung along|brushed off|"
        r"stonewalled|forgotten about)\b|\b(?:ghost(?:ed|ing)|ignor(?:e|ed|ing)|stonewall(?:ed|ing)|"
        r"string(?:ing)?) "
        r"(?:me|my (?:e-?mails?|messages?|calls?|letters?))\b|\bghosting\b",
        "ghosted ghosting ignored ignoring ignore fobbed strung brushed stonewalled stonewalling forgotten "
        "ghost string stringing",
        unless=r"\b(?:forgive|sorry|apologi[sz]e|please ignore|feel free)\b",
    ),
    phrase(
        r"\b(?:radio|deafening|complete|total|utter|continued|prolonged|stony|your) silence\b|\bwall of silence\b"
        rf"|\b{TIMES} of (?:\w+ )?silence\b",
        "silence",
        unless=r"\b(?:sorry|apologi[sz]e|apologies|forgive|my silence)\b",
    ),
    phrase(
        r"\b(?:common|basic|simple|ordinary) (?:courtesy|decency|politeness)\b"
        r"|\b(?:courtesy|decency|manners) (?:of|to) (?:at least )?(?:an? )?(?:\w+ )?(?:repl|respon|answer|call|"
        r"let|tell|inform|acknowledg)\w*",
        "courtesy decency politeness manners",
        unless=r"\b(?:thank|thanks|appreciate|grateful|gratitude)\b",
    ),
    phrase(
        r"\b(?:your|the|such a|this|a) (?:complete |total |utter )?lack of (?:response|repl(?:y|ies)|"
        r"communication|news|feedback|"
        r"updates?|information|contact)\b(?= (?:from|so far|since|is|has|was|on your)\b|[.,!?]| and\b)|"
        r"\byour lack of\b",
        "lack",
        unless=THEIRS,
    ),
    phrase(
        rf"\b(?:my|all|{COUNTS}|previous|last|earlier)(?: \w+){{0,2}} (?:e-?mails?|messages?|calls?|letters?|"
        rf"voicemails?|"
        r"enquir(?:y|ies)|inquir(?:y|ies))(?: \w+){0,4} (?:unanswered|ignored|without (?:an? |any )?(?:answer|"
        r"reply|response)|"
        r"not been (?:answered|returned|acknowledged)|unreturned|unacknowledged)\b",
        "unanswered ignored without answered returned acknowledged unreturned unacknowledged",
        unless=THEIRS,
    ),
    phrase(
        r"\b(?:this|here) is (?:now |already )?my (?:second|third|fourth|fifth|sixth|seventh|tenth|\d{1,2}\w\w)"
        r" (?:e-?mail|message|call|letter|attempt|time|enquiry|inquiry|reminder|voicemail)\b"
        rf"|\bi(?:'ve| have) (?:now |already )?(?:called|e-?mailed|written(?: to you)?|phoned|tried|rung|"
        rf"messaged)"
        rf"(?: you| to reach you| your office)? (?:{COUNTS} times|twice|repeatedly|again and again)\b"
        rf"|\bi(?:'ve| have) (?:now |already )?(?:left|sent)(?: you)? {COUNTS} (?:messages|voicemails|"
        rf"e-?mails|reminders)\b"
        r"|\bhow many times\b",
        "second third fourth fifth sixth seventh tenth times twice repeatedly again messages voicemails emails e-mails "
        "reminders",
        unless=r"\b(?:forgive|sorry|apologi[sz]e|apologies)\b",
    ),
    phrase(
        rf"\b(?:{TIMES}|weeks|months) (?:have |has )?(?:now )?(?:passed|gone by|went by|gone|later|on|"
        rf"ago)?,?[^.!?\n]{{0,50}}"
        r"\b(?:without (?:so much as )?(?:a|an|any|even a)|and (?:there is |there has been |i have had |"
        r"i've had |i have |still )?"
        r"(?:not even a|nothing|no)|not even an?|with no|but no) (?:single |further )?(?:word|repl(?:y|ies)|"
        r"answer|response|news|explanation|"
        r"acknowledge?ment|update|feedback)\b",
        "without nothing no not",
        unless=THEIRS,
    ),
    phrase(
        r"\b(?:answer|reply|response|decision|feedback|news|update) (?:is|was|are) (?:\w+ )?overdue\b|"
        r"\b(?:long |well )?overdue "
        r"(?:answer|reply|response|decision|feedback|update)\b",
        "overdue",
        unless=THEIRS,
    ),
    phrase(
        r"\b(?:endless|constant|repeated|unexplained|continued|continuing|excessive|unreasonable|unacceptable|"
        r"inexcusable|"
        r"ridiculous|frustrating|annoying) (?:delays?|wait(?:ing)?|postponements?)\b",
        "delay delays wait waiting postponement postponements",
        unless=THEIRS,
    ),
)

_WEARY = (
    r"\b(?:tired|sick|fed up|frustrat\w{1,4}|annoy\w{1,3}|unhappy|not happy|upset|angry|at a loss|"
    r"none the wiser|(?:can't|cannot) take|unbearable|killing me|exhausting|"
    r"ridiculous|unacceptable|too much|disappoint\w{1,4}|dragg\w{1,3}|appall\w{1,3}|no longer fun|"
    r"beyond me|hard to bear|trying|painful|maddening|disheartening|discouraging)\b"
)
_DELAYED = (
    r"\b(?:wait|waits|waited|waiting|delays?|delayed|silence|slow|slowness|late|lateness|how long|so long|"
    r"this long|overdue|chas(?:e|ing|ed)|reminders?|nobody|no one|"
    r"weeks (?:on|later)|months (?:on|later)|process)\b"
)
_PERSISTENT: tuple[Phrase | Together, ...] = (
    together(
        _WEARY,
        _DELAYED,
        r"\b(?:i|me|my|you|your|answer|reply|response|decision|candidates?)\b",
        anchors=(
            "tired sick fed frustrated frustrating frustration annoyed annoying unhappy happy upset angry loss "
            "wiser take unbearable killing exhausting ridiculous unacceptable much disappointed disappointing "
            "disappointment dragged dragging appalled appalling fun beyond hard trying painful maddening "
            "disheartening discouraging"
        ),
        unless=(
            rf"{THEIRS}|{_PROSPECT}|\b(?:{NOT}|no)(?: \w+){{0,2}} (?:tired|annoyed|unhappy|upset|angry|frustrat\w+|"
            rf"disappoint\w+)|\bsorry\b|\btrain\b|\bbus\b|\bflight\b|\btraffic\b|\blift\b"
        ),
    ),
    phrase(
        r"\b(?:nobody|no one|no-one|none)(?: (?:at|from|in|of) (?:your|the) \w+(?: \w+)?)?(?: has| have| had|"
        r" ever| even|"
        r" there| seems to| bothers to)* (?:repl(?:y|ies|ied)|answers?|answered|responds?|responded|calls?|"
        r"called|"
        r"been in touch|got in touch|gets? in touch|been in contact|cares|bothers)\b",
        "nobody no-one no none",
        unless=rf"{THEIRS}|\bsorry\b",
    ),
    phrase(
        r"\byour (?:\w+ )?(?:recruiter|colleague|assistant|team|office|department|hr|people|secretary|manager|company)"
        r"(?: \w+)? (?:never|has not|hasn't|have not|haven't|did not|didn't|failed to|still has not)(?: \w+)?"
        r" (?:call\w{0,2}|repl\w{1,4}|respond\w{0,2}|answer\w{0,2}|been in touch|got|get|contact\w{0,2}|writ\w{1,3}|"
        r"wrote|sent|send|kept)\b(?: (?:me|back|in touch))*",
        "never hasn't haven't didn't not failed",
        also="recruiter colleague assistant team office department hr people secretary manager company",
        unless=rf"{THEIRS}|\bsorry\b",
    ),
    phrase(
        rf"\bdespite (?:{COUNTS}|my|repeated|all) (?:\w+ )?(?:reminders?|e-?mails?|messages?|calls?|attempts?|"
        r"enquiries|letters?)\b[^.!?\n]{0,50}?\b(?:no|not|nothing|never|nobody|haven't|without)\b(?: \w+){0,2}",
        "despite",
    ),
    phrase(
        r"\bi(?:'ve| have)? (?:been |had to |have had to )?(?:chas(?:e|ed|ing)|pester(?:ed|ing)?|remind(?:ed|ing)?)"
        r" (?:you|this|your \w+|for)\b(?: \w+){0,4}"
        r"|\bthe (?:second|third|fourth|fifth|sixth|umpteenth|nth|hundredth) time (?:i|that|you|my)\b(?: \w+){0,4}",
        "chase chased chasing pester pestered pestering remind reminded reminding time",
        unless=rf"{THEIRS}|\b(?:sorry|apologi[sz]e|please remind)\b",
    ),
    phrase(
        r"\byou (?:just |always |simply )?(?:keep|kept|are always|were always) (?:putting|moving|postponing|delaying|"
        r"changing|cancelling|canceling|pushing|stalling|promising|ignoring|saying|telling)\b(?: \w+){0,3}",
        "putting moving postponing delaying changing cancelling canceling pushing stalling promising ignoring saying "
        "telling",
        unless=THEIRS,
    ),
    phrase(
        r"\b(?:keep|kept) your (?:word|promise)\b|\b(?:broke|broken|break|breaking|went back on|go back on)"
        r" (?:your|a|the) (?:promises?|word)\b",
        "word promise promises",
        unless=rf"{THEIRS}|\b(?:thank|glad|grateful|always)\b",
    ),
    phrase(
        r"\bi was (?:led to believe|given to understand)\b[^.!?\n]{0,60}?\b(?:would|by now|but)\b",
        "led given",
        also="believe understand",
    ),
    phrase(
        r"\bwast(?:e|ed|ing) (?:of )?(?:an? |my |our |half a |a whole |everyone's |everybody's )?(?:\w+ )?"
        r"(?:day|time|hours?|morning|afternoon|week|holiday|leave|money)\b",
        "waste wasted wasting",
        unless=rf"{THEIRS}|\b(?:no|not|without|never|no time was) (?:\w+ )?wast\w+",
    ),
    phrase(
        r"\bnot even (?:an? )?(?:automatic |automated |single |short |brief )?(?:reply|answer|response|"
        r"acknowledge?ment|call|e-?mail|word|courtesy)\b"
        r"|\b(?:anyone|anybody) (?:out |still )?there\?|\bhello\?{2,}"
        r"|\bit(?:'s| is) (?:now |already )(?:\w+day|the \w+|\w+)\b[^.!?\n]{0,20}\b(?:and|"
        r"but)\b[^.!?\n]{0,30}\b(?:nothing|no (?:word|news|reply|call|answer)|not|haven't|still)\b(?: \w+){0,2}"
        r"|\b(?:and|but|yet)(?: i(?:'ve| have)?| we(?:'ve| have)?)(?: still)? heard nothing\b"
        r"|\b(?:must|do|should|have) i (?:really |have to |to )?wait\b(?: \w+){0,3}|\bnone the wiser\b"
        r"|\byou took (?:far |much |way )?too long\b",
        "even wait wiser took anyone anybody hello now already nothing",
        unless=THEIRS,
    ),
)

_UPSET = (
    r"(?:frustrat(?:ed|ing)|disappoint(?:ed|ing)|annoy(?:ed|ing)|upset|fed up|tired|sick|angry|furious|"
    r"unhappy|impatient|"
    r"dismayed|exasperated|irritated|dissatisfied|appalled|shocked|astonished)"
)
_GRIEVANCE: tuple[Phrase, ...] = (
    phrase(
        r"\b(?:wait|delays?|silence|waiting|slowness|process|hold-?up|uncertainty)(?: \w+){0,3}? (?:is|was|"
        r"has been|feels?|seems?|"
        r"are|becoming|getting|been|'s)(?: \w+){0,2}? (?:frustrating|disappointing|unacceptable|unprofessional|"
        r"rude|annoying|"
        r"disrespectful|ridiculous|intolerable|unbearable|unreasonable|excessive|exhausting|tiring|inexcusable|"
        r"discourteous|"
        r"disgraceful|insulting|killing me|maddening|stressful|agonising|agonizing|unfair|poor|deafening|"
        r"appalling|inconvenient|costing me|putting me|"
        r"a joke|beyond a joke)\b",
        "wait delay delays silence waiting slowness process hold-up uncertainty",
        unless=rf"{THEIRS}|\b{NOT}\b",
    ),
    phrase(
        rf"\b{_UPSET}(?: \w+){{0,2}}? (?:by|with|at|about|that|of|to)(?: (?:the|your|this|how|such|all|so|"
        rf"being|having|be|have))*"
        r"(?: \w+){0,2}? (?:wait(?:ing)?|delays?|silence|how long|slow\w*|lack of|hear(?:d|ing)?|no (?:reply|"
        r"answer|response|"
        r"news)|nothing|left|kept|ignored|treated|process|treatment)\b",
        "wait waiting delay delays silence long slow slowness lack hear heard hearing no nothing left kept "
        "ignored treated "
        "process treatment",
        unless=(
            rf"{THEIRS}|{NOT} (?:\w+ ){{0,2}}{_UPSET}|\byou (?:\w+ ){{0,3}}(?:were|are|seem|seemed|sounded|"
            rf"must be)\b"
        ),
    ),
    phrase(
        r"\b(?:los(?:e|ing|t)|runn?(?:ing)? (?:out of|low on)|(?:at |near )?the end of|try(?:ing)?|tries|"
        r"test(?:s|ing|ed)?|"
        r"wearing thin)(?: on)? my patience\b|\b(?:los(?:e|ing|t)|runn?ing (?:out of|low on)) patience\b"
        r"|\bmy patience (?:is|has)(?: \w+)? (?:run|running|worn|wearing|limits?|limited|thin|exhausted|ending|"
        r"out|not)\b",
        "patience",
        unless=rf"\b{NOT} (?:los\w+|lost)\b",
    ),
    phrase(
        r"\bi(?:'m| am)(?: (?:getting|becoming|growing|very|really|quite|a little|a bit|increasingly|"
        r"now))* impatient\b",
        "impatient",
        unless=r"impatient to\b",
    ),
    phrase(
        r"\b(?:not|n't) (?:really )?appreciate (?:being|how|the way|having to|your)\b(?: \w+){0,3}|\b(?:feel|"
        r"felt|been|was|am) (?:\w+ )?let down\b|\byou(?:'ve| have)? let me down\b"
        r"|\b(?:expected|hoped for|would have expected|'d have expected|expect) (?:rather |much |far )?(?:more|"
        r"better)(?: (?:professionalism|courtesy|respect|communication|(?:from|of) (?:you|your|a company))\b|"
        r"(?=[.!;]|$))"
        r"|\b(?:a )?(?:complete |total )?waste of (?:my )?time\b|\bwast(?:e|ed|ing) (?:my|our|"
        r"everyone's) time\b",
        "waste wasted wasting appreciate let expected hoped expect",
        unless=(
            rf"\b(?:never|hardly|far from|without|not (?:be |been )?(?:a )?wast\w+)\b|{THEIRS}|not (?:to |"
            rf"be )?(?:let|wast)"
        ),
    ),
    phrase(
        r"\b(?:this|it|that|which)(?:'s| is| was)(?: \w+){0,2} (?:unacceptable|unprofessional|outrageous|"
        r"disgraceful|shameful|"
        r"appalling|pathetic|insulting|disrespectful|a disgrace|beyond a joke|not (?:acceptable|professional|"
        r"good enough))\b"
        r"|\b(?:your|you)(?: \w+){0,4}? (?:is|are|was|were|been|be|find|found|"
        r"how)(?: \w+){0,2}? (?:unprofessional|rude|"
        r"disrespectful|disorgani[sz]ed|incompetent|dishonest|unfair|careless|inconsiderate|thoughtless|"
        r"arrogant|unacceptable)\b",
        "unacceptable unprofessional outrageous disgraceful shameful appalling pathetic insulting "
        "disrespectful disgrace joke "
        "acceptable professional enough rude disorganised disorganized incompetent dishonest unfair careless "
        "inconsiderate "
        "thoughtless arrogant",
        unless=rf"{THEIRS}|\b(?:never|wasn't|isn't|aren't|weren't|not|if)\b(?! (?:acceptable|professional|good))",
    ),
)

COMPLAINT = Lapse(
    "stay-positive",
    Severity.ERROR,
    "complains about the wait or about how you were treated.",
    "Leave it out, and ask kindly instead: “I wondered whether there is any news, and remain very interested.”",
    (*_WAITING, *_SILENCE, *_PERSISTENT, *_GRIEVANCE),
)

# --- A negative tone, which is no complaint about them.

_DOWN = (
    r"(?:disappointed|frustrated|upset|annoyed|angry|furious|bitter|devastated|heartbroken|gutted|"
    r"desperate|hopeless|depressed|"
    r"worthless|miserable|fed up|crushed|disheartened|discouraged|resentful|appalled|disgusted|unhappy|"
    r"insulted|offended|"
    r"dismayed|shattered|distraught)"
)
GLOOM = Lapse(
    "stay-positive",
    Severity.WARNING,
    "sounds negative.",
    "Say what you hope for, or what you liked, and leave the rest out.",
    (
        phrase(
            r"\bi(?:'m| am)? (?:feel|felt|feeling) (?:\w+ )?(?:cheated|used|insulted|humiliated|mistreated|"
            r"unwelcome|rejected|overlooked|betrayed|hopeless|like a (?:failure|fool))\b|\bi was not given (?:a|an|"
            r"the) (?:\w+ )?chance\b"
            r"|\b(?:your|the|this) decision (?:is|was|seems)(?: \w+)? (?:mistake|wrong|unfair|mistaken|strange|odd|"
            r"incomprehensible|a mistake|an error|unjust|absurd)\b"
            r"|\b(?:the|your|one|an) (?:interviewers?|panel|test|interview|questions?|task|assessment|recruiter|"
            r"receptionist|office)(?: \w+){0,2}? (?:was|were|is|are|seemed)(?: a bit of| \w+)? (?:rude|stupid|unfair|"
            r"pointless|boring|unprofessional|"
            r"ridiculous|silly|hostile|arrogant|badly \w+|a joke|a shambles|disorgani[sz]ed|terrible|awful|"
            r"dreadful|horrible)\b"
            r"|\bi (?:guess|suppose|assume|take it|fear|presume)(?: that)?(?: it's| it is| that's| this is|"
            r" this means| it means)? (?:an? |your answer is )?(?:a )?no\b|\b(?:lost|losing|given up|"
            r"giving up) (?:all )?hope\b"
            r"|\b(?:it|that) (?:looks|seems|appears|feels)(?: as if| as though| like| that|,)? (?:you(?:'ve|"
            r" have)?|i(?:'ve| have| am|'m)?)(?: \w+)? (?:decided against|lost interest|chosen|gone with|forgotten|"
            r"not interested|been rejected|out of the running|unsuccessful)\b"
            r"|\byou(?:'ve| have)? (?:clearly |obviously )?lost interest\b|\b(?:tired|sick) of (?:this|it|all this|"
            r"the whole thing)\b|\bmy (?:present|current|old|last|previous) job is (?:\w+ )?(?:unbearable|awful|"
            r"terrible|boring|hell)\b"
            r"|\bi(?:'m| am) stuck in (?:a|my) (?:\w+-?\w*|dead end) job\b",
            "feel felt feeling given decision interviewer interviewers panel test interview question questions "
            "task assessment recruiter receptionist office no hope looks seems appears feels lost tired sick job",
            unless=rf"{THEIRS}|\b{NOT} (?:\w+ )?(?:cheated|used|insulted|rude|unfair|stupid|tired|boring)\b",
        ),
        phrase(
            rf"\bi(?:'m| am| was| feel| felt|'ve been| have been| must say i am| would be|"
            rf"'d be)(?: \w+){{0,3}}? {_DOWN}\b"
            rf"|(?<![^\n]){_DOWN} (?:to hear|by|with|about)\b",
            "disappointed frustrated upset annoyed angry furious bitter devastated heartbroken gutted desperate "
            "hopeless "
            "depressed worthless miserable fed crushed disheartened discouraged resentful appalled disgusted "
            "unhappy insulted "
            "offended dismayed shattered distraught",
            unless=(
                rf"{NOT}(?: \w+){{0,2}} {_DOWN}|\b(?:my|the) (?:\w+ ){{0,2}}(?:answer|reply|response|explanation)\b"
                r"|\b(?:unable|not be able|won't be able|cannot|can't|could not|couldn't|had) to (?:attend|make|come|"
                r"join|stay|miss|leave|cancel)\b"
            ),
        ),
        phrase(
            r"\b(?:my|to my) (?:\w+ )?(?:disappointment|frustration|anger|despair|desperation|dismay|annoyance)\b",
            "disappointment frustration anger despair desperation dismay annoyance",
            unless=THEIRS,
        ),
        phrase(
            r"\b(?:it|this|which) (?:is|was|has been)(?: \w+){0,2}? (?:disappointing|frustrating|upsetting|"
            r"discouraging|depressing|"
            r"disheartening|sad)\b(?: (?:to|that|not|news|for me)\b|(?=[.,!]))",
            "disappointing frustrating upsetting discouraging depressing disheartening sad",
            unless=rf"{THEIRS}|{NOT}(?: \w+){{0,2}} (?:disappointing|frustrating|upsetting)",
        ),
        phrase(
            r"\bmy (?:(?:current|former|previous|present|last|old|ex) ?-?)*(?:boss|manager|employers?|company|job|"
            r"workplace|"
            r"colleagues|team|supervisor|director|management|workplace)(?: \w+){0,4}? (?:impossible|unreasonable|"
            r"mean|cruel|rude|unfair|treated me|never (?:listened|appreciated|supported|trusted)|(?:did not|didn't|"
            r"does not|doesn't) (?:appreciate|listen|value|respect|care)|difficult to (?:work|deal)|terrible|awful|"
            r"horrible|toxic|incompetent|useless|stupid|"
            r"idiots?|nightmare|hopeless|lazy|bully|bullies|bullied|abusive|a joke|disaster|unbearable|hell|"
            r"dead-end|boring|"
            r"dishonest|crooks?|dreadful|micromanag\w{1,3})\b"
            r"|\b(?:people|colleagues|everyone|managers|management|bosses|those|staff)(?: \w+)? (?:at|"
            r"in) my (?:current|former|previous|last|old|present) \w+ (?:are|were|is|was) (?:\w+ )?(?:lazy|stupid|"
            r"awful|terrible|toxic|incompetent|"
            r"useless|rude|mean|horrible|idiots|impossible|unfriendly|boring)\b",
            "boss manager employer employers company job workplace colleagues team supervisor director management",
        ),
        phrase(
            r"\bi (?:really |absolutely |just |simply )*(?:hate|hated|loathe|loathed|despise|despised|detest|"
            r"detested|"
            r"can't stand|cannot stand)\b(?! to (?:bother|trouble|disturb|miss|be a))(?: (?:my|the|working|being|"
            r"it))?(?: \w+){0,2}",
            "hate hated loathe loathed despise despised detest detested stand",
        ),
        phrase(
            r"\b(?:toxic|hellish|soul-destroying|dead-end|horrible|dreadful|nightmare) (?:boss|manager|employer|"
            r"company|job|"
            r"workplace|colleagues|environment|culture|team|place|experience|interview)\b",
            "toxic hellish soul-destroying dead-end horrible dreadful nightmare",
            unless=THEIRS,
        ),
        phrase(
            r"\bi(?:'m| am)? (?:can only |must |have to )?(?:assume|suppose|guess|fear|suspect|presume|take it|"
            r"sure|certain)(?: that)? "
            r"(?:i|you|it|the (?:role|position|job|answer)|my application)(?:'ve|'s|'m|'ll| have| has| did| was|"
            r" were| am| is|"
            r" will| would)?(?:n't)?(?: (?:probably|already|simply|just|now))*"
            r" (?:not (?:got|been|interested|want|going|good|get|successful)|got|been (?:rejected|unsuccessful|"
            r"turned down|passed over|"
            r"forgotten)|(?:chosen|picked|hired|found|gone with|decided on|gone for|went with|went for|selected|"
            r"preferred|go with|choose|chose) "
            r"(?:someone|somebody|another|a different|a better)(?: else| candidate| person)?|decided against|"
            r"rejected|unsuccessful|failed|forgotten|lost interest|"
            r"too (?:old|young|late)|interested in (?:someone|somebody|another))\b",
            "assume suppose guess fear suspect presume take sure certain",
            unless=r"\bi(?:'ve| have)? got (?:it|the|that)\b",
        ),
        phrase(
            r"\bi (?:know|doubt|do not think|don't think|do not suppose|don't suppose|fear|do not believe|"
            r"don't believe)(?: that)? i(?:'ll| will| won't| wouldn't| stand| have| am| would| 'd|"
            r" can)?(?: \w+){0,3}? "
            r"(?:chance|hope|get (?:it|the (?:job|role|position|offer)|this)|be (?:chosen|selected|hired|"
            r"considered))\b"
            r"|\b(?:you|they)(?: will|'ll)? (?:probably|surely|certainly|likely) (?:won't|will not|don't|do not|"
            r"haven't|have not|did not|didn't|never)\b(?: \w+){0,3}"
            r"|\bmy chances (?:are|were|seem|must be)(?: \w+)? (?:slim|low|poor|small|bad|nil|zero|gone)\b|"
            r"\bnot good enough for you\b|\bi(?:'m| am) (?:clearly |obviously |probably )?not what you\b"
            r"|\b(?:makes?|made) no sense\b(?: to me)?|(?:(?<![^\n])|(?<=[.!?,]\s))seriously\?",
            "know doubt think suppose fear believe probably surely certainly likely chances enough what sense "
            "seriously",
            unless=THEIRS,
        ),
        phrase(
            r"\b(?:clearly|obviously|evidently|apparently)[, ](?:\w+ ){0,3}?(?:not (?:interested|wanted|good)|"
            r"no(?:t a)? (?:interest|"
            r"priority)|do not care|don't care|not care|nobody cares)\b",
            "clearly obviously evidently apparently",
        ),
        phrase(
            r"\bi(?:'m| am)? beg(?:ging)?(?: of)? you\b(?!r)|\bi plead with you\b|\bi implore you\b|\bplease,? please\b"
            r"|\b(?:my )?(?:last|only) hope\b|\bnothing (?:left )?to lose\b|\bplease just give me\b",
            "beg begging plead implore please hope lose",
        ),
        phrase(
            r"\b(?:wrong|bad|poor|mistaken|terrible|unfair|strange) (?:decision|choice)\b|\byou(?:'ve| have| are|"
            r"'re)? (?:made|making) a "
            r"(?:big |huge |serious |grave )?mistake\b|\b(?:please|should|must|ask you to|urge you to|could you|"
            r"hope you(?:'ll| will)?|"
            r"will|would you) reconsider\b"
            r"|\byou(?:'ll| will) regret\b|\byour loss\b|\b(?:do not|don't|cannot|can't) (?:understand|accept|"
            r"agree with) (?:your|the|"
            r"this|why|how) (?:\w+ )?(?:decision|choice|reasons?|feedback|rejection|you|i was)\b|"
            r"\bi was (?:treated )?unfairly\b",
            "decision choice mistake reconsider regret loss understand accept agree unfairly",
            unless=THEIRS,
        ),
    ),
)


def stay_positive(letter: Letter) -> Iterator[Finding]:
    """Find complaints about waiting, delay and treatment, and a negative tone."""
    for text in letter.texts:
        yield from lapses(text, (COMPLAINT, GLOOM))
