"""References are told what they may be asked."""

from collections.abc import Iterator
from datetime import timedelta

from api.policy.case import UNDECIDED, Case
from api.policy.decision import Kind
from api.policy.duty import Duty, not_applicable, satisfied, superseded
from api.policy.facts import Purpose
from api.policy.keys import key
from api.policy.parameters import PARAMETERS
from api.policy.rule import Advice, Obligation
from api.policy.sources import GP4, IF7
from api.policy.wording import day, listed

P = PARAMETERS

_BRIEFING_DUE = timedelta(hours=P.briefing_due)


def _brief_references(case: Case) -> Iterator[Duty]:
    if not case.references:
        yield not_applicable("no reference is listed")
    window = case.window(_BRIEFING_DUE, P.briefing_closes)
    for contact in case.references:
        name = key(BRIEF_REFERENCES.id, case.id, contact.id)
        if case.ledger.rounds.is_reference_later(case.id, contact.id):
            yield superseded(f"a later round lists {contact.name} too", name, contact.id)
        elif any(case.outbound(Purpose.REFERENCE_BRIEFING, since=case.ends, to=contact.id)):
            yield satisfied(f"{contact.name} has been told", name, contact.id)
        else:
            yield Duty(name, contact.id, window)


def _briefing_words(case: Case, duty: Duty) -> Advice:
    contact = next(c for c in case.references if c.id == duty.contact_id)
    debrief = case.debrief
    heard = (*debrief.topics, *debrief.learned)
    summary = f"A summary of the position of {case.interview.position}"
    return Advice(
        title=f"Brief {contact.name}, your reference",
        reason=f"{contact.name} is your reference for {case.interview.position} at {case.organization.name}, and no "
        f"briefing after the interview of {day(case.ends_on)} is on record.",
        include=(
            f"That {case.organization.name} may call.",
            f"{summary}, with what you heard: {listed(heard)}." if heard else f"{summary}, with what you heard.",
            f"The skills and qualifications they look for: {listed(debrief.needs)}."
            if debrief.needs
            else "The skills and qualifications they look for.",
            "Where it fits, a request for a few words that you may quote.",
        ),
        avoid=("Letting the call take them by surprise.", "Telling them what to say."),
    )


BRIEF_REFERENCES = Obligation(
    id="brief-references",
    title="Tell your references",
    statement="After an interview, tell each reference that a call may come, what the position is and whom they look "
    f"for, within {P.briefing_due} hours. It is proposed for {P.briefing_closes} days (house).",
    sources=(GP4, IF7),
    house=True,
    action=Kind.BRIEF_REFERENCE,
    scope=UNDECIDED,
    evaluate=_brief_references,
    advise=_briefing_words,
)
RULES = (BRIEF_REFERENCES,)
