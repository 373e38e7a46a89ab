"""Rows beside what an account has: what is there already is used, and what is not is made."""

import unicodedata
from bisect import bisect_left, insort
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from api.dossier.schemas import ContactRecord, InterviewRecord, OrganizationRecord, ParticipantRecord, Record
from api.importers.entries import OF_CONTACT, OF_INTERVIEW, Dated, Entry, Refused
from api.importers.meanings import Meaning
from api.importers.schemas import ImportedRow, RowOutcome
from api.interviews.schemas import MAX_PARTICIPANTS
from api.policy.facts import Role
from api.web.types import MissingPart

Values = Mapping[str, Any]
"""Fields of something that is there, by name."""

_OF_NEW_INTERVIEWS = {"starts_at", "outcome_at"}
"""What is missing of an interview that the row makes, and not of one that is there."""


def alike(name: str) -> str:
    """Return what is compared of a name: case, spaces and the width of letters do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


def _comparable(value: Any) -> Any:
    return alike(value) if isinstance(value, str) else value


@dataclass(slots=True)
class Known:
    """What is there: of the account, and then of the rows before as well."""

    organizations: dict[str, str] = field(default_factory=dict)
    """Ids by name, as `alike` has it."""
    addressed: dict[tuple[str | None, str], str] = field(default_factory=dict)
    """Ids of people, by their organization's id, None for referees, and their address."""
    called: dict[tuple[str | None, str], str] = field(default_factory=dict)
    """The same by their names: of several who are called alike the first."""
    unaddressed: dict[tuple[str | None, str], str] = field(default_factory=dict)
    """The same of those who have no address."""
    interviews: dict[tuple[str, str], list[tuple[datetime, str]]] = field(default_factory=lambda: defaultdict(list))
    """When interviews start, and their ids, in order: by their organization's id and their position."""
    participants: dict[str, dict[str, Role]] = field(default_factory=lambda: defaultdict(dict))
    """The roles of people, by the ids of the interview and of the person."""
    values: dict[str, Values] = field(default_factory=dict)
    """What else is known of people and interviews, by their ids."""

    def add_contact(self, id: str, organization_id: str | None, values: Values) -> None:
        """Remember somebody, by these fields of theirs."""
        name, email = (organization_id, alike(values["name"])), values["email"]
        self.called.setdefault(name, id)
        if email is None:
            self.unaddressed.setdefault(name, id)
        else:
            self.addressed.setdefault((organization_id, alike(email)), id)
        self.values[id] = values

    def contact(self, organization_id: str | None, name: str, email: str | None) -> str | None:
        """Return who this is: somebody of the same address, or of the same name and no other address."""
        called = (organization_id, alike(name))
        if email is None:
            return self.called.get(called)
        return self.addressed.get((organization_id, alike(email))) or self.unaddressed.get(called)

    def add_interview(self, id: str, organization_id: str, values: Values) -> None:
        """Remember an interview, by these fields of it."""
        insort(self.interviews[organization_id, alike(values["position"])], (values["starts_at"], id))
        self.values[id] = values

    def interview(self, organization_id: str, dated: Dated) -> str | None:
        """Return which this is: the first of its position that starts when it may start."""
        starts = self.interviews[organization_id, alike(dated.record.position)]
        place = bisect_left(starts, (dated.earliest, ""))
        return starts[place][1] if place < len(starts) and starts[place][0] <= dated.latest else None


@dataclass(slots=True)
class Joined:
    """Somebody who is to take part in an interview that the account has."""

    interview_id: str
    contact_id: str
    role: Role


@dataclass(slots=True)
class Merged:
    """What is to be made of some rows, and what became of each."""

    organizations: list[OrganizationRecord] = field(default_factory=list)
    contacts: list[ContactRecord] = field(default_factory=list)
    interviews: dict[str, InterviewRecord] = field(default_factory=dict)
    joined: list[Joined] = field(default_factory=list)
    rows: list[ImportedRow] = field(default_factory=list)

    def made(self) -> set[str]:
        """Return the ids of what is new."""
        return {record.id for record in (*self.organizations, *self.contacts)} | set(self.interviews)


def merge(entries: Iterable[Entry | Refused], known: Known) -> Merged:
    """Go through the rows in their order. `known` is what the account has, and is added to."""
    merged = Merged()
    for entry in entries:
        if isinstance(entry, Refused):
            outcome = RowOutcome.FAILED if entry.errors else RowOutcome.SKIPPED
            merged.rows.append(ImportedRow(row=entry.number, outcome=outcome, errors=entry.errors))
        else:
            merged.rows.append(_Row(entry, known, merged).result())
    return merged


class _Row:
    """One row's way into the account."""

    def __init__(self, entry: Entry, known: Known, merged: Merged) -> None:
        self._entry = entry
        self._known = known
        self._merged = merged
        self._made = 0
        self._found = 0
        self._differs: list[Meaning] = []
        self._missing = entry.missing

    def result(self) -> ImportedRow:
        entry = self._entry
        organization_id = self._organization()
        contact_id = None if entry.contact is None else self._contact(entry.contact, organization_id)
        interview_id = None if entry.interview is None else self._interview(entry.interview, organization_id)
        if interview_id is not None and contact_id is not None:
            self._take_part(interview_id, contact_id)
        return ImportedRow(
            row=entry.number,
            outcome=self._outcome(),
            organization_id=organization_id,
            contact_ids=[] if contact_id is None else [contact_id],
            interview_id=interview_id,
            missing=self._missing,
            differs=self._differs,
        )

    def _outcome(self) -> RowOutcome:
        if not self._made:
            return RowOutcome.SKIPPED
        return RowOutcome.MERGED if self._found else RowOutcome.CREATED

    def _organization(self) -> str:
        new = self._entry.organization
        id = self._known.organizations.setdefault(alike(new.name), new.id)
        if self._is_new(id, new.id):
            self._merged.organizations.append(new)
        return id

    def _contact(self, new: ContactRecord, employer_id: str) -> str:
        organization_id = None if self._entry.role is Role.REFERENCE else employer_id  # a referee is nobody's of theirs
        id = self._known.contact(organization_id, new.name, new.email) or new.id
        if self._is_new(id, new.id):
            new.organization_id = organization_id
            self._known.add_contact(new.id, organization_id, dict(new))
            self._merged.contacts.append(new)
        else:
            self._compare(new, new.model_fields_set - {"id"}, id, OF_CONTACT)
        return id

    def _interview(self, dated: Dated, organization_id: str) -> str:
        new = dated.record
        id = self._known.interview(organization_id, dated) or new.id
        if self._is_new(id, new.id):
            new.organization_id = organization_id
            self._known.add_interview(new.id, organization_id, dict(new))
            self._merged.interviews[new.id] = new
        else:
            self._compare(new, dated.told, id, OF_INTERVIEW)
            self._missing = [part for part in self._missing if part.field not in _OF_NEW_INTERVIEWS]
        return id

    def _take_part(self, interview_id: str, contact_id: str) -> None:
        """Have somebody take part, where there is room."""
        people = self._known.participants[interview_id]
        role = self._entry.role or Role.INTERVIEWER
        if contact_id in people:
            if self._entry.role not in {None, people[contact_id]}:
                self._differs.append(Meaning.CONTACT_ROLE)
            return
        if len(people) == MAX_PARTICIPANTS:
            full = MissingPart(field="participants", prompt=f"Leave somebody out: {MAX_PARTICIPANTS} are there")
            self._missing = [*self._missing, full]
            return
        people[contact_id] = role
        self._made += 1
        if new := self._merged.interviews.get(interview_id):
            new.participants.append(ParticipantRecord(contact_id=contact_id, role=role))
        else:
            self._merged.joined.append(Joined(interview_id, contact_id, role))

    def _compare(self, new: Record, told: set[str], id: str, meanings: Mapping[str, Meaning]) -> None:
        """Note which of the fields that the row tells are otherwise in what is there."""
        there = self._known.values[id]
        self._differs += [
            meaning
            for name, meaning in meanings.items()
            if name in told and _comparable(getattr(new, name)) != _comparable(there[name])
        ]

    def _is_new(self, id: str, new_id: str) -> bool:
        if id == new_id:
            self._made += 1
            return True
        self._found += 1
        return False
