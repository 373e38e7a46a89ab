"""The facts of one account as they are known at an instant, arranged for the rules."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta
from enum import Enum, auto
from operator import itemgetter

from api.policy.calendar import Calendar, calendar
from api.policy.channels import CALLS
from api.policy.facts import Channel, Contact, Direction, Facts, Interaction, Interview, Outcome, Purpose, Role
from api.policy.parameters import PARAMETERS
from api.policy.rounds import Rounds

CHASES = frozenset({Purpose.STATUS_ENQUIRY, Purpose.DECISION_ENQUIRY})
SAME_CALL = timedelta(hours=PARAMETERS.same_call)
"""How long after a call a voicemail is still the same call."""


class _Reach(Enum):
    """How far a fact makes itself felt."""

    INTERVIEW = auto()
    PROCESS = auto()
    ORGANIZATION = auto()


def known(facts: Facts, at: datetime) -> Facts:
    """The facts without the interactions and outcomes dated after `at`."""
    interactions = tuple(i for i in facts.interactions if i.occurred_at <= at)
    interviews = tuple(
        i._replace(outcome=Outcome.PENDING, outcome_at=None) if i.outcome_at is not None and i.outcome_at > at else i
        for i in facts.interviews
    )
    return facts._replace(interviews=interviews, interactions=interactions)


def becoming_known(facts: Facts, at: datetime) -> Iterator[tuple[datetime, set[str]]]:
    """The instants after `at` at which facts become known, in order, each with the interviews that they can reach.

    An outcome reaches all interviews of its organization and its process, and so does a chase or a call. A word from
    the employer reaches its process, and anything else that asks or settles something its own interview. What neither
    breaks a silence nor settles anything reaches none, and is left out.
    """
    outcomes = [i for i in facts.interviews if i.outcome_at is not None and i.outcome_at > at]
    touches = [t for t in facts.interactions if t.occurred_at > at]
    if not outcomes and not touches:
        return
    rounds = Rounds(facts.interviews)
    interviews = {i.id: i for i in facts.interviews}
    of_process: dict[str, set[str]] = defaultdict(set)
    of_organization: dict[str, set[str]] = defaultdict(set)
    for interview in facts.interviews:
        of_process[rounds.process(interview.id)].add(interview.id)
        of_organization[interview.organization_id].add(interview.id)
    found: dict[datetime, set[tuple[_Reach, str]]] = defaultdict(set)
    for interview in outcomes:
        far = {(_Reach.PROCESS, rounds.process(interview.id)), (_Reach.ORGANIZATION, interview.organization_id)}
        found[interview.outcome_at or at] |= far
    for touch in touches:
        if touch.direction is Direction.INBOUND:
            if not touch.automatic:
                found[touch.occurred_at].add((_Reach.PROCESS, rounds.process(touch.interview_id)))
        elif touch.channel in CALLS or touch.purpose in CHASES:
            organization_id = interviews[touch.interview_id].organization_id
            far = {(_Reach.PROCESS, rounds.process(touch.interview_id)), (_Reach.ORGANIZATION, organization_id)}
            found[touch.occurred_at] |= far
        elif touch.purpose is not Purpose.OTHER:
            found[touch.occurred_at].add((_Reach.INTERVIEW, touch.interview_id))
    # Spelt out one instant at a time: thousands of calls to one organization would else fill the memory.
    reached = {_Reach.PROCESS: of_process, _Reach.ORGANIZATION: of_organization}
    for then in sorted(found):
        yield then, set().union(*(reached[how][id] if how in reached else {id} for how, id in found[then]))


class Ledger:
    """Who supersedes whom, what was said in which interview, and when each organization was last called and chased."""

    def __init__(self, facts: Facts) -> None:
        """Arrange facts that are all known already."""
        self.facts = facts
        self.interviews = {i.id: i for i in facts.interviews}
        self._references = {
            i.id: frozenset(p.contact_id for p in i.participants if p.role is Role.REFERENCE) for i in facts.interviews
        }
        self.rounds = Rounds(facts.interviews)
        self._touches: dict[str, list[Interaction]] = defaultdict(list)
        self._heard: dict[str, datetime] = {}
        self._chases: dict[str, list[tuple[datetime, Purpose]]] = defaultdict(list)
        self.last_chase: dict[str, datetime] = {}
        """The last chase by organization, over all its interviews."""
        calls: dict[str, list[Interaction]] = defaultdict(list)
        for touch in sorted(facts.interactions, key=lambda t: t.occurred_at):
            self._touches[touch.interview_id].append(touch)
            if not self.with_employer(touch):
                continue
            process = self.rounds.process(touch.interview_id)
            organization_id = self.interviews[touch.interview_id].organization_id
            if touch.direction is Direction.INBOUND:
                if not touch.automatic:
                    self._heard[process] = touch.occurred_at
                continue
            if touch.channel in CALLS:
                calls[organization_id].append(touch)
            if touch.purpose in CHASES:
                self._chases[process].append((touch.occurred_at, touch.purpose))
                self.last_chase[organization_id] = touch.occurred_at
        self.last_call = {organization_id: _last_call(made) for organization_id, made in calls.items()}
        """The last call by organization, over all its interviews."""
        self.open_processes = {i.organization_id for i in facts.interviews if self.is_open(i)}
        """The organizations that still owe an answer."""

    def contact(self, contact_id: str) -> Contact:
        """A person by id."""
        return self.facts.contacts[contact_id]

    def calendar(self, interview: Interview) -> Calendar:
        """The calendar of an interview: its own zone, else the organization's, and the organization's holidays."""
        organization = self.facts.organizations[interview.organization_id]
        holidays = self.facts.holidays.get(organization.country) if organization.country else None
        return calendar(interview.timezone or organization.timezone, holidays)

    def with_employer(self, touch: Interaction) -> bool:
        """Whether an interaction is with the employer side: anybody but a reference of its own interview."""
        return touch.contact_id is None or touch.contact_id not in self._references[touch.interview_id]

    def touches(self, interview_id: str) -> list[Interaction]:
        """The interactions of one interview."""
        return self._touches.get(interview_id, [])

    def last_heard(self, interview_id: str) -> datetime | None:
        """When an interview's process last heard from the employer, over all its rounds, cancelled ones included."""
        return self._heard.get(self.rounds.process(interview_id))

    def chases_since(self, interview_id: str, since: datetime) -> list[tuple[datetime, Purpose]]:
        """The chases in an interview's process from an instant on, over all its rounds, cancelled ones included."""
        chases = self._chases.get(self.rounds.process(interview_id), [])
        return chases[bisect_left(chases, since, key=itemgetter(0)) :]

    def is_open(self, interview: Interview) -> bool:
        """Whether an answer is still awaited: not cancelled, not superseded, no outcome."""
        return (
            not interview.cancelled
            and interview.outcome is Outcome.PENDING
            and not self.rounds.is_superseded(interview.id)
        )


def _last_call(calls: Iterable[Interaction]) -> datetime:
    """When the last of some calls was made. A voicemail within the hour after a call is that same call."""
    ordered = sorted((c.occurred_at, c.channel is Channel.VOICEMAIL) for c in calls)
    last = ordered[0][0]
    for occurred_at, voicemail in ordered[1:]:
        if not (voicemail and occurred_at - last <= SAME_CALL):
            last = occurred_at
    return last
