"""When the answer has come: courtesy in every case, and the long game."""

from collections.abc import Iterator
from datetime import timedelta

from api.policy.case import DECIDED, OUTCOME_NOTES, Case
from api.policy.decision import Kind, Window
from api.policy.duty import Duty, not_applicable, satisfied
from api.policy.facts import Interest, Outcome, Purpose
from api.policy.keys import key
from api.policy.parameters import PARAMETERS
from api.policy.rule import Advice, Obligation
from api.policy.sources import GP6, IF8, JP_TIMING
from api.policy.wording import day, plain

P = PARAMETERS


def _note(case: Case, outcome: Outcome, rule_id: str, *, due_in: int, closes_in: int, done: bool) -> Duty:
    """The note that an outcome asks for, to the one with most say who can be reached."""
    if case.outcome is not outcome:
        return not_applicable(f"the outcome is {plain(case.outcome)}, not {plain(outcome)}")
    name = key(rule_id, case.id)
    contact = case.chase_contact(OUTCOME_NOTES[outcome])
    contact_id = contact.id if contact else None
    if done:
        return satisfied("you have written to them", name, contact_id)
    opens_at = case.outcome_at
    window = Window(opens_at, opens_at + timedelta(hours=due_in), case.calendar.days_after(opens_at, closes_in))
    return Duty(name, contact_id, window)


def _thank_after_rejection(case: Case) -> Iterator[Duty]:
    kind = Kind.THANK_AFTER_REJECTION
    thanked = any(case.outbound(Purpose.REJECTION_THANKS, barring=kind))
    asked = any(case.outbound(Purpose.FEEDBACK_REQUEST, since=case.interview.outcome_at, barring=kind))
    yield _note(
        case,
        Outcome.REJECTED,
        AFTER_REJECTION.id,
        due_in=P.rejection_thanks_due,
        closes_in=P.rejection_thanks_closes,
        done=thanked or asked,
    )


def _thank_for_offer(case: Case) -> Iterator[Duty]:
    thanked = any(case.outbound(Purpose.OFFER_THANKS, barring=Kind.THANK_FOR_OFFER))
    yield _note(
        case, Outcome.OFFER, FOR_OFFER.id, due_in=P.offer_thanks_due, closes_in=P.offer_thanks_closes, done=thanked
    )


def _withdraw_courteously(case: Case) -> Iterator[Duty]:
    told = any(case.outbound(Purpose.WITHDRAWAL, barring=Kind.WITHDRAWAL_NOTE))
    yield _note(case, Outcome.WITHDRAWN, WITHDRAW.id, due_in=P.withdrawal_due, closes_in=P.withdrawal_closes, done=told)


def _addressee(case: Case, duty: Duty) -> str:
    return case.ledger.contact(duty.contact_id).name if duty.contact_id else case.organization.name


def _after_rejection_words(case: Case, duty: Duty) -> Advice:
    outcome_on = day(case.calendar.date_of(case.outcome_at))
    return Advice(
        title=f"Thank {_addressee(case, duty)} all the same",
        reason=f"{case.organization.name} turned you down for {case.interview.position} on {outcome_on}, and no thanks "
        "for the answer are on record; a gracious note keeps the door open.",
        include=(
            "Thanks for their time and for the answer.",
            "That you would still like to work there, in another role too.",
            "A polite request for feedback.",
            "Keep in mind: being interviewed already set you apart, and you may well meet the same people again.",
        ),
        avoid=("Disappointment.", "Arguing with the decision."),
    )


def _for_offer_words(case: Case, duty: Duty) -> Advice:
    outcome_on = day(case.calendar.date_of(case.outcome_at))
    return Advice(
        title=f"Thank {_addressee(case, duty)} for the offer",
        reason=f"{case.organization.name} offered you the position of {case.interview.position} on {outcome_on}, and "
        "no thanks for it are on record.",
        include=(
            "Thanks for the offer.",
            "A clear answer, or the date on which you will give it.",
            "Goodwill, whatever you decide.",
        ),
        avoid=("Leaving them without an answer or a date for it.", "Opening with conditions."),
    )


def _withdraw_words(case: Case, duty: Duty) -> Advice:
    outcome_on = day(case.calendar.date_of(case.outcome_at))
    return Advice(
        title=f"Tell {_addressee(case, duty)} that you withdraw",
        reason=f"You withdrew your application for {case.interview.position} at {case.organization.name} on "
        f"{outcome_on}, and no note to tell them so is on record.",
        include=(
            "Thanks for their time.",
            "A clear statement that you are withdrawing.",
            "Goodwill: you may meet again.",
        ),
        avoid=("Criticism of the organization or the process.", "Leaving any doubt that you mean it."),
    )


def _keep_in_touch(case: Case) -> Iterator[Duty]:
    if case.outcome not in (Outcome.REJECTED, Outcome.NO_RESPONSE):
        yield not_applicable(f"the outcome is {plain(case.outcome)}")
        return
    if case.interview.interest is not Interest.HIGH:
        yield not_applicable(f"your interest is {case.interview.interest}, not high")
        return
    if case.organization.id in case.ledger.open_processes:
        yield not_applicable(f"{case.organization.name} still owes you an answer in another process")
        return
    contact = case.chase_contact(Kind.KEEP_IN_TOUCH)
    contact_id = contact.id if contact else None
    touches = [t.occurred_at for t in case.outbound(Purpose.KEEP_IN_TOUCH)]
    sent = sum(t >= case.outcome_at for t in touches)
    since = max((case.outcome_at, *touches))
    days_after, roll = case.calendar.days_after, case.calendar.roll
    for number in range(1, max(sent, P.keep_in_touch_times) + 1):
        name = key(KEEP_IN_TOUCH.id, case.id, number)
        if number <= sent:
            yield satisfied("you wrote to them", name, contact_id)
            continue
        opens_at = roll(days_after(since, (number - sent) * P.keep_in_touch_every))
        window = Window(
            opens_at, days_after(opens_at, P.keep_in_touch_due), days_after(opens_at, P.keep_in_touch_closes)
        )
        yield Duty(name, contact_id, window, number=number)


def _keep_in_touch_words(case: Case, duty: Duty) -> Advice:
    outcome_on = day(case.calendar.date_of(case.outcome_at))
    organization = case.organization.name
    turned_down = case.outcome is Outcome.REJECTED
    how = f"{organization} turned you down on" if turned_down else f"You gave up waiting for {organization} on"
    return Advice(
        title=f"Keep in touch with {_addressee(case, duty)}",
        reason=f"{how} {outcome_on}, and your interest is high: this is light enquiry {duty.number} of "
        f"{P.keep_in_touch_times}.",
        include=("A light enquiry about openings.", "One sentence on what you have done since.", "Good wishes."),
        avoid=("Bringing up the old decision.", "Asking for a favour."),
    )


AFTER_REJECTION = Obligation(
    id="thank-after-rejection",
    title="Thank them after a rejection",
    statement="If the answer is no, thank them, say that you would still like to work there, and ask politely for "
    f"feedback, within {P.rejection_thanks_due} hours. It is proposed for {P.rejection_thanks_closes} days (house).",
    sources=(GP6, JP_TIMING, IF8),
    house=True,
    action=Kind.THANK_AFTER_REJECTION,
    scope=DECIDED,
    evaluate=_thank_after_rejection,
    advise=_after_rejection_words,
)
FOR_OFFER = Obligation(
    id="thank-for-offer",
    title="Thank them for an offer",
    statement="If the answer is yes, thank them, and give a clear answer or the date of one, within "
    f"{P.offer_thanks_due} hours. It is proposed for {P.offer_thanks_closes} days (house).",
    sources=(IF8,),
    house=True,
    action=Kind.THANK_FOR_OFFER,
    scope=DECIDED,
    evaluate=_thank_for_offer,
    advise=_for_offer_words,
)
WITHDRAW = Obligation(
    id="withdraw-courteously",
    title="Withdraw with courtesy",
    statement="If you withdraw, say so clearly, with thanks and goodwill, within "
    f"{P.withdrawal_due} hours. It is proposed for {P.withdrawal_closes} days (house).",
    sources=(IF8,),
    house=True,
    action=Kind.WITHDRAWAL_NOTE,
    scope=DECIDED,
    evaluate=_withdraw_courteously,
    advise=_withdraw_words,
)
KEEP_IN_TOUCH = Obligation(
    id="keep-in-touch",
    title="Keep in touch where your interest is high",
    statement="If no offer came and your interest is high, send a light enquiry about openings now and then: every "
    f"{P.keep_in_touch_every} days, {P.keep_in_touch_times} times at most (house).",
    sources=(GP6,),
    house=True,
    action=Kind.KEEP_IN_TOUCH,
    scope=DECIDED,
    evaluate=_keep_in_touch,
    advise=_keep_in_touch_words,
    in_business_days=True,
)
RULES = (AFTER_REJECTION, FOR_OFFER, WITHDRAW, KEEP_IN_TOUCH)
