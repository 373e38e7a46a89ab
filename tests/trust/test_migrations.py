"""Migrations keep what is stored, in small."""

from api.models import Invitation, Plan
from trust import migrations
from trust.site import Site


def test_migrations_keep_every_row(site: Site) -> None:
    """But what a downgrade says that it takes: last uses, whose sign-in it is, what is settled, plans, invitations."""
    outcome = migrations.run(site, rows=200)
    assert outcome.held, outcome
    assert outcome.rows >= 200
    assert outcome.emptied == 5 + len(Plan.__table__.c) + len(Invitation.__table__.c)
