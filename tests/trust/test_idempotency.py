"""One effect and one answer for each idempotency key, in small."""

import pytest

from trust import idempotency
from trust.site import Site


@pytest.mark.parametrize("site", ["postgresql"], indirect=True)
def test_what_is_sent_again_has_no_second_effect(site: Site) -> None:
    """By many at once, and after a kill that left requests without an answer."""
    outcome = idempotency.run(site, keys=3, clients=10, kills=1, workers=1)
    assert outcome.in_doubt > 0
    assert outcome.in_flight > 0
    assert outcome.held, outcome
