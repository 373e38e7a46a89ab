"""Three months of a candidate who does everything that is advised, in time and through the recommended channel."""

from datetime import date, datetime, timedelta
from itertools import pairwise
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from api.policy.calendar import calendar
from api.policy.channels import CALLS
from api.policy.decision import Action, Kind, Permission
from api.policy.engine import decide
from api.policy.facts import Contact, Culture, Facts, Interaction, Outcome, Purpose, Role
from api.policy.ledger import CHASES
from tests.policy.deeds import done
from tests.policy.dossiers import HOLIDAYS, ZONES
from tests.policy.facts import ANN, REFEREE, acme, at, contact, facts, interview, participant
from tests.properties import examples

QUARTER = timedelta(days=92)
BETWEEN_CALLS, BETWEEN_CHASES = 7, 4
"""Days."""

WAITS = {Culture.RESERVED: 10, Culture.BALANCED: 7, Culture.ASSERTIVE: 5}
ENQUIRIES = {Culture.RESERVED: (1, 1), Culture.BALANCED: (2, 1), Culture.ASSERTIVE: (4, 0)}
"""How many enquiries, and how many that ask for the decision, at most."""

ABE, DORA = participant("abe", Role.ASSISTANT), participant("dora", Role.HR, decides=True, met=False)
PANEL = interview(participants=(ANN, ABE, DORA, REFEREE))


class Deed(NamedTuple):
    """One action that was done, and when."""

    when: datetime
    action: Action


def ready(action: Action) -> datetime:
    """When an action can be done through the channel that it recommends."""
    delays = (v.available_from for v in action.channels if v.verdict is Permission.RECOMMENDED)
    return max(action.opens_at, next(delays, None) or action.opens_at)


def act(known: Facts, begins: datetime) -> tuple[Facts, list[Deed]]:
    """Do what is advised, one thing at a time, as soon as it can be done; say what was done, and the facts at the end.

    What cannot be done before it closes is left.
    """
    deeds: list[Deed] = []
    when = begins
    while True:
        listed = decide(known, when, QUARTER).items
        waiting = [(max(when, ready(a)), a.key, a) for a in listed if a.closes_at is None or ready(a) < a.closes_at]
        if not waiting or min(waiting)[0] > begins + QUARTER:
            return known, deeds
        when, _, action = min(waiting)
        known = done(known, action, when)
        deeds.append(Deed(when, action))


def chases(known: Facts) -> list[Interaction]:
    return [t for t in known.interactions if t.purpose in CHASES]


def calls(known: Facts) -> list[Interaction]:
    """Those to the employer."""
    return [t for t in known.interactions if t.channel in CALLS and t.contact_id != "rita"]


def sound(known: Facts, deeds: list[Deed]) -> None:
    """Hold whole processes at Acme against the limits of the rulebook."""
    organization = known.organizations["acme"]
    place = calendar(organization.timezone, known.holidays["GB"])
    for touches, days in ((calls(known), BETWEEN_CALLS), (chases(known), BETWEEN_CHASES)):
        for earlier, later in pairwise(touches):
            assert later.occurred_at >= place.days_after(earlier.occurred_at, days)
    for call in calls(known):
        assert place.roll(call.occurred_at) == call.occurred_at
    for one in known.interviews:
        own = [chase for chase in chases(known) if chase.interview_id == one.id]
        most_enquiries, most_decisions = ENQUIRIES[organization.culture]
        assert [chase.purpose for chase in own].count(Purpose.STATUS_ENQUIRY) <= most_enquiries
        assert [chase.purpose for chase in own].count(Purpose.DECISION_ENQUIRY) <= most_decisions
        promised = one.decision_expected_on
        if promised is not None and promised >= place.date_of(one.ends_at):
            first_rung = place.opening_after(promised)
        else:
            first_rung = place.days_after(one.ends_at, WAITS[organization.culture])
        assert all(chase.occurred_at >= first_rung for chase in own)
        assert one.outcome is Outcome.NO_RESPONSE
        assert one.outcome_at is not None
        assert all(chase.occurred_at <= one.outcome_at for chase in own)
    assert [deed.action.kind for deed in deeds].count(Kind.MOVE_ON) == len(known.interviews)


@pytest.mark.parametrize("promised", [None, date(2026, 3, 6)], ids=["undated", "dated"])
@pytest.mark.parametrize("culture", Culture)
def test_everything_is_asked_for_in_its_turn(culture: Culture, promised: date | None) -> None:
    """Thanks, names and notes at once; then as many enquiries as the culture bears; then moving on."""
    one = PANEL._replace(decision_expected_on=promised)
    known = facts(one, organizations=[acme(culture)], contacts=[contact("ann", name_confirmed=False)])
    after, deeds = act(known, at("2026-03-01T00:00Z"))
    sound(after, deeds)
    kinds = [deed.action.kind for deed in deeds]
    enquiries, decisions = ENQUIRIES[culture]
    assert kinds.count(Kind.STATUS_ENQUIRY) == enquiries
    assert kinds.count(Kind.DECISION_ENQUIRY) == decisions
    assert kinds.count(Kind.SEND_THANK_YOU) == 3
    assert kinds.count(Kind.ASK_TIMELINE) == (promised is None)
    assert kinds[-1] is Kind.MOVE_ON
    assert {Kind.CONFIRM_NAME, Kind.BRIEF_REFERENCE, Kind.RECORD_DEBRIEF, Kind.TIDY_SOCIAL_MEDIA} < set(kinds)


def test_a_balanced_process_day_by_day() -> None:
    """The assistant is called on the first day; the week's call being used up, the first enquiry is an email."""
    after, _ = act(facts(PANEL), at("2026-03-02T11:00Z"))
    told = [(t.occurred_at, t.purpose, t.channel) for t in after.interactions if t.contact_id != "rita"][3:]
    assert told == [
        (at("2026-03-03T09:00Z"), Purpose.TIMELINE_ENQUIRY, "phone_call"),
        (at("2026-03-09T11:00Z"), Purpose.STATUS_ENQUIRY, "email"),
        (at("2026-03-13T11:00Z"), Purpose.STATUS_ENQUIRY, "phone_call"),
        (at("2026-03-20T11:00Z"), Purpose.DECISION_ENQUIRY, "email"),
    ]


def reachable(name: str, ways: set[str]) -> Contact:
    person = contact(name, organization_id=None if name == "rita" else "acme")
    return person._replace(
        email=person.email if "email" in ways else None,
        phone=person.phone if "phone" in ways else None,
        postal_address=person.postal_address if "post" in ways else None,
    )


@examples(15)
@given(
    culture=st.sampled_from(Culture),
    zone=st.sampled_from(ZONES),
    minutes=st.integers(0, 366 * 24 * 60),
    promised=st.sampled_from((None, -1, 0, 1, 3, 7, 12)),
    later=st.sampled_from((None, 0, 1, 3, 8)),
    ways=st.lists(st.sets(st.sampled_from(("email", "phone", "post")), min_size=1), min_size=4, max_size=4),
    holidays=st.sampled_from((HOLIDAYS, None)),
)
def test_following_the_advice_never_breaks_a_limit(
    *,
    culture: Culture,
    zone: str,
    minutes: int,
    promised: int | None,
    later: int | None,
    ways: list[set[str]],
    holidays: frozenset[date] | None,
) -> None:
    """Whenever and wherever the interview is, however people can be reached, with another there `later` days on."""
    ends = at("2026-01-01T00:00Z") + timedelta(minutes=minutes)
    one = PANEL._replace(
        starts_at=ends - timedelta(hours=1),
        ends_at=ends,
        decision_expected_on=None if promised is None else ends.date() + timedelta(days=promised),
    )
    held = [one]
    if later is not None:
        shift = timedelta(days=later)
        held.append(one._replace(id="i2", starts_at=one.starts_at + shift, ends_at=ends + shift))
    people = [reachable(name, of) for name, of in zip(("ann", "abe", "dora", "rita"), ways, strict=True)]
    known = facts(*held, organizations=[acme(culture, timezone=zone)], contacts=people, holidays=holidays)
    sound(*act(known, ends - timedelta(days=2)))
