"""Migrations keep what is stored, in small."""

from api.models import (
    Announcement,
    CalendarFeed,
    CalendarPublication,
    Invitation,
    Plan,
    Webhook,
    WebhookDelivery,
)
from trust import migrations
from trust.site import Site


def test_migrations_keep_every_row(site: Site) -> None:
    """But what a downgrade says that it takes: last uses, whose sign-in it is, what is settled, and whole tables."""
    outcome = migrations.run(site, rows=200)
    assert outcome.held, outcome
    assert outcome.rows >= 200
    added = (Plan, Invitation, CalendarFeed, CalendarPublication, Webhook, WebhookDelivery, Announcement)
    assert outcome.emptied == 5 + sum(len(table.__table__.c) for table in added)
