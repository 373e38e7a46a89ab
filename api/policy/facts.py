"""What is known about a job search: frozen inputs of the engine, and the vocabulary of the domain.

Instants are aware datetimes in UTC. Dates are local calendar dates. Identifiers are opaque, non-empty strings.
Facts are named tuples because they are values: immutable, compared by content, and cheap to make from a database row.
"""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import NamedTuple


class Culture(StrEnum):
    """How an organization takes persistence (IF 3, 4)."""

    RESERVED = "reserved"
    BALANCED = "balanced"
    ASSERTIVE = "assertive"


class Format(StrEnum):
    """How an interview is held."""

    IN_PERSON = "in_person"
    VIDEO = "video"
    PHONE = "phone"


class Interest(StrEnum):
    """How much the candidate wants this organization."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


class Outcome(StrEnum):
    """How an interview ended for the candidate."""

    PENDING = "pending"
    OFFER = "offer"
    REJECTED = "rejected"
    WITHDRAWN = "withdrawn"
    NO_RESPONSE = "no_response"


class Role(StrEnum):
    """What a participant is in one interview."""

    INTERVIEWER = "interviewer"
    RECRUITER = "recruiter"
    HR = "hr"
    ASSISTANT = "assistant"
    REFERENCE = "reference"
    OTHER = "other"


class Direction(StrEnum):
    """Which way an interaction went, seen from the candidate."""

    OUTBOUND = "outbound"
    INBOUND = "inbound"


class Channel(StrEnum):
    """How an interaction travelled. The last two are recorded, never advised."""

    EMAIL = "email"
    HANDWRITTEN_NOTE = "handwritten_note"
    LETTER = "letter"
    TEXT = "text"
    PHONE_CALL = "phone_call"
    VOICEMAIL = "voicemail"
    LINKEDIN = "linkedin"
    SOCIAL = "social"
    IN_PERSON = "in_person"
    VIDEO = "video"


class Purpose(StrEnum):
    """What an interaction was for."""

    THANK_YOU = "thank_you"
    WORK_SAMPLE = "work_sample"
    STATUS_ENQUIRY = "status_enquiry"
    DECISION_ENQUIRY = "decision_enquiry"
    TIMELINE_ENQUIRY = "timeline_enquiry"
    REFERENCE_BRIEFING = "reference_briefing"
    REJECTION_THANKS = "rejection_thanks"
    FEEDBACK_REQUEST = "feedback_request"
    KEEP_IN_TOUCH = "keep_in_touch"
    OFFER_THANKS = "offer_thanks"
    WITHDRAWAL = "withdrawal"
    OTHER = "other"


class MarkKind(StrEnum):
    """What the candidate said of a proposed action."""

    DONE = "done"
    DISMISSED = "dismissed"
    SNOOZED = "snoozed"


class Organization(NamedTuple):
    """An employer. `timezone` is an IANA name, `country` an ISO 3166-1 or 3166-2 code."""

    id: str
    name: str
    culture: Culture = Culture.BALANCED
    timezone: str = "UTC"
    country: str | None = None


class Contact(NamedTuple):
    """A person. `organization_id` is None for a referee."""

    id: str
    name: str
    organization_id: str | None = None
    name_confirmed: bool = False
    job_title: str | None = None
    email: str | None = None
    phone: str | None = None
    postal_address: str | None = None


class Participant(NamedTuple):
    """A contact's part in one interview. A reference neither decides nor was met."""

    contact_id: str
    role: Role
    is_decision_maker: bool = False
    met: bool = True


class Question(NamedTuple):
    """A question asked, the answer given, and the better one thought of since."""

    question: str
    answer: str | None = None
    better_answer: str | None = None


class Surprise(NamedTuple):
    """A pleasant surprise, and why it was one."""

    fact: str
    reason: str | None = None


class Problem(NamedTuple):
    """A problem they raised, and the candidate's idea for it."""

    problem: str
    idea: str | None = None


class Concern(NamedTuple):
    """A doubt they may have about the candidate. `certain`: they said so."""

    concern: str
    reassurance: str | None = None
    certain: bool = False


class Material(NamedTuple):
    """A piece of work that was discussed and could be sent."""

    title: str
    url: str | None = None
    reason: str | None = None
    contact_id: str | None = None
    sent: bool = False


class Debrief(NamedTuple):
    """What the candidate wrote down after an interview."""

    questions: tuple[Question, ...] = ()
    topics: tuple[str, ...] = ()
    learned: tuple[str, ...] = ()
    surprises: tuple[Surprise, ...] = ()
    problems: tuple[Problem, ...] = ()
    needs: tuple[str, ...] = ()
    challenges: tuple[str, ...] = ()
    praise: tuple[str, ...] = ()
    concerns: tuple[Concern, ...] = ()
    materials: tuple[Material, ...] = ()
    forgotten: tuple[str, ...] = ()
    impressions: str | None = None
    open_questions: tuple[str, ...] = ()


class Interview(NamedTuple):
    """One interview: a round of a process. `timezone` None follows the organization's."""

    id: str
    organization_id: str
    position: str
    starts_at: datetime
    ends_at: datetime
    format: Format = Format.IN_PERSON
    timezone: str | None = None
    decision_expected_on: date | None = None
    interest: Interest = Interest.MEDIUM
    cancelled: bool = False
    outcome: Outcome = Outcome.PENDING
    outcome_at: datetime | None = None
    previous_interview_id: str | None = None
    participants: tuple[Participant, ...] = ()
    debrief: Debrief | None = None


class Interaction(NamedTuple):
    """A touch that happened, either way. `contact_id` None: somebody of the employer's."""

    interview_id: str
    contact_id: str | None
    direction: Direction
    channel: Channel
    purpose: Purpose
    occurred_at: datetime
    automatic: bool = False


class Testimonial(NamedTuple):
    """Words about the candidate that may be quoted."""

    author: str
    quote: str
    source_url: str | None = None


class Mark(NamedTuple):
    """The candidate's own word on a proposed action. `until` belongs to a snooze."""

    key: str
    mark: MarkKind
    until: datetime | None = None


class Facts(NamedTuple):
    """Everything one decision may rest on.

    `holidays` holds, for each country or region code in use, the dates of its public holidays, and None where none are
    known. It has to cover the years from the earliest interview to three years after the latest fact.
    """

    organizations: Mapping[str, Organization]
    contacts: Mapping[str, Contact]
    interviews: tuple[Interview, ...]
    interactions: tuple[Interaction, ...] = ()
    testimonials: tuple[Testimonial, ...] = ()
    marks: Mapping[str, Mark] = {}
    holidays: Mapping[str, frozenset[date] | None] = {}
