"""Migrations keep what is stored, in small."""

from trust import migrations
from trust.site import Site


def test_migrations_keep_every_row(site: Site) -> None:
    """But what a downgrade says that it takes: tokens' last uses, whose sign-in an account is for, what is settled."""
    outcome = migrations.run(site, rows=200)
    assert outcome.held, outcome
    assert outcome.rows >= 200
    assert outcome.emptied == 5
