"""Public holidays, from the `holidays` package: the policy itself receives plain dates."""

import warnings
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache, lru_cache

import holidays

from api.policy.facts import Facts

# A country whose holidays are known for some years only has none in the others.
warnings.filterwarnings("ignore", message="Requested Holidays are available only", category=UserWarning)

_AHEAD = 2
"""Years after the last fact that a window can reach: the last light enquiry opens 360 days after it."""


def holidays_for(facts: Facts) -> Mapping[str, frozenset[date] | None]:
    """The public holidays that the windows of some facts can meet, by the code of each employer with an interview."""
    codes = {facts.organizations[interview.organization_id].country for interview in facts.interviews}
    found = codes - {None}
    if not found:
        return {}
    years = set(_years(facts))
    first, last = min(years) - 1, max(years) + _AHEAD
    return {code: public_holidays(code, first, last) for code in found if code is not None}


def _years(facts: Facts) -> Iterator[int]:
    for interview in facts.interviews:
        yield interview.starts_at.year
        yield interview.ends_at.year
        if interview.decision_expected_on is not None:
            yield interview.decision_expected_on.year
        if interview.outcome_at is not None:
            yield interview.outcome_at.year
    for touch in facts.interactions:
        yield touch.occurred_at.year
    for mark in facts.marks.values():
        if mark.until is not None:
            yield mark.until.year


@lru_cache(maxsize=4096)
def public_holidays(code: str, first: int, last: int) -> frozenset[date] | None:
    """The public holidays, observed ones included, of a country (ISO 3166-1) or region (ISO 3166-2) over some years.

    A region that the package does not tell apart has its country's. None where none are known for any year at all: what
    is said of one interview must not depend on when others are.
    """
    entity = _entity(code)
    if entity is None:
        return None
    return frozenset().union(*(_in_year(*entity, year) for year in range(first, last + 1)))


@cache
def _entity(code: str) -> tuple[str, str | None] | None:
    """What the package calls a country or region: there are some five thousand codes, most of them regions."""
    country, _, region = code.partition("-")
    for subdivision in (region or None, None):
        try:
            holidays.country_holidays(country, subdiv=subdivision)
        except NotImplementedError:
            continue
        return country, subdivision
    return None


@lru_cache(maxsize=16_384)
def _in_year(country: str, region: str | None, year: int) -> frozenset[date]:
    return frozenset(holidays.country_holidays(country, subdiv=region, years=year))
