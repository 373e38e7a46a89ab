"""Interviews on the wire, with the people in them and what was written down afterwards."""

from typing import Annotated, Any, Literal, Self

from pydantic import ConfigDict, Field, StrictBool, ValidationInfo, field_validator, model_validator
from pydantic_core import PydanticCustomError

from api.policy.facts import Format, Interest, Outcome, Role
from api.web.pagination import SORTS, ListQuery, Page
from api.web.types import (
    Id,
    Instant,
    LocalDate,
    LongText,
    Name,
    Schema,
    ShortText,
    Stored,
    Tagged,
    TimeZoneName,
    Url,
    absent,
)

MAX_PARTICIPANTS = 50
MAX_POINTS = 100

EXAMPLE_PARTICIPANT: dict[str, Any] = {
    "contact_id": "0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
    "role": "interviewer",
    "is_decision_maker": True,
    "met": True,
}
EXAMPLE: dict[str, Any] = {
    "organization_id": "0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70",
    "position": "Senior Analyst",
    "format": "in_person",
    "starts_at": "2026-03-02T10:00:00Z",
    "ends_at": "2026-03-02T11:00:00Z",
    "timezone": None,
    "decision_expected_on": "2026-03-09",
    "interest": "high",
    "cancelled": False,
    "outcome": "pending",
    "outcome_at": None,
    "previous_interview_id": None,
    "participants": [EXAMPLE_PARTICIPANT],
}
EXAMPLE_STORED: dict[str, Any] = {
    "id": "0195a4c2-c5d8-7f33-a09b-1e7d64f2b850",
    **EXAMPLE,
    "created_at": "2026-02-23T15:06:31Z",
    "updated_at": "2026-03-02T11:20:00Z",
}
EXAMPLE_DEBRIEF: dict[str, Any] = {
    "questions": [
        {
            "question": "How do you decide what not to forecast?",
            "answer": "By how much a wrong figure would cost",
            "better_answer": "By what somebody would do differently if they had the figure",
        }
    ],
    "topics": ["The move to weekly planning"],
    "learned": ["The team doubles this year"],
    "surprises": [
        {"fact": "Analysts present to the board themselves", "reason": "I had expected three layers between"}
    ],
    "problems": [{"problem": "Returns are booked late", "idea": "Forecast them from the parcels' scans"}],
    "needs": ["Forecasting", "Writing for non-specialists", "SQL"],
    "challenges": ["Two systems that disagree"],
    "praise": ["They liked the churn study"],
    "concerns": [{"concern": "No retail experience", "reassurance": "Two years of grocery data", "certain": True}],
    "materials": [
        {
            "title": "Churn study",
            "url": "https://example.org/churn.pdf",
            "reason": "You asked how we measured it",
            "contact_id": "0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92",
            "sent": False,
        }
    ],
    "forgotten": ["That I have led a team of four"],
    "impressions": "Calm, direct, fond of detail",
    "open_questions": ["Who would I report to?"],
}
EXAMPLE_STORED_DEBRIEF: dict[str, Any] = {**EXAMPLE_DEBRIEF, "updated_at": "2026-03-02T11:20:00Z"}


class ParticipantFields(Schema):
    """A contact's part in one interview."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"role": "interviewer", "is_decision_maker": True}]})

    role: Role
    is_decision_maker: StrictBool = Field(default=False, description="Never true for a reference")
    met: StrictBool = Field(default=True, description="For a reference the default is false, and true is refused")

    @field_validator("is_decision_maker", "met")
    @classmethod
    def _keep_references_out(cls, value: bool, info: ValidationInfo) -> bool:  # noqa: FBT001  # pydantic calls it
        if value and info.data.get("role") is Role.REFERENCE:
            raise PydanticCustomError("reference_involved", "A reference neither decides nor was met")
        return value

    @model_validator(mode="after")
    def _default_met_of_a_reference(self) -> Self:
        if self.role is Role.REFERENCE:
            self.met = False
        return self


class Participant(ParticipantFields):
    """A participant, inside its interview."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_PARTICIPANT]})

    contact_id: Id


class InterviewFields(Schema):
    """What is said of an interview, wherever it appears. Its participants are added by each shape of it."""

    organization_id: Id
    position: Name
    format: Format = Format.IN_PERSON
    starts_at: Instant
    ends_at: Instant = Field(description="Later than `starts_at`")
    timezone: TimeZoneName | None = Field(default=None, description="Null follows the organization's")
    decision_expected_on: LocalDate | None = Field(default=None, description="When they said that they would decide")
    interest: Interest = Interest.MEDIUM
    cancelled: StrictBool = False
    outcome: Outcome = Outcome.PENDING
    outcome_at: Instant | None = Field(
        default=None, description="Set to now when an outcome is given without it; cleared by `pending`"
    )
    previous_interview_id: Id | None = Field(default=None, description="The round before this one")

    @field_validator("ends_at")
    @classmethod
    def _end_after_the_start(cls, value: Instant, info: ValidationInfo) -> Instant:
        if "starts_at" in info.data and value <= info.data["starts_at"]:
            raise PydanticCustomError("not_after_start", "Must be later than starts_at")
        return value

    @field_validator("outcome_at")
    @classmethod
    def _date_no_pending_outcome(cls, value: Instant | None, info: ValidationInfo) -> Instant | None:
        if value is not None and info.data.get("outcome") is Outcome.PENDING:
            raise PydanticCustomError("outcome_pending", "Must be null while the outcome is pending")
        return value


Participants = Annotated[
    list[Participant], Field(max_length=MAX_PARTICIPANTS, description="In the order given; a contact at most once")
]


class InterviewCreate(InterviewFields):
    """An interview to be kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    participants: Participants = Field(default=[])


class InterviewUpdate(Schema):
    """A merge patch of an interview: what is left out stays, null clears or resets to the default.

    Participants are replaced as a whole.
    """

    model_config = ConfigDict(json_schema_extra={"examples": [{"outcome": "offer", "decision_expected_on": None}]})

    organization_id: Id = absent()
    position: Name = absent()
    format: Format | None = absent()
    starts_at: Instant = absent()
    ends_at: Instant = absent()
    timezone: TimeZoneName | None = absent()
    decision_expected_on: LocalDate | None = absent()
    interest: Interest | None = absent()
    cancelled: StrictBool | None = absent()
    outcome: Outcome | None = absent()
    outcome_at: Instant | None = absent()
    previous_interview_id: Id | None = absent()
    participants: Participants | None = absent()


class InterviewPublic(InterviewFields, Stored):
    """An interview as it is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_STORED]})

    participants: Participants


class InterviewItem(InterviewPublic, Tagged):
    """An interview in a list."""

    model_config = ConfigDict(json_schema_extra={"examples": [{**EXAMPLE_STORED, "etag": '"17"'}]})


class InterviewPage(Page[InterviewItem]):
    """A page of interviews."""


class InterviewQuery(ListQuery):
    """Which interviews, and in which order."""

    q: Annotated[Name | None, Field(description="Part of the position, in any case")] = None
    organization_id: Id | None = Field(None, description="Only those at this organization")
    contact_id: Id | None = Field(None, description="Only those in which this contact takes part")
    role: Role | None = Field(None, description="Only those with this role, of `contact_id` or of anybody")
    previous_interview_id: Id | None = Field(None, description="Only those that follow this round")
    format: Format | None = Field(None, description="Only those of this format")
    interest: Interest | None = Field(None, description="Only those that interest you this much")
    outcome: Outcome | None = Field(None, description="Only those that came out like this")
    cancelled: bool | None = Field(None, description="Only those that are, or are not, called off")
    starts_after: Instant | None = Field(None, description="Only those that start at this instant or later")
    starts_before: Instant | None = Field(None, description="Only those that start before this instant")
    sort: Annotated[
        Literal[
            "created_at",
            "-created_at",
            "updated_at",
            "-updated_at",
            "starts_at",
            "-starts_at",
            "ends_at",
            "-ends_at",
            "position",
            "-position",
        ],
        SORTS,
    ] = "created_at"


class DebriefQuestion(Schema):
    """A question asked, the answer given, and the better one thought of since."""

    question: ShortText
    answer: LongText | None = None
    better_answer: LongText | None = None


class DebriefSurprise(Schema):
    """A pleasant surprise, and why it was one."""

    fact: ShortText
    reason: LongText | None = None


class DebriefProblem(Schema):
    """A problem they raised, and an idea for it."""

    problem: ShortText
    idea: LongText | None = None


class DebriefConcern(Schema):
    """A doubt they may have, and what would settle it."""

    concern: ShortText
    reassurance: LongText | None = None
    certain: StrictBool = Field(default=False, description="Whether they voiced it: only then is it safe to raise")


class DebriefMaterialFields(Schema):
    """A piece of work that was discussed and could be sent. To whom, each shape of it adds."""

    title: Name
    url: Url | None = None
    reason: LongText | None = Field(default=None, description="Why it is sent")
    sent: StrictBool = False


class DebriefMaterial(DebriefMaterialFields):
    """A piece of work that was discussed and could be sent."""

    contact_id: Id | None = Field(default=None, description="Whom it is for, when it is for one person")


Points = Annotated[list[ShortText], Field(max_length=MAX_POINTS)]


class DebriefFields(Schema):
    """What is written down after an interview, wherever it appears. Its materials are added by each shape of it."""

    questions: list[DebriefQuestion] = Field(default=[], max_length=MAX_POINTS)
    topics: Points = Field(default=[])
    learned: Points = Field(default=[])
    surprises: list[DebriefSurprise] = Field(default=[], max_length=MAX_POINTS)
    problems: list[DebriefProblem] = Field(default=[], max_length=MAX_POINTS)
    needs: Points = Field(default=[], description="What they look for, most important first")
    challenges: Points = Field(default=[])
    praise: Points = Field(default=[])
    concerns: list[DebriefConcern] = Field(default=[], max_length=MAX_POINTS)
    forgotten: Points = Field(default=[])
    impressions: LongText | None = None
    open_questions: Points = Field(default=[])


class Debrief(DebriefFields):
    """A debrief to be kept. Every field is optional."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_DEBRIEF]})

    materials: list[DebriefMaterial] = Field(default=[], max_length=MAX_POINTS)


class DebriefPublic(Debrief):
    """A debrief as it is kept."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_STORED_DEBRIEF]})

    updated_at: Instant
