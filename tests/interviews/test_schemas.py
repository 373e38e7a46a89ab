"""What an interview's own fields allow and refuse, before anything is looked up."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.interviews.schemas import (
    EXAMPLE,
    EXAMPLE_DEBRIEF,
    EXAMPLE_STORED,
    Debrief,
    InterviewCreate,
    InterviewPublic,
    InterviewUpdate,
    Participant,
)
from api.web.json import pointer

CONTACT = "0195a4c2-9b02-7c1e-b1d4-6a0f3c5e7d92"
MINIMAL = {
    "organization_id": "0195a4c2-7d3e-7a51-8c40-2f6b9d1e3a70",
    "position": "Analyst",
    "starts_at": "2026-03-02T10:00:00Z",
    "ends_at": "2026-03-02T11:00:00Z",
}


def refused(model: Any, document: dict[str, Any]) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        model.model_validate(document)
    return [(pointer(*error["loc"]), error["type"]) for error in caught.value.errors()]


def test_the_examples_are_sound() -> None:
    assert InterviewCreate.model_validate(EXAMPLE).model_dump(mode="json") == EXAMPLE
    assert InterviewPublic.model_validate(EXAMPLE_STORED).model_dump(mode="json") == EXAMPLE_STORED
    assert Debrief.model_validate(EXAMPLE_DEBRIEF).model_dump(mode="json") == EXAMPLE_DEBRIEF


def test_four_fields_are_enough() -> None:
    made = InterviewCreate.model_validate(MINIMAL).model_dump(mode="json")
    assert made == MINIMAL | {
        "format": "in_person",
        "timezone": None,
        "decision_expected_on": None,
        "interest": "medium",
        "cancelled": False,
        "outcome": "pending",
        "outcome_at": None,
        "previous_interview_id": None,
        "participants": [],
    }


@pytest.mark.parametrize("field", MINIMAL)
def test_none_of_the_four_may_be_left_out(field: str) -> None:
    assert refused(InterviewCreate, {key: MINIMAL[key] for key in MINIMAL if key != field}) == [
        (f"/{field}", "missing")
    ]


@pytest.mark.parametrize("ends_at", ["2026-03-02T10:00:00Z", "2026-03-02T11:00:00+01:00", "2026-03-01T11:00:00Z"])
def test_it_ends_after_it_starts(ends_at: str) -> None:
    assert refused(InterviewCreate, MINIMAL | {"ends_at": ends_at}) == [("/ends_at", "not_after_start")]


def test_a_faulty_start_is_told_once() -> None:
    assert refused(InterviewCreate, MINIMAL | {"starts_at": "soon"}) == [("/starts_at", "instant")]


def test_a_pending_outcome_has_no_instant() -> None:
    faulty = MINIMAL | {"outcome_at": "2026-03-02T12:00:00Z"}
    assert refused(InterviewCreate, faulty) == [("/outcome_at", "outcome_pending")]
    assert InterviewCreate.model_validate(faulty | {"outcome": "offer"}).outcome_at


def test_everybody_was_met_save_references() -> None:
    assert Participant.model_validate({"contact_id": CONTACT, "role": "hr"}).met is True
    assert Participant.model_validate({"contact_id": CONTACT, "role": "hr", "met": False}).met is False
    assert Participant.model_validate({"contact_id": CONTACT, "role": "reference"}).met is False


@pytest.mark.parametrize("field", ["met", "is_decision_maker"])
def test_a_reference_neither_decides_nor_was_met(field: str) -> None:
    faulty = {"participants": [{"contact_id": CONTACT, "role": "reference", field: True}]}
    assert refused(InterviewCreate, MINIMAL | faulty) == [(f"/participants/0/{field}", "reference_involved")]


@pytest.mark.parametrize("field", MINIMAL)
def test_a_patch_cannot_clear_what_is_required(field: str) -> None:
    assert [place for place, _ in refused(InterviewUpdate, {field: None})] == [f"/{field}"]


def test_a_patch_may_clear_the_rest() -> None:
    patch = dict.fromkeys(InterviewCreate.model_fields.keys() - MINIMAL.keys())
    assert InterviewUpdate.model_validate(patch).model_dump(exclude_unset=True) == patch


def test_a_patch_knows_every_field_and_no_other() -> None:
    assert InterviewUpdate.model_fields.keys() == InterviewCreate.model_fields.keys()
    assert refused(InterviewUpdate, {"id": CONTACT}) == [("/id", "extra_forbidden")]


@pytest.mark.parametrize(
    ("field", "value", "place"),
    [
        ("topics", [" "], "/topics/0"),
        ("topics", ["x"] * 101, "/topics"),
        ("needs", ["x" * 2_001], "/needs/0"),
        ("questions", [{"answer": "x"}], "/questions/0/question"),
        ("concerns", [{"concern": "x", "certain": 1}], "/concerns/0/certain"),
        ("materials", [{"title": "x", "url": "javascript:alert(1)"}], "/materials/0/url"),
        ("materials", [{"title": "x", "contact_id": "ann"}], "/materials/0/contact_id"),
        ("impressions", "x" * 20_001, "/impressions"),
        ("mood", "good", "/mood"),
    ],
)
def test_a_debrief_is_bounded_in_all_its_parts(field: str, value: object, place: str) -> None:
    assert [found for found, _ in refused(Debrief, {field: value})] == [place]


def test_an_empty_debrief_is_one() -> None:
    assert Debrief.model_validate({}).topics == []
