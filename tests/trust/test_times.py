"""Times, in small: some moments in some of the zones."""

from trust import times
from trust.site import Site


def test_times_are_right_in_every_zone(site: Site) -> None:
    """In the calendar, the engine, the instants of the HTTP face, and what the database gives back."""
    cases = 60 if site.backend == "sqlite" else 5  # the calendar and the engine know no database
    outcome = times.run(site, cases=cases, over_http=10)
    assert outcome.cases >= cases
    assert outcome.zones * 5 <= outcome.cases
    assert outcome.over_http >= 10
    assert outcome.held, outcome
