"""Cards are taken: what they say becomes contacts, within one unit of work. Nothing that is known is overwritten."""

from collections.abc import Sequence
from typing import Any, NamedTuple

from api.contacts import service as contacts
from api.contacts.schemas import ContactCreate, ContactPublic, ContactUpdate
from api.db import WriteUnit
from api.incoming import doubts
from api.incoming.acquaintances import Acquaintances
from api.incoming.card import Card, Kind
from api.incoming.domains import employer
from api.incoming.schemas import CardOutcome, CardsAnswer, CardTaken
from api.organizations import service as organizations
from api.organizations.schemas import OrganizationCreate
from api.web.etag import Precondition

_ANY = Precondition(None)
_FILLED = ("organization_id", "job_title", "email", "phone", "postal_address", "notes")


class _Organization(NamedTuple):
    """Where somebody works: null where nobody knows."""

    id: str | None
    made: bool = False


def take(unit: WriteUnit, cards: Sequence[Card]) -> CardsAnswer:
    """Make contacts of cards, or fill in what is missing in those that are there."""
    known = Acquaintances(unit)
    return CardsAnswer.model_construct(cards=[_taken(unit, known, card) for card in cards])


def _taken(unit: WriteUnit, known: Acquaintances, card: Card) -> CardTaken:
    if card.kind is Kind.NOBODY:
        return CardTaken(outcome=CardOutcome.SKIPPED, contact=None, organization=None, missing=[])
    if card.kind is Kind.ORGANIZATION:
        found = _organization(unit, known, card, card.name)
        outcome, contact = CardOutcome.CREATED if found.made else CardOutcome.UNCHANGED, None
    else:
        found = _organization(unit, known, card, card.organization)
        outcome, contact = _contact(unit, known, card, found.id)
    organization_id = found.id if contact is None else contact.organization_id
    organization = None if organization_id is None else organizations.get(unit, organization_id).resource
    missing = [] if organization is not None else [doubts.missing("contact.organization_id", _NO_ORGANIZATION)]
    if found.made and organization is not None:
        missing += doubts.of_whereabouts(organization)
    return CardTaken.model_construct(outcome=outcome, contact=contact, organization=organization, missing=missing)


_NO_ORGANIZATION = "Say where they work, unless they are a reference of yours."


def _organization(unit: WriteUnit, known: Acquaintances, card: Card, name: str | None) -> _Organization:
    """Return the organization of this name, or the one whose people have addresses like the card's, or a new one."""
    domain = employer(card.email) if card.email else None
    id = known.organization_named(name) if name else None
    id = id or (known.organization_at(domain) if domain else None)
    if id is not None or name is None:
        return _Organization(id)
    made = organizations.create(unit, OrganizationCreate(name=name)).resource
    known.add_organization(made.id, made.name)
    return _Organization(made.id, made=True)


def _contact(
    unit: WriteUnit, known: Acquaintances, card: Card, organization_id: str | None
) -> tuple[CardOutcome, ContactPublic]:
    """Make the contact, or fill it in: who has the address, or who is called so where the card is from."""
    said = {name: getattr(card, name) for name in _FILLED[1:]} | {"organization_id": organization_id}
    id = known.contact_with(card.email) if card.email else None
    id = id or known.contact_named(organization_id, card.name, address=card.email)
    if id is None:
        new = ContactCreate(name=card.name, name_confirmed=True, **said)  # a card says how its owner writes the name
        outcome, contact = CardOutcome.CREATED, contacts.create(unit, new).resource
    else:
        there = contacts.get(unit, id).resource
        lacking = (name for name in _FILLED if getattr(there, name) is None)
        patch: dict[str, Any] = {name: said[name] for name in lacking if said[name] is not None}
        if not there.name_confirmed:
            patch |= {"name": card.name, "name_confirmed": True}
        if not patch:
            return CardOutcome.UNCHANGED, there
        outcome, contact = CardOutcome.UPDATED, contacts.update(unit, id, ContactUpdate(**patch), _ANY).resource
    known.add_contact(contact)
    return outcome, contact
