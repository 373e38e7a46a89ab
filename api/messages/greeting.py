"""The person's name: in the greeting, letter for letter."""

from collections.abc import Iterator, Sequence

from api.messages import names
from api.messages.finding import Finding, Severity, Span, broken
from api.messages.letter import Letter
from api.messages.names import PARTICLES, Token
from api.messages.phrases import phrase, quoted
from api.messages.text import MASK, Text, words
from api.policy.facts import Channel

RIGHT_NAME = "right-name"

_JOINING = words("and & or")
_OFFICES = words(
    "hiring manager recruiting recruitment recruiter human resources hr team committee panel board department office "
    "all "
    "everyone everybody folks colleagues friends interviewer interviewers whom it may concern ladies gentlemen "
    "selection "
    "talent acquisition people director head sir madam there you the of to both"
)
_TOGETHER = "\u2e80"
"""From here on stand the scripts of China, Japan and Korea; two signs tell a family name there."""
_OPENING = 200
"""How many code points may pass before the name, where the greeting does not hold it."""
_VOCATIVE = phrase(
    r"\b(?:thank you|thanks|many thanks)(?: again| so much| very much|"
    r" once again)?, (?P<name>[^\s,.!?;:]{2,40})(?=[.,!]|$)",
    "thank thanks",
)


def right_name(letter: Letter) -> Iterator[Finding]:
    """Find the person's name missing from a written greeting, or misspelt there or further on."""
    person = letter.context.person
    if person is None or not letter.is_written:
        return
    name = names.parts(person.name)
    others = [names.parts(other) for other in letter.context.other_people]
    found = [*_in_greeting(letter, person.name, name)]
    yield from found
    taken = {finding.span.start for finding in found if finding.span}
    for token, meant in _misspelt_in_text(letter, name, others):
        if token.start not in taken:
            taken.add(token.start)
            yield _misspelt(letter, token, meant, person.name)


def _in_greeting(letter: Letter, full: str, name: Sequence[str]) -> Iterator[Finding]:
    greeting = letter.greeting
    if greeting is None:
        if not _is_named(letter.body.original, name, whole=letter.message.channel is Channel.TEXT):
            yield broken(
                RIGHT_NAME,
                f"No greeting names {full}.",
                f"Begin with a greeting that names {full}.",
                severity=Severity.WARNING,
            )
        return
    called = [token for token in greeting.named if not names.is_title(token.text)]
    called = [token for token in called if names.letters(token.text) not in _JOINING]
    known = [token for token in called if _is_theirs(token, name, sole=len(called) == 1)]
    wrong = [token for token in called if token not in known]
    missed = [part for part in name if not any(names.is_part(names.without_honorific(t.text), (part,)) for t in known)]
    if is_joined := _joined(called, name):
        if is_joined == "misspelt":
            yield _misspelt(letter, Token("", called[0].start, called[-1].end), full, full)
        return
    is_addressed = bool(known) or any(names.is_short_form(token.text, name) for token in called)
    is_shared = any(names.letters(token.text) in _JOINING for token in greeting.named)
    for token in wrong:
        if is_addressed and is_shared:
            continue
        said = names.without_honorific(token.text)
        meant = _other_particle(names.letters(said), name) or names.likest(said, missed)
        if meant and not names.is_short_form(token.text, name):
            is_addressed = True
            yield _misspelt(letter, token, meant, full)
        elif known and missed and _is_somebody_else(token, known, name):
            yield broken(
                RIGHT_NAME,
                f"The greeting says {quoted(letter.body, known[0].start, token.end)}, and the person is {full}.",
                f"Greet {full} by the name on file.",
                severity=Severity.WARNING,
                span=Span(letter.body.part, min(known[0].start, token.start), max(known[-1].end, token.end)),
            )
    if not is_addressed and not _is_named(letter.body.original[: min(greeting.end + _OPENING, letter.signature)], name):
        yield broken(
            RIGHT_NAME,
            f"The greeting {quoted(letter.body, greeting.start, greeting.end)} does not name {full}.",
            f"Greet {full} by name.",
            severity=Severity.WARNING,
            span=Span(letter.body.part, greeting.start, greeting.end),
        )


def _is_theirs(token: Token, name: Sequence[str], *, sole: bool) -> bool:
    """Whether a token of the greeting belongs to the name: one of its parts, a particle of it, an initial of it."""
    text = names.without_honorific(token.text)
    letters = names.letters(text)
    if letters in PARTICLES and not sole:
        return _other_particle(letters, name) is None
    if len(letters) == 1 and letters.isascii():
        return any(part.startswith(letters) for part in name)
    if names.is_part(text, name):
        return True
    return _is_written_together(letters, name)


def _other_particle(particle: str, name: Sequence[str]) -> str | None:
    """Return the particle of a name that another one stands for, as in van der Berg for van den Berg."""
    theirs = [part for part in name if part in PARTICLES]
    if particle in theirs or particle not in PARTICLES:
        return None
    return next((part for part in theirs if part[0] == particle[0] and len(part) == len(particle)), None)


def _is_written_together(text: str, name: Sequence[str]) -> bool:
    """Whether a text holds a name of a script that puts no space between names, or between a name and an honorific."""
    return any(part[:2] in text if part[0] >= _TOGETHER else part in text for part in name if not part.isascii())


def _is_somebody_else(token: Token, known: Sequence[Token], name: Sequence[str]) -> bool:
    """Whether a second word of the greeting makes it the name of another person: Ann Bell for Ann Ames."""
    letters = names.letters(token.text)
    return (
        len(letters) > 1
        and not token.text.islower()
        and letters not in _OFFICES
        and letters not in PARTICLES
        and not names.is_short_form(token.text, name)
        and any(token.start - other.end in (1, 2) for other in known)
    )


def _joined(called: Sequence[Token], name: Sequence[str]) -> str:
    """Compare what is joined otherwise than in the name: Jean Luc for Jean-Luc is misspelt, JeanLuc too."""
    if not called or any("-" in part for part in name) == any("-" in token.text for token in called):
        return ""
    said, meant = "".join(names.bare(t.text) for t in called), [names.bare(part) for part in name]
    whole = {"".join(meant[i:j]) for i in range(len(meant)) for j in range(i + 1, len(meant) + 1)}
    if said not in whole:
        return ""
    exact = all(names.letters(token.text) in name for token in called)
    return "same" if exact else "misspelt"


def _is_named(text: str, name: Sequence[str], *, whole: bool = False) -> bool:
    opening = text if whole else text.lstrip()[: _OPENING * 2]
    if not opening.isascii() and _is_written_together(names.letters(opening), name):
        return True
    return any(
        names.is_part(names.without_honorific(token.text.removesuffix("'s").removesuffix("’s")), name)
        and (not token.text.islower() or names.letters(token.text) not in PARTICLES)
        for token in names.tokens(opening)
        if len(token.text) > 1 and (not token.text.islower() or names.letters(token.text) not in _COMMON)
    )


_COMMON = words(
    "will may hope grace van dick lee mark rich bill art may june april summer rose joy faith don rob pat sue in"
)
"""Names that are words as well: in lower case they are no names."""


def _misspelt_in_text(
    letter: Letter, name: Sequence[str], others: Sequence[Sequence[str]]
) -> Iterator[tuple[Token, str]]:
    """Go through full names in the text that are one half the person's, and the other half close to theirs."""
    text = letter.body
    given, family = name[0], name[-1]
    if len(name) > 1:
        known = {tuple(other) for other in others}
        for start in text.places(given):
            after = _after(text, start + len(given))
            if (
                after
                and (given, names.letters(after.text)) not in known
                and (meant := names.likest(after.text, (family,)))
            ):
                yield after, meant
        for start in text.places(family):
            before = _before(text, start)
            if before and (names.letters(before.text), family) not in known and not names.is_title(before.text):
                meant = names.likest(before.text, (given,))
                if meant and not names.is_short_form(before.text, name):
                    yield before, meant
    for found in _VOCATIVE.find(text):
        token = Token(text.original[slice(*found.span("name"))], *found.span("name"))
        is_others = any(names.is_part(token.text, other) for other in others)
        if not is_others and not token.text.islower():
            meant = None if names.is_part(token.text, name) else names.likest(token.text, name)
            if meant and not names.is_short_form(token.text, name):
                yield token, meant


_LONGEST = 60
"""How long a part of a name may be."""


def _after(text: Text, end: int) -> Token | None:
    """Return the capitalised token one space behind a place, without a possessive ending."""
    token = next(names.tokens(text.original, end, end + _LONGEST), None) if text.own[end : end + 1] == " " else None
    if token is None or token.start != end + 1 or token.text.islower() or text.own[token.start] == MASK:
        return None
    plain = token.text.removesuffix("'s").removesuffix("’s")
    return Token(plain, token.start, token.start + len(plain))


def _before(text: Text, start: int) -> Token | None:
    """Return the capitalised token one space before a place."""
    if text.own[max(start - 1, 0) : start] != " ":
        return None
    found = list(names.tokens(text.original, max(start - _LONGEST, 0), start))
    if not found or found[-1].end != start - 1 or found[-1].text.islower() or text.own[found[-1].start] == MASK:
        return None
    return found[-1]


def _misspelt(letter: Letter, token: Token, meant: str, full: str) -> Finding:
    said = quoted(letter.body, token.start, token.end)
    return broken(
        RIGHT_NAME,
        f"{said} is not how {full} is spelt.",
        f"Spell it letter for letter, as on file: {_as_on_file(meant, full)}.",
        span=Span(letter.body.part, token.start, token.end),
    )


def _as_on_file(meant: str, full: str) -> str:
    return next((token.text for token in names.tokens(full) if names.letters(token.text) == meant), full)
