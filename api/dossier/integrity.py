"""Whether the records of a dossier fit together: what no field can say alone."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice

from api.dossier.schemas import ContactRecord, Dossier, InteractionRecord, InterviewRecord, MarkRecord, Record
from api.policy.facts import MarkKind
from api.web.json import pointer
from api.web.problems import MAX_FAULTS, Fault


def faults(dossier: Dossier) -> list[Fault]:
    """Return what does not fit together, up to `MAX_FAULTS`; an empty list is a sound dossier.

    Their pointers start at the dossier. Codes: `duplicate_id`, `unknown_reference`, `duplicate_participant`,
    `round_cycle`, `until_missing`, `until_unexpected`, `duplicate_mark`.
    """
    organizations = {record.id for record in dossier.organizations}
    contacts = {record.id for record in dossier.contacts}
    interviews = {record.id for record in dossier.interviews}
    found = chain(
        _duplicate_ids("organizations", dossier.organizations),
        _duplicate_ids("contacts", dossier.contacts),
        _duplicate_ids("interviews", dossier.interviews),
        _duplicate_ids("interactions", dossier.interactions),
        _duplicate_ids("testimonials", dossier.testimonials),
        _of_contacts(dossier.contacts, organizations),
        _of_interviews(dossier.interviews, organizations, contacts, interviews),
        _of_rounds(dossier.interviews),
        _of_interactions(dossier.interactions, interviews, contacts),
        _of_marks(dossier.marks),
    )
    return list(islice(found, MAX_FAULTS))


def _duplicate_ids(part: str, records: Sequence[Record]) -> Iterator[Fault]:
    return _repeated(((part, index, "id"), record.id) for index, record in enumerate(records))


def _repeated(
    values: Iterable[tuple[tuple[str | int, ...], str]],
    code: str = "duplicate_id",
    detail: str = "The id stands earlier in this list",
) -> Iterator[Fault]:
    seen: set[str] = set()
    for place, value in values:
        if value in seen:
            yield Fault(code, detail, pointer(*place))
        seen.add(value)


def _unknown(value: str | None, known: set[str], what: str, *place: str | int) -> Iterator[Fault]:
    if value is not None and value not in known:
        yield Fault("unknown_reference", f"No {what} of the dossier has this id", pointer(*place))


def _of_contacts(contacts: list[ContactRecord], organizations: set[str]) -> Iterator[Fault]:
    for index, contact in enumerate(contacts):
        yield from _unknown(
            contact.organization_id, organizations, "organization", "contacts", index, "organization_id"
        )


def _of_interviews(
    records: list[InterviewRecord], organizations: set[str], contacts: set[str], interviews: set[str]
) -> Iterator[Fault]:
    for index, record in enumerate(records):
        place = ("interviews", index)
        yield from _unknown(record.organization_id, organizations, "organization", *place, "organization_id")
        yield from _unknown(record.previous_interview_id, interviews, "interview", *place, "previous_interview_id")
        for number, participant in enumerate(record.participants):
            yield from _unknown(
                participant.contact_id, contacts, "contact", *place, "participants", number, "contact_id"
            )
        yield from _repeated(
            (
                ((*place, "participants", number, "contact_id"), participant.contact_id)
                for number, participant in enumerate(record.participants)
            ),
            "duplicate_participant",
            "The contact takes part in this interview already",
        )
        if record.debrief is not None:
            for number, material in enumerate(record.debrief.materials):
                yield from _unknown(
                    material.contact_id, contacts, "contact", *place, "debrief", "materials", number, "contact_id"
                )


def _of_rounds(records: list[InterviewRecord]) -> Iterator[Fault]:
    """Every interview that lies on a cycle, one that names itself included; not those that merely lead to one."""
    previous = {record.id: record.previous_interview_id for record in records}
    cyclic = _on_cycles(previous)
    for index, record in enumerate(records):
        if record.id in cyclic:
            yield Fault(
                "round_cycle",
                "The rounds before this one lead back to it",
                pointer("interviews", index, "previous_interview_id"),
            )


def _on_cycles(previous: dict[str, str | None]) -> set[str]:
    """Return the ids from which following `previous` comes back to the id itself. Linear: each is walked once."""
    cyclic: set[str] = set()
    settled: set[str] = set()
    for start in previous:
        path: dict[str, None] = {}
        step: str | None = start
        while step is not None and step not in settled and step not in path:
            path[step] = None
            step = previous.get(step)
        if step is not None and step in path:
            walked = list(path)
            cyclic.update(walked[walked.index(step) :])
        settled.update(path)
    return cyclic


def _of_interactions(records: list[InteractionRecord], interviews: set[str], contacts: set[str]) -> Iterator[Fault]:
    for index, record in enumerate(records):
        place = ("interactions", index)
        yield from _unknown(record.interview_id, interviews, "interview", *place, "interview_id")
        yield from _unknown(record.contact_id, contacts, "contact", *place, "contact_id")


def _of_marks(marks: list[MarkRecord]) -> Iterator[Fault]:
    for index, mark in enumerate(marks):
        place = pointer("marks", index, "until")
        if mark.mark is MarkKind.SNOOZED and mark.until is None:
            yield Fault("until_missing", "A snooze says until when", place)
        elif mark.mark is not MarkKind.SNOOZED and mark.until is not None:
            yield Fault("until_unexpected", "Only a snooze has an end", place)
    yield from _repeated(
        (((("marks", index, "key"), mark.key)) for index, mark in enumerate(marks)),
        "duplicate_mark",
        "The key stands earlier in this list",
    )
