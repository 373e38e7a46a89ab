"""What is to be written, to whom, through which channel, about which interview."""

from dataclasses import dataclass
from typing import NamedTuple

from api.policy.case import Case
from api.policy.facts import Channel, Contact, Material, Participant, Purpose
from api.policy.rules.thanks import Angle


class Missing(NamedTuple):
    """Something to fill in: where it belongs, and what to do about it, in plain words."""

    field: str
    prompt: str


@dataclass(frozen=True, slots=True)
class Errand:
    """One message to be written."""

    case: Case
    purpose: Purpose
    channel: Channel
    contact: Contact | None
    """None where nobody is on record who could be reached."""
    sender: str
    """The account's name."""
    angle: Angle | None = None
    """The angle that is wanted for a thank-you."""
    material: Material | None = None
    """The piece of work that is to be sent."""
    number: int = 0
    """How many enquiries came before, or which light one this is."""
    asks_decision: bool = False
    """Whether an enquiry asks for feedback too, in case the decision is made."""

    @property
    def part(self) -> Participant | None:
        """The reader's part in the interview; None for somebody who is not listed."""
        reader = self.contact.id if self.contact else None
        return next((p for p in self.case.interview.participants if p.contact_id == reader), None)


def place_of(errand: Errand) -> int:
    """The reader's place among those who were met or decide, so that each of them gets other words; 0 for others."""
    thanked = [p.contact.id for p in errand.case.people if p.part.met or p.part.is_decision_maker]
    reader = errand.contact.id if errand.contact else None
    return thanked.index(reader) if reader in thanked else 0
