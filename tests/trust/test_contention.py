"""Many writers on one SQLite file, in small."""

import pytest

from trust import contention
from trust.service import Service
from trust.site import Site


@pytest.mark.parametrize("shared_site", ["sqlite"], indirect=True)
def test_nobody_meets_a_lock(shared_site: Site, service: Service) -> None:
    """Neither those who write over HTTP, nor a command next to the service."""
    outcome = contention.over(shared_site, service, writers=32, seconds=1)
    assert outcome.commands > 0
    assert outcome.held, outcome
