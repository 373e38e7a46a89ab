"""Public holidays, as the policy receives them."""

from datetime import date

import pytest

from api.next_actions.holidays import holidays_for, public_holidays
from api.policy.facts import Organization, Outcome
from tests.policy.facts import ended, facts, interview


def test_a_region_has_its_own_and_the_whole_kingdom_only_what_it_shares() -> None:
    """Easter Monday is kept in England and not in Scotland."""
    easter_monday = date(2026, 4, 6)
    assert easter_monday in (public_holidays("GB-ENG", 2026, 2026) or ())
    assert easter_monday not in (public_holidays("GB-SCT", 2026, 2026) or ())
    assert easter_monday not in (public_holidays("GB", 2026, 2026) or ())


def test_observed_days_count() -> None:
    """Boxing Day 2026 is a Saturday, and kept on the Monday."""
    assert date(2026, 12, 28) in (public_holidays("GB", 2026, 2026) or ())


def test_a_region_that_is_not_told_apart_has_its_countrys() -> None:
    """Paris keeps the holidays of France."""
    assert public_holidays("FR-75", 2026, 2026) == public_holidays("FR", 2026, 2026)


@pytest.mark.parametrize("code", ["ZZ", "ZZ-1"])
def test_where_none_are_known_there_are_none_to_count(code: str) -> None:
    """Then weekdays alone count, and the reason says so."""
    assert public_holidays(code, 2026, 2026) is None


def test_only_employers_with_an_interview_are_looked_up_and_only_the_years_within_reach() -> None:
    """From the year before the first fact to two years after the last."""
    others = [Organization("idle", "Idle", country="DE")]
    found = holidays_for(facts(interview(), organizations=others))
    assert set(found) == {"GB"}
    assert {day.year for day in found["GB"] or ()} == {2025, 2026, 2027, 2028}
    later = ended(Outcome.NO_RESPONSE, "2030-01-01T10:00Z")
    assert max(holidays_for(facts(later))["GB"] or ()).year == 2032
