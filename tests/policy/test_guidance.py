"""Section 4 of the rulebook, sentence by sentence: what each kind of action says."""

import re
from collections.abc import Iterator

import pytest

from api.policy.channels import UNREACHED
from api.policy.decision import Action, Kind
from api.policy.engine import Plan, decide
from api.policy.facts import (
    Channel,
    Culture,
    Debrief,
    Facts,
    Interest,
    Material,
    Outcome,
    Purpose,
    Question,
    Role,
    Surprise,
)
from tests.policy.facts import (
    ANN,
    BEGINS,
    NOON,
    REFEREE,
    YEAR,
    acme,
    action,
    at,
    contact,
    ended,
    facts,
    heard,
    interview,
    participant,
    praised,
    round_two,
    sent,
    unreachable,
)

WORK = Debrief(materials=(Material("Portfolio", "https://sam.example", "They asked for it"),))
DECIDED = at("2026-03-10T09:00Z")

EXAMPLES = {
    Kind.ASK_NEXT_STEP: action(facts(), Kind.ASK_NEXT_STEP, BEGINS),
    Kind.RECORD_DEBRIEF: action(facts(), Kind.RECORD_DEBRIEF),
    Kind.RECORD_PEOPLE: action(facts(interview(participants=())), Kind.RECORD_PEOPLE),
    Kind.IDENTIFY_DECISION_MAKER: action(facts(), Kind.IDENTIFY_DECISION_MAKER),
    Kind.SEND_THANK_YOU: action(
        facts(interview(debrief=WORK), testimonials=[praised("Old boss")]), Kind.SEND_THANK_YOU
    ),
    Kind.CONFIRM_NAME: action(facts(contacts=[contact("ann", name_confirmed=False)]), Kind.CONFIRM_NAME),
    Kind.SEND_MATERIAL: action(facts(interview(debrief=WORK)), Kind.SEND_MATERIAL),
    Kind.BRIEF_REFERENCE: action(facts(interview(participants=(REFEREE,))), Kind.BRIEF_REFERENCE),
    Kind.TIDY_SOCIAL_MEDIA: action(facts(), Kind.TIDY_SOCIAL_MEDIA),
    Kind.ASK_TIMELINE: action(facts(), Kind.ASK_TIMELINE),
    Kind.STATUS_ENQUIRY: action(facts(), Kind.STATUS_ENQUIRY),
    Kind.DECISION_ENQUIRY: action(facts(), Kind.DECISION_ENQUIRY),
    Kind.MOVE_ON: action(facts(), Kind.MOVE_ON),
    Kind.THANK_AFTER_REJECTION: action(facts(ended(Outcome.REJECTED)), Kind.THANK_AFTER_REJECTION, DECIDED),
    Kind.THANK_FOR_OFFER: action(facts(ended(Outcome.OFFER)), Kind.THANK_FOR_OFFER, DECIDED),
    Kind.WITHDRAWAL_NOTE: action(facts(ended(Outcome.WITHDRAWN)), Kind.WITHDRAWAL_NOTE, DECIDED),
    Kind.KEEP_IN_TOUCH: decide(facts(ended(Outcome.REJECTED, interest=Interest.HIGH)), at("2026-06-08T08:00Z")).items[
        0
    ],
}

INCLUDED = {
    Kind.ASK_NEXT_STEP: ["last person", "when you will hear", "note", "who decides", "names, titles", "business card"],
    Kind.RECORD_DEBRIEF: [
        *("questions", "the answers you gave", "better ones", "discussed", "learned", "How the place felt"),
        *("persistence", "culture", "in sales", "doubts", "questions still open", "When you will hear", "who decides"),
    ],
    Kind.RECORD_PEOPLE: ["name", "spelt", "title", "address", "card", "signature", "reception"],
    Kind.IDENTIFY_DECISION_MAKER: ["name", "spelt", "title", "address", "card", "signature", "reception"],
    Kind.CONFIRM_NAME: ["name", "spelling", "title", "address", "card", "signature", "reception"],
    Kind.SEND_THANK_YOU: [
        *("Thank Ann Shaw by name", "interest", "enthusiasm", "qualifications", "left out", "mistake right"),
        *("what you can do for them", "specific", "under a page", "about this job", "sincere"),
        *("after a day it is late", "better late than none", "One angle", "the place of a plain note"),
    ],
    Kind.SEND_MATERIAL: ["Why you are sending it", "welcome their view", "printed copy by post", "longer piece"],
    Kind.BRIEF_REFERENCE: ["may call", "summary of the position", "skills and qualifications", "few words", "quote"],
    Kind.TIDY_SOCIAL_MEDIA: ["Hide", "would not show them"],
    Kind.ASK_TIMELINE: ["remain interested", "when they expect to decide", "not what"],
    Kind.STATUS_ENQUIRY: [
        *("polite, humble enquiry", "still interested", "Who you are", "when you met"),
        *("silence is seldom a verdict", "checks take time", "plans slip", "not desperate"),
        *("right person is out", "brief message", "smile as you speak"),
        *("your name", "the interview", "look forward", "your number", "when you can be reached"),
    ],
    Kind.DECISION_ENQUIRY: ["whether a decision has been made", "If the news is bad", "politely for feedback"],
    Kind.MOVE_ON: ["not every employer", "Record the outcome", "Turn to other openings"],
    Kind.THANK_AFTER_REJECTION: [
        "Thanks",
        "still like to work there",
        "another role too",
        "feedback",
        "set you apart",
        "same people",
    ],
    Kind.THANK_FOR_OFFER: ["Thanks", "A clear answer", "the date", "Goodwill"],
    Kind.WITHDRAWAL_NOTE: ["Thanks", "A clear statement", "Goodwill"],
    Kind.KEEP_IN_TOUCH: ["light enquiry about openings"],
}

AVOIDED = {
    Kind.ASK_NEXT_STEP: ["without a date and a name"],
    Kind.RECORD_DEBRIEF: ["memory"],
    Kind.RECORD_PEOPLE: ["Guessing"],
    Kind.IDENTIFY_DECISION_MAKER: ["human resources"],
    Kind.CONFIRM_NAME: ["only heard"],
    Kind.SEND_THANK_YOU: ["Gushing", "jokes", "nicknames", "point-by-point recount"],
    Kind.SEND_MATERIAL: ["without a line on why"],
    Kind.BRIEF_REFERENCE: ["by surprise"],
    Kind.TIDY_SOCIAL_MEDIA: ["Any word about the interview"],
    Kind.ASK_TIMELINE: ["how you did"],
    Kind.STATUS_ENQUIRY: ["Demands", "Complaints", "Impatience", "you will call back"],
    Kind.DECISION_ENQUIRY: ["telephone", "Complaints", "Demands"],
    Kind.MOVE_ON: ["One more enquiry"],
    Kind.THANK_AFTER_REJECTION: ["Disappointment", "Arguing"],
    Kind.THANK_FOR_OFFER: ["without an answer or a date"],
    Kind.WITHDRAWAL_NOTE: ["Criticism"],
    Kind.KEEP_IN_TOUCH: ["old decision"],
}

CLOCK_WORDS = re.compile(
    r"\b(today|tomorrow|yesterday|tonight|now|ago|currently|recently|soon|so far)\b", re.IGNORECASE
)


@pytest.mark.parametrize("kind", Kind)
def test_each_kind_says_all_that_section_four_asks_for(kind: Kind) -> None:
    include, avoid = "\n".join(EXAMPLES[kind].include), "\n".join(EXAMPLES[kind].avoid)
    assert [words for words in INCLUDED[kind] if words not in include] == []
    assert [words for words in AVOIDED[kind] if words not in avoid] == []


@pytest.mark.parametrize("kind", Kind)
def test_every_text_is_a_sentence(kind: Kind) -> None:
    found = EXAMPLES[kind]
    assert found.title
    assert found.include
    assert found.avoid
    for text in (found.reason, *found.include, *found.avoid):
        assert re.fullmatch(r"[A-Z“].*[^.,;:][.?]", text), text
        assert "  " not in text
    assert not found.title.endswith(".")


@pytest.mark.parametrize("kind", Kind)
def test_whatever_reaches_a_person_is_proofread(kind: Kind) -> None:
    assert ("Sending it before you have proofread it." in EXAMPLES[kind].avoid) is (kind not in UNREACHED)


def test_enclosures_stand_where_section_four_puts_them() -> None:
    """On the thank-you the material, with why, and testimonials; on the material itself; nowhere else."""
    enclosed = {kind: [e.title for e in found.enclosures] for kind, found in EXAMPLES.items() if found.enclosures}
    assert enclosed == {
        Kind.SEND_THANK_YOU: ["Portfolio", "Testimonial by Old boss"],
        Kind.SEND_MATERIAL: ["Portfolio"],
    }
    assert {e.reason for e in EXAMPLES[Kind.SEND_THANK_YOU].enclosures} == {
        "They asked for it",
        "What Old boss says of your work: “Reliable”.",
    }


def varied() -> Iterator[Facts]:
    """Facts that bring out the texts which depend on them."""
    full = Debrief(
        surprises=(Surprise("the library"),),
        questions=(Question("Why us?", None, "The craft"),),
        needs=("order",),
        topics=("the ledger",),
        forgotten=("my diploma",),
    )
    unmet = participant("dora", Role.HR, decides=True, met=False)
    people = (ANN, unmet, participant("abe", Role.ASSISTANT), REFEREE)
    for culture in Culture:
        yield facts(
            interview(participants=people, debrief=full), round_two(), organizations=[acme(culture)], holidays=None
        )
        yield facts(
            interactions=[
                heard("2026-03-04T10:00Z"),
                sent(Purpose.STATUS_ENQUIRY, "2026-03-11T10:00Z", by=Channel.PHONE_CALL),
                sent(Purpose.DECISION_ENQUIRY, "2026-03-18T10:00Z"),
            ],
            organizations=[acme(culture)],
        )
        yield facts(contacts=[unreachable("ann")], organizations=[acme(culture)])
    for outcome in (o for o in Outcome if o is not Outcome.PENDING):
        yield facts(ended(outcome, "2026-03-03T09:00Z", interest=Interest.HIGH, participants=people))


def said_of(found: Action) -> Iterator[str]:
    yield from (found.title, found.reason, *found.include, *found.avoid)
    yield from (e.reason for e in found.enclosures)
    yield from (v.reason for v in found.channels)


def test_no_text_depends_on_the_clock() -> None:
    """Not on how long ago anything was, nor on which day it is: the answer holds until it changes."""
    for known in varied():
        plan = Plan(known)
        texts = [c.statement for c in plan.cautions()]
        for when in (BEGINS, NOON, at("2026-03-18T10:00Z")):
            decision = decide(known, when, YEAR)
            texts += [text for found in decision.items for text in said_of(found)]
            texts += [r.because for r in decision.trace]
        assert [text for text in texts if CLOCK_WORDS.search(text)] == []


def test_a_reason_reads_the_same_before_and_after_the_interview() -> None:
    """An action is listed before its interview has happened."""
    before = {i.key: (i.title, i.reason, i.include) for i in decide(facts(), BEGINS, YEAR).items}
    after = {i.key: (i.title, i.reason, i.include) for i in decide(facts(), NOON, YEAR).items}
    assert len(after) >= 7
    assert after.items() <= before.items()
