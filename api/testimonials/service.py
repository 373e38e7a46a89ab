"""What can be done with testimonials, within one unit of work."""

from api.db import Unit, WriteUnit
from api.rows import Record
from api.testimonials import repository
from api.testimonials.repository import TESTIMONIALS
from api.testimonials.schemas import (
    TestimonialCreate,
    TestimonialPage,
    TestimonialPublic,
    TestimonialQuery,
    TestimonialUpdate,
)
from api.web.etag import Precondition, Version
from api.web.lookups import existing
from api.web.merge import merged


def page(unit: Unit, query: TestimonialQuery) -> TestimonialPage:
    """Return one page of the account's testimonials."""
    window = TestimonialPage.window(query)
    return TestimonialPage.of(repository.page(unit, query, window), window)


def get(unit: Unit, id: str) -> Version[TestimonialPublic]:
    """Return a testimonial; raise `NotFound`."""
    return _public(existing(unit, TESTIMONIALS, id))


def create(unit: WriteUnit, new: TestimonialCreate) -> Version[TestimonialPublic]:
    """Keep a new testimonial."""
    return _public(TESTIMONIALS.insert(unit, dict(new)))


def update(unit: WriteUnit, id: str, patch: TestimonialUpdate, expected: Precondition) -> Version[TestimonialPublic]:
    """Merge a patch into a testimonial; raise `NotFound`, `PreconditionFailed` or `Invalid`."""
    row = existing(unit, TESTIMONIALS, id)
    expected.check(row["revision"])
    return _public(TESTIMONIALS.update(unit, row, dict(merged(TestimonialCreate, row, patch))))


def delete(unit: WriteUnit, id: str, expected: Precondition) -> None:
    """Remove a testimonial; raise `NotFound` or `PreconditionFailed`."""
    expected.check(existing(unit, TESTIMONIALS, id)["revision"])
    TESTIMONIALS.delete(unit, id)


def _public(row: Record) -> Version[TestimonialPublic]:
    return Version(TestimonialPublic.model_construct(**row), row["revision"])
