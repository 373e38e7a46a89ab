"""References are told what they may be asked."""

from api.policy.decision import Kind, Permission, Verdict
from api.policy.facts import Channel, Culture, Debrief, Direction, Outcome, Purpose
from tests.policy.facts import (
    ANN,
    REFEREE,
    acme,
    action,
    actions,
    called,
    ended,
    facts,
    instants,
    interview,
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

RULE = "brief-references"
REFERRED = interview(participants=(ANN, REFEREE))


def test_a_reference_is_briefed_within_two_days_and_asked_for_during_28() -> None:
    expected = instants("2026-03-02T11:00Z", "2026-03-04T11:00Z", "2026-03-30T10:00Z")
    assert window(facts(REFERRED), RULE) == expected


def test_without_a_reference_there_is_nobody_to_brief() -> None:
    assert row(facts(), RULE).verdict is Verdict.NOT_APPLICABLE


def test_a_briefing_after_the_interview_satisfies() -> None:
    """By whatever channel."""
    briefed = sent(Purpose.REFERENCE_BRIEFING, "2026-03-02T11:00Z", to="rita", by=Channel.LINKEDIN)
    assert row(facts(REFERRED, interactions=[briefed]), RULE).verdict is Verdict.SATISFIED


def test_what_does_not_satisfy() -> None:
    """A briefing before the end, of somebody else, for another purpose, or one that came in."""
    briefed = sent(Purpose.REFERENCE_BRIEFING, "2026-03-02T12:00Z", to="rita")
    for other in (
        briefed._replace(occurred_at=REFERRED.starts_at),
        briefed._replace(contact_id="ann"),
        briefed._replace(purpose=Purpose.OTHER),
        briefed._replace(direction=Direction.INBOUND),
    ):
        assert window(facts(REFERRED, interactions=[other]), RULE)


def test_a_reference_whom_the_next_round_lists_too_is_briefed_for_that_one() -> None:
    both = facts(REFERRED, round_two(participants=(ANN, REFEREE)))
    assert [r.verdict for r in trace(both, RULE)] == [Verdict.SUPERSEDED, Verdict.PROPOSED]


def test_a_reference_of_the_superseded_round_alone_is_still_briefed() -> None:
    assert windows(facts(REFERRED, round_two()), RULE)


def test_an_outcome_or_a_cancellation_ends_it() -> None:
    assert not windows(facts(ended(Outcome.REJECTED, participants=(REFEREE,))), RULE)
    assert not windows(facts(REFERRED._replace(cancelled=True)), RULE)


def test_networks_are_not_even_listed() -> None:
    channels = [v.channel for v in action(facts(REFERRED), Kind.BRIEF_REFERENCE).channels]
    assert Channel.LINKEDIN not in channels
    assert Channel.SOCIAL not in channels


def test_an_email_comes_first_then_a_call_then_a_text_then_paper() -> None:
    for rita, expected in (
        (unreachable("rita", email="r@x.example", phone="1"), Channel.EMAIL),
        (unreachable("rita", phone="1", postal_address="1 High Street"), Channel.PHONE_CALL),
        (unreachable("rita", postal_address="1 High Street"), Channel.HANDWRITTEN_NOTE),
        (unreachable("rita"), None),
    ):
        assert recommended(action(facts(REFERRED, contacts=[rita]), Kind.BRIEF_REFERENCE)) is expected


def test_calls_to_references_are_neither_limited_nor_counted() -> None:
    """The employer was called an hour before the interview's end, and a call to the reference is free at once."""
    known = facts(REFERRED, interactions=[called("2026-03-02T10:00Z")])
    by_phone = verdict(action(known, Kind.BRIEF_REFERENCE), Channel.PHONE_CALL)
    assert (by_phone.verdict, by_phone.available_from) == (Permission.ALLOWED, None)
    known = facts(REFERRED, interactions=[called("2026-03-02T11:30Z", to="rita")])
    assert verdict(action(known, Kind.STATUS_ENQUIRY), Channel.PHONE_CALL).available_from is None


def test_the_debrief_fills_the_summary_and_the_needs() -> None:
    debrief = Debrief(topics=("the new ledger",), learned=("nine people",), needs=("patience",))
    include = action(facts(REFERRED._replace(debrief=debrief)), Kind.BRIEF_REFERENCE).include
    assert "“the new ledger”; “nine people”" in include[1]
    assert "“patience”" in include[2]


def test_each_reference_is_briefed_alike_whatever_the_culture() -> None:
    pair = interview(participants=(REFEREE, REFEREE._replace(contact_id="rolf")))
    for culture in Culture:
        found = actions(facts(pair, organizations=[acme(culture)]), Kind.BRIEF_REFERENCE)
        assert [a.contact_id for a in found] == ["rita", "rolf"]
