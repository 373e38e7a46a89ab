"""Asking for the timeline, and the ladder: chasing a decision without pushing."""

from collections.abc import Iterator
from datetime import datetime

from api.policy.case import OPEN, Case
from api.policy.channels import is_reachable
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
            if person.part.role is role and is_reachable(Kind.ASK_TIMELINE, person.contact):
                return person.contact
    return None


def _ask_timeline_words(case: Case, duty: Duty) -> Advice:
    organization = case.organization.name
    whom = case.ledger.contact(duty.contact_id).name if duty.contact_id else f"someone at {organization}"
    return Advice(
        title=f"Ask {whom} when a decision is due",
        reason=f"The interview of {day(case.ends_on)} for the position of {case.interview.position} has no decision "
        "date on file, and asking for one shows that you are still interested.",
        include=(
            "That you remain interested.",
            "A question about when they expect to decide, not what.",
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
    put_off = case.chases_wait_until(base)
    unhurried = calendar.roll(base)
    opens_at = unhurried if put_off == base else calendar.roll(put_off)
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
        yield not_applicable(f"{case.organization.name} is reserved, and one enquiry is enough")
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
        yield not_applicable(f"{case.organization.name} is assertive, and the weekly enquiries ask this already")
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
        return f"A decision from {organization} is expected by {day(silence.dated)}, and no answer is on record"
    if silence.heard_at == case.ends:
        return f"No word from {organization} after the interview of {day(case.ends_on)} is on record"
    return f"The last word from {organization} on record is from {day(case.calendar.date_of(silence.heard_at))}"


def _whom(case: Case, duty: Duty) -> str:
    if duty.contact_id is None:
        return f"there is no way on file to reach anybody at {case.organization.name}, so add one"
    name = case.ledger.contact(duty.contact_id).name
    decides = any(p.part.is_decision_maker for p in case.people if p.contact.id == duty.contact_id)
    return f"{name} decides" if decides else f"of those you can reach, {name} is closest to the decision"


def _spacing(case: Case, duty: Duty) -> str:
    if not duty.moved_by or case.last_chase is None:
        return ""
    chased_on = day(case.calendar.date_of(case.last_chase))
    return f"; your last enquiry there was on {chased_on}, and {count(P.chase_spacing, 'day')} are left in between"


def _introduction(case: Case, duty: Duty) -> str:
    met = any(p.part.met for p in case.people if p.contact.id == duty.contact_id)
    what = "when you met" if met else "which interview you refer to"
    return f"Who you are, and {what}: on {day(case.ends_on)}, for the position of {case.interview.position}."


_ASK_WHETHER_DECIDED = (
    "Ask whether a decision has been made.",
    "If the news is bad, ask politely for feedback.",
)


def _enquiry_words(case: Case, duty: Duty) -> Advice:
    silence, organization = case.silence, case.organization.name
    if duty.number:
        enquired_on = day(case.calendar.date_of(silence.chases[-1]))
        why = f"You last enquired with {organization} on {enquired_on}, and no answer is on record"
    else:
        why = _last_word(case)
        if not silence.dated:
            wait = count(P.reasonable_wait(case.culture), "day")
            article = "an" if case.culture is Culture.ASSERTIVE else "a"
            why += f"; {wait} are a reasonable wait with {article} {case.culture} organization"
    late = _is_two_weeks_late(case, duty)
    return Advice(
        title=f"Politely ask {_addressee(case, duty)} for news",
        reason=f"{why}; {_whom(case, duty)}{_spacing(case, duty)}.",
        include=(
            "A polite, humble enquiry about whether there is any news.",
            "That you are still interested.",
            _introduction(case, duty),
            *(_ASK_WHETHER_DECIDED if late else ()),
            "Keep in mind: silence is seldom a verdict, for checks take time and plans slip; asking is not desperate.",
            "By telephone: smile as you speak, and if the right person is out, leave a brief message.",
            "In a voicemail: your name, the interview you refer to, and that you look forward to their news.",
            "In a voicemail, too: your number, and when you can be reached.",
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
        reason=f"{_last_word(case)}; two weeks of silence are reason to ask in writing whether a decision has been "
        f"made; {_whom(case, duty)}{_spacing(case, duty)}.",
        include=(
            *_ASK_WHETHER_DECIDED,
            _introduction(case, duty),
            "That you are still interested.",
        ),
        avoid=("A telephone call.", "Complaints about the wait.", "Demands and deadlines."),
    )


def _move_on_words(case: Case, _: Duty) -> Advice:
    asked_at = case.silence.asked_at
    why = f"; {_asked(case, asked_at)}" if asked_at is not None else ""
    return Advice(
        title=f"Move on from {case.organization.name}",
        reason=f"{_last_word(case)}{why}; not every employer replies.",
        include=(
            "Record the outcome: “no response” if none came.",
            "Turn to other openings: not every employer tells those it turns down.",
        ),
        avoid=("One more enquiry.", "Taking the silence as a judgement of you."),
    )


ASK_TIMELINE = Obligation(
    id="ask-timeline",
    title="Ask when a decision is due",
    statement="If you left without a date, ask the assistant, else the recruiter, else human resources, when a "
    f"decision is expected: from the next business day on, and within {P.timeline_due} business days of it (house).",
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
    "rather than human resources. Without a date, wait a reasonable time: "
    f"{P.wait_reserved} days with a reserved organization, {P.wait_balanced} with a balanced one, "
    f"{P.wait_assertive} with an assertive one (house).",
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
    statement=f"Ask a balanced organization once more, {P.second_enquiry_wait} days after the first time (house). Ask "
    "an assertive one, which may be testing who persists, every week, "
    f"{P.weekly_enquiries} times in all (house). Do not ask a reserved one again.",
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
    "email, by letter only for someone without an email address, whether a decision has been made, and for feedback if "
    f"the news is bad: at least {P.silence_after_chase} days after the last chase, and before {P.silence_closes} days "
    "of silence are over (house).",
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
    statement=f"If nothing has come {P.move_on_after_asking} days after asking whether a decision was made, or "
    f"{P.silence_closes} days into the silence (house), record the outcome and turn to other openings.",
    sources=(GP5, JP_TIMING),
    house=True,
    action=Kind.MOVE_ON,
    scope=OPEN,
    evaluate=_move_on,
    advise=_move_on_words,
)
RULES = (ASK_TIMELINE, ENQUIRE, SECOND_ENQUIRY, TWO_WEEKS, MOVE_ON)
