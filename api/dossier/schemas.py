"""The dossier: everything an account knows, as one document. What is exported, imported and evaluated.

An evaluation takes any texts for ids, so that a dossier can be written by hand; an import takes UUIDs alone, since the
service keeps them. The shape is the same, so `read` is told which of the two is meant.
"""

from typing import Annotated, Any

from pydantic import AfterValidator, ConfigDict, Field, ValidationInfo, field_validator
from pydantic_core import PydanticCustomError

from api.contacts.schemas import EXAMPLE_STORED as EXAMPLE_CONTACT
from api.contacts.schemas import ContactFields
from api.dossier.parts import Form, Part
from api.interactions.schemas import EXAMPLE_STORED as EXAMPLE_INTERACTION
from api.interactions.schemas import InteractionFields
from api.interviews.schemas import (
    EXAMPLE_PARTICIPANT,
    EXAMPLE_STORED_DEBRIEF,
    MAX_PARTICIPANTS,
    MAX_POINTS,
    DebriefFields,
    DebriefMaterialFields,
    InterviewFields,
    ParticipantFields,
)
from api.interviews.schemas import EXAMPLE_STORED as EXAMPLE_INTERVIEW
from api.organizations.schemas import EXAMPLE_STORED as EXAMPLE_ORGANIZATION
from api.organizations.schemas import OrganizationFields
from api.policy.facts import MarkKind, Outcome
from api.testimonials.schemas import EXAMPLE_STORED as EXAMPLE_TESTIMONIAL
from api.testimonials.schemas import TestimonialFields
from api.web.types import DossierId, Instant, Schema, canonical_id

MAX_RECORDS = 100_000

EXAMPLE: dict[str, Any] = {
    "organizations": [EXAMPLE_ORGANIZATION],
    "contacts": [EXAMPLE_CONTACT],
    "interviews": [{**EXAMPLE_INTERVIEW, "debrief": EXAMPLE_STORED_DEBRIEF}],
    "interactions": [EXAMPLE_INTERACTION],
    "testimonials": [EXAMPLE_TESTIMONIAL],
    "marks": [{"key": f"tidy-social-media.{EXAMPLE_INTERVIEW['id']}", "mark": "done", "until": None}],
}

_KEPT = "kept"


def _as_meant(value: str, info: ValidationInfo) -> str:
    return canonical_id(value) if info.context == _KEPT else value


RecordId = Annotated[
    DossierId,
    AfterValidator(_as_meant),
    Field(description="Any text in an evaluation, a UUID in an import", examples=["acme"]),
]


class Record(Schema):
    """What every record of a dossier carries. The stamps are kept by an import and ignored by an evaluation."""

    id: RecordId
    created_at: Instant | None = None
    updated_at: Instant | None = None


class OrganizationRecord(OrganizationFields, Record):
    """An organization in a dossier."""


class ContactRecord(ContactFields, Record):
    """A contact in a dossier."""

    organization_id: RecordId | None = None


class ParticipantRecord(ParticipantFields):
    """A participant in a dossier."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE_PARTICIPANT]})

    contact_id: RecordId


class DebriefMaterialRecord(DebriefMaterialFields):
    """A material in a dossier."""

    contact_id: RecordId | None = None


class DebriefRecord(DebriefFields):
    """A debrief in a dossier, inside its interview."""

    materials: list[DebriefMaterialRecord] = Field(default=[], max_length=MAX_POINTS)
    updated_at: Instant | None = None


class InterviewRecord(InterviewFields, Record):
    """An interview in a dossier: here an outcome and its instant come together or not at all."""

    organization_id: RecordId
    previous_interview_id: RecordId | None = None
    outcome_at: Instant | None = Field(default=None, validate_default=True, description="Null exactly while pending")
    participants: list[ParticipantRecord] = Field(default=[], max_length=MAX_PARTICIPANTS)
    debrief: DebriefRecord | None = None

    @field_validator("outcome_at")
    @classmethod
    def _date_every_outcome(cls, value: Instant | None, info: ValidationInfo) -> Instant | None:
        if value is None and info.data.get("outcome", Outcome.PENDING) is not Outcome.PENDING:
            raise PydanticCustomError("outcome_undated", "Must be given with an outcome")
        return value


class InteractionRecord(InteractionFields, Record):
    """An interaction in a dossier. It may lie in the future: it is not known before its time."""

    interview_id: RecordId
    contact_id: RecordId | None = Field(default=None, description="Null for somebody of the employer's")
    occurred_at: Instant


class TestimonialRecord(TestimonialFields, Record):
    """A testimonial in a dossier."""


class MarkRecord(Schema):
    """What the candidate said of a proposed action."""

    key: str = Field(min_length=1, max_length=512, description="The key of the action")
    mark: MarkKind
    until: Instant | None = Field(default=None, description="For `snoozed`, and for it alone")


class Dossier(Schema):
    """Everything an account knows. Absent lists are empty."""

    model_config = ConfigDict(json_schema_extra={"examples": [EXAMPLE]})

    organizations: list[OrganizationRecord] = Field(default=[], max_length=MAX_RECORDS)
    contacts: list[ContactRecord] = Field(default=[], max_length=MAX_RECORDS)
    interviews: list[InterviewRecord] = Field(default=[], max_length=MAX_RECORDS)
    interactions: list[InteractionRecord] = Field(default=[], max_length=MAX_RECORDS)
    testimonials: list[TestimonialRecord] = Field(default=[], max_length=MAX_RECORDS)
    marks: list[MarkRecord] = Field(default=[], max_length=MAX_RECORDS)


RECORDS: dict[Part, type[Schema]] = {
    Part.ORGANIZATIONS: OrganizationRecord,
    Part.CONTACTS: ContactRecord,
    Part.INTERVIEWS: InterviewRecord,
    Part.INTERACTIONS: InteractionRecord,
    Part.TESTIMONIALS: TestimonialRecord,
    Part.MARKS: MarkRecord,
}
"""The shape of each list's records."""


class ExportQuery(Schema):
    """In which form."""

    format: Form | None = Field(
        None, description="`ndjson`: a record a line; without it, as `Accept` says, or one JSON document"
    )


class ImportQuery(Schema):
    """Whether it is meant."""

    dry_run: bool = Field(default=False, description="Look at all of it, answer as ever, and change nothing")


class Counts(Schema):
    """How many records of each kind."""

    organizations: int
    contacts: int
    interviews: int
    interactions: int
    testimonials: int
    marks: int


class Imported(Schema):
    """What an import has added, or would have."""

    model_config = ConfigDict(
        json_schema_extra={"examples": [{"counts": {part: len(records) for part, records in EXAMPLE.items()}}]}
    )

    counts: Counts


def read(document: Any, *, kept: bool = False) -> Dossier:
    """Validate a parsed document's fields, each for itself; what they say together is for `integrity.faults`.

    Args:
        document: What `api.web.json.loads` gave.
        kept: Whether the ids are to be kept by the service, and have to be UUIDs.

    Raises:
        pydantic.ValidationError: At least one field is wrong.
    """
    return Dossier.model_validate(document, context=_KEPT if kept else None)
