"""Rounds, processes, and which facts are known."""

from datetime import timedelta
from time import process_time

import pytest

from api.policy.case import Case, Stage
from api.policy.engine import decide
from api.policy.facts import Interaction, Interview, Outcome, Purpose
from api.policy.ledger import Ledger, becoming_known, known
from tests.policy.facts import NOON, acme, at, ended, facts, heard, interview, round_two, sent

MICROSECOND = timedelta(microseconds=1)
ROUND_THREE = round_two("i2")._replace(id="i3")


def offered(one: Interview) -> Interview:
    return one._replace(outcome=Outcome.OFFER, outcome_at=at("2026-03-20T09:00Z"))


def stages(*interviews: Interview) -> list[Stage]:
    ledger = Ledger(facts(*interviews))
    return [Case(ledger, one).stage for one in interviews]


@pytest.mark.parametrize(
    ("interviews", "expected"),
    [
        ([interview()], [Stage.OPEN]),
        ([interview(cancelled=True)], [Stage.CANCELLED]),
        ([ended(Outcome.NO_RESPONSE)], [Stage.DECIDED]),
        ([interview(), round_two()], [Stage.SUPERSEDED, Stage.OPEN]),
        ([interview(), round_two(cancelled=True)], [Stage.OPEN, Stage.CANCELLED]),
        ([interview(), offered(round_two())], [Stage.OUTLIVED, Stage.DECIDED]),
        ([interview(), round_two(), offered(ROUND_THREE)], [Stage.OUTLIVED, Stage.OUTLIVED, Stage.DECIDED]),
        ([interview(), round_two(cancelled=True), ROUND_THREE], [Stage.OPEN, Stage.CANCELLED, Stage.OPEN]),
        ([ended(Outcome.REJECTED), round_two()], [Stage.DECIDED, Stage.OPEN]),
        ([ended(Outcome.REJECTED), offered(round_two())], [Stage.OUTLIVED, Stage.DECIDED]),
        ([interview(cancelled=True), round_two()], [Stage.CANCELLED, Stage.OPEN]),
    ],
)
def test_where_an_interview_stands(interviews: list[Interview], expected: list[Stage]) -> None:
    """A cancelled round supersedes nothing, and nothing reaches through it."""
    assert stages(*interviews) == expected


def test_a_process_is_every_round_linked_cancelled_and_branching_ones_too() -> None:
    rounds = [interview(), round_two(cancelled=True), ROUND_THREE, round_two()._replace(id="i4"), interview("i5")]
    for one in rounds:
        ledger = Ledger(facts(*rounds, interactions=[heard("2026-03-03T10:00Z", interview_id=one.id)]))
        heard_by = {i.id for i in rounds if ledger.last_heard(i.id) is not None}
        assert heard_by == ({"i5"} if one.id == "i5" else {"i1", "i2", "i3", "i4"})


def test_what_is_dated_exactly_then_is_known_and_what_is_later_is_not() -> None:
    all_facts = facts(
        ended(Outcome.OFFER, "2026-03-02T12:00Z"), interactions=[sent(Purpose.OTHER, "2026-03-02T12:00Z")]
    )
    assert known(all_facts, NOON) == all_facts
    before = known(all_facts, NOON - MICROSECOND)
    assert before.interactions == ()
    assert (before.interviews[0].outcome, before.interviews[0].outcome_at) == (Outcome.PENDING, None)


def test_facts_become_known_in_order_each_with_the_interviews_that_it_can_reach() -> None:
    """One instant for all that happens then; what changes nothing for anybody is left out."""
    touches = [
        sent(Purpose.THANK_YOU, "2026-03-03T10:00Z"),
        sent(Purpose.OTHER, "2026-03-03T11:00Z"),
        heard("2026-03-03T12:00Z", automatic=True),
        heard("2026-03-03T13:00Z"),
        sent(Purpose.STATUS_ENQUIRY, "2026-03-04T10:00Z"),
        sent(Purpose.OTHER, "2026-03-02T12:00Z"),
    ]
    offered_later = ended(Outcome.OFFER, "2026-03-04T10:00Z")._replace(id="i3")
    held = (interview(), round_two(), offered_later, interview("i4", organization_id="bolt"))
    all_facts = facts(*held, interactions=touches, organizations=[acme()._replace(id="bolt")])
    assert list(becoming_known(all_facts, NOON)) == [
        (at("2026-03-03T10:00Z"), {"i1"}),
        (at("2026-03-03T13:00Z"), {"i1", "i2"}),
        (at("2026-03-04T10:00Z"), {"i1", "i2", "i3"}),
    ]


def test_hundreds_of_future_facts_that_change_nothing_are_looked_past_quickly() -> None:
    """Each costs its own interview at the most, not the whole account."""
    held = [interview(f"i{number}", outcome=Outcome.OFFER, outcome_at=at("2026-02-01T10:00Z")) for number in range(60)]
    touches = [
        sent(Purpose.OFFER_THANKS, f"2026-03-{day:02}T10:{minute:02}Z", interview_id="i0")
        for day in range(3, 13)
        for minute in range(40)
    ]

    def seconds(*interactions: Interaction) -> float:
        started = process_time()
        decide(facts(*held, interactions=interactions), NOON).changes_at()
        return process_time() - started

    seconds()
    assert seconds(*touches) < len(touches) * seconds() / 3
