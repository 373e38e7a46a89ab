"""One interview, seen with everything that the rules ask about it. Nothing here depends on the clock."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cached_property
from typing import NamedTuple

from api.policy.channels import BUSINESS_HOURS, ONE_CALL_A_WEEK, WRITTEN, CallLimit, forbidden, is_reachable
from api.policy.decision import Kind, Verdict, Window
from api.policy.facts import (
    Contact,
    Culture,
    Debrief,
    Direction,
    Format,
    Interaction,
    Interview,
    Mark,
    MarkKind,
    Material,
    Outcome,
    Participant,
    Purpose,
    Role,
)
from api.policy.keys import key
from api.policy.ledger import Ledger
from api.policy.parameters import PARAMETERS
from api.policy.wording import day, moment

THANK_EVERYONE = "thank-everyone"
SEND_MATERIAL = "send-material"

OUTCOME_NOTES = {
    Outcome.REJECTED: Kind.THANK_AFTER_REJECTION,
    Outcome.OFFER: Kind.THANK_FOR_OFFER,
    Outcome.WITHDRAWN: Kind.WITHDRAWAL_NOTE,
}
"""The note that an outcome asks for."""

_CHASE_ORDER = {Role.INTERVIEWER: 0, Role.RECRUITER: 1, Role.HR: 2}
_GONE = frozenset({MarkKind.DONE, MarkKind.DISMISSED})
_THANKING = frozenset({Purpose.THANK_YOU, Purpose.WORK_SAMPLE})
_EMPTY = Debrief()


class Stage(StrEnum):
    """The state of an interview that decides which rules speak."""

    CANCELLED = "cancelled"
    OPEN = "open"
    """An answer is still awaited."""
    SUPERSEDED = "superseded"
    """A later round has taken its place, and is still undecided."""
    OUTLIVED = "outlived"
    """A later round has an outcome."""
    DECIDED = "decided"
    """It has an outcome of its own."""


Scope = frozenset[Stage]

OPEN: Scope = frozenset({Stage.OPEN})
UNDECIDED: Scope = frozenset({Stage.OPEN, Stage.SUPERSEDED})
DECIDED: Scope = frozenset({Stage.DECIDED})
HELD: Scope = frozenset(Stage) - {Stage.CANCELLED}


class Person(NamedTuple):
    """A participant of an interview with the contact behind it."""

    part: Participant
    contact: Contact


class ThankYou(NamedTuple):
    """One thank-you: owed while `settled` is None."""

    person: Person
    key: str
    settled: Verdict | None
    because: str


class Silence(NamedTuple):
    """How long nothing was heard, and what was tried since.

    `heard_at` is the last sign of life (A), `starts_at` the start of the silence (S), `dated` the promised date if it
    lies ahead of A. `chases` are the instants of the chases at or after S, in order; `asked_at` is the first decision
    enquiry among them.
    """

    heard_at: datetime
    dated: date | None
    starts_at: datetime
    chases: tuple[datetime, ...]
    asked_at: datetime | None


class Case:
    """One interview of a ledger."""

    def __init__(self, ledger: Ledger, interview: Interview) -> None:
        """Take one interview; what the rules ask for is worked out when they ask."""
        self.ledger = ledger
        self.interview = interview
        self.id = interview.id
        self.begins = interview.starts_at
        self.ends = interview.ends_at
        self.organization = ledger.facts.organizations[interview.organization_id]
        self.calendar = ledger.calendar(interview)
        self.touches = ledger.touches(interview.id)
        self._windows: dict[tuple[timedelta, int], Window] = {}
        self.stage = self._stage()
        """Where the interview stands, an outcome of a later round before its own."""
        self.ends_on = self.calendar.date_of(self.ends)
        """The local date on which the interview ended."""
        self.people: list[Person] = []
        """Everyone on the employer side, in the order given."""
        self.references: list[Contact] = []
        """The candidate's references, in the order given."""
        for part in interview.participants:
            contact = ledger.contact(part.contact_id)
            if part.role is Role.REFERENCE:
                self.references.append(contact)
            else:
                self.people.append(Person(part, contact))

    # The interview and its round

    def _stage(self) -> Stage:
        if self.interview.cancelled:
            return Stage.CANCELLED
        if self.ledger.rounds.is_outlived(self.id):
            return Stage.OUTLIVED
        if self.interview.outcome is not Outcome.PENDING:
            return Stage.DECIDED
        return Stage.SUPERSEDED if self.ledger.rounds.is_superseded(self.id) else Stage.OPEN

    @property
    def outcome(self) -> Outcome:
        """The outcome as it is known."""
        return self.interview.outcome

    @property
    def outcome_at(self) -> datetime:
        """When the outcome came. Raise `ValueError` for a pending interview, which has none."""
        if self.interview.outcome_at is None:
            raise ValueError(f"interview {self.id} has no outcome")
        return self.interview.outcome_at

    @property
    def debrief(self) -> Debrief:
        """The debrief, an empty one when there is none."""
        return self.interview.debrief or _EMPTY

    def window(self, due: timedelta, closes: int) -> Window:
        """From the end of the interview on: due so much later, and gone after so many days."""
        window = self._windows.get((due, closes))
        if window is None:
            window = Window(self.ends, self.ends + due, self.calendar.days_after(self.ends, closes))
            self._windows[due, closes] = window
        return window

    @cached_property
    def decision_date(self) -> date | None:
        """When a decision was promised for. A date before the end of the interview counts as not set."""
        promised = self.interview.decision_expected_on
        return promised if promised is not None and promised >= self.ends_on else None

    # The people

    @cached_property
    def _by_say(self) -> list[Person]:
        """The employer side, those with most say in the decision first (AI: the person who decides, not HR)."""

        def rank(person: Person) -> int:
            part = person.part
            return -1 if part.is_decision_maker else _CHASE_ORDER.get(part.role, len(_CHASE_ORDER))

        return sorted(self.people, key=rank)

    def chase_contact(self, kind: Kind) -> Contact | None:
        """Whom an action of this kind goes to: the one with most say who can be reached by a channel usable for it."""
        return next((p.contact for p in self._by_say if is_reachable(kind, p.contact)), None)

    def role(self, contact_id: str) -> Role | None:
        """What a contact is in this interview, None for somebody who is not listed."""
        return next((p.role for p in self.interview.participants if p.contact_id == contact_id), None)

    @cached_property
    def met_names(self) -> list[str]:
        """The names of those whom the candidate met."""
        return [p.contact.name for p in self.people if p.part.met]

    # What was said

    def outbound(
        self, *purposes: Purpose, since: datetime | None = None, to: str | None = None, barring: Kind | None = None
    ) -> Iterator[Interaction]:
        """The candidate's own touches of this interview, with the employer side unless `to` names a contact.

        `barring` leaves out the channels that are forbidden for a kind of action.
        """
        for touch in self.touches:
            if (
                touch.direction is Direction.OUTBOUND
                and touch.purpose in purposes
                and (since is None or touch.occurred_at >= since)
                and (touch.contact_id == to if to is not None else self.ledger.with_employer(touch))
                and not (barring and touch.channel in forbidden(barring))
            ):
                yield touch

    @cached_property
    def silence(self) -> Silence:
        """The silence since the last sign of life, over all rounds of the process."""
        heard_at = max(self.ends, self.ledger.last_heard(self.id) or self.ends)
        dated = self.decision_date
        if dated is not None:
            heard_on = self.calendar.date_of(heard_at)
            if dated < heard_on or (dated == heard_on and heard_at != self.ends):
                dated = None
        starts_at = heard_at if dated is None else self.calendar.end_of(dated)
        chases = self.ledger.chases_since(self.id, starts_at)
        asked_at = next((t for t, purpose in chases if purpose is Purpose.DECISION_ENQUIRY), None)
        return Silence(heard_at, dated, starts_at, tuple(t for t, _ in chases), asked_at)

    @cached_property
    def patience_ends(self) -> datetime:
        """When the first rung of the ladder opens, spacing aside: nobody is chased before."""
        if self.silence.dated:
            return self.calendar.opening_after(self.silence.dated)
        wait = PARAMETERS.reasonable_wait(self.organization.culture)
        return self.calendar.roll(self.calendar.days_after(self.silence.heard_at, wait))

    @property
    def culture(self) -> Culture:
        """How the organization takes persistence."""
        return self.organization.culture

    @property
    def last_call(self) -> datetime | None:
        """The last call to the organization, over all its interviews."""
        return self.ledger.last_call.get(self.organization.id)

    @property
    def last_chase(self) -> datetime | None:
        """The last chase of the organization, over all its interviews."""
        return self.ledger.last_chase.get(self.organization.id)

    def call_limit(self, opens_at: datetime) -> CallLimit:
        """From when a call may be made for something that opens at an instant."""
        last, earliest, rule = self.last_call, opens_at, BUSINESS_HOURS
        if last is not None and (again := self.calendar.days_after(last, PARAMETERS.call_spacing)) > opens_at:
            earliest, rule = again, ONE_CALL_A_WEEK
        available_from = self.calendar.roll(earliest)
        if available_from <= opens_at:
            return CallLimit()
        from_when = moment(self.calendar.local(available_from))
        if rule == ONE_CALL_A_WEEK and last is not None:
            called = day(self.calendar.date_of(last))
            reason = f"You called {self.organization.name} on {called}; one call a week is enough: from {from_when}."
        else:
            reason = f"Calls belong in business hours: from {from_when}."
        return CallLimit(available_from, rule, reason)

    # What is owed

    def mark(self, key: str) -> Mark | None:
        """The candidate's own word on an obligation."""
        return self.ledger.facts.marks.get(key)

    def is_gone(self, key: str) -> bool:
        """Whether an obligation was marked done or dismissed."""
        mark = self.mark(key)
        return mark is not None and mark.mark in _GONE

    @cached_property
    def thank_yous(self) -> list[ThankYou]:
        """A thank-you for each person who was met or decides, owed or not; owed before the interview ends, too."""
        if self.stage is Stage.CANCELLED:
            return []
        thanked_by_outcome = self._thanked_by_outcome
        thank_yous = []
        for person in self.people:
            if person.part.met or person.part.is_decision_maker:
                settled, because = self._settled(person.contact, thanked_by_outcome)
                name = key(THANK_EVERYONE, self.id, person.contact.id)
                thank_yous.append(ThankYou(person, name, settled, because))
        return thank_yous

    @cached_property
    def _thanked_by_outcome(self) -> Contact | None:
        """The person whom the note on the outcome addresses: one thanks, not two."""
        if self.outcome in (Outcome.REJECTED, Outcome.OFFER):
            return self.chase_contact(OUTCOME_NOTES[self.outcome])
        return None

    def _settled(self, contact: Contact, thanked_by_outcome: Contact | None) -> tuple[Verdict | None, str]:
        if self.outcome is Outcome.WITHDRAWN:
            return Verdict.NOT_APPLICABLE, "you withdrew, and the note about that thanks them"
        if self.outcome is not Outcome.PENDING and self.outcome_at < self.begins:
            return Verdict.NOT_APPLICABLE, "it was decided before the interview began"
        if contact is thanked_by_outcome:
            return Verdict.NOT_APPLICABLE, f"the note on the outcome thanks {contact.name}: one thanks, not two"
        sent = self._thanked.get(contact.id)
        if sent is not None:
            return Verdict.SATISFIED, f"you wrote to {contact.name} on {day(self.calendar.date_of(sent))}"
        if self.is_gone(key(THANK_EVERYONE, self.id, contact.id)):
            return Verdict.MARKED, "you marked it"
        return None, ""

    @cached_property
    def _thanked(self) -> dict[str | None, datetime]:
        """When the candidate first wrote to a contact what thanks them, by the contact's id."""
        thanked: dict[str | None, datetime] = {}
        for touch in self.touches:
            if (
                touch.direction is Direction.OUTBOUND
                and touch.purpose in _THANKING
                and touch.occurred_at >= self.ends
                and touch.channel in WRITTEN
            ):
                thanked.setdefault(touch.contact_id, touch.occurred_at)
        return thanked

    @cached_property
    def owed(self) -> list[ThankYou]:
        """The thank-yous still owed."""
        return [t for t in self.thank_yous if t.settled is None]

    # What could be sent along

    @cached_property
    def materials(self) -> list[tuple[Material, str, str | None]]:
        """Each material of the debrief with its key and its own addressee, a reference counting as none."""
        ordinals: dict[str, int] = {}
        found = []
        references = {contact.id for contact in self.references}
        for material in self.debrief.materials:
            ordinal = ordinals[material.title] = ordinals.get(material.title, 0) + 1
            to = None if material.contact_id in references else material.contact_id
            found.append((material, key(SEND_MATERIAL, self.id, material.title, ordinal), to))
        return found

    def is_sent(self, material: Material, to: str | None) -> bool:
        """Whether a material has reached its addressee, or anyone on the employer side when it has none."""
        if material.sent:
            return True
        return any(self.outbound(Purpose.WORK_SAMPLE, since=self.ends, to=to, barring=Kind.SEND_MATERIAL))

    @cached_property
    def note_arrives(self) -> bool:
        """Whether a handwritten note suits: held in person, and early enough to arrive before the decision."""
        if self.interview.format is not Format.IN_PERSON:
            return False
        arrives_on = self.calendar.business_day_after(self.ends_on, PARAMETERS.note_travel)
        return self.decision_date is None or self.decision_date >= arrives_on

    def chases_wait_until(self, t: datetime) -> datetime:
        """An instant, put off while the organization was chased too recently."""
        if self.last_chase is None:
            return t
        return max(t, self.calendar.days_after(self.last_chase, PARAMETERS.chase_spacing))
