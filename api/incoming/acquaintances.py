"""Whom an account knows already: organizations by a name or a domain, people by an address or a name."""

import re
from collections import Counter, defaultdict
from functools import cached_property
from typing import NamedTuple

from api.contacts.schemas import ContactPublic
from api.db import Unit
from api.incoming import repository
from api.incoming.domains import domain as registered

_LEGAL_FORM = re.compile(
    r"[ ,]+(?:ab|ag|a/s|bv|b\.v\.|co|co\.|corp|corporation|gmbh|inc|incorporated|kg|limited|llc|llp|ltd|nv|oy|plc|"
    r"pty|s\.a\.|sa|s\.l\.|sarl|se|spa|s\.p\.a\.)\.?$",
    re.IGNORECASE,
)


class _Person(NamedTuple):
    """A contact, as far as it is looked for."""

    organization_id: str | None
    name: str
    email: str | None

    @property
    def place(self) -> tuple[str | None, str]:
        """Where somebody of this name is looked for."""
        return self.organization_id, self.name.casefold()


class Acquaintances:
    """Whom an account knows, within one unit of work: read once, as a file may ask for hundreds.

    Whoever adds to the account meanwhile, or fills somebody in, says so by `add_organization` and `add_contact`.
    """

    def __init__(self, unit: Unit) -> None:
        self._unit = unit

    def organization_named(self, name: str) -> str | None:
        """Return the id of the oldest organization of this name, in any case and whatever its legal form, or None."""
        return self._organizations.get(_bare(name))

    def organization_at(self, domain: str) -> str | None:
        """Return the id of the organization most of whose people have addresses at a domain; None where nobody has."""
        people = self._people
        found = Counter(people.by_id[id].organization_id for id in people.by_domain[domain])
        return next((id for id, _ in found.most_common() if id is not None), None)

    def contact_with(self, address: str) -> str | None:
        """Return the id of the oldest contact with an e-mail address, in any case; None where nobody has it."""
        return next(iter(self._people.by_address[address.casefold()]), None)

    def contact_named(self, organization_id: str | None, name: str, *, address: str | None) -> str | None:
        """Return the id of the contact of this name, in any case, at an organization (or at none), or None.

        It is the oldest one who has no other address.
        """
        wanted = (organization_id, name.casefold())
        for id in self._people.by_name[wanted]:
            person = self._people.by_id[id]
            if person.place == wanted and (address is None or person.email is None):
                return id
        return None

    def add_organization(self, id: str, name: str) -> None:
        """Know one organization more."""
        self._organizations.setdefault(_bare(name), id)

    def add_contact(self, contact: ContactPublic) -> None:
        """Know one contact more, or more of one."""
        self._people.add(contact.id, _Person(contact.organization_id, contact.name, contact.email))

    @cached_property
    def _organizations(self) -> dict[str, str]:
        """Ids by name."""
        found: dict[str, str] = {}
        for id, name in repository.organizations(self._unit):
            found.setdefault(_bare(name), id)
        return found

    @cached_property
    def _people(self) -> "_People":
        found = _People()
        for id, organization_id, name, email in repository.people(self._unit):
            found.add(id, _Person(organization_id, name, email))
        return found


class _People:
    """Contacts, the oldest first, by what they are looked for."""

    def __init__(self) -> None:
        self.by_id: dict[str, _Person] = {}
        self.by_name: defaultdict[tuple[str | None, str], list[str]] = defaultdict(list)
        """By place: one who has another by now may be among them."""
        self.by_address: defaultdict[str, list[str]] = defaultdict(list)
        self.by_domain: defaultdict[str, list[str]] = defaultdict(list)

    def add(self, id: str, person: _Person) -> None:
        known = self.by_id.get(id)
        self.by_id[id] = person
        self.by_name[person.place].append(id)
        if person.email is not None and (known is None or known.email is None):
            self.by_address[person.email.casefold()].append(id)
            self.by_domain[registered(person.email)].append(id)


def same_name(one: str, other: str) -> bool:
    """Whether two texts name the same organization: in any case, whatever its legal form."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    text = " ".join(name.split()).casefold()
    while _LEGAL_FORM.search(text):
        text = _LEGAL_FORM.sub("", text)
    return text.rstrip(" ,.")
