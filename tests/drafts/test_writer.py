"""Every draft: right by its own check, no two of a panel alike, the same each time, safe whatever a debrief holds."""

import re
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from difflib import SequenceMatcher
from itertools import combinations
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.drafts.errand import Errand
from api.drafts.sheet import FORMS, MOST_WORDS, Sheet
from api.drafts.writer import Draft, write
from api.messages.check import check
from api.messages.finding import Severity
from api.messages.message import Sent
from api.policy.case import Case
from api.policy.facts import (
    Channel,
    Concern,
    Contact,
    Culture,
    Debrief,
    Facts,
    Interview,
    Material,
    Organization,
    Outcome,
    Participant,
    Problem,
    Purpose,
    Question,
    Role,
    Surprise,
)
from api.policy.ledger import Ledger
from api.policy.rules.thanks import Angle
from tests.drafts.ordinary import BEGINS, CHANNELS, JOTTINGS, around, cases, errands
from tests.properties import examples

HOSTILE = {
    "a template": "{{ 7 * 7 }} {% for x in range(10**9) %}{% endfor %}",
    "the sandbox": "{{ ''.__class__.__mro__[1].__subclasses__() }}",
    "control characters": "the \x07bell \x1b[31mand\x1b[0m \u202ebackwards\u202c lunch\r\n\x85",
    "a novel": "and then " * 2_200,
    "one long word": "a" * 20_000,
    "our own marks": "¶ | ¶\n| - ¶",
    "stops alone": "… … …",
    "quotation marks": '"“”"',
    "emoji": "the 👩🏽‍🔬 lab 😂😂",
    "another script": "תכנון שבועי",
}


def written(errand: Errand, *sent: Sent) -> Draft:
    context = around(errand, *sent)
    return write(errand, lambda message: check(message, context))


def simple(debrief: Debrief, *, culture: Culture = Culture.BALANCED, **fields: object) -> Errand:
    """A thank-you email to Ann Ames, whom one met alone."""
    ann = Contact("ann", "Ann Ames", "o", email="ann@example.org")
    interview = Interview(
        "i",
        "o",
        "Senior Analyst",
        BEGINS,
        BEGINS + timedelta(hours=1),
        participants=(Participant("ann", Role.INTERVIEWER),),
        debrief=debrief,
    )
    facts = Facts({"o": Organization("o", "Acme", culture)}, {"ann": ann}, (interview,))
    errand = Errand(Case(Ledger(facts), interview), Purpose.THANK_YOU, Channel.EMAIL, ann, "Sam Carter")
    return replace(errand, **fields)  # type: ignore[arg-type]


@examples(50)
@given(errand=errands())
def test_a_draft_is_right(errand: Errand) -> None:
    """By its own check, in its length and layout, and in what it says but once: drawing errands takes the longest."""
    draft = written(errand)
    passes_its_own_check(draft)
    is_as_long_as_its_form_allows(draft, errand.channel)
    is_well_set(draft, errand.channel)
    does_not_repeat_itself(draft, errand.case)


def passes_its_own_check(draft: Draft) -> None:
    """With nothing missing, of course; and with something missing too, as no draft shows a gap."""
    wrong = [f for f in draft.findings if f.severity is not Severity.HINT]
    assert not wrong, (draft.message.body, wrong)


def is_as_long_as_its_form_allows(draft: Draft, channel: Channel) -> None:
    """An email stays under 150 words, a voicemail within 70."""
    assert len(draft.message.body.split()) <= MOST_WORDS[FORMS[channel]], draft.message.body


def is_well_set(draft: Draft, channel: Channel) -> None:
    """No double space or stop, no space before a stop, and every paragraph begins and ends as one does."""
    message = draft.message
    for text in (message.body, message.subject or ""):
        assert "  " not in text
        assert not any(mark in text for mark in (" .", " ,", "..", ",,", ".,", "¶", "None", "{", "}")), text
    *paragraphs, _ = message.body.split("\n\n")
    for paragraph in paragraphs:
        assert paragraph[0].isupper() or paragraph.startswith(("- ", "“")), message.body
        is_address = channel is Channel.LETTER and paragraph == paragraphs[0]
        assert is_address or paragraph.endswith((".", ",", "?", ":", "/piece")) or "\n- " in f"\n{paragraph}", (
            message.body
        )


def does_not_repeat_itself(draft: Draft, case: Case) -> None:
    """No four words come twice, but where they name the job, the employer or a person."""
    named = [case.interview.position, case.organization.name, *(c.name for c in case.ledger.facts.contacts.values())]
    body = draft.message.body
    for name in sorted(named, key=len, reverse=True):
        body = body.replace(name, "X")
    ours = re.findall(r"[\w'’]+", body)
    fours = Counter(zip(*(ours[at:] for at in range(4)), strict=False))
    assert not [four for four, times in fours.items() if times > 1 and "X" not in four], draft.message.body


@examples(8)
@given(errand=errands())
def test_the_same_errand_gives_the_same_draft(errand: Errand) -> None:
    assert written(errand) == written(errand)


@examples(12)
@given(case=cases(2, 5), channel=st.sampled_from(CHANNELS[Purpose.THANK_YOU]))
def test_each_of_a_panel_gets_a_note_of_their_own(case: Case, channel: Channel) -> None:
    """Sent one after the other, none is like one before it."""
    sent: list[Sent] = []
    for person in case.people:
        contact = person.contact
        draft = written(Errand(case, Purpose.THANK_YOU, channel, contact, "Sam Carter"), *sent)
        assert "one-note-each" not in {finding.rule for finding in draft.findings}, draft.message.body
        assert draft.message.body not in {other.body for other in sent}
        sent.append(Sent(contact.id, contact.name, draft.message.body))


def assert_clearly_different(case: Case, channel: Channel) -> None:
    """Compare the notes to all of a panel, asked for at once and with nothing sent between."""
    bodies = [
        written(Errand(case, Purpose.THANK_YOU, channel, person.contact, "Sam Carter")).message.body
        for person in case.people
    ]
    for one, other in combinations(bodies, 2):
        assert SequenceMatcher(None, one, other).ratio() < 0.7, (one, other)
        # A text message is so short that a long name of the job, which is in all of them, counts for much.
        ours, theirs = (body.replace(case.interview.position, "") for body in (one, other))
        assert SequenceMatcher(None, ours, theirs).ratio() < 0.6, (one, other)


@examples(12)
@given(case=cases(4, 5), channel=st.sampled_from(CHANNELS[Purpose.THANK_YOU]))
def test_the_notes_to_a_panel_are_clearly_different(case: Case, channel: Channel) -> None:
    """Six people may compare them."""
    assert_clearly_different(case, channel)


@pytest.mark.parametrize("channel", CHANNELS[Purpose.THANK_YOU])
@pytest.mark.parametrize("outcome", [Outcome.PENDING, Outcome.REJECTED])
@pytest.mark.parametrize(
    "debrief",
    [Debrief(), Debrief(topics=("ward rotas",)), Debrief(surprises=(Surprise("there are no meetings on Fridays"),))],
    ids=["nothing", "a topic", "a surprise"],
)
def test_notes_are_different_that_have_little_to_say(channel: Channel, outcome: Outcome, debrief: Debrief) -> None:
    """Six wordings are all there is to tell six people by, where one thing was noted or none."""
    alone = simple(debrief).case
    contacts = {name: Contact(name, name, "o") for name in ("Ann Ames", "Dr Ngozi Okafor", *JOTTINGS["people"][2:6])}
    interview = alone.interview._replace(
        outcome=outcome,
        outcome_at=None if outcome is Outcome.PENDING else BEGINS + timedelta(days=9),
        participants=tuple(Participant(name, Role.INTERVIEWER) for name in contacts),
    )
    facts = Facts({"o": alone.organization}, contacts, (interview,))
    assert_clearly_different(Case(Ledger(facts), interview), channel)


@pytest.mark.parametrize("channel", [Channel.HANDWRITTEN_NOTE, Channel.TEXT])
@pytest.mark.parametrize("problem", ["returns are booked late", "the backlog of repairs", "bookings fall away"])
def test_a_short_note_says_what_its_idea_is_for(channel: Channel, problem: str) -> None:
    """An idea without its problem is a riddle, wherever its reader sits in the panel."""
    debrief = Debrief(problems=(Problem(problem, "send a card"),))
    errand = simple(debrief, channel=channel, angle=Angle.IDEA)
    for place in range(6):
        body = Sheet(errand, place, {}, 0).message.body
        assert problem in body
        assert body.index("send a card") > body.index(problem)


@pytest.mark.parametrize("concern", ["no retail experience", "I have never run a night shift", "been away long"])
def test_a_short_note_says_which_doubt_it_answers(concern: str) -> None:
    debrief = Debrief(concerns=(Concern(concern, "I was a night porter", certain=True),))
    errand = simple(debrief, channel=Channel.TEXT, angle=Angle.REASSURANCE)
    assert all(concern in Sheet(errand, place, {}, 0).message.body for place in range(6))


@pytest.mark.parametrize("channel", [Channel.HANDWRITTEN_NOTE, Channel.TEXT])
def test_a_short_note_does_not_ask_for_what_it_has_no_room_for(channel: Channel) -> None:
    """The reason of a surprise, which only a letter gives."""
    debrief = Debrief(surprises=(Surprise("the garden", "nice touch"),))
    fields = [missing.field for missing in written(simple(debrief, channel=channel)).missing]
    assert "debrief.surprises.0.reason" not in fields


def test_a_text_offers_what_it_cannot_enclose() -> None:
    """Only a link goes along with a text."""
    work = Material("A report on two grants", reason="you asked how I write")
    errand = simple(Debrief(materials=(work,)), purpose=Purpose.WORK_SAMPLE, channel=Channel.TEXT, material=work)
    assert "came up. I would gladly send it because you asked how I write." in written(errand).message.body
    linked = work._replace(url="https://example.org/report")
    errand = simple(Debrief(materials=(linked,)), purpose=Purpose.WORK_SAMPLE, channel=Channel.TEXT, material=linked)
    said = written(errand).message.body
    assert "came up. I send it because you asked how I write. It is at https://example.org/report" in said


def test_each_of_a_panel_is_told_of_another_need() -> None:
    debrief = Debrief(needs=("patience", "clear writing", "SQL"))
    errand = simple(debrief, channel=Channel.TEXT, angle=Angle.INTEREST)
    bodies = [Sheet(errand, place, {}, 0).message.body for place in range(3)]
    assert [need in body for need, body in zip(debrief.needs, bodies, strict=True)] == [True] * 3


@examples(10)
@given(errand=errands(channels=(Channel.VOICEMAIL,)))
def test_a_voicemail_says_who_what_and_where_and_leaves_the_rest_to_them(errand: Errand) -> None:
    """Name, interview and number, that one looks forward to hearing, and never that one will call again."""
    body = written(errand).message.body
    assert f"this is {errand.sender}" in body
    assert errand.case.interview.position in body
    assert "reach me on this number" in body
    assert "look forward" in body
    assert not re.search(r"\b(?:call|ring|try|phone)(?: you)? (?:back|again)\b|\bI(?:'ll| will| shall) call\b", body)


def full_of(text: str, times: int) -> Debrief:
    """A debrief that says the same everywhere, so many times."""
    return Debrief(
        questions=(Question(text, text, text),),
        topics=(text,) * times,
        surprises=(Surprise(text, text),) * times,
        problems=(Problem(text, text),) * times,
        needs=(text,) * times,
        challenges=(text,) * times,
        praise=(text,) * times,
        concerns=(Concern(text, text, certain=True),) * times,
        forgotten=(text,) * times,
    )


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
def test_time_grows_no_faster_than_a_debrief(text: str) -> None:
    """Twenty times the jottings may not take hundreds of times as long."""

    def seconds(times: int) -> float:
        errand = simple(full_of(text, times))
        started = process_time()
        written(errand)
        return process_time() - started

    seconds(5)
    assert min(seconds(100) for _ in range(2)) < 60 * max(seconds(5) for _ in range(3))


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE.keys())
@pytest.mark.parametrize("channel", [Channel.EMAIL, Channel.HANDWRITTEN_NOTE, Channel.TEXT])
@pytest.mark.parametrize("angle", [None, *Angle])
def test_whatever_a_debrief_holds_is_text_and_no_more(text: str, channel: Channel, angle: Angle | None) -> None:
    """It is not run, it breaks no layout, and the draft stays right."""
    draft = written(simple(full_of(text, 30), channel=channel, angle=angle))
    body = draft.message.body
    assert "49" not in body
    assert all(c.isprintable() or c in "\n\u200d" for c in body)
    assert len(body) < 2_000
    assert not [f for f in draft.findings if f.severity is not Severity.HINT]


@pytest.mark.parametrize(
    ("debrief", "field"),
    [
        (
            Debrief(surprises=(Surprise("The absolutely amazing, incredible, unbelievable, fantastic office"),)),
            "surprises.0.fact",
        ),
        (Debrief(surprises=(Surprise("the dog in the office 😂"),)), "surprises.0.fact"),
        (
            Debrief(problems=(Problem("I am fed up that I still have not heard back", "just answer me"),)),
            "problems.0.problem",
        ),
        (Debrief(problems=(Problem("slow hiring", "you must decide by Friday"),)), "problems.0.idea"),
        (Debrief(surprises=(Surprise("the garden of [Company Name]"),)), "surprises.0.fact"),
        (Debrief(surprises=(Surprise("the garden", "N/A"),)), "surprises.0.reason"),
        (Debrief(problems=(Problem("slow hiring", "must mention the panel"),)), "problems.0.idea"),
        (Debrief(surprises=(Surprise("you brew your own, innit"),)), "surprises.0.fact"),
        (Debrief(surprises=(Surprise("you grow\nall your own veg"),)), "surprises.0.fact"),
        (Debrief(surprises=(Surprise("I loved the garden"),)), "surprises.0.fact"),
        (Debrief(surprises=(Surprise("WE USE SCADA"),)), "surprises.0.fact"),
        (Debrief(surprises=(Surprise("the garden", "you must treat people well"),)), "surprises.0.reason"),
        (Debrief(surprises=(Surprise("the garden", "nice touch"),)), "surprises.0.reason"),
        (Debrief(surprises=(Surprise("maybe a garden"),)), "surprises.0.fact"),
    ],
    ids=[
        *("gushing", "emoji", "a complaint", "a demand", "a placeholder"),
        *("nothing yet", "a note to oneself", "slang", "several lines", "a view"),
        *("capitals", "telling them what to do", "half a sentence", "a guess"),
    ],
)
def test_what_breaks_a_rule_is_left_out_with_the_reason(debrief: Debrief, field: str) -> None:
    draft = written(simple(debrief, angle=Angle.SURPRISE if debrief.surprises else Angle.IDEA))
    assert f"debrief.{field}" in [missing.field for missing in draft.missing], draft.message.body
    assert not [f for f in draft.findings if f.severity is not Severity.HINT]


def test_a_long_jotting_is_to_be_shortened() -> None:
    debrief = Debrief(surprises=(Surprise("the way " + "that the team works " * 20),))
    draft = written(simple(debrief))
    assert draft.missing[0].field == "debrief.surprises.0.fact"
    assert "words at most" in draft.missing[0].prompt


def test_a_list_says_nothing_twice() -> None:
    """However often it was noted, and in whatever capitals."""
    debrief = Debrief(needs=("patience", "SQL", "Patience."), learned=("It is a new role", "it is a new role"))
    errand = simple(debrief, purpose=Purpose.REFERENCE_BRIEFING)
    body = written(errand).message.body
    assert "above all for patience and SQL." in body
    assert body.count("it is a new role") == 1


def test_no_note_says_twice_that_something_stayed() -> None:
    """Wherever its reader sits in the panel."""
    debrief = Debrief(
        topics=("the garden",), surprises=(Surprise("the size of the team"), Surprise("nobody has a desk"))
    )
    errand = simple(debrief, channel=Channel.HANDWRITTEN_NOTE, angle=Angle.SURPRISE)
    bodies = [Sheet(errand, place, {}, 0).message.body for place in range(30)]
    assert all(body.count("stayed with me") < 2 for body in bodies)


def test_an_uncertain_doubt_is_never_raised() -> None:
    """Not even when reassurance is asked for."""
    debrief = Debrief(concerns=(Concern("no retail experience", "two years of grocery data", certain=False),))
    draft = written(simple(debrief, angle=Angle.REASSURANCE))
    assert "retail" not in draft.message.body
    assert [missing.field for missing in draft.missing] == ["debrief.concerns"]


@pytest.mark.parametrize(
    ("culture", "opening", "ending"),
    [
        (Culture.RESERVED, "Dear Ann Ames,", "Yours sincerely,"),
        (Culture.BALANCED, "Dear Ann Ames,", "Kind regards,"),
        (Culture.ASSERTIVE, "Dear Ann,", "Best regards,"),
    ],
)
def test_the_culture_sets_the_register(culture: Culture, opening: str, ending: str) -> None:
    body = written(simple(Debrief(), culture=culture)).message.body
    assert body.startswith(opening)
    assert ending in body


@pytest.mark.parametrize("culture", Culture)
def test_a_reference_is_written_to_in_one_register(culture: Culture) -> None:
    """The employer's is not that among people who know each other."""
    errand = simple(Debrief(), culture=culture, purpose=Purpose.REFERENCE_BRIEFING)
    body = written(errand).message.body
    assert body.startswith("Dear Ann Ames,")
    assert "Kind regards," in body


def test_an_account_that_is_named_after_nobody_does_not_sign() -> None:
    draft = written(simple(Debrief(), sender="First account"))
    assert "account" not in draft.message.body
    assert "sender.name" in [missing.field for missing in draft.missing]
