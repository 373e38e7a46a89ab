"""What every touch must respect, and the cautions that say so while they matter."""

from datetime import datetime, timedelta

import pytest

from api.policy.decision import Kind, Permission, Verdict
from api.policy.engine import decide
from api.policy.facts import Channel, Culture, Facts, Interaction, Interest, Interview, MarkKind, Outcome, Purpose
from tests.policy.facts import (
    ANN,
    ENDS,
    NOON,
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
    instants,
    interview,
    mark,
    participant,
    recommended,
    round_two,
    row,
    sent,
    unreachable,
    verdict,
    window,
    windows,
)

BEFORE_THE_END = at("2026-03-02T10:59:59.999999Z")
FOR_AN_OPEN_PROCESS = ("no-social-contact", "no-public-mention", "stay-positive")


# tidy-social-media


def test_social_media_are_tidied_within_a_day() -> None:
    expected = instants("2026-03-02T11:00Z", "2026-03-03T11:00Z", "2026-03-30T10:00Z")
    assert window(facts(), "tidy-social-media") == expected


def test_only_the_candidates_own_mark_says_that_it_is_done() -> None:
    key = action(facts(), Kind.TIDY_SOCIAL_MEDIA).key
    for kind, expected in ((MarkKind.DONE, Verdict.SATISFIED), (MarkKind.DISMISSED, Verdict.MARKED)):
        assert row(facts(marks=[mark(key, kind)]), "tidy-social-media").verdict is expected


def test_it_belongs_to_the_last_round_of_an_undecided_process() -> None:
    assert len(windows(facts(interview(), round_two()), "tidy-social-media")) == 1
    assert not windows(facts(ended(Outcome.OFFER)), "tidy-social-media")


# Calls: one a week, in business hours


def call_for(known: Facts, when: datetime = NOON) -> tuple[datetime | None, str | None]:
    """From when the status enquiry of the interview may be made by telephone, and the rule that delays it."""
    by_phone = verdict(action(known, Kind.STATUS_ENQUIRY, when), Channel.PHONE_CALL)
    return by_phone.available_from, by_phone.rule


def test_a_call_in_business_hours_is_free_at_once() -> None:
    """The enquiry opens on Monday 9 March at 11:00."""
    assert call_for(facts()) == (None, None)


@pytest.mark.parametrize(
    ("last", "free"),
    [
        ("2026-03-02T11:00Z", None),
        ("2026-03-02T11:00:01Z", "2026-03-09T11:00:01Z"),
        ("2026-03-02T18:00Z", "2026-03-10T09:00Z"),
        ("2026-03-06T12:00Z", "2026-03-13T12:00Z"),
        ("2026-03-07T12:00Z", "2026-03-16T09:00Z"),
    ],
)
def test_the_next_call_is_free_a_week_after_the_last_in_business_hours(last: str, free: str | None) -> None:
    known = facts(interactions=[called(last)])
    expected = (at(free), "one-call-a-week") if free else (None, None)
    assert call_for(known, at(last)) == expected


@pytest.mark.parametrize(
    ("voicemail", "free"),
    [
        ("2026-03-05T11:00Z", "2026-03-12T10:00Z"),
        ("2026-03-05T11:00:00.000001Z", "2026-03-12T11:00:00.000001Z"),
    ],
)
def test_a_voicemail_within_the_hour_is_the_same_call(voicemail: str, free: str) -> None:
    left = sent(Purpose.OTHER, voicemail, by=Channel.VOICEMAIL)
    known = facts(interactions=[called("2026-03-05T10:00Z"), left])
    assert call_for(known, at(voicemail)) == (at(free), "one-call-a-week")


def test_a_second_call_within_the_hour_is_another_call() -> None:
    known = facts(interactions=[called("2026-03-05T10:00Z"), called("2026-03-05T10:30Z")])
    assert call_for(known, at("2026-03-05T11:00Z"))[0] == at("2026-03-12T10:30Z")


def test_voicemails_do_not_chain() -> None:
    """The one at 11:20 is within an hour of a voicemail, not of the call."""
    left = [sent(Purpose.OTHER, f"2026-03-05T{when}Z", by=Channel.VOICEMAIL) for when in ("10:50", "11:20")]
    known = facts(interactions=[called("2026-03-05T10:00Z"), *left])
    assert call_for(known, at("2026-03-05T12:00Z"))[0] == at("2026-03-12T11:20Z")


@pytest.mark.parametrize(
    ("touch", "counts"),
    [
        (called("2026-03-05T10:00Z", to=None), True),
        (called("2026-03-05T10:00Z", to="zoe"), True),
        (called("2026-03-05T10:00Z", interview_id="i2"), True),
        (called("2026-03-05T10:00Z", interview_id="i3"), False),
        (called("2026-03-05T10:00Z", to="rita"), False),
        (sent(Purpose.OTHER, "2026-03-05T10:00Z", by=Channel.VIDEO), False),
    ],
)
def test_calls_count_by_organization_whoever_answered(touch: Interaction, *, counts: bool) -> None:
    """Over all its interviews; not those of another organization, and not to a reference."""
    cancelled = interview("i2", cancelled=True)
    elsewhere = interview("i3", organization_id="other", cancelled=True)
    organizations = [acme(), acme(id="other", name="Other")]
    one = interview(participants=(ANN, REFEREE))
    known = facts(one, cancelled, elsewhere, interactions=[touch], organizations=organizations)
    assert (call_for(known, at("2026-03-05T10:00Z"))[0] is not None) is counts


def test_out_of_hours_a_call_waits_for_the_next_business_morning() -> None:
    """Snoozed to a Saturday, the enquiry can be emailed there and then, and called about on Monday."""
    key = action(facts(), Kind.STATUS_ENQUIRY).key
    known = facts(marks=[mark(key, MarkKind.SNOOZED, "2026-03-14T12:00Z")])
    assert call_for(known) == (at("2026-03-16T09:00Z"), "calls-in-business-hours")
    assert recommended(action(known, Kind.STATUS_ENQUIRY)) is Channel.EMAIL


def test_a_text_that_is_free_at_once_comes_before_a_call_that_has_to_wait() -> None:
    known = facts(contacts=[unreachable("ann", phone="1")], interactions=[called("2026-03-05T10:00Z")])
    enquiry = action(known, Kind.STATUS_ENQUIRY, at("2026-03-05T10:00Z"))
    assert recommended(enquiry) is Channel.TEXT
    assert [v.channel for v in enquiry.channels if v.available_from] == [Channel.PHONE_CALL, Channel.VOICEMAIL]


# Networks


@pytest.mark.parametrize("channel", [Channel.LINKEDIN, Channel.SOCIAL])
def test_nobody_of_the_employers_is_reached_through_a_network(channel: Channel) -> None:
    """Not even after the process has ended."""
    over = facts(ended(Outcome.REJECTED, interest=Interest.HIGH))
    for known, kind, when in (
        (facts(), Kind.SEND_THANK_YOU, NOON),
        (facts(), Kind.STATUS_ENQUIRY, NOON),
        (over, Kind.THANK_AFTER_REJECTION, at("2026-03-10T09:00Z")),
        (over, Kind.KEEP_IN_TOUCH, at("2026-03-10T09:00Z")),
    ):
        said = verdict(actions(known, kind, when)[0], channel)
        assert (said.verdict, said.rule) == (Permission.FORBIDDEN, "no-social-contact")


# Cautions


@pytest.mark.parametrize("rule_id", FOR_AN_OPEN_PROCESS)
def test_an_open_process_is_cautioned_about_from_the_end_on(rule_id: str) -> None:
    found = caution(facts(), rule_id, ENDS)
    assert found is not None
    assert (found.since, found.until) == (ENDS, None)
    assert "Acme" in found.statement
    assert caution(facts(), rule_id, BEFORE_THE_END) is None


@pytest.mark.parametrize("rule_id", [*FOR_AN_OPEN_PROCESS, "be-patient", "one-call-a-week", "no-overdoing"])
@pytest.mark.parametrize(
    "over", [interview(cancelled=True), ended(Outcome.REJECTED, "2026-03-02T11:30Z")], ids=["cancelled", "decided"]
)
def test_a_process_that_is_over_is_cautioned_about_no_more(rule_id: str, over: Interview) -> None:
    touches = [sent(Purpose.STATUS_ENQUIRY, "2026-03-02T11:15Z", by=Channel.PHONE_CALL)]
    assert caution(facts(interactions=touches), rule_id) is not None
    assert caution(facts(over, interactions=touches), rule_id) is None


def test_thanks_by_telephone_are_cautioned_about_while_thanks_are_owed() -> None:
    """For a week, to those still owed, each of them named."""
    both = interview(participants=(ANN, participant("bea")))
    found = caution(facts(both), "no-phone-thanks", ENDS)
    assert found is not None
    assert (found.since, found.until) == (ENDS, at("2026-03-09T11:00Z"))
    assert "Ann Shaw and Bea Shaw" in found.statement
    thanked = [sent(Purpose.THANK_YOU, "2026-03-02T11:30Z", to=name) for name in ("ann", "bea")]
    left = caution(facts(both, interactions=thanked[:1]), "no-phone-thanks")
    assert left is not None
    assert "Ann" not in left.statement
    assert caution(facts(both, interactions=thanked), "no-phone-thanks") is None
    assert caution(facts(both), "no-phone-thanks", at("2026-03-09T11:00Z")) is None


def test_that_caution_outlasts_a_next_round_and_a_decision_but_not_a_cancellation() -> None:
    for interviews, expected in (
        ([interview(), round_two()], True),
        ([ended(Outcome.NO_RESPONSE, "2026-03-02T11:30Z")], True),
        ([interview(cancelled=True)], False),
    ):
        assert (caution(facts(*interviews), "no-phone-thanks") is not None) is expected


def test_patience_lasts_until_the_first_enquiry() -> None:
    for culture, until in (
        (Culture.RESERVED, "2026-03-12T11:00Z"),
        (Culture.BALANCED, "2026-03-09T11:00Z"),
        (Culture.ASSERTIVE, "2026-03-09T09:00Z"),
    ):
        found = caution(facts(organizations=[acme(culture)]), "be-patient")
        assert found is not None
        assert (found.since, found.until) == (ENDS, at(until))


def test_the_weeks_one_call_is_cautioned_about_for_seven_days() -> None:
    known = facts(interactions=[called("2026-03-07T12:00Z")])
    found = caution(known, "one-call-a-week", at("2026-03-07T12:00Z"))
    assert found is not None
    assert (found.since, found.until) == (at("2026-03-07T12:00Z"), at("2026-03-14T12:00Z"))
    assert "on Saturday 7 March: make no further call before Saturday 14 March at 12:00" in found.statement
    assert caution(known, "one-call-a-week", at("2026-03-14T12:00Z")) is None


def test_the_last_chase_is_cautioned_about_for_four_days() -> None:
    known = facts(interactions=[sent(Purpose.STATUS_ENQUIRY, "2026-03-09T12:00Z")])
    found = caution(known, "no-overdoing", at("2026-03-09T12:00Z"))
    assert found is not None
    assert found.until == at("2026-03-13T12:00Z")
    assert caution(known, "no-overdoing", at("2026-03-13T12:00Z")) is None


@pytest.mark.parametrize(
    ("rule_id", "until"), [("one-call-a-week", "2026-03-17T18:00Z"), ("no-overdoing", "2026-03-14T18:00Z")]
)
def test_cautions_end_by_the_hour_not_with_the_next_business_morning(rule_id: str, until: str) -> None:
    """What they caution about becomes possible then; when it is advised is another matter."""
    touch = sent(Purpose.STATUS_ENQUIRY, "2026-03-10T18:00Z", by=Channel.PHONE_CALL)
    found = caution(facts(interactions=[touch]), rule_id, at("2026-03-10T18:00Z"))
    assert found is not None
    assert found.until == at(until)


def test_four_days_are_counted_by_the_clock_on_the_wall() -> None:
    """Across the spring change in London they are an hour shorter."""
    march = interview(starts_at=at("2026-03-16T10:00Z"), ends_at=at("2026-03-16T11:00Z"))
    known = facts(march, interactions=[sent(Purpose.STATUS_ENQUIRY, "2026-03-27T12:00Z")])
    found = caution(known, "no-overdoing", at("2026-03-27T12:00Z"))
    assert found is not None
    assert found.until == at("2026-03-31T12:00Z") - timedelta(hours=1)


def test_cautions_come_by_interview_in_the_order_of_the_rulebook() -> None:
    touches = [sent(Purpose.STATUS_ENQUIRY, "2026-03-02T11:15Z", by=Channel.PHONE_CALL)]
    known = facts(contacts=[contact("ann")], interactions=touches)
    assert [c.rule for c in decide(known, NOON).cautions] == [
        "no-phone-thanks",
        "no-social-contact",
        "no-public-mention",
        "one-call-a-week",
        "be-patient",
        "no-overdoing",
        "stay-positive",
    ]
