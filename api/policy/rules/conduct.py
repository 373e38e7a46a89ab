"""What every touch must respect, and the cautions that say so while they matter."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from api.policy.case import HELD, OPEN, Case, Scope
from api.policy.channels import BUSINESS_HOURS, NO_PHONE_THANKS, NO_SOCIAL_CONTACT, ONE_CALL_A_WEEK
from api.policy.decision import Kind
from api.policy.duty import Duty, satisfied
from api.policy.facts import MarkKind
from api.policy.keys import key
from api.policy.parameters import PARAMETERS
from api.policy.rule import Advice, Obligation, Rule, RuleKind
from api.policy.sources import (
    AI_CALLS,
    AI_NEVER,
    DC_PHONE,
    GP2,
    GP5,
    IF4,
    IF5,
    JP_FOLLOW_UP,
    JP_THANKS,
    JP_TIMING,
)
from api.policy.wording import day, moment, names

P = PARAMETERS

_TIDY_DUE = timedelta(hours=P.tidy_due)


def _tidy_social_media(case: Case) -> Iterator[Duty]:
    name = key(TIDY.id, case.id)
    mark = case.mark(name)
    if mark is not None and mark.mark is MarkKind.DONE:
        yield satisfied("you marked it done", name)
    else:
        yield Duty(name, window=case.window(_TIDY_DUE, P.tidy_closes))


def _tidy_words(case: Case, _: Duty) -> Advice:
    return Advice(
        title="Tidy your social media",
        reason=f"{case.organization.name} may look you up after the interview of {day(case.ends_on)}, and your social "
        "media are not marked as tidied.",
        include=("Hide or remove what you would not show them.", "Check what strangers can see of you."),
        avoid=("Any word about the interview, even among friends.",),
    )


# What not to do around one interview: from when until when it matters, and in which words.


class Span(NamedTuple):
    """While something matters: from `since` on, and before `until`; None for ever."""

    since: datetime
    until: datetime | None

    @property
    def is_empty(self) -> bool:
        """Whether it is over before it begins."""
        return self.until is not None and self.until <= self.since

    def holds(self, at: datetime) -> bool:
        """Whether it matters at an instant."""
        return self.since <= at and self.ends_after(at)

    def ends_after(self, at: datetime) -> bool:
        """Whether it matters at an instant, or will."""
        return self.until is None or at < self.until


@dataclass(frozen=True, slots=True)
class CautionRule:
    """A rule that warns around an interview. `scope` says in which states of the interview it does.

    As with an obligation, when it warns comes from the facts, the words are put together when they are asked for, and
    neither knows the time.
    """

    rule: Rule
    scope: Scope
    evaluate: Callable[[Case], Span | None]
    say: Callable[[Case, Span], str]


def _calls_from(case: Case, last: datetime) -> datetime:
    return case.calendar.days_after(last, P.call_spacing)


def _chases_from(case: Case, last: datetime) -> datetime:
    return case.calendar.days_after(last, P.chase_spacing)


def _when(case: Case, t: datetime) -> str:
    return moment(case.calendar.local(t))


def _while_thanks_are_owed(case: Case) -> Span | None:
    return Span(case.ends, case.calendar.days_after(case.ends, P.thank_closes)) if case.owed else None


def _in_writing(case: Case, _: Span) -> str:
    owed = names([t.person.contact.name for t in case.owed])
    return f"Thank {owed} in writing, never by telephone or voicemail."


def _from_its_end(case: Case) -> Span:
    return Span(case.ends, None)


def _not_through_networks(case: Case, _: Span) -> str:
    return f"Do not contact anyone at {case.organization.name} through LinkedIn or another network."


def _not_in_public(case: Case, _: Span) -> str:
    return f"Do not mention the interview at {case.organization.name} on social media."


def _after_a_call(case: Case) -> Span | None:
    last = case.last_call
    return None if last is None else Span(last, _calls_from(case, last))


def _no_further_call(case: Case, span: Span) -> str:
    called_on, again = day(case.calendar.date_of(span.since)), _when(case, _calls_from(case, span.since))
    return f"You called {case.organization.name} on {called_on}: make no further call before {again}."


def _until_patience_ends(case: Case) -> Span:
    return Span(case.silence.heard_at, case.patience_ends)


def _no_enquiry(case: Case, _: Span) -> str:
    return f"Give {case.organization.name} time: no enquiry before {_when(case, case.patience_ends)}."


def _after_a_chase(case: Case) -> Span | None:
    last = case.last_chase
    return None if last is None else Span(last, _chases_from(case, last))


def _no_further_enquiry(case: Case, span: Span) -> str:
    asked_on, again = day(case.calendar.date_of(span.since)), _when(case, _chases_from(case, span.since))
    return f"You enquired with {case.organization.name} on {asked_on}: send no further enquiry before {again}."


def _only_good_words(case: Case, _: Span) -> str:
    return (
        f"Stay positive with everyone at {case.organization.name}: no complaint about the wait, no demand, whatever "
        "the news."
    )


TIDY = Obligation(
    id="tidy-social-media",
    title="Tidy your social media",
    statement=f"Hide what you would not show them before they look you up, within {P.tidy_due} hours of the "
    f"interview. It is proposed for {P.tidy_closes} days (house).",
    sources=(JP_TIMING,),
    house=True,
    action=Kind.TIDY_SOCIAL_MEDIA,
    scope=OPEN,
    evaluate=_tidy_social_media,
    advise=_tidy_words,
)

PHONE_THANKS = Rule(
    id=NO_PHONE_THANKS,
    title="Never thank by telephone",
    statement="A call to say thanks interrupts people whose time is short. Thanks go in writing, neither by telephone "
    "nor by voicemail, and so do thanks for an offer and the material you send (house).",
    kind=RuleKind.PROHIBITION,
    sources=(JP_THANKS,),
)
SOCIAL_CONTACT = Rule(
    id=NO_SOCIAL_CONTACT,
    title="Never make contact through social networks",
    statement="Neither LinkedIn nor any other social network is a way to reach the employer, not even after the "
    "process has ended (house).",
    kind=RuleKind.PROHIBITION,
    sources=(JP_TIMING,),
)
PUBLIC_MENTION = Rule(
    id="no-public-mention",
    title="Do not mention the interview in public",
    statement="What you post about an interview can reach the people you met. Keep it off social media, even among "
    "friends.",
    kind=RuleKind.PROHIBITION,
    sources=(JP_TIMING,),
)
ONE_CALL = Rule(
    id=ONE_CALL_A_WEEK,
    title="At most one call a week",
    statement=f"Make no more than one call in any {P.call_spacing} days to one organization, over all your interviews "
    "there. A voicemail left within an hour after a call counts as that call (house).",
    kind=RuleKind.LIMIT,
    sources=(AI_CALLS, AI_NEVER),
)
IN_BUSINESS_HOURS = Rule(
    id=BUSINESS_HOURS,
    title="Call in business hours",
    statement=f"Calls to the employer belong between {P.business_opens:02}:00 and {P.business_closes:02}:00 local time "
    "on a business day (house).",
    kind=RuleKind.LIMIT,
    house=True,
)
PATIENT = Rule(
    id="be-patient",
    title="Be patient",
    statement="Hiring often takes longer than promised, for reasons that you cannot see. Nobody is chased before the "
    "first enquiry is due.",
    kind=RuleKind.LIMIT,
    sources=(GP5, JP_TIMING),
)
NO_SECOND_NOTE = Rule(
    id="no-second-note",
    title="No second note",
    statement="After the thank-you and before the first enquiry, send the same person nothing more, save for work that "
    "you discussed, the question when they will decide, or an answer to them.",
    kind=RuleKind.PROHIBITION,
    sources=(JP_TIMING,),
)
OVERDOING = Rule(
    id="no-overdoing",
    title="Do not overdo it",
    statement=f"Leave at least {P.chase_spacing} days (house) between two chases of one organization: too much "
    "follow-up puts people off.",
    kind=RuleKind.LIMIT,
    sources=(JP_FOLLOW_UP, IF4),
    house=True,
)
LEAVE_THE_BALL = Rule(
    id="leave-the-ball",
    title="Leave the ball in their court",
    statement="A voicemail never says that you will call back, or they may wait for you to do so. Leave your number, "
    "and say when you can be reached.",
    kind=RuleKind.PROHIBITION,
    sources=(IF5,),
)
POSITIVE = Rule(
    id="stay-positive",
    title="Stay positive",
    statement="Whatever the news: no negativity, no complaint about the delay, no demand.",
    kind=RuleKind.PROHIBITION,
    sources=(AI_NEVER, GP2, DC_PHONE),
)
ONE_NOTE_EACH = Rule(
    id="one-note-each",
    title="A note of their own for each person",
    statement="Write to each person separately and personally: the same text twice is not personal.",
    kind=RuleKind.GUIDANCE,
    sources=(GP2, JP_THANKS),
)
CAUTION_RULES = (
    CautionRule(PHONE_THANKS, HELD, _while_thanks_are_owed, _in_writing),
    CautionRule(SOCIAL_CONTACT, OPEN, _from_its_end, _not_through_networks),
    CautionRule(PUBLIC_MENTION, OPEN, _from_its_end, _not_in_public),
    CautionRule(ONE_CALL, OPEN, _after_a_call, _no_further_call),
    CautionRule(PATIENT, OPEN, _until_patience_ends, _no_enquiry),
    CautionRule(OVERDOING, OPEN, _after_a_chase, _no_further_enquiry),
    CautionRule(POSITIVE, OPEN, _from_its_end, _only_good_words),
)
"""The rules that warn, in rulebook order."""

RULES = (TIDY,)
FIRST_LIMITS = (
    PHONE_THANKS,
    SOCIAL_CONTACT,
    PUBLIC_MENTION,
    ONE_CALL,
    IN_BUSINESS_HOURS,
    PATIENT,
    NO_SECOND_NOTE,
    OVERDOING,
)
LAST_LIMITS = (LEAVE_THE_BALL, POSITIVE, ONE_NOTE_EACH)
