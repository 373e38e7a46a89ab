"""A whole account with a marker in every text that somebody could have written, so that a leak can be told by it."""

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

Dossier = dict[str, Any]

MORNING = datetime(2026, 3, 2, 10, tzinfo=UTC)
"""When every planted interview begins; it ends an hour later."""
AFTERNOON = datetime(2026, 3, 2, 15, tzinfo=UTC)
"""When the planted account has something to do: the interview is over, nobody has been thanked."""

LISTS = ("organizations", "contacts", "interviews", "interactions", "testimonials", "marks")


def planted(marker: str) -> Dossier:
    """Return a dossier with fresh ids that can be imported, and asks for something at `AFTERNOON`.

    Every field of every record is given, and every free text holds the marker, which is to be a plain word. Of each
    resource there are two, so that a list has a second page.
    """
    organizations = [_organization(f"{marker} {number}") for number in range(2)]
    employer = organizations[0]["id"]
    contacts = [_contact(marker, number, employer) for number in range(2)]
    ann, bob = (contact["id"] for contact in contacts)
    first = _interview(marker, employer, [ann, bob], None)
    second = _interview(marker, employer, [ann, bob], first["id"])
    return {
        "organizations": organizations,
        "contacts": contacts,
        "interviews": [second, first],  # the later round comes first, so that the first one names another
        "interactions": [_interaction(marker, second["id"], ann) for _ in range(2)],
        "testimonials": [_testimonial(marker) for _ in range(2)],
        "marks": [
            {"key": f"thank-everyone.{second['id']}.{bob}", "mark": "snoozed", "until": "2026-03-02T14:30:00Z"},
            {"key": f"tidy-social-media.{first['id']}", "mark": "done", "until": None},
        ],
    }


def texts(document: Any) -> Iterator[str]:
    """Go through the texts of a JSON document, the names of its fields left out."""
    if isinstance(document, str):
        yield document
    elif isinstance(document, list | dict):
        for child in document.values() if isinstance(document, dict) else document:
            yield from texts(child)


def renamed(document: Any, old: str, new: str) -> Any:
    """Return the document with one text in place of another, wherever it stands, within longer texts too."""
    return json.loads(json.dumps(document).replace(json.dumps(old)[1:-1], json.dumps(new)[1:-1]))


def _stamps() -> Dossier:
    stamp = "2026-02-23T15:02:41Z"
    return {"id": str(uuid4()), "created_at": stamp, "updated_at": stamp}


def _organization(name: str) -> Dossier:
    return _stamps() | {"name": name, "culture": "reserved", "timezone": "Europe/London", "country": "GB-ENG"}


def _contact(marker: str, number: int, organization_id: str) -> Dossier:
    return _stamps() | {
        "organization_id": organization_id,
        "name": f"Ann{number} {marker}",
        "name_confirmed": True,
        "job_title": f"Head of {marker}",
        "email": f"ann{number}@{marker}.example",
        "phone": f"+44 {marker}",
        "postal_address": f"1 {marker} Street",
        "notes": f"Ann knows {marker}",
    }


def _interview(marker: str, organization_id: str, people: list[str], previous: str | None) -> Dossier:
    return _stamps() | {
        "organization_id": organization_id,
        "position": f"Analyst of {marker}",
        "format": "video",
        "starts_at": MORNING.isoformat(),
        "ends_at": MORNING.replace(hour=11).isoformat(),
        "timezone": "Europe/London",
        "decision_expected_on": "2026-03-09",
        "interest": "high",
        "cancelled": False,
        "outcome": "pending",
        "outcome_at": None,
        "previous_interview_id": previous,
        "participants": [
            {"contact_id": id, "role": "interviewer", "is_decision_maker": number == 0, "met": True}
            for number, id in enumerate(people)
        ],
        "debrief": _debrief(marker, people[0]),
    }


def _debrief(marker: str, contact_id: str) -> Dossier:
    return {
        "questions": [
            {"question": f"Why {marker}?", "answer": f"For {marker}", "better_answer": f"Because of {marker}"}
        ],
        "topics": [f"The move to {marker}"],
        "learned": [f"They double {marker}"],
        "surprises": [{"fact": f"Everyone does {marker}", "reason": f"It keeps {marker} honest"}],
        "problems": [{"problem": f"Too few {marker}", "idea": f"More {marker}"}],
        "needs": [f"Knowledge of {marker}"],
        "challenges": [f"Two {marker} that disagree"],
        "praise": [f"They liked {marker}"],
        "concerns": [{"concern": f"No {marker}", "reassurance": f"Two years of {marker}", "certain": True}],
        "materials": [
            {
                "title": f"Study of {marker}",
                "url": f"https://{marker}.example/study",
                "reason": f"You asked after {marker}",
                "contact_id": contact_id,
                "sent": False,
            }
        ],
        "forgotten": [f"That I led {marker}"],
        "impressions": f"Fond of {marker}",
        "open_questions": [f"Who owns {marker}?"],
        "updated_at": "2026-03-02T12:00:00Z",
    }


def _interaction(marker: str, interview_id: str, contact_id: str) -> Dossier:
    return _stamps() | {
        "interview_id": interview_id,
        "contact_id": contact_id,
        "direction": "outbound",
        "channel": "email",
        "purpose": "other",
        "automatic": False,
        "occurred_at": "2026-03-02T14:00:00Z",
        "body": f"Dear Ann, here is {marker}.",
    }


def _testimonial(marker: str) -> Dossier:
    return _stamps() | {
        "author": f"Rae {marker}",
        "quote": f"The clearest {marker}.",
        "source_url": f"https://{marker}.example/quote",
    }
