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
from api.models.webhook import Announcement, DeliveryError, DeliveryStatus, DisabledReason, Webhook, WebhookDelivery

__all__ = [
    "UNSETTLED",
    "Account",
    "Announcement",
    "Base",
    "CalendarFeed",
    "CalendarPublication",
    "Contact",
    "Debrief",
    "DeliveryError",
    "DeliveryStatus",
    "DisabledReason",
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
    "Webhook",
    "WebhookDelivery",
]
