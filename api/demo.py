"""A small, realistic dossier to look around in: three employers, at three points of the way."""

from datetime import UTC, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

LONDON = ZoneInfo("Europe/London")


def afternoon(now: datetime) -> datetime:
    """The afternoon of the present working day, or of the last one: when the dossier is worth looking at."""
    return datetime.fromisoformat(_local(now, 0, 15))


def dossier(now: datetime) -> dict[str, Any]:
    """A dossier around an instant: an interview this morning, a silence of some days, and a rejection yesterday.

    Its ids are always the same, so that it can be imported once into an account.
    """
    return {
        "organizations": [
            _organization(1, "Harbour & Lane", "balanced"),
            _organization(2, "Northwind Analytics", "assertive"),
            _organization(3, "Ashdown Trust", "reserved"),
        ],
        "contacts": [
            _contact(1, "Priya Raman", 1, job_title="Head of Research", postal_address="4 Quay Street, Bristol"),
            _contact(2, "Tom Ellery", 1, job_title="Research Lead", name_confirmed=False),
            _contact(3, "Moira Kent", 1, job_title="People Partner", phone="+44 117 496 0143"),
            _contact(4, "Dr Lena Vogt", 2, job_title="Director of Data", phone="+44 20 7946 0958"),
            _contact(5, "Samir Aziz", 3, job_title="Programme Manager"),
            _contact(6, "Grace Holloway", None, job_title="Former manager", phone="+44 161 496 0771"),
        ],
        "interviews": [_this_morning(now), _waiting(now), _turned_down(now)],
        "interactions": [
            _wrote(1, 2, 4, _local(now, -11, 15), "thank_you"),
            _wrote(2, 3, 5, _local(now, -20, 16), "thank_you"),
        ],
        "testimonials": [
            {
                "id": _id("7e", 1),
                "author": "Grace Holloway",
                "quote": "The person I asked when a finding had to survive a hostile reading.",
                "source_url": None,
            }
        ],
    }


def _this_morning(now: datetime) -> dict[str, Any]:
    return {
        **_interview(1, 1, "Senior User Researcher", _local(now, 0, 9), interest="high"),
        "participants": [
            _participant(1, "interviewer", is_decision_maker=True),
            _participant(2, "interviewer"),
            _participant(3, "hr"),
            {"contact_id": _id("c0", 6), "role": "reference"},
        ],
        "debrief": {
            "topics": ["How research reaches the roadmap", "The move to continuous interviews"],
            "surprises": [
                {
                    "fact": "the researchers brief the board themselves",
                    "reason": "I had expected their findings to pass through three hands",
                }
            ],
            "problems": [
                {
                    "problem": "panel participants drop out after the second interview",
                    "idea": "ask for a month at a time, and let them choose the days",
                }
            ],
            "needs": ["mixed-methods research", "coaching of junior researchers", "writing for non-researchers"],
            "materials": [
                {
                    "title": "Dropout study",
                    "url": "https://example.org/dropout-study",
                    "reason": "Priya asked how we had measured it",
                    "contact_id": _id("c0", 1),
                }
            ],
        },
    }


def _waiting(now: datetime) -> dict[str, Any]:
    promised = (now.astimezone(LONDON) - timedelta(days=4)).date().isoformat()
    return {
        **_interview(2, 2, "Data Product Manager", _local(now, -11, 10), format="video", decision_expected_on=promised),
        "participants": [_participant(4, "interviewer", is_decision_maker=True)],
        "debrief": {"learned": ["The team doubles this year"], "needs": ["product sense", "SQL"]},
    }


def _turned_down(now: datetime) -> dict[str, Any]:
    return {
        **_interview(3, 3, "Evaluation Officer", _local(now, -20, 11), interest="high"),
        "outcome": "rejected",
        "outcome_at": _local(now, -1, 12),
        "participants": [_participant(5, "interviewer", is_decision_maker=True)],
    }


def _organization(number: int, name: str, culture: str) -> dict[str, Any]:
    return {"id": _id("0a", number), "name": name, "culture": culture, "timezone": LONDON.key, "country": "GB-ENG"}


def _contact(number: int, name: str, organization: int | None, **fields: Any) -> dict[str, Any]:
    first, last = name.removeprefix("Dr ").lower().split()
    return {
        "id": _id("c0", number),
        "organization_id": None if organization is None else _id("0a", organization),
        "name": name,
        "name_confirmed": True,
        "email": f"{first}.{last}@example.org",
        **fields,
    }


def _interview(number: int, organization: int, position: str, starts_at: str, **fields: Any) -> dict[str, Any]:
    ends_at = datetime.fromisoformat(starts_at) + timedelta(hours=1)
    return {
        "id": _id("1e", number),
        "organization_id": _id("0a", organization),
        "position": position,
        "starts_at": starts_at,
        "ends_at": ends_at.isoformat(),
        **fields,
    }


def _participant(contact: int, role: str, **fields: Any) -> dict[str, Any]:
    return {"contact_id": _id("c0", contact), "role": role, **fields}


def _wrote(number: int, interview: int, contact: int, occurred_at: str, purpose: str) -> dict[str, Any]:
    return {
        "id": _id("1a", number),
        "interview_id": _id("1e", interview),
        "contact_id": _id("c0", contact),
        "direction": "outbound",
        "channel": "email",
        "purpose": purpose,
        "occurred_at": occurred_at,
    }


def _local(now: datetime, days: int, hour: int) -> str:
    """Some days from now at a local hour; a weekend's day is moved to the Friday before."""
    day = now.astimezone(LONDON).date() + timedelta(days=days)
    day -= timedelta(days=max(0, day.isoweekday() - 5))
    return datetime.combine(day, time(hour), LONDON).astimezone(UTC).isoformat()


def _id(kind: str, number: int) -> str:
    return str(UUID(f"{kind}000000-0000-7000-8000-{number:012}"))
