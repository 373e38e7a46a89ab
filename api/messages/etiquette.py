"""The etiquette of a touch: its channel and its time, held against the policy. Pure: facts in, findings out."""

from collections.abc import Iterator

from api.messages.finding import Finding, Severity, broken
from api.policy.case import Case, Stage
from api.policy.channels import (
    CALLS,
    NETWORKS,
    NO_PHONE_THANKS,
    NO_SOCIAL_CONTACT,
    ONE_CALL_A_WEEK,
    ORDER,
    WRITTEN,
    forbidden,
)
from api.policy.decision import Kind
from api.policy.facts import Channel, Culture, Direction, Facts, Interaction, Purpose
from api.policy.ledger import CHASES, SAME_CALL, Ledger, known
from api.policy.parameters import PARAMETERS
from api.policy.rules import POSITION
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
    found = (*_channel(case, touch), *_call(case, touch), *_time(case, touch))
    return tuple(sorted(found, key=lambda finding: POSITION[finding.rule]))


def etiquette_of_channel(channel: Channel, purpose: Purpose, organization: str = "the employer") -> Iterator[Finding]:
    """Say which rules of channel a touch with the employer side breaks, whatever interview it belongs to."""
    if purpose in _THANKS and channel in CALLS:
        what = "sends work" if purpose is Purpose.WORK_SAMPLE else "says thanks"
        yield broken(
            NO_PHONE_THANKS,
            f"This {what} by {_said(channel)}, which interrupts people whose time is short.",
            "Write instead: an email, a handwritten note or a letter.",
        )
    if channel in NETWORKS:
        yield broken(
            NO_SOCIAL_CONTACT,
            f"This reaches {organization} through {_said(channel)}.",
            "Write to the address that they gave you, by email or by post.",
        )


def _channel(case: Case, touch: Interaction) -> Iterator[Finding]:
    yield from etiquette_of_channel(touch.channel, touch.purpose, case.organization.name)
    if (
        touch.purpose is Purpose.DECISION_ENQUIRY
        and touch.channel not in NETWORKS
        and case.culture is not Culture.ASSERTIVE
    ):
        contact = case.ledger.contact(touch.contact_id) if touch.contact_id is not None else None
        if rule_id := forbidden(Kind.DECISION_ENQUIRY, contact).get(touch.channel):
            yield broken(
                rule_id,
                f"This asks by {_said(touch.channel)} whether a decision has been made.",
                "Ask by email, or by letter where no email address is on file.",
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
        yield broken(
            ONE_CALL_A_WEEK,
            f"You called {case.organization.name} on {day(case.calendar.date_of(last))}, less than a week before.",
            f"Wait with the call until {moment(case.calendar.local(later))}, or write instead.",
            later=later,
        )


def _time(case: Case, touch: Interaction) -> Iterator[Finding]:
    t, calendar, organization = touch.occurred_at, case.calendar, case.organization.name
    is_early = case.stage is Stage.OPEN and t < case.patience_ends
    if touch.purpose in CHASES:
        last = case.last_chase
        if is_early:
            later = case.patience_ends
            yield broken(
                "be-patient",
                f"This chases {organization} before a first enquiry is in order.",
                f"Wait until {moment(calendar.local(later))}.",
                later=later,
            )
        if last is not None and t < (again := calendar.days_after(last, PARAMETERS.chase_spacing)):
            later = calendar.roll(again)
            yield broken(
                "no-overdoing",
                f"You enquired with {organization} on {day(calendar.date_of(last))}, less than "
                f"{PARAMETERS.chase_spacing} days before.",
                f"Wait until {moment(calendar.local(later))}.",
                later=later,
            )
    elif is_early and touch.purpose not in _SECOND_NOTES_ALLOWED and _is_second_note(case, touch):
        name = case.ledger.contact(touch.contact_id).name if touch.contact_id else organization
        yield broken(
            "no-second-note",
            f"{name} has your thank-you, and no answer to it is on record.",
            f"Leave it at one note until {moment(calendar.local(case.patience_ends))}.",
            severity=Severity.WARNING,
        )


def _is_second_note(case: Case, touch: Interaction) -> bool:
    """Whether the person was thanked in writing before, and this answers nothing that they have said since."""
    if touch.contact_id is None or touch.channel not in ORDER:
        return False
    notes = case.outbound(Purpose.THANK_YOU, since=case.ends, to=touch.contact_id)
    thanked = [note.occurred_at for note in notes if note.channel in WRITTEN]
    if not thanked:
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
