"""Permission: which channels may carry an action, which is best, and from when a call may be made."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import NamedTuple

from api.policy.decision import ChannelVerdict, Kind, Permission
from api.policy.facts import Channel, Contact, Culture, Purpose, Role

EMAIL, NOTE, LETTER, TEXT = Channel.EMAIL, Channel.HANDWRITTEN_NOTE, Channel.LETTER, Channel.TEXT
PHONE, VOICEMAIL, LINKEDIN, SOCIAL = Channel.PHONE_CALL, Channel.VOICEMAIL, Channel.LINKEDIN, Channel.SOCIAL

ORDER = (EMAIL, NOTE, LETTER, TEXT, PHONE, VOICEMAIL, LINKEDIN, SOCIAL)
"""The channels that an action can go through, in the order in which they are listed."""

CALLS = frozenset({PHONE, VOICEMAIL})
NETWORKS = frozenset({LINKEDIN, SOCIAL})
PAPER = frozenset({NOTE, LETTER})
WRITTEN = frozenset({EMAIL, NOTE, LETTER, TEXT})

UNREACHED = frozenset(
    {
        Kind.ASK_NEXT_STEP,
        Kind.RECORD_DEBRIEF,
        Kind.RECORD_PEOPLE,
        Kind.IDENTIFY_DECISION_MAKER,
        Kind.CONFIRM_NAME,
        Kind.TIDY_SOCIAL_MEDIA,
        Kind.MOVE_ON,
    }
)
"""Kinds of action that reach nobody, and so have no channels."""

PURPOSES: Mapping[Kind, Purpose] = {
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
"""What an action of each kind sends. The kinds that are not here reach nobody."""

THANKS = frozenset({Kind.SEND_THANK_YOU, Kind.THANK_AFTER_REJECTION, Kind.THANK_FOR_OFFER, Kind.SEND_MATERIAL})
"""Kinds of action that never go by telephone."""

NO_SOCIAL_CONTACT, NO_PHONE_THANKS, TWO_WEEKS_SILENCE = "no-social-contact", "no-phone-thanks", "two-weeks-silence"
ONE_CALL_A_WEEK, BUSINESS_HOURS = "one-call-a-week", "calls-in-business-hours"

_ON_NETWORKS = dict.fromkeys(NETWORKS, NO_SOCIAL_CONTACT)
_NOT_BY_PHONE = _ON_NETWORKS | dict.fromkeys(CALLS, NO_PHONE_THANKS)
_ONLY_EMAIL = dict.fromkeys(ORDER[1:], TWO_WEEKS_SILENCE)
_ONLY_LETTER = {channel: rule for channel, rule in _ONLY_EMAIL.items() if channel is not LETTER}

_DEFAULT_PREFERENCE = (EMAIL, NOTE, LETTER)
_PREFERENCE = {
    Kind.SEND_THANK_YOU: (EMAIL, LETTER, TEXT),
    Kind.STATUS_ENQUIRY: (PHONE, EMAIL, VOICEMAIL, TEXT),
    Kind.DECISION_ENQUIRY: (EMAIL, LETTER),
    Kind.ASK_TIMELINE: (EMAIL, PHONE),
    Kind.BRIEF_REFERENCE: (EMAIL, PHONE, TEXT),
}

_BEST = {
    (Kind.SEND_THANK_YOU, NOTE): "A note by hand stands out, and this one can arrive in time.",
    (Kind.SEND_THANK_YOU, EMAIL): "An email is there at once.",
    (Kind.STATUS_ENQUIRY, PHONE): "A short call is the surest way to an answer.",
    (Kind.STATUS_ENQUIRY, EMAIL): "An email leaves them time to answer.",
    (Kind.DECISION_ENQUIRY, EMAIL): "This question goes by email.",
    (Kind.DECISION_ENQUIRY, LETTER): "Without an email address on file, this question goes by letter.",
    (Kind.ASK_TIMELINE, EMAIL): "An email saves the week's one call for later.",
    (Kind.ASK_TIMELINE, PHONE): "A short call can settle the date at once.",
}
"""Why the recommended channel is the best one, where there is more to say than that it is."""


class CallLimit(NamedTuple):
    """From when a call may be made, and the rule that delays it; both None when it is free at once."""

    available_from: datetime | None = None
    rule: str | None = None
    reason: str = ""


def forbidden(kind: Kind, contact: Contact | None = None) -> Mapping[Channel, str]:
    """The channels that the policy forbids for a kind of action, each with its rule.

    A decision enquiry may go by letter to a contact without an email address; without a contact, email alone remains.
    """
    return _forbidden(kind, without_email=contact is not None and not contact.email)


def _forbidden(kind: Kind, *, without_email: bool) -> Mapping[Channel, str]:
    if kind in THANKS:
        return _NOT_BY_PHONE
    if kind is Kind.DECISION_ENQUIRY:
        return _ONLY_LETTER if without_email else _ONLY_EMAIL
    return {} if kind is Kind.BRIEF_REFERENCE else _ON_NETWORKS


def on_file(channel: Channel, contact: Contact) -> bool:
    """Whether the address that a channel needs is known."""
    if channel is EMAIL:
        return bool(contact.email)
    if channel in PAPER:
        return bool(contact.postal_address)
    return channel in NETWORKS or bool(contact.phone)


def listed(kind: Kind) -> tuple[Channel, ...]:
    """The channels that an action of this kind speaks of."""
    return tuple(c for c in ORDER if c not in NETWORKS) if kind is Kind.BRIEF_REFERENCE else ORDER


def usable(kind: Kind, contact: Contact) -> tuple[Channel, ...]:
    """The channels neither forbidden for this kind of action nor without an address on file."""
    return tuple(c for c in _PERMITTED[kind, not contact.email] if on_file(c, contact))


def is_reachable(kind: Kind, contact: Contact) -> bool:
    """Whether any channel is usable for this kind of action."""
    return any(on_file(c, contact) for c in _PERMITTED[kind, not contact.email])


_PERMITTED = {
    (kind, without_email): tuple(c for c in listed(kind) if c not in _forbidden(kind, without_email=without_email))
    for kind in Kind
    for without_email in (False, True)
}
"""What the policy does not forbid, for each kind of action, and for contacts with and without an email address."""


def preference(kind: Kind, *, culture: Culture, role: Role | None, note_arrives: bool) -> tuple[Channel, ...]:
    """The channels to prefer, best first. `note_arrives`: a handwritten note suits and comes in time."""
    preferred = _PREFERENCE.get(kind, _DEFAULT_PREFERENCE)
    if kind is Kind.SEND_THANK_YOU and note_arrives:
        return (NOTE, *preferred)
    swapped = (kind is Kind.STATUS_ENQUIRY and culture is Culture.RESERVED) or (
        kind is Kind.ASK_TIMELINE and role is Role.ASSISTANT
    )
    return (preferred[1], preferred[0], *preferred[2:]) if swapped else preferred


def judge(
    kind: Kind,
    contact: Contact,
    preferred: tuple[Channel, ...],
    limit: CallLimit,
    in_short: Callable[[str], str],
) -> tuple[ChannelVerdict, ...]:
    """Every listed channel's verdict: exactly one is recommended when any is usable.

    A channel that is free at the opening comes before one that is delayed. `in_short` puts a rule, by its id, in a few
    words.
    """
    against = forbidden(kind, contact)
    open_to = usable(kind, contact)
    ranked = [c for c in preferred if c in open_to] + [c for c in open_to if c not in preferred]
    if limit.available_from is not None:
        ranked.sort(key=CALLS.__contains__)
    best = ranked[0] if ranked else None
    verdicts = []
    for channel in listed(kind):
        if rule := against.get(channel):
            verdict = ChannelVerdict(channel, Permission.FORBIDDEN, None, rule, in_short(rule))
        elif channel not in open_to:
            verdict = ChannelVerdict(channel, Permission.UNAVAILABLE, None, None, _missing(channel, contact))
        else:
            permission = Permission.RECOMMENDED if channel is best else Permission.ALLOWED
            if channel in CALLS and limit.available_from is not None:
                verdict = ChannelVerdict(channel, permission, limit.available_from, limit.rule, limit.reason)
            else:
                verdict = ChannelVerdict(channel, permission, None, None, _why(kind, channel, best))
        verdicts.append(verdict)
    return tuple(verdicts)


def _why(kind: Kind, channel: Channel, best: Channel | None) -> str:
    if channel is not best:
        return "Possible too."
    return _BEST.get((kind, channel)) or "The best way on file."


def _missing(channel: Channel, contact: Contact) -> str:
    what = "email address" if channel is EMAIL else "postal address" if channel in PAPER else "telephone number"
    return f"No {what} is on file for {contact.name}."
