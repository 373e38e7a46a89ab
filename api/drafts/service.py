"""Find out what is to be written, within one unit of work; then write it, which needs none."""

from collections.abc import Iterator
from datetime import datetime
from typing import NamedTuple

from api.db import Unit
from api.drafts import repository
from api.drafts.errand import Errand
from api.drafts.schemas import DraftRequest, MessageDraft
from api.drafts.sheet import FORMS
from api.drafts.writer import write
from api.messages.check import check
from api.messages.etiquette import etiquette
from api.messages.finding import Finding, Severity
from api.messages.message import Context
from api.next_actions import touches
from api.next_actions.repository import facts_around
from api.policy.case import Case
from api.policy.channels import PURPOSES
from api.policy.decision import Kind
from api.policy.engine import Plan, Planned
from api.policy.facts import Contact, Culture, Direction, Facts, Interaction, Purpose, Role
from api.policy.keys import interview_of
from api.policy.ledger import Ledger, known
from api.policy.parameters import PARAMETERS
from api.policy.rules.chase import TWO_WEEKS
from api.web.lookups import refuse
from api.web.problems import ChannelForbidden, Fault, Invalid
from api.web.types import MissingPart


class Commission(NamedTuple):
    """What is to be written, all that is known around it, and the etiquette that sending it now would break."""

    errand: Errand
    context: Context
    breaches: tuple[Finding, ...]


def commission(unit: Unit, request: DraftRequest) -> Commission:
    """Find out what is to be written.

    Raises:
        Invalid: The request is not one of its two forms, names what is not there, or asks for what cannot be drafted.
        ChannelForbidden: The policy forbids the channel for it, whenever it is sent.
    """
    refuse(list(_malformed(request)))
    interview_id = interview_of(request.action_key) if request.action_key is not None else request.interview_id
    stored = facts_around(unit, interview_id)
    at_hand = known(stored, unit.now)
    sender = repository.sender(unit)
    if request.action_key is not None:
        errand = _of_action(at_hand, request, request.action_key, sender)
    else:
        errand = _of_purpose(at_hand, request, sender, unit.now)
    reader = errand.contact.id if errand.contact else None
    touch = Interaction(errand.case.id, reader, Direction.OUTBOUND, request.channel, errand.purpose, unit.now)
    breaches = etiquette(stored, touch)
    # What says from when on it would be right is only too early: a draft may be made ahead.
    if forbidding := [f for f in breaches if f.severity is Severity.ERROR and f.available_from is None]:
        raise ChannelForbidden([f.rule for f in forbidding], forbidding)
    if request.channel not in FORMS:
        raise Invalid.at("/channel", "not_drafted", f"Nothing is drafted for {request.channel}")
    around = touches.context(unit, stored, errand.case.id, reader, unit.now)
    return Commission(errand, around, breaches)


def draft(commission: Commission) -> MessageDraft:
    """Write it, and say what is missing in it and what is found in it."""
    errand, context, breaches = commission
    written = write(errand, lambda message: check(message, context))
    message = written.message
    return MessageDraft.model_construct(
        channel=message.channel,
        subject=message.subject,
        body=message.body,
        enclosures=list(message.enclosures),
        angle=written.angle,
        missing=[MissingPart(field=field, prompt=prompt) for field, prompt in written.missing],
        findings=[*breaches, *written.findings],
    )


def _malformed(request: DraftRequest) -> Iterator[Fault]:
    """Go through what keeps a request from being one of its two forms."""
    parts = {"interview_id": request.interview_id, "contact_id": request.contact_id, "purpose": request.purpose}
    if request.action_key is not None:
        for name, value in parts.items():
            if value is not None:
                yield Fault("not_with_action_key", "Not together with action_key, which says it", pointer=f"/{name}")
    elif not any(parts.values()):
        yield Fault(
            "missing", "Either action_key, or interview_id, contact_id and purpose, is required", pointer="/action_key"
        )
    else:
        for name, value in parts.items():
            if value is None:
                yield Fault("missing", "Required without action_key", pointer=f"/{name}")


def _of_action(at_hand: Facts, request: DraftRequest, key: str, sender: str) -> Errand:
    plan, interview_id = Plan(at_hand), interview_of(key)
    about = [i.id for i in at_hand.interviews if i.id == interview_id]
    planned = next((p for id in about for p in plan.part(id).planned if p.duty.key == key), None)
    if planned is None:
        raise Invalid.at("/action_key", "unknown_reference", "Nothing of this account has this key")
    purpose = PURPOSES.get(planned.rule.action)
    if purpose is None:
        raise Invalid.at("/action_key", "reaches_nobody", "This action reaches nobody, so there is nothing to write")
    case, duty = planned.case, planned.duty
    return Errand(
        case=case,
        purpose=purpose,
        channel=request.channel,
        contact=case.ledger.contact(duty.contact_id) if duty.contact_id is not None else None,
        sender=sender,
        angle=request.angle,
        material=duty.material,
        number=duty.number,
        asks_decision=_carries_two_weeks(planned),
    )


def _carries_two_weeks(planned: Planned) -> bool:
    case, rule, duty, _ = planned
    return rule.action is Kind.STATUS_ENQUIRY and TWO_WEEKS.id in rule.advise(case, duty).cites


def _of_purpose(at_hand: Facts, request: DraftRequest, sender: str, now: datetime) -> Errand:
    interview = next((i for i in at_hand.interviews if i.id == request.interview_id), None)
    contact = at_hand.contacts.get(request.contact_id) if request.contact_id is not None else None
    if interview is None or contact is None:
        found = {"/interview_id": interview, "/contact_id": contact}
        raise Invalid(
            *(
                Fault("unknown_reference", "Nothing of this account has this id", pointer=place)
                for place, what in found.items()
                if what is None
            )
        )
    case, purpose = Case(Ledger(at_hand), interview), request.purpose or Purpose.OTHER
    refuse(list(_unsuitable(case, contact, purpose)))
    silence = case.silence
    late = case.calendar.days_after(silence.starts_at, PARAMETERS.silence) <= now
    return Errand(
        case=case,
        purpose=purpose,
        channel=request.channel,
        contact=contact,
        sender=sender,
        angle=request.angle,
        number=_light_enquiries(case) + 1 if purpose is Purpose.KEEP_IN_TOUCH else len(silence.chases),
        asks_decision=purpose is Purpose.STATUS_ENQUIRY and case.culture is Culture.ASSERTIVE and late,
    )


def _light_enquiries(case: Case) -> int:
    return sum(1 for _ in case.outbound(Purpose.KEEP_IN_TOUCH, since=case.interview.outcome_at))


def _unsuitable(case: Case, contact: Contact, purpose: Purpose) -> Iterator[Fault]:
    """Go through what makes a purpose wrong for a person."""
    role = case.role(contact.id)
    if purpose is Purpose.OTHER:
        yield Fault("not_drafted", "There is nothing to draft for this purpose", pointer="/purpose")
    elif purpose is Purpose.REFERENCE_BRIEFING:
        if role not in (None, Role.REFERENCE):
            yield Fault("not_a_reference", "This person takes part for the employer", pointer="/contact_id")
    elif role is Role.REFERENCE:
        yield Fault(
            "is_a_reference", "A reference of this interview is briefed, and nothing else", pointer="/contact_id"
        )
