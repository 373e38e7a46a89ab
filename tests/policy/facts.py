"""Facts in few words: one interview at Acme, and what a test changes about it.

By default Acme is a balanced organization in London with no public holidays; the interview `i1` for Analyst is in
person on Monday 2 March 2026, 10:00 to 11:00, with the interviewer Ann alone, whom the candidate met; every person can
be reached in every way, and the spelling of every name is confirmed.
"""

from collections.abc import Collection, Iterable
from datetime import UTC, date, datetime, timedelta
from typing import Any

from api.policy.decision import Action, Caution, ChannelVerdict, Kind, Permission, TraceRow, Window
from api.policy.engine import Plan, decide
from api.policy.facts import (
    Channel,
    Contact,
    Culture,
    Direction,
    Facts,
    Interaction,
    Interview,
    Mark,
    MarkKind,
    Organization,
    Outcome,
    Participant,
    Purpose,
    Role,
    Testimonial,
)

YEAR = timedelta(days=366)


def at(text: str) -> datetime:
    """The instant of `2026-03-02T11:00Z`."""
    return datetime.fromisoformat(text).astimezone(UTC)


BEGINS, ENDS = at("2026-03-02T10:00Z"), at("2026-03-02T11:00Z")
NOON = at("2026-03-02T12:00Z")
"""An hour after the interview."""


def acme(culture: Culture = Culture.BALANCED, **changes: Any) -> Organization:
    return Organization("acme", "Acme", culture, "Europe/London", "GB")._replace(**changes)


def contact(name: str, **changes: Any) -> Contact:
    """«ann» is Ann Shaw of Acme."""
    person = Contact(
        name,
        f"{name.title()} Shaw",
        "acme",
        name_confirmed=True,
        job_title="Manager",
        email=f"{name}@acme.example",
        phone="+44 20 7946 0000",
        postal_address="1 High Street, London",
    )
    return person._replace(**changes)


def unreachable(name: str, **changes: Any) -> Contact:
    """A person with nothing on file but what `changes` gives."""
    return contact(name, **{"email": None, "phone": None, "postal_address": None} | changes)


def participant(name: str, role: Role = Role.INTERVIEWER, *, decides: bool = False, met: bool = True) -> Participant:
    return Participant(name, role, decides, met and role is not Role.REFERENCE)


ANN = participant("ann")
REFEREE = participant("rita", Role.REFERENCE)


def interview(id: str = "i1", **changes: Any) -> Interview:
    return Interview(id, "acme", "Analyst", BEGINS, ENDS, participants=(ANN,))._replace(**changes)


def round_two(previous: str = "i1", **changes: Any) -> Interview:
    """The next round, on Monday 16 March."""
    begins, ends = at("2026-03-16T10:00Z"), at("2026-03-16T11:00Z")
    return interview("i2", starts_at=begins, ends_at=ends, previous_interview_id=previous)._replace(**changes)


def ended(outcome: Outcome, when: str = "2026-03-10T09:00Z", **changes: Any) -> Interview:
    """The interview with its outcome."""
    return interview(outcome=outcome, outcome_at=at(when), **changes)


def sent(
    purpose: Purpose, when: str, to: str | None = "ann", by: Channel = Channel.EMAIL, interview_id: str = "i1"
) -> Interaction:
    return Interaction(interview_id, to, Direction.OUTBOUND, by, purpose, at(when))


def called(when: str, to: str | None = "ann", interview_id: str = "i1") -> Interaction:
    """A call that is no chase."""
    return sent(Purpose.OTHER, when, to, Channel.PHONE_CALL, interview_id)


def heard(when: str, whom: str | None = "ann", *, automatic: bool = False, interview_id: str = "i1") -> Interaction:
    """A word from the employer."""
    return Interaction(interview_id, whom, Direction.INBOUND, Channel.EMAIL, Purpose.OTHER, at(when), automatic)


def praised(author: str, quote: str = "Reliable.", source_url: str | None = None) -> Testimonial:
    return Testimonial(author, quote, source_url)


def mark(key: str, kind: MarkKind, until: str | None = None) -> Mark:
    return Mark(key, kind, at(until) if until else None)


def facts(
    *interviews: Interview,
    interactions: Iterable[Interaction] = (),
    contacts: Iterable[Contact] = (),
    organizations: Iterable[Organization] = (),
    testimonials: Iterable[Testimonial] = (),
    marks: Iterable[Mark] = (),
    holidays: Collection[date] | None = (),
) -> Facts:
    """Whole facts around some interviews (`interview()` when none is given): whoever they name is filled in."""
    interviews = interviews or (interview(),)
    interactions = tuple(interactions)
    named = {p.contact_id for i in interviews for p in i.participants}
    named |= {t.contact_id for t in interactions if t.contact_id}
    return Facts(
        organizations={o.id: o for o in (acme(), *organizations)},
        contacts={name: contact(name) for name in named} | {c.id: c for c in contacts},
        interviews=interviews,
        interactions=interactions,
        testimonials=tuple(testimonials),
        marks={m.key: m for m in marks},
        holidays={"GB": None if holidays is None else frozenset(holidays)},
    )


# What the policy makes of them


def windows(known: Facts, rule_id: str) -> list[Window]:
    """The windows that a rule asks for, whatever the clock says, in their order."""
    found = [p.duty.window for p in Plan(known).planned if p.rule.id == rule_id and p.duty.window is not None]
    return sorted(found, key=lambda window: window.opens_at)


def window(known: Facts, rule_id: str) -> Window:
    """The one window that a rule asks for."""
    (found,) = windows(known, rule_id)
    return found


def instants(*texts: str | None) -> Window:
    """A window as it is expected: opens, due, closes."""
    opens_at, due_at, closes_at = (at(text) if text else None for text in texts)
    assert opens_at is not None
    assert due_at is not None
    return Window(opens_at, due_at, closes_at)


def actions(known: Facts, kind: Kind, when: datetime = NOON, horizon: timedelta = YEAR) -> list[Action]:
    """The actions of a kind that are listed at an instant."""
    return [action for action in decide(known, when, horizon).items if action.kind is kind]


def action(known: Facts, kind: Kind, when: datetime = NOON, horizon: timedelta = YEAR) -> Action:
    """The one action of a kind that is listed at an instant."""
    (found,) = actions(known, kind, when, horizon)
    return found


def kinds(known: Facts, when: datetime = NOON, horizon: timedelta = YEAR) -> set[Kind]:
    """The kinds of action that are listed at an instant."""
    return {action.kind for action in decide(known, when, horizon).items}


def trace(known: Facts, rule_id: str, when: datetime = NOON, horizon: timedelta = YEAR) -> list[TraceRow]:
    """What the trace says of a rule."""
    return [row for row in decide(known, when, horizon).trace if row.rule == rule_id]


def row(known: Facts, rule_id: str, when: datetime = NOON, horizon: timedelta = YEAR) -> TraceRow:
    """The one row that the trace has for a rule."""
    (found,) = trace(known, rule_id, when, horizon)
    return found


def caution(known: Facts, rule_id: str, when: datetime = NOON) -> Caution | None:
    """The caution of a rule that is listed at an instant, None when there is none."""
    found = [caution for caution in decide(known, when).cautions if caution.rule == rule_id]
    assert len(found) <= 1
    return found[0] if found else None


def verdict(of: Action, channel: Channel) -> ChannelVerdict:
    """What an action says of a channel."""
    return next(v for v in of.channels if v.channel is channel)


def recommended(of: Action) -> Channel | None:
    """The channel that an action recommends."""
    return next((v.channel for v in of.channels if v.verdict is Permission.RECOMMENDED), None)


def named(of: Action) -> str:
    """Everything that an action says, in one text."""
    return "\n".join((of.title, of.reason, *of.include, *of.avoid, *(e.reason for e in of.enclosures)))
