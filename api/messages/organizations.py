"""The organization's name: another employer's, said as if it were this one's, betrays a copied note."""

import re
from collections.abc import Iterator
from functools import lru_cache
from itertools import islice

from api.messages.finding import Finding, Part, Span, broken
from api.messages.letter import Letter
from api.messages.phrases import compiled, quoted
from api.messages.text import MASK, Text, words

_LEGAL = words(
    "ltd limited inc incorporated corp corporation co company gmbh ag sa sas sarl plc llc llp lp bv nv oy ab as asa "
    "aps spa srl "
    "pty group holdings holding kg se kk pvt private sl sro oyj intl international"
)
_MOST = 20
"""So many places of one name are looked at."""
_AROUND = 250
"""So many code points before and after a name say how it is meant."""
_X = "\ue000"
"""Stands for the name in its sentence."""

_AS_IF = compiled(
    r"\b(?:the|this|a|an|your|such|that|any) (?:[\w-]+ ){0,4}?(?:role|position|job|opportunity|vacancy|"
    r"opening|post|"
    r"place|future|career|"
    rf"interview|meeting|conversation|visit|day|morning|afternoon|team|work|office|offices) (?:at|with|in|"
    rf"for|within|"
    rf"to|of) (?:the )?{_X}"
    rf"|\b(?:join|joining|work|working|contribute|contributing|apply|applying|applied|application|"
    rf"interviewing|"
    rf"interviewed|interview|"
    rf"interest|interested|fit|belong|future|start|starting|invite|inviting|invited|hiring|employed|career|"
    rf"role|"
    rf"position|opportunity|place|opening|vacancy)"
    rf"(?: (?:the|team|full-time|again|here|in|position|role|of|as an?|me|us|myself|very|well|right|"
    rf"perfectly|"
    rf"\w+ly)){{0,3}} (?:at|for|with|in|into|to|by|of|within) (?:the )?{_X}"
    rf"|\b(?:join|joining|choose|choosing|represent|serve|help|helping|support|supporting|benefit|suit|"
    rf"strengthen|"
    rf"fits?) (?:the )?{_X}"
    rf"|\b(?:bring|bringing|offer|add|give|devote|useful|value)(?: [\w-]+){{0,5}} to (?:the )?{_X}"
    rf"|\b(?:you|everyone|everybody|people|colleagues|anyone|team|staff|those|life|things|culture|"
    rf"atmosphere|"
    rf"employees) (?:all |both |do |are )?(?:at|from|of|in|within) (?:the )?{_X}"
    rf"|\b(?:about|what|how|why|excited|enthusiastic|passionate|drawn|admire[ds]?|impressed|love|keen|"
    rf"believe|learn(?:ed|"
    rf"t|ing)?|convinced|see|picture|imagine|vision|mission|values|culture|plans)"
    rf"(?: [\w-]+){{0,3}}? (?:(?:about|by|to|in|on|of|at|for|with|how|why|what|that) )?(?:the )?{_X}"
    rf"|\b(?:part|member|mission|vision|values|culture|success|future|growth|goals|"
    rf"behalf) of (?:the )?(?:team at )?(?:the )?{_X}"
    rf"|{_X}(?:'s)? (?:is|are|has|does|offers|would be|will be|might be|seems|stands|team|mission|vision|"
    rf"values|"
    rf"culture|"
    rf"approach|way of|role|position|opening|vacancy|office|offices|headquarters|interview|family|products|"
    rf"strategy|"
    rf"plans|growth|success|reputation|future|needs|work)\b"
    rf"|\b(?:with|at|for|to) (?:the )?{_X}(?: \w+)? (?:team|office|offices|role|position)\b"
    rf"|\bat {_X},? i (?:would|could|can|will|hope|want|am|'d|'ll)\b|\bi (?:would|could|can|will|hope to|"
    rf"want to)(?: \w+){{0,8}} (?:at|for|to) (?:the )?{_X}"
    rf"|\b(?:considering me|considered|application|candidate|candidacy|candidature)(?: \w+){{0,6}} (?:at|"
    rf"with|for|to|"
    rf"by) (?:the )?{_X}"
    rf"|(?<![^\n])dear {_X}|\bthank(?:s| you)(?: [\w-]+){{0,12}} (?:at|to|of|from|with|for) (?:the )?{_X}"
)
"""It is spoken of as the place that one would join."""

_VERBS = (
    r"(?:worked|employed|served|interned|trained|studied|consulted|volunteered|freelanced|led|built|managed|ran|"
    r"designed|developed|"
    r"launched|delivered|headed|set|did|gained|used|introduced|cut|reduced|increased|grew|achieved|handled|wrote|"
    r"created|left|held|"
    r"completed|finished|supported|saw|faced|dealt|solved|migrated|implemented|taught|spent|started|began|helped|"
    r"made|sold|won|oversaw|"
    r"coordinated|co-ordinated|organised|organized|automated|improved|supervised|was|had|have been|been|tested|"
    r"maintained|shipped|raised|"
    r"doubled|halved|tripled|moved|took|ran|currently|previously|formerly|now)"
)
_OWN = compiled(
    rf"\b(?:i|we)(?:'ve|'d| have| had)?(?: also| once| recently| first| last| successfully| since| just|"
    rf" then)* {_VERBS}\b(?! (?:interviewed|invited|impressed|"
    rf"struck|delighted|pleased|excited|glad|drawn|told|able|introduced))[^.!?\n]{{0,80}}{_X}"
    rf"|{_X}(?:'s [\w-]+ [\w-]+)?,? (?:(?:where|when|until|from|since|between|in|as|for|"
    rf"back)\b[^.!?\n]{{0,40}} )?(?:i|we)(?:'ve|'d| have| had)?(?: also| once| successfully|"
    rf" first)* {_VERBS}\b"
    rf"|\bmy (?:[\w-]+ ){{0,4}}?(?:time|years?|months|days|work|role|job|position|career|team|employer|"
    rf"company|"
    rf"internship|apprenticeship|placement|manager|boss|"
    rf"colleagues?|experience|background|projects?|tenure|stint|contract|post|training|degree|clients?|"
    rf"customers?|"
    rf"office|department|supervisor|notice|departure|"
    rf"previous|current|former|last|old|present|mentor|referee)(?:,? (?!to\b)[\w-]+){{0,4}}?,? (?:(?:at|"
    rf"with|for|"
    rf"from|in|of|by) )?(?:the )?{_X}"
    rf"|\b(?:current|former|previous|last|present|past|old|first|ex-?) ?(?:employer|company|firm|role|job|"
    rf"position|"
    rf"team|manager|boss|workplace|colleagues?),? "
    rf"(?:[\w-]+ ){{0,3}}{_X}"
    rf"|\b(?:have|'ve|had|'d) (?:learned|learnt)\b[^.!?\n]{{0,40}} (?:at|with|from) (?:the )?{_X}|"
    rf"{_X} (?:has |have |"
    rf"had )?(?:taught|trained|hired|employed|promoted|sent|paid|laid|moved) me\b"
    rf"|{_X},? (?:my|which is my|another|a competitor|one of|our (?:client|supplier|customer|partner))\b"
    rf"|\b(?:offers?|contract|word|news|reply|answer|response|process(?:es)?|conversations?|talks|"
    rf"interviews?) (?:\w+ ){{0,3}}?(?:from|by|also with|in parallel with|already with) (?:the )?{_X}"
    rf"|\b(?:clients?|customers?|competitors?|companies|brands|employers?|firms|organi[sz]ations|rivals|"
    rf"partners?|"
    rf"suppliers?|vendors?|players|agencies|banks|"
    rf"retailers|products|tools|systems|software|platforms?|technolog(?:y|ies)|databases?)(?:,| such as|"
    rf" like|"
    rf" including| namely| \(|, such as|, like)+ (?:[\w-]+,? (?:and |or )?){{0,4}}{_X}"
    rf"|\b(?:unlike|versus|vs|compared (?:to|with)|rather than|than|instead of|away from|competing with|"
    rf"competitors?|"
    rf"against|similar to|merger with|acquired by|acquisition of|"
    rf"partnership with|partnered with|partnering with|contract with|account with|deal with) (?:the )?{_X}"
    rf"|\b(?:while|when|during|before|after|since)(?: [\w-]+){{0,4}} (?:at|with|for|leaving|joining|"
    rf"from) (?:the )?{_X},? (?!i (?:would|could|can|will|hope|am))"
    rf"|\b(?:as|being) (?:an? )?(?:[\w-]+ ){{1,5}}(?:at|for|with) (?:the )?{_X},? (?:i|we)\b(?! (?:would|"
    rf"could|can|"
    rf"will|hope))"
    rf"|\b(?:experience|skills?|knowledge|background|certified|certification|expertise|years|proficien\w+|"
    rf"trained|"
    rf"training|fluent|migrat\w+|integrat\w+|built|based|running|"
    rf"worked|queries|reports?)(?: [\w-]+)? (?:with|of|in|on|from|using|between) (?:the )?{_X}"
    rf"|{_X} (?:databases?|software|products?|cloud|licen[cs]es?|accounts?|stack|platform|api|apis|"
    rf"systems?|"
    rf"certifi\w+|tables?|servers?|queries|migration)\b"
    rf"|\b(?:presented|spoke|conference|award|degree|scholarship|course|"
    rf"certificate)(?: [\w-]+){{0,4}} (?:at|by|from|"
    rf"with) (?:the )?{_X}"
    rf"|\b(?:also|another|second|parallel)(?: [\w-]+){{0,4}}? (?:process|offer|interview|interviewing|"
    rf"conversation|"
    rf"talking|application|round)s?(?: [\w-]+){{0,2}} (?:with|at|by|from|to) (?:the )?{_X}"
    rf"|{_X} (?:is|was) (?:the place |the company |the firm )?where (?:i|we)\b"
    rf"|\bi (?:also |have also |once |have )?(?:apply|applied|am applying) (?:to|with|at) (?:the )?{_X}|"
    rf"{_X} (?:has|have|had)(?: \w+)? (?:asked|offered|invited|promised|hired) (?:me|us)\b"
    rf"|\b(?:reference|testimonial|letter|certificate|recommendation|colleagues?|people|friends?|"
    rf"guests?)s? from {_X}|\b(?:former|ex|ex-|old|previous) {_X}|\bcareers? (?:at|with|in) {_X}"
    rf"|\b(?:works|worked|working) (?:at|for|with) {_X}(?: with me| too| as well| now| like me)|"
    rf"\bnow (?:works|working|at|with|leads|runs) (?:at |for |with )?{_X}"
    rf"|\b(?:accept(?:ed|ing)?|taken|took|signed|signing|start(?:ed|ing)?)(?: [\w-]+){{0,5}} (?:at|with|from|by) "
    rf"(?:the )?{_X}"
    rf"|\bi(?:'m| am| have|'ve)? (?:come|came|coming|leave|leaving|left) (?:from )?(?:the )?{_X}"
)
"""It belongs to the candidate's own history, or to the world."""

_RELATION = compiled(
    r"\b(?:customers?|clients?|competitors?|compet(?:e|es|ed|ing|ition)|suppliers?|suppl(?:y|ies)|partner\w{0,5}|"
    r"rivals?|acqui\w{2,6}|bought|merg\w{1,4}|vendors?|market share|sold|"
    r"contract\w{0,3}|offer(?:s|ed)?|neighbou?rs?|example|instance|studied|studying|case study|article|paper|news|"
    r"read)\b"
)
"""The world that both employers live in."""

_AHEAD = compiled(
    r"\b(?:you|your|yours|would|could|will|hope|hoping|forward|keen|keener|excited|exciting|interest\w{0,3}|everyone|"
    r"culture|role|team|mission|values|join\w{0,3}|opportunity|opportunities|impress\w{1,4}|"
    r"enjoyed|thank|thanks|conversation|interview|meeting|visit\w{0,3}|proud|ambition|dream|followed|position|"
    r"welcome|mind|ideal|perfect|want|love|convinced|picture|future)\b"
)
"""Words of a sentence that looks towards a new employer."""

_CLEARLY_THEIRS = compiled(
    rf"\b(?:the|this|your) (?:[\w-]+ ){{0,4}}(?:role|position|job|opportunity|vacancy|opening) (?:at|with|in|"
    rf"for) (?:the )?{_X}(?! (?:i|we|where|in \d|from|until))"
    rf"|\bmy (?:[\w-]+ )?(?:interest|enthusiasm|excitement|application|candidacy|candidature|desire|wish|fit|future|"
    rf"suitability|passion|motivation|admiration|commitment)(?: [\w-]+){{0,5}} "
    rf"(?:in|for|to|with|at|of|about) (?:the )?{_X}"
    rf"|\b(?:join|joining) (?:the )?(?:[\w-]+ )?(?:team )?(?:at )?(?:the )?{_X}"
    rf"|\b(?:would|could|can|will|to|of|in|interest in|forward to) (?:work|working|contribut\w+) (?:[\w-]+ )?(?:at|"
    rf"for|with|to) (?:the )?{_X}"
)
"""Said of a place that one wants to join, even where the sentence begins with one's own history."""


def right_organization(letter: Letter) -> Iterator[Finding]:
    """Find another organization of the account that is named as if it were this one."""
    context = letter.context
    if context.organization is None:
        return
    this = core(context.organization.name)
    known = _known_texts(letter)
    for other in context.other_organizations:
        name = core(other)
        if len(name) < 2 or _holds(this, name) or (name != this and _holds(known, name)):  # noqa: PLR2004 - a letter
            continue
        if name.lower() == this.lower():
            continue
        for text in letter.texts:
            end = letter.signature if text.part is Part.BODY else len(text.original)
            for start in islice(_places(text, name, end), _MOST):
                if _is_named_as_this(text, start, start + len(name), this):
                    yield broken(
                        "right-organization",
                        f"{quoted(text, start, start + len(name))} is another organization, and this message is for "
                        f"{context.organization.name}.",
                        f"Write {context.organization.name}, and look for other traces of a note that was copied.",
                        span=Span(text.part, start, start + len(name)),
                    )


@lru_cache(maxsize=1024)
def core(name: str) -> str:
    """Return what people call an organization: its name without its legal form and a leading article."""
    parts = name.replace(",", " ").split()
    while len(parts) > 1 and parts[-1].rstrip(".").lower().replace(".", "") in _LEGAL:
        parts.pop()
    if len(parts) > 1 and parts[0].lower() == "the":
        parts.pop(0)
    return " ".join(parts)


def _known_texts(letter: Letter) -> str:
    """What the interview's own facts say: a name in them may well come up."""
    interview = letter.context.interview
    texts = [*letter.people]
    if interview is not None:
        texts += [interview.position, *debrief_texts(letter)]
    return "\n".join(texts)


def debrief_texts(letter: Letter) -> Iterator[str]:
    """Go through all texts of the debrief."""
    interview = letter.context.interview
    debrief = interview.debrief if interview else None
    if debrief is None:
        return
    for value in debrief:
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple):
            for point in value:
                yield from ([point] if isinstance(point, str) else (part for part in point if isinstance(part, str)))


def _holds(text: str, name: str) -> bool:
    """Whether a text holds a name as a word of its own."""
    return re.search(rf"(?<!\w){re.escape(name)}(?!\w)", text, re.IGNORECASE) is not None


def _places(text: Text, name: str, end: int) -> Iterator[int]:
    """Go through the places of a name as a whole word and in its own case; in capitals throughout, too."""
    for spelling in dict.fromkeys((name, name.upper())):
        start = text.original.find(spelling, 0, end)
        while start >= 0:
            after = start + len(spelling)
            if text.prose[start] != MASK and _is_whole(
                text.original[start - 1 : start], text.original[after : after + 1]
            ):
                yield start
            start = text.original.find(spelling, after, end)


def _is_whole(before: str, behind: str) -> bool:
    """Whether what stands before and behind a name leaves it a word of its own, and no part of an address."""
    return not (before.isalnum() or behind.isalnum() or before in ("-", "_", "@", ".") or behind in ("-", "_"))


def _is_named_as_this(text: Text, start: int, end: int, this: str) -> bool:
    sentence = text.sentence_at(start)
    before = text.prose[max(sentence.start, start - _AROUND) : start]
    behind = text.prose[end : min(sentence.end, end + _AROUND)]
    said = before + _X + behind
    if _CLEARLY_THEIRS.search(said):
        return True
    if _begins_a_sentence(text.original[start:end], before, behind) or _OWN.search(said):
        return False
    if text.part is Part.SUBJECT:
        return True
    is_about_both = _holds(text.original[sentence.start : sentence.end], this) or _RELATION.search(said)
    return not is_about_both and bool(_AS_IF.search(said) or _AHEAD.search(said))


def _begins_a_sentence(name: str, before: str, behind: str) -> bool:
    """Whether a single word opens its sentence, where any word is capitalised: Next, Target, Gap."""
    return " " not in name and not before.strip(" -*•\n\"'") and not _SUBJECT_OF.match(behind)


_SUBJECT_OF = re.compile(r"(?:'s|[ ](?:is|has|does|offers|would|will))\b")
