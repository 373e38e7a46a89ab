"""A read-only database, in small; a full disk takes longer, and is the trials' own."""

from trust import starved
from trust.service import Service
from trust.site import Site
from trust.starved import Starving


def test_a_read_only_database_breaks_nothing(shared_site: Site, service: Service) -> None:
    """Whoever writes is told 503 until it takes writes again, by the same process."""
    starving = Starving(shared_site, writers=4)
    starving.run(service, starved.no_leave_to_write(shared_site), rounds=1, writes=10)
    outcome = starving.outcome()
    assert outcome.acknowledged >= 20
    assert outcome.held, outcome
