"""Pressure: demands and deadlines that are put to them, and in a voicemail the promise to call again."""

from collections.abc import Iterator

from api.messages.finding import Finding, Severity, Span
from api.messages.letter import Letter
from api.messages.phrases import Lapse, compiled, lapses, phrase, together
from api.messages.vocabulary import COUNTS, NOT, THEIRS
from api.policy.facts import Channel

_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?|"
    r"nov(?:ember)?|dec(?:ember)?)"
)
_WHEN = (
    r"(?:(?:this|next|the coming|coming) )?(?:(?:mon|tues|wednes|thurs|fri|satur|sun)day|tomorrow|today|"
    r"tonight|noon|midday|"
    r"midnight|(?:the )?(?:very )?(?:end|close|start|beginning) of|cob|eod|eow|close of|next week|"
    r"this (?:week|evening|afternoon|month)|"
    rf"the weekend|(?:the )?\d{{1,2}}(?:st|nd|rd|th)\b|\d{{1,2}}(?: of)? {_MONTH}|{_MONTH} \d|"
    rf"\d{{1,2}}(?:[:.]\d\d)? ?(?:am|pm|a\.m|p\.m|o'clock)|"
    r"\d{1,2}[./]\d{1,2}|\d{4}-\d\d-\d\d|then|the latest)\b"
)
_SPAN = (
    rf"(?:the next |the coming )?(?:{COUNTS}|\d{{1,3}}) (?:working |business |calendar )?(?:hours?|days?|"
    rf"weeks?|minutes)\b"
)
_BY = (
    rf"(?:\b(?:by|no later than|not later than|until|till|on or before) (?:the )?{_WHEN}|\bwithin {_SPAN}|"
    rf"\bin the next {_SPAN}|\bat the (?:very )?latest\b)"
)
_BEFORE = rf"(?:\bbefore (?:the )?{_WHEN})"
_RUSH = (
    r"(?:asap|a\.s\.a\.p|as soon as possible|as quickly as possible|as fast as possible|immediately|"
    r"at once|right away|straight ?away|quickly|fast|"
    r"urgently|without (?:any )?(?:further )?delay|right now|now|today|tonight|this instant|"
    r"as soon as you (?:get|read|receive|see|hear) this|the (?:moment|minute|second) you|"
    r"by return(?: of (?:post|e-?mail|mail))?)\b"
)
_ASK = (
    r"(?:please |kindly |pls |plz |\byou (?:really |simply |now )?(?:must|should|need to|have to|"
    r"had better) |\bhope (?:that )?you(?:'ll| will| can| could)? |"
    r"\b(?:can|could|would|will) you (?:please |kindly |possibly |perhaps |also )*|"
    r"\b(?:if you (?:can|could|would|might)|for you to|(?:ask|request|expect|want|need|urge|"
    r"require) (?:that )?you(?: to)?|"
    r"(?:please|kindly) [^.!?;\n]{0,40}? and) |(?<=,\s)(?:so|and|but|then) |"
    r"(?<![^\n])(?:so |and |but |then )?|(?<=[.!?;:]\s)(?:so |and |but |then )?)"
)
"""What a request to them begins with: a word for it, or the start of a sentence."""
_ANSWER = (
    r"(?:repl(?:y|ies)|respond|answer|decide|let me know|let us know|get back to me|get back|"
    r"come back to me|tell me|inform me|notify me|"
    r"advise(?: me)?|confirm|revert(?: back)?|update me|give me (?:\w+ ){0,2}(?:answer|reply|response|"
    r"decision|update|news)|"
    r"send me (?:\w+ ){0,2}(?:answer|reply|response|decision|update|offer|contract|news)|make (?:a|your|"
    r"up your) (?:decision|mind)|"
    r"provide (?:me with )?(?:\w+ ){0,2}(?:answer|reply|response|decision|update|feedback)|"
    r"make me an offer|write back|come to a decision|"
    r"reach a decision|finali[sz]e|(?:ensure|make sure|see to it)(?: that)? i (?:get|have|receive|hear))"
)
_VERBS = (
    "reply replies respond answer decide let get come tell inform notify advise confirm revert update give "
    "send make provide write "
    "reach finalise finalize call ring phone contact ensure sure see"
)
_RING = r"(?:call(?: me)?(?: back)?|ring(?: me)?(?: back)?|phone(?: me)?(?: back)?|contact me)"
_NEWS = r"(?:answer|repl(?:y|ies)|response|decision|explanation|commitment|verdict|ruling)"
_NOT_IF = r"(?:(?!\bif\b|\bi'll\b|\bi will\b|\bi can\b|\bi could\b|\bi am\b)[^.!?;\n])"
_MINE = (
    r"\b(?:if you need|should you need|if you would like|if you'd like|i(?:'ll| will| shall| can| could|"
    r" would be able to|'d be able to) (?:\w+ ){0,2}(?:send|let you|call|reply|answer|start|begin|deliver|"
    r"get back|confirm|provide|forward|share))\b"
)
_AS_THEY_SAID = (
    r"\byou(?:'d| had| have|'ve)? (?:kindly |also )?(?:said|mentioned|told|hoped|hope|expected|expect|"
    r"planned|plan|wrote|indicated|thought|aim|aimed|intended|intend|asked|suggested|agreed|promised)\b|"
    r"\bas (?:discussed|agreed|mentioned)\b"
)
_ELSEWHERE = (
    r"\b(?:(?:have|had|has|received|got|accept|accepted|considering|holding|answer|made me|"
    r"extended) (?:\w+ ){0,3}offers?|another offer|other offers?|competing offers?|"
    r"offers? (?:from|elsewhere|with|on the table|of my own|already)|another (?:company|employer|process|"
    r"organi[sz]ation|firm|opportunity)|"
    r"other (?:company|employer|process|firm)|elsewhere)\b"
)

_TO_THEM = (
    r"\b(?:please|kindly|i(?:'ll| will|'d| would| must| have to| shall)? (?:\w+ ){0,2}?(?:need|want|"
    r"require|demand|expect|request|insist|ask|must have|"
    r"like|appreciate|prefer|be (?:\w+ )?(?:grateful|glad|happy|pleased))|you(?:'ll|"
    r" will)? (?:\w+ )?(?:must|need to|have to|should|ought to|had better)|"
    r"you'd better|i(?:'m| am) (?:expecting|demanding|counting on|asking for)|(?:can|could|would|will) you|"
    r"(?:let|give|tell|send|get|call|answer|inform) (?:me|back)|"
    r"it(?:'s| is) (?:\w+ )?(?:essential|imperative|important|"
    r"vital|crucial|critical|necessary|urgent|high time)|may i (?:have|ask)|(?:can|could) i have)\b"
)
_SOUGHT = (
    r"\b(?:answers?|repl(?:y|ies)|respond|response|decide|decision|hear (?:back|from you)|to hear|know|"
    r"clarity|confirm|confirmation|updates?|feedback|"
    r"news|outcome|results?|verdict|offer|contract|call me|call back|get back|come back to me|"
    r"yes or (?:an? )?no|mind up|(?:up )?your mind|settled|resolved|"
    r"where i stand|explanation|tell me|inform me|let me know)\b"
)
_AT_ONCE = (
    r"(?:immediately|at once|asap|as soon as possible|straight ?away|right away|"
    r"without (?:any )?(?:further )?delay|tonight|right now|this instant)\b"
)
_HARMLESS = (
    r"\b(?:feel free|hesitate|convenien\w+|whenever|any time|anytime|if you (?:need|would like|have|want|"
    r"require|'d like)|if there|(?:whether|when|if|that) (?:you|the \w+|a decision) "
    r"(?:expect|hope|plan|think|intend|might|will|can|is|would)|should you|understand|realise|realize|"
    r"i know|aware|no need|(?:not|n't|nor) (?:\w+ )?(?:need|expect|require|want|ask)|"
    r"(?:i|we) (?:\w+ ){0,3}?(?:confirm|answer|reply|respond|decide|give|call|let|send|return|settle|tell|"
    r"finish|know|start|submit) (?:\w+ ){0,4}?(?:by|until|within|at the latest|before)|"
    r"i (?:\w+ ){0,3}?(?:to|'ll|will|can|could) (?:\w+ )?(?:confirm|answer|reply|respond|decide|give|call|"
    r"let|send|return|settle|tell)|"
    r"hear from (?:the|my|them|him|her)|(?:from|by) (?:the )?(?:university|bank|embassy|landlord|council|"
    r"school))\b"
)

DEMAND = Lapse(
    "no-demands",
    Severity.ERROR,
    "puts a demand to them.",
    "Ask, and leave the answer and its time to them: “I would be glad to hear how things stand.”",
    (
        together(
            rf"(?:{_BY}|\b{_AT_ONCE})",
            _SOUGHT,
            _TO_THEM,
            anchors=(
                "by until till within latest next later before immediately once asap soon straight straightaway right "
                "delay tonight instant"
            ),
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}|{_MINE}|{_HARMLESS}|{THEIRS}",
        ),
        phrase(
            r"\bwhere(?:'s| is| are) my (?:\w+ )?(?:offer|contract|answer|reply|feedback|decision|response|"
            r"results?|update)\b"
            r"|(?:(?<![^\n])|(?<=[.!?;]\s))(?:just |so )?tell me (?:if|whether) i(?:'m|'ve| got| have| am| was|"
            r" will)\b(?: \w+){0,3}",
            "where tell",
            also="my me",
        ),
        phrase(
            r"\bit(?:'s| is) (?:\w+ )?(?:essential|imperative|important|vital|crucial|critical|necessary|urgent|"
            r"high time)(?: for me)?(?: that| to)? (?:you (?:repl|respond|answer|decide|let|tell|get|call|"
            r"contact)\w*|"
            r"(?:i|to) (?:hear|know|receive|get|be told)\b)(?: \w+){0,4}",
            "essential imperative important vital crucial critical necessary urgent time",
        ),
        phrase(
            r"\b(?:i|you)(?:'d| had) better (?:hear|decide|call|answer|reply|respond|tell|let|give|hurry|get|hire|"
            r"not)\b(?: \w+){0,3}|\b(?:do not|don't) (?:make|let|keep) me (?:ask|write|call|come|chase|beg|"
            r"wait)\b(?: \w+){0,2}"
            r"|(?:(?<![^\n])|(?<=[.!?;]\s))(?:hire|choose|pick|employ|take) me\b|(?:(?<![^\n])|(?<=[.!?;]\s)|"
            r"\bjust |\bplease )give me (?:the|this|that|a) (?:job|position|role|chance|offer|contract|start)\b"
            r"|\bi(?:'m| am) (?:demanding|insisting|requesting an (?:immediate|urgent|instant))\b(?: \w+){0,3}|"
            r"\bi (?:hereby )?request (?:an? |your )?(?:immediate|urgent|instant|prompt) \w+"
            r"|\b(?:await(?:ing)?|expect(?:ing)?|look(?:ing)? forward to|wait(?:ing)? for) (?:an? |your |"
            r"the )?(?:immediate|urgent|instant|prompt) (?:answer|reply|response|decision|action)\b"
            rf"|\b(?:await(?:ing)?|look(?:ing)? forward to)[^.!?;\n]{{0,40}}?\b(?:answer|reply|response|decision|"
            rf"hearing from you)\b[^.!?;\n]{{0,20}}?\b(?:today|tonight|{_AT_ONCE})"
            rf"|\bi (?:\w+ ){{0,2}}?wait (?:only )?(?:until|till) (?:the )?{_WHEN}|\b(?:my|this) offer (?:stands|"
            rf"is (?:open|good|valid)) (?:only )?(?:until|till)\b(?: \w+)?|\b(?:please |you (?:must|"
            rf"should) )prioriti[sz]e (?:my|this)\b(?: \w+)?",
            "better make let keep hire choose pick employ take give demanding insisting requesting request "
            "immediate urgent instant prompt await awaiting forward wait offer prioritise prioritize",
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}|\btake me (?:through|back|to|up)\b",
        ),
        phrase(
            r"\bi(?:'ll| will|'m going to| am going to| shall| would|'d)? (?:really |urgently |just |now |do |"
            r"also |simply |absolutely |still |therefore |must )*(?:need|require|demand|expect|want|"
            r"insist on|must have)(?: to (?:have|get|receive|see|be given))?(?: back)?(?: from you)? "
            rf"(?:an?|your|some|this)? ?(?:\w+ ){{0,2}}?{_NEWS}\b(?:(?: \w+){{0,3}}? ?(?:{_BY}|{_BEFORE}|{_RUSH}))?",
            "answer reply replies response decision explanation commitment verdict ruling",
            unless=(
                r"\bi expect (?:your|an?|the) (?:\w+ ){0,2}(?:decision|answer|response) (?:will|would|to be|is|was|may|"
                r"might)\b|"
                r"\bneed (?:to give|to send|to make)\b"
            ),
        ),
        phrase(
            r"\bi(?:'ll| will)? (?:really |now |urgently |do |must )?(?:need|require|demand|want|"
            r"expect)(?: to (?:have|get|receive|see))? (?:an?|your|the|some|any)? ?(?:\w+ ){0,2}?(?:feedback|"
            r"updates?|news|confirmation|"
            rf"clarification|information|outcome|results?|call|contract|offer|word)\b[^.!?;\n]{{0,40}}?(?:{_BY}|"
            rf"{_BEFORE}|{_RUSH})",
            "feedback update updates news confirmation clarification information outcome result results call "
            "contract offer word",
            also="need require demand want expect",
            unless=_AS_THEY_SAID,
        ),
        phrase(
            r"\bi(?:'ll| will| shall) (?:be )?expect(?:ing)? (?:your|an?|to hear)\b(?: \w+){0,2}|"
            r"\bi(?:'ll| will)? (?:really |now |urgently |do )?(?:need|require|demand|want) you to (?!know|see|"
            r"understand|be (?:aware|sure))\w+(?: [\w']+){0,2}|"
            r"\bi (?:fully |really |do |also |now |shall |will )*expect (?:(?:your|an?) (?:answer|reply|response|"
            r"decision|call) (?:on|by|before|within|at|next|this)|to (?:hear|be (?:told|informed|contacted|called|"
            r"hired|paid|given|updated))|"
            r"you to (?!be)|that you(?:'ll| will)? |better\b|more (?:from|than)\b|nothing less)(?:[^.!?;\n]{0,30}?"
            rf"(?:{_BY}|{_BEFORE}|{_RUSH}))?",
            "expect need require demand want",
            also="expect you",
        ),
        phrase(
            r"\bi (?:really |urgently |just |now |do |still |must )*(?:need|want|demand|require|would need|"
            r"must)(?: to)? (?:know|hear|be told|find out|be informed)"
            rf"(?:[^.!?;\n]{{0,50}}?(?:{_BY}|{_BEFORE}|{_RUSH}|\bthis week\b|\bsoon\b)| your (?:decision|answer)|"
            rf" what you(?:'ve| have)? decided| where i stand|"
            r" (?:if|whether) (?:you(?: are|'re| have|'ve| will| want)|i (?:got|have got|am|have been|was|will))|"
            r" why\b)",
            "know hear told out informed",
            unless=_ELSEWHERE + r".{0,60}\bi would need\b",
        ),
        phrase(
            r"\b(?:and |so |then )?you (?:really |simply |now |just )?(?:must|need to|have to|should|ought to|"
            r"had better|'d better|are (?:obliged|required) to|"
            r"will have to|are going to have to) (?:now |please |immediately |really |at least |all |just |simply |"
            r"finally )*(?:decide|reply|respond|"
            r"answer|tell me|let me know|give me|call me|phone me|ring me|contact me|get back|hire|choose me|"
            r"pick me|select me|inform me|confirm|"
            r"make (?:a|your|up your) (?:decision|mind)|offer me|pay|hurry|act|send me|explain|consider me|take me|"
            r"realise|realize|understand that|"
            r"accept|keep your)\b(?:[^.!?;\n]{0,40}?(?:" + _BY + "|" + _RUSH + "))?",
            "must need have should ought better obliged required",
            unless=(
                r"\b(?:if|should|whether|whenever|when|once|know|appreciate|imagine|aware|guess|suppose|because|since|"
                r"that|"
                r"which|what|decisions?|choices?|anything|whatever|everything|all|as|before|"
                r"until) (?:\w+ ){0,2}you (?:really |simply |now |just )?"
                r"(?:must|need|have|should|ought)\b|^\W{0,4}should you\b"
            ),
        ),
        phrase(
            rf"{_ASK}(?:{_ANSWER}|{_RING})\b{_NOT_IF}{{0,80}}?{_BY}",
            "by within latest later until till next",
            also=_VERBS,
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}|{_MINE}",
        ),
        phrase(
            rf"{_ASK}{_ANSWER}\b(?:(?!\bif\b|\bwhether\b|\bwhen\b|\bwhich\b|\bwhat\b|"
            rf"\banything\b)[^.!?;\n]){{0,60}}?{_BEFORE}",
            "before",
            also=_VERBS,
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}|{_MINE}",
        ),
        phrase(
            rf"{_ASK}(?:{_ANSWER}|{_RING})\b(?: (?:back|me|us|to|with|on|about|regarding|an?|the|your|this|that|my|"
            rf"e-?mail|message|letter|"
            r"answer|decision|reply|response|question|either|way|whether|you|i|am|was|have|got|been|selected|it|"
            r"news|any|update|,)){0,9},? " + _RUSH,
            "soon moment minute second asap possible quickly fast immediately once away straightaway "
            "urgently delay now today tonight instant return",
            also=_VERBS,
            unless=rf"{_MINE}|\bif you (?:need|have|want|require)\b",
        ),
        phrase(
            r"\b(?:can|could|may|might) i (?:please |kindly |possibly |perhaps )*(?:have|get|ask for|expect|hear|"
            r"request|know)\b"
            rf"[^.!?;\n]{{0,60}}?{_BY}|\bi(?:'d| would| should) (?:really |very much |also )?(?:be (?:very |most |"
            rf"so )?(?:grateful|glad|happy|pleased)|appreciate|like|"
            r"love|prefer)(?: to (?:have|hear|know|receive|get)| for| if| it if| an?| your|,)"
            rf"{_NOT_IF}{{0,60}}?{_BY}|\bwould it be possible (?:for you )?to{_NOT_IF}{{0,60}}?{_BY}"
            rf"|\bi(?:'m| am) (?:asking|requesting) {_NOT_IF}{{0,60}}?{_BY}|\bi (?:ask|"
            rf"request){_NOT_IF}{{0,60}}?{_BY}",
            "by within latest later until till next",
            also="can could may might i'd would should possible asking requesting ask request",
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}|{_MINE}|\b(?:start|join|send you|visit|come|meet)\b",
        ),
        phrase(
            rf"\byou (?:have|'ve got|have got) (?:until|till) (?:the )?{_WHEN}|\bi(?:'m| am|'ll| will|"
            rf" can)? giv(?:e|ing) you (?:until|till|one (?:more|last) )"
            rf"[^.!?;\n]{{0,20}}|\bwe (?:need|have|must)(?: to)? (?:settle|decide|finish|conclude|agree|wrap|"
            rf"close) [^.!?;\n]{{0,40}}?{_BY}"
            rf"|\b(?:it is|it's|is it not|isn't it) (?:high |about |really |surely )?time (?:that )?you (?:made|"
            rf"decided|replied|answered|told|called|let me know|came|gave|got)\b"
            r"|\b(?:you could|you might|could you|please) at least (?:reply|answer|tell|let|have|call|respond|"
            r"inform|acknowledge)\b|\bthe (?:very )?least you (?:could|can|might) do\b",
            "until till giving give by time least within latest",
            unless=_AS_THEY_SAID,
        ),
        phrase(
            rf"\b{_NEWS} (?:is|are|was) (?:now |urgently )?(?:needed|required|"
            rf"demanded)\b(?:[^.!?;\n]{{0,20}}?(?:{_BY}|{_BEFORE}|{_RUSH}))?",
            "needed required demanded",
            unless=rf"{_AS_THEY_SAID}|{THEIRS}|{NOT} (?:\w+ )?(?:needed|required)",
        ),
        phrase(
            rf"\b(?:looking for|awaiting|waiting for|hoping for|counting on|in need of) (?:an?|"
            rf"your) (?:\w+ ){{0,2}}{_NEWS}"
            rf"(?:[^.!?;\n]{{0,20}}?(?:{_BY}|\b{_AT_ONCE}))",
            "answer reply replies response decision explanation commitment verdict ruling",
            unless=rf"{_AS_THEY_SAID}|{_ELSEWHERE}",
        ),
        phrase(
            r"\bi (?:hereby |must |really |therefore |will |have to )*(?:demand|insist)\b (?:that (?:you|i|we|"
            r"this)|to (?:know|be|have|speak|see|get|"
            r"receive|hear)|on (?:being|hearing|getting|knowing|an? (?:\w+ )?(?:answer|reply|response|decision|"
            r"meeting|explanation|second)|your)|"
            r"an?\b|your\b|some\b|better\b)(?: (?:\w+ )?(?:answer|reply|response|decision|explanation|meeting))?"
            r"|\bi(?:'m| am) (?:entitled to|owed)\b|\bi (?:really |surely |clearly )?deserve (?:an?|to|better|this|"
            r"the|more|some)\b(?: \w+){0,2}"
            r"|\byou owe (?:me|it to me)\b|\bi have (?:a|the|every) right to\b",
            "demand insist entitled owed deserve owe right",
        ),
        phrase(
            r"(?:\bplease |\bkindly |\bjust |\bnow |(?<![^\n])|(?<=[.!?,;:]\s))(?:give|tell|answer|show|explain to|"
            r"offer) me (?:now|today|immediately|"
            r"your decision|an answer|a (?:straight|clear|firm|proper|definite|final|quick) (?:answer|reply|yes|"
            r"response)|why|the (?:job|position|role|reason)|"
            r"a reason|a yes|the answer)\b"
            r"|(?:\bplease |\bkindly |\bcan you |\bcould you |(?<![^\n])|(?<=[.!?,;:]\s))explain (?:to me )?(?:why|"
            r"yourself|what is taking|the delay)\b"
            r"|\bi (?:want|need|expect|demand) (?:to know why|an explanation|answers)\b",
            "explain explanation answers why give tell answer show offer",
        ),
        phrase(
            r"\b(?:if|unless) (?:i (?:do not|don't|haven't|have not|hear nothing|receive no|get no|hear|receive|"
            r"get)|you (?:do not|don't|can't|cannot|fail|"
            r"haven't|have not|are not|reply|respond|answer|decide))\b[^.!?;\n]{0,80}?(?:i(?:'ll| will| shall|"
            r" must| would)|i(?:'m| am) "
            r"(?:going|forced) to|i have no choice)(?: \w+){0,3}? (?:assume|accept|take|withdraw|conclude|have to|"
            r"look|move on|go (?:with|to|elsewhere)|"
            r"sign|walk|complain|escalate|report|contact your|call your|decline|turn down)\b",
            "if unless",
            also="i'll i'm will shall must would am have",
            unless=r"\bif i (?:do not|don't) (?:get|receive) (?:the|this|an?) (?:job|role|position|offer)\b",
        ),
        phrase(
            r"\b(?:otherwise|or else|or)[, ]{1,3}i(?:'ll| will| shall| must| would have to| will have to|"
            r"'m going to| am going to)(?: \w+){0,2}? (?:accept|take|"
            r"withdraw|go|sign|walk|assume|look|move on|decline)\b|\beither you\b[^.!?\n]{0,80}?\bor "
            r"i\b(?: \w+){0,2}|\bor else[.!]|\btake it or leave it\b|\b(?:your|this is your) (?:last|"
            r"final) chance\b"
            r"|\bthis is (?:my|a) (?:last|final) (?:offer|warning|reminder|request)\b|\bnon-negotiable\b|"
            r"\bi will not (?:accept|settle for|take) "
            r"(?:less|anything|no)\b|\bi won't (?:accept|settle for|take) (?:less|anything|no)\b|\bultimatum\b",
            "otherwise or take chance final last non-negotiable negotiable accept settle ultimatum either",
        ),
        phrase(
            r"\bhurry(?: up)?\b|(?:\bplease |\bkindly |\bcould you |\bcan you |\bwould you |\byou (?:must|should|"
            r"need to|have to) )(?:\w+ )?(?:speed|expedite|rush|accelerate|"
            r"push)\b(?: \w+){0,4}",
            "hurry speed expedite rush accelerate push",
            unless=r"\b(?:no|any|a|not|n't|without|need to|don't)(?: \w+){0,3} (?:hurry|rush)\b|\bin a hurry\b",
        ),
        phrase(
            r"\b(?:no|not) later than\b[^.!?;\n]{0,30}|\b(?:my|the|your|a|final|strict) deadline (?:for|"
            r"to) (?:your|you|an answer|a decision|a reply)\b",
            "later deadline",
            unless=(
                rf"{_MINE}|{_AS_THEY_SAID}|{_ELSEWHERE}|\b(?:they|i (?:can|could|am able to|would be able to) (?:start|"
                rf"join))\b"
            ),
        ),
        phrase(
            r"\bi (?:want|need|demand|require|expect|must have|will accept nothing less than) (?:at least |"
            r"a minimum (?:of )?|no less than )?(?:[£$€]\d|\d[\d,.]*k\b|more money|a "
            r"(?:higher|better|bigger|larger) (?:salary|offer|package)|a (?:raise|pay rise))"
            r"|\b(?:salary|pay|offer|package) (?:must|has to|needs to|should|will have to) be\b(?: [\w£$€.,]+){0,4}"
            r"|\bi (?:won't|will not|cannot|can't|shall not) (?:sign|accept|agree|join|"
            r"settle)\b[^.!?\n]{0,40}?\b(?:unless|below|under|less than|anything)\b(?: [\w£$€.,]+){0,3}",
            "want need demand require expect must less salary pay offer package unless below under anything",
        ),
    ),
)
_POLITE = compiled(r"(?:would|could|might|may) (?:it|you|i|there)\b|i(?:'d| would| wonder)\b|is there\b")
_OFFERED = compiled(_ELSEWHERE)
_URGENT = Lapse(
    "no-demands",
    Severity.ERROR,
    "puts them under pressure.",
    "Say in the subject what the message is about, no more.",
    (
        phrase(
            r"\burgent(?:ly)?\b|\b(?:final|last) (?:reminder|notice|request)\b|\b(?:reply|response|answer|decision|"
            r"action) (?:needed|required|requested)\b",
            "urgent urgently reminder notice request needed required requested",
        ),
    ),
)

PROMISED_CALL = Lapse(
    "leave-the-ball",
    Severity.ERROR,
    "promises another call, so they may wait for it.",
    "Leave the ball in their court: give your number, and say when you can be reached.",
    (
        phrase(
            r"\bi(?:'ll| will| shall|'m going to| am going to|'m gonna| plan to| intend to| promise to|"
            r" would like to|'d like to)"
            r"(?: (?:also|just|probably|then|certainly|definitely|simply|have to|try to|try and|make sure to|maybe|"
            r"be sure to|perhaps|either|of course|"
            r"always|again))*"
            r" (?:(?:call|ring|phone|contact|telephone|dial)(?: you| your office| back| again| later| tomorrow|"
            r" round| in\b)(?! sick)"
            r"|try (?:you|again|calling|ringing|phoning|your|reaching|to (?:reach|call|catch|ring|phone|get))|"
            r"be (?:calling|ringing|phoning|trying|in touch|back in touch)"
            r"|give (?:you|your office|it|this|them) (?:a|an|another|one more)(?: \w+)? (?:call|ring|bell|buzz|"
            r"shout|tinkle|try|go)|get back to you|get in touch|check (?:back|in)"
            r"|follow up|reach out|catch you|speak (?:to|with) you (?:again|then|tomorrow|later|on|next)|"
            r"leave (?:you )?another|drop you another)"
            r"(?! (?:by|with|in|via) (?:an? )?(?:e-?mail|letter|note|writing|post))(?: (?:you|back|again|later|"
            r"tomorrow|then|next week|on \w+day|this \w+))*",
            "call ring phone contact telephone dial try calling ringing phoning trying touch give back check "
            "follow reach catch speak leave drop",
        ),
        phrase(
            r"\blet me (?:try|call|ring|phone) (?:you |back |again )+(?:later|tomorrow|back|again)?|\bexpect (?:a|"
            r"another|my) (?:call|ring)\b"
            r"|\byou(?:'ll| will) (?:hear|get a call) from me\b|\b(?:talk|speak) to you (?:again )?(?:tomorrow|"
            r"next week|on \w+day)\b"
            r"|\b(?:calling|ringing|phoning|trying)(?: you)? (?:back|again) (?:later|tomorrow|next|on \w+day|"
            r"this)\b",
            "let expect hear call talk speak calling ringing phoning trying",
            unless=r"\b(?:thanks|thank you|grateful)(?: \w+){0,3} for (?:your )?(?:calling|ringing|phoning|trying)\b",
        ),
    ),
)


def no_demands(letter: Letter) -> Iterator[Finding]:
    """Find demands, and deadlines that are put to them."""
    for text in letter.texts:
        for finding in lapses(text, (DEMAND,)):
            if finding.span is None or not _explains_itself(text.prose, finding.span):
                yield finding
    if letter.subject is not None:
        yield from lapses(letter.subject, (_URGENT,))


def _explains_itself(prose: str, span: Span) -> bool:
    """Whether a polite question follows the mention of another offer, whose deadline is not of one's own making."""
    return _POLITE.match(prose, span.start) is not None and _OFFERED.search(prose, 0, span.start) is not None


def leave_the_ball(letter: Letter) -> Iterator[Finding]:
    """Find in a voicemail the promise to call again."""
    if letter.message.channel is Channel.VOICEMAIL:
        yield from lapses(letter.body, (PROMISED_CALL,))
