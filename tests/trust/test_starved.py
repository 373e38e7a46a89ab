"""A full disk and a read-only database, in small."""

from trust import starved
from trust.site import Site


def test_a_full_disk_breaks_nothing(site: Site) -> None:
    """Whoever writes is told 503 until there is room again."""
    outcome = starved.disk_full(site, rounds=1, writers=4, writes=10, megabytes=0)
    assert outcome.acknowledged >= 20
    assert outcome.held, outcome


def test_a_read_only_database_breaks_nothing(site: Site) -> None:
    """Whoever writes is told 503 until it takes writes again, by the same process."""
    outcome = starved.read_only(site, rounds=1, writers=4, writes=10)
    assert outcome.acknowledged >= 20
    assert outcome.held, outcome
