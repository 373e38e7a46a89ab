"""The tone: no complaint and no negativity, no demand, and in a voicemail the ball left in their court."""

from collections.abc import Iterator

from api.messages.finding import Finding, Severity
from api.messages.letter import Letter
from api.messages.phrases import Lapse, Phrase, lapses, phrase
from api.policy.facts import Channel

_NOT = r"(?:not|n't|never|no longer|nor|hardly|without|far from|rather than|instead of)"
_COUNTS = (
    r"(?:\d{1,3}|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|some|a few|a couple of|"
    r"countless|numerous|multiple)"
)
_TIMES = r"(?:minutes?|hours?|days?|weeks?|weekends?|months?|fortnight|working days|business days)"
_THEIRS = (
    r"\b(?:customers?|clients?|users?|patients|drivers?|students?|pupils?|tenants?|passengers?|guests?|suppliers?|"
    r"you (?:also |both |all )?(?:said|mentioned|told|described|explained|raised|spoke|talked|pointed|asked|were saying)|"
    r"your (?:team|colleagues|staff|customers|clients|users))\b"
)
"""Their problem and their words, not the candidate's own grievance."""

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
        r" (?:kept |left )?(?:waiting|in the dark|hanging)\b(?! (?:tables?|on tables|staff|lists?)\b)(?: for(?: over| more than|"
        rf" almost| nearly| about| at least)? {_COUNTS} {_TIMES})?",
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
        rf"\bi(?:'m| am) (?:\w+ )?waiting (?:since\b|for (?:over |more than |almost |nearly |about )?{_COUNTS} {_TIMES})"
        r"(?:(?: \w+){1,3}(?= already))?",
        "waiting",
        unless=_PROSPECT,
    ),
    phrase(
        r"\b(?:kept|keeps?|keeping|left|leaves?|leaving|made|makes?|making) (?:me|us)(?: \w+)? "
        r"(?:waiting|wait|hanging|in the dark|in limbo|guessing|without (?:any )?(?:news|an answer|a word))\b",
        "waiting wait hanging dark limbo guessing without",
        unless=r"\b(?:did not|didn't|never|without|for not|not to|has not|hasn't|have not|haven't) (?:\w+ )?(?:keep|kept|keeping|leav\w+|left|mak\w+|made) (?:me|us)\b",
    ),
    phrase(
        rf"\bi(?:'ve| have)? waited(?: \w+){{0,4}}? (?:{_TIMES}|long|patiently|forever|ages|in vain|enough)\b"
        r"|\bi (?:had to|was made to|must) wait\b(?: (?:for )?(?:\w+ ){0,3}(?:minutes|hours?|days|weeks))?"
        r"|\bi was (?:kept|left) waiting\b",
        "waited wait waiting",
        unless=_PROSPECT,
    ),
    phrase(
        r"\b(?:it|this|that|which|everything|you|process|decision|answer|reply|response|feedback|hiring|recruitment|"
        r"selection|things)(?:'s| is| are| has| have| was|'ve| seems to be)?(?: all| now| already| really| just)*"
        r"(?: been)? (?:tak(?:ing|en|es?)|took|drag(?:ging|ged|s)(?: on)?|go(?:ing|ne) on)"
        r"(?: you| me| us| them)? (?:for )?"
        r"(?:(?:so|too|far too|way too|much too|unacceptably|unreasonably|ridiculously|awfully|incredibly|rather) long|"
        r"forever|ages|an eternity|an age)\b",
        "long forever ages eternity age",
        unless=_THEIRS,
    ),
    phrase(
        r"\bwhy(?: \w+){1,4} (?:tak(?:ing|en|e)|took) (?:so|this|that|such a) long\b"
        r"|\bwhat(?:'s| is| has been) taking (?:you |them )?(?:so|this|that) long\b"
        r"|\bhow (?:much|many) (?:longer|more (?:days|weeks|time))\b(?: (?:must|do|will|should|am) i(?: \w+){0,3} wait\b)?"
        r"|\bhow long (?:must|do|will|should|am) i(?: \w+){0,3} wait\b"
        r"|\bwhat(?:'s| is) the (?:hold-?up|delay)\b",
        "long longer more hold-up holdup hold delay",
        unless=_THEIRS,
    ),
    phrase(
        r"\b(?:much |far |way )?longer than (?:you (?:said|promised|told me)|(?:was )?(?:promised|agreed)|it should|necessary|"
        r"(?:is )?(?:reasonable|acceptable))\b",
        "longer",
        unless=rf"{_THEIRS}|\b(?:understand|realise|realize|appreciate|no problem|quite all right|often|can take)\b",
    ),
    phrase(
        r"\b(?:can't|cannot|can not|could not|couldn't|won't|will not|not going to|unable to|not willing to)"
        r"(?: keep| go on| continue)? wait(?:ing)? (?:any|much|forever|for ever|indefinitely|around|all|that long|longer)"
        r"(?: longer| more)?\b",
        "wait waiting",
    ),
    phrase(
        r"\b(?:i|we)(?:'ve| have)? (?:been|was) (?:(?:more than|very|extremely|quite|so|really|incredibly|only|rather|exceptionally) )*patient\b(?! with)"
        r"|\b(?:can't|cannot|can not|hard to|find it hard to) believe\b[^.!?\n]{0,60}?\b(?:long|not|haven't|hasn't|still|nobody|no one|never|nothing)\b"
        r"|\b(?:surprised|astonished|baffled|shocked|puzzled|dismayed|troubled|concerned|worried|perplexed|amazed|bewildered|confused|sad|saddened)(?: \w+){0,4}? (?:not|no|nothing|haven't|hasn't|never)"
        r"(?: \w+){0,3}? (?:heard|hear|received|receive|reply|replied|answer|answered|response|news|word|contacted)\b"
        r"|\b(?:quicker|faster|swifter|prompter|speedier|more timely|more prompt) (?:response|reply|answer|decision|process|update|turnaround|communication)\b"
        r"|\b(?:hop(?:ed|ing)|expect(?:ed|ing)|thought|would have liked|'d have liked|imagined)\b[^.!?\n]{0,40}?\b(?:hear|heard|response|reply|answer|decision|decide[ds]?|contacted|called|call|update|news|back)\b(?: \w+){0,4}? (?:sooner|earlier|faster|quicker|before now)\b"
        r"|\byou(?:'ve| have) had (?:my|this|all my) (?:\w+ ){0,2}?(?:application|cv|resume|résumé|documents?|answers?|e-?mail|papers|details|references)\b[^.!?\n]{0,20}?\b(?:for|since)\b(?: \w+){0,2}"
        r"|\b(?:a )?(?:very |too |far too |rather |terribly )?long (?:time|while) to (?:wait|keep)\b|\b(?:been|is|was) (?:a|such a|too) (?:very )?long (?:a )?wait\b",
        "patient believe surprised astonished baffled shocked puzzled dismayed troubled concerned worried perplexed amazed bewildered confused sad saddened quicker faster swifter prompter speedier timely prompt "
        "sooner earlier before had wait keep",
        unless=rf"{_THEIRS}|{_PROSPECT}|\bthank you\b",
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
        r"\byou(?: had| have)? (?:said|told me|mentioned|wrote)\b[^.!?\n]{0,100}(?:\b(?:but|yet|and)\b|[;-])[^.!?\n]{0,50}"
        r"\b(?:nothing|still (?:no|not|have|haven't|waiting)|never|no (?:one|answer|reply|word|news|call|response)|nobody|silence)\b",
        "nothing still never no nobody silence",
        unless=r"\b(?:my (?:answer|idea|question|suggestion|mind)|i (?:never|still) (?:\w+ ){0,2}(?:thought|knew|realised|realized|"
        r"imagined|tried|think|forget|forgot))\b",
    ),
    phrase(
        r"\b(?:i|we) (?:should|ought to) have (?:already |really )?(?:heard|received|had|got|been (?:told|informed|contacted|given))\b"
        r"(?: (?:\w+ ){0,4}by now)?|\b(?:was|were|am) supposed to (?:hear|receive|get|be (?:told|informed|contacted|called))\b"
        r"|\b(?:i|we)(?:'d|'ve)?(?: \w+){0,4}? (?:heard|received|been told)(?: \w+){0,4}? by now\b",
        "should ought supposed now",
    ),
    phrase(
        r"\byou(?:'ve| have| had| did|'d)?(?: clearly| obviously| apparently| still| yet| simply| just| both| all)*"
        r"(?:n't| not| never| failed to| neglected to| forgot to| forgotten to| omitted to)"
        r"(?: yet| even| once| bothered to| bother to| had the \w+ to| had the \w+ \w+ to)*"
        r" (?:repl(?:y|ied)|respond(?:ed)?|answer(?:ed)?|get back|got(?:ten)? back|call(?:ed)?|contact(?:ed)?|writ(?:e|ten)|"
        r"return(?:ed)?|inform(?:ed)?|let me know|acknowledged?|kept (?:me|your)|keep (?:me|your)|bother(?:ed)?)\b"
        r"(?: (?:to )?(?:me|my \w+))?",
        "replied reply respond responded answer answered back call called contact contacted write written return "
        "returned inform informed let acknowledge acknowledged kept keep bother bothered",
        unless=r"\b(?:if|in case|should|whether|unless|when|until|since|because|understand|realise|realize|sorry|"
        r"apologi[sz]e|my (?:phone|inbox|spam))\b",
    ),
    phrase(
        r"\bwhy (?:have(?:n't| not)?|has(?:n't| not)?|did(?:n't| not)?|do(?:n't| not)?|are(?:n't| not)?|is(?:n't| not)?)(?: \w+)? (?:you|nobody|no one|anyone|anybody|your \w+)"
        r"(?: (?:not|never|still|ever|even|just))* (?:repl\w{1,4}|respond\w{0,3}|answer\w{0,3}|call\w{0,3}|got|get|contact\w{0,2}|let|tell|told|decid\w{1,3}|ignor\w{1,3}|written|write|inform\w{0,2}|bother\w{0,2}|returned|keep\w{0,3})\b"
        r"|\b(?:is|has|does|will) (?:anybody|anyone|somebody)(?: (?:there|even|actually|ever|at all|going to|from your \w+))* (?:repl\w{1,4}|respond\w{0,3}|answer\w{0,3}|read\w{0,3}|call\w{0,3})\b"
        r"|\byou(?:'ve| have| had|'d)?(?: clearly| obviously| simply| just| all)? (?:forgotten|forgot)(?: all)?(?: about)? (?:me|my (?:application|existence|interview))\b"
        r"|\b(?:mean|means|meant|is|are) nothing to you\b"
        r"|\b(?:you|your (?:company|team|department|office|people|staff))(?: \w+)? (?:do not|don't|does not|doesn't|did not|didn't)(?: \w+)?(?: seem to| appear to)? (?:value|respect|care about|care for|appreciate|bother) (?:my|me|people|candidates|applicants|to)\b"
        r"|\byour (?:\w+ )?(?:process|response|reply|answer|decision|communication|handling|feedback|hiring|recruitment|treatment)(?: \w+){0,2}? (?:is|are|was|were|has been|have been)(?: \w+){0,2} "
        r"(?:slow|late|lacking|poor|non-?existent|chaotic|a mess|a shambles|sloppy)\b",
        "why anybody anyone somebody forgotten forgot nothing value respect care appreciate bother slow late lacking poor nonexistent non-existent chaotic mess shambles sloppy",
        unless=rf"{_THEIRS}|\b(?:in case|if|hope|sorry)\b",
    ),
    phrase(
        r"\b(?:hiring|recruitment|recruiting|interview|selection|application|whole|this|your) process(?: \w+){0,2}? (?:is|was|has been|seems?|feels?)(?: \w+){0,2} (?:mess|shambles|joke|nightmare|disaster|chaotic|"
        r"disorgani[sz]ed|slow|painful|exhausting|ridiculous|farce|awful|terrible|unprofessional|poor|badly)\b"
        r"|\bit(?:'s| is| was| seems| feels)(?: \w+)? (?:unfair|rude|wrong|unprofessional|disrespectful|unkind|poor form|bad form|not right|not fair|unreasonable|cruel|inconsiderate|bad manners) (?:to|of you|that|when|how|not)\b"
        r"(?=[^.!?\n]{0,60}\b(?:candidates?|applicants?|me|people|someone|somebody|wait\w*|repl\w+|answer\w*|respon\w+|hear\w*)\b)",
        "process unfair rude wrong unprofessional disrespectful unkind form right fair unreasonable cruel inconsiderate manners",
        unless=_THEIRS,
    ),
    phrase(
        r"\b(?:nobody|no one|no-one|none of you|not one of you)(?: \w+){0,3}? (?:bothered|replied|responded|answered|called|"
        r"got(?:ten)? back|contacted|told me|let me know|cares?|cared|written|wrote|informed|had the (?:courtesy|decency))\b",
        "bothered replied responded answered called back contacted told let care cares cared written wrote informed courtesy "
        "decency",
        unless=rf"{_THEIRS}|\bsorry\b",
    ),
    phrase(
        r"\b(?:heard|had|received|got|been) (?:absolutely |precisely |exactly |literally )(?:nothing|zero|silence)\b"
        r"|\bheard nothing (?:at all|from you|back|whatsoever)\b|\b(?:days|weeks|months|fortnight)\b[^.!?\n]{0,40}\bheard nothing\b"
        r"|\b(?:not|n't|without)(?: \w+)? so much as an? \w+"
        r"|\bnothing but silence\b|\bnot (?:even )?(?:a|one|even a) (?:single )?(?:word|line|reply|e-?mail|answer)\b",
        "nothing zero silence word line reply email e-mail answer much",
        unless=r"\bnot a (?:single )?word (?:of|was)\b|nothing but (?:good|praise|positive|kind|great|excellent)",
    ),
    phrase(
        r"\bstill (?:have not|haven't|not|no|nothing|hadn't|had not|had no|have no|have had no|has not|hasn't|without|have to)"
        r"(?: (?:been|had|got|a|any|yet|from you))* (?:heard|received|got(?:ten)?|word|news|reply|replied|answer|response|"
        r"anything|told|decision|contacted|informed|wait|hear)\b(?: (?:back|anything|from you|a word))*"
        r"|\b(?:have|has|had|'ve) still (?:not|n't|no|never)(?: been)? (?:heard|received|had|got|told|contacted|informed)\b"
        r"(?: (?:back|anything|from you|a word))*",
        "still",
        unless=r"\bmy (?:\w+ ){0,2}(?:results?|transcripts?|certificate|visa|passport|permit|grade)\b|\bask(?:ing)? myself\b|"
        r"\byou(?:'ll| will| may| might)? (?:\w+ )?still have\b",
    ),
    phrase(
        r"\bi(?:'ve| have| was| am|'m| feel| felt)?(?: been)?(?: being)? (?:ghosted|ignored|fobbed off|strung along|brushed off|"
        r"stonewalled|forgotten about)\b|\b(?:ghost(?:ed|ing)|ignor(?:e|ed|ing)|stonewall(?:ed|ing)|string(?:ing)?) "
        r"(?:me|my (?:e-?mails?|messages?|calls?|letters?))\b|\bghosting\b",
        "ghosted ghosting ignored ignoring ignore fobbed strung brushed stonewalled stonewalling forgotten ghost string stringing",
        unless=r"\b(?:forgive|sorry|apologi[sz]e|please ignore|feel free)\b",
    ),
    phrase(
        r"\b(?:radio|deafening|complete|total|utter|continued|prolonged|stony|your) silence\b|\bwall of silence\b"
        rf"|\b{_TIMES} of (?:\w+ )?silence\b",
        "silence",
        unless=r"\b(?:sorry|apologi[sz]e|apologies|forgive|my silence)\b",
    ),
    phrase(
        r"\b(?:common|basic|simple|ordinary) (?:courtesy|decency|politeness)\b"
        r"|\b(?:courtesy|decency|manners) (?:of|to) (?:at least )?(?:an? )?(?:\w+ )?(?:repl|respon|answer|call|let|tell|inform|acknowledg)\w*",
        "courtesy decency politeness manners",
        unless=r"\b(?:thank|thanks|appreciate|grateful|gratitude)\b",
    ),
    phrase(
        r"\b(?:your|the|such a|this|a) (?:complete |total |utter )?lack of (?:response|repl(?:y|ies)|communication|news|feedback|"
        r"updates?|information|contact)\b(?= (?:from|so far|since|is|has|was|on your)\b|[.,!?]| and\b)|\byour lack of\b",
        "lack",
        unless=_THEIRS,
    ),
    phrase(
        rf"\b(?:my|all|{_COUNTS}|previous|last|earlier)(?: \w+){{0,2}} (?:e-?mails?|messages?|calls?|letters?|voicemails?|"
        r"enquir(?:y|ies)|inquir(?:y|ies))(?: \w+){0,4} (?:unanswered|ignored|without (?:an? |any )?(?:answer|reply|response)|"
        r"not been (?:answered|returned|acknowledged)|unreturned|unacknowledged)\b",
        "unanswered ignored without answered returned acknowledged unreturned unacknowledged",
        unless=_THEIRS,
    ),
    phrase(
        r"\b(?:this|here) is (?:now |already )?my (?:second|third|fourth|fifth|sixth|seventh|tenth|\d{1,2}\w\w)"
        r" (?:e-?mail|message|call|letter|attempt|time|enquiry|inquiry|reminder|voicemail)\b"
        rf"|\bi(?:'ve| have) (?:now |already )?(?:called|e-?mailed|written(?: to you)?|phoned|tried|rung|messaged)"
        rf"(?: you| to reach you| your office)? (?:{_COUNTS} times|twice|repeatedly|again and again)\b"
        rf"|\bi(?:'ve| have) (?:now |already )?(?:left|sent)(?: you)? {_COUNTS} (?:messages|voicemails|e-?mails|reminders)\b"
        r"|\bhow many times\b",
        "my times twice repeatedly again messages voicemails emails e-mails reminders",
        unless=r"\b(?:forgive|sorry|apologi[sz]e|apologies)\b",
    ),
    phrase(
        rf"\b(?:{_TIMES}|weeks|months) (?:have |has )?(?:now )?(?:passed|gone by|went by|gone|later|on|ago)?,?[^.!?\n]{{0,50}}"
        r"\b(?:without (?:so much as )?(?:a|an|any|even a)|and (?:there is |there has been |i have had |i've had |i have |still )?"
        r"(?:not even a|nothing|no)|not even an?|with no|but no) (?:single |further )?(?:word|repl(?:y|ies)|answer|response|news|explanation|"
        r"acknowledge?ment|update|feedback)\b",
        "without nothing no not",
        unless=_THEIRS,
    ),
    phrase(
        r"\b(?:answer|reply|response|decision|feedback|news|update) (?:is|was|are) (?:\w+ )?overdue\b|\b(?:long |well )?overdue "
        r"(?:answer|reply|response|decision|feedback|update)\b",
        "overdue",
        unless=_THEIRS,
    ),
    phrase(
        r"\b(?:endless|constant|repeated|unexplained|continued|continuing|excessive|unreasonable|unacceptable|inexcusable|"
        r"ridiculous|frustrating|annoying) (?:delays?|wait(?:ing)?|postponements?)\b",
        "delay delays wait waiting postponement postponements",
        unless=_THEIRS,
    ),
)

_UPSET = (
    r"(?:frustrat(?:ed|ing)|disappoint(?:ed|ing)|annoy(?:ed|ing)|upset|fed up|tired|sick|angry|furious|unhappy|impatient|"
    r"dismayed|exasperated|irritated|dissatisfied|appalled|shocked|astonished)"
)
_GRIEVANCE: tuple[Phrase, ...] = (
    phrase(
        r"\b(?:wait|delays?|silence|waiting|slowness|process|hold-?up|uncertainty)(?: \w+){0,3}? (?:is|was|has been|feels?|seems?|"
        r"are|becoming|getting|been|'s)(?: \w+){0,2}? (?:frustrating|disappointing|unacceptable|unprofessional|rude|annoying|"
        r"disrespectful|ridiculous|intolerable|unbearable|unreasonable|excessive|exhausting|tiring|inexcusable|discourteous|"
        r"disgraceful|insulting|killing me|maddening|stressful|agonising|agonizing|unfair|poor|appalling|a joke|beyond a joke)\b",
        "wait delay delays silence waiting slowness process hold-up uncertainty",
        unless=rf"{_THEIRS}|\b{_NOT}\b",
    ),
    phrase(
        rf"\b{_UPSET}(?: \w+){{0,2}}? (?:by|with|at|about|that|of|to)(?: (?:the|your|this|how|such|all|so|being|having|be|have))*"
        r"(?: \w+){0,2}? (?:wait(?:ing)?|delays?|silence|how long|slow\w*|lack of|hear(?:d|ing)?|no (?:reply|answer|response|"
        r"news)|nothing|left|kept|ignored|treated|process|treatment)\b",
        "wait waiting delay delays silence long slow slowness lack hear heard hearing no nothing left kept ignored treated "
        "process treatment",
        unless=rf"{_THEIRS}|{_NOT} (?:\w+ ){{0,2}}{_UPSET}|\byou (?:\w+ ){{0,3}}(?:were|are|seem|seemed|sounded|must be)\b",
    ),
    phrase(
        r"\b(?:los(?:e|ing|t)|runn?(?:ing)? (?:out of|low on)|(?:at |near )?the end of|try(?:ing)?|tries|test(?:s|ing|ed)?|"
        r"wearing thin)(?: on)? my patience\b|\b(?:los(?:e|ing|t)|runn?ing (?:out of|low on)) patience\b"
        r"|\bmy patience (?:is|has)(?: \w+)? (?:run|running|worn|wearing|limits?|limited|thin|exhausted|ending|out|not)\b",
        "patience",
        unless=rf"\b{_NOT} (?:los\w+|lost)\b",
    ),
    phrase(
        r"\bi(?:'m| am)(?: (?:getting|becoming|growing|very|really|quite|a little|a bit|increasingly|now))* impatient\b",
        "impatient",
        unless=r"impatient to\b",
    ),
    phrase(
        r"\b(?:not|n't) (?:really )?appreciate (?:being|how|the way|having to|your)\b(?: \w+){0,3}|\b(?:feel|felt|been|was|am) (?:\w+ )?let down\b|\byou(?:'ve| have)? let me down\b"
        r"|\b(?:expected|hoped for|would have expected|'d have expected|expect) (?:rather |much |far )?(?:more|better) (?:professionalism|courtesy|respect|communication|(?:from|of) (?:you|your|a company))\b"
        r"|\b(?:a )?(?:complete |total )?waste of (?:my )?time\b|\bwast(?:e|ed|ing) (?:my|our|everyone's) time\b",
        "waste wasted wasting appreciate let expected hoped expect",
        unless=rf"\b(?:never|hardly|far from|without|not (?:be |been )?(?:a )?wast\w+)\b|{_THEIRS}|not (?:to |be )?(?:let|wast)",
    ),
    phrase(
        r"\b(?:this|it|that|which)(?:'s| is| was)(?: \w+){0,2} (?:unacceptable|unprofessional|outrageous|disgraceful|shameful|"
        r"appalling|pathetic|insulting|disrespectful|a disgrace|beyond a joke|not (?:acceptable|professional|good enough))\b"
        r"|\b(?:your|you)(?: \w+){0,4}? (?:is|are|was|were|been|be|find|found|how)(?: \w+){0,2}? (?:unprofessional|rude|"
        r"disrespectful|disorgani[sz]ed|incompetent|dishonest|unfair|careless|inconsiderate|thoughtless|arrogant|unacceptable)\b",
        "unacceptable unprofessional outrageous disgraceful shameful appalling pathetic insulting disrespectful disgrace joke "
        "acceptable professional enough rude disorganised disorganized incompetent dishonest unfair careless inconsiderate "
        "thoughtless arrogant",
        unless=rf"{_THEIRS}|\b(?:never|wasn't|isn't|aren't|weren't|not|if)\b(?! (?:acceptable|professional|good))",
    ),
)

COMPLAINT = Lapse(
    "stay-positive",
    Severity.ERROR,
    "complains about the wait or about how you were treated.",
    "Leave it out, and ask kindly instead: “I wondered whether there is any news, and remain very interested.”",
    (*_WAITING, *_SILENCE, *_GRIEVANCE),
)

# --- A negative tone, which is no complaint about them.

_DOWN = (
    r"(?:disappointed|frustrated|upset|annoyed|angry|furious|bitter|devastated|heartbroken|gutted|desperate|hopeless|depressed|"
    r"worthless|miserable|fed up|crushed|disheartened|discouraged|resentful|appalled|disgusted|unhappy|insulted|offended|"
    r"dismayed|shattered|distraught)"
)
GLOOM = Lapse(
    "stay-positive",
    Severity.WARNING,
    "sounds negative.",
    "Say what you hope for, or what you liked, and leave the rest out.",
    (
        phrase(
            rf"\bi(?:'m| am| was| feel| felt|'ve been| have been| must say i am| would be|'d be)(?: \w+){{0,3}}? {_DOWN}\b"
            rf"|(?<![^\n]){_DOWN} (?:to hear|by|with|about)\b",
            "disappointed frustrated upset annoyed angry furious bitter devastated heartbroken gutted desperate hopeless "
            "depressed worthless miserable fed crushed disheartened discouraged resentful appalled disgusted unhappy insulted "
            "offended dismayed shattered distraught",
            unless=rf"{_NOT}(?: \w+){{0,2}} {_DOWN}|\b(?:my|the) (?:\w+ ){{0,2}}(?:answer|reply|response|explanation)\b",
        ),
        phrase(
            r"\b(?:my|to my) (?:\w+ )?(?:disappointment|frustration|anger|despair|desperation|dismay|annoyance)\b",
            "disappointment frustration anger despair desperation dismay annoyance",
            unless=_THEIRS,
        ),
        phrase(
            r"\b(?:it|this|which) (?:is|was|has been)(?: \w+){0,2}? (?:disappointing|frustrating|upsetting|discouraging|depressing|"
            r"disheartening|sad)\b(?: (?:to|that|not|news|for me)\b|(?=[.,!]))",
            "disappointing frustrating upsetting discouraging depressing disheartening sad",
            unless=rf"{_THEIRS}|{_NOT}(?: \w+){{0,2}} (?:disappointing|frustrating|upsetting)",
        ),
        phrase(
            r"\bmy (?:(?:current|former|previous|present|last|old|ex) ?-?)*(?:boss|manager|employers?|company|job|workplace|"
            r"colleagues|team|supervisor|director|management|workplace)(?: \w+){0,4}? (?:impossible|unreasonable|mean|cruel|rude|unfair|treated me|never (?:listened|appreciated|supported|trusted)|(?:did not|didn't|does not|doesn't) (?:appreciate|listen|value|respect|care)|difficult to (?:work|deal)|terrible|awful|horrible|toxic|incompetent|useless|stupid|"
            r"idiots?|nightmare|hopeless|lazy|bully|bullies|bullied|abusive|a joke|disaster|unbearable|hell|dead-end|boring|"
            r"dishonest|crooks?|dreadful|micromanag\w{1,3})\b"
            r"|\b(?:people|colleagues|everyone|managers|management|bosses|those|staff)(?: \w+)? (?:at|in) my (?:current|former|previous|last|old|present) \w+ (?:are|were|is|was) (?:\w+ )?(?:lazy|stupid|awful|terrible|toxic|incompetent|"
            r"useless|rude|mean|horrible|idiots|impossible|unfriendly|boring)\b",
            "boss manager employer employers company job workplace colleagues team supervisor director management",
        ),
        phrase(
            r"\bi (?:really |absolutely |just |simply )*(?:hate|hated|loathe|loathed|despise|despised|detest|detested|"
            r"can't stand|cannot stand)\b(?! to (?:bother|trouble|disturb|miss|be a))(?: (?:my|the|working|being|it))?(?: \w+){0,2}",
            "hate hated loathe loathed despise despised detest detested stand",
        ),
        phrase(
            r"\b(?:toxic|hellish|soul-destroying|dead-end|horrible|dreadful|nightmare) (?:boss|manager|employer|company|job|"
            r"workplace|colleagues|environment|culture|team|place|experience|interview)\b",
            "toxic hellish soul-destroying dead-end horrible dreadful nightmare",
            unless=_THEIRS,
        ),
        phrase(
            r"\bi(?:'m| am)? (?:can only |must |have to )?(?:assume|suppose|guess|fear|suspect|presume|take it|sure|certain)(?: that)? "
            r"(?:i|you|it|the (?:role|position|job|answer)|my application)(?:'ve|'s|'m|'ll| have| has| did| was| were| am| is|"
            r" will| would)?(?:n't)?(?: (?:probably|already|simply|just|now))*"
            r" (?:not (?:got|been|interested|want|going|good|get|successful)|got|been (?:rejected|unsuccessful|turned down|passed over|"
            r"forgotten)|(?:chosen|picked|hired|found|gone with|decided on|gone for|went with|went for|selected|preferred|go with|choose|chose) "
            r"(?:someone|somebody|another|a different|a better)(?: else| candidate| person)?|decided against|rejected|unsuccessful|failed|forgotten|lost interest|"
            r"too (?:old|young|late)|interested in (?:someone|somebody|another))\b",
            "assume suppose guess fear suspect presume take sure certain",
            unless=r"\bi(?:'ve| have)? got (?:it|the|that)\b",
        ),
        phrase(
            r"\bi (?:know|doubt|do not think|don't think|do not suppose|don't suppose|fear|do not believe|don't believe)(?: that)? i(?:'ll| will| won't| wouldn't| stand| have| am| would| 'd| can)?(?: \w+){0,3}? "
            r"(?:chance|hope|get (?:it|the (?:job|role|position|offer)|this)|be (?:chosen|selected|hired|considered))\b"
            r"|\b(?:you|they)(?: will|'ll)? (?:probably|surely|certainly|likely) (?:won't|will not|don't|do not|haven't|have not|did not|didn't|never)\b(?: \w+){0,3}"
            r"|\bmy chances (?:are|were|seem|must be)(?: \w+)? (?:slim|low|poor|small|bad|nil|zero|gone)\b|\bnot good enough for you\b|\bi(?:'m| am) (?:clearly |obviously |probably )?not what you\b"
            r"|\b(?:makes?|made) no sense\b(?: to me)?|(?:(?<![^\n])|(?<=[.!?,]\s))seriously\?",
            "know doubt think suppose fear believe probably surely certainly likely chances enough what sense seriously",
            unless=_THEIRS,
        ),
        phrase(
            r"\b(?:clearly|obviously|evidently|apparently)[, ](?:\w+ ){0,3}?(?:not (?:interested|wanted|good)|no(?:t a)? (?:interest|"
            r"priority)|do not care|don't care|not care|nobody cares)\b",
            "clearly obviously evidently apparently",
        ),
        phrase(
            r"\bi(?:'m| am)? beg(?:ging)?(?: of)? you\b(?!r)|\bi plead with you\b|\bi implore you\b|\bplease,? please\b"
            r"|\b(?:my )?(?:last|only) hope\b|\bnothing (?:left )?to lose\b|\bplease just give me\b",
            "beg begging plead implore please hope lose",
        ),
        phrase(
            r"\b(?:wrong|bad|poor|mistaken|terrible|unfair|strange) (?:decision|choice)\b|\byou(?:'ve| have| are|'re)? (?:made|making) a "
            r"(?:big |huge |serious |grave )?mistake\b|\b(?:please|should|must|ask you to|urge you to|could you|hope you(?:'ll| will)?|"
            r"will|would you) reconsider\b"
            r"|\byou(?:'ll| will) regret\b|\byour loss\b|\b(?:do not|don't|cannot|can't) (?:understand|accept|agree with) (?:your|the|"
            r"this|why|how) (?:\w+ )?(?:decision|choice|reasons?|feedback|rejection|you|i was)\b|\bi was (?:treated )?unfairly\b",
            "decision choice mistake reconsider regret loss understand accept agree unfairly",
            unless=_THEIRS,
        ),
    ),
)

# --- Demands, and deadlines put to them.

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_WHEN = (
    r"(?:(?:this|next|the coming|coming) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|tonight|noon|midday|"
    r"midnight|(?:the )?(?:very )?(?:end|close|start|beginning) of|cob|eod|eow|close of|next week|this (?:week|evening|afternoon|month)|"
    rf"the weekend|(?:the )?\d{{1,2}}(?:st|nd|rd|th)\b|\d{{1,2}}(?: of)? {_MONTH}|{_MONTH} \d|\d{{1,2}}(?:[:.]\d\d)? ?(?:am|pm|a\.m|p\.m|o'clock)|"
    r"\d{1,2}[./]\d{1,2}|\d{4}-\d\d-\d\d|then|the latest)\b"
)
_SPAN = rf"(?:the next |the coming )?(?:{_COUNTS}|\d{{1,3}}) (?:working |business |calendar )?(?:hours?|days?|weeks?|minutes)\b"
_BY = rf"(?:\b(?:by|no later than|not later than|until|till|on or before) (?:the )?{_WHEN}|\bwithin {_SPAN}|\bin the next {_SPAN}|\bat the (?:very )?latest\b)"
_BEFORE = rf"(?:\bbefore (?:the )?{_WHEN})"
_RUSH = (
    r"(?:asap|a\.s\.a\.p|as soon as possible|as quickly as possible|as fast as possible|immediately|at once|right away|straight ?away|"
    r"urgently|without (?:any )?(?:further )?delay|right now|now|today|tonight|this instant|as soon as you (?:get|read|receive|see|hear) this|the (?:moment|minute|second) you|by return(?: of (?:post|e-?mail|mail))?)\b"
)
_ASK = (
    r"(?:please |kindly |pls |plz |\byou (?:really |simply |now )?(?:must|should|need to|have to|had better) |\bhope (?:that )?you(?:'ll| will| can| could)? |"
    r"\b(?:can|could|would|will) you (?:please |kindly |possibly |perhaps |also )*|"
    r"\b(?:if you (?:can|could|would|might)|for you to|(?:ask|request|expect|want|need|urge|require) (?:that )?you(?: to)?|"
    r"(?:please|kindly) [^.!?;\n]{0,40}? and) |(?<=,\s)(?:so|and|but|then) |"
    r"(?<![^\n])(?:so |and |but |then )?|(?<=[.!?;:]\s)(?:so |and |but |then )?)"
)
"""What a request to them begins with: a word for it, or the start of a sentence."""
_ANSWER = (
    r"(?:repl(?:y|ies)|respond|answer|decide|let me know|let us know|get back to me|get back|come back to me|tell me|inform me|notify me|"
    r"advise(?: me)?|confirm|revert(?: back)?|update me|give me (?:\w+ ){0,2}(?:answer|reply|response|decision|update|news)|"
    r"send me (?:\w+ ){0,2}(?:answer|reply|response|decision|update|offer|contract|news)|make (?:a|your|up your) (?:decision|mind)|"
    r"provide (?:me with )?(?:\w+ ){0,2}(?:answer|reply|response|decision|update|feedback)|make me an offer|write back|come to a decision|"
    r"reach a decision|finali[sz]e|(?:ensure|make sure|see to it)(?: that)? i (?:get|have|receive|hear))"
)
_VERBS = (
    "reply replies respond answer decide let get come tell inform notify advise confirm revert update give send make provide write "
    "reach finalise finalize call ring phone contact ensure sure see"
)
_RING = r"(?:call(?: me)?(?: back)?|ring(?: me)?(?: back)?|phone(?: me)?(?: back)?|contact me)"
_NEWS = r"(?:answer|repl(?:y|ies)|response|decision|explanation|commitment|verdict|ruling)"
_NOT_IF = r"(?:(?!\bif\b|\bi'll\b|\bi will\b|\bi can\b|\bi could\b|\bi am\b)[^.!?;\n])"
_MINE = r"\b(?:if you need|should you need|if you would like|if you'd like|i(?:'ll| will| shall| can| could| would be able to|'d be able to) (?:\w+ ){0,2}(?:send|let you|call|reply|answer|start|begin|deliver|get back|confirm|provide|forward|share))\b"
_AS_THEY_SAID = r"\byou(?:'d| had| have|'ve)? (?:kindly |also )?(?:said|mentioned|told|hoped|hope|expected|expect|planned|plan|wrote|indicated|thought|aim|aimed|intended|intend|asked|suggested|agreed|promised)\b|\bas (?:discussed|agreed|mentioned)\b"
_ELSEWHERE = r"\b(?:offers?|another (?:company|employer|process|organi[sz]ation|firm|opportunity)|other (?:company|employer|process|firm)|elsewhere)\b"

DEMAND = Lapse(
    "no-demands",
    Severity.ERROR,
    "puts a demand to them.",
    "Ask, and leave the answer and its time to them: “I would be glad to hear how things stand.”",
    (
        phrase(
            r"\bi(?:'ll| will|'m going to| am going to| shall| would|'d)? (?:really |urgently |just |now |do |also |simply |absolutely |still |therefore |must )*(?:need|require|demand|expect|want|"
            r"insist on|must have)(?: to (?:have|get|receive|see|be given))?(?: back)?(?: from you)? "
            rf"(?:an?|your|some|this)? ?(?:\w+ ){{0,2}}?{_NEWS}\b(?:(?: \w+){{0,3}}? ?(?:{_BY}|{_BEFORE}|{_RUSH}))?",
            "answer reply replies response decision explanation commitment verdict ruling",
            unless=r"\bi expect (?:your|an?|the) (?:\w+ ){0,2}(?:decision|answer|response) (?:will|would|to be|is|was|may|might)\b|"
            r"\bneed (?:to give|to send|to make)\b",
        ),
        phrase(
            r"\bi(?:'ll| will)? (?:really |now |urgently |do |must )?(?:need|require|demand|want|expect)(?: to (?:have|get|receive|see))? (?:an?|your|the|some|any)? ?(?:\w+ ){0,2}?(?:feedback|updates?|news|confirmation|"
            rf"clarification|information|outcome|results?|call|contract|offer|word)\b[^.!?;\n]{{0,40}}?(?:{_BY}|{_BEFORE}|{_RUSH})",
            "feedback update updates news confirmation clarification information outcome result results call contract offer word",
            also="need require demand want expect",
            unless=_AS_THEY_SAID,
        ),
        phrase(
            r"\bi(?:'ll| will)? (?:really |now |urgently |do )?(?:need|require|demand|want) you to (?!know|see|understand|be (?:aware|sure))\w+(?: [\w']+){0,2}|"
            r"\bi (?:fully |really |do |also |now |shall |will )*expect (?:(?:your|an?) (?:answer|reply|response|decision|call) (?:on|by|before|within|at|next|this)|to (?:hear|be (?:told|informed|contacted|called|hired|paid|given|updated))|"
            r"you to (?!be)|that you(?:'ll| will)? |better\b|more (?:from|than)\b|nothing less)(?:[^.!?;\n]{0,30}?"
            rf"(?:{_BY}|{_BEFORE}|{_RUSH}))?",
            "expect need require demand want",
            also="expect you",
        ),
        phrase(
            r"\bi (?:really |urgently |just |now |do |still |must )*(?:need|want|demand|require|would need|must)(?: to)? (?:know|hear|be told|find out|be informed)"
            rf"(?:[^.!?;\n]{{0,50}}?(?:{_BY}|{_BEFORE}|{_RUSH}|\bthis week\b|\bsoon\b)| your (?:decision|answer)| what you(?:'ve| have)? decided| where i stand|"
            r" (?:if|whether) (?:you(?: are|'re| have|'ve| will| want)|i (?:got|have got|am|have been|was|will))| why\b)",
            "know hear told out informed",
            unless=_ELSEWHERE + r".{0,60}\bi would need\b",
        ),
        phrase(
            r"\b(?:and |so |then )?you (?:really |simply |now |just )?(?:must|need to|have to|should|ought to|had better|'d better|are (?:obliged|required) to|"
            r"will have to|are going to have to) (?:now |please |immediately |really |at least |all |just |simply |finally )*(?:decide|reply|respond|"
            r"answer|tell me|let me know|give me|call me|phone me|ring me|contact me|get back|hire|choose me|pick me|select me|inform me|confirm|"
            r"make (?:a|your|up your) (?:decision|mind)|offer me|pay|hurry|act|send me|explain|consider me|take me|realise|realize|understand that|"
            r"accept|keep your)\b(?:[^.!?;\n]{0,40}?(?:" + _BY + "|" + _RUSH + "))?",
            "must need have should ought better obliged required",
            unless=r"\b(?:if|should|whether|whenever|when|once|know|appreciate|imagine|aware|guess|suppose|because|since|that|"
            r"which|what|decisions?|choices?|anything|whatever|everything|all|as|before|until) (?:\w+ ){0,2}you (?:really |simply |now |just )?"
            r"(?:must|need|have|should|ought)\b|^\W{0,4}should you\b",
        ),
        phrase(
            rf"{_ASK}(?:{_ANSWER}|{_RING})\b{_NOT_IF}{{0,80}}?{_BY}",
            "by within latest later until till next",
            also=_VERBS,
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}|{_MINE}",
        ),
        phrase(
            rf"{_ASK}{_ANSWER}\b(?:(?!\bif\b|\bwhether\b|\bwhen\b|\bwhich\b|\bwhat\b|\banything\b)[^.!?;\n]){{0,60}}?{_BEFORE}",
            "before",
            also=_VERBS,
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}|{_MINE}",
        ),
        phrase(
            rf"{_ASK}(?:{_ANSWER}|{_RING})\b(?: (?:back|me|us|to|with|on|about|regarding|an?|the|your|this|that|my|e-?mail|message|letter|"
            r"answer|decision|reply|response|question|either|way|whether|you|i|am|was|have|got|been|selected|it|news|any|update|,)){0,9},? "
            + _RUSH,
            "soon moment minute second asap a.s.a.p possible quickly fast immediately once away straightaway urgently delay now today tonight instant return s",
            also=_VERBS,
            unless=rf"{_MINE}|\bif you (?:need|have|want|require)\b",
        ),
        phrase(
            r"\b(?:can|could|may|might) i (?:please |kindly |possibly |perhaps )*(?:have|get|ask for|expect|hear|request|know)\b"
            rf"[^.!?;\n]{{0,60}}?{_BY}|\bi(?:'d| would| should) (?:really |very much |also )?(?:be (?:very |most |so )?(?:grateful|glad|happy|pleased)|appreciate|like|"
            r"love|prefer)(?: to (?:have|hear|know|receive|get)| for| if| it if| an?| your|,)"
            rf"{_NOT_IF}{{0,60}}?{_BY}|\bwould it be possible (?:for you )?to{_NOT_IF}{{0,60}}?{_BY}"
            rf"|\bi(?:'m| am) (?:asking|requesting) {_NOT_IF}{{0,60}}?{_BY}|\bi (?:ask|request){_NOT_IF}{{0,60}}?{_BY}",
            "by within latest later until till next",
            also="can could may might i'd would should possible asking requesting ask request",
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}|{_MINE}|\b(?:start|join|send you|visit|come|meet)\b",
        ),
        phrase(
            rf"\byou (?:have|'ve got|have got) (?:until|till) (?:the )?{_WHEN}|\bi(?:'m| am|'ll| will| can)? giv(?:e|ing) you (?:until|till|one (?:more|last) )"
            rf"[^.!?;\n]{{0,20}}|\bwe (?:need|have|must)(?: to)? (?:settle|decide|finish|conclude|agree|wrap|close) [^.!?;\n]{{0,40}}?{_BY}"
            rf"|\b(?:it is|it's|is it not|isn't it) (?:high |about |really |surely )?time (?:that )?you (?:made|decided|replied|answered|told|called|let me know|came|gave|got)\b"
            r"|\b(?:you could|you might|could you|please) at least (?:reply|answer|tell|let|have|call|respond|inform|acknowledge)\b|\bthe (?:very )?least you (?:could|can|might) do\b",
            "until till giving give by time least within latest",
            unless=_AS_THEY_SAID,
        ),
        phrase(
            rf"\b{_NEWS} (?:is|are|was) (?:now |urgently )?(?:needed|required|demanded)\b(?:[^.!?;\n]{{0,20}}?(?:{_BY}|{_BEFORE}|{_RUSH}))?",
            "needed required demanded",
            unless=rf"{_AS_THEY_SAID}|{_THEIRS}|{_NOT} (?:\w+ )?(?:needed|required)",
        ),
        phrase(
            rf"\b(?:looking for|awaiting|waiting for|hoping for|counting on|in need of) (?:an?|your) (?:\w+ ){{0,2}}{_NEWS}"
            rf"(?:[^.!?;\n]{{0,20}}?(?:{_BY}|{_RUSH}))",
            "answer reply replies response decision explanation commitment verdict ruling",
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}",
        ),
        phrase(
            r"\bi (?:hereby |must |really |therefore |will |have to )*(?:demand|insist)\b (?:that (?:you|i|we|this)|to (?:know|be|have|speak|see|get|"
            r"receive|hear)|on (?:being|hearing|getting|knowing|an? (?:\w+ )?(?:answer|reply|response|decision|meeting|explanation|second)|your)|"
            r"an?\b|your\b|some\b|better\b)(?: (?:\w+ )?(?:answer|reply|response|decision|explanation|meeting))?"
            r"|\bi(?:'m| am) (?:entitled to|owed)\b|\bi (?:really |surely |clearly )?deserve (?:an?|to|better|this|the|more|some)\b(?: \w+){0,2}"
            r"|\byou owe (?:me|it to me)\b|\bi have (?:a|the|every) right to\b",
            "demand insist entitled owed deserve owe right",
        ),
        phrase(
            r"(?:\bplease |\bkindly |\bjust |\bnow |(?<![^\n])|(?<=[.!?,;:]\s))(?:give|tell|answer|show|explain to|offer) me (?:now|today|immediately|"
            r"your decision|an answer|a (?:straight|clear|firm|proper|definite|final|quick) (?:answer|reply|yes|response)|why|the (?:job|position|role|reason)|"
            r"a reason|a yes|the answer)\b"
            r"|(?:\bplease |\bkindly |\bcan you |\bcould you |(?<![^\n])|(?<=[.!?,;:]\s))explain (?:to me )?(?:why|yourself|what is taking|the delay)\b"
            r"|\bi (?:want|need|expect|demand) (?:to know why|an explanation|answers)\b",
            "explain explanation answers why give tell answer show offer",
        ),
        phrase(
            r"\b(?:if|unless) (?:i (?:do not|don't|haven't|have not|hear nothing|receive no|get no|hear|receive|get)|you (?:do not|don't|can't|cannot|fail|"
            r"haven't|have not|are not|reply|respond|answer|decide))\b[^.!?;\n]{0,80}?(?:i(?:'ll| will| shall| must| would)|i(?:'m| am) "
            r"(?:going|forced) to|i have no choice)(?: \w+){0,3}? (?:assume|accept|take|withdraw|conclude|have to|look|move on|go (?:with|to|elsewhere)|"
            r"sign|walk|complain|escalate|report|contact your|call your|decline|turn down)\b",
            "if unless",
            also="i'll i'm will shall must would am have",
            unless=r"\bif i (?:do not|don't) (?:get|receive) (?:the|this|an?) (?:job|role|position|offer)\b",
        ),
        phrase(
            r"\b(?:otherwise|or else|or)[, ]{1,3}i(?:'ll| will| shall| must| would have to| will have to|'m going to| am going to)(?: \w+){0,2}? (?:accept|take|"
            r"withdraw|go|sign|walk|assume|look|move on|decline)\b|\beither you\b[^.!?\n]{0,80}?\bor i\b(?: \w+){0,2}|\bor else[.!]|\btake it or leave it\b|\b(?:your|this is your) (?:last|final) chance\b"
            r"|\bthis is (?:my|a) (?:last|final) (?:offer|warning|reminder|request)\b|\bnon-negotiable\b|\bi will not (?:accept|settle for|take) "
            r"(?:less|anything|no)\b|\bi won't (?:accept|settle for|take) (?:less|anything|no)\b|\bultimatum\b",
            "otherwise or take chance final last non-negotiable negotiable accept settle ultimatum either",
        ),
        phrase(
            r"\bhurry(?: up)?\b|(?:\bplease |\bkindly |\bcould you |\bcan you |\bwould you |\byou (?:must|should|need to|have to) )(?:\w+ )?(?:speed|expedite|rush|accelerate|"
            r"push)\b(?: \w+){0,4}",
            "hurry speed expedite rush accelerate push",
            unless=r"\b(?:no|any|a|not|n't|without|need to|don't) (?:\w+ )?(?:hurry|rush)\b|\bin a hurry\b",
        ),
        phrase(
            r"\b(?:no|not) later than\b[^.!?;\n]{0,30}|\b(?:my|the|your|a|final|strict) deadline (?:for|to) (?:your|you|an answer|a decision|a reply)\b",
            "later deadline",
            unless=rf"{_MINE}|{_AS_THEY_SAID}|{_ELSEWHERE}|\b(?:they|i (?:can|could|am able to|would be able to) (?:start|join))\b",
        ),
        phrase(
            r"\bi (?:want|need|demand|require|expect|must have|will accept nothing less than) (?:at least |a minimum (?:of )?|no less than )?(?:[£$€]\d|\d[\d,.]*k\b|more money|a "
            r"(?:higher|better|bigger|larger) (?:salary|offer|package)|a (?:raise|pay rise))"
            r"|\b(?:salary|pay|offer|package) (?:must|has to|needs to|should|will have to) be\b(?: [\w£$€.,]+){0,4}"
            r"|\bi (?:won't|will not|cannot|can't|shall not) (?:sign|accept|agree|join|settle)\b[^.!?\n]{0,40}?\b(?:unless|below|under|less than|anything)\b(?: [\w£$€.,]+){0,3}",
            "want need demand require expect must less salary pay offer package unless below under anything",
        ),
    ),
)
_URGENT = Lapse(
    "no-demands",
    Severity.ERROR,
    "puts them under pressure.",
    "Say in the subject what the message is about, no more.",
    (phrase(r"\burgent(?:ly)?\b|\b(?:final|last) (?:reminder|notice|request)\b|\b(?:reply|response|answer|decision|action) (?:needed|required|requested)\b", "urgent urgently reminder notice request needed required requested"),),
)

PROMISED_CALL = Lapse(
    "leave-the-ball",
    Severity.ERROR,
    "promises another call, so they may wait for it.",
    "Leave the ball in their court: give your number, and say when you can be reached.",
    (
        phrase(
            r"\bi(?:'ll| will| shall|'m going to| am going to|'m gonna| plan to| intend to| promise to| would like to|'d like to)"
            r"(?: (?:also|just|probably|then|certainly|definitely|simply|have to|try to|try and|make sure to|maybe|be sure to|perhaps|either|of course|"
            r"always|again))*"
            r" (?:(?:call|ring|phone|contact|telephone|dial)(?: you| your office| back| again| later| tomorrow| round| in\b)(?! sick)"
            r"|try (?:you|again|calling|ringing|phoning|your|reaching|to (?:reach|call|catch|ring|phone|get))|be (?:calling|ringing|phoning|trying|in touch|back in touch)"
            r"|give (?:you|your office|it|this|them) (?:a|an|another|one more)(?: \w+)? (?:call|ring|bell|buzz|shout|tinkle|try|go)|get back to you|get in touch|check (?:back|in)"
            r"|follow up|reach out|catch you|speak (?:to|with) you (?:again|then|tomorrow|later|on|next)|leave (?:you )?another|drop you another)"
            r"(?! (?:by|with|in|via) (?:an? )?(?:e-?mail|letter|note|writing|post))(?: (?:you|back|again|later|tomorrow|then|next week|on \w+day|this \w+))*",
            "call ring phone contact telephone dial try calling ringing phoning trying touch give back check follow reach catch speak leave drop",
        ),
        phrase(
            r"\blet me (?:try|call|ring|phone) (?:you |back |again )+(?:later|tomorrow|back|again)?|\bexpect (?:a|another|my) (?:call|ring)\b"
            r"|\byou(?:'ll| will) (?:hear|get a call) from me\b|\b(?:talk|speak) to you (?:again )?(?:tomorrow|next week|on \w+day)\b"
            r"|\b(?:calling|ringing|phoning|trying)(?: you)? (?:back|again) (?:later|tomorrow|next|on \w+day|this)\b",
            "let expect hear call talk speak calling ringing phoning trying",
        ),
    ),
)


def stay_positive(letter: Letter) -> Iterator[Finding]:
    """Find complaints about waiting, delay and treatment, and a negative tone."""
    for text in letter.texts:
        yield from lapses(text, (COMPLAINT, GLOOM))


def no_demands(letter: Letter) -> Iterator[Finding]:
    """Find demands, and deadlines that are put to them."""
    for text in letter.texts:
        yield from lapses(text, (DEMAND,))
    if letter.subject is not None:
        yield from lapses(letter.subject, (_URGENT,))


def leave_the_ball(letter: Letter) -> Iterator[Finding]:
    """Find in a voicemail the promise to call again."""
    if letter.message.channel is Channel.VOICEMAIL:
        yield from lapses(letter.body, (PROMISED_CALL,))
