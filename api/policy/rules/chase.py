"""Asking for the timeline, and the ladder: chasing a decision without pushing."""

from collections.abc import Iterator
from datetime import datetime

from api.policy.case import OPEN, Case
from api.policy.channels import usable
from api.policy.decision import Kind, Window
from api.policy.duty import Duty, not_applicable, satisfied
from api.policy.facts import Contact, Culture, Purpose, Role
from api.policy.keys import key
from api.policy.parameters import PARAMETERS
from api.policy.rule import Advice, Obligation
from api.policy.sources import (
    AI_CALLS,
    DC_PHONE,
    GP5,
    IF1,
    IF2,
    IF3,
    IF4,
    IF5,
    JP_TIMING,
)
from api.policy.wording import count, day

P = PARAMETERS

NO_OVERDOING = "no-overdoing"
_TIMELINE_ORDER = (Role.ASSISTANT, Role.RECRUITER, Role.HR)


def _ask_timeline(case: Case) -> Iterator[Duty]:
    name = key(ASK_TIMELINE.id, case.id)
    contact = _timeline_contact(case)
    contact_id = contact.id if contact else None
    if case.decision_date is not None:
        yield satisfied(f"a decision is expected on {day(case.decision_date)}", name, contact_id)
    elif any(case.outbound(Purpose.TIMELINE_ENQUIRY, since=case.begins)):
        yield satisfied("you asked for the timeline", name, contact_id)
    else:
        opens_at = case.calendar.opening_after(case.ends_on)
        due_at = case.calendar.closing_after(opens_at, P.timeline_due)
        yield Duty(name, contact_id, Window(opens_at, due_at, case.patience_ends))


def _timeline_contact(case: Case) -> Contact | None:
    for role in _TIMELINE_ORDER:
        for person in case.people:
            if person.part.role is role and usable(Kind.ASK_TIMELINE, person.contact):
                return person.contact
    return None


def _ask_timeline_words(case: Case, duty: Duty) -> Advice:
    organization = case.organization.name
    whom = case.ledger.contact(duty.contact_id).name if duty.contact_id else f"someone at {organization}"
    return Advice(
        title=f"Ask {whom} when a decision is due",
        reason=f"No decision date is on file for {case.interview.position} since the interview of {day(case.ends_on)}, "
        "and asking for "
        "one shows that you are still interested.",
        include=(
            "That you remain interested.",
            "When they expect to decide; not what.",
            f"Who you are, and that you interviewed on {day(case.ends_on)}.",
        ),
        avoid=("Asking how you did.", "Asking for more than the date."),
    )


# The ladder. n is the number of chases since the silence began; S is its start.


def _rung(case: Case, rule_id: str, n: int | None = None) -> str:
    silence = case.silence
    return key(
        rule_id, case.id, len(silence.chases) if n is None else n, case.calendar.date_of(silence.starts_at).isoformat()
    )


def _chase(case: Case, rule_id: str, kind: Kind, base: datetime, *, due_in: int, closes_in: int) -> Duty:
    """One rung that contacts somebody: rolled into business hours, and put off while the last chase is too recent."""
    calendar = case.calendar
    unhurried = calendar.roll(base)
    opens_at = calendar.roll(case.chases_wait_until(base))
    window = Window(
        opens_at, calendar.closing_after(opens_at, due_in), calendar.days_after(case.silence.starts_at, closes_in)
    )
    contact = case.chase_contact(kind)
    return Duty(
        _rung(case, rule_id),
        contact.id if contact else None,
        window,
        number=len(case.silence.chases),
        moved_by=(NO_OVERDOING,) if opens_at > unhurried else (),
    )


def _enquiries_close(case: Case) -> int:
    return P.silence_closes if case.culture is Culture.ASSERTIVE else P.silence


def _first_enquiry(case: Case) -> Iterator[Duty]:
    rule_id = ENQUIRE.id
    if case.silence.chases:
        asked_on = day(case.calendar.date_of(case.silence.chases[0]))
        yield satisfied(f"you enquired on {asked_on}", _rung(case, rule_id, 0))
    else:
        base = case.patience_ends
        yield _chase(case, rule_id, Kind.STATUS_ENQUIRY, base, due_in=P.enquiry_due, closes_in=_enquiries_close(case))


def _second_enquiry(case: Case) -> Iterator[Duty]:
    silence, rule_id = case.silence, SECOND_ENQUIRY.id
    n = len(silence.chases)
    last_n = {Culture.RESERVED: 0, Culture.BALANCED: 1, Culture.ASSERTIVE: P.weekly_enquiries - 1}[case.culture]
    if not last_n:
        yield not_applicable(f"{case.organization.name} is reserved, and is enquired of once")
    elif silence.asked_at is not None:
        yield not_applicable(_asked(case, silence.asked_at))
    elif not n:
        yield not_applicable("the first enquiry has not been made")
    elif n > last_n:
        yield satisfied(f"you enquired {count(n, 'time')}", _rung(case, rule_id, last_n))
    else:
        wait = P.weekly_enquiry_wait if case.culture is Culture.ASSERTIVE else P.second_enquiry_wait
        base = case.calendar.days_after(silence.chases[-1], wait)
        yield _chase(case, rule_id, Kind.STATUS_ENQUIRY, base, due_in=P.enquiry_due, closes_in=_enquiries_close(case))


def _two_weeks_silence(case: Case) -> Iterator[Duty]:
    silence, rule_id = case.silence, TWO_WEEKS.id
    if case.culture is Culture.ASSERTIVE:
        yield not_applicable(
            f"{case.organization.name} is assertive, and its enquiries ask for the decision themselves"
        )
    elif silence.asked_at is not None:
        n = silence.chases.index(silence.asked_at)
        yield satisfied(_asked(case, silence.asked_at), _rung(case, rule_id, n))
    else:
        base = case.calendar.days_after(silence.starts_at, P.silence)
        if silence.chases:
            base = max(base, case.calendar.days_after(silence.chases[-1], P.silence_after_chase))
        yield _chase(case, rule_id, Kind.DECISION_ENQUIRY, base, due_in=P.silence_due, closes_in=P.silence_closes)


def _asked(case: Case, asked_at: datetime) -> str:
    return f"you asked whether a decision had been made on {day(case.calendar.date_of(asked_at))}"


def _move_on(case: Case) -> Iterator[Duty]:
    silence, days_after = case.silence, case.calendar.days_after
    opens_at = days_after(silence.starts_at, P.silence_closes)
    if silence.asked_at is not None:
        opens_at = min(opens_at, days_after(silence.asked_at, P.move_on_after_asking))
    window = Window(opens_at, days_after(opens_at, P.move_on_due), None)
    yield Duty(_rung(case, MOVE_ON.id), window=window, number=len(silence.chases))


def _last_word(case: Case) -> str:
    """What is known of the silence, without a word on how long it has lasted."""
    silence, organization = case.silence, case.organization.name
    if silence.dated:
        return f"{organization} promised a decision by {day(silence.dated)} and no answer is on record"
    if silence.heard_at == case.ends:
        return f"No word from {organization} is on record since the interview of {day(case.ends_on)}"
    return f"The last word from {organization} is of {day(case.calendar.date_of(silence.heard_at))}"


def _whom(case: Case, duty: Duty) -> str:
    if duty.contact_id is None:
        return f"nobody at {case.organization.name} with an address on file can be asked; add one"
    name = case.ledger.contact(duty.contact_id).name
    decides = any(p.part.is_decision_maker for p in case.people if p.contact.id == duty.contact_id)
    return f"{name} decides" if decides else f"{name} is the closest to the decision who can be reached"


def _spacing(case: Case, duty: Duty) -> str:
    if not duty.moved_by or case.last_chase is None:
        return ""
    chased_on = day(case.calendar.date_of(case.last_chase))
    apart = count(P.chase_spacing, "day")
    return f"; {case.organization.name} was last chased on {chased_on}, so this keeps {apart} apart from it"


_ASK_WHETHER_DECIDED = (
    "Ask whether a decision has been made.",
    "If the news is bad, ask politely for feedback.",
)


def _enquiry_words(case: Case, duty: Duty) -> Advice:
    silence, organization = case.silence, case.organization.name
    if duty.number:
        enquired_on = day(case.calendar.date_of(silence.chases[-1]))
        why = f"Your last enquiry with {organization} is of {enquired_on} and no answer to it is on record"
    else:
        why = _last_word(case)
        if not silence.dated:
            wait = count(P.reasonable_wait(case.culture), "day")
            why += f", and {wait} is a reasonable wait for a {case.culture} organization"
    late = _is_two_weeks_late(case, duty)
    return Advice(
        title=f"Enquire politely with {_addressee(case, duty)}",
        reason=f"{why}; {_whom(case, duty)}{_spacing(case, duty)}.",
        include=(
            "A polite, humble enquiry whether there is any news.",
            "That you are still interested.",
            f"Who you are, and that you met on {day(case.ends_on)} about {case.interview.position}.",
            *(_ASK_WHETHER_DECIDED if late else ()),
            "Keep in mind: silence is seldom a verdict, as checks take time and plans slip; asking is not desperate.",
            "By telephone: smile as you speak; if the right person is out, leave a brief message.",
            "In a voicemail: your name, when you met, that you look forward to hearing from them, and your number.",
            "In a voicemail, say also when you can be reached.",
        ),
        avoid=(
            "Demands and deadlines.",
            "Complaints about the wait.",
            "Impatience.",
            "Saying in a voicemail that you will call back.",
        ),
        cites=(TWO_WEEKS.id,) if late else (),
    )


def _is_two_weeks_late(case: Case, duty: Duty) -> bool:
    """An assertive organization has no separate decision enquiry: after two weeks its enquiries carry that question."""
    if case.culture is not Culture.ASSERTIVE or duty.window is None:
        return False
    return duty.window.opens_at >= case.calendar.days_after(case.silence.starts_at, P.silence)


def _addressee(case: Case, duty: Duty) -> str:
    return case.ledger.contact(duty.contact_id).name if duty.contact_id else case.organization.name


def _decision_words(case: Case, duty: Duty) -> Advice:
    return Advice(
        title=f"Ask {_addressee(case, duty)} whether a decision has been made",
        reason=f"{_last_word(case)}, and two weeks of silence are a reason to ask once more, in writing; "
        f"{_whom(case, duty)}"
        f"{_spacing(case, duty)}.",
        include=(
            *_ASK_WHETHER_DECIDED,
            f"Who you are, and that you met on {day(case.ends_on)} about {case.interview.position}.",
            "That you are still interested.",
        ),
        avoid=("A telephone call.", "Complaints about the wait.", "Demands and deadlines."),
    )


def _move_on_words(case: Case, _: Duty) -> Advice:
    asked_at = case.silence.asked_at
    why = f"; {_asked(case, asked_at)}" if asked_at is not None else ""
    return Advice(
        title=f"Let {case.organization.name} go",
        reason=f"{_last_word(case)}{why}, and not every employer replies.",
        include=(
            "Record the outcome, “no response” if none came.",
            "Turn to other openings: not every employer tells those whom it turns down.",
        ),
        avoid=("One more enquiry.", "Taking the silence as a judgement of you."),
    )


ASK_TIMELINE = Obligation(
    id="ask-timeline",
    title="Ask when a decision is due",
    statement="If you left without a date, ask the assistant, else the recruiter, else human resources, when a "
    "decision is expected: on "
    f"the next business day, due {P.timeline_due} business days later (house).",
    sources=(IF1,),
    house=True,
    action=Kind.ASK_TIMELINE,
    scope=OPEN,
    evaluate=_ask_timeline,
    advise=_ask_timeline_words,
    in_business_days=True,
)
ENQUIRE = Obligation(
    id="enquire-after-decision-date",
    title="Enquire the day after the promised date",
    statement="If the promised date passes in silence, enquire on the next business day, with the person who decides "
    "rather than human "
    "resources. Without a date, wait a reasonable time: "
    + ", ".join(f"{P.reasonable_wait(culture)} days for a {culture} organization" for culture in Culture)
    + " (house).",
    sources=(IF1, IF2, DC_PHONE, AI_CALLS, GP5, IF5),
    house=True,
    action=Kind.STATUS_ENQUIRY,
    scope=OPEN,
    evaluate=_first_enquiry,
    advise=_enquiry_words,
    in_business_days=True,
)
SECOND_ENQUIRY = Obligation(
    id="second-enquiry",
    title="Enquire again, as the culture bears it",
    statement=f"A balanced organization is enquired of once more, {P.second_enquiry_wait} days after the first time "
    "(house). An assertive "
    f"one, which may be waiting to see who follows up, weekly, up to {P.weekly_enquiries} times in all (house). A "
    "reserved one, never.",
    sources=(GP5, AI_CALLS, IF3, IF4),
    house=True,
    action=Kind.STATUS_ENQUIRY,
    scope=OPEN,
    evaluate=_second_enquiry,
    advise=_enquiry_words,
    in_business_days=True,
)
TWO_WEEKS = Obligation(
    id="two-weeks-silence",
    title="After two weeks of silence, ask by email whether a decision was made",
    statement="Two weeks without a word may mean that you were not chosen, and not every employer says so. Ask by "
    "email, by letter only "
    "for someone without an email address, whether a decision has been made, and for feedback if the news is bad; at "
    "least "
    f"{P.silence_after_chase} days after the last chase, and until {P.silence_closes} days of silence (house).",
    sources=(JP_TIMING,),
    house=True,
    action=Kind.DECISION_ENQUIRY,
    scope=OPEN,
    evaluate=_two_weeks_silence,
    advise=_decision_words,
    in_business_days=True,
)
MOVE_ON = Obligation(
    id="move-on",
    title="Then move on",
    statement=f"If {P.move_on_after_asking} days after asking for the decision, or {P.silence_closes} days into the "
    "silence, nothing has "
    "come (house), record the outcome and turn to other openings.",
    sources=(GP5, JP_TIMING),
    house=True,
    action=Kind.MOVE_ON,
    scope=OPEN,
    evaluate=_move_on,
    advise=_move_on_words,
)
RULES = (ASK_TIMELINE, ENQUIRE, SECOND_ENQUIRY, TWO_WEEKS, MOVE_ON)
