"""Find out what is known around a message, within one unit of work; then check it, which needs none."""

from api.db import Unit
from api.message_checks.repository import CONTACTS, INTERVIEWS
from api.message_checks.schemas import MessageCheck, MessageCheckRequest
from api.messages.finding import verdict
from api.messages.message import Message
from api.next_actions import touches
from api.next_actions.touches import Planned
from api.web.lookups import refuse, unknown


def planned(unit: Unit, request: MessageCheckRequest) -> Planned:
    """Return what there is to know; raise `Invalid` where the message names an interview or a contact unknown here."""
    refuse(
        [
            *unknown(unit, INTERVIEWS, {"/interview_id": request.interview_id}),
            *unknown(unit, CONTACTS, {"/contact_id": request.contact_id}),
        ]
    )
    message = Message(request.channel, request.purpose, request.body, request.subject, tuple(request.enclosures))
    return touches.planned(unit, message, request.interview_id, request.contact_id, request.at or unit.now)


def check(touch: Planned) -> MessageCheck:
    """Say which rules a message would break, and what that comes to."""
    found = touch.findings()
    later = [finding.available_from for finding in found if finding.available_from is not None]
    return MessageCheck.model_construct(verdict=verdict(found), available_from=max(later, default=None), findings=found)
