"""Times, in small: some moments in some of the zones."""

import pytest

from trust import times
from trust.site import Site


@pytest.mark.parametrize("site", ["sqlite"], indirect=True)
def test_times_are_right_in_every_zone(site: Site) -> None:
    """In the calendar, the engine, the instants of the HTTP face, and what the database gives back."""
    outcome = times.run(site, cases=60, over_http=10)
    assert outcome.cases >= 60
    assert outcome.zones * 5 <= outcome.cases
    assert outcome.over_http >= 10
    assert outcome.held, outcome
