"""Nothing acknowledged is lost, in small."""

import pytest

from trust import kill
from trust.site import Site


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_what_was_acknowledged_survives_a_kill(site: Site) -> None:
    """It is there as it was acknowledged, and what was under way happened wholly or not at all."""
    outcome = kill.run(site, rounds=2, writers=8, writes=40, workers=1)
    assert outcome.acknowledged >= 80
    assert outcome.in_doubt > 0
    assert outcome.held, outcome
