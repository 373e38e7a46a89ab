"""The tables, and nothing but tables."""

from api.models.account import Account, IdempotencyKey, Token
from api.models.base import Base
from api.models.calendar import CalendarFeed, CalendarPublication
from api.models.contact import Contact
from api.models.interaction import Interaction
from api.models.interview import UNSETTLED, Debrief, Interview, Participant
from api.models.invitation import Invitation
from api.models.mark import Mark
from api.models.organization import Organization
from api.models.plan import Plan
from api.models.testimonial import Testimonial

__all__ = [
    "UNSETTLED",
    "Account",
    "Base",
    "CalendarFeed",
    "CalendarPublication",
    "Contact",
    "Debrief",
    "IdempotencyKey",
    "Interaction",
    "Interview",
    "Invitation",
    "Mark",
    "Organization",
    "Participant",
    "Plan",
    "Testimonial",
    "Token",
]
