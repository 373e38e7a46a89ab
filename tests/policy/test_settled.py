"""What is over for good: that it is found, and that leaving it out changes nothing from then on."""

from collections.abc import Collection
from datetime import datetime, timedelta

from hypothesis import given
from hypothesis import strategies as st

from api.policy.engine import decide
from api.policy.facts import Facts, Interest, MarkKind, Outcome, Purpose
from api.policy.groups import Link, groups
from tests.policy.dossiers import shifts, situations
from tests.policy.facts import ANN, acme, at, ended, facts, interview, mark, participant, round_two, sent
from tests.properties import examples

LATER = at("2026-06-01T12:00Z")


def settled(facts: Facts, when: datetime = LATER) -> dict[str, datetime]:
    """From when on each interview is settled, as is known at an instant."""
    return {id: since for group, since in decide(facts, when).settled() for id in group}


def without(facts: Facts, ids: Collection[str]) -> Facts:
    """The facts without those of some interviews."""
    return facts._replace(
        interviews=tuple(i for i in facts.interviews if i.id not in ids),
        interactions=tuple(t for t in facts.interactions if t.interview_id not in ids),
        marks={key: mark for key, mark in facts.marks.items() if key.split(".")[1] not in ids},
    )


def test_an_interview_is_over_when_its_last_window_closes() -> None:
    """Of a rejection, two weeks after it."""
    assert settled(facts(ended(Outcome.REJECTED))) == {"i1": at("2026-03-24T09:00Z")}
    assert settled(facts(ended(Outcome.REJECTED)), at("2026-03-11T12:00Z")) == {"i1": at("2026-03-24T09:00Z")}


def test_what_may_go_on_for_ever_is_not_over() -> None:
    """Nobody has answered, and nobody has given up."""
    assert settled(facts(interview())) == {}


def test_an_employer_worth_waiting_for_is_over_after_the_last_light_enquiry() -> None:
    """The fourth closes a month after it opened, a year after the rejection: on 4 April, when clocks have changed."""
    patient = ended(Outcome.REJECTED, interest=Interest.HIGH)
    assert settled(facts(patient)) == {"i1": at("2027-04-04T08:00Z")}


def test_a_caution_outlasts_what_was_put_off_until_too_late() -> None:
    """Somebody is still owed thanks, which are not to be given by telephone."""
    offered = ended(Outcome.OFFER, "2026-03-02T10:30Z", participants=(ANN, participant("bea")))
    put_off = mark("thank-everyone.i1.bea", MarkKind.SNOOZED, "2026-03-20T12:00Z")
    assert settled(facts(offered, marks=[put_off])) == {"i1": at("2026-03-09T11:00Z")}


def test_a_later_fact_puts_it_off() -> None:
    """A word said long after the last window had closed."""
    said = sent(Purpose.OTHER, "2026-05-01T09:00Z")
    assert settled(facts(ended(Outcome.REJECTED), interactions=[said])) == {"i1": at("2026-05-01T09:00Z")}


def test_with_facts_to_come_nothing_is_known() -> None:
    """They may bring anything: an outcome, or a word."""
    said = sent(Purpose.OTHER, "2026-07-01T09:00Z")
    assert settled(facts(ended(Outcome.REJECTED), interactions=[said])) == {}
    assert settled(facts(ended(Outcome.REJECTED, "2026-06-02T09:00Z"))) == {}


def test_one_that_is_open_keeps_all_that_it_can_reach() -> None:
    """At the same organization, or in the same process; no other."""
    bolt = acme()._replace(id="bolt")
    over, elsewhere = ended(Outcome.REJECTED), ended(Outcome.REJECTED, id="i3", organization_id="bolt")
    assert settled(facts(over, interview("i2"))) == {}
    assert settled(facts(over, round_two(organization_id="bolt"), elsewhere, organizations=[bolt])) == {}
    assert set(settled(facts(over, interview("i2", organization_id="bolt"), organizations=[bolt]))) == {"i1"}


def test_a_group_reaches_as_far_as_its_links() -> None:
    """Through organizations and rounds, in either direction; one id may name both an interview and an organization."""
    links = [
        Link("a", "x", None),
        Link("b", "y", "a"),
        Link("c", "y", None),
        Link("d", "z", None),
        Link("z", "w", None),
    ]
    assert sorted(map(sorted, groups(links))) == [["a", "b", "c"], ["d"], ["z"]]


@examples(40)
@given(situation=situations(), ahead=st.sampled_from((0, 0, 1, 30, 400, 4_000)), shift=shifts)
def test_without_what_is_settled_the_answer_is_the_same(
    situation: tuple[Facts, datetime, timedelta], ahead: int, shift: timedelta
) -> None:
    """From its instant on, whenever that was found out; but for the trace, which tells of everything."""
    facts, at, horizon = situation
    for group, since in decide(facts, at).settled():
        then = max(since, since + timedelta(days=ahead) + shift)
        whole, rest = decide(facts, then, horizon), decide(without(facts, group), then, horizon)
        assert whole.items == rest.items
        assert whole.cautions == rest.cautions
        assert whole.changes_at() == rest.changes_at()
