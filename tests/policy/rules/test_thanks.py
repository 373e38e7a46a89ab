"""Thanks to each person, their names spelt right, and the work that was talked about."""

from itertools import pairwise
from typing import Any

import pytest

from api.policy.decision import Kind, Permission, Verdict
from api.policy.facts import (
    Channel,
    Concern,
    Debrief,
    Direction,
    Format,
    Interaction,
    MarkKind,
    Material,
    Outcome,
    Problem,
    Purpose,
    Question,
    Role,
    Surprise,
)
from api.policy.rules.thanks import Angle, angles
from tests.policy.facts import (
    ANN,
    NOON,
    REFEREE,
    action,
    actions,
    at,
    contact,
    ended,
    facts,
    instants,
    interview,
    mark,
    named,
    participant,
    praised,
    recommended,
    round_two,
    row,
    sent,
    trace,
    unreachable,
    verdict,
    window,
    windows,
)

THANKS, NAME, MATERIAL = "thank-everyone", "confirm-name", "send-material"
DORA = participant("dora", Role.HR, decides=True, met=False)
PORTFOLIO = Material("Portfolio", "https://sam.example/portfolio", "They asked for it")
THANKED = sent(Purpose.THANK_YOU, "2026-03-02T12:00Z")


def discussed(*materials: Material, **changes: Any) -> Debrief:
    return Debrief(materials=materials or (PORTFOLIO,))._replace(**changes)


# thank-everyone


def test_a_thank_you_is_due_24_hours_after_the_end_and_proposed_for_a_week() -> None:
    expected = instants("2026-03-02T11:00Z", "2026-03-03T11:00Z", "2026-03-09T11:00Z")
    assert window(facts(), THANKS) == expected


def test_everyone_who_was_met_or_decides_is_thanked_each_on_their_own() -> None:
    """Nobody else is: not a person who was neither met nor decides, and not a reference."""
    unmet = participant("carl", met=False)
    people = interview(participants=(participant("bea", Role.ASSISTANT), DORA, unmet, ANN, REFEREE))
    assert [a.contact_id for a in actions(facts(people), Kind.SEND_THANK_YOU)] == ["ann", "bea", "dora"]


def test_with_nobody_met_there_is_nobody_to_thank() -> None:
    assert row(facts(interview(participants=())), THANKS).verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize("purpose", [Purpose.THANK_YOU, Purpose.WORK_SAMPLE])
@pytest.mark.parametrize("by", [Channel.EMAIL, Channel.HANDWRITTEN_NOTE, Channel.LETTER, Channel.TEXT])
def test_a_written_thank_you_or_work_sample_from_the_end_on_satisfies(purpose: Purpose, by: Channel) -> None:
    note = sent(purpose, "2026-03-02T11:00Z", by=by)
    assert row(facts(interactions=[note]), THANKS).verdict is Verdict.SATISFIED


@pytest.mark.parametrize(
    "other",
    [
        THANKED._replace(occurred_at=at("2026-03-02T10:59:59.999999Z")),
        THANKED._replace(contact_id="bea"),
        THANKED._replace(contact_id=None),
        THANKED._replace(channel=Channel.PHONE_CALL),
        THANKED._replace(channel=Channel.LINKEDIN),
        THANKED._replace(channel=Channel.IN_PERSON),
        THANKED._replace(purpose=Purpose.OTHER),
        THANKED._replace(direction=Direction.INBOUND),
        THANKED._replace(interview_id="i2"),
    ],
)
def test_what_does_not_satisfy(other: Interaction) -> None:
    """Too early, to somebody else, spoken, on a network, for another purpose, received, or in another round."""
    known = facts(interview(), round_two(), interactions=[other])
    assert trace(known, THANKS)[0].verdict is Verdict.PROPOSED


def test_after_a_withdrawal_nobody_is_owed_thanks() -> None:
    assert row(facts(ended(Outcome.WITHDRAWN)), THANKS, at("2026-03-10T09:00Z")).verdict is Verdict.NOT_APPLICABLE


def test_an_outcome_before_the_interview_began_leaves_no_thanks_owed() -> None:
    for when, count in (("2026-03-02T09:59:59.999999Z", 0), ("2026-03-02T10:00Z", 1)):
        assert len(windows(facts(ended(Outcome.NO_RESPONSE, when)), THANKS)) == count


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.OFFER])
def test_the_person_whom_the_outcome_note_addresses_is_thanked_once(outcome: Outcome) -> None:
    """The decision maker gets that note, and Ann still gets her thanks."""
    known = facts(ended(outcome, "2026-03-03T09:00Z", participants=(ANN, DORA)))
    assert [a.contact_id for a in actions(known, Kind.SEND_THANK_YOU, at("2026-03-03T09:00Z"))] == ["ann"]


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.OFFER])
def test_thanks_after_the_decision_drop_the_selling(outcome: Outcome) -> None:
    known = facts(
        ended(outcome, "2026-03-03T09:00Z", participants=(ANN, DORA), debrief=discussed(needs=("calm",))),
        testimonials=[praised("Old boss")],
    )
    thanks = action(known, Kind.SEND_THANK_YOU, at("2026-03-03T09:00Z"))
    assert "add-value" not in thanks.rules
    assert not thanks.enclosures
    for selling in ("angle", "qualifications", "interest", "what you can do for them", "calm"):
        assert selling not in "\n".join(thanks.include)


def test_without_an_answer_the_thanks_still_owed_sell_on() -> None:
    thanks = action(
        facts(ended(Outcome.NO_RESPONSE, "2026-03-03T09:00Z")), Kind.SEND_THANK_YOU, at("2026-03-03T09:00Z")
    )
    assert "add-value" in thanks.rules


def test_superseded_and_outlived_rounds_keep_their_thanks() -> None:
    for later in (round_two(), round_two(outcome=Outcome.OFFER, outcome_at=at("2026-03-17T09:00Z"))):
        assert trace(facts(interview(), later), THANKS)[0].verdict is Verdict.PROPOSED


def test_a_cancelled_interview_is_not_thanked_for() -> None:
    assert not windows(facts(interview(cancelled=True)), THANKS)


# The thank-you's channels


def test_a_note_by_hand_comes_first_after_a_meeting_in_person() -> None:
    assert recommended(action(facts(), Kind.SEND_THANK_YOU)) is Channel.HANDWRITTEN_NOTE


def test_a_note_by_hand_has_to_arrive_before_the_decision() -> None:
    """Five business days after Monday 2 March is Monday 9 March; a holiday in between makes it Tuesday."""
    for promised, holidays, expected in (
        ("2026-03-09", [], Channel.HANDWRITTEN_NOTE),
        ("2026-03-08", [], Channel.EMAIL),
        ("2026-03-09", [at("2026-03-04T00:00Z").date()], Channel.EMAIL),
        ("2026-03-01", [], Channel.HANDWRITTEN_NOTE),  # a date before the end counts as not set
    ):
        known = facts(interview(decision_expected_on=at(f"{promised}T00:00Z").date()), holidays=holidays)
        assert recommended(action(known, Kind.SEND_THANK_YOU)) is expected


def test_after_a_call_or_a_video_an_email_comes_first_then_a_letter_then_a_text() -> None:
    for person, expected in (
        (contact("ann"), Channel.EMAIL),
        (contact("ann", email=None), Channel.LETTER),
        (unreachable("ann", phone="1"), Channel.TEXT),
        (unreachable("ann"), None),
    ):
        known = facts(interview(format=Format.VIDEO), contacts=[person])
        assert recommended(action(known, Kind.SEND_THANK_YOU)) is expected


def test_thanks_never_go_by_telephone_or_network() -> None:
    thanks = action(facts(), Kind.SEND_THANK_YOU)
    for channel, rule_id in (
        (Channel.PHONE_CALL, "no-phone-thanks"),
        (Channel.VOICEMAIL, "no-phone-thanks"),
        (Channel.LINKEDIN, "no-social-contact"),
        (Channel.SOCIAL, "no-social-contact"),
    ):
        assert (verdict(thanks, channel).verdict, verdict(thanks, channel).rule) == (Permission.FORBIDDEN, rule_id)
    assert thanks.rules == ("thank-everyone", "no-phone-thanks", "no-social-contact", "add-value")


# Its words


FULL = Debrief(
    surprises=(Surprise("the open library", "I read a lot"), Surprise("the garden")),
    problems=(Problem("slow closing", "close weekly"), Problem("the noise")),
    questions=(Question("Why us?", "Pay", "The craft"), Question("When?", "Soon")),
    concerns=(Concern("no Excel", "I took a course", certain=True), Concern("age", "none", certain=False)),
    needs=("order", "tact", "speed", "humour"),
    forgotten=("my diploma",),
    challenges=("growth",),
    praise=("my questions",),
)


def test_angles_come_in_the_order_of_the_rulebook() -> None:
    """A problem without an idea and a question without a better answer are no angles; nor is an uncertain concern."""
    assert [angle for angle, _ in angles(FULL)] == [
        Angle.SURPRISE,
        Angle.SURPRISE,
        Angle.IDEA,
        Angle.BETTER_ANSWER,
        Angle.REASSURANCE,
        Angle.INTEREST,
    ]


@pytest.mark.parametrize(
    ("debrief", "angle", "words"),
    [
        (FULL, Angle.SURPRISE, "“the open library” was a pleasant surprise, why (“I read a lot”)"),
        (FULL._replace(surprises=()), Angle.IDEA, "“slow closing”: “close weekly”"),
        (FULL._replace(surprises=(), problems=()), Angle.BETTER_ANSWER, "“Why us?”: “The craft”"),
        (Debrief(concerns=FULL.concerns, needs=FULL.needs), Angle.REASSURANCE, "“no Excel”: “I took a course”"),
        (Debrief(needs=FULL.needs), Angle.INTEREST, "what they need most (“order”; “tact”; “speed”)"),
        (Debrief(needs=("order",)), Angle.INTEREST, "what they need most (“order”)"),
        (Debrief(), Angle.INTEREST, "their top three needs"),
    ],
)
def test_the_first_angle_that_applies_leads_and_the_others_follow(debrief: Debrief, angle: Angle, words: str) -> None:
    assert angles(debrief)[0][0] is angle
    include = action(facts(interview(debrief=debrief)), Kind.SEND_THANK_YOU).include
    assert include[1].startswith("One angle: ")
    assert words in include[1]
    alternatives = [text for text in include if text.startswith("Or, instead of that angle: ")]
    assert len(alternatives) == len(angles(debrief)) - 1


def test_the_debrief_says_what_else_the_note_holds() -> None:
    include = "\n".join(action(facts(interview(debrief=FULL)), Kind.SEND_THANK_YOU).include)
    for own_words in ("“my diploma”", "“growth”", "“my questions”", "“humour”"):
        assert own_words in include


def test_a_decision_maker_who_was_not_met_is_thanked_for_the_opportunity() -> None:
    known = facts(interview(participants=(ANN, DORA)))
    thanks = actions(known, Kind.SEND_THANK_YOU)[1]
    assert "for the opportunity and for their team's time, and say that you met Ann Shaw" in thanks.include[0]
    assert "Any hint that you and Dora Shaw have met." in thanks.avoid
    assert "conversation" not in named(thanks)


def test_with_nobody_met_the_decision_maker_is_not_told_otherwise() -> None:
    thanks = action(facts(interview(participants=(DORA,))), Kind.SEND_THANK_YOU)
    assert "say that you met" not in named(thanks)


# Enclosures


def test_material_for_the_person_or_for_no_one_and_testimonials_are_enclosed() -> None:
    debrief = discussed(
        PORTFOLIO,
        Material("For Ann", contact_id="ann"),
        Material("For Bea", contact_id="bea"),
        Material("For the referee", contact_id="rita"),
        Material("Sent", sent=True),
    )
    known = facts(
        interview(participants=(ANN, REFEREE), debrief=debrief),
        contacts=[contact("bea")],
        testimonials=[praised("Old boss", source_url="https://boss.example")],
    )
    enclosures = action(known, Kind.SEND_THANK_YOU).enclosures
    assert [(e.title, e.url) for e in enclosures] == [
        ("Portfolio", "https://sam.example/portfolio"),
        ("For Ann", None),
        ("For the referee", None),
        ("Testimonial by Old boss", "https://boss.example"),
    ]
    assert enclosures[0].reason == "They asked for it"
    assert all(e.reason for e in enclosures)


def test_nothing_is_enclosed_where_neither_email_nor_letter_will_do() -> None:
    known = facts(interview(debrief=discussed()), contacts=[unreachable("ann", phone="1")])
    assert not action(known, Kind.SEND_THANK_YOU).enclosures


def test_a_material_that_was_waved_aside_is_not_enclosed() -> None:
    known = facts(interview(debrief=discussed()))
    dismissed = mark(action(known, Kind.SEND_MATERIAL).key, MarkKind.DISMISSED)
    assert not action(known._replace(marks={dismissed.key: dismissed}), Kind.SEND_THANK_YOU).enclosures


# confirm-name


def test_a_name_is_confirmed_while_thanks_are_owed() -> None:
    known = facts(contacts=[contact("ann", name_confirmed=False)])
    assert window(known, NAME) == window(known, THANKS)
    assert action(known, Kind.CONFIRM_NAME).contact_id == "ann"
    assert not action(known, Kind.CONFIRM_NAME).channels


def test_a_confirmed_name_needs_nothing() -> None:
    assert row(facts(), NAME).verdict is Verdict.SATISFIED


def test_once_the_thanks_are_no_longer_owed_the_name_may_rest() -> None:
    """Sent or marked done; put off, it is still owed."""
    ann = contact("ann", name_confirmed=False)
    key = action(facts(contacts=[ann]), Kind.SEND_THANK_YOU).key
    assert not windows(facts(contacts=[ann], interactions=[THANKED]), NAME)
    assert not windows(facts(contacts=[ann], marks=[mark(key, MarkKind.DONE)]), NAME)
    assert windows(facts(contacts=[ann], marks=[mark(key, MarkKind.SNOOZED, "2026-03-05T11:00Z")]), NAME)


# send-material


def test_material_waits_a_week_for_a_thank_you_that_could_carry_it() -> None:
    expected = instants("2026-03-09T11:00Z", "2026-03-12T11:00Z", "2026-03-16T11:00Z")
    assert window(facts(interview(debrief=discussed())), MATERIAL) == expected


def test_material_goes_from_the_end_when_no_thank_you_could_carry_it() -> None:
    """Because it was sent, or because it is owed to somebody else."""
    expected = instants("2026-03-02T11:00Z", "2026-03-05T11:00Z", "2026-03-16T11:00Z")
    assert window(facts(interview(debrief=discussed()), interactions=[THANKED]), MATERIAL) == expected
    for_bea = interview(debrief=discussed(PORTFOLIO._replace(contact_id="bea")))
    assert window(facts(for_bea, contacts=[contact("bea")]), MATERIAL) == expected


def test_a_reason_says_what_material_waits_for() -> None:
    waiting = "a thank-you that could carry it is still owed"
    owed = facts(interview(debrief=discussed()))
    assert waiting in action(owed, Kind.SEND_MATERIAL).reason
    assert waiting not in action(owed._replace(interactions=(THANKED,)), Kind.SEND_MATERIAL).reason


def test_material_goes_to_its_contact_else_to_the_one_who_decides() -> None:
    """A reference named as its contact counts as none."""
    people = (ANN, REFEREE, participant("dora", decides=True))
    for named_for, expected in (("ann", "ann"), (None, "dora"), ("rita", "dora")):
        debrief = discussed(PORTFOLIO._replace(contact_id=named_for))
        assert action(facts(interview(participants=people, debrief=debrief)), Kind.SEND_MATERIAL).contact_id == expected


def test_material_marked_as_sent_is_done() -> None:
    assert (
        row(facts(interview(debrief=discussed(PORTFOLIO._replace(sent=True)))), MATERIAL).verdict is Verdict.SATISFIED
    )


@pytest.mark.parametrize(
    ("named_for", "changes", "done"),
    [
        (None, {"to": "ann"}, True),
        (None, {"to": None}, True),
        ("ann", {"to": "ann"}, True),
        ("ann", {"to": "bea"}, False),
        ("ann", {"to": None}, False),
        (None, {"to": "rita"}, False),
        (None, {"when": "2026-03-02T11:00Z"}, True),
        (None, {"when": "2026-03-02T10:59Z"}, False),
        (None, {"by": Channel.IN_PERSON}, True),
        (None, {"by": Channel.VOICEMAIL}, False),
        (None, {"by": Channel.LINKEDIN}, False),
    ],
)
def test_a_work_sample_delivers_it(named_for: str | None, changes: dict[str, Any], *, done: bool) -> None:
    """At or after the end, to its contact or to anyone of the employer's, on a channel that is not forbidden."""
    sample = sent(Purpose.WORK_SAMPLE, **{"when": "2026-03-02T12:00Z"} | changes)
    debrief = discussed(PORTFOLIO._replace(contact_id=named_for))
    known = facts(interview(participants=(ANN, REFEREE), debrief=debrief), interactions=[sample])
    assert (row(known, MATERIAL).verdict is Verdict.SATISFIED) is done


def test_the_material_is_its_own_enclosure() -> None:
    (enclosure,) = action(facts(interview(debrief=discussed())), Kind.SEND_MATERIAL).enclosures
    assert (enclosure.title, enclosure.url) == ("Portfolio", "https://sam.example/portfolio")


def test_equal_titles_have_keys_of_their_own_that_stay_when_one_is_sent() -> None:
    twins = interview(debrief=discussed(PORTFOLIO, PORTFOLIO))
    first, second = (a.key for a in actions(facts(twins), Kind.SEND_MATERIAL))
    assert first != second
    one_left = interview(debrief=discussed(PORTFOLIO._replace(sent=True), PORTFOLIO))
    assert action(facts(one_left), Kind.SEND_MATERIAL).key == second


def test_a_superseded_round_keeps_its_material_and_an_outcome_ends_it() -> None:
    assert windows(facts(interview(debrief=discussed()), round_two()), MATERIAL)
    assert not windows(facts(ended(Outcome.REJECTED, debrief=discussed())), MATERIAL)


def test_a_debrief_without_material_asks_for_none() -> None:
    assert row(facts(interview(debrief=Debrief())), MATERIAL).verdict is Verdict.NOT_APPLICABLE


def test_windows_of_one_interview_follow_one_another() -> None:
    """The thank-you closes as the material that it could have carried opens."""
    known = facts(interview(debrief=discussed()))
    for earlier, later in pairwise((window(known, THANKS), window(known, MATERIAL))):
        assert earlier.closes_at == later.opens_at
    assert window(known, MATERIAL).opens_at > NOON
