"""Webhooks are sent once each, and at least once where a worker is killed: in small."""

import pytest

from trust import webhooks
from trust.site import Site


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)  # on PostgreSQL as part of the trials: it takes a while
def test_what_a_killed_worker_was_sending_is_sent_by_another(site: Site) -> None:
    outcome = webhooks.run(site, accounts=1, workers=2, writes=20, kills=1, seconds=0)
    assert outcome.acknowledged == outcome.received == 40
    assert outcome.held, outcome
