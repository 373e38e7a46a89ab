"""What to ask before leaving, and what to write down after: the interview's own notes."""

from collections.abc import Iterator
from datetime import timedelta

from api.policy.case import OPEN, UNDECIDED, Case
from api.policy.decision import Kind, Window
from api.policy.duty import Duty, satisfied
from api.policy.keys import key
from api.policy.parameters import PARAMETERS
from api.policy.rule import Advice, Obligation
from api.policy.sources import AI_CALLS, AI_DECIDERS, GP1, GP2, IF1, IF3, IF4, JP_THANKS
from api.policy.wording import day, moment, names

P = PARAMETERS


_ASK_AHEAD = timedelta(hours=P.ask_next_step_ahead)
_RECORD_DUE = timedelta(hours=P.record_due)


def _recording(case: Case) -> Window:
    return case.window(_RECORD_DUE, P.record_closes)


def _of(case: Case) -> str:
    return f"the interview for {case.interview.position} at {case.organization.name} on {day(case.ends_on)}"


def _ask_next_step(case: Case) -> Iterator[Duty]:
    window = Window(case.begins - _ASK_AHEAD, case.ends, case.ends)
    yield Duty(key(ASK_NEXT_STEP.id, case.id), window=window)


def _ask_next_step_words(case: Case, _: Duty) -> Advice:
    include = [
        "Ask the last person you speak to when you will hear, and note the date.",
        "Find out who decides and whether you met them: names, titles and addresses.",
    ]
    if case.interview.format == "in_person":
        include.append("Collect a business card from everyone you meet.")
    return Advice(
        title="Ask about the next step before you leave",
        reason=f"The interview for {case.interview.position} at {case.organization.name} ends on "
        f"{moment(case.calendar.local(case.ends))}, and there is no easier time to learn when the answer comes and who "
        "gives it.",
        include=tuple(include),
        avoid=("Leaving without a date and a name.", "Pressing them for the decision itself."),
    )


def _record_debrief(case: Case) -> Iterator[Duty]:
    name = key(RECORD_DEBRIEF.id, case.id)
    yield satisfied("a debrief is on file", name) if case.interview.debrief else Duty(name, window=_recording(case))


def _record_debrief_words(case: Case, _: Duty) -> Advice:
    return Advice(
        title="Write down how it went",
        reason=f"No debrief of {_of(case)} is on file, and memory fades within a day.",
        include=(
            "The questions, the answers you gave, and the better ones you have thought of since.",
            "What was discussed, and what you learned of the job and the people.",
            "How the place felt, and how persistence would go down there: set the organization's culture accordingly.",
            "For a post in sales or the like, whether following up may itself be the test.",
            "Your doubts, and the questions still open.",
            "When you will hear, and who decides.",
        ),
        avoid=("Trusting it all to memory.", "Judging yourself instead of noting what was said."),
    )


def _record_people(case: Case) -> Iterator[Duty]:
    name = key(RECORD_PEOPLE.id, case.id)
    if case.met_names:
        yield satisfied(f"whom you meet is on record: {names(case.met_names)}", name)
    else:
        yield Duty(name, window=_recording(case))


_NAMES_FROM = (
    "Each person's name, spelt right, with title and address, from a card or an email signature.",
    "Failing that, ask reception.",
)


def _record_people_words(case: Case, _: Duty) -> Advice:
    return Advice(
        title="Record whom you met",
        reason=f"No one you meet is on record for {_of(case)}, and only people on record can be thanked.",
        include=_NAMES_FROM,
        avoid=("Guessing at a spelling.",),
    )


def _identify_decision_maker(case: Case) -> Iterator[Duty]:
    name = key(IDENTIFY_DECISION_MAKER.id, case.id)
    deciders = [p.contact.name for p in case.people if p.part.is_decision_maker]
    if deciders:
        verb = "decides" if len(deciders) == 1 else "decide"
        yield satisfied(f"{names(deciders)} {verb}", name)
    else:
        yield Duty(name, window=_recording(case))


def _identify_decision_maker_words(case: Case, _: Duty) -> Advice:
    return Advice(
        title="Find out who decides",
        reason=f"Nobody in {_of(case)} is marked as the one who decides, and the follow-up goes to that person, met "
        "or not.",
        include=("Who makes the decision, and whether you met them.", *_NAMES_FROM),
        avoid=("Taking it for granted that human resources decide.",),
    )


ASK_NEXT_STEP = Obligation(
    id="ask-next-step",
    title="Ask about the next step before you leave",
    statement="Before you leave an interview, ask whoever sees you out when you will hear, and learn who decides. "
    f"It is brought up {P.ask_next_step_ahead} hours ahead (house).",
    sources=(IF1, AI_CALLS, AI_DECIDERS),
    house=True,
    action=Kind.ASK_NEXT_STEP,
    scope=OPEN,
    evaluate=_ask_next_step,
    advise=_ask_next_step_words,
)
RECORD_DEBRIEF = Obligation(
    id="record-debrief",
    title="Write down how it went",
    statement="After an interview, write down the questions, your answers, better ones, what you learned, and how the "
    f"place felt, within {P.record_due} hours. It is asked for until {P.record_closes} days after (house).",
    sources=(GP1, IF3, IF4),
    house=True,
    action=Kind.RECORD_DEBRIEF,
    scope=UNDECIDED,
    evaluate=_record_debrief,
    advise=_record_debrief_words,
)
RECORD_PEOPLE = Obligation(
    id="record-people",
    title="Record whom you met",
    statement=f"Note who interviewed you within {P.record_due} hours (house), so that each of them can be thanked by "
    "name.",
    sources=(GP1, GP2),
    house=True,
    action=Kind.RECORD_PEOPLE,
    scope=UNDECIDED,
    evaluate=_record_people,
    advise=_record_people_words,
)
IDENTIFY_DECISION_MAKER = Obligation(
    id="identify-decision-maker",
    title="Find out who decides",
    statement="Know the name, title and address of whoever makes the decision, for the follow-up goes to them, whether "
    f"you met or not. Find out within {P.record_due} hours (house).",
    sources=(AI_DECIDERS, JP_THANKS),
    house=True,
    action=Kind.IDENTIFY_DECISION_MAKER,
    scope=OPEN,
    evaluate=_identify_decision_maker,
    advise=_identify_decision_maker_words,
)
RULES = (ASK_NEXT_STEP, RECORD_DEBRIEF, RECORD_PEOPLE, IDENTIFY_DECISION_MAKER)
