"""As one writes at work: no emoji, jokes, slang and nicknames."""

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from api.messages import names
from api.messages.finding import Finding, Part, Severity, Span, broken
from api.messages.letter import Letter
from api.messages.phrases import Lapse, compiled, lapses, phrase, quoted
from api.messages.text import Text, words

_PICTURE = (
    "\U0001f004\U0001f0cf\U0001f18e\U0001f191-\U0001f19a\U0001f201\U0001f21a\U0001f22f\U0001f232-\U0001f236\U0001f238-\U0001f23a\U0001f250\U0001f251"
    "\U0001f300-\U0001f5ff\U0001f600-\U0001f64f\U0001f680-\U0001f6ff\U0001f7e0-\U0001f7eb\U0001f7f0\U0001f900-\U0001f9ff\U0001fa70-\U0001faff"
    "\u231a\u231b\u23e9-\u23ec\u23f0\u23f3\u2614\u2615\u2648-\u2653\u267f\u2693\u26a1\u26ce\u26d4\u26ea\u26f2\u26f3\u26f5\u26fa\u26fd\u26bd\u26be\u26c4\u26c5"
    "\u270a\u270b\u2728\u274c\u274e\u2753-\u2755\u2757\u2763\u2764\u2665\u2661\u263a\u263b\u2639\u2b50\u2b55\u270c\u261d"
)
_ELEMENT = (
    rf"(?:[{_PICTURE}]\ufe0e?|"
    rf"[\u00a9\u00ae\u203c\u2049\u2122\u2139\u2194-\u21aa\u2300-\u23ff\u25a0-\u25ff\u2600-\u27bf\u2900-\u2b55]\ufe0f)"
)
_EMOJI = re.compile(
    rf"[\U0001f1e6-\U0001f1ff]{{2}}|[0-9#*]\ufe0f?\u20e3|"
    rf"{_ELEMENT}[\ufe0f\U0001f3fb-\U0001f3ff]{{0,2}}[\U000e0020-\U000e007f]{{0,8}}"
    rf"(?:\u200d{_ELEMENT}[\ufe0f\U0001f3fb-\U0001f3ff]{{0,2}}|\u200d[\u2640\u2642\u2695-\u2696\u2708]\ufe0f?){{0,8}}"
)
_EMOTICON = re.compile(
    r"(?<![^\s(])(?:[:;=8xX]['’]?[-^o]?[)D(P/|*3]+|[:;]-?[pPoO]|<3|\^_?\^|\(:|xD|XD|:-?\]|¯\\_\(ツ\)_/¯|"
    r"xoxo?)(?=[\s.,!?)]|$)",
    re.IGNORECASE,
)
_EYES = (":", ";", "=)", "8)", "<3", "^", "(:", "xd", "xo", "¯")
_MOST = 5

_SLANG = Lapse(
    "work-appropriate",
    Severity.WARNING,
    "is slang.",
    "Say it as you would at work.",
    (
        phrase(
            r"\b(?:imma|gonna|wanna|gotta|kinda|sorta|dunno|lemme|gimme|ain't|aint|y'all|yall|u|ur|r u|thx|thnx|"
            r"pls|plz|"
            r"ppl|bc|cuz|coz|tho|omg|omfg|wtf|ffs|tbh|idk|smh|imho|btw|asf|"
            r"yolo|fomo|ttyl|cya|brb|gr8|2moro|2morrow|l8r|b4|k thx|yo|yep|yup|yeah|nope|nah|whatcha|gotcha|betcha|"
            r"hella|totes|legit(?= \w)|"
            r"stoked|psyched|pumped(?= (?:to|about|for|up))|lit|dope|rad|fam|bae|woot|woohoo|yay|yippee|wowza|whoa|"
            r"awesomesauce|amazeballs|badass|bad-ass|kick-?ass|kicks ass|kicked ass|freaking|"
            r"friggin|frigging|frickin|effing|crap|crappy|damn|dammit|goddamn|hell of a|heck of a|hell yeah|"
            r"heck yeah|sucks|sucked|suck|bullshit|shit|shitty|fuck|fucking|fucked|ass|arse|arsed|bloody|"
            r"bollocks|piss|pissed|pissed off|bastard|bitch|dumb|screwed up|hit me up|my bad(?=[!.,;)]|$)|"
            r"no biggie|"
            r"holla|wassup|what's up|whassup|sup|catch ya|see ya|love ya|thank ya|cheers mate|cool beans|"
            r"chillin|chilling|killed it|killing it|crushed it|crushing it|nailed it|smashed it|aced it|slay|"
            r"slayed|"
            r"vibes?|vibing|vibed|fire|goat|no cap|lowkey|highkey|deadass|bussin|"
            r"bestie|besties|peeps|dudes?|bro|bruh|hun|babes?|sweetie|sis|homie|mates|legends?|rockstars?|ninja)\b",
            "imma gonna wanna gotta kinda sorta dunno lemme gimme ain't aint y'all yall u ur r thx thnx pls plz ppl "
            "bc cuz coz tho omg omfg wtf ffs tbh idk smh imho btw asf yolo fomo ttyl cya brb gr8 2moro 2morrow "
            "l8r b4 k yo yep yup yeah nope nah whatcha gotcha betcha hella totes legit stoked psyched pumped "
            "lit dope rad fam bae woot woohoo yay yippee wowza whoa awesomesauce amazeballs badass bad-ass "
            "kickass kick-ass kicks kicked freaking friggin frigging frickin effing crap crappy damn dammit "
            "goddamn hell heck sucks sucked suck bullshit shit shitty fuck fucking fucked ass arse arsed bloody "
            "bollocks piss pissed bastard bitch dumb screwed hit biggie holla wassup what's whassup sup cheers "
            "cool chillin chilling killed killing crushed crushing nailed smashed aced slay slayed vibe vibes "
            "vibing vibed fire goat lowkey highkey deadass bussin bestie besties peeps dude dudes bro bruh hun "
            "babe babes "
            "sweetie sis "
            "homie mates legend legends rockstar rockstars ninja ya bad cap up",
        ),
    ),
)
_DOUBTFUL = words(
    "u r bc lit dope rad fire goat ass suck legend legends ninja chilling pumped mates vibe vibes sis k yo "
    "what's up piss dumb stoked sup fam"
)
"""Words that are slang only in some company: they count where the sentence makes them so."""
_SLANG_COMPANY = compiled(
    r"\b(?:r u|are u|c u|see u|thank u|thanks? u|u (?:are|r|guys|have|can|know|rock|were|said|told|and)|"
    r"with u|for u|"
    r"to u|from u|if u|hope u|when u|what u|that u|(?:is|was|so|super|totally|pretty|really|it's|"
    r"be) (?:lit|dope|rad|"
    r"fire|chilling)|"
    r"(?:you(?:'re| are)|he's|she's|they're|total|absolute|complete|real|such an?) (?:an? |the |absolute |"
    r"real |"
    r"such )*(?:goat|legends?|ninja|ass|vibes?|fire)|good vibes?|great vibes?|positive vibes?|the vibe|"
    r"in the ass|ass off|"
    r"my ass|that sucks?|it sucks?|what's up (?:with|\?)|what's up[!?,]|yo[,! ]|sup[,!? ]|"
    r"dumb (?:question|idea|luck|ass)|bc (?:i|you|it|we|of)|k thx|stoked (?:to|about|for|by|that)|"
    r"whole fam|"
    r"pumped (?:to|about|for|up)|mates?[,!.]|you mates)"
)
_JOKE = Lapse(
    "work-appropriate",
    Severity.WARNING,
    "is a joke, and jokes go wrong in writing.",
    "Leave the joke out.",
    (
        phrase(
            r"\b(?:just|only|i'm|i am|was|all) (?:just |only )?(?:kidding|joking|teasing|messing)\b|"
            r"\bkidding[!.,)]|\bjk\b|\blol\b|"
            r"\blmao\b|\brofl\b|\blulz\b|\b(?:ha){2,20}h?\b|\bha,? ha(?:,? ha){0,5}\b|\b(?:he){2,20}\b(?=[ !.,)]|"
            r"$)|"
            r"\bwhat do you call an?\b|\bknock,? knock\b|\bbut hey\b|"
            r"\bmwahaha\b|\bno pun intended\b|\bpun intended\b|\bjoking aside\b|\b(?:all )?jokes aside\b|"
            r"\bknock,? knock\b|\bwhy did the \w+ cross\b|\bhere's a joke\b|\b(?:ba dum|drum ?roll)\b|"
            r"\bthat's what she said\b|"
            r"\bwalks? into a bar\b|\bjust pulling your leg\b|\bif you hire me,? i(?:'ll| will|"
            r" promise)(?: to)? (?:buy|bring|bake|do all|wash|name|never)\b|\bi(?:'ll| will| promise to)? (?:bring|"
            r"bake)(?: \w+){0,3} (?:cookies|donuts|doughnuts|cake)\b|"
            r"\b(?:i )?promise (?:not to|i won't|i will not) (?:bite|burn|steal|break|eat|stalk)\b|"
            r"\bno need to (?:call|alert|ring) (?:the police|security)\b|\bbribe\b|\bp\.?s\.? i(?:'m|"
            r" am) (?:single|"
            r"also great at)\b",
            "call knock hey kidding joking teasing messing "
            "jk lol lmao rofl lulz haha hahaha hahahaha hahahahaha hahah hah ha "
            "hehe hehehe mwahaha "
            "pun aside knock cross joke drum drumroll ba that's walks walk leg hire cookies donuts doughnuts cake "
            "promise police security bribe single also",
        ),
    ),
)
_VOCATIVES = (
    r"(?:champ|buddy|pal|boss|bossman|chief|dude|bro|bruh|mate|matey|man|girl|girlfriend|hun|hon|honey|sweetie|"
    r"sweetheart|darling|love|luv|dear|darl|poppet|cobber|bud|babe|baby|sunshine|superstar|star|legend|rockstar|"
    r"rock star|"
    r"big guy|big man|big boss|boss man|boss lady|guv|guvnor|gov|captain|skipper|skip|cap|queen|king|princess|prince|"
    r"doc|teach|coach|amigo|compadre|comrade|homie|homeboy|brother|bestie|sis|sport|"
    r"tiger|ace|hotshot|old chap|old boy|old man|old friend|my man|my dear|my friend|my love|partner in crime|friend|"
    r"dearie|duck|petal|pet|genius|wizard|hero|guru|you legend|you star|handsome|gorgeous|beautiful)"
)
_VOCATIVE_WORDS = " ".join(
    set(re.findall("[a-z]+", _VOCATIVES)) - {"my", "in", "you", "old", "big", "man", "time"} | {"man"}
)
_CALLED = phrase(
    rf"\b(?:hey|hi|hiya|hello|yo|sup|dear|dearest|morning|howdy|cheers|thanks|thank you|ta|greetings)(?: there|"
    rf" again| so much| a lot| a million)?,? (?P<between>[\w'-]+,? )?(?P<what>(?:my |you )?(?:big |little |dear |old |"
    rf"fellow |main )?{_VOCATIVES})(?=[ ]?(?:[,!.;:\n–—-]|$))"
    rf"|(?<=[a-z0-9']), (?P<beside>[\w'-]+ )?(?P<after>(?:my |you )?(?:big |old )?(?:champ|buddy|pal|boss|bossman|"
    rf"chief|dude|bro|bruh|mate|matey|man|girl|hun|honey|sweetie|sweetheart|darling|babe|sunshine|superstar|legend|"
    rf"rockstar|big guy|guv|"
    rf"amigo|homie|bestie|"
    r"my man|my dear|my friend|my love|old chap|old boy))(?=[ ]?(?:[!.,;?\n]|$))",
    _VOCATIVE_WORDS,
)


def work_appropriate(letter: Letter) -> Iterator[Finding]:
    """Find emoji, jokes, slang, and nicknames for the recipient."""
    for text in letter.texts:
        yield from _pictures(text)
        for finding in lapses(text, (_JOKE, _SLANG)):
            if not _is_meant_otherwise(letter, text, finding.span):
                yield finding
        yield from _pet_names(letter, text)
    yield from _nicknames(letter)


def _pictures(text: Text) -> Iterator[Finding]:
    found: list[re.Match[str]] = []
    if not text.original.isascii():
        found += _EMOJI.finditer(text.original)
    if any(sign in text.own for sign in _EYES):
        found += _EMOTICON.finditer(text.own)
    for f in found[:_MOST]:
        yield broken(
            "work-appropriate",
            f"{quoted(text, *f.span())} is an emoji.",
            "Say it in words, or leave it out.",
            severity=Severity.WARNING,
            span=Span(text.part, *f.span()),
        )


def _is_meant_otherwise(letter: Letter, text: Text, span: Span | None) -> bool:
    """Whether what a word list found is a name, an abbreviation in capitals, or an ordinary word here."""
    if span is None:
        return False
    said = text.original[span.start : span.end]
    plain = said.lower()
    if text.part is Part.BODY and (span.start in letter.name_places or span.start >= letter.signature):
        return True
    if plain in _DOUBTFUL:
        sentence = text.sentence_at(span.start)
        return not _SLANG_COMPANY.search(text.said(sentence))
    is_capitalised = said[:1].isupper()
    before = text.prose[: span.start].rstrip(" ")
    is_inside = bool(before) and before[-1] not in '.!?\n:"-•*…'
    return is_capitalised and is_inside and not said.isupper()  # a name, in the midst of a sentence


def _pet_names(letter: Letter, text: Text) -> Iterator[Finding]:
    for found in islice(_CALLED.find(text), _MOST):
        which = "what" if found.group("what") else "after"
        start, end = found.span(which)
        said = text.original[start:end]
        beside = found.start("between" if which == "what" else "beside")
        if beside >= 0 and not (text.original[beside].isupper() and said[:1].islower()):
            continue  # «Dear Ms Duke», «a quiet, clever girl», but «Ann darling»
        token = next(names.tokens(said), None)
        is_name = any(names.is_part(said, names.parts(name)) for name in letter.people) or (
            letter.context.person is not None
            and token is not None
            and names.is_part(token.text, names.parts(letter.context.person.name))
        )
        if is_name or (said[:1].isupper() and letter.context.person is None and found.group(which) in _ALSO_NAMES):
            continue
        yield broken(
            "work-appropriate",
            f"{quoted(text, start, end)} is no way to address them at work.",
            "Use the name.",
            severity=Severity.WARNING,
            span=Span(text.part, start, end),
        )


_ALSO_NAMES = words(
    "ace king prince queen star sunshine love darling duke coach chief tiger honey man guy captain dear "
    "hero friend pet sport skip cap boss champ"
)


def _nicknames(letter: Letter) -> Iterator[Finding]:
    person, greeting = letter.context.person, letter.greeting
    if person is None or greeting is None:
        return
    name = names.parts(person.name)
    for token in greeting.named:
        if names.is_part(token.text, name) or names.is_title(token.text) or not names.is_short_form(token.text, name):
            continue
        if any(names.is_part(token.text, names.parts(other)) for other in letter.context.other_people) and _is_named(
            greeting.named, name
        ):
            continue
        yield broken(
            "work-appropriate",
            f"{quoted(letter.body, token.start, token.end)} is a nickname for {person.name}.",
            f"Use the name on file, {person.name}; if they go by the short form, put that on file.",
            severity=Severity.WARNING,
            span=Span(letter.body.part, token.start, token.end),
        )


def _is_named(tokens: Sequence[names.Token], name: Sequence[str]) -> bool:
    return any(names.is_part(token.text, name) for token in tokens)
