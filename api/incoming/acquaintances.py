"""Whom an account knows already: organizations by a name or a domain, people by an address or a name."""

import re

from api.db import Unit
from api.incoming import repository
from api.incoming.domains import domain as registered
from api.rows import Record

_LEGAL_FORM = re.compile(
    r"[ ,]+(?:ab|ag|a/s|bv|b\.v\.|co|co\.|corp|corporation|gmbh|inc|incorporated|kg|limited|llc|llp|ltd|nv|oy|plc|"
    r"pty|s\.a\.|sa|s\.l\.|sarl|se|spa|s\.p\.a\.)\.?$",
    re.IGNORECASE,
)


def organization_named(unit: Unit, name: str) -> str | None:
    """Return the id of the organization of this name, in any case and whatever its legal form; None where none is."""
    return next((id for id, found in repository.organizations(unit) if same_name(found, name)), None)


def organization_at(unit: Unit, domain: str) -> str | None:
    """Return the id of the organization most of whose people have addresses at a domain; None where nobody has."""
    ids = [
        row["organization_id"]
        for row in repository.addresses(unit, domain)
        if row["organization_id"] is not None and registered(row["email"]) == domain
    ]
    return max(ids, key=ids.count) if ids else None


def contact_with(unit: Unit, address: str) -> Record | None:
    """Return the contact with an e-mail address, in any case; None where nobody has it."""
    same = (row for row in repository.addresses(unit, address) if row["email"].casefold() == address.casefold())
    return next(same, None)


def contact_named(unit: Unit, organization_id: str | None, name: str, *, address: str | None) -> Record | None:
    """Return the contact of this name, in any case, at an organization (or at none), who has no other address."""
    wanted = name.casefold()
    for row in repository.colleagues(unit, organization_id):
        if row["name"].casefold() == wanted and (address is None or row["email"] is None):
            return row
    return None


def same_name(one: str, other: str) -> bool:
    """Whether two texts name the same organization: in any case, whatever its legal form."""
    return _bare(one) == _bare(other)


def _bare(name: str) -> str:
    text = " ".join(name.split()).casefold()
    while _LEGAL_FORM.search(text):
        text = _LEGAL_FORM.sub("", text)
    return text.rstrip(" ,.")
