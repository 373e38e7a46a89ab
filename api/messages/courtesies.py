"""What a note ought to hold: thanks, and a line on why something is enclosed."""

from collections.abc import Iterator

from api.messages.finding import Finding, Severity, broken
from api.messages.letter import Letter
from api.messages.phrases import compiled, phrase
from api.policy.facts import Purpose

_THANKFUL = frozenset({Purpose.THANK_YOU, Purpose.REJECTION_THANKS, Purpose.OFFER_THANKS})

_THANKS = compiled(
    r"\b(?:thank|thanks|thanking|thanked|thx|thankful|grateful|gratitude|indebted|obliged|appreciative|cheers|"
    r"appreciate|appreciated|"
    r"appreciates|appreciation|ta very much)\b|\b(?:kind|generous|good|gracious|thoughtful) of you\b|\b(?:kindness|"
    r"generosity|hospitality)\b"
    r"|\b(?:danke|merci|gracias|grazie|obrigad[oa]|tack|takk|kiitos|dank u|dziękuję|děkuji|спасибо|дякую|ευχαριστώ|"
    r"teşekkür\w*|shukran|"
    r"arigat[oō]u?|xie ?xie|dhanyavaad|todah)\b|ありがと|感謝|谢谢|謝謝|감사|شكر|תודה|धन्यवाद"
)
_NO_THANKS = compiled(
    r"\b(?:thanks|thank you|thanking you) in (?:advance|anticipation)\b|\bthanks (?:and|&) (?:\w+ )?regards\b|\bi will "
    r"thank you to\b|\bno thank you\b|\bno,? thanks\b|\bno thanks to\b|\bthank (?:god|goodness|heavens)\b"
    r"|\b(?:not|n't|never|forgot to|without)(?: \w+){0,2} thank(?:ed|ing)?\b"
    r"|\b(?:would|'d|will|shall)(?: \w+){0,2} (?:appreciate|be (?:\w+ )?(?:grateful|thankful|obliged|"
    r"appreciative))\b(?! (?:the chance|the opportunity))"
    r"|\b(?:appreciate|grateful|obliged)(?: it)? if\b|\b(?:not|n't)(?: \w+){0,2} appreciate\b|\bi appreciate (?:that|"
    r"how busy)\b"
)


def says_thanks(letter: Letter) -> Iterator[Finding]:
    """Find a thank-you that does not thank."""
    if letter.message.purpose not in _THANKFUL:
        return
    text = letter.body.prose
    refused = [found.span() for found in _NO_THANKS.finditer(text)]
    for found in _THANKS.finditer(text):
        if not any(start <= found.start() < end for start, end in refused):
            return
    yield broken(
        "says-thanks",
        "This is a thank-you, and it thanks for nothing.",
        "Thank them for their time, in a sentence of its own.",
    )


_SENT_ALONG = phrase(
    r"\b(?:attach(?:ed|ing|ment|ments)?|enclos(?:e|ed|ing|ure|ures)|send(?:ing)?|sent|includ(?:e|ed|ing)|link(?:ed|"
    r"s)?|copy|copies|share|sharing|shared|"
    r"pdf|document|here is|here are|here's|below|accompan(?:y|ies|ying)|forward(?:ing|ed)?|post(?:ed|ing)?|passing|"
    r"find|portfolio|sample|samples|article|"
    r"report|case study|slides|deck|presentation|certificate|diploma|transcript|testimonials?|references?(?! to)|paper|"
    r"write-?up|draft|sketch(?:es)?|prototype|mock-?up|"
    r"notebook|script|code|repository|video|recording|photo(?:s|graphs)?|drawings?|plans?|essay|thesis|project|talk|piece|"
    r"work)\b",
    "attach attached attaching attachment attachments enclose enclosed enclosing enclosure enclosures send sending "
    "sent include included including link "
    "linked links copy copies share sharing shared pdf document here below accompany accompanies accompanying "
    "forward forwarding forwarded post posted "
    "posting passing find portfolio sample samples article report study slides deck presentation certificate diploma "
    "transcript testimonial testimonials "
    "reference references paper writeup write draft sketch sketches prototype mockup mock notebook script code "
    "repository video recording photo photos "
    "photographs drawing drawings plan plans essay thesis project talk piece work",
)
_WHY = compiled(
    r"\b(?:because|since|so that|in case|as (?:you|we|i|it|this|discussed|mentioned|promised|agreed|requested|asked|"
    r"they|our)|you (?:(?:had|were|also|both|had been|have|'d) )?"
    r"(?:asked|mention(?:ed)?|express(?:ed)?|show(?:ed|n)?|seem(?:ed)?|wanted|requested|said|wondered|spoke|talked|"
    r"were interested|interested|curious|raised|described|might|may|"
    r"could|would|told|liked|noticed|encouraged|suggested|invited|brought|kindly|were kind|enquired|inquired)|"
    r"we (?:had |also )?(?:discussed|talked|spoke|touched|looked|covered|mentioned|chatted|were discussing|compared|"
    r"went)|"
    r"i (?:had |also )?(?:mentioned|spoke|talked|described|referred|promised|told|brought up|thought|hope|hoped|"
    r"believe|think|wanted|touched|said|was (?:speaking|talking|telling))|"
    r"to (?:show|illustrate|give|demonstrate|support|help|complete|answer|follow|back|add|let you|make|explain|prove|"
    r"underline|complement|supplement|round|document|put)|"
    r"which (?:shows?|illustrates?|covers?|answers?|may|might|could|explains?|describes?|we|you|i|gives?|"
    r"demonstrates?|came|is (?:close|similar|relevant|about)|deals?|sets?|speaks?|bears?|should|touches)|"
    r"that (?:shows?|illustrates?|covers?|answers?|may|might|could|explains?|describes?|gives?|"
    r"demonstrates?|came|touches)|"
    r"it (?:shows?|illustrates?|covers?|answers?|may|might|could|explains?|describes?|gives?|demonstrates?|deals?|"
    r"sets?|speaks?|bears?|should|touches|is (?:close|similar|relevant)|has)|they (?:show|illustrate|may|might|could|"
    r"give|demonstrate|explain)|"
    r"(?:may|might|could|should|will) (?:\w+ )?(?:interest|help|be|show|give|answer|illustrate|shed|serve|prove|"
    r"save)|of interest|relevant|useful|helpful|"
    r"following (?:our|your|up|on)|further to|in (?:response|reply|answer|relation|connection) to|"
    r"with regard to (?:our|your)|illustrat\w{1,4}|demonstrat\w{1,4}|shows? (?:how|what|that|the|you)|"
    r"(?:about|on|in|during|of) (?:which|our (?:conversation|discussion|interview|meeting|talk|chat|call)|"
    r"your question|what we)|your (?:question|interest|request|point|remark|curiosity|comment|suggestion)|"
    r"(?:came|come|coming) up|related to|inspired by|curious|impressions|your (?:thoughts|view|views|opinion|"
    r"feedback|comments)|what you think|example of (?:the|how|what|my)|"
    r"evidence of|proof of|discussed|mentioned|promised|requested|asked for|spoke about|talked about|referred to)\b"
)


_WHICH = compiled(r"\bthat (?:we|you|i)\b")
"""Says why where it stands beside the thing: «the sheet that you asked for», but not «I hope that you are well»."""


def says_why_enclosed(letter: Letter) -> Iterator[Finding]:
    """Find work or enclosures that are sent without a line on why."""
    message = letter.message
    if not (message.purpose is Purpose.WORK_SAMPLE or (message.purpose is Purpose.THANK_YOU and message.enclosures)):
        return
    text = letter.body
    sentences = text.sentences
    start = letter.greeting.end if letter.greeting else 0
    places = [found.start() for found in _SENT_ALONG.find(text) if start <= found.start() < letter.signature]
    prose = text.prose.casefold()
    places += [place for title in message.enclosures if (place := prose.find(title.casefold())) >= 0]
    about = {i for i, s in enumerate(sentences) if any(s.start <= place < s.end for place in places)}
    near = {j for i in about for j in (i - 1, i, i + 1) if 0 <= j < len(sentences)} or range(len(sentences))
    if any(_WHY.search(text.prose, max(start, sentences[j].start), sentences[j].end) for j in near):
        return
    if any(_WHICH.search(text.prose, *sentences[i]) for i in about):
        return
    what = f"“{message.enclosures[0]}”" if message.enclosures else "what is sent"
    yield broken(
        "says-why-enclosed",
        f"Nothing says why {what} is enclosed." if message.enclosures else "Nothing says why this work is sent.",
        "Add a line on why: what it shows, or where it came up in the interview.",
        severity=Severity.WARNING,
    )
