"""What is checked, and what is known around it. Frozen values, as the facts of the policy are."""

from dataclasses import dataclass
from typing import NamedTuple

from api.policy.facts import Channel, Contact, Interview, Organization, Purpose


@dataclass(frozen=True, slots=True)
class Message:
    """The words of a touch before it happens. `enclosures` are the titles of what goes along."""

    channel: Channel
    purpose: Purpose
    body: str
    subject: str | None = None
    enclosures: tuple[str, ...] = ()


class Sent(NamedTuple):
    """A message that another person of the same interview has had already."""

    contact_id: str
    contact_name: str
    body: str


@dataclass(frozen=True, slots=True)
class Context:
    """What the account knows around a message. Empty, it stands for a message about which nothing is known.

    `person` is who will read it, `organization` whose side they are on. `other_people` and `other_organizations` are
    the names of the account's other contacts and organizations, `sent` what others in this interview have had already.
    """

    person: Contact | None = None
    interview: Interview | None = None
    organization: Organization | None = None
    other_people: tuple[str, ...] = ()
    other_organizations: tuple[str, ...] = ()
    sent: tuple[Sent, ...] = ()
