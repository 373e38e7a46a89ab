"""The figures: each with its unit, its meaning and its house mark."""

from dataclasses import FrozenInstanceError

import pytest

from api.policy.facts import Culture
from api.policy.parameters import PARAMETERS

SOURCED = {
    "thank_due": 24,
    "weekly_enquiry_wait": 7,
    "silence": 14,
    "call_spacing": 7,
}
"""The only figures that a source gives."""


def test_every_figure_that_no_source_gives_is_the_houses() -> None:
    assert {f.name: f.value for f in PARAMETERS.figures() if not f.house} == SOURCED


def test_every_figure_says_what_it_means() -> None:
    figures = list(PARAMETERS.figures())
    assert all(figure.value > 0 and figure.meaning for figure in figures)
    assert len({figure.meaning for figure in figures}) == len(figures)


def test_the_wait_shortens_as_the_culture_grows_bolder() -> None:
    assert [PARAMETERS.reasonable_wait(culture) for culture in Culture] == [10, 7, 5]


def test_nobody_can_change_them() -> None:
    with pytest.raises(FrozenInstanceError):
        PARAMETERS.thank_due = 48  # type: ignore[misc]
