"""Nothing acknowledged is lost, in small."""

from trust import kill
from trust.site import Site


def test_what_was_acknowledged_survives_a_kill(site: Site) -> None:
    """It is there as it was acknowledged, and what was under way happened wholly or not at all."""
    rounds = 2 if site.backend == "sqlite" else 1
    outcome = kill.run(site, rounds=rounds, writers=8, writes=40, workers=1)
    assert outcome.acknowledged >= 40 * rounds
    assert outcome.in_doubt > 0
    assert outcome.held, outcome
