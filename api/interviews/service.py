"""What can be done with interviews, the people in them and their debriefs, within one unit of work."""

from collections.abc import Iterator, Sequence

from api.db import Unit, WriteUnit
from api.interviews import repository
from api.interviews.repository import CONTACTS, INTERVIEWS, ORGANIZATIONS
from api.interviews.schemas import (
    MAX_PARTICIPANTS,
    Debrief,
    DebriefPublic,
    InterviewCreate,
    InterviewPage,
    InterviewPublic,
    InterviewQuery,
    InterviewUpdate,
    Participant,
    ParticipantFields,
)
from api.policy.facts import Outcome
from api.rows import Record
from api.settled import unsettle
from api.web.etag import Precondition, Version
from api.web.lookups import existing, refuse, unknown
from api.web.merge import merged
from api.web.problems import Fault, InUse, Invalid, NotFound


def page(unit: Unit, query: InterviewQuery) -> InterviewPage:
    """Return one page of the account's interviews."""
    window = InterviewPage.window(query)
    return InterviewPage.of(repository.page(unit, query, window), window)


def get(unit: Unit, id: str) -> Version[InterviewPublic]:
    """Return an interview; raise `NotFound`."""
    return _public(existing(unit, INTERVIEWS, id), _participants(unit, id))


def create(unit: WriteUnit, new: InterviewCreate) -> Version[InterviewPublic]:
    """Keep a new interview; raise `Invalid`."""
    refuse([*_unknown(unit, new), *_repeated(new.participants)])
    unsettle(unit, interviews=[new.previous_interview_id], organizations=[new.organization_id])
    row = INTERVIEWS.insert(unit, _values(unit, new))
    repository.replace_participants(unit, row["id"], new.participants)
    return _public(row, new.participants)


def update(unit: WriteUnit, id: str, patch: InterviewUpdate, expected: Precondition) -> Version[InterviewPublic]:
    """Merge a patch into an interview; raise `NotFound`, `PreconditionFailed` or `Invalid`."""
    row = existing(unit, INTERVIEWS, id)
    expected.check(row["revision"])
    whole = merged(InterviewCreate, _current(unit, row, patch), patch)
    refuse([*_unknown(unit, whole), *_repeated(whole.participants), *_cycle(unit, id, whole)])
    unsettle(unit, interviews=[id, whole.previous_interview_id], organizations=[whole.organization_id])
    row = INTERVIEWS.update(unit, row, _values(unit, whole))
    if "participants" in patch.model_fields_set:
        repository.replace_participants(unit, id, whole.participants)
    return _public(row, whole.participants)


def delete(unit: WriteUnit, id: str, expected: Precondition) -> None:
    """Remove an interview with all that is part of it; raise `NotFound`, `PreconditionFailed` or `InUse`."""
    expected.check(existing(unit, INTERVIEWS, id)["revision"])
    if references := repository.references(unit, id):
        raise InUse(references)
    unsettle(unit, interviews=[id])
    repository.announce_deletion(unit, id)
    INTERVIEWS.delete(unit, id)


def put_participant(
    unit: WriteUnit, id: str, contact_id: str, new: ParticipantFields, expected: Precondition
) -> Version[Participant]:
    """Add a participant at the end, or replace one in place; raise `NotFound`, `PreconditionFailed` or `Invalid`.

    Its version is the interview's, which it is a part of.
    """
    row = existing(unit, INTERVIEWS, id)
    existing(unit, CONTACTS, contact_id)
    expected.check(row["revision"])
    people = {participant.contact_id: participant for participant in _participants(unit, id)}
    people[contact_id] = Participant(contact_id=contact_id, **dict(new))
    if len(people) > MAX_PARTICIPANTS:
        raise Invalid.at("", "too_long", f"An interview has at most {MAX_PARTICIPANTS} participants")
    unsettle(unit, interviews=[id])
    repository.replace_participants(unit, id, [*people.values()])
    return Version(people[contact_id], INTERVIEWS.update(unit, row, {})["revision"])


def delete_participant(unit: WriteUnit, id: str, contact_id: str, expected: Precondition) -> None:
    """Take a participant out; raise `NotFound` or `PreconditionFailed`."""
    row = existing(unit, INTERVIEWS, id)
    people = _participants(unit, id)
    others = [participant for participant in people if participant.contact_id != contact_id]
    if len(others) == len(people):
        raise NotFound
    expected.check(row["revision"])
    unsettle(unit, interviews=[id])
    repository.replace_participants(unit, id, others)
    INTERVIEWS.update(unit, row, {})


def get_debrief(unit: Unit, interview_id: str) -> Version[DebriefPublic]:
    """Return the debrief of an interview; raise `NotFound`."""
    row = _debrief(unit, interview_id)
    kept = DebriefPublic.model_validate({**row["content"], "updated_at": row["updated_at"]})
    return Version(kept, row["revision"])


def put_debrief(unit: WriteUnit, interview_id: str, new: Debrief, expected: Precondition) -> Version[DebriefPublic]:
    """Keep a debrief in place of any other; raise `NotFound`, `PreconditionFailed` or `Invalid`."""
    existing(unit, INTERVIEWS, interview_id)
    row = repository.debrief(unit, interview_id)
    if row is None:
        expected.check_absent()
    else:
        expected.check(row["revision"])
    materials = {f"/materials/{index}/contact_id": item.contact_id for index, item in enumerate(new.materials)}
    refuse([*unknown(unit, CONTACTS, materials)])
    unsettle(unit, interviews=[interview_id])
    repository.save_debrief(unit, interview_id, new.model_dump(mode="json"))
    return Version(DebriefPublic.model_construct(**dict(new), updated_at=unit.now), unit.revision)


def delete_debrief(unit: WriteUnit, interview_id: str, expected: Precondition) -> None:
    """Remove the debrief of an interview; raise `NotFound` or `PreconditionFailed`."""
    expected.check(_debrief(unit, interview_id)["revision"])
    unsettle(unit, interviews=[interview_id])
    repository.delete_debrief(unit, interview_id)


def _participants(unit: Unit, id: str) -> list[Participant]:
    return repository.participants(unit, [id])[id]


def _debrief(unit: Unit, interview_id: str) -> Record:
    row = repository.debrief(unit, interview_id)
    if row is None:
        raise NotFound
    return row


def _current(unit: Unit, row: Record, patch: InterviewUpdate) -> Record:
    """Return the interview as a patch finds it. Another outcome has another instant: the former one is left out."""
    stale = {"outcome_at"} if _changes_outcome(row, patch) else set()
    current = {field: value for field, value in row.items() if field not in stale}
    return current | {"participants": _participants(unit, row["id"])}


def _changes_outcome(row: Record, patch: InterviewUpdate) -> bool:
    return "outcome" in patch.model_fields_set and (patch.outcome or Outcome.PENDING) is not row["outcome"]


def _values(unit: WriteUnit, interview: InterviewCreate) -> Record:
    """Return the columns of an interview. An outcome without an instant is known as of now."""
    values = dict(interview)
    del values["participants"]
    if interview.outcome is not Outcome.PENDING and interview.outcome_at is None:
        values["outcome_at"] = unit.now
    return values


def _unknown(unit: Unit, interview: InterviewCreate) -> Iterator[Fault]:
    yield from unknown(unit, ORGANIZATIONS, {"/organization_id": interview.organization_id})
    yield from unknown(unit, INTERVIEWS, {"/previous_interview_id": interview.previous_interview_id})
    people = enumerate(interview.participants)
    yield from unknown(unit, CONTACTS, {f"/participants/{index}/contact_id": one.contact_id for index, one in people})


def _repeated(people: Sequence[Participant]) -> Iterator[Fault]:
    seen: set[str] = set()
    for index, participant in enumerate(people):
        if participant.contact_id in seen:
            place = f"/participants/{index}/contact_id"
            yield Fault("duplicate_participant", "The contact takes part in this interview already", pointer=place)
        seen.add(participant.contact_id)


def _cycle(unit: Unit, id: str, interview: InterviewCreate) -> Iterator[Fault]:
    previous = interview.previous_interview_id
    if previous is not None and id in repository.chain(unit, previous):
        detail = "The rounds before this one lead back to it"
        yield Fault("round_cycle", detail, pointer="/previous_interview_id")


def _public(row: Record, people: Sequence[Participant]) -> Version[InterviewPublic]:
    return Version(InterviewPublic.model_construct(**row, participants=[*people]), row["revision"])
