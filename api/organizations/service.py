"""What can be done with organizations, within one unit of work."""

from api.db import Unit, WriteUnit
from api.organizations import repository
from api.organizations.repository import ORGANIZATIONS
from api.organizations.schemas import (
    OrganizationCreate,
    OrganizationPage,
    OrganizationPublic,
    OrganizationQuery,
    OrganizationUpdate,
)
from api.rows import Record
from api.settled import unsettle
from api.web.etag import Precondition, Version
from api.web.lookups import existing
from api.web.merge import merged
from api.web.problems import InUse


def page(unit: Unit, query: OrganizationQuery) -> OrganizationPage:
    """Return one page of the account's organizations."""
    window = OrganizationPage.window(query)
    return OrganizationPage.of(repository.page(unit, query, window), window)


def get(unit: Unit, id: str) -> Version[OrganizationPublic]:
    """Return an organization; raise `NotFound`."""
    return _public(existing(unit, ORGANIZATIONS, id))


def create(unit: WriteUnit, new: OrganizationCreate) -> Version[OrganizationPublic]:
    """Keep a new organization."""
    return _public(ORGANIZATIONS.insert(unit, dict(new)))


def update(unit: WriteUnit, id: str, patch: OrganizationUpdate, expected: Precondition) -> Version[OrganizationPublic]:
    """Merge a patch into an organization; raise `NotFound`, `PreconditionFailed` or `Invalid`."""
    row = existing(unit, ORGANIZATIONS, id)
    expected.check(row["revision"])
    whole = merged(OrganizationCreate, row, patch)
    unsettle(unit, organizations=[id])
    return _public(ORGANIZATIONS.update(unit, row, dict(whole)))


def delete(unit: WriteUnit, id: str, expected: Precondition) -> None:
    """Remove an organization; raise `NotFound`, `PreconditionFailed` or `InUse`."""
    expected.check(existing(unit, ORGANIZATIONS, id)["revision"])
    if references := repository.references(unit, id):
        raise InUse(references)
    ORGANIZATIONS.delete(unit, id)


def _public(row: Record) -> Version[OrganizationPublic]:
    return Version(OrganizationPublic.model_construct(**row), row["revision"])
