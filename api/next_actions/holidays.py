"""Public holidays, from the `holidays` package: the policy itself receives plain dates."""

from collections.abc import Iterable, Mapping
from datetime import date
from functools import lru_cache

import holidays

# The years that an instant may lie in, and as far ahead as a window can reach from the last of them.
_YEARS = range(1969, 2104)


@lru_cache(maxsize=1024)
def public_holidays(code: str) -> frozenset[date] | None:
    """The public holidays, observed ones included, of a country (ISO 3166-1) or region (ISO 3166-2); None if unknown.

    A region that the package does not tell apart has its country's holidays.
    """
    country, _, region = code.partition("-")
    try:
        days = holidays.country_holidays(country, subdiv=region or None, years=_YEARS)
    except NotImplementedError:
        return public_holidays(country) if region else None
    return frozenset(days) or None


def holidays_of(codes: Iterable[str | None]) -> Mapping[str, frozenset[date] | None]:
    """The public holidays by code, for facts."""
    return {code: public_holidays(code) for code in set(codes) if code is not None}
