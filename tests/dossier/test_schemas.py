"""What the records of a dossier allow and refuse, each for itself."""

from typing import Any

import pytest
from pydantic import ValidationError

from api.dossier.schemas import read
from api.web.json import pointer

INTERVIEW = {
    "id": "i1",
    "organization_id": "acme",
    "position": "Analyst",
    "starts_at": "2026-03-02T10:00:00Z",
    "ends_at": "2026-03-02T11:00:00Z",
}
INTERACTION = {
    "id": "x1",
    "interview_id": "i1",
    "direction": "outbound",
    "channel": "email",
    "purpose": "thank_you",
    "occurred_at": "2099-03-02T12:00:00Z",
}


def refused(document: Any, *, kept: bool = False) -> list[tuple[str, str]]:
    with pytest.raises(ValidationError) as caught:
        read(document, kept=kept)
    return [(pointer(*error["loc"]), error["type"]) for error in caught.value.errors()]


def test_absent_lists_are_empty() -> None:
    dossier = read({})
    assert (dossier.organizations, dossier.interviews, dossier.marks) == ([], [], [])


def test_ids_are_any_texts_unless_they_are_kept() -> None:
    document = {"contacts": [{"id": "ann", "organization_id": "acme", "name": "Ann"}]}
    assert read(document).contacts[0].organization_id == "acme"
    assert refused(document, kept=True) == [("/contacts/0/id", "uuid"), ("/contacts/0/organization_id", "uuid")]


def test_kept_ids_are_in_lower_case_wherever_they_stand() -> None:
    large = "0195A4C2-7D3E-7A51-8C40-2F6B9D1E3A70"
    document = {
        "interviews": [
            INTERVIEW
            | {
                "id": large,
                "organization_id": large,
                "previous_interview_id": large,
                "participants": [{"contact_id": large, "role": "hr"}],
                "debrief": {"materials": [{"title": "x", "contact_id": large}]},
            }
        ],
        "interactions": [INTERACTION | {"id": large, "interview_id": large, "contact_id": large}],
    }
    dumped = read(document, kept=True).model_dump_json()
    assert large not in dumped
    assert dumped.count(large.lower()) == 8


@pytest.mark.parametrize(
    ("outcome", "fault"),
    [
        ({"outcome": "rejected"}, "outcome_undated"),
        ({"outcome": "rejected", "outcome_at": None}, "outcome_undated"),
        ({"outcome_at": "2026-03-03T10:00:00Z"}, "outcome_pending"),
        ({"outcome": "pending", "outcome_at": "2026-03-03T10:00:00Z"}, "outcome_pending"),
    ],
)
def test_an_outcome_and_its_instant_come_together(outcome: dict[str, str], fault: str) -> None:
    assert refused({"interviews": [INTERVIEW | outcome]}) == [("/interviews/0/outcome_at", fault)]
    read({"interviews": [INTERVIEW | {"outcome": "rejected", "outcome_at": "2026-03-03T10:00:00Z"}]})


def test_an_interaction_may_lie_in_the_future_but_has_its_instant() -> None:
    read({"interactions": [INTERACTION]})
    undated = {key: INTERACTION[key] for key in INTERACTION if key != "occurred_at"}
    assert refused({"interactions": [undated]}) == [("/interactions/0/occurred_at", "missing")]


def test_every_fault_is_told_with_its_place() -> None:
    document = {
        "organizations": [{"id": "acme", "name": "", "culture": "pushy", "timezone": "Mars/Base", "country": "gb"}],
        "interviews": [INTERVIEW | {"participants": [{"contact_id": "", "role": "reference", "met": True}], "x": 1}],
        "people": [],
    }
    assert {place for place, _ in refused(document)} == {
        "/organizations/0/name",
        "/organizations/0/culture",
        "/organizations/0/timezone",
        "/organizations/0/country",
        "/interviews/0/participants/0/contact_id",
        "/interviews/0/participants/0/met",
        "/interviews/0/x",
        "/people",
    }


@pytest.mark.parametrize("document", [None, [], "x", 1, {"contacts": None}, {"contacts": {}}, {"contacts": [None]}])
def test_no_other_shape(document: object) -> None:
    assert refused(document)
