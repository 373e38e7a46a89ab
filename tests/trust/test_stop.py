"""The service is stopped under load, in small."""

from pathlib import Path

from trust import stop
from trust.site import opened


def test_a_stop_loses_no_request(tmp_path: Path) -> None:
    """Two workers serve until they have said that they are not ready, and end as they should."""
    with opened("sqlite", tmp_path) as site:
        outcome = stop.run(site, rounds=1, writers=4, writes=10)
    assert outcome.acknowledged >= 10
    assert outcome.held, outcome
