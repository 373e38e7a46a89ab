"""No lost update, in small."""

from trust import lost_update
from trust.service import Service
from trust.site import Site


def test_no_update_is_lost(shared_site: Site, service: Service) -> None:
    """Every step that was acknowledged is in the number, and each version had one winner."""
    outcome = lost_update.over(shared_site, service, clients=8, steps=4)
    assert outcome.acknowledged == 32
    assert outcome.held, outcome
