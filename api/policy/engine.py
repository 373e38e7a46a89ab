"""decide(facts, at) -> Decision: the policy as one pure function.

Three steps: what ought to be done (the rules), what is forbidden or delayed (the channels), and when (the clock, here).
"""

from collections.abc import Callable, Container, Iterator, Sequence
from datetime import datetime, timedelta
from functools import cached_property, lru_cache
from typing import NamedTuple

from api.policy.case import Case, Stage
from api.policy.channels import UNREACHED, CallLimit, judge, preference
from api.policy.decision import (
    Action,
    Addressee,
    Caution,
    ChannelVerdict,
    Kind,
    Status,
    TraceRow,
    Verdict,
    Window,
)
from api.policy.duty import Duty, not_applicable
from api.policy.facts import Contact, Facts, MarkKind
from api.policy.groups import Link, groups
from api.policy.ledger import Ledger, becoming_known, known
from api.policy.rule import Advice, Obligation
from api.policy.rules import OBLIGATIONS, POSITION, RULES_BY_ID, SPEAKING
from api.policy.rules.conduct import CAUTION_RULES, CautionRule, Span
from api.policy.sources import Source
from api.policy.wording import day, plain

VERSION = "1.0.0"
"""Of the policy: changes with every change of a rule, a figure or a sentence."""

DEFAULT_HORIZON = timedelta(days=7)

MOST_EFFORT = 1_000_000
"""Facts to look at in search of the next change: some two seconds' work, and thousands of times what an account takes.

Counted and not timed, so that the same facts always have the same answer.
"""
_PLANNED_ANEW = 200
"""What planning one interview anew, and comparing what it says, takes in facts."""

Place = tuple[int, datetime, str]
"""A place in the list of actions; places compare as their actions are ordered."""

_PROOFREAD = "Sending it before you have proofread it."
_STATUS_ORDER = {status: position for position, status in enumerate(Status)}


class Planned(NamedTuple):
    """A duty of one interview after the candidate's marks: still to be placed in time, or settled with its verdict."""

    case: Case
    rule: Obligation
    duty: Duty
    house: bool
    """Whether its opening or its due instant rests on a house figure."""


class Proposal(NamedTuple):
    """A planned duty at an instant: its window, and where the clock stands in it."""

    status: Status
    key: str
    planned: Planned
    window: Window

    @property
    def order(self) -> Place:
        """Its own place in the list."""
        return self.place(self.status, self.window.due_at, self.key)

    @staticmethod
    def place(status: Status, due_at: datetime, key: str) -> Place:
        """Where something comes in the list: by status, then by when it is due, then by key."""
        return _STATUS_ORDER[status], due_at, key

    @property
    def kind(self) -> Kind:
        """What it asks the candidate to do."""
        return self.planned.rule.action

    @property
    def interview_id(self) -> str:
        """The interview it is about."""
        return self.planned.case.id

    @property
    def contact_id(self) -> str | None:
        """Whom it reaches or names."""
        return self.planned.duty.contact_id

    def action(self) -> Action:
        """Put it into words."""
        return _compose(self)


class Plan:
    """What known facts ask for, before the clock is looked at. It holds until another fact becomes known."""

    def __init__(self, facts: Facts, *, but_for: "Plan | None" = None, reach: Container[str] = ()) -> None:
        """Take facts that are all known. Rules are evaluated on an interview when its part is asked for.

        With a plan `but_for` the facts that became known since, only the interviews in their reach are evaluated anew.
        """
        self._ledger = Ledger(facts)
        kept = {} if but_for is None else but_for.parts
        self._parts = {id: part for id, part in kept.items() if id not in reach}

    def part(self, interview_id: str) -> "PlanPart":
        """The part of one interview."""
        found = self._parts.get(interview_id)
        if found is None:
            case = Case(self._ledger, self._ledger.interviews[interview_id])
            found = self._parts[interview_id] = PlanPart(case)
        return found

    @cached_property
    def parts(self) -> "dict[str, PlanPart]":
        """The parts of all interviews, by their ids."""
        return {id: self.part(id) for id in self._ledger.interviews}

    @property
    def planned(self) -> Iterator[Planned]:
        """Every duty of every interview."""
        return (planned for part in self.parts.values() for planned in part.planned)

    def proposals(self, at: datetime, horizon: timedelta) -> list[Proposal]:
        """What is on the list at an instant, in its order."""
        found = [p for part in self.parts.values() for p in part.proposals(at, horizon)]
        return sorted(found, key=lambda p: p.order)

    def cautions(self, when: Callable[[Span], bool] = lambda _: True) -> list[Caution]:
        """The cautions that matter `when`, by interview and in rulebook order; all that there are by default."""
        found = [caution for part in self.parts.values() for caution in part.cautions(when)]
        return sorted(found, key=_caution_order)

    def trace(self, at: datetime, horizon: timedelta) -> tuple[TraceRow, ...]:
        """Why each obligation of each interview is proposed, or is not."""
        rows = [row for part in self.parts.values() for row in part.trace(at, horizon)]
        return tuple(sorted(rows, key=lambda r: (r.interview_id, POSITION[r.rule], r.key or "")))

    def changes_after(self, at: datetime, horizon: timedelta) -> datetime | None:
        """The first boundary after an instant: of a window, of a caution, or an action coming into the horizon."""
        return min((b for part in self.parts.values() for b in part.boundaries(horizon) if b > at), default=None)

    def says(self, interview_id: str, at: datetime, horizon: timedelta, *, explained: bool) -> tuple[object, ...]:
        """All that an answer says of one interview at an instant; `explained` with its trace."""
        part = self.part(interview_id)
        actions = [proposal.action() for proposal in part.proposals(at, horizon)]
        return actions, part.cautions(lambda span: span.holds(at)), part.trace(at, horizon) if explained else ()

    def obligations(self) -> dict[str, str]:
        """The interview of every obligation, proposed or not, by the obligation's key."""
        return {key: interview_id for interview_id, part in self.parts.items() for key in part.obligations()}


class PlanPart:
    """The part of a plan that is about one interview."""

    def __init__(self, case: Case) -> None:
        """Evaluate every rule that speaks in the interview's stage."""
        self._case = case
        self.planned = [_plan(case, rule, duty) for rule, duty in _duties(case)]

    @cached_property
    def _warned(self) -> list[tuple[CautionRule, Span]]:
        case, found = self._case, []
        for warned in CAUTION_RULES:
            if case.stage in warned.scope:
                span = warned.evaluate(case)
                if span is not None and not span.is_empty:
                    found.append((warned, span))
        return found

    def cautions(self, when: Callable[[Span], bool]) -> list[Caution]:
        """Its cautions that matter `when`, in rulebook order."""
        case = self._case
        return [
            Caution(warned.rule.id, warned.say(case, span), case.id, *span)
            for warned, span in self._warned
            if when(span)
        ]

    def proposals(self, at: datetime, horizon: timedelta) -> Iterator[Proposal]:
        """Its duties that are on the list at an instant."""
        for planned in self.planned:
            window = planned.duty.window
            if window is not None and (status := window.status(at, horizon)) is not None:
                yield Proposal(status, planned.duty.key or "", planned, window)

    def obligations(self) -> set[str]:
        """The keys of its obligations, proposed or not."""
        return {planned.duty.key for planned in self.planned if planned.duty.key is not None}

    def trace(self, at: datetime, horizon: timedelta) -> list[TraceRow]:
        """Why each of its obligations is proposed, or is not."""
        return [*(_row(planned, at, horizon) for planned in self.planned), *_silent(self._case)]

    def boundaries(self, horizon: timedelta) -> Iterator[datetime]:
        """The instants at which the clock alone changes what it says."""
        for planned in self.planned:
            if planned.duty.window is not None:
                yield from planned.duty.window.boundaries(horizon)
        for _, (since, until) in self._warned:
            yield since
            if until is not None:
                yield until

    def settled_from(self) -> datetime | None:
        """When the last of its windows, cautions and facts is past; None where something has no end."""
        case = self._case
        ends = [p.duty.window.closes_at for p in self.planned if p.duty.window is not None]
        ends += [span.until for _, span in self._warned]
        past = [case.begins, *(touch.occurred_at for touch in case.touches), case.interview.outcome_at or case.begins]
        known = [end for end in ends if end is not None]
        return max(*past, *known) if len(known) == len(ends) else None


class Decision:
    """The answer at an instant. Actions are put into words when they are asked for."""

    def __init__(self, facts: Facts, at: datetime, horizon: timedelta) -> None:
        """Decide; see `decide`."""
        self._facts = facts
        self.at = at
        self.horizon = horizon
        self.plan = Plan(known(facts, at))
        self.proposals = self.plan.proposals(at, horizon)
        self.cautions = tuple(self.plan.cautions(lambda span: span.holds(at)))

    @cached_property
    def items(self) -> tuple[Action, ...]:
        """The actions, in the order of the list."""
        return tuple(proposal.action() for proposal in self.proposals)

    @cached_property
    def trace(self) -> tuple[TraceRow, ...]:
        """Why each obligation is proposed, or is not."""
        return self.plan.trace(self.at, self.horizon)

    def changes_at(self, *, explained: bool = False) -> datetime | None:
        """The earliest instant after `at` at which the answer would differ if nothing more were recorded, or None.

        `explained` counts the trace as a part of the answer. A fact that becomes known may change nothing; then the
        next boundary is sought with that fact known. Where so many facts in a row change nothing that `MOST_EFFORT` is
        spent on them, the next one's instant is the answer: nothing differs before it, and perhaps not then.
        """
        return self._changes_after(self.at, self.horizon, explained=explained)

    def _changes_after(self, since: datetime, horizon: timedelta, *, explained: bool) -> datetime | None:
        """The same for an instant at which the plan holds."""
        plan, effort = self.plan, 0
        for then, reach in becoming_known(self._facts, since):
            boundary = plan.changes_after(since, horizon)
            if boundary is not None and boundary < then:
                return boundary
            if effort > MOST_EFFORT:
                return then
            effort += len(self._facts.interviews) + len(self._facts.interactions) + _PLANNED_ANEW * len(reach)
            later = Plan(known(self._facts, then), but_for=plan, reach=reach)
            # Out of reach, only a boundary at that very instant can change anything.
            looked_at = reach if boundary != then else {i.id for i in self._facts.interviews}
            for one in looked_at:
                before = plan.says(one, since, horizon, explained=explained)
                if before != later.says(one, then, horizon, explained=explained):
                    return then
            plan, since = later, then
        return plan.changes_after(since, horizon)

    @cached_property
    def ahead(self) -> list[Proposal]:
        """Every action that is on the list now, or will be unless something more is recorded."""
        return self.plan.proposals(self.at, timedelta.max)

    @property
    def cautions_ahead(self) -> list[Caution]:
        """Every caution that matters now, or will unless something more is recorded, in the order of the answer."""
        return self.plan.cautions(lambda span: span.ends_after(self.at))

    @property
    def holds_until(self) -> datetime | None:
        """When the next fact becomes known that is recorded already; until then the clock alone changes the answer."""
        return next((then for then, _ in becoming_known(self._facts, self.at)), None)

    @property
    def last_change(self) -> datetime | None:
        """What `changes_at` will be right before `holds_until`, looking as far ahead as is usual."""
        until = self.holds_until
        if until is None:
            return None
        return self._changes_after(until - datetime.resolution, DEFAULT_HORIZON, explained=False)

    def settled(self) -> Iterator[tuple[list[str], datetime]]:
        """The groups of interviews that are over for good, each with the instant from which on it says nothing more.

        Nothing more of it is then on the list, ahead or to be minded, as long as nothing more is recorded. A group
        with facts that are not known yet is left out, as is one that may go on for ever.
        """
        to_come = {t.interview_id for t in self._facts.interactions if t.occurred_at > self.at}
        to_come |= {i.id for i in self._facts.interviews if i.outcome_at is not None and i.outcome_at > self.at}
        links = (Link(i.id, i.organization_id, i.previous_interview_id) for i in self._facts.interviews)
        for group in groups(links):
            ends = [self.plan.part(id).settled_from() for id in group]
            known = [end for end in ends if end is not None]
            if len(known) == len(ends) and to_come.isdisjoint(group):
                yield group, max(known)


def decide(facts: Facts, at: datetime, horizon: timedelta = DEFAULT_HORIZON) -> Decision:
    """What to do next, given the facts, at an instant (UTC), looking `horizon` (elapsed time) ahead.

    Interactions and outcomes dated after `at` are not known yet. Facts have to be whole: every id that is referred to
    is there, and every outcome other than `pending` has its instant.
    """
    return Decision(facts, at, horizon)


def _duties(case: Case) -> Iterator[tuple[Obligation, Duty]]:
    for rule in SPEAKING[case.stage]:
        for duty in rule.evaluate(case):
            yield rule, duty


def _plan(case: Case, rule: Obligation, duty: Duty) -> Planned:
    """Apply the candidate's own mark, and settle a window that is empty."""
    if duty.window is None or duty.key is None:
        return Planned(case, rule, duty, rule.house)
    opens_at, due_at, closes_at = duty.window
    mark = case.mark(duty.key)
    if mark is None and (closes_at is None or opens_at < closes_at >= due_at):
        return Planned(case, rule, duty, rule.house)
    house, verdict, because = rule.house, Verdict.CLOSED, "it would not open before it closes"
    if mark is not None:
        if mark.mark is not MarkKind.SNOOZED or mark.until is None:
            return Planned(case, rule, duty.settled(Verdict.MARKED, f"you marked it {mark.mark}"), house)
        if mark.until > opens_at:
            house = house and mark.until <= due_at
            opens_at, due_at = mark.until, max(due_at, mark.until)
            verdict, because = Verdict.MARKED, "you put it off until it closed"
    if closes_at is not None:
        if opens_at >= closes_at:
            return Planned(case, rule, duty.settled(verdict, because), house)
        due_at = min(due_at, closes_at)
    return Planned(case, rule, duty._replace(window=Window(opens_at, due_at, closes_at)), house)


def _caution_order(caution: Caution) -> tuple[str, int]:
    return caution.interview_id, POSITION[caution.rule]


def _row(planned: Planned, at: datetime, horizon: timedelta) -> TraceRow:
    case, rule, duty, _ = planned
    verdict, because = duty.verdict, duty.because
    if duty.window is not None:
        opens_at, _, closes_at = duty.window
        if closes_at is not None and closes_at <= at:
            verdict, because = Verdict.CLOSED, f"it closed on {day(case.calendar.date_of(closes_at))}"
        elif opens_at - at > horizon:
            verdict, because = Verdict.BEYOND_HORIZON, f"it opens on {day(case.calendar.date_of(opens_at))}"
        else:
            verdict, because = Verdict.PROPOSED, _reason(case, rule, rule.advise(case, duty))
    return TraceRow(case.id, duty.contact_id, rule.id, duty.key, verdict or Verdict.NOT_APPLICABLE, because)


def _silent(case: Case) -> Iterator[TraceRow]:
    """The obligations that do not speak in this stage of the interview, and why."""
    for rule in OBLIGATIONS:
        if case.stage not in rule.scope:
            for duty in _silenced(case, rule):
                verdict = duty.verdict or Verdict.NOT_APPLICABLE
                yield TraceRow(case.id, duty.contact_id, rule.id, duty.key, verdict, duty.because)


def _silenced(case: Case, rule: Obligation) -> Iterator[Duty]:
    has_outcome = case.interview.outcome_at is not None
    if case.stage is Stage.CANCELLED:
        yield not_applicable("the interview is cancelled")
    elif has_outcome and Stage.DECIDED not in rule.scope:
        yield not_applicable(f"the outcome is {plain(case.outcome)}")
    elif not has_outcome and Stage.OPEN not in rule.scope:
        yield not_applicable("there is no outcome yet")
    else:
        outlived = case.stage is Stage.OUTLIVED
        because = "a later round has an outcome" if outlived else "a later round has taken its place"
        for duty in rule.evaluate(case):
            applies = duty.verdict is not Verdict.NOT_APPLICABLE
            yield duty.settled(Verdict.SUPERSEDED, because) if applies else duty


def _compose(proposal: Proposal) -> Action:
    planned, window = proposal.planned, proposal.window
    case, rule, duty, house = planned
    advice = rule.advise(case, duty)
    contact = case.ledger.contact(duty.contact_id) if duty.contact_id is not None else None
    channels = _channels(case, rule.action, contact, window.opens_at)
    cited = tuple(
        dict.fromkeys(
            (rule.id, *_in_order(duty.moved_by), *_in_order(_against(channels)), *_in_order(advice.cites)),
        )
    )
    return Action(
        key=proposal.key,
        kind=rule.action,
        rules=cited,
        interview_id=case.id,
        contact_id=duty.contact_id,
        timezone=case.calendar.zone.key,
        organization_name=case.organization.name,
        contact=Addressee(contact.name, contact.job_title, contact.email, contact.phone) if contact else None,
        title=advice.title,
        reason=_reason(case, rule, advice),
        status=proposal.status,
        opens_at=window.opens_at,
        due_at=window.due_at,
        closes_at=window.closes_at,
        channels=channels,
        include=advice.include,
        avoid=advice.avoid if rule.action in UNREACHED else (*advice.avoid, _PROOFREAD),
        enclosures=advice.enclosures,
        sources=_sources(cited),
        house=house,
    )


@lru_cache(maxsize=1_024)
def _sources(rule_ids: tuple[str, ...]) -> tuple[Source, ...]:
    """Where rules come from, each place once. Actions that cite the same rules are many."""
    return tuple(dict.fromkeys(source for rule_id in rule_ids for source in RULES_BY_ID[rule_id].sources))


def _channels(case: Case, kind: Kind, contact: Contact | None, opens_at: datetime) -> tuple[ChannelVerdict, ...]:
    if contact is None or kind in UNREACHED:
        return ()
    preferred = preference(
        kind,
        culture=case.organization.culture,
        role=case.role(contact.id),
        note_arrives=kind is Kind.SEND_THANK_YOU and case.note_arrives,
    )
    limit = CallLimit() if kind is Kind.BRIEF_REFERENCE else case.call_limit(opens_at)
    return judge(kind, contact, preferred, limit, _in_short)


def _in_short(rule_id: str) -> str:
    return f"{RULES_BY_ID[rule_id].title}."


def _against(channels: Sequence[ChannelVerdict]) -> set[str]:
    return {c.rule for c in channels if c.rule is not None}


def _in_order(rule_ids: Sequence[str] | set[str]) -> list[str]:
    return sorted(rule_ids, key=POSITION.__getitem__)


def _reason(case: Case, rule: Obligation, advice: Advice) -> str:
    """The reason, which says so where a window skips business days and no public holidays are known."""
    if not rule.in_business_days or case.calendar.holidays_known:
        return advice.reason
    country = case.organization.country
    where = (
        f"no public holidays are known for {country}"
        if country
        else f"no country is on file for {case.organization.name}"
    )
    return f"{advice.reason.removesuffix('.')}; {where}, so weekdays alone count."
