"""Records that do not fit together are told with their places, all of them."""

from typing import Any

import pytest

from api.dossier.integrity import faults
from api.dossier.schemas import read
from api.web.problems import MAX_FAULTS

Record = dict[str, Any]


def organization(id_: str = "acme") -> Record:
    return {"id": id_, "name": "Acme"}


def contact(id_: str = "ann", organization_id: str | None = "acme") -> Record:
    return {"id": id_, "organization_id": organization_id, "name": "Ann"}


def interview(id_: str = "i1", **fields: Any) -> Record:
    times = {"starts_at": "2026-03-02T10:00:00Z", "ends_at": "2026-03-02T11:00:00Z"}
    return {"id": id_, "organization_id": "acme", "position": "Analyst", **times, **fields}


def interaction(id_: str = "x1", **fields: Any) -> Record:
    what = {"direction": "outbound", "channel": "email", "purpose": "other", "occurred_at": "2026-03-02T12:00:00Z"}
    return {"id": id_, "interview_id": "i1", **what, **fields}


def found(**parts: list[Record]) -> list[tuple[str | None, str]]:
    whole = {"organizations": [organization()], "contacts": [contact()], "interviews": [interview()]}
    return [(fault.pointer, fault.code) for fault in faults(read(whole | parts))]


def test_a_sound_dossier_has_no_faults() -> None:
    assert not found(
        contacts=[contact(), contact("ref", None)],
        interviews=[
            interview("i2", previous_interview_id="i1"),
            interview(
                participants=[{"contact_id": "ann", "role": "hr"}, {"contact_id": "ref", "role": "reference"}],
                debrief={"materials": [{"title": "x", "contact_id": "ann"}, {"title": "x"}]},
            ),
            interview("i3", previous_interview_id="i1"),
        ],
        interactions=[interaction(contact_id="ref"), interaction("x2")],
        testimonials=[{"id": "acme", "author": "Rae", "quote": "Good."}],
        marks=[{"key": "a", "mark": "done"}, {"key": "b", "mark": "snoozed", "until": "2026-03-03T10:00:00Z"}],
    )
    assert not faults(read({}))


@pytest.mark.parametrize(
    ("part", "record"),
    [
        ("organizations", organization()),
        ("contacts", contact()),
        ("interviews", interview()),
        ("interactions", interaction()),
        ("testimonials", {"id": "t1", "author": "Rae", "quote": "Good."}),
    ],
)
def test_an_id_stands_once_in_its_list(part: str, record: Record) -> None:
    assert found(**{part: [record, record, record]}) == [
        (f"/{part}/1/id", "duplicate_id"),
        (f"/{part}/2/id", "duplicate_id"),
    ]


@pytest.mark.parametrize(
    ("parts", "place"),
    [
        ({"contacts": [contact(organization_id="x")]}, "/contacts/0/organization_id"),
        ({"interviews": [interview(organization_id="ann")]}, "/interviews/0/organization_id"),
        ({"interviews": [interview(previous_interview_id="x")]}, "/interviews/0/previous_interview_id"),
        (
            {"interviews": [interview(participants=[{"contact_id": "x", "role": "hr"}])]},
            "/interviews/0/participants/0/contact_id",
        ),
        (
            {"interviews": [interview(debrief={"materials": [{"title": "x", "contact_id": "acme"}]})]},
            "/interviews/0/debrief/materials/0/contact_id",
        ),
        ({"interactions": [interaction(interview_id="x")]}, "/interactions/0/interview_id"),
        ({"interactions": [interaction(contact_id="x")]}, "/interactions/0/contact_id"),
    ],
)
def test_what_is_named_is_there(parts: dict[str, list[Record]], place: str) -> None:
    assert found(**parts) == [(place, "unknown_reference")]


def test_a_contact_takes_part_once() -> None:
    twice = [{"contact_id": "ann", "role": "hr"}, {"contact_id": "ann", "role": "interviewer"}]
    assert found(interviews=[interview(participants=twice)]) == [
        ("/interviews/0/participants/1/contact_id", "duplicate_participant")
    ]


def test_rounds_never_lead_back() -> None:
    rounds = {"i1": "i1", "i2": "i4", "i3": "i2", "i4": "i3", "i5": "i4", "i6": None, "i7": "i6"}
    records = [interview(id_, previous_interview_id=previous) for id_, previous in rounds.items()]
    assert found(interviews=records) == [
        (f"/interviews/{index}/previous_interview_id", "round_cycle") for index in (0, 1, 2, 3)
    ]


def test_a_long_process_is_walked_once() -> None:
    records = [interview(str(n), previous_interview_id=str(n + 1) if n < 20_000 else None) for n in range(20_001)]
    assert not found(interviews=records)


def test_a_snooze_alone_has_an_end() -> None:
    assert found(
        marks=[
            {"key": "a", "mark": "snoozed"},
            {"key": "b", "mark": "done", "until": "2026-03-03T10:00:00Z"},
            {"key": "a", "mark": "done"},
        ]
    ) == [
        ("/marks/0/until", "until_missing"),
        ("/marks/1/until", "until_unexpected"),
        ("/marks/2/key", "duplicate_mark"),
    ]


def test_all_faults_are_told_at_once_up_to_a_limit() -> None:
    assert len(found(interactions=[interaction(contact_id="x"), interaction(interview_id="y")])) == 3
    assert len(found(interactions=[interaction(f"x{n}", contact_id="x") for n in range(2 * MAX_FAULTS)])) == MAX_FAULTS
