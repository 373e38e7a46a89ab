"""No lost update, in small."""

from trust import lost_update
from trust.site import Site


def test_no_update_is_lost(site: Site) -> None:
    """Every step that was acknowledged is in the number, and each version had one winner."""
    outcome = lost_update.run(site, clients=8, steps=5)
    assert outcome.acknowledged == 40
    assert outcome.held, outcome
