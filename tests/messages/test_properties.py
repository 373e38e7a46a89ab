"""What holds of the checks whatever the text: places, order, repeatability, and a bounded time."""

import time
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.messages.check import CHECKS, check
from api.messages.finding import Finding, Part, Severity, verdict
from api.messages.letter import Letter
from api.messages.message import Context, Message, Sent
from api.policy.facts import Channel, Concern, Debrief, Purpose
from api.policy.rules import POSITION, RULES_BY_ID
from tests.messages.specimens import bad_sentences, context, messages
from tests.properties import examples

SENTENCES = [sentence.id for _, sentence in bad_sentences()]
# Signs that take several code points, combine, run from right to left, or change their length with their case.
AROUND = [
    "👩🏽‍💻",
    "🇯🇵",
    "e\u0301",
    "שלום",
    "مرحبا",
    "İstanbul",
    "ﬃ",
    "ß",
    "\u00a0",
    "Zoë",
    "\n",
    "- ",
    "“so”",
    "\u200d",
]
TEXTS = st.lists(st.sampled_from([*SENTENCES, *AROUND]) | st.text(max_size=12), max_size=6).map(" ".join)
MESSAGES = st.builds(
    Message,
    st.sampled_from(Channel),
    st.sampled_from(Purpose),
    st.sampled_from(["Dear Anne,\n\n", "Hi Ann! ", "مرحبا Ann,\n", ""]).flatmap(lambda start: TEXTS.map(start.__add__)),
    st.none() | TEXTS,
    st.just(()) | st.just(("Portfolio",)),
)
CONTEXTS = st.sampled_from(
    [Context(), context("ann"), context("bob_after_ann"), context("umlaut"), context("rejected")]
)


def sliced(message: Message, finding: Finding) -> str | None:
    if finding.span is None:
        return None
    text = message.body if finding.span.field is Part.BODY else message.subject or ""
    assert 0 <= finding.span.start < finding.span.end <= len(text)
    return text[finding.span.start : finding.span.end]


@examples(60)
@given(MESSAGES, CONTEXTS)
def test_a_finding_quotes_what_its_place_slices(message: Message, around: Context) -> None:
    """In code points, without spaces around it, and never from the middle of a combined sign."""
    for finding in check(message, around):
        said = sliced(message, finding)
        if said is None:
            continue
        assert said == said.strip()
        assert " ".join(said.split())[:120] in finding.message
        assert not unicodedata.combining(said[0])


@examples(40)
@given(MESSAGES, CONTEXTS)
def test_the_same_message_is_told_the_same(message: Message, around: Context) -> None:
    """In rulebook order, the subject before the body; every finding with what to do and what it rests on."""
    found = check(message, around)
    assert found == check(message, around)
    assert [POSITION[finding.rule] for finding in found] == sorted(POSITION[finding.rule] for finding in found)
    for finding in found:
        assert finding.suggestion
        assert finding.sources == RULES_BY_ID[finding.rule].sources
        assert finding.available_from is None


N = 20_000
HOSTILE = {
    "one letter": "a" * N,
    "one word": "word " * (N // 5),
    "i": "i " * (N // 2),
    "lines": "\n" * N,
    "spaces": " " * N + "x",
    "marks": "!" * N + "x",
    "dots": "." * N + "x",
    "quotes": '"a ' * (N // 3),
    "curly quotes": "“" * N,
    "apostrophes": "'a " * (N // 3),
    "brackets": "[a" * (N // 2),
    "braces": "{a " * (N // 3),
    "angles": "<a " * (N // 3),
    "rounds": "(a " * (N // 3),
    "lines below": "_ " * (N // 2),
    "backticks": "`a " * (N // 3),
    "addresses": "a@" * (N // 2),
    "links": "http://" * (N // 7),
    "quoted mail": ">\n" * (N // 2),
    "greetings": "dear\n" * (N // 5),
    "closings": "kind regards\n" * (N // 13),
    "needs": "i need an " * (N // 10),
    "requests": "please let me know " * (N // 19),
    "musts": "you must " * (N // 9),
    "waits": "i have been waiting " * (N // 20),
    "stills": "still have not " * (N // 15),
    "recounts": "first we discussed then we asked " * (N // 33),
    "asked": "you asked " * (N // 10),
    "lacks": "my lack of " * (N // 11),
    "employers": "Globex " * (N // 7),
    "employment": "i worked at Globex " * (N // 19),
    "names": "Ann Amers " * (N // 10),
    "gushing": "amazing " * (N // 8),
    "laughter": "ha" * (N // 2),
    "emoji": "😀" * N,
    "joined emoji": "👩\u200d" * (N // 2),
    "flags": "🇬" * N,
    "combining": "e" + "\u0301" * N,
    "dotted capitals": "İ" * N,
    "right to left": "שלום " * (N // 5),
    "no spaces": "田中" * (N // 2),
    "controls": "\x01\x7f" * (N // 2),
    "unpaired surrogates": "\ud800 " * (N // 2),
    "bullets": "- a\n" * (N // 4),
    "mixed": ("I need you, if i had been waiting; your lack of (insert [name] {x} <y> “q” 'a' first we asked " * 200)[
        :N
    ],
}
BUSY = Context(
    person=context("ann").person,
    interview=context("ann").interview._replace(  # type: ignore[union-attr]  # there is one
        debrief=Debrief(
            topics=tuple(f"topic {i} subject{i}" for i in range(50)),
            concerns=tuple(Concern(f"concern{i} managed people", None, certain=bool(i % 2)) for i in range(50)),
        )
    ),
    organization=context("ann").organization,
    other_people=tuple(f"Person{i} Name{i}" for i in range(100)),
    other_organizations=(*(f"Employer{i}" for i in range(50)), "Globex"),
    sent=tuple(Sent("bob", "Bob", "word " * (N // 5)) for _ in range(3)),
)


PROSE = ("We talked on Monday about the plan for the spring, and I was glad to hear how it is written. " * N)[:N]


def seconds(body: str, channel: Channel) -> float:
    """The processor's time for every check of a body, each finding's span sliced."""
    letter = Letter(Message(channel, Purpose.THANK_YOU, body, body[:2000], ("a",)), BUSY)
    started = time.process_time()
    for look in CHECKS:
        for finding in look(letter):
            sliced(letter.message, finding)
    return time.process_time() - started


@pytest.fixture(scope="module")
def ordinary() -> dict[Channel, float]:
    """What ordinary prose of the same length takes, on each channel with checks of its own."""
    return {channel: max(seconds(PROSE, channel) for _ in range(3)) for channel in (Channel.EMAIL, Channel.VOICEMAIL)}


@pytest.mark.parametrize("body", list(HOSTILE.values()), ids=list(HOSTILE))
def test_hostile_texts_take_no_longer_than_prose(body: str, ordinary: dict[Channel, float]) -> None:
    """Some three times as long at the limit of length; what grew with its square would take hundreds of times."""
    for channel, usual in ordinary.items():
        assert min(seconds(body, channel) for _ in range(2)) < 15 * usual


def test_a_message_full_of_faults_is_told_each_only_so_often() -> None:
    found = check(Message(Channel.EMAIL, Purpose.OTHER, "I need an answer. " * 1000), Context())
    assert [finding.rule for finding in found] == ["no-demands"] * 5 + ["brief"]


def test_the_verdict_follows_from_the_worst_finding() -> None:
    findings = {f.severity: f for s in messages("bad") for f in check(s.message, s.context)}
    assert verdict([]) == "send"
    assert verdict([findings[Severity.HINT]]) == "send"
    assert verdict([findings[Severity.HINT], findings[Severity.WARNING]]) == "reconsider"
    assert verdict(findings.values()) == "do_not_send"
