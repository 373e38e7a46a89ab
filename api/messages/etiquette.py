"""The etiquette of a touch: its channel and its time, held against the policy. Pure: facts in, findings out."""

from collections.abc import Iterator
from datetime import datetime

from api.messages.finding import Finding, Severity
from api.policy.case import Case, Stage
from api.policy.channels import CALLS, NETWORKS, NO_PHONE_THANKS, NO_SOCIAL_CONTACT, ONE_CALL_A_WEEK, ORDER, forbidden
from api.policy.decision import Kind
from api.policy.facts import Channel, Culture, Direction, Facts, Interaction, Purpose
from api.policy.ledger import CHASES, SAME_CALL, Ledger, known
from api.policy.parameters import PARAMETERS
from api.policy.rules import RULES_BY_ID
from api.policy.wording import day, moment

_THANKS = frozenset({Purpose.THANK_YOU, Purpose.REJECTION_THANKS, Purpose.OFFER_THANKS, Purpose.WORK_SAMPLE})
_SECOND_NOTES_ALLOWED = frozenset({Purpose.WORK_SAMPLE, Purpose.TIMELINE_ENQUIRY, *CHASES})
"""A chase is no second note: `be-patient` speaks of it."""


def etiquette(facts: Facts, touch: Interaction) -> tuple[Finding, ...]:
    """Say which rules of channel and time a touch breaks, in rulebook order.

    `facts` does not hold the touch itself; what is dated after it is not known. Inbound touches break nothing, and
    neither do those with the candidate's own references.
    """
    ledger = Ledger(known(facts, touch.occurred_at))
    if touch.direction is not Direction.OUTBOUND or not ledger.with_employer(touch):
        return ()
    case = Case(ledger, ledger.interviews[touch.interview_id])
    return (*_channel(case, touch), *_call(case, touch), *_time(case, touch))


def _finding(
    rule_id: str, message: str, suggestion: str, *, severity: Severity = Severity.ERROR, later: datetime | None = None
) -> Finding:
    return Finding(rule_id, severity, message, suggestion, None, later, RULES_BY_ID[rule_id].sources)


def _channel(case: Case, touch: Interaction) -> Iterator[Finding]:
    if touch.purpose in _THANKS and touch.channel in CALLS:
        what = "Work is sent" if touch.purpose is Purpose.WORK_SAMPLE else "Thanks are given"
        yield _finding(
            NO_PHONE_THANKS,
            f"{what} by {_said(touch.channel)} here, which interrupts people whose time is short.",
            "Write instead: an email, a handwritten note or a letter.",
        )
    if touch.channel in NETWORKS:
        yield _finding(
            NO_SOCIAL_CONTACT,
            f"This reaches {case.organization.name} through {_said(touch.channel)}.",
            "Write to the address that they gave you, by email or by post.",
        )
    elif touch.purpose is Purpose.DECISION_ENQUIRY and case.culture is not Culture.ASSERTIVE:
        contact = case.ledger.contact(touch.contact_id) if touch.contact_id is not None else None
        if rule_id := forbidden(Kind.DECISION_ENQUIRY, contact).get(touch.channel):
            yield _finding(
                rule_id,
                f"Whether a decision has been made is asked by {_said(touch.channel)} here.",
                "Ask by email; by letter only someone without an email address.",
            )


def _call(case: Case, touch: Interaction) -> Iterator[Finding]:
    last = case.last_call
    if touch.channel not in CALLS or last is None:
        return
    if touch.channel is Channel.VOICEMAIL and touch.occurred_at - last <= SAME_CALL:
        return
    again = case.calendar.days_after(last, PARAMETERS.call_spacing)
    if touch.occurred_at < again:
        later = case.calendar.roll(again)
        yield _finding(
            ONE_CALL_A_WEEK,
            f"{case.organization.name} was called on {day(case.calendar.date_of(last))} already, within the week.",
            f"Call from {moment(case.calendar.local(later))} on, or write instead.",
            later=later,
        )


def _time(case: Case, touch: Interaction) -> Iterator[Finding]:
    t, calendar, organization = touch.occurred_at, case.calendar, case.organization.name
    is_early = case.stage is Stage.OPEN and t < case.patience_ends
    if touch.purpose in CHASES:
        last = case.last_chase
        if is_early:
            later = case.patience_ends
            yield _finding(
                "be-patient",
                f"This chases {organization} before the first enquiry is due.",
                f"Wait until {moment(calendar.local(later))}.",
                later=later,
            )
        if last is not None and t < (again := calendar.days_after(last, PARAMETERS.chase_spacing)):
            later = calendar.roll(again)
            yield _finding(
                "no-overdoing",
                f"{organization} was chased on {day(calendar.date_of(last))} already, less than "
                f"{PARAMETERS.chase_spacing} days before.",
                f"Wait until {moment(calendar.local(later))}.",
                later=later,
            )
    elif is_early and touch.purpose not in _SECOND_NOTES_ALLOWED and _is_second_note(case, touch):
        name = case.ledger.contact(touch.contact_id).name if touch.contact_id else organization
        yield _finding(
            "no-second-note",
            f"{name} has had your thank-you, and nothing has been heard since.",
            f"Leave it at one note until {moment(calendar.local(case.patience_ends))}.",
            severity=Severity.WARNING,
        )


def _is_second_note(case: Case, touch: Interaction) -> bool:
    """Whether the person was thanked before, and this answers nothing that they have said since."""
    thanked = [
        t.occurred_at
        for t in case.outbound(Purpose.THANK_YOU, since=case.ends, to=touch.contact_id)
        if touch.contact_id is not None and t.contact_id == touch.contact_id
    ]
    if not thanked or touch.channel not in ORDER:
        return False
    return not any(
        t.direction is Direction.INBOUND
        and not t.automatic
        and t.contact_id in (None, touch.contact_id)
        and t.occurred_at >= max(thanked)
        for t in case.touches
    )


def _said(channel: Channel) -> str:
    return "LinkedIn" if channel is Channel.LINKEDIN else channel.replace("_", " ")
