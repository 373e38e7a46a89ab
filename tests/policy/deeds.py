"""Doing what an action asks for, and logging it: the facts afterwards."""

from datetime import datetime

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
    Purpose,
    Role,
)
from tests.policy.facts import contact, recommended

TOLD = {
    Kind.SEND_THANK_YOU: Purpose.THANK_YOU,
    Kind.SEND_MATERIAL: Purpose.WORK_SAMPLE,
    Kind.BRIEF_REFERENCE: Purpose.REFERENCE_BRIEFING,
    Kind.ASK_TIMELINE: Purpose.TIMELINE_ENQUIRY,
    Kind.STATUS_ENQUIRY: Purpose.STATUS_ENQUIRY,
    Kind.DECISION_ENQUIRY: Purpose.DECISION_ENQUIRY,
    Kind.THANK_AFTER_REJECTION: Purpose.REJECTION_THANKS,
    Kind.THANK_FOR_OFFER: Purpose.OFFER_THANKS,
    Kind.WITHDRAWAL_NOTE: Purpose.WITHDRAWAL,
    Kind.KEEP_IN_TOUCH: Purpose.KEEP_IN_TOUCH,
}
"""What is logged for the kinds of action that reach somebody."""


def done(facts: Facts, action: Action, when: datetime) -> Facts:
    """The facts after somebody did what the action asks for, through the channel it recommends."""
    if purpose := TOLD.get(action.kind):
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
