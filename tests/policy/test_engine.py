"""The clock, the list, the marks, the trace: what the engine makes of the rules."""

from dataclasses import fields
from datetime import date, datetime, timedelta

import pytest

from api.policy import engine
from api.policy.decision import Action, Kind, Status, Verdict
from api.policy.engine import DEFAULT_HORIZON, Plan, decide
from api.policy.facts import Channel, Culture, Debrief, Facts, MarkKind, Material, Outcome, Purpose
from api.policy.rules import OBLIGATIONS
from tests.policy.facts import (
    ANN,
    BEGINS,
    ENDS,
    NOON,
    REFEREE,
    YEAR,
    acme,
    action,
    actions,
    at,
    contact,
    ended,
    facts,
    heard,
    interview,
    kinds,
    mark,
    participant,
    round_two,
    row,
    sent,
    trace,
    window,
)

MICROSECOND = timedelta(microseconds=1)
THANKS_KEY = "thank-everyone.i1.ann"
ENQUIRY_KEY = "enquire-after-decision-date.i1.0.2026-03-02"


def status(known: Facts, kind: Kind, when: datetime) -> Status | None:
    found = actions(known, kind, when)
    return found[0].status if found else None


# The clock


@pytest.mark.parametrize(
    ("when", "expected"),
    [
        (ENDS - MICROSECOND, Status.UPCOMING),
        (ENDS, Status.OPEN),
        (at("2026-03-03T10:59:59.999999Z"), Status.OPEN),
        (at("2026-03-03T11:00Z"), Status.OVERDUE),
        (at("2026-03-09T10:59:59.999999Z"), Status.OVERDUE),
        (at("2026-03-09T11:00Z"), None),
    ],
)
def test_the_status_follows_the_window_to_the_microsecond(when: datetime, expected: Status | None) -> None:
    """Upcoming before it opens, open from then, overdue from when it is due, gone when it closes."""
    assert status(facts(), Kind.SEND_THANK_YOU, when) is expected


def test_an_upcoming_action_is_listed_from_the_horizon_on_inclusive() -> None:
    for horizon in (timedelta(0), timedelta(hours=1), DEFAULT_HORIZON, YEAR):
        assert Kind.SEND_THANK_YOU in kinds(facts(), ENDS - horizon, horizon)
        assert Kind.SEND_THANK_YOU not in kinds(facts(), ENDS - horizon - MICROSECOND, horizon)


def test_items_are_ordered_by_status_then_due_then_key() -> None:
    known = facts(interview(participants=(participant("bea"), participant("ann"), participant("dora", decides=True))))
    items = decide(known, at("2026-03-03T11:00Z"), YEAR).items
    assert [i.status for i in items] == sorted((i.status for i in items), key=list(Status).index)
    for status_ in Status:
        ranked = [(i.due_at, i.key) for i in items if i.status is status_]
        assert ranked
        assert ranked == sorted(ranked)


def test_what_happens_later_is_not_known_yet() -> None:
    known = facts(interactions=[sent(Purpose.THANK_YOU, "2026-03-02T13:00Z")])
    assert Kind.SEND_THANK_YOU in kinds(known, at("2026-03-02T12:59Z"))
    assert Kind.SEND_THANK_YOU not in kinds(known, at("2026-03-02T13:00Z"))


def test_a_due_instant_is_never_after_the_closing_one() -> None:
    """Reserved, undated: due two business days after Thursday the 12th, and closed on Monday the 16th at 11:00."""
    enquiry = window(facts(organizations=[acme(Culture.RESERVED)]), "enquire-after-decision-date")
    assert enquiry.due_at == enquiry.closes_at


# Marks


@pytest.mark.parametrize("kind", [MarkKind.DONE, MarkKind.DISMISSED])
def test_done_and_dismissed_actions_leave_the_list(kind: MarkKind) -> None:
    known = facts(marks=[mark(THANKS_KEY, kind)])
    assert Kind.SEND_THANK_YOU not in kinds(known)
    assert row(known, "thank-everyone").verdict is Verdict.MARKED


def test_a_snoozed_action_opens_when_it_was_put_off_to() -> None:
    """It is due no earlier than that, and closes as before."""
    thanks = action(facts(marks=[mark(THANKS_KEY, MarkKind.SNOOZED, "2026-03-05T08:00Z")]), Kind.SEND_THANK_YOU)
    assert (thanks.opens_at, thanks.due_at) == (at("2026-03-05T08:00Z"), at("2026-03-05T08:00Z"))
    assert thanks.closes_at == at("2026-03-09T11:00Z")
    soon = action(facts(marks=[mark(THANKS_KEY, MarkKind.SNOOZED, "2026-03-02T15:00Z")]), Kind.SEND_THANK_YOU)
    assert soon.due_at == at("2026-03-03T11:00Z")


def test_a_snooze_that_ends_before_the_opening_changes_nothing() -> None:
    known = facts(marks=[mark(ENQUIRY_KEY, MarkKind.SNOOZED, "2026-03-09T11:00Z")])
    assert action(known, Kind.STATUS_ENQUIRY) == action(facts(), Kind.STATUS_ENQUIRY)


def test_a_snooze_until_it_closes_makes_it_gone() -> None:
    for until, verdict in (("2026-03-16T10:59Z", Verdict.PROPOSED), ("2026-03-16T11:00Z", Verdict.MARKED)):
        known = facts(marks=[mark(ENQUIRY_KEY, MarkKind.SNOOZED, until)])
        assert row(known, "enquire-after-decision-date").verdict is verdict


def test_a_snooze_moves_no_other_action() -> None:
    """The material still waits for the thank-you, which is still owed."""
    one = interview(debrief=Debrief(materials=(Material("CV"),)))
    snoozed = facts(one, marks=[mark(THANKS_KEY, MarkKind.SNOOZED, "2026-03-12T11:00Z")])
    assert window(snoozed, "send-material") == window(facts(one), "send-material")
    done = facts(one, marks=[mark(THANKS_KEY, MarkKind.DONE)])
    assert window(done, "send-material").opens_at == ENDS


def test_a_mark_on_a_key_that_means_nothing_does_nothing() -> None:
    assert decide(facts(marks=[mark("nonsense", MarkKind.DONE)]), NOON).items == decide(facts(), NOON).items


# House


def test_house_says_that_opening_or_due_rests_on_a_house_figure() -> None:
    known = facts(contacts=[contact("ann", name_confirmed=False)])
    house = {i.kind: i.house for i in decide(known, NOON, YEAR).items}
    assert not house.pop(Kind.SEND_THANK_YOU)
    assert not house.pop(Kind.CONFIRM_NAME)
    assert house
    assert all(house.values())


def test_put_off_beyond_its_due_instant_an_action_is_due_when_the_candidate_says() -> None:
    """And that is no figure of the house; the due instant of one put off a little still is."""
    for until, house in (("2026-03-11T17:00Z", True), ("2026-03-11T17:01Z", False)):
        known = facts(marks=[mark(ENQUIRY_KEY, MarkKind.SNOOZED, until)])
        assert action(known, Kind.STATUS_ENQUIRY).house is house


# What an action holds


def test_an_action_holds_whom_and_what_it_is_about() -> None:
    thanks = action(facts(interview(timezone="Europe/Paris")), Kind.SEND_THANK_YOU)
    assert (thanks.key, thanks.interview_id, thanks.contact_id) == (THANKS_KEY, "i1", "ann")
    assert (thanks.timezone, thanks.organization_name) == ("Europe/Paris", "Acme")
    assert thanks.contact is not None
    assert (thanks.contact.name, thanks.contact.job_title) == ("Ann Shaw", "Manager")
    assert (thanks.contact.email, thanks.contact.phone) == ("ann@acme.example", "+44 20 7946 0000")


def test_sources_are_those_of_the_rules_cited_each_once() -> None:
    thanks = action(facts(), Kind.SEND_THANK_YOU)
    assert {s.short for s in thanks.sources} == {"GP", "DC", "AI", "IF", "JP"}
    assert len(set(thanks.sources)) == len(thanks.sources)


def test_rules_are_cited_in_groups() -> None:
    """The proposing one, what moved it, what forbids or delays a channel, guidance."""
    touch = sent(Purpose.STATUS_ENQUIRY, "2026-03-02T10:30Z", by=Channel.PHONE_CALL)
    late = facts(interview(decision_expected_on=date(2026, 3, 2)), interactions=[touch])
    enquiry = action(late, Kind.STATUS_ENQUIRY)
    assert enquiry.rules == ("enquire-after-decision-date", "no-overdoing", "no-social-contact", "one-call-a-week")


def test_where_no_holidays_are_known_the_reason_says_so() -> None:
    """Of actions placed by business days; no others."""
    for organization, words in (
        (acme(), "no public holidays are known for GB, so weekdays alone count."),
        (acme(country=None), "no country is on file for Acme, so weekdays alone count."),
    ):
        known = facts(organizations=[organization], holidays=None)
        told = {i.kind for i in decide(known, NOON, YEAR).items if words in i.reason}
        assert told == {Kind.ASK_TIMELINE, Kind.STATUS_ENQUIRY, Kind.DECISION_ENQUIRY}
    assert "weekdays alone" not in "".join(i.reason for i in decide(facts(), NOON, YEAR).items)


def test_an_action_is_a_value() -> None:
    assert action(facts(), Kind.SEND_THANK_YOU) == action(facts(), Kind.SEND_THANK_YOU)
    assert {field.name for field in fields(Action)} >= {"key", "kind", "rules", "reason", "channels", "house"}


# changes_at


def changes(known: Facts, when: datetime, horizon: timedelta = DEFAULT_HORIZON, *, explained: bool = False) -> datetime:
    found = decide(known, when, horizon).changes_at(explained=explained)
    assert found is not None
    return found


@pytest.mark.parametrize(
    ("when", "horizon", "expected"),
    [
        (at("2026-02-01T00:00Z"), timedelta(0), "2026-03-01T10:00Z"),  # ask-next-step opens
        (at("2026-02-01T00:00Z"), DEFAULT_HORIZON, "2026-02-22T10:00Z"),  # and comes into the horizon
        (at("2026-03-01T10:00Z"), timedelta(0), "2026-03-02T11:00Z"),  # the interview ends
        (at("2026-03-02T11:00Z"), timedelta(0), "2026-03-03T09:00Z"),  # ask-timeline opens
        (at("2026-03-03T09:00Z"), timedelta(0), "2026-03-03T11:00Z"),  # the thank-you is due
        (at("2026-03-09T11:00Z"), timedelta(0), "2026-03-11T17:00Z"),  # the enquiry is due
        (at("2026-03-30T10:00Z"), timedelta(0), "2026-04-06T10:00Z"),  # moving on is due
    ],
)
def test_the_answer_changes_at_the_next_boundary(when: datetime, horizon: timedelta, expected: str) -> None:
    assert changes(facts(), when, horizon) == at(expected)


def test_after_the_last_boundary_it_never_changes() -> None:
    assert decide(facts(), at("2026-04-06T10:00Z")).changes_at() is None


def test_it_changes_when_a_caution_ends() -> None:
    """The weekly call limit, on a Sunday on which nothing else happens."""
    known = facts(interactions=[sent(Purpose.OTHER, "2026-03-01T20:00Z", by=Channel.PHONE_CALL)])
    assert changes(known, at("2026-03-07T12:00Z"), timedelta(0)) == at("2026-03-08T20:00Z")


def test_it_changes_when_a_fact_becomes_known_that_matters() -> None:
    known = facts(interactions=[sent(Purpose.THANK_YOU, "2026-03-02T13:00Z")])
    assert changes(known, NOON) == at("2026-03-02T13:00Z")


def test_not_every_fact_is_looked_at_where_thousands_change_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """The answer holds until the instant that is named, and the search is the same at every speed."""
    touches = [sent(Purpose.OFFER_THANKS, f"2026-03-02T12:{minute:02}Z") for minute in range(1, 60)]
    known = facts(interactions=touches)
    assert changes(known, NOON) == changes(facts(), NOON) != at("2026-03-02T12:22Z")
    monkeypatch.setattr(engine, "MOST_EFFORT", 20 * (len(touches) + 1 + engine._PLANNED_ANEW))
    assert changes(known, NOON) == at("2026-03-02T12:22Z")


def test_a_fact_that_changes_nothing_does_not_count() -> None:
    """A word said in passing; or any word about an interview that is cancelled."""
    known = facts(interactions=[sent(Purpose.OTHER, "2026-03-02T13:00Z", by=Channel.IN_PERSON)])
    assert changes(known, NOON) == changes(facts(), NOON)
    cancelled = facts(interview(cancelled=True), interactions=[heard("2026-03-02T13:00Z")])
    assert decide(cancelled, NOON).changes_at() is None


def test_the_trace_counts_as_a_part_of_the_answer_when_it_was_asked_for() -> None:
    """A briefing for a reference of whom nobody has to be told any more shows in the trace alone."""
    far = at("2027-03-02T12:00Z")
    briefed = sent(Purpose.REFERENCE_BRIEFING, "2027-03-03T12:00Z", to="rita")
    known = facts(interview(participants=(ANN, REFEREE)), interactions=[briefed])
    assert decide(known, far).changes_at() is None
    assert decide(known, far).changes_at(explained=True) == briefed.occurred_at


def test_a_window_that_a_later_fact_will_change_is_not_looked_at_beyond_it() -> None:
    """The offer is known before the enquiry would open."""
    known = facts(ended(Outcome.OFFER, "2026-03-09T10:00Z"))
    assert changes(known, at("2026-03-09T09:00Z"), timedelta(0)) == at("2026-03-09T10:00Z")


# The trace


def test_the_trace_has_every_rule_for_every_interview() -> None:
    rows = decide(facts(interview(), round_two(), interview("i3", cancelled=True)), NOON, YEAR).trace
    for interview_id in ("i1", "i2", "i3"):
        assert {r.rule for r in rows if r.interview_id == interview_id} == {rule.id for rule in OBLIGATIONS}
    assert all(r.because for r in rows)


@pytest.mark.parametrize(
    ("known", "rule_id", "when", "verdict"),
    [
        (facts(interview(cancelled=True)), "thank-everyone", NOON, Verdict.NOT_APPLICABLE),
        (facts(), "thank-for-offer", NOON, Verdict.NOT_APPLICABLE),
        (facts(interview(debrief=Debrief())), "record-debrief", NOON, Verdict.SATISFIED),
        (facts(marks=[mark(THANKS_KEY, MarkKind.DONE)]), "thank-everyone", NOON, Verdict.MARKED),
        (facts(), "thank-everyone", at("2026-03-09T11:00Z"), Verdict.CLOSED),
        (facts(), "thank-everyone", BEGINS - timedelta(days=7), Verdict.BEYOND_HORIZON),
        (facts(), "thank-everyone", NOON, Verdict.PROPOSED),
    ],
)
def test_each_verdict_of_the_trace(known: Facts, rule_id: str, when: datetime, verdict: Verdict) -> None:
    assert row(known, rule_id, when, DEFAULT_HORIZON).verdict is verdict


def test_a_superseded_obligation_says_why() -> None:
    found = trace(facts(interview(), round_two()), "move-on")[0]
    assert (found.verdict, found.because) == (Verdict.SUPERSEDED, "a later round has taken its place")
    later = round_two(outcome=Outcome.OFFER, outcome_at=at("2026-03-20T09:00Z"))
    found = trace(facts(interview(), later), "record-debrief", at("2026-03-20T09:00Z"))[0]
    assert (found.verdict, found.because) == (Verdict.SUPERSEDED, "a later round has an outcome")


def test_the_trace_and_the_list_agree() -> None:
    decision = decide(facts(interview(), round_two()), NOON, YEAR)
    assert {r.key for r in decision.trace if r.verdict is Verdict.PROPOSED} == {i.key for i in decision.items}


def test_obligations_are_known_by_their_keys_whatever_has_become_of_them() -> None:
    """So that a mark on one that is satisfied, closed or far off is still accepted."""
    thanked = facts(interactions=[sent(Purpose.THANK_YOU, "2026-03-02T12:00Z")])
    assert {THANKS_KEY, "move-on.i1.0.2026-03-02"} <= set(Plan(thanked).obligations())
