"""Asking for the timeline, and the ladder: chasing a decision without pushing."""

from datetime import date, timedelta
from typing import Any

import pytest

from api.policy.decision import Kind, Permission, Verdict, Window
from api.policy.facts import (
    Channel,
    Contact,
    Culture,
    Direction,
    Facts,
    Interaction,
    Interview,
    MarkKind,
    Outcome,
    Purpose,
    Role,
)
from tests.policy.facts import (
    ANN,
    REFEREE,
    acme,
    action,
    actions,
    at,
    called,
    caution,
    contact,
    ended,
    facts,
    heard,
    instants,
    interview,
    mark,
    participant,
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

TIMELINE, FIRST, SECOND = "ask-timeline", "enquire-after-decision-date", "second-enquiry"
SILENCE, MOVE_ON = "two-weeks-silence", "move-on"
FRIDAY = interview(decision_expected_on=date(2026, 3, 6))
"""A decision was promised for Friday 6 March: the silence starts on Saturday at 00:00."""


def enquired(when: str, **changes: Any) -> Interaction:
    return sent(Purpose.STATUS_ENQUIRY, when)._replace(**changes)


def decision_asked(when: str) -> Interaction:
    return sent(Purpose.DECISION_ENQUIRY, when)


def at_acme(culture: Culture, *interactions: Interaction, of: Interview | None = None) -> Facts:
    return facts(of or interview(), interactions=interactions, organizations=[acme(culture)])


# ask-timeline


def test_the_timeline_is_asked_for_on_the_next_business_day() -> None:
    """Until the first enquiry would open."""
    assert window(facts(), TIMELINE) == instants("2026-03-03T09:00Z", "2026-03-05T17:00Z", "2026-03-09T11:00Z")


def test_a_weekend_and_a_holiday_put_the_question_off() -> None:
    thursday = interview(starts_at=at("2026-04-02T10:00Z"), ends_at=at("2026-04-02T11:00Z"))
    easter = {date(2026, 4, 3), date(2026, 4, 6)}
    assert window(facts(thursday, holidays=easter), TIMELINE).opens_at == at("2026-04-07T08:00Z")


def test_with_a_date_there_is_nothing_to_ask() -> None:
    assert row(facts(FRIDAY), TIMELINE).verdict is Verdict.SATISFIED


def test_a_date_before_the_end_counts_as_not_set() -> None:
    for promised, set_ in ((date(2026, 3, 1), False), (date(2026, 3, 2), True)):
        assert bool(windows(facts(interview(decision_expected_on=promised)), TIMELINE)) is not set_


@pytest.mark.parametrize(
    ("changes", "done"),
    [
        ({}, True),
        ({"occurred_at": at("2026-03-02T10:00Z")}, True),
        ({"occurred_at": at("2026-03-02T09:59Z")}, False),
        ({"contact_id": None}, True),
        ({"contact_id": "rita"}, False),
        ({"direction": Direction.INBOUND}, False),
        ({"purpose": Purpose.OTHER}, False),
    ],
)
def test_asking_from_the_start_of_the_interview_on_satisfies(changes: dict[str, Any], *, done: bool) -> None:
    asked = sent(Purpose.TIMELINE_ENQUIRY, "2026-03-02T11:30Z")._replace(**changes)
    known = facts(interview(participants=(ANN, REFEREE)), interactions=[asked])
    assert (row(known, TIMELINE).verdict is Verdict.SATISFIED) is done


@pytest.mark.parametrize(
    ("missing", "asked"),
    [((), "abe"), (("abe",), "rob"), (("abe", "rob"), "hal"), (("abe", "rob", "hal"), None)],
)
def test_the_assistant_is_asked_else_the_recruiter_else_hr(missing: tuple[str, ...], asked: str | None) -> None:
    """The first of them who can be reached; never the interviewer."""
    people = (
        ANN,
        participant("hal", Role.HR),
        participant("rob", Role.RECRUITER),
        participant("abe", Role.ASSISTANT),
    )
    known = facts(interview(participants=people), contacts=[unreachable(name) for name in missing])
    question = action(known, Kind.ASK_TIMELINE)
    assert question.contact_id == asked
    assert bool(question.channels) is (asked is not None)


def test_an_assistant_is_called_and_others_are_written_to() -> None:
    """The call is free on a business morning."""
    for role, expected in ((Role.ASSISTANT, Channel.PHONE_CALL), (Role.RECRUITER, Channel.EMAIL)):
        known = facts(interview(participants=(participant("abe", role),)))
        assert recommended(action(known, Kind.ASK_TIMELINE)) is expected


# The first enquiry


@pytest.mark.parametrize(
    ("culture", "expected"),
    [
        (Culture.RESERVED, instants("2026-03-12T11:00Z", "2026-03-16T11:00Z", "2026-03-16T11:00Z")),
        (Culture.BALANCED, instants("2026-03-09T11:00Z", "2026-03-11T17:00Z", "2026-03-16T11:00Z")),
        (Culture.ASSERTIVE, instants("2026-03-09T09:00Z", "2026-03-11T17:00Z", "2026-03-30T10:00Z")),
    ],
)
def test_without_a_date_the_culture_says_how_long_to_wait(culture: Culture, expected: Window) -> None:
    """Ten, seven, and five days; the fifth is a Saturday, and becomes Monday at 09:00."""
    assert window(at_acme(culture), FIRST) == expected


@pytest.mark.parametrize("culture", Culture)
def test_after_the_promised_date_the_next_business_day_is_early_enough(culture: Culture) -> None:
    opens_at, due_at, closes_at = window(at_acme(culture, of=FRIDAY), FIRST)
    assert (opens_at, due_at) == (at("2026-03-09T09:00Z"), at("2026-03-11T17:00Z"))
    assert closes_at == at("2026-04-03T23:00Z" if culture is Culture.ASSERTIVE else "2026-03-21T00:00Z")


def test_a_sign_of_life_starts_the_wait_anew() -> None:
    known = facts(interactions=[heard("2026-03-04T15:00Z")])
    assert window(known, FIRST).opens_at == at("2026-03-11T15:00Z")


@pytest.mark.parametrize(
    "silent",
    [
        heard("2026-03-04T15:00Z", automatic=True),
        heard("2026-03-04T15:00Z", "rita"),
        heard("2026-03-02T11:00Z"),
        sent(Purpose.OTHER, "2026-03-04T15:00Z"),
    ],
)
def test_what_is_no_sign_of_life(silent: Interaction) -> None:
    """An auto-reply, a word from a reference, one from before the end, and one's own."""
    known = facts(interview(participants=(ANN, REFEREE)), interactions=[silent])
    assert window(known, FIRST) == window(facts(), FIRST)


def test_a_date_counts_only_while_it_lies_ahead_of_the_last_word() -> None:
    """Heard on the promised day itself, the wait starts from there; promised for the day of the interview, it holds."""
    for word, opens_at in (("2026-03-05T23:59Z", "2026-03-09T09:00Z"), ("2026-03-06T15:00Z", "2026-03-13T15:00Z")):
        assert window(facts(FRIDAY, interactions=[heard(word)]), FIRST).opens_at == at(opens_at)
    same_day = interview(decision_expected_on=date(2026, 3, 2))
    assert window(facts(same_day), FIRST).opens_at == at("2026-03-03T09:00Z")


def test_words_and_chases_of_every_round_count_cancelled_ones_too() -> None:
    later = interview("i2", previous_interview_id="i1", cancelled=True)
    known = facts(interview(), later, interactions=[heard("2026-03-04T15:00Z", interview_id="i2")])
    assert window(known, FIRST).opens_at == at("2026-03-11T15:00Z")
    chased = facts(interview(), later, interactions=[enquired("2026-03-09T12:00Z", interview_id="i2")])
    assert trace(chased, FIRST, at("2026-03-09T12:00Z"))[0].verdict is Verdict.SATISFIED


def test_a_chase_since_the_silence_began_is_the_first_enquiry() -> None:
    for chase in (enquired("2026-03-02T11:00Z"), decision_asked("2026-03-09T11:00Z")):
        assert row(facts(interactions=[chase]), FIRST, chase.occurred_at).verdict is Verdict.SATISFIED


def test_an_earlier_chase_counts_for_spacing_only() -> None:
    """Chased on Sunday, before the silence; the first enquiry opens four days later, not on Tuesday."""
    same_day = interview(decision_expected_on=date(2026, 3, 2))
    known = facts(same_day, interactions=[enquired("2026-03-02T11:30Z")])
    enquiry = action(known, Kind.STATUS_ENQUIRY)
    assert enquiry.opens_at == at("2026-03-06T11:30Z")
    assert enquiry.rules[:2] == (FIRST, "no-overdoing")
    assert "your last enquiry there was on Monday 2 March, and 4 days are left in between" in enquiry.reason


def test_a_chase_for_another_job_at_the_same_organization_spaces_this_one() -> None:
    other = interview("i2", starts_at=at("2026-02-01T10:00Z"), ends_at=at("2026-02-01T11:00Z"))
    known = facts(interview(), other, interactions=[enquired("2026-03-08T10:00Z", interview_id="i2")])
    assert windows(known, FIRST)[0].opens_at == at("2026-03-12T10:00Z")


def test_the_reason_names_the_culture_and_the_wait() -> None:
    for culture, words in (
        (Culture.RESERVED, "10 days are a reasonable wait with a reserved organization"),
        (Culture.ASSERTIVE, "5 days are a reasonable wait with an assertive organization"),
    ):
        assert words in action(at_acme(culture), Kind.STATUS_ENQUIRY).reason
    assert "A decision from Acme is expected by Friday 6 March" in action(facts(FRIDAY), Kind.STATUS_ENQUIRY).reason
    known = facts(interactions=[heard("2026-03-02T12:00Z")])
    assert "The last word from Acme on record is from Monday 2 March" in action(known, Kind.STATUS_ENQUIRY).reason


# The next ones


def test_a_balanced_organization_is_asked_once_more_four_days_later() -> None:
    known = facts(interactions=[enquired("2026-03-09T12:00Z")])
    assert window(known, SECOND) == instants("2026-03-13T12:00Z", "2026-03-16T11:00Z", "2026-03-16T11:00Z")
    known = facts(interactions=[enquired("2026-03-09T12:00Z"), enquired("2026-03-13T12:00Z")])
    assert row(known, SECOND, at("2026-03-13T12:00Z")).verdict is Verdict.SATISFIED


def test_a_second_enquiry_that_would_open_as_it_closes_is_not_proposed() -> None:
    late = enquired("2026-03-12T11:00Z")
    assert row(facts(interactions=[late]), SECOND, late.occurred_at).verdict is Verdict.CLOSED


def test_a_reserved_organization_is_asked_once() -> None:
    known = at_acme(Culture.RESERVED, enquired("2026-03-12T12:00Z"))
    assert row(known, SECOND, at("2026-03-12T12:00Z")).verdict is Verdict.NOT_APPLICABLE


def test_an_assertive_organization_is_asked_weekly_four_times_in_all() -> None:
    chases = [enquired(f"2026-03-{day:02}T10:00Z") for day in (9, 16, 23)]
    for asked, opens_at in zip((1, 2, 3), ("2026-03-16T10:00Z", "2026-03-23T10:00Z", "2026-03-30T09:00Z"), strict=True):
        assert window(at_acme(Culture.ASSERTIVE, *chases[:asked]), SECOND).opens_at == at(opens_at)
    fourth = enquired("2026-03-30T09:00Z")
    known = at_acme(Culture.ASSERTIVE, *chases, fourth)
    assert row(known, SECOND, fourth.occurred_at).verdict is Verdict.SATISFIED


def test_after_two_weeks_an_assertive_enquiry_asks_for_the_decision_too() -> None:
    """From the day on which the silence is fourteen days old, not before."""
    for last, late in (("2026-03-09T10:59Z", False), ("2026-03-09T11:00Z", True)):
        enquiry = action(at_acme(Culture.ASSERTIVE, enquired(last)), Kind.STATUS_ENQUIRY, at(last))
        assert (SILENCE in enquiry.rules) is late
        assert ("Ask whether a decision has been made." in enquiry.include) is late


def test_without_a_first_enquiry_there_is_no_second() -> None:
    assert row(facts(), SECOND).verdict is Verdict.NOT_APPLICABLE


def test_rungs_do_not_overlap() -> None:
    """The first two close as the silence is two weeks old, and the decision enquiry opens."""
    assert window(facts(), FIRST).closes_at == window(facts(), SILENCE).opens_at
    assert window(facts(), SILENCE).closes_at == window(facts(), MOVE_ON).opens_at


# two-weeks-silence


@pytest.mark.parametrize("culture", [Culture.RESERVED, Culture.BALANCED])
def test_after_two_weeks_one_asks_whether_a_decision_was_made(culture: Culture) -> None:
    expected = instants("2026-03-16T11:00Z", "2026-03-19T17:00Z", "2026-03-30T10:00Z")
    assert window(at_acme(culture), SILENCE) == expected


def test_two_weeks_count_from_the_promised_date() -> None:
    """Saturday 21 March at 00:00, rolled to Monday."""
    assert window(facts(FRIDAY), SILENCE).opens_at == at("2026-03-23T09:00Z")


def test_a_week_lies_between_the_last_chase_and_the_decision_enquiry() -> None:
    known = facts(interactions=[enquired("2026-03-09T12:00Z"), enquired("2026-03-13T12:00Z")])
    assert window(known, SILENCE).opens_at == at("2026-03-20T12:00Z")


def test_asked_once_it_is_not_asked_again() -> None:
    known = facts(interactions=[decision_asked("2026-03-16T12:00Z")])
    when = at("2026-03-16T12:00Z")
    assert row(known, SILENCE, when).verdict is Verdict.SATISFIED
    assert row(known, SECOND, when).verdict is Verdict.NOT_APPLICABLE


def test_an_assertive_organization_has_no_decision_enquiry_of_its_own() -> None:
    assert row(at_acme(Culture.ASSERTIVE), SILENCE).verdict is Verdict.NOT_APPLICABLE


@pytest.mark.parametrize(
    ("person", "expected"),
    [
        (contact("ann"), Channel.EMAIL),
        (contact("ann", email=None), Channel.LETTER),
        (unreachable("ann", phone="1"), None),
    ],
)
def test_the_decision_is_asked_for_by_email_and_by_letter_only_without_one(
    person: Contact, expected: Channel | None
) -> None:
    """Whoever has neither cannot be asked."""
    asked = action(facts(contacts=[person]), Kind.DECISION_ENQUIRY)
    assert recommended(asked) is expected
    forbidden = {v.channel for v in asked.channels if v.verdict is Permission.FORBIDDEN}
    if expected is None:
        assert asked.contact_id is None
        assert "no way on file to reach anybody at Acme" in asked.reason
    else:
        assert forbidden == {v.channel for v in asked.channels} - {Channel.EMAIL, expected}
        assert {v.rule for v in asked.channels if v.verdict is Permission.FORBIDDEN} == {SILENCE}


# move-on


def test_four_weeks_into_the_silence_it_is_time_to_move_on_and_stays_so() -> None:
    known = facts()
    assert window(known, MOVE_ON) == instants("2026-03-30T10:00Z", "2026-04-06T10:00Z", None)
    assert action(known, Kind.MOVE_ON, at("2027-03-30T10:00Z")).kind is Kind.MOVE_ON


def test_a_week_after_an_unanswered_decision_enquiry_it_is_time_as_well() -> None:
    known = facts(interactions=[decision_asked("2026-03-16T12:00Z"), decision_asked("2026-03-20T12:00Z")])
    assert window(known, MOVE_ON).opens_at == at("2026-03-23T12:00Z")
    late = facts(interactions=[decision_asked("2026-03-27T12:00Z")])
    assert window(late, MOVE_ON).opens_at == at("2026-03-30T10:00Z")


def test_any_outcome_ends_the_chase() -> None:
    for outcome in (o for o in Outcome if o is not Outcome.PENDING):
        for rule_id in (TIMELINE, FIRST, SECOND, SILENCE, MOVE_ON):
            assert not windows(facts(ended(outcome)), rule_id)


def test_a_next_round_is_an_answer_unless_it_was_cancelled() -> None:
    """The later round alone is chased; four weeks into its own silence, not into that of the first."""
    for cancelled, moves_on in ((False, "2026-04-13T10:00Z"), (True, "2026-03-30T10:00Z")):
        known = facts(interview(), round_two(cancelled=cancelled))
        assert [len(windows(known, rule_id)) for rule_id in (TIMELINE, FIRST, SILENCE, MOVE_ON)] == [1, 1, 1, 1]
        assert window(known, MOVE_ON).opens_at == at(moves_on)


def test_chases_marked_done_do_not_advance_the_ladder() -> None:
    key = action(facts(), Kind.STATUS_ENQUIRY).key
    known = facts(marks=[mark(key, MarkKind.DONE)])
    assert row(known, FIRST).verdict is Verdict.MARKED
    assert row(known, SECOND).verdict is Verdict.NOT_APPLICABLE
    assert window(known, SILENCE) == window(facts(), SILENCE)


# Whom to chase, and how


@pytest.mark.parametrize(
    ("missing", "expected"),
    [
        ((), "dora"),
        (("dora",), "ann"),
        (("dora", "ann"), "bea"),
        (("dora", "ann", "bea"), "rob"),
        (("dora", "ann", "bea", "rob"), "hal"),
        (("dora", "ann", "bea", "rob", "hal"), "abe"),
        (("dora", "ann", "bea", "rob", "hal", "abe"), None),
    ],
)
def test_the_one_with_most_say_who_can_be_reached_is_chased(missing: tuple[str, ...], expected: str | None) -> None:
    """The decision maker, an interviewer (the first listed), the recruiter, hr, anybody else; never a reference."""
    people = (
        REFEREE,
        participant("abe", Role.ASSISTANT),
        participant("hal", Role.HR),
        participant("rob", Role.RECRUITER),
        ANN,
        participant("bea"),
        participant("dora", Role.OTHER, decides=True, met=False),
    )
    known = facts(interview(participants=people), contacts=[unreachable(name) for name in missing])
    enquiry = action(known, Kind.STATUS_ENQUIRY)
    assert enquiry.contact_id == expected
    assert bool(enquiry.channels) is (expected is not None)
    if expected == "dora":
        assert "Dora Shaw decides" in enquiry.reason
    elif expected is not None:
        assert f"of those you can reach, {expected.title()} Shaw is closest to the decision" in enquiry.reason


def test_someone_who_was_not_met_is_not_told_of_a_meeting() -> None:
    for met in (True, False):
        known = facts(interview(participants=(participant("dora", decides=True, met=met),)))
        for kind in (Kind.STATUS_ENQUIRY, Kind.DECISION_ENQUIRY):
            include = "\n".join(action(known, kind).include)
            assert ("when you met" in include) is met
            assert "on Monday 2 March, for the position of Analyst" in include


@pytest.mark.parametrize(
    ("culture", "person", "expected"),
    [
        (Culture.RESERVED, contact("ann"), Channel.EMAIL),
        (Culture.RESERVED, contact("ann", email=None), Channel.PHONE_CALL),
        (Culture.BALANCED, contact("ann"), Channel.PHONE_CALL),
        (Culture.BALANCED, contact("ann", phone=None), Channel.EMAIL),
        (Culture.ASSERTIVE, contact("ann"), Channel.PHONE_CALL),
        (Culture.ASSERTIVE, unreachable("ann", postal_address="1 High Street"), Channel.HANDWRITTEN_NOTE),
    ],
)
def test_a_reserved_organization_is_written_to_and_the_others_are_called(
    culture: Culture, person: Contact, expected: Channel
) -> None:
    known = facts(contacts=[person], organizations=[acme(culture)])
    assert recommended(action(known, Kind.STATUS_ENQUIRY)) is expected


def test_a_call_within_the_week_is_delayed_and_an_email_is_preferred() -> None:
    known = facts(interactions=[called("2026-03-05T10:00Z")])
    enquiry = action(known, Kind.STATUS_ENQUIRY, at("2026-03-05T10:00Z"))
    by_phone = verdict(enquiry, Channel.PHONE_CALL)
    assert recommended(enquiry) is Channel.EMAIL
    assert (by_phone.verdict, by_phone.rule) == (Permission.ALLOWED, "one-call-a-week")
    assert by_phone.available_from == at("2026-03-12T10:00Z")
    assert enquiry.rules == (FIRST, "no-social-contact", "one-call-a-week")


def test_be_patient_is_said_from_the_last_word_until_the_first_rung() -> None:
    """However recent the last chase: spacing does not lengthen it."""
    known = facts(interactions=[enquired("2026-03-08T10:00Z")])
    patience = caution(known, "be-patient", at("2026-03-08T12:00Z"))
    assert patience is not None
    assert (patience.since, patience.until) == (at("2026-03-02T11:00Z"), at("2026-03-09T11:00Z"))


def test_two_applications_are_chased_each_on_its_own() -> None:
    """Both are due the same morning; once one is chased, the other keeps its distance."""
    both = facts(interview(), interview("i2"))
    assert len(actions(both, Kind.STATUS_ENQUIRY)) == 2
    chased = both._replace(interactions=(enquired("2026-03-09T11:00Z"),))
    later = windows(chased, FIRST)
    assert [w.opens_at for w in later] == [at("2026-03-09T11:00Z") + timedelta(days=4)]
