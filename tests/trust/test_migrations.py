"""Migrations keep what is stored, in small."""

from trust import migrations
from trust.site import Site


def test_migrations_keep_every_row(site: Site) -> None:
    """But what a downgrade says that it takes: when tokens were last used, and whose sign-in an account is for."""
    outcome = migrations.run(site, rows=200)
    assert outcome.held, outcome
    assert outcome.rows >= 200
    assert outcome.emptied == 3
