"""Placeholders that wait to be filled in, told from asides, citations, addresses and code."""

import re
from collections.abc import Iterator

from api.messages.finding import Finding, Span, broken
from api.messages.letter import Letter
from api.messages.organizations import debrief_texts
from api.messages.phrases import quoted
from api.messages.text import MASK, Text, words

_FILLERS = words(
    "name names firstname lastname fullname surname forename company companies organization organisation "
    "employer "
    "position role "
    "job title jobtitle date day time year month number phone mobile telephone email e-mail address "
    "postcode zip "
    "city street state country "
    "interviewer interviewers recipient recruiter manager department project skill skills topic topics "
    "subject "
    "reason reasons fact "
    "detail details link url website linkedin profile signature university school degree achievement "
    "accomplishment "
    "industry product value "
    "salary amount hobby location venue referee reference candidate applicant sender problem idea example "
    "examples "
    "experience "
    "application discussed mentioned next step steps requirement requirements responsibility responsibilities "
    "initiative event conversation sentence paragraph qualification qualifications strength strengths "
    "qualities something someone somebody xyz abc tbd tbc todo xxx"
)
_AROUND = words(
    "insert your their his her my our first last full middle given family hiring of the a an and or interview "
    "specific relevant short "
    "brief here 1 2 3 4 5 one two three contact current previous team line start end today's todays new key main "
    "personal "
    "in for to with about from at by work business office mr ms mrs dr x y z"
)
_ORDERS = (
    "insert",
    "add ",
    "write ",
    "put ",
    "state ",
    "say what",
    "say why",
    "say how",
    "your ",
    "enter ",
    "fill in",
    "fill ",
    "mention ",
    "describe ",
    "name of",
    "specify ",
    "replace ",
    "something ",
    "personal ",
    "specific ",
    "placeholder",
    "tbd",
    "tbc",
    "todo",
    "choose ",
    "select ",
    "delete ",
    "include ",
    "e.g",
    "eg ",
)
_LABELLED = words("name title date number address")
"""What a label in capitals ends with: «[Restaurant Name]»."""
_ASIDE = words("the this that these those our his her their its and or")
"""What an aside begins with."""

_SQUARE = re.compile(r"\[([^\[\]\n]{1,80})\](?!\()")
_BRACES = re.compile(
    r"\{\{[^{}\n]{0,80}\}\}|\{%[^{}\n]{0,80}%\}|\$\{[^{}\n]{1,60}\}|\{\$?[a-z_][\w .'/-]{1,60}\}", re.IGNORECASE
)
_ANGLE = re.compile(r"<<[^<>\n]{1,60}>>|<([^<>\n@/=]{1,60})>|«([^«»\n]{1,40})»")
_SIGNED = re.compile(
    r"\*\|[A-Z_:0-9]{1,40}\|\*|%%?[A-Z][A-Z_]{2,30}%%?|@@[A-Za-z_]{2,30}@@|##[A-Za-z_ ]{2,30}##|"
    r"__[A-Z][A-Z_]{2,30}__|\$[A-Z][A-Z_]{2,30}\b"
)
_BLANK = re.compile(r"_{3,}|(?<=\s)\.{6,}(?=\s|$)|…{3,}")
_CAPITALS = re.compile(
    r"\b(?:XYZ|X{3,}|TBD|TBC|TBA|TODO|FIXME|N\.N\.|DD[/.]MM[/.](?:YY){1,2}|MM[/.]DD[/.](?:YY){1,2}|"
    r"XX(?P<between>[/.:-])XX(?:(?P=between)(?:XX|\d\d){1,2})?|ABC (?:Company|Corp(?:oration)?|Inc|Ltd|"
    r"Organi[sz]ation)|"
    r"FirstName|LastName|FullName|CompanyName|JobTitle|YourName|(?:X|(?<!the )(?:YY|NN)) (?:years|months|weeks|"
    r"days|people|percent))\b"
    r"|(?<=[a-z,.] )(?:NAME|SURNAME|COMPANY|POSITION|INTERVIEWER|JOB TITLE)\b|\bX%|"
    r"\bINSERT [A-Z ]{2,40}[A-Z]\b|(?<=\s)\?{2,6}(?=[\s.,]|$)"
    r"|\bXX\b(?=[ ]?(?:%|years?|months?|days?|weeks?|people|percent|k\b))"
)
_SHOUTED = re.compile("[A-Z]{2}|[a-z][A-Z]|X")
_CAPITAL_WORDS = words(
    "insert xyz tbd tbc tba todo fixme n dd mm xx yy nn abc firstname lastname fullname companyname jobtitle yourname "
    "x name "
    "surname company position interviewer job " + " ".join("x" * count for count in range(3, 12))
)
_LABELS = (
    "Company Name",
    "Job Title",
    "Position Title",
    "Interviewer Name",
    "Your Name",
    "Your Company",
    "First Name",
    "Last Name",
)
_FILLER_TEXT = re.compile(
    r"\blorem ipsum\b(?:[ ]dolor[ ]sit[ ]amet)?|\binsert [\w ]{2,30} here\b|\b(?:your|company|first|"
    r"recipient|interviewer)(?:'s)? name here\b|\bname goes here\b|\bplaceholder text\b|"
    r"\basdf(?:ghjk)?l?\b|\bfoo ?bar\b"
)
_FILLER_WORDS = words("lorem insert here placeholder asdf asdfghjkl foo foobar goes")
_ROUND = re.compile(r"\((insert [^()\n]{1,60}|[^()\n]{1,40})\)")
_TO_ONESELF = re.compile(
    r"(?:add|write|put|mention|describe|say) (?:[\w']+ ){0,3}(?:lines?|sentences?|words?|examples?|details?|reasons?|"
    r"paragraphs?|something|names?|points?|facts?)\b(?!.*\byou\b)"
)
_GREETED = re.compile(
    r"^[ ]{0,8}(?:dear|hi|hello|hey)[ ]+(?:mr\.?/?|mrs\.?/?|ms\.?/?|dr\.?|prof\.?|sir/|/|[ ])*(?P<what>(?:(?:first|"
    r"last|recipient|hiring manager|manager|interviewer|contact)(?:'s)? ?)?(?:name|surname)"
    r"|recipient|none|null|undefined|nan|n/a|test|xx?|yyy?|\?{1,5}|\.{2,6}|…|-{2,10})(?=[ ]*[,!:\n]|[ ]*$)",
    re.MULTILINE,
)
_TOP = 2_000
"""Within how many code points a greeting stands."""
_TAGS = words(
    "b i u em strong p br div span ul ol li a h1 h2 h3 table td tr code pre hr smile smiles grin wink "
    "sarcasm joke laughs sigh"
)


def no_placeholder(letter: Letter) -> Iterator[Finding]:
    """Find what still waits to be filled in."""
    known = _known(letter)
    for text in letter.texts:
        last = 0
        for start, end in sorted(_found(text)):
            said = text.original[start:end]
            if start >= last and said.lower() not in known:
                last = end
                yield broken(
                    "no-placeholder",
                    f"{quoted(text, start, end)} waits to be filled in.",
                    "Write what belongs there, or leave the sentence out.",
                    span=Span(text.part, start, end),
                )


def _known(letter: Letter) -> str:
    """What may look like a placeholder and is the account's own text: an XYZ project in the debrief."""
    context = letter.context
    texts = [*debrief_texts(letter), *letter.people, *letter.message.enclosures, *context.other_organizations]
    texts += [context.organization.name] if context.organization else []
    texts += [context.interview.position] if context.interview else []
    return "\n".join(texts).lower()


def _found(text: Text) -> Iterator[tuple[int, int]]:
    yield from _in_brackets(text)
    yield from _in_signs(text)
    yield from _in_words(text)


def _in_brackets(text: Text) -> Iterator[tuple[int, int]]:
    own, original = text.own, text.original
    if "[" in own:
        for found in _SQUARE.finditer(original):
            if _is_own(text, found) and _waits(found.group(1)) and not _is_label(own, found.start()):
                yield found.span()
    if "{" in own:
        yield from (found.span() for found in _BRACES.finditer(original) if _is_own(text, found))
    if "<" in own or "«" in own:
        yield from (f.span() for f in _ANGLE.finditer(original) if _is_own(text, f) and _is_named_in_angles(f))
    if "(" in own:
        yield from (found.span() for found in _ROUND.finditer(own) if _is_order(found.group(1)))


def _in_signs(text: Text) -> Iterator[tuple[int, int]]:
    own, original = text.own, text.original
    if any(sign in own for sign in "*%@#_$"):
        yield from (f.span() for f in _SIGNED.finditer(original) if _is_own(text, f) and _is_sign(f.group()))
    if any(run in own for run in ("___", "......", "………")):
        yield from (found.span() for found in _BLANK.finditer(own) if _is_to_be_filled(own, *found.span()))


def _in_words(text: Text) -> Iterator[tuple[int, int]]:
    own, original = text.own, text.original
    if (not _CAPITAL_WORDS.isdisjoint(text.words) and _SHOUTED.search(original)) or " ??" in own:
        yield from (found.span() for found in _CAPITALS.finditer(original) if _is_own(text, found))
    for label in _LABELS:
        if (start := original.find(label)) >= 0 and own[start] != MASK:
            yield start, start + len(label)
    if not _FILLER_WORDS.isdisjoint(text.words):
        yield from (found.span() for found in _FILLER_TEXT.finditer(own))
    for found in _GREETED.finditer(own, 0, _TOP):
        if own[found.end("what") : found.end("what") + 1] not in ("]", ">", "}"):
            yield found.span("what")


def _is_own(text: Text, found: re.Match[str]) -> bool:
    return MASK not in text.own[found.start() : found.end()]


def _waits(inside: str) -> bool:
    """Whether square brackets hold something to be filled in, and no aside: [sic], [1], [the team], […]."""
    plain = inside.strip().lower().replace("’", "'").replace("_", " ")
    if plain.startswith(_ORDERS) or plain.endswith(" here"):
        return True
    tokens = plain.replace("#", " ").replace("/", " ").replace("'s", "").replace("-", " ").replace(",", " ").split()
    if not tokens or tokens[0] in _ASIDE:
        return False
    if len(tokens) > 1 and tokens[-1] in _LABELLED and inside.strip().istitle():
        return True
    return any(t in _FILLERS for t in tokens) and all(t in _FILLERS or t in _AROUND for t in tokens)


def _is_label(own: str, start: int) -> bool:
    """Whether brackets follow a number: they say what it is, as in «0117 496 0000 [mobile]»."""
    return own[max(start - 2, 0) : start].strip()[-1:].isdigit()


def _is_named_in_angles(found: re.Match[str]) -> bool:
    inside = found.group().strip("<>«» ")
    plain = inside.lower()
    if plain.startswith(("http", "www", "/")) or plain.partition(" ")[0].strip("/") in _TAGS:
        return False
    return _waits(inside) or (found.group().startswith("<<") and inside.isupper())


def _is_order(inside: str) -> bool:
    plain = inside.strip()
    if plain.startswith(("insert ", "your name", "company name", "fill in", "enter ")):
        return True
    return plain in _ROUND_FILLERS or _TO_ONESELF.match(plain) is not None


_ROUND_FILLERS = frozenset(
    {
        "name",
        "company",
        "position",
        "job title",
        "date",
        "interviewer",
        "interviewer name",
        "interviewer's name",
        "reason",
        "your company",
        "your address",
        "your phone number",
        "phone number",
        "role",
        "topic",
        "time",
        "day",
        "your email",
        "hiring manager",
        "department",
        "surname",
        "first name",
        "last name",
    }
)


def _is_sign(sign: str) -> bool:
    if sign.startswith("$") or (sign.startswith("%") and not sign.startswith("%%")):
        tokens = sign.strip("$%").lower().split("_")
        return all(t in _FILLERS or t in _AROUND for t in tokens) and (sign.startswith("$") or sign.endswith("%"))
    return True


def _is_to_be_filled(own: str, start: int, end: int) -> bool:
    """Whether a run of signs stands in a sentence: on a line of its own it is a rule, or room for a signature."""
    line_start, line_end = own.rfind("\n", 0, start) + 1, own.find("\n", end)
    rest = own[line_start:start] + own[end : line_end if line_end >= 0 else len(own)]
    return bool(rest.strip(" _.-"))
