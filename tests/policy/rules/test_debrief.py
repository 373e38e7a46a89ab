"""What to ask before leaving, and what to write down after."""

from api.policy.decision import Kind, Verdict
from api.policy.facts import Debrief, Format, Outcome, Role
from tests.policy.facts import (
    ANN,
    REFEREE,
    action,
    at,
    contact,
    ended,
    facts,
    instants,
    interview,
    kinds,
    participant,
    round_two,
    row,
    window,
    windows,
)

RECORDING = instants("2026-03-02T11:00Z", "2026-03-03T11:00Z", "2026-03-30T10:00Z")
"""28 calendar days after 11:00 in London is 11:00 there, an hour earlier in UTC: summer time has begun."""


def test_the_next_step_is_asked_for_from_a_day_before_until_the_end() -> None:
    assert window(facts(), "ask-next-step") == instants("2026-03-01T10:00Z", "2026-03-02T11:00Z", "2026-03-02T11:00Z")


def test_the_next_step_is_gone_when_the_interview_has_ended() -> None:
    assert Kind.ASK_NEXT_STEP in kinds(facts(), at("2026-03-02T10:59:59.999999Z"))
    assert Kind.ASK_NEXT_STEP not in kinds(facts(), at("2026-03-02T11:00Z"))


def test_business_cards_are_collected_in_person_only() -> None:
    before = at("2026-03-02T09:00Z")
    for held, expected in ((Format.IN_PERSON, True), (Format.VIDEO, False), (Format.PHONE, False)):
        asked = action(facts(interview(format=held)), Kind.ASK_NEXT_STEP, before)
        assert any("business card" in text for text in asked.include) is expected


def test_a_debrief_is_due_within_a_day_and_asked_for_during_28_days() -> None:
    assert window(facts(), "record-debrief") == RECORDING


def test_any_debrief_even_an_empty_one_satisfies() -> None:
    assert row(facts(interview(debrief=Debrief())), "record-debrief").verdict is Verdict.SATISFIED


def test_people_are_asked_for_when_nobody_was_met() -> None:
    """Somebody listed but not met is nobody to thank, and neither is a reference."""
    unmet = facts(interview(participants=(participant("ann", met=False), REFEREE)))
    assert window(unmet, "record-people") == RECORDING


def test_one_person_met_is_enough() -> None:
    assert row(facts(), "record-people").verdict is Verdict.SATISFIED


def test_the_decision_maker_is_looked_for() -> None:
    assert window(facts(), "identify-decision-maker") == RECORDING


def test_a_decision_maker_counts_whether_met_or_not() -> None:
    decider = participant("dora", Role.HR, decides=True, met=False)
    found = row(facts(interview(participants=(ANN, decider))), "identify-decision-maker")
    assert (found.verdict, found.because) == (Verdict.SATISFIED, "Dora Shaw decides")


def test_a_superseded_round_keeps_its_notes_and_people_but_not_its_questions() -> None:
    both = facts(interview(participants=()), round_two(participants=()))
    assert len(windows(both, "record-debrief")) == 2
    assert len(windows(both, "record-people")) == 2
    assert len(windows(both, "ask-next-step")) == 1
    assert len(windows(both, "identify-decision-maker")) == 1


def test_a_cancelled_or_decided_interview_asks_for_none_of_them() -> None:
    for over in (interview(cancelled=True, participants=()), ended(Outcome.NO_RESPONSE, participants=())):
        for rule_id in ("ask-next-step", "record-debrief", "record-people", "identify-decision-maker"):
            assert not windows(facts(over), rule_id)


def test_reasons_name_the_interview_and_its_day() -> None:
    unmet = facts(interview(participants=()), contacts=[contact("ann")])
    for kind in (Kind.RECORD_DEBRIEF, Kind.RECORD_PEOPLE, Kind.IDENTIFY_DECISION_MAKER):
        assert "the interview for Analyst at Acme on Monday 2 March" in action(unmet, kind).reason
