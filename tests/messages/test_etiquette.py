"""The etiquette of a touch: each finding present and missing."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import given

from api.messages.etiquette import etiquette
from api.messages.finding import Finding, Severity
from api.policy.channels import CALLS, PURPOSES
from api.policy.engine import decide
from api.policy.facts import Channel, Culture, Direction, Facts, Interaction, Outcome, Purpose
from api.policy.rules import POSITION
from tests.policy.deeds import done
from tests.policy.dossiers import situations
from tests.policy.facts import (
    ANN,
    REFEREE,
    acme,
    at,
    called,
    contact,
    ended,
    facts,
    heard,
    interview,
    participant,
    recommended,
    round_two,
    sent,
    verdict,
)
from tests.properties import examples

THANKED = sent(Purpose.THANK_YOU, "2026-03-02T15:00Z")
ENQUIRED = sent(Purpose.STATUS_ENQUIRY, "2026-03-09T11:00Z")
BY_PHONE = pytest.mark.parametrize("by", sorted(CALLS))


def rules(known: Facts, touch: Interaction) -> list[str]:
    return [finding.rule for finding in etiquette(known, touch)]


def finding(known: Facts, touch: Interaction) -> Finding:
    (found,) = etiquette(known, touch)
    return found


def test_a_touch_as_advised_breaks_nothing() -> None:
    assert rules(facts(), THANKED) == []
    assert rules(facts(interactions=[THANKED]), ENQUIRED) == []


# no-phone-thanks


@BY_PHONE
@pytest.mark.parametrize(
    "purpose", [Purpose.THANK_YOU, Purpose.REJECTION_THANKS, Purpose.OFFER_THANKS, Purpose.WORK_SAMPLE]
)
def test_thanks_and_work_by_telephone(purpose: Purpose, by: Channel) -> None:
    found = finding(facts(), sent(purpose, "2026-03-02T15:00Z", by=by))
    assert (found.rule, found.severity, found.available_from) == ("no-phone-thanks", Severity.ERROR, None)
    assert by.replace("_", " ") in found.message
    assert [source.short for source in found.sources] == ["JP"]


@BY_PHONE
@pytest.mark.parametrize("purpose", [Purpose.TIMELINE_ENQUIRY, Purpose.WITHDRAWAL, Purpose.OTHER])
def test_other_matters_may_be_settled_by_telephone(purpose: Purpose, by: Channel) -> None:
    assert rules(facts(), sent(purpose, "2026-03-02T15:00Z", by=by)) == []


@pytest.mark.parametrize(
    "by", [Channel.EMAIL, Channel.HANDWRITTEN_NOTE, Channel.LETTER, Channel.TEXT, Channel.IN_PERSON]
)
def test_thanks_in_writing_or_face_to_face(by: Channel) -> None:
    assert rules(facts(), sent(Purpose.THANK_YOU, "2026-03-02T15:00Z", by=by)) == []


# no-social-contact


@pytest.mark.parametrize("by", [Channel.LINKEDIN, Channel.SOCIAL])
def test_a_network_is_no_way_to_reach_the_employer(by: Channel) -> None:
    """Whoever it is there, whatever for, and after the end too."""
    for known, to in ((facts(), "ann"), (facts(), None), (facts(ended(Outcome.REJECTED)), "ann")):
        found = finding(known, sent(Purpose.OTHER, "2026-03-12T15:00Z", to, by))
        assert (found.rule, found.severity) == ("no-social-contact", Severity.ERROR)
        assert "Acme" in found.message


def test_a_reference_may_be_reached_in_any_way() -> None:
    known = facts(interview(participants=(ANN, REFEREE)), interactions=[called("2026-03-02T14:00Z")])
    for by in Channel:
        assert rules(known, sent(Purpose.OTHER, "2026-03-02T15:00Z", "rita", by)) == []


def test_what_comes_in_breaks_nothing() -> None:
    assert rules(facts(), THANKED._replace(channel=Channel.LINKEDIN, direction=Direction.INBOUND)) == []


# two-weeks-silence


@pytest.mark.parametrize("by", [Channel.PHONE_CALL, Channel.TEXT, Channel.LETTER, Channel.HANDWRITTEN_NOTE])
def test_the_decision_is_asked_for_by_email(by: Channel) -> None:
    asked = sent(Purpose.DECISION_ENQUIRY, "2026-03-16T12:00Z", by=by)
    assert rules(facts(), asked) == ["two-weeks-silence"]
    assert rules(facts(), asked._replace(channel=Channel.EMAIL)) == []


def test_or_by_letter_to_someone_without_an_email_address() -> None:
    asked = sent(Purpose.DECISION_ENQUIRY, "2026-03-16T12:00Z", by=Channel.LETTER)
    assert rules(facts(contacts=[contact("ann", email=None)]), asked) == []


def test_an_assertive_organization_may_be_asked_in_any_other_way() -> None:
    asked = sent(Purpose.DECISION_ENQUIRY, "2026-03-16T12:00Z", by=Channel.PHONE_CALL)
    assert rules(facts(organizations=[acme(Culture.ASSERTIVE)]), asked) == []


# one-call-a-week


@pytest.mark.parametrize(
    ("when", "again"),
    [
        ("2026-03-05T10:00Z", "2026-03-12T10:00Z"),
        ("2026-03-12T09:59:59.999999Z", "2026-03-12T10:00Z"),
        ("2026-03-12T10:00Z", None),
    ],
)
def test_a_second_call_within_the_week(when: str, again: str | None) -> None:
    known = facts(interactions=[called("2026-03-05T10:00Z")])
    found = etiquette(known, called(when))
    assert [(f.rule, f.severity, f.available_from) for f in found] == (
        [("one-call-a-week", Severity.ERROR, at(again))] if again else []
    )


def test_the_next_call_is_offered_in_business_hours() -> None:
    known = facts(interactions=[called("2026-03-06T18:00Z")])
    found = finding(known, called("2026-03-10T10:00Z"))
    assert found.available_from == at("2026-03-16T09:00Z")
    assert "You called Acme on Friday 6 March" in found.message
    assert "until Monday 16 March at 09:00" in found.suggestion


def test_a_voicemail_within_the_hour_is_the_same_call() -> None:
    known = facts(interactions=[called("2026-03-05T10:00Z")])
    left = called("2026-03-05T11:00Z")._replace(channel=Channel.VOICEMAIL)
    assert rules(known, left) == []
    assert rules(known, left._replace(occurred_at=at("2026-03-05T11:00:01Z"))) == ["one-call-a-week"]
    assert rules(known, left._replace(channel=Channel.PHONE_CALL)) == ["one-call-a-week"]


def test_a_call_to_another_interview_there_counts_and_a_later_one_is_not_known() -> None:
    known = facts(interview(), round_two(), interactions=[called("2026-03-05T10:00Z", interview_id="i2")])
    assert rules(known, called("2026-03-06T10:00Z")) == ["one-call-a-week"]
    assert rules(known, called("2026-03-04T10:00Z")) == []


# be-patient


@pytest.mark.parametrize("purpose", [Purpose.STATUS_ENQUIRY, Purpose.DECISION_ENQUIRY])
def test_a_chase_before_the_first_rung(purpose: Purpose) -> None:
    found = finding(facts(), sent(purpose, "2026-03-09T10:59Z"))
    assert (found.rule, found.severity) == ("be-patient", Severity.ERROR)
    assert found.available_from == at("2026-03-09T11:00Z")
    assert rules(facts(), sent(purpose, "2026-03-09T11:00Z")) == []


def test_a_promised_date_is_waited_for() -> None:
    known = facts(interview(decision_expected_on=date(2026, 3, 20)))
    assert finding(known, ENQUIRED).available_from == at("2026-03-23T09:00Z")


def test_patience_is_asked_of_open_processes_only() -> None:
    chase = ENQUIRED._replace(occurred_at=at("2026-03-03T11:00Z"))
    for over in (interview(cancelled=True), ended(Outcome.REJECTED, "2026-03-03T10:00Z")):
        assert rules(facts(over), chase) == []
    assert rules(facts(interview(), round_two()), chase) == []


# no-overdoing


def test_a_chase_within_four_days_of_the_last() -> None:
    known = facts(interactions=[ENQUIRED])
    found = finding(known, ENQUIRED._replace(occurred_at=at("2026-03-13T10:59Z")))
    assert (found.rule, found.severity) == ("no-overdoing", Severity.ERROR)
    assert found.available_from == at("2026-03-13T11:00Z")
    assert rules(known, ENQUIRED._replace(occurred_at=at("2026-03-13T11:00Z"))) == []


def test_the_next_chase_is_offered_in_business_hours() -> None:
    known = facts(interactions=[ENQUIRED._replace(occurred_at=at("2026-03-10T18:00Z"))])
    found = finding(known, ENQUIRED._replace(occurred_at=at("2026-03-11T12:00Z")))
    assert found.available_from == at("2026-03-16T09:00Z")


# no-second-note


def test_another_note_to_the_same_person_before_the_first_rung() -> None:
    known = facts(interview(participants=(ANN, participant("bea"))), interactions=[THANKED])
    note = sent(Purpose.OTHER, "2026-03-04T10:00Z")
    found = finding(known, note)
    assert (found.rule, found.severity, found.available_from) == ("no-second-note", Severity.WARNING, None)
    assert "Ann Shaw" in found.message
    assert rules(known, note._replace(purpose=Purpose.THANK_YOU)) == ["no-second-note"]
    assert rules(known, note._replace(contact_id="bea")) == []
    assert rules(known, note._replace(contact_id=None)) == []
    assert rules(known, note._replace(occurred_at=at("2026-03-09T11:00Z"))) == []


@pytest.mark.parametrize("purpose", [Purpose.WORK_SAMPLE, Purpose.TIMELINE_ENQUIRY])
def test_work_and_the_question_of_the_timeline_are_no_second_note(purpose: Purpose) -> None:
    assert rules(facts(interactions=[THANKED]), sent(purpose, "2026-03-04T10:00Z")) == []


@pytest.mark.parametrize(
    ("word", "answers"),
    [
        (heard("2026-03-03T10:00Z"), True),
        (heard("2026-03-03T10:00Z", None), True),
        (heard("2026-03-03T10:00Z", "bea"), False),
        (heard("2026-03-03T10:00Z", automatic=True), False),
        (heard("2026-03-02T14:00Z"), False),
    ],
)
def test_an_answer_is_no_second_note(word: Interaction, *, answers: bool) -> None:
    """To what they said themselves since, or somebody of theirs; an auto-reply says nothing."""
    known = facts(interactions=[THANKED, word])
    assert (rules(known, sent(Purpose.OTHER, "2026-03-04T10:00Z")) == []) is answers


def test_after_thanks_by_telephone_the_written_ones_are_still_the_first_note() -> None:
    """They are still owed, and proposed."""
    spoken = THANKED._replace(channel=Channel.PHONE_CALL)
    assert rules(facts(interactions=[spoken]), sent(Purpose.THANK_YOU, "2026-03-02T16:00Z")) == []


def test_thanks_before_the_end_of_the_interview_are_no_first_note() -> None:
    early = THANKED._replace(occurred_at=at("2026-03-02T10:30Z"))
    assert rules(facts(interactions=[early]), THANKED) == []


# All of them


def test_findings_come_in_the_order_of_the_rulebook() -> None:
    chased = sent(Purpose.DECISION_ENQUIRY, "2026-03-03T10:00Z", by=Channel.PHONE_CALL)
    found = rules(facts(interactions=[chased]), chased._replace(occurred_at=at("2026-03-04T10:00Z")))
    assert found == ["two-weeks-silence", "one-call-a-week", "be-patient", "no-overdoing"]
    assert found == sorted(found, key=POSITION.__getitem__)


@examples(50)
@given(situation=situations())
def test_doing_as_advised_breaks_no_rule(situation: tuple[Facts, datetime, timedelta]) -> None:
    """Whatever is open can be done there and then through the recommended channel, once that is free."""
    known, now, horizon = situation
    for action in decide(known, now, horizon).items:
        channel = recommended(action)
        if action.opens_at <= now and action.kind in PURPOSES and channel is not None:
            available_from = verdict(action, channel).available_from
            if available_from is None or available_from <= now:
                *_, touch = done(known, action, now).interactions
                assert rules(known, touch) == [], (action.kind, touch)
