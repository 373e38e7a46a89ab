"""Nasty dossiers: rounds, cancellations, every culture, references, marks, clocks that change, instants on edges."""

from datetime import UTC, date, datetime, timedelta

from hypothesis import strategies as st

from api.policy.engine import Plan
from api.policy.facts import (
    Channel,
    Contact,
    Culture,
    Debrief,
    Direction,
    Facts,
    Format,
    Interaction,
    Interest,
    Interview,
    Mark,
    MarkKind,
    Material,
    Organization,
    Outcome,
    Participant,
    Purpose,
    Role,
)
from tests.policy.facts import praised

MICROSECOND = timedelta(microseconds=1)
HOLIDAYS = frozenset({date(2026, 4, 3), date(2026, 4, 6), date(2026, 12, 25), date(2026, 12, 28), date(2027, 1, 1)})

ZONES = (
    *("UTC", "Europe/London", "America/New_York", "Asia/Kathmandu", "Africa/Cairo"),
    *("Australia/Lord_Howe", "America/Havana", "Pacific/Apia", "Africa/Casablanca"),
)
DAYS = (
    *(date(2026, 3, 28), date(2026, 3, 7), date(2026, 10, 24), date(2026, 10, 31), date(2026, 4, 2), date(2026, 4, 23)),
    *(date(2026, 12, 24), date(2028, 2, 28), date(2026, 6, 10), date(2026, 10, 2)),
)
TIMES = (timedelta(0), timedelta(hours=1, minutes=30), timedelta(hours=9), timedelta(hours=17), timedelta(hours=13.6))
SHIFTS = (
    *(timedelta(0), MICROSECOND, -MICROSECOND),
    *(timedelta(minutes=20), timedelta(hours=1), timedelta(hours=1) + MICROSECOND),
    *(timedelta(days=days) for days in (-1, 1, 2, 4, 5, 7, 10, 14, 28)),
)
HORIZONS = (timedelta(0), timedelta(hours=1), timedelta(days=7), timedelta(days=30), timedelta(days=366))
EMPLOYED = (Role.INTERVIEWER, Role.RECRUITER, Role.HR, Role.ASSISTANT, Role.OTHER)
TALK = (
    *(Purpose.STATUS_ENQUIRY, Purpose.STATUS_ENQUIRY, Purpose.DECISION_ENQUIRY),
    *(Purpose.THANK_YOU, Purpose.KEEP_IN_TOUCH),
    *Purpose,
)
DECIDED = tuple(outcome for outcome in Outcome if outcome is not Outcome.PENDING)

# Strategies that need nothing drawn before are made once: making them costs more than drawing from them.
seldom, often = st.sampled_from((True, False, False, False)), st.sampled_from((True, True, False))
evenly = st.booleans()
times, shifts, days = st.sampled_from(TIMES), st.sampled_from(SHIFTS), st.sampled_from(DAYS)
lengths = st.sampled_from((MICROSECOND, timedelta(hours=1), timedelta(hours=9)))
outcomes = st.sampled_from((*[Outcome.PENDING] * 6, *DECIDED))
promises = st.sampled_from((None, None, -1, 0, 1, 4, 6, 9))
organization_ids = st.sampled_from(("acme", "acme", "bolt"))
directions = st.sampled_from((Direction.OUTBOUND, Direction.OUTBOUND, Direction.OUTBOUND, Direction.INBOUND))
channels, purposes, mark_kinds = st.sampled_from(Channel), st.sampled_from(TALK), st.sampled_from(MarkKind)
names = st.lists(st.sampled_from(("ann", "bea", "carl", "dora")), unique=True, max_size=3)
roles, formats, interests = st.sampled_from(EMPLOYED), st.sampled_from(Format), st.sampled_from(Interest)
zones = st.sampled_from(ZONES)
own_zones = st.sampled_from((None, None, *ZONES))
holidays = st.sampled_from((HOLIDAYS, None))
materials = st.lists(
    st.builds(Material, st.just("CV"), contact_id=st.sampled_from((None, None, "ann", "bea", "rita")), sent=seldom),
    max_size=2,
)
organizations = st.builds(
    Organization, st.none(), st.just("Acme"), st.sampled_from(Culture), zones, st.sampled_from((None, "GB"))
)
contacts = st.builds(
    Contact,
    st.none(),
    st.just("Ann Shaw"),
    name_confirmed=evenly,
    email=st.sampled_from(("a@acme.example", "a@acme.example", None)),
    phone=st.sampled_from(("+44 20 7946 0000", "+44 20 7946 0000", None)),
    postal_address=st.sampled_from(("1 High Street", None)),
)
horizons = st.sampled_from(HORIZONS)
few, some = st.integers(1, 3), st.integers(0, 6)


@st.composite
def participants(draw: st.DrawFn) -> tuple[Participant, ...]:
    people = [Participant(name, draw(roles), draw(seldom), draw(often)) for name in draw(names)]
    if draw(seldom):
        people.insert(0, Participant("rita", Role.REFERENCE, met=False))
    return tuple(people)


@st.composite
def interviews(draw: st.DrawFn, number: int, earlier: tuple[Interview, ...]) -> Interview:
    previous = draw(st.sampled_from((None, *earlier))) if earlier else None
    if previous is not None:
        begins = previous.starts_at + draw(shifts)
    else:
        begins = datetime.combine(draw(days), datetime.min.time(), UTC) + draw(times)
    ends = begins + draw(lengths)
    promised, outcome = draw(promises), draw(outcomes)
    return Interview(
        f"i{number}",
        previous.organization_id if previous else draw(organization_ids),
        "Analyst",
        begins,
        ends,
        draw(formats),
        draw(own_zones),
        decision_expected_on=None if promised is None else ends.date() + timedelta(days=promised),
        interest=draw(interests),
        cancelled=draw(seldom) and draw(seldom),
        outcome=outcome,
        outcome_at=None if outcome is Outcome.PENDING else ends + draw(shifts),
        previous_interview_id=previous.id if previous else None,
        participants=draw(all_participants),
        debrief=Debrief(materials=tuple(draw(materials))) if draw(evenly) else None,
    )


@st.composite
def interactions(draw: st.DrawFn, held: tuple[Interview, ...]) -> tuple[Interaction, ...]:
    """Up to six touches, each dated around an interview, an outcome, or a touch before."""
    found: list[Interaction] = []
    for _ in range(draw(some)):
        one = draw(st.sampled_from(held))
        anchors = [one.ends_at, one.ends_at, *(t.occurred_at for t in found)]
        if one.outcome_at is not None:
            anchors.append(one.outcome_at)
        whom = draw(st.sampled_from((None, *(p.contact_id for p in one.participants))))
        when = draw(st.sampled_from(anchors)) + draw(shifts)
        found.append(Interaction(one.id, whom, draw(directions), draw(channels), draw(purposes), when, draw(seldom)))
    return tuple(found)


@st.composite
def marks(draw: st.DrawFn, facts: Facts) -> dict[str, Mark]:
    """Up to three marks on what the facts ask for."""
    found = {}
    for key in draw(st.lists(st.sampled_from(sorted(Plan(facts).obligations())), unique=True, max_size=3)):
        kind = draw(mark_kinds)
        found[key] = Mark(key, kind, draw(moments(facts)) if kind is MarkKind.SNOOZED else None)
    return found


@st.composite
def dossiers(draw: st.DrawFn) -> Facts:
    """Whole facts of one to three interviews."""
    held: tuple[Interview, ...] = ()
    for number in range(draw(few)):
        held += (draw(interviews(number, held)),)
    facts = Facts(
        organizations={id: draw(organizations)._replace(id=id) for id in ("acme", "bolt")},
        contacts={name: draw(contacts)._replace(id=name) for name in ("ann", "bea", "carl", "dora", "rita")},
        interviews=held,
        interactions=draw(interactions(held)),
        testimonials=(praised("Old boss"),) if draw(evenly) else (),
        holidays={"GB": draw(holidays)},
    )
    return facts._replace(marks=draw(marks(facts))) if Plan(facts).obligations() else facts


def edges(facts: Facts) -> list[datetime]:
    """The instants at which something begins or ends."""
    plan = Plan(facts)
    found = {instant for p in plan.planned if p.duty.window for instant in p.duty.window if instant}
    found |= {instant for c in plan.cautions() for instant in (c.since, c.until) if instant}
    found |= {t.occurred_at for t in facts.interactions} | {i.ends_at for i in facts.interviews}
    return sorted(found)


@st.composite
def moments(draw: st.DrawFn, facts: Facts) -> datetime:
    """An instant on an edge, a microsecond off it, or some hours or days away."""
    return draw(st.sampled_from(edges(facts))) + draw(shifts)


@st.composite
def situations(draw: st.DrawFn) -> tuple[Facts, datetime, timedelta]:
    """Facts, an instant, and a horizon."""
    facts = draw(all_dossiers)
    return facts, draw(moments(facts)), draw(horizons)


all_participants, all_dossiers = participants(), dossiers()
