"""The only bridge into the policy: from a dossier, or from rows, to facts."""

from collections.abc import Mapping
from typing import Any

from api.dossier.schemas import DebriefRecord, Dossier, InterviewRecord
from api.next_actions.holidays import holidays_for
from api.policy.facts import (
    Concern,
    Contact,
    Debrief,
    Facts,
    Interaction,
    Interview,
    Mark,
    Material,
    Organization,
    Participant,
    Problem,
    Question,
    Surprise,
    Testimonial,
)


def from_dossier(dossier: Dossier) -> Facts:
    """The facts of a dossier that is whole (see `api.dossier.integrity`)."""
    facts = Facts(
        organizations={
            o.id: Organization(o.id, o.name, o.culture, o.timezone, o.country) for o in dossier.organizations
        },
        contacts={
            c.id: Contact(
                id=c.id,
                name=c.name,
                organization_id=c.organization_id,
                name_confirmed=c.name_confirmed,
                job_title=c.job_title,
                email=c.email,
                phone=c.phone,
                postal_address=c.postal_address,
            )
            for c in dossier.contacts
        },
        interviews=tuple(map(_interview, dossier.interviews)),
        interactions=tuple(
            Interaction(i.interview_id, i.contact_id, i.direction, i.channel, i.purpose, i.occurred_at, i.automatic)
            for i in dossier.interactions
        ),
        testimonials=tuple(Testimonial(t.author, t.quote, t.source_url) for t in dossier.testimonials),
        marks={m.key: Mark(m.key, m.mark, m.until) for m in dossier.marks},
    )
    return facts._replace(holidays=holidays_for(facts))


def _interview(record: InterviewRecord) -> Interview:
    return Interview(
        id=record.id,
        organization_id=record.organization_id,
        position=record.position,
        starts_at=record.starts_at,
        ends_at=record.ends_at,
        format=record.format,
        timezone=record.timezone,
        decision_expected_on=record.decision_expected_on,
        interest=record.interest,
        cancelled=record.cancelled,
        outcome=record.outcome,
        outcome_at=record.outcome_at,
        previous_interview_id=record.previous_interview_id,
        participants=tuple(Participant(p.contact_id, p.role, p.is_decision_maker, p.met) for p in record.participants),
        debrief=_debrief_of(record.debrief),
    )


def _debrief_of(record: DebriefRecord | None) -> Debrief | None:
    return None if record is None else debrief(record.model_dump(exclude={"updated_at"}))


def debrief(content: Mapping[str, Any]) -> Debrief:
    """A debrief from its document, as it is stored and exchanged. Fields that are not known here are passed over."""
    texts = {name: tuple(content.get(name, ())) for name in _TEXTS}
    points = {name: tuple(_made(point, p) for p in content.get(name, ())) for name, point in _POINTS.items()}
    return Debrief(**texts, **points, impressions=content.get("impressions"))


def _made(point: Any, content: Mapping[str, Any]) -> Any:
    return point(**{name: value for name, value in content.items() if name in point._fields})


_TEXTS = ("topics", "learned", "needs", "challenges", "praise", "forgotten", "open_questions")
_POINTS = {
    "questions": Question,
    "surprises": Surprise,
    "problems": Problem,
    "concerns": Concern,
    "materials": Material,
}
