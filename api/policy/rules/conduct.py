"""What every touch must respect, and the cautions that say so while they matter."""

from collections.abc import Iterator
from datetime import timedelta

from api.policy.case import OPEN, Case, Stage
from api.policy.channels import BUSINESS_HOURS, NO_PHONE_THANKS, NO_SOCIAL_CONTACT, ONE_CALL_A_WEEK
from api.policy.decision import Caution, Kind, Window
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


def _tidy_social_media(case: Case) -> Iterator[Duty]:
    name = key(TIDY.id, case.id)
    mark = case.mark(name)
    if mark is not None and mark.mark is MarkKind.DONE:
        yield satisfied("you marked it done", name)
    else:
        due_at = case.ends + timedelta(hours=P.tidy_due)
        yield Duty(name, window=Window(case.ends, due_at, case.calendar.days_after(case.ends, P.tidy_closes)))


def _tidy_words(case: Case, _: Duty) -> Advice:
    return Advice(
        title="Tidy your social media",
        reason=f"{case.organization.name} may look you up after the interview of {day(case.ends_on)}, and your social "
        "media are not marked as tidied.",
        include=("Hide or remove what you would not show them.", "Check what strangers can see of you."),
        avoid=("Any word about the interview, even among friends.",),
    )


def cautions(case: Case) -> Iterator[Caution]:
    """What not to do around one interview, each with the time during which it matters; in rulebook order."""
    if case.owed:
        owed = names([t.person.contact.name for t in case.owed])
        until = case.calendar.days_after(case.ends, P.thank_closes)
        yield Caution(
            PHONE_THANKS.id, f"Thank {owed} in writing, never by telephone or voicemail.", case.id, case.ends, until
        )
    if case.stage is not Stage.OPEN:
        return
    organization, calendar = case.organization.name, case.calendar
    yield Caution(
        SOCIAL_CONTACT.id,
        f"Do not contact anyone at {organization} through LinkedIn or another network.",
        case.id,
        case.ends,
        None,
    )
    yield Caution(
        PUBLIC_MENTION.id, f"Do not mention the interview at {organization} on social media.", case.id, case.ends, None
    )
    if (last := case.last_call) is not None:
        until = calendar.days_after(last, P.call_spacing)
        yield Caution(
            ONE_CALL.id,
            f"You called {organization} on {day(calendar.date_of(last))}: make no further call before "
            f"{moment(calendar.local(until))}.",
            case.id,
            last,
            until,
        )
    yield Caution(
        PATIENT.id,
        f"Give {organization} time: no enquiry before {moment(calendar.local(case.patience_ends))}.",
        case.id,
        case.silence.heard_at,
        case.patience_ends,
    )
    if (last := case.last_chase) is not None:
        until = calendar.days_after(last, P.chase_spacing)
        yield Caution(
            OVERDOING.id,
            f"You enquired with {organization} on {day(calendar.date_of(last))}: send no further enquiry before "
            f"{moment(calendar.local(until))}.",
            case.id,
            last,
            until,
        )
    yield Caution(
        POSITIVE.id,
        f"Stay positive with everyone at {organization}: no complaint about the wait, no demand, whatever the news.",
        case.id,
        case.ends,
        None,
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
