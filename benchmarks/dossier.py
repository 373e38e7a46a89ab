"""The account that every contender answers for: 25 interviews by default, 75 participants, 100 interactions."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

AT = datetime(2026, 3, 2, 12, tzinfo=UTC)
"""When the questions are asked, unless the clock is: a Monday."""

INTERVIEWS = 25
_ORGANIZATIONS = 10
_PAST = 12
"""The first organization of those that were long ago."""
_CULTURES = ("balanced", "reserved", "assertive")
_OUTCOMES = ("pending", "pending", "pending", "rejected", "pending", "offer", "no_response")


def dossier(how_many: int = INTERVIEWS, at: datetime = AT, *, past: int = 0) -> dict[str, Any]:
    """A busy search until `at`: every second day an interview, some with an outcome, each followed up.

    So it was before, too, for `past` more: each with an employer of its own, rejected, and over for good.
    """
    organizations = [*range(_ORGANIZATIONS), *range(_PAST, _PAST + past)]
    interviews = [_interview(n, n % _ORGANIZATIONS, at) for n in range(how_many)]
    interviews += [_rejected(_interview(n, _PAST + n - how_many, at)) for n in range(how_many, how_many + past)]
    return {
        "organizations": [_organization(n) for n in organizations],
        "contacts": [_contact(n, part) for n in organizations for part in range(3)],
        "interviews": interviews,
        "interactions": [touch for n, interview in enumerate(interviews) for touch in _interactions(n, interview)],
        "testimonials": [
            {"id": _id(7, 0), "author": "Grace Holloway", "quote": "She finishes what she starts.", "source_url": None}
        ],
    }


def _id(table: int, number: int) -> str:
    return str(UUID(int=(table << 96) | (0x7000_8000_0000_0000_0000 + number)))


def _organization(n: int) -> dict[str, Any]:
    zone = ("Europe/London", "America/New_York", "Asia/Kathmandu")[n % 3]
    return {
        "id": _id(1, n),
        "name": f"Employer {n}",
        "culture": _CULTURES[n % 3],
        "timezone": zone,
        "country": ("GB", "US", "NP")[n % 3],
    }


def _contact(n: int, part: int) -> dict[str, Any]:
    number = n * 3 + part
    return {
        "id": _id(2, number),
        "organization_id": _id(1, n),
        "name": f"Person {number}",
        "name_confirmed": part != 0,
        "job_title": "Director",
        "email": f"person{number}@example.org",
        "phone": f"+44 20 7946 {number:04}",
        "postal_address": f"{number} High Street, London" if part == 0 else None,
    }


def _rejected(interview: dict[str, Any]) -> dict[str, Any]:
    return interview | {"interest": "low", "outcome": "rejected", "outcome_at": interview["ends_at"]}


def _interview(n: int, organization: int, at: datetime) -> dict[str, Any]:
    outcome = _OUTCOMES[n % len(_OUTCOMES)]
    starts_at = at - timedelta(days=2 * n, hours=2)
    people = [_id(2, organization * 3 + part) for part in range(3)]
    return {
        "id": _id(3, n),
        "organization_id": _id(1, organization),
        "position": f"Analyst {n}",
        "starts_at": starts_at.isoformat(),
        "ends_at": (starts_at + timedelta(hours=1)).isoformat(),
        "interest": ("high", "medium", "low")[n % 3],
        "decision_expected_on": (starts_at + timedelta(days=7)).date().isoformat() if n % 2 else None,
        "outcome": outcome,
        "outcome_at": None if outcome == "pending" else (starts_at + timedelta(hours=23)).isoformat(),
        "participants": [
            {"contact_id": people[0], "role": "interviewer", "is_decision_maker": True},
            {"contact_id": people[1], "role": "recruiter"},
            {"contact_id": people[2], "role": "reference"},
        ],
        "debrief": {
            "topics": ["The team", "The next release"],
            "needs": ["patience", "SQL", "plain writing"],
            "surprises": [{"fact": "the whole team answers support calls", "reason": "it keeps them honest"}],
            "materials": [{"title": "Case study", "url": "https://example.org/case", "contact_id": people[0]}],
        },
    }


def _interactions(n: int, interview: dict[str, Any]) -> list[dict[str, Any]]:
    """Four an interview: two thanks, a word from the employer, and an enquiry."""
    ends_at = datetime.fromisoformat(interview["ends_at"])
    first, second = (part["contact_id"] for part in interview["participants"][:2])
    touches = (
        (first, "outbound", "email", "thank_you", timedelta(hours=3)),
        (second, "outbound", "email", "thank_you", timedelta(hours=4)),
        (first, "inbound", "email", "other", timedelta(days=2)),
        (first, "outbound", "phone_call", "status_enquiry", timedelta(days=10)),
    )
    return [
        {
            "id": _id(4, n * 4 + place),
            "interview_id": interview["id"],
            "contact_id": contact,
            "direction": direction,
            "channel": channel,
            "purpose": purpose,
            "occurred_at": (ends_at + after).isoformat(),
        }
        for place, (contact, direction, channel, purpose, after) in enumerate(touches)
    ]
