"""Thanks to each person, their names spelt right, and the work that was talked about."""

from collections.abc import Iterator
from datetime import timedelta
from enum import StrEnum

from api.policy.case import HELD, SEND_MATERIAL, THANK_EVERYONE, UNDECIDED, Case, ThankYou
from api.policy.channels import EMAIL, LETTER, usable
from api.policy.decision import Enclosure, Kind, Window
from api.policy.duty import Duty, not_applicable, satisfied
from api.policy.facts import Contact, Debrief, Material, Outcome
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

_THANK_DUE = timedelta(hours=P.thank_due)
_MATERIAL_DUE = timedelta(hours=P.material_due)
_TOP_NEEDS = 3
_TOP_NEEDS_UNKNOWN = "their top three needs and how you meet them"


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
        why = f"why ({quoted(surprise.reason)})" if surprise.reason else "why"
        raised = f"{why}, and how it raised your view of the organization, the manager or the job"
        found.append((Angle.SURPRISE, f"Say that {quoted(surprise.fact)} was a pleasant surprise, {raised}."))
    for problem in debrief.problems:
        if problem.idea:
            about = f"for a problem they raised, {quoted(problem.problem)}"
            found.append((Angle.IDEA, f"Offer your idea {about}: {quoted(problem.idea)}."))
    for question in debrief.questions:
        if question.better_answer:
            to = f"a better answer to {quoted(question.question)}"
            found.append((Angle.BETTER_ANSWER, f"Give {to}: {quoted(question.better_answer)}."))
    for concern in debrief.concerns:
        if concern.certain:
            how = f": {quoted(concern.reassurance)}" if concern.reassurance else ", in a sentence or two"
            found.append((Angle.REASSURANCE, f"Reassure them about {quoted(concern.concern)}{how}."))
    needs = debrief.needs[:_TOP_NEEDS]
    meeting = f"what they need most ({listed(needs)}) and how you meet it" if needs else _TOP_NEEDS_UNKNOWN
    found.append((Angle.INTEREST, f"Restate your interest by naming {meeting}."))
    return found


def _is_decided(case: Case) -> bool:
    """Whether the answer has come, after which selling oneself is out of place."""
    return case.outcome in (Outcome.REJECTED, Outcome.OFFER)


def _thank_everyone(case: Case) -> Iterator[Duty]:
    if not case.thank_yous:
        yield not_applicable("nobody on the employer side is recorded as met or as deciding")
    window = case.window(_THANK_DUE, P.thank_closes)
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
        reason = f"Your interview of {met_on} is with {contact.name}, and no thank-you to them is on record"
        include = [f"Thank {contact.name} by name for the conversation of {met_on}."]
    else:
        whom = f", and say that you met {names(case.met_names)}" if case.met_names else ""
        position = f"the position of {case.interview.position}"
        reason = f"{contact.name} decides on {position}, and no thank-you to them is on record"
        include = [f"Thank {contact.name} by name for the opportunity and for their team's time{whom}."]
    avoid = [
        "Gushing, jokes and nicknames.",
        "A point-by-point recount of the interview.",
    ]
    if not part.met:
        avoid.append(f"Any hint that you and {contact.name} have met.")
    enclosures: tuple[Enclosure, ...] = ()
    if _is_decided(case):
        include += ["Wish them well, and leave out the selling: it is decided.", "Keep it to a few sincere lines."]
        reason += "; the decision is made, and plain thanks are still owed."
        cites: tuple[str, ...] = ()
    else:
        include += _what_to_say(case.debrief, case.interview.position)
        if _takes_enclosures(contact):
            work = _work(case, contact)
            enclosures = (*work, *_testimonials(case))
            if work:
                include.append("The work that you enclose, with a line on why, can take the place of a plain note.")
        reason += "; a personal note does most good within a day."
        cites = (ADD_VALUE.id,)
    include.append("Write it promptly: after a day it is late, yet better late than none.")
    return Advice(
        title=f"Thank {contact.name}",
        reason=reason,
        include=tuple(include),
        avoid=tuple(avoid),
        enclosures=enclosures,
        cites=cites,
    )


def _thank_you_to(case: Case, contact_id: str | None) -> ThankYou:
    return next(t for t in case.thank_yous if t.person.contact.id == contact_id)


def _what_to_say(debrief: Debrief, position: str) -> Iterator[str]:
    (_, angle), *others = angles(debrief)
    yield f"One angle: {_continued(angle)}"
    yield from (f"Or, instead of that angle: {_continued(other)}" for _, other in others)
    yield f"Restate your interest in the position of {position}, with enthusiasm that sounds like you."
    sought = f"; they look for {listed(debrief.needs)}" if debrief.needs else ""
    yield f"Restate the qualifications that speak for you{sought}."
    left_out = f"what you left out ({listed(debrief.forgotten)})" if debrief.forgotten else "anything you left out"
    yield f"Add {left_out}, and put any mistake right."
    faced = f"; they face {listed(debrief.challenges)}" if debrief.challenges else ""
    yield f"Say, in specific terms, what you can do for them{faced}."
    if debrief.praise:
        yield f"Build on what they liked: {listed(debrief.praise)}."
    yield "Keep it under a page, about this job, and sincere."


def _continued(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]


def _work(case: Case, contact: Contact) -> tuple[Enclosure, ...]:
    """The work that was discussed with a person, or with nobody in particular, and that still has to reach them."""
    return tuple(
        _enclosure(material)
        for material, name, to in case.materials
        if to in (None, contact.id) and not case.is_sent(material, to) and not case.is_gone(name)
    )


def _testimonials(case: Case) -> tuple[Enclosure, ...]:
    return tuple(
        Enclosure(f"Testimonial by {t.author}", t.source_url, f"What {t.author} says of your work: {quoted(t.quote)}.")
        for t in case.ledger.facts.testimonials
    )


def _takes_enclosures(contact: Contact) -> bool:
    return not {EMAIL, LETTER}.isdisjoint(usable(Kind.SEND_THANK_YOU, contact))


def _enclosure(material: Material) -> Enclosure:
    return Enclosure(
        material.title, material.url, material.reason or "It came up in the interview: add a line on why you send it."
    )


def _confirm_name(case: Case) -> Iterator[Duty]:
    if not case.thank_yous:
        yield not_applicable("nobody is to be thanked")
    window = case.window(_THANK_DUE, P.thank_closes)
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
        title=f"Confirm the spelling of {contact.name}",
        reason=f"A thank-you to {contact.name} is owed for the interview of {day(case.ends_on)}, and the spelling of "
        "the name is not confirmed.",
        include=(
            "The name, its spelling, the title and the address, from a card or an email signature.",
            "Failing that, ask reception.",
        ),
        avoid=("Writing a name that you have only heard.",),
    )


def _send_material(case: Case) -> Iterator[Duty]:
    if not case.materials:
        yield not_applicable("the debrief names no material")
    chase_contact = case.chase_contact(Kind.SEND_MATERIAL)
    for material, name, to in case.materials:
        contact_id = to or (chase_contact.id if chase_contact else None)
        if case.is_sent(material, to):
            yield satisfied(f"{quoted(material.title)} was sent", name, contact_id)
            continue
        waits = _could_be_carried(case, to)
        opens_at = case.calendar.days_after(case.ends, P.material_wait) if waits else case.ends
        window = Window(opens_at, opens_at + _MATERIAL_DUE, case.calendar.days_after(case.ends, P.material_closes))
        yield Duty(name, contact_id, window, material=material)


def _could_be_carried(case: Case, to: str | None) -> bool:
    """Whether a thank-you is owed that could carry a material: to its addressee, or to anyone when it has none."""
    return any(to in (None, thank_you.person.contact.id) for thank_you in case.owed)


def _send_material_words(case: Case, duty: Duty) -> Advice:
    material = duty.material
    if material is None:
        raise ValueError(f"{duty.key} names no material")
    why = f": {quoted(material.reason)}" if material.reason else ", in a line that ties it to your conversation"
    to = next(to for _, name, to in case.materials if name == duty.key)
    waits = "; a thank-you that could carry it is still owed" if _could_be_carried(case, to) else ""
    return Advice(
        title=f"Send {material.title}",
        reason=f"{quoted(material.title)} belongs to the interview of {day(case.ends_on)} and is not recorded as "
        f"sent{waits}.",
        include=(
            f"Why you are sending it{why}.",
            "That you would welcome their view of it.",
            "A printed copy by post, if it is a longer piece.",
        ),
        avoid=("Sending it without a line on why.", "Sending more than was talked about."),
        enclosures=(_enclosure(material),),
    )


THANK = Obligation(
    id=THANK_EVERYONE,
    title="Thank each person within a day",
    statement="Send a personal note to everyone you met, and to whoever decides even if you did not meet, within "
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
    statement="Send what came up in the interview, with a line on why. It can go with the thank-you; while one is owed "
    f"that could carry it, it goes on its own only from {P.material_wait} days after the interview. It is due "
    f"{P.material_due} hours after it opens, and dropped {P.material_closes} days after the interview (house).",
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
    "they raised, a better answer, reassurance about a doubt that you are certain they have, or else how you meet "
    "their three foremost needs.",
    kind=RuleKind.GUIDANCE,
    sources=(GP3,),
)
RULES = (THANK, CONFIRM_NAME, MATERIAL)
