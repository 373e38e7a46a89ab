"""Thanks to each person, their names spelt right, and the work that was talked about."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum

from api.policy.case import HELD, SEND_MATERIAL, THANK_EVERYONE, UNDECIDED, Case, ThankYou
from api.policy.channels import EMAIL, LETTER, usable
from api.policy.decision import Enclosure, Kind, Window
from api.policy.duty import Duty, not_applicable, satisfied
from api.policy.facts import Debrief, Material, Outcome
from api.policy.keys import key
from api.policy.parameters import PARAMETERS
from api.policy.rule import Advice, Obligation, Rule, RuleKind
from api.policy.sources import (
    AI_DECIDERS,
    AI_NOTES,
    DC_THANKS,
    DC_WORK,
    GP2,
    GP3,
    IF6,
    IF7,
    JP_THANKS,
)
from api.policy.wording import day, listed, names, quoted

P = PARAMETERS


class Angle(StrEnum):
    """How a thank-you adds value, the strongest first (GP 3)."""

    SURPRISE = "surprise"
    IDEA = "idea"
    BETTER_ANSWER = "better_answer"
    REASSURANCE = "reassurance"
    INTEREST = "interest"


def angles(debrief: Debrief) -> list[tuple[Angle, str]]:
    """The angles that a debrief offers, the first that applies first. Interest in the role can always be restated."""
    found: list[tuple[Angle, str]] = []
    for surprise in debrief.surprises:
        why = f", because {quoted(surprise.reason)}" if surprise.reason else ", and why it was one"
        raised = "and how it raised your view of the organization, the manager or the job"
        found.append((Angle.SURPRISE, f"Name the pleasant surprise {quoted(surprise.fact)}{why}, {raised}."))
    for problem in debrief.problems:
        if problem.idea:
            about = f"for the problem they raised, {quoted(problem.problem)}"
            found.append((Angle.IDEA, f"Offer your idea {about}: {quoted(problem.idea)}."))
    for question in debrief.questions:
        if question.better_answer:
            to = f"a better answer to {quoted(question.question)}"
            found.append((Angle.BETTER_ANSWER, f"Give {to}: {quoted(question.better_answer)}."))
    for concern in debrief.concerns:
        if concern.certain:
            how = f": {quoted(concern.reassurance)}" if concern.reassurance else " in a sentence or two"
            found.append((Angle.REASSURANCE, f"Reassure them about {quoted(concern.concern)}{how}."))
    needs = debrief.needs[:3]
    met = f"their top needs ({listed(needs)})" if needs else "their top three needs"
    found.append((Angle.INTEREST, f"Restate your interest through {met} and how you meet each of them."))
    return found


def _is_decided(case: Case) -> bool:
    """Whether the answer has come, after which selling oneself is out of place."""
    return case.outcome in (Outcome.REJECTED, Outcome.OFFER)


def _thanking(case: Case) -> Window:
    due_at = case.ends + timedelta(hours=P.thank_due)
    return Window(case.ends, due_at, case.calendar.days_after(case.ends, P.thank_closes))


def _thank_everyone(case: Case) -> Iterator[Duty]:
    if not case.thank_yous:
        yield not_applicable("nobody on the employer side is recorded as having met you or as deciding")
    window = _thanking(case)
    for thank_you in case.thank_yous:
        contact_id = thank_you.person.contact.id
        if thank_you.settled is None:
            yield Duty(thank_you.key, contact_id, window)
        else:
            yield Duty(thank_you.key, contact_id, verdict=thank_you.settled, because=thank_you.because)


def _thank_you_words(case: Case, duty: Duty) -> Advice:
    thank_you = _thank_you_to(case, duty.contact_id)
    part, contact = thank_you.person
    met_on = day(case.ends_on)
    if part.met:
        reason = f"You met {contact.name} in the interview of {met_on} and no note to them is on record"
        include = [f"Thank {contact.name} by name for the conversation of {met_on}."]
    else:
        whom = f"; say that you met {names(case.met_names)}" if case.met_names else ""
        reason = f"{contact.name} decides about {case.interview.position} and no note to them is on record"
        include = [f"Thank {contact.name} by name for the opportunity and for their team's time{whom}."]
    avoid = [
        "Gushing, jokes and nicknames.",
        "A point-by-point recount of the interview.",
    ]
    if not part.met:
        avoid.append(f"Any hint that you and {contact.name} have met.")
    if _is_decided(case):
        include += ["Wish them well, without selling yourself: it has been decided.", "Keep it to a few sincere lines."]
        reason += "; with the decision made, plain thanks are still owed to them."
        cites: tuple[str, ...] = ()
    else:
        include += _what_to_say(case.debrief, case.interview.position)
        reason += "; a personal note does most within a day."
        cites = (ADD_VALUE.id,)
    include.append("Write it promptly: after a day it is late, yet better late than none.")
    return Advice(
        title=f"Thank {contact.name}",
        reason=reason,
        include=tuple(include),
        avoid=tuple(avoid),
        enclosures=_enclosures(case, thank_you),
        cites=cites,
    )


def _thank_you_to(case: Case, contact_id: str | None) -> ThankYou:
    return next(t for t in case.thank_yous if t.person.contact.id == contact_id)


def _what_to_say(debrief: Debrief, position: str) -> Iterator[str]:
    (_, angle), *others = angles(debrief)
    yield f"One angle. {angle}"
    if others:
        yield f"Or, instead of that angle: {' '.join(text for _, text in others)}"
    yield f"Restate your interest in {position}, with enthusiasm that sounds like you."
    sought = f"; they look for {listed(debrief.needs)}" if debrief.needs else ""
    yield f"Restate the qualifications that speak for you{sought}."
    if debrief.forgotten:
        yield f"Add what you left out: {listed(debrief.forgotten)}."
    else:
        yield "Add anything you forgot, or put a mistake right."
    faced = f"; they face {listed(debrief.challenges)}" if debrief.challenges else ""
    yield f"Say what you can do for them, specifically{faced}."
    if debrief.praise:
        yield f"Build on what they liked: {listed(debrief.praise)}."
    yield "Keep it under a page, about this job, and sincere."


def _enclosures(case: Case, thank_you: ThankYou) -> tuple[Enclosure, ...]:
    """What can go along by email or letter: the work that was discussed, and testimonials on file."""
    contact = thank_you.person.contact
    if _is_decided(case) or not {EMAIL, LETTER} & set(usable(Kind.SEND_THANK_YOU, contact)):
        return ()
    enclosures = [
        _enclosure(material)
        for material, name, to in case.materials
        if to in (None, contact.id) and not case.is_sent(material, to) and not case.is_gone(name)
    ]
    for testimonial in case.ledger.facts.testimonials:
        reason = f"What {testimonial.author} says of your work: {quoted(testimonial.quote)}"
        enclosures.append(Enclosure(f"Testimonial by {testimonial.author}", testimonial.source_url, reason))
    return tuple(enclosures)


def _enclosure(material: Material) -> Enclosure:
    return Enclosure(
        material.title, material.url, material.reason or "It came up in the interview; add a line on why you send it."
    )


def _confirm_name(case: Case) -> Iterator[Duty]:
    if not case.thank_yous:
        yield not_applicable("nobody is to be thanked")
    window = _thanking(case)
    for thank_you in case.thank_yous:
        contact = thank_you.person.contact
        name = key(CONFIRM_NAME.id, case.id, contact.id)
        if contact.name_confirmed:
            yield satisfied(f"the name of {contact.name} is confirmed", name, contact.id)
        elif thank_you.settled is not None:
            yield satisfied(f"{contact.name} is owed no thank-you: {thank_you.because}", name, contact.id)
        else:
            yield Duty(name, contact.id, window)


def _confirm_name_words(case: Case, duty: Duty) -> Advice:
    contact = _thank_you_to(case, duty.contact_id).person.contact
    return Advice(
        title=f"Confirm how {contact.name} is spelt",
        reason=f"A thank-you to {contact.name} is owed for the interview of {day(case.ends_on)}, and the name is not "
        "confirmed.",
        include=(
            "The name, its spelling, the title and the address, from a card or an email signature.",
            "Failing that, ask reception.",
        ),
        avoid=("Writing to a name that you only heard.",),
    )


def _send_material(case: Case) -> Iterator[Duty]:
    if not case.materials:
        yield not_applicable("the debrief names no material")
    chase_contact = case.chase_contact(Kind.SEND_MATERIAL)
    owed_to = {thank_you.person.contact.id for thank_you in case.owed}
    for material, name, to in case.materials:
        contact_id = to or (chase_contact.id if chase_contact else None)
        if case.is_sent(material, to):
            yield satisfied(f"{quoted(material.title)} was sent", name, contact_id)
            continue
        could_be_carried = to in owed_to if to else bool(owed_to)
        opens_at = case.calendar.days_after(case.ends, P.material_wait) if could_be_carried else case.ends
        due_at = opens_at + timedelta(hours=P.material_due)
        window = Window(opens_at, due_at, case.calendar.days_after(case.ends, P.material_closes))
        yield Duty(name, contact_id, window, material=material)


def _send_material_words(case: Case, duty: Duty) -> Advice:
    material = duty.material
    if material is None:
        raise ValueError(f"{duty.key} names no material")
    why = f": {quoted(material.reason)}" if material.reason else ", in a line that ties it to your conversation"
    return Advice(
        title=f"Send {material.title}",
        reason=f"{quoted(material.title)} came up in the interview of {day(case.ends_on)} and is not recorded as sent.",
        include=(
            f"Why you send it{why}.",
            "That you would welcome their view of it.",
            "For a longer piece, a printed copy by post suits well.",
        ),
        avoid=("Sending it without a line on why.", "Sending more than was talked about."),
        enclosures=(_enclosure(material),),
    )


THANK = Obligation(
    id=THANK_EVERYONE,
    title="Thank each person within a day",
    statement="Send a personal note to everyone who met you, and to whoever decides even if you did not meet, within "
    f"{P.thank_due} hours of the end of the interview. After {P.thank_closes} days it is no longer proposed (house).",
    sources=(GP2, DC_THANKS, AI_NOTES, AI_DECIDERS, IF6, JP_THANKS),
    action=Kind.SEND_THANK_YOU,
    scope=HELD,
    evaluate=_thank_everyone,
    advise=_thank_you_words,
)
CONFIRM_NAME = Obligation(
    id="confirm-name",
    title="Confirm the spelling of each name",
    statement="Before you write to someone, make sure that their name is spelt right.",
    sources=(JP_THANKS, GP2),
    action=Kind.CONFIRM_NAME,
    scope=HELD,
    evaluate=_confirm_name,
    advise=_confirm_name_words,
)
MATERIAL = Obligation(
    id=SEND_MATERIAL,
    title="Send the work that you talked about",
    statement="Send what came up in the interview, with a line on why. It can go with the thank-you; on its own it "
    "waits until "
    f"{P.material_wait} days after the interview while a thank-you is owed that could carry it, is due within "
    f"{P.material_due} hours, "
    f"and is dropped {P.material_closes} days after the interview (house).",
    sources=(DC_WORK, GP2, IF7),
    house=True,
    action=Kind.SEND_MATERIAL,
    scope=UNDECIDED,
    evaluate=_send_material,
    advise=_send_material_words,
)
ADD_VALUE = Rule(
    id="add-value",
    title="Add value with one angle from the interview",
    statement="A thank-you carries one thing drawn from the conversation: a pleasant surprise, an idea for a problem "
    "they raised, a better "
    "answer, reassurance about a doubt you are certain of, or else how you meet their three foremost needs.",
    kind=RuleKind.GUIDANCE,
    sources=(GP3,),
)
RULES = (THANK, CONFIRM_NAME, MATERIAL)
