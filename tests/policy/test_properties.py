"""What holds for any facts."""

import re
from datetime import datetime, timedelta
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from api.policy.channels import CALLS, NETWORKS, UNREACHED
from api.policy.decision import Action, Kind, Permission, Status, Verdict
from api.policy.engine import Decision, Plan, decide
from api.policy.facts import Channel, Facts
from tests.policy.deeds import done
from tests.policy.dossiers import MICROSECOND, all_dossiers, situations
from tests.properties import examples

Situation = tuple[Facts, datetime, timedelta]

any_situation = given(situation=situations())
SAFE = re.compile(r"[A-Za-z0-9._~-]{1,200}")
CLOCK_WORDS = re.compile(r"\b(today|tomorrow|yesterday|now|ago)\b", re.IGNORECASE)
NEVER_BY_PHONE = {Kind.SEND_THANK_YOU, Kind.THANK_AFTER_REJECTION, Kind.THANK_FOR_OFFER, Kind.SEND_MATERIAL}
FAR = timedelta(days=4 * 366)


def answer(decision: Decision) -> tuple[object, ...]:
    """All that a client sees, the trace included."""
    return decision.items, decision.cautions, decision.trace


@examples(25)
@given(situation=situations(), random=st.randoms(use_true_random=False))
def test_the_order_of_facts_does_not_matter(situation: Situation, random: Random) -> None:
    """Of interviews, interactions, contacts, marks; that of participants, materials and testimonials does."""
    facts, at, horizon = situation
    shuffled = facts._replace(
        interviews=tuple(random.sample(facts.interviews, len(facts.interviews))),
        interactions=tuple(random.sample(facts.interactions, len(facts.interactions))),
        contacts=dict(random.sample(list(facts.contacts.items()), len(facts.contacts))),
        organizations=dict(random.sample(list(facts.organizations.items()), len(facts.organizations))),
        marks=dict(random.sample(list(facts.marks.items()), len(facts.marks))),
    )
    one, other = decide(facts, at, horizon), decide(shuffled, at, horizon)
    assert answer(one) == answer(other)
    assert one.changes_at(explained=True) == other.changes_at(explained=True)


@examples(10)
@any_situation
def test_the_same_facts_give_the_same_answer(situation: Situation) -> None:
    one, other = decide(*situation), decide(*situation)
    assert answer(one) == answer(other)
    assert one.changes_at() == other.changes_at()


@examples(50)
@given(situation=situations(), part=st.floats(0, 1), explained=st.booleans())
def test_nothing_changes_until_changes_at_and_something_does_then(
    situation: Situation, part: float, *, explained: bool
) -> None:
    facts, at, horizon = situation

    def seen(when: datetime) -> tuple[object, ...]:
        items, cautions, trace = answer(decide(facts, when, horizon))
        return (items, cautions, trace) if explained else (items, cautions)

    before, changes_at = seen(at), decide(facts, at, horizon).changes_at(explained=explained)
    if changes_at is None:
        assert seen(at + FAR) == before
        return
    assert changes_at > at
    assert seen(changes_at) != before
    assert seen(changes_at - MICROSECOND) == before
    assert seen(at + (changes_at - MICROSECOND - at) * part) == before


@examples(50)
@any_situation
def test_doing_what_an_action_asks_for_and_logging_it_removes_it(situation: Situation) -> None:
    """As soon as it is open; a light enquiry's number may come back for the next one, far off."""
    facts, at, horizon = situation
    for action in decide(facts, at, horizon).items:
        when = max(at, action.opens_at)
        left = {a.key: a for a in decide(done(facts, action, when), when, horizon).items}
        if action.kind is Kind.KEEP_IN_TOUCH and action.key in left:
            assert left[action.key].opens_at > when + timedelta(days=80)
        else:
            assert action.key not in left


def forbids(action: Action, channel: Channel) -> bool:
    """Whether the rulebook forbids a channel for an action, said a second time."""
    if action.kind is Kind.DECISION_ENQUIRY:
        has_email = action.contact is not None and action.contact.email
        return channel is not (Channel.EMAIL if has_email else Channel.LETTER)
    if action.kind in NEVER_BY_PHONE and channel in CALLS:
        return True
    return channel in NETWORKS


@examples(40)
@any_situation
def test_every_decision_is_sound(situation: Situation) -> None:
    """Its channels, its windows and keys, its trace and its words: all of one, as drawing facts takes the longest."""
    facts, at, horizon = situation
    decision = decide(facts, at, horizon)
    no_forbidden_channel_is_recommended_and_one_is_wherever_one_is_usable(decision)
    windows_are_sound_and_keys_are_unique(decision, facts, at, horizon)
    the_trace_tells_of_every_action_and_of_nothing_else_that_is_proposed(decision)
    assert not CLOCK_WORDS.search(repr(answer(decision))), "no text depends on the clock"


def no_forbidden_channel_is_recommended_and_one_is_wherever_one_is_usable(decision: Decision) -> None:
    for action in decision.items:
        verdicts = {v.channel: v.verdict for v in action.channels}
        assert len(verdicts) == len(action.channels)
        usable = [c for c, v in verdicts.items() if v in (Permission.RECOMMENDED, Permission.ALLOWED)]
        assert not [channel for channel in usable if forbids(action, channel)]
        assert list(verdicts.values()).count(Permission.RECOMMENDED) == bool(usable)
        assert bool(action.channels) is (action.kind not in UNREACHED and action.contact_id is not None)
        for v in action.channels:
            assert v.available_from is None or (v.channel in CALLS and v.available_from > action.opens_at)


def windows_are_sound_and_keys_are_unique(decision: Decision, facts: Facts, at: datetime, horizon: timedelta) -> None:
    keys = [action.key for action in decision.items]
    assert len(set(keys)) == len(keys)
    assert all(SAFE.fullmatch(key) for key in keys)
    planned = [p.duty.key for p in Plan(facts).planned if p.duty.key is not None]
    assert len(set(planned)) == len(planned)
    for action in decision.items:
        assert action.opens_at <= action.due_at
        if action.closes_at is not None:
            assert action.opens_at < action.closes_at
            assert action.due_at <= action.closes_at
            assert at < action.closes_at
        expected = Status.UPCOMING if at < action.opens_at else Status.OPEN if at < action.due_at else Status.OVERDUE
        assert action.status is expected
        assert action.opens_at - at <= horizon
    for caution in decision.cautions:
        assert caution.since <= at
        assert caution.until is None or at < caution.until
    assert len({(c.interview_id, c.rule) for c in decision.cautions}) == len(decision.cautions)


def the_trace_tells_of_every_action_and_of_nothing_else_that_is_proposed(decision: Decision) -> None:
    proposed = [row for row in decision.trace if row.verdict is Verdict.PROPOSED]
    assert sorted((r.key or "", r.rule, r.contact_id or "", r.because) for r in proposed) == sorted(
        (a.key, a.rules[0], a.contact_id or "", a.reason) for a in decision.items
    )
    told = [(row.rule, row.key) for row in decision.trace if row.key is not None]
    assert len(set(told)) == len(told)


@examples(15)
@given(facts=all_dossiers)
def test_every_obligation_has_a_key_of_its_own_interview(facts: Facts) -> None:
    plan = Plan(facts)
    for key, interview_id in plan.obligations().items():
        assert key.split(".")[1] == interview_id
