"""A touch held against what the account holds: its etiquette and its words. The bridge that several features use."""

from datetime import datetime
from typing import NamedTuple

from api.db import Unit
from api.messages.etiquette import etiquette, etiquette_of_channel
from api.messages.finding import Finding
from api.messages.message import Context, Message, Sent
from api.next_actions import repository
from api.policy.facts import Direction, Facts, Interaction, Purpose


class Planned(NamedTuple):
    """A touch before it happens: its words, what is known around them, and the etiquette that it would break."""

    message: Message
    context: Context
    breaches: tuple[Finding, ...]

    def findings(self) -> list[Finding]:
        """Which rules of etiquette and on words it would break. Needs no database."""
        return [*self.breaches, *_in_words(self.message, self.context)]


def planned(unit: Unit, message: Message, interview_id: str | None, contact_id: str | None, at: datetime) -> Planned:
    """Return what there is to know of a message to this contact about this interview. Both exist, where given."""
    facts = repository.facts_around(unit, interview_id)
    around = context(unit, facts, interview_id, contact_id, at)
    breaches: tuple[Finding, ...] = ()
    if interview_id is not None:
        touch = Interaction(interview_id, contact_id, Direction.OUTBOUND, message.channel, message.purpose, at)
        breaches = etiquette(facts, touch)
    elif message.purpose is not Purpose.REFERENCE_BRIEFING and (around.person is None or around.organization):
        breaches = tuple(etiquette_of_channel(message.channel, message.purpose))
    return Planned(message, around, breaches)


def findings(unit: Unit, interaction: Interaction, body: str | None) -> list[Finding]:
    """Which rules an interaction breaks that is being recorded. It is not recorded yet, and its interview exists."""
    facts = repository.facts_around(unit, interaction.interview_id)
    found = list(etiquette(facts, interaction))
    if body and interaction.direction is Direction.OUTBOUND:
        around = context(unit, facts, interaction.interview_id, interaction.contact_id, interaction.occurred_at)
        found += _in_words(Message(interaction.channel, interaction.purpose, body), around)
    return found


def _in_words(message: Message, around: Context) -> tuple[Finding, ...]:
    from api.messages.check import check  # noqa: PLC0415 - a tenth of a second's patterns: a start need not wait

    return check(message, around)


def context(unit: Unit, facts: Facts, interview_id: str | None, contact_id: str | None, at: datetime) -> Context:
    """What the account knows around a message to this contact about this interview, each of which may be left open."""
    interview = next((i for i in facts.interviews if i.id == interview_id), None)
    person = facts.contacts.get(contact_id) if contact_id is not None else None
    organization_id = interview.organization_id if interview else person and person.organization_id
    sent = repository.sent(unit, interview.id, at) if interview and person else ()
    return Context(
        person=person,
        interview=interview,
        organization=facts.organizations.get(organization_id) if organization_id else None,
        other_people=tuple(c.name for c in facts.contacts.values() if c.id != contact_id),
        other_organizations=tuple(o.name for o in facts.organizations.values() if o.id != organization_id),
        sent=tuple(Sent(to, facts.contacts[to].name, body) for to, body in sent if to != contact_id),
    )
