"""What can be done with contacts, within one unit of work."""

from api.contacts import repository
from api.contacts.repository import CONTACTS, ORGANIZATIONS
from api.contacts.schemas import ContactCreate, ContactPage, ContactPublic, ContactQuery, ContactUpdate
from api.db import Unit, WriteUnit
from api.rows import Record
from api.settled import unsettle
from api.web.etag import Precondition, Version
from api.web.lookups import existing, refuse, unknown
from api.web.merge import merged
from api.web.problems import InUse


def page(unit: Unit, query: ContactQuery) -> ContactPage:
    """Return one page of the account's contacts."""
    window = ContactPage.window(query)
    return ContactPage.of(repository.page(unit, query, window), window)


def get(unit: Unit, id: str) -> Version[ContactPublic]:
    """Return a contact; raise `NotFound`."""
    return _public(existing(unit, CONTACTS, id))


def create(unit: WriteUnit, new: ContactCreate) -> Version[ContactPublic]:
    """Keep a new contact; raise `Invalid` where its organization is unknown."""
    _check(unit, new)
    return _public(CONTACTS.insert(unit, dict(new)))


def update(unit: WriteUnit, id: str, patch: ContactUpdate, expected: Precondition) -> Version[ContactPublic]:
    """Merge a patch into a contact; raise `NotFound`, `PreconditionFailed` or `Invalid`."""
    row = existing(unit, CONTACTS, id)
    expected.check(row["revision"])
    whole = merged(ContactCreate, row, patch)
    _check(unit, whole)
    unsettle(unit, contacts=[id])
    return _public(CONTACTS.update(unit, row, dict(whole)))


def delete(unit: WriteUnit, id: str, expected: Precondition) -> None:
    """Remove a contact; raise `NotFound`, `PreconditionFailed` or `InUse`."""
    expected.check(existing(unit, CONTACTS, id)["revision"])
    if references := repository.references(unit, id):
        raise InUse(references)
    CONTACTS.delete(unit, id)


def _check(unit: Unit, contact: ContactCreate) -> None:
    refuse([*unknown(unit, ORGANIZATIONS, {"/organization_id": contact.organization_id})])


def _public(row: Record) -> Version[ContactPublic]:
    return Version(ContactPublic.model_construct(**row), row["revision"])
