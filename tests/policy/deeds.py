"""Doing what an action asks for, and logging it: the facts afterwards."""

from datetime import datetime

from api.policy.channels import PURPOSES
from api.policy.decision import Action, Kind
from api.policy.facts import (
    Channel,
    Debrief,
    Direction,
    Facts,
    Interaction,
    Interview,
    Mark,
    MarkKind,
    Outcome,
    Participant,
    Role,
)
from tests.policy.facts import contact, recommended


def done(facts: Facts, action: Action, when: datetime) -> Facts:
    """The facts after somebody did what the action asks for, through the channel it recommends."""
    if purpose := PURPOSES.get(action.kind):
        by = recommended(action) or Channel.EMAIL
        touch = Interaction(action.interview_id, action.contact_id, Direction.OUTBOUND, by, purpose, when)
        return facts._replace(interactions=(*facts.interactions, touch))
    if action.kind is Kind.CONFIRM_NAME and action.contact_id is not None:
        confirmed = facts.contacts[action.contact_id]._replace(name_confirmed=True)
        return facts._replace(contacts={**facts.contacts, confirmed.id: confirmed})
    if action.kind in (Kind.RECORD_PEOPLE, Kind.IDENTIFY_DECISION_MAKER):
        facts = facts._replace(contacts={**facts.contacts, "found": contact("found")})
    interviews = tuple(_recorded(i, action.kind, when) if i.id == action.interview_id else i for i in facts.interviews)
    if interviews != facts.interviews:
        return facts._replace(interviews=interviews)
    return facts._replace(marks={**facts.marks, action.key: Mark(action.key, MarkKind.DONE)})


def _recorded(interview: Interview, kind: Kind, when: datetime) -> Interview:
    """The interview with what an action asks to record about it; unchanged where it asks to do something else."""
    match kind:
        case Kind.RECORD_DEBRIEF:
            return interview._replace(debrief=Debrief())
        case Kind.RECORD_PEOPLE:
            found = Participant("found", Role.INTERVIEWER)
        case Kind.IDENTIFY_DECISION_MAKER:
            found = Participant("found", Role.OTHER, is_decision_maker=True, met=False)
        case Kind.MOVE_ON:
            return interview._replace(outcome=Outcome.NO_RESPONSE, outcome_at=when)
        case _:
            return interview
    return interview._replace(participants=(*interview.participants, found))
