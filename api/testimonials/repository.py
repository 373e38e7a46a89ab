"""Testimonials in the database."""

from sqlalchemy import ColumnElement

from api.db import Unit
from api.models import Testimonial
from api.rows import Record, Rows, Window
from api.testimonials.schemas import TestimonialQuery

TESTIMONIALS = Rows(Testimonial)


def page(unit: Unit, query: TestimonialQuery, window: Window) -> list[Record]:
    """Return the testimonials that a query asks for, and one more when there is a next page."""
    conditions: list[ColumnElement[bool]] = []
    if query.q is not None:
        conditions.append(TESTIMONIALS.containing(query.q, "author", "quote"))
    return TESTIMONIALS.page(unit, window, *conditions)
