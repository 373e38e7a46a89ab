"""Rows beside what an account has: what is there already is used, and what is not is made."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from api.dossier.schemas import ContactRecord, InterviewRecord, OrganizationRecord, ParticipantRecord
from api.importers.entries import Entry, Refused
from api.importers.schemas import ImportedRow, RowOutcome
from api.interviews.schemas import MAX_PARTICIPANTS
from api.policy.facts import Role
from api.web.types import MissingPart

Interviewed = tuple[str, str, datetime]
"""What tells an interview from others: its organization, its position as `alike` has it, and when it starts."""


def alike(name: str) -> str:
    """Return what is compared of a name: case, spaces and the width of letters do not matter."""
    return " ".join(unicodedata.normalize("NFKC", name).casefold().split())


@dataclass(slots=True)
class Known:
    """What is there: of the account, and then of the rows before as well."""

    organizations: dict[str, str] = field(default_factory=dict)
    """Ids by name, as `alike` has it."""
    people: dict[tuple[str | None, str], dict[str, str | None]] = field(default_factory=lambda: defaultdict(dict))
    """By an organization's id, None for referees, and a name: the ids of those called so, and their addresses."""
    addresses: dict[tuple[str | None, str], str] = field(default_factory=dict)
    """Ids of people, by their organization's id and their address."""
    interviews: dict[Interviewed, str] = field(default_factory=dict)
    participants: dict[str, set[str]] = field(default_factory=lambda: defaultdict(set))
    """The ids of the people, by interview."""

    def add_contact(self, id: str, organization_id: str | None, name: str, email: str | None) -> None:
        """Remember somebody, unless somebody else of this address is known."""
        self.people[organization_id, alike(name)][id] = email and alike(email)
        if email is not None:
            self.addresses.setdefault((organization_id, alike(email)), id)

    def contact(self, organization_id: str | None, name: str, email: str | None) -> str | None:
        """Return who this is: somebody of the same address, or of the same name and no other address."""
        if email is not None and (found := self.addresses.get((organization_id, alike(email)))):
            return found
        called_so = self.people.get((organization_id, alike(name)), {})
        return next((id for id, theirs in called_so.items() if email is None or theirs is None), None)


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

    def result(self) -> ImportedRow:
        entry = self._entry
        organization_id = self._organization()
        contact_id = None if entry.contact is None else self._contact(entry.contact, organization_id)
        interview_id = None if entry.interview is None else self._interview(entry.interview, organization_id)
        missing = [*entry.missing]
        if interview_id is not None and contact_id is not None and not self._takes_part(interview_id, contact_id):
            missing.append(
                MissingPart(field="participants", prompt=f"Leave somebody out: {MAX_PARTICIPANTS} are there")
            )
        return ImportedRow(
            row=entry.number,
            outcome=self._outcome(),
            organization_id=organization_id,
            contact_ids=[] if contact_id is None else [contact_id],
            interview_id=interview_id,
            missing=missing,
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
            self._known.add_contact(new.id, organization_id, new.name, new.email)
            self._merged.contacts.append(new)
        return id

    def _interview(self, new: InterviewRecord, organization_id: str) -> str:
        id = self._known.interviews.setdefault((organization_id, alike(new.position), new.starts_at), new.id)
        if self._is_new(id, new.id):
            new.organization_id = organization_id
            self._merged.interviews[new.id] = new
        return id

    def _takes_part(self, interview_id: str, contact_id: str) -> bool:
        """Have somebody take part; return whether there is room."""
        people = self._known.participants[interview_id]
        if contact_id in people:
            return True
        if len(people) == MAX_PARTICIPANTS:
            return False
        people.add(contact_id)
        self._made += 1
        if new := self._merged.interviews.get(interview_id):
            new.participants.append(ParticipantRecord(contact_id=contact_id, role=self._entry.role))
        else:
            self._merged.joined.append(Joined(interview_id, contact_id, self._entry.role))
        return True

    def _is_new(self, id: str, new_id: str) -> bool:
        if id == new_id:
            self._made += 1
            return True
        self._found += 1
        return False
