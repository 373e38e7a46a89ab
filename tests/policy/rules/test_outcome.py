"""When the answer has come: courtesy in every case, and the long game."""

from datetime import date
from typing import Any

import pytest

from api.policy.decision import Kind, Verdict, Window
from api.policy.facts import Channel, Direction, Facts, Interaction, Interest, Interview, Outcome, Purpose, Role
from tests.policy.facts import (
    ANN,
    REFEREE,
    acme,
    action,
    actions,
    at,
    contact,
    ended,
    facts,
    instants,
    interview,
    kinds,
    participant,
    recommended,
    round_two,
    row,
    sent,
    unreachable,
    window,
    windows,
)

WHEN = at("2026-03-10T09:00Z")
NOTES = {
    Outcome.REJECTED: ("thank-after-rejection", Kind.THANK_AFTER_REJECTION, Purpose.REJECTION_THANKS),
    Outcome.OFFER: ("thank-for-offer", Kind.THANK_FOR_OFFER, Purpose.OFFER_THANKS),
    Outcome.WITHDRAWN: ("withdraw-courteously", Kind.WITHDRAWAL_NOTE, Purpose.WITHDRAWAL),
}
EACH_NOTE = pytest.mark.parametrize(
    ("outcome", "rule_id", "kind", "purpose"), [(outcome, *note) for outcome, note in NOTES.items()]
)


@pytest.mark.parametrize(
    ("outcome", "expected"),
    [
        (Outcome.REJECTED, instants("2026-03-10T09:00Z", "2026-03-12T09:00Z", "2026-03-24T09:00Z")),
        (Outcome.OFFER, instants("2026-03-10T09:00Z", "2026-03-11T09:00Z", "2026-03-17T09:00Z")),
        (Outcome.WITHDRAWN, instants("2026-03-10T09:00Z", "2026-03-11T09:00Z", "2026-03-17T09:00Z")),
    ],
)
def test_each_outcome_asks_for_its_own_note_in_its_own_time(outcome: Outcome, expected: Window) -> None:
    """A rejection is thanked for within two days, an offer and a withdrawal within one."""
    assert window(facts(ended(outcome)), NOTES[outcome][0]) == expected


@EACH_NOTE
def test_the_note_of_one_outcome_is_not_that_of_another(
    outcome: Outcome, rule_id: str, kind: Kind, purpose: Purpose
) -> None:
    for other in set(Outcome) - {outcome, Outcome.PENDING}:
        assert row(facts(ended(other)), rule_id, WHEN).verdict is Verdict.NOT_APPLICABLE
    assert row(facts(), rule_id).because == "there is no outcome yet"


@EACH_NOTE
def test_a_note_to_anybody_of_the_employers_satisfies(
    outcome: Outcome, rule_id: str, kind: Kind, purpose: Purpose
) -> None:
    """Whenever it was sent in that interview."""
    for note in (sent(purpose, "2026-03-11T09:00Z"), sent(purpose, "2026-03-09T09:00Z", to=None)):
        assert row(facts(ended(outcome), interactions=[note]), rule_id, at("2026-03-11T09:00Z")).verdict is (
            Verdict.SATISFIED
        )


@EACH_NOTE
def test_a_note_to_a_reference_received_or_on_a_network_does_not(
    outcome: Outcome, rule_id: str, kind: Kind, purpose: Purpose
) -> None:
    note = sent(purpose, "2026-03-10T09:00Z")
    for other in (
        note._replace(contact_id="rita"),
        note._replace(direction=Direction.INBOUND),
        note._replace(channel=Channel.LINKEDIN),
        note._replace(purpose=Purpose.OTHER),
    ):
        known = facts(ended(outcome, participants=(ANN, REFEREE)), interactions=[other])
        assert row(known, rule_id, WHEN).verdict is Verdict.PROPOSED


def test_thanks_by_telephone_do_not_count_and_a_withdrawal_by_telephone_does() -> None:
    for outcome, counts in ((Outcome.REJECTED, False), (Outcome.OFFER, False), (Outcome.WITHDRAWN, True)):
        rule_id, _, purpose = NOTES[outcome]
        spoken = sent(purpose, "2026-03-10T09:00Z", by=Channel.PHONE_CALL)
        known = facts(ended(outcome), interactions=[spoken])
        assert (row(known, rule_id, WHEN).verdict is Verdict.SATISFIED) is counts


def test_a_request_for_feedback_after_the_rejection_counts_as_its_note() -> None:
    """Before it, it was another matter."""
    for when, verdict in (("2026-03-10T09:00Z", Verdict.SATISFIED), ("2026-03-10T08:59Z", Verdict.PROPOSED)):
        asked = sent(Purpose.FEEDBACK_REQUEST, when)
        assert (
            row(facts(ended(Outcome.REJECTED), interactions=[asked]), "thank-after-rejection", WHEN).verdict is verdict
        )


@EACH_NOTE
def test_the_note_goes_to_the_one_who_decides_else_to_the_closest(
    outcome: Outcome, rule_id: str, kind: Kind, purpose: Purpose
) -> None:
    over = ended(outcome, participants=(ANN, participant("dora", Role.HR, decides=True)))
    assert action(facts(over), kind, WHEN).contact_id == "dora"
    assert action(facts(over, contacts=[unreachable("dora")]), kind, WHEN).contact_id == "ann"


@EACH_NOTE
def test_with_nobody_to_reach_the_note_has_neither_contact_nor_channels(
    outcome: Outcome, rule_id: str, kind: Kind, purpose: Purpose
) -> None:
    note = action(facts(ended(outcome), contacts=[unreachable("ann")]), kind, WHEN)
    assert (note.contact_id, note.channels) == (None, ())


@EACH_NOTE
def test_notes_are_written_by_email_first(outcome: Outcome, rule_id: str, kind: Kind, purpose: Purpose) -> None:
    for person, expected in (
        (contact("ann"), Channel.EMAIL),
        (contact("ann", email=None), Channel.HANDWRITTEN_NOTE),
        (unreachable("ann", phone="1", email="a@acme.example"), Channel.EMAIL),
    ):
        assert recommended(action(facts(ended(outcome), contacts=[person]), kind, WHEN)) is expected


def test_an_outcome_is_not_known_before_its_instant() -> None:
    known = facts(ended(Outcome.OFFER))
    assert Kind.THANK_FOR_OFFER not in kinds(known, at("2026-03-10T08:59:59.999999Z"))
    assert Kind.THANK_FOR_OFFER in kinds(known, WHEN)


def test_with_an_outcome_only_its_own_actions_and_owed_thanks_remain() -> None:
    known = facts(ended(Outcome.NO_RESPONSE, "2026-03-03T09:00Z"), contacts=[contact("ann", name_confirmed=False)])
    assert kinds(known, at("2026-03-03T09:00Z")) == {Kind.SEND_THANK_YOU, Kind.CONFIRM_NAME}


def test_an_outcome_of_a_later_round_silences_the_notes_of_an_earlier_one() -> None:
    later = round_two(outcome=Outcome.REJECTED, outcome_at=at("2026-03-20T09:00Z"))
    known = facts(ended(Outcome.REJECTED), later)
    assert len(windows(known, "thank-after-rejection")) == 1
    assert len(windows(known._replace(interviews=known.interviews[:1]), "thank-after-rejection")) == 1


# keep-in-touch

RULE = "keep-in-touch"


def missed(outcome: Outcome = Outcome.REJECTED) -> Interview:
    return ended(outcome, interest=Interest.HIGH)


def wrote(when: str, **changes: Any) -> Interaction:
    return sent(Purpose.KEEP_IN_TOUCH, when)._replace(**changes)


def opened(known: Facts) -> list[str]:
    return [w.opens_at.strftime("%Y-%m-%dT%H:%MZ") for w in windows(known, RULE)]


@pytest.mark.parametrize("outcome", [Outcome.REJECTED, Outcome.NO_RESPONSE])
def test_four_light_enquiries_ninety_days_apart(outcome: Outcome) -> None:
    """In business hours: the second falls on a Sunday, the fourth on a Friday in winter time."""
    known = facts(missed(outcome))
    assert opened(known) == ["2026-06-08T08:00Z", "2026-09-07T08:00Z", "2026-12-07T09:00Z", "2027-03-05T09:00Z"]
    assert windows(known, RULE)[0] == instants("2026-06-08T08:00Z", "2026-06-22T08:00Z", "2026-07-08T08:00Z")


def test_no_enquiry_where_interest_is_not_high_or_the_outcome_another() -> None:
    for over in (
        missed()._replace(interest=Interest.MEDIUM),
        missed()._replace(interest=Interest.LOW),
        missed(Outcome.OFFER),
        missed(Outcome.WITHDRAWN),
    ):
        assert row(facts(over), RULE, WHEN).verdict is Verdict.NOT_APPLICABLE


def test_no_enquiry_while_the_organization_owes_an_answer_elsewhere() -> None:
    other = interview("i2", starts_at=at("2026-04-01T10:00Z"), ends_at=at("2026-04-01T11:00Z"))
    assert not windows(facts(missed(), other), RULE)
    for over in (other._replace(cancelled=True), other._replace(organization_id="other")):
        assert windows(facts(missed(), over, organizations=[acme(id="other", name="Other")]), RULE)


def test_each_one_sent_counts_and_moves_the_rest() -> None:
    known = facts(missed(), interactions=[wrote("2026-06-10T10:00Z")])
    assert opened(known) == ["2026-09-08T10:00Z", "2026-12-07T11:00Z", "2027-03-08T09:00Z"]


def test_after_the_fourth_there_is_no_more() -> None:
    touches = [wrote(f"2026-{month:02}-10T10:00Z") for month in (6, 9, 11, 12)]
    assert not windows(facts(missed(), interactions=touches), RULE)


def test_one_from_before_the_outcome_is_not_counted_against_the_four() -> None:
    assert len(windows(facts(missed(), interactions=[wrote("2026-03-09T10:00Z")]), RULE)) == 4


def test_one_to_a_reference_or_received_does_not_count() -> None:
    for other in (
        wrote("2026-06-10T10:00Z", contact_id="rita"),
        wrote("2026-06-10T10:00Z", direction=Direction.INBOUND),
    ):
        assert len(windows(facts(missed()._replace(participants=(ANN, REFEREE)), interactions=[other]), RULE)) == 4


def test_keys_count_on_when_one_is_sent() -> None:
    """So that the second keeps its key, whether it is the second ahead or the next one."""
    before = [a.key for a in actions(facts(missed()), Kind.KEEP_IN_TOUCH, WHEN)]
    known = facts(missed(), interactions=[wrote("2026-06-10T10:00Z")])
    assert [a.key for a in actions(known, Kind.KEEP_IN_TOUCH, at("2026-06-10T10:00Z"))] == before[1:]


def test_a_holiday_puts_it_off() -> None:
    known = facts(missed(), holidays={date(2026, 6, 8)})
    assert windows(known, RULE)[0].opens_at == at("2026-06-09T08:00Z")


def test_the_reason_says_which_of_how_many_and_after_what() -> None:
    for outcome, words in (
        (Outcome.REJECTED, "Acme turned you down on Tuesday 10 March, and your interest is high"),
        (Outcome.NO_RESPONSE, "You gave up waiting for Acme on Tuesday 10 March, and your interest is high"),
    ):
        reasons = [a.reason for a in actions(facts(missed(outcome)), Kind.KEEP_IN_TOUCH, WHEN)]
        assert reasons[0] == f"{words}: this is light enquiry 1 of 4."
        assert reasons[-1].endswith("light enquiry 4 of 4.")
