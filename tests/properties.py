"""How long properties are looked for exceptions to: a little by `make test`, ten times as long by CI.

`AFTERWORD_TEST_PROFILE` is `few`, the default, or `many`, which try the same examples each time, or `exploring`: as
many, and others each time.
"""

import os

import pytest
from hypothesis import HealthCheck, settings

PROFILE = os.environ.get("AFTERWORD_TEST_PROFILE", "few")
TIMES = {"few": 1, "many": 10, "exploring": 10}[PROFILE]

settings.register_profile(
    "afterword",
    derandomize=PROFILE != "exploring",
    max_examples=50 * TIMES,
    deadline=None,
    database=None,
    suppress_health_check=[HealthCheck.too_slow],
)
settings.load_profile("afterword")

TRIED = pytest.mark.hypothesis
"""For a test that tries examples of its own accord; hypothesis marks those that it gives them to."""


def examples(number: int) -> settings:
    """Return how often to try, where `make test` tries so often: for what is slow to try, or has many cases."""
    return settings(max_examples=number * TIMES)
